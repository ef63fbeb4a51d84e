//! One person by hand, where no roster brings them: a learner, an educator or a guardian of a school.

use domain::{
    OrganizationId, PersonId, Timestamp,
    people::{Organization, Role, RoleKind},
    text,
    time::Dates,
};
use store::Tx;

use crate::{Actor, App, Refusal, access, access::Standing, chance, substitutes::NewPerson};

/// What somebody can come as. Every other role is given to who is here.
pub const FIRST_ROLES: [RoleKind; 3] = [RoleKind::Learner, RoleKind::Educator, RoleKind::Guardian];

/// Somebody to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newcomer {
    /// Name and e-mail address.
    pub who: NewPerson,
    /// Grade of a learner; may be empty.
    pub grade: String,
    /// As what: one of [`FIRST_ROLES`].
    pub role: RoleKind,
    /// Where.
    pub organization: OrganizationId,
}

/// Lists the organizations to which this person may add people, by name; empty for who may not.
pub async fn places_to_add(app: &App, actor: &Actor) -> Result<Vec<Organization>, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read(actor, |tx, actor| {
            Box::pin(async move {
                let standing = Standing::load(tx, actor, today).await?;
                let mut all = standing.organizations.clone();
                all.retain(|one| standing.adds_people_to(one.id));
                if all.is_empty() {
                    return Err(Refusal::Denied("Only who leads or runs a school can add people to it."));
                }
                Ok(all)
            })
        })
        .await
}

/// Adds one person with their first role, from today.
pub async fn add_person(app: &App, actor: &Actor, new: Newcomer) -> Result<PersonId, Refusal> {
    access::may_write(actor)?;
    if !FIRST_ROLES.contains(&new.role) {
        return Err(Refusal::invalid("role", "is given to who is here: add the person first"));
    }
    let who = new.who.checked()?;
    let grade = text::optional(&new.grade, 50).map_err(Refusal::text("grade"))?.unwrap_or_default();
    let now = chance::now();
    app.db
        .write((actor.clone(), Newcomer { who, grade, ..new }), move |tx, (actor, new)| {
            Box::pin(add(tx, actor, new, now))
        })
        .await
}

async fn add(tx: &mut Tx, actor: &Actor, new: &Newcomer, now: Timestamp) -> Result<PersonId, Refusal> {
    let today = chance::date_of(actor.district, now);
    let standing = Standing::load(tx, actor, today).await?;
    let known = standing.organizations.iter().any(|one| one.id == new.organization);
    if !known || !standing.adds_people_to(new.organization) {
        return Err(Refusal::NotFound("this school"));
    }
    let grade = Some(new.grade.clone()).filter(|grade| !grade.is_empty());
    let person = new.who.make(tx, actor.district, grade, now).await?;
    let role = Role {
        person: person.id,
        kind: new.role,
        organization: new.organization,
        dates: Dates::new(Some(today), None).unwrap_or_default(),
    };
    store::role::put(tx, actor.district, &[role]).await?;
    Ok(person.id)
}
