//! A scope for tests: a few variables, and short ways to write values and expressions.

use std::collections::BTreeMap;

use domain::item::{
    BaseType, Cardinality, Expression, OutcomeDeclaration, ResponseDeclaration, Scalar, Value,
};
use measurement::random::Generator;

use super::{Machine, Problem, Scope, State, fit};

/// Variables by name; responses and outcomes may be declared.
#[derive(Debug, Default)]
pub(crate) struct Variables {
    pub values: BTreeMap<String, Value>,
    pub responses: Vec<ResponseDeclaration>,
    pub outcomes: Vec<OutcomeDeclaration>,
}

impl Scope for Variables {
    fn value(&self, identifier: &str, _weight: Option<&str>) -> Option<Value> {
        self.values.get(identifier).cloned()
    }

    fn initial(&self, identifier: &str) -> Option<Value> {
        Scope::response(self, identifier).map(|one| one.default.clone().unwrap_or_default())
    }

    fn correct(&self, identifier: &str) -> Option<Value> {
        Scope::response(self, identifier).map(|one| one.correct.clone().unwrap_or_default())
    }

    fn response(&self, identifier: &str) -> Option<&ResponseDeclaration> {
        self.responses.iter().find(|one| one.identifier == identifier)
    }
}

impl State for Variables {
    fn set(&mut self, identifier: &str, value: Value) -> Result<(), Problem> {
        let declared = State::outcome(self, identifier)
            .ok_or_else(|| Problem::UnknownVariable(identifier.to_owned()))?;
        let value = fit(identifier, declared.cardinality, declared.base_type, value)?;
        self.values.insert(identifier.to_owned(), value);
        Ok(())
    }

    fn outcome(&self, identifier: &str) -> Option<&OutcomeDeclaration> {
        self.outcomes.iter().find(|one| one.identifier == identifier)
    }
}

/// What an expression of constants comes to.
pub(crate) fn evaluate(expression: &Expression) -> Result<Value, Problem> {
    Machine::new(Generator::new(1)).value(&Variables::default(), expression)
}

pub(crate) fn constant(value: Value) -> Expression {
    match value {
        Value::Null => Expression::Null,
        Value::Single(scalar) => Expression::BaseValue(scalar),
        Value::Multiple(all) => Expression::Multiple(all.into_iter().map(Expression::BaseValue).collect()),
        Value::Ordered(all) => Expression::Ordered(all.into_iter().map(Expression::BaseValue).collect()),
        Value::Record(_) => panic!("a record is no constant"),
    }
}

pub(crate) fn boxed(value: Value) -> Box<Expression> {
    Box::new(constant(value))
}

pub(crate) fn int(number: i64) -> Value {
    Value::Single(Scalar::Integer(number))
}

pub(crate) fn num(number: f64) -> Value {
    Value::float(number)
}

pub(crate) fn text(text: &str) -> Value {
    Value::Single(Scalar::String(text.to_owned()))
}

pub(crate) fn name(name: &str) -> Value {
    Value::identifier(name)
}

pub(crate) fn truth(truth: bool) -> Value {
    Value::Single(Scalar::Boolean(truth))
}

/// A container in no order of names, one a word.
pub(crate) fn names(words: &str) -> Value {
    let all = words.split_whitespace().map(|word| Scalar::Identifier(word.to_owned())).collect();
    Value::container(Cardinality::Multiple, all)
}

/// As [`names`], in order.
pub(crate) fn order(words: &str) -> Value {
    match names(words) {
        Value::Multiple(all) => Value::Ordered(all),
        other => other,
    }
}

pub(crate) fn numbers(all: &[f64]) -> Value {
    Value::container(Cardinality::Multiple, all.iter().copied().map(Scalar::Float).collect())
}

pub(crate) fn response(
    identifier: &str,
    cardinality: Cardinality,
    base: BaseType,
    correct: Option<Value>,
) -> ResponseDeclaration {
    ResponseDeclaration {
        identifier: identifier.to_owned(),
        cardinality,
        base_type: Some(base),
        correct,
        mapping: None,
        area_mapping: None,
        default: None,
    }
}

pub(crate) fn outcome(identifier: &str, base: BaseType, default: Option<Value>) -> OutcomeDeclaration {
    OutcomeDeclaration {
        identifier: identifier.to_owned(),
        cardinality: Cardinality::Single,
        base_type: Some(base),
        default,
        normal_maximum: None,
        normal_minimum: None,
        mastery_value: None,
        interpretation: None,
        external_scored: false,
        lookup: None,
    }
}
