//! What came of an assessment: for the learner and their family in their words, for the school whole.

use std::fmt::Write as _;

use axum::{
    Router,
    extract::{Path, State},
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{SittingId, access::Relationship, item::View, sitting::SittingState};
use usecases::{
    plan_next_try::plan_next_try,
    regrade_item::readable,
    sitting_result::{Placed, ResultItem, SittingResult, sitting_result},
    words::words_for,
};
use wording::{Audience, Words};

use crate::{
    form::Form,
    frame, item_html,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        shell::Link,
        sitting_result::{Answered, Happened, Result, Target},
    },
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/sittings/{sitting}/result", get(show)).route("/sittings/{sitting}/plan", post(plan))
}

/// `GET /sittings/{sitting}/result`
async fn show(State(site): State<Site>, signed_in: SignedIn, Path(sitting): Path<SittingId>) -> Page {
    let found = sitting_result(&site.app, &signed_in.actor, sitting).await?;
    let audience = match found.relationship {
        Relationship::Own => Audience::Learner,
        Relationship::Guardian => Audience::Family,
        _ => Audience::Educator,
    };
    if !found.sitting.state.has_ended() && audience == Audience::Learner {
        return Ok(Redirect::to(&format!("/sittings/{sitting}")).into_response());
    }
    let words = words_for(&site.app, &signed_in.actor, audience).await?;
    let path = match audience {
        Audience::Learner => "/assessments".to_owned(),
        Audience::Family => format!("/children/{}", found.sitting.learner),
        Audience::Educator => "/sections".to_owned(),
    };
    let shell = frame::worded(&site, &signed_in, words.clone(), &found.title, &path).await?;
    page(&view(&found, &words, shell))
}

fn view(found: &SittingResult, words: &Words, shell: crate::views::shell::Shell) -> Result {
    let sitting = &found.sitting;
    let school = words.audience() == Audience::Educator;
    let item_words = item_html::words(words);
    let view = if school { View::Scorer } else { View::Candidate };
    let points = match (found.told, sitting.points, sitting.points_possible) {
        (true, Some(points), Some(possible)) => {
            let (points, possible) = (points.to_string(), possible.to_string());
            words.tell("result-points", &[("points", (&points).into()), ("possible", (&possible).into())])
        }
        _ => String::new(),
    };
    let section = format!("/assignments/{}", sitting.assignment);
    let back = match found.relationship {
        Relationship::Own => Link::new(&words.say("check-back-to-list"), "/assessments"),
        Relationship::Guardian => Link::new(&found.learner.name(), &format!("/children/{}", sitting.learner)),
        _ => Link::new("The whole class", &section),
    };
    Result {
        heading: found.title.clone(),
        learner: if found.relationship == Relationship::Own { String::new() } else { found.learner.name() },
        at: when::moment_in(words, sitting.ended_at.unwrap_or(sitting.touched_at)),
        message: message(found, words),
        points,
        passed: sitting
            .passed
            .filter(|_| found.told)
            .map(|passed| words.say(if passed { "result-passed" } else { "result-not-yet" })),
        has_passed: sitting.passed == Some(true),
        advice: if found.told && sitting.passed == Some(false) && !school {
            words.say("result-not-yet-advice")
        } else {
            String::new()
        },
        targets: found
            .competencies
            .iter()
            .map(|one| {
                let (points, possible) = (one.points.to_string(), one.points_possible.to_string());
                Target {
                    link: Link::new(
                        &one.competency.title(),
                        &format!("/learners/{}/competencies/{}", sitting.learner, one.competency.id),
                    ),
                    said: words.tell(
                        "result-target",
                        &[("points", (&points).into()), ("possible", (&possible).into())],
                    ),
                    share: percent(one.points, one.points_possible),
                    exempt: if one.exempt == Some(true) { words.say("result-exempt") } else { String::new() },
                }
            })
            .collect(),
        placed: found.placed.as_ref().map(|placed| placement(placed, words)).unwrap_or_default(),
        items: found.items.iter().map(|one| answered(one, &item_words, view, school)).collect(),
        events: found
            .events
            .iter()
            .map(|one| Happened {
                at: when::moment(one.at),
                what: if one.detail.is_empty() {
                    one.what.clone()
                } else {
                    format!("{}: {}", one.what, readable(&one.detail))
                },
            })
            .collect(),
        facts: if school { facts(found) } else { Vec::new() },
        planned: found.planned.clone().unwrap_or_default(),
        asks_for_a_plan: found.asks_for_a_plan,
        plan_action: format!("/sittings/{}/plan", sitting.id),
        back,
        shell,
    }
}

/// The sentence above everything else.
fn message(found: &SittingResult, words: &Words) -> String {
    let sitting = &found.sitting;
    let spared =
        sitting.rushed == Some(true) && found.plan.rushing.act == assessment::plan::RushingAct::NotPlaced;
    match sitting.state {
        SittingState::Annulled => words.say("result-annulled"),
        _ if spared => words.say("result-rushed"),
        SittingState::Waiting => words.say("result-waiting"),
        _ if !found.told && found.plan.feedback == assessment::plan::Feedback::AfterRelease => {
            words.say("result-later")
        }
        _ if !found.told => words.say("result-none"),
        _ => String::new(),
    }
}

fn percent(points: domain::Points, possible: domain::Points) -> i64 {
    let possible = possible.millionths().max(1);
    (points.millionths() * 100 / possible).clamp(0, 100)
}

/// Where a diagnostic places, a sentence each.
fn placement(placed: &Placed, words: &Words) -> Vec<String> {
    let mut said = Vec::new();
    let grades = |grades: &[Option<String>]| -> Option<String> {
        let lowest = words.say("result-lowest");
        let name = |grade: &Option<String>| grade.clone().unwrap_or_else(|| lowest.clone());
        match grades {
            [] => None,
            [one] => Some(name(one)),
            [first, .., last] => {
                let (one, other) = (name(first), name(last));
                Some(words.tell("result-place-or", &[("one", (&one).into()), ("other", (&other).into())]))
            }
        }
    };
    if let Some(fits) = grades(&placed.grades) {
        said.push(words.tell("result-place-grades", &[("grades", (&fits).into())]));
    }
    for domain in &placed.domains {
        let mut line = if domain.title.is_empty() { String::new() } else { format!("{}: ", domain.title) };
        line.push_str(
            &words.tell(
                "result-domain",
                &[("right", domain.right.into()), ("answered", domain.answered.into())],
            ),
        );
        if domain.not_taught > 0 {
            line.push_str(", ");
            line.push_str(&words.tell("result-domain-not-taught", &[("count", domain.not_taught.into())]));
        }
        if let Some(fits) = grades(&domain.grades) {
            line.push_str(". ");
            line.push_str(&words.tell("result-place-grades", &[("grades", (&fits).into())]));
        }
        if words.audience() == Audience::Educator
            && let Some(measured) = domain.measured
        {
            let _ = write!(line, " (ability {:.2}, standard error {:.2})", measured.ability, measured.error);
        }
        said.push(line);
    }
    if words.audience() == Audience::Educator
        && let Some(measured) = placed.overall
    {
        said.push(format!(
            "Overall ability {:.2} logits, standard error {:.2}.",
            measured.ability, measured.error
        ));
    }
    if let Some(grown) = &placed.grown {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "shown as whole numbers")]
        let (weeks, share) = (
            grown.weeks.round().max(0.0) as usize,
            (grown.growth.of_typical * 100.0).round().max(0.0) as usize,
        );
        said.push(words.tell("result-growth", &[("weeks", weeks.into()), ("percent", share.into())]));
    }
    said
}

fn answered(one: &ResultItem, words: &presentation::Words, view: View, school: bool) -> Answered {
    let points = match (one.points, one.points_possible) {
        (Some(points), Some(possible)) => format!("{points} / {possible}"),
        _ => String::new(),
    };
    Answered {
        number: one.place + 1,
        html: item_html::reviewed(one, words, view),
        points,
        item: if school { Some(Link::new(&one.identifier, &format!("/items/{}", one.item))) } else { None },
        // On paper nobody knows.
        seconds: if school && one.milliseconds > 0 {
            format!("{} s", one.milliseconds / 1_000)
        } else {
            String::new()
        },
    }
}

/// What the school sees besides: attempt, medium, seed, device, how it ended.
fn facts(found: &SittingResult) -> Vec<String> {
    let sitting = &found.sitting;
    let mut facts = vec![
        format!("Attempt {}", sitting.attempt),
        format!("On {}", sitting.medium.word()),
        format!("Begun {}", when::moment(sitting.started_at)),
        format!("Seed {}", sitting.seed),
    ];
    facts.extend(sitting.ended_why.as_ref().map(|why| format!("Ended: {why}")));
    facts.extend(sitting.device.as_ref().map(|device| format!("Device: {device}")));
    facts.extend(sitting.network.as_ref().map(|network| format!("Network: {network}")));
    if sitting.rushed == Some(true) {
        facts.push("Answered faster than these questions can be read".to_owned());
    }
    let repeated = found.items.iter().filter(|one| one.repeated).count();
    if repeated > 0 {
        facts.push(format!("{repeated} of the questions were seen before"));
    }
    facts
}

#[derive(serde::Deserialize)]
struct PlanForm {
    plan: String,
}

/// `POST /sittings/{sitting}/plan`
async fn plan(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(sitting): Path<SittingId>,
    Form(form): Form<PlanForm>,
) -> Page {
    plan_next_try(&site.app, &signed_in.actor, sitting, &form.plan).await?;
    Ok(Redirect::to(&format!("/sittings/{sitting}/result")).into_response())
}
