//! A quiz or a bank of questions of QTI 1.2: its questions, each taken or left out for itself.

use std::collections::BTreeSet;

use super::{page, question};
use crate::{
    Problem,
    qti::{ReadItem, tree::Tag},
};

/// The most questions of one quiz.
const MOST_QUESTIONS: usize = 500;

/// The most characters of an identifier that is made here.
const MOST_IDENTIFIER: usize = 200;

/// A quiz that was read.
#[derive(Debug, Default)]
pub(super) struct Quiz {
    /// What it is called; may be empty.
    pub title: String,
    /// Its items with their identifiers.
    pub items: Vec<(String, ReadItem)>,
    /// What was left out or changed.
    pub problems: Vec<Problem>,
}

/// Reads the questions of a quiz, whose identifiers begin with `prefix`.
pub(super) fn read(place: &page::Place<'_>, root: &Tag, prefix: &str) -> Quiz {
    let mut quiz = Quiz::default();
    let assessments = root.all("assessment");
    let banks = root.all("objectbank");
    let whole = assessments.first().or(banks.first()).copied().unwrap_or(root);
    quiz.title =
        whole.attribute("title").unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    let questions = whole.all("item");
    if questions.len() > MOST_QUESTIONS {
        let what =
            format!("the quiz has {} questions; the first {MOST_QUESTIONS} were taken", questions.len());
        quiz.problems.push(Problem::error(place.file, what, "Split it into several quizzes."));
    }
    let mut taken = BTreeSet::new();
    for (number, tag) in questions.into_iter().take(MOST_QUESTIONS).enumerate() {
        let ident = tag.attribute("ident").unwrap_or_default();
        let mut identifier = identifier(prefix, ident, number);
        if !taken.insert(identifier.clone()) {
            identifier = format!("{identifier}-{}", number + 1);
            taken.insert(identifier.clone());
        }
        match question::read(place, tag, &identifier, &mut quiz.problems) {
            Ok(read) => quiz.items.push((identifier, read)),
            Err(problems) => quiz.problems.extend(problems),
        }
    }
    if quiz.items.is_empty() {
        let what = "none of the questions of this quiz can be taken".to_owned();
        quiz.problems.push(Problem::error(place.file, what, "Write the questions anew here."));
    }
    quiz
}

/// An identifier of the bank: letters, digits, `-`, `_` and `.`.
pub(super) fn identifier(prefix: &str, ident: &str, number: usize) -> String {
    let ident = ident.trim();
    let own = if ident.is_empty() { (number + 1).to_string() } else { ident.to_owned() };
    let written = format!("{prefix}-{own}");
    let usable = |letter: char| {
        if letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.') { letter } else { '-' }
    };
    written.chars().map(usable).take(MOST_IDENTIFIER).collect()
}
