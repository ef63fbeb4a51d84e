//! What of a schedule names what is there, arranged so that the rules can be asked.

use crate::{FixedGroup, Group, Instance, Learner, Lesson, Modality, Period, Schedule, Watch};

/// A schedule without what it names and is not there.
pub(super) struct Day<'a> {
    pub instance: &'a Instance,
    pub groups: Vec<Here<'a>>,
    pub watches: Vec<Watch>,
    /// By place of the learner.
    pub taken: Vec<Vec<Taken>>,
}

/// A group whose places are all there.
pub(super) struct Here<'a> {
    /// Its place in the schedule.
    pub place: usize,
    pub group: &'a Group,
    /// Those whose learner and lesson are there.
    pub seats: Vec<Seated>,
    /// Whether it is a group that stands already, as it stands, with nobody else in it.
    pub stands: bool,
}

/// A seat in a group.
#[derive(Clone, Copy)]
pub(super) struct Seated {
    pub learner: usize,
    pub lesson: Option<usize>,
    /// Whether it is a seat of a group that stands already, as it stands.
    pub stands: bool,
}

/// A seat of a learner.
#[derive(Clone, Copy)]
pub(super) struct Taken {
    pub period: usize,
    /// Which group, by its place in [`Day::groups`].
    pub here: usize,
    pub lesson: Option<usize>,
    pub stands: bool,
}

impl<'a> Day<'a> {
    pub fn new(instance: &'a Instance, schedule: &'a Schedule) -> Self {
        let groups: Vec<Here> = schedule
            .groups
            .iter()
            .enumerate()
            .filter(|(_, group)| places_are_there(instance, group))
            .map(|(place, group)| Here::new(instance, place, group))
            .collect();
        let mut taken = vec![Vec::new(); instance.learners.len()];
        for (here, found) in groups.iter().enumerate() {
            for seat in &found.seats {
                let period = found.group.period;
                let one = Taken { period, here, lesson: seat.lesson, stands: seat.stands };
                taken[seat.learner].push(one);
            }
        }
        let watches = schedule.watches.iter().copied().filter(|watch| {
            watch.period < instance.periods.len()
                && watch.room < instance.rooms.len()
                && watch.educator < instance.educators.len()
        });
        Self { instance, groups, watches: watches.collect(), taken }
    }

    pub fn learners(&self) -> impl Iterator<Item = (usize, &'a Learner, &[Taken])> {
        let each = self.instance.learners.iter().zip(&self.taken).enumerate();
        each.map(|(place, (learner, taken))| (place, learner, taken.as_slice()))
    }

    pub fn period(&self, here: &Here) -> &'a Period {
        &self.instance.periods[here.group.period]
    }

    pub fn modality(&self, here: &Here) -> &'a Modality {
        &self.instance.modalities[here.group.modality]
    }

    pub fn lesson(&self, place: usize) -> &'a Lesson {
        &self.instance.lessons[place]
    }

    /// Whether an educator is there in a period.
    pub fn educator_is_there(&self, educator: usize, period: usize) -> bool {
        self.instance.educators[educator].periods.contains(&period)
    }
}

impl<'a> Here<'a> {
    fn new(instance: &Instance, place: usize, group: &'a Group) -> Self {
        let fixed = group.fixed.map(|fixed| &instance.fixed[fixed]).filter(|fixed| stands(fixed, group));
        let known = group.seats.iter().filter(|seat| {
            seat.learner < instance.learners.len()
                && seat.lesson.is_none_or(|lesson| lesson < instance.lessons.len())
        });
        let seats: Vec<Seated> = known
            .map(|seat| Seated {
                learner: seat.learner,
                lesson: seat.lesson,
                stands: fixed.is_some_and(|fixed| {
                    seat.lesson == fixed.lesson && fixed.learners.contains(&seat.learner)
                }),
            })
            .collect();
        let stands = fixed.is_some() && seats.iter().all(|seat| seat.stands);
        Self { place, group, seats, stands }
    }

    pub fn learners(&self) -> impl Iterator<Item = usize> {
        self.seats.iter().map(|seat| seat.learner)
    }
}

fn stands(fixed: &FixedGroup, group: &Group) -> bool {
    fixed.period == group.period
        && fixed.modality == group.modality
        && fixed.lesson == group.lesson
        && fixed.educator == group.educator
        && fixed.room == group.room
}

fn places_are_there(instance: &Instance, group: &Group) -> bool {
    group.period < instance.periods.len()
        && group.room < instance.rooms.len()
        && group.modality < instance.modalities.len()
        && group.educator.is_none_or(|place| place < instance.educators.len())
        && group.lesson.is_none_or(|place| place < instance.lessons.len())
        && group.fixed.is_none_or(|place| place < instance.fixed.len())
}
