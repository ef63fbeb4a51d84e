//! A draft filled with what stood before, as far as it still can.

use super::{Draft, Sat};
use crate::repair::Carried;

impl Draft<'_, '_> {
    /// Seats everybody where they sat, fills groups that fell too small, and finds seats for the rest.
    pub fn reinstate(&mut self, carried: &Carried) {
        for group in self.stand_as_before(carried) {
            self.fill(group);
        }
        self.touched.extend(0..self.groups.len());
        let mut waiting = Vec::new();
        self.settle_touched(&mut waiting);
        self.leave_unwatched();
        self.seat_everybody();
        self.keep();
    }

    /// Seats everybody where they sat, as far as that can be; gives the groups that are too small.
    pub fn stand_as_before(&mut self, carried: &Carried) -> Vec<usize> {
        let mut small = Vec::new();
        for group in &carried.groups {
            let Some(sat) = group.sat.filter(|_| !group.fixed) else { continue };
            if !self.can_open(group.period, &sat) {
                continue;
            }
            let open = self.open(group.period, sat.room, sat.modality, sat.lesson, sat.educator);
            for (learner, lesson) in &group.learners {
                let Some(party) = self.day.party_at(*learner, group.period) else { continue };
                let same =
                    |lesson: &usize| self.lesson_in(*learner, open, 1).is_some_and(|(one, _)| one == *lesson);
                if self.seat[party].is_none()
                    && lesson.as_ref().is_some_and(same)
                    && self.joined(party, open).is_some()
                {
                    self.take_seat(party, open);
                }
            }
            let least = self.day.instance.modalities[sat.modality].group.least as usize;
            if self.groups[open].size < least {
                small.push(open);
            }
        }
        for (period, room, educator) in &carried.watches {
            let idle = self.day.educator_open(*period, *educator)
                && self.doing(*period, *educator) == super::Doing::Nothing
                && self.watcher[period * self.day.instance.rooms.len() + room].is_none();
            if idle && self.day.room_open(*period, *room) && !self.attended(*period, *room) {
                self.watch(*period, *room, *educator);
                self.rooms_touched.push((*period, *room));
            }
        }
        small
    }

    fn can_open(&self, period: usize, sat: &Sat) -> bool {
        self.day.room_open(period, sat.room)
            && self.day.hosts(sat.modality, sat.room)
            && self.groups_left(period, sat.room) > 0
            && sat.educator.is_some() == self.day.instance.modalities[sat.modality].educator
            && sat.educator.is_none_or(|educator| {
                self.day.may_lead(period, educator, sat.modality, sat.lesson)
                    && self.doing(period, educator) == super::Doing::Nothing
                    && self.led_today[educator] < self.day.instance.educators[educator].most_groups as usize
                    && self
                        .day
                        .lead(period, educator)
                        .is_none_or(|lead| lead.room.is_none_or(|wanted| wanted == sat.room))
            })
    }

    /// Brings whoever has no seat into a group that is too small.
    fn fill(&mut self, group: usize) {
        let day = self.day;
        let least = day.instance.modalities[self.groups[group].modality].group.least as usize;
        let mut could: Vec<(usize, f64)> = day.by_period[self.groups[group].period]
            .iter()
            .filter(|party| self.seat[**party].is_none())
            .filter_map(|party| Some((*party, self.joined(*party, group)?.worth)))
            .collect();
        could.sort_by(|a, b| b.1.total_cmp(&a.1));
        for (party, _) in could {
            if self.groups[group].size >= least {
                break;
            }
            if self.joined(party, group).is_some() {
                self.take_seat(party, group);
            }
        }
    }

    /// Where a learner sits.
    pub fn sits(&self, learner: usize, period: usize) -> Option<Sat> {
        let at = learner * self.day.periods + period;
        let forming = &self.groups[self.group_at[at]?];
        Some(Sat {
            room: forming.room,
            modality: forming.modality,
            educator: forming.educator,
            lesson: self.lesson_at[at],
        })
    }

    /// Educators who are there and whose prepared group is not as it was: period and educator.
    pub fn unprepared(&self) -> Vec<(usize, usize)> {
        let Some(before) = self.before else { return Vec::new() };
        let educators = self.day.instance.educators.len();
        let prepared = before.prepared.iter().enumerate().filter(|(_, sat)| sat.is_some());
        prepared
            .map(|(at, _)| (at / educators, at % educators))
            .filter(|(period, educator)| match self.doing(*period, *educator) {
                super::Doing::Leading(group) => !self.is_prepared(group),
                _ => true,
            })
            .collect()
    }

    /// Whether somebody of a party sits elsewhere than before, or nowhere.
    pub fn differs(&self, party: usize) -> bool {
        let who = &self.day.parties[party];
        self.seat[party].is_none()
            || self.before.is_some_and(|before| {
                who.members.iter().any(|learner| {
                    let was = before.seats[learner * self.day.periods + who.period];
                    was.is_none() || was != self.sits(*learner, who.period)
                })
            })
    }
}
