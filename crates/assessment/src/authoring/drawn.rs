//! An item with the numbers of one draw in it, and the proof of a generator.

use super::{
    Authored, AuthoredKind, Drawn, Formula,
    draws::{Drawing, plain_number, substituted},
};

impl Authored {
    /// The item with the numbers of one draw in it instead of its variables: for a preview, for paper, or for a
    /// bank that holds several fixed items of one generator. `None` where no draw fulfils the condition, or
    /// something has no value; [`super::to_item`] says what.
    pub fn drawn(&self, seed: u64) -> Option<Self> {
        let draw = Drawing::of(&self.variables, self.constraint.as_deref())?.of_seed(seed)?;
        let text = |text: &String| substituted(text, &draw).ok();
        let all = |texts: &Vec<String>| texts.iter().map(text).collect::<Option<Vec<_>>>();
        let optional = |one: &Option<String>| match one {
            None => Some(None),
            Some(one) => text(one).map(Some),
        };
        let choices = |list: &Vec<super::AuthoredChoice>| {
            list.iter()
                .map(|one| {
                    Some(super::AuthoredChoice {
                        text: text(&one.text)?,
                        right: one.right,
                        feedback: optional(&one.feedback)?,
                    })
                })
                .collect::<Option<Vec<_>>>()
        };
        let mut kind = self.kind.clone();
        match &mut kind {
            AuthoredKind::ChooseOne { choices: list, .. }
            | AuthoredKind::ChooseSeveral { choices: list, .. } => {
                *list = choices(list)?;
            }
            AuthoredKind::TrueFalse { words, .. } => *words = [text(&words[0])?, text(&words[1])?],
            AuthoredKind::InlineChoice { blanks, .. } => {
                for blank in blanks {
                    blank.choices = all(&blank.choices)?;
                }
            }
            AuthoredKind::ShortText { .. } => {}
            AuthoredKind::Number { value, .. } => {
                *value = plain_number(Formula::read(value).ok()?.number(&draw).ok()?);
            }
            AuthoredKind::Match { rows, columns, .. } => {
                for (row, _) in rows {
                    *row = text(row)?;
                }
                *columns = all(columns)?;
            }
            AuthoredKind::Order { entries, .. } => *entries = all(entries)?,
            AuthoredKind::GapMatch { text: passage, extra, .. } => {
                *passage = text(passage)?;
                *extra = all(extra)?;
            }
            AuthoredKind::Hottext { text: passage, .. } => *passage = text(passage)?,
            AuthoredKind::ExtendedText { guideline, .. }
            | AuthoredKind::FileUpload { guideline, .. }
            | AuthoredKind::AudioAnswer { guideline, .. } => *guideline = text(guideline)?,
        }
        Some(Self {
            stem: text(&self.stem)?,
            kind,
            hint: optional(&self.hint)?,
            feedback: super::Feedback {
                general: optional(&self.feedback.general)?,
                right: optional(&self.feedback.right)?,
                wrong: optional(&self.feedback.wrong)?,
            },
            variables: Vec::new(),
            constraint: None,
            ..self.clone()
        })
    }

    /// Whether `condition`, a formula over the variables and `key`, holds for the draw of a seed; `key` is the
    /// number that is the key of a number item. An author's way to prove a generator by another calculation.
    pub fn proves(&self, condition: &str, seed: u64) -> Option<bool> {
        let mut draw = Drawing::of(&self.variables, self.constraint.as_deref())?.of_seed(seed)?;
        if let AuthoredKind::Number { value, .. } = &self.kind {
            let key = Formula::read(value).ok()?.number(&draw).ok()?;
            draw.insert("key".to_owned(), Drawn::Number(key));
        }
        Formula::read(condition).ok()?.truth(&draw).ok()
    }
}
