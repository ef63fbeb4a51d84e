//! Screens on the wall: a link without an account that shows who is where today, and nothing else. It is found by
//! the digest of its token, and can be taken back.

use std::collections::HashMap;

use domain::{Date, DistrictId, RoomProgramId, Timestamp, WallLinkId, room_program::WallLink, text};
use scheduling::Instance;
use store::Tx;

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    chance, day_state, room_programs, room_setup,
    room_setup::WallNames,
    sign_in,
};

/// How many learners one screen shows: lines that are read at eight metres.
pub const LINES: usize = 36;

/// How many links a program has at once.
const MOST_LINKS: usize = 40;

/// Makes a link; its token is shown once.
pub async fn make_wall_link(
    app: &App,
    actor: &Actor,
    program: RoomProgramId,
    name: &str,
) -> Result<(WallLinkId, String, String), Refusal> {
    access::may_write(actor)?;
    let name = text::required(name, 80).map_err(Refusal::text("name"))?;
    let now = chance::now();
    let (id, token) = (chance::wall_link_id(now), sign_in::new_token());
    let digest = sign_in::digest(&token);
    let code = app
        .db
        .write((actor.clone(), name), move |tx, (actor, name)| {
            Box::pin(async move {
                room_programs::open(tx, actor, program, Action::Manage, now).await?;
                let known = store::wall_link::of_program(tx, actor.district, program).await?;
                if known.len() >= MOST_LINKS {
                    let why = format!("There are {MOST_LINKS} links already: take one back first.");
                    return Err(Refusal::Conflict(why));
                }
                let link = WallLink {
                    id,
                    program,
                    token: digest,
                    name: name.clone(),
                    made_by: actor.person,
                    made_at: now,
                    seen_at: None,
                    revoked_at: None,
                    revoked_by: None,
                };
                store::wall_link::add(tx, actor.district, &link).await?;
                let district = store::district::find(tx, actor.district).await?;
                Ok(district.map(|one| one.code).unwrap_or_default())
            })
        })
        .await?;
    Ok((id, code, token))
}

/// The links of a program that were not taken back.
pub async fn list_wall_links(
    app: &App,
    actor: &Actor,
    program: RoomProgramId,
) -> Result<Vec<WallLink>, Refusal> {
    let now = chance::now();
    app.db
        .read(actor, move |tx, actor| {
            Box::pin(async move {
                room_programs::open(tx, actor, program, Action::Manage, now).await?;
                Ok(store::wall_link::of_program(tx, actor.district, program).await?)
            })
        })
        .await
}

/// Takes a link back: from this moment it shows nothing.
pub async fn revoke_wall_link(
    app: &App,
    actor: &Actor,
    program: RoomProgramId,
    link: WallLinkId,
) -> Result<(), Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    app.db
        .write(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                room_programs::open(tx, actor, program, Action::Manage, now).await?;
                let of = (program, link);
                if store::wall_link::revoke(tx, actor.district, of, (actor.person, now)).await? {
                    Ok(())
                } else {
                    Err(Refusal::NotFound("this link"))
                }
            })
        })
        .await
}

/// What hangs on the wall: names, rooms, groups, educators; never what anybody works on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Screen {
    /// The program.
    pub name: String,
    /// Today.
    pub day: Date,
    /// The period that is now or comes next; `None` where nothing is published or the day is over.
    pub period: Option<ScreenPeriod>,
    /// The lines of this screen, by name.
    pub lines: Vec<ScreenLine>,
    /// Which screen of the cycle this is, from 0.
    pub page: usize,
    /// How many there are.
    pub pages: usize,
}

/// A period on the wall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScreenPeriod {
    /// As people say it.
    pub name: String,
    /// When it begins, by the clock.
    pub starts: String,
    /// When it ends.
    pub ends: String,
}

/// One learner on the wall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScreenLine {
    /// Who.
    pub name: String,
    /// The room.
    pub room: String,
    /// The number of the group in the room.
    pub group: String,
    /// Who leads it; empty for nobody.
    pub educator: String,
}

/// What a screen shows now. Whoever has the token sees it; who has none learns nothing.
pub async fn show_wall(app: &App, district: DistrictId, token: &str, page: usize) -> Result<Screen, Refusal> {
    let now = chance::now();
    let digest = sign_in::digest(token);
    let (screen, link) = app
        .db
        .look_up(district, move |tx, district| {
            Box::pin(async move { load(tx, *district, digest, page, now).await })
        })
        .await?;
    // To the hour: a screen asks all day.
    let hour = jiff::SignedDuration::from_hours(1);
    if link.seen_at.is_none_or(|seen| now.duration_since(seen) > hour) {
        let noted = app.db.write(link.id, move |tx, id| {
            Box::pin(async move { Ok::<_, Refusal>(store::wall_link::seen(tx, district, *id, now).await?) })
        });
        noted.await?;
    }
    Ok(screen)
}

async fn load(
    tx: &mut Tx,
    district: DistrictId,
    digest: domain::chain::Digest,
    page: usize,
    now: Timestamp,
) -> Result<(Screen, WallLink), Refusal> {
    let missing = || Refusal::NotFound("this screen");
    let link = store::wall_link::find(tx, district, &digest).await?.ok_or_else(missing)?;
    if link.revoked_at.is_some() {
        return Err(missing());
    }
    let program = store::room_program::find(tx, district, link.program).await?.ok_or_else(missing)?;
    let local = chance::local(district, now);
    let minute = u32::try_from(i32::from(local.hour()) * 60 + i32::from(local.minute())).unwrap_or(0);
    let mut screen =
        Screen { name: program.name, day: local.date(), period: None, lines: Vec::new(), page: 0, pages: 1 };
    let of = (link.program, local.date());
    let Some(state) = day_state::published(tx, district, of).await? else { return Ok((screen, link)) };
    let (setup, _) = room_setup::load(tx, district, link.program).await?;
    let instance = &state.instance;
    let Some(period) = instance.periods.iter().position(|one| minute < one.ends) else {
        return Ok((screen, link));
    };
    let absent = store::day_schedule::absences(tx, district, of).await?;
    let names = wall_names(instance, setup.numbers.wall_names);
    let numbers = group_numbers(&state.schedule);
    for (place, group) in state.schedule.groups.iter().enumerate().filter(|(_, one)| one.period == period) {
        for seat in &group.seats {
            let id = &instance.learners[seat.learner].id;
            if absent.iter().any(|one| one.learner.to_string() == *id && one.from_period.is_none()) {
                continue;
            }
            screen.lines.push(ScreenLine {
                name: names[seat.learner].clone(),
                room: instance.rooms[group.room].name.clone(),
                group: numbers[place].to_string(),
                educator: group.educator.map(|one| instance.educators[one].name.clone()).unwrap_or_default(),
            });
        }
    }
    screen.lines.sort_by_cached_key(|line| (text::search_key(&line.name), line.room.clone()));
    screen.pages = screen.lines.len().div_ceil(LINES).max(1);
    screen.page = page % screen.pages;
    screen.lines = screen.lines.into_iter().skip(screen.page * LINES).take(LINES).collect();
    let shown = &instance.periods[period];
    screen.period = Some(ScreenPeriod {
        name: shown.name.clone(),
        starts: room_setup::wall(shown.starts),
        ends: room_setup::wall(shown.ends),
    });
    Ok((screen, link))
}

/// The number of each group in its room and period, from 1, by place in the schedule.
pub fn group_numbers(schedule: &scheduling::Schedule) -> Vec<usize> {
    let mut next: HashMap<(usize, usize), usize> = HashMap::new();
    let number = |group: &scheduling::Group| {
        let number = next.entry((group.period, group.room)).or_default();
        *number += 1;
        *number
    };
    schedule.groups.iter().map(number).collect()
}

/// What the wall calls each learner, by place: the given name, and of the family name as much as tells two apart.
fn wall_names(instance: &Instance, names: WallNames) -> Vec<String> {
    let whole: Vec<&str> = instance.learners.iter().map(|one| one.name.as_str()).collect();
    if names == WallNames::Whole {
        return whole.into_iter().map(str::to_owned).collect();
    }
    let short = |name: &str, letters: usize| {
        let (given, family) = name.split_once(' ').unwrap_or((name, ""));
        let begin: String = family.chars().take(letters).collect();
        if begin.is_empty() {
            given.to_owned()
        } else if begin.chars().count() == family.chars().count() {
            format!("{given} {family}")
        } else {
            format!("{given} {begin}.")
        }
    };
    let one = |name: &&str| {
        let told_apart = |letters: &usize| {
            let mine = short(name, *letters);
            whole.iter().filter(|other| **other != *name).all(|other| short(other, *letters) != mine)
        };
        let letters = (1..=name.chars().count()).find(told_apart).unwrap_or(usize::MAX);
        short(name, letters)
    };
    whole.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use scheduling::invent;

    use super::*;

    #[test]
    fn names_on_the_wall_are_short_and_tell_two_apart() {
        let mut instance = invent::invent(&invent::Invention::of(12, 1));
        let names = ["Ana Ruiz", "Ana Rojas", "Ben Ek", "Cher", "Ana Ruiz"];
        instance.learners.truncate(names.len());
        for (one, name) in instance.learners.iter_mut().zip(names) {
            (*name).clone_into(&mut one.name);
        }
        let shown = wall_names(&instance, WallNames::GivenAndInitial);
        assert_eq!(shown, ["Ana Ru.", "Ana Ro.", "Ben E.", "Cher", "Ana Ru."]);
        assert_eq!(wall_names(&instance, WallNames::Whole), names);
    }
}
