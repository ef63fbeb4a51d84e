//! Retention: what is older than the district keeps it is counted before it goes, and the log outlives the
//! records.

mod fixtures;
mod ledgers;

use domain::{LearnerId, privacy::Kept};
use fixtures::{Place, empty_districts};
use ledgers::{ENTRIES, fill, opened};
use usecases::{
    Refusal,
    privacy_numbers::{set_privacy_number, show_privacy_numbers},
    retention::{apply_retention, look_at_retention},
    verify_ledger::verify_ledger,
};

#[tokio::test]
async fn retention_counts_before_anything_goes_and_the_log_outlives_the_records() {
    for place in empty_districts().await {
        let (app, administrator) = (&place.app, &place.administrator);
        let learners = fill(&place).await;
        opened(&place, learners[0]).await.expect("read");
        let (due, runs) = look_at_retention(app, administrator).await.expect("counted");
        assert!(due.iter().all(|one| one.in_all() == 0 && one.years.is_none()) && runs.is_empty());
        let forever = apply_retention(app, administrator, Kept::AccessLog, |_| ()).await;
        assert!(matches!(forever, Err(Refusal::Conflict(_))), "{forever:?}");
        let set = async |field: &str, value| {
            set_privacy_number(app, administrator, field, value, "As the law says").await
        };
        let early = set("years_kept.access_log", Some(7)).await;
        assert!(
            matches!(early, Err(Refusal::Invalid { field: "value", .. })),
            "records are kept for ever: {early:?}"
        );
        set("years_kept.records", Some(2)).await.expect("set");
        set("years_kept.access_log", Some(3)).await.expect("set");
        assert!(set("years_kept.records", Some(4)).await.is_err(), "longer than the log");
        assert!(set("smallest_group", Some(4)).await.is_err() && set("nothing", Some(4)).await.is_err());

        age(&place, &learners, 5).await;
        let (due, _) = look_at_retention(app, administrator).await.expect("counted");
        let of = |kind| due.iter().find(|one| one.kind == kind).expect("a kind");
        assert_eq!((of(Kept::Records).in_all(), of(Kept::AccessLog).in_all()), (3, 1), "{due:?}");
        let district = administrator.district;
        let found = verify_ledger(app, district, None, |_, _| {}).await.expect("walked");
        assert_eq!(found.erased, 0, "counting took nothing away");
        let run = apply_retention(app, administrator, Kept::Records, |_| ()).await.expect("done");
        assert_eq!(run.taken, 3);
        let found = verify_ledger(app, district, None, |_, _| {}).await.expect("walked");
        assert_eq!(found.erased, 3 * ENTRIES);
        let run = apply_retention(app, administrator, Kept::AccessLog, |_| ()).await.expect("done");
        assert_eq!(run.taken, 1);
        let (due, runs) = look_at_retention(app, administrator).await.expect("counted");
        assert!(due.iter().all(|one| one.in_all() == 0), "{due:?}");
        assert_eq!(runs.len(), 2);
        let shown = show_privacy_numbers(app, administrator).await.expect("shown");
        let log = shown.iter().find(|one| one.number.word() == "years_kept.access_log").expect("a number");
        assert_eq!((log.value, log.versions[0].by.as_str()), (Some(3), "Ada Ministrator"));
    }
}

/// Makes everything that was recorded so many years older, and everybody a learner who has left.
async fn age(place: &Place, learners: &[LearnerId], years: i64) {
    let district = place.administrator.district;
    let micros = years * 366 * 24 * 3_600 * 1_000_000;
    place
        .app
        .db
        .write(learners.to_vec(), move |tx, learners: &Vec<LearnerId>| {
            Box::pin(async move {
                for table in ["evidence set recorded_at = recorded_at", "access_log set at = at"] {
                    let sql = format!("update {table} - $2 where district_id = $1");
                    tx.run(&sql, store::args![district, micros]).await?;
                }
                for learner in learners {
                    let sql = "update person set active = 0 where district_id = $1 and person_id = $2";
                    tx.run(sql, store::args![district, *learner]).await?;
                }
                Ok::<_, Refusal>(())
            })
        })
        .await
        .expect("aged");
}
