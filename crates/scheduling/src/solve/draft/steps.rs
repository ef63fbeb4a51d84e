//! The steps, each with its way back.

use super::{Doing, Draft, Forming, Step};

impl Draft<'_, '_> {
    /// Opens an empty group.
    pub fn open(
        &mut self,
        period: usize,
        room: usize,
        modality: usize,
        lesson: Option<usize>,
        educator: Option<usize>,
    ) -> usize {
        let group = Forming {
            period,
            room,
            modality,
            lesson,
            educator,
            fixed: None,
            parties: Vec::new(),
            size: 0,
            strict: 0,
            open: true,
        };
        let at = if let Some(at) = self.unused.pop() {
            let was = std::mem::replace(&mut self.groups[at], group);
            self.steps.push(Step::Opened { group: at, was: Some(was) });
            at
        } else {
            self.groups.push(group);
            self.steps.push(Step::Opened { group: self.groups.len() - 1, was: None });
            self.groups.len() - 1
        };
        self.list(at);
        self.touched.push(at);
        self.rooms_touched.push((period, room));
        at
    }

    /// Closes an empty group.
    pub fn close(&mut self, group: usize) {
        self.unlist(group);
        self.unused.push(group);
        self.steps.push(Step::Closed { group });
        let one = &self.groups[group];
        self.rooms_touched.push((one.period, one.room));
    }

    /// Enters an open group everywhere.
    fn list(&mut self, at: usize) {
        let instance = self.day.instance;
        self.groups[at].open = true;
        let group = &self.groups[at];
        let (period, room) = (group.period, group.room);
        match group.lesson {
            Some(lesson) => self.with_lesson[period * instance.lessons.len() + lesson].push(at),
            None => self.with_own[period * instance.modalities.len() + group.modality].push(at),
        }
        self.groups_in[period * instance.rooms.len() + room] += 1;
        if let Some(educator) = group.educator {
            self.led_in[period * instance.rooms.len() + room] += 1;
            self.led_today[educator] += 1;
            self.doing[period * instance.educators.len() + educator] = Doing::Leading(at);
            self.score.not_led -= usize::from(self.day.lead(period, educator).is_some());
            self.score.prepared += usize::from(self.is_prepared(at));
        }
    }

    fn unlist(&mut self, at: usize) {
        let instance = self.day.instance;
        let prepared = self.is_prepared(at);
        self.groups[at].open = false;
        let group = &self.groups[at];
        let (period, room) = (group.period, group.room);
        let list = match group.lesson {
            Some(lesson) => &mut self.with_lesson[period * instance.lessons.len() + lesson],
            None => &mut self.with_own[period * instance.modalities.len() + group.modality],
        };
        if let Some(place) = list.iter().position(|one| *one == at) {
            list.swap_remove(place);
        }
        self.groups_in[period * instance.rooms.len() + room] -= 1;
        if let Some(educator) = group.educator {
            self.led_in[period * instance.rooms.len() + room] -= 1;
            self.led_today[educator] -= 1;
            self.doing[period * instance.educators.len() + educator] = Doing::Nothing;
            self.score.not_led += usize::from(self.day.lead(period, educator).is_some());
            self.score.prepared -= usize::from(prepared);
        }
    }

    /// Seats a party; it can join the group, as [`Draft::joined`] says.
    pub fn take_seat(&mut self, party: usize, group: usize) {
        let day = self.day;
        let who = &day.parties[party];
        for learner in &who.members {
            let lesson = self.lesson_in(*learner, group, 1).map(|(lesson, _)| lesson);
            self.place(*learner, group, lesson);
        }
        self.seated(party, group);
        self.steps.push(Step::Seated { party });
    }

    /// Enters one learner.
    fn place(&mut self, learner: usize, group: usize, lesson: Option<usize>) {
        let day = self.day;
        let (period, modality) = (self.groups[group].period, self.groups[group].modality);
        let at = learner * day.periods + period;
        self.group_at[at] = Some(group);
        self.lesson_at[at] = lesson;
        self.modality_today[learner * day.instance.modalities.len() + modality] += 1;
        if let Some(lesson) = lesson {
            self.copies_taken[period * day.instance.lessons.len() + lesson] += 1;
        }
        self.score.room_changes += self.turns(learner, period);
        self.note_differing(learner, period, true);
    }

    fn remove(&mut self, learner: usize, group: usize) -> Option<usize> {
        let day = self.day;
        let (period, modality) = (self.groups[group].period, self.groups[group].modality);
        self.score.room_changes -= self.turns(learner, period);
        self.note_differing(learner, period, false);
        let at = learner * day.periods + period;
        let lesson = self.lesson_at[at].take();
        self.group_at[at] = None;
        self.modality_today[learner * day.instance.modalities.len() + modality] -= 1;
        if let Some(lesson) = lesson {
            self.copies_taken[period * day.instance.lessons.len() + lesson] -= 1;
        }
        lesson
    }

    /// Counts a party whose learners are entered.
    fn seated(&mut self, party: usize, group: usize) {
        let day = self.day;
        let who = &day.parties[party];
        self.seat[party] = Some(group);
        let forming = &mut self.groups[group];
        forming.parties.push(party);
        forming.size += who.members.len();
        forming.strict += usize::from(who.group_most < usize::MAX);
        let place = who.period * day.instance.rooms.len() + forming.room;
        self.seats_taken[place] += who.members.len();
        if day.instance.modalities[forming.modality].device {
            self.devices_taken[place] += who.devices;
        }
        self.score.unseated -= who.members.len();
        self.score.value += self.worth_now(party);
    }

    /// Takes a party out of its group.
    pub fn leave_seat(&mut self, party: usize) {
        let Some(group) = self.seat[party] else { return };
        let lessons = self.unseat(party, group);
        self.touched.push(group);
        self.steps.push(Step::Left { party, group, lessons });
    }

    fn unseat(&mut self, party: usize, group: usize) -> Vec<usize> {
        let day = self.day;
        let who = &day.parties[party];
        self.score.value -= self.worth_now(party);
        self.score.unseated += who.members.len();
        let lessons = who.members.iter().filter_map(|learner| self.remove(*learner, group)).collect();
        self.seat[party] = None;
        let forming = &mut self.groups[group];
        if let Some(place) = forming.parties.iter().rposition(|one| *one == party) {
            forming.parties.swap_remove(place);
        }
        forming.size -= who.members.len();
        forming.strict -= usize::from(who.group_most < usize::MAX);
        let place = who.period * day.instance.rooms.len() + forming.room;
        self.seats_taken[place] -= who.members.len();
        if day.instance.modalities[forming.modality].device {
            self.devices_taken[place] -= who.devices;
        }
        lessons
    }

    /// Puts an educator into a room for its learners.
    pub fn watch(&mut self, period: usize, room: usize, educator: usize) {
        self.watcher[period * self.day.instance.rooms.len() + room] = Some(educator);
        self.doing[period * self.day.instance.educators.len() + educator] = Doing::Watching(room);
        self.steps.push(Step::Watched { period, room });
    }

    /// Frees whoever watches a room.
    pub fn unwatch(&mut self, period: usize, room: usize) {
        let Some(educator) = self.watcher[period * self.day.instance.rooms.len() + room].take() else {
            return;
        };
        self.doing[period * self.day.instance.educators.len() + educator] = Doing::Nothing;
        self.steps.push(Step::Unwatched { period, room, educator });
        self.rooms_touched.push((period, room));
    }

    /// Moves a group into another room, which has place for it.
    pub fn shift(&mut self, group: usize, room: usize) {
        let from = self.groups[group].room;
        self.enter_room(group, room);
        self.steps.push(Step::Shifted { group, from });
        let period = self.groups[group].period;
        self.rooms_touched.extend([(period, from), (period, room)]);
    }

    fn enter_room(&mut self, group: usize, room: usize) {
        let day = self.day;
        let learners: Vec<(usize, Option<usize>)> = self.groups[group]
            .parties
            .iter()
            .flat_map(|party| &day.parties[*party].members)
            .map(|learner| (*learner, None))
            .collect();
        let learners: Vec<(usize, Option<usize>)> =
            learners.into_iter().map(|(learner, _)| (learner, self.remove(learner, group))).collect();
        let forming = &self.groups[group];
        let devices: usize = if day.instance.modalities[forming.modality].device {
            forming.parties.iter().map(|party| day.parties[*party].devices).sum()
        } else {
            0
        };
        let (size, rooms) = (forming.size, day.instance.rooms.len());
        let (old, new) = (forming.period * rooms + forming.room, forming.period * rooms + room);
        self.seats_taken[old] -= size;
        self.seats_taken[new] += size;
        self.devices_taken[old] -= devices;
        self.devices_taken[new] += devices;
        self.unlist(group);
        self.groups[group].room = room;
        self.list(group);
        for (learner, lesson) in learners {
            self.place(learner, group, lesson);
        }
    }

    /// Where the steps are now, to come back to.
    pub fn mark(&self) -> usize {
        self.steps.len()
    }

    /// Forgets how to come back.
    pub fn keep(&mut self) {
        self.steps.clear();
    }

    /// Takes back every step since `mark`.
    pub fn back_to(&mut self, mark: usize) {
        while self.steps.len() > mark {
            let Some(step) = self.steps.pop() else { break };
            self.take_back(step);
        }
        self.touched.clear();
        self.rooms_touched.clear();
    }

    fn take_back(&mut self, step: Step) {
        let (rooms, educators) = (self.day.instance.rooms.len(), self.day.instance.educators.len());
        match step {
            Step::Seated { party } => {
                if let Some(group) = self.seat[party] {
                    self.unseat(party, group);
                }
            }
            Step::Left { party, group, lessons } => {
                let day = self.day;
                for (at, learner) in day.parties[party].members.iter().enumerate() {
                    self.place(*learner, group, lessons.get(at).copied());
                }
                self.seated(party, group);
            }
            Step::Opened { group, was } => {
                self.unlist(group);
                self.unused.push(group);
                if let Some(was) = was {
                    self.groups[group] = was;
                }
            }
            Step::Closed { group } => {
                self.unused.pop();
                self.list(group);
            }
            Step::Watched { period, room } => {
                if let Some(educator) = self.watcher[period * rooms + room].take() {
                    self.doing[period * educators + educator] = Doing::Nothing;
                }
            }
            Step::Unwatched { period, room, educator } => {
                self.watcher[period * rooms + room] = Some(educator);
                self.doing[period * educators + educator] = Doing::Watching(room);
            }
            Step::Shifted { group, from } => self.enter_room(group, from),
        }
    }
}
