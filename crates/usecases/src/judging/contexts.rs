//! In which contexts a learner is judged: the record, and each section that has a policy of its own.

use domain::{
    LearnerId, OrganizationId, SectionId,
    judgement::Context,
    people::{Organization, RoleKind, SectionRole},
    policy::{Scope, ScopeKind},
};
use store::{StoreError, Tx};

use super::Judging;

/// In which contexts a learner is judged, each with its chain of scopes, nearest first.
pub type Contexts = Vec<(Context, Vec<Scope>)>;

impl Judging {
    /// The contexts in which `learner` is judged. Places are read only when a policy names one.
    pub async fn contexts(&self, tx: &mut Tx, learner: LearnerId) -> Result<Contexts, StoreError> {
        let (mut schools, mut sections) = (Vec::new(), Vec::new());
        if self.names_places_like(&[ScopeKind::School]) {
            schools = self.schools(tx, learner).await?;
        }
        if self.names_places_like(&[ScopeKind::Section, ScopeKind::Enrollment]) {
            sections = self.sections(tx, learner).await?;
        }
        Ok(self.contexts_in(learner, &schools, &sections))
    }

    /// Whether a policy is set in a scope of one of these kinds.
    pub fn names_places_like(&self, kinds: &[ScopeKind]) -> bool {
        self.named.iter().any(|scope| kinds.contains(&scope.kind))
    }

    /// The contexts in which a learner of these schools and sections is judged, the record first.
    pub fn contexts_in(&self, learner: LearnerId, schools: &[Scope], sections: &[SectionId]) -> Contexts {
        let district_wide = [Scope::DISTRICT, Scope { kind: ScopeKind::BuiltIn, id: [0; 16] }];
        let own = Scope { kind: ScopeKind::Learner, id: *learner.as_bytes() };
        let mut record = vec![own];
        record.extend_from_slice(schools);
        let mut contexts = Vec::new();
        for section in sections {
            let enrollment = enrollment_scope(*section, learner);
            let here = Scope { kind: ScopeKind::Section, id: *section.as_bytes() };
            if self.named.contains(&here) || self.named.contains(&enrollment) {
                let mut chain = vec![own, enrollment, here];
                chain.extend_from_slice(schools);
                chain.extend(district_wide);
                contexts.push((Context::Section(*section), chain));
            }
        }
        record.extend(district_wide);
        contexts.insert(0, (Context::Record, record));
        contexts
    }

    /// The learner's schools and what they lie in, nearest first, the district itself left out.
    async fn schools(&self, tx: &mut Tx, learner: LearnerId) -> Result<Vec<Scope>, StoreError> {
        let all = store::organization::list(tx, self.district).await?;
        let roles = store::role::of_person(tx, self.district, learner.as_person()).await?;
        let here = roles.iter().filter(|r| r.kind == RoleKind::Learner && r.dates.contains(self.day));
        Ok(school_scopes(&all, here.map(|role| role.organization)))
    }

    async fn sections(&self, tx: &mut Tx, learner: LearnerId) -> Result<Vec<SectionId>, StoreError> {
        let enrollments = store::enrollment::of_person(tx, self.district, learner.as_person()).await?;
        let mut sections: Vec<SectionId> = enrollments
            .iter()
            .filter(|e| e.role == SectionRole::Learner && e.dates.contains(self.day))
            .map(|e| e.section)
            .collect();
        sections.dedup();
        Ok(sections)
    }
}

/// The scopes of `places` and of what they lie in, nearest first, the district itself left out.
pub(crate) fn school_scopes(
    all: &[Organization],
    places: impl Iterator<Item = OrganizationId>,
) -> Vec<Scope> {
    let mut chain = Vec::new();
    for place in places {
        let mut at = Some(place);
        // A roster could name a circle of parents: no chain is longer than the list.
        for _ in 0..all.len() {
            let Some(organization) = at.and_then(|id| all.iter().find(|one| one.id == id)) else { break };
            let scope = Scope { kind: ScopeKind::School, id: *organization.id.as_bytes() };
            if organization.kind != "district" && !chain.contains(&scope) {
                chain.push(scope);
            }
            at = organization.parent;
        }
    }
    chain
}

/// The scope of one learner's place in one section.
pub fn enrollment_scope(section: SectionId, learner: LearnerId) -> Scope {
    let mut id = *section.as_bytes();
    for (byte, other) in id.iter_mut().zip(learner.as_bytes()) {
        *byte ^= other;
    }
    Scope { kind: ScopeKind::Enrollment, id }
}
