//! What would change a judgement, found by trying.

use domain::{Timestamp, evidence::Source, scale::Level};

use crate::{
    judge::{Case, Settled, sample, value},
    measured::Kind,
    rules::{Instruments, Piece, all_criteria, body_of_evidence},
};

/// At most so many further pieces are tried.
const MOST_PIECES: usize = 10;

/// What would change a judgement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NextStep<'a> {
    /// Mastered by the rule; one more piece at `lost_by` or below would lose it again.
    Mastered {
        /// The highest level of which one more piece would lose mastery; `None` if none would.
        lost_by: Option<&'a Level>,
    },
    /// A decision stands over the rule.
    Decided {
        /// Until then; `None` for until it is retracted.
        until: Option<Timestamp>,
    },
    /// Only an educator's decision gives a level.
    EducatorDecides,
    /// So many more pieces at this level or better would reach mastery.
    More {
        /// The lowest level that is enough.
        level: &'a Level,
        /// How many pieces, from 1 to 10.
        pieces: usize,
        /// The instrument they must be earned on, where the rule looks at each.
        instrument: Option<&'a str>,
    },
    /// More answers to items with parameters: which, decides what they tell, so that no level of them can be
    /// named.
    Answers {
        /// About how many decide it, where that can be said.
        about: Option<u32>,
        /// Whether mastered or not yet is said already.
        decided: bool,
    },
    /// More than ten further pieces would be needed.
    OutOfReach,
}

/// Finds what would change the judgement.
pub(crate) fn find<'a>(case: &Case<'a>, settled: &Settled<'a>) -> NextStep<'a> {
    if let Some(decision) = settled.counting.decision() {
        return NextStep::Decided { until: decision.expires_at };
    }
    let trial = Trial { case, settled };
    let inputs = case.inputs;
    if inputs.policy().rule().needs == Some(Kind::ItemParameters) {
        let doubt = inputs.policy().rule().doubt;
        let doubt = doubt.and_then(|doubt| doubt(&sample(inputs, &settled.pieces, case.competency)));
        let about = doubt.and_then(|doubt| doubt.more_answers);
        return NextStep::Answers { about, decided: settled.by_rule.is_some() };
    }
    if settled.by_rule.is_some_and(|value| value >= inputs.cut()) {
        let loses = |level: &&Level| !trial.masters(level, 1, None);
        return NextStep::Mastered { lost_by: inputs.scale().levels().iter().find(loses) };
    }
    if *inputs.policy().rule() == body_of_evidence::ENTRY {
        return NextStep::EducatorDecides;
    }
    if inputs.policy().rule().instruments == Instruments::Criteria {
        return trial.criteria();
    }
    let instruments = trial.instruments();
    let lowest_first = || inputs.scale().levels().iter().rev();
    for pieces in 1..=MOST_PIECES {
        let enough = lowest_first().find_map(|level| {
            let instrument = instruments.iter().find(|instrument| trial.masters(level, pieces, **instrument));
            instrument.map(|&instrument| NextStep::More { level, pieces, instrument })
        });
        if let Some(step) = enough {
            return step;
        }
    }
    NextStep::OutOfReach
}

struct Trial<'t, 'a> {
    case: &'t Case<'a>,
    settled: &'t Settled<'a>,
}

impl<'a> Trial<'_, 'a> {
    /// Whether so many more pieces at a level would give mastery.
    fn masters(&self, level: &Level, pieces: usize, instrument: Option<&'a str>) -> bool {
        let inputs = self.case.inputs;
        let mut tried = self.settled.pieces.clone();
        let newest = tried.last().map_or(self.case.as_of, |piece| piece.worked_at.max(self.case.as_of));
        let further = Piece {
            value: level.points.to_f64(),
            weight: self.weight(),
            worked_at: newest,
            instrument,
            result: None,
        };
        tried.extend(std::iter::repeat_n(further, pieces));
        value(self.case, &tried).is_some_and(|value| value >= inputs.cut())
    }

    /// A rating's weight, or the newest piece's when ratings do not count.
    fn weight(&self) -> f64 {
        let rating = self.case.inputs.policy().source_weight(Source::Rating).to_f64();
        let newest = self.settled.pieces.last().map_or(1.0, |piece| piece.weight);
        if rating > 0.0 { rating } else { newest }
    }

    /// The instruments to try, heaviest outcome first; one nameless one when the rule looks at none.
    fn instruments(&self) -> Vec<Option<&'a str>> {
        let policy = self.case.inputs.policy();
        if policy.rule().instruments != Instruments::Outcomes {
            return vec![None];
        }
        let mut outcomes: Vec<_> = policy.outcomes().filter(|(_, weight)| weight.millionths() > 0).collect();
        outcomes.sort_by_key(|&(outcome, weight)| (std::cmp::Reverse(weight), outcome));
        if outcomes.is_empty() {
            let mut seen: Vec<_> = self.settled.pieces.iter().map(|piece| piece.instrument).collect();
            seen.sort_unstable();
            seen.dedup();
            return if seen.is_empty() { vec![None] } else { seen };
        }
        outcomes.into_iter().map(|(outcome, _)| Some(outcome)).collect()
    }

    /// One piece at mastery per criterion that is not met, and per criterion that is not there.
    fn criteria(&self) -> NextStep<'a> {
        let (inputs, pieces) = (self.case.inputs, &self.settled.pieces);
        let mastery = inputs.cut();
        let Some(level) = inputs.scale().levels().iter().rev().find(|level| level.points >= mastery) else {
            return NextStep::OutOfReach;
        };
        let mut criteria: Vec<_> = pieces.iter().map(|piece| piece.instrument).collect();
        criteria.sort_unstable();
        criteria.dedup();
        let reaches = |piece: &Piece<'_>| piece.value >= mastery.to_f64();
        let met = |criterion| pieces.iter().any(|piece| piece.instrument == criterion && reaches(piece));
        let unmet: Vec<Option<&str>> =
            criteria.iter().copied().filter(|&criterion| !met(criterion)).collect();
        let needed = inputs.policy().parameter(&all_criteria::CRITERIA);
        let needed = usize::try_from(needed.millionths() / 1_000_000).unwrap_or(1);
        let evidence_missing = inputs.policy().minimum_evidence().saturating_sub(pieces.len());
        let further = (unmet.len() + needed.saturating_sub(criteria.len())).max(evidence_missing);
        let instrument = if further == 1 { unmet.first().copied().flatten() } else { None };
        NextStep::More { level, pieces: further, instrument }
    }
}
