//! Why something is on a path, in the words of its reader.

use domain::CompetencyId;
use usecases::show_path::{GoalOrigin, Instead, Kind, PathGoal, Reason, ShownPath, Stage, Stuck, Suggestion};
use wording::Words;

use crate::when;

/// The reasons of one suggestion, the weightiest first.
pub fn reasons(words: &Words, path: &ShownPath, one: &Suggestion) -> Vec<String> {
    one.reasons.iter().map(|reason| self::reason(words, path, reason)).collect()
}

fn reason(words: &Words, path: &ShownPath, reason: &Reason) -> String {
    let day = |at| when::day_of_in(words, at);
    let titles = |ids: &[CompetencyId]| titles(path, ids);
    match reason {
        Reason::Pinned { by, why } => {
            words.tell("path-why-pinned", &[("name", path.name(*by).into()), ("reason", why.into())])
        }
        Reason::SentBack { by, why } => {
            words.tell("path-why-sent-back", &[("name", path.name(*by).into()), ("reason", why.into())])
        }
        Reason::Chosen { at } => words.tell("path-why-chosen", &[("day", (&day(*at)).into())]),
        Reason::Fades { by, .. } => {
            let key = if *by < path.now { "path-why-faded" } else { "path-why-fades" };
            words.tell(key, &[("day", (&day(*by)).into())])
        }
        Reason::Opens(count) => words.tell("path-why-opens", &[("count", (*count).into())]),
        Reason::NeededFor { goal, itself, .. } => {
            let goal = &path.goals[*goal].goal;
            let title = goal_title(words, goal);
            match (itself, goal.due) {
                (true, None) => words.tell("path-why-named", &[("title", (&title).into())]),
                (false, None) => words.tell("path-why-needed", &[("title", (&title).into())]),
                (itself, Some(due)) => {
                    let key = if *itself { "path-why-named-by" } else { "path-why-needed-by" };
                    let due = when::day_in(words, due);
                    words.tell(key, &[("title", (&title).into()), ("day", (&due).into())])
                }
            }
        }
        Reason::Liked(word) => words.tell("path-why-liked", &[("word", word.into())]),
        Reason::Begun(pieces) => words.tell("path-why-begun", &[("count", (*pieces as usize).into())]),
        Reason::ReadySince(at) => words.tell("path-why-since", &[("day", (&day(*at)).into())]),
        Reason::NothingBefore => words.say("path-why-nothing-before"),
        Reason::Despite(ids) => words.tell("path-why-despite", &[("titles", (&titles(ids)).into())]),
        Reason::PassedOver(ids) => words.tell("path-why-passed", &[("titles", (&titles(ids)).into())]),
        Reason::Assumed(ids) => words.tell("path-why-assumed", &[("titles", (&titles(ids)).into())]),
        Reason::Unsure { before, .. } => {
            words.tell("path-why-unsure", &[("title", (&path.label(*before)).into())])
        }
    }
}

/// What people read of a goal.
pub fn goal_title(words: &Words, goal: &PathGoal) -> String {
    if goal.origin == GoalOrigin::Begun { words.say("path-goal-begun") } else { goal.title.clone() }
}

/// What to do where nothing new can be learned.
pub fn instead(words: &Words, one: Instead) -> String {
    let told = |key: &str, count: usize| words.tell(key, &[("count", count.into())]);
    match one {
        Instead::Review(count) => told("path-instead-review", count),
        Instead::AskEducator(count) => told("path-instead-ask", count),
        Instead::ChooseMore(count) => told("path-instead-more", count),
        Instead::ChooseGoal(count) => told("path-instead-choose", count),
        Instead::Everything => words.say("path-instead-everything"),
    }
}

/// Why no way leads somewhere.
pub fn stuck(words: &Words, path: &ShownPath, competency: CompetencyId, why: &Stuck) -> String {
    let title = path.label(competency);
    match why {
        Stuck::Outside => words.tell("path-stuck-outside", &[("title", (&title).into())]),
        Stuck::Missing { .. } => words.tell("path-stuck-missing", &[("title", (&title).into())]),
        Stuck::Circle(circle) => {
            words.tell("path-stuck-circle", &[("titles", (&titles(path, circle)).into())])
        }
    }
}

/// What working on something is.
pub fn kind(words: &Words, kind: Kind) -> String {
    words.say(if kind == Kind::Learn { "path-learn" } else { "path-review" })
}

/// Where something is on a path: the word, and the class that draws it.
pub fn stage(words: &Words, stage: Stage) -> (String, &'static str) {
    let (key, class) = match stage {
        Stage::Done => ("path-stage-done", "done"),
        Stage::Ready => ("path-stage-ready", "ready"),
        Stage::Next => ("path-stage-next", "next"),
        Stage::Later => ("path-stage-later", "later"),
        Stage::Skipped => ("path-stage-skipped", "skipped"),
    };
    (words.say(key), class)
}

/// Titles in a line.
pub fn titles(path: &ShownPath, ids: &[CompetencyId]) -> String {
    ids.iter().map(|id| path.label(*id)).collect::<Vec<_>>().join("; ")
}
