//! Ending a role in an organization, at once or after a day, with a reason.

use domain::{
    Date, DistrictId, OrganizationId, PersonId, Timestamp,
    people::{Role, RoleKind},
    text,
    time::Dates,
};
use store::{Tx, role_change::RoleChange};

use crate::{
    Actor, App, Refusal, access, chance,
    give_role::{MOST_CHARACTERS, log, may_give},
};

/// Which role ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndedRole {
    /// Whose.
    pub person: PersonId,
    /// Which.
    pub kind: RoleKind,
    /// Where.
    pub organization: OrganizationId,
    /// Its last day, today or later; `None` ends it at once.
    pub last_day: Option<Date>,
    /// Why.
    pub reason: String,
}

/// Ends a role. For who may give it. The last administrator of the whole district stays.
pub async fn end_role(app: &App, actor: &Actor, ended: EndedRole) -> Result<Role, Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    let ended = checked(&ended)?;
    let role = app
        .db
        .write((actor.clone(), ended.clone()), move |tx, (actor, ended)| {
            Box::pin(async move {
                let standing = access::administrator(tx, actor, chance::date_of(actor.district, now)).await?;
                may_give(&standing, ended.organization)?;
                end(tx, actor.district, Some(actor.person), ended, now).await
            })
        })
        .await?;
    log(app, actor, "role ended", &ended.reason, ended.person, now).await?;
    Ok(role)
}

/// Ends a role at the machine.
pub async fn end_role_at_the_machine(app: &App, by: &Actor, ended: EndedRole) -> Result<Role, Refusal> {
    let now = chance::now();
    let ended = checked(&ended)?;
    let (district, person) = (by.district, by.person);
    let role = app
        .db
        .write(ended.clone(), move |tx, ended| Box::pin(end(tx, district, Some(person), ended, now)))
        .await?;
    log(app, by, "role ended at the machine", &ended.reason, ended.person, now).await?;
    Ok(role)
}

fn checked(ended: &EndedRole) -> Result<EndedRole, Refusal> {
    if !access::is_of_staff(ended.kind) {
        return Err(Refusal::invalid("role", "is not ended by hand: a roster and a batch end places"));
    }
    let reason = text::required(&ended.reason, MOST_CHARACTERS).map_err(Refusal::text("reason"))?;
    Ok(EndedRole { reason, ..ended.clone() })
}

async fn end(
    tx: &mut Tx,
    district: DistrictId,
    by: Option<PersonId>,
    ended: &EndedRole,
    now: Timestamp,
) -> Result<Role, Refusal> {
    let today = chance::date_of(district, now);
    let roles = store::role::of_person(tx, district, ended.person).await?;
    let same = |one: &Role| (one.kind, one.organization) == (ended.kind, ended.organization);
    let role = roles.into_iter().find(same).ok_or(Refusal::NotFound("this role"))?;
    if role.dates.ends().is_some_and(|ends| ends < today) {
        return Err(Refusal::Conflict("This role is over already.".to_owned()));
    }
    let last = match ended.last_day {
        Some(day) if day < today => return Err(Refusal::invalid("last day", "cannot lie in the past")),
        Some(day) => day,
        None => today.yesterday().unwrap_or(today),
    };
    let role = Role { dates: closed(role.dates, last), ..role };
    store::role::put(tx, district, std::slice::from_ref(&role)).await?;
    if ended.kind == RoleKind::Administrator {
        let after = last.tomorrow().unwrap_or(last).max(today);
        if access::administrators_of_the_district(tx, district, after).await?.is_empty() {
            return Err(Refusal::Conflict(
                "Nobody would run the district then: give somebody else the role first.".to_owned(),
            ));
        }
    }
    let change = RoleChange { role: role.clone(), given: false, reason: ended.reason.clone(), by, at: now };
    store::role_change::add(tx, district, &change).await?;
    Ok(role)
}

/// The span cut at its last day; one that had not begun by then is over at once.
pub(crate) fn closed(dates: Dates, last: Date) -> Dates {
    let last = dates.ends().map_or(last, |ends| ends.min(last));
    Dates::new(dates.begins(), Some(last)).or_else(|_| Dates::new(Some(last), Some(last))).unwrap_or(dates)
}
