//! A fresh form per attempt: other items as long as the bank allows, to the same blueprint, as informative as the
//! form it stands beside.
//!
//! [`draw`] makes one; [`room`] says beforehand how far the bank goes. The same bank, plan, history and seed give the
//! same form on every machine. What overlaps with what the learner has seen is part of the form.
//!
//! An item counts for every part of the blueprint that it belongs to, so that a blueprint may have two sides
//! (content and kind of thinking). Source of matching information at the cut: van der Linden (2005), ch. 5.

mod exact;
mod greedy;
mod information;
mod order;
mod pool;
#[cfg(test)]
mod tests;

use domain::{CompetencyId, ItemId, StimulusId, Timestamp};
use measurement::{assembly::BadBlueprint, models::Item};

use crate::plan::{BankRoom, FreshForm, Part, Plan, SelectBy};
use pool::Pool;

/// How far the information of a form may be from the target, as a share of it, unless another is asked for.
pub const TOLERANCE: f64 = 0.1;

/// An item as a form is drawn from it. Only items that are live are handed in.
#[derive(Debug, Clone, PartialEq)]
pub struct BankEntry {
    /// The item.
    pub id: ItemId,
    /// What it is aligned to, and what those are parts of where the blueprint names it.
    pub competencies: Vec<CompetencyId>,
    /// Its groups.
    pub tags: Vec<String>,
    /// Its curve; `None` while it is not calibrated.
    pub parameters: Option<Parameters>,
    /// The stimulus that it shares with others: such items stand side by side.
    pub stimulus: Option<StimulusId>,
    /// How often it was given, to anybody.
    pub given: u32,
    /// Items that must not come in the same form; it is enough that one of two names the other.
    pub enemies: Vec<ItemId>,
}

/// A three-parameter logistic curve: slope a per logit, difficulty b in logits, lower asymptote c.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Parameters {
    /// Slope, per logit.
    pub a: f64,
    /// Difficulty, logits.
    pub b: f64,
    /// Lower asymptote, from 0 to below 1.
    pub c: f64,
}

impl Parameters {
    /// Fisher information at an ability (logits), per squared logit; 0 for numbers that make no curve.
    pub fn information(self, theta: f64) -> f64 {
        Item::three_parameter(self.a, self.b, self.c).map_or(0.0, |item| item.information(theta))
    }
}

/// How informative a form is to be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Target {
    /// Where it decides. Unit: logits.
    pub cut: f64,
    /// The information of the form it stands beside at the cut, per squared logit.
    pub information: f64,
    /// How far off is near enough, as a share of the information; see [`TOLERANCE`].
    pub tolerance: f64,
}

impl Target {
    /// The target of a form that is to stand beside these items, within [`TOLERANCE`].
    pub fn beside<'b>(items: impl IntoIterator<Item = &'b BankEntry>, cut: f64) -> Self {
        let of = |entry: &BankEntry| entry.parameters.map_or(0.0, |curve| curve.information(cut));
        Self { cut, information: items.into_iter().map(of).sum(), tolerance: TOLERANCE }
    }
}

/// What a form is drawn by.
#[derive(Debug, Clone, Copy)]
pub struct FormRequest<'r> {
    /// The plan: how items come in, how many of what, whether they may come again, whether they are shuffled.
    pub plan: &'r Plan,
    /// Every live item that may come in question.
    pub bank: &'r [BankEntry],
    /// What this learner has seen, and when; the latest counts where an item is named twice.
    pub seen: &'r [(ItemId, Timestamp)],
    /// How informative it is to be; `None` for as it comes.
    pub target: Option<Target>,
    /// The seed of every lot. Kept with the sitting.
    pub seed: u64,
}

/// A form.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// Its items, in the order they are given; items of one stimulus side by side.
    pub items: Vec<ItemId>,
    /// Items of it that this learner has seen, and when last.
    pub repeats: Vec<(ItemId, Timestamp)>,
    /// Its information at the cut of the target, per squared logit; `None` without a target.
    pub information: Option<f64>,
    /// By how much its information is beyond the tolerance: above 0 when it tells less than the target, below 0 when
    /// more, 0 within, and without a target. Per squared logit.
    pub shortfall: f64,
    /// How many of its items have no curve yet, and add no information.
    pub uncalibrated: usize,
}

/// Why no form can be drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoForm {
    /// Forms are not drawn for such a plan.
    #[error("select_by is {}: forms are drawn by a blueprint or a fixed list only", .0.word())]
    NotDrawn(SelectBy),
    /// Too few items in all.
    #[error(
        "a form has {needed} items, and {available} of the bank may come in this one: add items, or let items repeat"
    )]
    TooFew {
        /// Items of a form.
        needed: usize,
        /// Items that may come in this one.
        available: usize,
    },
    /// Too few items of one part.
    #[error("a form has at least {} items of one part of its blueprint, and {available} of the bank may come in this one: add items, or let items repeat", part.at_least)]
    TooFewOf {
        /// The part.
        part: Part,
        /// Items of it that may come in this form.
        available: usize,
    },
    /// The parts, the enemies and the length contradict each other.
    #[error("no form keeps the blueprint, the enemies and the length at once: {0}")]
    Conflict(BadBlueprint),
    /// An item of a fixed list is not live.
    #[error("item {0} of the list is not in the bank: put it back or take it off the list")]
    NotInBank(ItemId),
}

/// Draws a form.
///
/// Items that the learner has not seen come first: a repeat is in the form only when no form without it keeps the
/// blueprint, and what was seen longest ago repeats first. Less often given items are likelier. With a target, items
/// are exchanged for others of the same parts until the information is within the tolerance, or no exchange helps.
/// Errors: [`NoForm`]. Work: one pass over the bank, and a few over the candidates of each part.
pub fn draw(request: &FormRequest<'_>) -> Result<Form, NoForm> {
    let pool = Pool::new(request)?;
    let mut chosen = match request.plan.select_by {
        SelectBy::Fixed => pool.all(),
        _ => choose(&pool)?,
    };
    if let Some(target) = request.target.filter(|_| request.plan.select_by == SelectBy::Blueprint) {
        information::approach(&pool, &mut chosen, target);
    }
    let ordered = order::ordered(&pool, request, &chosen);
    let curve = |place: &usize| request.bank[*place].parameters;
    let information = request
        .target
        .map(|target| ordered.iter().filter_map(curve).map(|curve| curve.information(target.cut)).sum());
    let shortfall = request.target.zip(information).map_or(0.0, |(target, found)| target.shortfall(found));
    let repeats = ordered.iter().filter_map(|place| Some((request.bank[*place].id, pool.seen(*place)?)));
    Ok(Form {
        items: ordered.iter().map(|place| request.bank[*place].id).collect(),
        repeats: repeats.collect(),
        information,
        shortfall,
        uncalibrated: ordered.iter().filter(|place| curve(place).is_none()).count(),
    })
}

/// Items by place: without repeats where that can be, and then with as few as can be.
fn choose(pool: &Pool<'_>) -> Result<Vec<usize>, NoForm> {
    if let Some(chosen) = greedy::choose(pool, !pool.repeats_allowed()) {
        return Ok(chosen);
    }
    exact::choose(pool)
}

/// How far the bank goes for this learner, before a sitting starts; `None` for a plan that forms are not drawn for.
pub fn room(plan: &Plan, bank: &[BankEntry], seen: &[(ItemId, Timestamp)]) -> Option<BankRoom> {
    let of = |fresh_form: FreshForm| {
        let plan = Plan { fresh_form, ..plan.clone() };
        let request = FormRequest { plan: &plan, bank, seen, target: None, seed: 0 };
        let counted = |request| {
            let pool = Pool::new(request)?;
            if request.plan.select_by == SelectBy::Blueprint {
                choose(&pool)?;
            }
            Ok(pool.needed())
        };
        match counted(&request) {
            Ok(needed) => Some((needed, needed)),
            Err(NoForm::NotDrawn(_)) => None,
            Err(NoForm::TooFew { needed, available }) => Some((needed, available)),
            Err(_) => {
                let needed = plan.items.map_or(plan.fixed_items.len(), |items| items as usize);
                Some((needed, pool::most(&request).min(needed.saturating_sub(1))))
            }
        }
    };
    let (needed, any) = of(FreshForm::RepeatsAllowed)?;
    let (_, fresh) = of(FreshForm::NeverRepeat)?;
    Some(BankRoom { needed, fresh, any })
}
