//! Judges everything again from the ledger, with the policies known and effective when each cell was
//! judged, and compares with what is stored; writes back what is missing or different, if asked to.
//!
//! A cell is judged as of its last entry, or of the adoption that judged it after that, or as of the stored
//! judgement where time made a later one. For whoever runs the machine.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use domain::{
    CompetencyId, DistrictId, LearnerId, Timestamp,
    chain::Digest,
    judgement::{Context, Mastery},
};
use store::{Tx, db::Turn};
use tokio::sync::Mutex;

use crate::{App, Refusal, chance::Stopwatch, replay::Replay};

/// Learners per transaction; fewer when something may be written, because one writer waits for it.
const LEARNERS: (i64, i64) = (64, 8);

/// The most differences that are kept; the rest is counted.
const MOST_DIFFERENCES: usize = 20;

/// What to rebuild.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rebuild {
    /// Only from what was recorded by this moment; `None` for all.
    pub as_of: Option<Timestamp>,
    /// Whether to write back what is missing or different. Not together with a moment.
    pub write: bool,
}

/// What came out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rebuilt {
    /// Entries read.
    pub entries: i64,
    /// Cells judged: learner, competency and context.
    pub cells: i64,
    /// Cells judged as mastered.
    pub mastered: i64,
    /// Cells whose stored judgement is the same, its *why* included.
    pub same: i64,
    /// Cells that were judged again after the moment asked for: nothing to compare with.
    pub later: i64,
    /// Cells without a stored judgement.
    pub missing: i64,
    /// Cells whose stored judgement is another.
    pub different: i64,
    /// Stored judgements without any entry.
    pub without_entries: i64,
    /// Judgements written back.
    pub written: i64,
    /// How many of the cells were judged by which set measured beforehand, by its digest.
    pub sets: BTreeMap<Digest, i64>,
    /// The first differences.
    pub differences: Vec<Difference>,
    /// How long it took.
    pub seconds: f64,
}

/// A stored judgement that the ledger does not give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Whose.
    pub learner: LearnerId,
    /// Of what.
    pub competency: CompetencyId,
    /// In which context.
    pub context: Context,
    /// What differs, in words.
    pub what: String,
}

impl Rebuilt {
    /// Whether every stored judgement is what the ledger gives.
    pub fn is_same(&self) -> bool {
        self.missing + self.different + self.without_entries == 0
    }

    fn add(&mut self, other: Self) {
        self.entries += other.entries;
        self.cells += other.cells;
        self.mastered += other.mastered;
        self.same += other.same;
        self.later += other.later;
        self.missing += other.missing;
        self.different += other.different;
        self.without_entries += other.without_entries;
        self.written += other.written;
        for (set, cells) in other.sets {
            *self.sets.entry(set).or_default() += cells;
        }
        let room = MOST_DIFFERENCES.saturating_sub(self.differences.len());
        self.differences.extend(other.differences.into_iter().take(room));
    }
}

/// Rebuilds the district's mastery; `progress` is told how many of how many entries are done.
pub async fn rebuild_mastery(
    app: &App,
    district: DistrictId,
    asked: Rebuild,
    mut progress: impl FnMut(i64, i64),
) -> Result<Rebuilt, Refusal> {
    if asked.write && asked.as_of.is_some() {
        return Err(Refusal::invalid("as-of", "cannot be written back: the past is only compared"));
    }
    let clock = Stopwatch::start();
    let (total, stored) = app
        .db
        .read((), |tx, ()| {
            Box::pin(async move {
                let stored = store::mastery::count(tx, district).await?.0;
                Ok::<_, Refusal>((store::evidence::count(tx, district).await?, stored))
            })
        })
        .await?;
    let replay = Arc::new(Mutex::new(Replay::new(district)));
    let mut rebuilt = Rebuilt::default();
    let mut after = None;
    loop {
        let stretch = Stretch { district, asked, after, replay: replay.clone() };
        let (some, last) = if asked.write {
            app.db.write_in(Turn::Behind, stretch, |tx, stretch| Box::pin(stretch.run(tx))).await?
        } else {
            app.db.read(stretch, |tx, stretch| Box::pin(stretch.run(tx))).await?
        };
        rebuilt.add(some);
        progress(rebuilt.entries, total);
        after = last;
        if after.is_none() {
            break;
        }
    }
    if asked.as_of.is_none() {
        rebuilt.without_entries = (stored - rebuilt.same - rebuilt.different).max(0);
    }
    rebuilt.seconds = clock.seconds();
    Ok(rebuilt)
}

/// The next learners, in one transaction.
struct Stretch {
    district: DistrictId,
    asked: Rebuild,
    after: Option<LearnerId>,
    replay: Arc<Mutex<Replay>>,
}

impl Stretch {
    async fn run(&self, tx: &mut Tx) -> Result<(Rebuilt, Option<LearnerId>), Refusal> {
        let mut replay = self.replay.lock().await;
        let limit = if self.asked.write { LEARNERS.1 } else { LEARNERS.0 };
        let heads = store::learner::heads(tx, self.district, self.after, limit).await?;
        let mut rebuilt = Rebuilt::default();
        let mut to_write = Vec::new();
        for (learner, head) in &heads {
            if self.asked.write {
                // Nobody appends to this chain until what is written back is committed.
                store::learner::lock(tx, self.district, *learner, replay.now()).await?;
            }
            let stored = store::mastery::of_learner(tx, self.district, *learner).await?;
            let cells = replay.learner(tx, *learner, &stored, self.asked.as_of).await?;
            rebuilt.entries += head.sequence.0;
            self.compare(&mut replay, tx, stored, cells, &mut rebuilt, &mut to_write).await?;
        }
        if self.asked.write {
            rebuilt.written = i64::try_from(to_write.len()).unwrap_or(i64::MAX);
            store::judgement_input::keep(tx, self.district, &replay.named_inputs()).await?;
            store::mastery::put(tx, self.district, &to_write).await?;
        }
        Ok((rebuilt, heads.last().map(|(learner, _)| *learner)))
    }

    /// Compares one learner's cells with what is stored.
    async fn compare(
        &self,
        replay: &mut Replay,
        tx: &mut Tx,
        stored: Vec<Mastery>,
        cells: Vec<Mastery>,
        rebuilt: &mut Rebuilt,
        to_write: &mut Vec<Mastery>,
    ) -> Result<(), Refusal> {
        let mut stored: HashMap<_, _> =
            stored.into_iter().map(|one| ((one.competency, one.context), one)).collect();
        for cell in cells {
            rebuilt.cells += 1;
            rebuilt.mastered += i64::from(cell.finding.mastered);
            if let Some(set) = replay.set_of(&cell) {
                *rebuilt.sets.entry(set).or_default() += 1;
            }
            let what = match stored.remove(&(cell.competency, cell.context)) {
                Some(one) if self.asked.as_of.is_some_and(|as_of| one.judged_at > as_of) => {
                    rebuilt.later += 1;
                    continue;
                }
                Some(one) => {
                    let what = replay.difference(tx, &one, &cell).await?;
                    *(if what.is_some() { &mut rebuilt.different } else { &mut rebuilt.same }) += 1;
                    what
                }
                None => {
                    rebuilt.missing += 1;
                    Some("there is no stored judgement".to_owned())
                }
            };
            if let Some(what) = what {
                let Mastery { learner, competency, context, .. } = cell;
                if rebuilt.differences.len() < MOST_DIFFERENCES {
                    rebuilt.differences.push(Difference { learner, competency, context, what });
                }
                to_write.push(cell);
            }
        }
        Ok(())
    }
}
