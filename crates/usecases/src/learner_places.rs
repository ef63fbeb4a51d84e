//! Where every learner is, read once, for work that goes over many of them.

use std::collections::{BTreeSet, HashMap};

use domain::{
    Date, DistrictId, LearnerId, SectionId,
    people::{Organization, RoleKind, SectionRole},
    policy::{Scope, ScopeKind},
};
use store::Tx;

use crate::{
    Refusal,
    judging::{Contexts, Judging, enrollment_scope, school_scopes},
};

/// Schools and sections of learners on one day.
#[derive(Debug, Clone, Default)]
pub(crate) struct Places {
    /// Every organization.
    pub organizations: Vec<Organization>,
    /// Of each learner, the scopes of their schools and of what those lie in, nearest first.
    schools: HashMap<LearnerId, Vec<Scope>>,
    /// Of each learner, the sections they are in.
    sections: HashMap<LearnerId, Vec<SectionId>>,
}

impl Places {
    /// Reads the places of everybody on `day`.
    pub async fn load(tx: &mut Tx, district: DistrictId, day: Date) -> Result<Self, Refusal> {
        let organizations = store::organization::list(tx, district).await?;
        let mut roles: HashMap<LearnerId, Vec<_>> = HashMap::new();
        for role in store::role::of_kind(tx, district, RoleKind::Learner).await? {
            if role.dates.contains(day) {
                roles.entry(role.person.as_learner()).or_default().push(role.organization);
            }
        }
        let schools = roles
            .into_iter()
            .map(|(learner, places)| (learner, school_scopes(&organizations, places.into_iter())))
            .collect();
        let mut sections: HashMap<LearnerId, Vec<SectionId>> = HashMap::new();
        for place in store::enrollment::with_role(tx, district, SectionRole::Learner).await? {
            let of = sections.entry(place.person.as_learner()).or_default();
            if place.dates.contains(day) && of.last() != Some(&place.section) {
                of.push(place.section);
            }
        }
        Ok(Self { organizations, schools, sections })
    }

    /// The schools of a learner as scopes, nearest first.
    pub fn schools(&self, learner: LearnerId) -> &[Scope] {
        self.schools.get(&learner).map(Vec::as_slice).unwrap_or_default()
    }

    /// The sections that a learner is in.
    pub fn sections(&self, learner: LearnerId) -> &[SectionId] {
        self.sections.get(&learner).map(Vec::as_slice).unwrap_or_default()
    }

    /// The contexts in which a learner is judged, as [`Judging::contexts`] finds them.
    pub fn contexts(&self, judging: &Judging, learner: LearnerId) -> Contexts {
        judging.contexts_in(learner, self.schools(learner), self.sections(learner))
    }

    /// The learners among `all` to whom a setting of `scope` can apply.
    pub fn in_scope(&self, all: impl IntoIterator<Item = LearnerId>, scope: Scope) -> BTreeSet<LearnerId> {
        let applies = |learner: &LearnerId| match scope.kind {
            ScopeKind::Learner => *learner.as_bytes() == scope.id,
            ScopeKind::Section => self.sections(*learner).iter().any(|one| *one.as_bytes() == scope.id),
            ScopeKind::Enrollment => {
                self.sections(*learner).iter().any(|one| enrollment_scope(*one, *learner) == scope)
            }
            ScopeKind::School => self.schools(*learner).contains(&scope),
            ScopeKind::District | ScopeKind::Program | ScopeKind::BuiltIn => true,
        };
        all.into_iter().filter(applies).collect()
    }
}
