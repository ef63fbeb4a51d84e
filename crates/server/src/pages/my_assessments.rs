//! What a learner is to take, can take and has taken; and what they see before they begin.

use axum::{
    Router,
    extract::{Path, State},
    response::{IntoResponse as _, Redirect},
    routing::get,
};
use domain::{AssignmentId, sitting::SittingState};
use usecases::{
    list_my_assessments::{MyAssignment, MySitting, list_my_assessments},
    start_sitting::{BeforeStart, Starting, look_before_start, start_sitting},
    words::words_for,
};
use wording::{Audience, Words};

use crate::{
    form::Form,
    frame,
    not_now::not_now,
    page_error::{Page, page},
    session::{From, SignedIn},
    site::Site,
    support_words,
    views::{
        my_assessments::{Begin, Given, MyAssessments, Taken},
        shell::Link,
    },
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/assessments", get(list))
        .route("/assignments/{assignment}/begin", get(before).post(begin))
}

/// `GET /assessments`
async fn list(State(site): State<Site>, signed_in: SignedIn) -> Page {
    let mine = list_my_assessments(&site.app, &signed_in.actor).await?;
    let words = words_for(&site.app, &signed_in.actor, Audience::Learner).await?;
    let title = words.say("page-checks");
    let (open, later): (Vec<_>, Vec<_>) =
        mine.given.iter().partition(|one| one.running.is_some() || one.not_now.is_none());
    let view = MyAssessments {
        open: open.iter().map(|one| given(one, &words)).collect(),
        later: later.iter().map(|one| given(one, &words)).collect(),
        taken: mine.taken.iter().map(|one| taken(one, &words)).collect(),
        shell: frame::worded(&site, &signed_in, words, &title, "/assessments").await?,
    };
    page(&view)
}

fn given(one: &MyAssignment, words: &Words) -> Given {
    let href = match one.running {
        Some(sitting) => format!("/sittings/{sitting}"),
        None => format!("/assignments/{}/begin", one.id),
    };
    let state = match (&one.not_now, one.running) {
        (_, Some(_)) => words.say("check-begun"),
        (Some(why), None) => not_now(why, words),
        (None, None) if one.ended > 0 => words.say("check-again"),
        (None, None) => String::new(),
    };
    let until = one.closes_at.map(|at| {
        let at = when::moment_in(words, at);
        words.tell("check-until", &[("moment", (&at).into())])
    });
    Given {
        link: Link::new(&one.title, &href),
        section: one.section.clone(),
        state,
        until: until.unwrap_or_default(),
        action: if one.running.is_some() { words.say("check-go-on") } else { words.say("check-look") },
        can: one.running.is_some() || one.not_now.is_none(),
    }
}

fn taken(one: &MySitting, words: &Words) -> Taken {
    let sitting = &one.sitting;
    let at = when::moment_in(words, sitting.ended_at.unwrap_or(sitting.touched_at));
    Taken {
        link: Link::new(&one.title, &format!("/sittings/{}/result", sitting.id)),
        at,
        state: match (sitting.state, sitting.passed) {
            (SittingState::Annulled, _) => words.say("check-annulled"),
            (SittingState::Waiting, _) => words.say("check-waiting"),
            _ => String::new(),
        },
    }
}

/// `GET /assignments/{assignment}/begin`
async fn before(State(site): State<Site>, signed_in: SignedIn, Path(assignment): Path<AssignmentId>) -> Page {
    let found = look_before_start(&site.app, &signed_in.actor, assignment).await?;
    let words = words_for(&site.app, &signed_in.actor, Audience::Learner).await?;
    let title = found.assessment.title.clone();
    let shell = frame::worded(&site, &signed_in, words.clone(), &title, "/assessments").await?;
    page(&begin_view(&found, &words, shell))
}

fn begin_view(found: &BeforeStart, words: &Words, shell: crate::views::shell::Shell) -> Begin {
    let plan = &found.plan;
    let mut facts = Vec::new();
    if let Some(items) = plan.items {
        facts.push(words.tell("check-items", &[("count", items.into())]));
    } else if plan.select_by == assessment::plan::SelectBy::Adaptive {
        facts.push(words.tell("check-items-most", &[("count", plan.adaptive.most.into())]));
    }
    match (found.minutes, plan.time_limit_minutes) {
        (Some(minutes), _) => facts.push(words.tell("check-minutes", &[("count", minutes.into())])),
        (None, Some(_)) => facts.push(words.say("check-no-limit")),
        (None, None) => {}
    }
    if let Some(mark) = support_words::pass_mark(plan.pass_mark, words) {
        facts.push(mark);
    }
    facts.push(words.say(if plan.may_go_back { "check-back" } else { "check-no-back" }));
    if plan.not_taught {
        facts.push(words.say("check-not-taught"));
    }
    if plan.note_device {
        facts.push(words.say("check-device"));
    }
    if found.attempt > 1 {
        facts.push(
            words.tell("check-attempt", &[("number", usize::try_from(found.attempt).unwrap_or(0).into())]),
        );
    }
    if found.repeats > 0 {
        facts.push(words.tell("check-repeats", &[("count", found.repeats.into())]));
    }
    let asks_plan = matches!(found.not_now, Some(assessment::plan::NotNow::NoPlan { .. }));
    let asks_code =
        plan.proctor_code && matches!(found.not_now, None | Some(assessment::plan::NotNow::NoCode));
    Begin {
        heading: found.assessment.title.clone(),
        facts,
        given: support_words::given(&found.supports, words),
        by_a_person: found.supports.by_a_person.clone(),
        not_now: match &found.not_now {
            None | Some(assessment::plan::NotNow::NoCode) => String::new(),
            Some(why) => not_now(why, words),
        },
        asks_code,
        running: found.running.map(|id| format!("/sittings/{id}")).unwrap_or_default(),
        plan_href: found
            .last
            .filter(|_| asks_plan)
            .map(|id| format!("/sittings/{id}/result#plan"))
            .unwrap_or_default(),
        action: format!("/assignments/{}/begin", found.assignment.id),
        shell,
    }
}

#[derive(serde::Deserialize)]
struct BeginForm {
    #[serde(default)]
    code: String,
}

/// `POST /assignments/{assignment}/begin`
async fn begin(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(assignment): Path<AssignmentId>,
    From(visitor): From,
    Form(form): Form<BeginForm>,
) -> Page {
    let starting = Starting {
        code: Some(form.code).filter(|code| !code.trim().is_empty()),
        device: Some(visitor.device),
        network: Some(visitor.address),
    };
    let sitting = start_sitting(&site.app, &signed_in.actor, assignment, starting).await?;
    Ok(Redirect::to(&format!("/sittings/{sitting}")).into_response())
}
