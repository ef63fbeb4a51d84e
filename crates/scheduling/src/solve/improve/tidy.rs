//! The last look: rooms are exchanged until fewer changes of room are not to be had for the same worth.

use super::Search;

/// Rounds over all groups and parties at most.
const ROUNDS: usize = 6;

impl Search<'_, '_, '_> {
    /// Takes every change that makes the best draft better, until there is none.
    pub(super) fn tidy(&mut self) {
        self.draft = self.best.clone();
        for _ in 0..ROUNDS {
            let before = self.draft.score.total();
            self.tidy_groups();
            self.tidy_parties();
            if self.draft.score.total() <= before + 1e-9 || self.passed() >= self.limits.time {
                break;
            }
        }
        self.keep_best();
    }

    /// Groups move to other rooms, or change rooms with another.
    fn tidy_groups(&mut self) {
        for group in 0..self.draft.groups.len() {
            let rooms = self.draft.day.instance.rooms.len();
            for room in 0..rooms {
                if self.stays(group) {
                    continue;
                }
                if self.draft.could_shift(group, room) {
                    self.try_change(|draft, _| {
                        draft.shift(group, room);
                        true
                    });
                } else if room != self.draft.groups[group].room {
                    self.exchange_rooms(group, room);
                }
            }
        }
    }

    fn stays(&self, group: usize) -> bool {
        !self.draft.groups[group].open || self.draft.groups[group].fixed.is_some()
    }

    /// A group changes places with one in a full room.
    fn exchange_rooms(&mut self, group: usize, room: usize) {
        let period = self.draft.groups[group].period;
        let others: Vec<usize> = (0..self.draft.groups.len())
            .filter(|other| !self.stays(*other))
            .filter(|other| {
                self.draft.groups[*other].period == period && self.draft.groups[*other].room == room
            })
            .collect();
        for other in others {
            let done = self.try_change(|draft, waiting| {
                let from = draft.groups[group].room;
                // Everybody of the other group stands up for a moment, so that both rooms have place.
                let parties = draft.groups[other].parties.clone();
                for party in &parties {
                    draft.leave_seat(*party);
                }
                if !draft.could_shift(other, from) {
                    return false;
                }
                draft.shift(other, from);
                if !draft.could_shift(group, room) {
                    return false;
                }
                draft.shift(group, room);
                for party in parties {
                    if draft.joined(party, other).is_none() {
                        return false;
                    }
                    draft.take_seat(party, other);
                }
                waiting.clear();
                true
            });
            if done {
                break;
            }
        }
    }

    /// Each party takes the best seat that is left, and so the nearest among equals.
    fn tidy_parties(&mut self) {
        for party in 0..self.draft.day.parties.len() {
            if self.draft.seat[party].is_none_or(|group| self.stays(group)) {
                continue;
            }
            self.try_change(|draft, waiting| {
                draft.leave_seat(party);
                waiting.push(party);
                true
            });
        }
    }
}
