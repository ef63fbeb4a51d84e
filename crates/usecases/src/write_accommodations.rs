//! A case manager writes what a learner is to be given, version by version; and whoever works with the
//! learner sees what, not why.

use std::collections::HashMap;

use domain::{
    Date, LearnerId, PersonId, Timestamp,
    access::Relationship,
    accommodation::{Accommodations, Profile, in_force},
    caseload::CaseloadKind,
    people::Person,
    text,
    text::search_key,
    time::Dates,
};
use store::Tx;

use crate::{
    Actor, App, Refusal,
    access::{self, Action, Standing},
    accommodations_in_force::on_day,
    chance,
};

/// A version to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewProfile {
    /// What is given; nothing takes back what is in force on these days.
    pub given: Accommodations,
    /// First day; `None` for today.
    pub begins: Option<Date>,
    /// Last day; open where there is none.
    pub ends: Option<Date>,
    /// Why, for case managers of the learner alone.
    pub reason: String,
}

/// One learner's accommodations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownProfiles {
    /// Whose.
    pub learner: Person,
    /// By which relationship.
    pub relationship: Relationship,
    /// Whether the reader answers for what the learner is given: then they write, and see why.
    pub may_write: bool,
    /// What is in force today; `None` for nothing.
    pub now: Option<Profile>,
    /// Versions, newest first: all of them for a case manager, else those of today and later.
    pub versions: Vec<VersionLine>,
}

/// One version with who wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionLine {
    /// The version.
    pub profile: Profile,
    /// Who wrote it; empty for the learner and their family.
    pub by: String,
    /// Why; `None` for everybody but a case manager of the learner.
    pub reason: Option<String>,
    /// Whether it is the one that counts today.
    pub current: bool,
}

/// One learner of a case manager.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Who.
    pub learner: Person,
    /// What is in force today; `None` for nothing.
    pub now: Option<Profile>,
    /// The version that begins next.
    pub next: Option<Profile>,
}

/// Writes the next version; its number. Only who has the learner on a case manager's caseload today.
pub async fn write_accommodations(
    app: &App,
    actor: &Actor,
    learner: LearnerId,
    new: NewProfile,
) -> Result<i64, Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    let new = checked(new)?;
    let begins = new.begins.unwrap_or_else(|| chance::date_of(actor.district, now));
    let dates = Dates::new(Some(begins), new.ends);
    let dates = dates.map_err(|error| Refusal::invalid("ends_on", format!("cannot be used: {error}")))?;
    app.db
        .write((actor.clone(), new), move |tx, (actor, new)| {
            Box::pin(async move {
                let (_, answers) = relation(tx, actor, learner, now).await?;
                if !answers {
                    return Err(Refusal::Denied("Only a case manager of this learner can write this."));
                }
                store::learner::lock(tx, actor.district, learner, now).await?;
                let known = store::accommodation::of_learner(tx, actor.district, learner).await?;
                let version = known.last().map_or(1, |last| last.version + 1);
                let profile = Profile {
                    learner,
                    version,
                    dates,
                    given: new.given.clone(),
                    written_by: actor.person,
                    written_at: now,
                };
                store::accommodation::add(tx, actor.district, &profile).await?;
                store::accommodation::add_reason(tx, actor.district, learner, version, &new.reason).await?;
                Ok(version)
            })
        })
        .await
}

fn checked(new: NewProfile) -> Result<NewProfile, Refusal> {
    let short = |field: &'static str, value: Option<String>, most: usize| match value {
        None => Ok(None),
        Some(value) => text::optional(&value, most).map_err(Refusal::text(field)),
    };
    let given = Accommodations {
        language: short("language", new.given.language, 60)?,
        seat: short("seat", new.given.seat, 100)?,
        delivery: short("delivery", new.given.delivery, 500)?,
        ..new.given
    };
    let reason = text::required(&new.reason, 2_000).map_err(Refusal::text("reason"))?;
    Ok(NewProfile { given, reason, ..new })
}

/// By which relationship somebody sees a learner, and whether they answer for what the learner is given.
pub(crate) async fn relation(
    tx: &mut Tx,
    actor: &Actor,
    learner: LearnerId,
    now: Timestamp,
) -> Result<(Relationship, bool), Refusal> {
    let today = chance::date_of(actor.district, now);
    let relationship = access::learner(tx, actor, learner, Action::See, today).await?;
    let answers = Standing::load(tx, actor, today).await?.answers_for(learner, CaseloadKind::CaseManager);
    Ok((if answers { Relationship::CaseManager } else { relationship }, answers))
}

/// Shows what a learner is given. A case manager of theirs sees every version and why, which the access log
/// says; others see today's and what comes.
pub async fn show_accommodations(
    app: &App,
    actor: &Actor,
    learner: LearnerId,
) -> Result<ShownProfiles, Refusal> {
    let now = chance::now();
    let shown = app
        .db
        .read((actor, learner), |tx, (actor, learner)| Box::pin(load(tx, actor, *learner, now)))
        .await?;
    let what = if shown.may_write { "accommodations and their reasons" } else { "accommodations" };
    access::log(app, actor, what, shown.relationship, vec![learner], now).await?;
    Ok(shown)
}

async fn load(
    tx: &mut Tx,
    actor: &Actor,
    learner: LearnerId,
    now: Timestamp,
) -> Result<ShownProfiles, Refusal> {
    let district = actor.district;
    let today = chance::date_of(actor.district, now);
    let (relationship, may_write) = relation(tx, actor, learner, now).await?;
    let person = store::person::find(tx, district, learner.as_person()).await?;
    let person = person.ok_or(Refusal::NotFound("this learner"))?;
    let all = store::accommodation::of_learner(tx, district, learner).await?;
    let counts = in_force(&all, today).cloned();
    let reasons: HashMap<i64, String> = if may_write {
        store::accommodation::reasons_of(tx, district, learner).await?.into_iter().collect()
    } else {
        HashMap::new()
    };
    let mut writers: Vec<PersonId> = all.iter().map(|one| one.written_by).collect();
    writers.sort_unstable();
    writers.dedup();
    let writers = store::person::find_all(tx, district, &writers).await?;
    let names: HashMap<PersonId, String> = writers.into_iter().map(|one| (one.id, one.name())).collect();
    let is_current = |one: &Profile| counts.as_ref().is_some_and(|now| now.version == one.version);
    let private = matches!(relationship, Relationship::Own | Relationship::Guardian);
    let comes = |one: &Profile| one.dates.begins().is_some_and(|first| today < first);
    let versions = all
        .iter()
        .rev()
        .filter(|one| may_write || is_current(one) || comes(one))
        .map(|one| VersionLine {
            // Families ask the school, which knows who wrote it.
            by: if private { String::new() } else { names.get(&one.written_by).cloned().unwrap_or_default() },
            reason: reasons.get(&one.version).cloned(),
            current: is_current(one),
            profile: one.clone(),
        })
        .collect();
    Ok(ShownProfiles {
        learner: person,
        relationship,
        may_write,
        now: counts.filter(|one| !one.given.is_nothing()),
        versions,
    })
}

/// Lists a case manager's learners with what they are given: without a profile first, then by name.
pub async fn list_cases(app: &App, actor: &Actor) -> Result<Vec<Case>, Refusal> {
    let now = chance::now();
    let today = chance::date_of(actor.district, now);
    let cases = app
        .db
        .read(actor, |tx, actor| {
            Box::pin(async move {
                let standing = Standing::load(tx, actor, today).await?;
                let kind = CaseloadKind::CaseManager;
                let mut learners: Vec<LearnerId> = standing
                    .charges
                    .iter()
                    .filter(|one| one.kind == kind && standing.answers_for(one.learner, kind))
                    .map(|one| one.learner)
                    .collect();
                learners.sort_unstable();
                learners.dedup();
                let ids: Vec<PersonId> = learners.iter().map(|one| one.as_person()).collect();
                let people = store::person::find_all(tx, actor.district, &ids).await?;
                let mut given = on_day(tx, actor.district, &learners, today).await?;
                let mut cases = Vec::with_capacity(people.len());
                for learner in people {
                    let id = learner.id.as_learner();
                    let all = store::accommodation::of_learner(tx, actor.district, id).await?;
                    let next = all.into_iter().filter(|one| one.dates.begins().is_some_and(|d| today < d));
                    let next = next.min_by_key(|one| (one.dates.begins(), -one.version));
                    cases.push(Case { now: given.remove(&id), next, learner });
                }
                cases.sort_by_cached_key(|one| {
                    (one.now.is_some(), search_key(&one.learner.list_name()), one.learner.id)
                });
                Ok::<_, Refusal>(cases)
            })
        })
        .await?;
    let learners = cases.iter().map(|one| one.learner.id.as_learner()).collect();
    access::log(app, actor, "accommodations", Relationship::CaseManager, learners, now).await?;
    Ok(cases)
}
