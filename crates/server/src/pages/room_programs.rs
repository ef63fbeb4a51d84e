//! Programs whose rooms are scheduled: the list, one program with its days and wall links.

use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{Date, RoomProgramId, SectionId, WallLinkId};
use usecases::{
    Refusal,
    room_programs::{
        NewProgram, ProgramShown, change_room_program, list_room_programs, make_room_program,
        show_room_program,
    },
    room_setup::TEMPLATES,
    schedule_day::start_schedule_day,
    show_day::list_days,
    walls::{list_wall_links, make_wall_link, revoke_wall_link},
};

use crate::{
    form::Fields,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    standing::counted,
    views::{
        room_programs::{
            DayLine, ModelCard, ProgramCard, RoomProgramPage, RoomPrograms, Typed, WallLine, WallMade,
        },
        shell::{Choice, Link},
    },
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/room-programs", get(list).post(make))
        .route("/room-programs/{program}", get(show).post(change))
        .route("/room-programs/{program}/days", post(begin_day))
        .route("/room-programs/{program}/walls", post(make_wall))
        .route("/room-programs/{program}/walls/{link}/end", post(end_wall))
}

/// The day of an address.
pub(super) fn day_of(text: &str) -> Result<Date, Refusal> {
    typed_day("day", text).map_err(|_| Refusal::NotFound("this day"))
}

/// The day that was typed in a field.
pub(super) fn typed_day(field: &'static str, text: &str) -> Result<Date, Refusal> {
    let read: Result<Date, _> = text.trim().parse();
    let day =
        read.map_err(|_| Refusal::invalid(field, format!("\"{text}\" is no day, such as 2026-06-15")))?;
    if domain::time::YEARS.contains(&day.year()) {
        Ok(day)
    } else {
        Err(Refusal::invalid(field, format!("{day} lies too far away")))
    }
}

/// `GET /room-programs`
async fn list(State(site): State<Site>, signed_in: SignedIn) -> Page {
    listed(&site, &signed_in, Typed::default(), None).await
}

async fn listed(site: &Site, signed_in: &SignedIn, typed: Typed, refusal: Option<String>) -> Page {
    let found = list_room_programs(&site.app, &signed_in.actor).await?;
    let sections = found.sections.iter().map(|one| {
        let id = one.id.to_string();
        Choice { selected: typed.sections.contains(&id), label: one.title.clone(), value: id }
    });
    let models = TEMPLATES.iter().map(|one| ModelCard {
        slug: one.slug.to_owned(),
        name: one.name.to_owned(),
        about: one.about.to_owned(),
        chosen: typed.template == one.slug || (typed.template.is_empty() && one.slug == "school-of-one"),
    });
    let programs = found.programs.iter().map(|one| ProgramCard {
        link: Link::new(&one.program.name, &format!("/room-programs/{}", one.program.id)),
        sections: one.sections.join(", "),
    });
    page(&RoomPrograms {
        shell: frame::shell(site, signed_in, "Rooms", "/room-programs").await?,
        programs: programs.collect(),
        sections: sections.collect(),
        models: models.collect(),
        typed,
        refusal,
    })
}

/// `POST /room-programs`: fields `name`, `template`, `section` (several).
async fn make(State(site): State<Site>, signed_in: SignedIn, form: Fields) -> Page {
    let typed = Typed {
        name: form.one("name").to_owned(),
        template: form.one("template").to_owned(),
        sections: form.all("section").map(str::to_owned).collect(),
    };
    let sections: Result<Vec<SectionId>, _> = typed.sections.iter().map(|id| id.parse()).collect();
    let sections = sections.map_err(|why| Refusal::invalid("sections", why))?;
    let new = NewProgram { name: typed.name.clone(), template: typed.template.clone(), sections };
    match make_room_program(&site.app, &signed_in.actor, new).await {
        Ok(id) => Ok(Redirect::to(&format!("/room-programs/{id}")).into_response()),
        Err(Refusal::Invalid { field, why }) => {
            let word = if field == "sections" { "classes" } else { field };
            let shown = listed(&site, &signed_in, typed, Some(format!("The {word} {why}."))).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response())
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// `GET /room-programs/{program}`
async fn show(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<RoomProgramId>) -> Page {
    shown(&site, &signed_in, id, None).await
}

async fn shown(site: &Site, signed_in: &SignedIn, id: RoomProgramId, made: Option<WallMade>) -> Page {
    let found = show_room_program(&site.app, &signed_in.actor, id).await?;
    let days = list_days(&site.app, &signed_in.actor, id).await?;
    let mut walls = Vec::new();
    if found.manages {
        walls = list_wall_links(&site.app, &signed_in.actor, id).await?;
    }
    let base = format!("/room-programs/{id}");
    let line = |one: &usecases::show_day::DayInList| DayLine {
        link: Link::new(
            &format!("{}, {}", weekday(one.day), when::day(one.day)),
            &format!("{base}/days/{}", one.day),
        ),
        state: match (one.published, one.draft) {
            (true, true) => "published; a newer draft",
            (true, false) => "published",
            (false, _) => "draft",
        }
        .to_owned(),
        versions: one.versions,
    };
    let lacks = lacks(&found);
    let mut shell = frame::shell(site, signed_in, &found.program.name, "/room-programs").await?;
    shell.title.clone_from(&found.program.name);
    page(&RoomProgramPage {
        shell,
        crumbs: vec![Link::new("Rooms", "/room-programs")],
        name: found.program.name.clone(),
        sections: found.sections.iter().map(|one| one.title.clone()).collect::<Vec<_>>().join(", "),
        size: size(&found),
        periods: found
            .setup
            .periods
            .iter()
            .map(|one| format!("{} {}–{}", one.name, one.starts, one.ends))
            .collect(),
        lacks,
        manages: found.manages,
        today: days.today.to_string(),
        next: days.next.map(|day| day.to_string()).unwrap_or_default(),
        next_words: days.next.map(|day| format!("{}, {}", weekday(day), when::day(day))).unwrap_or_default(),
        today_href: if days.meets_today { format!("{base}/days/{}", days.today) } else { String::new() },
        days: days.days.iter().map(line).collect(),
        walls: walls
            .iter()
            .map(|one| WallLine {
                name: one.name.clone(),
                seen: one.seen_at.map_or_else(|| "not yet".to_owned(), when::moment),
                end_action: format!("{base}/walls/{}/end", one.id),
            })
            .collect(),
        made,
        base,
    })
}

/// What has to be there before a day can be made.
fn lacks(found: &ProgramShown) -> Vec<String> {
    let mut lacks = Vec::new();
    if found.learners.is_empty() {
        lacks.push("Nobody learns in these classes yet.".to_owned());
    }
    if found.setup.educators.is_empty() {
        lacks.push("No educator is chosen: add who teaches in these classes in the setup.".to_owned());
    }
    let seats: u32 = found.setup.rooms.iter().map(|one| one.seats).sum();
    let learners = u32::try_from(found.learners.len()).unwrap_or(u32::MAX);
    if seats < learners {
        lacks.push(format!("The rooms have {seats} seats for {learners} learners."));
    }
    lacks
}

/// The day of the week, in English as all pages for staff.
pub(super) fn weekday(day: Date) -> &'static str {
    const NAMES: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let place = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0);
    NAMES[place.min(6)]
}

/// `POST /room-programs/{program}`: fields `name`, `archive`.
async fn change(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<RoomProgramId>,
    form: Fields,
) -> Page {
    let archived = !form.one("archive").is_empty();
    change_room_program(&site.app, &signed_in.actor, id, form.one("name"), archived).await?;
    let to = if archived { "/room-programs".to_owned() } else { format!("/room-programs/{id}") };
    Ok(Redirect::to(&to).into_response())
}

/// `POST /room-programs/{program}/days`: field `day`; makes it, and shows how that stands.
async fn begin_day(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<RoomProgramId>,
    form: Fields,
) -> Page {
    let day = typed_day("day", form.one("day"))?;
    start_schedule_day(&site.app, &signed_in.actor, id, day).await?;
    Ok(Redirect::to(&format!("/room-programs/{id}/days/{day}")).into_response())
}

/// `POST /room-programs/{program}/walls`: field `name`; the link is shown once.
async fn make_wall(
    State(site): State<Site>,
    signed_in: SignedIn,
    headers: HeaderMap,
    Path(id): Path<RoomProgramId>,
    form: Fields,
) -> Page {
    let (_, code, token) = make_wall_link(&site.app, &signed_in.actor, id, form.one("name")).await?;
    let address = format!("{}/wall/{code}/{token}", site.reach.address(&headers));
    shown(&site, &signed_in, id, Some(WallMade { name: form.one("name").to_owned(), address })).await
}

/// `POST /room-programs/{program}/walls/{link}/end`
async fn end_wall(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((id, link)): Path<(RoomProgramId, WallLinkId)>,
    _: Fields,
) -> Page {
    revoke_wall_link(&site.app, &signed_in.actor, id, link).await?;
    Ok(Redirect::to(&format!("/room-programs/{id}")).into_response())
}

/// How large the program is, in words.
fn size(found: &ProgramShown) -> String {
    let count = |number: usize, one: &str, several: &str| {
        counted(i64::try_from(number).unwrap_or(i64::MAX), one, several)
    };
    let seats: u32 = found.setup.rooms.iter().map(|one| one.seats).sum();
    format!(
        "{} · {} · {}, {}",
        count(found.learners.len(), "learner", "learners"),
        count(found.setup.educators.len(), "educator", "educators"),
        count(found.setup.rooms.len(), "room", "rooms"),
        counted(seats.into(), "seat", "seats"),
    )
}
