//! Attendance of a class.

use axum::{
    Router,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect},
    routing::get,
};
use domain::{Date, LearnerId, PeriodId, SectionId, attendance::Presence};
use usecases::{
    Refusal,
    take_attendance::{Sheet, Taken, show_sheet, take_attendance},
};

use crate::{
    form::Fields,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        attendance::{Attendance, AttendanceRow},
        shell::{Choice, Link},
    },
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/sections/{section}/attendance", get(show).post(take))
}

#[derive(Default, serde::Deserialize)]
struct Asked {
    #[serde(default)]
    day: String,
    #[serde(default)]
    period: String,
}

impl Asked {
    fn read(&self) -> Result<(Option<Date>, Option<PeriodId>), Refusal> {
        let day = match self.day.as_str() {
            "" => None,
            text => Some(text.parse().map_err(|_| Refusal::invalid("day", format!("\"{text}\" is no day")))?),
        };
        let period = match self.period.as_str() {
            "" => None,
            text => Some(text.parse().map_err(|error| Refusal::invalid("period", error))?),
        };
        Ok((day, period))
    }
}

/// `GET /sections/{section}/attendance?day=&period=`
async fn show(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<SectionId>,
    Query(asked): Query<Asked>,
) -> Page {
    let (day, period) = asked.read()?;
    let sheet = show_sheet(&site.app, &signed_in.actor, id, day, period).await?;
    attendance_page(&site, &signed_in, &sheet, None).await
}

/// `POST /sections/{section}/attendance`
async fn take(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<SectionId>,
    form: Fields,
) -> Page {
    let asked = Asked { day: form.one("day").to_owned(), period: form.one("period").to_owned() };
    let (day, period) = asked.read()?;
    let taken = match marks(&form) {
        Ok(marks) => {
            let taken = Taken { day, period, marks, others_present: false };
            take_attendance(&site.app, &signed_in.actor, id, taken).await.map(drop)
        }
        Err(refusal) => Err(refusal),
    };
    match taken {
        Ok(()) => {
            let query = serde_urlencoded::to_string([("day", &asked.day), ("period", &asked.period)]);
            let query = query.unwrap_or_default();
            Ok(Redirect::to(&format!("/sections/{id}/attendance?{query}")).into_response())
        }
        Err(Refusal::Invalid { field, why }) => {
            let sheet = show_sheet(&site.app, &signed_in.actor, id, day, period).await?;
            let refusal = Some(format!("The {field} {why}."));
            let shown = attendance_page(&site, &signed_in, &sheet, refusal).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response())
        }
        Err(refusal) => Err(refusal.into()),
    }
}

fn marks(form: &Fields) -> Result<Vec<(LearnerId, Presence)>, Refusal> {
    let said = form.pairs.iter().filter_map(|(name, word)| Some((name.strip_prefix("presence.")?, word)));
    said.map(|(id, word)| {
        let learner = id.parse().map_err(|error| Refusal::invalid("learner", error))?;
        let text = form.one(&format!("minutes.{id}")).trim();
        let minutes = match (word.as_str(), text) {
            ("late", text) => {
                let why =
                    || Refusal::invalid("minutes", "are missing for somebody who is late: write how many");
                Some(text.parse().map_err(|_| why())?)
            }
            _ => None,
        };
        let presence = Presence::read(word, minutes)
            .map_err(|bad| Refusal::invalid("presence", format!("cannot be: {bad}")))?;
        Ok((learner, presence))
    })
    .collect()
}

async fn attendance_page(site: &Site, signed_in: &SignedIn, sheet: &Sheet, refusal: Option<String>) -> Page {
    let section = &sheet.section;
    let href = format!("/sections/{}/attendance", section.id);
    let mut periods = vec![Choice::new("", "The whole day")];
    periods.extend(sheet.periods.iter().map(|one| {
        let (begins, _) = one.bells.minutes();
        Choice::new(&one.id.to_string(), &format!("{} ({:02}:{:02})", one.name, begins / 60, begins % 60))
    }));
    let chosen = sheet.period.map(|id| id.to_string()).unwrap_or_default();
    for choice in &mut periods {
        choice.selected = choice.value == chosen;
    }
    let said = sheet.rows.iter().filter(|(_, stands)| stands.is_some()).count();
    let rows = sheet.rows.iter().map(|(listed, stands)| {
        let presence = stands.as_ref().map_or(Presence::Present, |one| one.presence);
        AttendanceRow {
            learner: listed.learner.to_string(),
            name: listed.list_name.clone(),
            presence: presence.word(),
            minutes: presence.minutes_late().map(|minutes| minutes.to_string()).unwrap_or_default(),
            said: stands.is_some(),
        }
    });
    let day = |(day, entries): &(Date, i64)| {
        Link::new(&format!("{} ({entries} noted)", when::day(*day)), &format!("{href}?day={day}"))
    };
    page(&Attendance {
        shell: frame::shell(site, signed_in, "Attendance", "/sections").await?,
        crumbs: vec![
            Link::new("My classes", "/sections"),
            Link::new(&section.title, &format!("/sections/{}", section.id)),
        ],
        when: when::day(sheet.day),
        day: sheet.day.to_string(),
        today: sheet.today.to_string(),
        periods,
        closed: sheet.closed.clone().unwrap_or_default(),
        may_take: sheet.may_take(),
        rows: rows.collect(),
        summary: format!("{said} of {} are noted.", sheet.rows.len()),
        refusal,
        days: sheet.days.iter().map(day).collect(),
        href,
    })
}
