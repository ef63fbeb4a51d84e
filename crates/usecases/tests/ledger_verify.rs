//! Any entry that was changed, taken away or moved is found and named.

mod fixtures;
mod ledgers;

use domain::{
    chain::{content_digest, seal},
    evidence::Sequence,
};
use fixtures::{Place, empty_districts};
use ledgers::{ENTRIES, append, fill, rating, tamper};
use store::Arg;
use usecases::{
    Refusal,
    anchor_ledger::anchor_ledger,
    verify_ledger::{Verified, Wrong, verify_ledger},
};

const HERE: &str = "where district_id = $1 and learner_id = $2";

#[tokio::test]
async fn a_ledger_that_nobody_touched_is_whole() {
    check(&[], &[]).await;
}

#[tokio::test]
async fn changed_points_are_named() {
    check(
        &[&format!("update evidence set points = 4000000 {HERE} and sequence = 3")],
        &[(3, Wrong::Changed)],
    )
    .await;
}

#[tokio::test]
async fn a_changed_note_date_or_judge_is_named() {
    for change in ["note = 'kind words'", "worked_at = worked_at - 1", "judge_id = $2", "recorded_at = 1"] {
        check(&[&format!("update evidence set {change} {HERE} and sequence = 2")], &[(2, Wrong::Changed)])
            .await;
    }
}

#[tokio::test]
async fn evidence_moved_to_another_competency_is_named() {
    let other = "competency_id = (select max(competency_id) from evidence where district_id = $1)";
    let sql = format!(
        "update evidence set {other} {HERE} and sequence = (select min(sequence) from evidence e
           where e.district_id = $1 and e.learner_id = $2 and e.competency_id <>
             (select max(competency_id) from evidence where district_id = $1))"
    );
    let found = after(&[&sql]).await;
    assert_eq!(found.findings.len(), 1);
    assert_eq!(found.findings[0].wrong, Wrong::Changed);
}

#[tokio::test]
async fn a_row_taken_out_of_the_middle_is_named() {
    check(&[&format!("delete from evidence {HERE} and sequence = 3")], &[(3, Wrong::Missing { last: None })])
        .await;
}

#[tokio::test]
async fn rows_taken_off_the_beginning_or_the_end_are_named() {
    check(
        &[&format!("delete from evidence {HERE} and sequence < 3")],
        &[(1, Wrong::Missing { last: Some(Sequence(2)) })],
    )
    .await;
    check(
        &[&format!("delete from evidence {HERE} and sequence > 4")],
        &[(5, Wrong::Missing { last: Some(Sequence(6)) })],
    )
    .await;
}

#[tokio::test]
async fn rows_that_changed_places_are_named() {
    let swap = |a: i64, b: i64| {
        [(a, 99), (b, a), (99, b)]
            .map(|(from, to)| format!("update evidence set sequence = {to} {HERE} and sequence = {from}"))
    };
    for (a, b) in [(2, 3), (1, 5), (5, 6)] {
        let [one, two, three] = swap(a, b);
        let expected = vec![(a, Wrong::Moved { from: Sequence(b) }), (b, Wrong::Moved { from: Sequence(a) })];
        check(&[&one, &two, &three], &expected).await;
    }
}

#[tokio::test]
async fn a_changed_head_or_seal_is_named() {
    let zeros = "substr(salt, 1, 16) || substr(salt, 1, 16)";
    let seals = format!("select {zeros} from evidence {HERE} and sequence = 1");
    check(&[&format!("update learner set head = ({seals}) {HERE}")], &[(ENTRIES, Wrong::HeadDiffers)]).await;
    check(&[&format!("update learner set last_sequence = 4 {HERE}")], &[(5, Wrong::BeyondHead)]).await;
    check(
        &[&format!("update evidence set seal = {zeros} {HERE} and sequence = 4")],
        &[(4, Wrong::SealBroken)],
    )
    .await;
}

#[tokio::test]
async fn a_salt_that_is_gone_is_named() {
    check(&[&format!("update evidence set salt = null {HERE} and sequence = 4")], &[(4, Wrong::HalfErased)])
        .await;
}

#[tokio::test]
async fn erased_content_verifies_and_is_said_to_be_erased() {
    let found = after(&[&format!(
        "update evidence set kind = 5, salt = null, points = null, points_possible = null, note = null,
           instrument = null, source = null, worked_at = null {HERE} and sequence in (2, 3)"
    )])
    .await;
    assert_eq!((found.findings.as_slice(), found.erased), (&[][..], 2));
}

#[tokio::test]
async fn an_anchor_proves_what_it_covers_and_says_what_it_does_not() {
    for place in empty_districts().await {
        let learners = fill(&place).await;
        let district = place.administrator.district;
        let anchor = anchor_ledger(&place.app, district).await.expect("an anchor is made");
        assert_eq!((anchor.chains, anchor.entries), (3, 3 * ENTRIES));
        append(&place, vec![rating(district, learners[1], ledgers::CODES[0], 3)]).await;
        let found = verify(&place, Some(&anchor.file)).await;
        assert!(found.is_whole(), "{:?}", found.findings);
        assert_eq!(found.anchor.map(|anchor| (anchor.entries, anchor.unproven)), Some((3 * ENTRIES, 1)));
    }
}

#[tokio::test]
async fn a_chain_that_was_rewritten_with_its_head_is_seen_by_an_anchor_only() {
    for place in empty_districts().await {
        let learner = fill(&place).await[1];
        let anchor = anchor_ledger(&place.app, place.administrator.district).await.expect("an anchor").file;
        rewrite_last(&place, learner).await;
        assert!(verify(&place, None).await.is_whole());
        let found = verify(&place, Some(&anchor)).await.findings;
        let found: Vec<_> = found.into_iter().map(|one| (one.learner, one.sequence.0, one.wrong)).collect();
        assert_eq!(found, [(learner, ENTRIES, Wrong::AnchorDiffers)]);
    }
}

#[tokio::test]
async fn a_chain_that_was_shortened_with_its_head_is_seen_by_an_anchor_only() {
    for place in empty_districts().await {
        let learner = fill(&place).await[1];
        let anchor = anchor_ledger(&place.app, place.administrator.district).await.expect("an anchor").file;
        let seal = format!("select seal from evidence {HERE} and sequence = 5");
        tamper(
            &place.app,
            place.administrator.district,
            learner,
            &[
                &format!("update learner set last_sequence = 5, head = ({seal}) {HERE}"),
                &format!("delete from evidence {HERE} and sequence = 6"),
            ],
        )
        .await;
        assert!(verify(&place, None).await.is_whole());
        let found = verify(&place, Some(&anchor)).await.findings;
        let found: Vec<_> = found.into_iter().map(|one| (one.learner, one.sequence.0, one.wrong)).collect();
        assert_eq!(found, [(learner, ENTRIES, Wrong::AnchoredMissing)]);
    }
}

#[tokio::test]
async fn a_changed_anchor_or_one_of_another_district_is_refused() {
    let place = fixtures::empty_district().await;
    fill(&place).await;
    let anchor = anchor_ledger(&place.app, place.administrator.district).await.expect("an anchor").file;
    let changed = anchor.replace("chains 3", "chains 2");
    let other = fixtures::empty_district().await;
    for (place, text) in [(&place, changed.as_str()), (&other, anchor.as_str()), (&place, "nothing")] {
        let refused = verify_ledger(&place.app, place.administrator.district, Some(text), |_, _| {}).await;
        assert!(matches!(refused, Err(Refusal::Conflict(_))), "{refused:?}");
    }
}

/// Replaces the last entry as somebody with the whole database could: content, digest, seal and head.
async fn rewrite_last(place: &Place, learner: domain::LearnerId) {
    let district = place.administrator.district;
    place
        .app
        .db
        .write((), move |tx, ()| {
            Box::pin(async move {
                let last = store::evidence::find(tx, district, learner, Sequence(ENTRIES)).await?;
                let before = store::evidence::find(tx, district, learner, Sequence(ENTRIES - 1)).await?;
                let (mut last, before) = (last.expect("is there"), before.expect("is there"));
                if let domain::evidence::Fact::Evidence(evidence) = &mut last.entry.fact {
                    evidence.note = Some("rewritten".to_owned());
                }
                let content = content_digest(&last.salt.expect("has a salt"), &last.entry);
                let sealed = seal(learner, Sequence(ENTRIES), &before.seal, &content);
                tx.run(
                    "update evidence set note = 'rewritten', content_digest = $3, seal = $4
                     where district_id = $1 and learner_id = $2 and sequence = 6",
                    &[district.into(), learner.into(), Arg::from(&content), Arg::from(&sealed)],
                )
                .await?;
                let head = store::learner::Head { sequence: Sequence(ENTRIES), seal: sealed };
                let now = usecases::chance::now();
                Ok::<_, Refusal>(store::learner::set_heads(tx, district, &[(learner, head)], now).await?)
            })
        })
        .await
        .expect("the chain is rewritten");
}

async fn verify(place: &Place, anchor: Option<&str>) -> Verified {
    let mut told = (0, 0);
    let tell = |done, of| told = (done, of);
    let found =
        verify_ledger(&place.app, place.administrator.district, anchor, tell).await.expect("it walks");
    assert_eq!(told.0, found.entries);
    found
}

async fn after(statements: &[&str]) -> Verified {
    let place = fixtures::empty_district().await;
    let learner = fill(&place).await[1];
    tamper(&place.app, place.administrator.district, learner, statements).await;
    verify(&place, None).await
}

/// Tampers with the second learner's chain on every engine, and compares what is found.
async fn check(statements: &[&str], expected: &[(i64, Wrong)]) {
    for place in empty_districts().await {
        let learner = fill(&place).await[1];
        tamper(&place.app, place.administrator.district, learner, statements).await;
        let found = verify(&place, None).await;
        let expected: Vec<_> =
            expected.iter().map(|(sequence, wrong)| (learner, *sequence, wrong.clone())).collect();
        let findings: Vec<_> =
            found.findings.into_iter().map(|one| (one.learner, one.sequence.0, one.wrong)).collect();
        assert_eq!(findings, expected, "{statements:?}");
        assert!(found.names.values().all(|name| name == "Noor Berg"));
    }
}
