//! Why a learner sits where they sit: for staff what was valued, in numbers; for the learner in plain words that tell
//! nothing of other learners, of levels, of accommodations or of who is kept apart.

use domain::{Date, LearnerId, RoomProgramId, access::Relationship};
use scheduling::{
    Instance,
    explain::{NotTaken, why},
    worth,
};

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    chance, day_state,
    day_state::DayState,
    repair_day::{SeatWords, seat_words},
    room_programs,
};

/// What a seat is worth, in its parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Valued {
    /// What an hour of the competency is worth to the learner now, 0 to 1.
    pub value: f64,
    /// How well the way of learning works for them; 1 is as for others.
    pub works: f64,
    /// How much the way of learning is wanted for the balance of the round.
    pub want: f64,
    /// How much the learner counts, for who got little before.
    pub weight: f64,
    /// What comes of it.
    pub worth: f64,
}

/// Something else that a learner could have had in the period.
#[derive(Debug, Clone, PartialEq)]
pub struct Alternative {
    /// The way of learning.
    pub modality: String,
    /// What it would have been about.
    pub competency: String,
    /// What it would have been worth.
    pub worth: f64,
    /// Why it was not taken.
    pub why_not: String,
}

/// Why, for staff.
#[derive(Debug, Clone, PartialEq)]
pub struct WhyForStaff {
    /// Who.
    pub name: String,
    /// When.
    pub period: String,
    /// Where they sit.
    pub seat: Option<SeatWords>,
    /// What was valued; `None` for a seat without a lesson they are ready for.
    pub valued: Option<Valued>,
    /// What a lock or a group that stands says of it; empty for nothing.
    pub decided: String,
    /// The best alternatives, best first.
    pub alternatives: Vec<Alternative>,
}

/// Shows staff why a learner sits where they sit, in the newest version of a day.
pub async fn why_seat(
    app: &App,
    actor: &Actor,
    program: RoomProgramId,
    day: Date,
    learner: LearnerId,
    period: &str,
) -> Result<WhyForStaff, Refusal> {
    let now = chance::now();
    let (why, relationship) = app
        .db
        .read((actor, period.to_owned()), move |tx, (actor, period)| {
            Box::pin(async move {
                let opened = room_programs::open(tx, actor, program, Action::Manage, now).await?;
                let state = day_state::newest(tx, actor.district, (program, day)).await?;
                let state = state.ok_or(Refusal::NotFound("this day"))?;
                let place = state.learner(&learner.to_string()).ok_or(Refusal::NotFound("this learner"))?;
                let when = state.period(period).ok_or(Refusal::NotFound("this period"))?;
                Ok::<_, Refusal>((explain(&state, place, when), opened.relationship))
            })
        })
        .await?;
    access::log(app, actor, "day schedule", relationship, vec![learner], now).await?;
    Ok(why)
}

fn explain(state: &DayState, learner: usize, period: usize) -> WhyForStaff {
    let instance = &state.instance;
    let found = state.group_of(learner, period);
    let lesson = found.and_then(|(_, group)| {
        group.seats.iter().find(|seat| seat.learner == learner).and_then(|seat| seat.lesson)
    });
    let decided = match found {
        Some((_, group)) if group.fixed.is_some() => "This group stands for several days.".to_owned(),
        _ => locked(state, learner, period),
    };
    WhyForStaff {
        name: instance.learners[learner].name.clone(),
        period: instance.periods[period].name.clone(),
        seat: found.map(|(_, group)| seat_words(instance, group, learner)),
        valued: lesson.and_then(|lesson| valued(instance, learner, lesson)),
        decided,
        alternatives: alternatives(state, learner, period),
    }
}

fn locked(state: &DayState, learner: usize, period: usize) -> String {
    let by = state.instance.locks.iter().find_map(|lock| match lock {
        scheduling::Lock::Seat { by, learner: who, period: at, .. } if (*who, *at) == (learner, period) => {
            Some(by)
        }
        _ => None,
    });
    by.map(|by| format!("{by} locked this seat.")).unwrap_or_default()
}

/// The parts of what a lesson is worth to a learner; `None` where they are not ready for it.
pub(crate) fn valued(instance: &Instance, learner: usize, lesson: usize) -> Option<Valued> {
    worth::parts(instance, learner, lesson).as_ref().map(Valued::of)
}

impl Valued {
    fn of(parts: &worth::Parts) -> Self {
        Self {
            value: parts.value,
            works: parts.works,
            want: parts.want,
            weight: parts.weight,
            worth: parts.worth,
        }
    }
}

/// What else was open to the learner, as the solver tells it.
fn alternatives(state: &DayState, learner: usize, period: usize) -> Vec<Alternative> {
    let instance = &state.instance;
    let Some(why) = why(instance, &state.schedule, learner, period) else { return Vec::new() };
    let shown = why.alternatives.iter().map(|one| {
        let lesson = &instance.lessons[one.lesson];
        Alternative {
            modality: instance.modalities[lesson.modality].name.clone(),
            competency: instance.competencies[lesson.competency].name.clone(),
            worth: one.parts.worth,
            why_not: why_not(instance, &one.not_taken),
        }
    });
    shown.collect()
}

/// Why, for the learner: keys of `wording` with what they name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlainReason {
    /// They are ready for it.
    Ready(String),
    /// They are close to reaching it.
    Nearly,
    /// They had little of this way of learning lately.
    Balance(String),
    /// This way of learning has worked well for them.
    WorksWell(String),
    /// Somebody stays with the group.
    WithEducator(String),
    /// Their teacher chose it.
    Chosen,
    /// The group meets for several days.
    Stands,
}

/// Shows a learner, or who speaks for them, why they sit where they sit.
pub async fn why_my_seat(
    app: &App,
    actor: &Actor,
    program: RoomProgramId,
    day: Date,
    learner: LearnerId,
    period: &str,
) -> Result<(SeatWords, Vec<PlainReason>), Refusal> {
    let now = chance::now();
    let (why, relationship) = app
        .db
        .read((actor, period.to_owned()), move |tx, (actor, period)| {
            Box::pin(async move {
                let today = chance::date_of(actor.district, now);
                let relationship = access::learner(tx, actor, learner, Action::See, today).await?;
                if relationship == Relationship::Substitute && day != today {
                    return Err(Refusal::Denied("A substitute sees today's schedule."));
                }
                let state = day_state::published(tx, actor.district, (program, day)).await?;
                let state = state.ok_or(Refusal::NotFound("this day"))?;
                let place = state.learner(&learner.to_string()).ok_or(Refusal::NotFound("this day"))?;
                let when = state.period(period).ok_or(Refusal::NotFound("this period"))?;
                let (_, group) = state.group_of(place, when).ok_or(Refusal::NotFound("this seat"))?;
                let seat = seat_words(&state.instance, group, place);
                Ok(((seat, plain(&state, place, when)), relationship))
            })
        })
        .await?;
    access::log(app, actor, "day of a learner", relationship, vec![learner], now).await?;
    Ok(why)
}

fn plain(state: &DayState, learner: usize, period: usize) -> Vec<PlainReason> {
    let instance = &state.instance;
    let Some((_, group)) = state.group_of(learner, period) else { return Vec::new() };
    if group.fixed.is_some() {
        return vec![PlainReason::Stands];
    }
    let mut reasons = Vec::new();
    let modality = &instance.modalities[group.modality];
    let lesson = group.seats.iter().find(|seat| seat.learner == learner).and_then(|seat| seat.lesson);
    if let Some(lesson) = lesson {
        let what = &instance.lessons[lesson];
        if let Some(valued) = valued(instance, learner, lesson) {
            reasons.push(PlainReason::Ready(instance.competencies[what.competency].name.clone()));
            if valued.value >= 0.8 {
                reasons.push(PlainReason::Nearly);
            }
            if valued.works > 1.05 {
                reasons.push(PlainReason::WorksWell(modality.name.clone()));
            }
            if valued.want > 0.5 {
                reasons.push(PlainReason::Balance(modality.name.clone()));
            }
        }
    }
    if let Some(educator) = group.educator {
        reasons.push(PlainReason::WithEducator(instance.educators[educator].name.clone()));
    }
    if !locked(state, learner, period).is_empty() {
        reasons.push(PlainReason::Chosen);
    }
    reasons
}

/// Why an alternative was not taken, for staff.
fn why_not(instance: &Instance, reason: &NotTaken) -> String {
    let learner = |place: &usize| instance.learners.get(*place).map_or("somebody", |one| one.name.as_str());
    match reason {
        NotTaken::Fixed => "They are in a group that stands for several days.".to_owned(),
        NotTaken::Locked => "Their seat is locked.".to_owned(),
        NotTaken::SameToday { period } => {
            let name = instance.periods.get(*period).map_or("another period", |one| one.name.as_str());
            format!("They work on this in {name}.")
        }
        NotTaken::ModalityToday => "They have this way of learning as often as a day allows.".to_owned(),
        NotTaken::WorthNoMore => "It was open, and worth no more than their seat.".to_owned(),
        NotTaken::GroupNeedsThem => "It was open; without them their group would be too small.".to_owned(),
        NotTaken::NotBetterForAll => "It was open, and would have cost others more.".to_owned(),
        NotTaken::Full { learner: who, theirs } => {
            format!("The group was full; {} would lose least by leaving it ({theirs:.2}).", learner(who))
        }
        NotTaken::NotWithTheGroup => {
            "Their needs, or who they stay with or apart from, do not allow the group there was.".to_owned()
        }
        NotTaken::NoPlace => "No room had seats, devices or a place for a group left.".to_owned(),
        NotTaken::TooFew { could, least } => {
            format!("Only {could} could have come, and such a group needs {least}.")
        }
        NotTaken::NobodyMayLead => "Nobody who is there may lead it.".to_owned(),
        NotTaken::EducatorsElsewhere(places) => {
            let names: Vec<&str> = places
                .iter()
                .filter_map(|place| instance.educators.get(*place))
                .map(|one| one.name.as_str())
                .collect();
            format!("Who may lead it led something else: {}.", names.join(", "))
        }
        NotTaken::NotOpened { gain } => {
            format!("A group could have been opened, and all together would have gained {gain:.2}.")
        }
    }
}
