//! A district with one framework, some learners and a few entries each, to be tampered with.

#![expect(dead_code, reason = "each test file uses what it needs")]

use domain::{
    CompetencyId, DistrictId, LearnerId, Points, Timestamp,
    evidence::{Evidence, Fact, ScoredResult, Source},
};
use store::Arg;
use usecases::{
    Actor, App, Refusal, chance,
    demonstration::content::{SUBJECTS, competency_id, framework},
    ledger::{self, NewEntry},
    show_learner::show_learner,
};

use crate::fixtures::{Place, named};

/// Codes of two competencies of the framework.
pub const CODES: [&str; 2] = ["MA.RAT.1", "MA.RAT.2"];

/// How many entries each learner has at first.
pub const ENTRIES: i64 = 6;

/// Adds a framework and three learners, each with [`ENTRIES`] entries about two competencies.
pub async fn fill(place: &Place) -> Vec<LearnerId> {
    let district = place.administrator.district;
    let now = chance::now();
    let learners: Vec<LearnerId> = (0..3).map(|_| chance::person_id(now).as_learner()).collect();
    place
        .app
        .db
        .write(learners.clone(), move |tx, learners| {
            Box::pin(async move {
                let content = framework(district, &SUBJECTS[0]);
                store::framework::put(tx, district, &content.framework).await?;
                store::competency::put(tx, district, &content.competencies).await?;
                let people: Vec<_> =
                    learners.iter().map(|one| named(one.as_person(), "Noor", "Berg")).collect();
                store::person::put(tx, district, &people).await?;
                Ok::<_, Refusal>(())
            })
        })
        .await
        .expect("the district is filled");
    for learner in &learners {
        let first: Vec<_> =
            (0..ENTRIES - 2).map(|n| rating(district, *learner, CODES[0], n % 4 + 1)).collect();
        append(place, first).await;
        let second: Vec<_> = (0..2).map(|n| rating(district, *learner, CODES[1], n + 2)).collect();
        append(place, second).await;
    }
    let mut sorted = learners;
    sorted.sort_unstable();
    sorted
}

/// A rating of so many points out of 4.
pub fn rating(district: DistrictId, learner: LearnerId, code: &str, points: i64) -> NewEntry {
    let now = chance::now();
    let points = Points::from_millionths(points * 1_000_000);
    let evidence = Evidence {
        competency: competency_id(district, code),
        result: ScoredResult::new(points, Points::whole(4), None).expect("a rating within the scale"),
        mastery_cut: None,
        result_group: None,
        source: Source::Rating,
        judge: None,
        instrument: Some("task".to_owned()),
        attempt: None,
        section: None,
        worked_at: now,
        note: Some("a secret remark".to_owned()),
        attachment: None,
    };
    NewEntry { learner, id: chance::evidence_id(now), recorded_by: None, fact: Fact::Evidence(evidence) }
}

/// Appends through the ledger.
pub async fn append(place: &Place, batch: Vec<NewEntry>) -> Timestamp {
    let district = place.administrator.district;
    let now = chance::now();
    let size = batch.len();
    let appended = place
        .app
        .db
        .write(batch, move |tx, batch| Box::pin(ledger::append(tx, district, batch, now)))
        .await
        .expect("the ledger takes it");
    assert_eq!(appended.accepted(), size, "{:?}", appended.receipts);
    now
}

/// Changes rows behind the ledger's back: `$1` is the district, `$2` the learner.
pub async fn tamper(app: &App, district: DistrictId, learner: LearnerId, statements: &[&str]) {
    let statements: Vec<String> = statements.iter().map(|sql| (*sql).to_owned()).collect();
    app.db
        .write(statements, move |tx, statements| {
            Box::pin(async move {
                for sql in statements {
                    let args = [Arg::from(district), Arg::from(learner)];
                    assert!(tx.run(sql, &args).await? > 0, "nothing was tampered with: {sql}");
                }
                Ok::<_, Refusal>(())
            })
        })
        .await
        .expect("the rows are changed");
}

/// One of the two competencies.
pub fn competency(place: &Place, code: &str) -> CompetencyId {
    competency_id(place.administrator.district, code)
}

/// The administrator reads a record, with a reason.
pub async fn opened(place: &Place, learner: LearnerId) -> Result<(), Refusal> {
    let reader =
        Actor { break_glass: Some("The very secret remark".to_owned()), ..place.administrator.clone() };
    show_learner(&place.app, &reader, learner).await.map(drop)
}
