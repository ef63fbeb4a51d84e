//! How something is drawn, read back.

use domain::item::{Expression, Scalar};

use crate::authoring::{Drawn, VariableKind, qti};

/// How something is drawn, from the expression that draws it.
pub(super) fn source(expression: &Expression) -> Option<VariableKind> {
    let integer = |expression: &Expression| match expression {
        #[expect(clippy::cast_precision_loss, reason = "what authors write is below 2^53")]
        Expression::BaseValue(Scalar::Integer(number)) => Some(*number as f64),
        _ => None,
    };
    let range = |drawn: &Expression, by: f64| match drawn {
        Expression::RandomInteger { min, max, step } => Some(VariableKind::Range {
            least: integer(min)? / by,
            most: integer(max)? / by,
            step: integer(step)? / by,
        }),
        _ => None,
    };
    match expression {
        Expression::RandomInteger { .. } => range(expression, 1.0),
        Expression::Divide(drawn, by) if matches!(**drawn, Expression::RandomInteger { .. }) => {
            range(drawn, integer(by)?)
        }
        Expression::Random(of) => {
            let Expression::Multiple(all) = &**of else { return None };
            let drawn = |one: &Expression| match one {
                Expression::BaseValue(Scalar::String(word)) => Some(Drawn::Word(word.clone())),
                Expression::BaseValue(Scalar::Float(number)) => Some(Drawn::Number(*number)),
                other => integer(other).map(Drawn::Number),
            };
            Some(VariableKind::OneOf(all.iter().map(drawn).collect::<Option<_>>()?))
        }
        other => Some(VariableKind::Formula(qti::formula(other)?.to_string())),
    }
}
