//! Judgements, what they name, and ratings that are not released yet.

use domain::{
    Points, SectionId,
    chain::Digest,
    evidence::Sequence,
    judgement::{Context, Finding, Mastery},
    people::SectionRole,
};
use store::{draft::Draft, mastery::Covered, measured_set::Version};

use crate::{
    engines::on_both,
    sample::{DISTRICT, ELSEWHERE, FRAMEWORK, SECTION, at, competency, learner, person, place, some},
};

fn judged(n: u8, of: u8, context: Context, finding: Finding) -> Mastery {
    Mastery {
        learner: learner(n),
        competency: competency(of),
        context,
        finding,
        rule: "decaying_average".to_owned(),
        rule_version: 1,
        inputs: [7; 32],
        last_sequence: Sequence(12),
        why: [8; 32],
        judged_at: at(1),
    }
}

fn full() -> Finding {
    Finding {
        value: Some(Points::from_millionths(3_141_593)),
        level: some("3"),
        mastered: true,
        trend: Some(Points::from_millionths(-500_000)),
        evidence_count: 4,
        last_worked_at: Some(at(-60)),
        decided: true,
        changes_at: Some(at(100)),
    }
}

#[tokio::test]
async fn judgements_read_back_with_everything_and_with_nothing() {
    on_both(|tx| {
        Box::pin(async move {
            let record = Context::Record;
            for finding in [Finding::NOT_ENOUGH, full(), Finding::NOT_ENOUGH, full(), full()] {
                let now = judged(1, 1, record, finding);
                let stale = judged(1, 1, record, Finding::NOT_ENOUGH);
                store::mastery::put(tx, DISTRICT, &[stale, now.clone()]).await?;
                let found = store::mastery::find(tx, DISTRICT, learner(1), competency(1), record).await?;
                assert_eq!(found, Some(now));
            }
            let own = judged(1, 1, Context::Section(SECTION), Finding::NOT_ENOUGH);
            let other = judged(2, 1, record, Finding::NOT_ENOUGH);
            store::mastery::put(tx, DISTRICT, &[other.clone(), own.clone()]).await?;
            let of_record = judged(1, 1, record, full());
            let found = store::mastery::of_learner(tx, DISTRICT, learner(1)).await?;
            assert_eq!(found, [of_record.clone(), own.clone()]);
            let found = store::mastery::of_competency(tx, DISTRICT, competency(1), record).await?;
            assert_eq!(found, [of_record.clone(), other.clone()]);
            let found = store::mastery::of_competency(tx, DISTRICT, competency(1), own.context).await?;
            assert_eq!(found, std::slice::from_ref(&own));
            assert_eq!(store::mastery::count(tx, DISTRICT).await?, (3, 1));
            assert_eq!(store::mastery::count(tx, ELSEWHERE).await?, (0, 0));
            for (now, expected) in [(99, 0), (100, 1)] {
                assert_eq!(store::mastery::due(tx, DISTRICT, at(now), 10).await?.len(), expected, "{now}");
            }
            let all = store::mastery::after(tx, DISTRICT, None, 10).await?;
            assert_eq!(all, [of_record.clone(), own.clone(), other.clone()]);
            assert_eq!(store::mastery::after(tx, DISTRICT, None, 1).await?, [of_record, own]);
            assert_eq!(store::mastery::after(tx, DISTRICT, Some(learner(1)), 10).await?, [other]);
            assert_eq!(store::mastery::find(tx, ELSEWHERE, learner(1), competency(1), record).await?, None);
            assert!(store::mastery::of_learner(tx, DISTRICT, learner(4)).await?.is_empty());
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn what_was_heard_of_learners_is_of_the_record_and_of_a_section_its_targets() {
    on_both(|tx| {
        Box::pin(async move {
            let later = Finding { last_worked_at: Some(at(50)), mastered: false, ..full() };
            let all = [
                judged(1, 1, Context::Record, full()),
                judged(1, 1, Context::Section(SECTION), later.clone()),
                judged(1, 2, Context::Record, later),
                judged(2, 1, Context::Record, Finding::NOT_ENOUGH),
            ];
            store::mastery::put(tx, DISTRICT, &all).await?;
            let both = [learner(1), learner(2)];
            let mut heard = store::heard::of_learners(tx, DISTRICT, &both).await?;
            heard.sort_by_key(|one| (one.learner, one.competency));
            let shown: Vec<_> =
                heard.iter().map(|one| (one.pieces, one.mastered, one.last_worked_at)).collect();
            assert_eq!(shown, [(4, true, Some(at(-60))), (4, false, Some(at(50))), (0, false, None)]);
            assert!(store::heard::of_learners(tx, DISTRICT, &[]).await?.is_empty());
            assert!(store::heard::of_learners(tx, ELSEWHERE, &both).await?.is_empty());
            assert_eq!(store::heard::last_in_section(tx, DISTRICT, SECTION).await?, None);
            store::target::replace(tx, DISTRICT, SECTION, &[competency(1)]).await?;
            assert_eq!(store::heard::last_in_section(tx, DISTRICT, SECTION).await?, Some(at(-60)));
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn coverage_counts_learners_of_whom_something_counts() {
    on_both(|tx| {
        Box::pin(async move {
            let all = [
                judged(1, 1, Context::Record, full()),
                judged(1, 1, Context::Section(SECTION), full()),
                judged(2, 1, Context::Record, Finding { mastered: false, ..full() }),
                judged(3, 1, Context::Record, Finding::NOT_ENOUGH),
                judged(1, 2, Context::Record, Finding::NOT_ENOUGH),
            ];
            store::mastery::put(tx, DISTRICT, &all).await?;
            let covered = Covered { learners: 2, pieces: 8, mastered: 1, levels: vec![1, 1] };
            let found = store::mastery::coverage(tx, DISTRICT, FRAMEWORK).await?;
            assert_eq!(found.into_iter().collect::<Vec<_>>(), [(competency(1), covered)]);
            assert!(store::mastery::coverage(tx, ELSEWHERE, FRAMEWORK).await?.is_empty());
            assert_eq!(store::mastery::rules_of(tx, DISTRICT, competency(1)).await?, ["decaying_average"]);
            let learners = store::mastery::learners_of(tx, DISTRICT, competency(1)).await?;
            assert_eq!(learners, [learner(1), learner(2), learner(3)]);
            store::target::replace(tx, DISTRICT, SECTION, &[competency(2), competency(1)]).await?;
            let targets = store::target::in_framework(tx, DISTRICT, FRAMEWORK).await?;
            assert_eq!(targets, [(SECTION, competency(2)), (SECTION, competency(1))]);
            store::mastery::remove(tx, DISTRICT, learner(1), competency(1)).await?;
            assert_eq!(store::mastery::count(tx, DISTRICT).await?.0, 3);
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn a_section_shows_its_learners_in_its_targets_and_nothing_else() {
    on_both(|tx| {
        Box::pin(async move {
            store::target::replace(tx, DISTRICT, SECTION, &[competency(2), competency(1)]).await?;
            store::enrollment::put(tx, DISTRICT, &[place(SECTION, person(4), SectionRole::Educator)]).await?;
            let again = domain::people::Enrollment {
                sourced_id: some("moved back"),
                ..place(SECTION, person(1), SectionRole::Learner)
            };
            store::enrollment::put(tx, DISTRICT, &[again]).await?;
            let outsider = crate::sample::bare_person(person(8), "Not", "Here");
            store::person::put(tx, DISTRICT, &[outsider]).await?;
            let section = Context::Section(SECTION);
            let all = [
                judged(1, 1, Context::Record, full()),
                judged(1, 2, Context::Record, Finding { level: some("1\u{1f}|;:"), ..Finding::NOT_ENOUGH }),
                judged(1, 3, Context::Record, full()),
                judged(1, 1, section, Finding::NOT_ENOUGH),
                judged(3, 2, Context::Record, Finding { level: some(""), ..full() }),
                judged(8, 1, Context::Record, full()),
            ];
            store::mastery::put(tx, DISTRICT, &all).await?;
            let mut cells = store::mastery::of_section(tx, DISTRICT, SECTION).await?;
            cells.sort_by_key(|cell| (cell.learner, cell.competency));
            let expected = [&all[0], &all[1], &all[4]];
            assert_eq!(cells.len(), expected.len());
            for (cell, one) in cells.iter().zip(expected) {
                assert_eq!((cell.learner, cell.competency), (one.learner, one.competency));
                assert_eq!(cell.finding, one.finding);
            }
            let unknown = SectionId::from_bytes([1; 16]);
            assert!(store::mastery::of_section(tx, DISTRICT, unknown).await?.is_empty());
            assert!(store::mastery::of_section(tx, ELSEWHERE, SECTION).await?.is_empty());
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn an_input_that_is_kept_stays_as_it_is() {
    on_both(|tx| {
        Box::pin(async move {
            let input = |n: u8, body: &str| -> (Digest, String) { ([n; 32], body.to_owned()) };
            let kept = [input(1, "rule = \"latest\""), input(2, ""), input(1, "another")];
            store::judgement_input::keep(tx, DISTRICT, &kept).await?;
            store::judgement_input::keep(tx, DISTRICT, &[input(2, "other")]).await?;
            for (n, body) in [(1, some("rule = \"latest\"")), (2, some("")), (3, None)] {
                assert_eq!(store::judgement_input::find(tx, DISTRICT, &[n; 32]).await?, body);
            }
            assert_eq!(store::judgement_input::find(tx, ELSEWHERE, &[1; 32]).await?, None);
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn the_newest_set_of_a_kind_at_a_moment_is_in_use_and_every_body_stays() {
    on_both(|tx| {
        Box::pin(async move {
            let set = |version: i64, by: Option<u8>| Version {
                kind: "item_parameters".to_owned(),
                version,
                digest: [u8::try_from(version).expect("few"); 32],
                items: 3,
                file_name: "bank.json".to_owned(),
                file_digest: [9; 32],
                recorded_at: at(10 * version),
                recorded_by: by.map(person),
            };
            let other = Version { kind: "other".to_owned(), ..set(1, None) };
            for (one, body) in [(set(1, Some(1)), "one"), (set(2, None), "two"), (other.clone(), "three")] {
                store::measured_set::add(tx, DISTRICT, &one, body).await?;
            }
            for (moment, expected) in [
                (9, None),
                (10, Some(set(1, Some(1)))),
                (19, Some(set(1, Some(1)))),
                (500, Some(set(2, None))),
            ] {
                let found = store::measured_set::in_use(tx, DISTRICT, "item_parameters", at(moment)).await?;
                assert_eq!(found, expected, "{moment}");
            }
            assert_eq!(
                store::measured_set::list(tx, DISTRICT).await?,
                [set(2, None), set(1, Some(1)), other]
            );
            assert_eq!(store::measured_set::body(tx, DISTRICT, &[2; 32]).await?, some("two"));
            assert_eq!(
                store::measured_set::body(tx, DISTRICT, &[1; 32]).await?,
                some("one"),
                "the first stays"
            );
            assert_eq!(store::measured_set::body(tx, DISTRICT, &[3; 32]).await?, None);
            assert_eq!(store::measured_set::body(tx, ELSEWHERE, &[2; 32]).await?, None);
            assert!(store::measured_set::list(tx, ELSEWHERE).await?.is_empty());
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn drafts_read_back_and_are_released_by_their_clock() {
    on_both(|tx| {
        Box::pin(async move {
            let bare = Draft {
                section: SECTION,
                learner: learner(1),
                competency: competency(1),
                level: "2".to_owned(),
                note: None,
                judge: person(5),
                rated_at: at(1),
                release_at: None,
            };
            let full = Draft { note: some("On its way"), release_at: Some(at(50)), ..bare.clone() };
            for now in [&bare, &full, &bare, &full, &full] {
                store::draft::put(tx, DISTRICT, now).await?;
                let found = store::draft::find(tx, DISTRICT, SECTION, learner(1), competency(1)).await?;
                assert_eq!(found.as_ref(), Some(now));
            }
            let other = Draft { learner: learner(2), competency: competency(2), ..bare.clone() };
            store::draft::put(tx, DISTRICT, &other).await?;
            let found = store::draft::of_section(tx, DISTRICT, SECTION, None).await?;
            assert_eq!(found, [full.clone(), other.clone()]);
            let found = store::draft::of_section(tx, DISTRICT, SECTION, Some(competency(2))).await?;
            assert_eq!(found, [other]);
            assert!(store::draft::due(tx, DISTRICT, at(49)).await?.is_empty());
            assert_eq!(store::draft::due(tx, DISTRICT, at(50)).await?, [full]);
            let set =
                store::draft::set_release(tx, DISTRICT, SECTION, Some(competency(2)), Some(at(10))).await?;
            assert_eq!((set, store::draft::due(tx, DISTRICT, at(10)).await?.len()), (1, 1));
            let set = store::draft::set_release(tx, DISTRICT, SECTION, None, None).await?;
            assert_eq!((set, store::draft::due(tx, DISTRICT, at(99)).await?.len()), (2, 0));
            for there in [true, false] {
                let removed = store::draft::remove(tx, DISTRICT, SECTION, learner(1), competency(1)).await?;
                assert_eq!(removed, there);
            }
            assert_eq!(store::draft::find(tx, DISTRICT, SECTION, learner(1), competency(1)).await?, None);
            assert!(store::draft::of_section(tx, ELSEWHERE, SECTION, None).await?.is_empty());
            Ok(())
        })
    })
    .await;
}
