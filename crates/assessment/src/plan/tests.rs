use domain::{CompetencyId, ItemId, Points, Timestamp, time::Dates};
use proptest::prelude::*;

use super::*;

fn number(millionths: i64) -> Points {
    Points::from_millionths(millionths)
}

#[test]
fn every_preset_is_a_plan_once_its_items_are_chosen() {
    for (kind, word) in PlanKind::ALL {
        assert_eq!(Plan::preset(*kind).check(), Ok(()), "{word}");
    }
}

#[test]
fn presets_are_what_the_field_takes_them_for() {
    let slip = Plan::preset(PlanKind::ExitSlip);
    assert_eq!((slip.items, slip.pass_mark), (Some(5), PassMark::Of { points: 4, of: 5 }));
    let check = Plan::preset(PlanKind::Check);
    assert_eq!((check.items, check.pass_mark), (Some(10), PassMark::Of { points: 8, of: 10 }));
    let diagnostic = Plan::preset(PlanKind::AdaptiveDiagnostic);
    assert_eq!(
        (diagnostic.per_year, diagnostic.days_apart, diagnostic.may_be_split),
        (Some(3), 7 * 12, true)
    );
    let last = Plan::preset(PlanKind::Final);
    assert!(last.unlock && last.proctor_code && last.lock_again && last.note_device);
    assert_eq!(last.start_within_minutes, 30);
}

#[test]
fn four_of_five_passes_and_three_does_not() {
    let slip = Plan::preset(PlanKind::ExitSlip);
    for (points, possible, expected) in [
        (4_000_000, 5_000_000, Some(true)),
        (3_999_999, 5_000_000, Some(false)),
        (5_000_000, 5_000_000, Some(true)),
        // One of five was left out after it was found wrong: 3.2 of 4 are the same share.
        (3_200_000, 4_000_000, Some(true)),
        (3_000_000, 4_000_000, Some(false)),
        (0, 0, None),
    ] {
        assert_eq!(passes(&slip, number(points), number(possible)), expected, "{points} of {possible}");
    }
    let points = Plan { pass_mark: PassMark::Points(Points::whole(12)), ..slip.clone() };
    assert_eq!(passes(&points, Points::whole(12), Points::whole(20)), Some(true));
    assert_eq!(passes(&points, Points::whole(11), Points::whole(11)), Some(false));
    // A third of 3 is 1: nothing is rounded on the way.
    let share = Plan { pass_mark: PassMark::Share(number(333_333)), ..slip.clone() };
    assert_eq!(passes(&share, Points::whole(1), Points::whole(3)), Some(true));
    assert_eq!(passes(&Plan { pass_mark: PassMark::None, ..slip }, Points::ONE, Points::ONE), None);
}

#[test]
fn a_pre_test_exempts_by_competency_from_enough_items() {
    let plan = Plan::preset(PlanKind::PreTest);
    assert!(exempts(&plan, Points::whole(4), Points::whole(5), 5));
    assert!(!exempts(&plan, Points::whole(3), Points::whole(4), 4));
    assert!(!exempts(&plan, Points::whole(2), Points::whole(2), 2), "two items are too few");
    assert!(!exempts(&Plan::preset(PlanKind::Check), Points::whole(9), Points::whole(9), 9));
}

#[test]
fn what_cannot_be_names_its_field() {
    let fine = Plan::preset(PlanKind::Check);
    let part = |at_least, at_most, tag: &str| Part { of: PartOf::Tag(tag.to_owned()), at_least, at_most };
    let cases: Vec<(Plan, &[&str])> = vec![
        (Plan { items: Some(0), ..fine.clone() }, &["items"]),
        (Plan { items: None, attempts: Some(0), ..fine.clone() }, &["items", "attempts"]),
        (Plan { pass_mark: PassMark::Of { points: 6, of: 5 }, ..fine.clone() }, &["pass_mark"]),
        (Plan { select_by: SelectBy::Fixed, items: None, ..fine.clone() }, &["fixed_items"]),
        (Plan { select_by: SelectBy::Test, items: None, ..fine.clone() }, &["test"]),
        (Plan { blueprint: vec![part(2, 3, "a"), part(1, 1, "b")], ..fine.clone() }, &["blueprint"]),
        (Plan { blueprint: vec![part(11, 11, "a")], ..fine.clone() }, &["blueprint"]),
        (Plan { blueprint: vec![part(5, 5, "a; b"), part(5, 5, "c")], ..fine.clone() }, &["blueprint"]),
        (Plan { feedback: Feedback::AfterEachAnswer, ..fine.clone() }, &["may_go_back"]),
        (Plan { lock_again: true, ..fine.clone() }, &["lock_again"]),
        (
            Plan {
                evidence_when: EvidenceWhen::EachAnswer,
                evidence_counts: EvidenceCounts::OnlyHelps,
                may_go_back: false,
                ..fine.clone()
            },
            &["evidence_when"],
        ),
        (Plan { select_by: SelectBy::Adaptive, ..fine.clone() }, &["items", "may_go_back"]),
        (
            Plan {
                opens_at: Some(Timestamp::UNIX_EPOCH),
                closes_at: Some(Timestamp::UNIX_EPOCH),
                ..fine.clone()
            },
            &["closes_at"],
        ),
    ];
    for (plan, expected) in cases {
        let problems = plan.check().expect_err("has problems");
        let fields: Vec<&str> = problems.iter().map(|problem| problem.field).collect();
        assert_eq!(fields, expected, "{problems:?}");
    }
}

#[test]
fn a_field_that_is_none_is_refused_with_what_to_write() {
    for (pairs, expected) in [
        (
            vec![("itmes", "5")],
            "a plan has no field \"itmes\": leave it out, or read it with the program that wrote it",
        ),
        (vec![("items", "5"), ("items", "6")], "the field items is given twice: leave one out"),
        (vec![("items", "-1")], "items cannot be \"-1\": write a whole number such as 10, or nothing"),
        (vec![("unlock", "1")], "unlock cannot be \"1\": write yes or no"),
        (vec![("layout", "page")], "layout cannot be \"page\": write one of one_at_a_time, all_on_a_page"),
        (
            vec![("pass_mark", "most")],
            "pass_mark cannot be \"most\": write \"4 of 5\", \"12 points\", a share such as 0.8, or nothing",
        ),
    ] {
        let problems = Plan::from_fields(pairs).expect_err("is refused");
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(said, [expected]);
    }
}

#[test]
fn a_form_may_send_only_what_it_shows() {
    let plan = Plan::from_fields([("kind", "exit_slip"), ("items", " 6 ")]).expect("a plan");
    assert_eq!(plan, Plan { items: Some(6), ..Plan::preset(PlanKind::ExitSlip) });
}

#[test]
fn blueprints_are_written_so_that_people_can_read_them() {
    let competency = CompetencyId::from_bytes([7; 16]);
    let blueprint = vec![
        Part::exactly(3, PartOf::Competency(competency)),
        Part { of: PartOf::Tag("word problems".to_owned()), at_least: 2, at_most: 4 },
    ];
    let plan = Plan { blueprint, ..Plan::preset(PlanKind::Custom) };
    let fields = plan.fields();
    let text = &fields.iter().find(|(name, _)| *name == "blueprint").expect("is there").1;
    assert_eq!(*text, format!("3 of competency {competency}; 2-4 of tag word problems"));
}

fn plans() -> impl Strategy<Value = Plan> {
    let mark = prop_oneof![
        Just(PassMark::None),
        (1_i64..=50_000_000).prop_map(|p| PassMark::Points(number(p))),
        (1_u32..=9, 9_u32..=20).prop_map(|(points, of)| PassMark::Of { points, of }),
        (1_i64..=1_000_000).prop_map(|p| PassMark::Share(number(p))),
    ];
    let of = prop_oneof![
        any::<[u8; 16]>().prop_map(|bytes| PartOf::Competency(CompetencyId::from_bytes(bytes))),
        "[a-zé][a-zé ,.:of-]{0,20}[a-z0-9]".prop_map(PartOf::Tag),
    ];
    let part = (of, 0_u32..5, 5_u32..9).prop_map(|(of, at_least, at_most)| Part { of, at_least, at_most });
    let lists = (
        prop::collection::vec(any::<[u8; 16]>().prop_map(ItemId::from_bytes), 0..4),
        prop::collection::vec(part, 0..4),
        prop::option::of("[a-z=;][a-z;= ]{0,9}[a-z;]"),
        prop::sample::subsequence(Tool::ALL.to_vec(), 0..=Tool::ALL.len()),
    );
    let moments = prop::option::of((-1_000_000_000_i64..4_000_000_000, 0_i32..1_000_000_000));
    let words = (0..PlanKind::ALL.len(), 0..SelectBy::ALL.len(), 0..Feedback::ALL.len());
    let numbers =
        (prop::option::of(0_u32..600), prop::option::of(0_u32..9), any::<u32>(), any::<[bool; 8]>());
    (words, mark, lists, moments, numbers).prop_map(|(words, pass_mark, lists, moment, numbers)| Plan {
        select_by: SelectBy::ALL[words.1].0,
        feedback: Feedback::ALL[words.2].0,
        pass_mark,
        fixed_items: lists.0,
        blueprint: lists.1,
        test: lists.2,
        tools: lists.3.into_iter().map(|(tool, _)| tool).collect(),
        opens_at: moment.and_then(|(second, nano)| Timestamp::new(second, nano).ok()),
        items: numbers.0,
        attempts: numbers.1,
        wait_minutes: numbers.2,
        unlock: numbers.3[0],
        may_skip: numbers.3[1],
        not_taught: numbers.3[2],
        exempt_at: numbers.3[3].then_some(number(i64::from(numbers.2) % 1_000_000)),
        time_limit_minutes: numbers.0,
        ..Plan::preset(PlanKind::ALL[words.0].0)
    })
}

proptest! {
    #[test]
    fn fields_and_plans_are_inverse(plan in plans()) {
        let fields = plan.fields();
        let pairs = fields.iter().map(|(name, text)| (*name, text.as_str()));
        prop_assert_eq!(Plan::from_fields(pairs), Ok(plan));
    }

    #[test]
    fn no_text_panics(name in ".{0,20}", text in ".{0,60}", which in 0_usize..60) {
        let fields = Plan::preset(PlanKind::Custom).fields();
        let known = fields.get(which).map_or(name.as_str(), |(known, _)| known);
        if let Ok(plan) = Plan::from_fields([(known, text.as_str())]) {
            let _ = plan.check();
        }
    }

    #[test]
    fn more_points_never_fail_what_fewer_pass(plan in plans(), few in 0_i64..30, more in 0_i64..30) {
        let (few, more) = (few.min(more), few.max(more));
        let of = |points: i64| passes(&plan, number(points * 1_000_000), Points::whole(30));
        prop_assert!(of(few) <= of(more));
    }
}

/// 2026-09-07, a Monday, 08:00 UTC, and minutes from there.
fn at(minutes: i64) -> Timestamp {
    Timestamp::from_second(1_788_768_000 + minutes * 60).expect("a moment")
}

fn day(month: i8, day: i8) -> domain::Date {
    domain::Date::new(2026, month, day).expect("a day")
}

fn ended(start: i64, end: i64, passed: bool) -> PastSitting {
    PastSitting {
        started_at: at(start),
        day: day(9, 7),
        ended_at: Some(at(end)),
        passed: Some(passed),
        counts: true,
    }
}

fn situation(past: &[PastSitting]) -> Situation<'_> {
    Situation {
        past,
        year: Dates::new(Some(day(8, 1)), Some(domain::Date::constant(2027, 7, 31))).expect("in order"),
        today: day(9, 7),
        plan_made_at: None,
        unlocked_at: None,
        code_given: false,
        bank: None,
    }
}

#[track_caller]
#[expect(clippy::needless_pass_by_value, reason = "reads better where it is called")]
fn starts(plan: &Plan, situation: Situation<'_>, minutes: i64, expected: Result<(), NotNow>) {
    assert_eq!(may_start(plan, &situation, at(minutes)), expected);
}

#[test]
fn a_check_may_be_taken_again_after_its_wait_and_a_plan() {
    let plan = Plan { wait_minutes: 60, ..Plan::preset(PlanKind::Check) };
    starts(&plan, situation(&[]), 0, Ok(()));
    let failed = [ended(0, 20, false)];
    starts(&plan, situation(&failed), 79, Err(NotNow::Waiting { wait_minutes: 60, until: at(80) }));
    starts(&plan, situation(&failed), 80, Err(NotNow::NoPlan { since: at(20) }));
    starts(
        &plan,
        Situation { plan_made_at: Some(at(19)), ..situation(&failed) },
        80,
        Err(NotNow::NoPlan { since: at(20) }),
    );
    starts(&plan, Situation { plan_made_at: Some(at(30)), ..situation(&failed) }, 80, Ok(()));
    starts(&plan, situation(&[ended(0, 20, true)]), 500, Err(NotNow::Passed));
    let running = [PastSitting { ended_at: None, passed: None, ..ended(0, 0, false) }];
    starts(&plan, situation(&running), 500, Err(NotNow::Running { started_at: at(0) }));
}

#[test]
fn only_what_is_split_goes_on_another_day() {
    let running = PastSitting { ended_at: None, passed: None, ..ended(0, 0, false) };
    let check = Plan::preset(PlanKind::Check);
    assert_eq!(may_go_on(&check, &running, day(9, 7)), Ok(()));
    assert_eq!(may_go_on(&check, &running, day(9, 8)), Err(NotNow::OnOneDay { begun: day(9, 7) }));
    assert_eq!(may_go_on(&Plan::preset(PlanKind::AdaptiveDiagnostic), &running, day(9, 8)), Ok(()));
}

#[test]
fn an_annulled_sitting_uses_up_nothing() {
    let slip = Plan::preset(PlanKind::ExitSlip);
    let failed = ended(0, 5, false);
    starts(
        &slip,
        situation(std::slice::from_ref(&failed)),
        9,
        Err(NotNow::NoAttemptLeft { allowed: 1, used: 1 }),
    );
    starts(&slip, situation(&[PastSitting { counts: false, ..failed }]), 9, Ok(()));
}

#[test]
fn a_diagnostic_is_taken_three_times_a_year_and_twelve_weeks_apart() {
    let plan = Plan::preset(PlanKind::AdaptiveDiagnostic);
    let on = |month, number| PastSitting { day: day(month, number), passed: None, ..ended(0, 40, false) };
    let past = [on(9, 7)];
    // 7 September + 84 days = 30 November.
    let too_soon = NotNow::TooFewDays { days_apart: 84, from: day(11, 30) };
    starts(&plan, Situation { today: day(11, 29), ..situation(&past) }, 99, Err(too_soon));
    starts(&plan, Situation { today: day(11, 30), ..situation(&past) }, 99, Ok(()));
    let three = [on(8, 3), on(8, 4), on(8, 5)];
    let used = Err(NotNow::NoneLeftThisYear { allowed: 3, used: 3 });
    starts(&plan, Situation { today: day(12, 30), ..situation(&three) }, 99, used);
    // Last school year's do not count towards this one's three.
    let before = [on(5, 3), on(5, 4), on(8, 5)];
    starts(&plan, Situation { today: day(12, 30), ..situation(&before) }, 99, Ok(()));
}

#[test]
fn a_final_is_unlocked_for_thirty_minutes_and_one_sitting() {
    let plan = Plan { plan_between_attempts: false, ..Plan::preset(PlanKind::Final) };
    starts(&plan, situation(&[]), 0, Err(NotNow::Locked));
    let unlocked = Situation { unlocked_at: Some(at(0)), ..situation(&[]) };
    starts(&plan, unlocked, 1, Err(NotNow::NoCode));
    let coded = Situation { code_given: true, ..unlocked };
    starts(&plan, coded, 30, Ok(()));
    starts(&plan, coded, 31, Err(NotNow::UnlockOver { unlocked_at: at(0), until: at(30) }));
    let past = [ended(5, 20, false)];
    starts(&plan, Situation { past: &past, ..coded }, 25, Err(NotNow::LockedAgain { unlocked_at: at(0) }));
    starts(&plan, Situation { past: &past, unlocked_at: Some(at(22)), ..coded }, 25, Ok(()));
}

#[test]
fn a_window_opens_at_its_first_moment_and_is_closed_at_its_last() {
    let plan = Plan { opens_at: Some(at(0)), closes_at: Some(at(60)), ..Plan::preset(PlanKind::PreTest) };
    starts(&plan, situation(&[]), -1, Err(NotNow::NotOpen { opens_at: at(0) }));
    starts(&plan, situation(&[]), 0, Ok(()));
    starts(&plan, situation(&[]), 59, Ok(()));
    starts(&plan, situation(&[]), 60, Err(NotNow::Closed { closes_at: at(60) }));
}

#[test]
fn a_bank_too_small_is_said_before_the_start() {
    let never = Plan { fresh_form: FreshForm::NeverRepeat, ..Plan::preset(PlanKind::Check) };
    let with =
        |needed, fresh, any| Situation { bank: Some(BankRoom { needed, fresh, any }), ..situation(&[]) };
    starts(&never, with(10, 7, 30), 0, Err(NotNow::BankTooSmall { needed: 10, available: 7 }));
    starts(&never, with(10, 10, 30), 0, Ok(()));
    let avoid = Plan { fresh_form: FreshForm::AvoidRepeats, ..never };
    starts(&avoid, with(10, 7, 30), 0, Ok(()));
    starts(&avoid, with(10, 0, 0), 0, Err(NotNow::BankTooSmall { needed: 10, available: 0 }));
}
