//! Pace: where the dates are today, and how a learner stands to that. Three published ways to say it, chosen by
//! policy, one file each. Nothing here changes a judgement: pace reads what is mastered and gives back words.

pub mod buffer;
pub mod grades;
pub mod line;
pub mod progress;

use domain::pace::PaceStanding;

/// One competency on a learner's line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// What it takes. Unit: minutes.
    pub minutes: u32,
    /// On which of the learner's own school days it is due, counted from 1 on their first; `None` for no date.
    pub due_day: Option<u32>,
    /// How far it is, of where mastery begins: 0 to 1, 1 where it is mastered.
    pub score: f64,
    /// Whether it is mastered.
    pub mastered: bool,
}

impl Step {
    /// Whether its day is over after `elapsed` own school days, and it is not mastered: left of the line.
    pub fn is_overdue(&self, elapsed: u32) -> bool {
        !self.mastered && self.due_day.is_some_and(|day| day <= elapsed)
    }
}

/// By which of the published kinds pace is told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Rule {
    /// Progress weighted by effort against the share that is due ([`progress`]). Unit of the band: points of 100.
    Progress {
        /// Within so many points one is on pace.
        band: f64,
    },
    /// What lies left of today's line and is not mastered is behind ([`mod@line`]).
    Line,
    /// Targets and scores against elapsed time ([`buffer`]). Unit of the buffer: points of 100.
    Buffer {
        /// Within so many points one is on pace.
        buffer: f64,
    },
}

/// How a learner stands to the line.
#[derive(Debug, Clone, PartialEq)]
pub struct Pace {
    /// In one word.
    pub standing: PaceStanding,
    /// Effort mastered, of all: 0 to 1.
    pub progress: f64,
    /// Effort that the dates ask for by today, of all: 0 to 1.
    pub target: f64,
    /// The places of what is left of the line and not mastered.
    pub overdue: Vec<usize>,
    /// The places of what is mastered and due later.
    pub early: Vec<usize>,
}

/// Tells the pace of `steps` after `elapsed` of the learner's own school days.
///
/// Without dates, or without anything to learn, there is no line; with everything mastered it is finished.
pub fn pace(rule: Rule, steps: &[Step], elapsed: u32) -> Pace {
    let (progress, target) = (progress::done(steps), progress::due(steps, elapsed));
    let places = |passes: &dyn Fn(&Step) -> bool| {
        steps.iter().enumerate().filter(|(_, step)| passes(step)).map(|(place, _)| place).collect()
    };
    let standing = if steps.is_empty() {
        PaceStanding::NoLine
    } else if steps.iter().all(|step| step.mastered) {
        PaceStanding::Finished
    } else if steps.iter().all(|step| step.due_day.is_none()) {
        PaceStanding::NoLine
    } else {
        match rule {
            Rule::Progress { band } => progress::standing(steps, elapsed, band),
            Rule::Line => line::standing(steps, elapsed),
            Rule::Buffer { buffer } => buffer::standing(steps, elapsed, buffer),
        }
    };
    Pace {
        standing,
        progress,
        target,
        overdue: places(&|step| step.is_overdue(elapsed)),
        early: places(&|step| step.mastered && step.due_day.is_some_and(|day| day > elapsed)),
    }
}

/// Ahead, on pace or behind, of a difference in points and the points within which one is on pace.
fn within(difference: f64, band: f64) -> PaceStanding {
    // Differences are of shares: what rounding alone makes of 3 points is 3 points.
    let slack = 1e-9;
    if difference > band + slack {
        PaceStanding::Ahead
    } else if difference < -band - slack {
        PaceStanding::Behind
    } else {
        PaceStanding::OnPace
    }
}

#[cfg(test)]
pub(crate) mod testing {
    use super::Step;

    /// Steps as `minutes@day`, with `!` where mastered and `~score` where it is under way.
    pub fn steps(text: &str) -> Vec<Step> {
        text.split_whitespace()
            .map(|word| {
                let mastered = word.ends_with('!');
                let word = word.trim_end_matches('!');
                let (word, score) =
                    word.split_once('~').map_or((word, None), |(word, score)| (word, Some(score)));
                let (minutes, day) = word.split_once('@').unwrap_or((word, ""));
                let score = score.map_or(0.0, |score| score.parse().expect("a score"));
                Step {
                    minutes: minutes.parse().expect("minutes"),
                    due_day: day.parse().ok(),
                    score: if mastered { 1.0 } else { score },
                    mastered,
                }
            })
            .collect()
    }
}

#[cfg(test)]
mod laws;
