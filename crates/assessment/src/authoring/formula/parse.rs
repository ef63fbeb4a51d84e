//! Reading a formula.

use super::{Formula, Function, Operator};

/// Brackets, signs and powers within each other, and operators in a row, at most: nobody reads more.
const DEEPEST: usize = 60;
const LONGEST: usize = 600;

/// A formula that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Something stands where something else has to.
    #[error("«{found}» stands where {expected} has to: write it so that it reads like a*b + c")]
    Unexpected {
        /// What stands there.
        found: String,
        /// What has to.
        expected: &'static str,
    },
    /// A function that does not exist.
    #[error(
        "there is no function {0}: use abs, round, floor, ceil, gcd, lcm, min, max, div, mod, pick, frac or fixed"
    )]
    NoFunction(String),
    /// A function with too few or too many arguments.
    #[error("{0} takes another number of arguments than {1}")]
    Arguments(String, usize),
    /// Too long, or brackets too deep.
    #[error("is too long or has too many brackets within each other: split it over two variables")]
    TooLong,
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Number(f64),
    Name(String),
    Word(String),
    Sign(&'static str),
}

impl Formula {
    /// Reads a formula: numbers, variables, `+ - * / ^`, brackets, functions, comparisons, `and`, `or`, `not`.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        let tokens = tokens(text)?;
        if text.len() > LONGEST {
            return Err(Unreadable::TooLong);
        }
        let mut reader = Reader { tokens: &tokens, at: 0, depth: 0 };
        let formula = reader.level(1)?;
        match reader.next() {
            None => Ok(formula),
            Some(token) => Err(unexpected(Some(token), "the end or an operator")),
        }
    }
}

fn tokens(text: &str) -> Result<Vec<Token>, Unreadable> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, length) = if first.is_ascii_digit() || first == '.' {
            let length = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
            let number = rest[..length].parse().map_err(|_| Unreadable::Unexpected {
                found: rest[..length].to_owned(),
                expected: "a number",
            })?;
            (Token::Number(number), length)
        } else if first.is_ascii_alphabetic() {
            let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
            match &rest[..length] {
                "or" => (Token::Sign("or"), length),
                "and" => (Token::Sign("and"), length),
                "not" => (Token::Sign("not"), length),
                name => (Token::Name(name.to_owned()), length),
            }
        } else if first == '\'' {
            let length = rest[1..].find('\'').ok_or_else(|| Unreadable::Unexpected {
                found: rest.to_owned(),
                expected: "a second single quote",
            })?;
            (Token::Word(rest[1..=length].to_owned()), length + 2)
        } else {
            let sign = ["==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "^", "(", ")", ","]
                .into_iter()
                .find(|sign| rest.starts_with(sign));
            // A minus as it is printed is taken for the one on the keyboard.
            match sign {
                Some(sign) => (Token::Sign(sign), sign.len()),
                None if first == '−' => (Token::Sign("-"), first.len_utf8()),
                None => {
                    return Err(Unreadable::Unexpected { found: first.to_string(), expected: "an operator" });
                }
            }
        };
        found.push(token);
        rest = rest[length..].trim_start();
    }
    Ok(found)
}

fn unexpected(found: Option<&Token>, expected: &'static str) -> Unreadable {
    let found = match found {
        None => "the end".to_owned(),
        Some(Token::Number(number)) => number.to_string(),
        Some(Token::Name(text) | Token::Word(text)) => text.clone(),
        Some(Token::Sign(sign)) => (*sign).to_owned(),
    };
    Unreadable::Unexpected { found, expected }
}

struct Reader<'a> {
    tokens: &'a [Token],
    at: usize,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.at)
    }

    fn next(&mut self) -> Option<&'a Token> {
        self.at += 1;
        self.tokens.get(self.at - 1)
    }

    fn takes(&mut self, sign: &str) -> bool {
        let there = matches!(self.peek(), Some(Token::Sign(found)) if *found == sign);
        self.at += usize::from(there);
        there
    }

    fn operator(&self, binds: u8) -> Option<Operator> {
        let Some(Token::Sign(sign)) = self.peek() else { return None };
        Operator::ALL
            .iter()
            .find(|(_, written, level)| written == sign && *level == binds)
            .map(|(operator, ..)| *operator)
    }

    /// Operators that bind as tightly as `binds` or tighter.
    fn level(&mut self, binds: u8) -> Result<Formula, Unreadable> {
        match binds {
            3 if self.takes("not") => self.deeper(|reader| Ok(Formula::not(reader.level(3)?))),
            7 if self.takes("-") => self.deeper(|reader| Ok(Formula::minus(reader.level(7)?))),
            3 | 7 => self.level(binds + 1),
            8 => {
                let base = self.atom()?;
                if self.operator(8).is_none() {
                    return Ok(base);
                }
                self.at += 1;
                let exponent = self.deeper(|reader| reader.level(7))?;
                Ok(Formula::binary(Operator::Power, base, exponent))
            }
            _ => {
                let mut left = self.level(binds + 1)?;
                let mut in_a_row = 0;
                while let Some(operator) = self.operator(binds) {
                    self.at += 1;
                    in_a_row += 1;
                    if self.depth + in_a_row > DEEPEST {
                        return Err(Unreadable::TooLong);
                    }
                    left = Formula::binary(operator, left, self.level(binds + 1)?);
                    if binds == 4 {
                        break;
                    }
                }
                Ok(left)
            }
        }
    }

    fn deeper(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<Formula, Unreadable>,
    ) -> Result<Formula, Unreadable> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Unreadable::TooLong);
        }
        let formula = read(self);
        self.depth -= 1;
        formula
    }

    fn atom(&mut self) -> Result<Formula, Unreadable> {
        match self.next() {
            Some(Token::Number(number)) => Ok(Formula::Number(*number)),
            Some(Token::Word(word)) => Ok(Formula::Word(word.clone())),
            Some(Token::Name(name)) if self.takes("(") => self.deeper(|reader| reader.call(name)),
            Some(Token::Name(name)) => Ok(Formula::Name(name.clone())),
            Some(Token::Sign("(")) => {
                let within = self.deeper(|reader| reader.level(1))?;
                if self.takes(")") { Ok(within) } else { Err(unexpected(self.peek(), "a closing bracket")) }
            }
            other => Err(unexpected(other, "a number, a variable or a bracket")),
        }
    }

    fn call(&mut self, name: &str) -> Result<Formula, Unreadable> {
        let (function, least, most) =
            Function::named(name).ok_or_else(|| Unreadable::NoFunction(name.to_owned()))?;
        let mut arguments = vec![self.level(1)?];
        while self.takes(",") {
            arguments.push(self.level(1)?);
        }
        if !self.takes(")") {
            return Err(unexpected(self.peek(), "a comma or a closing bracket"));
        }
        if !(least..=most).contains(&arguments.len()) {
            return Err(Unreadable::Arguments(name.to_owned(), arguments.len()));
        }
        Ok(Formula::Call(function, arguments))
    }
}
