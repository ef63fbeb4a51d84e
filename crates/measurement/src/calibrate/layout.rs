//! Which numbers are free, and how items and populations are made from them.
//!
//! The free numbers lie in one vector: each item's own ones together, then those that items share, then
//! those of the populations. Every natural number of an item is fixed, or a sum of multiples of free ones.

use super::{Normal, Priors};
use crate::{
    models::{Item, Model},
    posterior::Population,
};

/// `natural[natural] += times * free[free]`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Link {
    pub(crate) natural: usize,
    pub(crate) free: usize,
    pub(crate) times: f64,
}

/// One item and the free numbers that move it.
#[derive(Debug)]
pub(crate) struct Placed {
    /// The item with its fixed naturals; the others are set from the free vector.
    pub(crate) item: Item,
    fixed: Vec<f64>,
    pub(crate) links: Vec<Link>,
    /// The item's own free numbers.
    pub(crate) own: std::ops::Range<usize>,
}

/// The free numbers of a population.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Slots {
    pub(crate) mean: Option<usize>,
    pub(crate) log_sd: Option<usize>,
    pub(crate) start: Population,
}

#[derive(Debug)]
pub(crate) struct Layout {
    pub(crate) items: Vec<Placed>,
    pub(crate) shared: std::ops::Range<usize>,
    pub(crate) populations: Vec<Slots>,
    pub(crate) len: usize,
    /// A normal prior on a free number, or on its logarithm.
    pub(crate) priors: Vec<(usize, Normal, bool)>,
}

/// How an item enters the layout.
pub(crate) enum Entry {
    Anchored(Item),
    /// The item at its start.
    Estimated(Model, Item),
}

impl Layout {
    /// Lays the items out; returns the layout and the free vector of the starting items.
    pub(crate) fn new(
        entries: Vec<Entry>,
        free_populations: &[(Population, bool, bool)],
        priors: &Priors,
    ) -> (Self, Vec<f64>) {
        let own: usize = entries.iter().map(own_numbers).sum();
        let mut steps: Vec<usize> = entries
            .iter()
            .filter_map(|entry| match entry {
                Entry::Estimated(Model::RatingScale, item) => Some(item.categories()),
                _ => None,
            })
            .collect();
        steps.sort_unstable();
        steps.dedup();
        let one = entries.iter().any(|entry| matches!(entry, Entry::Estimated(Model::OneParameter, _)));
        let mut next_shared = own + usize::from(one);
        let first_steps: Vec<(usize, usize)> = steps
            .iter()
            .map(|categories| {
                next_shared += categories - 2;
                (*categories, next_shared - (categories - 2))
            })
            .collect();
        let mut layout = Self {
            items: Vec::new(),
            shared: own..next_shared,
            populations: Vec::new(),
            len: next_shared,
            priors: Vec::new(),
        };
        let mut free = vec![0.0; next_shared];
        if one {
            free[own] = 1.0;
        }
        let mut next = 0;
        for entry in entries {
            layout.place(entry, &mut next, own, &first_steps, priors, &mut free);
        }
        for (start, free_mean, free_sd) in free_populations {
            let mut slot = |wanted: bool, value: f64| {
                wanted.then(|| {
                    free.push(value);
                    free.len() - 1
                })
            };
            let mean = slot(*free_mean, start.mean);
            let log_sd = slot(*free_sd, start.sd.ln());
            layout.populations.push(Slots { mean, log_sd, start: *start });
        }
        layout.len = free.len();
        (layout, free)
    }

    fn place(
        &mut self,
        entry: Entry,
        next: &mut usize,
        one: usize,
        steps: &[(usize, usize)],
        priors: &Priors,
        free: &mut [f64],
    ) {
        let from = *next;
        let (item, links) = match entry {
            Entry::Anchored(item) => (item, Vec::new()),
            Entry::Estimated(model, item) => {
                let start = item.to_naturals();
                let mut links = Vec::new();
                let mut own = |natural: usize, times: f64, value: f64, links: &mut Vec<Link>| {
                    links.push(Link { natural, free: *next, times });
                    free[*next] = value;
                    *next += 1;
                };
                match model {
                    Model::Rasch => own(1, 1.0, start[1], &mut links),
                    Model::OneParameter => {
                        links.push(Link { natural: 0, free: one, times: 1.0 });
                        own(1, 1.0, start[1], &mut links);
                    }
                    Model::TwoParameter => {
                        own(0, 1.0, start[0], &mut links);
                        own(1, 1.0, start[1], &mut links);
                    }
                    Model::PartialCredit => {
                        for (j, value) in start.iter().enumerate().skip(1) {
                            own(j, 1.0, *value, &mut links);
                        }
                    }
                    Model::RatingScale => {
                        let last = start.len() - 1;
                        own(last, last as f64, start[last] / last as f64, &mut links);
                        let place = links[0].free;
                        let (_, first) =
                            steps[steps.partition_point(|(categories, _)| *categories < last + 1)];
                        for k in 1..last {
                            links.push(Link { natural: k, free: place, times: k as f64 });
                            links.push(Link { natural: k, free: first + k - 1, times: 1.0 });
                        }
                    }
                    Model::ThreeParameter
                    | Model::Graded
                    | Model::GeneralizedPartialCredit
                    | Model::Nominal => {
                        for (j, value) in start.iter().enumerate() {
                            own(j, 1.0, *value, &mut links);
                        }
                    }
                }
                if model == Model::ThreeParameter {
                    self.priors.extend(priors.log_slope.map(|prior| (from, prior, true)));
                    self.priors.extend(priors.logit_guessing.map(|prior| (from + 2, prior, false)));
                }
                (item, links)
            }
        };
        let mut fixed = item.to_naturals();
        for link in &links {
            fixed[link.natural] = 0.0;
        }
        self.items.push(Placed { item, fixed, links, own: from..*next });
    }

    /// The items that the free vector means.
    pub(crate) fn items(&self, free: &[f64]) -> Vec<Item> {
        self.items.iter().map(|placed| placed.at(free)).collect()
    }

    /// The populations that the free vector means.
    pub(crate) fn populations(&self, free: &[f64]) -> Vec<Population> {
        self.populations
            .iter()
            .map(|slots| Population {
                mean: slots.mean.map_or(slots.start.mean, |place| free[place]),
                sd: slots.log_sd.map_or(slots.start.sd, |place| free[place].exp()),
            })
            .collect()
    }
}

impl Placed {
    fn at(&self, free: &[f64]) -> Item {
        let mut naturals = self.fixed.clone();
        for link in &self.links {
            naturals[link.natural] += link.times * free[link.free];
        }
        let mut item = self.item.clone();
        if !self.links.is_empty() {
            item.set_naturals(&naturals);
        }
        item
    }
}

fn own_numbers(entry: &Entry) -> usize {
    match entry {
        Entry::Anchored(_) => 0,
        Entry::Estimated(model, item) => match model {
            Model::Rasch | Model::OneParameter | Model::RatingScale => 1,
            Model::TwoParameter => 2,
            Model::PartialCredit => item.categories() - 1,
            _ => item.naturals(),
        },
    }
}
