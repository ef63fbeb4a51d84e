//! Which judgements stand as an adopted change of policy made them.

use std::collections::HashMap;

use domain::{
    AdoptionId, Timestamp,
    judgement::{Context, Mastery},
};
use mastery::wording::Audience;
use store::Tx;

use crate::{Actor, Refusal};

/// A change of policy that was adopted for the past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdoptedShown {
    /// Which adoption.
    pub id: AdoptionId,
    /// When.
    pub at: Timestamp,
    /// Who adopted it, and why; for educators only.
    pub by_and_why: Option<(String, String)>,
}

/// Which of one learner's judgements of one competency stand as an adoption for the past made them.
pub(super) async fn adopted(
    tx: &mut Tx,
    actor: &Actor,
    judgements: &[Mastery],
    audience: Audience,
) -> Result<HashMap<Context, AdoptedShown>, Refusal> {
    let mut adopted = HashMap::new();
    let Some(first) = judgements.first() else { return Ok(adopted) };
    for moment in store::adopted_cell::moments(tx, actor.district, first.learner).await? {
        let made = judgements.iter().find(|one| {
            (one.competency, one.context) == (moment.competency, moment.context)
                && (one.inputs, one.last_sequence) == (moment.inputs, moment.read_to)
        });
        let (Some(made), None) = (made, moment.undone_at) else { continue };
        let Some(found) = store::adoption::find(tx, actor.district, moment.adoption).await? else { continue };
        let by = match found.adopted_by.filter(|_| audience == Audience::Educator) {
            None => None,
            Some(by) => store::person::find(tx, actor.district, by).await?,
        };
        let by_and_why = by.map(|by| (by.name(), found.reason));
        adopted.insert(made.context, AdoptedShown { id: found.id, at: moment.at, by_and_why });
    }
    Ok(adopted)
}
