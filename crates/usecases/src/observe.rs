//! An educator saw it happen: one competency, several learners, one level, recorded at once, with one undo.

use domain::{
    CompetencyId, EvidenceId, LearnerId, SectionId, Timestamp,
    evidence::{Evidence, Fact, ScoredResult, Sequence, Source},
    people::Section,
    text,
};
use store::Tx;

use crate::{
    Actor, App, Change, Refusal,
    access::{self, Action},
    chance,
    class_list::{self, Columns, Listed},
    ledger::{self, NewEntry, Receipt},
};

/// The instrument that an observation names.
pub const INSTRUMENT: &str = "observation";

/// The most characters of a note.
const MOST_NOTE: usize = 2_000;

/// For how long an observation can be taken back as a whole. Unit: hours.
const UNDO_HOURS: i64 = 24;

/// A class to be observed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObserveSheet {
    /// The class.
    pub section: Section,
    /// What it works on, with the levels of each.
    pub targets: Columns,
    /// The class list.
    pub learners: Vec<Listed>,
}

/// What was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewObservation {
    /// Of what.
    pub competency: CompetencyId,
    /// Code of the level, on the framework's scale.
    pub level: String,
    /// Of whom.
    pub learners: Vec<LearnerId>,
    /// In a few words; may be empty.
    pub note: String,
}

/// What was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observed {
    /// By what it is taken back.
    pub id: EvidenceId,
    /// How many learners.
    pub learners: usize,
}

/// Shows what can be observed in a class.
pub async fn show_observe_sheet(
    app: &App,
    actor: &Actor,
    section: SectionId,
) -> Result<ObserveSheet, Refusal> {
    let now = chance::now();
    let (relationship, sheet) = app
        .db
        .read(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                let today = chance::date_of(actor.district, now);
                let (section, relationship) =
                    access::section(tx, actor, section, Action::Judge, today).await?;
                let targets = store::target::of_section(tx, actor.district, section.id).await?;
                let targets = Columns::load(tx, actor.district, &targets).await?;
                let learners = class_list::learners(tx, actor.district, &section, today).await?;
                Ok::<_, Refusal>((relationship, ObserveSheet { section, targets, learners }))
            })
        })
        .await?;
    let learners = sheet.learners.iter().map(|one| one.learner).collect();
    access::log(app, actor, "class list", relationship, learners, now).await?;
    Ok(sheet)
}

/// Records what was seen of each of the learners.
pub async fn observe(
    app: &App,
    actor: &Actor,
    section: SectionId,
    seen: NewObservation,
) -> Result<Observed, Refusal> {
    let now = chance::now();
    let note = text::optional(&seen.note, MOST_NOTE).map_err(Refusal::text("note"))?.unwrap_or_default();
    let mut learners = seen.learners.clone();
    learners.sort_unstable();
    learners.dedup();
    if learners.is_empty() {
        return Err(Refusal::invalid("learners", "are missing: tap whom you saw"));
    }
    let id = chance::evidence_id(now);
    let seen = NewObservation { learners, note, ..seen };
    let count = seen.learners.len();
    let judged = app
        .db
        .write((actor.clone(), seen), move |tx, (actor, seen)| {
            Box::pin(async move { record(tx, actor, section, (id, seen), now).await })
        })
        .await?;
    app.tell(Change::of_judgements(actor.district, judged));
    Ok(Observed { id, learners: count })
}

async fn record(
    tx: &mut Tx,
    actor: &Actor,
    section: SectionId,
    (id, seen): (EvidenceId, &NewObservation),
    now: Timestamp,
) -> Result<Vec<(LearnerId, CompetencyId)>, Refusal> {
    let (district, today) = (actor.district, chance::date_of(actor.district, now));
    let (section, _) = access::section(tx, actor, section, Action::Judge, today).await?;
    let list = class_list::learners(tx, district, &section, today).await?;
    if seen.learners.iter().any(|learner| list.iter().all(|one| one.learner != *learner)) {
        return Err(Refusal::NotFound("this learner in this class"));
    }
    let columns = Columns::load(tx, district, &[seen.competency]).await?;
    let (_, scale) = columns.with_scale(seen.competency).ok_or(Refusal::NotFound("this competency"))?;
    let level = scale.level(&seen.level).ok_or(Refusal::invalid("level", "is not on the scale"))?;
    let result = ScoredResult::new(level.points, scale.points_possible(), Some(level.code.clone()));
    let result = result.map_err(|why| Refusal::invalid("level", why))?;
    let entry = |learner: &LearnerId| NewEntry {
        learner: *learner,
        id: entry_id(actor, id, *learner),
        recorded_by: Some(actor.person),
        fact: Fact::Evidence(Evidence {
            competency: seen.competency,
            result: result.clone(),
            mastery_cut: None,
            result_group: None,
            source: Source::Observation,
            judge: Some(actor.person),
            instrument: Some(INSTRUMENT.to_owned()),
            attempt: None,
            section: Some(section.id),
            worked_at: now,
            note: Some(seen.note.clone()).filter(|note| !note.is_empty()),
            attachment: None,
        }),
    };
    let entries: Vec<NewEntry> = seen.learners.iter().map(entry).collect();
    appended(ledger::append(tx, district, &entries, now).await?)
}

fn entry_id(actor: &Actor, id: EvidenceId, learner: LearnerId) -> EvidenceId {
    EvidenceId::derived(actor.district, &["observation", &id.to_string(), &learner.to_string()])
}

fn appended(done: ledger::Appended) -> Result<Vec<(LearnerId, CompetencyId)>, Refusal> {
    for receipt in done.receipts {
        if let Receipt::Refused(why) = receipt {
            return Err(Refusal::Conflict(format!("This cannot be recorded: {why}.")));
        }
    }
    Ok(done.judged)
}

/// Takes an observation back, of everybody whom it was of, within a day and for who recorded it.
pub async fn undo_observation(
    app: &App,
    actor: &Actor,
    section: SectionId,
    id: EvidenceId,
) -> Result<usize, Refusal> {
    let now = chance::now();
    let (count, judged) = app
        .db
        .write(actor.clone(), move |tx, actor| {
            Box::pin(async move { take_back(tx, actor, section, id, now).await })
        })
        .await?;
    app.tell(Change::of_judgements(actor.district, judged));
    Ok(count)
}

async fn take_back(
    tx: &mut Tx,
    actor: &Actor,
    section: SectionId,
    id: EvidenceId,
    now: Timestamp,
) -> Result<(usize, Vec<(LearnerId, CompetencyId)>), Refusal> {
    let (district, today) = (actor.district, chance::date_of(actor.district, now));
    let (section, _) = access::section(tx, actor, section, Action::Judge, today).await?;
    let mut entries = Vec::new();
    for one in class_list::learners(tx, district, &section, today).await? {
        let entry = entry_id(actor, id, one.learner);
        for (_, of) in store::evidence::known(tx, district, one.learner, &[entry]).await? {
            if may_undo(tx, actor, (one.learner, of), now).await? {
                let undo = EvidenceId::derived(district, &["observation undone", &entry.to_string()]);
                let fact = Fact::Retraction { of, reason: "taken back at once".to_owned() };
                let recorded_by = Some(actor.person);
                entries.push(NewEntry { learner: one.learner, id: undo, recorded_by, fact });
            }
        }
    }
    if entries.is_empty() {
        return Err(Refusal::NotFound("this observation of yours, of the last day"));
    }
    let count = entries.len();
    Ok((count, appended(ledger::append(tx, district, &entries, now).await?)?))
}

async fn may_undo(
    tx: &mut Tx,
    actor: &Actor,
    (learner, of): (LearnerId, Sequence),
    now: Timestamp,
) -> Result<bool, Refusal> {
    let found = store::evidence::find(tx, actor.district, learner, of).await?;
    let since = jiff::SignedDuration::from_hours(UNDO_HOURS);
    Ok(found.is_some_and(|sealed| {
        sealed.entry.recorded_by == Some(actor.person) && sealed.entry.recorded_at + since > now
    }))
}
