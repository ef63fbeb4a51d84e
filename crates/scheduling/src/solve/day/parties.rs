//! Who is seated together, and what is open to them.

use std::collections::BTreeMap;

use crate::admission::{offers, refused};
use crate::solve::day::{Asked, Day};
use crate::worth;

/// Learners who are seated together in one period, most often one.
#[derive(Debug, Clone)]
pub struct Party {
    pub period: usize,
    pub members: Vec<usize>,
    /// Where they can be and who can lead them, by place among the kinds.
    pub kind: usize,
    /// The largest group they sit in.
    pub group_most: usize,
    /// How many devices of a room they need where devices are needed.
    pub devices: usize,
    /// Lessons of groups that all of them can take, with their worth together: best first.
    pub by_worth: Vec<(usize, f64)>,
    /// The same by lesson.
    pub by_lesson: Vec<(usize, f64)>,
    /// The modality that people decided on.
    pub modality: Option<usize>,
    /// The lesson of one's own that people decided on, by member.
    pub wanted: Vec<Option<usize>>,
    /// What people decided leaves nothing.
    pub torn: bool,
}

impl Party {
    /// What a group with `lesson` is worth to them; `None` where it is not for them.
    pub fn worth(&self, lesson: usize) -> Option<f64> {
        self.by_lesson.binary_search_by_key(&lesson, |(one, _)| *one).ok().map(|at| self.by_lesson[at].1)
    }
}

/// A lesson of one's own.
#[derive(Debug, Clone, Copy)]
pub struct Own {
    pub lesson: usize,
    pub competency: usize,
    pub minutes: u32,
    pub worth: f64,
}

/// Where somebody can be, and who can lead them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kind {
    /// By room.
    pub rooms: Vec<bool>,
    /// By educator.
    pub educators: Vec<bool>,
    /// The educator that people decided on.
    pub led_by: Option<usize>,
}

impl Day<'_> {
    /// Finds the parties of each period and what is open to them.
    pub fn seat_parties(&mut self, asked: &Asked) {
        let for_group = self.find_lessons();
        let mut kinds: BTreeMap<Kind, usize> = BTreeMap::new();
        for period in 0..self.periods {
            for members in self.members(period) {
                let party = self.party(period, members, &for_group, asked, &mut kinds);
                party.members.iter().for_each(|learner| {
                    self.party_at[learner * self.periods + period] = Some(self.parties.len());
                });
                self.parties.push(party);
            }
        }
        let mut ordered: Vec<(Kind, usize)> = kinds.into_iter().collect();
        ordered.sort_unstable_by_key(|(_, at)| *at);
        self.kinds = ordered.into_iter().map(|(kind, _)| kind).collect();
    }

    /// Each learner's lessons of groups with their worth, by lesson; those of one's own go to `own`.
    fn find_lessons(&mut self) -> Vec<Vec<(usize, f64)>> {
        let instance = self.instance;
        let mut of_competency = vec![Vec::new(); instance.competencies.len()];
        for (at, lesson) in instance.lessons.iter().enumerate() {
            of_competency[lesson.competency].push(at);
        }
        let own = self.own_modalities.len();
        let place: Vec<Option<usize>> = (0..instance.modalities.len())
            .map(|modality| self.own_modalities.iter().position(|one| *one == modality))
            .collect();
        self.own = vec![Vec::new(); own * instance.learners.len()];
        let today = self.fixed_today();
        let mut for_group = vec![Vec::new(); instance.learners.len()];
        for (learner, who) in instance.learners.iter().enumerate() {
            for ready in &who.ready {
                for lesson in &of_competency[ready.competency] {
                    let what = &instance.lessons[*lesson];
                    let modality = what.modality;
                    if refused(instance, learner, *lesson).is_some()
                        || today[learner].contains(&(modality, Some(*lesson)))
                        || today[learner].iter().filter(|(one, _)| *one == modality).count()
                            >= instance.modalities[modality].most_a_day as usize
                        || instance.rules.most_of_a_competency == 0
                    {
                        continue;
                    }
                    let worth = worth::of(instance, learner, modality, ready.value);
                    match place[modality] {
                        None => for_group[learner].push((*lesson, worth)),
                        Some(at) => self.own[learner * own + at].push(Own {
                            lesson: *lesson,
                            competency: what.competency,
                            minutes: what.minutes,
                            worth,
                        }),
                    }
                }
            }
            for_group[learner].sort_unstable_by_key(|(lesson, _)| *lesson);
            for list in &mut self.own[learner * own..(learner + 1) * own] {
                list.sort_unstable_by(|a, b| b.worth.total_cmp(&a.worth).then(a.lesson.cmp(&b.lesson)));
            }
        }
        for_group
    }

    /// What groups that stand already give each learner: modality and lesson.
    pub fn fixed_today(&self) -> Vec<Vec<(usize, Option<usize>)>> {
        let mut today = vec![Vec::new(); self.instance.learners.len()];
        for (group, _) in self.instance.fixed.iter().zip(&self.stands).filter(|(_, stands)| **stands) {
            for learner in self.sits_fixed(group) {
                today[learner].push((group.modality, group.lesson));
            }
        }
        today
    }

    /// Who is there and in no group that stands already, those who stay together in one list.
    fn members(&self, period: usize) -> Vec<Vec<usize>> {
        let instance = self.instance;
        let mut open: Vec<bool> =
            instance.learners.iter().map(|learner| learner.periods.contains(&period)).collect();
        for group in instance.fixed.iter().filter(|group| group.period == period) {
            group.learners.iter().for_each(|learner| open[*learner] = false);
        }
        let mut first: Vec<usize> = (0..open.len()).collect();
        for set in &instance.together {
            let mut there = set.iter().filter(|learner| open[**learner]);
            let Some(one) = there.next() else { continue };
            for other in there {
                let (from, to) = (first[*other].max(first[*one]), first[*other].min(first[*one]));
                first.iter_mut().filter(|root| **root == from).for_each(|root| *root = to);
            }
        }
        let mut lists: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for learner in (0..open.len()).filter(|learner| open[*learner]) {
            lists.entry(first[learner]).or_default().push(learner);
        }
        lists.into_values().collect()
    }

    fn party(
        &self,
        period: usize,
        members: Vec<usize>,
        for_group: &[Vec<(usize, f64)>],
        asked: &Asked,
        kinds: &mut BTreeMap<Kind, usize>,
    ) -> Party {
        let instance = self.instance;
        let mut kind = Kind {
            rooms: (0..instance.rooms.len()).map(|room| self.room_open(period, room)).collect(),
            educators: (0..instance.educators.len())
                .map(|educator| self.educator_open(period, educator))
                .collect(),
            led_by: None,
        };
        let mut party = Party {
            period,
            kind: 0,
            group_most: usize::MAX,
            devices: members.iter().filter(|learner| !instance.learners[**learner].own_device).count(),
            by_worth: Vec::new(),
            by_lesson: Vec::new(),
            modality: None,
            wanted: vec![None; members.len()],
            torn: members.iter().enumerate().any(|(at, learner)| {
                self.apart[*learner].iter().any(|(other, _)| members[at..].contains(other))
            }),
            members,
        };
        let mut wanted_lesson = None;
        for (at, learner) in party.members.iter().enumerate() {
            let needs = &instance.learners[*learner].needs;
            for (fits, room) in kind.rooms.iter_mut().zip(&instance.rooms) {
                *fits &= offers(&room.features, &needs.room_features);
            }
            for (fits, educator) in kind.educators.iter_mut().zip(&instance.educators) {
                *fits &= offers(&educator.features, &needs.educator_features);
            }
            party.group_most =
                party.group_most.min(needs.group_most.map_or(usize::MAX, |most| most as usize));
            let Some(wish) = asked.of(*learner, period) else { continue };
            let tells = |so_far: &mut Option<usize>, new: Option<usize>| {
                let torn = matches!((*so_far, new), (Some(one), Some(other)) if one != other);
                *so_far = so_far.or(new);
                torn
            };
            let modality = wish.modality.or(wish.lesson.map(|lesson| instance.lessons[lesson].modality));
            party.torn |=
                wish.torn | tells(&mut party.modality, modality) | tells(&mut kind.led_by, wish.educator);
            if let Some(lesson) = wish.lesson {
                let modality = instance.lessons[lesson].modality;
                party.torn |= wish.modality.is_some_and(|wanted| wanted != modality);
                if crate::admission::own_lessons(instance, modality) {
                    party.wanted[at] = Some(lesson);
                } else {
                    party.torn |= tells(&mut wanted_lesson, Some(lesson));
                }
            }
            if let Some(wanted) = wish.room {
                kind.rooms
                    .iter_mut()
                    .enumerate()
                    .filter(|(room, _)| *room != wanted)
                    .for_each(|(_, fits)| *fits = false);
            }
        }
        if !party.torn {
            party.by_lesson = self.shared(&party, for_group, wanted_lesson);
            party.by_worth.clone_from(&party.by_lesson);
            party.by_worth.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        }
        let next = kinds.len();
        party.kind = *kinds.entry(kind).or_insert(next);
        party
    }

    /// Lessons of groups that every member can take in this period.
    fn shared(
        &self,
        party: &Party,
        for_group: &[Vec<(usize, f64)>],
        wanted: Option<usize>,
    ) -> Vec<(usize, f64)> {
        let instance = self.instance;
        let minutes = instance.periods[party.period].minutes;
        let worth_to = |learner: usize, lesson: usize| {
            let list = &for_group[learner];
            list.binary_search_by_key(&lesson, |(one, _)| *one).ok().map(|at| list[at].1)
        };
        let (first, others) = party.members.split_first().expect("a party has a member");
        for_group[*first]
            .iter()
            .filter(|(lesson, _)| wanted.is_none_or(|wanted| wanted == *lesson))
            .filter(|(lesson, _)| {
                let what = &instance.lessons[*lesson];
                what.minutes <= minutes
                    && party.modality.is_none_or(|modality| modality == what.modality)
                    && party.members.len() <= instance.modalities[what.modality].group.most as usize
            })
            .filter_map(|(lesson, worth)| {
                others
                    .iter()
                    .try_fold(*worth, |sum, other| Some(sum + worth_to(*other, *lesson)?))
                    .map(|sum| (*lesson, sum))
            })
            .collect()
    }
}
