//! Rules that leave a learner without any lesson.

use super::Fact;
use crate::admission::refused;
use crate::{Instance, Learner, Levels, NotForThem};

/// Rules of a person that can be lifted one by one.
pub const RULES: [NotForThem; 6] = [
    NotForThem::Had,
    NotForThem::Level,
    NotForThem::Language,
    NotForThem::TriesBeforeEducator,
    NotForThem::NeedsNotModality,
    NotForThem::NeedsSmallerGroup,
];

/// A learner without a rule of theirs.
pub fn lift(learner: &mut Learner, rule: NotForThem) {
    match rule {
        NotForThem::Had => learner.had.clear(),
        NotForThem::Level => learner.levels = Levels::default(),
        NotForThem::Language => learner.languages.clear(),
        NotForThem::TriesBeforeEducator => learner.ready.iter_mut().for_each(|ready| ready.tries = 0),
        NotForThem::NeedsNotModality => learner.needs.not_modalities.clear(),
        NotForThem::NeedsSmallerGroup => learner.needs.group_most = None,
        NotForThem::NotReady | NotForThem::TooLong | NotForThem::NoLessons => {}
    }
}

/// The smallest set of rules that leave a learner without a lesson in a period.
pub fn no_lesson(instance: &Instance, learner: usize, period: usize) -> Vec<Fact> {
    let of_ready: Vec<usize> = (0..instance.lessons.len())
        .filter(|lesson| {
            let competency = instance.lessons[*lesson].competency;
            instance.learners[learner].ready.iter().any(|ready| ready.competency == competency)
        })
        .collect();
    let rule = |rule| vec![Fact::Rule { learner, rule }];
    if of_ready.is_empty() {
        return rule(NotForThem::NoLessons);
    }
    let minutes = instance.periods[period].minutes;
    let fitting: Vec<usize> =
        of_ready.into_iter().filter(|lesson| instance.lessons[*lesson].minutes <= minutes).collect();
    if fitting.is_empty() {
        return rule(NotForThem::TooLong);
    }
    let mut part = Instance {
        learners: vec![instance.learners[learner].clone()],
        fixed: Vec::new(),
        locks: Vec::new(),
        apart: Vec::new(),
        together: Vec::new(),
        ..instance.clone()
    };
    let mut kept: Vec<NotForThem> = RULES.to_vec();
    for rule in RULES {
        let fewer: Vec<NotForThem> = kept.iter().copied().filter(|one| *one != rule).collect();
        part.learners[0] = instance.learners[learner].clone();
        RULES.iter().filter(|one| !fewer.contains(one)).for_each(|one| lift(&mut part.learners[0], *one));
        if fitting.iter().all(|lesson| refused(&part, 0, *lesson).is_some()) {
            kept = fewer;
        }
    }
    kept.into_iter().map(|rule| Fact::Rule { learner, rule }).collect()
}
