//! A tree read field by field; what is wrong is noted, and reading goes on.

use std::{collections::HashMap, fmt, ops::RangeInclusive};

use super::{Kind, Problem, Unreadable, json::Node};

/// So many problems of one file are kept.
const MOST_PROBLEMS: usize = 1000;
/// So many characters an id or a name has at most.
const MOST_CHARACTERS: usize = 200;
/// The largest count in a file.
pub(super) const MOST: u32 = 1_000_000;

/// Where a value stands.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    within: Option<&'a At<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    File,
    Field(&'a str),
    Place(usize),
}

/// The whole file.
pub(super) const FILE: At<'static> = At { within: None, step: Step::File };

impl<'a> At<'a> {
    pub fn field(&'a self, name: &'a str) -> Self {
        Self { within: Some(self), step: Step::Field(name) }
    }

    pub const fn place(&'a self, place: usize) -> Self {
        Self { within: Some(self), step: Step::Place(place) }
    }
}

impl fmt::Display for At<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(within) = self.within {
            within.fmt(f)?;
        }
        match self.step {
            Step::File => Ok(()),
            Step::Field(name) if self.within.is_none_or(|at| matches!(at.step, Step::File)) => {
                f.write_str(name)
            }
            Step::Field(name) => write!(f, ".{name}"),
            Step::Place(place) => write!(f, "[{place}]"),
        }
    }
}

/// The problems so far.
#[derive(Default)]
pub(super) struct Reading {
    problems: Vec<Problem>,
    left_off: usize,
}

/// The ids of one list.
pub(super) struct Names {
    /// What one of them is, such as `competency`.
    one: &'static str,
    /// The list's field.
    list: &'static str,
    places: HashMap<String, usize>,
}

/// An object whose fields are all known.
#[derive(Clone, Copy)]
pub(super) struct Fields<'n, 'a> {
    fields: &'n [(String, Node)],
    pub at: &'a At<'a>,
}

impl Reading {
    /// What was read, or what is wrong.
    pub fn end<T>(self, read: T) -> Result<T, Unreadable> {
        if self.problems.is_empty() {
            return Ok(read);
        }
        Err(Unreadable { problems: self.problems, left_off: self.left_off })
    }

    pub const fn is_clean(&self) -> bool {
        self.problems.is_empty()
    }

    pub fn note(&mut self, kind: Kind, at: &At, what: impl Into<String>, advice: impl Into<String>) {
        if self.problems.len() == MOST_PROBLEMS {
            self.left_off += 1;
            return;
        }
        let (what, advice) = (what.into(), advice.into());
        self.problems.push(Problem { kind, line: None, path: at.to_string(), what, advice });
    }

    fn shape(&mut self, at: &At, node: &Node, wanted: &str) {
        self.note(Kind::Shape, at, format!("{node} is not {wanted}"), format!("give {wanted}"));
    }

    /// An object with no other fields than `known`, each once.
    pub fn object<'n, 'a>(&mut self, node: &'n Node, at: &'a At<'a>, known: &[&str]) -> Fields<'n, 'a> {
        let Node::Object(fields) = node else {
            self.shape(at, node, &format!("an object with the fields {}", known.join(", ")));
            return Fields { fields: &[], at };
        };
        for (place, (name, _)) in fields.iter().enumerate() {
            if !known.contains(&name.as_str()) {
                let name = Node::Text(name.clone());
                let advice = format!("leave it out, or spell it as one of {}", known.join(", "));
                self.note(Kind::Shape, at, format!("the field {name} is not known"), advice);
            } else if fields[..place].iter().any(|(other, _)| other == name) {
                let what = format!("the field \"{name}\" is given twice");
                self.note(Kind::Syntax, at, what, "give it once");
            }
        }
        Fields { fields, at }
    }

    /// A text that people or files call something by.
    pub fn text(&mut self, node: &Node, at: &At) -> String {
        if let Node::Text(text) = node {
            let length = text.chars().count();
            let control = text.chars().any(|letter| letter.is_ascii_control());
            if (1..=MOST_CHARACTERS).contains(&length) && !control {
                return text.clone();
            }
        }
        self.shape(at, node, &format!("a text of 1 to {MOST_CHARACTERS} characters on one line"));
        String::new()
    }

    pub fn flag(&mut self, node: &Node, at: &At) -> bool {
        if let Node::Flag(flag) = node {
            return *flag;
        }
        self.shape(at, node, "true or false");
        false
    }

    pub fn number(&mut self, node: &Node, at: &At, within: &RangeInclusive<f64>) -> f64 {
        match node {
            Node::Number(number) if within.contains(number) => *number,
            _ => {
                self.shape(at, node, &format!("a number from {} to {}", within.start(), within.end()));
                *within.start()
            }
        }
    }

    /// A whole number; 3.0 is one, as in JSON Schema.
    #[expect(clippy::cast_possible_truncation, reason = "compared with what it came from")]
    pub fn whole(&mut self, node: &Node, at: &At, within: &RangeInclusive<i32>) -> i32 {
        if let Node::Number(number) = node {
            let whole = *number as i32;
            if f64::from(whole).to_bits() == (number + 0.0).to_bits() && within.contains(&whole) {
                return whole;
            }
        }
        self.shape(at, node, &format!("a whole number from {} to {}", within.start(), within.end()));
        *within.start()
    }

    /// A whole number from `least` to [`MOST`].
    pub fn count(&mut self, node: &Node, at: &At, least: u32) -> u32 {
        let end = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
        let whole = self.whole(node, at, &(end(least)..=end(MOST)));
        u32::try_from(whole).unwrap_or(least)
    }

    /// One of a few words.
    pub fn word(&mut self, node: &Node, at: &At, words: &[&str]) -> usize {
        let found = match node {
            Node::Text(text) => words.iter().position(|word| word == text),
            _ => None,
        };
        found.unwrap_or_else(|| {
            let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
            self.shape(at, node, &format!("one of {}", words.join(", ")));
            0
        })
    }

    /// A list of at least `least`.
    pub fn list<'n>(&mut self, node: &'n Node, at: &At, least: usize) -> &'n [Node] {
        match node {
            Node::List(nodes) if nodes.len() >= least => nodes,
            _ if least == 0 => {
                self.shape(at, node, "a list");
                &[]
            }
            _ => {
                self.shape(at, node, &format!("a list of at least {least}"));
                &[]
            }
        }
    }

    /// A list, one after the other.
    pub fn each<T>(
        &mut self,
        node: &Node,
        at: &At,
        least: usize,
        mut read: impl FnMut(&mut Self, &Node, &At) -> T,
    ) -> Vec<T> {
        let nodes = self.list(node, at, least);
        nodes.iter().enumerate().map(|(place, node)| read(self, node, &at.place(place))).collect()
    }

    /// Texts that are all different.
    pub fn texts(&mut self, node: &Node, at: &At, least: usize) -> Vec<String> {
        let texts = self.each(node, at, least, Self::text);
        let mut seen = HashMap::with_capacity(texts.len());
        for (place, text) in texts.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            if let Some(first) = seen.insert(text.as_str(), place) {
                let what = format!("{} is in the list twice", Node::Text(text.clone()));
                self.note(
                    Kind::Shape,
                    &at.place(place),
                    what,
                    format!("leave it out: it is {at}[{first}] too"),
                );
            }
        }
        texts
    }

    /// The names of a list whose members have ids.
    pub fn names<'t>(
        &mut self,
        one: &'static str,
        list: &'static str,
        ids: impl Iterator<Item = &'t str>,
    ) -> Names {
        let mut places: HashMap<String, usize> = HashMap::new();
        for (place, id) in ids.enumerate().filter(|(_, id)| !id.is_empty()) {
            if let Some(first) = places.get(id) {
                let what = format!("{} is the id of {list}[{first}] too", Node::Text(id.to_owned()));
                let within = FILE.field(list);
                let at = within.place(place);
                self.note(Kind::Meaning, &at.field("id"), what, "give each an id of its own");
            } else {
                places.insert(id.to_owned(), place);
            }
        }
        Names { one, list, places }
    }

    /// The place of what a text names.
    pub fn place(&mut self, node: &Node, at: &At, names: &Names) -> usize {
        let id = self.text(node, at);
        if id.is_empty() {
            return 0;
        }
        self.find(&id, at, names)
    }

    pub fn find(&mut self, id: &str, at: &At, names: &Names) -> usize {
        names.places.get(id).copied().unwrap_or_else(|| {
            let what = format!("{} names no {}", Node::Text(id.to_owned()), names.one);
            self.note(Kind::Meaning, at, what, format!("give the id of one of \"{}\"", names.list));
            0
        })
    }

    /// The places of what texts name, ascending.
    pub fn places(&mut self, node: &Node, at: &At, names: &Names, least: usize) -> Vec<usize> {
        let texts = self.texts(node, at, least);
        let known = texts.iter().enumerate().filter(|(_, text)| !text.is_empty());
        let mut places: Vec<usize> =
            known.map(|(place, text)| self.find(text, &at.place(place), names)).collect();
        places.sort_unstable();
        places.dedup();
        places
    }
}

impl Names {
    /// The place of an id.
    pub fn get(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// What one of them is.
    pub const fn one(&self) -> &'static str {
        self.one
    }
}

impl<'n> Fields<'n, '_> {
    pub fn get(&self, name: &str) -> Option<&'n Node> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, node)| node)
    }

    /// A field that must be there.
    pub fn required<T: Default>(
        &self,
        reading: &mut Reading,
        name: &str,
        read: impl FnOnce(&mut Reading, &'n Node, &At) -> T,
    ) -> T {
        if let Some(node) = self.get(name) {
            return read(reading, node, &self.at.field(name));
        }
        reading.note(Kind::Shape, self.at, format!("the field \"{name}\" is missing"), "give it");
        T::default()
    }

    /// A field that may be there.
    pub fn optional<T>(
        &self,
        reading: &mut Reading,
        name: &str,
        read: impl FnOnce(&mut Reading, &'n Node, &At) -> T,
    ) -> Option<T> {
        self.get(name).map(|node| read(reading, node, &self.at.field(name)))
    }

    pub fn id(&self, reading: &mut Reading) -> String {
        self.required(reading, "id", Reading::text)
    }

    /// The name, or the id where none is given.
    pub fn name_or(&self, reading: &mut Reading, id: &str) -> String {
        self.optional(reading, "name", Reading::text).unwrap_or_else(|| id.to_owned())
    }

    pub fn texts(&self, reading: &mut Reading, name: &str) -> Vec<String> {
        self.optional(reading, name, |reading, node, at| reading.texts(node, at, 0)).unwrap_or_default()
    }

    pub fn flag(&self, reading: &mut Reading, name: &str) -> bool {
        self.optional(reading, name, Reading::flag).unwrap_or_default()
    }

    pub fn count(&self, reading: &mut Reading, name: &str, least: u32, default: u32) -> u32 {
        self.optional(reading, name, |reading, node, at| reading.count(node, at, least)).unwrap_or(default)
    }

    pub fn number(
        &self,
        reading: &mut Reading,
        name: &str,
        within: &RangeInclusive<f64>,
        default: f64,
    ) -> f64 {
        self.optional(reading, name, |reading, node, at| reading.number(node, at, within)).unwrap_or(default)
    }

    pub fn place(&self, reading: &mut Reading, name: &str, names: &Names) -> usize {
        self.required(reading, name, |reading, node, at| reading.place(node, at, names))
    }

    pub fn optional_place(&self, reading: &mut Reading, name: &str, names: &Names) -> Option<usize> {
        self.optional(reading, name, |reading, node, at| reading.place(node, at, names))
    }

    pub fn places(&self, reading: &mut Reading, name: &str, names: &Names) -> Option<Vec<usize>> {
        self.optional(reading, name, |reading, node, at| reading.places(node, at, names, 0))
    }
}
