//! Finding people, for administrators: who they are and what they may, never their records.

use std::collections::{HashMap, HashSet};

use domain::{
    Date, DistrictId, LearnerId, OrganizationId, PersonId, Timestamp,
    people::{Person, RoleKind},
    text,
};
use store::{Tx, person::After};

use crate::{Actor, App, Refusal, access, chance};

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PeopleQuery {
    /// A part of a name or e-mail address; empty for everybody.
    pub words: String,
    /// Only who holds this role today. Of whom anything was recorded is a learner too: answers come in
    /// without a roster.
    pub role: Option<RoleKind>,
    /// Goes on after this person.
    pub after: Option<PersonId>,
}

/// A page of people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundPeople {
    /// By name.
    pub people: Vec<FoundPerson>,
    /// How many people the district has in all.
    pub of: i64,
    /// Where the next page goes on; `None` at the end.
    pub next: Option<PersonId>,
}

/// One person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundPerson {
    /// Who.
    pub person: Person,
    /// Roles that hold today, with the organization's name.
    pub roles: Vec<(RoleKind, String)>,
    /// Whether they learn here: by a role of today, or because something was recorded of them.
    pub learns: bool,
    /// When they last signed in; `None` for never.
    pub last_signed_in: Option<Timestamp>,
}

/// People on one page.
pub const PAGE: usize = 50;

/// Finds people by name or e-mail address.
pub async fn search_people(app: &App, actor: &Actor, query: PeopleQuery) -> Result<FoundPeople, Refusal> {
    let today = chance::today(actor.district);
    let words = text::optional(&query.words, 200).map_err(Refusal::text("q"))?;
    app.db
        .read((actor, query, words), |tx, (actor, query, words)| {
            Box::pin(async move {
                access::administrator(tx, actor, today).await?;
                let district = actor.district;
                let holders: Option<HashSet<PersonId>> = match query.role {
                    Some(RoleKind::Learner) => Some(who_learns(tx, district, today).await?),
                    Some(kind) => {
                        let roles = store::role::of_kind(tx, district, kind).await?;
                        let today = roles.into_iter().filter(|role| role.dates.contains(today));
                        Some(today.map(|role| role.person).collect())
                    }
                    None => None,
                };
                let mut after = match query.after {
                    Some(id) => store::person::find(tx, district, id).await?.as_ref().map(after_of),
                    None => None,
                };
                let mut found: Vec<Person> = Vec::new();
                loop {
                    let page =
                        store::person::page(tx, district, words.as_deref(), after.as_ref(), 500).await?;
                    let ended = page.len() < 500;
                    after = page.last().map(after_of);
                    found.extend(
                        page.into_iter()
                            .filter(|one| holders.as_ref().is_none_or(|holders| holders.contains(&one.id))),
                    );
                    if ended || found.len() > PAGE {
                        break;
                    }
                }
                let next = found.get(PAGE).and(found.get(PAGE - 1)).map(|last| last.id);
                found.truncate(PAGE);
                let organizations: HashMap<OrganizationId, String> = store::organization::list(tx, district)
                    .await?
                    .into_iter()
                    .map(|o| (o.id, o.name))
                    .collect();
                let mut people = Vec::with_capacity(found.len());
                for person in found {
                    let roles = store::role::of_person(tx, district, person.id).await?;
                    let roles = roles.into_iter().filter(|role| role.dates.contains(today));
                    let named: Vec<(RoleKind, String)> = roles
                        .map(|r| (r.kind, organizations.get(&r.organization).cloned().unwrap_or_default()))
                        .collect();
                    let by_role = named.iter().any(|(kind, _)| *kind == RoleKind::Learner);
                    let learner = person.id.as_learner();
                    let learns = by_role || store::learner::entries(tx, district, learner).await? > 0;
                    let last_signed_in = store::person::last_sign_in(tx, district, person.id).await?;
                    people.push(FoundPerson { roles: named, person, learns, last_signed_in });
                }
                Ok(FoundPeople { people, of: store::person::count(tx, district).await?, next })
            })
        })
        .await
}

/// Who learns in the district: by a role of today, or because something was recorded of them.
pub(crate) async fn who_learns(
    tx: &mut Tx,
    district: DistrictId,
    today: Date,
) -> Result<HashSet<PersonId>, Refusal> {
    let roles = store::role::of_kind(tx, district, RoleKind::Learner).await?;
    let today = roles.into_iter().filter(|role| role.dates.contains(today));
    let mut all: HashSet<PersonId> = today.map(|role| role.person).collect();
    all.extend(store::learner::recorded(tx, district).await?.into_iter().map(LearnerId::as_person));
    Ok(all)
}

pub(crate) fn after_of(person: &Person) -> After {
    After { sort_key: text::search_key(&person.list_name()), person: person.id }
}
