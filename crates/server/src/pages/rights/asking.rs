//! Asking to have something put right, and attaching a statement.

use axum::{
    Router,
    extract::{Path, State},
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{AmendmentId, LearnerId, privacy::AmendmentFact};
use usecases::{
    Refusal,
    amendments::{NewAmendment, about as about_key, ask_to_amend, attach_statement},
    show_learner::{EntryLine, show_learner},
    show_why::audience,
    words::words_for,
};
use wording::Words;

use crate::{
    form::Form,
    frame,
    page_error::{Page, PageError, page},
    session::SignedIn,
    site::Site,
    standing,
    views::{
        rights::AmendForm,
        shell::{Choice, Link},
    },
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/learners/{learner}/amendments/new", get(form))
        .route("/learners/{learner}/amendments", post(ask))
        .route("/learners/{learner}/amendments/{amendment}/statement", post(state))
}

/// Characters of a competency's words in the list of pieces of work.
const MOST_TITLE: usize = 80;

/// Pieces of work that a request can name on the page; the API takes any.
const MOST_ENTRIES: usize = 200;

/// `GET /learners/{learner}/amendments/new`
async fn form(State(site): State<Site>, signed_in: SignedIn, Path(learner): Path<LearnerId>) -> Page {
    ask_form(&site, &signed_in, learner, None).await
}

async fn ask_form(
    site: &Site,
    signed_in: &SignedIn,
    learner: LearnerId,
    typed: Option<(AskForm, String)>,
) -> Page {
    let found = show_learner(&site.app, &signed_in.actor, learner).await?;
    let words = words_for(&site.app, &signed_in.actor, audience(found.relationship)).await?;
    let (typed, problem) = typed.unwrap_or_default();
    let chosen = if typed.about.is_empty() { "entry" } else { &typed.about };
    let about = AmendmentFact::ALL.iter().map(|fact| {
        let label = words.say(about_key(*fact));
        Choice { selected: fact.word() == chosen, ..Choice::new(fact.word(), &label) }
    });
    let entries = found.entries.iter().take(MOST_ENTRIES).map(|entry| {
        let label = entry_line(entry, &words);
        let value = entry.sequence.0.to_string();
        Choice { selected: value == typed.entry, ..Choice::new(&value, &label) }
    });
    let path = format!("/learners/{learner}/amendments/new");
    let title = words.say("privacy-amend");
    page(&AmendForm {
        crumbs: vec![Link::new(&words.say("privacy"), &format!("/learners/{learner}/privacy"))],
        action: format!("/learners/{learner}/amendments"),
        about: about.collect(),
        entries: entries.collect(),
        wanted: typed.wanted,
        reason: typed.reason,
        problem,
        shell: frame::worded(site, signed_in, words, &title, &path).await?,
    })
}

#[derive(serde::Deserialize, Default)]
struct AskForm {
    about: String,
    entry: String,
    wanted: String,
    reason: String,
}

/// `POST /learners/{learner}/amendments`
async fn ask(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(learner): Path<LearnerId>,
    Form(form): Form<AskForm>,
) -> Page {
    let new = NewAmendment {
        fact: form.about.clone(),
        entry: form.entry.trim().parse().ok(),
        wanted: form.wanted.clone(),
        reason: form.reason.clone(),
    };
    match ask_to_amend(&site.app, &signed_in.actor, learner, new).await {
        Ok(_) => Ok(Redirect::to(&format!("/learners/{learner}/privacy?saved=asked")).into_response()),
        Err(refusal @ (Refusal::Invalid { .. } | Refusal::Conflict(_))) => {
            let words = words_for(&site.app, &signed_in.actor, wording::Audience::Family).await?;
            let problem = problem(&refusal, &words);
            let mut response = ask_form(&site, &signed_in, learner, Some((form, problem))).await?;
            *response.status_mut() = crate::page_error::status(&refusal);
            Ok(response)
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// What is wrong with a request, in the reader's words.
fn problem(refusal: &Refusal, words: &Words) -> String {
    words.say(match refusal {
        Refusal::Conflict(_) => "privacy-problem-again",
        Refusal::Invalid { field: "entry", .. } => "privacy-problem-entry",
        Refusal::Invalid { field: "wanted", .. } => "privacy-problem-wanted",
        _ => "privacy-problem-reason",
    })
}

#[derive(serde::Deserialize)]
struct StatementForm {
    statement: String,
}

/// `POST /learners/{learner}/amendments/{amendment}/statement`
async fn state(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((learner, amendment)): Path<(LearnerId, AmendmentId)>,
    Form(form): Form<StatementForm>,
) -> Page {
    let of = attach_statement(&site.app, &signed_in.actor, amendment, &form.statement).await?;
    if of != learner {
        return Err(PageError::Refused(Refusal::NotFound("this request")));
    }
    Ok(Redirect::to(&format!("/learners/{learner}/privacy?saved=statement")).into_response())
}

/// A piece of work so that a family knows which it was: day, code, words of the competency, result.
pub(super) fn entry_line(entry: &EntryLine, words: &Words) -> String {
    let day = when::day_of_in(words, entry.worked_at);
    let code = entry.code.as_deref().map(|code| format!("{code} ")).unwrap_or_default();
    let title: String = match entry.title.char_indices().nth(MOST_TITLE) {
        None => entry.title.clone(),
        Some((end, _)) => format!("{}…", entry.title[..end].trim_end()),
    };
    let (level, scored) = (entry.level_name.as_deref(), &entry.result);
    let result = standing::result(level, scored.points, scored.points_possible, words);
    format!("{day}: {code}{title} · {result}")
}
