//! Erasing the record of one learner: looked at, asked for, confirmed.

use axum::{
    Router,
    extract::{Path, State},
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{ErasureId, PersonId, privacy::ErasureState};
use usecases::{
    Refusal,
    erase_record::{
        ErasureShown, Plan, ask_for_erasure, confirm_erasure, list_erasures, plan_erasure, withdraw_erasure,
    },
};

use crate::{
    erased_tables,
    figures::grouped,
    form::Form,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        privacy_lists::{EraseForm, ErasureRow, Erasures},
        shell::Link,
    },
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/admin/people/{person}/erase", get(look).post(ask))
        .route("/admin/erasures", get(list))
        .route("/admin/erasures/{erasure}/confirm", post(confirm))
        .route("/admin/erasures/{erasure}/withdraw", post(withdraw))
}

/// `GET /admin/people/{person}/erase`: what would go and what stays; nothing goes.
async fn look(State(site): State<Site>, signed_in: SignedIn, Path(person): Path<PersonId>) -> Page {
    let plan = plan_erasure(&site.app, &signed_in.actor, person.as_learner()).await?;
    let path = format!("/admin/people/{person}/erase");
    page(&EraseForm {
        shell: frame::shell(&site, &signed_in, "Erase a record", &path).await?,
        crumbs: vec![Link::new("People", "/admin/people"), Link::new("Erasures", "/admin/erasures")],
        name: plan.learner.name(),
        goes: goes(&plan),
        stays: [
            "The places, digests and seals of the entries: the ledger and every anchor still verify, and say that the content was erased",
            "Who read the record and what left, by day and person, without typed reasons",
            "This erasure: who, when, by which right and how much",
            "Backups that were made before, until they are deleted: see the guide on privacy",
        ]
        .map(str::to_owned)
        .into(),
        hindrance: plan.hindrance,
        action: path,
    })
}

fn goes(plan: &Plan) -> Vec<String> {
    let mut lines = vec![
        format!("The content of {} entries of the ledger", grouped(plan.entries)),
        "Name, grade, addresses and everything else that the roster said".to_owned(),
    ];
    let row =
        |(table, count): &(&str, i64)| format!("{}: {}", erased_tables::in_words(table), grouped(*count));
    lines.extend(plan.rows.iter().map(row));
    let guardians = plan.guardians.iter();
    lines.extend(guardians.map(|one| format!("{}, who speaks for nobody else", one.name())));
    lines
}

#[derive(serde::Deserialize)]
struct AskForm {
    ground: String,
    reason: String,
}

/// `POST /admin/people/{person}/erase`: asks for it; nothing goes yet.
async fn ask(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(person): Path<PersonId>,
    Form(form): Form<AskForm>,
) -> Page {
    let learner = person.as_learner();
    ask_for_erasure(&site.app, &signed_in.actor, learner, &form.ground, &form.reason).await?;
    Ok(Redirect::to("/admin/erasures").into_response())
}

/// `GET /admin/erasures`
async fn list(State(site): State<Site>, signed_in: SignedIn) -> Page {
    show(&site, &signed_in, String::new()).await
}

async fn show(site: &Site, signed_in: &SignedIn, problem: String) -> Page {
    let all = list_erasures(&site.app, &signed_in.actor).await?;
    page(&Erasures {
        shell: frame::shell(site, signed_in, "Erasures", "/admin/erasures").await?,
        crumbs: vec![Link::new("Privacy", "/admin/privacy")],
        problem,
        rows: all.iter().map(row).collect(),
    })
}

fn row(shown: &ErasureShown) -> ErasureRow {
    let one = &shown.erasure;
    let ended = one.ended_at.map(|at| format!("; {}, {}", shown.confirmed_by, when::day_of(at)));
    let state = match one.state {
        ErasureState::Asked => "waits to be confirmed".to_owned(),
        ErasureState::Withdrawn => "given up".to_owned(),
        ErasureState::Done => {
            format!("done: {} entries, {} other rows", grouped(one.entries), grouped(one.other_rows))
        }
    };
    ErasureRow {
        learner: shown.learner.clone(),
        id: one.learner.to_string(),
        ground: if one.reason.is_empty() {
            one.ground.clone()
        } else {
            format!("{}: {}", one.ground, one.reason)
        },
        who: format!(
            "Asked by {}, {}{}",
            shown.asked_by,
            when::day_of(one.asked_at),
            ended.unwrap_or_default()
        ),
        state,
        open: (one.state == ErasureState::Asked).then(|| format!("/admin/erasures/{}", one.id)),
    }
}

#[derive(serde::Deserialize)]
struct ConfirmForm {
    name: String,
}

/// `POST /admin/erasures/{erasure}/confirm`
async fn confirm(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(erasure): Path<ErasureId>,
    Form(form): Form<ConfirmForm>,
) -> Page {
    match confirm_erasure(&site.app, &signed_in.actor, erasure, &form.name).await {
        Ok(_) => Ok(Redirect::to("/admin/erasures").into_response()),
        Err(refusal @ Refusal::Invalid { .. }) => {
            let problem = "That is not the name of this learner, as it is written here.".to_owned();
            let mut response = show(&site, &signed_in, problem).await?;
            *response.status_mut() = crate::page_error::status(&refusal);
            Ok(response)
        }
        Err(refusal) => Err(refusal.into()),
    }
}

#[derive(serde::Deserialize)]
struct Nothing {}

/// `POST /admin/erasures/{erasure}/withdraw`
async fn withdraw(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(erasure): Path<ErasureId>,
    Form(Nothing {}): Form<Nothing>,
) -> Page {
    withdraw_erasure(&site.app, &signed_in.actor, erasure).await?;
    Ok(Redirect::to("/admin/erasures").into_response())
}
