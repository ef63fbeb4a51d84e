//! Lawful erasure of one learner's record: asked for with a ground and a reason, looked at before, confirmed
//! by the learner's name. What was recorded goes; the places of the entries and their seals stay, so that the
//! chain, the chains of others and every anchor still verify.

mod plan;

use domain::{
    Date, DistrictId, ErasureId, LearnerId, PersonId, Timestamp, access::Relationship, people::Person,
    privacy::ErasureState, text,
};
use store::Tx;

pub use plan::Plan;
pub(crate) use plan::plan;
pub use store::erasure::Erasure;

use crate::{
    Actor, App, Refusal,
    access::{self, Standing},
    chance,
};

/// Erasures in a list.
const MOST_LISTED: i64 = 200;

/// An erasure with the names around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErasureShown {
    /// The erasure.
    pub erasure: Erasure,
    /// Whose record; says that it is erased once it is.
    pub learner: String,
    /// Who asked for it.
    pub asked_by: String,
    /// Who confirmed it, or gave it up.
    pub confirmed_by: String,
}

/// Looks what an erasure would take away; writes nothing but the access log.
pub async fn plan_erasure(app: &App, actor: &Actor, learner: LearnerId) -> Result<Plan, Refusal> {
    let now = chance::now();
    let found = app
        .db
        .read(actor, move |tx, actor| {
            Box::pin(async move {
                let today = chance::date_of(actor.district, now);
                district_administrator(tx, actor, today).await?;
                plan(tx, actor.district, learner, today).await
            })
        })
        .await?;
    log(app, actor, learner, now).await?;
    Ok(found)
}

async fn log(app: &App, actor: &Actor, learner: LearnerId, now: Timestamp) -> Result<(), Refusal> {
    let reader = Actor { break_glass: Some("A request to erase the record".to_owned()), ..actor.clone() };
    access::log(app, &reader, "erasure", Relationship::BreakGlass, vec![learner], now).await
}

/// Whole records are erased by who runs the whole district, not one school of it.
async fn district_administrator(tx: &mut Tx, actor: &Actor, today: Date) -> Result<Standing, Refusal> {
    let standing = access::administrator(tx, actor, today).await?;
    if standing.sets_rules_of_the_district() {
        return Ok(standing);
    }
    Err(Refusal::Denied("Only an administrator of the whole district can do this."))
}

/// Asks for an erasure; nothing goes yet.
pub async fn ask_for_erasure(
    app: &App,
    actor: &Actor,
    learner: LearnerId,
    ground: &str,
    reason: &str,
) -> Result<ErasureId, Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    let ground = text::required(ground, 500).map_err(Refusal::text("ground"))?;
    let reason = text::required(reason, 2_000).map_err(Refusal::text("reason"))?;
    let asked = Erasure {
        id: chance::erasure_id(now),
        learner,
        ground,
        reason,
        asked_by: actor.person,
        asked_at: now,
        state: ErasureState::Asked,
        confirmed_by: None,
        ended_at: None,
        entries: 0,
        other_rows: 0,
    };
    let id = asked.id;
    app.db
        .write((actor.clone(), asked), move |tx, (actor, asked)| {
            Box::pin(async move {
                let today = chance::date_of(actor.district, now);
                district_administrator(tx, actor, today).await?;
                let plan = plan(tx, actor.district, asked.learner, today).await?;
                if !plan.hindrance.is_empty() {
                    return Err(Refusal::Conflict(plan.hindrance));
                }
                let known = store::erasure::list(tx, actor.district, MOST_LISTED).await?;
                if known.iter().any(|one| one.learner == asked.learner && one.state == ErasureState::Asked) {
                    return Err(Refusal::Conflict(
                        "This is asked for already: confirm it or give it up.".to_owned(),
                    ));
                }
                Ok(store::erasure::add(tx, actor.district, asked).await?)
            })
        })
        .await?;
    log(app, actor, learner, now).await?;
    Ok(id)
}

/// Erases, confirmed by the learner's name as it is written here. Where two people or more run the whole
/// district, another one than asked confirms; who runs one school of it does not count, and cannot confirm.
pub async fn confirm_erasure(
    app: &App,
    actor: &Actor,
    erasure: ErasureId,
    name: &str,
) -> Result<Erasure, Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    let done = app
        .db
        .write((actor.clone(), name.to_owned()), move |tx, (actor, name)| {
            Box::pin(async move {
                let today = chance::date_of(actor.district, now);
                let (mut one, plan) = open(tx, actor, erasure, today).await?;
                let others = access::administrators_of_the_district(tx, actor.district, today).await?;
                let alone = others.iter().all(|one| *one == actor.person);
                if one.asked_by == actor.person && !alone {
                    return Err(Refusal::Denied(
                        "Another administrator than asked for it confirms an erasure.",
                    ));
                }
                if text::search_key(name) != text::search_key(&plan.learner.name()) {
                    return Err(Refusal::invalid(
                        "name",
                        "is not the name of this learner, as it is written here",
                    ));
                }
                erase(tx, actor.district, &mut one, &plan, actor.person, now).await?;
                Ok(one)
            })
        })
        .await?;
    log(app, actor, done.learner, now).await?;
    Ok(done)
}

/// Erases at once, for whoever runs the machine and types the learner's name.
pub async fn erase_at_the_machine(
    app: &App,
    actor: &Actor,
    learner: LearnerId,
    ground: &str,
    name: &str,
) -> Result<Erasure, Refusal> {
    let now = chance::now();
    let ground = text::required(ground, 500).map_err(Refusal::text("ground"))?;
    let done = app
        .db
        .write((actor.clone(), ground, name.to_owned()), move |tx, (actor, ground, name)| {
            Box::pin(async move {
                let today = chance::date_of(actor.district, now);
                district_administrator(tx, actor, today).await?;
                let plan = plan(tx, actor.district, learner, today).await?;
                if text::search_key(name) != text::search_key(&plan.learner.name()) {
                    return Err(Refusal::invalid(
                        "name",
                        "is not the name of this learner, as it is written here",
                    ));
                }
                let mut one = Erasure {
                    id: chance::erasure_id(now),
                    learner,
                    ground: ground.clone(),
                    reason: String::new(),
                    asked_by: actor.person,
                    asked_at: now,
                    state: ErasureState::Asked,
                    confirmed_by: None,
                    ended_at: None,
                    entries: 0,
                    other_rows: 0,
                };
                store::erasure::add(tx, actor.district, &one).await?;
                erase(tx, actor.district, &mut one, &plan, actor.person, now).await?;
                Ok(one)
            })
        })
        .await?;
    log(app, actor, learner, now).await?;
    Ok(done)
}

/// Erases what a plan says, and writes down that it was.
pub(crate) async fn erase(
    tx: &mut Tx,
    district: DistrictId,
    one: &mut Erasure,
    plan: &Plan,
    by: PersonId,
    now: Timestamp,
) -> Result<(), Refusal> {
    store::learner::lock(tx, district, one.learner, now).await?;
    if !plan.hindrance.is_empty() {
        return Err(Refusal::Conflict(plan.hindrance.clone()));
    }
    let (entries, mut rows) = store::erasure::erase(tx, district, one.learner, now).await?;
    for guardian in &plan.guardians {
        rows += store::erasure::erase_guardian(tx, district, guardian.id, now).await?;
    }
    (one.state, one.confirmed_by, one.ended_at) = (ErasureState::Done, Some(by), Some(now));
    // What was typed can tell of the record: the ground is enough to say why it went.
    (one.entries, one.other_rows, one.reason) = (entries, rows, String::new());
    Ok(store::erasure::update(tx, district, one).await?)
}

/// Gives up an erasure that was asked for.
pub async fn withdraw_erasure(app: &App, actor: &Actor, erasure: ErasureId) -> Result<(), Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    app.db
        .write(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                let (mut one, _) = open(tx, actor, erasure, chance::date_of(actor.district, now)).await?;
                (one.state, one.confirmed_by) = (ErasureState::Withdrawn, Some(actor.person));
                one.ended_at = Some(now);
                Ok(store::erasure::update(tx, actor.district, &one).await?)
            })
        })
        .await
}

/// An erasure that waits to be confirmed.
async fn open(
    tx: &mut Tx,
    actor: &Actor,
    erasure: ErasureId,
    today: Date,
) -> Result<(Erasure, Plan), Refusal> {
    district_administrator(tx, actor, today).await?;
    let found = store::erasure::find(tx, actor.district, erasure).await?;
    let one = found.ok_or(Refusal::NotFound("this erasure"))?;
    if one.state != ErasureState::Asked {
        return Err(Refusal::Conflict("This erasure has ended already.".to_owned()));
    }
    let plan = plan(tx, actor.district, one.learner, today).await?;
    Ok((one, plan))
}

/// Lists erasures, newest first; for administrators.
pub async fn list_erasures(app: &App, actor: &Actor) -> Result<Vec<ErasureShown>, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read(actor, move |tx, actor| {
            Box::pin(async move {
                district_administrator(tx, actor, today).await?;
                let all = store::erasure::list(tx, actor.district, MOST_LISTED).await?;
                let mut people: Vec<PersonId> = all
                    .iter()
                    .flat_map(|one| [Some(one.learner.as_person()), Some(one.asked_by), one.confirmed_by])
                    .flatten()
                    .collect();
                people.sort_unstable();
                people.dedup();
                let known = store::person::find_all(tx, actor.district, &people).await?;
                let name = |id: PersonId| {
                    known.iter().find(|one| one.id == id).map(Person::name).unwrap_or_default()
                };
                let shown = all.into_iter().map(|one| ErasureShown {
                    learner: name(one.learner.as_person()),
                    asked_by: name(one.asked_by),
                    confirmed_by: one.confirmed_by.map(name).unwrap_or_default(),
                    erasure: one,
                });
                Ok(shown.collect())
            })
        })
        .await
}
