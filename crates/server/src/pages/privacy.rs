//! Privacy for who answers for it: the numbers, and retention with its dry run.

use axum::{
    Router,
    extract::State,
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::privacy::{Kept, PrivacyNumber};
use usecases::{
    Refusal,
    privacy_numbers::{NumberShown, set_privacy_number, show_privacy_numbers},
    retention::{Due, Run, apply_retention, look_at_retention},
    tokens::is_administrator,
};

use crate::{
    figures::grouped,
    form::Form,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        privacy::{DueRow, Number, Privacy, RunRow},
        shell::Link,
    },
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/admin/privacy", get(show))
        .route("/admin/privacy/numbers", post(set))
        .route("/admin/privacy/retention", post(apply))
}

/// `GET /admin/privacy`
async fn show(State(site): State<Site>, signed_in: SignedIn) -> Page {
    let numbers = show_privacy_numbers(&site.app, &signed_in.actor).await?;
    let administrator = is_administrator(&site.app, &signed_in.actor).await?;
    let (due, runs) = match look_at_retention(&site.app, &signed_in.actor).await {
        // A principal sees the numbers; what goes is the district's.
        Err(Refusal::Denied(_)) => (Vec::new(), Vec::new()),
        found => found?,
    };
    let mut links = vec![
        Link::new("Requests to amend", "/admin/amendments"),
        Link::new("Apps and outside parties", "/admin/parties"),
        Link::new("Purposes of consent", "/admin/purposes"),
    ];
    if administrator {
        links.push(Link::new("What left", "/admin/disclosures"));
        links.push(Link::new("Access log", "/admin/access"));
    }
    if !due.is_empty() {
        links.push(Link::new("Erasures", "/admin/erasures"));
    }
    page(&Privacy {
        shell: frame::shell(&site, &signed_in, "Privacy", "/admin/privacy").await?,
        links,
        numbers: numbers.iter().map(number).collect(),
        may_change: administrator,
        due: due.iter().map(due_row).collect(),
        runs: runs.iter().map(run_row).collect(),
    })
}

fn number(shown: &NumberShown) -> Number {
    let (least, most) = shown.number.bounds();
    let forever = matches!(shown.number, PrivacyNumber::YearsKept(_));
    let ending = if forever { " Empty is for ever." } else { "" };
    Number {
        field: shown.number.word(),
        label: label(shown.number),
        value: in_words(shown.number, shown.value),
        typed: shown.value.map_or_else(String::new, |value| value.to_string()),
        bounds: format!("From {} to {}.{ending}", grouped(least), grouped(most)),
        history: shown
            .versions
            .iter()
            .map(|one| {
                let value = in_words(shown.number, one.value);
                format!("{value}: {}, {}. {}", when::day_of(one.at), one.by, one.why)
            })
            .collect(),
    }
}

fn label(number: PrivacyNumber) -> String {
    match number {
        PrivacyNumber::SmallestGroup => "Smallest group that figures are shown of".to_owned(),
        PrivacyNumber::AgeOfConsent => "Age from which learners speak for themselves".to_owned(),
        PrivacyNumber::DaysToAnswer => "Days to answer a request to amend".to_owned(),
        PrivacyNumber::YearsKept(kind) => format!("Kept: {}", kept(kind)),
    }
}

fn kept(kind: Kept) -> &'static str {
    match kind {
        Kept::Records => "records of learners who have left",
        Kept::AccessLog => "access log",
        Kept::Disclosures => "what left to whom",
        Kept::Notices => "letters",
        Kept::SignIns => "ended sessions, links and tokens",
        Kept::Imports => "reports of imports",
    }
}

fn in_words(number: PrivacyNumber, value: Option<i64>) -> String {
    let Some(value) = value else { return "for ever".to_owned() };
    let unit = match number {
        PrivacyNumber::SmallestGroup => "learners",
        PrivacyNumber::DaysToAnswer => "days",
        PrivacyNumber::AgeOfConsent | PrivacyNumber::YearsKept(_) => "years",
    };
    if value == 1 {
        format!("1 {}", unit.trim_end_matches('s'))
    } else {
        format!("{} {unit}", grouped(value))
    }
}

fn due_row(due: &Due) -> DueRow {
    let years = due.by_year.iter().map(|(year, count)| format!("{year}: {}", grouped(*count)));
    let by_year = years.collect::<Vec<_>>().join(", ");
    let what = kept(due.kind);
    DueRow {
        kind: due.kind.word().to_owned(),
        label: format!("{}{}", what[..1].to_uppercase(), &what[1..]),
        kept: in_words(PrivacyNumber::YearsKept(due.kind), due.years),
        by_year: if by_year.is_empty() { "none".to_owned() } else { by_year },
        count: grouped(due.in_all()),
        any: due.in_all() > 0,
    }
}

fn run_row(run: &Run) -> RunRow {
    let ended = if run.finished_at.is_some() { "went" } else { "went before it was stopped" };
    RunRow {
        when: when::moment(run.begun_at),
        what: format!("{}, before {}", kept(run.kind), when::day(run.before)),
        count: format!("{} {ended}.", grouped(run.taken)),
    }
}

#[derive(serde::Deserialize)]
struct NumberForm {
    field: String,
    value: String,
    why: String,
}

/// `POST /admin/privacy/numbers`
async fn set(State(site): State<Site>, signed_in: SignedIn, Form(form): Form<NumberForm>) -> Page {
    let value = match form.value.trim() {
        "" => None,
        typed => Some(typed.parse().map_err(|_| Refusal::invalid("value", "is not a whole number"))?),
    };
    set_privacy_number(&site.app, &signed_in.actor, &form.field, value, &form.why).await?;
    Ok(Redirect::to("/admin/privacy").into_response())
}

#[derive(serde::Deserialize)]
struct RetentionForm {
    kind: String,
}

/// `POST /admin/privacy/retention`
async fn apply(State(site): State<Site>, signed_in: SignedIn, Form(form): Form<RetentionForm>) -> Page {
    let kind =
        Kept::from_word(&form.kind).ok_or_else(|| Refusal::invalid("kind", "is nothing that is kept"))?;
    apply_retention(&site.app, &signed_in.actor, kind, |_| ()).await?;
    Ok(Redirect::to("/admin/privacy").into_response())
}
