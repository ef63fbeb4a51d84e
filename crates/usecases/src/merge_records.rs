//! Merging two records of one child: both chains stay as they are; the kept one repeats what the other says,
//! and from then on whatever is recorded of either counts for the kept one.

use std::collections::BTreeSet;

use domain::{
    CompetencyId, Date, DistrictId, LearnerId, PersonId, RecordLinkId, Timestamp,
    evidence::{Entry, Fact, Sequence},
    people::Guardianship,
    text,
    time::Dates,
};
use store::{
    Tx,
    evidence::Sealed,
    record_link::{DraftMoved, GuardianChange, RecordLink},
};

use crate::{
    Actor, App, Change, Refusal, access, chance,
    compare_records::{guardians, may_merge, obstacle},
    ledger,
    replay::Replay,
    settling::settle,
};

/// What is to be merged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merge {
    /// The record that stays.
    pub kept: LearnerId,
    /// The record that is merged into it.
    pub merged: LearnerId,
    /// Why.
    pub reason: String,
    /// The guardians of either who may see the kept record from then on; nobody else does.
    pub may_see: Vec<PersonId>,
}

/// What a merging did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The link.
    pub link: RecordLinkId,
    /// How many entries the kept record repeats.
    pub carried: usize,
    /// Decisions that were not carried over, because a later one of the kept record stands.
    pub decisions_left: usize,
    /// Ratings that wait and stay with the other record, because the kept one has one of the same target.
    pub drafts_left: usize,
}

/// Merges one record into another.
pub async fn merge_records(app: &App, actor: &Actor, asked: Merge) -> Result<Merged, Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    let reason = text::required(&asked.reason, 1_000).map_err(Refusal::text("reason"))?;
    let asked = Merge { reason, ..asked };
    let kept = asked.kept;
    let (merged, cells) = app
        .db
        .write((actor.clone(), asked), move |tx, (actor, asked)| Box::pin(merge(tx, actor, asked, now)))
        .await?;
    let cells = cells.into_iter().map(|competency| (kept, competency)).collect();
    app.tell(Change::of_judgements(actor.district, cells));
    Ok(merged)
}

async fn merge(
    tx: &mut Tx,
    actor: &Actor,
    asked: &Merge,
    now: Timestamp,
) -> Result<(Merged, BTreeSet<CompetencyId>), Refusal> {
    let (district, today) = (actor.district, chance::date_of(actor.district, now));
    may_merge(tx, actor, today).await?;
    // In id order, as the ledger locks.
    let mut both = [asked.kept, asked.merged];
    both.sort_unstable();
    for learner in both {
        let locked = store::learner::lock(tx, district, learner, now).await?;
        locked.ok_or(Refusal::NotFound("this learner"))?;
    }
    if let Some(why) = obstacle(tx, district, asked.kept, asked.merged, today).await? {
        return Err(Refusal::Conflict(why));
    }
    let link = RecordLink {
        id: chance::record_link_id(now),
        kept: asked.kept,
        merged: asked.merged,
        reason: asked.reason.clone(),
        linked_at: now,
        linked_by: actor.person,
        separated: None,
    };
    let own = store::evidence::histories(tx, district, link.kept, &[]).await?;
    let others = store::evidence::histories(tx, district, link.merged, &[]).await?;
    let (entries, decisions_left) = to_carry(&own, others);
    let touched = entries.iter().filter_map(|sealed| sealed.competency).collect();
    // From here on places of the merged record are the kept one's.
    store::record_link::add(tx, district, &link).await?;
    set_guardians(tx, district, &link, &asked.may_see, today).await?;
    let drafts_left = move_drafts(tx, district, &link).await?;
    let carried = ledger::copy_over(tx, district, (link.kept, "carried"), &entries, &link, now).await?;
    store::record_link::carry(tx, district, &carried).await?;
    settle(tx, &mut Replay::new(district), district, link.kept, |_| true).await?;
    Ok((Merged { link: link.id, carried: carried.len(), decisions_left, drafts_left }, touched))
}

/// The entries that are repeated: all but decisions over which a later one of the kept record stands, which
/// would else come after it.
fn to_carry(own: &[Sealed], others: Vec<Sealed>) -> (Vec<Sealed>, usize) {
    let own: Vec<&Entry> = own.iter().map(|sealed| &sealed.entry).collect();
    let taken_back: BTreeSet<Sequence> = own
        .iter()
        .filter_map(|entry| match &entry.fact {
            Fact::Retraction { of, .. } => Some(*of),
            _ => None,
        })
        .collect();
    let later = |sealed: &Sealed| {
        let Fact::Decision(decision) = &sealed.entry.fact else { return false };
        own.iter().any(|entry| match &entry.fact {
            Fact::Decision(one) => {
                one.competency == decision.competency
                    && entry.recorded_at >= sealed.entry.recorded_at
                    && !taken_back.contains(&entry.sequence)
            }
            _ => false,
        })
    };
    let all = others.len();
    let carried: Vec<Sealed> = others.into_iter().filter(|sealed| !later(sealed)).collect();
    let left = all - carried.len();
    (carried, left)
}

/// Gives and takes guardians' rights to the kept record as was decided, and notes what stood before. Nobody's
/// right to the merged record changes.
async fn set_guardians(
    tx: &mut Tx,
    district: DistrictId,
    link: &RecordLink,
    may_see: &[PersonId],
    today: Date,
) -> Result<(), Refusal> {
    let choices = guardians(tx, district, link.kept, link.merged, today).await?;
    if may_see.iter().any(|one| !choices.iter().any(|choice| choice.person.id == *one)) {
        return Err(Refusal::invalid("guardians", "name somebody who speaks for neither record"));
    }
    let of_kept = store::guardianship::of_learner(tx, district, link.kept).await?;
    let of_merged = store::guardianship::of_learner(tx, district, link.merged).await?;
    for choice in choices {
        let guardian = choice.person.id;
        let wanted = may_see.contains(&guardian);
        if choice.of_kept.unwrap_or(false) == wanted {
            continue;
        }
        let before = of_kept.iter().find(|one| one.guardian == guardian).cloned();
        let relation = of_merged.iter().find(|one| one.guardian == guardian);
        let dates = match &before {
            Some(one) if !wanted || one.dates.contains(today) => one.dates,
            _ => Dates::new(Some(today), None).unwrap_or_default(),
        };
        let given = Guardianship {
            guardian,
            learner: link.kept,
            relation: before.as_ref().or(relation).and_then(|one| one.relation.clone()),
            may_see: wanted,
            dates,
        };
        store::guardianship::put(tx, district, &[given]).await?;
        let change = GuardianChange { guardian, before, given_may_see: wanted };
        store::record_link::add_guardian(tx, district, link.id, &change).await?;
    }
    Ok(())
}

/// Ratings that wait go over to the kept record, where it has none of the same target in the same class.
/// Returns how many stay.
async fn move_drafts(tx: &mut Tx, district: DistrictId, link: &RecordLink) -> Result<usize, Refusal> {
    let mut left = 0;
    for section in store::section::of_person(tx, district, link.merged.as_person()).await? {
        let drafts = store::draft::of_section(tx, district, section.id, None).await?;
        for draft in drafts.iter().filter(|draft| draft.learner == link.merged) {
            let taken =
                |one: &&store::draft::Draft| one.learner == link.kept && one.competency == draft.competency;
            if drafts.iter().any(|one| taken(&one)) {
                left += 1;
                continue;
            }
            let moved = store::draft::Draft { learner: link.kept, ..draft.clone() };
            store::draft::put(tx, district, &moved).await?;
            store::draft::remove(tx, district, section.id, link.merged, draft.competency).await?;
            let moved = DraftMoved {
                section: section.id,
                competency: draft.competency,
                judge: draft.judge,
                rated_at: draft.rated_at,
            };
            store::record_link::add_draft(tx, district, link.id, &moved).await?;
        }
    }
    Ok(left)
}
