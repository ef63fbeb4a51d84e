//! Filling a room as one would by hand: learner by learner, each to the first of their wishes that has a place.

use scheduling::{Group, Instance, LessonOf, Schedule, Seat};

use crate::room::{PERIODS, own_lessons};

/// One wish: a lesson.
pub type Wishes = Vec<usize>;

/// Fills the periods in turn. `wishes` are lessons by learner of the instance, best first; `order` says who comes
/// first.
///
/// A group opens when somebody wishes it, there is an educator or a corner free, and enough others could come. What
/// stays too small is given up, and its learners sit where everybody works on something of their own.
pub fn fill(instance: &Instance, order: &[usize], wishes: &[Wishes]) -> Schedule {
    let mut schedule = Schedule::default();
    let mut used: Vec<Vec<usize>> = vec![Vec::new(); instance.learners.len()];
    for period in 0..PERIODS {
        let mut filling = Filling { instance, period, groups: Vec::new(), used: &used };
        let could = filling.could(wishes);
        let mut left: Vec<usize> = order
            .iter()
            .copied()
            .filter(|&learner| !filling.seat(learner, &wishes[learner], &could))
            .collect();
        left.extend(filling.give_up());
        for learner in left {
            let own: Wishes = wishes[learner]
                .iter()
                .copied()
                .filter(|&lesson| own_lessons(instance.lessons[lesson].modality))
                .collect();
            filling.seat(learner, &own, &could);
        }
        let groups = filling.groups;
        for (learner, lesson) in
            groups.iter().flat_map(|group| &group.seats).map(|seat| (seat.learner, seat.lesson))
        {
            used[learner].extend(lesson.map(|lesson| instance.lessons[lesson].competency));
        }
        schedule.groups.extend(groups);
    }
    for group in &mut schedule.groups {
        group.seats.sort_unstable();
    }
    schedule.groups.sort_by_key(|group| (group.period, group.room));
    schedule
}

struct Filling<'a> {
    instance: &'a Instance,
    period: usize,
    groups: Vec<Group>,
    /// By learner: competencies of earlier periods of the day.
    used: &'a [Vec<usize>],
}

impl Filling<'_> {
    /// By lesson: how many could come.
    fn could(&self, wishes: &[Wishes]) -> Vec<u32> {
        let mut could = vec![0; self.instance.lessons.len()];
        for (learner, wishes) in wishes.iter().enumerate() {
            for &lesson in wishes.iter().filter(|&&lesson| !self.had_today(learner, lesson)) {
                could[lesson] += 1;
            }
        }
        could
    }

    fn had_today(&self, learner: usize, lesson: usize) -> bool {
        let competency = self.instance.lessons[lesson].competency;
        let times = self.used[learner].iter().filter(|&&used| used == competency).count();
        times >= self.instance.rules.most_of_a_competency as usize
    }

    /// Seats a learner by the first wish that has a place; whether there was one.
    fn seat(&mut self, learner: usize, wishes: &[usize], could: &[u32]) -> bool {
        wishes.iter().any(|&lesson| !self.had_today(learner, lesson) && self.take(learner, lesson, could))
    }

    fn take(&mut self, learner: usize, lesson: usize, could: &[u32]) -> bool {
        let of = &self.instance.lessons[lesson];
        let modality = &self.instance.modalities[of.modality];
        let of_group = (modality.lesson_of == LessonOf::Group).then_some(lesson);
        let open = self.groups.iter().position(|group| {
            group.modality == of.modality
                && group.lesson == of_group
                && group.seats.len() < modality.group.most as usize
                && self.has_seat(group.room, modality.device)
        });
        let place = match open {
            Some(place) => place,
            None if could[lesson] < modality.group.least && of_group.is_some() => return false,
            None => match self.open(of.modality, of_group) {
                Some(place) => place,
                None => return false,
            },
        };
        self.groups[place].seats.push(Seat { learner, lesson: Some(lesson) });
        true
    }

    fn open(&mut self, modality: usize, lesson: Option<usize>) -> Option<usize> {
        let of = &self.instance.modalities[modality];
        let educator = if of.educator {
            let busy = |educator: usize| self.groups.iter().any(|group| group.educator == Some(educator));
            Some((0..self.instance.educators.len()).find(|&educator| !busy(educator))?)
        } else {
            None
        };
        let room = (0..self.instance.rooms.len()).find(|&room| {
            let there = self.groups.iter().filter(|group| group.room == room).count();
            there < self.instance.rooms[room].groups as usize && self.has_seat(room, of.device)
        })?;
        let period = self.period;
        self.groups.push(Group { period, room, modality, educator, lesson, fixed: None, seats: Vec::new() });
        Some(self.groups.len() - 1)
    }

    fn has_seat(&self, room: usize, device: bool) -> bool {
        let of = &self.instance.rooms[room];
        let there = self.groups.iter().filter(|group| group.room == room);
        let devices = |group: &&Group| self.instance.modalities[group.modality].device;
        let seats: usize = there.clone().map(|group| group.seats.len()).sum();
        let taken: usize = there.filter(devices).map(|group| group.seats.len()).sum();
        seats < of.seats as usize && (!device || taken < of.devices as usize)
    }

    /// Ends the groups that stayed too small; their learners.
    fn give_up(&mut self) -> Vec<usize> {
        let least = |group: &Group| self.instance.modalities[group.modality].group.least as usize;
        let (kept, ended) = self.groups.drain(..).partition(|group| group.seats.len() >= least(group));
        self.groups = kept;
        ended.iter().flat_map(|group: &Group| &group.seats).map(|seat| seat.learner).collect()
    }
}
