//! Giving somebody a role in an organization by hand, with dates and a reason. A roster neither ends nor dates
//! a role that was given so.

use domain::{
    Date, DistrictId, OrganizationId, PersonId, Timestamp,
    access::Relationship,
    people::{Organization, Person, Role, RoleKind},
    text,
    time::Dates,
};
use store::{Tx, role_change::RoleChange};

use crate::{
    Actor, App, Refusal,
    access::{self, Standing},
    chance, sign_in_links,
    substitutes::Who,
};

/// The most characters of a reason.
pub const MOST_CHARACTERS: usize = 500;

/// A role to be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRole {
    /// To whom: somebody of the district, or somebody new.
    pub who: Who,
    /// Which.
    pub kind: RoleKind,
    /// Where.
    pub organization: OrganizationId,
    /// First day; `None` for today.
    pub begins: Option<Date>,
    /// Last day; open where there is none.
    pub ends: Option<Date>,
    /// Why.
    pub reason: String,
}

/// What was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenRole {
    /// To whom.
    pub person: Person,
    /// The role.
    pub role: Role,
    /// The token of a one-time link, for somebody who had no account.
    pub token: Option<String>,
    /// The district's word in addresses.
    pub district_code: String,
}

/// Gives a role. An administrator of the district gives any anywhere, one of a school those of the school.
pub async fn give_role(app: &App, actor: &Actor, new: NewRole) -> Result<GivenRole, Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    let new = checked(new)?;
    let given = app
        .db
        .write((actor.clone(), new.clone()), move |tx, (actor, new)| {
            Box::pin(async move {
                let standing = access::administrator(tx, actor, chance::date_of(actor.district, now)).await?;
                may_give(&standing, new.organization)?;
                // A link of somebody who is more elsewhere would be a key to that.
                let may_link = match new.who {
                    Who::Known(person) => access::lies_within(tx, actor, &standing, person).await?,
                    Who::New(_) => true,
                };
                give(tx, actor.district, Some(actor.person), new, may_link, now).await
            })
        })
        .await?;
    log(app, actor, "role given", &new.reason, given.person.id, now).await?;
    Ok(given)
}

/// Gives a role at the machine, also where nobody runs the district any more.
pub async fn give_role_at_the_machine(
    app: &App,
    district: DistrictId,
    by: Option<&Actor>,
    new: NewRole,
) -> Result<GivenRole, Refusal> {
    let now = chance::now();
    let new = checked(new)?;
    let person = by.map(|by| by.person);
    let given = app
        .db
        .write(new.clone(), move |tx, new| Box::pin(give(tx, district, person, new, true, now)))
        .await?;
    let actor = by.cloned().unwrap_or_else(|| Actor::new(district, given.person.id));
    log(app, &actor, "role given at the machine", &new.reason, given.person.id, now).await?;
    Ok(given)
}

/// Writes that a role was given or ended into the access log, with the reason.
pub(crate) async fn log(
    app: &App,
    actor: &Actor,
    what: &str,
    reason: &str,
    person: PersonId,
    now: Timestamp,
) -> Result<(), Refusal> {
    let by = Actor { break_glass: Some(reason.to_owned()), ..actor.clone() };
    access::log(app, &by, what, Relationship::BreakGlass, vec![person.as_learner()], now).await
}

/// Refuses an administrator of one school for what lies elsewhere.
pub(crate) fn may_give(standing: &Standing, organization: OrganizationId) -> Result<(), Refusal> {
    if !standing.organizations.iter().any(|one| one.id == organization) {
        return Err(Refusal::invalid("organization", "is none of this district"));
    }
    if standing.gives_roles_in(organization) {
        return Ok(());
    }
    Err(Refusal::Denied("An administrator of a school gives and ends roles of that school only."))
}

fn checked(new: NewRole) -> Result<NewRole, Refusal> {
    if !access::is_of_staff(new.kind) {
        let why = "is not given by hand: learners and families come in with their classes and children";
        return Err(Refusal::invalid("role", why));
    }
    let reason = text::required(&new.reason, MOST_CHARACTERS).map_err(Refusal::text("reason"))?;
    Ok(NewRole { who: new.who.checked()?, reason, ..new })
}

async fn give(
    tx: &mut Tx,
    district: DistrictId,
    by: Option<PersonId>,
    new: &NewRole,
    may_link: bool,
    now: Timestamp,
) -> Result<GivenRole, Refusal> {
    let today = chance::date_of(district, now);
    let organizations = store::organization::list(tx, district).await?;
    if !organizations.iter().any(|one: &Organization| one.id == new.organization) {
        return Err(Refusal::invalid("organization", "is none of this district"));
    }
    let begins = new.begins.unwrap_or(today);
    if begins < today {
        return Err(Refusal::invalid("first day", "cannot lie in the past"));
    }
    let dates = Dates::new(Some(begins), new.ends)
        .map_err(|error| Refusal::invalid("last day", format!("cannot be used: {error}")))?;
    let person = match &new.who {
        Who::New(person) => person.make(tx, district, None, now).await?,
        Who::Known(id) => here(tx, district, *id).await?,
    };
    let role = Role { person: person.id, kind: new.kind, organization: new.organization, dates };
    refuse_twice(tx, district, &role).await?;
    let no_account = store::account::of_person(tx, district, person.id).await?.is_none();
    store::role::put(tx, district, std::slice::from_ref(&role)).await?;
    let change = RoleChange { role: role.clone(), given: true, reason: new.reason.clone(), by, at: now };
    store::role_change::add(tx, district, &change).await?;
    let token = if no_account && may_link {
        sign_in_links::account_of(tx, district, &person, now).await?;
        Some(sign_in_links::add_link(tx, district, person.id, by, now).await?)
    } else {
        None
    };
    let district_code = store::district::find(tx, district).await?.map(|one| one.code).unwrap_or_default();
    Ok(GivenRole { person, role, token, district_code })
}

/// Somebody who is still here; of two records of one person, the one that is kept.
async fn here(tx: &mut Tx, district: DistrictId, id: PersonId) -> Result<Person, Refusal> {
    let id = store::record_link::kept_of(tx, district, id).await?.unwrap_or(id);
    let person = store::person::find(tx, district, id).await?.ok_or(Refusal::NotFound("this person"))?;
    if !person.active {
        return Err(Refusal::Conflict(format!("{} has left, by the roster.", person.name())));
    }
    Ok(person)
}

/// A role that somebody has by hand already, today or later, is ended before it is given again.
async fn refuse_twice(tx: &mut Tx, district: DistrictId, role: &Role) -> Result<(), Refusal> {
    let same = |one: &&RoleChange| (one.role.kind, one.role.organization) == (role.kind, role.organization);
    let known = store::role_change::of_person(tx, district, role.person).await?;
    let last = known.iter().rfind(same).filter(|one| one.given);
    let runs = last.is_some_and(|one| {
        one.role.dates.ends().is_none_or(|ends| role.dates.begins().is_none_or(|begins| begins <= ends))
    });
    if runs {
        return Err(Refusal::Conflict("They have this role there already: end it first.".to_owned()));
    }
    Ok(())
}
