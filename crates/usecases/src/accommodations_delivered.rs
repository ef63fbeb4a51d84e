//! Proof of what was given: every sitting of a learner, with the version of their accommodations that it began with, what
//! the screen gave of it, what needed a person, and how much of the extended time was used. Never why.

use assessment::plan::Plan;
use domain::{LearnerId, Timestamp, access::Relationship, accommodation::Profile, people::Person};
use store::{
    Tx,
    sitting::{Sitting, SittingEvent},
};

use crate::{
    Actor, App, Refusal, access,
    accommodations_in_force::briefly,
    chance, plans_kept,
    supports::{self, Supports},
    write_accommodations::relation,
};

/// Sittings that are listed, newest first.
const MOST_LISTED: i64 = 1_000;

/// What a learner was given, sitting by sitting.
#[derive(Debug, Clone)]
pub struct Delivered {
    /// Whose.
    pub learner: Person,
    /// Newest first.
    pub sittings: Vec<DeliveredSitting>,
    /// The moment it is.
    pub now: Timestamp,
}

/// One sitting.
#[derive(Debug, Clone)]
pub struct DeliveredSitting {
    /// It.
    pub sitting: Sitting,
    /// What it is called.
    pub title: String,
    /// The version that it began with; `None` where nothing was in force.
    pub version: Option<i64>,
    /// What that says, in a line.
    pub given: String,
    /// What of it the screen gave, and what needed a person.
    pub supports: Supports,
    /// The usual time. Unit: minutes. `None` for without limit.
    pub usual_minutes: Option<u32>,
    /// The time that was given. Unit: minutes. `None` for without limit.
    pub given_minutes: Option<u32>,
    /// The time that was worked. Unit: minutes.
    pub used_minutes: i64,
    /// How much longer than usual was worked. Unit: minutes; 0 for none.
    pub extended_minutes: i64,
    /// What was noted of supports while it was taken.
    pub notes: Vec<SittingEvent>,
}

/// Shows what was given, for the learner's case manager.
pub async fn accommodations_delivered(
    app: &App,
    actor: &Actor,
    learner: LearnerId,
) -> Result<Delivered, Refusal> {
    let now = chance::now();
    let found = app
        .db
        .read(actor.clone(), |tx, actor| Box::pin(async move { load(tx, actor, learner, now).await }))
        .await?;
    let what = "accommodations that were given";
    access::log(app, actor, what, Relationship::CaseManager, vec![learner], now).await?;
    Ok(found)
}

async fn load(tx: &mut Tx, actor: &Actor, learner: LearnerId, now: Timestamp) -> Result<Delivered, Refusal> {
    let district = actor.district;
    let (_, answers) = relation(tx, actor, learner, now).await?;
    if !answers {
        return Err(Refusal::Denied("Only a case manager of this learner sees what was given when."));
    }
    let person = store::person::find(tx, district, learner.as_person()).await?;
    let person = person.ok_or(Refusal::NotFound("this learner"))?;
    let profiles = store::accommodation::of_learner(tx, district, learner).await?;
    let mut sittings = Vec::new();
    for sitting in store::sitting::of_learner(tx, district, learner, MOST_LISTED).await? {
        let row = store::assessment::find(tx, district, sitting.assessment).await?;
        let plan = plans_kept::load(tx, district, sitting.assessment, sitting.version).await?;
        let responses = store::response::of_sitting(tx, district, learner, sitting.id).await?;
        let worked: i64 = responses.iter().map(|one| one.milliseconds).sum();
        let mut notes = store::sitting::events(tx, district, learner, sitting.id).await?;
        notes.retain(|event| matches!(event.what.as_str(), "given" | "needs a person"));
        let title = row.map(|row| row.title).unwrap_or_default();
        sittings.push(delivered(sitting, title, &plan, &profiles, worked / 60_000, notes));
    }
    Ok(Delivered { learner: person, sittings, now })
}

fn delivered(
    sitting: Sitting,
    title: String,
    plan: &Plan,
    profiles: &[Profile],
    used_minutes: i64,
    notes: Vec<SittingEvent>,
) -> DeliveredSitting {
    let version = sitting.accommodation_version;
    let profile = profiles.iter().find(|one| Some(one.version) == version);
    let given = profile.map(|one| one.given.clone()).unwrap_or_default();
    let usual_minutes = plan.time_limit_minutes;
    let extended_minutes = usual_minutes.map_or(0, |usual| (used_minutes - i64::from(usual)).max(0));
    DeliveredSitting {
        title,
        version,
        supports: supports::of(&given),
        given_minutes: usual_minutes.and_then(|minutes| given.time.of_minutes(minutes)),
        given: if given.is_nothing() { String::new() } else { briefly(&given) },
        usual_minutes,
        used_minutes,
        extended_minutes,
        notes,
        sitting,
    }
}
