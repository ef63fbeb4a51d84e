//! Lists around privacy: requests to amend, what left, outside parties, purposes of consent.

use axum::{
    Router,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{
    AmendmentId, PartyId,
    privacy::{AmendmentFact, AmendmentState, Disclosure, DisclosureWay, OutsideParty, PartyKind},
};
use usecases::{
    Refusal,
    amendments::{AmendmentShown, decide_amendment, list_amendments},
    consents::{OwnPurpose, list_purposes, put_purpose},
    disclosures::{self, list_disclosures},
    outside_parties::{PartyForm, list_parties, put_party},
};

use crate::{
    figures::grouped,
    form::{Fields, Form},
    frame,
    page_error::{Page, PageError, page},
    session::SignedIn,
    site::Site,
    views::{
        privacy_lists::{
            AmendmentRow, Amendments, DisclosureRow, Disclosures, Parties, PartyFields, PartyRow, PurposeRow,
            Purposes,
        },
        shell::{Choice, Link},
    },
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/admin/amendments", get(amendments))
        .route("/admin/amendments/{amendment}", post(answer))
        .route("/admin/disclosures", get(left))
        .route("/admin/parties", get(parties).post(add_party))
        .route("/admin/parties/{party}", get(party).post(change_party))
        .route("/admin/purposes", get(purposes).post(change_purpose))
}

fn crumbs() -> Vec<Link> {
    vec![Link::new("Privacy", "/admin/privacy")]
}

#[derive(serde::Deserialize)]
struct Asked {
    all: Option<String>,
}

/// `GET /admin/amendments?all=`
async fn amendments(State(site): State<Site>, signed_in: SignedIn, Query(asked): Query<Asked>) -> Page {
    let state = if asked.all.is_some() { None } else { Some(AmendmentState::Asked) };
    let found = list_amendments(&site.app, &signed_in.actor, state).await?;
    page(&Amendments {
        shell: frame::shell(&site, &signed_in, "Requests to amend", "/admin/amendments").await?,
        crumbs: crumbs(),
        choices: vec![Link::new("Open", "/admin/amendments"), Link::new("All", "/admin/amendments?all=yes")],
        rows: found.iter().map(amendment).collect(),
    })
}

fn amendment(shown: &AmendmentShown) -> AmendmentRow {
    let one = &shown.amendment;
    let fact = match one.fact {
        AmendmentFact::Entry => one
            .entry
            .map_or_else(|| "An entry".to_owned(), |entry| format!("Entry {} of the record", entry.0)),
        AmendmentFact::GivenName => "The given name".to_owned(),
        AmendmentFact::FamilyName => "The family name".to_owned(),
        AmendmentFact::Grade => "The grade".to_owned(),
        AmendmentFact::Other => "Something else".to_owned(),
    };
    let mut lines = Vec::new();
    match (&one.answer, one.state) {
        (Some(answer), state) => {
            let word = if state == AmendmentState::Accepted { "Followed" } else { "Refused" };
            let day = when::day_of(answer.at);
            lines.push(format!("{word} by {}, {day}: {}", shown.decided_by, answer.text));
        }
        (None, _) => lines.push("Waits for an answer.".to_owned()),
    }
    lines.extend(one.statement.as_ref().map(|said| format!("Statement of the family: “{}”", said.text)));
    AmendmentRow {
        learner: shown.learner.clone(),
        about: if one.wanted.is_empty() { fact } else { format!("{fact}: {}", one.wanted) },
        reason: one.reason.clone(),
        asked: format!("{}, {}", shown.asked_by, when::day_of(one.asked_at)),
        due: when::day(one.due_on),
        overdue: shown.overdue,
        lines,
        action: shown.may_decide.then(|| format!("/admin/amendments/{}", one.id)),
    }
}

#[derive(serde::Deserialize)]
struct AnswerForm {
    decision: String,
    answer: String,
}

/// `POST /admin/amendments/{amendment}`
async fn answer(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(amendment): Path<AmendmentId>,
    Form(form): Form<AnswerForm>,
) -> Page {
    let accept = match form.decision.as_str() {
        "accept" => true,
        "refuse" => false,
        _ => return Err(PageError::Refused(Refusal::invalid("decision", "is neither accept nor refuse"))),
    };
    decide_amendment(&site.app, &signed_in.actor, amendment, accept, &form.answer).await?;
    Ok(Redirect::to("/admin/amendments?all=yes").into_response())
}

#[derive(serde::Deserialize)]
struct Skipped {
    after: Option<i64>,
}

/// `GET /admin/disclosures?after=`
async fn left(State(site): State<Site>, signed_in: SignedIn, Query(asked): Query<Skipped>) -> Page {
    let skip = asked.after.unwrap_or(0).max(0);
    let found = list_disclosures(&site.app, &signed_in.actor, skip).await?;
    let more = i64::try_from(found.len()).is_ok_and(|count| count == disclosures::PAGE);
    page(&Disclosures {
        shell: frame::shell(&site, &signed_in, "What left", "/admin/disclosures").await?,
        crumbs: crumbs(),
        rows: found.iter().map(|(one, learners)| disclosure(one, *learners)).collect(),
        next: more.then(|| format!("/admin/disclosures?after={}", skip + disclosures::PAGE)),
    })
}

fn disclosure(one: &Disclosure, learners: i64) -> DisclosureRow {
    let way = match one.way {
        DisclosureWay::Export => "a file",
        DisclosureWay::Api => "by the API",
        DisclosureWay::Printed => "on paper",
        DisclosureWay::WholeRecord => "as files",
        DisclosureWay::Recorded => "by hand",
    };
    DisclosureRow {
        when: when::moment(one.at),
        recipient: one.recipient.clone(),
        why: format!("{}; {}", one.purpose, one.ground),
        what: format!("{}, {way}", one.fields),
        learners: if one.everybody { "everybody".to_owned() } else { grouped(learners) },
    }
}

/// `GET /admin/parties`
async fn parties(State(site): State<Site>, signed_in: SignedIn) -> Page {
    show_parties(&site, &signed_in, None, None).await
}

/// `GET /admin/parties/{party}`
async fn party(State(site): State<Site>, signed_in: SignedIn, Path(party): Path<PartyId>) -> Page {
    show_parties(&site, &signed_in, Some(party), None).await
}

async fn show_parties(
    site: &Site,
    signed_in: &SignedIn,
    open: Option<PartyId>,
    typed: Option<(PartyForm, String)>,
) -> Page {
    let all = list_parties(&site.app, &signed_in.actor).await?;
    let known = match open {
        None => None,
        Some(id) => Some(all.iter().find(|one| one.id == id).ok_or(Refusal::NotFound("this outside party"))?),
    };
    let (form, problem) = typed.unwrap_or_else(|| (known.map(form_of).unwrap_or_default(), String::new()));
    page(&Parties {
        shell: frame::shell(site, signed_in, "Apps and outside parties", "/admin/parties").await?,
        crumbs: crumbs(),
        rows: all.iter().map(party_row).collect(),
        form: fields(form, open, problem),
    })
}

fn form_of(one: &OutsideParty) -> PartyForm {
    PartyForm {
        name: one.name.clone(),
        kind: one.kind.word().to_owned(),
        purpose: one.purpose.clone(),
        fields: one.fields.clone(),
        ground: one.ground.clone(),
        agreement: one.agreement.clone(),
        begins_on: one.dates.begins(),
        ends_on: one.dates.ends(),
    }
}

fn fields(form: PartyForm, open: Option<PartyId>, problem: String) -> PartyFields {
    let kind = |kind: PartyKind, label: &str| Choice {
        selected: kind.word() == form.kind,
        ..Choice::new(kind.word(), label)
    };
    let day = |day: Option<domain::Date>| day.map_or_else(String::new, |day| day.to_string());
    PartyFields {
        action: open.map_or_else(|| "/admin/parties".to_owned(), |id| format!("/admin/parties/{id}")),
        title: if open.is_some() { "Change it" } else { "A new one" }.to_owned(),
        problem,
        kinds: vec![
            kind(PartyKind::App, "App or service"),
            kind(PartyKind::Organization, "School, office, company or person"),
        ],
        texts: vec![
            ("What for", "purpose", form.purpose.clone()),
            ("Which data", "fields", form.fields.clone()),
            ("By which right", "ground", form.ground.clone()),
            ("Agreement: its title, and where it lies", "agreement", form.agreement.clone()),
        ],
        begins_on: day(form.begins_on),
        ends_on: day(form.ends_on),
        name: form.name,
    }
}

fn party_row(one: &OutsideParty) -> PartyRow {
    let dates = match (one.dates.begins(), one.dates.ends()) {
        (None, None) => "without end".to_owned(),
        (Some(from), None) => format!("from {}", when::day(from)),
        (None, Some(until)) => format!("until {}", when::day(until)),
        (Some(from), Some(until)) => format!("{} to {}", when::day(from), when::day(until)),
    };
    PartyRow {
        name: Link::new(&one.name, &format!("/admin/parties/{}", one.id)),
        what: format!("{}: {}", one.purpose, one.fields),
        agreement: format!("{}; {}", one.ground, one.agreement),
        dates,
        holds: one.dates.contains(when::today()),
    }
}

async fn add_party(State(site): State<Site>, signed_in: SignedIn, form: Fields) -> Page {
    keep_party(&site, &signed_in, None, &form).await
}

async fn change_party(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(party): Path<PartyId>,
    form: Fields,
) -> Page {
    keep_party(&site, &signed_in, Some(party), &form).await
}

async fn keep_party(site: &Site, signed_in: &SignedIn, party: Option<PartyId>, form: &Fields) -> Page {
    let text = |name: &str| form.one(name).to_owned();
    let typed = PartyForm {
        name: text("name"),
        kind: text("kind"),
        purpose: text("purpose"),
        fields: text("fields"),
        ground: text("ground"),
        agreement: text("agreement"),
        begins_on: form.one("begins_on").parse().ok(),
        ends_on: form.one("ends_on").parse().ok(),
    };
    match put_party(&site.app, &signed_in.actor, party, typed.clone()).await {
        Ok(_) => Ok(Redirect::to("/admin/parties").into_response()),
        Err(refusal @ Refusal::Invalid { .. }) => {
            let problem = format!("The field {refusal}.");
            let mut response = show_parties(site, signed_in, party, Some((typed, problem))).await?;
            *response.status_mut() = crate::page_error::status(&refusal);
            Ok(response)
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// `GET /admin/purposes`
async fn purposes(State(site): State<Site>, signed_in: SignedIn) -> Page {
    show_purposes(&site, &signed_in, String::new()).await
}

async fn show_purposes(site: &Site, signed_in: &SignedIn, problem: String) -> Page {
    let all = list_purposes(&site.app, &signed_in.actor).await?;
    let row = |one: OwnPurpose| PurposeRow {
        purpose: one.purpose,
        title_en: one.title_en,
        title_es: one.title_es,
        about_en: one.about_en,
        about_es: one.about_es,
        asked: one.asked,
    };
    let mut rows: Vec<PurposeRow> = all.into_iter().map(row).collect();
    rows.push(PurposeRow { asked: true, ..PurposeRow::default() });
    page(&Purposes {
        shell: frame::shell(site, signed_in, "Purposes of consent", "/admin/purposes").await?,
        crumbs: crumbs(),
        problem,
        rows,
    })
}

/// `POST /admin/purposes`
async fn change_purpose(State(site): State<Site>, signed_in: SignedIn, form: Fields) -> Page {
    let text = |name: &str| form.one(name).to_owned();
    let new = OwnPurpose {
        purpose: text("purpose"),
        title_en: text("title_en"),
        title_es: text("title_es"),
        about_en: text("about_en"),
        about_es: text("about_es"),
        asked: form.one("asked") == "yes",
    };
    match put_purpose(&site.app, &signed_in.actor, new).await {
        Ok(()) => Ok(Redirect::to("/admin/purposes").into_response()),
        Err(refusal @ Refusal::Invalid { .. }) => {
            let problem = format!("The field {refusal}.");
            let mut response = show_purposes(&site, &signed_in, problem).await?;
            *response.status_mut() = crate::page_error::status(&refusal);
            Ok(response)
        }
        Err(refusal) => Err(refusal.into()),
    }
}
