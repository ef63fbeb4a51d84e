//! Resolution, checks, and the text of inputs.

use domain::{
    Points, Timestamp,
    policy::{Effect, Scope, ScopeKind, Setting, Value},
    scale::Scale,
    time::Date,
};
use proptest::prelude::*;

use super::{BUILT_IN, BadPolicy, Inputs, Origin, Policy, all_fields, check};
use crate::rules;

const SECTION: Scope = Scope { kind: ScopeKind::Section, id: [3; 16] };
const DAY: Date = Date::constant(2026, 9, 1);

fn set(scope: Scope, field: &str, effect: Effect, value: Value) -> Setting {
    Setting {
        scope,
        field: field.to_owned(),
        effect,
        value: Some(value),
        effective_from: Date::constant(2026, 1, 1),
        version: 1,
        recorded_at: Timestamp::UNIX_EPOCH,
    }
}

fn number(value: i32) -> Value {
    Value::Number(Points::whole(value))
}

fn choice(word: &str) -> Value {
    Value::Choice(word.to_owned())
}

fn origin_of(policy: &Policy, field: &str) -> Option<Origin> {
    policy.origins().iter().find(|given| given.field == field).map(|given| given.origin)
}

#[test]
fn without_settings_the_built_in_policy_judges() {
    let policy = Policy::resolve(&[], &[], DAY).expect("resolves");
    assert_eq!(policy.rule().slug, "decaying_average");
    assert_eq!(policy.parameter(&rules::decaying_average::WEIGHT), Points::whole(65));
    assert_eq!((policy.minimum_evidence(), policy.too_old_days()), (1, None));
    assert_eq!(policy, Policy::of_rule("decaying_average", &[]).map(as_built_in).expect("a policy"));
}

fn as_built_in(mut policy: Policy) -> Policy {
    for given in &mut policy.origins {
        given.origin.scope = Some(BUILT_IN);
    }
    policy
}

#[test]
fn every_field_says_which_scope_gave_it() {
    let settings = [
        set(SECTION, "mastery.rule", Effect::Set, choice("n_of_m")),
        set(SECTION, "mastery.n_of_m.needed", Effect::Set, number(2)),
        set(SECTION, "mastery.minimum_evidence", Effect::Set, number(1)),
        set(Scope::DISTRICT, "mastery.minimum_evidence", Effect::Floor, number(3)),
        set(Scope::DISTRICT, "attendance.late_minutes", Effect::Set, number(5)),
    ];
    let policy = Policy::resolve(&settings, &[SECTION, Scope::DISTRICT], DAY).expect("resolves");
    assert_eq!((policy.rule().slug, policy.minimum_evidence()), ("n_of_m", 3));
    let from = |scope| Some(Origin { scope: Some(scope), bounded_by: None });
    assert_eq!(origin_of(&policy, "mastery.n_of_m.needed"), from(SECTION));
    assert_eq!(origin_of(&policy, "mastery.n_of_m.window"), from(BUILT_IN));
    let bounded = Origin { scope: Some(SECTION), bounded_by: Some((Scope::DISTRICT, Effect::Floor)) };
    assert_eq!(origin_of(&policy, "mastery.minimum_evidence"), Some(bounded));
}

#[test]
fn a_number_set_for_one_rule_is_not_read_by_another() {
    let settings = [set(SECTION, "mastery.weighted_average.weight_percent", Effect::Set, number(10))];
    let policy = Policy::resolve(&settings, &[SECTION], DAY).expect("resolves");
    assert_eq!(policy.parameter(&rules::decaying_average::WEIGHT), Points::whole(65));
}

#[test]
fn what_a_field_does_not_take_is_refused_with_its_range() {
    for field in all_fields() {
        assert_eq!(check(&field.name, &field.default), Ok(()), "{}", field.name);
    }
    check_refused("mastery.decaying_average.weight_percent", &number(49), "50 to 99, not 49");
    check_refused("mastery.weighted_average.weight_percent", &number(100), "1 to 99, not 100");
    check_refused("mastery.minimum_evidence", &choice("many"), "takes a number");
    check_refused("mastery.minimum_evidence", &Value::Number(Points::from_millionths(1_500_000)), "whole");
    check_refused("mastery.rule", &choice("horoscope"), "one of decaying_average, weighted_average");
    check_refused("mastery.outcome_weight.oral", &number(-1), "0 to 1000");
    check_refused("mastery.outcome_weight.", &number(1), "no policy field");
    check_refused("mastery.horoscope.sign", &number(1), "no policy field");
}

#[track_caller]
fn check_refused(field: &str, value: &Value, part: &str) {
    let said = check(field, value).expect_err("is refused").to_string();
    assert!(said.contains(part), "{said}");
}

#[test]
fn a_parameter_can_be_named_without_its_unit() {
    let policy = Policy::of_rule("weighted_average", &[("weight", Points::whole(80))]).expect("a policy");
    assert_eq!(policy.parameter(&rules::weighted_average::WEIGHT), Points::whole(80));
    let unknown = BadPolicy::UnknownParameter { rule: "highest", parameter: "weight".to_owned() };
    assert_eq!(Policy::of_rule("highest", &[("weight", Points::ONE)]), Err(unknown));
}

#[test]
fn hostile_inputs_are_refused_and_named() {
    let good = Inputs::new(Policy::of_rule("highest", &[]).expect("a policy"), Scale::four_levels());
    for (from, to) in [
        ("onramp-inputs-1", "onramp-inputs-9"),
        ("field\tmastery.rule\tchoice\thighest", "field\tmastery.rule\tchoice\thoroscope"),
        ("mastery.minimum_evidence\tnumber\t1", "mastery.minimum_evidence\tnumber\tNaN"),
        ("built_in:00", "built_in:+0"),
        ("scale\t3\t4", "scale\t5\t4"),
        ("scale\t3\t4\n", ""),
        ("Advanced", "Adv%ZZ"),
        ("Advanced", "Adv%"),
        ("level\t4\t4", "level\t4\t1"),
    ] {
        assert!(good.text().contains(from), "{from}");
        assert!(Inputs::read(&good.text().replacen(from, to, 1)).is_err(), "{to}");
    }
    assert!(Inputs::read("").is_err());
}

fn any_policy() -> impl Strategy<Value = Policy> {
    let scopes = [SECTION, Scope::DISTRICT, Scope { kind: ScopeKind::Learner, id: [255; 16] }];
    let effects = [Effect::Set, Effect::Floor, Effect::Ceiling, Effect::Lock];
    let rules: Vec<_> = rules::ALL.iter().map(|rule| rule.slug).collect();
    let setting = (0..3_usize, 0..4_usize, prop::sample::select(rules), 1..=100_i32, "[^\0]{1,8}");
    prop::collection::vec(setting, 0..8).prop_map(move |drawn| {
        let settings: Vec<_> = drawn
            .into_iter()
            .flat_map(|(scope, effect, rule, value, outcome)| {
                let (scope, effect) = (scopes[scope], effects[effect]);
                [
                    set(scope, "mastery.rule", Effect::Set, choice(rule)),
                    set(scope, "mastery.minimum_evidence", effect, number(value)),
                    set(scope, "mastery.too_old_days", effect, number(value)),
                    set(scope, &format!("mastery.outcome_weight.{outcome}"), effect, number(value)),
                ]
            })
            .collect();
        Policy::resolve(&settings, &scopes, DAY).expect("resolves")
    })
}

proptest! {
    #[test]
    fn inputs_read_back_from_their_text(policy in any_policy(), name in ".{1,20}", code in ".{1,5}") {
        let mut levels = Scale::four_levels().levels().to_vec();
        levels[3].name = name;
        levels[3].code = format!("x{code}");
        let scale = Scale::new(levels, Points::whole(3), Points::whole(4)).expect("a scale");
        let inputs = Inputs::new(policy, scale);
        prop_assert_eq!(Inputs::read(inputs.text()), Ok(inputs));
    }
}

#[test]
fn a_cut_is_a_percentage_of_the_most_points_and_leaves_no_line_where_nobody_sets_it() {
    let scale = Scale::four_levels();
    let plain = Policy::resolve(&[], &[], DAY).expect("resolves");
    assert_eq!(plain.cut(&scale), Points::whole(3));
    assert!(origin_of(&plain, "mastery.cut_percent").is_none());
    for (percent, points) in [("87.5", "3.5"), ("100", "4"), ("0", "3"), ("0.001", "0.00004")] {
        let given = Value::Number(percent.parse().expect("a number"));
        let settings = [set(SECTION, "mastery.cut_percent", Effect::Set, given)];
        let policy = Policy::resolve(&settings, &[SECTION], DAY).expect("resolves");
        assert_eq!(policy.cut(&scale), points.parse().expect("points"), "{percent}");
        let inputs = Inputs::new(policy, scale.clone());
        let read = Inputs::read(inputs.text()).expect("reads");
        assert_eq!((read.cut(), read.digest()), (inputs.cut(), inputs.digest()));
        assert!(inputs.text().contains("mastery.cut_percent"));
        assert_eq!(origin_of(inputs.policy(), "mastery.cut_percent").expect("named").scope, Some(SECTION));
    }
}
