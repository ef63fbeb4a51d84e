//! By when the targets of a class are to be mastered.

use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{CompetencyId, Date, SectionId, pace::DatedTarget};
use usecases::{
    Refusal,
    date_targets::{date_section, show_section_dates, spread_section},
    keep_calendar::{choose_calendar, show_calendars},
};

use crate::{
    form::Fields,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        dates::{DateRow, Dates},
        shell::{Choice, Link},
        title::Title,
    },
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/sections/{section}/dates", get(show).post(save))
        .route("/sections/{section}/dates/spread", post(spread))
        .route("/sections/{section}/dates/calendar", post(choose))
}

/// `GET /sections/{section}/dates`
async fn show(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<SectionId>) -> Page {
    dates_page(&site, &signed_in, id, None).await
}

/// `POST /sections/{section}/dates`
async fn save(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<SectionId>,
    form: Fields,
) -> Page {
    let saved = match read(&form) {
        Ok(targets) => date_section(&site.app, &signed_in.actor, id, targets).await,
        Err(refusal) => Err(refusal),
    };
    answered(&site, &signed_in, id, saved).await
}

/// `POST /sections/{section}/dates/spread`
async fn spread(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<SectionId>,
    form: Fields,
) -> Page {
    let spread = match day("until", form.one("until")) {
        Ok(until) => spread_section(&site.app, &signed_in.actor, id, until).await,
        Err(refusal) => Err(refusal),
    };
    answered(&site, &signed_in, id, spread).await
}

/// `POST /sections/{section}/dates/calendar`
async fn choose(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<SectionId>,
    form: Fields,
) -> Page {
    let chosen = match form.one("calendar") {
        "" => None,
        text => Some(text.parse().map_err(|error| Refusal::invalid("calendar", error))?),
    };
    choose_calendar(&site.app, &signed_in.actor, id, chosen).await?;
    Ok(Redirect::to(&format!("/sections/{id}/dates")).into_response())
}

async fn answered(site: &Site, signed_in: &SignedIn, id: SectionId, done: Result<(), Refusal>) -> Page {
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/sections/{id}/dates")).into_response()),
        Err(Refusal::Invalid { field, why }) => {
            let shown = dates_page(site, signed_in, id, Some(format!("The {field} {why}."))).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response())
        }
        Err(refusal) => Err(refusal.into()),
    }
}

fn day(field: &'static str, text: &str) -> Result<Option<Date>, Refusal> {
    match text.trim() {
        "" => Ok(None),
        text => {
            text.parse().map(Some).map_err(|_| Refusal::invalid(field, format!("day \"{text}\" is no day")))
        }
    }
}

fn read(form: &Fields) -> Result<Vec<DatedTarget>, Refusal> {
    if form.one("competency").is_empty() {
        return Err(Refusal::invalid("targets", "are missing: send each with its minutes and its day"));
    }
    form.all("competency")
        .map(|id| {
            let competency: CompetencyId =
                id.parse().map_err(|error| Refusal::invalid("competency", error))?;
            let minutes = form.one(&format!("minutes.{id}")).trim();
            let bad =
                || Refusal::invalid("minutes", format!("cannot be \"{minutes}\": write a whole number"));
            Ok(DatedTarget {
                competency,
                minutes: minutes.parse().map_err(|_| bad())?,
                due: day("due", form.one(&format!("due.{id}")))?,
            })
        })
        .collect()
}

async fn dates_page(site: &Site, signed_in: &SignedIn, id: SectionId, refusal: Option<String>) -> Page {
    let dates = show_section_dates(&site.app, &signed_in.actor, id).await?;
    let known = match show_calendars(&site.app, &signed_in.actor).await {
        Ok(shown) => shown.calendars,
        Err(Refusal::Denied(_)) => Vec::new(),
        Err(refusal) => return Err(refusal.into()),
    };
    let mut calendars = vec![Choice::new("", "That of the school")];
    calendars.extend(known.iter().map(|one| Choice::new(&one.calendar.id.to_string(), &one.calendar.name)));
    let counted = match (&dates.calendar, dates.school_days) {
        (Some(name), Some(days)) => format!("Counted by “{name}”: {days} school days."),
        _ => "No calendar yet: an administrator or the principal keeps one for the school.".to_owned(),
    };
    page(&Dates {
        shell: frame::shell(site, signed_in, "Days and effort", "/sections").await?,
        crumbs: vec![
            Link::new("My classes", "/sections"),
            Link::new(&dates.section.title, &format!("/sections/{id}")),
            Link::new("Pace", &format!("/sections/{id}/pace")),
        ],
        href: format!("/sections/{id}/dates"),
        counted,
        calendars,
        until: dates.last.map(|day| day.to_string()).unwrap_or_default(),
        can_spread: dates.calendar.is_some() && !dates.targets.is_empty(),
        rows: dates
            .targets
            .iter()
            .map(|(competency, dated)| DateRow {
                id: competency.id.to_string(),
                code: competency.code.clone().unwrap_or_default(),
                title: Title::of(competency),
                minutes: dated.minutes.to_string(),
                due: dated.due.map(|day| day.to_string()).unwrap_or_default(),
            })
            .collect(),
        refusal,
    })
}
