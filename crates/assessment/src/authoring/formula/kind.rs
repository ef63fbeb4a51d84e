//! What sort of value a formula has, known before anything is drawn: QTI declares it.

use std::collections::BTreeMap;

use super::{Formula, Function, Operator};

/// What sort of value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A whole number.
    Whole,
    /// A number.
    Real,
    /// Words.
    Word,
    /// True or false.
    Truth,
}

/// The sorts of the variables so far.
pub type Kinds = BTreeMap<String, Kind>;

impl Formula {
    /// Its sort, or what is wrong with it in words.
    pub fn kind(&self, known: &Kinds) -> Result<Kind, String> {
        match self {
            Self::Number(number) => Ok(if number.fract() == 0.0 { Kind::Whole } else { Kind::Real }),
            Self::Word(_) => Ok(Kind::Word),
            Self::Name(name) if name == "pi" => Ok(Kind::Real),
            Self::Name(name) => known
                .get(name)
                .copied()
                .ok_or_else(|| format!("names {name}, which is no variable: add it, above its first use")),
            Self::Minus(one) => numeric(one, known),
            Self::Not(one) => truth(one, known),
            Self::Binary(Operator::And | Operator::Or, left, right) => {
                truth(left, known).and(truth(right, known))
            }
            Self::Binary(operator, left, right) => {
                let both = wider(numeric(left, known)?, numeric(right, known)?);
                Ok(match operator {
                    Operator::Plus | Operator::Minus | Operator::Times => both,
                    Operator::Over | Operator::Power => Kind::Real,
                    _ => Kind::Truth,
                })
            }
            Self::Call(Function::Pick, arguments) => {
                whole(&arguments[0], known)?;
                // QTI takes a number or the name of a variable for the place, and nothing else.
                if !matches!(arguments[0], Self::Name(_) | Self::Number(_)) {
                    let place = &arguments[0];
                    return Err(format!("picks at {place}: make it a variable of its own, and pick at that"));
                }
                let mut found = arguments[1].kind(known)?;
                for other in &arguments[2..] {
                    let kind = other.kind(known)?;
                    if (kind == Kind::Word) != (found == Kind::Word) {
                        return Err("picks among words and numbers: use one of both".to_owned());
                    }
                    found = if found == Kind::Word { found } else { wider(found, kind) };
                }
                Ok(found)
            }
            Self::Call(function, arguments) => called(*function, arguments, known),
        }
    }
}

fn called(function: Function, arguments: &[Formula], known: &Kinds) -> Result<Kind, String> {
    let mut widest = Kind::Whole;
    for one in arguments {
        widest = wider(widest, numeric(one, known)?);
    }
    match function {
        Function::Gcd | Function::Lcm | Function::Div | Function::Mod => {
            arguments.iter().try_for_each(|one| whole(one, known))?;
            Ok(Kind::Whole)
        }
        Function::Round | Function::Fixed if arguments.len() == 2 => match &arguments[1] {
            Formula::Number(places) if places.fract() == 0.0 && (1.0..=9.0).contains(places) => {
                Ok(Kind::Real)
            }
            other => Err(format!("rounds to {other} places: write a number from 1 to 9")),
        },
        Function::Round | Function::Fixed | Function::Floor | Function::Ceil => Ok(Kind::Whole),
        Function::Min | Function::Max => Ok(widest),
        Function::Frac => arguments.iter().try_for_each(|one| whole(one, known)).map(|()| Kind::Real),
        Function::Abs | Function::Pick => Ok(Kind::Real),
    }
}

fn wider(one: Kind, other: Kind) -> Kind {
    if one == Kind::Whole { other } else { one }
}

fn numeric(formula: &Formula, known: &Kinds) -> Result<Kind, String> {
    match formula.kind(known)? {
        kind @ (Kind::Whole | Kind::Real) => Ok(kind),
        _ => Err(format!("calculates with {formula}, which is no number")),
    }
}

fn whole(formula: &Formula, known: &Kinds) -> Result<(), String> {
    match formula.kind(known)? {
        Kind::Whole => Ok(()),
        _ => Err(format!("needs a whole number where {formula} stands: write round({formula})")),
    }
}

fn truth(formula: &Formula, known: &Kinds) -> Result<Kind, String> {
    match formula.kind(known)? {
        Kind::Truth => Ok(Kind::Truth),
        _ => Err(format!("takes {formula} for a comparison: write one, such as a < b")),
    }
}
