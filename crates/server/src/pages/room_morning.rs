//! The morning and the day itself: who is missing, what cannot be had, attendance of a period, minutes of the week.

use axum::{
    Router,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect},
    routing::get,
};
use domain::{LearnerId, RoomProgramId, attendance::Presence, room_program::OutKind};
use usecases::{
    Refusal,
    doses::{Doses, bring_up_to_date, show_doses},
    mark_periods::mark_period,
    repair_day::{Morning, repair_day, show_morning},
    show_day::{DayShown, show_day},
};

use super::room_programs::{day_of, typed_day, weekday};
use crate::{
    form::Fields,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        room_morning::{
            AttendanceRow, DoseCell, DoseRow, LearnerRow, OutRow, RoomAttendance, RoomDose, RoomMorning,
        },
        shell::{Choice, Link, Notice, Tone},
    },
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/room-programs/{program}/days/{day}/morning", get(morning).post(repair))
        .route("/room-programs/{program}/days/{day}/attendance/{period}", get(attendance).post(mark))
        .route("/room-programs/{program}/dose", get(dose).post(write_dose))
}

fn crumbs(found: &DayShown) -> Vec<Link> {
    let program = format!("/room-programs/{}", found.program.id);
    vec![
        Link::new("Rooms", "/room-programs"),
        Link::new(&found.program.name, &program),
        Link::new(&when::day(found.day), &format!("{program}/days/{}", found.day)),
    ]
}

/// `GET /room-programs/{program}/days/{day}/morning`
async fn morning(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((id, text)): Path<(RoomProgramId, String)>,
) -> Page {
    morning_page(&site, &signed_in, id, &text, None).await
}

async fn morning_page(
    site: &Site,
    signed_in: &SignedIn,
    id: RoomProgramId,
    text: &str,
    refusal: Option<String>,
) -> Page {
    let day = day_of(text)?;
    let marked = show_morning(&site.app, &signed_in.actor, id, day).await?;
    let found = show_day(&site.app, &signed_in.actor, id, day).await?;
    let mut view = RoomMorning {
        shell: frame::shell(site, signed_in, "Who is missing", "/room-programs").await?,
        crumbs: crumbs(&found),
        action: format!("/room-programs/{id}/days/{day}/morning"),
        title: format!("{}, {}", weekday(day), when::day(day)),
        published: found.published.is_some(),
        learners: Vec::new(),
        out: Vec::new(),
        refusal,
    };
    if let Some(state) = &found.state {
        let instance = &state.instance;
        for learner in &instance.learners {
            let absent = marked.absent.iter().any(|one| one.to_string() == learner.id);
            let late = marked.late.iter().find(|(one, _)| one.to_string() == learner.id);
            let mut choices = vec![Choice::new("", "there"), Choice::new("absent", "not there")];
            choices.extend(
                instance
                    .periods
                    .iter()
                    .skip(1)
                    .map(|one| Choice::new(&one.id, &format!("from {}", one.name))),
            );
            let chosen = if absent { "absent" } else { late.map_or("", |(_, from)| from.as_str()) };
            for choice in &mut choices {
                choice.selected = choice.value == chosen;
            }
            view.learners.push(LearnerRow { id: learner.id.clone(), name: learner.name.clone(), choices });
        }
        view.learners.sort_by(|one, other| one.name.cmp(&other.name));
        let out = |kind, key: &str| marked.out.iter().any(|(known, out)| *known == kind && out == key);
        view.out.extend(instance.educators.iter().map(|one| OutRow {
            value: format!("educator:{}", one.id),
            name: one.name.clone(),
            marked: out(OutKind::Educator, &one.id),
        }));
        view.out.extend(instance.rooms.iter().map(|one| OutRow {
            value: format!("room:{}", one.id),
            name: one.name.clone(),
            marked: out(OutKind::Room, &one.id),
        }));
    }
    page(&view)
}

/// `POST /room-programs/{program}/days/{day}/morning`: a field for each learner, named by their id, and `out`.
async fn repair(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((id, text)): Path<(RoomProgramId, String)>,
    form: Fields,
) -> Page {
    let day = day_of(&text)?;
    let mut morning = Morning::default();
    for (name, value) in &form.pairs {
        if name == "out" {
            let (kind, key) = value.split_once(':').unwrap_or(("", value));
            let kind = OutKind::from_word(kind)
                .ok_or_else(|| Refusal::invalid("out", format!("hold \"{value}\", which is nothing here")))?;
            morning.out.push((kind, key.to_owned()));
        } else if let Ok(learner) = name.parse::<LearnerId>() {
            match value.as_str() {
                "" => {}
                "absent" => morning.absent.push(learner),
                from => morning.late.push((learner, from.to_owned())),
            }
        }
    }
    let (status, why) = match repair_day(&site.app, &signed_in.actor, id, day, morning).await {
        Ok(_) => return Ok(Redirect::to(&format!("/room-programs/{id}/days/{day}")).into_response()),
        Err(Refusal::Conflict(why)) => (StatusCode::CONFLICT, why),
        Err(Refusal::Invalid { field, why }) => {
            (StatusCode::UNPROCESSABLE_ENTITY, format!("The {field} {why}."))
        }
        Err(refusal) => return Err(refusal.into()),
    };
    let page = morning_page(&site, &signed_in, id, &text, Some(why)).await?;
    Ok((status, page).into_response())
}

/// What was done.
#[derive(Default, serde::Deserialize)]
struct Asked {
    #[serde(default)]
    saved: String,
    #[serde(default)]
    week: String,
}

/// `GET /room-programs/{program}/days/{day}/attendance/{period}`
async fn attendance(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((id, text, key)): Path<(RoomProgramId, String, String)>,
    Query(asked): Query<Asked>,
) -> Page {
    let day = day_of(&text)?;
    let found = show_day(&site.app, &signed_in.actor, id, day).await?;
    let state = found.state.as_ref().ok_or(Refusal::NotFound("this day"))?;
    let period = state.period(&key).ok_or(Refusal::NotFound("this period"))?;
    let mut learners = Vec::new();
    for (place, learner) in state.instance.learners.iter().enumerate() {
        if let Some((_, group)) = state.group_of(place, period) {
            learners.push(AttendanceRow {
                id: learner.id.clone(),
                name: learner.name.clone(),
                room: state.instance.rooms[group.room].name.clone(),
            });
        }
    }
    learners.sort_by(|one, other| (&one.room, &one.name).cmp(&(&other.room, &other.name)));
    let name = state.instance.periods[period].name.clone();
    let mut shell = frame::shell(&site, &signed_in, "Attendance", "/room-programs").await?;
    if !asked.saved.is_empty() {
        shell.notice = Some(Notice { tone: Tone::Good, text: "Attendance is kept.".to_owned(), undo: None });
    }
    page(&RoomAttendance {
        shell,
        crumbs: crumbs(&found),
        action: format!("/room-programs/{id}/days/{day}/attendance/{key}"),
        title: format!("{name}, {}", when::day(day)),
        learners,
    })
}

/// `POST /room-programs/{program}/days/{day}/attendance/{period}`: `absent` and `late`, each several.
async fn mark(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((id, text, key)): Path<(RoomProgramId, String, String)>,
    form: Fields,
) -> Page {
    let day = day_of(&text)?;
    let read = |name: &str| {
        let all: Result<Vec<LearnerId>, _> = form.all(name).map(str::parse).collect();
        all.map_err(|why| Refusal::invalid("learner", why))
    };
    let mut marks: Vec<(LearnerId, Presence)> =
        read("absent")?.into_iter().map(|one| (one, Presence::Absent)).collect();
    for one in read("late")? {
        if marks.iter().all(|(known, _)| *known != one) {
            // A tap says that somebody was late, not how late.
            marks.push((one, Presence::Late(1)));
        }
    }
    mark_period(&site.app, &signed_in.actor, id, day, &key, marks).await?;
    Ok(Redirect::to(&format!("/room-programs/{id}/days/{day}/attendance/{key}?saved=1")).into_response())
}

/// `GET /room-programs/{program}/dose?week=`: the minutes of a week, learner by learner.
async fn dose(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<RoomProgramId>,
    Query(asked): Query<Asked>,
) -> Page {
    let week = if asked.week.is_empty() { None } else { Some(typed_day("week", &asked.week)?) };
    let doses = show_doses(&site.app, &signed_in.actor, id, week).await?;
    let base = format!("/room-programs/{id}");
    let other = |days: i64| {
        domain::calendar::days_after(doses.first, days)
            .map_or_else(String::new, |day| format!("{base}/dose?week={day}"))
    };
    page(&RoomDose {
        shell: frame::shell(&site, &signed_in, "Minutes", "/room-programs").await?,
        crumbs: vec![Link::new("Rooms", "/room-programs"), Link::new(&doses.program_name, &base)],
        action: format!("{base}/dose"),
        title: format!("{} to {}", when::day(doses.first), when::day(doses.last)),
        before: other(-7),
        after: other(7),
        columns: columns(&doses),
        class: row("The class on average", &mean(&doses), &doses),
        over_screen: doses.over_screen(),
        rows: doses.learners.iter().map(|one| row(&one.name, one, &doses)).collect(),
    })
}

fn columns(doses: &Doses) -> Vec<String> {
    let mut columns: Vec<String> = doses
        .setup
        .modalities
        .iter()
        .map(|one| match one.dose_a_week {
            0 => one.name.clone(),
            target => format!("{} ({target})", one.name),
        })
        .collect();
    columns.push(match doses.setup.numbers.screen_most_a_week {
        0 => "On screens".to_owned(),
        most => format!("On screens (at most {most})"),
    });
    columns.push("In all".to_owned());
    columns
}

fn mean(doses: &Doses) -> usecases::doses::Dose {
    let minutes: Vec<i64> = (0..doses.setup.modalities.len()).map(|place| doses.mean(place)).collect();
    usecases::doses::Dose {
        learner: LearnerId::from_bytes([0; 16]),
        name: String::new(),
        screen: doses.mean_screen(),
        all: minutes.iter().sum(),
        minutes,
    }
}

fn row(name: &str, dose: &usecases::doses::Dose, doses: &Doses) -> DoseRow {
    let mut cells: Vec<DoseCell> = dose
        .minutes
        .iter()
        .zip(&doses.setup.modalities)
        .map(|(minutes, modality)| DoseCell {
            minutes: *minutes,
            word: if modality.dose_a_week > 0 && *minutes < i64::from(modality.dose_a_week) {
                "short"
            } else {
                ""
            }
            .to_owned(),
        })
        .collect();
    let most = i64::from(doses.setup.numbers.screen_most_a_week);
    let over = most > 0 && dose.screen > most;
    cells.push(DoseCell { minutes: dose.screen, word: if over { "over" } else { "" }.to_owned() });
    cells.push(DoseCell { minutes: dose.all, word: String::new() });
    DoseRow { name: name.to_owned(), cells }
}

/// `POST /room-programs/{program}/dose`: counts what the days so far gave.
async fn write_dose(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<RoomProgramId>,
    _: Fields,
) -> Page {
    bring_up_to_date(&site.app, &signed_in.actor, id).await?;
    Ok(Redirect::to(&format!("/room-programs/{id}/dose")).into_response())
}
