//! Why this seat: what was valued, what else there was, and why it was not taken.
//!
//! For staff: some reasons speak of other learners, of needs and of who is kept apart.

mod not_taken;

use crate::admission::refused;
use crate::repair::Carried;
use crate::solve::{Before, Day, Draft, Sat};
use crate::worth::{self, Parts};
use crate::{Instance, Lock, Schedule};

pub use not_taken::NotTaken;

/// Why somebody sits where they sit.
#[derive(Debug, Clone, PartialEq)]
pub struct Why {
    /// Where they sit; `None` for nowhere.
    pub seat: Option<Sat>,
    /// What their lesson was valued for; `None` without one.
    pub valued: Option<Parts>,
    /// Locks that speak of this seat, by place.
    pub locks: Vec<usize>,
    /// The group that stood already, by place.
    pub fixed: Option<usize>,
    /// What else was for them in this period, worth most first; at most [`MOST_ALTERNATIVES`].
    pub alternatives: Vec<Alternative>,
}

/// A lesson that they did not get.
#[derive(Debug, Clone, PartialEq)]
pub struct Alternative {
    /// Which, by place.
    pub lesson: usize,
    /// What it would have been valued for.
    pub parts: Parts,
    /// How much more it would have been worth to them than their seat; negative for less.
    pub more: f64,
    /// Why they did not get it.
    pub not_taken: NotTaken,
}

/// How many alternatives are said.
pub const MOST_ALTERNATIVES: usize = 12;

/// Why `learner` sits where `schedule` puts them in `period`; `None` where they are not there, or not in the lists.
///
/// Of lessons of the same competency in the same modality one stands for all.
pub fn why(instance: &Instance, schedule: &Schedule, learner: usize, period: usize) -> Option<Why> {
    if !instance.learners.get(learner)?.periods.contains(&period) {
        return None;
    }
    let carried = Carried::new(instance, schedule, instance);
    let before = Before::of(instance, &carried);
    let day = Day::new(instance);
    let mut draft = Draft::beside(&day, Some(&before));
    draft.stand_as_before(&carried);
    draft.keep();
    let seat = carried.seat(learner, period).and_then(|seat| seat.sat);
    let valued = seat.and_then(|seat| seat.lesson).and_then(|lesson| worth::parts(instance, learner, lesson));
    let now = valued.map_or(0.0, |parts| parts.worth);
    let locks = instance.locks.iter().enumerate().filter(|(_, lock)| {
        matches!(lock, Lock::Seat { learner: one, period: when, .. } if *one == learner && *when == period)
    });
    let fixed =
        instance.fixed.iter().position(|group| group.period == period && group.learners.contains(&learner));
    let mut why =
        Why { seat, valued, locks: locks.map(|(at, _)| at).collect(), fixed, alternatives: Vec::new() };
    for (lesson, parts) in open_to(instance, learner, period, seat.and_then(|seat| seat.lesson)) {
        let mut not_taken = not_taken::reason(&mut draft, learner, period, lesson, parts.worth - now);
        if why.fixed.is_some() {
            not_taken = NotTaken::Fixed;
        } else if !why.locks.is_empty() {
            not_taken = NotTaken::Locked;
        }
        why.alternatives.push(Alternative { lesson, parts, more: parts.worth - now, not_taken });
    }
    Some(why)
}

/// What is for a learner in a period beside `taken`: one lesson of each competency and modality, worth most first.
fn open_to(instance: &Instance, learner: usize, period: usize, taken: Option<usize>) -> Vec<(usize, Parts)> {
    let same = |lesson: usize| {
        taken.is_some_and(|taken| {
            instance.lessons[taken].competency == instance.lessons[lesson].competency
                && instance.lessons[taken].modality == instance.lessons[lesson].modality
        })
    };
    let mut open: Vec<(usize, Parts)> = (0..instance.lessons.len())
        .filter(|lesson| instance.lessons[*lesson].minutes <= instance.periods[period].minutes)
        .filter(|lesson| !same(*lesson) && refused(instance, learner, *lesson).is_none())
        .filter_map(|lesson| Some((lesson, worth::parts(instance, learner, lesson)?)))
        .collect();
    open.sort_by(|a, b| b.1.worth.total_cmp(&a.1.worth).then(a.0.cmp(&b.0)));
    let mut seen = Vec::new();
    open.retain(|(lesson, _)| {
        let of = (instance.lessons[*lesson].competency, instance.lessons[*lesson].modality);
        let new = !seen.contains(&of);
        seen.push(of);
        new
    });
    open.truncate(MOST_ALTERNATIVES);
    open
}
