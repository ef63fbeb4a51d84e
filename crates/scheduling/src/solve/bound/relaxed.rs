//! The day as the bound reads it: seats with the prices that they cost.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::solve::day::Day;
use crate::solve::score::count;

/// Somebody in a group, or with their own lesson.
#[derive(Debug, Clone)]
pub struct Taken {
    /// Whose they are: of those of the same learner or party, which follow each other, one is taken.
    pub who: usize,
    pub worth: f64,
    /// Learners.
    pub size: f64,
    /// Which prices it costs, by place in [`Relaxed::lists`].
    pub prices: Range<usize>,
}

/// A group that could be opened.
#[derive(Debug, Clone)]
pub struct Possible {
    pub least: f64,
    pub most: f64,
    pub wanted: Vec<Taken>,
}

/// A party with lessons of their own in a modality: for each member what they could have.
#[derive(Debug, Clone)]
pub struct OwnSet {
    /// The price of the party's seat.
    pub seat: usize,
    pub members: Vec<Vec<Taken>>,
}

/// What an educator could lead.
#[derive(Debug, Clone)]
pub struct Leader {
    pub most_groups: usize,
    /// By period: places among the possible groups.
    pub could: Vec<Vec<usize>>,
}

/// The relaxed day.
#[derive(Debug, Clone)]
pub struct Relaxed {
    /// What every schedule has: the worth of groups that stand already.
    pub standing: f64,
    /// How much there is of what each price is for.
    pub there: Vec<f64>,
    pub lists: Vec<usize>,
    /// By party: what they could do on their own, one of it.
    pub own: Vec<Vec<OwnSet>>,
    pub led: Vec<Possible>,
    pub unled: Vec<Possible>,
    pub leaders: Vec<Leader>,
    first: Vec<f64>,
}

/// Where the prices are.
struct Prices {
    there: Vec<f64>,
    /// By learner and modality.
    modality: BTreeMap<(usize, usize), usize>,
    /// By learner and competency.
    competency: BTreeMap<(usize, usize), usize>,
    /// By period and modality: devices, with how many each learner without their own takes.
    devices: Vec<Option<usize>>,
    /// By period and modality: seats.
    room: Vec<Option<usize>>,
    lists: Vec<usize>,
}

impl Relaxed {
    pub fn new(day: &Day) -> Self {
        let mut prices = Prices::new(day);
        let own = own_sets(day, &mut prices);
        let (led, leaders) = led(day, &mut prices);
        let unled = unled(day, &mut prices);
        let standing = day
            .instance
            .fixed
            .iter()
            .zip(&day.stands)
            .filter(|(_, stands)| **stands)
            .filter_map(|(group, _)| group.lesson.map(|lesson| (group, lesson)))
            .flat_map(|(group, lesson)| {
                day.sits_fixed(group).into_iter().map(move |learner| (learner, lesson))
            })
            .map(|(learner, lesson)| crate::worth::seat(day.instance, learner, lesson))
            .sum();
        let mut first = vec![0.0; prices.there.len()];
        let worth = |taken: &Taken| taken.worth;
        for (party, sets) in own.iter().enumerate() {
            first[party] = sets
                .iter()
                .map(|set| set.members.iter().map(|list| list.iter().map(worth).fold(0.0, f64::max)).sum())
                .fold(0.0, f64::max);
        }
        Self { standing, there: prices.there, lists: prices.lists, own, led, unled, leaders, first }
    }

    /// Prices to begin with: what each party could have on its own.
    pub fn first_prices(&self) -> Vec<f64> {
        self.first.clone()
    }
}

impl Prices {
    fn new(day: &Day) -> Self {
        let instance = day.instance;
        let modalities = instance.modalities.len();
        let mut prices = Self {
            there: vec![1.0; day.parties.len()],
            modality: BTreeMap::new(),
            competency: BTreeMap::new(),
            devices: vec![None; day.periods * modalities],
            room: vec![None; day.periods * modalities],
            lists: Vec::new(),
        };
        prices.price_days(day);
        let mut rows: BTreeMap<(usize, bool, Vec<bool>), usize> = BTreeMap::new();
        for period in 0..day.periods {
            let sitting: usize =
                day.by_period[period].iter().map(|party| day.parties[*party].members.len()).sum();
            for modality in 0..modalities {
                let rooms: Vec<bool> = (0..instance.rooms.len())
                    .map(|room| day.room_open(period, room) && day.hosts(modality, room))
                    .collect();
                let fixed = |devices: bool| -> usize {
                    let here =
                        instance.fixed.iter().zip(&day.stands).filter(|(group, stands)| {
                            **stands && group.period == period && rooms[group.room]
                        });
                    here.map(
                        |(group, _)| if devices { day.devices(group) } else { day.sits_fixed(group).len() },
                    )
                    .sum()
                };
                let held = |devices: bool| -> usize {
                    let open = instance.rooms.iter().zip(&rooms).filter(|(_, open)| **open);
                    open.map(|(room, _)| if devices { room.devices } else { room.seats } as usize).sum()
                };
                for devices in [false, true] {
                    if devices && !instance.modalities[modality].device {
                        continue;
                    }
                    let left = held(devices).saturating_sub(fixed(devices));
                    if left >= sitting {
                        continue;
                    }
                    let there = &mut prices.there;
                    let row = *rows.entry((period, devices, rooms.clone())).or_insert_with(|| {
                        there.push(count(left));
                        there.len() - 1
                    });
                    let list = if devices { &mut prices.devices } else { &mut prices.room };
                    list[period * modalities + modality] = Some(row);
                }
            }
        }
        prices
    }

    /// Prices for what a learner's day holds of a modality and of a competency.
    fn price_days(&mut self, day: &Day) {
        let instance = day.instance;
        let today = day.fixed_today();
        for (learner, who) in instance.learners.iter().enumerate() {
            let seats = (0..day.periods).filter(|period| day.party_at(learner, *period).is_some()).count();
            for (modality, how) in instance.modalities.iter().enumerate() {
                let fixed = today[learner].iter().filter(|(one, _)| *one == modality).count();
                let left = (how.most_a_day as usize).saturating_sub(fixed);
                if left < seats {
                    self.modality.insert((learner, modality), self.there.len());
                    self.there.push(count(left));
                }
            }
            if (instance.rules.most_of_a_competency as usize) < seats {
                for ready in &who.ready {
                    self.competency.insert((learner, ready.competency), self.there.len());
                    self.there.push(f64::from(instance.rules.most_of_a_competency));
                }
            }
        }
    }

    /// Notes what a learner costs in a seat; the seat itself is not among it.
    fn learner(&mut self, day: &Day, learner: usize, period: usize, modality: usize, competency: usize) {
        let at = period * day.instance.modalities.len() + modality;
        self.lists.extend(self.modality.get(&(learner, modality)));
        self.lists.extend(self.competency.get(&(learner, competency)));
        if !day.instance.learners[learner].own_device {
            self.lists.extend(self.devices[at]);
        }
        self.lists.extend(self.room[at]);
    }
}

/// What parties could do on their own in modalities without an educator.
fn own_sets(day: &Day, prices: &mut Prices) -> Vec<Vec<OwnSet>> {
    let sets = |at: usize| {
        let party = &day.parties[at];
        let modalities = day.own_modalities.iter().filter(|one| !day.instance.modalities[**one].educator);
        let suits = |modality: &&usize| {
            !party.torn
                && day.kinds[party.kind].led_by.is_none()
                && party.modality.is_none_or(|wanted| wanted == **modality)
        };
        modalities
            .filter(suits)
            .map(|modality| OwnSet {
                seat: at,
                members: (0..party.members.len())
                    .map(|member| own_of(day, prices, at, member, *modality, |_| true, false))
                    .collect(),
            })
            .filter(|set| set.members.iter().all(|list| !list.is_empty()))
            .collect()
    };
    (0..day.parties.len()).map(sets).collect()
}

/// What one member could have in a modality: the best lesson of each competency.
fn own_of(
    day: &Day,
    prices: &mut Prices,
    party: usize,
    member: usize,
    modality: usize,
    qualified: impl Fn(usize) -> bool,
    with_seat: bool,
) -> Vec<Taken> {
    let who = &day.parties[party];
    let learner = who.members[member];
    let mut seen = Vec::new();
    let mut list = Vec::new();
    for own in day.own(learner, modality) {
        let fits = own.minutes <= day.instance.periods[who.period].minutes
            && who.wanted[member].is_none_or(|wanted| wanted == own.lesson)
            && qualified(own.competency);
        if !fits || seen.contains(&own.competency) {
            continue;
        }
        seen.push(own.competency);
        let from = prices.lists.len();
        if with_seat {
            prices.lists.push(party);
        }
        prices.learner(day, learner, who.period, modality, own.competency);
        list.push(Taken { who: learner, worth: own.worth, size: 1.0, prices: from..prices.lists.len() });
    }
    list
}

/// Whoever wants a lesson, and may be led so.
fn wanting(day: &Day, prices: &mut Prices, period: usize, lesson: usize, kinds: &[bool]) -> Vec<Taken> {
    let what = &day.instance.lessons[lesson];
    let mut list = Vec::new();
    for (at, worth) in day.interest(period, lesson) {
        let party = &day.parties[*at];
        if party.torn || !kinds[party.kind] {
            continue;
        }
        let from = prices.lists.len();
        prices.lists.push(*at);
        for learner in &party.members {
            prices.learner(day, *learner, period, what.modality, what.competency);
        }
        list.push(Taken {
            who: *at,
            worth: *worth,
            size: count(party.members.len()),
            prices: from..prices.lists.len(),
        });
    }
    list
}

fn possible(day: &Day, lesson: usize, wanted: Vec<Taken>, one_group: bool) -> Possible {
    let what = &day.instance.lessons[lesson];
    let size = day.instance.modalities[what.modality].group;
    let most = if one_group { f64::from(size.most) } else { f64::INFINITY };
    Possible {
        least: f64::from(size.least),
        most: most.min(what.copies.map_or(f64::INFINITY, f64::from)),
        wanted,
    }
}

fn unled(day: &Day, prices: &mut Prices) -> Vec<Possible> {
    let kinds: Vec<bool> = day.kinds.iter().map(|kind| kind.led_by.is_none()).collect();
    let mut list = Vec::new();
    for period in 0..day.periods {
        for lesson in &day.unled[period] {
            let wanted = wanting(day, prices, period, *lesson, &kinds);
            list.push(possible(day, *lesson, wanted, false));
        }
    }
    list
}

/// What tells groups with own lessons from each other: period, modality, who may come, what their educator may teach.
type OwnGroup = (usize, usize, Vec<bool>, Option<Vec<usize>>);

/// The groups that educators could lead; those who may lead the same kinds of learners share them.
fn led(day: &Day, prices: &mut Prices) -> (Vec<Possible>, Vec<Leader>) {
    let instance = day.instance;
    let mut list: Vec<Possible> = Vec::new();
    let mut with_lesson: BTreeMap<(usize, usize, Vec<bool>), usize> = BTreeMap::new();
    let mut leaders = Vec::new();
    let mut own_groups: BTreeMap<OwnGroup, usize> = BTreeMap::new();
    for (educator, who) in instance.educators.iter().enumerate() {
        let fixed = instance.fixed.iter().zip(&day.stands);
        let fixed: Vec<usize> = fixed
            .filter(|(group, stands)| **stands && group.educator == Some(educator))
            .map(|(group, _)| group.period)
            .collect();
        let mut could = vec![Vec::new(); day.periods];
        for period in (0..day.periods).filter(|period| !fixed.contains(period)) {
            let kinds: Vec<bool> = day
                .kinds
                .iter()
                .map(|kind| kind.educators[educator] && kind.led_by.is_none_or(|wanted| wanted == educator))
                .collect();
            for offer in day.offers(period, educator) {
                let at = if let Some(lesson) = offer.lesson {
                    *with_lesson.entry((period, lesson, kinds.clone())).or_insert_with(|| {
                        let wanted = wanting(day, prices, period, lesson, &kinds);
                        list.push(possible(day, lesson, wanted, true));
                        list.len() - 1
                    })
                } else {
                    let only = match &who.competencies {
                        crate::Qualified::All => None,
                        crate::Qualified::Only(places) => Some(places.clone()),
                    };
                    *own_groups.entry((period, offer.modality, kinds.clone(), only)).or_insert_with(|| {
                        list.push(own_group(day, prices, period, offer.modality, &kinds, educator));
                        list.len() - 1
                    })
                };
                could[period].push(at);
            }
        }
        leaders.push(Leader { most_groups: (who.most_groups as usize).saturating_sub(fixed.len()), could });
    }
    (list, leaders)
}

/// A group with an educator in which everybody has their own lesson.
fn own_group(
    day: &Day,
    prices: &mut Prices,
    period: usize,
    modality: usize,
    kinds: &[bool],
    educator: usize,
) -> Possible {
    let size = day.instance.modalities[modality].group;
    let qualified = |competency: usize| day.instance.educators[educator].competencies.contains(competency);
    let mut wanted = Vec::new();
    for at in &day.by_period[period] {
        let party = &day.parties[*at];
        let suits =
            !party.torn && kinds[party.kind] && party.modality.is_none_or(|wanted| wanted == modality);
        if !suits {
            continue;
        }
        for member in 0..party.members.len() {
            // The price of a party's seat is paid by its first member, whose companions come with it.
            wanted.extend(own_of(day, prices, *at, member, modality, qualified, member == 0));
        }
    }
    Possible { least: f64::from(size.least), most: f64::from(size.most), wanted }
}
