//! An XML file as elements with the names of QTI 3.0.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};
use roxmltree::{Document, ParsingOptions};

use super::{Limits, QtiVersion, names, shape};
use crate::Problem;

/// One element.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Tag {
    /// Its name in QTI 3.0, HTML, MathML or SVG, without a prefix.
    pub name: String,
    /// Its attributes; `xml:lang` with its prefix.
    pub attributes: Vec<(String, String)>,
    /// What is in it; texts never stand beside one another.
    pub children: Vec<Child>,
    /// Where it stood, from 1; 0 for what is written.
    pub line: u64,
}

/// What is in an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Child {
    Tag(Tag),
    Text(String),
}

/// A file that was read: its outermost element, and which QTI it is.
pub(crate) struct Read {
    pub root: Tag,
    pub version: QtiVersion,
}

const XML: &str = "http://www.w3.org/XML/1998/namespace";
const INCLUDE: &str = "http://www.w3.org/2001/XInclude";
const XLINK: &str = "http://www.w3.org/1999/xlink";

/// The name of an element of XInclude.
pub(crate) const INCLUDED: &str = "xi:include";

impl Read {
    /// Reads a file. `file` names it in problems.
    pub(crate) fn new(file: &str, bytes: &[u8], limits: &Limits) -> Result<Self, Box<Problem>> {
        if bytes.len() > limits.xml_bytes {
            let what = format!("it has {} bytes; {} is the most", bytes.len(), limits.xml_bytes);
            return Err(Box::new(Problem::error(file, what, "Split it into several files.")));
        }
        let text = text(file, bytes)?;
        shape::check(&text, limits)
            .map_err(|much| Box::new(Problem::error(file, much.what, much.advice).at_line(much.line)))?;
        let options =
            ParsingOptions { allow_dtd: false, nodes_limit: limits.nodes, ..ParsingOptions::default() };
        let document = Document::parse_with_options(&text, options).map_err(|error| {
            let line = u64::from(error.pos().row);
            let what = format!("it is not XML that can be read: {error}");
            Box::new(
                Problem::error(file, what, "Export it again, or mend it with an XML editor.").at_line(line),
            )
        })?;
        let root = document.root_element();
        let version = names::version(&root);
        Ok(Self { root: Building { version, text: &text, place: 0, line: 1 }.tag(root), version })
    }
}

/// The text of a file: UTF-8, or UTF-16 with its mark.
fn text<'b>(file: &str, bytes: &'b [u8]) -> Result<Cow<'b, str>, Box<Problem>> {
    let refuse =
        |what: String| Err(Box::new(Problem::error(file, what, "Save it as UTF-8 and bring it again.")));
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let decoded = encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..]);
        return decoded
            .map_or_else(|| refuse(format!("it says that it is {} but is not", encoding.name())), Ok);
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        let good = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
        let problem = refuse("it is not UTF-8".to_owned());
        return problem.map_err(|problem| Box::new(problem.at_line(shape::line_of(bytes, good))));
    };
    match declared(text) {
        Some(encoding) if !text.is_ascii() && Encoding::for_label(encoding.as_bytes()) != Some(UTF_8) => {
            refuse(format!("it says that its encoding is \"{encoding}\""))
        }
        _ => Ok(Cow::Borrowed(text)),
    }
}

/// The encoding that an XML declaration names.
fn declared(text: &str) -> Option<&str> {
    let declaration = text.strip_prefix("<?xml")?.split("?>").next()?;
    let (_, after) = declaration.split_once("encoding")?;
    let mut quoted = after.split(['"', '\'']);
    quoted.next();
    quoted.next()
}

struct Building<'a> {
    version: QtiVersion,
    text: &'a str,
    /// How far lines were counted, and how many there are up to there: positions only grow.
    place: usize,
    line: u64,
}

impl Building<'_> {
    /// Depth is within [`Limits::depth`].
    fn tag(&mut self, node: roxmltree::Node<'_, '_>) -> Tag {
        let line = self.line_at(node.range().start);
        let local = node.tag_name().name();
        let foreign = node.tag_name().namespace() == Some(INCLUDE);
        let name = if foreign { INCLUDED.to_owned() } else { names::element(self.version, &node, local) };
        let mapped = name.starts_with("qti-");
        let attributes = node
            .attributes()
            .filter_map(|attribute| {
                let name = match attribute.namespace() {
                    None if mapped => names::attribute(self.version, attribute.name()),
                    None | Some(XLINK) => attribute.name().to_owned(),
                    Some(XML) => format!("xml:{}", attribute.name()),
                    Some(_) => return None,
                };
                Some((name, attribute.value().to_owned()))
            })
            .collect();
        let mut tag = Tag { name, attributes, children: Vec::new(), line };
        for child in node.children() {
            if child.is_element() {
                tag.children.push(Child::Tag(self.tag(child)));
            } else if let Some(text) = child.text().filter(|_| child.is_text()) {
                tag.push_text(text);
            }
        }
        tag
    }

    fn line_at(&mut self, place: usize) -> u64 {
        if let Some(between) = self.text.as_bytes().get(self.place..place) {
            #[expect(clippy::naive_bytecount, reason = "every byte is looked at once")]
            let lines = between.iter().filter(|byte| **byte == b'\n').count();
            self.line += lines as u64;
            self.place = place;
        }
        self.line
    }
}

impl Tag {
    pub(crate) fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// With an attribute.
    pub(crate) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.attributes.push((name.to_owned(), value.into()));
        self
    }

    /// With an attribute if there is a value.
    pub(crate) fn maybe(self, name: &str, value: Option<impl Into<String>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// With an attribute if `value` differs from what stands without it.
    pub(crate) fn unless<T: PartialEq + ToString + Copy>(self, default: T, name: &str, value: T) -> Self {
        if value == default { self } else { self.with(name, value.to_string()) }
    }

    /// With another element in it.
    pub(crate) fn holding(mut self, child: Tag) -> Self {
        self.children.push(Child::Tag(child));
        self
    }

    /// With other elements in it.
    pub(crate) fn holding_all(mut self, children: impl IntoIterator<Item = Tag>) -> Self {
        self.children.extend(children.into_iter().map(Child::Tag));
        self
    }

    /// With a text in it.
    pub(crate) fn saying(mut self, text: &str) -> Self {
        self.push_text(text);
        self
    }

    pub(crate) fn push_text(&mut self, text: &str) {
        match self.children.last_mut() {
            _ if text.is_empty() => {}
            Some(Child::Text(before)) => before.push_str(text),
            _ => self.children.push(Child::Text(text.to_owned())),
        }
    }

    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The elements in it.
    pub(crate) fn tags(&self) -> impl Iterator<Item = &Tag> {
        self.children.iter().filter_map(|child| match child {
            Child::Tag(tag) => Some(tag),
            Child::Text(_) => None,
        })
    }

    /// The elements of one name in it.
    pub(crate) fn named<'t>(&'t self, name: &'t str) -> impl Iterator<Item = &'t Tag> {
        self.tags().filter(move |tag| tag.name == name)
    }

    /// The first element of a name in it.
    pub(crate) fn first(&self, name: &str) -> Option<&Tag> {
        self.tags().find(|tag| tag.name == name)
    }

    /// All text in it, at any depth.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        self.gather(&mut text);
        text
    }

    fn gather(&self, into: &mut String) {
        for child in &self.children {
            match child {
                Child::Text(text) => into.push_str(text),
                Child::Tag(tag) => tag.gather(into),
            }
        }
    }

    /// Every element of a name in it, at any depth.
    pub(crate) fn all<'t>(&'t self, name: &str) -> Vec<&'t Tag> {
        let mut found = Vec::new();
        self.find(&|tag| tag.name == name, &mut found);
        found
    }

    pub(crate) fn find<'t>(&'t self, wanted: &dyn Fn(&Tag) -> bool, found: &mut Vec<&'t Tag>) {
        for tag in self.tags() {
            if wanted(tag) {
                found.push(tag);
            }
            tag.find(wanted, found);
        }
    }
}
