//! What a text comes to before it is read as XML: depth, attributes, document type. It is looked at first because
//! a parser's work grows with the square of some of them.

use super::Limits;

/// Why a text is not even tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TooMuch {
    /// The line, from 1.
    pub line: u64,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub advice: &'static str,
}

/// Looks at every tag once.
pub(super) fn check(text: &str, limits: &Limits) -> Result<(), TooMuch> {
    let bytes = text.as_bytes();
    let (mut place, mut depth, mut namespaces) = (0, 0_usize, 0_usize);
    while let Some(found) = next(bytes, place, b"<") {
        let rest = &bytes[found..];
        let refuse = |what: String, advice| Err(TooMuch { line: line_of(bytes, found), what, advice });
        place = if rest.starts_with(b"<!--") {
            next(bytes, found + 4, b"-->").map_or(bytes.len(), |end| end + 3)
        } else if rest.starts_with(b"<![CDATA[") {
            next(bytes, found + 9, b"]]>").map_or(bytes.len(), |end| end + 3)
        } else if rest.starts_with(b"<?") {
            next(bytes, found + 2, b"?>").map_or(bytes.len(), |end| end + 2)
        } else if rest.starts_with(b"<!") {
            let what = "it has a document type or entities, which are never read";
            return refuse(
                what.to_owned(),
                "Take out the line that begins with <!DOCTYPE and write characters as they are.",
            );
        } else if rest.starts_with(b"</") {
            depth = depth.saturating_sub(1);
            next(bytes, found + 2, b">").map_or(bytes.len(), |end| end + 1)
        } else {
            let tag = tag(rest);
            namespaces += tag.namespaces;
            depth += 1;
            if depth > limits.depth {
                let what = format!("elements stand more than {} deep in one another", limits.depth);
                return refuse(what, "Make the content simpler.");
            }
            if tag.attributes > limits.attributes {
                let what = format!("an element has more than {} attributes", limits.attributes);
                return refuse(what, "Take out attributes that QTI does not know.");
            }
            if namespaces > limits.namespaces {
                let what = format!("namespaces are declared more than {} times", limits.namespaces);
                return refuse(what, "Declare each namespace once, on the outermost element.");
            }
            depth -= usize::from(tag.closed);
            found + tag.length
        };
    }
    Ok(())
}

struct Opening {
    length: usize,
    attributes: usize,
    namespaces: usize,
    closed: bool,
}

/// An opening tag from its `<` on.
fn tag(rest: &[u8]) -> Opening {
    let mut opening = Opening { length: rest.len(), attributes: 0, namespaces: 0, closed: false };
    let mut quote = None;
    for (place, byte) in rest.iter().enumerate().skip(1) {
        match (quote, byte) {
            (Some(open), byte) if open == *byte => quote = None,
            (None, b'"' | b'\'') => {
                quote = Some(*byte);
                opening.attributes += 1;
            }
            (None, b'x') => opening.namespaces += usize::from(rest[place..].starts_with(b"xmlns")),
            (None, b'>') => {
                opening.length = place + 1;
                opening.closed = rest[place - 1] == b'/';
                break;
            }
            _ => {}
        }
    }
    opening
}

fn next(bytes: &[u8], from: usize, wanted: &[u8]) -> Option<usize> {
    let rest = bytes.get(from..)?;
    rest.windows(wanted.len()).position(|window| window == wanted).map(|place| from + place)
}

/// The line of a byte, from 1.
#[expect(clippy::naive_bytecount, reason = "runs once, for a message")]
pub(super) fn line_of(bytes: &[u8], place: usize) -> u64 {
    1 + bytes[..place.min(bytes.len())].iter().filter(|byte| **byte == b'\n').count() as u64
}
