//! Deciding a level over the rule, and taking the decision back.

use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{CompetencyId, Date, LearnerId, Timestamp};
use usecases::{
    Refusal, chance,
    decide_mastery::{NewDecision, decide_mastery, withdraw_decision},
    show_why::{Why, show_why},
};

use crate::{
    form::Form,
    frame,
    page_error::{Page, PageError, page},
    pages::rate::label,
    session::SignedIn,
    site::Site,
    standing,
    views::{
        decide::Decide,
        mark::{Mark, Shape},
        shell::{Choice, Link},
    },
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/learners/{learner}/competencies/{competency}/decide", get(show).post(decide))
        .route("/learners/{learner}/competencies/{competency}/decide/withdraw", post(withdraw))
}

type Cell = Path<(LearnerId, CompetencyId)>;

/// What is typed into the form.
#[derive(Debug, Default, serde::Deserialize)]
struct Typed {
    #[serde(default)]
    level: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    expires: String,
}

/// `GET /learners/{learner}/competencies/{competency}/decide`
async fn show(State(site): State<Site>, signed_in: SignedIn, Path(cell): Cell) -> Page {
    form(&site, &signed_in, cell, Refused::default()).await
}

/// `POST /learners/{learner}/competencies/{competency}/decide`
async fn decide(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((learner, competency)): Cell,
    Form(typed): Form<Typed>,
) -> Page {
    let decided = match until(&typed.expires) {
        Err(refusal) => Err(refusal),
        Ok(expires_at) => {
            let (level, reason) = (typed.level.clone(), typed.reason.clone());
            let new = NewDecision { competency, level, reason, expires_at };
            decide_mastery(&site.app, &signed_in.actor, learner, new).await
        }
    };
    match decided {
        Ok(_) => Ok(Redirect::to(&format!("/learners/{learner}/competencies/{competency}")).into_response()),
        // What was typed stays, beside the reason why it was refused.
        Err(refusal @ (Refusal::Invalid { .. } | Refusal::Conflict(_))) => {
            let refused = Refused { typed, deciding: Some(sentence(&refusal)), withdrawing: None };
            let again = form(&site, &signed_in, (learner, competency), refused).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, again).into_response())
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// A decision stands through its last day.
fn until(day: &str) -> Result<Option<Timestamp>, Refusal> {
    if day.is_empty() {
        return Ok(None);
    }
    let end = day.parse::<Date>().ok().and_then(|day| chance::end_of(when::here(), day));
    end.map(Some).ok_or_else(|| Refusal::invalid("expires", "is no day: write it as 2027-01-31"))
}

/// `POST /learners/{learner}/competencies/{competency}/decide/withdraw`
async fn withdraw(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((learner, competency)): Cell,
    Form(typed): Form<Typed>,
) -> Page {
    match withdraw_decision(&site.app, &signed_in.actor, learner, competency, &typed.reason).await {
        Ok(_) => Ok(Redirect::to(&format!("/learners/{learner}/competencies/{competency}")).into_response()),
        Err(refusal @ Refusal::Invalid { .. }) => {
            let blank = Typed::default();
            let refused = Refused { typed: blank, deciding: None, withdrawing: Some(sentence(&refusal)) };
            let again = form(&site, &signed_in, (learner, competency), refused).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, again).into_response())
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// What comes back with the form.
#[derive(Default)]
struct Refused {
    typed: Typed,
    /// Why there is no decision.
    deciding: Option<String>,
    /// Why none was taken back.
    withdrawing: Option<String>,
}

async fn form(
    site: &Site,
    signed_in: &SignedIn,
    (learner, competency): (LearnerId, CompetencyId),
    Refused { typed, deciding, withdrawing }: Refused,
) -> Page {
    let found = show_why(&site.app, &signed_in.actor, learner, competency).await?;
    if !found.may_judge() {
        return Err(PageError::Refused(Refusal::Denied(
            "Only a teacher of this student can decide a level.",
        )));
    }
    let path = format!("/learners/{learner}/competencies/{competency}/decide");
    let shell = frame::shell(site, signed_in, "Decide the level", &path).await?;
    let stands = found.record.as_ref().is_some_and(|record| record.finding.decided);
    let name = found.learner.name();
    page(&Decide {
        shell,
        crumbs: vec![
            Link::new(&name, &format!("/learners/{learner}")),
            Link::new("Why", &format!("/learners/{learner}/competencies/{competency}")),
        ],
        subject: format!("{name}, {}", label(&found.competency)),
        by_rule: by_rule(&found),
        withdraw_action: stands.then(|| format!("{path}/withdraw")),
        action: path,
        levels: found
            .scale
            .levels()
            .iter()
            .map(|level| {
                let choice = Choice::new(&level.code, &standing::level_word(level));
                if level.code == typed.level { choice.chosen() } else { choice }
            })
            .collect(),
        reason: typed.reason,
        expires: typed.expires,
        refusal: deciding,
        withdrawal_refusal: withdrawing,
    })
}

/// What the rule alone says.
fn by_rule(found: &Why) -> Mark {
    let value = found.record.as_ref().and_then(|record| record.by_rule);
    let Some(value) = value else { return Mark::new(Shape::Unknown, "Not enough yet") };
    let level = found.scale.level_at(value);
    let place = found.scale.levels().iter().position(|one| one == level).unwrap_or(0);
    Mark::new(standing::level_shape(&found.scale, place), &standing::level_word(level))
}

/// A refusal as a sentence beside its field.
pub fn sentence(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Invalid { field: "reason", .. } => {
            "Say why, so that the family and the next teacher understand.".to_owned()
        }
        Refusal::Invalid { field: "expires", why } => format!("The day {why}."),
        other => other.to_string(),
    }
}
