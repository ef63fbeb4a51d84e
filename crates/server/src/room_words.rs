//! A day of a program as its page and its print show it.

use usecases::{
    day_kept::KeptLock,
    day_state::{self, DayState},
    repair_day::SeatWords,
    show_day::DayShown,
    walls,
};

use crate::{
    views::{
        room_day::{
            BreachRow, DayView, GroupCard, LockRow, MovedRow, PeriodView, PrintLearner, PrintRoom, PrintSeat,
            RoomView, SeatRow, VersionRow,
        },
        shell::{Choice, Link},
    },
    when,
};

/// The day; empty where nothing is made of it.
pub fn day(found: &DayShown) -> DayView {
    let Some(state) = &found.state else { return DayView::default() };
    let instance = &state.instance;
    let base = format!("/room-programs/{}/days/{}", found.program.id, found.day);
    let published = state.version.published_at.is_some();
    let seats: usize = state.schedule.groups.iter().map(|group| group.seats.len()).sum();
    let wanted: usize = instance.learners.iter().map(|one| one.periods.len()).sum();
    let gap = state.version.bound.filter(|bound| *bound > 0).map(|bound| {
        let short = bound.saturating_sub(state.version.worth).max(0);
        format!("{}.{} %", short.saturating_mul(1_000) / bound / 10, short.saturating_mul(1_000) / bound % 10)
    });
    let choices =
        |all: Vec<(&str, &str)>| all.iter().map(|(id, name)| Choice::new(id, name)).collect::<Vec<_>>();
    DayView {
        manages: found.manages,
        version: state.version.version,
        state: match (published, found.published) {
            (true, _) => "published".to_owned(),
            (false, Some(_)) => "a draft, newer than what is published".to_owned(),
            (false, None) => "a draft".to_owned(),
        },
        published,
        undoes: (state.version.from.is_some() && found.manages).then(|| told(found, &state.version.did)),
        seats,
        wanted,
        gap: gap.unwrap_or_default(),
        seconds: state
            .version
            .milliseconds
            .map(|all| format!("{}.{}", all / 1_000, all % 1_000 / 100))
            .unwrap_or_default(),
        breaches: breaches(found),
        locks: locks(state),
        periods: (0..instance.periods.len()).map(|period| period_view(found, state, period, &base)).collect(),
        rooms: choices(instance.rooms.iter().map(|one| (one.id.as_str(), one.name.as_str())).collect()),
        modalities: choices(
            instance.modalities.iter().map(|one| (one.id.as_str(), one.name.as_str())).collect(),
        ),
        educators: choices(
            instance.educators.iter().map(|one| (one.id.as_str(), one.name.as_str())).collect(),
        ),
        moved: moved(found),
        versions: found
            .lines
            .iter()
            .map(|line| VersionRow {
                version: line.version,
                did: told(found, &line.did),
                by: line
                    .made_by
                    .and_then(|by| found.makers.get(&by).cloned())
                    .unwrap_or_else(|| "the clock".to_owned()),
                at: when::moment(line.made_at),
                published: line.published_at.map(when::moment).unwrap_or_default(),
            })
            .collect(),
        slips: published && found.day <= when::today(),
    }
}

fn told(found: &DayShown, did: &str) -> String {
    day_state::told(did, &found.names)
}

fn breaches(found: &DayShown) -> Vec<BreachRow> {
    let row = |one: &usecases::day_state::BreachShown| BreachRow {
        key: one.key.clone(),
        sentence: one.sentence.clone(),
        never: one.never,
        accepted: one
            .accepted
            .as_ref()
            .map(|by| format!("Accepted by {}: {}", by.by, by.reason))
            .unwrap_or_default(),
    };
    found.breaches.iter().map(row).collect()
}

/// What people decided, in words.
pub fn locks(state: &DayState) -> Vec<LockRow> {
    let instance = &state.instance;
    let period =
        |id: &str| instance.periods.iter().find(|one| one.id == id).map_or("", |one| one.name.as_str());
    let learner = |id: &str| {
        instance.learners.iter().find(|one| one.id == id).map_or("somebody", |one| one.name.as_str())
    };
    let educator = |id: &str| {
        instance.educators.iter().find(|one| one.id == id).map_or("somebody", |one| one.name.as_str())
    };
    let room =
        |id: &str| instance.rooms.iter().find(|one| one.id == id).map_or("a room", |one| one.name.as_str());
    let said = |lock: &KeptLock| match lock {
        KeptLock::Seat { by, learner: who, period: at, room: place, .. } => format!(
            "{} stays in {} in {} ({by})",
            learner(who),
            place.as_deref().map_or("their group", room),
            period(at)
        ),
        KeptLock::Leads { by, educator: who, period: at, room: place, .. } => format!(
            "{} leads in {} in {} ({by})",
            educator(who),
            place.as_deref().map_or("the same room", room),
            period(at)
        ),
        KeptLock::Free { by, educator: who, period: at } => {
            format!("{} is free in {} ({by})", educator(who), period(at))
        }
        KeptLock::Closed { by, room: place, period: at } => {
            format!("{} is closed in {} ({by})", room(place), period(at))
        }
    };
    let row = |(place, lock): (usize, &KeptLock)| LockRow { place, said: said(lock) };
    state.locks.iter().enumerate().map(row).collect()
}

fn period_view(found: &DayShown, state: &DayState, period: usize, base: &str) -> PeriodView {
    let instance = &state.instance;
    let shown = &instance.periods[period];
    let numbers = walls::group_numbers(&state.schedule);
    let mut rooms: Vec<RoomView> = Vec::new();
    for (place, room) in instance.rooms.iter().enumerate() {
        let groups: Vec<GroupCard> = state
            .schedule
            .groups
            .iter()
            .enumerate()
            .filter(|(_, group)| (group.period, group.room) == (period, place))
            .map(|(at, group)| group_card(found, state, at, group, numbers[at], base))
            .collect();
        let seats: usize = groups.iter().map(|group| group.seats.len()).sum();
        let watch = state.schedule.watches.iter().find(|one| (one.period, one.room) == (period, place));
        if groups.is_empty() && watch.is_none() {
            continue;
        }
        rooms.push(RoomView {
            key: room.id.clone(),
            name: room.name.clone(),
            filled: format!("{seats} of {} seats", room.seats),
            watcher: watch.map(|one| instance.educators[one.educator].name.clone()).unwrap_or_default(),
            groups,
        });
    }
    let unseated = instance
        .learners
        .iter()
        .enumerate()
        .filter(|(place, one)| one.periods.contains(&period) && state.group_of(*place, period).is_none());
    PeriodView {
        key: shown.id.clone(),
        name: shown.name.clone(),
        time: format!("{}–{}", clock(shown.starts), clock(shown.ends)),
        unseated: unseated
            .map(|(_, one)| SeatRow { id: one.id.clone(), name: one.name.clone(), ..SeatRow::default() })
            .collect(),
        rooms,
    }
}

fn clock(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

fn group_card(
    found: &DayShown,
    state: &DayState,
    place: usize,
    group: &scheduling::Group,
    number: usize,
    base: &str,
) -> GroupCard {
    let instance = &state.instance;
    let period = &instance.periods[group.period].id;
    let own = group.lesson.is_none();
    let mut seats: Vec<SeatRow> = group
        .seats
        .iter()
        .map(|seat| {
            let learner = &instance.learners[seat.learner];
            let lesson = seat.lesson.filter(|_| own).map(|one| instance.lessons[one].name.clone());
            let locked = state.locks.iter().any(|lock| {
                matches!(lock, KeptLock::Seat { learner: who, period: at, .. } if *who == learner.id && at == period)
            });
            SeatRow {
                id: learner.id.clone(),
                name: learner.name.clone(),
                lesson: lesson.unwrap_or_default(),
                given: found.given.get(&learner.id).cloned().unwrap_or_default(),
                locked,
                breach: found
                    .breaches
                    .iter()
                    .any(|one| one.accepted.is_none() && one.learners.contains(&seat.learner) && one.period.is_none_or(|at| at == group.period)),
                why: Link::new("why", &format!("{base}/why/{}/{period}", learner.id)),
            }
        })
        .collect();
    seats.sort_by(|one, other| one.name.cmp(&other.name));
    let educator = group.educator.map(|one| &instance.educators[one]);
    GroupCard {
        place,
        number,
        modality: instance.modalities[group.modality].name.clone(),
        educator: educator.map(|one| one.name.clone()).unwrap_or_default(),
        lock_educator: educator.map(|one| format!("lock-educator:{period}/{}", one.id)).unwrap_or_default(),
        lesson: group.lesson.map(|one| instance.lessons[one].name.clone()).unwrap_or_default(),
        fixed: group.fixed.map(|one| instance.fixed[one].name.clone()).unwrap_or_default(),
        seats,
    }
}

fn moved(found: &DayShown) -> Vec<MovedRow> {
    let words = |seat: &Option<SeatWords>| {
        seat.as_ref().map_or_else(
            || "nowhere".to_owned(),
            |seat| {
                let parts = [&seat.room, &seat.modality, &seat.educator];
                parts.into_iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(", ")
            },
        )
    };
    let row = |one: &usecases::repair_day::Moved| MovedRow {
        name: one.name.clone(),
        period: one.period.clone(),
        from: words(&one.from),
        to: words(&one.to),
    };
    found.moved.iter().map(row).collect()
}

/// What is printed: a list for each room and period, and a slip for each learner.
pub fn print(found: &DayShown) -> (Vec<PrintRoom>, Vec<PrintLearner>) {
    let Some(state) = &found.state else { return (Vec::new(), Vec::new()) };
    let instance = &state.instance;
    let numbers = walls::group_numbers(&state.schedule);
    let mut rooms = Vec::new();
    for (period, shown) in instance.periods.iter().enumerate() {
        for (room, place) in instance.rooms.iter().enumerate() {
            let mut seats = Vec::new();
            for (at, group) in state.schedule.groups.iter().enumerate() {
                if (group.period, group.room) != (period, room) {
                    continue;
                }
                let educator = group.educator.map(|one| instance.educators[one].name.clone());
                seats.extend(group.seats.iter().map(|seat| PrintSeat {
                    name: instance.learners[seat.learner].name.clone(),
                    group: numbers[at].to_string(),
                    educator: educator.clone().unwrap_or_default(),
                }));
            }
            if seats.is_empty() {
                continue;
            }
            seats.sort_by(|one, other| one.name.cmp(&other.name));
            rooms.push(PrintRoom {
                room: place.name.clone(),
                period: format!("{} {}–{}", shown.name, clock(shown.starts), clock(shown.ends)),
                seats,
            });
        }
    }
    let mut learners: Vec<PrintLearner> = Vec::new();
    for (place, learner) in instance.learners.iter().enumerate() {
        let line = |period: &usize| {
            let shown = &instance.periods[*period];
            let time = format!("{} {}", clock(shown.starts), shown.name);
            match state.group_of(place, *period) {
                Some((at, group)) => {
                    let educator = group.educator.map(|one| instance.educators[one].name.clone());
                    let lead = educator.map(|name| format!(", {name}")).unwrap_or_default();
                    format!("{time}: {}, group {}{lead}", instance.rooms[group.room].name, numbers[at])
                }
                None => format!("{time}: ask at the door"),
            }
        };
        if !learner.periods.is_empty() {
            let lines = learner.periods.iter().map(line).collect();
            learners.push(PrintLearner { name: learner.name.clone(), lines });
        }
    }
    learners.sort_by(|one, other| one.name.cmp(&other.name));
    (rooms, learners)
}
