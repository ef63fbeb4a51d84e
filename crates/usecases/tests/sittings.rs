//! Taking an assessment: from giving it to the evidence that it leaves, whatever is sent twice, late or forged.

mod bank;
mod classroom;
mod fixtures;

use std::collections::BTreeMap;

use assessment::plan::{NotNow, Plan, PlanKind};
use classroom::{Classroom, classrooms};
use domain::{
    AssignmentId, SittingId,
    item::Value,
    sitting::{ResponseState, SittingState},
};
use usecases::{
    Actor, Refusal,
    annul_sitting::annul_sitting,
    give_assessment::{Giving, give_assessment, give_at_once, give_exit_slip, let_begin},
    list_my_assessments::list_my_assessments,
    placement_criteria::Criteria,
    plan_next_try::plan_next_try,
    record_response::{Act, Given, Sent, Taken, record_response},
    show_learner::show_learner,
    show_sitting::{ShownSitting, show_sitting},
    show_why::show_why,
    sitting_result::sitting_result,
    start_sitting::{Starting, look_before_start, start_sitting},
    watch_assignment::watch_assignment,
    write_assessment::{NewAssessment, add_assessment},
};

async fn begin(room: &Classroom, learner: usize, assignment: AssignmentId) -> SittingId {
    start_sitting(room.app(), &room.as_actor(learner), assignment, Starting::default()).await.expect("begins")
}

async fn look(room: &Classroom, learner: usize, sitting: SittingId) -> ShownSitting {
    show_sitting(room.app(), &room.as_actor(learner), sitting).await.expect("is shown")
}

/// The field of a choice: the key is always the choice whose text is "this one".
fn choice(shown: &ShownSitting, place: i64, right: bool) -> Given {
    let one = shown.items.iter().find(|one| one.place == place).expect("shown");
    let text = format!("{:?}", one.shown.body);
    // Choices stand in this sitting's own order, each with its name before its text.
    let mut names = Vec::new();
    for rest in text.split("identifier: \"").skip(1) {
        let name = rest.split('"').next().expect("a name").to_owned();
        let content = rest.split("Text(\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("");
        names.push((name, content.to_owned()));
    }
    let wanted = |content: &str| (content == "this one") == right;
    let (name, _) = names.iter().find(|(_, content)| wanted(content)).expect("a choice");
    let response = one.shapes[0].identifier.clone();
    Given::Values(BTreeMap::from([(response, Value::identifier(name))]))
}

fn sent(shown: &ShownSitting, answers: Vec<(i64, Given)>, act: Act) -> Sent {
    Sent { turn: shown.sitting.turn, page: shown.page.clone(), answers, act, device_at: None }
}

async fn send(room: &Classroom, learner: usize, sitting: SittingId, sent: Sent) -> Result<Taken, Refusal> {
    record_response(room.app(), &room.as_actor(learner), sitting, sent).await
}

/// Answers every item of a page and hands in.
async fn hand_in(room: &Classroom, learner: usize, sitting: SittingId, right: usize) {
    let shown = look(room, learner, sitting).await;
    let answers: Vec<(i64, Given)> = shown
        .items
        .iter()
        .enumerate()
        .map(|(n, one)| (one.place, choice(&shown, one.place, n < right)))
        .collect();
    let taken = send(room, learner, sitting, sent(&shown, answers, Act::Submit)).await.expect("is taken");
    assert_eq!(taken, Taken::Ended);
}

/// A check of the first target, given to the class.
async fn check_of(room: &Classroom) -> AssignmentId {
    let (app, me) = (room.app(), &room.educator);
    let targets = vec![room.targets[0]];
    give_at_once(app, me, room.section, PlanKind::Check, targets, vec![]).await.expect("is given")
}

#[tokio::test]
async fn an_exit_slip_goes_from_one_click_to_evidence_that_is_judged() {
    for room in classrooms().await {
        bank::stock(&room, room.targets[0], 8).await;
        let given = give_exit_slip(room.app(), &room.educator, room.section, vec![room.targets[0]], vec![])
            .await
            .expect("is given");
        let mine = list_my_assessments(room.app(), &room.as_actor(0)).await.expect("a list");
        assert_eq!(mine.given.len(), 1);
        assert!(mine.given[0].not_now.is_none());
        let sitting = begin(&room, 0, given).await;
        assert_eq!(begin(&room, 0, given).await, sitting, "a second click begins no second one");
        let shown = look(&room, 0, sitting).await;
        assert_eq!((shown.items.len(), shown.places.len()), (5, 5));
        let debug = format!("{:?}", shown.items);
        assert!(!debug.contains("correct: Some(Single"), "no key is shown");
        hand_in(&room, 0, sitting, 4).await;

        let result = sitting_result(room.app(), &room.as_actor(0), sitting).await.expect("a result");
        assert_eq!(result.sitting.state, SittingState::Scored);
        assert_eq!(result.sitting.passed, Some(true), "4 of 5 pass");
        assert_eq!((result.items.len(), result.competencies.len()), (5, 1));
        let record = show_learner(room.app(), &room.as_actor(0), room.learners[0]).await.expect("a record");
        assert_eq!(record.entries.len(), 5, "one entry per item");
        let why = show_why(room.app(), &room.educator, room.learners[0], room.targets[0]).await.expect("why");
        let why = why.record.expect("a judgement");
        assert!(why.matches && why.pieces.len() == 5);

        let watched = watch_assignment(room.app(), &room.educator, given).await.expect("is watched");
        let one = watched.learners.iter().find(|one| one.listed.learner == room.learners[0]).expect("a row");
        assert_eq!(one.sitting.as_ref().map(|sitting| sitting.passed), Some(Some(true)));
        let stranger = watch_assignment(room.app(), &room.stranger, given).await;
        assert!(matches!(stranger, Err(Refusal::NotFound(_))));
        let again = start_sitting(room.app(), &room.as_actor(0), given, Starting::default()).await;
        assert!(matches!(again, Err(Refusal::Conflict(_))), "one attempt, and passed");
    }
}

#[tokio::test]
async fn what_cannot_be_an_answer_is_told_at_its_field_and_takes_nothing_away() {
    for room in classrooms().await {
        bank::stock(&room, room.targets[0], 12).await;
        let given = check_of(&room).await;
        let sitting = begin(&room, 0, given).await;
        let shown = look(&room, 0, sitting).await;
        let one = &shown.items[0];
        let field = format!("r{}-{}", one.place, one.shapes[0].identifier);
        let typed = |text: &str| vec![(field.clone(), text.to_owned())];
        let problems = one.problems(&typed("no-such-choice"));
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].field, field);
        assert!(one.problems(&[]).is_empty(), "nothing is no mistake");
        let wrong = Given::Fields(typed("no-such-choice"), Vec::new());
        let refused = send(&room, 0, sitting, sent(&shown, vec![(one.place, wrong)], Act::Next)).await;
        assert!(matches!(refused, Err(Refusal::Invalid { field: "answer", .. })), "{refused:?}");
        let again = look(&room, 0, sitting).await;
        assert_eq!((again.sitting.turn, again.sitting.place), (shown.sitting.turn, shown.sitting.place));
        let right = choice(&again, one.place, true);
        send(&room, 0, sitting, sent(&again, vec![(one.place, right)], Act::Next)).await.expect("is taken");
    }
}

#[tokio::test]
async fn two_tabs_a_double_click_and_a_forged_field_cannot_fork_a_sitting() {
    for room in classrooms().await {
        bank::stock(&room, room.targets[0], 12).await;
        let given = check_of(&room).await;
        let sitting = begin(&room, 0, given).await;
        let (one, two) = (look(&room, 0, sitting).await, look(&room, 0, sitting).await);

        let save = |shown: &ShownSitting, right| sent(shown, vec![(0, choice(shown, 0, right))], Act::Save);
        send(&room, 0, sitting, save(&one, true)).await.expect("the first tab saves");
        let refused = send(&room, 0, sitting, save(&two, false)).await;
        assert!(matches!(refused, Err(Refusal::Conflict(_))), "the second tab was loaded before that");
        let reloaded = look(&room, 0, sitting).await;
        assert!(!reloaded.items[0].answers.is_empty(), "what was saved is there again");
        send(&room, 0, sitting, save(&reloaded, true)).await.expect("a page loaded since goes on");
        let refused = send(&room, 0, sitting, save(&one, true)).await;
        assert!(matches!(refused, Err(Refusal::Conflict(_))), "and the first one does not any more");

        let next = sent(&reloaded, vec![(0, choice(&reloaded, 0, true))], Act::Next);
        assert_eq!(
            send(&room, 0, sitting, next.clone()).await.expect("goes on"),
            Taken::At { turn: 1, place: 1 }
        );
        assert_eq!(
            send(&room, 0, sitting, next).await.expect("again"),
            Taken::Before,
            "a double click is one"
        );

        let shown = look(&room, 0, sitting).await;
        for (answers, act) in [
            (vec![(7, choice(&shown, 1, true))], Act::Next),
            (vec![(99, choice(&shown, 1, true))], Act::Next),
            (vec![(-1, choice(&shown, 1, true))], Act::Next),
            (
                vec![(
                    1,
                    Given::Values(BTreeMap::from([("RESPONSE".to_owned(), Value::identifier("forged"))])),
                )],
                Act::Next,
            ),
            (vec![(1, Given::Values(BTreeMap::from([("SCORE".to_owned(), Value::float(99.0))])))], Act::Next),
            (vec![], Act::Go(99)),
            (vec![], Act::NotTaught),
        ] {
            let refused = send(&room, 0, sitting, sent(&shown, answers, act)).await;
            assert!(matches!(refused, Err(Refusal::Invalid { .. })), "{act:?}: {refused:?}");
        }
        let future = Sent { turn: 50, ..sent(&shown, vec![], Act::Next) };
        assert!(send(&room, 0, sitting, future).await.is_err());

        let neighbour = room.as_actor(1);
        let theirs = record_response(
            room.app(),
            &neighbour,
            sitting,
            sent(&shown, vec![(1, choice(&shown, 1, true))], Act::Next),
        );
        assert!(matches!(theirs.await, Err(Refusal::NotFound(_))), "another's sitting");
        let educator = show_sitting(room.app(), &room.educator, sitting).await;
        assert!(matches!(educator, Err(Refusal::NotFound(_))), "nor does a teacher answer for them");
        let read_only = Actor { read_only: true, ..room.as_actor(0) };
        let refused = record_response(room.app(), &read_only, sitting, sent(&shown, vec![], Act::Next)).await;
        assert!(matches!(refused, Err(Refusal::Denied(_))));
        let now = look(&room, 0, sitting).await;
        assert_eq!((now.sitting.turn, now.sitting.place), (1, 1), "nothing of it was taken");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_page_sends_at_the_same_moment_is_no_conflict() {
    for room in classrooms().await {
        bank::stock(&room, room.targets[0], 12).await;
        let given = check_of(&room).await;
        let sitting = begin(&room, 0, given).await;
        for _ in 0..8 {
            // What is saved by itself is on its way when the button is pressed, twice.
            let shown = look(&room, 0, sitting).await;
            let place = shown.sitting.place;
            let words = |act| sent(&shown, vec![(place, choice(&shown, place, true))], act);
            let (saved, next, again) = tokio::join!(
                send(&room, 0, sitting, words(Act::Save)),
                send(&room, 0, sitting, words(Act::Next)),
                send(&room, 0, sitting, words(Act::Next)),
            );
            assert!(matches!(saved, Ok(_) | Err(Refusal::Conflict(_))), "overtaken at most: {saved:?}");
            assert!(next.is_ok() && again.is_ok(), "{next:?} {again:?}");
            let after = look(&room, 0, sitting).await;
            assert_eq!((after.sitting.turn, after.sitting.place), (shown.sitting.turn + 1, place + 1));
        }
        let shown = look(&room, 0, sitting).await;
        let over = || sent(&shown, Vec::new(), Act::Submit);
        let (one, two) = tokio::join!(send(&room, 0, sitting, over()), send(&room, 0, sitting, over()));
        assert_eq!((one.expect("is taken"), two.expect("is taken")), (Taken::Ended, Taken::Ended));
    }
}

#[tokio::test]
async fn a_check_is_failed_planned_and_taken_again_with_items_never_seen() {
    for room in classrooms().await {
        bank::stock(&room, room.targets[0], 25).await;
        let given = check_of(&room).await;
        let mut seen = Vec::new();
        for attempt in 1..=2 {
            let sitting = begin(&room, 0, given).await;
            for place in 0..10 {
                let shown = look(&room, 0, sitting).await;
                let answers = vec![(place, choice(&shown, place, place < 5))];
                send(&room, 0, sitting, sent(&shown, answers, Act::Next)).await.expect("goes on");
            }
            let shown = look(&room, 0, sitting).await;
            assert!(shown.items.is_empty(), "everything is looked over before it is handed in");
            assert!(shown.places.iter().all(|place| place.state == ResponseState::Answered));
            send(&room, 0, sitting, sent(&shown, vec![], Act::Submit)).await.expect("is handed in");
            let result = sitting_result(room.app(), &room.as_actor(0), sitting).await.expect("a result");
            assert_eq!((result.sitting.attempt, result.sitting.passed), (attempt, Some(false)));
            assert!(result.asks_for_a_plan);
            seen.extend(result.items.iter().map(|item| item.item));
            if attempt == 1 {
                let before = look_before_start(room.app(), &room.as_actor(0), given).await.expect("looks");
                assert!(matches!(before.not_now, Some(assessment::plan::NotNow::NoPlan { .. })));
                plan_next_try(room.app(), &room.as_actor(0), sitting, "Draw it first.").await.expect("plans");
            } else {
                plan_next_try(room.app(), &room.as_actor(0), sitting, "Ask Noor.").await.expect("plans");
            }
        }
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 20, "no item came twice");
        // The third attempt has 5 new ones left, and says so before it begins.
        let before = look_before_start(room.app(), &room.as_actor(0), given).await.expect("looks");
        assert_eq!(before.repeats, 5);
    }
}

#[tokio::test]
async fn a_bank_without_enough_items_says_so_before_it_begins() {
    for room in classrooms().await {
        for stocked in [0, 1] {
            bank::stock(&room, room.targets[stocked], stocked).await;
            let given =
                give_exit_slip(room.app(), &room.educator, room.section, vec![room.targets[stocked]], vec![])
                    .await
                    .expect("is given");
            let before = look_before_start(room.app(), &room.as_actor(0), given).await.expect("a look");
            let too_small = NotNow::BankTooSmall { needed: 5, available: stocked };
            assert_eq!(
                before.not_now,
                Some(too_small.clone()),
                "the learner is told before they press a button"
            );
            let watched = watch_assignment(room.app(), &room.educator, given).await.expect("is watched");
            assert_eq!(watched.lacks, Some(too_small), "and the teacher");
            let refused = start_sitting(room.app(), &room.as_actor(0), given, Starting::default()).await;
            let Err(Refusal::Conflict(why)) = refused else { panic!("{stocked}: {refused:?}") };
            assert!(!why.contains("Id(") && why.contains("needs 5"), "{why}");
        }
    }
}

async fn final_of(room: &Classroom, change: impl Fn(&mut Plan)) -> AssignmentId {
    bank::stock(room, room.targets[0], 30).await;
    let mut plan = Plan::preset(PlanKind::Final);
    plan.items = Some(4);
    plan.blueprint =
        vec![assessment::plan::Part::exactly(4, assessment::plan::PartOf::Competency(room.targets[0]))];
    plan.proctor_code = true;
    change(&mut plan);
    let new = NewAssessment {
        title: "Final".to_owned(),
        section: Some(room.section),
        organization: None,
        plan,
        criteria: Criteria::default(),
    };
    let made = add_assessment(room.app(), &room.educator, new).await.expect("is made");
    let giving = Giving { proctor_code: Some("4711".to_owned()), ..Giving::default() };
    give_assessment(room.app(), &room.educator, made, room.section, giving).await.expect("is given")
}

#[tokio::test]
async fn a_final_is_unlocked_by_its_teacher_with_a_code_and_locks_again() {
    for room in classrooms().await {
        let given = final_of(&room, |_| {}).await;
        let with = |code: &str| Starting { code: Some(code.to_owned()), ..Starting::default() };
        let try_it = |code| start_sitting(room.app(), &room.educator, given, with(code));
        assert!(matches!(try_it("4711").await, Err(Refusal::NotFound(_))), "it is the learners'");
        let start = async |code: &str| start_sitting(room.app(), &room.as_actor(0), given, with(code)).await;
        assert!(matches!(start("4711").await, Err(Refusal::Conflict(_))), "it is locked");
        let stranger = let_begin(room.app(), &room.stranger, given, vec![room.learners[0]], "").await;
        assert!(matches!(stranger, Err(Refusal::NotFound(_))), "a final of another's class");
        let aide = let_begin(room.app(), &room.aide, given, vec![room.learners[0]], "").await;
        assert!(aide.is_err());
        let_begin(room.app(), &room.educator, given, vec![room.learners[0]], "").await.expect("unlocks");
        assert!(matches!(start("0000").await, Err(Refusal::Conflict(_))), "the wrong code");
        let sitting = start(" 4711 ").await.expect("begins");
        let shown = look(&room, 0, sitting).await;
        assert!(shown.sitting.deadline.is_some());
        send(&room, 0, sitting, sent(&shown, vec![], Act::Submit)).await.expect("hands in at once");
        plan_next_try(room.app(), &room.as_actor(0), sitting, "Sleep.").await.expect("plans");
        assert!(matches!(start("4711").await, Err(Refusal::Conflict(_))), "it is locked again");
        let own = sitting_result(room.app(), &room.as_actor(0), sitting).await.expect("a result");
        assert!(!own.told && own.items.is_empty(), "nothing is told before it is released");
        let teacher = sitting_result(room.app(), &room.educator, sitting).await.expect("a result");
        assert!(teacher.told && teacher.items.len() == 4);
        let guardian = sitting_result(room.app(), &room.guardian, sitting).await.expect("a result");
        assert!(!guardian.told);
        let away = sitting_result(room.app(), &room.without_custody, sitting).await;
        assert!(matches!(away, Err(Refusal::NotFound(_))));
    }
}

#[tokio::test]
async fn what_was_saved_is_handed_in_when_the_time_is_over() {
    for room in classrooms().await {
        let given = final_of(&room, |plan| {
            plan.unlock = false;
            plan.lock_again = false;
            plan.proctor_code = false;
            plan.grace_seconds = 0;
        })
        .await;
        let sitting = begin(&room, 0, given).await;
        let shown = look(&room, 0, sitting).await;
        let answers = vec![(0, choice(&shown, 0, true))];
        send(&room, 0, sitting, sent(&shown, answers, Act::Save)).await.expect("is saved");
        // The clock of the test runs an hour ahead.
        let district = room.educator.district;
        room.app()
            .db
            .write((), move |tx, ()| {
                Box::pin(async move {
                    let mut one = store::sitting::find(tx, district, sitting).await?.expect("there");
                    one.deadline =
                        usecases::chance::now().checked_sub(jiff::SignedDuration::from_secs(5)).ok();
                    store::sitting::update(tx, district, &one).await
                })
            })
            .await
            .expect("the deadline is moved");
        let late = look(&room, 0, sitting).await;
        let refused =
            send(&room, 0, sitting, sent(&late, vec![(0, choice(&late, 0, false))], Act::Next)).await;
        assert!(matches!(refused, Err(Refusal::Conflict(_))), "an answer after the time");
        usecases::tick::tick(room.app()).await.expect("the clock ticks");
        let result = sitting_result(room.app(), &room.educator, sitting).await.expect("a result");
        assert_eq!(result.sitting.state, SittingState::Scored);
        assert_eq!(result.sitting.ended_why.as_deref(), Some("time"));
        assert_eq!(result.sitting.points, Some(domain::Points::ONE), "what was saved counts");
        let record = show_learner(room.app(), &room.educator, room.learners[0]).await.expect("a record");
        assert_eq!(record.entries.len(), 1, "what time kept from being reached is no evidence");
    }
}

#[tokio::test]
async fn a_sitting_that_is_taken_back_counts_nowhere() {
    for room in classrooms().await {
        bank::stock(&room, room.targets[0], 12).await;
        let given = give_exit_slip(room.app(), &room.educator, room.section, vec![room.targets[0]], vec![])
            .await
            .expect("is given");
        let sitting = begin(&room, 0, given).await;
        hand_in(&room, 0, sitting, 1).await;
        let refused = annul_sitting(room.app(), &room.educator, sitting, " ").await;
        assert!(matches!(refused, Err(Refusal::Invalid { .. })), "a reason is asked for");
        let refused = annul_sitting(room.app(), &room.as_actor(0), sitting, "It was unfair").await;
        assert!(refused.is_err(), "not by the learner");
        annul_sitting(room.app(), &room.educator, sitting, "The fire alarm").await.expect("is taken back");
        let why = show_why(room.app(), &room.educator, room.learners[0], room.targets[0]).await.expect("why");
        let counted = why.record.map_or(0, |why| why.pieces.iter().filter(|piece| piece.counts).count());
        assert_eq!(counted, 0, "every entry is retracted");
        let again = begin(&room, 0, given).await;
        assert_ne!(again, sitting, "the attempt is given back");
    }
}

#[tokio::test]
async fn an_adaptive_diagnostic_asks_until_it_is_sure_and_only_helps() {
    for room in classrooms().await {
        bank::stock(&room, room.targets[0], 60).await;
        bank::stock(&room, room.targets[1], 60).await;
        let mut plan = Plan::preset(PlanKind::AdaptiveDiagnostic);
        (plan.adaptive.least, plan.adaptive.most) = (6, 12);
        plan.adaptive.exposure_limit = domain::Points::ONE;
        plan.rushing.act = assessment::plan::RushingAct::Notice;
        plan.blueprint = room.targets[..2]
            .iter()
            .map(|target| assessment::plan::Part {
                of: assessment::plan::PartOf::Competency(*target),
                at_least: 3,
                at_most: 12,
            })
            .collect();
        let criteria = Criteria::read("5, -1, 0.3, 0.6\n6, 0, 0.3, 0.6\n7, 1, 0.3, 0.6").expect("criteria");
        let new = NewAssessment {
            title: "Diagnostic".to_owned(),
            section: Some(room.section),
            organization: None,
            plan,
            criteria,
        };
        let made = add_assessment(room.app(), &room.educator, new).await.expect("is made");
        let given = give_assessment(room.app(), &room.educator, made, room.section, Giving::default())
            .await
            .expect("is given");
        let sitting = begin(&room, 0, given).await;
        let mut asked = 0;
        loop {
            let shown = look(&room, 0, sitting).await;
            let place = shown.sitting.place;
            let act = if asked == 2 { Act::NotTaught } else { Act::Next };
            let answers =
                if asked == 2 { vec![] } else { vec![(place, choice(&shown, place, asked % 2 == 0))] };
            asked += 1;
            if send(&room, 0, sitting, sent(&shown, answers, act)).await.expect("goes on") == Taken::Ended {
                break;
            }
            assert!(asked < 20, "it stops");
        }
        let result = sitting_result(room.app(), &room.educator, sitting).await.expect("a result");
        let placed = result.placed.expect("is placed");
        let overall = placed.overall.expect("a measure");
        assert!(overall.error > 0.0 && overall.error < 1.0, "{overall:?}");
        assert_eq!(placed.domains.len(), 2);
        assert_eq!(placed.domains.iter().map(|one| one.not_taught).sum::<usize>(), 1);
        assert!(!placed.grades.is_empty());
        assert!(asked >= 7, "{asked} were asked");
        let own = sitting_result(room.app(), &room.as_actor(0), sitting).await.expect("own");
        assert!(own.items.is_empty(), "no feedback in a diagnostic");
        let again = look_before_start(room.app(), &room.as_actor(0), given).await.expect("looks");
        assert!(
            matches!(again.not_now, Some(assessment::plan::NotNow::TooFewDays { .. })),
            "{:?}",
            again.not_now
        );
    }
}
