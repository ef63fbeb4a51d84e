//! Chains of evidence and their heads.

use domain::{
    CompetencyId, EvidenceId, Points, Timestamp,
    chain::GENESIS,
    evidence::{Decision, Entry, Evidence, Fact, ScoredResult, Sequence, Source},
};
use store::{evidence::Sealed, learner::Head};

use crate::{
    engines::on_both,
    sample::{DISTRICT, ELSEWHERE, SECTION, at, competency, learner, person, some},
};

fn sealed(sequence: i64, competency: Option<CompetencyId>, fact: Fact) -> Sealed {
    let n = u8::try_from(sequence).expect("few entries");
    Sealed {
        entry: Entry {
            learner: learner(1),
            sequence: Sequence(sequence),
            id: EvidenceId::from_bytes([n; 16]),
            recorded_at: at(sequence),
            recorded_by: (fact != Fact::Erased).then(|| person(5)),
            fact,
        },
        competency,
        salt: Some([n; 16]),
        content: [n; 32],
        seal: [n + 100; 32],
    }
}

fn bare_evidence(n: u8) -> Evidence {
    Evidence {
        competency: competency(n),
        result: ScoredResult { points: Points::ZERO, points_possible: Points::ONE, level: None },
        mastery_cut: None,
        result_group: None,
        source: Source::Import,
        judge: None,
        instrument: None,
        attempt: None,
        section: None,
        worked_at: Timestamp::UNIX_EPOCH,
        note: None,
        attachment: None,
    }
}

fn full_evidence(n: u8) -> Evidence {
    Evidence {
        result: ScoredResult {
            points: Points::from_millionths(2_333_333),
            points_possible: Points::whole(4),
            level: some("3"),
        },
        mastery_cut: Some(Points::from_millionths(650_000)),
        result_group: some("quiz-1"),
        source: Source::Rating,
        judge: Some(person(5)),
        instrument: some("essay"),
        attempt: Some(2),
        section: Some(SECTION),
        worked_at: at(-86_400),
        note: some("Explains *why*, ليس فقط كيف"),
        attachment: some("sha256:ab"),
        ..bare_evidence(n)
    }
}

/// One entry of each kind, with everything and with nothing, empty fields before and after full ones.
fn chain() -> Vec<Sealed> {
    let decision = |expires_at| Decision {
        competency: competency(2),
        level: "4".to_owned(),
        reason: "Showed it in the workshop".to_owned(),
        judge: person(5),
        expires_at,
    };
    let erased = Sealed { salt: None, ..sealed(8, None, Fact::Erased) };
    vec![
        sealed(1, Some(competency(1)), Fact::Evidence(bare_evidence(1))),
        sealed(2, Some(competency(2)), Fact::Evidence(full_evidence(2))),
        sealed(3, Some(competency(1)), Fact::Evidence(bare_evidence(1))),
        sealed(4, Some(competency(2)), Fact::Decision(decision(Some(at(9))))),
        sealed(5, Some(competency(2)), Fact::Decision(decision(None))),
        sealed(6, Some(competency(1)), Fact::Retraction { of: Sequence(3), reason: "It's wrong".to_owned() }),
        sealed(7, Some(competency(2)), Fact::Excusal { of: Sequence(2), reason: "Was ill".to_owned() }),
        erased,
    ]
}

#[tokio::test]
async fn entries_of_every_kind_read_back_with_everything_and_with_nothing() {
    on_both(|tx| {
        Box::pin(async move {
            let all = chain();
            store::learner::ensure(tx, DISTRICT, &[learner(1), learner(1), learner(2)], at(0)).await?;
            store::evidence::append(tx, DISTRICT, &all).await?;
            assert_eq!(store::evidence::histories(tx, DISTRICT, learner(1), &[]).await?, all);
            for entry in &all {
                let place = entry.entry.sequence;
                let found = store::evidence::find(tx, DISTRICT, learner(1), place).await?;
                assert_eq!(found.as_ref(), Some(entry));
            }
            assert_eq!(store::evidence::find(tx, DISTRICT, learner(1), Sequence(9)).await?, None);
            assert_eq!(store::evidence::find(tx, DISTRICT, learner(2), Sequence(1)).await?, None);
            assert_eq!(store::evidence::find(tx, ELSEWHERE, learner(1), Sequence(1)).await?, None);
            let of_group = |group| (DISTRICT, learner(1), group);
            for ((district, learner, group), places) in [
                (of_group("quiz-1"), vec![Sequence(2)]),
                (of_group("quiz-2"), vec![]),
                ((DISTRICT, learner(2), "quiz-1"), vec![]),
                ((ELSEWHERE, learner(1), "quiz-1"), vec![]),
            ] {
                assert_eq!(store::evidence::of_group(tx, district, learner, group).await?, places, "{group}");
            }
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn what_judging_reads_of_many_is_what_the_chains_hold_without_words() {
    on_both(|tx| {
        Box::pin(async move {
            let all = chain();
            store::learner::ensure(tx, DISTRICT, &[learner(1), learner(2)], at(0)).await?;
            store::evidence::append(tx, DISTRICT, &all).await?;
            let plain = |sealed: &Sealed| {
                let mut entry = sealed.entry.clone();
                entry.recorded_by = None;
                match &mut entry.fact {
                    Fact::Evidence(evidence) => {
                        (evidence.judge, evidence.section) = (None, None);
                        (evidence.note, evidence.attachment) = (None, None);
                    }
                    Fact::Decision(Decision { reason, .. })
                    | Fact::Retraction { reason, .. }
                    | Fact::Excusal { reason, .. } => reason.clear(),
                    Fact::Erased => {}
                }
                Some((sealed.competency?, entry))
            };
            let expected: Vec<_> = all.iter().filter_map(plain).collect();
            let between = store::evidence::judged_between(tx, DISTRICT, learner(1), learner(2)).await?;
            assert_eq!(between, expected);
            let none = store::evidence::judged_between(tx, DISTRICT, learner(2), learner(5)).await?;
            assert!(none.is_empty());
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn histories_hold_what_concerns_the_competencies_in_chain_order() {
    on_both(|tx| {
        Box::pin(async move {
            let all = chain();
            store::learner::ensure(tx, DISTRICT, &[learner(1)], at(0)).await?;
            store::evidence::append(tx, DISTRICT, &all).await?;
            let many: Vec<_> = (1..=5).chain(10..15).map(competency).collect();
            for (asked, expected) in [
                (vec![competency(1)], &[1, 3, 6][..]),
                (vec![competency(2), competency(1)], &[1, 2, 3, 4, 5, 6, 7]),
                (vec![competency(4)], &[]),
                (many, &[1, 2, 3, 4, 5, 6, 7]),
            ] {
                let found = store::evidence::histories(tx, DISTRICT, learner(1), &asked).await?;
                let found: Vec<_> = found.iter().map(|one| one.entry.sequence.0).collect();
                assert_eq!(found, expected, "{asked:?}");
            }
            let mut whole = Vec::new();
            for _ in 0..4 {
                let after = whole.last().map_or(Sequence(0), |last: &Sealed| last.entry.sequence);
                whole.extend(store::evidence::chain(tx, DISTRICT, learner(1), after, 3).await?);
            }
            assert_eq!(whole, all);
            assert!(store::evidence::chain(tx, ELSEWHERE, learner(1), Sequence(0), 3).await?.is_empty());
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn known_ids_come_with_their_places() {
    on_both(|tx| {
        Box::pin(async move {
            store::learner::ensure(tx, DISTRICT, &[learner(1)], at(0)).await?;
            store::evidence::append(tx, DISTRICT, &chain()).await?;
            let id = |n| EvidenceId::from_bytes([n; 16]);
            for (asked, expected) in [
                (vec![], vec![]),
                (vec![id(4)], vec![4]),
                (vec![id(77)], vec![]),
                ((1..=200).map(id).collect(), (1..=8).collect()),
                (vec![id(7), id(3), id(99)], vec![3, 7]),
            ] {
                let mut found = store::evidence::known(tx, DISTRICT, learner(1), &asked).await?;
                found.sort_by_key(|(_, place)| *place);
                let expected: Vec<_> =
                    expected.into_iter().map(|n| (id(n), Sequence(i64::from(n)))).collect();
                assert_eq!(found, expected);
            }
            assert!(store::evidence::known(tx, DISTRICT, learner(2), &[id(4)]).await?.is_empty());
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn a_large_batch_is_appended_whole() {
    on_both(|tx| {
        Box::pin(async move {
            store::learner::ensure(tx, DISTRICT, &[learner(1)], at(0)).await?;
            let batch: Vec<Sealed> = (1..=1000_i64)
                .map(|place| {
                    let mut one = sealed(1, Some(competency(1)), Fact::Evidence(full_evidence(1)));
                    one.entry.sequence = Sequence(place);
                    let mut id = [0; 16];
                    id[..8].copy_from_slice(&place.to_be_bytes());
                    one.entry.id = EvidenceId::from_bytes(id);
                    one
                })
                .collect();
            store::evidence::append(tx, DISTRICT, &batch).await?;
            store::evidence::append(tx, DISTRICT, &[]).await?;
            assert_eq!(store::evidence::histories(tx, DISTRICT, learner(1), &[]).await?, batch);
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn heads_move_and_are_listed_in_id_order() {
    on_both(|tx| {
        Box::pin(async move {
            let empty = Head { sequence: Sequence(0), seal: GENESIS };
            assert_eq!(store::learner::lock(tx, DISTRICT, learner(1), at(1)).await?, Some(empty));
            assert_eq!(store::learner::lock(tx, DISTRICT, learner(1), at(2)).await?, Some(empty));
            assert_eq!(store::learner::newest(tx, DISTRICT).await?, Some(at(2)), "the last touch");
            assert_eq!(store::learner::lock(tx, DISTRICT, learner(99), at(1)).await?, None);
            assert_eq!(store::learner::lock(tx, ELSEWHERE, learner(1), at(1)).await?, None);
            let everyone: Vec<_> = (1..=5).rev().map(learner).collect();
            store::learner::ensure(tx, DISTRICT, &everyone, at(3)).await?;
            assert!(store::learner::heads(tx, DISTRICT, None, 10).await?.is_empty());
            assert_eq!(store::evidence::count(tx, DISTRICT).await?, 0);
            for n in [5, 1, 3] {
                let head = Head { sequence: Sequence(i64::from(n) * 10), seal: [n; 32] };
                store::learner::set_heads(tx, DISTRICT, &[(learner(n), head)], at(3)).await?;
                assert_eq!(store::learner::lock(tx, DISTRICT, learner(n), at(4)).await?, Some(head));
            }
            // Making rows that are there already leaves their heads alone.
            store::learner::ensure(tx, DISTRICT, &everyone, at(5)).await?;
            assert_eq!(store::learner::recorded(tx, DISTRICT).await?, [1, 3, 5].map(learner));
            assert!(store::learner::recorded(tx, ELSEWHERE).await?.is_empty());
            let ids = |heads: Vec<(_, Head)>| heads.into_iter().map(|(id, _)| id).collect::<Vec<_>>();
            let heads = store::learner::heads(tx, DISTRICT, None, 2).await?;
            assert_eq!(heads[1].1, Head { sequence: Sequence(30), seal: [3; 32] });
            assert_eq!(ids(heads), [learner(1), learner(3)]);
            assert_eq!(ids(store::learner::heads(tx, DISTRICT, Some(learner(3)), 9).await?), [learner(5)]);
            let with_empty = store::learner::all_heads(tx, DISTRICT, Some(learner(2)), 9).await?;
            assert_eq!(ids(with_empty), [learner(3), learner(4), learner(5)]);
            assert_eq!(ids(store::learner::all_heads(tx, DISTRICT, None, 1).await?), [learner(1)]);
            assert!(store::learner::headless(tx, DISTRICT, 9).await?.is_empty());
            assert_eq!(store::evidence::count(tx, DISTRICT).await?, 90);
            assert_eq!(store::evidence::count(tx, ELSEWHERE).await?, 0);
            assert_eq!(store::learner::totals(tx, DISTRICT).await?, (3, 90));
            assert_eq!(store::learner::totals(tx, ELSEWHERE).await?, (0, 0));
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn an_emptied_entry_keeps_its_place_and_its_seal_and_no_other_is_touched() {
    on_both(|tx| {
        Box::pin(async move {
            let all = chain();
            store::learner::ensure(tx, DISTRICT, &[learner(1)], at(0)).await?;
            store::evidence::append(tx, DISTRICT, &all).await?;
            let of = learner(1);
            store::erasure::empty(tx, ELSEWHERE, of, &[Sequence(1)]).await?;
            assert_eq!(store::evidence::chain(tx, DISTRICT, of, Sequence(0), 99).await?, all);
            store::erasure::empty(tx, DISTRICT, of, &[Sequence(1), Sequence(3)]).await?;
            let after = store::evidence::chain(tx, DISTRICT, of, Sequence(0), 99).await?;
            for (before, after) in all.iter().zip(&after) {
                let emptied = [1, 3].contains(&before.entry.sequence.0);
                assert_eq!((before.seal, before.content), (after.seal, after.content));
                assert_eq!(
                    after.entry.fact == Fact::Erased && after.salt.is_none(),
                    emptied || before.entry.fact == Fact::Erased && before.salt.is_none()
                );
                assert!(emptied || before == after);
            }
            Ok(())
        })
    })
    .await;
}
