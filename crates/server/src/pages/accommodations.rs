//! What learners are to be given: a case manager's learners, and one learner's versions.

mod family;
mod given;

use axum::{
    Router,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect},
    routing::get,
};
use domain::{
    LearnerId,
    access::Relationship,
    accommodation::{Accommodations as Given, PrintSize, Profile, TimeFactor},
    time::Dates,
};
use usecases::{
    Refusal,
    accommodations_in_force::briefly,
    chance,
    write_accommodations::{
        Case, NewProfile, VersionLine, list_cases, show_accommodations, write_accommodations,
    },
};

use crate::{
    form::Fields,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        accommodations::{Accommodations, CaseRow, Cases, Typed, VersionRow},
        shell::{Choice, Link, Notice, Tone},
    },
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/cases", get(cases))
        .route("/learners/{learner}/accommodations", get(show).post(write))
        .route("/learners/{learner}/accommodations/given", get(given::show))
}

/// `GET /cases`
async fn cases(State(site): State<Site>, signed_in: SignedIn) -> Page {
    let found = list_cases(&site.app, &signed_in.actor).await?;
    let without = found.iter().filter(|one| one.now.is_none()).count();
    page(&Cases {
        shell: frame::shell(&site, &signed_in, "My cases", "/cases").await?,
        summary: match (found.len(), without) {
            (0, _) => String::new(),
            (all, 0) => format!("{all} students, each with something in force today."),
            (all, without) => format!("{all} students, {without} with nothing in force today."),
        },
        rows: found.iter().map(case).collect(),
    })
}

fn case(one: &Case) -> CaseRow {
    CaseRow {
        name: one.learner.list_name(),
        href: format!("/learners/{}/accommodations", one.learner.id),
        record_href: format!("/learners/{}", one.learner.id),
        given: one.now.as_ref().map(|profile| briefly(&profile.given)).unwrap_or_default(),
        until: one.now.as_ref().and_then(|profile| profile.dates.ends()).map(when::day).unwrap_or_default(),
        next: one.next.as_ref().map(next).unwrap_or_default(),
    }
}

fn next(profile: &Profile) -> String {
    let from = profile.dates.begins().map(when::day).unwrap_or_default();
    format!("from {from}: {}", given(&profile.given))
}

/// What is given, or that it is nothing.
fn given(given: &Given) -> String {
    if given.is_nothing() { "nothing more than everybody".to_owned() } else { briefly(given) }
}

#[derive(Default, serde::Deserialize)]
struct Done {
    written: Option<i64>,
}

/// `GET /learners/{learner}/accommodations`
async fn show(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(learner): Path<LearnerId>,
    Query(done): Query<Done>,
) -> Page {
    let typed = Typed { begins: chance::today(signed_in.actor.district).to_string(), ..Typed::default() };
    profile_page(&site, &signed_in, learner, typed, done.written, None).await
}

/// `POST /learners/{learner}/accommodations`: fields `time`, `reader`, `print`, `language`, `seat`,
/// `delivery`, `begins`, `ends`, `reason`.
async fn write(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(learner): Path<LearnerId>,
    form: Fields,
) -> Page {
    let one = |name: &str| form.one(name).trim().to_owned();
    let typed = Typed {
        time: one("time"),
        reader: !one("reader").is_empty(),
        print: one("print"),
        language: one("language"),
        seat: one("seat"),
        delivery: one("delivery"),
        begins: one("begins"),
        ends: one("ends"),
        reason: one("reason"),
    };
    let done = match read(&typed) {
        Ok(new) => write_accommodations(&site.app, &signed_in.actor, learner, new).await,
        Err(refusal) => Err(refusal),
    };
    match done {
        Ok(version) => {
            Ok(Redirect::to(&format!("/learners/{learner}/accommodations?written={version}")).into_response())
        }
        Err(Refusal::Invalid { field, why }) => {
            let field = if field == "ends_on" { "last day" } else { field };
            let refusal = Some(format!("The {field} {why}."));
            let shown = profile_page(&site, &signed_in, learner, typed, None, refusal).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response())
        }
        Err(refusal) => Err(refusal.into()),
    }
}

fn read(typed: &Typed) -> Result<NewProfile, Refusal> {
    let time = match typed.time.as_str() {
        "" => TimeFactor::Usual,
        word => TimeFactor::from_word(word).ok_or_else(|| Refusal::invalid("time", "is unknown"))?,
    };
    let print = match typed.print.as_str() {
        "" => PrintSize::Standard,
        word => PrintSize::from_word(word).ok_or_else(|| Refusal::invalid("print", "is unknown"))?,
    };
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let dates: Dates = super::caseloads::dates(&typed.begins, &typed.ends)?;
    Ok(NewProfile {
        given: Given {
            time,
            reader: typed.reader,
            print,
            language: some(&typed.language),
            seat: some(&typed.seat),
            delivery: some(&typed.delivery),
        },
        begins: dates.begins(),
        ends: dates.ends(),
        reason: typed.reason.clone(),
    })
}

async fn profile_page(
    site: &Site,
    signed_in: &SignedIn,
    learner: LearnerId,
    typed: Typed,
    written: Option<i64>,
    refusal: Option<String>,
) -> Page {
    let found = show_accommodations(&site.app, &signed_in.actor, learner).await?;
    if matches!(found.relationship, Relationship::Own | Relationship::Guardian) {
        return family::page_of(site, signed_in, &found).await;
    }
    let path = format!("/learners/{learner}/accommodations");
    let name = found.learner.name();
    let mut shell =
        frame::shell(site, signed_in, "Accommodations", if found.may_write { "/cases" } else { &path })
            .await?;
    if written.is_some() {
        let text = "Written. Everybody who works with this student sees what, and not why.".to_owned();
        shell.notice = Some(Notice { tone: Tone::Good, text, undo: None });
    }
    let mut times = [
        ("1", "The usual time"),
        ("1.25", "A quarter more (×1.25)"),
        ("1.5", "Half as much again (×1.5)"),
        ("2", "Twice the time (×2)"),
        ("unlimited", "Without limit"),
    ]
    .map(|(value, label)| Choice::new(value, label));
    let mut prints = [
        ("standard", "As for everybody"),
        ("large", "Large, 18 points"),
        ("very_large", "Very large, 24 points or more"),
    ]
    .map(|(value, label)| Choice::new(value, label));
    for choice in &mut times {
        choice.selected = choice.value == typed.time;
    }
    for choice in &mut prints {
        choice.selected = choice.value == typed.print;
    }
    page(&Accommodations {
        crumbs: if found.may_write {
            vec![Link::new("My cases", "/cases"), Link::new(&name, &format!("/learners/{learner}"))]
        } else {
            vec![Link::new(&name, &format!("/learners/{learner}"))]
        },
        shell,
        name,
        now: found.now.as_ref().map(|profile| briefly(&profile.given)).unwrap_or_default(),
        until: found.now.as_ref().and_then(|one| one.dates.ends()).map(when::day).unwrap_or_default(),
        may_write: found.may_write,
        versions: found.versions.iter().map(version).collect(),
        times: times.into(),
        prints: prints.into(),
        action: path,
        typed,
        refusal,
    })
}

fn version(one: &VersionLine) -> VersionRow {
    let dates = &one.profile.dates;
    let first = dates.begins().map(when::day).unwrap_or_default();
    VersionRow {
        dates: match dates.ends() {
            Some(last) => format!("{first} to {}", when::day(last)),
            None => format!("from {first}"),
        },
        given: given(&one.profile.given),
        current: one.current,
        by: one.by.clone(),
        written: when::moment(one.profile.written_at),
        reason: one.reason.clone().unwrap_or_default(),
    }
}
