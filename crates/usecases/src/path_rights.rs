//! Who may change what of a learner's path.

use domain::{Date, LearnerId, access::Relationship};
use store::Tx;

use crate::{
    Actor, Refusal,
    access::{self, Action},
};

/// Whether somebody of this relationship pins, skips and sends back.
pub(crate) fn directs(relationship: Relationship) -> bool {
    matches!(relationship, Relationship::Educator | Relationship::ProgramLead)
}

/// Whether somebody of this relationship sets and ends goals: the learner, the family, and who answers for them.
pub(crate) fn sets_goals(relationship: Relationship) -> bool {
    !matches!(
        relationship,
        Relationship::Aide | Relationship::Substitute | Relationship::BreakGlass | Relationship::Classmate
    )
}

/// Checks that `actor` may change what `may` says of the learner's path.
pub(crate) async fn check(
    tx: &mut Tx,
    actor: &Actor,
    learner: LearnerId,
    may: fn(Relationship) -> bool,
    today: Date,
) -> Result<Relationship, Refusal> {
    access::may_write(actor)?;
    let relationship = access::learner(tx, actor, learner, Action::Whole, today).await?;
    if may(relationship) {
        return Ok(relationship);
    }
    Err(Refusal::Denied("You can see this path, but not change it."))
}
