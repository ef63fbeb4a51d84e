//! Prerequisites proposed from answers, each with its evidence.

use super::{
    BadPrerequisites, Prerequisites,
    pairs::{Counts, Pair},
};
use crate::responses::Responses;

/// What a proposal must show.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Demands {
    /// The share of proposals that may be false, on average.
    pub false_discoveries: f64,
    /// The largest share of learners who have the later one without the earlier: its upper 95 % bound stays below.
    pub exceptions: f64,
    /// The least strength, from 0 to 1.
    pub strength: f64,
    /// The fewest learners with answers to both; a pair with fewer is not tested.
    pub learners: usize,
}

impl Default for Demands {
    /// False discoveries 0.05, exceptions 0.4, strength 0.35, 100 learners.
    ///
    /// Chosen by simulation: one ability and no prerequisite (10 items, 2,000 learners) makes strengths up to 0.32, for
    /// the others' answers do not tell all of ability; steps of a structure with 5 % of guesses and slips begin at
    /// 0.34, and have up to 0.35 of exceptions where few know the later one.
    fn default() -> Self {
        Self { false_discoveries: 0.05, exceptions: 0.4, strength: 0.35, learners: 100 }
    }
}

/// A prerequisite that the answers speak for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Proposal {
    /// What comes before.
    pub before: usize,
    /// What rests on it.
    pub after: usize,
    /// Learners by their two answers.
    pub counts: Counts,
    /// The share that is wrong on the earlier of those who are right on the later.
    pub exceptions: f64,
    /// Wilson's 95 % interval of that share.
    pub exceptions_between: (f64, f64),
    /// `1 - exceptions seen / exceptions expected` of learners who are alike otherwise: 0 when the two have nothing
    /// to do with each other beyond ability, 1 when there is no exception (Loevinger's H, within strata).
    pub strength: f64,
    /// Its standard error.
    pub strength_error: f64,
    /// The chance of as much when the two have nothing to do with each other or neither comes first.
    pub p: f64,
    /// The same for all pairs tested together (Benjamini & Yekutieli).
    pub p_adjusted: f64,
    /// Whether other proposals say the same by a way round.
    pub implied: bool,
}

/// What the answers speak for.
#[derive(Debug, Clone, PartialEq)]
pub struct Discovery {
    /// Proposals free of cycles, strongest first.
    pub proposals: Vec<Proposal>,
    /// Ordered pairs tested.
    pub tested: usize,
    /// Ordered pairs with too few learners, or where all or none are right on one.
    pub untested: usize,
    /// Pairs that go together beyond ability, few having one without the other, and neither comes first for sure.
    pub together: Vec<(usize, usize)>,
    /// Proposals that went round in a circle, each from one to the next and from the last to the first. The weakest of
    /// each is not among the proposals.
    pub cycles: Vec<Vec<usize>>,
}

/// What nothing can be learned from.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum BadDiscovery {
    /// Fewer than two competencies.
    #[error("{0} competency cannot come before another: two are needed, and more are better")]
    Competencies(usize),
    /// Too few learners.
    #[error(
        "{learners} learners are too few to tell a prerequisite from chance: {needed} with answers to both of a pair are \
         needed"
    )]
    Learners {
        /// Learners there are.
        learners: usize,
        /// Learners needed.
        needed: usize,
    },
    /// An answer that is neither right nor wrong.
    #[error(
        "learner {row} (from 0) has {score} on competency {competency} (from 0): an answer is 1 or 0 here"
    )]
    Score {
        /// The row.
        row: usize,
        /// The competency.
        competency: usize,
        /// What stands there.
        score: u8,
    },
    /// A demand outside its range.
    #[error("{what} cannot be {value}: it lies above 0 and below 1")]
    Demand {
        /// Which.
        what: &'static str,
        /// What was given.
        value: f64,
    },
}

/// Proposes what must come before what, from answers right (1) or wrong (0); missing ones count for nothing.
///
/// For competencies i and j, n01 learners are wrong on i and right on j: exceptions to "i before j". i is proposed
/// before j when all of this holds:
///
/// 1. Fewer exceptions than chance among learners who are alike otherwise (Mantel and Haenszel's test, one-sided,
///    within strata of the share right on all others): that some learners know more does not make everything rest on
///    everything.
/// 2. More learners have i alone than j alone (exact sign test). The p of a proposal is the larger of these two; all
///    pairs together are held to [`Demands::false_discoveries`] by Benjamini and Yekutieli's rule, which allows for any
///    dependence between pairs.
/// 3. Of those right on j, few are wrong on i: the upper bound of Wilson's interval is at most
///    [`Demands::exceptions`]. Guessing and slips make exceptions too: the limit has to leave room for them.
/// 4. The strength is at least [`Demands::strength`].
///
/// It proposes and proves nothing: an order in which all were taught looks the same. Shape: a column per competency,
/// rows weighted by their weights. Errors: [`BadDiscovery`]. Sources: Loevinger (1947); Mantel & Haenszel (1959); van
/// Leeuwe (1974), item tree analysis; Benjamini & Yekutieli (2001).
pub fn discover_prerequisites(answers: &Responses, demands: &Demands) -> Result<Discovery, BadDiscovery> {
    check(answers, demands)?;
    let items = answers.items();
    let mut found = Vec::new();
    let mut untested = 0;
    for first in 0..items {
        for second in first + 1..items {
            match Pair::count(answers, first, second, demands.learners) {
                Some(pair) => {
                    found.push(proposal(&pair, first, second));
                    found.push(proposal(&pair.turned(), second, first));
                }
                None => untested += 2,
            }
        }
    }
    adjust(&mut found);
    let tested = found.len();
    let fits =
        |one: &Proposal| one.strength >= demands.strength && one.exceptions_between.1 <= demands.exceptions;
    let together = together(&found, demands, &fits);
    found.retain(|one| one.p_adjusted <= demands.false_discoveries && fits(one));
    found.sort_by(|a, b| {
        b.strength.total_cmp(&a.strength).then((a.before, a.after).cmp(&(b.before, b.after)))
    });
    let cycles = without_cycles(&mut found, items);
    imply(&mut found, items);
    Ok(Discovery { proposals: found, tested, untested, together, cycles })
}

fn check(answers: &Responses, demands: &Demands) -> Result<(), BadDiscovery> {
    for (what, value) in [
        ("the share of false discoveries", demands.false_discoveries),
        ("the share of exceptions", demands.exceptions),
        ("the least strength", demands.strength),
    ] {
        if !(value > 0.0 && value < 1.0) {
            return Err(BadDiscovery::Demand { what, value });
        }
    }
    if answers.items() < 2 {
        return Err(BadDiscovery::Competencies(answers.items()));
    }
    for row in 0..answers.rows() {
        for competency in 0..answers.items() {
            if let Some(score) = answers.score(row, competency).filter(|score| *score > 1) {
                return Err(BadDiscovery::Score { row, competency, score });
            }
        }
    }
    let learners = (0..answers.rows()).map(|row| answers.weight(row)).sum::<f64>();
    if learners < demands.learners as f64 {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of learners")]
        let learners = learners as usize;
        return Err(BadDiscovery::Learners { learners, needed: demands.learners });
    }
    Ok(())
}

fn proposal(pair: &Pair, before: usize, after: usize) -> Proposal {
    let counts = pair.counts;
    let (exceptions, exceptions_between) = counts.exceptions();
    let p = pair.association_p().max(counts.order_p());
    Proposal {
        before,
        after,
        counts,
        exceptions,
        exceptions_between,
        strength: 1.0 - counts.only_after / pair.expected,
        strength_error: pair.variance.sqrt() / pair.expected,
        p,
        p_adjusted: p,
        implied: false,
    }
}

/// Benjamini and Yekutieli's adjustment.
fn adjust(found: &mut [Proposal]) {
    let tested = found.len();
    let harmonic: f64 = (1..=tested).map(|k| 1.0 / k as f64).sum();
    let mut order: Vec<usize> = (0..tested).collect();
    order.sort_by(|a, b| found[*b].p.total_cmp(&found[*a].p));
    let mut least = 1.0_f64;
    for (place, index) in order.into_iter().enumerate() {
        let rank = (tested - place) as f64;
        least = least.min(found[index].p * tested as f64 * harmonic / rank);
        found[index].p_adjusted = least;
    }
}

/// Pairs whose order is open: both ways fit, they go together for sure, and neither way is for sure first.
fn together(found: &[Proposal], demands: &Demands, fits: &dyn Fn(&Proposal) -> bool) -> Vec<(usize, usize)> {
    let sure = |one: &Proposal| one.strength > 3.0 * one.strength_error;
    let open = |one: &Proposal| one.p_adjusted > demands.false_discoveries && sure(one) && fits(one);
    let both = found.chunks_exact(2).filter(|ways| ways.iter().all(open));
    both.map(|ways| (ways[0].before, ways[0].after)).collect()
}

/// Takes the weakest proposal out of every cycle; names the cycles.
fn without_cycles(found: &mut Vec<Proposal>, items: usize) -> Vec<Vec<usize>> {
    let mut cycles = Vec::new();
    loop {
        let pairs: Vec<(usize, usize)> = found.iter().map(|one| (one.before, one.after)).collect();
        let Err(BadPrerequisites::Cycle(cycle)) = Prerequisites::new(items, &pairs) else { return cycles };
        let on = |one: &Proposal| {
            (0..cycle.len()).any(|at| one.before == cycle[at] && one.after == cycle[(at + 1) % cycle.len()])
        };
        // Strongest first: the last is the weakest.
        if let Some(weakest) = found.iter().rposition(on) {
            found.remove(weakest);
        }
        cycles.push(cycle);
    }
}

/// Marks what follows from others.
fn imply(found: &mut [Proposal], items: usize) {
    let pairs: Vec<(usize, usize)> = found.iter().map(|one| (one.before, one.after)).collect();
    let Ok(relation) = Prerequisites::new(items, &pairs) else { return };
    for one in found {
        let between = relation.after(one.before);
        one.implied = between.meets(relation.before(one.after));
    }
}
