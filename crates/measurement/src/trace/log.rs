//! Answers in the order in which they were given.

/// Learners, items and competencies are numbered below this: lists are as long as the highest number.
pub const MOST_NUMBERED: u32 = 1 << 22;

/// One answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Answer {
    /// The learner, numbered from 0.
    pub learner: u32,
    /// The item, numbered from 0.
    pub item: u32,
    /// The competency, or the combination of competencies, numbered from 0.
    pub skill: u32,
    /// Whether it was right.
    pub correct: bool,
    /// When, in seconds since any one moment; 0 throughout when that is not known.
    pub at: f64,
}

/// Answers, oldest first for each learner.
#[derive(Debug, Clone, PartialEq)]
pub struct Log {
    answers: Vec<Answer>,
}

/// What is no log.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum BadLog {
    /// No answer.
    #[error("there is no answer")]
    Empty,
    /// A number too high to be one of a list that begins at 0.
    #[error(
        "answer {answer} (from 0) has the number {number}; number learners, items and competencies from 0"
    )]
    Number {
        /// The answer.
        answer: usize,
        /// The number given.
        number: u32,
    },
    /// A moment that is not finite.
    #[error("answer {answer} (from 0) was given at {at}; a moment is a finite number of seconds")]
    Moment {
        /// The answer.
        answer: usize,
        /// The moment given.
        at: f64,
    },
    /// The header lacks a column.
    #[error("the header has no column \"{0}\"")]
    Column(&'static str),
    /// A cell that is no number.
    #[error("line {line}: \"{cell}\" is no {what}")]
    Cell {
        /// The line, from 1 (the header).
        line: usize,
        /// The cell.
        cell: String,
        /// What was expected.
        what: &'static str,
    },
}

impl Log {
    /// Answers as given. A learner's answers keep their order; learners may be mixed. Errors:
    /// [`BadLog::Empty`], [`BadLog::Number`], [`BadLog::Moment`].
    pub fn new(answers: Vec<Answer>) -> Result<Self, BadLog> {
        if answers.is_empty() {
            return Err(BadLog::Empty);
        }
        for (place, Answer { learner, item, skill, at, .. }) in answers.iter().enumerate() {
            if !at.is_finite() {
                return Err(BadLog::Moment { answer: place, at: *at });
            }
            if let Some(number) =
                [*learner, *item, *skill].into_iter().find(|number| *number >= MOST_NUMBERED)
            {
                return Err(BadLog::Number { answer: place, number });
            }
        }
        Ok(Self { answers })
    }

    /// Reads a long table with the columns `user_id`, `item_id`, `correct` and `skill_id`, separated by tab
    /// or comma. Ids are whole numbers from 0; `correct` is 0 or 1. Moments are not read.
    pub fn read(text: &str) -> Result<Self, BadLog> {
        let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        let header = lines.next().map(|(_, line)| line).ok_or(BadLog::Empty)?;
        let separator = if header.contains('\t') { '\t' } else { ',' };
        let column = |name: &'static str| {
            header.split(separator).position(|cell| cell.trim() == name).ok_or(BadLog::Column(name))
        };
        let places = [column("user_id")?, column("item_id")?, column("skill_id")?, column("correct")?];
        let mut answers = Vec::new();
        for (number, line) in lines {
            let cells: Vec<&str> = line.split(separator).collect();
            let read = |place: usize, what: &'static str| -> Result<u32, BadLog> {
                let cell = cells.get(place).map_or("", |cell| cell.trim());
                cell.parse().map_err(|_| BadLog::Cell { line: number + 1, cell: cell.to_owned(), what })
            };
            let correct = match read(places[3], "0 or 1")? {
                0 => false,
                1 => true,
                other => {
                    let cell = other.to_string();
                    return Err(BadLog::Cell { line: number + 1, cell, what: "0 or 1" });
                }
            };
            let [learner, item, skill] = [
                read(places[0], "whole number")?,
                read(places[1], "whole number")?,
                read(places[2], "whole number")?,
            ];
            answers.push(Answer { learner, item, skill, correct, at: 0.0 });
        }
        Self::new(answers)
    }

    /// The answers.
    pub fn answers(&self) -> &[Answer] {
        &self.answers
    }

    /// One past the highest item.
    pub fn items(&self) -> usize {
        self.answers.iter().map(|answer| answer.item as usize + 1).max().unwrap_or(0)
    }

    /// One past the highest competency.
    pub fn skills(&self) -> usize {
        self.answers.iter().map(|answer| answer.skill as usize + 1).max().unwrap_or(0)
    }

    /// The answers of the learners that `keep` says, in order; `None` without any.
    pub fn of_learners(&self, keep: impl Fn(u32) -> bool) -> Option<Self> {
        Self::new(self.answers.iter().filter(|answer| keep(answer.learner)).copied().collect()).ok()
    }

    /// Rights and wrongs of each competency, learner by learner, in order: sequences for [`super::bkt`].
    pub fn by_skill(&self) -> Vec<Vec<Vec<bool>>> {
        let mut order: Vec<u32> = (0_u32..).take(self.answers.len()).collect();
        let key = |place: &u32| {
            let answer = &self.answers[*place as usize];
            (answer.skill, answer.learner)
        };
        order.sort_by_key(key);
        let mut out = vec![Vec::new(); self.skills()];
        for run in order.chunk_by(|a, b| key(a) == key(b)) {
            let skill = self.answers[run[0] as usize].skill as usize;
            out[skill].push(run.iter().map(|place| self.answers[*place as usize].correct).collect());
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::{BadLog, Log};

    const HEADER: &str = "user_id\titem_id\ttimestamp\tcorrect\tskill_id\n";

    #[test]
    fn sequences_keep_their_order_by_competency_and_learner() {
        let rows = "0\t1\t0\t1\t1\n1\t1\t0\t0\t1\n0\t2\t0\t0\t1\n0\t3\t0\t1\t0\n";
        let log = Log::read(&format!("{HEADER}{rows}")).unwrap();
        assert_eq!(log.by_skill(), [vec![vec![true]], vec![vec![true, false], vec![false]]]);
        assert_eq!((log.items(), log.skills()), (4, 2));
    }

    #[test]
    fn what_is_no_log_is_named() {
        for (text, said) in [
            (String::new(), "there is no answer"),
            (HEADER.to_owned(), "there is no answer"),
            ("user_id,item_id,correct\n".to_owned(), "the header has no column \"skill_id\""),
            (format!("{HEADER}0\t1\t0\t2\t1\n"), "line 2: \"2\" is no 0 or 1"),
            (format!("{HEADER}x\t1\t0\t1\t1\n"), "line 2: \"x\" is no whole number"),
            (
                format!("{HEADER}0\t99999999\t0\t1\t1\n"),
                "answer 0 (from 0) has the number 99999999; number learners, items and competencies from 0",
            ),
        ] {
            let bad: BadLog = Log::read(&text).unwrap_err();
            assert_eq!(bad.to_string(), said);
        }
    }
}
