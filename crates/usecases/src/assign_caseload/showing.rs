//! Caseloads as those see them who assign: who has how many, and whom.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{
    OrganizationId, PersonId,
    caseload::{CaseloadKind, Charge},
    people::{Person, RoleKind},
    text::search_key,
};
use store::Tx;

use super::{assigner, is_near, naming};
use crate::{
    Actor, App, Refusal,
    access::{self, Standing},
    chance,
};

/// Every caseload that somebody may change, and people who could have one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caseloads {
    /// By name, then kind.
    pub caseloads: Vec<CaseloadSummary>,
    /// People who work where they assign, by name.
    pub people: Vec<Person>,
}

/// One caseload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseloadSummary {
    /// Who answers.
    pub holder: Person,
    /// For what.
    pub kind: CaseloadKind,
    /// For how many today.
    pub learners: usize,
}

/// One adult's caseloads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseloadOf {
    /// Who.
    pub holder: Person,
    /// By kind, then name; what was ended is left out, and so are learners of others who assign.
    pub charges: Vec<ChargeLine>,
}

/// One learner of a caseload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChargeLine {
    /// The charge.
    pub charge: Charge,
    /// The learner's name, family name first.
    pub learner: String,
    /// Who gave it.
    pub by: String,
}

/// Lists caseloads, for who may change them.
pub async fn show_caseloads(app: &App, actor: &Actor) -> Result<Caseloads, Refusal> {
    let now = chance::now();
    app.db
        .read(actor, |tx, actor| {
            Box::pin(async move {
                let standing = assigner(tx, actor, now).await?;
                let people = staff(tx, actor, &standing).await?;
                let mut counts: BTreeMap<(PersonId, CaseloadKind), BTreeSet<_>> = BTreeMap::new();
                for one in store::caseload::list(tx, actor.district).await? {
                    if one.holds(standing.today) {
                        counts.entry((one.holder, one.kind)).or_default().insert(one.learner);
                    }
                }
                // Who has left still has a caseload that somebody has to see.
                let holders: Vec<PersonId> = counts.keys().map(|(holder, _)| *holder).collect();
                let known = store::person::find_all(tx, actor.district, &holders).await?;
                let known: HashMap<PersonId, Person> = known.into_iter().map(|one| (one.id, one)).collect();
                let everywhere = standing.sets_rules_of_the_district();
                let theirs = |id: &PersonId| everywhere || people.iter().any(|one| one.id == *id);
                let mut caseloads: Vec<CaseloadSummary> = counts
                    .into_iter()
                    .filter(|((holder, _), _)| theirs(holder))
                    .filter_map(|((holder, kind), learners)| {
                        let holder = known.get(&holder)?.clone();
                        Some(CaseloadSummary { holder, kind, learners: learners.len() })
                    })
                    .collect();
                caseloads.sort_by_cached_key(|one| (search_key(&one.holder.list_name()), one.kind));
                Ok(Caseloads { caseloads, people })
            })
        })
        .await
}

/// Shows one adult's caseloads, for who may change them.
pub async fn show_caseload_of(app: &App, actor: &Actor, holder: PersonId) -> Result<CaseloadOf, Refusal> {
    let now = chance::now();
    app.db
        .read((actor, holder), |tx, (actor, holder)| {
            Box::pin(async move {
                let district = actor.district;
                let standing = assigner(tx, actor, now).await?;
                let found = store::person::find(tx, district, *holder).await?;
                let found = found.ok_or(Refusal::NotFound("this person"))?;
                if !standing.sets_rules_of_the_district() && !is_near(tx, actor, &standing, *holder).await? {
                    return Err(Refusal::NotFound("this person"));
                }
                let mut charges = Vec::new();
                for charge in store::caseload::of_holder(tx, district, *holder).await? {
                    let over = charge.dates.ends().is_some_and(|last| last < standing.today);
                    if charge.ended_at.is_none()
                        && !over
                        && naming::is_theirs(tx, actor, &standing, charge.learner).await?
                    {
                        charges.push(charge);
                    }
                }
                let mut ids: Vec<PersonId> =
                    charges.iter().flat_map(|one| [one.learner.as_person(), one.assigned_by]).collect();
                ids.sort_unstable();
                ids.dedup();
                let people = store::person::find_all(tx, district, &ids).await?;
                let people: HashMap<PersonId, Person> = people.into_iter().map(|one| (one.id, one)).collect();
                let mut charges: Vec<ChargeLine> = charges
                    .into_iter()
                    .map(|charge| ChargeLine {
                        learner: people
                            .get(&charge.learner.as_person())
                            .map(Person::list_name)
                            .unwrap_or_default(),
                        by: people.get(&charge.assigned_by).map(Person::name).unwrap_or_default(),
                        charge,
                    })
                    .collect();
                charges.sort_by_cached_key(|one| (one.charge.kind, search_key(&one.learner)));
                Ok(CaseloadOf { holder: found, charges })
            })
        })
        .await
}

/// Whether an organization is one that this standing assigns in, or lies around one.
pub(super) fn near(standing: &Standing, organization: OrganizationId) -> bool {
    standing.assigns_in(organization)
        || standing.roles.iter().any(|role| {
            access::assigns(role.kind)
                && role.dates.contains(standing.today)
                && standing.lies_in(role.organization, organization)
        })
}

async fn staff(tx: &mut Tx, actor: &Actor, standing: &Standing) -> Result<Vec<Person>, Refusal> {
    let mut ids = BTreeSet::new();
    for kind in RoleKind::ALL.iter().copied().filter(|kind| access::is_of_staff(*kind)) {
        let roles = store::role::of_kind(tx, actor.district, kind).await?;
        let here = roles
            .iter()
            .filter(|role| role.dates.contains(standing.today) && near(standing, role.organization));
        ids.extend(here.map(|role| role.person));
    }
    let ids: Vec<PersonId> = ids.into_iter().collect();
    let mut people = store::person::find_all(tx, actor.district, &ids).await?;
    people.retain(|one| one.active);
    people.sort_by_cached_key(|one| (search_key(&one.list_name()), one.id));
    Ok(people)
}
