//! What a diagnostic found.

use domain::{CompetencyId, ItemId};
use measurement::{
    models::Item,
    posterior::{Grid, Population},
    responses::Responses,
    score::{Method, score},
};

use super::{
    run::Run,
    rushing::{self, ItemTime, Rushing},
    state::Answer,
    steps::LeftBecause,
};
use crate::plan::{Part, RushingRule};

/// A measure of ability, and how sure it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measured {
    /// Ability. Unit: logits.
    pub ability: f64,
    /// Its standard error. Unit: logits.
    pub error: f64,
}

/// What was found in one domain.
#[derive(Debug, Clone, PartialEq)]
pub struct DomainResult {
    /// The domain; `None` where there are none.
    pub part: Option<Part>,
    /// Answers that count.
    pub answered: usize,
    /// Right ones.
    pub right: usize,
    /// Competencies of items that were said not to be taught yet, each once, in the order they were said.
    pub not_taught: Vec<CompetencyId>,
    /// Why it was left early, if it was.
    pub left: Option<LeftBecause>,
    /// The measure by the items of this domain alone; `None` without an answer.
    pub measured: Option<Measured>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// By all answers; `None` without one.
    pub overall: Option<Measured>,
    /// By domain.
    pub domains: Vec<DomainResult>,
}

impl Run<'_> {
    /// What was found so far. Ability is Warm's weighted likelihood estimate: nearly without bias, and it owes nothing
    /// to what was supposed beforehand. Source: Warm (1989).
    pub fn report(&self) -> Report {
        let of_domain = |(number, domain): (usize, &super::prepared::Domain)| {
            let events = self.state().events.iter().filter_map(|event| {
                let entry = &self.diagnostic.entries[*self.diagnostic.by_id.get(&event.item)?];
                (entry.domain == number).then_some((entry, event.answer))
            });
            let mut not_taught: Vec<CompetencyId> = Vec::new();
            let mut scored: Vec<(&Item, bool)> = Vec::new();
            for (entry, answer) in events {
                match (answer, entry.competency) {
                    (Answer::NotTaught, Some(competency)) if !not_taught.contains(&competency) => {
                        not_taught.push(competency);
                    }
                    (Answer::NotTaught, _) => {}
                    (answer, _) => scored.push((&entry.curve, answer == Answer::Right)),
                }
            }
            let result = DomainResult {
                part: domain.part.clone(),
                answered: scored.len(),
                right: scored.iter().filter(|(_, right)| *right).count(),
                not_taught,
                left: self.courses[number].left,
                measured: measure(&scored),
            };
            (result, scored)
        };
        let found: Vec<_> = self.diagnostic.domains.iter().enumerate().map(of_domain).collect();
        let all: Vec<(&Item, bool)> = found.iter().flat_map(|(_, scored)| scored.iter().copied()).collect();
        Report { overall: measure(&all), domains: found.into_iter().map(|(result, _)| result).collect() }
    }
}

impl Run<'_> {
    /// Whether the learner rushed so far; `time` tells what is known of an item. "Not taught" takes no time to say and
    /// does not count.
    pub fn rushing(&self, rule: &RushingRule, time: impl Fn(ItemId) -> ItemTime) -> Rushing {
        let events = self.state().events.iter().filter(|event| event.answer != Answer::NotTaught);
        let times: Vec<(u32, ItemTime)> =
            events.map(|event| (event.milliseconds, time(event.item))).collect();
        rushing::judge(rule, &times)
    }
}

/// The measure that answers give.
fn measure(scored: &[(&Item, bool)]) -> Option<Measured> {
    let codes = scored.iter().map(|(_, right)| u8::from(*right)).collect();
    let items: Vec<Item> = scored.iter().map(|(item, _)| (*item).clone()).collect();
    let responses = Responses::from_codes(items.len(), codes).ok()?;
    let found = score(&responses, &items, &[Population::STANDARD], Method::Wle, Grid::default()).ok()?;
    let estimate = (*found.first()?)?;
    Some(Measured { ability: estimate.theta, error: estimate.error })
}
