//! One rule broken: who, when, where, and by how much.

use super::{Rule, Said, Severity};
use crate::{Instance, Lock};

/// One rule that a schedule breaks.
///
/// All but `groups` are places in the lists of the [`Instance`]; what a rule has nothing to do with is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    /// Which.
    pub rule: Rule,
    /// When; empty for what the day comes to.
    pub period: Option<usize>,
    /// Whom it concerns, ascending.
    pub learners: Vec<usize>,
    /// Which educator.
    pub educator: Option<usize>,
    /// Which room.
    pub room: Option<usize>,
    /// Which modality.
    pub modality: Option<usize>,
    /// Which lesson.
    pub lesson: Option<usize>,
    /// Which competency.
    pub competency: Option<usize>,
    /// The groups in which it shows, by their places in the schedule.
    pub groups: Vec<usize>,
    /// What of people's decisions is broken.
    pub decided: Option<Decided>,
    /// How much there is, and how much there may be.
    pub numbers: Option<Numbers>,
    /// What is missing or other than decided, in words.
    pub details: Vec<String>,
}

/// Something that people have decided, by its place in the instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Decided {
    /// Of `apart`.
    Apart(usize),
    /// Of `together`.
    Together(usize),
    /// Of `fixed`.
    Fixed(usize),
    /// Of `locks`.
    Lock(usize),
}

/// What was counted, and its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Numbers {
    /// How many there are: learners, minutes, groups or times, as the rule says.
    pub found: u32,
    /// How many there may be at most, or must be at least.
    pub limit: u32,
}

impl Breach {
    pub(super) const fn of(rule: Rule) -> Self {
        Self {
            rule,
            period: None,
            learners: Vec::new(),
            educator: None,
            room: None,
            modality: None,
            lesson: None,
            competency: None,
            groups: Vec::new(),
            decided: None,
            numbers: None,
            details: Vec::new(),
        }
    }

    pub(super) fn when(self, period: usize) -> Self {
        Self { period: Some(period), ..self }
    }

    pub(super) fn who(mut self, learners: impl IntoIterator<Item = usize>) -> Self {
        self.learners.extend(learners);
        self.learners.sort_unstable();
        self.learners.dedup();
        self
    }

    pub(super) fn led_by(self, educator: usize) -> Self {
        Self { educator: Some(educator), ..self }
    }

    pub(super) fn in_room(self, room: usize) -> Self {
        Self { room: Some(room), ..self }
    }

    pub(super) fn by_way_of(self, modality: usize) -> Self {
        Self { modality: Some(modality), ..self }
    }

    pub(super) fn on(self, lesson: usize) -> Self {
        Self { lesson: Some(lesson), ..self }
    }

    pub(super) fn about(self, competency: usize) -> Self {
        Self { competency: Some(competency), ..self }
    }

    pub(super) fn seen_in(mut self, groups: impl IntoIterator<Item = usize>) -> Self {
        self.groups.extend(groups);
        self.groups.sort_unstable();
        self.groups.dedup();
        self
    }

    pub(super) fn against(self, decided: Decided) -> Self {
        Self { decided: Some(decided), ..self }
    }

    pub(super) fn counting(self, found: usize, limit: u32) -> Self {
        Self { numbers: Some(Numbers { found: u32::try_from(found).unwrap_or(u32::MAX), limit }), ..self }
    }

    pub(super) fn saying(mut self, detail: impl Into<String>) -> Self {
        self.details.push(detail.into());
        self
    }

    /// Whether it can be lived with.
    pub const fn severity(&self) -> Severity {
        self.rule.severity()
    }

    /// A sentence for staff.
    pub const fn said<'a>(&'a self, instance: &'a Instance) -> Said<'a> {
        Said::new(self, instance)
    }

    /// What a person accepts when they accept this breach: the rule, who, when, where and by how much, by ids.
    /// The same breach of another schedule of the day has the same key, and a greater one has another.
    pub fn key(&self, instance: &Instance) -> String {
        let mut parts = vec![self.rule.slug().to_owned()];
        let mut add = |kind: &str, id: Option<&str>| {
            if let Some(id) = id {
                parts.push(format!("{kind}={}", id.replace('%', "%25").replace('/', "%2F")));
            }
        };
        add("period", self.period.and_then(|place| instance.periods.get(place)).map(|one| one.id.as_str()));
        for learner in &self.learners {
            add("learner", instance.learners.get(*learner).map(|one| one.id.as_str()));
        }
        add(
            "educator",
            self.educator.and_then(|place| instance.educators.get(place)).map(|one| one.id.as_str()),
        );
        add("room", self.room.and_then(|place| instance.rooms.get(place)).map(|one| one.id.as_str()));
        add(
            "modality",
            self.modality.and_then(|place| instance.modalities.get(place)).map(|one| one.id.as_str()),
        );
        add("lesson", self.lesson.and_then(|place| instance.lessons.get(place)).map(|one| one.id.as_str()));
        add(
            "competency",
            self.competency.and_then(|place| instance.competencies.get(place)).map(|one| one.id.as_str()),
        );
        if let Some(Decided::Fixed(place)) = self.decided {
            add("fixed", instance.fixed.get(place).map(|one| one.id.as_str()));
        }
        if let Some(Decided::Lock(place)) = self.decided {
            add("lock", instance.locks.get(place).map(Lock::by));
        }
        if let Some(numbers) = self.numbers {
            add("found", Some(&numbers.found.to_string()));
        }
        for detail in &self.details {
            add("detail", Some(detail));
        }
        parts.join("/")
    }

    pub(super) fn order(&self) -> (Severity, Option<usize>, Rule, &[usize], &[usize]) {
        (self.severity(), self.period, self.rule, &self.groups, &self.learners)
    }
}
