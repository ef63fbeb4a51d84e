//! What changes a path: choices, goals, interests, directives.

use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Redirect},
};
use domain::{Date, DirectiveId, GoalId, LearnerId, path::DirectiveKind};
use usecases::{
    Refusal,
    choose_next::{choose_next, put_back},
    direct_path::{NewDirective, direct_path},
    set_goal::{NewAim, NewGoal},
};

use super::{Asked, shown};
use crate::{form::Fields, page_error::Page, session::SignedIn, site::Site};

/// `POST /path/choices`: picks, or puts back.
pub(super) async fn choose(State(site): State<Site>, signed_in: SignedIn, form: Fields) -> Page {
    let (app, actor) = (&site.app, &signed_in.actor);
    let done = match form.one("competency").parse() {
        Err(_) => Err(Refusal::invalid("competency", "is not one that is offered")),
        Ok(competency) if form.one("picked") == "no" => put_back(app, actor, competency).await,
        Ok(competency) => choose_next(app, actor, competency).await,
    };
    answered(&site, &signed_in, actor.person.as_learner(), done, "/path").await
}

/// `POST /learners/{learner}/path/goals`
pub(super) async fn set_goal(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(learner): Path<LearnerId>,
    form: Fields,
) -> Page {
    let done = match new_goal(&form) {
        Ok(new) => usecases::set_goal::set_goal(&site.app, &signed_in.actor, learner, new).await.map(drop),
        Err(refusal) => Err(refusal),
    };
    answered(&site, &signed_in, learner, done, &format!("/learners/{learner}/path")).await
}

fn new_goal(form: &Fields) -> Result<NewGoal, Refusal> {
    let aim = if form.one("framework").is_empty() {
        let ids = form.all("competencies").map(str::parse).collect::<Result<Vec<_>, _>>();
        NewAim::Competencies(ids.map_err(|_| Refusal::invalid("competencies", "are not ids"))?)
    } else {
        NewAim::Band {
            framework: form
                .one("framework")
                .parse()
                .map_err(|_| Refusal::invalid("framework", "is not an id"))?,
            floor: form.one("floor").to_owned(),
            ceiling: form.one("ceiling").to_owned(),
        }
    };
    Ok(NewGoal { title: form.one("title").to_owned(), aim, due: day("due", form.one("due"))? })
}

/// `POST /goals/{goal}/end`
pub(super) async fn end_goal(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(goal): Path<GoalId>,
    _: Fields,
) -> Page {
    let learner = usecases::set_goal::end_goal(&site.app, &signed_in.actor, goal).await?;
    Ok(Redirect::to(&format!("/learners/{learner}/path")).into_response())
}

/// `POST /learners/{learner}/path/interests`
pub(super) async fn set_interests(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(learner): Path<LearnerId>,
    form: Fields,
) -> Page {
    let words = form.one("interests").split(',').map(str::to_owned).collect();
    let done = usecases::choose_next::set_interests(&site.app, &signed_in.actor, learner, words).await;
    answered(&site, &signed_in, learner, done, &format!("/learners/{learner}/path")).await
}

/// `POST /learners/{learner}/path/directives`
pub(super) async fn direct(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(learner): Path<LearnerId>,
    form: Fields,
) -> Page {
    let done = match new_directive(&form) {
        Ok(new) => direct_path(&site.app, &signed_in.actor, learner, new).await.map(drop),
        Err(refusal) => Err(refusal),
    };
    answered(&site, &signed_in, learner, done, &format!("/learners/{learner}/path")).await
}

fn new_directive(form: &Fields) -> Result<NewDirective, Refusal> {
    let competency = form.one("competency").parse();
    Ok(NewDirective {
        competency: competency.map_err(|_| Refusal::invalid("competency", "is not an id"))?,
        kind: DirectiveKind::from_word(form.one("kind"))
            .ok_or_else(|| Refusal::invalid("kind", "is one of pin, skip, send_back"))?,
        reason: form.one("reason").to_owned(),
        until: day("until", form.one("until"))?,
    })
}

/// `POST /directives/{directive}/end`
pub(super) async fn end_directive(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(directive): Path<DirectiveId>,
    _: Fields,
) -> Page {
    let learner = usecases::direct_path::end_directive(&site.app, &signed_in.actor, directive).await?;
    Ok(Redirect::to(&format!("/learners/{learner}/path")).into_response())
}

/// A day of a form; `None` for an empty field.
pub(super) fn day(field: &'static str, text: &str) -> Result<Option<Date>, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let day = text.parse::<Date>().ok().filter(|day| domain::time::YEARS.contains(&day.year()));
    day.map(Some).ok_or_else(|| Refusal::invalid(field, "is not a day: write it as 2027-06-18"))
}

/// Back to the page, with a sentence where something cannot be done.
async fn answered(
    site: &Site,
    signed_in: &SignedIn,
    learner: LearnerId,
    done: Result<(), Refusal>,
    back: &str,
) -> Page {
    let refusal = match done {
        Ok(()) => return Ok(Redirect::to(back).into_response()),
        Err(Refusal::Invalid { why, .. }) => format!("That {why}."),
        Err(Refusal::Conflict(why)) => why,
        Err(refusal) => return Err(refusal.into()),
    };
    let page = shown(site, signed_in, learner, &Asked::default(), Some(refusal)).await?;
    Ok((axum::http::StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}
