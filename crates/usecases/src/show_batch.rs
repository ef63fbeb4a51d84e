//! What was done to many: every batch with who, when and what undid it, and one of them row by row.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::{
    BatchId, Date, LearnerId, PersonId, SectionId,
    access::Relationship,
    batch::{BatchAction, RowState},
    framework::Competency,
    people::{Person, Section},
};
use store::{
    Tx,
    batch::{Batch, BatchRow},
};

use crate::{
    Actor, App, Refusal,
    access::{self, Action, LearnerPlaces, Standing},
    chance,
};

/// Batches of one page of the list.
pub const PAGE: usize = 50;

/// One batch with the names around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownBatch {
    /// The batch.
    pub batch: Batch,
    /// Who began it.
    pub by: String,
    /// Who undid it; empty while it stands.
    pub undone_by: String,
    /// The section of the action.
    pub section: Option<Section>,
    /// The section that was left.
    pub from: Option<Section>,
    /// The competency of the action.
    pub competency: Option<Competency>,
    /// How many rows there are of each state.
    pub counts: Vec<(RowState, i64)>,
}

impl ShownBatch {
    /// How many rows are in a state.
    pub fn count(&self, state: RowState) -> i64 {
        self.counts.iter().find(|(one, _)| *one == state).map_or(0, |(_, count)| *count)
    }

    /// How many rows there are in all.
    pub fn in_all(&self) -> i64 {
        self.counts.iter().map(|(_, count)| count).sum()
    }
}

/// A page of batches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batches {
    /// Newest first.
    pub batches: Vec<ShownBatch>,
    /// Where the next page goes on; `None` at the end.
    pub next: Option<BatchId>,
}

/// One batch, row by row, with the names of the learners.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchDetail {
    /// The batch.
    pub shown: ShownBatch,
    /// Its rows with the learner's name, family name first.
    pub rows: Vec<(BatchRow, String)>,
}

/// Lists batches, newest first: one's own; an administrator's, all.
pub async fn list_batches(app: &App, actor: &Actor, before: Option<BatchId>) -> Result<Batches, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read((actor.clone(), before), |tx, (actor, before)| {
            Box::pin(async move {
                let standing = Standing::load(tx, actor, today).await?;
                let by = (!standing.is_administrator()).then_some(actor.person);
                let limit = i64::try_from(PAGE).unwrap_or(50) + 1;
                let mut all = store::batch::list(tx, actor.district, by, *before, limit).await?;
                let next = all.get(PAGE).and(all.get(PAGE - 1)).map(|last| last.id);
                all.truncate(PAGE);
                let mut batches = Vec::with_capacity(all.len());
                for batch in all {
                    batches.push(shown(tx, actor, batch).await?);
                }
                Ok(Batches { batches, next })
            })
        })
        .await
}

/// Shows one batch row by row, to who began it and to administrators.
/// Where its rows say something of records, the names of those whom the reader has no relation to are left
/// out.
pub async fn show_batch(app: &App, actor: &Actor, id: BatchId) -> Result<BatchDetail, Refusal> {
    let now = chance::now();
    let today = chance::date_of(actor.district, now);
    let (mut detail, read) = app
        .db
        .read((actor.clone(), id), |tx, (actor, id)| {
            Box::pin(async move {
                let batch = store::batch::find(tx, actor.district, *id).await?;
                let batch = batch.ok_or(Refusal::NotFound("this"))?;
                may_see(tx, actor, &batch, today).await?;
                let rows = store::batch::rows(tx, actor.district, *id, None, i64::MAX).await?;
                let ids: Vec<PersonId> = rows.iter().map(|row| row.learner.as_person()).collect();
                let people = store::person::find_all(tx, actor.district, &ids).await?;
                let names: HashMap<PersonId, String> =
                    people.iter().map(|person| (person.id, person.list_name())).collect();
                let with_name = |row: BatchRow| {
                    let name = names.get(&row.learner.as_person()).cloned().unwrap_or_default();
                    (row, name)
                };
                let rows: Vec<(BatchRow, String)> = rows.into_iter().map(with_name).collect();
                let mut read: BTreeMap<Relationship, Vec<LearnerId>> = BTreeMap::new();
                let standing = Standing::load(tx, actor, today).await?;
                if of_records(&batch.action) {
                    for (row, _) in &rows {
                        let places = LearnerPlaces::load(tx, actor, row.learner, today).await?;
                        if let Some(relationship) = standing.with_learner(&places, Action::See) {
                            read.entry(relationship).or_default().push(row.learner);
                        }
                    }
                }
                Ok::<_, Refusal>((BatchDetail { shown: shown(tx, actor, batch).await?, rows }, read))
            })
        })
        .await?;
    if of_records(&detail.shown.batch.action) {
        let related: HashSet<LearnerId> = read.values().flatten().copied().collect();
        for (row, name) in &mut detail.rows {
            if !related.contains(&row.learner) {
                name.clear();
            }
        }
    }
    for (relationship, learners) in read {
        access::log(app, actor, "many at once", relationship, learners, now).await?;
    }
    Ok(detail)
}

/// Whether what an action answers says something of a record.
pub(crate) const fn of_records(action: &BatchAction) -> bool {
    matches!(action, BatchAction::Excuse { .. } | BatchAction::Release { .. })
}

/// Whoever began a batch sees it, and administrators do.
pub(crate) async fn may_see(tx: &mut Tx, actor: &Actor, batch: &Batch, today: Date) -> Result<(), Refusal> {
    let own = batch.made_by == actor.person;
    if own || Standing::load(tx, actor, today).await?.is_administrator() {
        return Ok(());
    }
    Err(Refusal::NotFound("this"))
}

async fn shown(tx: &mut Tx, actor: &Actor, batch: Batch) -> Result<ShownBatch, Refusal> {
    let district = actor.district;
    let (section, from, competency): (Option<SectionId>, _, _) = match &batch.action {
        BatchAction::Enroll { section, .. } | BatchAction::Release { section } => {
            (Some(*section), None, None)
        }
        BatchAction::Move { from, to, .. } => (Some(*to), Some(*from), None),
        BatchAction::Excuse { competency, .. } => (None, None, *competency),
        BatchAction::Remind { .. } => (None, None, None),
    };
    let mut found = ShownBatch {
        by: name(tx, actor, Some(batch.made_by)).await?,
        undone_by: name(tx, actor, batch.undo.as_ref().map(|undo| undo.by)).await?,
        section: None,
        from: None,
        competency: None,
        counts: store::batch::counts(tx, district, batch.id).await?,
        batch,
    };
    if let Some(section) = section {
        found.section = store::section::find(tx, district, section).await?;
    }
    if let Some(from) = from {
        found.from = store::section::find(tx, district, from).await?;
    }
    if let Some(competency) = competency {
        found.competency = store::competency::find_all(tx, district, &[competency]).await?.pop();
    }
    Ok(found)
}

async fn name(tx: &mut Tx, actor: &Actor, person: Option<PersonId>) -> Result<String, Refusal> {
    let Some(person) = person else { return Ok(String::new()) };
    let found = store::person::find(tx, actor.district, person).await?;
    Ok(found.as_ref().map(Person::name).unwrap_or_default())
}
