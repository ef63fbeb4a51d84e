//! The response processing that items name instead of writing it: by the last part of the address.
//!
//! Source: 1EdTech QTI 2.1, Response Processing, standard templates; Common Cartridge 2 profile (`CC2_...`).

use domain::item::{Expression, Rule, Scalar, Tolerance, Unary};

/// The rules of a standard template; `None` for one that is not known.
pub(super) fn rules(address: &str) -> Option<Vec<Rule>> {
    let name = address.rsplit('/').next().unwrap_or(address);
    Some(match name.strip_suffix(".xml").unwrap_or(name) {
        "match_correct" | "CC2_match" => {
            vec![either(correct(), vec![set("SCORE", float(1.0))], vec![set("SCORE", float(0.0))])]
        }
        "CC2_match_basic" => {
            let right = vec![set("SCORE", variable("MAXSCORE")), set("FEEDBACKBASIC", word("correct"))];
            vec![either(correct(), right, vec![set("FEEDBACKBASIC", word("incorrect"))])]
        }
        "map_response" => vec![mapped(Expression::MapResponse("RESPONSE".to_owned()))],
        "map_response_point" => vec![mapped(Expression::MapResponsePoint("RESPONSE".to_owned()))],
        "CC2_map_response" => {
            let (left, right) = (Box::new(variable("MAXSCORE")), Box::new(variable("SCORE")));
            let full = Expression::Equal { left, right, tolerance: Tolerance::Exact };
            let said = |text| vec![set("FEEDBACK", word(text))];
            vec![
                mapped(Expression::MapResponse("RESPONSE".to_owned())),
                either(full, said("correct"), said("incorrect")),
            ]
        }
        _ => return None,
    })
}

fn either(condition: Expression, then: Vec<Rule>, otherwise: Vec<Rule>) -> Rule {
    Rule::Condition { branches: vec![(condition, then)], otherwise }
}

fn mapped(points: Expression) -> Rule {
    let nothing = Expression::Unary(Unary::IsNull, Box::new(variable("RESPONSE")));
    either(nothing, vec![set("SCORE", float(0.0))], vec![set("SCORE", points)])
}

fn correct() -> Expression {
    let key = Expression::Correct("RESPONSE".to_owned());
    Expression::Match(Box::new(variable("RESPONSE")), Box::new(key))
}

fn set(identifier: &str, to: Expression) -> Rule {
    Rule::SetValue { identifier: identifier.to_owned(), to }
}

fn variable(identifier: &str) -> Expression {
    Expression::Variable { identifier: identifier.to_owned(), weight: None }
}

fn float(number: f64) -> Expression {
    Expression::BaseValue(Scalar::Float(number))
}

fn word(text: &str) -> Expression {
    Expression::BaseValue(Scalar::Identifier(text.to_owned()))
}
