//! The changes that the search tries.

use super::Search;
use crate::solve::draft::Doing;
use crate::solve::gather::Offer;

/// How many offers are looked at before one is opened.
const OFFERS: usize = 12;

impl Search<'_, '_, '_> {
    /// Begins a change; false where it comes to nothing.
    pub(super) fn change(&mut self, waiting: &mut Vec<usize>) -> bool {
        match self.random.below(100) {
            0..50 => self.move_party(waiting),
            50..60 => self.move_learner(waiting),
            60..80 => self.change_educator(waiting),
            80..88 => self.gather_peers(waiting),
            88..94 => self.disband_one(waiting),
            _ => self.shift_group(),
        }
    }

    fn any_party(&mut self) -> Option<usize> {
        if !self.focus.is_empty() && self.random.below(4) > 0 {
            return Some(self.focus[self.random.below(self.focus.len())]);
        }
        let parties = self.draft.day.parties.len();
        (parties > 0).then(|| self.random.below(parties))
    }

    /// Somebody sits elsewhere, in the place of another if need be.
    fn move_party(&mut self, waiting: &mut Vec<usize>) -> bool {
        let Some(party) = self.any_party() else { return false };
        let day = self.draft.day;
        let who = &day.parties[party];
        let from = self.draft.seat[party];
        let mut open: Vec<usize> = Vec::new();
        for (lesson, _) in &who.by_worth {
            open.extend(self.draft.with_lesson(who.period, *lesson));
        }
        for modality in &day.own_modalities {
            open.extend(self.draft.with_own(who.period, *modality));
        }
        open.retain(|group| Some(*group) != from);
        if open.is_empty() {
            return false;
        }
        let to = open[self.random.below(open.len())];
        self.draft.leave_seat(party);
        if self.draft.joined(party, to).is_none() {
            let there = &self.draft.groups[to].parties;
            if there.is_empty() {
                return false;
            }
            let other = there[self.random.below(there.len())];
            self.draft.leave_seat(other);
            if self.draft.joined(party, to).is_none() {
                return false;
            }
            waiting.push(other);
        }
        self.draft.take_seat(party, to);
        true
    }

    /// Somebody's whole day, or two periods of it, is laid anew.
    fn move_learner(&mut self, waiting: &mut Vec<usize>) -> bool {
        let learners = self.draft.day.instance.learners.len();
        if learners == 0 {
            return false;
        }
        let learner = self.random.below(learners);
        let periods = self.draft.day.periods;
        let mut parties: Vec<usize> =
            (0..periods).filter_map(|period| self.draft.day.party_at(learner, period)).collect();
        if parties.len() < 2 {
            return false;
        }
        for at in (1..parties.len()).rev() {
            parties.swap(at, self.random.below(at + 1));
        }
        parties.truncate(2 + self.random.below(2));
        for party in &parties {
            self.draft.leave_seat(*party);
        }
        waiting.extend(parties);
        true
    }

    /// An educator leads something else, or something instead of nothing.
    fn change_educator(&mut self, waiting: &mut Vec<usize>) -> bool {
        let day = self.draft.day;
        let educators = day.instance.educators.len();
        if educators == 0 || day.periods == 0 {
            return false;
        }
        let (period, educator) = (self.random.below(day.periods), self.random.below(educators));
        if !day.educator_open(period, educator) {
            return false;
        }
        match self.draft.doing(period, educator) {
            Doing::Leading(group) if self.draft.groups[group].fixed.is_some() => return false,
            Doing::Leading(group) => self.draft.disband(group, waiting),
            Doing::Watching(room) => self.draft.unwatch(period, room),
            Doing::Nothing => {}
        }
        if self.draft.led_today[educator] >= day.instance.educators[educator].most_groups as usize {
            let others: Vec<usize> =
                (0..day.periods).filter_map(|other| self.draft.leads(other, educator)).collect();
            if others.is_empty() {
                return false;
            }
            let other = others[self.random.below(others.len())];
            self.draft.disband(other, waiting);
        }
        let Some(offer) = self.draw_offer(period, educator) else { return false };
        let Some(room) = self.draft.room_for(offer, &mut self.random) else { return false };
        self.draft.gather(offer, room, waiting)
    }

    /// The best of some offers that an educator could lead.
    fn draw_offer(&mut self, period: usize, educator: usize) -> Option<Offer> {
        let day = self.draft.day;
        let led = &day.led[period];
        let own: Vec<usize> =
            day.own_modalities.iter().copied().filter(|one| day.instance.modalities[*one].educator).collect();
        if !own.is_empty() && (led.is_empty() || self.random.below(10) == 0) {
            let modality = own[self.random.below(own.len())];
            let offer = Offer { period, modality, lesson: None, educator: Some(educator) };
            return day.may_lead(period, educator, modality, None).then_some(offer);
        }
        let mut best: Option<(Offer, f64)> = None;
        for _ in 0..OFFERS {
            if led.is_empty() {
                break;
            }
            let lesson = led[self.random.below(led.len())];
            let modality = day.instance.lessons[lesson].modality;
            if !day.may_lead(period, educator, modality, Some(lesson)) {
                continue;
            }
            let offer = Offer { period, modality, lesson: Some(lesson), educator: Some(educator) };
            if let Some(gain) = self.draft.promise(offer)
                && best.is_none_or(|(_, other)| gain > other)
            {
                best = Some((offer, gain));
            }
        }
        best.map(|(offer, _)| offer)
    }

    /// Learners come together around a lesson without an educator.
    fn gather_peers(&mut self, waiting: &mut Vec<usize>) -> bool {
        let day = self.draft.day;
        if day.periods == 0 {
            return false;
        }
        let period = self.random.below(day.periods);
        let unled = &day.unled[period];
        let mut best: Option<(Offer, f64)> = None;
        for _ in 0..OFFERS {
            if unled.is_empty() {
                return false;
            }
            let lesson = unled[self.random.below(unled.len())];
            let modality = day.instance.lessons[lesson].modality;
            let offer = Offer { period, modality, lesson: Some(lesson), educator: None };
            if let Some(gain) = self.draft.promise(offer)
                && best.is_none_or(|(_, other)| gain > other)
            {
                best = Some((offer, gain));
            }
        }
        let Some((offer, _)) = best else { return false };
        let Some(room) = self.draft.room_for(offer, &mut self.random) else { return false };
        self.draft.gather(offer, room, waiting)
    }

    fn any_group(&mut self) -> Option<usize> {
        if self.draft.groups.is_empty() {
            return None;
        }
        let group = self.random.below(self.draft.groups.len());
        let forming = &self.draft.groups[group];
        (forming.open && forming.fixed.is_none()).then_some(group)
    }

    /// A group without an educator is dissolved.
    fn disband_one(&mut self, waiting: &mut Vec<usize>) -> bool {
        let Some(group) = self.any_group() else { return false };
        let most = self.draft.day.instance.modalities[self.draft.groups[group].modality].group.most;
        if self.draft.groups[group].educator.is_some() || most > 12 {
            return false;
        }
        self.draft.disband(group, waiting);
        true
    }

    /// A group works in another room.
    fn shift_group(&mut self) -> bool {
        let rooms = self.draft.day.instance.rooms.len();
        if rooms < 2 {
            return false;
        }
        let Some(group) = self.any_group() else { return false };
        let room = self.random.below(rooms);
        if !self.draft.could_shift(group, room) {
            return false;
        }
        self.draft.shift(group, room);
        true
    }
}
