//! Words of a line.

use domain::item::{Element, Node};

use super::{Bad, Slots, math};

/// Marks within each other, at most.
const DEEPEST: usize = 12;

/// A line as nodes.
pub fn read(text: &str, slots: &mut dyn Slots) -> Result<Vec<Node>, Bad> {
    within(text, slots, 0)
}

fn within(text: &str, slots: &mut dyn Slots, depth: usize) -> Result<Vec<Node>, Bad> {
    if depth > DEEPEST {
        return Err(Bad::Markup("has too many marks within each other".to_owned()));
    }
    let mut nodes = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if let Some((node, length)) = special(rest, slots, depth)? {
            if !plain.is_empty() {
                nodes.push(Node::Text(std::mem::take(&mut plain)));
            }
            nodes.extend(node);
            rest = &rest[length..];
        } else {
            let escaped = (first == '\\').then(|| rest[1..].chars().next()).flatten();
            let escaped = escaped.filter(char::is_ascii_punctuation);
            plain.push(escaped.unwrap_or(first));
            rest = &rest[first.len_utf8() + escaped.map_or(0, char::len_utf8)..];
        }
    }
    if !plain.is_empty() {
        nodes.push(Node::Text(plain));
    }
    Ok(nodes)
}

/// What a mark at the beginning of `rest` makes, and how long it is.
fn special(rest: &str, slots: &mut dyn Slots, depth: usize) -> Result<Option<(Vec<Node>, usize)>, Bad> {
    for (mark, name) in [("**", "strong"), ("*", "em")] {
        if !rest.starts_with(mark) || rest[mark.len()..].starts_with(char::is_whitespace) {
            continue;
        }
        if let Some(end) = closing(rest, mark.len(), mark) {
            let content = within(&rest[mark.len()..end], slots, depth + 1)?;
            let element = Node::Element(Element::new(name, content));
            return Ok(Some((vec![element], end + mark.len())));
        }
    }
    if rest.starts_with("{=") {
        let end = rest.find('}').ok_or_else(|| Bad::Markup("{= has no closing }".to_owned()))?;
        return Ok(Some((slots.in_line(rest[2..end].trim())?, end + 1)));
    }
    if rest.starts_with("{{") {
        let end = rest.find("}}").ok_or_else(|| Bad::Markup("{{ has no closing }}".to_owned()))?;
        return Ok(Some((vec![slots.blank(rest[2..end].trim())?], end + 2)));
    }
    if rest.starts_with("[[") {
        let end = rest.find("]]").ok_or_else(|| Bad::Markup("[[ has no closing ]]".to_owned()))?;
        return Ok(Some((vec![slots.hot(rest[2..end].trim())?], end + 2)));
    }
    if rest.starts_with("![") {
        return media(rest);
    }
    if rest.starts_with('[') {
        return foreign(rest, slots, depth);
    }
    if let Some(end) = formula_end(rest) {
        return Ok(Some((vec![math::read(&rest[1..end], false, slots)?], end + 1)));
    }
    Ok(None)
}

/// Where `mark` closes, looked for from `from` on; what stands in formulas and after a backslash is left out.
fn closing(rest: &str, from: usize, mark: &str) -> Option<usize> {
    let mut at = from;
    while let Some(next) = rest[at..].chars().next() {
        if next == '\\' {
            at += 1 + rest[at + 1..].chars().next().map_or(0, char::len_utf8);
        } else if let Some(end) = formula_end(&rest[at..]) {
            at += end + 1;
        } else if rest[at..].starts_with("{=") {
            at += rest[at..].find('}')? + 1;
        } else if mark == "*" && rest[at..].starts_with("**") {
            // Bold within italic is stepped over whole.
            at = closing(rest, at + 2, "**")? + 2;
        } else if rest[at..].starts_with(mark) && at > from {
            return Some(at);
        } else {
            at += next.len_utf8();
        }
    }
    None
}

/// Where a formula that begins here ends. A dollar sign before a space, or one closed before a digit, is money.
pub(super) fn formula_end(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('$')?;
    if inner.starts_with(|c: char| c.is_whitespace() || c == '$') {
        return None;
    }
    let mut before = '$';
    for (at, c) in inner.char_indices() {
        if c == '$' && before != '\\' {
            let money = before.is_whitespace() || inner[at + 1..].starts_with(|c: char| c.is_ascii_digit());
            return (!money).then_some(at + 1);
        }
        before = if c == '\\' && before == '\\' { ' ' } else { c };
    }
    None
}

/// `![what it shows](file)`: a picture, or by the file's ending a sound or film.
fn media(rest: &str) -> Result<Option<(Vec<Node>, usize)>, Bad> {
    let Some((middle, end)) =
        rest.find("](").and_then(|middle| Some((middle, middle + rest[middle..].find(')')?)))
    else {
        return Ok(None);
    };
    let (text, file) = (rest[2..middle].trim(), rest[middle + 2..end].trim());
    if text.is_empty() {
        return Err(Bad::NoAlternativeText);
    }
    if file.is_empty() || file.contains(|c: char| c.is_whitespace() || c == ':' || c == '\\') {
        return Err(Bad::Markup(format!(
            "«{file}» is no file of this bank: name one, without spaces and colons"
        )));
    }
    let ending = file.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let (name, label) = match ending.as_str() {
        "mp3" | "ogg" | "oga" | "wav" | "m4a" => ("audio", "aria-label"),
        "mp4" | "webm" => ("video", "aria-label"),
        _ => ("img", "alt"),
    };
    let mut element = Element::new(name, Vec::new());
    element.attributes.push(("src".to_owned(), file.to_owned()));
    element.attributes.push((label.to_owned(), text.to_owned()));
    if name != "img" {
        element.attributes.push(("controls".to_owned(), "controls".to_owned()));
    }
    Ok(Some((vec![Node::Element(element)], end + 1)))
}

/// `[words]{es}`: words in another language.
fn foreign(rest: &str, slots: &mut dyn Slots, depth: usize) -> Result<Option<(Vec<Node>, usize)>, Bad> {
    let Some(middle) = closing(rest, 1, "]{") else { return Ok(None) };
    let Some(end) = rest[middle..].find('}').map(|end| middle + end) else { return Ok(None) };
    let language = &rest[middle + 2..end];
    let plausible = (2..=20).contains(&language.len())
        && language.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && language.starts_with(|c: char| c.is_ascii_lowercase());
    if !plausible {
        return Ok(None);
    }
    let mut element = Element::new("span", within(&rest[1..middle], slots, depth + 1)?);
    element.attributes.push(("lang".to_owned(), language.to_owned()));
    Ok(Some((vec![Node::Element(element)], end + 1)))
}
