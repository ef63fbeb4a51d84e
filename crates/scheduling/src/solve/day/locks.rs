//! What people have decided, merged: several locks may speak of the same seat.

use crate::solve::day::Day;
use crate::solve::outcome::Broken;
use crate::{Instance, Lock};

/// What a seat has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wish {
    pub modality: Option<usize>,
    pub lesson: Option<usize>,
    pub educator: Option<usize>,
    pub room: Option<usize>,
    /// Two locks want different things.
    pub torn: bool,
}

/// What an educator has to lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Lead {
    pub modality: Option<usize>,
    pub lesson: Option<usize>,
    pub room: Option<usize>,
    /// One of the locks that ask for it.
    pub lock: usize,
}

/// What locks ask of seats.
pub struct Asked {
    periods: usize,
    /// By learner, then period.
    seats: Vec<Option<Wish>>,
}

impl Asked {
    pub fn new(instance: &Instance) -> Self {
        let periods = instance.periods.len();
        let mut seats: Vec<Option<Wish>> = vec![None; instance.learners.len() * periods];
        for lock in &instance.locks {
            let Lock::Seat { learner, period, modality, lesson, educator, room, .. } = lock else { continue };
            let wish = seats[learner * periods + period].get_or_insert_default();
            let merged = [
                merge(&mut wish.modality, *modality),
                merge(&mut wish.lesson, *lesson),
                merge(&mut wish.educator, *educator),
                merge(&mut wish.room, *room),
            ];
            wish.torn |= merged.contains(&false);
        }
        Self { periods, seats }
    }

    pub fn of(&self, learner: usize, period: usize) -> Option<&Wish> {
        self.seats[learner * self.periods + period].as_ref()
    }
}

/// Whether `new` agrees with what was wanted so far.
fn merge(so_far: &mut Option<usize>, new: Option<usize>) -> bool {
    match (*so_far, new) {
        (Some(one), Some(other)) => one == other,
        (None, _) => {
            *so_far = new;
            true
        }
        (Some(_), None) => true,
    }
}

impl Day<'_> {
    /// Which rooms and educators can be had, and what educators have to lead.
    pub fn open_places(&mut self) {
        let instance = self.instance;
        let (rooms, educators) = (instance.rooms.len(), instance.educators.len());
        for (at, room) in instance.rooms.iter().enumerate() {
            room.periods.iter().for_each(|period| self.room_open[period * rooms + at] = true);
        }
        for (at, educator) in instance.educators.iter().enumerate() {
            educator.periods.iter().for_each(|period| self.educator_open[period * educators + at] = true);
        }
        for lock in &instance.locks {
            match lock {
                Lock::Free { educator, period, .. } => {
                    self.educator_open[period * educators + educator] = false;
                }
                Lock::Closed { room, period, .. } => {
                    self.room_open[period * rooms + room] = false;
                }
                Lock::Seat { .. } | Lock::Leads { .. } => {}
            }
        }
        for (at, lock) in instance.locks.iter().enumerate() {
            let Lock::Leads { educator, period, modality, lesson, room, .. } = lock else { continue };
            if !self.educator_open(*period, *educator) {
                self.broken.push(Broken::Lock(at));
                continue;
            }
            let lead =
                self.leads[period * educators + educator].get_or_insert(Lead { lock: at, ..Lead::default() });
            let before = *lead;
            let agreed = [
                merge(&mut lead.modality, *modality),
                merge(&mut lead.lesson, *lesson),
                merge(&mut lead.room, *room),
            ];
            if agreed.contains(&false) {
                *lead = before;
                self.broken.push(Broken::Lock(at));
            }
        }
    }
}
