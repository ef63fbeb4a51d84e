//! Releasing ratings: drafts become evidence, learners and families see them, in one transaction.

use std::collections::BTreeSet;

use domain::{
    CompetencyId, DistrictId, EvidenceId, LearnerId, PersonId, SectionId, Timestamp,
    evidence::{Evidence, Fact, ScoredResult, Sequence, Source},
    scale::Scale,
};
use store::{Tx, draft::Draft};

use crate::{
    Actor, App, Change, Refusal,
    access::{self, Action},
    chance,
    class_list::Columns,
    ledger::{self, NewEntry, Receipt},
};

/// The instrument that a released rating names.
pub const INSTRUMENT: &str = "rating";

/// How many drafts one transaction releases, so that none takes long.
const CHUNK: usize = 500;

/// What a release did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Released {
    /// How many ratings became evidence.
    pub ratings: usize,
    /// How many learners they concern.
    pub learners: usize,
    /// Drafts that could not be released and stay, each with the reason.
    pub refused: Vec<(Draft, String)>,
}

/// Releases the drafts of a section; of some competencies only, when any is named.
pub async fn release_drafts(
    app: &App,
    actor: &Actor,
    section: SectionId,
    competencies: Vec<CompetencyId>,
) -> Result<Released, Refusal> {
    let now = chance::now();
    let batch = Batch {
        district: actor.district,
        by: Some(actor.clone()),
        section: Some(section),
        competencies,
        now,
    };
    release(app, batch).await
}

/// Sets when the clock releases the drafts of a section, or takes the clock away; how many drafts.
pub async fn plan_release(
    app: &App,
    actor: &Actor,
    section: SectionId,
    competencies: Vec<CompetencyId>,
    at: Option<Timestamp>,
) -> Result<u64, Refusal> {
    let now = chance::now();
    if at.is_some_and(|at| at <= now) {
        return Err(Refusal::invalid("at", "has passed: release now, or choose a later time"));
    }
    let input = (actor.clone(), section, competencies);
    app.db
        .write(input, move |tx, (actor, section, competencies)| {
            Box::pin(async move {
                access::section(tx, actor, *section, Action::Judge, chance::date_of(actor.district, now))
                    .await?;
                let mut planned = 0;
                for competency in each_or_all(competencies) {
                    planned +=
                        store::draft::set_release(tx, actor.district, *section, competency, at).await?;
                }
                Ok(planned)
            })
        })
        .await
}

/// The clock: releases every draft whose time has come, in all districts; how many.
pub async fn release_due(app: &App) -> Result<usize, Refusal> {
    let districts =
        app.db.read((), |tx, ()| Box::pin(async move { Ok::<_, Refusal>(store::district::list(tx).await?) }));
    let mut ratings = 0;
    for district in districts.await? {
        let now = chance::now();
        let batch = Batch { district: district.id, by: None, section: None, competencies: Vec::new(), now };
        ratings += release(app, batch).await?.ratings;
    }
    Ok(ratings)
}

/// `None`, for all, when none is named.
fn each_or_all(competencies: &[CompetencyId]) -> Vec<Option<CompetencyId>> {
    if competencies.is_empty() { vec![None] } else { competencies.iter().copied().map(Some).collect() }
}

/// Releases chunk by chunk until a chunk is not full.
async fn release(app: &App, batch: Batch) -> Result<Released, Refusal> {
    let district = batch.district;
    let mut total = Released::default();
    let mut learners = BTreeSet::new();
    loop {
        let passed_over: Vec<(LearnerId, CompetencyId)> =
            total.refused.iter().map(|(draft, _)| (draft.learner, draft.competency)).collect();
        let chunk = app
            .db
            .write((batch.clone(), passed_over), |tx, (batch, passed_over)| {
                Box::pin(async move { batch.release_chunk(tx, passed_over).await })
            })
            .await?;
        total.ratings += chunk.released.len();
        learners.extend(chunk.released.iter().map(|draft| draft.learner));
        let done = chunk.released.len() + chunk.refused.len() < CHUNK;
        total.refused.extend(chunk.refused);
        tell(app, district, &chunk.released, chunk.judged);
        if done {
            break;
        }
    }
    total.learners = learners.len();
    Ok(total)
}

fn tell(app: &App, district: DistrictId, released: &[Draft], judged: Vec<(LearnerId, CompetencyId)>) {
    if !judged.is_empty() {
        app.tell(Change::of_judgements(district, judged));
    }
    let sections: BTreeSet<SectionId> = released.iter().map(|draft| draft.section).collect();
    for section in sections {
        let here = released.iter().filter(|draft| draft.section == section);
        let cells = here.map(|draft| (draft.learner, draft.competency)).collect();
        app.tell(Change::of_drafts(district, cells, section));
    }
}

#[derive(Clone)]
struct Batch {
    district: DistrictId,
    /// Who releases; `None` for the clock.
    by: Option<Actor>,
    /// Where; `None` for every section with drafts that are due.
    section: Option<SectionId>,
    competencies: Vec<CompetencyId>,
    now: Timestamp,
}

/// What became of some drafts.
#[derive(Default)]
pub(crate) struct Chunk {
    pub released: Vec<Draft>,
    /// Where each released one stands in its learner's chain.
    pub recorded: Vec<Sequence>,
    pub refused: Vec<(Draft, String)>,
    pub judged: Vec<(LearnerId, CompetencyId)>,
}

/// Releases drafts of learners who are locked.
pub(crate) async fn release_these(
    tx: &mut Tx,
    district: DistrictId,
    by: Option<PersonId>,
    drafts: Vec<Draft>,
    now: Timestamp,
) -> Result<Chunk, Refusal> {
    let mut named: Vec<CompetencyId> = drafts.iter().map(|draft| draft.competency).collect();
    named.sort_unstable();
    named.dedup();
    let columns = Columns::load(tx, district, &named).await?;
    let mut chunk = Chunk::default();
    let mut entries = Vec::with_capacity(drafts.len());
    let mut sent = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let scale = columns.with_scale(draft.competency).map(|(_, scale)| scale);
        if let Some(evidence) = scale.and_then(|scale| evidence(&draft, scale)) {
            let id = entry_id(district, &draft);
            let fact = Fact::Evidence(evidence);
            entries.push(NewEntry { learner: draft.learner, id, recorded_by: by, fact });
            sent.push(draft);
        } else {
            let why = format!("the scale has no level \"{}\" any more: rate again", draft.level);
            chunk.refused.push((draft, why));
        }
    }
    let appended = ledger::append(tx, district, &entries, now).await?;
    chunk.judged = appended.judged;
    for (draft, receipt) in sent.into_iter().zip(appended.receipts) {
        let place = match receipt {
            Receipt::Refused(why) => {
                chunk.refused.push((draft, why));
                continue;
            }
            Receipt::Accepted(place) | Receipt::Repeated(place) => place,
        };
        store::draft::remove(tx, district, draft.section, draft.learner, draft.competency).await?;
        chunk.recorded.push(place);
        chunk.released.push(draft);
    }
    Ok(chunk)
}

impl Batch {
    async fn release_chunk(
        &self,
        tx: &mut Tx,
        passed_over: &[(LearnerId, CompetencyId)],
    ) -> Result<Chunk, Refusal> {
        if let (Some(actor), Some(section)) = (&self.by, self.section) {
            access::section(tx, actor, section, Action::Judge, chance::date_of(actor.district, self.now))
                .await?;
        }
        let drafts = self.drafts(tx, passed_over).await?;
        let learners: BTreeSet<LearnerId> = drafts.iter().map(|draft| draft.learner).collect();
        for learner in learners {
            store::learner::lock(tx, self.district, learner, self.now).await?;
        }
        // Read again behind the locks: what was changed in between is released as it is now.
        let drafts = self.drafts(tx, passed_over).await?;
        release_these(tx, self.district, self.by.as_ref().map(|actor| actor.person), drafts, self.now).await
    }

    /// The next drafts to release, at most a chunk.
    async fn drafts(
        &self,
        tx: &mut Tx,
        passed_over: &[(LearnerId, CompetencyId)],
    ) -> Result<Vec<Draft>, Refusal> {
        let mut drafts = Vec::new();
        if let Some(section) = self.section {
            for competency in each_or_all(&self.competencies) {
                drafts.extend(store::draft::of_section(tx, self.district, section, competency).await?);
            }
        } else {
            drafts = store::draft::due(tx, self.district, self.now).await?;
        }
        drafts.retain(|draft| !passed_over.contains(&(draft.learner, draft.competency)));
        drafts.truncate(CHUNK);
        Ok(drafts)
    }
}

/// The rating as evidence; `None` when its level is not on the scale.
fn evidence(draft: &Draft, scale: &Scale) -> Option<Evidence> {
    let level = scale.level(&draft.level)?;
    let result = ScoredResult::new(level.points, scale.points_possible(), Some(level.code.clone())).ok()?;
    Some(Evidence {
        competency: draft.competency,
        result,
        mastery_cut: None,
        result_group: None,
        source: Source::Rating,
        judge: Some(draft.judge),
        instrument: Some(INSTRUMENT.to_owned()),
        attempt: None,
        section: Some(draft.section),
        worked_at: draft.rated_at,
        note: draft.note.clone(),
        attachment: None,
    })
}

/// The same draft gives the same entry, so that two releases at once record it once.
fn entry_id(district: DistrictId, draft: &Draft) -> EvidenceId {
    let judge: PersonId = draft.judge;
    let parts = [
        draft.section.to_string(),
        draft.learner.to_string(),
        draft.competency.to_string(),
        judge.to_string(),
        draft.rated_at.as_microsecond().to_string(),
    ];
    let parts: Vec<&str> = std::iter::once("draft").chain(parts.iter().map(String::as_str)).collect();
    EvidenceId::derived(district, &parts)
}
