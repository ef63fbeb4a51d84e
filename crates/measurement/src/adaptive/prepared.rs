//! A bank and rules, checked together, with tables.

use std::sync::Arc;

use super::{
    bank::Bank,
    bounds::Bounds,
    classification::Classification,
    rules::{self, BadRules, Rules, Selection},
    select::LEAST_SHARE,
    shadow::Shadow,
};
use crate::{assembly::Solver, models::Item};

/// A test ready to be given: a bank, rules, and tables made from them. Shared by all sittings.
#[derive(Debug)]
pub struct Test {
    pub(super) bank: Bank,
    pub(super) rules: Rules,
    /// Abilities of the nodes, padded with 0.
    pub(super) at: Vec<f64>,
    pub(super) nodes: usize,
    /// `P(k)` on the nodes, one row per category of every item.
    pub(super) likelihoods: Vec<f64>,
    pub(super) first_row: Vec<usize>,
    pub(super) bounds: Bounds,
    /// Single-precision tables of the posterior-averaged criteria, on every other node: information, or
    /// `log P(k)`.
    pub(super) averages: Vec<f32>,
    /// Length of their rows.
    pub(super) coarse: usize,
    /// Stratum and difficulty of each item, for a stratified selection.
    pub(super) strata: Vec<(usize, f64)>,
    /// Standard errors that an interval of confidence reaches.
    pub(super) reach: f64,
    /// What makes shadow tests, when the rules have a blueprint.
    pub(super) shadow: Option<Shadow>,
}

impl Test {
    /// Checks that the bank can meet the rules, and prepares tables: 8 bytes per category and node, and 8
    /// bytes per item and tenth of a logit (10,000 items of two categories: 30 MB).
    pub fn new(bank: Bank, rules: Rules) -> Result<Self, BadRules> {
        rules::check(&bank, &rules)?;
        let shadow = rules.blueprint.as_ref().map(|blueprint| Shadow::new(&bank, blueprint)).transpose()?;
        let nodes = rules.grid.nodes();
        let mut at = nodes.at.clone();
        at.resize(nodes.stride, 0.0);
        let items: Vec<&Item> = bank.items().iter().map(|entry| &entry.item).collect();
        let mut first_row = Vec::with_capacity(items.len() + 1);
        let mut rows = 0;
        for item in &items {
            first_row.push(rows);
            rows += item.categories();
        }
        first_row.push(rows);
        let mut likelihoods = vec![0.0; rows * nodes.stride];
        for (item, first) in items.iter().zip(&first_row) {
            for (q, theta) in nodes.at.iter().enumerate() {
                for (k, p) in item.probabilities(*theta).iter().enumerate() {
                    likelihoods[(first + k) * nodes.stride + q] = *p;
                }
            }
        }
        let prices: Vec<f64> = bank.items().iter().map(|entry| LEAST_SHARE * entry.price).collect();
        let bounds = Bounds::new(&items, &prices, rules.grid.node(rules.grid.points() - 1));
        let every_other: Vec<f64> = nodes.at.iter().copied().step_by(2).collect();
        let coarse = every_other.len().next_multiple_of(8);
        let averages = averages(rules.selection, &items, &every_other, coarse);
        let strata = match rules.selection {
            Selection::Stratified { strata } => stratify(&items, strata, &nodes.at),
            _ => Vec::new(),
        };
        let nodes = nodes.at.len();
        let reach = rules.stopping.classification.map_or(0.0, Classification::reach);
        Ok(Self {
            bank,
            rules,
            at,
            nodes,
            likelihoods,
            first_row,
            bounds,
            averages,
            coarse,
            strata,
            reach,
            shadow,
        })
    }

    /// The same test with another solver to ask where a shadow test is not found in time; nothing without a
    /// blueprint.
    #[must_use]
    pub fn with_solver(mut self, solver: Arc<dyn Solver>) -> Self {
        if let Some(shadow) = &mut self.shadow {
            shadow.solver = Some(solver);
        }
        self
    }

    /// The bank.
    pub fn bank(&self) -> &Bank {
        &self.bank
    }

    /// The rules.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    pub(super) fn item(&self, place: usize) -> &Item {
        &self.bank.items()[place].item
    }

    /// One past the highest content area of bank and quotas.
    pub(super) fn areas(&self) -> usize {
        let of_quotas = self.rules.quotas.iter().map(|quota| quota.content + 1).max().unwrap_or(0);
        self.bank.areas().max(of_quotas)
    }

    pub(super) fn stride(&self) -> usize {
        self.at.len()
    }
}

#[expect(clippy::cast_possible_truncation, reason = "single precision is what the table holds")]
fn averages(selection: Selection, items: &[&Item], at: &[f64], stride: usize) -> Vec<f32> {
    let mut table = Vec::new();
    for item in items {
        match selection {
            Selection::PosteriorWeighted => {
                table.extend(at.iter().map(|theta| item.information(*theta) as f32));
                table.resize(table.len().next_multiple_of(stride), 0.0);
            }
            Selection::KullbackLeibler => {
                let mut log_p = vec![0.0; item.categories()];
                let first = table.len();
                table.resize(first + item.categories() * stride, 0.0);
                for (q, theta) in at.iter().enumerate() {
                    item.log_probabilities(*theta, &mut log_p);
                    for (k, log_p) in log_p.iter().enumerate() {
                        table[first + k * stride + q] = *log_p as f32;
                    }
                }
            }
            _ => {}
        }
    }
    table
}

/// Cuts the bank into strata of rising slope, and says where each item is most informative.
fn stratify(items: &[&Item], strata: usize, at: &[f64]) -> Vec<(usize, f64)> {
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by(|a, b| items[*a].slope().total_cmp(&items[*b].slope()).then(a.cmp(b)));
    let mut out = vec![(0, 0.0); items.len()];
    for (rank, place) in order.iter().enumerate() {
        let difficulties = items[*place].difficulties();
        let location = if difficulties.is_empty() {
            let information = |theta: &f64| items[*place].information(*theta);
            at.iter().copied().max_by(|a, b| information(a).total_cmp(&information(b))).unwrap_or(0.0)
        } else {
            difficulties.iter().sum::<f64>() / difficulties.len() as f64
        };
        out[*place] = (rank * strata / items.len(), location);
    }
    out
}
