//! While the disk has no room, reading goes on; who read what is written down when there is room again.

mod fixtures;

use domain::access::Relationship;
use fixtures::{Place, empty_district};
use usecases::{
    Refusal, access, chance,
    late_access::write_late,
    list_access_log::{AccessQuery, list_access_log},
};

/// Learners of one line: more than a page of the database holds.
const LEARNERS: usize = 1_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_line_that_found_no_room_is_written_later_and_once() {
    let place = empty_district().await;
    limit(&place, false).await;
    for what in ["mastery grid", "record"] {
        let now = chance::now();
        let learners = (0..LEARNERS).map(|_| chance::person_id(now).as_learner()).collect();
        let logged =
            access::log(&place.app, &place.administrator, what, Relationship::Educator, learners, now);
        logged.await.expect("reading goes on");
    }
    assert_eq!(lines(&place).await, Vec::<String>::new());
    let refused = write_late(&place.app).await.expect_err("there is still no room");
    assert!(matches!(refused, Refusal::Full), "{refused}");

    limit(&place, true).await;
    for _ in 0..2 {
        write_late(&place.app).await.expect("there is room");
        assert_eq!(lines(&place).await, ["mastery grid", "record"], "each once");
    }
}

/// What the log says was read.
async fn lines(place: &Place) -> Vec<String> {
    let page = list_access_log(&place.app, &place.administrator, AccessQuery::default()).await;
    let mut what: Vec<_> = page.expect("the log is read").lines.into_iter().map(|line| line.what).collect();
    what.sort();
    what
}

/// Lets the database grow, or not by a single page.
async fn limit(place: &Place, may_grow: bool) {
    let limited = place.app.db.write(may_grow, |tx, may_grow| {
        Box::pin(async move {
            let count =
                tx.row("pragma page_count", &[]).await?.map_or(Ok(0), |row| row.number("page_count"))?;
            let most = if *may_grow { i64::from(i32::MAX) } else { count };
            tx.rows(&format!("pragma max_page_count = {most}"), &[]).await?;
            Ok::<_, Refusal>(())
        })
    });
    limited.await.expect("limited");
}
