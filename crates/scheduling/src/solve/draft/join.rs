//! Who can join which group, and what that is worth.

use super::{Doing, Draft};
use crate::ApartIn;
use crate::solve::score::ROOM_CHANGE;

/// What sitting as before is worth to a repair while somebody looks for a seat.
const AS_BEFORE: f64 = 100.0;

/// A seat that can be taken.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Joined {
    pub worth: f64,
    /// The worth, less what a change of rooms costs, and more where they sat there before.
    pub appeal: f64,
}

/// Where somebody could sit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In a group that is open.
    In(usize),
    /// In a new group in which everybody has their own lesson and nobody leads.
    New { modality: usize, room: usize },
}

impl Draft<'_, '_> {
    /// The lesson that a learner would have in a group and its worth; `None` for none.
    ///
    /// `copies` of the materials have to be left.
    pub fn lesson_in(&self, learner: usize, group: usize, copies: u32) -> Option<(usize, f64)> {
        let forming = &self.groups[group];
        let Some(lesson) = forming.lesson else {
            return self.own_lesson(
                learner,
                forming.period,
                forming.modality,
                forming.educator,
                forming.room,
                copies,
            );
        };
        let party = self.day.party_at(learner, forming.period)?;
        Some((lesson, self.day.parties[party].worth(lesson)?))
    }

    /// The best lesson of one's own that is left to a learner.
    pub fn own_lesson(
        &self,
        learner: usize,
        period: usize,
        modality: usize,
        educator: Option<usize>,
        room: usize,
        copies: u32,
    ) -> Option<(usize, f64)> {
        let day = self.day;
        let minutes = day.instance.periods[period].minutes;
        let party = &day.parties[day.party_at(learner, period)?];
        if party.modality.is_some_and(|wanted| wanted != modality) {
            return None;
        }
        let wanted = party.members.iter().position(|one| *one == learner).and_then(|at| party.wanted[at]);
        let before = self.lesson_before(learner, period, room, modality, educator);
        let fits = |own: &&crate::solve::day::Own| {
            own.minutes <= minutes
                && wanted.is_none_or(|wanted| wanted == own.lesson)
                && educator.is_none_or(|educator| {
                    day.instance.educators[educator].competencies.contains(own.competency)
                })
                && self.fits_today(learner, period, own.lesson)
                && self.copies_left(period, own.lesson, copies)
        };
        let list = day.own(learner, modality);
        list.iter()
            .filter(|own| before == Some(own.lesson))
            .find(fits)
            .or_else(|| list.iter().find(fits))
            .map(|own| (own.lesson, own.worth))
    }

    fn copies_left(&self, period: usize, lesson: usize, more: u32) -> bool {
        let taken = self.copies_taken[period * self.day.instance.lessons.len() + lesson];
        self.day.instance.lessons[lesson].copies.is_none_or(|copies| taken + more <= copies)
    }

    /// Whether the other periods leave room for `lesson`.
    pub fn fits_today(&self, learner: usize, period: usize, lesson: usize) -> bool {
        let day = self.day;
        let competency = day.instance.lessons[lesson].competency;
        let mut of_competency = 0;
        for other in (0..day.periods).filter(|other| *other != period) {
            let at = learner * day.periods + other;
            let Some(one) = self.lesson_at[at] else { continue };
            if one == lesson {
                return false;
            }
            let fixed = self.group_at[at].is_some_and(|group| self.groups[group].fixed.is_some());
            if !fixed && day.instance.lessons[one].competency == competency {
                of_competency += 1;
            }
        }
        of_competency < day.instance.rules.most_of_a_competency
    }

    /// Whether a learner has a period of `modality` left today.
    pub fn modality_left(&self, learner: usize, modality: usize) -> bool {
        self.modality_today[learner * self.day.instance.modalities.len() + modality]
            < self.day.instance.modalities[modality].most_a_day
    }

    /// Whether a party without a seat could sit in a room as it is, be led by `educator`, and what is decided of it.
    fn suits(&self, party: usize, room: usize, educator: Option<usize>) -> bool {
        let who = &self.day.parties[party];
        let kind = &self.day.kinds[who.kind];
        let many = who.members.len();
        !who.torn
            && kind.rooms[room]
            && educator.is_none_or(|educator| kind.educators[educator])
            && kind.led_by.is_none_or(|wanted| educator == Some(wanted))
            && many <= self.seats_left(who.period, room)
    }

    /// Whether the day leaves room for `modality` to all of a party.
    fn modality_fits(&self, party: usize, modality: usize) -> bool {
        let who = &self.day.parties[party];
        who.modality.is_none_or(|wanted| wanted == modality)
            && who.members.iter().all(|learner| self.modality_left(*learner, modality))
    }

    /// What a group is worth to a party without a seat; `None` where it cannot join.
    pub fn joined(&self, party: usize, group: usize) -> Option<Joined> {
        let day = self.day;
        let who = &day.parties[party];
        let forming = &self.groups[group];
        let how = &day.instance.modalities[forming.modality];
        let size = forming.size + who.members.len();
        if forming.fixed.is_some()
            || size > how.group.most as usize
            || size > who.group_most
            || !self.suits(party, forming.room, forming.educator)
            || !self.modality_fits(party, forming.modality)
            || (how.device && who.devices > self.devices_left(who.period, forming.room))
            || (forming.strict > 0
                && forming.parties.iter().any(|other| size > day.parties[*other].group_most))
            || !who.members.iter().all(|learner| self.may_meet(*learner, group, forming.room))
        {
            return None;
        }
        let many = u32::try_from(who.members.len()).unwrap_or(u32::MAX);
        let worth = match forming.lesson {
            Some(lesson) => {
                let fits = self.copies_left(who.period, lesson, many)
                    && who.members.iter().all(|learner| self.fits_today(*learner, who.period, lesson));
                if !fits {
                    return None;
                }
                who.worth(lesson)?
            }
            None => who
                .members
                .iter()
                .try_fold(0.0, |sum, learner| Some(sum + self.lesson_in(*learner, group, many)?.1))?,
        };
        Some(Joined {
            worth,
            appeal: worth
                + self.liking(party, forming.room, forming.modality, forming.educator, forming.lesson),
        })
    }

    /// Whether nobody from whom a learner is kept apart is in the group, or in the room.
    fn may_meet(&self, learner: usize, group: usize, room: usize) -> bool {
        let period = self.groups[group].period;
        self.day.apart[learner].iter().all(|(other, within)| {
            self.group_at[other * self.day.periods + period]
                .is_none_or(|at| at != group && (*within == ApartIn::Group || self.groups[at].room != room))
        })
    }

    /// Whether a learner may be in a room beside those who are there.
    fn may_be_in(&self, learner: usize, period: usize, room: usize) -> bool {
        self.day.apart[learner].iter().all(|(other, within)| {
            *within == ApartIn::Group
                || self.group_at[other * self.day.periods + period]
                    .is_none_or(|at| self.groups[at].room != room)
        })
    }

    fn liking(
        &self,
        party: usize,
        room: usize,
        modality: usize,
        educator: Option<usize>,
        lesson: Option<usize>,
    ) -> f64 {
        let day = self.day;
        let who = &day.parties[party];
        let mut liking = 0.0;
        for learner in &who.members {
            let at = learner * day.periods + who.period;
            let other = |at: usize| self.group_at[at].is_some_and(|group| self.groups[group].room != room);
            if who.period > 0 && other(at - 1) {
                liking -= ROOM_CHANGE;
            }
            if who.period + 1 < day.periods && other(at + 1) {
                liking -= ROOM_CHANGE;
            }
            if let Some(before) = self.lesson_before(*learner, who.period, room, modality, educator)
                && lesson.is_none_or(|lesson| lesson == before)
            {
                liking += AS_BEFORE;
            }
        }
        liking
    }

    /// The other period in which a learner has `lesson`, or works on its competency as often as a day allows.
    pub fn same_today(&self, learner: usize, period: usize, lesson: usize) -> Option<usize> {
        if self.fits_today(learner, period, lesson) {
            return None;
        }
        let competency = self.day.instance.lessons[lesson].competency;
        (0..self.day.periods).filter(|other| *other != period).find(|other| {
            self.lesson_at[learner * self.day.periods + other]
                .is_some_and(|one| self.day.instance.lessons[one].competency == competency)
        })
    }

    /// Whether a party without a seat could begin a group of its own lessons.
    pub fn best_new(&self, party: usize, modality: usize) -> bool {
        !self.day.instance.modalities[modality].educator && self.new_places(party, modality).next().is_some()
    }

    /// The best seat for a party without one, `group` left out.
    pub fn best_place_but(&self, party: usize, group: usize) -> Option<Joined> {
        let day = self.day;
        let who = &day.parties[party];
        let with_lesson = who.by_worth.iter().flat_map(|(lesson, _)| self.with_lesson(who.period, *lesson));
        let with_own = day.own_modalities.iter().flat_map(|modality| self.with_own(who.period, *modality));
        let open = with_lesson.chain(with_own).filter(|one| **one != group);
        let open = open.filter_map(|group| self.joined(party, *group));
        let new = day.own_modalities.iter().filter(|one| !day.instance.modalities[**one].educator);
        let new = new.flat_map(|modality| self.new_places(party, *modality).map(|(_, joined)| joined));
        open.chain(new).max_by(|a, b| a.worth.total_cmp(&b.worth))
    }

    /// Whether an educator leads a group.
    pub fn leads_something(&self, period: usize, educator: usize) -> bool {
        matches!(self.doing(period, educator), Doing::Leading(_))
    }

    /// The best seat for a party without one.
    pub fn best_place(&self, party: usize) -> Option<(Place, Joined)> {
        let day = self.day;
        let who = &day.parties[party];
        let mut best: Option<(Place, Joined)> = None;
        let mut better = |place: Place, joined: Joined| {
            if best.is_none_or(|(_, other)| joined.appeal > other.appeal) {
                best = Some((place, joined));
            }
        };
        for (lesson, _) in &who.by_worth {
            for group in self.with_lesson(who.period, *lesson) {
                if let Some(joined) = self.joined(party, *group) {
                    better(Place::In(*group), joined);
                }
            }
        }
        for modality in &day.own_modalities {
            let mut found = false;
            for group in self.with_own(who.period, *modality) {
                if let Some(joined) = self.joined(party, *group) {
                    found = true;
                    better(Place::In(*group), joined);
                }
            }
            if (!found || self.before.is_some()) && !day.instance.modalities[*modality].educator {
                self.new_places(party, *modality).for_each(|(room, joined)| {
                    better(Place::New { modality: *modality, room }, joined);
                });
            }
        }
        best
    }

    /// Rooms in which a party could begin a group of its own lessons.
    fn new_places(&self, party: usize, modality: usize) -> impl Iterator<Item = (usize, Joined)> {
        let day = self.day;
        let who = &day.parties[party];
        let how = &day.instance.modalities[modality];
        let many = who.members.len();
        let sized = many >= how.group.least as usize && many <= (how.group.most as usize).min(who.group_most);
        let fits = sized && self.modality_fits(party, modality);
        let rooms = if fits { day.instance.rooms.len() } else { 0 };
        (0..rooms).filter_map(move |room| {
            let place = self.groups_left(who.period, room) > 0
                && self.suits(party, room, None)
                && day.hosts(modality, room)
                && (!how.device || who.devices <= self.devices_left(who.period, room))
                && (self.attended(who.period, room) || self.idle(who.period).is_some())
                && who.members.iter().all(|learner| self.may_be_in(*learner, who.period, room));
            if !place {
                return None;
            }
            let copies = u32::try_from(many).unwrap_or(u32::MAX);
            let worth = who.members.iter().try_fold(0.0, |sum, learner| {
                Some(sum + self.own_lesson(*learner, who.period, modality, None, room, copies)?.1)
            })?;
            Some((room, Joined { worth, appeal: worth + self.liking(party, room, modality, None, None) }))
        })
    }

    /// An educator who is there and does nothing.
    pub fn idle(&self, period: usize) -> Option<usize> {
        (0..self.day.instance.educators.len())
            .filter(|educator| {
                self.day.educator_open(period, *educator) && self.day.lead(period, *educator).is_none()
            })
            .find(|educator| self.doing(period, *educator) == Doing::Nothing)
    }

    /// Whether a group could be in another room as it is.
    pub fn could_shift(&self, group: usize, room: usize) -> bool {
        let day = self.day;
        let forming = &self.groups[group];
        let (period, how) = (forming.period, &day.instance.modalities[forming.modality]);
        let devices = || forming.parties.iter().map(|party| day.parties[*party].devices).sum::<usize>();
        forming.fixed.is_none()
            && room != forming.room
            && day.room_open(period, room)
            && day.hosts(forming.modality, room)
            && self.groups_left(period, room) > 0
            && self.seats_left(period, room) >= forming.size
            && (!how.device || devices() <= self.devices_left(period, room))
            && forming.educator.is_none_or(|educator| {
                day.lead(period, educator).is_none_or(|lead| lead.room.is_none_or(|wanted| wanted == room))
            })
            && forming.parties.iter().all(|party| {
                day.kinds[day.parties[*party].kind].rooms[room]
                    && day.parties[*party]
                        .members
                        .iter()
                        .all(|learner| self.may_be_in(*learner, period, room))
            })
    }
}
