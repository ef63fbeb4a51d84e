//! What authors write between `{=` and `}`: a small language of numbers, and its canonical writing.

mod evaluate;
mod kind;
mod parse;

use std::fmt;

pub use evaluate::{Drawn, NoValue};
pub(super) use evaluate::{gcd, whole};
pub(super) use kind::{Kind, Kinds};
pub use parse::Unreadable;

/// A formula over variables, read.
///
/// `Display` writes it in its canonical form, which reads back as the same formula.
#[derive(Debug, Clone, PartialEq)]
pub enum Formula {
    /// A number, never negative: `-3` is [`Formula::Minus`] of 3.
    Number(f64),
    /// Words between single quotes.
    Word(String),
    /// The value of a variable, or `pi`.
    Name(String),
    /// The opposite number.
    Minus(Box<Formula>),
    /// False for true.
    Not(Box<Formula>),
    /// Two operands.
    Binary(Operator, Box<Formula>, Box<Formula>),
    /// A function of several.
    Call(Function, Vec<Formula>),
}

/// What stands between two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// One of both is true.
    Or,
    /// Both are true.
    And,
    /// The same number.
    Same,
    /// Another number.
    Other,
    /// Less, or the same.
    AtMost,
    /// Greater, or the same.
    AtLeast,
    /// Less.
    Less,
    /// Greater.
    Greater,
    /// Added.
    Plus,
    /// Taken away.
    Minus,
    /// Multiplied.
    Times,
    /// Divided.
    Over,
    /// Raised to.
    Power,
}

impl Operator {
    /// Every operator as it is written, with how tightly it binds. Longer writings first, for the reader.
    const ALL: [(Self, &'static str, u8); 13] = [
        (Self::Or, "or", 1),
        (Self::And, "and", 2),
        (Self::Same, "==", 4),
        (Self::Other, "!=", 4),
        (Self::AtMost, "<=", 4),
        (Self::AtLeast, ">=", 4),
        (Self::Less, "<", 4),
        (Self::Greater, ">", 4),
        (Self::Plus, "+", 5),
        (Self::Minus, "-", 5),
        (Self::Times, "*", 6),
        (Self::Over, "/", 6),
        (Self::Power, "^", 8),
    ];

    fn binds(self) -> u8 {
        Self::ALL[self as usize].2
    }

    fn written(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// A function of the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// `abs(x)`: how far from zero.
    Abs,
    /// `round(x)` to a whole number, `round(x, places)` to so many places; halves up.
    Round,
    /// `floor(x)`: the whole number at or below.
    Floor,
    /// `ceil(x)`: the whole number at or above.
    Ceil,
    /// `gcd(a, b)`: the greatest common divisor of whole numbers.
    Gcd,
    /// `lcm(a, b)`: the least common multiple of whole numbers.
    Lcm,
    /// `min(a, b, …)`: the least.
    Min,
    /// `max(a, b, …)`: the greatest.
    Max,
    /// `div(a, b)`: how often a whole number goes into another.
    Div,
    /// `mod(a, b)`: what is left of it.
    Mod,
    /// `pick(i, first, second, …)`: the one at place `i`, from 1.
    Pick,
    /// `frac(a, b)`: in a text, `a/b` in lowest terms; elsewhere their quotient.
    Frac,
    /// `fixed(x, places)`: in a text, with so many digits after the point, such as money; elsewhere rounded.
    Fixed,
}

impl Function {
    /// Every function with its name and how many arguments it takes at least and at most.
    const ALL: [(Self, &'static str, usize, usize); 13] = [
        (Self::Abs, "abs", 1, 1),
        (Self::Round, "round", 1, 2),
        (Self::Floor, "floor", 1, 1),
        (Self::Ceil, "ceil", 1, 1),
        (Self::Gcd, "gcd", 2, 2),
        (Self::Lcm, "lcm", 2, 2),
        (Self::Min, "min", 2, 12),
        (Self::Max, "max", 2, 12),
        (Self::Div, "div", 2, 2),
        (Self::Mod, "mod", 2, 2),
        (Self::Pick, "pick", 2, 40),
        (Self::Frac, "frac", 2, 2),
        (Self::Fixed, "fixed", 2, 2),
    ];

    pub(super) fn named(name: &str) -> Option<(Self, usize, usize)> {
        Self::ALL
            .iter()
            .find(|(_, known, ..)| *known == name)
            .map(|(function, _, least, most)| (*function, *least, *most))
    }
}

impl Formula {
    /// Every variable that it names, in order, repeated where it is.
    pub fn names(&self) -> Vec<&str> {
        let mut found = Vec::new();
        self.collect(&mut found);
        found
    }

    fn collect<'a>(&'a self, found: &mut Vec<&'a str>) {
        match self {
            Self::Name(name) if name != "pi" => found.push(name),
            Self::Number(_) | Self::Word(_) | Self::Name(_) => {}
            Self::Minus(one) | Self::Not(one) => one.collect(found),
            Self::Binary(_, left, right) => {
                left.collect(found);
                right.collect(found);
            }
            Self::Call(_, arguments) => arguments.iter().for_each(|one| one.collect(found)),
        }
    }

    /// The opposite, in its canonical shape.
    pub(super) fn minus(one: Self) -> Self {
        Self::Minus(Box::new(one))
    }

    /// Two operands, in their canonical shape: `-1*x` is `-x`.
    pub(super) fn binary(operator: Operator, left: Self, right: Self) -> Self {
        if operator == Operator::Times && left == Self::minus(Self::Number(1.0)) {
            return Self::minus(right);
        }
        Self::Binary(operator, Box::new(left), Box::new(right))
    }

    /// The opposite truth, in its canonical shape: `not a == b` is `a != b`.
    pub(super) fn not(one: Self) -> Self {
        match one {
            Self::Binary(Operator::Same, left, right) => Self::Binary(Operator::Other, left, right),
            one => Self::Not(Box::new(one)),
        }
    }

    fn binds(&self) -> u8 {
        match self {
            Self::Binary(operator, ..) => operator.binds(),
            Self::Not(_) => 3,
            Self::Minus(_) => 7,
            _ => 9,
        }
    }

    fn write_within(&self, out: &mut fmt::Formatter<'_>, least: u8) -> fmt::Result {
        if self.binds() < least { write!(out, "({self})") } else { write!(out, "{self}") }
    }
}

impl fmt::Display for Formula {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(out, "{number}"),
            Self::Word(word) => write!(out, "'{word}'"),
            Self::Name(name) => write!(out, "{name}"),
            Self::Minus(one) => {
                write!(out, "-")?;
                one.write_within(out, 7)
            }
            Self::Not(one) => {
                write!(out, "not ")?;
                one.write_within(out, 3)
            }
            Self::Binary(operator, left, right) => {
                let binds = operator.binds();
                // `a < b < c` has no meaning, and `2^3^2` is read from the right.
                let (left_least, right_least) = match operator {
                    Operator::Power => (9, 7),
                    _ if binds == 4 => (5, 5),
                    _ => (binds, binds + 1),
                };
                left.write_within(out, left_least)?;
                match operator {
                    Operator::Times | Operator::Over | Operator::Power => {
                        write!(out, "{}", operator.written())?;
                    }
                    _ => write!(out, " {} ", operator.written())?,
                }
                right.write_within(out, right_least)
            }
            Self::Call(function, arguments) => {
                write!(out, "{}(", Function::ALL[*function as usize].1)?;
                for (at, argument) in arguments.iter().enumerate() {
                    write!(out, "{}{argument}", if at == 0 { "" } else { ", " })?;
                }
                write!(out, ")")
            }
        }
    }
}

#[cfg(test)]
mod tests;
