//! Bytes to a tree that keeps what a map would lose: fields that are given twice.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::{Kind, MOST_BYTES, Problem, Unreadable};

/// A value of JSON.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    Null,
    Flag(bool),
    Number(f64),
    Text(String),
    List(Vec<Node>),
    Object(Vec<(String, Node)>),
}

/// Reads one document.
pub(super) fn parse(bytes: &[u8]) -> Result<Node, Unreadable> {
    if bytes.len() > MOST_BYTES {
        return Err(whole_file(
            None,
            format!("it has {} bytes", bytes.len()),
            format!("a file of one day has at most {MOST_BYTES}"),
        ));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    serde_json::from_slice(bytes).map_err(|error| {
        let what = match error.classify() {
            serde_json::error::Category::Eof => "the file ends in the middle",
            _ => "it is no JSON",
        };
        let line = Some(error.line()).filter(|line| *line > 0);
        whole_file(line, what.to_owned(), format!("mend what stands there ({error})"))
    })
}

fn whole_file(line: Option<usize>, what: String, advice: String) -> Unreadable {
    let problem = Problem { kind: Kind::Syntax, line, path: String::new(), what, advice };
    Unreadable { problems: vec![problem], left_off: 0 }
}

/// Of a long value so many characters are shown.
const SHOWN: usize = 60;

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Flag(flag) => write!(f, "{flag}"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => {
                let shown: String = text.chars().take(SHOWN).flat_map(char::escape_debug).collect();
                let more = if text.chars().nth(SHOWN).is_some() { "..." } else { "" };
                write!(f, "\"{shown}{more}\"")
            }
            Self::List(nodes) => write!(f, "a list of {}", nodes.len()),
            Self::Object(_) => f.write_str("an object"),
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Whatever)
    }
}

struct Whatever;

impl<'de> Visitor<'de> for Whatever {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a value of JSON")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Node, E> {
        Ok(Node::Flag(flag))
    }

    #[expect(clippy::cast_precision_loss, reason = "no number of the formats is larger than a million")]
    fn visit_u64<E>(self, number: u64) -> Result<Node, E> {
        Ok(Node::Number(number as f64))
    }

    #[expect(clippy::cast_precision_loss, reason = "no number of the formats is larger than a million")]
    fn visit_i64<E>(self, number: i64) -> Result<Node, E> {
        Ok(Node::Number(number as f64))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Node, E> {
        Ok(Node::Number(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node, A::Error> {
        let mut nodes = Vec::new();
        while let Some(node) = list.next_element()? {
            nodes.push(node);
        }
        Ok(Node::List(nodes))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut fields = Vec::new();
        while let Some(field) = map.next_entry()? {
            fields.push(field);
        }
        Ok(Node::Object(fields))
    }
}
