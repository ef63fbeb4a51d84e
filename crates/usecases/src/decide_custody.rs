//! Who speaks for a learner and what custody lets them see, decided by a person: dated, with a reason, kept,
//! and over every roster.

mod showing;

use domain::{
    Date, LearnerId, PersonId, Timestamp,
    access::Relationship,
    custody::CustodyDecision,
    people::{Guardianship, Role},
    text,
    time::Dates,
};
use store::Tx;

pub use showing::{DecisionLine, GuardianLine, Guardians, show_guardians};

use crate::{
    Actor, App, Refusal,
    access::{self, Action, LearnerPlaces, Standing},
    chance,
    substitutes::NewPerson,
};

/// The most characters of a reason.
const MOST_REASON: usize = 1_000;

/// One adult's rights for one learner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRights {
    /// Whose.
    pub guardian: Adult,
    /// Parent, grandparent, caseworker; may be empty.
    pub relation: String,
    /// Whether custody lets them see the record.
    pub may_see: bool,
    /// From when to when.
    pub dates: Dates,
    /// Why.
    pub reason: String,
}

/// How an adult is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Adult {
    /// Somebody who is here: our id, the roster's identifier, the e-mail address, or the whole name.
    Known(String),
    /// Somebody who is not here yet.
    New(NewPerson),
}

/// Says what one adult may see of a learner; the newest word on a pair stands. Whom it is about.
pub async fn decide_custody(
    app: &App,
    actor: &Actor,
    learner: LearnerId,
    new: NewRights,
) -> Result<PersonId, Refusal> {
    access::may_write(actor)?;
    let reason = reason(&new.reason)?;
    let relation = text::optional(&new.relation, 100).map_err(Refusal::text("relation"))?;
    let guardian = match new.guardian {
        Adult::New(who) => Adult::New(who.checked()?),
        Adult::Known(name) => Adult::Known(text::required(&name, 300).map_err(Refusal::text("guardian"))?),
    };
    let (now, may_see, dates) = (chance::now(), new.may_see, new.dates);
    app.db
        .write((actor.clone(), guardian, relation, reason), move |tx, (actor, guardian, relation, reason)| {
            Box::pin(async move {
                keeper(tx, actor, learner, now).await?;
                let guardian = match guardian {
                    Adult::New(who) => who.make(tx, actor.district, None, now).await?.id,
                    Adult::Known(name) => showing::meant(tx, actor.district, name).await?,
                };
                if guardian == learner.as_person() {
                    return Err(Refusal::invalid("guardian", "is the learner: choose an adult"));
                }
                if guardian == actor.person {
                    return Err(Refusal::Denied("Nobody decides about their own rights: ask a colleague."));
                }
                let relation = relation.clone();
                let rights = Guardianship { guardian, learner, relation, may_see, dates };
                decide(tx, actor, rights, reason.clone(), now).await?;
                Ok(guardian)
            })
        })
        .await
}

/// An end of what one adult is to a learner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndOfRights {
    /// Whose.
    pub guardian: PersonId,
    /// The last day.
    pub last: Date,
    /// Why.
    pub reason: String,
}

/// Ends what one adult is to a learner: after the last day they see nothing. It stays in the history.
pub async fn end_guardianship(
    app: &App,
    actor: &Actor,
    learner: LearnerId,
    end: &EndOfRights,
) -> Result<(), Refusal> {
    access::may_write(actor)?;
    let (guardian, last) = (end.guardian, end.last);
    let (now, reason) = (chance::now(), reason(&end.reason)?);
    app.db
        .write((actor.clone(), reason), move |tx, (actor, reason)| {
            Box::pin(async move {
                keeper(tx, actor, learner, now).await?;
                let all = store::guardianship::of_learner(tx, actor.district, learner).await?;
                let found = all.into_iter().find(|one| one.guardian == guardian);
                let found = found.ok_or(Refusal::NotFound("this guardian"))?;
                let last = found.dates.ends().map_or(last, |ends| ends.min(last));
                let dates = Dates::new(found.dates.begins(), Some(last))
                    .or_else(|_| Dates::new(Some(last), Some(last)))
                    .unwrap_or(found.dates);
                let rights = Guardianship { dates, ..found };
                decide(tx, actor, rights, reason.clone(), now).await
            })
        })
        .await
}

async fn decide(
    tx: &mut Tx,
    actor: &Actor,
    rights: Guardianship,
    reason: String,
    now: Timestamp,
) -> Result<(), Refusal> {
    store::guardianship::put(tx, actor.district, std::slice::from_ref(&rights)).await?;
    let decision = CustodyDecision { rights, reason, decided_by: actor.person, decided_at: now };
    Ok(store::custody::add(tx, actor.district, &decision).await?)
}

fn reason(text: &str) -> Result<String, Refusal> {
    text::required(text, MOST_REASON).map_err(Refusal::text("reason"))
}

/// Checks that `actor` may say who speaks for a learner; by which relationship they see the learner, if by
/// any.
async fn keeper(
    tx: &mut Tx,
    actor: &Actor,
    learner: LearnerId,
    now: Timestamp,
) -> Result<Option<Relationship>, Refusal> {
    let today = chance::date_of(actor.district, now);
    let standing = Standing::load(tx, actor, today).await?;
    let keeps = |role: &Role| access::keeps_custody(role.kind) && role.dates.contains(today);
    if !standing.roles.iter().any(keeps) {
        return Err(Refusal::Denied("Only an administrator or a principal can do this."));
    }
    let places = LearnerPlaces::load(tx, actor, learner, today).await?;
    let known = store::person::find(tx, actor.district, learner.as_person()).await?.is_some();
    let erased = store::erasure::erased_at(tx, actor.district, learner).await?.is_some();
    if known && !erased && standing.keeps_custody_of(&places) {
        return Ok(standing.with_learner(&places, Action::See));
    }
    Err(Refusal::NotFound("this learner"))
}
