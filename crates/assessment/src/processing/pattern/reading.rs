//! A pattern as steps.

use super::Class;

/// Bytes of a pattern.
const MAX_LENGTH: usize = 2_000;

/// Parentheses within parentheses.
const MAX_DEPTH: u32 = 50;

/// Steps that a pattern unfolds to.
const MAX_STEPS: usize = 2_000;

/// One step of a comparison.
#[derive(Debug, Clone)]
pub(super) enum Step {
    /// A character of this class.
    One(Class),
    /// On at another place.
    Jump(usize),
    /// On at either place.
    Either(usize, usize),
    /// The end of the pattern.
    End,
}

/// Reads a pattern, or says why it is none.
pub(super) fn read(pattern: &str) -> Result<Vec<Step>, &'static str> {
    if pattern.len() > MAX_LENGTH {
        return Err("it is longer than 2,000 bytes");
    }
    let characters: Vec<char> = pattern.chars().collect();
    let mut reader = Reader { left: &characters, depth: 0 };
    let mut steps = reader.branches()?;
    if !reader.left.is_empty() {
        return Err("a parenthesis is closed that was not opened");
    }
    steps.push(Step::End);
    Ok(steps)
}

pub(super) struct Reader<'a> {
    pub(super) left: &'a [char],
    depth: u32,
}

impl Reader<'_> {
    pub(super) fn take(&mut self) -> Option<char> {
        let (first, rest) = self.left.split_first()?;
        self.left = rest;
        Some(*first)
    }

    pub(super) fn takes(&mut self, wanted: char) -> bool {
        let found = self.left.first() == Some(&wanted);
        if found {
            self.left = &self.left[1..];
        }
        found
    }

    fn branches(&mut self) -> Result<Vec<Step>, &'static str> {
        let mut steps = self.branch()?;
        while self.takes('|') {
            let other = self.branch()?;
            let mut both = vec![Step::Either(1, steps.len() + 2)];
            append(&mut both, steps)?;
            both.push(Step::Jump(both.len() + 1 + other.len()));
            append(&mut both, other)?;
            steps = both;
        }
        Ok(steps)
    }

    fn branch(&mut self) -> Result<Vec<Step>, &'static str> {
        let mut steps = Vec::new();
        while !matches!(self.left.first(), None | Some('|' | ')')) {
            let piece = self.piece()?;
            append(&mut steps, piece)?;
        }
        Ok(steps)
    }

    fn piece(&mut self) -> Result<Vec<Step>, &'static str> {
        let atom = self.atom()?;
        if self.takes('?') {
            return repeated(&atom, 0, Some(1));
        }
        if self.takes('*') {
            return repeated(&atom, 0, None);
        }
        if self.takes('+') {
            return repeated(&atom, 1, None);
        }
        if !self.takes('{') {
            return Ok(atom);
        }
        let least = self.number()?;
        let most = if self.takes(',') {
            if self.left.first() == Some(&'}') { None } else { Some(self.number()?) }
        } else {
            Some(least)
        };
        if !self.takes('}') {
            return Err("a brace is not closed");
        }
        if most.is_some_and(|most| most < least) {
            return Err("it asks for fewer than its least");
        }
        repeated(&atom, least, most)
    }

    fn number(&mut self) -> Result<usize, &'static str> {
        let mut number = None;
        while let Some(digit) = self.left.first().and_then(|character| character.to_digit(10)) {
            self.left = &self.left[1..];
            number = Some(number.unwrap_or(0) * 10 + digit as usize);
            if number > Some(MAX_STEPS) {
                return Err("it repeats too often");
            }
        }
        number.ok_or("a number is missing within braces")
    }

    fn atom(&mut self) -> Result<Vec<Step>, &'static str> {
        let class = match self.take().ok_or("it ends too early")? {
            '(' => {
                self.depth += 1;
                if self.depth > MAX_DEPTH {
                    return Err("its parentheses are nested too deep");
                }
                let steps = self.branches()?;
                self.depth -= 1;
                return if self.takes(')') { Ok(steps) } else { Err("a parenthesis is not closed") };
            }
            '[' => self.class(0)?,
            '\\' => self.escape()?,
            '.' => Class::any(),
            '?' | '*' | '+' | '{' | '}' | ']' => {
                return Err("a sign stands where there is nothing to repeat");
            }
            other => Class::single(other),
        };
        Ok(vec![Step::One(class)])
    }
}

/// The atom so many times over.
fn repeated(atom: &[Step], least: usize, most: Option<usize>) -> Result<Vec<Step>, &'static str> {
    let mut steps = Vec::new();
    for _ in 0..least {
        append(&mut steps, atom.to_vec())?;
    }
    match most {
        None => {
            steps.push(Step::Either(steps.len() + 1, steps.len() + 2 + atom.len()));
            let back = steps.len() - 1;
            append(&mut steps, atom.to_vec())?;
            steps.push(Step::Jump(back));
        }
        Some(most) => {
            for _ in least..most {
                steps.push(Step::Either(steps.len() + 1, steps.len() + 1 + atom.len()));
                append(&mut steps, atom.to_vec())?;
            }
        }
    }
    Ok(steps)
}

/// Puts steps after others: the places that they name move along.
fn append(steps: &mut Vec<Step>, more: Vec<Step>) -> Result<(), &'static str> {
    let by = steps.len();
    if by + more.len() > MAX_STEPS {
        return Err("it unfolds to too much");
    }
    steps.extend(more.into_iter().map(|step| match step {
        Step::Jump(to) => Step::Jump(to + by),
        Step::Either(one, two) => Step::Either(one + by, two + by),
        other => other,
    }));
    Ok(())
}
