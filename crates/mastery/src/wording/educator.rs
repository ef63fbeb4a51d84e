//! What educators read: every number, every reason, every origin.

use domain::{
    Points,
    policy::{Effect, ScopeKind},
};

use super::{Said, Wording, day, doubtful, pieces, points, said};
use crate::{
    explain::{DecisionLine, DecisionStanding, Explanation, Line, NextStep, Standing, Stated},
    policy::Origin,
};

pub(super) fn say(explanation: &Explanation<'_>) -> Wording {
    let mut because = vec![said(format!("{}: {}", explanation.rule.name, explanation.rule.definition))];
    because.extend(explanation.fields.iter().skip(1).map(|stated| said(field(stated))));
    because.extend(explanation.decisions.iter().map(decision));
    because.extend(explanation.evidence.iter().map(|line| evidence(line, explanation)));
    because.extend(doubtful::sentences(explanation).into_iter().map(said));
    because.extend(by_rule(explanation));
    Wording { headline: headline(explanation), because, next: Some(next(&explanation.next)) }
}

fn headline(explanation: &Explanation<'_>) -> String {
    let scale = explanation.scale;
    match (explanation.finding.value, explanation.level) {
        (Some(value), Some(level)) => {
            let state = if explanation.finding.mastered { "mastered" } else { "not yet mastered" };
            let whose = if explanation.finding.decided { ", by an educator's decision" } else { "" };
            let (of, cut) = (scale.points_possible(), explanation.cut);
            format!("{} ({value} of {of}), {state}{whose}. Mastery begins at {cut}.", level.name)
        }
        _ if explanation.missing_evidence > 0 => {
            format!("Not enough evidence yet: {} more must count.", pieces(explanation.missing_evidence))
        }
        _ if matches!(explanation.next, NextStep::EducatorDecides) => {
            "Undecided: an educator decides by the body of evidence.".to_owned()
        }
        _ if explanation.doubt.is_some() => "Undecided: more answers are needed.".to_owned(),
        _ => "Not enough evidence yet for this rule.".to_owned(),
    }
}

fn by_rule(explanation: &Explanation<'_>) -> Option<Said> {
    if explanation.finding.decided {
        return Some(said(explanation.by_rule.map_or_else(
            || "By the rule alone there is not enough evidence.".to_owned(),
            |value| format!("By the rule alone: {value}, {}.", explanation.scale.level_at(value).name),
        )));
    }
    let trend = explanation.finding.trend?;
    let sign = if trend >= Points::ZERO { "+" } else { "" };
    Some(said(format!("The newest piece moved the value by {sign}{trend}.")))
}

fn field(stated: &Stated<'_>) -> String {
    let value = stated.value();
    let one = stated.unit.strip_suffix('s').filter(|_| value == "1");
    let unit = one.unwrap_or(stated.unit);
    let gap = if unit.is_empty() { "" } else { " " };
    format!("{}: {value}{gap}{unit} ({}).", stated.label, origin(stated.given.origin))
}

fn origin(origin: Origin) -> String {
    let from =
        origin.scope.map_or("given with the question".to_owned(), |scope| scope_words(scope.kind).to_owned());
    match origin.bounded_by {
        None => from,
        Some((scope, effect)) => {
            let bound = match effect {
                Effect::Floor => "raised to the floor",
                Effect::Ceiling => "lowered to the ceiling",
                Effect::Lock | Effect::Set => "replaced by the lock",
            };
            format!("{from}, {bound} {}", scope_words(scope.kind))
        }
    }
}

fn scope_words(kind: ScopeKind) -> &'static str {
    match kind {
        ScopeKind::Learner => "set for this learner",
        ScopeKind::Enrollment => "set for this learner in this section",
        ScopeKind::Section => "set for the section",
        ScopeKind::Program => "set for the program",
        ScopeKind::School => "set for the school",
        ScopeKind::District => "set for the district",
        ScopeKind::BuiltIn => "as shipped",
    }
}

fn decision(line: &DecisionLine<'_>) -> Said {
    let level = line.level.map_or(line.decision.level.as_str(), |level| level.name.as_str());
    let stands = match line.standing {
        DecisionStanding::Stands => match line.decision.expires_at {
            Some(until) => format!("stands until {}", day(until)),
            None => "stands".to_owned(),
        },
        DecisionStanding::Retracted { by } => format!("was retracted by entry {}", by.0),
        DecisionStanding::Expired { since } => format!("expired on {}", day(since)),
        DecisionStanding::Replaced { by } => format!("was replaced by entry {}", by.0),
        DecisionStanding::UnknownLevel => "names a level that the scale does not have".to_owned(),
    };
    let text =
        format!("Decision of {} for {level} {stands}: {}", day(line.entry.recorded_at), line.decision.reason);
    Said { text, about: Some(line.entry.sequence) }
}

fn evidence(line: &Line<'_>, explanation: &Explanation<'_>) -> Said {
    let about = Some(line.entry.sequence);
    let Some(evidence) = line.evidence else {
        let text = format!("Entry {}: its content was lawfully erased; not counted.", line.entry.sequence.0);
        return Said { text, about };
    };
    let result = &evidence.result;
    let on_scale = line.value.map_or_else(String::new, |value| {
        format!(" = {} of {} on the scale", points(value), explanation.scale.points_possible())
    });
    let earned = match &result.level {
        Some(level) => format!("level {level}"),
        None => format!("{} of {}", result.points, result.points_possible),
    };
    let text = format!("{}: {earned}{on_scale}; {}.", day(evidence.worked_at), standing(line));
    Said { text, about }
}

fn standing(line: &Line<'_>) -> String {
    let reason = line.reason.map_or_else(String::new, |reason| format!(" ({reason})"));
    match line.standing {
        Standing::Counted => counted(line),
        Standing::Retracted { by } => format!("not counted: retracted by entry {}{reason}", by.0),
        Standing::Excused { by } => format!("not counted: excused by entry {}{reason}", by.0),
        Standing::Erased => "not counted: erased".to_owned(),
        Standing::TooOld { since } => format!("not counted: too old since {}", day(since)),
        Standing::SourceWithoutWeight => "not counted: its source has no weight".to_owned(),
        Standing::OutcomeWithoutWeight => "not counted: its outcome has no weight".to_owned(),
        Standing::SameAnswer { counted } => {
            format!("not counted: the same answer as entry {}", counted.0)
        }
        Standing::NotRead(why) => format!("not counted: {}", doubtful::not_read(why)),
        Standing::AnsweredAgain { counted } => {
            format!("not counted: the item was answered again in entry {}", counted.0)
        }
    }
}

fn counted(line: &Line<'_>) -> String {
    let pooled = line.pooled.map(|pooled| format!(" as {pooled}, its group's result"));
    let share = line.share.map(|share| format!(", {:.1} % of the value", share * 100.0));
    let weight = (line.weight != Points::ONE).then(|| format!(", its source weighs {}", line.weight));
    ["counted".to_owned()].into_iter().chain(pooled).chain(share).chain(weight).collect()
}

fn next(next: &NextStep<'_>) -> String {
    match next {
        NextStep::Mastered { lost_by: None } => "One more piece of any level keeps mastery.".to_owned(),
        NextStep::Mastered { lost_by: Some(level) } => {
            format!("One more score of {} ({}) or lower would lose mastery.", level.points, level.name)
        }
        NextStep::Decided { until: None } => "Retracting the decision would bring the rule back.".to_owned(),
        NextStep::Decided { until: Some(until) } => {
            format!("From {} the rule decides again.", day(*until))
        }
        NextStep::EducatorDecides => "An educator's decision gives the level.".to_owned(),
        NextStep::More { level, pieces, instrument } => {
            let scores =
                if *pieces == 1 { "One more score".to_owned() } else { format!("{pieces} more scores") };
            let on = instrument.map_or_else(String::new, |instrument| format!(" on {instrument}"));
            format!("{scores} of {} ({}) or better{on} would reach mastery.", level.points, level.name)
        }
        NextStep::Answers { decided: true, .. } => {
            "Further answers move the chance by what their items tell; no one score keeps or loses mastery."
                .to_owned()
        }
        NextStep::Answers { about: Some(about), .. } => {
            format!("About {about} more answers, each telling as much as those so far, would decide it.")
        }
        NextStep::Answers { about: None, .. } => {
            "Answers to items that have parameters would decide it; how many cannot be said yet.".to_owned()
        }
        NextStep::OutOfReach => "More than ten further scores would be needed to reach mastery.".to_owned(),
    }
}
