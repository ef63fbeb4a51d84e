//! What a competency is called, inside a line of a page: plain words, with formulas as mathematics.

use std::fmt;

use domain::{framework::Competency, plain};

use crate::statement;

/// HTML without anything around it. Where no HTML is written, such as in a choice or an attribute, it is the
/// text of [`Competency::title`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title(String);

impl Title {
    /// The title of a competency.
    pub fn of(one: &Competency) -> Self {
        Self::cut(one, usize::MAX)
    }

    /// The title, which is only text where it is longer than `most` characters and had to be cut.
    pub fn cut(one: &Competency, most: usize) -> Self {
        let (written, title) = (one.short.as_ref().unwrap_or(&one.statement), one.title());
        if title.chars().count() > most || title.ends_with('…') {
            return Self::text(&plain::cut(&title, most));
        }
        Self::whole(written)
    }

    /// A whole statement in one line.
    pub fn whole(statement: &str) -> Self {
        Self(statement::line(statement))
    }

    /// Text as it stands.
    pub fn text(text: &str) -> Self {
        Self(statement::escaped(text))
    }
}

impl fmt::Display for Title {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What is in it was escaped, or made from a formula by [`statement`].
impl askama::filters::HtmlSafe for Title {}
