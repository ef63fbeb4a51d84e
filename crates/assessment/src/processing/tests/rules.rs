use domain::item::{BaseType, Expression, LookupTable, Rule, Scalar, Value};
use measurement::random::Generator;

use crate::processing::testing::{Variables, constant, int, name, num, outcome, text, truth};
use crate::processing::{Flow, Machine, Problem};

fn set(identifier: &str, to: Value) -> Rule {
    Rule::SetValue { identifier: identifier.to_owned(), to: constant(to) }
}

fn state() -> Variables {
    Variables {
        outcomes: vec![
            outcome("SCORE", BaseType::Float, None),
            outcome("COUNT", BaseType::Integer, None),
            outcome("FEEDBACK", BaseType::Identifier, None),
        ],
        ..Variables::default()
    }
}

#[track_caller]
fn after(rules: &[Rule]) -> Variables {
    let mut state = state();
    Machine::new(Generator::new(1)).run(&mut state, rules).unwrap();
    state
}

#[test]
fn the_first_true_branch_is_done_and_nothing_is_not_true() {
    let branch = |condition, score| (constant(condition), vec![set("SCORE", int(score))]);
    for (first, second, expected) in
        [(truth(true), truth(true), 1.0), (truth(false), truth(true), 2.0), (Value::Null, truth(false), 3.0)]
    {
        let rules = [Rule::Condition {
            branches: vec![branch(first, 1), branch(second, 2)],
            otherwise: vec![set("SCORE", int(3))],
        }];
        assert_eq!(after(&rules).values["SCORE"], num(expected));
    }
}

#[test]
fn exit_ends_everything_around_it() {
    let rules = [
        Rule::Condition { branches: vec![(constant(truth(true)), vec![Rule::Exit])], otherwise: vec![] },
        set("SCORE", int(1)),
    ];
    assert!(!after(&rules).values.contains_key("SCORE"));
}

#[test]
fn a_value_fits_what_is_declared_or_is_refused_with_its_place() {
    let state_after = after(&[set("SCORE", int(2)), set("COUNT", num(3.0)), set("FEEDBACK", text("hint"))]);
    assert_eq!(state_after.values["SCORE"], num(2.0));
    assert_eq!(state_after.values["COUNT"], int(3));
    assert_eq!(state_after.values["FEEDBACK"], name("hint"));
    for (rule, part) in [
        (set("COUNT", num(3.5)), "\"COUNT\" is declared as single integer and cannot hold a single float"),
        (set("SCORE", truth(true)), "cannot hold a single boolean"),
        (set("SCOER", int(1)), "\"SCOER\" is not declared"),
        (Rule::SetCorrect { identifier: "R".to_owned(), to: Expression::Null }, "cannot stand here"),
        (Rule::Lookup { identifier: "SCORE".to_owned(), of: Expression::Null }, "declares no lookup table"),
    ] {
        let rules = [
            set("SCORE", int(0)),
            Rule::Condition { branches: vec![], otherwise: vec![set("SCORE", int(1)), rule] },
        ];
        let mut machine = Machine::new(Generator::new(1));
        let problem = machine.run(&mut state(), &rules).unwrap_err();
        assert!(problem.to_string().contains(part), "{problem}");
        assert_eq!(machine.path(), [2, 2]);
    }
}

#[test]
fn tables_give_the_line_that_a_number_reaches() {
    let grade = |word: &str| Scalar::Identifier(word.to_owned());
    let whole = LookupTable::Match { default: Some(grade("none")), entries: vec![(1, grade("one"))] };
    let lines = LookupTable::Interpolation {
        default: None,
        entries: vec![(8.0, false, grade("A")), (5.0, true, grade("B"))],
    };
    for (table, of, expected) in [
        (&whole, int(1), name("one")),
        (&whole, num(1.0), name("one")),
        (&whole, int(2), name("none")),
        (&whole, Value::Null, name("none")),
        (&lines, num(8.5), name("A")),
        (&lines, num(8.0), name("B")),
        (&lines, num(5.0), name("B")),
        (&lines, num(4.9), Value::Null),
    ] {
        let mut state = state();
        state.outcomes[2].lookup = Some(table.clone());
        let rules = [Rule::Lookup { identifier: "FEEDBACK".to_owned(), of: constant(of) }];
        assert_eq!(Machine::new(Generator::new(1)).run(&mut state, &rules), Ok(Flow::Done));
        assert_eq!(state.values["FEEDBACK"], expected);
    }
}

#[test]
fn work_and_depth_are_bounded() {
    let mut deep = Expression::Null;
    for _ in 0..500 {
        deep = Expression::And(vec![deep]);
    }
    let run = |rules: &[Rule]| Machine::new(Generator::new(1)).run(&mut state(), rules);
    let rules = [Rule::SetValue { identifier: "SCORE".to_owned(), to: deep }];
    assert!(matches!(run(&rules), Err(Problem::TooDeep(_))));
    let mut nested = vec![];
    for _ in 0..500 {
        nested = vec![Rule::Condition { branches: vec![], otherwise: nested }];
    }
    assert!(matches!(run(&nested), Err(Problem::TooDeep(_))));
    let wide = vec![constant(truth(true)); 200_000];
    let rules = [Rule::TemplateConstraint(Expression::And(wide))];
    assert!(matches!(run(&rules), Err(Problem::TooMuchWork(_))));
    // A container that doubles with each rule.
    let variable = || Expression::Variable { identifier: "ALL".to_owned(), weight: None };
    let double = Rule::SetValue {
        identifier: "ALL".to_owned(),
        to: Expression::Multiple(vec![variable(), variable()]),
    };
    let mut all = outcome("ALL", BaseType::Identifier, None);
    all.cardinality = domain::item::Cardinality::Multiple;
    let mut state = Variables { outcomes: vec![all], ..Variables::default() };
    state.values.insert("ALL".to_owned(), crate::processing::testing::names("A"));
    let doubled = Machine::new(Generator::new(1)).run(&mut state, &vec![double; 60]);
    assert!(matches!(doubled, Err(Problem::TooMuchWork(_))));
}
