//! Judging what is carried over, a few learners at a time.

use std::collections::{BTreeMap, BTreeSet};

use domain::{CompetencyId, DistrictId, LearnerId, Timestamp, evidence::Entry};
use store::{Tx, db::Turn};

use super::{AdoptedVersion, Affected};
use crate::{App, Change, Refusal, judging::Judging};

/// Learners per transaction, so that each takes less than 50 ms.
const LEARNERS: usize = 20;

/// A learner with what has to be judged.
type Cells = (LearnerId, BTreeSet<CompetencyId>);

/// Judges every affected cell, and takes away judgements of which nothing is recorded any more.
pub(super) async fn judge(
    app: &App,
    district: DistrictId,
    affected: Affected,
    done: &mut AdoptedVersion,
    progress: &(dyn Fn(u64, u64) + Send + Sync),
) -> Result<(), Refusal> {
    let all: Vec<Cells> = affected.competencies.into_iter().collect();
    let at = affected.at;
    for chunk in all.chunks(LEARNERS) {
        let judged = app
            .db
            .write_in(Turn::Behind, (district, chunk.to_vec()), move |tx, (district, chunk)| {
                Box::pin(judge_some(tx, *district, chunk, at))
            })
            .await?;
        done.learners += chunk.len();
        done.judgements += judged;
        let cells = chunk.iter().flat_map(|(learner, of)| of.iter().map(|one| (*learner, *one))).collect();
        app.tell(Change::of_judgements(district, cells));
        progress(done.learners as u64, all.len() as u64);
    }
    Ok(())
}

/// In id order, as the ledger locks: an entry that waits for the lock is judged with the crosswalk, one
/// that was before it is read here.
async fn judge_some(
    tx: &mut Tx,
    district: DistrictId,
    chunk: &[Cells],
    at: Timestamp,
) -> Result<usize, Refusal> {
    let mut locked = Vec::with_capacity(chunk.len());
    for cells in chunk {
        if store::learner::lock(tx, district, cells.0, at).await?.is_some() {
            locked.push(cells);
        }
    }
    let of: BTreeSet<CompetencyId> = chunk.iter().flat_map(|(_, of)| of).copied().collect();
    let of: Vec<CompetencyId> = of.into_iter().collect();
    let mut judging = Judging::load(tx, district, &of, at).await?;
    let mut judgements = Vec::new();
    for (learner, of) in locked {
        let wanted: BTreeSet<CompetencyId> = of.iter().flat_map(|one| judging.with_sources(*one)).collect();
        let wanted: Vec<CompetencyId> = wanted.into_iter().collect();
        let mut histories: BTreeMap<CompetencyId, Vec<Entry>> = BTreeMap::new();
        for sealed in store::evidence::histories(tx, district, *learner, &wanted).await? {
            if let Some(competency) = sealed.competency {
                histories.entry(competency).or_default().push(sealed.entry);
            }
        }
        let contexts = judging.contexts(tx, *learner).await?;
        for competency in of {
            let entries = judging.entries(*competency, &histories);
            let Some(last) = entries.last() else {
                store::mastery::remove(tx, district, *learner, *competency).await?;
                continue;
            };
            let recorded = entries.iter().map(|entry| entry.recorded_at).fold(at, Timestamp::max);
            judging.stand_at(recorded);
            for (context, scopes) in &contexts {
                let (competency, last) = (*competency, last.sequence);
                judgements.extend(judging.judge(*learner, competency, *context, scopes, &entries, last)?);
            }
        }
    }
    store::judgement_input::keep(tx, district, &judging.named_inputs()).await?;
    store::mastery::put(tx, district, &judgements).await?;
    Ok(judgements.len())
}
