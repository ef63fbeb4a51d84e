//! A day of a program: the draft that is moved, locked and published, why somebody sits where they do, and print.

use axum::{
    Router,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{LearnerId, RoomProgramId};
use usecases::{
    Refusal,
    change_day::{DayChange, change_day, publish_day},
    give_slips::give_group_slips,
    schedule_day::{Making, start_schedule_day},
    show_day::{DayShown, show_day},
    why_seat::why_seat,
};

use super::room_programs::{day_of, weekday};
use crate::{
    form::Fields,
    frame,
    page_error::{Page, page},
    room_words,
    session::SignedIn,
    site::Site,
    views::{
        room_day::{Print, RoomDay, RoomDayEmpty, Why, WhyRow},
        shell::{Link, Notice, Tone},
    },
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/room-programs/{program}/days/{day}", get(show))
        .route("/room-programs/{program}/days/{day}/change", post(change))
        .route("/room-programs/{program}/days/{day}/make", post(make))
        .route("/room-programs/{program}/days/{day}/publish", post(publish))
        .route("/room-programs/{program}/days/{day}/slips", post(slips))
        .route("/room-programs/{program}/days/{day}/print", get(print))
        .route("/room-programs/{program}/days/{day}/why/{learner}/{period}", get(why))
}

/// What the page says above the day.
#[derive(Default, serde::Deserialize)]
struct Asked {
    #[serde(default)]
    done: String,
}

/// `GET /room-programs/{program}/days/{day}`
async fn show(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((id, day)): Path<(RoomProgramId, String)>,
    Query(asked): Query<Asked>,
) -> Page {
    let notice = match asked.done.as_str() {
        "published" => {
            Some((Tone::Good, "Published: screens, learners and educators see it now.".to_owned()))
        }
        "slips" => Some((Tone::Good, "The exit slips are given.".to_owned())),
        "no-slips" => Some((Tone::Warn, "Nothing to give: these slips were given already.".to_owned())),
        _ => None,
    };
    shown(&site, &signed_in, id, &day, notice).await
}

async fn shown(
    site: &Site,
    signed_in: &SignedIn,
    id: RoomProgramId,
    day: &str,
    notice: Option<(Tone, String)>,
) -> Page {
    let day = day_of(day)?;
    let found = show_day(&site.app, &signed_in.actor, id, day).await?;
    let title = format!("{}, {}", weekday(day), when::day(day));
    let mut shell = frame::shell(site, signed_in, &title, "/room-programs").await?;
    shell.notice = notice.map(|(tone, text)| Notice { tone, text, undo: None });
    let crumbs = crumbs(&found);
    let base = format!("/room-programs/{id}/days/{day}");
    if found.state.is_none() || matches!(found.making, Making::Since(_)) {
        let (making, failed) = match &found.making {
            Making::Idle => (false, String::new()),
            Making::Since(_) => (true, String::new()),
            Making::Failed(why) => (false, why.clone()),
        };
        return page(&RoomDayEmpty { shell, crumbs, base, title, making, failed, manages: found.manages });
    }
    let failed = match &found.making {
        Making::Failed(why) => why.clone(),
        _ => String::new(),
    };
    page(&RoomDay::of(shell, crumbs, base, title, failed, room_words::day(&found)))
}

fn crumbs(found: &DayShown) -> Vec<Link> {
    let program = format!("/room-programs/{}", found.program.id);
    vec![Link::new("Rooms", "/room-programs"), Link::new(&found.program.name, &program)]
}

/// `POST /room-programs/{program}/days/{day}/change`: the `version` that was seen, what to `do`, and with what.
async fn change(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((id, text)): Path<(RoomProgramId, String)>,
    form: Fields,
) -> Page {
    let day = day_of(&text)?;
    let version = form.one("version").parse::<i64>().map_err(|why| Refusal::invalid("version", why))?;
    let done = match read(&form) {
        Ok(change) => change_day(&site.app, &signed_in.actor, id, day, version, change).await,
        Err(why) => Err(why),
    };
    after(&site, &signed_in, id, &text, done.map(|_| String::new())).await
}

/// Goes back to the day, or shows it with what was wrong.
async fn after(
    site: &Site,
    signed_in: &SignedIn,
    id: RoomProgramId,
    day: &str,
    done: Result<String, Refusal>,
) -> Page {
    let (status, why) = match done {
        Ok(done) => {
            let query = if done.is_empty() { String::new() } else { format!("?done={done}") };
            return Ok(Redirect::to(&format!("/room-programs/{id}/days/{day}{query}")).into_response());
        }
        Err(Refusal::Conflict(why)) => (StatusCode::CONFLICT, why),
        Err(Refusal::Invalid { field, why }) => {
            (StatusCode::UNPROCESSABLE_ENTITY, format!("The {} {why}.", field.replace('_', " ")))
        }
        Err(refusal) => return Err(refusal.into()),
    };
    let page = shown(site, signed_in, id, day, Some((Tone::Bad, why))).await?;
    Ok((status, page).into_response())
}

/// What a button of the day says: `do` names it, and what it is about follows after a colon.
fn read(form: &Fields) -> Result<DayChange, Refusal> {
    let (what, about) = form.one("do").split_once(':').unwrap_or((form.one("do"), ""));
    let one = |name: &str| form.one(name).to_owned();
    let some = |name: &str| Some(one(name)).filter(|text| !text.is_empty());
    let learner = || {
        some("learner").ok_or_else(|| Refusal::invalid("learner", "is missing: choose who is to move first"))
    };
    let place = |text: &str| text.parse::<usize>().map_err(|why| Refusal::invalid("group", why));
    let pair = || {
        let (period, key) = about.split_once('/').ok_or(Refusal::NotFound("this page"))?;
        Ok::<_, Refusal>((period.to_owned(), key.to_owned()))
    };
    Ok(match what {
        "move" => DayChange::Move { learner: learner()?, group: place(about)? },
        "open" => DayChange::Open {
            learner: learner()?,
            period: one("period"),
            room: one("room"),
            modality: one("modality"),
            educator: some("educator"),
            lesson: None,
        },
        "lock-seat" => DayChange::LockSeat { learner: learner()?, period: one("period") },
        "lock-educator" => {
            let (period, educator) = pair()?;
            DayChange::LockEducator { educator, period }
        }
        "free" => DayChange::FreeEducator { educator: one("educator"), period: one("period") },
        "close" => DayChange::CloseRoom { room: one("room"), period: one("period") },
        "group" => DayChange::Group {
            group: place(about)?,
            room: some("to_room"),
            educator: match one("to_educator").as_str() {
                "same" | "" => None,
                "none" => Some(String::new()),
                id => Some(id.to_owned()),
            },
            lesson: None,
        },
        "watch" => DayChange::Watch { period: one("period"), room: one("room"), educator: one("educator") },
        "unlock" => DayChange::Unlock { lock: place(about)? },
        "accept" => DayChange::Accept { breach: one("breach"), reason: one("reason") },
        "undo" => DayChange::Undo,
        _ => return Err(Refusal::NotFound("this page")),
    })
}

/// `POST /room-programs/{program}/days/{day}/make`: once more, with the locks that stand.
async fn make(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((id, text)): Path<(RoomProgramId, String)>,
    _: Fields,
) -> Page {
    let done = start_schedule_day(&site.app, &signed_in.actor, id, day_of(&text)?).await;
    after(&site, &signed_in, id, &text, done.map(|()| String::new())).await
}

/// `POST /room-programs/{program}/days/{day}/publish`: the `version` that was seen.
async fn publish(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((id, text)): Path<(RoomProgramId, String)>,
    form: Fields,
) -> Page {
    let version = form.one("version").parse::<i64>().map_err(|why| Refusal::invalid("version", why))?;
    let done = publish_day(&site.app, &signed_in.actor, id, day_of(&text)?, version).await;
    after(&site, &signed_in, id, &text, done.map(|()| "published".to_owned())).await
}

/// `POST /room-programs/{program}/days/{day}/slips`: the exit slips of one `group`.
async fn slips(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((id, text)): Path<(RoomProgramId, String)>,
    form: Fields,
) -> Page {
    let group = form.one("group").parse::<usize>().map_err(|why| Refusal::invalid("group", why))?;
    let done = give_group_slips(&site.app, &signed_in.actor, id, day_of(&text)?, group).await;
    let word = |given: Vec<_>| if given.is_empty() { "no-slips" } else { "slips" }.to_owned();
    after(&site, &signed_in, id, &text, done.map(word)).await
}

/// `GET /room-programs/{program}/days/{day}/print`: a list for each room, and a slip for each learner.
async fn print(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((id, text)): Path<(RoomProgramId, String)>,
) -> Page {
    let day = day_of(&text)?;
    let found = show_day(&site.app, &signed_in.actor, id, day).await?;
    let title = format!("{}, {}", weekday(day), when::day(day));
    let (rooms, learners) = room_words::print(&found);
    page(&Print {
        shell: frame::shell(&site, &signed_in, &title, "/room-programs").await?,
        crumbs: crumbs(&found),
        back: format!("/room-programs/{id}/days/{day}"),
        program: found.program.name.clone(),
        title,
        draft: found.state.as_ref().is_some_and(|state| state.version.published_at.is_none()),
        rooms,
        learners,
    })
}

/// `GET /room-programs/{program}/days/{day}/why/{learner}/{period}`: for staff, with numbers.
async fn why(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((id, text, learner, period)): Path<(RoomProgramId, String, LearnerId, String)>,
) -> Page {
    let day = day_of(&text)?;
    let found = why_seat(&site.app, &signed_in.actor, id, day, learner, &period).await?;
    let number = |value: f64| format!("{value:.2}");
    let mut rows = Vec::new();
    if let Some(valued) = &found.valued {
        for (what, value) in [
            ("What an hour of it is worth to them now (0 to 1)", valued.value),
            ("How well this way of learning works for them (1 as for others)", valued.works),
            ("How much it is wanted for the balance of the round (0 to 1)", valued.want),
            ("How much they count, for who got little before (from 1)", valued.weight),
            ("What the seat is worth", valued.worth),
        ] {
            rows.push((what.to_owned(), number(value)));
        }
    }
    let seat = found.seat.as_ref().map_or_else(
        || "No seat.".to_owned(),
        |seat| {
            let parts = [&seat.modality, &seat.room, &seat.educator, &seat.lesson];
            parts.into_iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" · ")
        },
    );
    let program = format!("/room-programs/{id}");
    page(&Why {
        shell: frame::shell(&site, &signed_in, "Why this seat", "/room-programs").await?,
        crumbs: vec![
            Link::new("Rooms", "/room-programs"),
            Link::new(&when::day(day), &format!("{program}/days/{day}")),
        ],
        name: found.name,
        period: found.period,
        seat,
        decided: found.decided,
        valued: rows,
        others: found
            .alternatives
            .iter()
            .map(|one| WhyRow {
                modality: one.modality.clone(),
                competency: one.competency.clone(),
                worth: number(one.worth),
                why_not: one.why_not.clone(),
            })
            .collect(),
    })
}
