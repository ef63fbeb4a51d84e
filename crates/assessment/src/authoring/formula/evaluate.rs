//! What a formula comes to for drawn values.

use std::{collections::BTreeMap, f64::consts::PI};

use super::{Formula, Function, Operator};

/// What a variable holds in one draw.
#[derive(Debug, Clone, PartialEq)]
pub enum Drawn {
    /// A number.
    Number(f64),
    /// Words.
    Word(String),
}

/// Why a formula has no value for what was drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoValue {
    /// Divides by zero.
    #[error("divides by zero")]
    DividesByZero,
    /// A result too large, or the root of a negative number.
    #[error("comes to no number")]
    NotFinite,
    /// Words or a truth where a number belongs, or the other way round.
    #[error("mixes words, numbers and comparisons")]
    Mixed,
    /// A variable that is not there.
    #[error("names {0}, which is no variable")]
    Unknown(String),
    /// `pick` at a place that is not there.
    #[error("picks at a place that its list does not have")]
    NoPlace,
    /// A whole number is needed.
    #[error("needs whole numbers in gcd, lcm, div and mod")]
    NotWhole,
}

impl Formula {
    /// The number or words that it comes to.
    pub fn value(&self, drawn: &BTreeMap<String, Drawn>) -> Result<Drawn, NoValue> {
        match self {
            Self::Word(word) => Ok(Drawn::Word(word.clone())),
            Self::Name(name) if name != "pi" => {
                drawn.get(name).cloned().ok_or_else(|| NoValue::Unknown(name.clone()))
            }
            Self::Call(Function::Pick, arguments) => {
                let place = whole(arguments[0].number(drawn)?)?;
                let place = usize::try_from(place).ok().filter(|place| *place > 0).ok_or(NoValue::NoPlace)?;
                arguments.get(place).ok_or(NoValue::NoPlace)?.value(drawn)
            }
            _ => self.number(drawn).map(Drawn::Number),
        }
    }

    /// The number that it comes to.
    pub fn number(&self, drawn: &BTreeMap<String, Drawn>) -> Result<f64, NoValue> {
        let number = match self {
            Self::Number(number) => *number,
            Self::Name(name) if name == "pi" => PI,
            Self::Minus(one) => -one.number(drawn)?,
            Self::Binary(operator, left, right) => {
                let (left, right) = (left.number(drawn)?, right.number(drawn)?);
                match operator {
                    Operator::Plus => left + right,
                    Operator::Minus => left - right,
                    Operator::Times => left * right,
                    Operator::Over if right == 0.0 => return Err(NoValue::DividesByZero),
                    Operator::Over => left / right,
                    Operator::Power if left == 0.0 && right < 0.0 => return Err(NoValue::DividesByZero),
                    Operator::Power => libm::pow(left, right),
                    _ => return Err(NoValue::Mixed),
                }
            }
            Self::Call(Function::Pick, _) | Self::Name(_) => match self.value(drawn)? {
                Drawn::Number(number) => number,
                Drawn::Word(_) => return Err(NoValue::Mixed),
            },
            Self::Call(function, arguments) => {
                let numbers: Result<Vec<f64>, _> = arguments.iter().map(|one| one.number(drawn)).collect();
                called(*function, &numbers?)?
            }
            Self::Word(_) | Self::Not(_) => return Err(NoValue::Mixed),
        };
        if number.is_finite() { Ok(number) } else { Err(NoValue::NotFinite) }
    }

    /// Whether it is true.
    pub fn truth(&self, drawn: &BTreeMap<String, Drawn>) -> Result<bool, NoValue> {
        let Self::Binary(operator, left, right) = self else {
            return match self {
                Self::Not(one) => Ok(!one.truth(drawn)?),
                _ => Err(NoValue::Mixed),
            };
        };
        match operator {
            Operator::And => return Ok(left.truth(drawn)? && right.truth(drawn)?),
            Operator::Or => return Ok(left.truth(drawn)? || right.truth(drawn)?),
            _ => {}
        }
        let (left, right) = (left.number(drawn)?, right.number(drawn)?);
        // The same number by two ways of calculating differs in its last digits.
        let same = (left - right).abs() <= 1e-9 * left.abs().max(right.abs()).max(1.0);
        Ok(match operator {
            Operator::Same => same,
            Operator::Other => !same,
            Operator::AtMost => same || left < right,
            Operator::AtLeast => same || left > right,
            Operator::Less => !same && left < right,
            Operator::Greater => !same && left > right,
            _ => return Err(NoValue::Mixed),
        })
    }
}

fn called(function: Function, numbers: &[f64]) -> Result<f64, NoValue> {
    let (first, second) = (numbers[0], numbers.get(1).copied());
    Ok(match function {
        Function::Abs => first.abs(),
        Function::Round | Function::Fixed => {
            let shift = libm::pow(10.0, second.unwrap_or(0.0));
            // A hair more, so that 1.005, which is stored a hair too small, goes up as it does by hand.
            (first * shift + 0.5 + 1e-9).floor() / shift
        }
        Function::Floor => first.floor(),
        Function::Ceil => first.ceil(),
        Function::Min => numbers.iter().copied().fold(f64::INFINITY, f64::min),
        Function::Max => numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        Function::Gcd => real(gcd(whole(first)?, whole(second.unwrap_or(0.0))?)),
        Function::Lcm => {
            let (first, second) = (whole(first)?, whole(second.unwrap_or(0.0))?);
            let common = gcd(first, second);
            if common == 0 { 0.0 } else { (real(first) * real(second / common)).abs() }
        }
        Function::Div | Function::Mod => {
            let (first, second) = (whole(first)?, whole(second.unwrap_or(0.0))?);
            if second == 0 {
                return Err(NoValue::DividesByZero);
            }
            let quotient = (real(first) / real(second)).floor();
            if function == Function::Div { quotient } else { real(first) - quotient * real(second) }
        }
        Function::Frac => match second {
            Some(below) if below != 0.0 => first / below,
            _ => return Err(NoValue::DividesByZero),
        },
        Function::Pick => return Err(NoValue::Mixed),
    })
}

/// The whole number that a number is, but for the last digits of calculating.
pub(in crate::authoring) fn whole(number: f64) -> Result<i64, NoValue> {
    let rounded = number.round();
    if (number - rounded).abs() > 1e-9 || rounded.abs() > 1e15 {
        return Err(NoValue::NotWhole);
    }
    #[expect(clippy::cast_possible_truncation, reason = "below 1e15, as has just been checked")]
    Ok(rounded as i64)
}

#[expect(clippy::cast_precision_loss, reason = "whole numbers here are below 1e15")]
fn real(number: i64) -> f64 {
    number as f64
}

pub(in crate::authoring) fn gcd(first: i64, second: i64) -> i64 {
    if second == 0 { first.abs() } else { gcd(second, first % second) }
}
