//! An administrator opens a learner's record without teaching or looking after them: with a typed reason,
//! for an hour, and each look with that reason in the access log.

use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header::SET_COOKIE},
    response::{IntoResponse as _, Redirect},
};
use domain::{LearnerId, people::RoleKind};
use usecases::{Refusal, show_person::show_person};

use crate::{
    form::Form,
    frame,
    page_error::{Page, PageError, page},
    session::{self, SignedIn},
    site::Site,
    views::{reason_form::ReasonForm, shell::Link},
};

/// A reason shorter than this says nothing. Unit: characters.
const LEAST_CHARACTERS: usize = 10;

/// A cookie of a longer one would not fit into a request. Unit: bytes.
const MOST_BYTES: usize = 1_000;

/// What is typed.
#[derive(serde::Deserialize)]
pub(super) struct Typed {
    reason: String,
}

/// `GET /admin/people/{person}/open`
pub(super) async fn ask(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(learner): Path<LearnerId>,
) -> Page {
    let reason = signed_in.actor.break_glass.clone().unwrap_or_default();
    page(&form(&site, &signed_in, learner, reason).await?)
}

/// `POST /admin/people/{person}/open`
pub(super) async fn open(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(learner): Path<LearnerId>,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Page {
    let reason = typed.reason.trim();
    let refusal = if reason.chars().count() < LEAST_CHARACTERS {
        Some(format!("A reason of at least {LEAST_CHARACTERS} characters is needed."))
    } else if reason.len() > MOST_BYTES {
        Some("A sentence or two are enough.".to_owned())
    } else {
        None
    };
    let asked = form(&site, &signed_in, learner, reason.to_owned()).await?;
    match session::reason_cookie(&headers, reason, &site.reach) {
        Some(cookie) if refusal.is_none() => {
            Ok(([(SET_COOKIE, cookie)], Redirect::to(&format!("/learners/{learner}"))).into_response())
        }
        _ => Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&ReasonForm { refusal, ..asked })?).into_response()),
    }
}

/// The form; refused to whoever is no administrator.
async fn form(
    site: &Site,
    signed_in: &SignedIn,
    learner: LearnerId,
    reason: String,
) -> Result<ReasonForm, PageError> {
    let roles = show_person(&site.app, &signed_in.actor).await?.roles;
    if !roles.contains(&RoleKind::Administrator) {
        return Err(Refusal::Denied("only an administrator opens records by a reason").into());
    }
    Ok(ReasonForm {
        shell: frame::shell(site, signed_in, "Open a record", "/admin/people").await?,
        explanation: vec![
            "You do not teach or look after this person.".to_owned(),
            "Your name, the time and your reason are written into the access log with every look.".to_owned(),
        ],
        action: format!("/admin/people/{learner}/open"),
        hidden: Vec::new(),
        question: "Why do you need to see this record?".to_owned(),
        reason,
        refusal: None,
        button: "Open for one hour".to_owned(),
        back: Link::new("People", "/admin/people"),
    })
}
