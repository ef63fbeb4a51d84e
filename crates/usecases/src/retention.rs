//! Retention: what is older than the district keeps it goes, kind by kind, after a look that counts it by
//! year. Done in steps, so that nobody waits behind it.

use std::collections::BTreeMap;

use domain::{
    Date, DistrictId, ErasureId, LearnerId, Timestamp,
    privacy::{ErasureState, Kept, PrivacyNumber},
};
pub use store::retention::Run;
use store::{Tx, erasure::Erasure};

use crate::{Actor, App, Refusal, access, chance, erase_record, privacy_numbers};

/// Rows of a table that go in one transaction.
const AT_ONCE: i64 = 500;

/// Records that go in one transaction.
const RECORDS_AT_ONCE: i64 = 4;

/// What would go of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Which kind.
    pub kind: Kept,
    /// For how many years it is kept; `None` for ever.
    pub years: Option<i64>,
    /// What is older than this day goes; `None` where nothing does.
    pub before: Option<Date>,
    /// How many would go, by the year they are from.
    pub by_year: Vec<(i16, i64)>,
}

impl Due {
    /// How many would go.
    pub fn in_all(&self) -> i64 {
        self.by_year.iter().map(|(_, count)| count).sum()
    }
}

/// Counts what would go, and shows what went. For administrators of the district; nothing is written.
pub async fn look_at_retention(app: &App, actor: &Actor) -> Result<(Vec<Due>, Vec<Run>), Refusal> {
    let now = chance::now();
    app.db
        .read(actor, move |tx, actor| {
            Box::pin(async move {
                administrates(tx, actor, chance::date_of(actor.district, now)).await?;
                let mut all = Vec::new();
                for kind in Kept::ALL {
                    all.push(due(tx, actor.district, *kind, now).await?);
                }
                Ok((all, store::retention::runs(tx, actor.district, 50).await?))
            })
        })
        .await
}

async fn administrates(tx: &mut Tx, actor: &Actor, today: Date) -> Result<(), Refusal> {
    if access::administrator(tx, actor, today).await?.sets_rules_of_the_district() {
        return Ok(());
    }
    Err(Refusal::Denied("Only an administrator of the whole district can do this."))
}

/// The day before which a kind goes: so many years ago.
async fn cutoff(
    tx: &mut Tx,
    district: DistrictId,
    kind: Kept,
    now: Timestamp,
) -> Result<(Option<i64>, Option<Date>), Refusal> {
    let years = privacy_numbers::number(tx, district, PrivacyNumber::YearsKept(kind)).await?;
    let today = chance::date_of(district, now);
    let before = years.and_then(|years| today.checked_sub(jiff::Span::new().years(years)).ok());
    Ok((years, before))
}

async fn due(tx: &mut Tx, district: DistrictId, kind: Kept, now: Timestamp) -> Result<Due, Refusal> {
    let (years, before) = cutoff(tx, district, kind, now).await?;
    let Some(day) = before else { return Ok(Due { kind, years, before, by_year: Vec::new() }) };
    let moment = begin_of(district, day);
    let mut by_year: BTreeMap<i16, i64> = BTreeMap::new();
    if kind == Kept::Records {
        for (_, last) in store::retention::left(tx, district, moment, day, None, i64::MAX).await? {
            *by_year.entry(chance::date_of(district, last).year()).or_default() += 1;
        }
    } else if let Some(oldest) = store::retention::oldest(tx, district, kind).await? {
        for year in chance::date_of(district, oldest).year()..=day.year() {
            let from = begin_of(district, Date::new(year, 1, 1).unwrap_or(day));
            let until = Date::new(year + 1, 1, 1).map_or(moment, |day| begin_of(district, day)).min(moment);
            let count = store::retention::count(tx, district, kind, from, until).await?;
            if count > 0 {
                by_year.insert(year, count);
            }
        }
    }
    Ok(Due { kind, years, before, by_year: by_year.into_iter().collect() })
}

fn begin_of(district: DistrictId, day: Date) -> Timestamp {
    day.yesterday().ok().and_then(|before| chance::end_of(district, before)).unwrap_or(Timestamp::MIN)
}

/// Takes away what is due of one kind, step by step. `progress` is told how many are gone.
pub async fn apply_retention(
    app: &App,
    actor: &Actor,
    kind: Kept,
    mut progress: impl FnMut(i64),
) -> Result<Run, Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    let mut run = app
        .db
        .write(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                administrates(tx, actor, chance::date_of(actor.district, now)).await?;
                let (_, before) = cutoff(tx, actor.district, kind, now).await?;
                let forever = || {
                    Refusal::Conflict(format!(
                        "{} are kept for ever: say first for how many years, on the page Administration → \
                         Privacy or by the API as the number {}.",
                        in_words(kind),
                        PrivacyNumber::YearsKept(kind).word()
                    ))
                };
                let run = Run {
                    id: chance::retention_run_id(now),
                    kind,
                    before: before.ok_or_else(forever)?,
                    begun_at: now,
                    begun_by: actor.person,
                    taken: 0,
                    finished_at: None,
                };
                store::retention::put_run(tx, actor.district, &run).await?;
                Ok::<_, Refusal>(run)
            })
        })
        .await?;
    let mut after: Option<LearnerId> = None;
    loop {
        let (next, last) = app
            .db
            .write((actor.clone(), run.clone()), move |tx, (actor, run)| {
                Box::pin(async move { step(tx, actor, run, after).await })
            })
            .await?;
        run = next;
        after = last;
        progress(run.taken);
        if run.finished_at.is_some() {
            return Ok(run);
        }
    }
}

fn in_words(kind: Kept) -> &'static str {
    match kind {
        Kept::Records => "Records of learners who have left",
        Kept::AccessLog => "Lines of the access log",
        Kept::Disclosures => "Disclosures",
        Kept::Notices => "Letters",
        Kept::SignIns => "Ended sessions, links and tokens",
        Kept::Imports => "Reports of imports",
    }
}

/// One step of a run: the run as it stands afterwards, and the last record that was looked at.
async fn step(
    tx: &mut Tx,
    actor: &Actor,
    run: &Run,
    after: Option<LearnerId>,
) -> Result<(Run, Option<LearnerId>), Refusal> {
    let (district, now) = (actor.district, chance::now());
    let moment = begin_of(district, run.before);
    let mut run = run.clone();
    let (taken, last) = if run.kind == Kept::Records {
        records(tx, actor, &run, after, now).await?
    } else {
        (store::retention::take(tx, district, run.kind, moment, AT_ONCE).await?, None)
    };
    run.taken += taken;
    let more = if run.kind == Kept::Records { last.is_some() } else { taken > 0 };
    run.finished_at = (!more).then_some(now);
    store::retention::put_run(tx, district, &run).await?;
    Ok((run, last))
}

/// Erases the next records of learners who have left. Who cannot be erased is passed over.
async fn records(
    tx: &mut Tx,
    actor: &Actor,
    run: &Run,
    after: Option<LearnerId>,
    now: Timestamp,
) -> Result<(i64, Option<LearnerId>), Refusal> {
    let district = actor.district;
    let moment = begin_of(district, run.before);
    let left = store::retention::left(tx, district, moment, run.before, after, RECORDS_AT_ONCE).await?;
    let mut taken = 0;
    for (learner, _) in &left {
        let plan = erase_record::plan(tx, district, *learner, chance::date_of(actor.district, now)).await?;
        if !plan.hindrance.is_empty() {
            continue;
        }
        // Known to everybody who tries again: a step is run again when another was in its way.
        let id = ErasureId::derived(district, &["retention", &run.id.to_string(), &learner.to_string()]);
        let mut erasure = Erasure {
            id,
            learner: *learner,
            ground: format!("Retention: nothing was recorded since {}", run.before),
            reason: String::new(),
            asked_by: actor.person,
            asked_at: now,
            state: ErasureState::Asked,
            confirmed_by: None,
            ended_at: None,
            entries: 0,
            other_rows: 0,
        };
        store::erasure::add(tx, district, &erasure).await?;
        erase_record::erase(tx, district, &mut erasure, &plan, actor.person, now).await?;
        taken += 1;
    }
    Ok((taken, left.last().map(|(learner, _)| *learner)))
}
