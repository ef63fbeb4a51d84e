//! A bank and a plan, checked together, with one adaptive test per domain.

use std::collections::HashMap;

use domain::{CompetencyId, ItemId};
use measurement::{
    adaptive::{BadBank, BadRules, Bank, BankItem, Rules, Selection, Stopping, Test},
    models::{BadItem, Item},
};

use crate::{
    forms::BankEntry,
    plan::{DomainOrder, ItemRule, Part, PartOf, Plan, PlanProblem, SelectBy},
};

/// One domain, ready.
#[derive(Debug)]
pub(super) struct Domain {
    /// The part of the blueprint; `None` for the whole bank without one.
    pub(super) part: Option<Part>,
    pub(super) least: usize,
    pub(super) most: usize,
    pub(super) test: Test,
    /// The item of the bank at each place of the test.
    pub(super) items: Vec<usize>,
}

/// One item, ready.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) id: ItemId,
    pub(super) curve: Item,
    pub(super) domain: usize,
    /// Its place in the domain's test.
    pub(super) place: usize,
    /// The competency that it is aligned to first.
    pub(super) competency: Option<CompetencyId>,
    /// Items of other domains that must not come beside it.
    pub(super) enemies: Vec<usize>,
}

/// A diagnostic ready to be given; shared by all sittings.
#[derive(Debug)]
pub struct Diagnostic {
    pub(super) domains: Vec<Domain>,
    pub(super) entries: Vec<Entry>,
    pub(super) by_id: HashMap<ItemId, usize>,
    pub(super) least: usize,
    pub(super) most: usize,
    /// Unit: logits.
    pub(super) error: f64,
    pub(super) order: DomainOrder,
    /// After so many "not taught" a domain is left; `None` where that is no answer.
    pub(super) not_taught_leaves_after: Option<usize>,
    /// After so many wrong answers in a row a domain is left.
    pub(super) wrong_leaves_after: Option<usize>,
    left_out: Vec<ItemId>,
}

/// Why no diagnostic can be made.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum NoDiagnostic {
    /// A plan that has problems.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Plan(Vec<PlanProblem>),
    /// A plan of another kind.
    #[error("select_by is {}: write adaptive", .0.word())]
    NotAdaptive(SelectBy),
    /// Too few calibrated items in a domain.
    #[error(
        "the domain {of:?} needs {needed} calibrated items, and the bank has {available}: add items or ask for fewer"
    )]
    TooFewOf {
        /// The domain; `None` for the whole bank.
        of: Option<PartOf>,
        /// How many it needs.
        needed: usize,
        /// How many there are.
        available: usize,
    },
    /// Too few items in all.
    #[error(
        "the diagnostic needs {needed} calibrated items, and the bank has {available}: add items or ask for fewer"
    )]
    TooFew {
        /// How many it needs.
        needed: usize,
        /// How many there are.
        available: usize,
    },
    /// An item that is in the bank twice.
    #[error("item {0} is in the bank twice: leave one out")]
    Twice(ItemId),
    /// Numbers that make no curve.
    #[error("item {item}: {why}")]
    Item {
        /// The item.
        item: ItemId,
        /// What is wrong.
        why: BadItem,
    },
    /// What the engine refuses.
    #[error(transparent)]
    Bank(#[from] BadBank),
    /// What the engine refuses.
    #[error(transparent)]
    Rules(#[from] BadRules),
}

impl Diagnostic {
    /// Checks the plan and prepares tables: 8 bytes per item, category and node of 121, and about as much per item and
    /// tenth of a logit (1,000 items: 3 MB).
    ///
    /// An item belongs to the first part of the blueprint that it counts for; one that counts for none, or that is not
    /// calibrated, is left out ([`Diagnostic::left_out`]). Each learner draws from a lot of the bank of the size of
    /// [`exposure_limit`](crate::plan::AdaptiveRules::exposure_limit), so that no item is given to a larger share of
    /// them while others are left; only a domain whose lot is used up goes beyond.
    pub fn new(plan: &Plan, bank: &[BankEntry]) -> Result<Self, NoDiagnostic> {
        if plan.select_by != SelectBy::Adaptive {
            return Err(NoDiagnostic::NotAdaptive(plan.select_by));
        }
        plan.check().map_err(NoDiagnostic::Plan)?;
        let mut by_id = HashMap::new();
        let mut entries: Vec<Entry> = Vec::new();
        let mut left_out = Vec::new();
        let mut of_domains: Vec<Vec<usize>> = vec![Vec::new(); plan.blueprint.len().max(1)];
        for entry in bank {
            let (Some(curve), Some(domain)) = (entry.parameters, domain_of(&plan.blueprint, entry)) else {
                left_out.push(entry.id);
                continue;
            };
            let made = Item::three_parameter(curve.a, curve.b, curve.c);
            let curve = made.map_err(|why| NoDiagnostic::Item { item: entry.id, why })?;
            if by_id.insert(entry.id, entries.len()).is_some() {
                return Err(NoDiagnostic::Twice(entry.id));
            }
            let place = of_domains[domain].len();
            of_domains[domain].push(entries.len());
            let competency = entry.competencies.first().copied();
            entries.push(Entry { id: entry.id, curve, domain, place, competency, enemies: Vec::new() });
        }
        for entry in bank {
            let Some(&one) = by_id.get(&entry.id) else { continue };
            for &other in
                entry.enemies.iter().filter_map(|enemy| by_id.get(enemy)).filter(|other| **other != one)
            {
                entries[one].enemies.push(other);
                entries[other].enemies.push(one);
            }
        }
        let least = plan.adaptive.least as usize;
        if entries.len() < least {
            return Err(NoDiagnostic::TooFew { needed: least, available: entries.len() });
        }
        let prepare = |(number, items): (usize, Vec<usize>)| domain(plan, &entries, number, items);
        let domains = of_domains.into_iter().enumerate().map(prepare).collect::<Result<_, _>>()?;
        let leaves = plan.not_taught.then_some(plan.not_taught_leaves_after as usize);
        Ok(Self {
            domains,
            entries,
            by_id,
            least,
            most: plan.adaptive.most as usize,
            error: plan.adaptive.error.to_f64(),
            order: plan.adaptive.domains,
            not_taught_leaves_after: leaves,
            wrong_leaves_after: plan.stop_after_wrong.map(|wrong| wrong as usize),
            left_out,
        })
    }

    /// Items of the bank that are not asked: not calibrated, or of no domain.
    pub fn left_out(&self) -> &[ItemId] {
        &self.left_out
    }

    /// The parts that are domains, in their order; one `None` without a blueprint.
    pub fn domains(&self) -> impl Iterator<Item = Option<&Part>> {
        self.domains.iter().map(|domain| domain.part.as_ref())
    }
}

/// The first part that an item counts for.
fn domain_of(blueprint: &[Part], entry: &BankEntry) -> Option<usize> {
    if blueprint.is_empty() {
        return Some(0);
    }
    blueprint.iter().position(|part| match &part.of {
        PartOf::Competency(id) => entry.competencies.contains(id),
        PartOf::Tag(tag) => entry.tags.contains(tag),
    })
}

fn domain(plan: &Plan, entries: &[Entry], number: usize, items: Vec<usize>) -> Result<Domain, NoDiagnostic> {
    let part = plan.blueprint.get(number).cloned();
    let (least, most) =
        part.as_ref().map_or((plan.adaptive.least, plan.adaptive.most), |part| (part.at_least, part.at_most));
    let (least, most) = (least as usize, (most as usize).min(items.len()));
    if items.is_empty() || items.len() < least {
        let of = part.map(|part| part.of);
        return Err(NoDiagnostic::TooFewOf { of, needed: least.max(1), available: items.len() });
    }
    let exposure = plan.adaptive.exposure_limit.to_f64();
    let item = |one: &usize| {
        let entry = &entries[*one];
        let within = entry.enemies.iter().filter(|enemy| entries[**enemy].domain == number);
        BankItem {
            enemies: within.map(|enemy| entries[*enemy].place).collect(),
            exposure,
            ..BankItem::new(entry.curve.clone())
        }
    };
    let bank = Bank::new(items.iter().map(item).collect())?;
    // When a domain is over is decided outside: see `run`.
    let rules = Rules::new(selection(plan), Stopping::after(most));
    Ok(Domain { part, least, most, test: Test::new(bank, rules)?, items })
}

fn selection(plan: &Plan) -> Selection {
    match plan.adaptive.item_rule {
        ItemRule::MaximumInformation => Selection::MaximumInformation,
        ItemRule::PosteriorWeighted => Selection::PosteriorWeighted,
        ItemRule::KullbackLeibler => Selection::KullbackLeibler,
        ItemRule::Progressive => Selection::Progressive,
        ItemRule::Randomesque => Selection::Randomesque { from: plan.adaptive.lot_of as usize },
    }
}
