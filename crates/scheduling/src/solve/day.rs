//! The day as the solver reads it: who has to be seated together, and what is open to them.

mod fixed;
mod locks;
mod parties;

use crate::admission;
use crate::solve::outcome::Broken;
use crate::{ApartIn, Instance};

pub use locks::{Asked, Lead};
pub use parties::{Kind, Own, Party};

/// What does not change while a schedule is looked for.
#[derive(Debug)]
pub struct Day<'a> {
    pub instance: &'a Instance,
    pub periods: usize,
    /// Those who are seated together in one period, most often one learner.
    pub parties: Vec<Party>,
    /// By learner, then period.
    pub party_at: Vec<Option<usize>>,
    /// Lessons of one's own, best first: by learner, then by place in `own_modalities`.
    pub own: Vec<Vec<Own>>,
    pub own_modalities: Vec<usize>,
    /// By modality: its place in `own_modalities`.
    own_place: Vec<Option<usize>>,
    /// By period.
    pub by_period: Vec<Vec<usize>>,
    pub kinds: Vec<Kind>,
    /// Who could sit in a group with a lesson, and for what worth: by period, then lesson.
    pub interest: Vec<Vec<(usize, f64)>>,
    /// Lessons of groups with an educator that enough want: by period.
    pub led: Vec<Vec<usize>>,
    /// Lessons of groups without one that enough want: by period.
    pub unled: Vec<Vec<usize>>,
    /// By period, then room.
    pub room_open: Vec<bool>,
    /// By period, then educator.
    pub educator_open: Vec<bool>,
    /// What an educator has to lead: by period, then educator.
    pub leads: Vec<Option<Lead>>,
    /// By learner.
    pub apart: Vec<Vec<(usize, ApartIn)>>,
    /// Which groups that stand already do stand.
    pub stands: Vec<bool>,
    /// What people decided and cannot be kept.
    pub broken: Vec<Broken>,
    /// By modality, then room.
    pub hosts: Vec<bool>,
}

impl<'a> Day<'a> {
    pub fn new(instance: &'a Instance) -> Self {
        let periods = instance.periods.len();
        let mut day = Self {
            instance,
            periods,
            parties: Vec::new(),
            party_at: vec![None; instance.learners.len() * periods],
            own: Vec::new(),
            own_modalities: (0..instance.modalities.len())
                .filter(|modality| admission::own_lessons(instance, *modality))
                .collect(),
            own_place: Vec::new(),
            by_period: vec![Vec::new(); periods],
            kinds: Vec::new(),
            interest: vec![Vec::new(); periods * instance.lessons.len()],
            led: vec![Vec::new(); periods],
            unled: vec![Vec::new(); periods],
            room_open: vec![false; periods * instance.rooms.len()],
            educator_open: vec![false; periods * instance.educators.len()],
            leads: vec![None; periods * instance.educators.len()],
            apart: apart(instance),
            stands: Vec::new(),
            broken: Vec::new(),
            hosts: instance
                .modalities
                .iter()
                .enumerate()
                .flat_map(|(modality, _)| {
                    (0..instance.rooms.len()).map(move |room| admission::hosts(instance, room, modality))
                })
                .collect(),
        };
        day.own_place = (0..instance.modalities.len())
            .map(|modality| day.own_modalities.iter().position(|one| *one == modality))
            .collect();
        let asked = Asked::new(instance);
        day.open_places();
        day.stand_fixed();
        day.seat_parties(&asked);
        day.find_interest();
        day
    }

    pub fn room_open(&self, period: usize, room: usize) -> bool {
        self.room_open[period * self.instance.rooms.len() + room]
    }

    pub fn educator_open(&self, period: usize, educator: usize) -> bool {
        self.educator_open[period * self.instance.educators.len() + educator]
    }

    pub fn lead(&self, period: usize, educator: usize) -> Option<&Lead> {
        self.leads[period * self.instance.educators.len() + educator].as_ref()
    }

    pub fn hosts(&self, modality: usize, room: usize) -> bool {
        self.hosts[modality * self.instance.rooms.len() + room]
    }

    pub fn interest(&self, period: usize, lesson: usize) -> &[(usize, f64)] {
        &self.interest[period * self.instance.lessons.len() + lesson]
    }

    pub fn party_at(&self, learner: usize, period: usize) -> Option<usize> {
        self.party_at[learner * self.periods + period]
    }

    /// Lessons of one's own in a modality, best first.
    pub fn own(&self, learner: usize, modality: usize) -> &[Own] {
        self.own_place[modality].map_or(&[], |at| &self.own[learner * self.own_modalities.len() + at])
    }

    /// Whether `educator` may lead this in this period, as far as people decided.
    pub fn may_lead(&self, period: usize, educator: usize, modality: usize, lesson: Option<usize>) -> bool {
        let who = &self.instance.educators[educator];
        self.educator_open(period, educator)
            && who.modalities.contains(modality)
            && lesson.is_none_or(|lesson| who.competencies.contains(self.instance.lessons[lesson].competency))
            && self.lead(period, educator).is_none_or(|lead| {
                lead.modality.is_none_or(|wanted| wanted == modality)
                    && lead.lesson.is_none_or(|wanted| {
                        lesson.map_or(self.instance.lessons[wanted].modality == modality, |lesson| {
                            lesson == wanted
                        })
                    })
            })
    }

    fn find_interest(&mut self) {
        let lessons = self.instance.lessons.len();
        for (at, party) in self.parties.iter().enumerate() {
            self.by_period[party.period].push(at);
            for (lesson, worth) in &party.by_worth {
                self.interest[party.period * lessons + lesson].push((at, *worth));
            }
        }
        for period in 0..self.periods {
            for lesson in 0..lessons {
                let wanted = &mut self.interest[period * lessons + lesson];
                let how = &self.instance.modalities[self.instance.lessons[lesson].modality];
                let many: usize = wanted.iter().map(|(party, _)| self.parties[*party].members.len()).sum();
                let copies = self.instance.lessons[lesson].copies;
                if many < how.group.least as usize || copies.is_some_and(|copies| copies < how.group.least) {
                    continue;
                }
                wanted.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
                if how.educator { &mut self.led[period] } else { &mut self.unled[period] }.push(lesson);
            }
        }
    }
}

fn apart(instance: &Instance) -> Vec<Vec<(usize, ApartIn)>> {
    let mut apart = vec![Vec::new(); instance.learners.len()];
    for set in &instance.apart {
        for one in &set.learners {
            apart[*one]
                .extend(set.learners.iter().filter(|other| *other != one).map(|other| (*other, set.within)));
        }
    }
    apart
}

impl Day<'_> {
    /// What an educator could lead in a period, as far as enough want it.
    pub fn offers(&self, period: usize, educator: usize) -> impl Iterator<Item = super::gather::Offer> {
        let offer = move |modality, lesson| super::gather::Offer {
            period,
            modality,
            lesson,
            educator: Some(educator),
        };
        let lessons = self.led[period]
            .iter()
            .map(|lesson| (self.instance.lessons[*lesson].modality, Some(*lesson)))
            .chain(self.own_modalities.iter().map(|modality| (*modality, None)));
        lessons
            .filter(|(modality, _)| self.instance.modalities[*modality].educator)
            .filter(move |(modality, lesson)| self.may_lead(period, educator, *modality, *lesson))
            .map(move |(modality, lesson)| offer(modality, lesson))
    }

    /// How many lessons are open to a party.
    pub fn choices(&self, party: usize) -> usize {
        let who = &self.parties[party];
        let own = who.members.iter().map(|learner| {
            self.own_modalities.iter().map(|modality| self.own(*learner, *modality).len()).sum::<usize>()
        });
        who.by_worth.len() + own.min().unwrap_or(0)
    }
}
