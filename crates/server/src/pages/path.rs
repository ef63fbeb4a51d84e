//! A learner's path: what is next and why, chosen by the learner, directed by an educator; and what a goal takes.

mod changes;
mod filling;

use axum::{
    Router,
    extract::{Path, Query, State},
    routing::{get, post},
};
use domain::{GoalId, LearnerId, access::Relationship};
use serde::Deserialize;
use usecases::{
    Refusal,
    plan_goal::{GoalPlan, plan_goal},
    show_path::show_path,
    show_why::audience,
    words::words_for,
};

use crate::{
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/path", get(show_own))
        .route("/path/choices", post(changes::choose))
        .route("/learners/{learner}/path", get(show))
        .route("/learners/{learner}/path/goals", post(changes::set_goal))
        .route("/learners/{learner}/path/interests", post(changes::set_interests))
        .route("/learners/{learner}/path/directives", post(changes::direct))
        .route("/goals/{goal}/end", post(changes::end_goal))
        .route("/directives/{directive}/end", post(changes::end_directive))
}

/// What a goal takes, where somebody asks.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    goal: String,
    #[serde(default)]
    by: String,
}

/// `GET /path`
async fn show_own(State(site): State<Site>, signed_in: SignedIn, Query(asked): Query<Asked>) -> Page {
    let own = signed_in.actor.person.as_learner();
    shown(&site, &signed_in, own, &asked, None).await
}

/// `GET /learners/{learner}/path`
async fn show(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(learner): Path<LearnerId>,
    Query(asked): Query<Asked>,
) -> Page {
    shown(&site, &signed_in, learner, &asked, None).await
}

/// The page, with what was refused in words.
async fn shown(
    site: &Site,
    signed_in: &SignedIn,
    learner: LearnerId,
    asked: &Asked,
    refusal: Option<String>,
) -> Page {
    let (app, actor) = (&site.app, &signed_in.actor);
    let found = show_path(app, actor, learner).await?;
    let (plan, wrong) = match planned(site, signed_in, learner, asked).await {
        Ok(plan) => (plan, None),
        Err(Refusal::Invalid { why, .. }) => (None, Some(format!("That {why}."))),
        Err(refusal) => return Err(refusal.into()),
    };
    let words = words_for(app, actor, audience(found.relationship)).await?;
    let title = match found.relationship {
        Relationship::Own => words.say("nav-path"),
        _ => words.tell("path-of", &[("name", (&found.person.name()).into())]),
    };
    let href = format!("/learners/{learner}/path");
    let here = if found.relationship == Relationship::Own { "/path" } else { &href };
    let shell = frame::worded(site, signed_in, words, &title, here).await?;
    page(&filling::view(shell, &found, plan.as_ref(), refusal.or(wrong)))
}

async fn planned(
    site: &Site,
    signed_in: &SignedIn,
    learner: LearnerId,
    asked: &Asked,
) -> Result<Option<GoalPlan>, Refusal> {
    if asked.goal.is_empty() {
        return Ok(None);
    }
    let goal: GoalId = asked.goal.parse().map_err(|_| Refusal::NotFound("this goal"))?;
    let by = changes::day("by", &asked.by)?;
    plan_goal(&site.app, &signed_in.actor, learner, goal, by).await.map(Some)
}
