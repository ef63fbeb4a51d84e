//! Groups for tomorrow: who needs the same thing, and who is ready for what.

use std::collections::{BTreeMap, BTreeSet};

use domain::{CompetencyId, LearnerId, judgement::Finding};

/// Findings of some learners in some competencies; what is not there was never judged.
pub type Matrix<'a> = BTreeMap<(LearnerId, CompetencyId), &'a Finding>;

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// Who is there tomorrow.
    pub learners: &'a [LearnerId],
    /// What may be taught, in the order it is aimed at.
    pub targets: &'a [CompetencyId],
    /// What was found of those, and of what they build on.
    pub matrix: &'a Matrix<'a>,
    /// Pairs of (before, after): who has not mastered `before` is not yet ready for `after`.
    pub prerequisites: &'a [(CompetencyId, CompetencyId)],
    /// How large a group may be.
    pub sizes: Sizes,
}

/// How large a group may be.
///
/// Shape: `least` is 1 or more and at most `most`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sizes {
    least: usize,
    most: usize,
}

/// Sizes that no group can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a group has at least 1 learner and at most as many as its largest size, not {least} to {most}")]
pub struct BadSizes {
    /// The least given.
    pub least: usize,
    /// The most given.
    pub most: usize,
}

impl Sizes {
    /// Checks the order.
    pub const fn new(least: usize, most: usize) -> Result<Self, BadSizes> {
        if least == 0 || most < least {
            return Err(BadSizes { least, most });
        }
        Ok(Self { least, most })
    }
}

/// Learners who need the same thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What they need.
    pub competency: CompetencyId,
    /// Who, in the order of the question.
    pub members: Vec<Member>,
}

/// One learner of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub learner: LearnerId,
    /// Whether there is enough evidence of it already; without it, a first look comes first.
    pub seen: bool,
}

/// Groups for tomorrow. Every learner of the question is in exactly one of the three lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Groups {
    /// In the order of the targets.
    pub groups: Vec<Group>,
    /// Too few others need what they need; with what they need first.
    pub alone: Vec<(LearnerId, CompetencyId)>,
    /// Nothing of the targets is open and within reach.
    pub free: Vec<LearnerId>,
}

/// Forms groups of learners who need the same thing.
///
/// Each learner goes to the first target that is open for them where a group comes together. A learner
/// whose group would be too small joins a group with room that they need as well, or finds others who
/// are left over. The same question gives the same groups.
pub fn form(question: &Question<'_>) -> Groups {
    let mut waiting: Vec<(LearnerId, Vec<CompetencyId>)> = Vec::new();
    let mut free = Vec::new();
    let mut asked = BTreeSet::new();
    let open = Readiness::of(question);
    for &learner in question.learners.iter().filter(|learner| asked.insert(**learner)) {
        let needs = open.ready(learner);
        if needs.is_empty() { free.push(learner) } else { waiting.push((learner, needs)) }
    }
    let mut formed: BTreeMap<CompetencyId, Vec<Vec<LearnerId>>> = BTreeMap::new();
    for &target in question.targets {
        gather(target, |needs| needs.first() == Some(&target), question.sizes, &mut waiting, &mut formed);
    }
    waiting.retain(|(learner, needs)| !join(*learner, needs, question.sizes, &mut formed));
    for &target in question.targets {
        gather(target, |needs| needs.contains(&target), question.sizes, &mut waiting, &mut formed);
    }
    waiting.retain(|(learner, needs)| !join(*learner, needs, question.sizes, &mut formed));
    let alone = waiting.into_iter().filter_map(|(learner, needs)| Some((learner, *needs.first()?))).collect();
    Groups { groups: in_order(question, formed), alone, free }
}

/// Takes everyone waiting who `belongs` and splits them evenly, leaving over who would make a group too
/// small.
fn gather(
    target: CompetencyId,
    belongs: impl Fn(&[CompetencyId]) -> bool,
    sizes: Sizes,
    waiting: &mut Vec<(LearnerId, Vec<CompetencyId>)>,
    formed: &mut BTreeMap<CompetencyId, Vec<Vec<LearnerId>>>,
) {
    let together: Vec<LearnerId> =
        waiting.iter().filter(|(_, needs)| belongs(needs)).map(|(learner, _)| *learner).collect();
    let groups = together.len().div_ceil(sizes.most).min(together.len() / sizes.least);
    let mut rest = &together[..together.len().min(groups * sizes.most)];
    let taken: BTreeSet<LearnerId> = rest.iter().copied().collect();
    for left in (1..=groups).rev() {
        let (group, others) = rest.split_at(rest.len().div_ceil(left));
        formed.entry(target).or_default().push(group.to_vec());
        rest = others;
    }
    waiting.retain(|(learner, _)| !taken.contains(learner));
}

/// Puts a learner into the smallest group with room that they need, earliest need first.
fn join(
    learner: LearnerId,
    needs: &[CompetencyId],
    sizes: Sizes,
    formed: &mut BTreeMap<CompetencyId, Vec<Vec<LearnerId>>>,
) -> bool {
    for need in needs {
        let groups = formed.get_mut(need).into_iter().flatten();
        if let Some(group) = groups.filter(|group| group.len() < sizes.most).min_by_key(|group| group.len()) {
            group.push(learner);
            return true;
        }
    }
    false
}

fn in_order(question: &Question<'_>, mut formed: BTreeMap<CompetencyId, Vec<Vec<LearnerId>>>) -> Vec<Group> {
    let places: BTreeMap<LearnerId, usize> =
        question.learners.iter().enumerate().rev().map(|(place, learner)| (*learner, place)).collect();
    let mut groups = Vec::new();
    for &competency in question.targets {
        for mut learners in formed.remove(&competency).unwrap_or_default() {
            learners.sort_unstable_by_key(|learner| places.get(learner).copied());
            let member = |learner| {
                let found = question.matrix.get(&(learner, competency));
                Member { learner, seen: found.is_some_and(|finding| finding.value.is_some()) }
            };
            groups.push(Group { competency, members: learners.into_iter().map(member).collect() });
        }
    }
    groups
}

/// Who is ready for what: per target, in order, the learners who have not mastered it and have mastered
/// everything directly before it.
pub fn who_is_ready(question: &Question<'_>) -> Vec<(CompetencyId, Vec<LearnerId>)> {
    let readiness = Readiness::of(question);
    let learners = |target| {
        question.learners.iter().copied().filter(|&learner| readiness.is_ready(learner, target)).collect()
    };
    question.targets.iter().map(|&target| (target, learners(target))).collect()
}

struct Readiness<'q> {
    question: &'q Question<'q>,
    before: BTreeMap<CompetencyId, Vec<CompetencyId>>,
}

impl<'q> Readiness<'q> {
    fn of(question: &'q Question<'q>) -> Self {
        let mut before: BTreeMap<CompetencyId, Vec<CompetencyId>> = BTreeMap::new();
        for &(earlier, later) in question.prerequisites {
            if earlier != later {
                before.entry(later).or_default().push(earlier);
            }
        }
        Self { question, before }
    }

    fn mastered(&self, learner: LearnerId, competency: CompetencyId) -> bool {
        self.question.matrix.get(&(learner, competency)).is_some_and(|finding| finding.mastered)
    }

    fn is_ready(&self, learner: LearnerId, target: CompetencyId) -> bool {
        let before = self.before.get(&target).map_or(&[][..], Vec::as_slice);
        !self.mastered(learner, target) && before.iter().all(|&earlier| self.mastered(learner, earlier))
    }

    /// The targets that are open and within reach, in order.
    fn ready(&self, learner: LearnerId) -> Vec<CompetencyId> {
        let mut asked = BTreeSet::new();
        let targets = self.question.targets.iter().copied();
        targets.filter(|&target| asked.insert(target) && self.is_ready(learner, target)).collect()
    }
}

#[cfg(test)]
mod tests;
