//! Recording evidence: one piece by hand or thousands from another system, each with its receipt.

mod naming;

use std::collections::BTreeSet;

use domain::{
    CompetencyId, Date, DistrictId, EvidenceId, LearnerId, PersonId, Points, SectionId, Timestamp,
    evidence::{Evidence, Fact, ScoredResult, Source},
    people::SectionRole,
    text,
};
use store::{Tx, db::Turn};

use crate::{
    Actor, App, Change, Refusal,
    access::{self, Action, Standing},
    chance,
    ledger::{self, NewEntry, Receipt},
};

/// The most rows of one call.
pub const MOST_ROWS: usize = 5_000;

/// How many rows one transaction appends: some milliseconds, for which a person's rating waits.
const CHUNK: usize = 125;

/// The most characters of a note, and of any other text.
const MOST_NOTE_CHARACTERS: usize = 10_000;
const MOST_CHARACTERS: usize = 300;

/// Why a row about somebody else's learner is refused: it must not tell whether there is one.
const NOT_YOURS: &str = "this learner is not known here, or is not in a class of yours";

/// One piece of evidence to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvidence {
    /// The writer's idempotency key: the same writer and key are recorded once.
    pub key: String,
    /// Whom.
    pub learner: WhichLearner,
    /// What.
    pub competency: WhichCompetency,
    /// How well.
    pub result: NewResult,
    /// The instrument's own mastery cut, as a fraction of the points possible (0 to 1).
    pub mastery_cut: Option<Points>,
    /// Results of one sitting.
    pub result_group: Option<String>,
    /// Where it comes from.
    pub source: Source,
    /// The test, task or item.
    pub instrument: Option<String>,
    /// Which try, from 1.
    pub attempt: Option<i64>,
    /// The section it was done in.
    pub section: Option<SectionId>,
    /// When the work was done; `None` for now.
    pub worked_at: Option<Timestamp>,
    /// What the judge wrote.
    pub note: Option<String>,
    /// Content digest or address of the work itself.
    pub attachment: Option<String>,
}

/// How a row names its learner.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum WhichLearner {
    /// By our id.
    Id(LearnerId),
    /// By the roster source's identifier.
    SourcedId(String),
}

/// How a row names its competency.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum WhichCompetency {
    /// By our id.
    Id(CompetencyId),
    /// By its code, or the publisher's identifier.
    Code(String),
}

/// How well, before the scale is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewResult {
    /// Points out of points possible.
    Points {
        /// Earned.
        points: Points,
        /// Possible.
        points_possible: Points,
    },
    /// The code of a level on the framework's scale.
    Level(String),
}

/// Records `rows`: accepted one by one, one receipt per row, in order. An educator records for the
/// learners of their sections, an administrator (an import, another system's token) for everybody.
pub async fn record_evidence(
    app: &App,
    actor: &Actor,
    rows: Vec<NewEvidence>,
) -> Result<Vec<Receipt>, Refusal> {
    let now = chance::now();
    if rows.len() > MOST_ROWS {
        return Err(Refusal::invalid("rows", format!("are too many at once: {MOST_ROWS} is the most")));
    }
    let looked_up = app.db.read((actor, &rows), |tx, (actor, rows)| {
        Box::pin(async move { entries(tx, actor, rows, now).await })
    });
    let mut receipts = Vec::with_capacity(rows.len());
    let mut entries = Vec::with_capacity(rows.len());
    for (place, entry) in looked_up.await?.into_iter().enumerate() {
        match entry {
            Ok(entry) => {
                receipts.push(Receipt::Refused(String::new()));
                entries.push((place, entry));
            }
            Err(why) => receipts.push(Receipt::Refused(why)),
        }
    }
    // Learner by learner, each in the order of the rows: one lock and one judging for all rows of one.
    entries.sort_by_key(|(_, entry)| entry.learner);
    let many = entries.len() > CHUNK;
    let mut rest = entries.into_iter().peekable();
    while rest.peek().is_some() {
        let (places, chunk): (Vec<_>, _) = rest.by_ref().take(CHUNK).unzip();
        let appended = append(app, actor.district, chunk, many, now).await?;
        for (place, receipt) in places.into_iter().zip(appended) {
            receipts[place] = receipt;
        }
    }
    Ok(receipts)
}

/// Appends one chunk in one transaction; a chunk of `many` lets people who rate by hand go first.
async fn append(
    app: &App,
    district: DistrictId,
    chunk: Vec<NewEntry>,
    many: bool,
    now: Timestamp,
) -> Result<Vec<Receipt>, Refusal> {
    let turn = if many { Turn::Behind } else { Turn::Next };
    let appended = app
        .db
        .write_in(turn, chunk, move |tx, chunk| Box::pin(ledger::append(tx, district, chunk, now)))
        .await?;
    if !appended.judged.is_empty() {
        app.tell(Change::of_judgements(district, appended.judged));
    }
    Ok(appended.receipts)
}

/// Each row as an entry, or why it cannot be recorded.
async fn entries(
    tx: &mut Tx,
    actor: &Actor,
    rows: &[NewEvidence],
    now: Timestamp,
) -> Result<Vec<Result<NewEntry, String>>, Refusal> {
    access::may_write(actor)?;
    let today = chance::date_of(actor.district, now);
    let allowed = Allowed::load(tx, actor, today).await?;
    let names = naming::Names::load(tx, actor.district, rows).await?;
    let mut keys = BTreeSet::new();
    Ok(rows
        .iter()
        .map(|row| {
            let key = text::required(&row.key, MOST_CHARACTERS).map_err(|why| format!("key {why}"))?;
            if !keys.insert(key.clone()) {
                return Err("an earlier row of this call has the same key".to_owned());
            }
            let learner = names.learner(&row.learner).filter(|learner| allowed.includes(*learner));
            let learner = learner.ok_or_else(|| NOT_YOURS.to_owned())?;
            let (competency, scale) = names.competency(&row.competency)?;
            let result = result(&row.result, scale)?;
            let evidence = evidence(row, competency, result, allowed.judge(row.source), now)?;
            let id = entry_id(actor.district, actor.person, &key);
            let fact = Fact::Evidence(evidence);
            Ok(NewEntry { learner, id, recorded_by: Some(actor.person), fact })
        })
        .collect())
}

/// The same writer and key give the same entry.
fn entry_id(district: DistrictId, writer: PersonId, key: &str) -> EvidenceId {
    EvidenceId::derived(district, &["evidence", &writer.to_string(), key])
}

fn result(result: &NewResult, scale: &domain::scale::Scale) -> Result<ScoredResult, String> {
    match result {
        NewResult::Points { points, points_possible } => ScoredResult::new(*points, *points_possible, None),
        NewResult::Level(code) => {
            let level =
                scale.level(code).ok_or_else(|| format!("the scale has no level \"{}\"", shortened(code)))?;
            ScoredResult::new(level.points, scale.points_possible(), Some(level.code.clone()))
        }
    }
    .map_err(|why| why.to_string())
}

fn evidence(
    row: &NewEvidence,
    competency: CompetencyId,
    result: ScoredResult,
    judge: Option<PersonId>,
    now: Timestamp,
) -> Result<Evidence, String> {
    if row.mastery_cut.is_some_and(|cut| cut < Points::ZERO || cut > Points::ONE) {
        return Err("mastery_cut is a fraction of the points possible, from 0 to 1".to_owned());
    }
    if row.attempt.is_some_and(|attempt| attempt < 1) {
        return Err("attempt counts from 1".to_owned());
    }
    let optional = |field: &str, value: &Option<String>, most| match value {
        None => Ok(None),
        Some(value) => text::optional(value, most).map_err(|why| format!("{field} {why}")),
    };
    Ok(Evidence {
        competency,
        result,
        mastery_cut: row.mastery_cut,
        result_group: optional("result_group", &row.result_group, MOST_CHARACTERS)?,
        source: row.source,
        judge,
        instrument: optional("instrument", &row.instrument, MOST_CHARACTERS)?,
        attempt: row.attempt,
        section: row.section,
        worked_at: row.worked_at.unwrap_or(now),
        note: optional("note", &row.note, MOST_NOTE_CHARACTERS)?,
        attachment: optional("attachment", &row.attachment, MOST_CHARACTERS)?,
    })
}

/// For whom the actor may record.
struct Allowed {
    person: PersonId,
    /// `None` for everybody.
    learners: Option<BTreeSet<LearnerId>>,
}

impl Allowed {
    /// Checks once, for the whole call: the learners of the actor's sections, whenever enrolled.
    async fn load(tx: &mut Tx, actor: &Actor, today: Date) -> Result<Self, Refusal> {
        let standing = Standing::load(tx, actor, today).await?;
        if standing.is_administrator() {
            return Ok(Self { person: actor.person, learners: None });
        }
        let mut learners = BTreeSet::new();
        for (_, section) in &standing.places {
            if standing.with_section(section, Action::Judge).is_some() {
                let places = store::enrollment::of_section(tx, actor.district, section.id).await?;
                let here = places.into_iter().filter(|place| place.role == SectionRole::Learner);
                learners.extend(here.map(|place| place.person.as_learner()));
            }
        }
        if learners.is_empty() {
            return Err(Refusal::Denied("Only an educator of a class can record evidence."));
        }
        Ok(Self { person: actor.person, learners: Some(learners) })
    }

    fn includes(&self, learner: LearnerId) -> bool {
        self.learners.as_ref().is_none_or(|learners| learners.contains(&learner))
    }

    /// Who judged: the educator who writes a rating or observation down; nobody for what a key scored.
    fn judge(&self, source: Source) -> Option<PersonId> {
        let judged = matches!(source, Source::Rating | Source::Observation);
        (judged && self.learners.is_some()).then_some(self.person)
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}
