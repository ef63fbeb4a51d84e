//! Who answers for whom: an administrator or principal gives learners to a caseload, and ends it.

mod naming;
mod showing;

use domain::{
    LearnerId, PersonId, Timestamp,
    caseload::{CaseloadKind, Charge},
    people::RoleKind,
    time::Dates,
};
use store::Tx;

pub use showing::{CaseloadOf, CaseloadSummary, Caseloads, ChargeLine, show_caseload_of, show_caseloads};

use crate::{
    Actor, App, Refusal,
    access::{self, Standing},
    chance,
};

/// The most learners of one call.
const MOST_LEARNERS: usize = 500;

/// Learners to be given to somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCharges {
    /// To whom.
    pub holder: PersonId,
    /// For what they answer.
    pub kind: CaseloadKind,
    /// One learner each: our id, the roster's identifier, or the name as `Noor Haddad` or `Haddad, Noor`.
    pub learners: Vec<String>,
    /// From when to when.
    pub dates: Dates,
}

/// What was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assigned {
    /// Learners who are new on the caseload.
    pub added: usize,
    /// Learners who were on it already.
    pub already: usize,
}

/// Gives learners to a caseload, all or none; every line that names nobody is said at once.
pub async fn assign_caseload(app: &App, actor: &Actor, new: NewCharges) -> Result<Assigned, Refusal> {
    access::may_write(actor)?;
    let lines: Vec<String> =
        new.learners.iter().map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect();
    if lines.is_empty() {
        return Err(Refusal::invalid("learners", "are missing: write one on each line"));
    }
    if lines.len() > MOST_LEARNERS {
        return Err(Refusal::invalid(
            "learners",
            format!("are too many: {MOST_LEARNERS} is the most at once"),
        ));
    }
    let now = chance::now();
    app.db
        .write((actor.clone(), NewCharges { learners: lines, ..new }), move |tx, (actor, new)| {
            Box::pin(assign(tx, actor, new, now))
        })
        .await
}

async fn assign(tx: &mut Tx, actor: &Actor, new: &NewCharges, now: Timestamp) -> Result<Assigned, Refusal> {
    let district = actor.district;
    let standing = assigner(tx, actor, now).await?;
    if !is_near(tx, actor, &standing, new.holder).await? {
        return Err(Refusal::invalid("person", "does not work at your school: give them a role there first"));
    }
    let learners = naming::learners(tx, actor, &standing, &new.learners).await?;
    let known = store::caseload::of_holder(tx, district, new.holder).await?;
    let stands = |learner: LearnerId| {
        known.iter().any(|one| {
            one.kind == new.kind
                && one.learner == learner
                && one.ended_at.is_none()
                && one.dates.ends().is_none_or(|last| new.dates.begins().is_none_or(|first| first <= last))
        })
    };
    let charges: Vec<Charge> = learners
        .iter()
        .filter(|learner| !stands(**learner))
        .map(|learner| Charge {
            holder: new.holder,
            kind: new.kind,
            learner: *learner,
            dates: new.dates,
            assigned_by: actor.person,
            assigned_at: now,
            ended_at: None,
            ended_by: None,
        })
        .collect();
    store::caseload::add(tx, district, &charges).await?;
    Ok(Assigned { added: charges.len(), already: learners.len() - charges.len() })
}

/// Takes learners from a caseload: from this moment it opens nothing of them. How many were on it.
pub async fn end_charges(
    app: &App,
    actor: &Actor,
    holder: PersonId,
    kind: CaseloadKind,
    learners: Vec<LearnerId>,
) -> Result<usize, Refusal> {
    access::may_write(actor)?;
    if learners.is_empty() {
        return Err(Refusal::invalid("learners", "are missing: tick at least one"));
    }
    let now = chance::now();
    app.db
        .write((actor.clone(), learners), move |tx, (actor, learners)| {
            Box::pin(async move {
                let standing = assigner(tx, actor, now).await?;
                if !is_near(tx, actor, &standing, holder).await? {
                    return Err(Refusal::NotFound("this person"));
                }
                let mut ended = 0;
                for learner in learners {
                    if !naming::is_theirs(tx, actor, &standing, *learner).await? {
                        return Err(Refusal::NotFound("this learner"));
                    }
                    let which = (holder, kind, *learner);
                    let rows = store::caseload::end(tx, actor.district, which, actor.person, now).await?;
                    ended += usize::from(rows > 0);
                }
                Ok(ended)
            })
        })
        .await
}

/// What somebody is who may assign somewhere; refused for others.
async fn assigner(tx: &mut Tx, actor: &Actor, now: Timestamp) -> Result<Standing, Refusal> {
    let standing = Standing::load(tx, actor, chance::date_of(actor.district, now)).await?;
    let assigns = |kind: RoleKind| access::assigns(kind);
    if standing.roles.iter().any(|role| assigns(role.kind) && role.dates.contains(standing.today)) {
        return Ok(standing);
    }
    Err(Refusal::Denied("Only an administrator or a principal can do this."))
}

/// Whether a person works today in an organization that this standing assigns in, or around one.
async fn is_near(tx: &mut Tx, actor: &Actor, standing: &Standing, person: PersonId) -> Result<bool, Refusal> {
    let roles = store::role::of_person(tx, actor.district, person).await?;
    Ok(roles.iter().any(|role| {
        access::is_of_staff(role.kind)
            && role.dates.contains(standing.today)
            && showing::near(standing, role.organization)
    }))
}
