use proptest::prelude::*;

use super::*;
use crate::plan::PlanKind;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + seconds).expect("a moment")
}

fn plan() -> Plan {
    Plan { time_limit_minutes: Some(60), grace_seconds: 30, ..Plan::preset(PlanKind::Final) }
}

fn timed(factor: TimeFactor, pauses: &[Pause]) -> Timed<'_> {
    Timed { started_at: at(0), factor, pauses }
}

#[test]
fn sixty_minutes_are_ninety_for_whoever_has_half_as_much_again() {
    for (factor, minutes) in [
        (TimeFactor::Usual, Some(60)),
        (TimeFactor::OneAndAQuarter, Some(75)),
        (TimeFactor::OneAndAHalf, Some(90)),
        (TimeFactor::Double, Some(120)),
        (TimeFactor::Unlimited, None),
    ] {
        let expected = minutes.map(|minutes| at(minutes * 60));
        assert_eq!(due(&plan(), &timed(factor, &[]), at(5)), expected, "{factor:?}");
    }
    assert_eq!(
        due(&Plan { time_limit_minutes: None, ..plan() }, &timed(TimeFactor::Usual, &[]), at(5)),
        None
    );
}

#[test]
fn an_answer_is_in_time_within_the_grace_and_late_after_it() {
    let usual = timed(TimeFactor::Usual, &[]);
    assert_eq!(arrival(&plan(), &usual, at(3630)), Arrival::InTime);
    assert_eq!(arrival(&plan(), &usual, at(3631)), Arrival::Refused { late: 31 });
    for (rule, expected) in [
        (AnswersAfterTime::MarkedLate, Arrival::MarkedLate { late: 100 }),
        (AnswersAfterTime::Taken, Arrival::Taken { late: 100 }),
    ] {
        let plan = Plan { answers_after_time: rule, ..plan() };
        assert_eq!(arrival(&plan, &usual, at(3700)), expected);
        assert!(!is_over(&plan, &usual, at(9000)));
    }
    assert!(is_over(&plan(), &usual, at(3631)));
    assert_eq!(left_seconds(&plan(), &usual, at(3599)), Some(1));
    assert_eq!(left_seconds(&plan(), &usual, at(4000)), Some(0));
}

#[test]
fn who_has_extended_time_is_not_overdue_when_others_are() {
    let half_more = timed(TimeFactor::OneAndAHalf, &[]);
    assert_eq!(arrival(&plan(), &half_more, at(80 * 60)), Arrival::InTime);
    assert_eq!(arrival(&plan(), &half_more, at(91 * 60)), Arrival::Refused { late: 60 });
    assert_eq!(arrival(&plan(), &timed(TimeFactor::Unlimited, &[]), at(900_000)), Arrival::InTime);
    // The window closes 60 minutes after the start; extended time goes beyond it by what it is beyond the usual.
    let closing = Plan { closes_at: Some(at(3600)), ..plan() };
    assert_eq!(due(&closing, &half_more, at(5)), Some(at(90 * 60)));
    assert_eq!(due(&closing, &timed(TimeFactor::Unlimited, &[]), at(5)), None);
    let early = Plan { closes_at: Some(at(1800)), ..plan() };
    assert_eq!(due(&early, &timed(TimeFactor::Usual, &[]), at(5)), Some(at(1800)));
}

#[test]
fn a_pause_stops_the_clock_where_the_plan_says_so() {
    let pause = |from: i64, until: Option<i64>| Pause { from: at(from), until: until.map(at) };
    let pauses = [pause(600, Some(900)), pause(800, Some(1000)), pause(2000, None)];
    let stops = Plan { pauses: Pauses::ClockStops, ..plan() };
    // 600 to 1000 once, and the one that lasts.
    assert_eq!(due(&stops, &timed(TimeFactor::Usual, &pauses), at(2500)), Some(at(3600 + 400 + 500)));
    assert_eq!(left_seconds(&stops, &timed(TimeFactor::Usual, &pauses), at(2500)), Some(2000));
    assert_eq!(left_seconds(&stops, &timed(TimeFactor::Usual, &pauses), at(900_000)), Some(2000));
    assert_eq!(due(&plan(), &timed(TimeFactor::Usual, &pauses), at(2500)), Some(at(3600)));
}

proptest! {
    #[test]
    fn more_time_is_never_due_earlier_and_pauses_never_take_time(
        spans in prop::collection::vec((-500_i64..5000, prop::option::of(-500_i64..5000)), 0..5),
        now in 0_i64..9000,
    ) {
        let pauses: Vec<Pause> = spans.iter().map(|(from, until)| Pause { from: at(*from), until: until.map(at) }).collect();
        let plan = Plan { pauses: Pauses::ClockStops, ..plan() };
        let mut before = due(&plan, &timed(TimeFactor::Usual, &[]), at(now)).expect("a limit");
        for (factor, _) in TimeFactor::ALL.into_iter().take(4) {
            let found = due(&plan, &timed(factor, &pauses), at(now)).expect("a limit");
            prop_assert!(found >= before);
            before = found;
        }
        let most = 3600 * 2 + now;
        prop_assert!(before <= at(most.max(7200)));
    }
}
