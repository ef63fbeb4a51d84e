//! Evidence from elsewhere, decisions, leaving out, and what time does to a judgement.

mod classroom;
mod fixtures;

use classroom::{Classroom, classrooms};
use domain::{
    Date, Points, Timestamp,
    evidence::{Sequence, Source},
    judgement::Finding,
};
use usecases::{
    Refusal, chance,
    decide_mastery::{NewDecision, decide_mastery, withdraw_decision},
    excuse_evidence::{bring_back_evidence, excuse_evidence},
    ledger::Receipt,
    record_evidence::{NewEvidence, NewResult, WhichCompetency, WhichLearner, record_evidence},
    rejudge_due::rejudge_due,
    show_competency::{show_competency, show_competency_in_places},
    show_grid::show_grid,
    show_groups::show_groups,
    show_learner::show_learner,
    show_why::show_why,
};

/// Three of four points on the first target, by the learner's roster name.
fn evidence(key: &str, learner: &str) -> NewEvidence {
    NewEvidence {
        key: key.to_owned(),
        learner: WhichLearner::SourcedId(learner.to_owned()),
        competency: WhichCompetency::Code("M.1".to_owned()),
        result: NewResult::Points { points: Points::whole(3), points_possible: Points::whole(4) },
        mastery_cut: None,
        result_group: None,
        source: Source::Import,
        instrument: Some("Quiz 1".to_owned()),
        attempt: None,
        section: None,
        worked_at: None,
        note: None,
        attachment: None,
    }
}

async fn record(room: &Classroom, rows: Vec<NewEvidence>) -> Vec<Receipt> {
    record_evidence(room.app(), &room.educator, rows).await.expect("records")
}

async fn cell(room: &Classroom) -> Option<Finding> {
    let grid = show_grid(room.app(), &room.educator, room.section).await.expect("a grid");
    grid.rows[0].cells[0].clone()
}

fn decision(room: &Classroom, level: &str, expires_at: Option<Timestamp>) -> NewDecision {
    NewDecision {
        competency: room.targets[0],
        level: level.to_owned(),
        reason: "Explained it at the board".to_owned(),
        expires_at,
    }
}

#[tokio::test]
async fn the_same_key_is_recorded_once() {
    for room in classrooms().await {
        let first = record(&room, vec![evidence("a", "L1")]).await;
        assert_eq!(first, [Receipt::Accepted(Sequence(1))]);
        let again = record(&room, vec![evidence("a", "L1"), evidence("b", "L1"), evidence("b", "L2")]).await;
        assert_eq!(again[..2], [Receipt::Repeated(Sequence(1)), Receipt::Accepted(Sequence(2))]);
        assert!(matches!(again[2], Receipt::Refused(_)), "a key twice in one call");
        assert_eq!(cell(&room).await.expect("a judgement").evidence_count, 2);
    }
}

#[tokio::test]
async fn each_row_that_cannot_be_recorded_is_refused_and_the_rest_is_accepted() {
    for room in classrooms().await {
        let good = evidence("good", "L1");
        let table = [
            (NewEvidence { key: String::new(), ..good.clone() }, "key"),
            (evidence("unknown learner", "L99"), "not known here"),
            (
                NewEvidence {
                    competency: WhichCompetency::Code("M.99".to_owned()),
                    ..evidence("unknown competency", "L1")
                },
                "competency is not known",
            ),
            (
                NewEvidence {
                    worked_at: Some(chance::noon_of(room.educator.district, Date::constant(2199, 1, 1))),
                    ..evidence("from the future", "L1")
                },
                "in the future",
            ),
            (
                NewEvidence {
                    worked_at: Some(chance::noon_of(room.educator.district, Date::constant(1700, 1, 1))),
                    ..evidence("from another century", "L1")
                },
                "before 1900",
            ),
            (
                NewEvidence { result: NewResult::Level("5".to_owned()), ..evidence("no such level", "L1") },
                "no level \"5\"",
            ),
            (
                NewEvidence {
                    result: NewResult::Points { points: Points::ONE, points_possible: Points::ZERO },
                    ..evidence("nothing possible", "L1")
                },
                "above 0",
            ),
            (NewEvidence { attempt: Some(0), ..evidence("attempt", "L1") }, "from 1"),
            (NewEvidence { note: Some("\0".to_owned()), ..evidence("nul", "L1") }, "NUL"),
        ];
        let mut rows: Vec<NewEvidence> = table.iter().map(|(row, _)| row.clone()).collect();
        rows.push(good);
        let receipts = record(&room, rows).await;
        for ((row, why), receipt) in table.iter().zip(&receipts) {
            let Receipt::Refused(said) = receipt else { panic!("{} was recorded", row.key) };
            assert!(said.contains(why), "{}: {said}", row.key);
        }
        assert_eq!(receipts.last(), Some(&Receipt::Accepted(Sequence(1))));
    }
}

#[tokio::test]
async fn many_rows_are_recorded_in_chunks_each_with_its_receipt() {
    for room in classrooms().await {
        let rows = (0..1_200).map(|n| evidence(&n.to_string(), &format!("L{}", n % 30 + 1))).collect();
        let receipts = record(&room, rows).await;
        assert!(receipts.iter().all(|receipt| matches!(receipt, Receipt::Accepted(_))));
        assert_eq!(cell(&room).await.expect("a judgement").evidence_count, 40);
        let too_many = vec![evidence("x", "L1"); 5_001];
        let refused = record_evidence(room.app(), &room.educator, too_many).await;
        assert!(matches!(refused, Err(Refusal::Invalid { .. })));
    }
}

#[tokio::test]
async fn an_educator_records_for_own_learners_and_an_administrator_for_all() {
    for room in classrooms().await {
        let mut foreign = evidence("foreign", "L1");
        foreign.learner = WhichLearner::Id(room.stranger.person.as_learner());
        let receipts = record(&room, vec![foreign.clone()]).await;
        assert!(matches!(receipts[0], Receipt::Refused(_)), "{receipts:?}");
        let imported =
            record_evidence(room.app(), &room.place.administrator, vec![evidence("i", "L1")]).await;
        assert_eq!(imported.expect("records"), [Receipt::Accepted(Sequence(1))]);
        for actor in [&room.stranger, &room.guardian, &room.aide, &room.as_actor(0)] {
            let refused = record_evidence(room.app(), actor, vec![evidence("x", "L1")]).await;
            assert!(matches!(refused, Err(Refusal::Denied(_))), "{refused:?}");
        }
    }
}

#[tokio::test]
async fn a_decision_stands_over_the_rule_until_it_expires() {
    for room in classrooms().await {
        record(&room, vec![NewEvidence { result: NewResult::Level("1".to_owned()), ..evidence("a", "L1") }])
            .await;
        let (app, learner) = (room.app(), room.learners[0]);
        let soon = chance::now() + std::time::Duration::from_millis(500);
        decide_mastery(app, &room.educator, learner, decision(&room, "4", Some(soon)))
            .await
            .expect("decides");
        let decided = cell(&room).await.expect("a judgement");
        assert_eq!((decided.level.as_deref(), decided.decided), (Some("4"), true));
        let why = show_why(app, &room.guardian, learner, room.targets[0]).await.expect("a why");
        let record = why.record.expect("a record");
        assert_eq!(record.decisions[0].reason, "Explained it at the board");
        assert_eq!(record.decisions[0].by, "Tom Okafor");

        tokio::time::sleep(std::time::Duration::from_millis(550)).await;
        let read = cell(&room).await.expect("judged again for reading");
        assert_eq!((read.level.as_deref(), read.decided), (Some("1"), false));
        let why = show_why(app, &room.educator, learner, room.targets[0]).await.expect("a why");
        assert!(why.record.is_some_and(|record| record.matches && !record.finding.decided));
        rejudge_due(app).await.expect("judges again");
        let stored = cell(&room).await.expect("a judgement");
        assert_eq!((stored.level, stored.changes_at), (read.level, None));
        let why = show_why(app, &room.educator, learner, room.targets[0]).await.expect("a why");
        assert!(why.record.is_some_and(|record| record.matches), "what the clock stored is explained too");
    }
}

#[tokio::test]
async fn a_decision_needs_a_reason_a_level_and_a_time_to_come_and_can_be_taken_back() {
    for room in classrooms().await {
        let (app, learner) = (room.app(), room.learners[0]);
        let decide = |new| decide_mastery(app, &room.educator, learner, new);
        let unreasoned = NewDecision { reason: String::new(), ..decision(&room, "4", None) };
        assert!(matches!(decide(unreasoned).await, Err(Refusal::Invalid { field: "reason", .. })));
        let past = Some(Timestamp::UNIX_EPOCH);
        let refused = decide(decision(&room, "4", past)).await;
        assert!(matches!(refused, Err(Refusal::Invalid { field: "expires", .. })));
        assert!(matches!(decide(decision(&room, "9", None)).await, Err(Refusal::Conflict(_))));

        decide(decision(&room, "2", None)).await.expect("decides");
        decide(decision(&room, "4", None)).await.expect("decides again");
        let withdraw = || withdraw_decision(app, &room.educator, learner, room.targets[0], "Too early");
        withdraw().await.expect("takes back");
        let finding = cell(&room).await.expect("a judgement");
        assert_eq!((finding.decided, finding.value), (false, None), "no earlier decision comes back");
        assert!(matches!(withdraw().await, Err(Refusal::Conflict(_))));
    }
}

#[tokio::test]
async fn evidence_is_left_out_and_brought_back() {
    for room in classrooms().await {
        record(&room, vec![evidence("a", "L1")]).await;
        let (app, by, learner) = (room.app(), &room.educator, room.learners[0]);
        let counted = || async { cell(&room).await.expect("a judgement").evidence_count };
        for _ in 0..2 {
            excuse_evidence(app, by, learner, Sequence(1), "Was ill").await.expect("leaves out");
            assert_eq!(counted().await, 0);
            let twice = excuse_evidence(app, by, learner, Sequence(1), "Was ill").await;
            assert!(matches!(twice, Err(Refusal::Conflict(_))), "{twice:?}");
            bring_back_evidence(app, by, learner, Sequence(1), "Was well").await.expect("brings back");
            assert_eq!(counted().await, 1);
        }
        let nothing = bring_back_evidence(app, by, learner, Sequence(1), "Was well").await;
        assert!(matches!(nothing, Err(Refusal::Conflict(_))), "{nothing:?}");
        let missing = excuse_evidence(app, by, learner, Sequence(99), "Was ill").await;
        assert!(matches!(missing, Err(Refusal::NotFound(_))), "{missing:?}");
    }
}

#[tokio::test]
async fn groups_and_the_record_name_what_is_next() {
    for room in classrooms().await {
        let rows = (1..=10).map(|n| NewEvidence {
            result: NewResult::Level(if n <= 4 { "4" } else { "1" }.to_owned()),
            ..evidence(&n.to_string(), &format!("L{n}"))
        });
        record(&room, rows.collect()).await;
        let groups = show_groups(room.app(), &room.educator, room.section, 6).await.expect("groups");
        assert_eq!((groups.learners.len(), groups.unknown.len()), (30, 20));
        assert_eq!(
            (groups.need.groups[0].competency, groups.need.groups[0].members.len()),
            (room.targets[0], 6)
        );
        let ready = groups.ready.iter().find(|(target, _)| *target == room.targets[1]).expect("somebody");
        assert_eq!(ready.1, room.learners[..4]);

        let opens = |record: &usecases::show_learner::LearnerRecord| {
            record.standings().map(|one| one.opens).collect::<Vec<_>>()
        };
        let strong = show_learner(room.app(), &room.educator, room.learners[0]).await.expect("a record");
        assert_eq!(opens(&strong), [None, Some(0), Some(0), Some(0)]);
        assert_eq!(strong.history.last().map(|(_, reached)| *reached), Some(1));
        let weak = show_learner(room.app(), &room.educator, room.learners[9]).await.expect("a record");
        assert_eq!(opens(&weak), [Some(1), None, Some(0), Some(0)]);
    }
}

#[tokio::test]
async fn small_numbers_are_shown_in_own_classes_only() {
    for room in classrooms().await {
        record(&room, vec![evidence("a", "L1")]).await;
        let (app, target) = (room.app(), room.targets[0]);
        let own = show_competency(app, &room.educator, room.section, target).await.expect("a page");
        assert_eq!(
            (own.distribution.levels.clone(), own.distribution.unknown),
            (vec![Some(0), Some(1), Some(0), Some(0)], Some(29),)
        );
        assert_eq!(own.after.len(), 1);
        let other = show_competency(app, &room.principal, room.section, target).await.expect("a page");
        assert_eq!((other.distribution.levels[1], other.distribution.unknown), (None, None));
        let (_, _, places) = show_competency_in_places(app, &room.principal, target).await.expect("places");
        assert_eq!(places.len(), 1);
        assert_eq!((places[0].distribution.learners, places[0].distribution.unknown), (Some(30), None));
        let (_, _, none) = show_competency_in_places(app, &room.guardian, target).await.expect("places");
        assert_eq!(none, []);
    }
}
