//! Taking a piece of evidence back, leaving one out, bringing it back.

use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect},
};
use domain::{CompetencyId, LearnerId, evidence::Sequence};
use usecases::{
    Refusal,
    excuse_evidence::{bring_back_evidence, excuse_evidence},
    retract_evidence::retract_evidence,
};

use crate::{
    form::Form,
    frame,
    page_error::{Page, page},
    pages::decide::sentence,
    session::SignedIn,
    site::Site,
    views::{reason_form::ReasonForm, shell::Link},
};

/// What can be done with a piece of evidence afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Verb {
    Retract,
    Excuse,
    BringBack,
}

impl Verb {
    const fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Retract => (
                "Take evidence back",
                "It was wrong: it no longer counts, and stays in the ledger with your reason. This cannot be undone.",
                "Take it back",
            ),
            Self::Excuse => (
                "Leave evidence out",
                "It is not wrong, but does not count. It can be brought back at any time.",
                "Leave it out",
            ),
            Self::BringBack => ("Bring evidence back", "It counts again.", "Bring it back"),
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Retract => "retract",
            Self::Excuse => "excuse",
            Self::BringBack => "bring-back",
        }
    }
}

#[derive(Debug, serde::Deserialize)]
pub(super) struct About {
    competency: CompetencyId,
    #[serde(default)]
    reason: String,
}

type Entry = Path<(LearnerId, i64, Verb)>;

/// `GET /learners/{learner}/evidence/{entry}/{verb}?competency=...`: asks for the reason.
pub(super) async fn ask(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(entry): Entry,
    Query(about): Query<About>,
) -> Page {
    reason_form(&site, &signed_in, entry, about, None).await
}

/// `POST /learners/{learner}/evidence/{entry}/{verb}`
pub(super) async fn mend(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((learner, entry, verb)): Entry,
    Form(about): Form<About>,
) -> Page {
    let (app, actor, sequence) = (&site.app, &signed_in.actor, Sequence(entry));
    let mended = match verb {
        Verb::Retract => retract_evidence(app, actor, learner, sequence, &about.reason).await,
        Verb::Excuse => excuse_evidence(app, actor, learner, sequence, &about.reason).await,
        Verb::BringBack => bring_back_evidence(app, actor, learner, sequence, &about.reason).await,
    };
    match mended {
        Ok(_) => {
            let address = format!("/learners/{learner}/competencies/{}", about.competency);
            Ok(Redirect::to(&address).into_response())
        }
        Err(refusal @ Refusal::Invalid { .. }) => {
            let said = Some(sentence(&refusal));
            let again = reason_form(&site, &signed_in, (learner, entry, verb), about, said).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, again).into_response())
        }
        Err(refusal) => Err(refusal.into()),
    }
}

async fn reason_form(
    site: &Site,
    signed_in: &SignedIn,
    (learner, entry, verb): (LearnerId, i64, Verb),
    about: About,
    refusal: Option<String>,
) -> Page {
    let (title, explanation, button) = verb.words();
    let action = format!("/learners/{learner}/evidence/{entry}/{}", verb.word());
    let shell = frame::shell(site, signed_in, title, &action).await?;
    page(&ReasonForm {
        shell,
        explanation: vec![explanation.to_owned()],
        action,
        hidden: vec![("competency".to_owned(), about.competency.to_string())],
        question: "Why?".to_owned(),
        reason: about.reason,
        refusal,
        button: button.to_owned(),
        back: Link::new("Why", &format!("/learners/{learner}/competencies/{}", about.competency)),
    })
}
