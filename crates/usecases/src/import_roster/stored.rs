//! What earlier rosters of the same source brought in.

use std::collections::HashSet;

use domain::{
    DistrictId, LearnerId, OrganizationId, PersonId, SectionId, TermId,
    people::{Enrollment, Guardianship, Organization, Person, Role, RoleKind, Section, Term},
};
use exchange::imports::oneroster::Kind;
use store::{Tx, person::After};

use crate::{Refusal, batch_rows::GIVEN_HERE};

/// People read at once.
const PAGE: usize = 5_000;

/// Records whose ids are made from the source's name.
pub(super) struct Stored {
    district: DistrictId,
    source: String,
    pub organizations: Vec<Organization>,
    pub terms: Vec<Term>,
    pub people: Vec<Person>,
    pub sections: Vec<Section>,
    pub roles: Vec<Role>,
    /// Roles that stand because somebody gave them by hand: neither a roster's to end nor to date.
    pub by_hand: HashSet<(PersonId, RoleKind, OrganizationId)>,
    pub enrollments: Vec<Enrollment>,
    pub guardianships: Vec<Guardianship>,
    /// Who speaks for whom by a decision of somebody here: not the roster's to say.
    pub decided: Vec<(PersonId, LearnerId)>,
    people_ids: HashSet<PersonId>,
}

impl Stored {
    /// Loads them.
    pub async fn load(tx: &mut Tx, district: DistrictId, source: &str) -> Result<Self, Refusal> {
        let mut organizations = store::organization::list(tx, district).await?;
        organizations.retain(|one| {
            let made = |parts: [&str; 3]| OrganizationId::derived(district, &parts) == one.id;
            one.sourced_id.as_deref().is_some_and(|id| made([source, "org", id]))
        });
        let mut terms = store::term::list(tx, district).await?;
        terms.retain(|one| {
            let made = |parts: [&str; 3]| TermId::derived(district, &parts) == one.id;
            one.sourced_id.as_deref().is_some_and(|id| made([source, "academicSession", id]))
        });
        let mut sections = store::section::list(tx, district).await?;
        sections.retain(|one| {
            let made = |parts: [&str; 3]| SectionId::derived(district, &parts) == one.id;
            one.sourced_id.as_deref().is_some_and(|id| made([source, "class", id]))
        });
        let people = people(tx, district, source).await?;
        let people_ids: HashSet<PersonId> = people.iter().map(|one| one.id).collect();
        let places: HashSet<OrganizationId> = organizations.iter().map(|one| one.id).collect();
        let mut roles = Vec::new();
        for kind in RoleKind::ALL {
            roles.extend(store::role::of_kind(tx, district, *kind).await?);
        }
        roles.retain(|role| people_ids.contains(&role.person) && places.contains(&role.organization));
        let given = store::role_change::last(tx, district).await?.into_iter().filter(|one| one.given);
        let by_hand = given.map(|one| (one.role.person, one.role.kind, one.role.organization)).collect();
        let mut enrollments = Vec::new();
        for section in &sections {
            enrollments.extend(store::enrollment::given_in(tx, district, section.id).await?);
        }
        // A place that was given here has no roster identifier, and is not the roster's to end.
        let of_roster = |id: &String| !id.starts_with(GIVEN_HERE);
        enrollments
            .retain(|one| one.sourced_id.as_ref().is_some_and(of_roster) && people_ids.contains(&one.person));
        let mut guardianships = store::guardianship::list(tx, district).await?;
        guardianships.retain(|one| {
            people_ids.contains(&one.guardian) && people_ids.contains(&one.learner.as_person())
        });
        let source = source.to_owned();
        Ok(Self {
            district,
            source,
            organizations,
            terms,
            people,
            sections,
            roles,
            by_hand,
            enrollments,
            guardianships,
            decided: store::custody::decided(tx, district).await?,
            people_ids,
        })
    }

    /// Whether an earlier roster brought this in. Kinds that are not kept of their own count as held.
    pub fn holds(&self, kind: Kind, sourced_id: &str) -> bool {
        let id = |kind| [self.source.as_str(), kind, sourced_id];
        match kind {
            Kind::Organization => {
                let wanted = OrganizationId::derived(self.district, &id("org"));
                self.organizations.iter().any(|one| one.id == wanted)
            }
            Kind::Term => {
                let wanted = TermId::derived(self.district, &id("academicSession"));
                self.terms.iter().any(|one| one.id == wanted)
            }
            Kind::Person => self.people_ids.contains(&PersonId::derived(self.district, &id("user"))),
            Kind::Section => {
                let wanted = SectionId::derived(self.district, &id("class"));
                self.sections.iter().any(|one| one.id == wanted)
            }
            Kind::Course | Kind::Role | Kind::UserProfile | Kind::Demographics | Kind::Enrollment => true,
        }
    }
}

async fn people(tx: &mut Tx, district: DistrictId, source: &str) -> Result<Vec<Person>, Refusal> {
    let mut found = Vec::new();
    let mut after: Option<After> = None;
    loop {
        let page = store::person::page(tx, district, None, after.as_ref(), 5_000).await?;
        let last = page.last().filter(|_| page.len() == PAGE);
        after =
            last.map(|last| After { sort_key: domain::text::search_key(&last.list_name()), person: last.id });
        found.extend(page.into_iter().filter(|person| {
            let made = |id: &String| PersonId::derived(district, &[source, "user", id]);
            person.sourced_id.as_ref().map(made) == Some(person.id)
        }));
        if after.is_none() {
            return Ok(found);
        }
    }
}
