//! From and to schedules: what stood before, what stands already, what comes out.

use super::{Doing, Draft, Forming};
use crate::repair::Carried;
use crate::{Group, Instance, Schedule, Seat, Watch};

/// Where somebody sits, with whom and on what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sat {
    /// The room, by place.
    pub room: usize,
    /// How, by place.
    pub modality: usize,
    /// With whom, by place.
    pub educator: Option<usize>,
    /// The lesson that they work on, by place.
    pub lesson: Option<usize>,
}

/// What stood before, for a repair.
#[derive(Debug, Clone)]
pub struct Before {
    /// By learner, then period; `None` where they had no seat or are no longer there.
    pub seats: Vec<Option<Sat>>,
    /// What each educator had prepared: by period, then educator.
    pub prepared: Vec<Option<Sat>>,
}

impl Before {
    /// What stood before, for the changed day.
    ///
    /// A seat of which something is gone stands in a place that is not there, so that nobody sits as before.
    pub fn of(instance: &Instance, carried: &Carried) -> Self {
        let periods = instance.periods.len();
        let gone = Sat { room: usize::MAX, modality: usize::MAX, educator: None, lesson: None };
        let mut before = Self {
            seats: vec![None; instance.learners.len() * periods],
            prepared: vec![None; instance.educators.len() * periods],
        };
        for group in &carried.groups {
            if let Some(educator) = group.sat.and_then(|sat| sat.educator) {
                before.prepared[group.period * instance.educators.len() + educator] = group.sat;
            }
            for (learner, _) in &group.learners {
                let sat = carried.seat(*learner, group.period).and_then(|seat| seat.sat);
                before.seats[learner * periods + group.period] = Some(sat.unwrap_or(gone));
            }
        }
        before
    }
}

impl Draft<'_, '_> {
    fn sat(&self, learner: usize, period: usize) -> Option<&Sat> {
        self.before.and_then(|before| before.seats[learner * self.day.periods + period].as_ref())
    }

    /// The lesson that a learner had in the same place before.
    pub(super) fn lesson_before(
        &self,
        learner: usize,
        period: usize,
        room: usize,
        modality: usize,
        educator: Option<usize>,
    ) -> Option<usize> {
        self.sat(learner, period)
            .filter(|sat| sat.room == room && sat.modality == modality && sat.educator == educator)
            .and_then(|sat| sat.lesson)
    }

    pub(super) fn is_prepared(&self, group: usize) -> bool {
        let forming = &self.groups[group];
        let (Some(before), Some(educator)) = (self.before, forming.educator) else { return false };
        before.prepared[forming.period * self.day.instance.educators.len() + educator].is_some_and(|sat| {
            sat.room == forming.room && sat.modality == forming.modality && sat.lesson == forming.lesson
        })
    }

    /// Everybody who sat somewhere differs, while nobody has a seat.
    pub(super) fn count_differing(&mut self) {
        let Some(before) = self.before else { return };
        for (at, sat) in before.seats.iter().enumerate() {
            self.differs[at / self.day.periods.max(1)] += usize::from(sat.is_some());
        }
        self.score.moved_seats = self.differs.iter().sum();
        self.score.moved = self.differs.iter().filter(|count| **count > 0).count();
    }

    /// Counts that a learner's seat was taken, or is about to be left.
    pub(super) fn note_differing(&mut self, learner: usize, period: usize, taken: bool) {
        let at = learner * self.day.periods + period;
        let Some(sat) = self.sat(learner, period) else { return };
        let Some(group) = self.group_at[at] else { return };
        let forming = &self.groups[group];
        let same = sat.room == forming.room
            && sat.modality == forming.modality
            && sat.educator == forming.educator
            && sat.lesson == self.lesson_at[at];
        if !same {
            return;
        }
        let was = self.differs[learner] > 0;
        if taken {
            self.differs[learner] -= 1;
            self.score.moved_seats -= 1;
        } else {
            self.differs[learner] += 1;
            self.score.moved_seats += 1;
        }
        match (was, self.differs[learner] > 0) {
            (true, false) => self.score.moved -= 1,
            (false, true) => self.score.moved += 1,
            _ => {}
        }
    }

    /// Enters the groups that stand already.
    pub(super) fn stand_fixed(&mut self) {
        let day = self.day;
        let instance = day.instance;
        let standing = instance.fixed.iter().enumerate().filter(|(at, _)| day.stands[*at]);
        for (at, fixed) in standing {
            let sitting = day.sits_fixed(fixed);
            if sitting.is_empty() {
                continue;
            }
            let group = self.groups.len();
            let place = fixed.period * instance.rooms.len() + fixed.room;
            self.groups.push(Forming {
                period: fixed.period,
                room: fixed.room,
                modality: fixed.modality,
                lesson: fixed.lesson,
                educator: fixed.educator,
                fixed: Some(at),
                parties: Vec::new(),
                size: sitting.len(),
                strict: 0,
                open: true,
            });
            self.seats_taken[place] += sitting.len();
            self.devices_taken[place] += day.devices(fixed);
            self.groups_in[place] += 1;
            if let Some(educator) = fixed.educator {
                self.led_in[place] += 1;
                self.led_today[educator] += 1;
                self.doing[fixed.period * instance.educators.len() + educator] = Doing::Leading(group);
                self.score.not_led -= usize::from(day.lead(fixed.period, educator).is_some());
                self.score.prepared += usize::from(self.is_prepared(group));
            }
            for learner in sitting {
                let at = learner * day.periods + fixed.period;
                self.group_at[at] = Some(group);
                self.lesson_at[at] = fixed.lesson;
                self.modality_today[learner * instance.modalities.len() + fixed.modality] += 1;
                if let Some(lesson) = fixed.lesson {
                    self.copies_taken[fixed.period * instance.lessons.len() + lesson] += 1;
                }
                self.score.room_changes += self.turns(learner, fixed.period);
                self.note_differing(learner, fixed.period, true);
                if let Some(lesson) = fixed.lesson {
                    self.score.value += crate::worth::seat(instance, learner, lesson);
                }
            }
            self.rooms_touched.push((fixed.period, fixed.room));
        }
    }

    /// The draft as a schedule, in order.
    pub fn schedule(&self) -> Schedule {
        let day = self.day;
        let rooms = day.instance.rooms.len();
        let mut groups: Vec<Group> = self
            .groups
            .iter()
            .filter(|group| group.open && group.size > 0)
            .map(|group| {
                let mut learners: Vec<usize> = match group.fixed {
                    Some(fixed) => day.sits_fixed(&day.instance.fixed[fixed]),
                    None => {
                        group.parties.iter().flat_map(|party| day.parties[*party].members.clone()).collect()
                    }
                };
                learners.sort_unstable();
                Group {
                    period: group.period,
                    room: group.room,
                    modality: group.modality,
                    educator: group.educator,
                    lesson: group.lesson,
                    fixed: group.fixed,
                    seats: learners
                        .into_iter()
                        .map(|learner| Seat {
                            learner,
                            lesson: self.lesson_at[learner * day.periods + group.period],
                        })
                        .collect(),
                }
            })
            .collect();
        groups.sort_by_key(|group| (group.period, group.room, group.seats.first().map(|seat| seat.learner)));
        let watches = self
            .watcher
            .iter()
            .enumerate()
            .filter_map(|(at, educator)| {
                Some(Watch { period: at / rooms, room: at % rooms, educator: (*educator)? })
            })
            .collect();
        Schedule { groups, watches }
    }
}
