//! What is given to a learner in an assessment, and what passes, in their words.

use assessment::plan::PassMark;
use domain::accommodation::{PrintSize, TimeFactor};
use usecases::supports::Supports;
use wording::Words;

/// What the screen gives, one thing each; empty for nothing.
pub fn given(supports: &Supports, words: &Words) -> Vec<String> {
    let mut given = Vec::new();
    match supports.time {
        TimeFactor::Usual => {}
        TimeFactor::Unlimited => given.push(words.say("given-time-unlimited")),
        factor => given.push(words.tell("given-time", &[("factor", factor.word().into())])),
    }
    if supports.read_aloud {
        given.push(words.say("given-reader"));
    }
    match supports.print {
        PrintSize::Standard => {}
        PrintSize::Large => given.push(words.say("given-print-large")),
        PrintSize::VeryLarge => given.push(words.say("given-print-very-large")),
    }
    if let Some(language) = &supports.language {
        given.push(words.tell("given-language", &[("language", language.into())]));
    }
    given
}

/// The names of the tools for the page's scripts: what everybody has, and what this learner is given.
pub fn tools(plan: &assessment::plan::Plan, supports: &Supports, timed: bool) -> String {
    use assessment::plan::Tool;
    let mut tools = vec!["font-size", "contrast", "line-reader"];
    if supports.read_aloud || plan.tools.contains(&Tool::TextToSpeech) {
        tools.push("read-aloud");
    }
    if plan.tools.contains(&Tool::ScientificCalculator) {
        tools.push("scientific-calculator");
    } else if plan.tools.contains(&Tool::BasicCalculator) {
        tools.push("calculator");
    }
    if timed {
        tools.push("timer");
    }
    tools.join(" ")
}

/// What passes, in one sentence; `None` where nothing does.
pub fn pass_mark(mark: PassMark, words: &Words) -> Option<String> {
    match mark {
        PassMark::None => None,
        PassMark::Of { points, of } => {
            Some(words.tell("check-pass-of", &[("points", points.into()), ("of", of.into())]))
        }
        PassMark::Points(points) => {
            let points = points.to_string();
            Some(words.tell("check-pass-points", &[("points", (&points).into())]))
        }
        PassMark::Share(share) => {
            let percent = usize::try_from(share.millionths() / 10_000).unwrap_or(0);
            Some(words.tell("check-pass-share", &[("percent", percent.into())]))
        }
    }
}
