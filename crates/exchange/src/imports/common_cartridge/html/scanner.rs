//! Tags and texts of a page, one after the other.

use super::entities::decoded;

/// The most attributes of one tag that are read.
const MOST_ATTRIBUTES: usize = 64;

/// One piece of a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Text, its entities read.
    Text(String),
    /// A tag that opens; `closed` where it closes itself too.
    Open { name: String, attributes: Vec<(String, String)>, closed: bool },
    /// A tag that closes.
    Close(String),
}

/// Goes through a page once, from its beginning to its end.
pub(super) struct Scanner<'t> {
    rest: &'t str,
}

impl<'t> Scanner<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { rest: text.trim_start_matches('\u{feff}') }
    }

    pub(super) fn next(&mut self) -> Option<Token> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            let Some(tag) = self.rest.strip_prefix('<') else { return Some(self.text()) };
            if let Some(comment) = tag.strip_prefix("!--") {
                self.rest = comment.split_once("-->").map_or("", |(_, after)| after);
            } else if let Some(data) = tag.strip_prefix("![CDATA[") {
                let (inside, after) = data.split_once("]]>").unwrap_or((data, ""));
                self.rest = after;
                return Some(Token::Text(inside.to_owned()));
            } else if tag.starts_with(['!', '?']) {
                self.rest = tag.split_once('>').map_or("", |(_, after)| after);
            } else if let Some(close) = tag.strip_prefix('/') {
                let (name, after) = close.split_once('>').unwrap_or((close, ""));
                self.rest = after;
                let name = name.trim().to_ascii_lowercase();
                if is_name(&name) {
                    return Some(Token::Close(name));
                }
            } else if tag.starts_with(|first: char| first.is_ascii_alphabetic()) {
                self.rest = tag;
                return Some(self.tag());
            } else {
                // A sign that means "less than".
                self.rest = tag;
                let Token::Text(more) = self.text() else { return None };
                return Some(Token::Text(format!("<{more}")));
            }
        }
    }

    /// Text up to the next tag.
    fn text(&mut self) -> Token {
        let end = self.rest.find('<').unwrap_or(self.rest.len());
        let (text, after) = self.rest.split_at(end);
        self.rest = after;
        Token::Text(decoded(text))
    }

    /// What stands up to the end tag of `name`, unread.
    pub(super) fn raw(&mut self, name: &str) -> String {
        let lower = self.rest.to_ascii_lowercase();
        let end = lower.find(&format!("</{name}")).unwrap_or(lower.len());
        let (inside, after) = self.rest.split_at(end);
        self.rest = after.split_once('>').map_or("", |(_, after)| after);
        inside.to_owned()
    }

    fn tag(&mut self) -> Token {
        let end =
            self.rest.find(|c: char| c.is_whitespace() || c == '/' || c == '>').unwrap_or(self.rest.len());
        let (name, after) = self.rest.split_at(end);
        self.rest = after;
        let mut attributes: Vec<(String, String)> = Vec::new();
        let mut closed = false;
        loop {
            self.rest = self.rest.trim_start();
            if let Some(after) = self.rest.strip_prefix('>') {
                self.rest = after;
                break;
            }
            if let Some(after) = self.rest.strip_prefix('/') {
                closed = after.starts_with('>');
                self.rest = after;
                continue;
            }
            if self.rest.is_empty() {
                break;
            }
            let (name, value) = self.attribute();
            if is_name(&name)
                && attributes.len() < MOST_ATTRIBUTES
                && attributes.iter().all(|(had, _)| *had != name)
            {
                attributes.push((name, value));
            }
        }
        let name = name.to_ascii_lowercase();
        // A prefix says nothing here.
        let name = name.rsplit(':').next().unwrap_or_default().to_owned();
        Token::Open { name, attributes, closed }
    }

    fn attribute(&mut self) -> (String, String) {
        let ends = |c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/');
        // At least one character is taken, so that it goes on.
        let first = self.rest.chars().next().map_or(0, char::len_utf8);
        let end = self.rest[first..].find(ends).map_or(self.rest.len(), |end| end + first);
        let (name, after) = self.rest.split_at(end);
        self.rest = after.trim_start();
        let Some(after) = self.rest.strip_prefix('=') else {
            return (name.to_ascii_lowercase(), String::new());
        };
        let after = after.trim_start();
        let quoted = ['"', '\''].into_iter().find_map(|quote| {
            let inside = after.strip_prefix(quote)?;
            Some(inside.split_once(quote).unwrap_or((inside, "")))
        });
        let (value, after) = quoted.unwrap_or_else(|| {
            after.split_at(after.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(after.len()))
        });
        self.rest = after;
        (name.to_ascii_lowercase(), decoded(value))
    }
}

fn is_name(name: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | ':' | '_');
    name.starts_with(|first: char| first.is_ascii_alphabetic()) && name.chars().all(allowed)
}
