//! Judgements can be thrown away and come back the same from the ledger.

mod fixtures;
mod ledgers;

use domain::{
    judgement::Mastery,
    policy::{Effect, Scope, Setting, Value},
};
use fixtures::{Place, empty_districts};
use ledgers::{CODES, append, fill, rating, tamper};
use store::{Tx, policy::Recorded};
use usecases::{
    Refusal, chance,
    rebuild_mastery::{Rebuild, Rebuilt, rebuild_mastery},
};

const WRITE: Rebuild = Rebuild { as_of: None, write: true };

#[tokio::test]
async fn every_judgement_comes_out_the_same() {
    for place in empty_districts().await {
        fill(&place).await;
        let rebuilt = rebuild(&place, Rebuild::default()).await;
        assert!(rebuilt.is_same(), "{:?}", rebuilt.differences);
        assert_eq!((rebuilt.cells, rebuilt.same, rebuilt.entries), (6, 6, 18));
    }
}

#[tokio::test]
async fn judgements_that_were_wiped_come_back_equal() {
    for place in empty_districts().await {
        fill(&place).await;
        let before = stored(&place).await;
        wipe(&place).await;
        let compared = rebuild(&place, Rebuild::default()).await;
        assert_eq!((compared.missing, compared.written), (6, 0));
        let rebuilt = rebuild(&place, WRITE).await;
        assert_eq!((rebuilt.missing, rebuilt.written), (6, 6));
        assert_eq!(stored(&place).await, before);
        assert!(rebuild(&place, WRITE).await.is_same());
    }
}

#[tokio::test]
async fn a_judgement_that_was_changed_is_named_and_mended() {
    for place in empty_districts().await {
        let learner = fill(&place).await[1];
        let before = stored(&place).await;
        let district = place.administrator.district;
        let sql = "update mastery set value = 4000000 where district_id = $1 and learner_id = $2";
        tamper(&place.app, district, learner, &[sql]).await;
        let found = rebuild(&place, Rebuild::default()).await;
        assert_eq!((found.same, found.different), (4, 2));
        assert!(
            found.differences.iter().all(|one| one.learner == learner && one.what.contains("it says 4 "))
        );
        rebuild(&place, WRITE).await;
        assert_eq!(stored(&place).await, before);
    }
}

#[tokio::test]
async fn inputs_that_are_gone_are_named() {
    let place = fixtures::empty_district().await;
    let learner = fill(&place).await[0];
    let sql = "delete from judgement_input where district_id = $1 and $2 is not null";
    tamper(&place.app, place.administrator.district, learner, &[sql]).await;
    let found = rebuild(&place, Rebuild::default()).await;
    assert_eq!(found.different, 6);
    assert!(found.differences[0].what.contains("not kept"), "{:?}", found.differences);
}

#[tokio::test]
async fn a_later_change_of_policy_leaves_what_was_judged_and_applies_to_what_comes() {
    for place in empty_districts().await {
        let learner = fill(&place).await[1];
        set_rule(&place, "highest").await;
        assert!(rebuild(&place, Rebuild::default()).await.is_same());
        append(&place, vec![rating(place.administrator.district, learner, CODES[1], 1)]).await;
        let rebuilt = rebuild(&place, Rebuild::default()).await;
        assert!(rebuilt.is_same(), "{:?}", rebuilt.differences);
        let rules: Vec<String> = stored(&place).await.into_iter().map(|one| one.rule).collect();
        assert_eq!(rules.iter().filter(|rule| *rule == "highest").count(), 1, "{rules:?}");
    }
}

#[tokio::test]
async fn a_moment_in_the_past_is_compared_where_nothing_was_judged_since() {
    for place in empty_districts().await {
        let learner = fill(&place).await[1];
        let then = chance::now();
        append(&place, vec![rating(place.administrator.district, learner, CODES[0], 4)]).await;
        let asked = Rebuild { as_of: Some(then), write: false };
        let rebuilt = rebuild(&place, asked).await;
        assert_eq!((rebuilt.cells, rebuilt.same, rebuilt.later), (6, 5, 1));
        let refused = rebuild_mastery(
            &place.app,
            place.administrator.district,
            Rebuild { as_of: Some(then), write: true },
            |_, _| {},
        );
        assert!(matches!(refused.await, Err(Refusal::Invalid { .. })));
    }
}

async fn rebuild(place: &Place, asked: Rebuild) -> Rebuilt {
    let district = place.administrator.district;
    rebuild_mastery(&place.app, district, asked, |_, _| {}).await.expect("the ledger is read")
}

async fn stored(place: &Place) -> Vec<Mastery> {
    let district = place.administrator.district;
    place
        .app
        .db
        .read((), |tx, ()| {
            Box::pin(
                async move { store::mastery::after(tx, district, None, 1_000).await.map_err(Refusal::from) },
            )
        })
        .await
        .expect("judgements are read")
}

async fn wipe(place: &Place) {
    let district = place.administrator.district;
    place
        .app
        .db
        .write((), move |tx: &mut Tx, ()| {
            Box::pin(async move {
                tx.run("delete from mastery where district_id = $1", &[district.into()]).await?;
                tx.run("delete from judgement_input where district_id = $1", &[district.into()]).await?;
                Ok::<_, Refusal>(())
            })
        })
        .await
        .expect("judgements are wiped");
}

async fn set_rule(place: &Place, rule: &str) {
    let district = place.administrator.district;
    let now = chance::now();
    let setting = Setting {
        scope: Scope::DISTRICT,
        field: "mastery.rule".to_owned(),
        effect: Effect::Set,
        value: Some(Value::Choice(rule.to_owned())),
        effective_from: crate::fixtures::today(),
        version: 1,
        recorded_at: now,
    };
    let recorded = Recorded { setting, recorded_by: None, why: "a test".to_owned() };
    place
        .app
        .db
        .write(recorded, move |tx, recorded| {
            Box::pin(async move { store::policy::add(tx, district, recorded).await.map_err(Refusal::from) })
        })
        .await
        .expect("the policy is set");
}
