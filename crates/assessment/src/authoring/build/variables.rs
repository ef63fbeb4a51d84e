//! How variables are drawn, as QTI draws them.

use domain::item::{Expression, Scalar};

use super::Building;
use crate::authoring::{Drawn, Fault, VariableKind, draws::steps, formula::Kind, qti};

impl Building<'_> {
    pub(super) fn source(&mut self, field: &str, kind: &VariableKind) -> Option<(Kind, Expression)> {
        match kind {
            VariableKind::Range { least, most, step } => {
                let drawn = range(*least, *most, *step);
                if drawn.is_none() {
                    self.problems.add(field, &format!("{least} to {most} by {step}"), Fault::BadRange);
                }
                drawn
            }
            VariableKind::OneOf(list) => {
                let drawn = one_of(list);
                if drawn.is_none() {
                    let fault = if list.is_empty() {
                        Fault::Empty
                    } else {
                        Fault::Sort("has words and numbers: use one of both".to_owned())
                    };
                    self.problems.add(field, "", fault);
                }
                drawn
            }
            VariableKind::Formula(text) => {
                let (formula, kind) = self.formula(field, text)?;
                if kind == Kind::Truth {
                    let fault = Fault::Sort("is a comparison: a variable is a number or words".to_owned());
                    self.problems.add(field, text, fault);
                    return None;
                }
                Some((kind, qti::expression(&formula)))
            }
        }
    }
}

/// The number that a range gives, by a whole number that is drawn.
fn range(least: f64, most: f64, step: f64) -> Option<(Kind, Expression)> {
    steps(least, most, step)?;
    let (places, [least, most, step]) = whole_numbers([least, most, step])?;
    let integer = |number| Box::new(Expression::BaseValue(Scalar::Integer(number)));
    let drawn = Expression::RandomInteger { min: integer(least), max: integer(most), step: integer(step) };
    Some(if places == 0 {
        (Kind::Whole, drawn)
    } else {
        (Kind::Real, Expression::Divide(Box::new(drawn), integer(10_i64.pow(places))))
    })
}

/// The numbers as whole ones of tenths, hundredths, …; `None` for more than six places.
fn whole_numbers(numbers: [f64; 3]) -> Option<(u32, [i64; 3])> {
    (0..=6).find_map(|places| {
        let shift = f64::from(10_u32.pow(places));
        let shifted = numbers.map(|number| (number * shift).round());
        #[expect(clippy::float_cmp, reason = "asks whether nothing is lost")]
        let same = (0..3).all(|at| shifted[at] / shift == numbers[at] && shifted[at].abs() < 1e12);
        #[expect(clippy::cast_possible_truncation, reason = "below 1e12")]
        same.then(|| (places, shifted.map(|number| number as i64)))
    })
}

fn one_of(list: &[Drawn]) -> Option<(Kind, Expression)> {
    let mut kind = None;
    for one in list {
        let this = match one {
            Drawn::Word(_) => Kind::Word,
            Drawn::Number(number) if !number.is_finite() => return None,
            Drawn::Number(number) if number.fract() == 0.0 => Kind::Whole,
            Drawn::Number(_) => Kind::Real,
        };
        kind = match (kind, this) {
            (Some(Kind::Word), Kind::Word) => Some(Kind::Word),
            (Some(Kind::Word), _) | (Some(_), Kind::Word) => return None,
            (None | Some(Kind::Whole), this) => Some(this),
            (kind, _) => kind,
        };
    }
    let kind = kind?;
    let scalar = |one: &Drawn| match one {
        Drawn::Word(word) => Scalar::String(word.clone()),
        Drawn::Number(number) if kind == Kind::Whole => qti::scalar(*number),
        Drawn::Number(number) => Scalar::Float(*number),
    };
    let all = list.iter().map(|one| Expression::BaseValue(scalar(one))).collect();
    Some((kind, Expression::Random(Box::new(Expression::Multiple(all)))))
}
