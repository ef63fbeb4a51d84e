//! Why a level is what it is, for whoever reads it.

use std::sync::Arc;

use axum::{
    Router,
    extract::{Path, State},
    routing::get,
};
use domain::{
    CompetencyId, LearnerId, Timestamp,
    policy::{Effect, Scope, ScopeKind},
    resource::Resource,
};
use mastery::wording::{Audience, Words};
use usecases::{
    chance,
    show_why::{ContextWhy, DecisionShown, ParameterShown, PieceShown, RuleShown, Why as Found, show_why},
};

use crate::{
    frame, history_chart,
    page_error::{Page, page},
    pages::{lessons, rate::label},
    session::SignedIn,
    site::Site,
    standing, statement,
    views::{
        shell::Link,
        why::{Decided, Parameter, Piece, Rule, Why},
    },
    when,
};

/// What an educator reads where nothing counted.
const NOTHING_COUNTS: &str =
    "No pieces of evidence yet. That is not a bad sign, it only means nobody has looked.";

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/learners/{learner}/competencies/{competency}", get(show))
}

/// `GET /learners/{learner}/competencies/{competency}`
async fn show(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((learner, competency)): Path<(LearnerId, CompetencyId)>,
) -> Page {
    let found = show_why(&site.app, &signed_in.actor, learner, competency).await?;
    let path = format!("/learners/{learner}/competencies/{competency}");
    let words = found.words.as_ref();
    let shell = frame::worded(&site, &signed_in, Arc::clone(&found.words), &words.say("why"), &path).await?;
    let record = found.record.as_ref();
    let pieces = record.map_or(&[][..], |record| &record.pieces);
    let of_kind = |counts: bool| {
        let chosen = pieces.iter().filter(move |piece| piece.counts == counts);
        chosen.map(|piece| self::piece(&found, piece)).collect::<Vec<_>>()
    };
    let decisions = record.map_or(&[][..], |record| &record.decisions);
    page(&Why {
        shell,
        crumbs: crumbs(&found),
        statement_html: statement::html(&found.competency.statement),
        learner_name: (found.audience != Audience::Learner).then(|| found.learner.name()),
        mark: standing::mark(record.map(|record| &record.finding), &found.scale, words),
        lines: lines(&found),
        changes: record.and_then(|record| record.wording.next.clone()).into_iter().collect(),
        decision: decisions.iter().find(|one| one.stands).map(|one| decided(one, words)),
        nothing: match found.audience {
            Audience::Educator => NOTHING_COUNTS.to_owned(),
            _ => words.say("no-tries"),
        },
        counted: of_kind(true),
        not_counted: of_kind(false),
        history: record.and_then(|r| history_chart::of_value(&r.history, &found.scale, &found.words)),
        rule: record.and_then(|record| record.rule.as_ref().map(|rule| self::rule(record, rule))),
        learn: found.resources.iter().map(|one| learn(one, &found.words)).collect(),
        actions: actions(&found, decisions, &path),
    })
}

/// A resource with how long it takes, and its language where it is another one than the page's.
fn learn(one: &Resource, words: &Words) -> (Link, String, String) {
    let link = Link::new(&one.title, &format!("/lessons/{}", one.id));
    (link, lessons::minutes(one.minutes, words), lessons::other_language(one, words))
}

fn crumbs(found: &Found) -> Vec<Link> {
    match found.audience {
        Audience::Learner => vec![Link::new(&found.words.say("nav-can-do"), "/me")],
        Audience::Family => vec![
            Link::new(&found.words.say("nav-children"), "/children"),
            Link::new(&found.learner.name(), &format!("/learners/{}", found.learner.id)),
        ],
        Audience::Educator => vec![
            Link::new("My classes", "/sections"),
            Link::new(&found.learner.name(), &format!("/learners/{}", found.learner.id)),
            Link::new(&label(&found.competency), &format!("/competencies/{}", found.competency.id)),
        ],
    }
}

/// The reason in sentences, what single classes say beside it, and whether it can still be explained.
fn lines(found: &Found) -> Vec<String> {
    let Some(record) = &found.record else {
        return vec![found.words.say("why-nothing")];
    };
    let mut lines = vec![record.wording.headline.clone()];
    lines.extend(record.wording.because.iter().map(|said| said.text.clone()));
    if found.audience == Audience::Educator && !record.older.is_empty() {
        let older = record.older.iter().map(|one| format!("{} ({})", label(&one.competency), one.version));
        let older = older.collect::<Vec<_>>().join(", ");
        lines.push(format!("Evidence of older versions counts too: {older}."));
    }
    if let Some(adopted) = &record.adopted {
        lines.push(match &adopted.by_and_why {
            Some((by, why)) => format!(
                "Judged again because a changed rule was adopted for the past, {}, by {by}: {why}",
                when::moment(adopted.at)
            ),
            None => format!(
                "The school changed how results are counted, {}, and this was looked at again.",
                when::day_of(adopted.at)
            ),
        });
    }
    for one in &found.sections {
        if let Some((_, title)) = &one.section {
            let word = standing::mark(Some(&one.finding), &found.scale, &found.words).word;
            lines.push(format!("By the rule of {title} alone: {word}."));
        }
    }
    if !record.matches && found.audience == Audience::Educator {
        lines.push(
            "This explanation does not match the one that was stored with the judgement: ask the administrator to verify the ledger."
                .to_owned(),
        );
    }
    lines
}

fn decided(decision: &DecisionShown, words: &Words) -> Decided {
    let day = when::day_of_in(words, decision.decided_at);
    let level = words.tell("level", &[("level", (&decision.level_name).into())]);
    let until = |until| words.tell("decided-until", &[("until", (&last_moment(until, words)).into())]);
    Decided {
        by: words.tell(
            "decided-by",
            &[("name", (&decision.by).into()), ("day", (&day).into()), ("level", (&level).into())],
        ),
        reason: decision.reason.clone(),
        until: decision.expires_at.map_or_else(String::new, until),
        statements: stated(&decision.statements, words),
    }
}

/// What the family stated, in the reader's words.
fn stated(statements: &[String], words: &Words) -> Vec<String> {
    let said = |text: &String| words.tell("privacy-statement-said", &[("statement", text.into())]);
    statements.iter().map(said).collect()
}

/// A decision that ends with a day is said to stand through that day.
fn last_moment(until: Timestamp, words: &Words) -> String {
    let last = until - std::time::Duration::from_micros(1);
    if chance::date_of(when::here(), last) == chance::date_of(when::here(), until) {
        return when::moment_in(words, until);
    }
    words.tell("end-of-day", &[("day", (&when::day_of_in(words, last)).into())])
}

fn piece(found: &Found, piece: &PieceShown) -> Piece {
    let what = match piece.source {
        Some(source) => standing::work(source, piece.instrument.as_deref(), &found.words),
        None => "Erased".to_owned(),
    };
    let source = piece.source.filter(|_| found.audience == Audience::Educator);
    let source =
        source.and_then(|source| standing::unusual_source(source, piece.instrument.as_deref(), &found.words));
    let source = source.map(|said| format!("{said}."));
    let judged = piece.judge.as_ref().map(|judge| format!("Judged by {judge}."));
    let share = piece.share.map(|share| format!("Weighs {:.0} %.", share * 100.0));
    let why_not = Some(piece.why_not.clone()).filter(|why| !why.is_empty());
    let from = piece.carried_from.as_ref().map(|from| match found.audience {
        Audience::Educator => format!("Counts from {from}."),
        _ => found.words.say("piece-earlier"),
    });
    let reason: Vec<String> =
        why_not.into_iter().chain(source).chain(from).chain(share).chain(judged).collect();
    let entry = format!("/learners/{}/evidence/{}", found.learner.id, piece.sequence.0);
    let action = |label: &str, verb: &str| {
        Link::new(label, &format!("{entry}/{verb}?competency={}", found.competency.id))
    };
    let actions = match (found.may_judge(), piece.left_out, piece.taken_back || piece.source.is_none()) {
        (false, ..) | (_, _, true) => Vec::new(),
        (true, true, false) => {
            vec![action("Bring back", "bring-back"), action("Take back", "retract")]
        }
        (true, false, false) => vec![action("Leave out", "excuse"), action("Take back", "retract")],
    };
    Piece {
        when: piece.worked_at.map_or_else(String::new, |at| when::day_of_in(&found.words, at)),
        what,
        result: piece.points.map_or_else(String::new, |(points, possible)| {
            standing::result(piece.level_name.as_deref(), points, possible, &found.words)
        }),
        reason: reason.join(" "),
        note: piece.note.clone().unwrap_or_default(),
        work: piece.attachment.as_deref().map(standing::work_itself),
        statements: stated(&piece.statements, &found.words),
        actions,
    }
}

fn rule(record: &ContextWhy, rule: &RuleShown) -> Rule {
    let parameters = rule.parameters.iter().map(parameter);
    let matches = if record.matches { "" } else { "; the explanation does not match" };
    Rule {
        name: rule.name.to_owned(),
        text: rule.definition.to_owned(),
        parameters: parameters.collect(),
        judged: format!("Version {}, judged {}{matches}", rule.version, when::moment(rule.judged_at)),
    }
}

fn parameter(parameter: &ParameterShown) -> Parameter {
    let from =
        parameter.from.map_or_else(|| "Given".to_owned(), |scope| format!("Set by {}", scope_word(scope)));
    let bound = parameter.bounded_by.map(|(scope, effect)| {
        let how = match effect {
            Effect::Lock => "locked",
            Effect::Floor => "kept up",
            Effect::Ceiling => "kept down",
            Effect::Set => "set",
        };
        format!(", {how} by {}", scope_word(scope))
    });
    let unit = match parameter.unit.strip_suffix('s') {
        Some(one) if parameter.value == "1" => one,
        _ => parameter.unit,
    };
    let rule = mastery::rules::find(&parameter.value).map(|rule| rule.name.to_owned());
    Parameter {
        name: parameter.label.to_owned(),
        value: rule.unwrap_or_else(|| format!("{} {unit}", parameter.value).trim().to_owned()),
        from: format!("{from}{}", bound.unwrap_or_default()),
    }
}

fn scope_word(scope: Scope) -> &'static str {
    match scope.kind {
        ScopeKind::Learner => "this student's own policy",
        ScopeKind::Enrollment => "this student's place in the class",
        ScopeKind::Section => "the class",
        ScopeKind::Program => "the program",
        ScopeKind::School => "the school",
        ScopeKind::District => "the district",
        ScopeKind::BuiltIn => "what ships with Onramp",
    }
}

fn actions(found: &Found, decisions: &[DecisionShown], path: &str) -> Vec<Link> {
    if !found.may_judge() {
        return Vec::new();
    }
    let decided = decisions.iter().any(|decision| decision.stands);
    let word = if decided { "Decide again, or take the decision back" } else { "Decide the level yourself" };
    let evidence = format!("/learners/{}/evidence/new?competency={}", found.learner.id, found.competency.id);
    vec![Link::new(word, &format!("{path}/decide")), Link::new("Add evidence", &evidence)]
}
