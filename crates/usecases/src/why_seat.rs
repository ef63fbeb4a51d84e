//! Why a learner sits where they sit: for staff what was valued, in numbers; for the learner in plain words that tell
//! nothing of other learners, of levels, of accommodations or of who is kept apart.

use domain::{Date, LearnerId, RoomProgramId, access::Relationship};
use scheduling::{Instance, worth};

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    chance, day_state,
    day_state::DayState,
    repair_day::{SeatWords, seat_words},
    room_programs,
};

/// The most alternatives that are listed.
const MOST: usize = 12;

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
        alternatives: alternatives(state, learner, period, lesson),
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
    let (who, what) = (&instance.learners[learner], &instance.lessons[lesson]);
    let ready = who.ready.iter().find(|ready| ready.competency == what.competency)?;
    let worth = worth::seat(instance, learner, lesson);
    let weight = 1.0 + instance.rules.fairness * (1.0 - who.served);
    let works = who.works[what.modality];
    let balance = instance.rules.balance;
    let want =
        if balance > 0.0 && weight > 0.0 { (worth / weight - ready.value * works) / balance } else { 0.0 };
    Some(Valued { value: ready.value, works, want, weight, worth })
}

/// What else the learner could have had: the best lesson of each way of learning.
fn alternatives(state: &DayState, learner: usize, period: usize, taken: Option<usize>) -> Vec<Alternative> {
    let instance = &state.instance;
    let who = &instance.learners[learner];
    let mut all = Vec::new();
    for (modality, how) in instance.modalities.iter().enumerate() {
        let fits = |place: &usize| {
            let lesson = &instance.lessons[*place];
            lesson.modality == modality
                && Some(*place) != taken
                && (!who.had.contains(place) || who.repeats.contains(place))
                && lesson.minutes <= instance.periods[period].minutes
                && who.ready.iter().any(|ready| ready.competency == lesson.competency)
        };
        let places = (0..instance.lessons.len()).filter(fits);
        let worth = |place: usize| worth::seat(instance, learner, place);
        let Some(best) = places.max_by(|one, other| worth(*one).total_cmp(&worth(*other))) else { continue };
        all.push(Alternative {
            modality: how.name.clone(),
            competency: instance.competencies[instance.lessons[best].competency].name.clone(),
            worth: worth(best),
            why_not: why_not(state, learner, period, best),
        });
    }
    all.sort_by(|one, other| other.worth.total_cmp(&one.worth));
    all.truncate(MOST);
    all
}

fn why_not(state: &DayState, learner: usize, period: usize, lesson: usize) -> String {
    let instance = &state.instance;
    let (who, what) = (&instance.learners[learner], &instance.lessons[lesson]);
    if who.needs.not_modalities.contains(&what.modality) {
        return "They are not put in this way of learning.".to_owned();
    }
    let open: Vec<_> = state
        .schedule
        .groups
        .iter()
        .filter(|group| group.period == period && group.modality == what.modality)
        .filter(|group| group.lesson.is_none_or(|own| own == lesson))
        .collect();
    if open.is_empty() {
        return "No such group was open in this period: educators and rooms brought others more.".to_owned();
    }
    let most = instance.modalities[what.modality].group.most;
    let full = |group: &&scheduling::Group| u32::try_from(group.seats.len()).unwrap_or(u32::MAX) >= most;
    if open.iter().all(|group| full(group)) {
        return "The group was full.".to_owned();
    }
    "Together with everybody's day it came to less.".to_owned()
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
