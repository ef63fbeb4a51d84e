//! A schedule in the making: every step keeps what a group and a room hold, and can be taken back.

mod join;
mod reinstate;
mod settle;
mod steps;
mod written;

use crate::solve::day::Day;
use crate::solve::score::Score;

pub use join::Place;
pub use written::{Before, Sat};

/// A group in the making.
#[derive(Debug, Clone)]
pub struct Forming {
    pub period: usize,
    pub room: usize,
    pub modality: usize,
    pub lesson: Option<usize>,
    pub educator: Option<usize>,
    pub fixed: Option<usize>,
    pub parties: Vec<usize>,
    /// Learners in it.
    pub size: usize,
    /// How many of its parties sit in small groups only.
    pub strict: usize,
    pub open: bool,
}

/// What an educator does in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    Nothing,
    Leading(usize),
    Watching(usize),
}

/// One step, for taking it back.
#[derive(Debug, Clone)]
enum Step {
    Seated {
        party: usize,
    },
    Left {
        party: usize,
        group: usize,
        lessons: Vec<usize>,
    },
    /// What stood in the place before has to come back with it.
    Opened {
        group: usize,
        was: Option<Forming>,
    },
    Closed {
        group: usize,
    },
    Watched {
        period: usize,
        room: usize,
    },
    Unwatched {
        period: usize,
        room: usize,
        educator: usize,
    },
    Shifted {
        group: usize,
        from: usize,
    },
}

/// A schedule in the making.
#[derive(Debug, Clone)]
pub struct Draft<'d, 'a> {
    pub day: &'d Day<'a>,
    pub groups: Vec<Forming>,
    unused: Vec<usize>,
    /// By party.
    pub seat: Vec<Option<usize>>,
    /// By learner, then period.
    pub group_at: Vec<Option<usize>>,
    /// By learner, then period.
    pub lesson_at: Vec<Option<usize>>,
    /// By learner, then modality: periods of it today.
    modality_today: Vec<u32>,
    /// By period, then room.
    seats_taken: Vec<usize>,
    devices_taken: Vec<usize>,
    groups_in: Vec<usize>,
    led_in: Vec<usize>,
    pub watcher: Vec<Option<usize>>,
    /// By period, then educator.
    doing: Vec<Doing>,
    /// By educator.
    pub led_today: Vec<usize>,
    /// By period, then lesson.
    copies_taken: Vec<u32>,
    /// Open groups by period, then lesson.
    with_lesson: Vec<Vec<usize>>,
    /// Open groups with own lessons by period, then modality.
    with_own: Vec<Vec<usize>>,
    /// What stood before, where this is a repair.
    before: Option<&'d Before>,
    /// By learner: seats that differ from before.
    differs: Vec<usize>,
    pub score: Score,
    steps: Vec<Step>,
    /// Groups and rooms that steps since the last settling touched.
    touched: Vec<usize>,
    rooms_touched: Vec<(usize, usize)>,
}

impl<'d, 'a> Draft<'d, 'a> {
    /// A draft with the groups that stand already.
    pub fn new(day: &'d Day<'a>) -> Self {
        Self::beside(day, None)
    }

    /// A draft that is measured by what stood `before` too.
    pub fn beside(day: &'d Day<'a>, before: Option<&'d Before>) -> Self {
        let instance = day.instance;
        let (periods, learners) = (day.periods, instance.learners.len());
        let rooms = vec![0; periods * instance.rooms.len()];
        let mut draft = Self {
            day,
            groups: Vec::new(),
            unused: Vec::new(),
            seat: vec![None; day.parties.len()],
            group_at: vec![None; learners * periods],
            lesson_at: vec![None; learners * periods],
            modality_today: vec![0; learners * instance.modalities.len()],
            seats_taken: rooms.clone(),
            devices_taken: rooms.clone(),
            groups_in: rooms.clone(),
            led_in: rooms,
            watcher: vec![None; periods * instance.rooms.len()],
            doing: vec![Doing::Nothing; periods * instance.educators.len()],
            led_today: vec![0; instance.educators.len()],
            copies_taken: vec![0; periods * instance.lessons.len()],
            with_lesson: vec![Vec::new(); periods * instance.lessons.len()],
            with_own: vec![Vec::new(); periods * instance.modalities.len()],
            before,
            differs: vec![0; learners],
            score: Score::default(),
            steps: Vec::new(),
            touched: Vec::new(),
            rooms_touched: Vec::new(),
        };
        draft.score.unseated = day.parties.iter().map(|party| party.members.len()).sum();
        draft.score.not_led = day.leads.iter().flatten().count();
        draft.count_differing();
        draft.stand_fixed();
        draft
    }

    pub fn doing(&self, period: usize, educator: usize) -> Doing {
        self.doing[period * self.day.instance.educators.len() + educator]
    }

    /// Seats of a room that are left.
    pub fn seats_left(&self, period: usize, room: usize) -> usize {
        let taken = self.seats_taken[period * self.day.instance.rooms.len() + room];
        (self.day.instance.rooms[room].seats as usize).saturating_sub(taken)
    }

    /// Devices of a room that are left.
    pub fn devices_left(&self, period: usize, room: usize) -> usize {
        let taken = self.devices_taken[period * self.day.instance.rooms.len() + room];
        (self.day.instance.rooms[room].devices as usize).saturating_sub(taken)
    }

    /// Groups that still find place in a room.
    pub fn groups_left(&self, period: usize, room: usize) -> usize {
        let taken = self.groups_in[period * self.day.instance.rooms.len() + room];
        (self.day.instance.rooms[room].groups as usize).saturating_sub(taken)
    }

    /// Whether somebody is in a room who may leave its groups to themselves.
    pub fn attended(&self, period: usize, room: usize) -> bool {
        let at = period * self.day.instance.rooms.len() + room;
        !self.day.instance.rooms[room].watched || self.led_in[at] > 0 || self.watcher[at].is_some()
    }

    /// Open groups with `lesson`.
    pub fn with_lesson(&self, period: usize, lesson: usize) -> &[usize] {
        &self.with_lesson[period * self.day.instance.lessons.len() + lesson]
    }

    /// Open groups of `modality` in which everybody has their own lesson.
    pub fn with_own(&self, period: usize, modality: usize) -> &[usize] {
        &self.with_own[period * self.day.instance.modalities.len() + modality]
    }

    /// What a party's seat is worth.
    pub fn worth_now(&self, party: usize) -> f64 {
        let Some(group) = self.seat[party] else { return 0.0 };
        let who = &self.day.parties[party];
        match self.groups[group].lesson {
            Some(lesson) => who.worth(lesson).unwrap_or(0.0),
            None => who
                .members
                .iter()
                .map(|learner| self.own_worth_now(*learner, who.period, self.groups[group].modality))
                .sum(),
        }
    }

    fn own_worth_now(&self, learner: usize, period: usize, modality: usize) -> f64 {
        let Some(lesson) = self.lesson_at[learner * self.day.periods + period] else { return 0.0 };
        self.day.own(learner, modality).iter().find(|own| own.lesson == lesson).map_or(0.0, |own| own.worth)
    }

    /// How often a learner changes rooms into and out of a period.
    fn turns(&self, learner: usize, period: usize) -> usize {
        let at = learner * self.day.periods + period;
        let Some(here) = self.group_at[at].map(|group| self.groups[group].room) else { return 0 };
        let other = |at: usize| self.group_at[at].is_some_and(|group| self.groups[group].room != here);
        usize::from(period > 0 && other(at - 1)) + usize::from(period + 1 < self.day.periods && other(at + 1))
    }
}
