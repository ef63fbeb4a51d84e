//! Which variables rules and expressions name.

use domain::item::{Bounds, Expression, Rule, Tolerance};

/// One name, by what it has to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Use {
    /// Any variable.
    Variable(String),
    /// A response.
    Response(String),
    /// What processing sets.
    Set(String),
}

/// Every name in rules.
pub(super) fn in_rules(rules: &[Rule], into: &mut Vec<Use>) {
    for rule in rules {
        match rule {
            Rule::Condition { branches, otherwise } => {
                for (condition, rules) in branches {
                    in_expression(condition, into);
                    in_rules(rules, into);
                }
                in_rules(otherwise, into);
            }
            Rule::SetValue { identifier, to } | Rule::Lookup { identifier, of: to } => {
                into.push(Use::Set(identifier.clone()));
                in_expression(to, into);
            }
            Rule::SetCorrect { identifier, to } => {
                into.push(Use::Response(identifier.clone()));
                in_expression(to, into);
            }
            Rule::SetDefault { identifier, to } => {
                into.push(Use::Variable(identifier.clone()));
                in_expression(to, into);
            }
            Rule::TemplateConstraint(constraint) => in_expression(constraint, into),
            Rule::Exit => {}
        }
    }
}

/// Every name in an expression.
pub(super) fn in_expression(expression: &Expression, into: &mut Vec<Use>) {
    match expression {
        Expression::Variable { identifier, .. } | Expression::Default(identifier) => {
            into.push(Use::Variable(identifier.clone()));
        }
        Expression::Correct(identifier)
        | Expression::MapResponse(identifier)
        | Expression::MapResponsePoint(identifier) => into.push(Use::Response(identifier.clone())),
        _ => {}
    }
    for part in parts(expression) {
        in_expression(part, into);
    }
}

/// The expressions in an expression.
pub(super) fn parts(expression: &Expression) -> Vec<&Expression> {
    match expression {
        Expression::BaseValue(_)
        | Expression::Variable { .. }
        | Expression::Default(_)
        | Expression::Correct(_)
        | Expression::MapResponse(_)
        | Expression::MapResponsePoint(_)
        | Expression::Null
        | Expression::Constant(_)
        | Expression::TestVariables { .. }
        | Expression::OutcomeBound { .. }
        | Expression::Count(..) => Vec::new(),
        Expression::RandomInteger { min, max, step } => vec![min, max, step],
        Expression::RandomFloat { min, max } => vec![min, max],
        Expression::Random(one)
        | Expression::Unary(_, one)
        | Expression::Field(_, one)
        | Expression::PatternMatch(_, one)
        | Expression::Inside(_, one)
        | Expression::Statistic(_, one) => vec![one],
        Expression::Multiple(all)
        | Expression::Ordered(all)
        | Expression::And(all)
        | Expression::Or(all)
        | Expression::Sum(all)
        | Expression::Product(all)
        | Expression::Max(all)
        | Expression::Min(all)
        | Expression::Gcd(all)
        | Expression::Lcm(all)
        | Expression::Math(_, all) => all.iter().collect(),
        Expression::Index(left, right)
        | Expression::Member(left, right)
        | Expression::Delete(left, right)
        | Expression::Contains(left, right)
        | Expression::Match(left, right)
        | Expression::Compare(_, left, right)
        | Expression::Subtract(left, right)
        | Expression::Divide(left, right)
        | Expression::Power(left, right)
        | Expression::IntegerDivide(left, right)
        | Expression::IntegerModulus(left, right)
        | Expression::Substring { part: left, whole: right, .. }
        | Expression::StringMatch { left, right, .. } => vec![left, right],
        Expression::RoundTo { figures, of, .. } => vec![figures, of],
        Expression::EqualRounded { left, right, figures, .. } => vec![left, right, figures],
        Expression::Repeat(times, all) => std::iter::once(&**times).chain(all).collect(),
        Expression::AnyN { min, max, of } => [&**min, &**max].into_iter().chain(of).collect(),
        Expression::Equal { left, right, tolerance } => match tolerance {
            Tolerance::Exact => vec![left, right],
            Tolerance::Absolute(Bounds { below, above, .. })
            | Tolerance::Relative(Bounds { below, above, .. }) => vec![left, right, below, above],
        },
    }
}
