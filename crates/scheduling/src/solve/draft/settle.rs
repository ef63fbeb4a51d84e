//! After steps: groups that fell too small are dissolved, who lost their seat finds another, rooms are watched.

use super::{Doing, Draft, Place};

/// Rounds of dissolving before what is left stays without a seat.
const ROUNDS: usize = 8;

impl Draft<'_, '_> {
    /// Seats everybody in `waiting`, and whoever loses a seat by it; false where a room would be left unwatched.
    pub fn settle(&mut self, waiting: &mut Vec<usize>) -> bool {
        for _ in 0..ROUNDS {
            self.dissolve(waiting);
            if waiting.is_empty() {
                break;
            }
            for party in std::mem::take(waiting) {
                self.find_seat(party);
            }
        }
        self.dissolve(waiting);
        waiting.clear();
        self.watch_rooms()
    }

    /// Seats a party as well as possible, if at all.
    pub fn find_seat(&mut self, party: usize) -> bool {
        if self.seat[party].is_some() {
            return true;
        }
        let Some((place, _)) = self.best_place(party) else { return false };
        let period = self.day.parties[party].period;
        let group = match place {
            Place::In(group) => group,
            Place::New { modality, room } => {
                let group = self.open(period, room, modality, None, None);
                if !self.attended(period, room)
                    && let Some(educator) = self.idle(period)
                {
                    self.watch(period, room, educator);
                }
                group
            }
        };
        self.take_seat(party, group);
        true
    }

    /// Closes touched groups that are too small; who was in them waits.
    fn dissolve(&mut self, waiting: &mut Vec<usize>) {
        for group in std::mem::take(&mut self.touched) {
            let forming = &self.groups[group];
            let least = self.day.instance.modalities[forming.modality].group.least as usize;
            if !forming.open || forming.fixed.is_some() || forming.size >= least.max(1) {
                continue;
            }
            while let Some(party) = self.groups[group].parties.last().copied() {
                self.leave_seat(party);
                waiting.push(party);
            }
            self.touched.retain(|other| *other != group);
            self.close(group);
        }
    }

    /// Sees to it that somebody is in each touched room that must be watched, and nobody in vain.
    fn watch_rooms(&mut self) -> bool {
        let rooms = self.day.instance.rooms.len();
        while let Some((period, room)) = self.rooms_touched.pop() {
            let at = period * rooms + room;
            let used = self.groups_in[at] > 0;
            if self.watcher[at].is_some() && (!used || self.led_in[at] > 0) {
                self.unwatch(period, room);
            } else if used && !self.attended(period, room) {
                let Some(educator) = self.idle(period) else { return false };
                self.watch(period, room, educator);
            }
        }
        true
    }

    /// Closes what is too small; who was in it has no seat for the moment.
    pub fn settle_touched(&mut self, waiting: &mut Vec<usize>) {
        self.dissolve(waiting);
        waiting.clear();
    }

    /// Sees to it that each room that must be watched is, and takes everybody out of those for which nobody is left.
    pub fn leave_unwatched(&mut self) {
        let rooms = self.day.instance.rooms.len();
        for (period, room) in (0..self.watcher.len()).map(|at| (at / rooms, at % rooms)) {
            self.rooms_touched.clear();
            self.rooms_touched.push((period, room));
            if self.watch_rooms() {
                continue;
            }
            let here = |group: &usize| {
                let forming = &self.groups[*group];
                forming.open && forming.fixed.is_none() && forming.period == period && forming.room == room
            };
            let groups: Vec<usize> = (0..self.groups.len()).filter(here).collect();
            for group in groups {
                self.disband(group, &mut Vec::new());
            }
        }
        self.rooms_touched.clear();
    }

    /// The group that an educator leads and that may be closed.
    pub fn leads(&self, period: usize, educator: usize) -> Option<usize> {
        match self.doing(period, educator) {
            Doing::Leading(group) if self.groups[group].fixed.is_none() => Some(group),
            _ => None,
        }
    }

    /// Takes everybody out of a group and closes it.
    pub fn disband(&mut self, group: usize, waiting: &mut Vec<usize>) {
        while let Some(party) = self.groups[group].parties.last().copied() {
            self.leave_seat(party);
            waiting.push(party);
        }
        self.touched.retain(|other| *other != group);
        self.close(group);
    }
}
