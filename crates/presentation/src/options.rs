//! How an item is to be shown.

use std::collections::BTreeMap;

use domain::item::{Card, Value, View};

use crate::{FieldProblem, ResponseShape, Words};

/// How an item is to be shown. [`Options::new`] gives what holds when nothing else is said.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// The words beside the item's own text.
    pub words: &'a Words,
    /// The address under which a file of the item is served, from the address that the item gives it.
    pub asset: &'a dyn Fn(&str) -> String,
    /// What the names and ids of all fields begin with; letters, digits and `-`, never empty.
    pub prefix: &'a str,
    /// Language of the item, such as `ar`; decides the direction of the text and the decimal sign.
    pub language: Option<&'a str>,
    /// What is answered and in which shape; without it, what is usual for each interaction.
    pub responses: &'a [ResponseShape],
    /// The fields as they were sent, where they were refused: they are shown in place of the answers, so that
    /// nothing that was written is lost.
    pub sent: Option<&'a [(String, String)]>,
    /// Why they were refused: said beside the fields.
    pub problems: &'a [FieldProblem],
    /// Whether answers are shown only, and cannot be changed.
    pub locked: bool,
    /// What came of each response, for review.
    pub marks: &'a BTreeMap<String, Mark>,
    /// The right answers by response, for review and preview; `None` while an item is answered.
    pub solution: Option<&'a BTreeMap<String, Value>>,
    /// What can be given with places of the item.
    pub catalog: &'a [Card],
    /// Which supports of the catalog are given: `glossary-on-screen`, `keyword-translation`, `spoken`, ...
    pub supports: &'a [String],
    /// Who reads it: notes for others are left out.
    pub view: View,
    /// On what it is shown.
    pub medium: Medium,
}

/// On what an item is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Medium {
    /// A screen.
    #[default]
    Screen,
    /// Paper.
    Paper,
    /// Paper, in large print.
    LargePrint,
}

/// What came of a response. It is shown by a word and a sign, never by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// All of it is right.
    Right,
    /// Some of it is.
    Partly,
    /// None of it is.
    Wrong,
    /// Nobody has marked it yet.
    Unscored,
}

static NO_MARKS: BTreeMap<String, Mark> = BTreeMap::new();

impl<'a> Options<'a> {
    /// An item to be answered on a screen by a learner, with no support but what everybody has.
    pub fn new(words: &'a Words, asset: &'a dyn Fn(&str) -> String) -> Self {
        Self {
            words,
            asset,
            prefix: "r-",
            language: None,
            responses: &[],
            sent: None,
            problems: &[],
            locked: false,
            marks: &NO_MARKS,
            solution: None,
            catalog: &[],
            supports: &[],
            view: View::Candidate,
            medium: Medium::Screen,
        }
    }
}

/// Whether text in `language` runs from right to left. Source: CLDR's scripts of languages.
pub(crate) fn right_to_left(language: &str) -> bool {
    let mut parts = language.split(['-', '_']);
    let primary = parts.next().unwrap_or_default().to_ascii_lowercase();
    match parts.next().filter(|part| part.len() == 4).map(str::to_ascii_lowercase).as_deref() {
        Some("arab" | "hebr" | "thaa" | "syrc" | "nkoo" | "adlm") => true,
        Some(_) => false,
        None => matches!(
            primary.as_str(),
            "ar" | "arc"
                | "ckb"
                | "dv"
                | "fa"
                | "he"
                | "iw"
                | "ks"
                | "ps"
                | "sd"
                | "syr"
                | "ug"
                | "ur"
                | "yi"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::right_to_left;

    #[test]
    fn the_script_decides_the_direction_before_the_language() {
        for (language, runs_left) in [
            ("ar", true),
            ("ar-EG", true),
            ("AR", true),
            ("az-Arab", true),
            ("en", false),
            ("ku-Latn", false),
            ("", false),
        ] {
            assert_eq!(right_to_left(language), runs_left, "{language}");
        }
    }
}
