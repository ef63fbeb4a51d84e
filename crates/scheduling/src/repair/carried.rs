//! What of a published schedule still means something on the changed day.

use std::collections::HashMap;

use crate::admission::{offers, refused};
use crate::solve::{Day, Sat};
use crate::{Instance, Schedule};

/// What of a seat is no longer there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lost {
    /// The educator is not there, or may not lead this.
    Educator,
    /// The room cannot be had, or does not fit.
    Room,
    /// The lesson or modality is gone, or not for this learner any more.
    Lesson,
    /// People decided otherwise: a lock, or a group that stands already.
    Decided,
}

/// A group as it was, by place of the changed day.
#[derive(Debug, Clone)]
pub struct CarriedGroup {
    pub period: usize,
    /// `None` where something of it is gone.
    pub sat: Option<Sat>,
    pub fixed: bool,
    /// Learners who are still there, with their lesson.
    pub learners: Vec<(usize, Option<usize>)>,
}

/// A seat as it was.
#[derive(Debug, Clone, Copy)]
pub struct CarriedSeat {
    pub sat: Option<Sat>,
    pub lost: Option<Lost>,
    /// By place among the carried groups.
    pub group: usize,
}

/// A schedule carried over.
#[derive(Debug, Clone)]
pub struct Carried {
    pub groups: Vec<CarriedGroup>,
    /// Period, room, educator.
    pub watches: Vec<(usize, usize, usize)>,
    periods: usize,
    seats: Vec<Option<CarriedSeat>>,
}

impl Carried {
    pub fn new(was: &Instance, schedule: &Schedule, now: &Instance) -> Self {
        let room = by_id(was.rooms.iter().map(|one| &one.id), now.rooms.iter().map(|one| &one.id));
        let period = by_id(was.periods.iter().map(|one| &one.id), now.periods.iter().map(|one| &one.id));
        let modality =
            by_id(was.modalities.iter().map(|one| &one.id), now.modalities.iter().map(|one| &one.id));
        let educator =
            by_id(was.educators.iter().map(|one| &one.id), now.educators.iter().map(|one| &one.id));
        let lesson = by_id(was.lessons.iter().map(|one| &one.id), now.lessons.iter().map(|one| &one.id));
        let learner = by_id(was.learners.iter().map(|one| &one.id), now.learners.iter().map(|one| &one.id));
        let at = |list: &[Option<usize>], place: usize| list.get(place).copied().flatten();
        let periods = now.periods.len();
        let mut carried = Self {
            groups: Vec::new(),
            watches: Vec::new(),
            periods,
            seats: vec![None; now.learners.len() * periods],
        };
        for group in &schedule.groups {
            let Some(when) = at(&period, group.period) else { continue };
            let led = group.educator.map(|one| at(&educator, one));
            let (r, m) = (at(&room, group.room), at(&modality, group.modality));
            let work = group.lesson.map(|one| at(&lesson, one));
            let lost = match (r, m, led, work) {
                (_, _, Some(None), _) => Some(Lost::Educator),
                (None, ..) => Some(Lost::Room),
                (_, None, ..) | (_, _, _, Some(None)) => Some(Lost::Lesson),
                _ => None,
            };
            let sat = match (r, m) {
                (Some(room), Some(modality)) if lost.is_none() => {
                    Some(Sat { room, modality, educator: led.flatten(), lesson: work.flatten() })
                }
                _ => None,
            };
            let place = carried.groups.len();
            let mut learners = Vec::new();
            for seat in &group.seats {
                let Some(who) = at(&learner, seat.learner) else { continue };
                if !now.learners[who].periods.contains(&when) {
                    continue;
                }
                let own = seat.lesson.map(|one| at(&lesson, one));
                let gone = own == Some(None);
                let sat = sat.filter(|_| !gone).map(|sat| Sat { lesson: own.flatten(), ..sat });
                carried.seats[who * periods + when] =
                    Some(CarriedSeat { sat, lost: lost.or(gone.then_some(Lost::Lesson)), group: place });
                learners.push((who, own.flatten()));
            }
            carried.groups.push(CarriedGroup { period: when, sat, fixed: group.fixed.is_some(), learners });
        }
        for watch in &schedule.watches {
            if let (Some(period), Some(room), Some(educator)) =
                (at(&period, watch.period), at(&room, watch.room), at(&educator, watch.educator))
            {
                carried.watches.push((period, room, educator));
            }
        }
        carried
    }

    /// The seat that a learner had.
    pub fn seat(&self, learner: usize, period: usize) -> Option<&CarriedSeat> {
        self.seats[learner * self.periods + period].as_ref()
    }

    /// What stands against a learner's seat as it was, whatever the others do.
    pub fn lost(&self, day: &Day, learner: usize, period: usize) -> Option<Lost> {
        let carried = self.seat(learner, period)?;
        let Some(sat) = carried.sat else { return carried.lost };
        let instance = day.instance;
        let fixed = instance
            .fixed
            .iter()
            .position(|group| group.period == period && group.learners.contains(&learner));
        if let Some(fixed) = fixed {
            let group = &instance.fixed[fixed];
            let same = day.stands[fixed]
                && group.room == sat.room
                && group.modality == sat.modality
                && group.educator == sat.educator
                && group.lesson == sat.lesson;
            return (!same).then_some(Lost::Decided);
        }
        if !day.room_open(period, sat.room) || !day.hosts(sat.modality, sat.room) {
            return Some(Lost::Room);
        }
        let needs = &instance.learners[learner].needs;
        if !offers(&instance.rooms[sat.room].features, &needs.room_features) {
            return Some(Lost::Room);
        }
        if sat.educator.is_some() != instance.modalities[sat.modality].educator {
            return Some(Lost::Educator);
        }
        let Some(lesson) = sat.lesson else { return Some(Lost::Lesson) };
        if sat.educator.is_some_and(|educator| {
            !day.educator_open(period, educator)
                || !instance.educators[educator].modalities.contains(sat.modality)
                || !instance.educators[educator].competencies.contains(instance.lessons[lesson].competency)
                || !offers(&instance.educators[educator].features, &needs.educator_features)
        }) {
            return Some(Lost::Educator);
        }
        if refused(instance, learner, lesson).is_some()
            || instance.lessons[lesson].minutes > instance.periods[period].minutes
        {
            return Some(Lost::Lesson);
        }
        let decided = day.party_at(learner, period).is_none_or(|party| {
            let party = &day.parties[party];
            let kind = &day.kinds[party.kind];
            party.torn
                || !kind.rooms[sat.room]
                || kind.led_by.is_some_and(|wanted| sat.educator != Some(wanted))
                || party.modality.is_some_and(|wanted| wanted != sat.modality)
        });
        decided.then_some(Lost::Decided)
    }

    /// Whether fewer of a group are left than it needs.
    pub fn too_small(&self, day: &Day, group: usize) -> bool {
        let group = &self.groups[group];
        let Some(sat) = group.sat else { return false };
        let left =
            group.learners.iter().filter(|(one, _)| self.lost(day, *one, group.period).is_none()).count();
        left < day.instance.modalities[sat.modality].group.least as usize
    }
}

/// By old place, the new place of the same id.
fn by_id<'a>(
    old: impl Iterator<Item = &'a String>,
    new: impl Iterator<Item = &'a String>,
) -> Vec<Option<usize>> {
    let places: HashMap<&String, usize> = new.enumerate().map(|(at, id)| (id, at)).collect();
    old.map(|id| places.get(id).copied()).collect()
}
