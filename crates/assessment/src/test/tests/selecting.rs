use std::collections::BTreeSet;

use domain::test_plan::{Selection, SessionControl, TestChild, TimeLimits};
use proptest::prelude::*;

use super::{choice, items, order, part, plan, section};
use crate::test::{Control, Sequence};

fn drawn(plan: &domain::test_plan::TestPlan, seed: u64) -> String {
    order(&Sequence::new(plan, seed, &|_| None).unwrap())
}

#[test]
fn everything_is_taken_in_its_order_unless_the_plan_says_otherwise() {
    let inner = items("inner", "C D");
    let mut outer = items("outer", "A B");
    outer.children.push(TestChild::Section(inner));
    let plan =
        plan(vec![part("one", vec![outer, items("next", "E")]), part("two", vec![items("last", "F")])]);
    assert_eq!(drawn(&plan, 1), "A B C D E F");
}

#[test]
fn required_items_are_always_selected() {
    let mut pool = items("pool", "A B C D E");
    super::child(&mut pool, "D").required = true;
    pool.select = Some(Selection { count: 3, with_replacement: false });
    let plan = plan(vec![part("one", vec![pool])]);
    let mut seen = BTreeSet::new();
    for seed in 0..200 {
        let drawn = drawn(&plan, seed);
        assert!(drawn.contains('D') && drawn.len() == 5, "{drawn}");
        let mut sorted: Vec<&str> = drawn.split(' ').collect();
        sorted.sort_unstable();
        assert_eq!(sorted.join(" "), drawn, "selection keeps the order");
        seen.insert(drawn);
    }
    assert_eq!(seen.len(), 6, "two of four beside the required one");
}

#[test]
fn with_replacement_an_item_may_come_several_times() {
    let mut pool = items("pool", "A B");
    super::child(&mut pool, "B").required = true;
    pool.select = Some(Selection { count: 5, with_replacement: true });
    let plan = plan(vec![part("one", vec![pool])]);
    for seed in 0..50 {
        let sequence = Sequence::new(&plan, seed, &|_| None).unwrap();
        assert_eq!(sequence.steps.len(), 5);
        assert!(order(&sequence).contains('B'));
        let twice: Vec<_> = sequence.steps.iter().filter(|step| step.reference.identifier == "B").collect();
        for (number, step) in twice.iter().enumerate() {
            assert_eq!(step.occurrence as usize, number + 1);
        }
        let seeds: BTreeSet<u64> = sequence.steps.iter().map(|step| step.seed).collect();
        assert_eq!(seeds.len(), 5, "each is drawn by itself");
    }
}

#[test]
fn a_section_stays_together_unless_nobody_sees_it() {
    for (visible, keep_together, mixed) in
        [(true, false, false), (false, true, false), (true, true, false), (false, false, true)]
    {
        let mut inner = items("inner", "X Y");
        (inner.visible, inner.keep_together) = (visible, keep_together);
        let mut outer = items("outer", "A B C");
        outer.shuffle = true;
        outer.children.push(TestChild::Section(inner));
        let plan = plan(vec![part("one", vec![outer])]);
        let apart = (0..100).filter(|seed| !drawn(&plan, *seed).contains("X Y")).count();
        assert_eq!(apart > 0, mixed, "{visible} {keep_together}");
    }
}

#[test]
fn what_is_said_further_in_holds() {
    let mut inner = items("inner", "A B");
    super::child(&mut inner, "B").control.max_attempts = Some(0);
    inner.control = SessionControl { show_feedback: Some(true), ..SessionControl::default() };
    inner.time = TimeLimits { least: None, most: Some(60.0), allow_late: false };
    let mut one = part("one", vec![section("outer", vec![TestChild::Section(inner)])]);
    one.control =
        SessionControl { max_attempts: Some(3), allow_skipping: Some(false), ..SessionControl::default() };
    let mut plan = plan(vec![one]);
    plan.time.most = Some(600.0);
    let sequence = Sequence::new(&plan, 1, &|_| None).unwrap();
    let expected =
        Control { max_attempts: 3, show_feedback: true, allow_skipping: false, ..Control::default() };
    assert_eq!(sequence.steps[0].control, expected);
    assert_eq!(sequence.steps[1].control, Control { max_attempts: 0, ..expected });
    let limits: Vec<_> =
        sequence.limits(&sequence.steps[0]).into_iter().map(|(of, time)| (of, time.most)).collect();
    assert_eq!(limits, [("test", Some(600.0)), ("inner", Some(60.0))]);
}

#[test]
fn hostile_plans_are_refused() {
    let mut deep = items("deep", "A");
    for _ in 0..30 {
        deep = section("deep", vec![TestChild::Section(deep)]);
    }
    let mut wide = items("wide", "A");
    wide.select = Some(Selection { count: u32::MAX, with_replacement: true });
    // Three levels that each take their children a thousand times.
    let mut grown = items("grown", "A");
    for _ in 0..3 {
        grown.select = Some(Selection { count: 1_000, with_replacement: true });
        grown = section("grown", vec![TestChild::Section(grown)]);
    }
    grown.select = Some(Selection { count: 1_000, with_replacement: true });
    for section in [deep, wide, grown] {
        let plan = plan(vec![part("one", vec![section])]);
        let refused = Sequence::new(&plan, 1, &|_| None).unwrap_err();
        assert!(refused.to_string().contains("at most 5000 items"), "{refused}");
    }
    // What asks for more than there is takes what there is.
    let mut few = items("few", "A B");
    few.select = Some(Selection { count: 9, with_replacement: false });
    assert_eq!(drawn(&plan(vec![part("one", vec![few])]), 1), "A B");
    let mut none = section("none", vec![]);
    none.select = Some(Selection { count: 2, with_replacement: true });
    assert_eq!(drawn(&plan(vec![part("one", vec![none])]), 1), "");
}

proptest! {
    #[test]
    fn a_shuffled_section_has_everything_once_and_keeps_fixed_places(
        seed in any::<u64>(), fixed in proptest::collection::vec(any::<bool>(), 1..9),
    ) {
        let names: Vec<String> = (0..fixed.len()).map(|number| format!("I{number}")).collect();
        let mut shuffled = items("all", &names.join(" "));
        shuffled.shuffle = true;
        for (name, fixed) in names.iter().zip(&fixed) {
            super::child(&mut shuffled, name).fixed = *fixed;
        }
        let plan = plan(vec![part("one", vec![shuffled])]);
        let item = choice();
        let sequence = Sequence::new(&plan, seed, &|_| Some(&item)).unwrap();
        let drawn = order(&sequence);
        prop_assert_eq!(&drawn, &order(&Sequence::new(&plan, seed, &|_| None).unwrap()));
        let drawn: Vec<&str> = drawn.split(' ').collect();
        let once: BTreeSet<&str> = drawn.iter().copied().collect();
        prop_assert_eq!((drawn.len(), once.len()), (fixed.len(), fixed.len()));
        for (place, fixed) in fixed.iter().enumerate() {
            prop_assert!(!fixed || drawn[place] == names[place]);
        }
    }
}
