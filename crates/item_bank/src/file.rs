//! How a file of items is written, and reading one.
//!
//! ```text
//! % adds-both You added; a ratio compares by multiplying.     a misconception, and what is said of it
//! $$ SC-S1 | The pond | en                                    a stimulus: its text follows, until the next sign
//! @ MA.RAT.1 | 6                                              items of a competency for a grade follow; supports
//!                                                             that change what they measure after a second |
//! # 01 | -1.2 | Beads                                         an item: number, difficulty in logits, title
//! There are {= r} red and {= b} blue beads.                   its stem, in light markup
//! let r = 2..9 by 1                                           a variable: a range,
//! let b = one of 3, 5, 7                                      a list, or a formula after `=`
//! if r != b                                                   what has to hold for what is drawn
//! * {= r}:{= b}                                               the right choice; several make a choice of several
//! - {= b}:{= r} ~ adds-both                                   a wrong one, with its misconception or what is said
//! clones: 3                                                   so many fixed items of this generator as well
//! ```
//!
//! Other ways to answer: `num: 12` with `tol: 0.5`, `tol: 2%` and `unit: cm, centimeters`; `txt: one | another`;
//! `tf: true`; `[1] right | wrong | wrong` for `{{1}}` in the stem; `>> entry` in the right order; `left => right`
//! with `=> extra`; `gap: The {{sun}} shines.` with `+ moon | rain`; `hot: [[*this]] or [[that]]`; and for a
//! person to score `essay: 8 | guideline`, `file: image/* | guideline`, `audio: 60 | guideline`. Beside them:
//! `all` for no shares of points, `hint:`, `note:`, `right:`, `wrong:`, `also:` and `tags:` with lists, `stim:`,
//! `points:`, `changes:` with supports that change what is measured, `spanish:`
//! with which texts are Spanish (`choices`, `left`, `right`), `proof:` with a condition that the key
//! fulfils.

use crate::{Bank, entry::Entry};

/// Something in a file that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankProblem {
    /// The file, without its ending.
    pub file: &'static str,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
}

/// A stimulus being read.
struct Passage {
    line: usize,
    identifier: String,
    title: String,
    language: String,
    text: String,
}

#[derive(Default)]
struct Reading {
    misconceptions: Vec<(String, String)>,
    competency: String,
    grade: String,
    /// Supports that change what is measured in the competency.
    changing: Vec<String>,
    entry: Option<Entry>,
    passage: Option<Passage>,
}

/// Reads one file into the bank.
pub fn read(file: &'static str, text: &str, bank: &mut Bank) {
    let mut reading = Reading::default();
    for (at, line) in text.lines().enumerate() {
        let problem = |what: String| BankProblem { file, line: at + 1, what };
        if let Err(what) = reading.line(at + 1, line, file, bank) {
            bank.problems.push(problem(what));
        }
    }
    reading.finish(file, bank);
    for (name, _) in reading.misconceptions {
        let tag = format!("misconception:{name}");
        if !bank.items.iter().any(|item| item.tags.contains(&tag)) {
            bank.problems.push(BankProblem { file, line: 1, what: format!("nothing uses {name}") });
        }
    }
}

impl Reading {
    fn line(&mut self, number: usize, line: &str, file: &'static str, bank: &mut Bank) -> Result<(), String> {
        if let Some(rest) = line.strip_prefix("% ") {
            let (name, said) = rest.split_once(' ').ok_or("a misconception is written % name sentence")?;
            self.misconceptions.push((name.to_owned(), said.trim().to_owned()));
        } else if let Some(rest) = line.strip_prefix("$$ ") {
            self.finish(file, bank);
            let [identifier, title, language] = fields(rest)?;
            self.passage = Some(Passage { line: number, identifier, title, language, text: String::new() });
        } else if let Some(rest) = line.strip_prefix("@ ") {
            self.finish(file, bank);
            let (of, supports) = match rest.match_indices('|').nth(1) {
                Some((at, _)) => (&rest[..at], &rest[at + 1..]),
                None => (rest, ""),
            };
            [self.competency, self.grade] = fields(of)?;
            self.changing = supports.split_whitespace().map(str::to_owned).collect();
        } else if let Some(rest) = line.strip_prefix("# ") {
            self.finish(file, bank);
            let [order, difficulty, title] = fields(rest)?;
            let difficulty = difficulty.parse().map_err(|_| format!("{difficulty} is no difficulty"))?;
            let identifier = format!("{}-{order}", self.competency);
            let entry = Entry::new(number, identifier, &self.competency, &self.grade, title, difficulty);
            self.entry = Some(entry.changed_by(&self.changing));
        } else if let Some(passage) = &mut self.passage {
            passage.text.push_str(line);
            passage.text.push('\n');
        } else if let Some(entry) = &mut self.entry {
            entry.line(line, &self.misconceptions)?;
        } else if !line.trim().is_empty() {
            return Err("stands before any item".to_owned());
        }
        Ok(())
    }

    fn finish(&mut self, file: &'static str, bank: &mut Bank) {
        if let Some(Passage { line, identifier, title, language, text }) = self.passage.take() {
            match assessment::authoring::to_stimulus(&identifier, &title, Some(&language), &text) {
                Ok(stimulus) => bank.stimuli.push(stimulus),
                Err(problems) => bank.problems.extend(problems.iter().map(|what| BankProblem {
                    file,
                    line,
                    what: what.to_string(),
                })),
            }
        }
        if let Some(entry) = self.entry.take() {
            let line = entry.line_number();
            if let Err(problems) = entry.finish(bank) {
                bank.problems.extend(problems.into_iter().map(|what| BankProblem { file, line, what }));
            }
        }
    }
}

/// Exactly so many fields between lines.
fn fields<const N: usize>(line: &str) -> Result<[String; N], String> {
    let found: Vec<String> = line.split('|').map(|field| field.trim().to_owned()).collect();
    let count = found.len();
    found.try_into().map_err(|_| format!("has {count} fields instead of {N}"))
}
