//! Scores of two test forms, from answers or from tables of scores.

use std::{collections::HashSet, path::Path};

use measurement::equate::{BadCounts, ScoreCounts};

use crate::{
    answers::{Answers, AnswersFile, shown},
    table_file::TableFile,
    trouble::{Problem, Trouble},
};

/// The most learners that a table of counts is spread out to.
const MOST_LEARNERS: f64 = 100_000_000.0;
/// The highest score that is taken for one.
const MOST_POINTS: usize = 10_000;

/// What two groups have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Their ability.
    Equivalent,
    /// An anchor test that counts in the score.
    Internal,
    /// An anchor test beside the score.
    External,
}

/// Scores of one form.
#[derive(Debug, Clone)]
pub(super) struct Form {
    pub(super) file: String,
    /// Score and anchor score of each learner.
    pub(super) scores: Vec<(usize, usize)>,
    /// The highest of both.
    pub(super) highest: (usize, usize),
    /// Learners with missing answers.
    pub(super) left_out: usize,
}

impl Form {
    /// Reads both forms.
    pub(super) fn read(
        x: &Path,
        y: &Path,
        kind: Kind,
        given: [Option<usize>; 2],
    ) -> Result<[Self; 2], Trouble> {
        let scored = |path: &Path| -> Result<bool, Trouble> {
            let table = TableFile::open(path)?;
            Ok(table.column(&["score"]).is_some() && table.column(&["item", "item_id"]).is_none())
        };
        let mut forms = match (scored(x)?, scored(y)?) {
            (true, true) => [of_scores(x, kind)?, of_scores(y, kind)?],
            (false, false) => of_answers(x, y, kind)?,
            _ => {
                let says =
                    "one form is a table of scores and the other of answers: give both in the same form";
                return Err(Problem::new(shown(y), says).line(1).into());
            }
        };
        let anchor = forms[0].highest.1.max(forms[1].highest.1);
        for (form, (given, option)) in
            forms.iter_mut().zip(given.into_iter().zip(["--highest-x", "--highest-y"]))
        {
            form.highest.1 = anchor;
            let Some(given) = given else { continue };
            if given < form.highest.0 || given > MOST_POINTS {
                let says = format!(
                    "scores of {} reach {}: give that or more, up to {MOST_POINTS}",
                    form.file, form.highest.0
                );
                return Err(Problem::new(option, says).value(given.to_string()).into());
            }
            form.highest.0 = given;
        }
        Ok(forms)
    }

    /// Numbers of learners by score.
    pub(super) fn counts(&self) -> Result<ScoreCounts, BadCounts> {
        let mut counts = vec![0.0; self.highest.0 + 1];
        self.scores.iter().for_each(|(score, _)| counts[*score] += 1.0);
        ScoreCounts::new(counts)
    }
}

/// A table of scores.
fn of_scores(path: &Path, kind: Kind) -> Result<Form, Trouble> {
    let mut table = TableFile::open(path)?;
    let [score, anchor, count] =
        [&["score"][..], &["anchor"], &["count", "freq", "frequency"]].map(|names| table.column(names));
    if kind != Kind::Equivalent && anchor.is_none() {
        let says = "the column anchor is needed: the score of each learner on the anchor test";
        return Err(Problem::new(table.name, says).line(1).into());
    }
    let mut trouble = Trouble::default();
    let mut scores = Vec::new();
    while let Some(row) = table.next() {
        let read = row.and_then(|row| {
            let whole = |place: usize| match row.number(place)? {
                Some(number) if number >= 0.0 && number.fract() == 0.0 && number <= MOST_POINTS as f64 =>
                {
                    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked")]
                    Ok(number as usize)
                }
                _ => Err(row.problem(
                    place,
                    format!("a score is a whole number from 0 to {MOST_POINTS}: correct it"),
                )),
            };
            let pair = (score.map_or(Ok(0), whole)?, anchor.map_or(Ok(0), whole)?);
            let times = match count {
                None => 1.0,
                Some(place) => match row.number(place)? {
                    Some(times) if times >= 0.0 && times.fract() == 0.0 && times <= MOST_LEARNERS => times,
                    _ => return Err(row.problem(place, "a count of learners is a whole number of 0 or more")),
                },
            };
            Ok((pair, times))
        });
        match read {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked")]
            Ok((pair, times)) => scores.extend(std::iter::repeat_n(pair, times as usize)),
            Err(problem) => trouble.add(problem),
        }
    }
    if scores.is_empty() {
        trouble.add(Problem::new(table.name.as_str(), "there is no score: add one on each line"));
    }
    trouble.or(())?;
    let highest = |of: fn(&(usize, usize)) -> usize| scores.iter().map(of).max().unwrap_or(0);
    let highest = (highest(|pair| pair.0), highest(|pair| pair.1));
    Ok(Form { file: table.name, scores, highest, left_out: 0 })
}

/// Two tables of answers; items of the same name are the anchor.
fn of_answers(x: &Path, y: &Path, kind: Kind) -> Result<[Form; 2], Trouble> {
    let read =
        |path: &Path| AnswersFile { answers: path.to_owned(), leave_out: Vec::new(), lowest: 0 }.read();
    let (x, y) = (read(x)?, read(y)?);
    let names: HashSet<&str> = x.items.iter().map(String::as_str).collect();
    let common: HashSet<&str> =
        y.items.iter().map(String::as_str).filter(|name| names.contains(name)).collect();
    if kind != Kind::Equivalent && common.is_empty() {
        let says = format!(
            "no item is in {} too: an anchor test is made of items of the same name in both forms",
            x.file
        );
        return Err(Problem::new(y.file, says).line(1).into());
    }
    Ok([form(&x, &common, kind), form(&y, &common, kind)])
}

fn form(answers: &Answers, common: &HashSet<&str>, kind: Kind) -> Form {
    let anchor: Vec<bool> = answers.items.iter().map(|name| common.contains(name.as_str())).collect();
    let counts = |item: usize| kind != Kind::External || !anchor[item];
    let responses = &answers.responses;
    let mut scores = Vec::new();
    for row in 0..responses.rows() {
        let complete: Option<Vec<u8>> =
            (0..answers.items.len()).map(|item| responses.score(row, item)).collect();
        let Some(complete) = complete else { continue };
        let sum = |keep: &dyn Fn(usize) -> bool| {
            complete
                .iter()
                .enumerate()
                .filter(|(item, _)| keep(*item))
                .map(|(_, score)| usize::from(*score))
                .sum()
        };
        scores.push((sum(&counts), sum(&|item| anchor[item])));
    }
    let most = |keep: &dyn Fn(usize) -> bool| {
        (0..answers.items.len())
            .filter(|item| keep(*item))
            .map(|item| responses.counts(item).len().saturating_sub(1))
            .sum()
    };
    let highest = (most(&counts), most(&|item| anchor[item]));
    let left_out = responses.rows() - scores.len();
    Form { file: answers.file.clone(), scores, highest, left_out }
}
