//! Moves between groups, and what becomes of groups.

use scheduling::{Group, Instance, LessonOf, Schedule, Seat, Watch, worth};

use crate::{Refusal, day_state::DayState, schedule_day::Draft};

/// A group to be opened.
pub(super) struct NewGroup<'n> {
    pub period: &'n str,
    pub room: &'n str,
    pub modality: &'n str,
    pub educator: &'n Option<String>,
    pub lesson: &'n Option<String>,
}

/// Moves a learner into a group.
pub(super) fn move_to(
    state: &DayState,
    draft: &mut Draft,
    learner: &str,
    group: usize,
) -> Result<String, Refusal> {
    let place = learner_of(state, learner)?;
    let target = state.schedule.groups.get(group).ok_or(Refusal::NotFound("this group"))?.clone();
    let instance = &state.instance;
    if target.fixed.is_some() {
        let why = "This group stands for several days: change it where such groups are kept.";
        return Err(Refusal::Conflict(why.to_owned()));
    }
    if target.seats.iter().any(|seat| seat.learner == place) {
        return Err(Refusal::Conflict(format!(
            "{} is in this group already.",
            instance.learners[place].name
        )));
    }
    let lesson = lesson_in(instance, &draft.schedule, place, &target)?;
    // The group keeps its place until the learner is in it.
    draft.schedule.groups[group].seats.push(Seat { learner: place, lesson });
    draft.schedule.groups[group].seats.sort_unstable();
    take_out(instance, &mut draft.schedule, place, target.period, Some(group))?;
    tidy(&mut draft.schedule);
    Ok(format!(
        "moved @{learner} to {} in {}",
        instance.rooms[target.room].name, instance.periods[target.period].name
    ))
}

/// Opens a group with one learner in it.
pub(super) fn open_for(
    state: &DayState,
    draft: &mut Draft,
    learner: &str,
    new: &NewGroup<'_>,
) -> Result<String, Refusal> {
    let instance = &state.instance;
    let place = learner_of(state, learner)?;
    let period = state.period(new.period).ok_or(Refusal::NotFound("this period"))?;
    let room = room_of(instance, new.room)?;
    let modality = instance.modalities.iter().position(|one| one.id == new.modality);
    let modality = modality.ok_or(Refusal::NotFound("this way of learning"))?;
    let educator = match new.educator.as_deref().filter(|id| !id.is_empty()) {
        Some(id) => Some(educator_of(instance, id)?),
        None => None,
    };
    let mut group = Group { period, room, modality, educator, lesson: None, fixed: None, seats: Vec::new() };
    let own = instance.modalities[modality].lesson_of == LessonOf::Learner;
    let lesson = match new.lesson.as_deref().filter(|id| !id.is_empty()) {
        Some(id) => {
            let found = instance.lessons.iter().position(|one| one.id == id);
            Some(found.ok_or(Refusal::NotFound("this lesson"))?)
        }
        None => best(instance, &draft.schedule, place, period, modality),
    };
    let lesson = lesson.ok_or_else(|| nothing(instance, place, modality))?;
    group.lesson = (!own).then_some(lesson);
    group.seats.push(Seat { learner: place, lesson: Some(lesson) });
    take_out(instance, &mut draft.schedule, place, period, None)?;
    draft.schedule.groups.push(group);
    tidy(&mut draft.schedule);
    Ok(format!("opened a group for @{learner} in {}", instance.rooms[room].name))
}

/// Gives a group another room, educator or lesson.
pub(super) fn change(
    state: &DayState,
    draft: &mut Draft,
    group: usize,
    [room, educator, lesson]: [&Option<String>; 3],
) -> Result<String, Refusal> {
    let instance = &state.instance;
    let found = draft.schedule.groups.get_mut(group).ok_or(Refusal::NotFound("this group"))?;
    if found.fixed.is_some() {
        let why = "This group stands for several days: change it where such groups are kept.";
        return Err(Refusal::Conflict(why.to_owned()));
    }
    if let Some(room) = room {
        found.room = room_of(instance, room)?;
    }
    match educator.as_deref() {
        None => {}
        Some("") => found.educator = None,
        Some(id) => found.educator = Some(educator_of(instance, id)?),
    }
    if let Some(lesson) = lesson.as_deref().filter(|id| !id.is_empty()) {
        if instance.modalities[found.modality].lesson_of == LessonOf::Learner {
            let why = "Everybody in this group has a lesson of their own.";
            return Err(Refusal::Conflict(why.to_owned()));
        }
        let place = instance.lessons.iter().position(|one| one.id == lesson);
        let place = place.ok_or(Refusal::NotFound("this lesson"))?;
        found.lesson = Some(place);
        for seat in &mut found.seats {
            seat.lesson = Some(place);
        }
    }
    let (room, period) = (found.room, found.period);
    let leads = found.educator;
    // Who leads a group watches no room.
    draft.schedule.watches.retain(|watch| watch.period != period || Some(watch.educator) != leads);
    tidy(&mut draft.schedule);
    Ok(format!("changed a group in {}", instance.rooms[room].name))
}

/// Says who watches a room.
pub(super) fn watch(
    state: &DayState,
    draft: &mut Draft,
    period: &str,
    room: &str,
    educator: &str,
) -> Result<String, Refusal> {
    let instance = &state.instance;
    let period = state.period(period).ok_or(Refusal::NotFound("this period"))?;
    let room = room_of(instance, room)?;
    draft.schedule.watches.retain(|watch| (watch.period, watch.room) != (period, room));
    let name = &instance.rooms[room].name;
    if educator.is_empty() {
        return Ok(format!("nobody watches {name}"));
    }
    let educator = educator_of(instance, educator)?;
    draft.schedule.watches.retain(|watch| (watch.period, watch.educator) != (period, educator));
    draft.schedule.watches.push(Watch { period, room, educator });
    draft.schedule.watches.sort_unstable();
    Ok(format!("{} watches {name}", instance.educators[educator].name))
}

/// The lesson that a learner gets in a group: the group's, or the best of their own.
fn lesson_in(
    instance: &Instance,
    schedule: &Schedule,
    learner: usize,
    group: &Group,
) -> Result<Option<usize>, Refusal> {
    match instance.modalities[group.modality].lesson_of {
        LessonOf::Group => Ok(group.lesson),
        LessonOf::Learner => {
            let found = best(instance, schedule, learner, group.period, group.modality);
            found.map(Some).ok_or_else(|| nothing(instance, learner, group.modality))
        }
    }
}

fn nothing(instance: &Instance, learner: usize, modality: usize) -> Refusal {
    Refusal::Conflict(format!(
        "{} is ready for nothing of which there is a lesson by {}.",
        instance.learners[learner].name, instance.modalities[modality].name
    ))
}

/// The lesson that is worth most to a learner in a way of learning: one that they have not had, if there is any,
/// and none that they have in another period of the day.
fn best(
    instance: &Instance,
    schedule: &Schedule,
    learner: usize,
    period: usize,
    modality: usize,
) -> Option<usize> {
    let who = &instance.learners[learner];
    let others = schedule.groups.iter().filter(|group| group.period != period);
    let today: Vec<usize> = others
        .flat_map(|group| &group.seats)
        .filter(|seat| seat.learner == learner)
        .filter_map(|seat| seat.lesson)
        .collect();
    let competencies: Vec<usize> = today.iter().map(|lesson| instance.lessons[*lesson].competency).collect();
    let fits = |place: &usize| {
        let lesson = &instance.lessons[*place];
        lesson.modality == modality
            && lesson.minutes <= instance.periods[period].minutes
            && who.ready.iter().any(|ready| ready.competency == lesson.competency)
    };
    let key = |place: usize| {
        let fresh = !who.had.contains(&place) || who.repeats.contains(&place);
        let lesson = &instance.lessons[place];
        let else_where = !competencies.contains(&lesson.competency) && !today.contains(&place);
        let spoken = lesson.languages.is_empty()
            || who.languages.is_empty()
            || lesson.languages.iter().any(|tag| who.languages.contains(tag));
        (fresh, else_where, spoken)
    };
    (0..instance.lessons.len()).filter(fits).max_by(|one, other| {
        let worth = |place: &usize| worth::seat(instance, learner, *place);
        key(*one).cmp(&key(*other)).then(worth(one).total_cmp(&worth(other))).then(other.cmp(one))
    })
}

/// Takes a learner out of the group of a period in which they are, but not out of `into`.
fn take_out(
    instance: &Instance,
    schedule: &mut Schedule,
    learner: usize,
    period: usize,
    into: Option<usize>,
) -> Result<(), Refusal> {
    for (place, group) in schedule.groups.iter_mut().enumerate() {
        if group.period != period || Some(place) == into {
            continue;
        }
        let before = group.seats.len();
        group.seats.retain(|seat| seat.learner != learner);
        if before != group.seats.len()
            && let Some(fixed) = group.fixed
        {
            let why = format!(
                "{} belongs to {}, which stands for several days: change it where such groups are kept.",
                instance.learners[learner].name, instance.fixed[fixed].name
            );
            return Err(Refusal::Conflict(why));
        }
    }
    Ok(())
}

/// Groups without anybody go; the others stand by period and room.
fn tidy(schedule: &mut Schedule) {
    schedule.groups.retain(|group| !group.seats.is_empty() || group.fixed.is_some());
    schedule.groups.sort_by_key(|group| (group.period, group.room));
}

pub(super) fn learner_of(state: &DayState, id: &str) -> Result<usize, Refusal> {
    state.learner(id).ok_or(Refusal::NotFound("this learner"))
}

pub(super) fn room_of(instance: &Instance, id: &str) -> Result<usize, Refusal> {
    instance.rooms.iter().position(|one| one.id == id).ok_or(Refusal::NotFound("this room"))
}

pub(super) fn educator_of(instance: &Instance, id: &str) -> Result<usize, Refusal> {
    instance.educators.iter().position(|one| one.id == id).ok_or(Refusal::NotFound("this educator"))
}
