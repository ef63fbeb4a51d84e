//! The pacing line: today is a line across everything that is to be learned. What lies left of it and is not
//! mastered is behind.
//!
//! Source: Summit's year view as described in reference 9: a focus area is green when mastered, blue when not
//! mastered and on track, red when not mastered and left of the line.

use domain::pace::PaceStanding;

use super::Step;

/// The colour of one competency; never the only sign of it on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// Mastered.
    Green,
    /// Not mastered, and the line has not reached it.
    Blue,
    /// Not mastered, and left of the line.
    Red,
}

/// The colour of a step after `elapsed` own school days.
pub fn colour(step: &Step, elapsed: u32) -> Colour {
    if step.mastered {
        Colour::Green
    } else if step.is_overdue(elapsed) {
        Colour::Red
    } else {
        Colour::Blue
    }
}

/// The standing by this rule: behind with anything red; ahead with anything mastered that lies right of the line.
pub(super) fn standing(steps: &[Step], elapsed: u32) -> PaceStanding {
    if steps.iter().any(|step| step.is_overdue(elapsed)) {
        PaceStanding::Behind
    } else if steps.iter().any(|step| step.mastered && step.due_day.is_some_and(|day| day > elapsed)) {
        PaceStanding::Ahead
    } else {
        PaceStanding::OnPace
    }
}

#[cfg(test)]
mod tests {
    use domain::pace::PaceStanding::{self, Ahead, Behind, Finished, OnPace};

    use super::{Colour, colour};
    use crate::pace::{Rule, pace, testing::steps};

    #[track_caller]
    fn check(text: &str, elapsed: u32, colours: &str, standing: PaceStanding) {
        let steps = steps(text);
        let word = |step| match colour(step, elapsed) {
            Colour::Green => 'g',
            Colour::Blue => 'b',
            Colour::Red => 'r',
        };
        assert_eq!(steps.iter().map(word).collect::<String>(), colours);
        assert_eq!(pace(Rule::Line, &steps, elapsed).standing, standing);
    }

    #[test]
    fn left_of_the_line_and_not_mastered_is_red_and_behind() {
        check("60@5! 60@10 60@20", 10, "grb", Behind);
        check("60@5 60@10! 60@20!", 10, "rgg", Behind);
    }

    #[test]
    fn the_line_stands_at_the_end_of_a_day() {
        check("60@5! 60@10 60@20", 9, "gbb", OnPace);
        check("60@5! 60@10 60@20", 5, "gbb", OnPace);
    }

    #[test]
    fn what_is_mastered_right_of_the_line_is_ahead() {
        check("60@5! 60@10! 60@20", 9, "ggb", Ahead);
        check("60@5! 60@10! 60@20!", 9, "ggg", Finished);
    }

    #[test]
    fn what_has_no_date_is_never_red() {
        check("60 60@5!", 400, "bg", OnPace);
    }
}
