//! Calendars of the district and its schools.

use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{CalendarId, Date, calendar::Weekdays};
use usecases::{
    Refusal,
    keep_calendar::{
        Calendars as Shown, NewCalendar, ShownCalendar, keep_calendar, remove_calendar, show_calendars,
    },
};

use crate::{
    calendar_lines::{read_periods, read_special, write_periods, write_special},
    form::Fields,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        calendars::{CalendarForm, CalendarRow, Calendars, weekdays},
        shell::{Choice, Link},
    },
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/admin/calendars", get(show).post(add))
        .route("/admin/calendars/{calendar}", get(show_one).post(change))
        .route("/admin/calendars/{calendar}/remove", post(remove))
}

/// `GET /admin/calendars`
async fn show(State(site): State<Site>, signed_in: SignedIn) -> Page {
    let shown = show_calendars(&site.app, &signed_in.actor).await?;
    let form = blank(&shown);
    calendars_page(&site, &signed_in, &shown, form).await
}

/// `GET /admin/calendars/{calendar}`
async fn show_one(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<CalendarId>) -> Page {
    let shown = show_calendars(&site.app, &signed_in.actor).await?;
    let found = shown.calendars.iter().find(|one| one.calendar.id == id);
    let found = found.ok_or(Refusal::NotFound("this calendar"))?;
    let form = found.may_change.then(|| filled(found, &shown));
    calendars_page(&site, &signed_in, &shown, form).await
}

/// `POST /admin/calendars`
async fn add(State(site): State<Site>, signed_in: SignedIn, form: Fields) -> Page {
    keep(&site, &signed_in, None, &form).await
}

/// `POST /admin/calendars/{calendar}`
async fn change(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<CalendarId>,
    form: Fields,
) -> Page {
    keep(&site, &signed_in, Some(id), &form).await
}

/// `POST /admin/calendars/{calendar}/remove`
async fn remove(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<CalendarId>,
    _: Fields,
) -> Page {
    remove_calendar(&site.app, &signed_in.actor, id).await?;
    Ok(Redirect::to("/admin/calendars").into_response())
}

async fn keep(site: &Site, signed_in: &SignedIn, id: Option<CalendarId>, form: &Fields) -> Page {
    let kept = match read(id, form) {
        Ok(new) => keep_calendar(&site.app, &signed_in.actor, new).await,
        Err(refusal) => Err(refusal),
    };
    match kept {
        Ok(_) => Ok(Redirect::to("/admin/calendars").into_response()),
        Err(Refusal::Invalid { field, why }) => {
            let shown = show_calendars(&site.app, &signed_in.actor).await?;
            let form = typed(id, form, &shown, format!("The {field} {why}."));
            let shown = calendars_page(site, signed_in, &shown, Some(form)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response())
        }
        Err(refusal) => Err(refusal.into()),
    }
}

fn read(id: Option<CalendarId>, form: &Fields) -> Result<NewCalendar, Refusal> {
    let day = |name: &'static str| -> Result<Date, Refusal> {
        let text = form.one(name);
        text.parse().map_err(|_| Refusal::invalid(name, format!("day \"{text}\" is no day")))
    };
    let weekdays = Weekdays::from_words(form.all("weekday"))
        .map_err(|word| Refusal::invalid("weekdays", format!("have \"{word}\", which is none")))?;
    let organization = form.one("organization").parse();
    Ok(NewCalendar {
        id,
        organization: organization.map_err(|error| Refusal::invalid("organization", error))?,
        name: form.one("name").to_owned(),
        first: day("first")?,
        last: day("last")?,
        weekdays,
        special: read_special(form.one("closures"))?,
        periods: read_periods(form.one("bells"))?,
    })
}

fn organizations(shown: &Shown, chosen: &str) -> Vec<Choice> {
    let choice = |one: &domain::people::Organization| {
        let choice = Choice::new(&one.id.to_string(), &one.name);
        if choice.value == chosen { choice.chosen() } else { choice }
    };
    shown.own.iter().map(choice).collect()
}

/// The form of a new one; `None` for who may not keep any.
fn blank(shown: &Shown) -> Option<CalendarForm> {
    (!shown.own.is_empty()).then(|| CalendarForm {
        heading: "A new calendar".to_owned(),
        action: "/admin/calendars".to_owned(),
        remove_action: String::new(),
        organizations: organizations(shown, ""),
        name: String::new(),
        first: String::new(),
        last: String::new(),
        weekdays: weekdays(&Weekdays::MONDAY_TO_FRIDAY.words()),
        closures: String::new(),
        bells: String::new(),
        refusal: None,
    })
}

fn filled(found: &ShownCalendar, shown: &Shown) -> CalendarForm {
    let one = &found.calendar;
    let action = format!("/admin/calendars/{}", one.id);
    CalendarForm {
        heading: one.name.clone(),
        remove_action: format!("{action}/remove"),
        action,
        organizations: organizations(shown, &one.organization.to_string()),
        name: one.name.clone(),
        first: one.first.to_string(),
        last: one.last.to_string(),
        weekdays: weekdays(&one.weekdays.words()),
        closures: write_special(&one.special),
        bells: write_periods(&found.periods, one.weekdays),
        refusal: None,
    }
}

/// The form as it was sent.
fn typed(id: Option<CalendarId>, form: &Fields, shown: &Shown, refusal: String) -> CalendarForm {
    let one = |name: &str| form.one(name).to_owned();
    let action = id.map_or_else(|| "/admin/calendars".to_owned(), |id| format!("/admin/calendars/{id}"));
    CalendarForm {
        heading: if id.is_some() { one("name") } else { "A new calendar".to_owned() },
        remove_action: if id.is_some() { format!("{action}/remove") } else { String::new() },
        action,
        organizations: organizations(shown, form.one("organization")),
        name: one("name"),
        first: one("first"),
        last: one("last"),
        weekdays: weekdays(&form.all("weekday").collect::<Vec<_>>()),
        closures: one("closures"),
        bells: one("bells"),
        refusal: Some(refusal),
    }
}

async fn calendars_page(
    site: &Site,
    signed_in: &SignedIn,
    shown: &Shown,
    form: Option<CalendarForm>,
) -> Page {
    page(&Calendars {
        shell: frame::shell(site, signed_in, "Calendars", "/admin/calendars").await?,
        crumbs: vec![Link::new("My classes", "/sections")],
        rows: shown.calendars.iter().map(row).collect(),
        form,
    })
}

fn row(shown: &ShownCalendar) -> CalendarRow {
    let one = &shown.calendar;
    let href = if shown.may_change { format!("/admin/calendars/{}", one.id) } else { String::new() };
    let clock = |(day, period, minutes): &(Date, String, i64)| {
        format!("{period} has {minutes} minutes on {}, because clocks change.", when::day(*day))
    };
    CalendarRow {
        link: Link::new(&one.name, &href),
        organization: shown.organization.clone(),
        span: format!("{} to {}", when::day(one.first), when::day(one.last)),
        school_days: shown.school_days,
        bells: write_periods(&shown.periods, one.weekdays).lines().map(str::to_owned).collect(),
        clocks: shown.changed_clocks.iter().map(clock).collect(),
    }
}
