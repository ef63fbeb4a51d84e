//! What is judged again of one learner in one competency, and from when it is judged as it is.

use std::collections::BTreeMap;

use domain::{
    CompetencyId, LearnerId, Timestamp,
    evidence::{Entry, Sequence},
    judgement::{Context, Mastery},
};
use store::adopted_cell::Moment as AdoptedAt;

/// One learner in one competency, with everything recorded and the judgements stored of it.
pub(super) struct Cell<'a> {
    pub learner: LearnerId,
    pub competency: CompetencyId,
    pub histories: &'a BTreeMap<CompetencyId, Vec<Entry>>,
    /// From when the cell is judged as it is: the last entry, or the last change of its crosswalk.
    pub since: Timestamp,
    /// In which contexts an adopted change of policy judged it after that, and as of when.
    pub adopted: Vec<(Context, Timestamp)>,
    pub stored: &'a [&'a Mastery],
}

impl Cell<'_> {
    /// From when the cell is judged as it is in one context.
    pub fn since_in(&self, context: Context) -> Timestamp {
        let adopted = self.adopted.iter().find(|(of, _)| *of == context);
        adopted.map_or(self.since, |(_, at)| *at)
    }
}

/// In which contexts an adoption judged a cell as it stands at `moment`: the latest that was not undone by
/// then and has read the `last` entry. What was recorded or carried over after it is judged without it.
pub(super) fn adopted<'m>(
    moments: impl Iterator<Item = &'m AdoptedAt>,
    (since, last): (Timestamp, Sequence),
    moment: Timestamp,
) -> Vec<(Context, Timestamp)> {
    let mut adopted: Vec<(Context, Timestamp)> = Vec::new();
    // Oldest first, so that the latest stays.
    for one in moments {
        let stands = one.at <= moment && one.undone_at.is_none_or(|undone| undone > moment);
        if stands && one.read_to == last && one.at >= since {
            adopted.retain(|(context, _)| *context != one.context);
            adopted.push((one.context, one.at));
        }
    }
    adopted
}
