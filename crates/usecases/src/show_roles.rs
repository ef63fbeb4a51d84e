//! Who holds which role where, since when, given by whom and why; for administrators.

use std::collections::HashMap;

use domain::{
    OrganizationId, PersonId, Timestamp,
    people::{Organization, Person, Role, RoleKind},
    text::search_key,
};
use store::Tx;

use crate::{
    Actor, App, Refusal,
    access::{self, Standing},
    chance,
};

/// One role with what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldRole {
    /// Who holds it.
    pub person: Person,
    /// The role.
    pub role: Role,
    /// The organization's name.
    pub place: String,
    /// Whether it stands because somebody gave it by hand.
    pub by_hand: bool,
    /// Who gave or ended it last by hand; empty for a roster and for whoever runs the machine.
    pub by: String,
    /// When; `None` where no hand touched it.
    pub at: Option<Timestamp>,
    /// Why; empty where no hand touched it.
    pub reason: String,
    /// Whether its last day is over.
    pub over: bool,
    /// Whether the reader may end it.
    pub may_end: bool,
}

/// One person's roles, and where the reader gives some.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RolesOfPerson {
    /// Who.
    pub person: Person,
    /// Their roles, those that hold first.
    pub roles: Vec<HeldRole>,
    /// Where the reader may give roles, by name.
    pub organizations: Vec<Organization>,
}

/// Shows one person's roles.
pub async fn show_roles(app: &App, actor: &Actor, person: PersonId) -> Result<RolesOfPerson, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read((actor, person), |tx, (actor, person)| {
            Box::pin(async move {
                let standing = access::administrator(tx, actor, today).await?;
                let found = store::person::find(tx, actor.district, *person).await?;
                let found = found.ok_or(Refusal::NotFound("this person"))?;
                let roles = store::role::of_person(tx, actor.district, *person).await?;
                let roles = shown(tx, actor, &standing, roles).await?;
                Ok(RolesOfPerson { person: found, roles, organizations: mine(&standing) })
            })
        })
        .await
}

/// Where the reader may give roles, by name.
pub async fn places_for_roles(app: &App, actor: &Actor) -> Result<Vec<Organization>, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read(actor, |tx, actor| {
            Box::pin(async move { Ok(mine(&access::administrator(tx, actor, today).await?)) })
        })
        .await
}

fn mine(standing: &Standing) -> Vec<Organization> {
    let mut all = standing.organizations.clone();
    all.retain(|one| standing.gives_roles_in(one.id));
    all.sort_by_cached_key(|one| (!access::is_district(one), search_key(&one.name)));
    all
}

/// Lists the roles of people who work with learners, by kind and name: those of today and later, or all.
pub async fn list_roles(app: &App, actor: &Actor, past: bool) -> Result<Vec<HeldRole>, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read(actor, |tx, actor| {
            Box::pin(async move {
                let standing = access::administrator(tx, actor, today).await?;
                let mut roles = Vec::new();
                for kind in RoleKind::ALL.iter().copied().filter(|kind| access::is_of_staff(*kind)) {
                    roles.extend(store::role::of_kind(tx, actor.district, kind).await?);
                }
                roles.retain(|role| {
                    let over = role.dates.ends().is_some_and(|ends| ends < today);
                    standing.gives_roles_in(role.organization) && (past || !over)
                });
                let mut all = shown(tx, actor, &standing, roles).await?;
                all.sort_by_cached_key(|one| {
                    (
                        std::cmp::Reverse(one.role.kind),
                        search_key(&one.person.list_name()),
                        one.role.organization,
                    )
                });
                Ok(all)
            })
        })
        .await
}

async fn shown(
    tx: &mut Tx,
    actor: &Actor,
    standing: &Standing,
    roles: Vec<Role>,
) -> Result<Vec<HeldRole>, Refusal> {
    let changes = store::role_change::last(tx, actor.district).await?;
    let key = |role: &Role| (role.person, role.kind, role.organization);
    let by_key: HashMap<_, _> = changes.iter().map(|one| (key(&one.role), one)).collect();
    let mut ids: Vec<PersonId> =
        roles.iter().map(|role| role.person).chain(changes.iter().filter_map(|one| one.by)).collect();
    ids.sort_unstable();
    ids.dedup();
    let people = store::person::find_all(tx, actor.district, &ids).await?;
    let people: HashMap<PersonId, Person> = people.into_iter().map(|one| (one.id, one)).collect();
    let places: HashMap<OrganizationId, &str> =
        standing.organizations.iter().map(|one| (one.id, one.name.as_str())).collect();
    let mut all: Vec<HeldRole> = roles
        .into_iter()
        .filter_map(|role| {
            let change = by_key.get(&key(&role));
            let over = role.dates.ends().is_some_and(|ends| ends < standing.today);
            let by = change.and_then(|one| people.get(&one.by?)).map(Person::name);
            Some(HeldRole {
                person: people.get(&role.person)?.clone(),
                place: places.get(&role.organization).copied().unwrap_or_default().to_owned(),
                by_hand: change.is_some_and(|one| one.given),
                by: by.unwrap_or_default(),
                at: change.map(|one| one.at),
                reason: change.map(|one| one.reason.clone()).unwrap_or_default(),
                over,
                may_end: !over
                    && access::is_of_staff(role.kind)
                    && standing.gives_roles_in(role.organization),
                role,
            })
        })
        .collect();
    all.sort_by_key(|one| one.over);
    Ok(all)
}
