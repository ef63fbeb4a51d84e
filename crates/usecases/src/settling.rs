//! Making stored judgements of one learner what a rebuild would give, where something around them changed
//! that no entry says: places, or which records count as one.

use std::collections::HashSet;

use domain::{
    DistrictId, LearnerId, SectionId,
    judgement::{Context, Mastery},
    policy::ScopeKind,
};
use store::Tx;

use crate::{Refusal, replay::Replay};

/// Settles the judgements of a locked learner of which `concerned` holds; the others stay as they are.
pub(crate) async fn settle(
    tx: &mut Tx,
    replay: &mut Replay,
    district: DistrictId,
    learner: LearnerId,
    concerned: impl Fn(&Mastery) -> bool,
) -> Result<(), Refusal> {
    let stored = store::mastery::of_learner(tx, district, learner).await?;
    let (before, others): (Vec<Mastery>, Vec<Mastery>) = stored.into_iter().partition(&concerned);
    let again = replay.learner(tx, learner, &others, None).await?;
    let again: Vec<Mastery> = again.into_iter().filter(concerned).collect();
    let stand: HashSet<_> = again.iter().map(|one| (one.competency, one.context)).collect();
    for gone in before.iter().filter(|one| !stand.contains(&(one.competency, one.context))) {
        store::mastery::remove_one(tx, district, learner, gone.competency, gone.context).await?;
    }
    store::judgement_input::keep(tx, district, &replay.named_inputs()).await?;
    Ok(store::mastery::put(tx, district, &again).await?)
}

/// Makes the own judgements of `sections` of a locked learner what a rebuild would give, after the learner's
/// place there changed. Where no section has rules of its own there is nothing to do.
pub(crate) async fn settle_places(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    sections: &[SectionId],
) -> Result<(), Refusal> {
    let of_places = [ScopeKind::Section, ScopeKind::Enrollment];
    let settings = store::policy::list(tx, district).await?;
    if !settings.iter().any(|one| of_places.contains(&one.setting.scope.kind)) {
        return Ok(());
    }
    let here = |one: &Mastery| matches!(one.context, Context::Section(of) if sections.contains(&of));
    settle(tx, &mut Replay::new(district), district, learner, here).await
}
