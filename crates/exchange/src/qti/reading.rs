//! What every part of the reading works on: problems, notes, and attributes with their types.

use std::collections::BTreeSet;

use super::{
    Limits,
    tree::{Read, Tag},
};
use crate::Problem;

/// Gives the content of a file of the package by its address, as the file that is read names it.
pub(super) type Resolve<'a> = &'a dyn Fn(&str) -> Option<Vec<u8>>;

/// One file being read. A problem refuses the file; reading goes on to find them all.
pub(super) struct Reading<'a> {
    pub file: &'a str,
    pub resolve: Resolve<'a>,
    pub problems: Vec<Problem>,
    pub notes: Vec<Problem>,
    noted: BTreeSet<String>,
    followed: usize,
}

/// How many other files one file may bring in, each time counted.
const MOST_FOLLOWED: usize = 200;

/// Problems of one file that are kept.
const MOST: usize = 100;

impl<'a> Reading<'a> {
    pub(super) fn new(file: &'a str, resolve: Resolve<'a>) -> Self {
        Self { file, resolve, problems: Vec::new(), notes: Vec::new(), noted: BTreeSet::new(), followed: 0 }
    }

    /// What was read with its notes, or every problem.
    pub(super) fn finish<T>(self, read: T) -> Result<(T, Vec<Problem>), Vec<Problem>> {
        if self.problems.is_empty() { Ok((read, self.notes)) } else { Err(self.problems) }
    }

    /// The file cannot be taken.
    pub(super) fn refuse(&mut self, tag: &Tag, what: impl Into<String>, advice: &str) {
        let problem = Problem::error(self.file, what, advice);
        self.add(problem.at_line(tag.line).in_field(&tag.name));
    }

    /// The file cannot be taken, for the sake of this value.
    pub(super) fn refuse_value(&mut self, tag: &Tag, name: &str, value: &str, what: impl Into<String>) {
        let advice = "Correct it where the file was made and bring the file again.";
        let field = if name.is_empty() { tag.name.clone() } else { format!("{} {name}", tag.name) };
        let problem = Problem::error(self.file, what, advice);
        self.add(problem.at_line(tag.line).in_field(&field).with_value(value));
    }

    fn add(&mut self, problem: Problem) {
        if self.problems.len() < MOST {
            self.problems.push(problem);
        }
    }

    /// The file is taken, but something of it is not. Said once, however often it is so.
    pub(super) fn note(&mut self, tag: &Tag, what: impl Into<String>, advice: &str) {
        let what = what.into();
        if self.notes.len() < MOST && self.noted.insert(what.clone()) {
            let note = Problem::warning(self.file, what, advice);
            self.notes.push(note.at_line(tag.line).in_field(&tag.name));
        }
    }

    /// Notes attributes that are not kept.
    pub(super) fn only(&mut self, tag: &Tag, known: &[&str]) {
        for (name, _) in &tag.attributes {
            if !known.contains(&name.as_str()) {
                let what = format!("the attribute {name} of {} is not kept", tag.name);
                self.note(tag, what, "Nothing to do, unless something is missed.");
            }
        }
    }

    /// The outermost element of another file of the package; `None` where there is none, or enough were read.
    pub(super) fn other_file(&mut self, href: &str) -> Option<Tag> {
        if self.followed == MOST_FOLLOWED {
            return None;
        }
        self.followed += 1;
        let bytes = (self.resolve)(href)?;
        Read::new(href, &bytes, &Limits::default()).ok().map(|read| read.root)
    }

    pub(super) fn unknown(&mut self, tag: &Tag, within: &str) {
        let what = format!("{} is not known in {within}", tag.name);
        self.refuse(tag, what, "Take it out, or make the item with what QTI 3.0 has.");
    }

    /// An attribute that has to be there; empty after saying that it is not.
    pub(super) fn required(&mut self, tag: &Tag, name: &str) -> String {
        match tag.attribute(name).map(str::trim) {
            Some(value) if !value.is_empty() => value.to_owned(),
            _ => {
                self.refuse_value(tag, name, "", format!("{} has no {name}", tag.name));
                String::new()
            }
        }
    }

    /// Reads an attribute with `read`; `None` where it is not there or, after saying so, is none of its type.
    pub(super) fn typed<T>(
        &mut self,
        tag: &Tag,
        name: &str,
        shape: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let value = tag.attribute(name)?;
        let found = read(value.trim());
        if found.is_none() {
            self.refuse_value(tag, name, value, format!("{name} is {shape}"));
        }
        found
    }

    pub(super) fn flag(&mut self, tag: &Tag, name: &str, default: bool) -> bool {
        let read = |text: &str| match text {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        };
        self.typed(tag, name, "true or false", read).unwrap_or(default)
    }

    pub(super) fn count(&mut self, tag: &Tag, name: &str) -> Option<u32> {
        self.typed(tag, name, "a whole number, 0 or more", |text| text.parse().ok())
    }

    pub(super) fn number(&mut self, tag: &Tag, name: &str) -> Option<f64> {
        self.typed(tag, name, "a number", number)
    }

    /// A word out of a list; `default` where the attribute is missing.
    pub(super) fn word<T: Copy>(&mut self, tag: &Tag, name: &str, words: &[(&str, T)], default: T) -> T {
        let read = |text: &str| words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        let shape = words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ");
        self.typed(tag, name, &format!("one of {shape}"), read).unwrap_or(default)
    }
}

/// A number as XML Schema writes it, NaN excepted.
pub(super) fn number(text: &str) -> Option<f64> {
    match text {
        "INF" => Some(f64::INFINITY),
        "-INF" => Some(f64::NEG_INFINITY),
        text => text.parse().ok().filter(|number: &f64| number.is_finite()),
    }
}

/// Words parted by spaces.
pub(super) fn words(text: Option<&str>) -> Vec<String> {
    text.unwrap_or_default().split_whitespace().map(str::to_owned).collect()
}
