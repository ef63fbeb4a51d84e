//! What a learner can be given at all, and what stands in the way of each other lesson.

use crate::{Instance, LessonOf};

/// Why a lesson is not for a learner, whatever the rest of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NotForThem {
    /// They are not ready for its competency.
    NotReady,
    /// Its level lies below their floor or above their ceiling.
    Level,
    /// It cannot be had in a language that they learn in.
    Language,
    /// They had it, and nobody agreed to give it again.
    Had,
    /// They tried so often that an educator leads what comes next.
    TriesBeforeEducator,
    /// They are not put in its modality.
    NeedsNotModality,
    /// The smallest group of its modality is larger than the largest they sit in.
    NeedsSmallerGroup,
    /// No lesson of what they are ready for fits into the period.
    TooLong,
    /// There are no lessons of what they are ready for.
    NoLessons,
}

/// What stands in the way of `lesson` for `learner`; `None` for nothing.
///
/// By place; panics on places that are not there.
pub fn refused(instance: &Instance, learner: usize, lesson: usize) -> Option<NotForThem> {
    let who = &instance.learners[learner];
    let what = &instance.lessons[lesson];
    let how = &instance.modalities[what.modality];
    let Some(ready) = who.ready.iter().find(|ready| ready.competency == what.competency) else {
        return Some(NotForThem::NotReady);
    };
    if !who.levels.contain(instance.competencies[what.competency].level) {
        return Some(NotForThem::Level);
    }
    let any = who.languages.is_empty() || what.languages.is_empty();
    if !any && !who.languages.iter().any(|language| what.languages.contains(language)) {
        return Some(NotForThem::Language);
    }
    if who.had.binary_search(&lesson).is_ok() && !who.repeats.contains(&lesson) {
        return Some(NotForThem::Had);
    }
    if !how.educator && ready.tries >= instance.rules.tries_before_educator {
        return Some(NotForThem::TriesBeforeEducator);
    }
    if who.needs.not_modalities.contains(&what.modality) {
        return Some(NotForThem::NeedsNotModality);
    }
    if who.needs.group_most.is_some_and(|most| most < how.group.least) {
        return Some(NotForThem::NeedsSmallerGroup);
    }
    None
}

/// Whether everybody has a lesson of their own in `modality`.
pub fn own_lessons(instance: &Instance, modality: usize) -> bool {
    instance.modalities[modality].lesson_of == LessonOf::Learner
}

/// Whether `modality` can be in `room`.
pub fn hosts(instance: &Instance, room: usize, modality: usize) -> bool {
    let kinds = &instance.modalities[modality].room_kinds;
    kinds.is_empty() || kinds.contains(&instance.rooms[room].kind)
}

/// Whether everything `wanted` is `offered`.
pub fn offers(offered: &[String], wanted: &[String]) -> bool {
    wanted.iter().all(|one| offered.contains(one))
}
