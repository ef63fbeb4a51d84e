//! What learners and families read.

use ::wording::Words;

use super::{Said, Wording, said};
use crate::explain::{DecisionStanding, Explanation, NextStep, Standing};

pub(super) fn say(explanation: &Explanation<'_>, words: &Words) -> Wording {
    Wording {
        headline: headline(explanation, words),
        because: because(explanation, words),
        next: next(explanation, words),
    }
}

/// A level's name in the language of the reader, where the words know it.
fn level(words: &Words, name: &str) -> String {
    words.tell("level", &[("level", name.into())])
}

fn headline(explanation: &Explanation<'_>, words: &Words) -> String {
    match (explanation.level, &explanation.next) {
        (Some(found), _) => {
            let opening = if explanation.finding.mastered { "can-do-this" } else { "on-the-way" };
            let level = level(words, &found.name);
            let so_far = words.tell("level-so-far", &[("level", (&level).into())]);
            format!("{} {so_far}", words.say(opening))
        }
        (None, NextStep::EducatorDecides) => words.say("teacher-will-look"),
        (None, _) => words.say("not-enough"),
    }
}

fn because(explanation: &Explanation<'_>, words: &Words) -> Vec<Said> {
    let finding = &explanation.finding;
    let mut lines = Vec::new();
    let decided = explanation.decisions.iter().find(|line| line.standing == DecisionStanding::Stands);
    if let Some(line) = decided {
        let text = words.tell("teacher-decided", &[("reason", (&line.decision.reason).into())]);
        lines.push(Said { text, about: Some(line.entry.sequence) });
    } else if let (Some(last), Some(_)) = (finding.last_worked_at, finding.value) {
        let count = usize::try_from(finding.evidence_count).unwrap_or_default();
        let day = words.day_of(last);
        lines.push(said(words.tell("looks-at", &[("count", count.into()), ("day", (&day).into())])));
        lines.push(said(words.say(&format!("rule-{}", explanation.rule.slug))));
        if finding.trend.is_some_and(|trend| trend.millionths() > 0) {
            lines.push(said(words.say("moved-up")));
        }
    }
    let left_out = [
        ("left-out-too-old", left_out(explanation, |standing| matches!(standing, Standing::TooOld { .. }))),
        ("left-out-excused", left_out(explanation, |standing| matches!(standing, Standing::Excused { .. }))),
        (
            "left-out-mistake",
            left_out(explanation, |standing| matches!(standing, Standing::Retracted { .. })),
        ),
    ];
    for (key, count) in left_out.into_iter().filter(|(_, count)| *count > 0) {
        lines.push(said(words.tell(key, &[("count", count.into())])));
    }
    lines
}

/// How many pieces are left out for the same reason.
fn left_out(explanation: &Explanation<'_>, matches: fn(Standing) -> bool) -> usize {
    explanation.evidence.iter().filter(|line| matches(line.standing)).count()
}

fn next(explanation: &Explanation<'_>, words: &Words) -> Option<String> {
    match &explanation.next {
        NextStep::Mastered { .. }
        | NextStep::EducatorDecides
        | NextStep::Decided { until: None }
        | NextStep::Answers { decided: true, .. } => None,
        NextStep::Decided { until: Some(until) } => {
            Some(words.tell("holds-until", &[("day", (&words.day_of(*until)).into())]))
        }
        NextStep::Answers { decided: false, .. } => Some(words.say("more-answers")),
        NextStep::OutOfReach => Some(words.say("keep-going")),
        NextStep::More { level: wanted, pieces, .. } => {
            let level = level(words, &wanted.name);
            Some(words.tell("show-with", &[("count", (*pieces).into()), ("level", (&level).into())]))
        }
    }
}
