//! What learners and families read.

use super::{Said, Wording, day, pieces, said};
use crate::explain::{DecisionStanding, Explanation, NextStep, Standing};

/// Words that differ between the learner and the family.
pub(super) struct Words {
    mastered: &'static str,
    on_the_way: &'static str,
    open: &'static str,
    decided: &'static str,
    open_to_teacher: &'static str,
    whose: &'static str,
    moved_up: &'static str,
    keep_going: &'static str,
    further: &'static str,
}

pub(super) const TO_LEARNER: Words = Words {
    mastered: "You can do this.",
    on_the_way: "You are on the way.",
    open: "There is not enough of your work to go on yet.",
    decided: "Your teacher decided this.",
    open_to_teacher: "Your teacher will look at all your work together.",
    whose: "your",
    moved_up: "Your newest work moved you up.",
    keep_going: "Every new try can bring you closer.",
    further: "You can show it with",
};

pub(super) const TO_FAMILY: Words = Words {
    mastered: "Your child can do this.",
    on_the_way: "Your child is on the way.",
    open: "There is not enough work to go on yet. This is no cause for worry.",
    decided: "The teacher decided this.",
    open_to_teacher: "The teacher will look at all the work together.",
    whose: "your child's",
    moved_up: "The newest work moved it up.",
    keep_going: "Further work can bring your child closer.",
    further: "It can be shown with",
};

pub(super) fn say(explanation: &Explanation<'_>, words: &Words) -> Wording {
    Wording {
        headline: headline(explanation, words),
        because: because(explanation, words),
        next: next(explanation, words),
    }
}

fn headline(explanation: &Explanation<'_>, words: &Words) -> String {
    match (explanation.level, &explanation.next) {
        (Some(level), _) => {
            let opening = if explanation.finding.mastered { words.mastered } else { words.on_the_way };
            format!("{opening} The level so far: {}.", level.name)
        }
        (None, NextStep::EducatorDecides) => words.open_to_teacher.to_owned(),
        (None, _) => words.open.to_owned(),
    }
}

fn because(explanation: &Explanation<'_>, words: &Words) -> Vec<Said> {
    let finding = &explanation.finding;
    let mut lines = Vec::new();
    let decided = explanation.decisions.iter().find(|line| line.standing == DecisionStanding::Stands);
    if let Some(line) = decided {
        let text = format!("{} The reason: {}", words.decided, line.decision.reason);
        lines.push(Said { text, about: Some(line.entry.sequence) });
    } else if let (Some(last), Some(_)) = (finding.last_worked_at, finding.value) {
        let count = pieces(usize::try_from(finding.evidence_count).unwrap_or_default());
        let whose = words.whose;
        lines.push(said(format!("This looks at {count} of {whose} work, the newest from {}.", day(last))));
        lines.push(said(explanation.rule.plain.to_owned()));
        if finding.trend.is_some_and(|trend| trend.millionths() > 0) {
            lines.push(said(words.moved_up.to_owned()));
        }
    }
    lines.extend(left_out(
        explanation,
        |standing| matches!(standing, Standing::TooOld { .. }),
        "too long ago",
    ));
    lines.extend(left_out(explanation, |standing| matches!(standing, Standing::Excused { .. }), "excused"));
    lines.extend(left_out(
        explanation,
        |standing| matches!(standing, Standing::Retracted { .. }),
        "entered by mistake",
    ));
    lines
}

/// One line for everything that is left out for the same reason.
fn left_out(explanation: &Explanation<'_>, matches: fn(Standing) -> bool, why: &str) -> Option<Said> {
    let count = explanation.evidence.iter().filter(|line| matches(line.standing)).count();
    let text = match count {
        0 => return None,
        1 => format!("One piece of work is left out: {why}."),
        _ => format!("{count} pieces of work are left out: {why}."),
    };
    Some(said(text))
}

fn next(explanation: &Explanation<'_>, words: &Words) -> Option<String> {
    match &explanation.next {
        NextStep::Mastered { .. } | NextStep::EducatorDecides | NextStep::Decided { until: None } => None,
        NextStep::Decided { until: Some(until) } => Some(format!("This holds until {}.", day(*until))),
        NextStep::OutOfReach => Some(words.keep_going.to_owned()),
        NextStep::More { level, pieces: count, .. } => {
            let further =
                if *count == 1 { "one more piece".to_owned() } else { format!("{count} more pieces") };
            Some(format!("{} {further} of work at {} or better.", words.further, level.name))
        }
    }
}
