//! Whether a district's own file of words can be used: every problem at once, by name and line.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement},
    parser,
};

use crate::{File, Language};

/// The largest file. Unit: bytes.
pub const MOST_BYTES: usize = 100_000;

/// The most braces within each other: a choice within a choice, with a variable in it. More is refused
/// before it is parsed, for the parser calls itself for each.
const MOST_NESTED: usize = 6;

/// Something in a file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1.
    pub line: usize,
    /// The text it is about; empty when none could be read.
    pub key: String,
    /// What is wrong and what to do, in a sentence.
    pub what: String,
}

/// Every problem of a district's own `text` for `file`; none when it can be used.
pub fn check(file: File, language: Language, text: &str) -> Vec<Problem> {
    let text = without_mark(text);
    if let Some(problem) = unreadable(text) {
        return vec![problem];
    }
    let (resource, errors) = match parser::parse(text) {
        Ok(resource) => (resource, Vec::new()),
        Err((resource, errors)) => (resource, errors),
    };
    let mut problems: Vec<Problem> = errors
        .iter()
        .map(|error| {
            problem(line_at(text, error.pos.start), "", &format!("This cannot be read: {}.", error.kind))
        })
        .collect();
    let known = variables_by_key(file.text(language));
    let mut seen = BTreeSet::new();
    for entry in &resource.body {
        match entry {
            Entry::Message(message) => {
                let key = message.id.name;
                let line = line_at(text, key.as_ptr().addr() - text.as_ptr().addr());
                problems
                    .extend(of_message(message, &known).into_iter().map(|what| problem(line, key, &what)));
                if !seen.insert(key) {
                    problems.push(problem(line, key, "It is here twice: keep one."));
                }
            }
            Entry::Term(term) => {
                let line = line_at(text, term.id.name.as_ptr().addr() - text.as_ptr().addr());
                problems.push(problem(line, term.id.name, "Terms are not used here: write the words out."));
            }
            // What is no entry was reported as an error.
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) | Entry::Junk { .. } => {}
        }
    }
    problems.sort_by_key(|problem| problem.line);
    problems
}

/// The text without the byte order mark that some editors put before it.
pub(crate) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// What must not even be parsed.
fn unreadable(text: &str) -> Option<Problem> {
    if text.len() > MOST_BYTES {
        let what =
            format!("The file is larger than {MOST_BYTES} bytes: keep only the texts that you change.");
        return Some(problem(1, "", &what));
    }
    let (mut line, mut depth) = (1, 0_usize);
    for letter in text.chars() {
        match letter {
            '\n' => line += 1,
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            letter if letter.is_control() && !matches!(letter, '\r' | '\t') => {
                return Some(problem(line, "", "There is a control character: type the line again."));
            }
            _ => {}
        }
        if depth > MOST_NESTED {
            return Some(problem(line, "", "Too many braces within each other: write one choice at a time."));
        }
    }
    None
}

fn of_message(message: &Message<&str>, known: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let Some(variables) = known.get(message.id.name) else {
        return vec![format!("There is no text named {} in this file.", message.id.name)];
    };
    let mut problems = Vec::new();
    if !message.attributes.is_empty() {
        problems.push("Attributes are not used here: take the line that begins with a dot away.".to_owned());
    }
    let Some(pattern) = &message.value else {
        problems.push("It says nothing: write a text, or take the line away.".to_owned());
        return problems;
    };
    let mut found = Found::default();
    found.pattern(pattern);
    if found.others {
        problems.push(
            "Only variables and choices may stand in braces, no functions and no other texts.".to_owned(),
        );
    }
    for name in found.variables.difference(variables) {
        let has = if variables.is_empty() { "it has none".to_owned() } else { listed(variables) };
        problems.push(format!("It has no variable ${name}: {has}."));
    }
    for name in variables.difference(&found.variables) {
        problems.push(format!("The variable ${name} is missing: what it stands for would not be said."));
    }
    problems
}

fn listed(variables: &BTreeSet<String>) -> String {
    let names: Vec<String> = variables.iter().map(|name| format!("${name}")).collect();
    format!("it has {}", names.join(", "))
}

/// The keys of a file, each with its variables.
pub(crate) fn variables_by_key(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let (Ok(resource) | Err((resource, _))) = parser::parse(text);
    let messages = resource.body.iter().filter_map(|entry| match entry {
        Entry::Message(message) => Some(message),
        _ => None,
    });
    messages
        .map(|message| {
            let mut found = Found::default();
            if let Some(pattern) = &message.value {
                found.pattern(pattern);
            }
            (message.id.name.to_owned(), found.variables)
        })
        .collect()
}

/// What stands in the braces of a text.
#[derive(Default)]
struct Found {
    variables: BTreeSet<String>,
    /// Functions, terms, other texts.
    others: bool,
}

impl Found {
    fn pattern(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.expression(expression);
            }
        }
    }

    fn expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.inline(selector);
                for variant in variants {
                    self.pattern(&variant.value);
                }
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.variables.insert(id.name.to_owned());
            }
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
            InlineExpression::Placeable { expression } => self.expression(expression),
            _ => self.others = true,
        }
    }
}

fn problem(line: usize, key: &str, what: &str) -> Problem {
    Problem { line, key: key.to_owned(), what: what.to_owned() }
}

fn line_at(text: &str, byte: usize) -> usize {
    1 + text.as_bytes().iter().take(byte).filter(|byte| **byte == b'\n').count()
}

#[cfg(test)]
mod tests;
