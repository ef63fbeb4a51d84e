//! What comes after an assessment: plans, questions looked at, mended keys, files, scoring by a person.

mod banks;
mod classroom;
mod fixtures;

use assessment::{
    plan::{EvidenceCounts, PlanKind},
    regrade::{Crossing, Losing},
};
use banks::{bank_of_five, choices, essay, fixed, given, item_id, one_of_four, put_live, take};
use classroom::{Classroom, classrooms};
use domain::{
    CompetencyId, LearnerId, Points, SittingId,
    evidence::{Fact, Source},
    judgement::Finding,
    sitting::SittingState,
};
use exchange::exports::Shape;
use store::sitting::Sitting;
use usecases::{
    Actor, Refusal,
    accommodations_delivered::accommodations_delivered,
    analyse_items::{Of, analyse_items, export_analysis},
    competency_results::competency_results,
    export_record::export_record,
    export_results::{export_qti_results, export_results},
    item_use::Told,
    rebuild_mastery::{Rebuild, rebuild_mastery},
    regrade_item::{Regrading, preview_regrade, regrade_item},
    score_response::score_response,
    scoring_queue::scoring_queue,
    show_assessment::{find_items, list_plans, plan_choices, show_assessment},
    show_item::show_item,
    show_learner::show_learner,
    write_assessment::{NewAssessment, add_assessment, archive_assessment, revise_assessment},
};

fn is_hidden<T: std::fmt::Debug>(result: Result<T, Refusal>) {
    match result {
        Err(Refusal::NotFound(_)) => {}
        other => panic!("not hidden: {other:?}"),
    }
}

async fn sitting(room: &Classroom, id: SittingId) -> Sitting {
    let district = room.educator.district;
    let found = room.app().db.read(id, move |tx, id| {
        Box::pin(async move { Ok::<_, Refusal>(store::sitting::find(tx, district, *id).await?) })
    });
    found.await.expect("is read").expect("is there")
}

/// What stands of a sitting in the ledger: item, points, points possible.
async fn standing(room: &Classroom, of: &Sitting) -> Vec<(String, Points, Points)> {
    let district = room.educator.district;
    let (learner, group): (LearnerId, _) = (of.learner, format!("sitting:{}", of.id));
    room.app()
        .db
        .read(group, move |tx, group| {
            Box::pin(async move {
                let mut found = Vec::new();
                for sequence in store::evidence::of_group(tx, district, learner, group).await? {
                    let sealed = store::evidence::find(tx, district, learner, sequence).await?;
                    if let Some(Fact::Evidence(one)) = sealed.map(|sealed| sealed.entry.fact) {
                        let instrument = one.instrument.unwrap_or_default();
                        found.push((instrument, one.result.points, one.result.points_possible));
                    }
                }
                found.sort();
                Ok::<_, Refusal>(found)
            })
        })
        .await
        .expect("the ledger is read")
}

/// What a learner is judged to be, by competency, whenever the work was done.
async fn judged(room: &Classroom, learner: LearnerId) -> Vec<(CompetencyId, Finding)> {
    let district = room.educator.district;
    let found = room.app().db.read(learner, move |tx, learner| {
        Box::pin(async move { Ok::<_, Refusal>(store::mastery::of_learner(tx, district, *learner).await?) })
    });
    let bare = |finding: Finding| Finding { last_worked_at: None, ..finding };
    found.await.expect("is read").into_iter().map(|one| (one.competency, bare(one.finding))).collect()
}

#[tokio::test]
async fn a_plan_is_written_revised_and_archived_by_who_judges_the_class() {
    for room in classrooms().await {
        bank_of_five(&room).await;
        let (app, educator) = (room.app(), &room.educator);
        let id = add_assessment(app, educator, fixed(&room, PlanKind::Check, 5)).await.expect("is made");
        let shown = show_assessment(app, educator, id).await.expect("is shown");
        assert!(shown.may_change && shown.items.len() == 5 && shown.items[0].1 == "bank-0");
        assert!(!show_assessment(app, &room.aide, id).await.expect("an aide sees it").may_change);
        is_hidden(show_assessment(app, &room.stranger, id).await);
        is_hidden(show_assessment(app, &room.as_actor(0), id).await);
        is_hidden(show_assessment(app, &room.guardian, id).await);

        let next = NewAssessment { title: "Five, again".to_owned(), ..fixed(&room, PlanKind::Check, 5) };
        assert_eq!(revise_assessment(app, educator, id, 1, next.clone()).await.expect("is revised"), 2);
        assert!(matches!(revise_assessment(app, educator, id, 1, next).await, Err(Refusal::Conflict(_))));
        let listed = list_plans(app, educator).await.expect("a list");
        assert!(listed.iter().any(|one| one.row.id == id && one.row.version == 2));
        assert!(list_plans(app, &room.stranger).await.expect("a list").iter().all(|one| one.row.id != id));
        is_hidden(list_plans(app, &room.as_actor(0)).await);

        let choices = plan_choices(app, educator, Some(room.section)).await.expect("choices");
        assert_eq!(choices.targets.first().map(|(_, items)| *items), Some(5));
        assert!(matches!(plan_choices(app, educator, None).await, Err(Refusal::Denied(_))));
        assert!(plan_choices(app, &room.place.administrator, None).await.expect("choices").whole_district);
        let names = vec!["bank-1".to_owned(), "none".to_owned()];
        let (found, unknown) = find_items(app, educator, names).await.expect("a look");
        assert_eq!((found, unknown), (vec![item_id(educator.district, 1)], vec!["none".to_owned()]));

        archive_assessment(app, educator, id, true).await.expect("is archived");
        assert!(list_plans(app, educator).await.expect("a list").iter().all(|one| one.row.id != id));
    }
}

/// The whole class takes five items: the stronger half answers all by the right key, the weaker half the first by the
/// wrong one and the others wrong.
async fn class_takes(room: &Classroom, plan: NewAssessment) -> (domain::AssessmentId, domain::AssignmentId) {
    bank_of_five(room).await;
    let of = given(room, plan).await;
    for learner in 0..room.learners.len() {
        // The key of item 0 says 0, and 1 is right.
        let answers = if learner % 2 == 0 { [1, 1, 1, 1, 1] } else { [0, 2, 2, 3, 0] };
        take(room, &room.as_actor(learner), of.1, choices(answers)).await;
    }
    of
}

#[tokio::test]
async fn a_wrong_key_is_found_by_looking_question_by_question() {
    for room in classrooms().await {
        let (assessment, assignment) = class_takes(&room, fixed(&room, PlanKind::ExitSlip, 5)).await;
        let app = room.app();
        for of in [Of::Assignment(assignment), Of::Assessment(assessment)] {
            let found = analyse_items(app, &room.educator, of).await.expect("an analysis");
            assert!(found.whole);
            assert_eq!((found.learners, found.items.len()), (Some(30), 5));
            let first = &found.items[0];
            assert_eq!(first.given, Some(30));
            let figures = first.figures.as_ref().expect("thirty answers are enough");
            assert!((figures.p - 0.5).abs() < 1e-9, "{figures:?}");
            assert!(first.advice.iter().any(|one| one.contains("check the key")), "{:?}", first.advice);
            let chosen: Vec<_> = first.options.iter().map(|one| (one.is_key, one.chosen)).collect();
            let expected = [(true, Some(15)), (false, Some(15)), (false, Some(0)), (false, Some(0))];
            assert_eq!(chosen, expected);
            assert_eq!(first.options[1].text, "Answer 1");
            is_hidden(analyse_items(app, &room.stranger, of).await);
            is_hidden(analyse_items(app, &room.guardian, of).await);
            is_hidden(analyse_items(app, &room.as_actor(0), of).await);
        }
        let of = Of::Assignment(assignment);
        let table = export_analysis(app, &room.educator, of, Shape::Csv).await.expect("a table");
        let table = String::from_utf8(table).expect("UTF-8");
        assert_eq!(table.lines().count(), 6);
        assert!(table.contains("A 15; B 15; C 0; D 0"), "{table}");
    }
}

#[tokio::test]
async fn the_page_of_an_item_says_what_answers_say_of_it_and_nothing_of_a_few() {
    for room in classrooms().await {
        let mut plan = fixed(&room, PlanKind::ExitSlip, 5);
        (plan.plan.attempts, plan.plan.again_after_passing) = (None, true);
        let (assessment, assignment) = class_takes(&room, plan).await;
        let (app, educator, district) = (room.app(), &room.educator, room.educator.district);
        let first = show_item(app, educator, item_id(district, 0)).await.expect("is shown").uses;
        assert_eq!((first.given, first.answers, first.smallest), (30, 30, 10));
        let Told::Went(went) = first.told else { panic!("fifteen right and fifteen wrong: {first:?}") };
        // The same as question by question, which has the same answers.
        let whole = analyse_items(app, educator, Of::Assessment(assessment)).await.expect("an analysis");
        let figures = whole.items[0].figures.as_ref().expect("thirty answers are enough");
        assert_eq!((went.learners, went.p, went.omitted), (30, figures.p, figures.omitted));
        assert_eq!(went.p_error, Some(figures.p_error));
        let (one, other) = (went.correlation.expect("varies"), figures.correlation.expect("varies"));
        assert!((one - other).abs() < 1e-9, "{one} {other}");
        assert_eq!((went.mean_points, went.flag), (0.5, None));
        assert!(went.advice.iter().any(|one| one.contains("check the key")), "{:?}", went.advice);
        // A teacher of another class reads the same, and learners nothing.
        let other = show_item(app, &room.stranger, item_id(district, 0)).await.expect("is shown").uses;
        assert_eq!(other.told, Told::Went(went));
        is_hidden(show_item(app, &room.as_actor(0), item_id(district, 0)).await);
        is_hidden(show_item(app, &room.guardian, item_id(district, 0)).await);

        // Some take it again: each counts once, by the last time; a share of a few is left out.
        for learner in 0..7 {
            take(&room, &room.as_actor(2 * learner), assignment, choices([0, 1, 1, 1, 1])).await;
        }
        let first = show_item(app, educator, item_id(district, 0)).await.expect("is shown").uses;
        assert_eq!((first.given, first.answers), (37, 37));
        assert_eq!(first.told, Told::LeftOut, "eight are wrong");
    }
}

#[tokio::test]
async fn fewer_than_thirty_answers_say_nothing() {
    for room in classrooms().await {
        bank_of_five(&room).await;
        let (_, assignment) = given(&room, fixed(&room, PlanKind::ExitSlip, 5)).await;
        take(&room, &room.as_actor(0), assignment, choices([0, 1, 1, 1, 1])).await;
        let of = Of::Assignment(assignment);
        let found = analyse_items(room.app(), &room.educator, of).await.expect("an analysis");
        assert!(found.items.iter().all(|one| one.figures.is_none() && one.options.is_empty()));
        assert!(found.items[0].advice[0].starts_with("too few to say"), "{:?}", found.items[0].advice);
    }
}

#[tokio::test]
async fn after_a_mended_key_the_ledger_says_what_a_fresh_scoring_says() {
    for kind in [PlanKind::ExitSlip, PlanKind::PreTest] {
        for room in classrooms().await {
            regrades(&room, kind).await;
        }
    }
}

async fn regrades(room: &Classroom, kind: PlanKind) {
    bank_of_five(room).await;
    let (app, educator, district) = (room.app(), &room.educator, room.educator.district);
    let (_, assignment) = given(room, fixed(room, kind, 5)).await;
    // By the wrong key 3 of 5 and by the mended one 4; 4 and 3; 5 and 4.
    let taken = [[1, 1, 1, 1, 0], [0, 1, 1, 1, 0], [0, 1, 1, 1, 1]];
    let mut sittings = Vec::new();
    for (learner, answers) in taken.iter().enumerate() {
        sittings.push(take(room, &room.as_actor(learner), assignment, choices(*answers)).await);
    }
    put_live(app, district, 0, 2, one_of_four(0, 1), room.targets[0]).await;
    let item = item_id(district, 0);

    let how = Regrading { version: None, losing: Losing::Counts };
    let look = preview_regrade(app, educator, item, how).await.expect("a look");
    assert_eq!((look.version, look.changed, look.up, look.down), (2, Some(3), 1, 2));
    if kind == PlanKind::ExitSlip {
        let crossings: Vec<Crossing> = look.changes.iter().map(|one| one.change.crossing).collect();
        assert_eq!(crossings.iter().filter(|one| **one == Crossing::NowPasses).count(), 1);
        assert_eq!(crossings.iter().filter(|one| **one == Crossing::NoLongerPasses).count(), 1);
    }
    assert_eq!(sitting(room, sittings[0]).await.points, Some(Points::whole(3)), "a look changes nothing");
    let kind_way = Regrading { losing: Losing::KeepsTheOld, ..how };
    let kept = preview_regrade(app, educator, item, kind_way).await.expect("a look");
    assert_eq!((kept.changed, kept.up, kept.down), (Some(1), 1, 0));

    // Who may not: no reason, a stranger, a learner, a family.
    let refused = regrade_item(app, educator, item, how, " ").await;
    assert!(matches!(refused, Err(Refusal::Invalid { field: "reason", .. })), "{refused:?}");
    let refused = regrade_item(app, &room.stranger, item, how, "Mine").await;
    assert!(matches!(refused, Err(Refusal::Denied(_))), "{refused:?}");
    for who in [&room.as_actor(0), &room.guardian] {
        is_hidden(regrade_item(app, who, item, how, "Mine").await);
        is_hidden(preview_regrade(app, who, item, how).await);
    }

    let done = regrade_item(app, educator, item, how, "The key was wrong").await.expect("is done");
    assert_eq!((done.changed, done.unchanged, done.left_out), (3, 0, 0));
    for (id, points) in sittings.iter().zip([4, 3, 4]) {
        let now = sitting(room, *id).await;
        assert_eq!((now.points, now.state), (Some(Points::whole(points)), SittingState::Scored));
        if kind == PlanKind::ExitSlip {
            assert_eq!(now.passed, Some(points >= 4));
        }
    }
    // Somebody else answers the same from scratch, and the bank is looked at anew: the ledger says the same of both.
    let (_, afresh) = given(room, fixed(room, kind, 5)).await;
    for (learner, answers) in taken.iter().enumerate() {
        let fresh = take(room, &room.as_actor(learner + 10), afresh, choices(*answers)).await;
        let (mended, fresh) = (sitting(room, sittings[learner]).await, sitting(room, fresh).await);
        assert_eq!(standing(room, &mended).await, standing(room, &fresh).await);
        assert_eq!((mended.points, mended.passed), (fresh.points, fresh.passed));
        assert_eq!(judged(room, mended.learner).await, judged(room, fresh.learner).await);
    }
    // Again changes nothing, and what is stored is what the ledger gives.
    let again = regrade_item(app, educator, item, how, "Once more").await.expect("is done");
    assert_eq!((again.changed, again.unchanged), (0, 0));
    let rebuilt = rebuild_mastery(app, district, Rebuild::default(), |_, _| {}).await.expect("a rebuild");
    assert!(rebuilt.is_same(), "{rebuilt:?}");
}

#[tokio::test]
async fn nobody_loses_where_the_old_score_is_kept() {
    for room in classrooms().await {
        bank_of_five(&room).await;
        let (app, district) = (room.app(), room.educator.district);
        let (_, assignment) = given(&room, fixed(&room, PlanKind::ExitSlip, 5)).await;
        let wins = take(&room, &room.as_actor(0), assignment, choices([1, 1, 1, 1, 0])).await;
        let loses = take(&room, &room.as_actor(1), assignment, choices([0, 1, 1, 1, 0])).await;
        let before = standing(&room, &sitting(&room, loses).await).await;
        put_live(app, district, 0, 2, one_of_four(0, 1), room.targets[0]).await;
        let how = Regrading { version: Some(2), losing: Losing::KeepsTheOld };
        let done = regrade_item(app, &room.educator, item_id(district, 0), how, "A wrong key").await;
        let done = done.expect("is done");
        assert_eq!((done.changed, done.unchanged), (1, 1));
        assert_eq!(sitting(&room, wins).await.points, Some(Points::whole(4)));
        let kept = sitting(&room, loses).await;
        assert_eq!((kept.points, kept.passed), (Some(Points::whole(4)), Some(true)));
        assert_eq!(standing(&room, &kept).await, before);
    }
}

#[tokio::test]
async fn results_go_out_to_who_sees_the_records_whole_and_to_nobody_else() {
    for room in classrooms().await {
        bank_of_five(&room).await;
        put_live(room.app(), room.educator.district, 5, 1, essay(5), room.targets[0]).await;
        let (_, assignment) = given(&room, fixed(&room, PlanKind::Custom, 6)).await;
        let mut answers = choices([0, 1, 2, 1, 1]);
        answers.push(banks::answer(&essay(5), 0));
        take(&room, &room.as_actor(0), assignment, answers).await;
        let app = room.app();
        let file = export_results(app, &room.educator, assignment, Shape::Csv).await.expect("a table");
        let text = String::from_utf8(file.bytes).expect("UTF-8");
        assert_eq!(text.lines().count(), 7, "{text}");
        assert!(text.lines().nth(1).is_some_and(|row| row.starts_with("L1,Number 01,Learner,")), "{text}");
        assert!(text.contains(",waiting,screen,6,bank-5,1,") && text.contains("Text 0"), "{text}");
        let zip = export_qti_results(app, &room.educator, assignment).await.expect("a zip");
        assert!(zip.bytes.starts_with(b"PK"));
        let record = export_record(app, &room.guardian, room.learners[0]).await.expect("taken out");
        let files = fixtures::unpacked(record.bytes);
        let text = |name: &str| &files.iter().find(|(found, _)| found == name).expect("there").1;
        assert!(text("tables/answers.csv").contains(",bank-5,1,answered,RESPONSE: Text 0,"), "{files:?}");
        assert!(text("tables/sittings.csv").contains("Five questions,"), "{files:?}");
        for who in [&room.stranger, &room.guardian, &room.as_actor(0)] {
            is_hidden(export_results(app, who, assignment, Shape::Csv).await);
            is_hidden(export_qti_results(app, who, assignment).await);
        }
        let nobody = Actor::new(room.educator.district, room.learners[29].as_person());
        is_hidden(export_results(app, &nobody, assignment, Shape::Json).await);
    }
}

#[tokio::test]
async fn answers_that_wait_come_one_after_the_other_until_none_does() {
    for room in classrooms().await {
        bank_of_five(&room).await;
        put_live(room.app(), room.educator.district, 5, 1, essay(5), room.targets[0]).await;
        let (_, assignment) = given(&room, fixed(&room, PlanKind::Custom, 6)).await;
        let app = room.app();
        for learner in 0..2 {
            let mut answers = choices([0, 1, 1, 1, 1]);
            answers.push(banks::answer(&essay(5), learner));
            take(&room, &room.as_actor(learner), assignment, answers).await;
        }
        for who in [&room.stranger, &room.guardian, &room.as_actor(0)] {
            is_hidden(scoring_queue(app, who, assignment, 0).await);
        }
        let second = scoring_queue(app, &room.educator, assignment, 1).await.expect("a queue");
        assert_eq!(second.waiting, 2);
        let second = second.next.expect("a second");
        let first = scoring_queue(app, &room.educator, assignment, 0).await.expect("a queue");
        let first = first.next.expect("a first");
        assert_ne!(first.sitting, second.sitting);
        assert_eq!((first.possible, first.item.place), (Some(Points::ONE), 5));
        for one in [first, second] {
            let (points, possible) = (Points::ONE, Points::ONE);
            score_response(app, &room.educator, one.sitting, one.item.place, points, possible)
                .await
                .expect("is scored");
            let now = sitting(&room, one.sitting).await;
            assert_eq!((now.state, now.points), (SittingState::Scored, Some(Points::whole(6))));
        }
        let done = scoring_queue(app, &room.educator, assignment, 0).await.expect("a queue");
        assert_eq!((done.waiting, done.next.is_none()), (0, true));

        // A person's score stands, whatever a new version says of the essay.
        put_live(app, room.educator.district, 5, 2, essay(5), room.targets[0]).await;
        let how = Regrading { version: None, losing: Losing::Counts };
        let look = preview_regrade(app, &room.educator, item_id(room.educator.district, 5), how).await;
        let look = look.expect("a look");
        assert_eq!((look.standing, look.changed), (2, Some(0)));
    }
}

#[tokio::test]
async fn what_only_helps_is_said_once_nothing_waits_and_of_all_answers_together() {
    for room in classrooms().await {
        bank_of_five(&room).await;
        put_live(room.app(), room.educator.district, 5, 1, essay(5), room.targets[0]).await;
        let mut new = fixed(&room, PlanKind::Custom, 6);
        new.plan.evidence_counts = EvidenceCounts::OnlyHelps;
        let (_, assignment) = given(&room, new).await;
        let app = room.app();
        // Four of five by key and the essay: with it, five of six show it; without, four of six do not.
        for (learner, points, counted) in [(0, 1, 6), (1, 0, 0)] {
            let mut answers = choices([0, 1, 1, 1, 1]);
            if learner == 1 {
                answers = choices([0, 0, 1, 1, 1]);
            }
            answers.push(banks::answer(&essay(5), learner));
            take(&room, &room.as_actor(learner), assignment, answers).await;
            let record = show_learner(app, &room.educator, room.learners[learner]).await.expect("a record");
            assert!(record.entries.is_empty(), "nothing is said while one waits");
            let next = scoring_queue(app, &room.educator, assignment, 0).await.expect("a queue").next;
            let one = next.expect("one waits");
            let points = Points::whole(points);
            score_response(app, &room.educator, one.sitting, one.item.place, points, Points::ONE)
                .await
                .expect("is scored");
            let record = show_learner(app, &room.educator, room.learners[learner]).await.expect("a record");
            let said: Vec<_> =
                record.entries.iter().filter(|entry| entry.source == Source::ItemResponse).collect();
            assert_eq!(said.len(), 6, "each answer once");
            let by_person = said.iter().filter(|entry| entry.judge.is_some()).count();
            assert_eq!(by_person, 1, "the essay, by who scored it");
            let found = record.standings().find_map(|one| one.finding.clone());
            let counts = found.map_or(0, |found| found.evidence_count);
            assert_eq!(counts, counted, "learner {learner}");
        }
    }
}

#[tokio::test]
async fn a_class_by_target_names_who_is_not_there_yet() {
    for room in classrooms().await {
        bank_of_five(&room).await;
        let district = room.educator.district;
        put_live(room.app(), district, 4, 2, one_of_four(4, 1), room.targets[1]).await;
        let (_, assignment) = given(&room, fixed(&room, PlanKind::ExitSlip, 5)).await;
        take(&room, &room.as_actor(0), assignment, choices([0, 1, 1, 1, 0])).await;
        take(&room, &room.as_actor(1), assignment, choices([1, 1, 0, 0, 1])).await;
        let found = competency_results(room.app(), &room.educator, assignment).await.expect("results");
        assert_eq!((found.taken, found.learners, found.targets.len()), (2, 30, 2));
        let who = |all: &[usecases::class_list::Listed]| -> Vec<LearnerId> {
            all.iter().map(|one| one.learner).collect()
        };
        // 4 of 4 and 1 of 4 of the first target, 0 of 1 and 1 of 1 of the second; 4 of 5 is 80 %.
        let [first, second] = found.targets.as_slice() else { panic!("{found:?}") };
        assert_eq!((first.points, first.points_possible), (Points::whole(5), Points::whole(8)));
        assert_eq!(who(&first.reached), [room.learners[0]]);
        assert_eq!(who(&first.not_yet), [room.learners[1]]);
        assert_eq!(who(&second.not_yet), [room.learners[0]]);
        assert!(found.placements.is_none());
        for who in [&room.stranger, &room.guardian, &room.as_actor(0)] {
            is_hidden(competency_results(room.app(), who, assignment).await);
        }
    }
}

#[tokio::test]
async fn what_was_given_is_for_the_case_manager_alone() {
    for room in classrooms().await {
        bank_of_five(&room).await;
        let (_, assignment) = given(&room, fixed(&room, PlanKind::ExitSlip, 5)).await;
        take(&room, &room.as_actor(0), assignment, choices([0, 1, 1, 1, 0])).await;
        let learner = room.learners[0];
        for who in [&room.educator, &room.principal, &room.guardian, &room.as_actor(0)] {
            let refused = accommodations_delivered(room.app(), who, learner).await;
            assert!(matches!(refused, Err(Refusal::Denied(_))), "{refused:?}");
        }
        is_hidden(accommodations_delivered(room.app(), &room.stranger, learner).await);
    }
}
