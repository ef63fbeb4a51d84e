//! What a day's schedule is made from: people, rooms, lessons and what each learner is ready for, brought together
//! for `scheduling`. Learners, educators and lessons have our ids there; names are put in for reading alone.

mod history;
mod library;
mod people;
mod ready;

use std::collections::{BTreeSet, HashMap};

use domain::{
    CompetencyId, Date, DistrictId, LearnerId, PersonId, RoomProgramId, Timestamp,
    bell::Bells,
    calendar::{DayKind, Weekdays},
    framework::Competency,
    room_program::{OutKind, PairKind, RoomProgram},
};
use scheduling::{
    Apart, ApartIn, Educator, FixedGroup, GroupSize, Instance, LessonOf, Modality, Period, Qualified, Room,
    Rules,
};
use store::Tx;

pub(crate) use history::{Results, results};
pub(crate) use library::parts as lesson_parts;

use crate::{Refusal, class_list::Listed, district_day, room_programs, room_setup, room_setup::Setup};

/// The most competencies that a learner brings to a day, of most value first.
const MOST_READY: usize = 15;

/// The most characters of a name in an instance that is kept.
const MOST_NAME: usize = 200;

/// The levels that an instance is kept with.
const LEVELS: std::ops::RangeInclusive<i32> = -1_000..=1_000;

/// A name as instances are kept with it: on one line, and no longer than [`MOST_NAME`].
fn line(text: &str) -> String {
    let plain = text.trim().chars().map(|letter| if letter.is_control() { ' ' } else { letter });
    let line: String = plain.take(MOST_NAME).collect();
    if line.is_empty() { "–".to_owned() } else { line }
}

/// A day's instance and what it was made from.
#[derive(Debug, Clone, PartialEq)]
pub struct DayMaterials {
    /// For the solver and the checker; no locks are in it.
    pub instance: Instance,
    /// Who is in the program that day, there or not.
    pub learners: Vec<Listed>,
}

/// Puts who is there and what can be had, as it is marked now, into an instance that was made before; everything
/// else stays, so that nobody moves for another reason.
pub(crate) async fn mark(
    tx: &mut Tx,
    district: DistrictId,
    program: &RoomProgram,
    setup: &Setup,
    instance: &mut Instance,
) -> Result<(), Refusal> {
    let day = instance.day;
    let sections = room_programs::sections(tx, district, program).await?;
    let learners = room_programs::learners(tx, district, &sections, day).await?;
    let there = people::there(tx, district, program, setup, day, &learners).await?;
    let out = store::day_schedule::out(tx, district, (program.id, day)).await?;
    for one in &mut instance.learners {
        let id: Option<LearnerId> = one.id.parse().ok();
        one.periods = id.and_then(|id| there.get(&id).cloned()).unwrap_or_default();
        one.periods.retain(|period| *period < instance.periods.len());
    }
    for one in &mut instance.rooms {
        let Some(known) = setup.rooms.iter().find(|known| known.key == one.id) else { continue };
        let closed = out.iter().any(|(kind, key)| *kind == OutKind::Room && *key == one.id);
        one.periods = if closed { Vec::new() } else { kept_places(&instance.periods, &known.periods) };
    }
    for one in &mut instance.educators {
        let known = setup.educators.iter().find(|known| known.person.to_string() == one.id);
        let gone = out.iter().any(|(kind, key)| *kind == OutKind::Educator && *key == one.id);
        one.periods = match known {
            Some(known) if !gone => kept_places(&instance.periods, &known.periods),
            _ => Vec::new(),
        };
    }
    // A group that stands already goes on without an educator who is out, and not in a room that is.
    let (rooms, educators) = (&instance.rooms, &instance.educators);
    instance.fixed.retain(|group| rooms[group.room].periods.contains(&group.period));
    for group in &mut instance.fixed {
        group.educator = group.educator.filter(|place| educators[*place].periods.contains(&group.period));
    }
    Ok(())
}

/// The places of periods with these keys; all for none.
fn kept_places(periods: &[Period], keys: &[String]) -> Vec<usize> {
    (0..periods.len()).filter(|place| keys.is_empty() || keys.contains(&periods[*place].id)).collect()
}

/// Whether a program meets on a day; the reason in words where it does not.
pub(crate) async fn meets(
    tx: &mut Tx,
    district: DistrictId,
    program: &RoomProgram,
    setup: &Setup,
    day: Date,
) -> Result<Result<(), String>, Refusal> {
    let words = setup.weekdays.iter().map(String::as_str);
    let weekdays = Weekdays::from_words(words).unwrap_or(Weekdays::MONDAY_TO_FRIDAY);
    let calendars = store::calendar::list(tx, district).await?;
    for calendar in calendars.iter().filter(|one| one.organization == program.organization) {
        match calendar.on(day) {
            DayKind::Closed(name) => return Ok(Err(format!("{day} is closed: {name}."))),
            DayKind::Special(_) => return Ok(Ok(())),
            DayKind::School | DayKind::OtherWeekday | DayKind::Outside => {}
        }
    }
    if weekdays.contains(day.weekday()) {
        return Ok(Ok(()));
    }
    Ok(Err(format!(
        "{day} is no day on which this program meets: it meets on {}.",
        setup.weekdays.join(", ")
    )))
}

/// The first day after `after` on which a program meets, within 60 days.
pub(crate) async fn next_day(
    tx: &mut Tx,
    district: DistrictId,
    program: &RoomProgram,
    setup: &Setup,
    after: Date,
) -> Result<Option<Date>, Refusal> {
    let mut day = after;
    for _ in 0..60 {
        let Ok(next) = day.tomorrow() else { return Ok(None) };
        day = next;
        if meets(tx, district, program, setup, day).await?.is_ok() {
            return Ok(Some(day));
        }
    }
    Ok(None)
}

/// Brings a day together.
pub(crate) async fn load(
    tx: &mut Tx,
    district: DistrictId,
    program: &RoomProgram,
    setup: &Setup,
    day: Date,
    now: Timestamp,
) -> Result<DayMaterials, Refusal> {
    let of = (program.id, day);
    let sections = room_programs::sections(tx, district, program).await?;
    let learners = room_programs::learners(tx, district, &sections, day).await?;
    let there = people::there(tx, district, program, setup, day, &learners).await?;
    let ids: Vec<LearnerId> = learners.iter().map(|one| one.learner).collect();
    let ready = ready::load(tx, district, &sections, &ids, now).await?;
    let results = results(tx, district, program.id, day).await?;
    let minutes = periods(district, setup, day);
    let longest = minutes.iter().map(|one| one.minutes).max().unwrap_or(0);
    let shelf = library::load(tx, district, setup, &ready.competencies, longest).await?;
    let out = store::day_schedule::out(tx, district, of).await?;
    let names: HashMap<PersonId, String> =
        room_programs::staff(tx, district, &program.sections, day).await?.into_iter().collect();
    let educators = educators(setup, &names, &ready.competencies, &out);
    let mut instance = Instance {
        id: format!("{}/{day}", program.id),
        day,
        zone: district_day::zone_of(district).iana_name().unwrap_or("UTC").to_owned(),
        periods: minutes,
        competencies: ready.competencies.iter().map(competency).collect(),
        modalities: modalities(setup),
        rooms: rooms(setup, &out),
        educators,
        lessons: shelf.lessons.clone(),
        learners: Vec::new(),
        apart: Vec::new(),
        together: Vec::new(),
        fixed: Vec::new(),
        locks: Vec::new(),
        rules: rules(setup),
    };
    let history = history::load(tx, district, program.id, setup, day).await?;
    let needs = people::needs(tx, district, program.id, setup, &ids, day).await?;
    for one in &learners {
        let who = people::Who {
            listed: one,
            periods: there.get(&one.learner).cloned().unwrap_or_default(),
            needs: needs.get(&one.learner),
            ready: ready.of(one.learner, MOST_READY, &results),
            works: results.works(one.learner, setup),
        };
        instance.learners.push(people::learner(who, &shelf, &history, setup));
    }
    keep(tx, district, program.id, &mut instance).await?;
    fix(tx, district, program.id, setup, &mut instance, &shelf).await?;
    Ok(DayMaterials { instance, learners })
}

/// Periods with the minutes that they really have on that day.
fn periods(district: DistrictId, setup: &Setup, day: Date) -> Vec<Period> {
    let zone = district_day::zone_of(district);
    let period = |one: &room_setup::PeriodSetup| {
        let (starts, ends) = one.span();
        let real = Bells::from_minutes(i64::from(starts), i64::from(ends))
            .ok()
            .and_then(|bells| bells.real_minutes(day, &zone))
            .and_then(|minutes| u32::try_from(minutes).ok());
        let minutes = real.unwrap_or(ends.saturating_sub(starts));
        Period { id: one.key.clone(), name: one.name.clone(), starts, ends, minutes }
    };
    setup.periods.iter().map(period).collect()
}

fn competency(one: &Competency) -> scheduling::Competency {
    let grades = one.grades.iter().filter_map(|grade| grade.trim().parse::<i32>().ok());
    scheduling::Competency {
        id: one.id.to_string(),
        name: line(&one.code_and_title()),
        level: grades.filter(|level| LEVELS.contains(level)).min(),
    }
}

fn modalities(setup: &Setup) -> Vec<Modality> {
    let modality = |one: &room_setup::ModalitySetup| Modality {
        id: one.key.clone(),
        name: one.name.clone(),
        group: GroupSize { least: one.group_least, most: one.group_most },
        educator: one.educator,
        device: one.device,
        screen: one.screen,
        lesson_of: if one.own_lesson { LessonOf::Learner } else { LessonOf::Group },
        room_kinds: one.room_kinds.clone(),
        most_a_day: one.most_a_day,
        share: f64::from(one.share_percent) / 100.0,
    };
    setup.modalities.iter().map(modality).collect()
}

/// The periods of a list of keys; all for none.
fn places(setup: &Setup, keys: &[String]) -> Vec<usize> {
    let all = 0..setup.periods.len();
    all.filter(|place| keys.is_empty() || keys.contains(&setup.periods[*place].key)).collect()
}

fn rooms(setup: &Setup, out: &[(OutKind, String)]) -> Vec<Room> {
    let room = |one: &room_setup::RoomSetup| {
        let closed = out.iter().any(|(kind, key)| *kind == OutKind::Room && *key == one.key);
        Room {
            id: one.key.clone(),
            name: one.name.clone(),
            kind: one.kind.clone(),
            seats: one.seats,
            devices: one.devices,
            groups: one.groups,
            features: one.features.clone(),
            watched: one.watched,
            periods: if closed { Vec::new() } else { places(setup, &one.periods) },
        }
    };
    setup.rooms.iter().map(room).collect()
}

fn educators(
    setup: &Setup,
    names: &HashMap<PersonId, String>,
    competencies: &[Competency],
    out: &[(OutKind, String)],
) -> Vec<Educator> {
    let educator = |one: &room_setup::EducatorSetup| {
        let id = one.person.to_string();
        // Who has no place in the program any more leads nothing.
        let here = names.contains_key(&one.person)
            && !out.iter().any(|(kind, key)| *kind == OutKind::Educator && *key == id);
        let modalities = match &one.modalities[..] {
            [] => Qualified::All,
            keys => {
                let held = |place: &usize| keys.contains(&setup.modalities[*place].key);
                Qualified::Only((0..setup.modalities.len()).filter(held).collect())
            }
        };
        let teaches = |place: &usize| {
            let code = competencies[*place].code.as_deref().unwrap_or_default();
            one.codes.iter().any(|begin| code.starts_with(begin.as_str()))
        };
        Educator {
            name: names.get(&one.person).cloned().unwrap_or_default(),
            periods: if here { places(setup, &one.periods) } else { Vec::new() },
            competencies: match &one.codes[..] {
                [] => Qualified::All,
                _ => Qualified::Only((0..competencies.len()).filter(teaches).collect()),
            },
            modalities,
            features: one.features.clone(),
            most_groups: one.most_groups,
            id,
        }
    };
    setup.educators.iter().map(educator).collect()
}

fn rules(setup: &Setup) -> Rules {
    let numbers = &setup.numbers;
    Rules {
        tries_before_educator: numbers.tries_before_educator,
        most_of_a_competency: numbers.most_of_a_competency,
        balance: f64::from(numbers.balance_percent) / 100.0,
        fairness: f64::from(numbers.fairness_percent) / 100.0,
    }
}

/// Who is kept apart and together, of those who are there.
async fn keep(
    tx: &mut Tx,
    district: DistrictId,
    program: RoomProgramId,
    instance: &mut Instance,
) -> Result<(), Refusal> {
    let place: HashMap<String, usize> =
        instance.learners.iter().enumerate().map(|(place, one)| (one.id.clone(), place)).collect();
    let mut together: Vec<BTreeSet<usize>> = Vec::new();
    for pair in store::kept_group::pairs(tx, district, program).await? {
        let found = (place.get(&pair.learner.to_string()), place.get(&pair.other.to_string()));
        let (Some(&one), Some(&other)) = found else { continue };
        let within = match pair.kind {
            PairKind::ApartInGroup => ApartIn::Group,
            PairKind::ApartInRoom => ApartIn::Room,
            PairKind::Together => {
                let both = BTreeSet::from([one, other]);
                let (mut joined, others): (Vec<_>, Vec<_>) =
                    together.into_iter().partition(|known| !known.is_disjoint(&both));
                joined.push(both);
                together = others;
                together.push(joined.into_iter().flatten().collect());
                continue;
            }
        };
        instance.apart.push(Apart { learners: vec![one.min(other), one.max(other)], within });
    }
    instance.together = together.into_iter().map(|all| all.into_iter().collect()).collect();
    Ok(())
}

/// The groups that stand already on this day.
async fn fix(
    tx: &mut Tx,
    district: DistrictId,
    program: RoomProgramId,
    setup: &Setup,
    instance: &mut Instance,
    shelf: &library::Shelf,
) -> Result<(), Refusal> {
    let place: HashMap<String, usize> =
        instance.learners.iter().enumerate().map(|(place, one)| (one.id.clone(), place)).collect();
    for group in store::kept_group::stable(tx, district, program, instance.day).await? {
        let places = (setup.period(&group.period), setup.modality(&group.modality), setup.room(&group.room));
        let (Some(period), Some(modality), Some(room)) = places else { continue };
        if !group.dates.contains(instance.day) || !instance.rooms[room].periods.contains(&period) {
            continue;
        }
        let educator = group.educator.and_then(|person| setup.educator(person));
        let educator = educator.filter(|place| instance.educators[*place].periods.contains(&period));
        let mut learners: Vec<usize> =
            group.learners.iter().filter_map(|one| place.get(&one.to_string()).copied()).collect();
        learners.sort_unstable();
        instance.fixed.push(FixedGroup {
            id: group.id.to_string(),
            name: line(&group.name),
            period,
            modality,
            lesson: group.lesson.and_then(|lesson| shelf.place_of(lesson, modality)),
            educator,
            room,
            learners,
        });
    }
    Ok(())
}

/// A competency of an instance as ours.
pub(crate) fn competency_of(instance: &Instance, lesson: usize) -> Option<CompetencyId> {
    instance.competencies[instance.lessons[lesson].competency].id.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_fits_on_the_line_that_instances_are_kept_with() {
        for (text, expected) in [
            ("Bridges", "Bridges".to_owned()),
            (" two\nlines\t", "two lines".to_owned()),
            ("  ", "–".to_owned()),
            (&"x".repeat(300), "x".repeat(MOST_NAME)),
        ] {
            assert_eq!(line(text), expected);
        }
    }
}
