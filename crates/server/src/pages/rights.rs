//! The record of a learner and the rights of those whom it is about: the whole record as a file, consent,
//! what left; asking to amend in a file of its own.

mod asking;

use std::sync::Arc;

use axum::{
    Router,
    extract::{Path, Query, State},
    http::{HeaderName, header},
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{
    LearnerId,
    access::Relationship,
    privacy::{AmendmentFact, AmendmentState, Disclosure},
    time::Dates,
};
use usecases::{
    Refusal,
    amendments::{AmendmentShown, about as about_key, amendments_of},
    chance,
    consents::{PurposeShown, say_consent, show_consents},
    disclosures::{NewDisclosure, disclosures_of, record_disclosure},
    export_record::{RecordFile, export_record},
    outside_parties::parties_for_tokens,
    show_learner::{LearnerRecord, show_learner},
    show_why::audience,
    words::words_for,
};
use wording::Words;

use crate::{
    form::Form,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        rights::{Left, Purpose, RecordForm, Request, Rights},
        shell::{Choice, Link, Notice, Shell, Tone},
    },
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/learners/{learner}/privacy", get(show))
        .route("/learners/{learner}/record/export", get(export))
        .route("/learners/{learner}/consents", post(consent))
        .merge(asking::routes())
        .route("/learners/{learner}/disclosures", post(record))
}

#[derive(serde::Deserialize)]
struct Asked {
    #[serde(default)]
    saved: String,
}

/// `GET /learners/{learner}/privacy?saved=`
async fn show(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(learner): Path<LearnerId>,
    Query(asked): Query<Asked>,
) -> Page {
    let found = show_learner(&site.app, &signed_in.actor, learner).await?;
    let words = words_for(&site.app, &signed_in.actor, audience(found.relationship)).await?;
    let consents =
        show_consents(&site.app, &signed_in.actor, learner, chance::today(signed_in.actor.district), &words)
            .await?;
    let amendments = amendments_of(&site.app, &signed_in.actor, learner).await?;
    let left = disclosures_of(&site.app, &signed_in.actor, learner).await?;
    let private = is_private(&found);
    let path = format!("/learners/{learner}/privacy");
    let title = words.say("privacy");
    let shell = frame::worded(&site, &signed_in, Arc::clone(&words), &title, &path).await?;
    let said = match asked.saved.as_str() {
        "" => None,
        "asked" => amendments
            .first()
            .map(|one| words.tell("privacy-sent", &[("day", (&words.day(one.amendment.due_on)).into())])),
        _ => Some(words.say("privacy-saved")),
    };
    let notice = said.map(|text| Notice { tone: Tone::Good, text, undo: None });
    let parties = parties_for_tokens(&site.app, &signed_in.actor).await?;
    let takes = private || found.relationship == Relationship::BreakGlass;
    page(&Rights {
        crumbs: crumbs(&found, &words),
        heading: words.tell("privacy-of", &[("name", (&found.person.name()).into())]),
        copy_href: takes.then(|| format!("/learners/{learner}/record/export?format=zip")),
        given_href: private.then(|| format!("/learners/{learner}/accommodations")),
        purposes: consents.purposes.iter().map(|one| purpose(one, &words)).collect(),
        consent_action: format!("/learners/{learner}/consents"),
        may_speak: consents.may_speak,
        ask_href: private.then(|| format!("/learners/{learner}/amendments/new")),
        requests: amendments.iter().map(|one| request(one, &found, &words)).collect(),
        left: left.iter().map(|one| disclosed(one, &words)).collect(),
        record: (!private).then(|| RecordForm {
            action: format!("/learners/{learner}/disclosures"),
            parties: parties.iter().map(|one| Choice::new(&one.id.to_string(), &one.name)).collect(),
        }),
        shell: Shell { notice, ..shell },
    })
}

fn is_private(found: &LearnerRecord) -> bool {
    matches!(found.relationship, Relationship::Own | Relationship::Guardian)
}

/// The way back: the family's page, the learner's own, or the record.
fn crumbs(found: &LearnerRecord, words: &Words) -> Vec<Link> {
    vec![match found.relationship {
        Relationship::Own => Link::new(&words.say("nav-can-do"), "/me"),
        Relationship::Guardian => Link::new(&words.say("nav-children"), "/children"),
        _ => Link::new(&found.person.name(), &format!("/learners/{}", found.person.id)),
    }]
}

fn purpose(one: &PurposeShown, words: &Words) -> Purpose {
    let own = match one.own {
        Some(true) => "privacy-your-yes",
        Some(false) => "privacy-your-no",
        None => "privacy-your-nothing",
    };
    Purpose {
        word: one.purpose.clone(),
        title: one.title.clone(),
        about: one.about.clone(),
        in_force: one.in_force,
        own: words.say(own),
        own_yes: one.own == Some(true),
    }
}

fn request(one: &AmendmentShown, found: &LearnerRecord, words: &Words) -> Request {
    let amendment = &one.amendment;
    let about = match amendment.fact {
        AmendmentFact::Entry => {
            let entry = found.entries.iter().find(|entry| Some(entry.sequence) == amendment.entry);
            entry.map_or_else(
                || words.say(about_key(amendment.fact)),
                |entry| asking::entry_line(entry, words),
            )
        }
        fact => words.say(about_key(fact)),
    };
    let wanted = Some(&amendment.wanted).filter(|wanted| !wanted.is_empty());
    let what = wanted.map_or(about.clone(), |wanted| format!("{about}: {wanted}"));
    let asked = when::day_of_in(words, amendment.asked_at);
    let due = words.day(amendment.due_on);
    let mut lines = vec![words.tell("privacy-asked", &[("day", (&asked).into()), ("due", (&due).into())])];
    if let Some(answer) = &amendment.answer {
        let day = when::day_of_in(words, answer.at);
        let key =
            if amendment.state == AmendmentState::Accepted { "privacy-accepted" } else { "privacy-refused" };
        lines.push(words.tell(key, &[("day", (&day).into())]));
        lines.push(words.tell("privacy-answer", &[("answer", (&answer.text).into())]));
    }
    if let Some(statement) = &amendment.statement {
        lines.push(words.tell("privacy-statement-said", &[("statement", (&statement.text).into())]));
    }
    Request {
        what,
        reason: amendment.reason.clone(),
        lines,
        state_action: one
            .may_state
            .then(|| format!("/learners/{}/amendments/{}/statement", amendment.learner, amendment.id)),
    }
}

fn disclosed(one: &Disclosure, words: &Words) -> Left {
    let day = when::day_of_in(words, one.at);
    Left {
        to: if one.recipient.is_empty() {
            words.say("privacy-left-family")
        } else {
            words.tell("privacy-left-to", &[("recipient", (&one.recipient).into())])
        },
        line: words.tell(
            "privacy-left-line",
            &[
                ("day", (&day).into()),
                ("fields", (&one.fields).into()),
                ("purpose", (&one.purpose).into()),
                ("ground", (&one.ground).into()),
            ],
        ),
    }
}

/// `GET /learners/{learner}/record/export`: the whole record as a file.
async fn export(State(site): State<Site>, signed_in: SignedIn, Path(learner): Path<LearnerId>) -> Page {
    Ok(file(export_record(&site.app, &signed_in.actor, learner).await?))
}

/// A zip with its checksum.
pub fn file(record: RecordFile) -> axum::response::Response {
    let headers: [(HeaderName, String); 3] = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", record.file_name)),
        (HeaderName::from_static("onramp-checksum"), format!("sha256:{}", record.checksum)),
    ];
    (headers, record.bytes).into_response()
}

#[derive(serde::Deserialize)]
struct ConsentForm {
    purpose: String,
    given: String,
}

/// `POST /learners/{learner}/consents`
async fn consent(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(learner): Path<LearnerId>,
    Form(form): Form<ConsentForm>,
) -> Page {
    let given = form.given == "yes";
    say_consent(&site.app, &signed_in.actor, learner, &form.purpose, given, Dates::ALWAYS).await?;
    Ok(Redirect::to(&format!("/learners/{learner}/privacy?saved=consent")).into_response())
}

#[derive(serde::Deserialize)]
struct HandedOver {
    party: String,
    recipient: String,
    purpose: String,
    ground: String,
    fields: String,
}

/// `POST /learners/{learner}/disclosures`: staff write down what they handed over.
async fn record(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(learner): Path<LearnerId>,
    Form(form): Form<HandedOver>,
) -> Page {
    let party = match form.party.trim() {
        "" => None,
        id => Some(id.parse().map_err(|error| Refusal::invalid("party", error))?),
    };
    let HandedOver { recipient, purpose, ground, fields, .. } = form;
    let new = NewDisclosure { party, recipient, purpose, ground, fields };
    record_disclosure(&site.app, &signed_in.actor, learner, new).await?;
    Ok(Redirect::to(&format!("/learners/{learner}/privacy?saved=disclosure")).into_response())
}
