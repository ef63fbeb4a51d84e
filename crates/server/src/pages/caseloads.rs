//! Who answers for whom: caseloads given and ended, for administrators and principals.

use axum::{
    Router,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{LearnerId, PersonId, caseload::CaseloadKind, time::Dates};
use usecases::{
    Refusal,
    assign_caseload::{
        CaseloadSummary, ChargeLine, NewCharges, assign_caseload, end_charges, show_caseload_of,
        show_caseloads,
    },
    chance,
};

use crate::{
    figures::grouped,
    form::Fields,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        caseloads::{CaseloadOf, CaseloadPart, CaseloadRow, Caseloads, ChargeRow, Typed},
        shell::{Choice, Link, Notice, Tone},
    },
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/admin/caseloads", get(show).post(assign))
        .route("/admin/caseloads/{person}", get(show_one))
        .route("/admin/caseloads/{person}/end", post(end))
}

/// What people call whoever has a caseload.
fn word(kind: CaseloadKind) -> &'static str {
    match kind {
        CaseloadKind::Counselor => "Counselor",
        CaseloadKind::CaseManager => "Case manager",
    }
}

#[derive(Default, serde::Deserialize)]
struct Done {
    added: Option<usize>,
    already: Option<usize>,
    ended: Option<usize>,
}

/// `GET /admin/caseloads`
async fn show(State(site): State<Site>, signed_in: SignedIn, Query(done): Query<Done>) -> Page {
    let today = chance::today(signed_in.actor.district).to_string();
    let typed = Typed { begins: today, ..Typed::default() };
    caseloads_page(&site, &signed_in, typed, notice(&done), None).await
}

fn notice(done: &Done) -> Option<Notice> {
    let students = |count: usize| match count {
        1 => "1 student".to_owned(),
        count => format!("{} students", grouped(count)),
    };
    let text = match (done.added, done.ended) {
        (Some(added), _) => match done.already.unwrap_or(0) {
            0 => format!("{} added.", students(added)),
            already => format!("{} added, {} already there.", students(added), students(already)),
        },
        (None, Some(ended)) => format!("{} taken off: they are not open any more.", students(ended)),
        (None, None) => return None,
    };
    Some(Notice { tone: Tone::Good, text, undo: None })
}

/// `POST /admin/caseloads`: fields `person`, `kind`, `learners` (one a line), `begins`, `ends`.
async fn assign(State(site): State<Site>, signed_in: SignedIn, form: Fields) -> Page {
    let one = |name: &str| form.one(name).trim().to_owned();
    let typed = Typed {
        person: one("person"),
        kind: one("kind"),
        learners: form.one("learners").to_owned(),
        begins: one("begins"),
        ends: one("ends"),
    };
    let done = match read(&typed) {
        Ok(new) => assign_caseload(&site.app, &signed_in.actor, new).await,
        Err(refusal) => Err(refusal),
    };
    match done {
        Ok(done) => {
            let to = format!("/admin/caseloads?added={}&already={}", done.added, done.already);
            Ok(Redirect::to(&to).into_response())
        }
        Err(Refusal::Invalid { field, why }) => {
            let field = if field == "learners" { "students" } else { field };
            let refusal = Some(format!("The {field} {why}."));
            let shown = caseloads_page(&site, &signed_in, typed, None, refusal).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response())
        }
        Err(refusal) => Err(refusal.into()),
    }
}

fn read(typed: &Typed) -> Result<NewCharges, Refusal> {
    let holder = typed.person.parse().map_err(|_| Refusal::invalid("person", "is missing: choose one"))?;
    let kind = CaseloadKind::from_word(&typed.kind);
    let kind = kind.ok_or_else(|| Refusal::invalid("kind", "is missing: choose one"))?;
    Ok(NewCharges {
        holder,
        kind,
        learners: typed.learners.lines().map(str::to_owned).collect(),
        dates: dates(&typed.begins, &typed.ends)?,
    })
}

/// Two days of a form; empty for open.
pub fn dates(begins: &str, ends: &str) -> Result<Dates, Refusal> {
    let day = |field: &'static str, text: &str| match text {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| Refusal::invalid(field, "is no day")),
    };
    let dates = Dates::new(day("first day", begins)?, day("last day", ends)?);
    dates.map_err(|error| Refusal::invalid("last day", format!("cannot be used: {error}")))
}

async fn caseloads_page(
    site: &Site,
    signed_in: &SignedIn,
    typed: Typed,
    notice: Option<Notice>,
    refusal: Option<String>,
) -> Page {
    let found = show_caseloads(&site.app, &signed_in.actor).await?;
    let mut shell = frame::shell(site, signed_in, "Caseloads", "/admin/caseloads").await?;
    shell.notice = notice;
    let mut people = vec![Choice::new("", "Choose")];
    people.extend(found.people.iter().map(|one| Choice::new(&one.id.to_string(), &one.list_name())));
    let mut kinds: Vec<Choice> =
        CaseloadKind::ALL.iter().map(|kind| Choice::new(kind.word(), word(*kind))).collect();
    for (choices, chosen) in [(&mut people, &typed.person), (&mut kinds, &typed.kind)] {
        for choice in choices {
            choice.selected = choice.value == *chosen;
        }
    }
    page(&Caseloads {
        shell,
        caseloads: found.caseloads.iter().map(row).collect(),
        people,
        kinds,
        typed,
        refusal,
    })
}

fn row(one: &CaseloadSummary) -> CaseloadRow {
    CaseloadRow {
        name: one.holder.list_name(),
        kind: word(one.kind).to_owned(),
        learners: one.learners,
        href: format!("/admin/caseloads/{}", one.holder.id),
    }
}

/// `GET /admin/caseloads/{person}`
async fn show_one(State(site): State<Site>, signed_in: SignedIn, Path(person): Path<PersonId>) -> Page {
    let found = show_caseload_of(&site.app, &signed_in.actor, person).await?;
    let name = found.holder.name();
    let part = |kind: CaseloadKind| CaseloadPart {
        title: word(kind).to_owned(),
        kind: kind.word().to_owned(),
        charges: found.charges.iter().filter(|one| one.charge.kind == kind).map(charge).collect(),
    };
    let parts: Vec<CaseloadPart> = CaseloadKind::ALL.into_iter().map(part).collect();
    page(&CaseloadOf {
        shell: frame::shell(&site, &signed_in, &name, "/admin/caseloads").await?,
        crumbs: vec![Link::new("Caseloads", "/admin/caseloads")],
        name,
        parts: parts.into_iter().filter(|part| !part.charges.is_empty()).collect(),
        end_action: format!("/admin/caseloads/{person}/end"),
    })
}

fn charge(one: &ChargeLine) -> ChargeRow {
    let dates = &one.charge.dates;
    ChargeRow {
        id: one.charge.learner.to_string(),
        name: one.learner.clone(),
        dates: match (dates.begins(), dates.ends()) {
            (None, None) => "without end".to_owned(),
            (Some(first), None) => format!("from {}", when::day(first)),
            (None, Some(last)) => format!("until {}", when::day(last)),
            (Some(first), Some(last)) => format!("{} to {}", when::day(first), when::day(last)),
        },
        by: one.by.clone(),
    }
}

/// `POST /admin/caseloads/{person}/end`: fields `kind` and `learner` (several).
async fn end(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(person): Path<PersonId>,
    form: Fields,
) -> Page {
    let kind = CaseloadKind::from_word(form.one("kind"));
    let kind = kind.ok_or_else(|| Refusal::invalid("kind", "is missing"))?;
    let learners: Result<Vec<LearnerId>, _> = form.all("learner").map(str::parse::<LearnerId>).collect();
    let learners = learners.map_err(|error| Refusal::invalid("learner", error))?;
    let ended = end_charges(&site.app, &signed_in.actor, person, kind, learners).await?;
    Ok(Redirect::to(&format!("/admin/caseloads?ended={ended}")).into_response())
}
