//! What somebody is to everybody else, and where a learner is, as far as the access check needs it.

use domain::{
    Date, LearnerId, OrganizationId, PersonId, SectionId, Timestamp,
    access::Relationship,
    caseload::{CaseloadKind, Charge},
    people::{Enrollment, Guardianship, Organization, Role, RoleKind, Section, SectionRole},
    substitution::Substitution,
};
use store::Tx;

use super::table::{
    Action, assigns, by_role, by_section, gives_places, gives_roles, is_of_staff, keeps_custody, lent,
    places_people, sets_rules,
};
use crate::{Actor, Refusal, chance};

/// What one person is to everybody else, as far as the check needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Who.
    pub person: PersonId,
    /// Their roles in organizations.
    pub roles: Vec<Role>,
    /// Their places in sections, with the section.
    pub places: Vec<(Enrollment, Section)>,
    /// The learners they speak for.
    pub children: Vec<Guardianship>,
    /// The learners they answer for.
    pub charges: Vec<Charge>,
    /// Their days as a substitute that are not over.
    pub substitutions: Vec<Substitution>,
    /// Every organization, to know what lies in what.
    pub organizations: Vec<Organization>,
    /// The day it is.
    pub today: Date,
    /// The moment it is.
    pub now: Timestamp,
}

impl Standing {
    /// Loads what `actor` is.
    pub async fn load(tx: &mut Tx, actor: &Actor, today: Date) -> Result<Self, Refusal> {
        let (district, now) = (actor.district, chance::now());
        let enrollments = store::enrollment::of_person(tx, district, actor.person).await?;
        let sections = if enrollments.is_empty() {
            Vec::new()
        } else {
            store::section::of_person(tx, district, actor.person).await?
        };
        let places = enrollments
            .into_iter()
            .filter_map(|place| {
                let section = sections.iter().find(|section| section.id == place.section)?.clone();
                Some((place, section))
            })
            .collect();
        Ok(Self {
            person: actor.person,
            roles: store::role::of_person(tx, district, actor.person).await?,
            places,
            children: store::guardianship::of_guardian(tx, district, actor.person).await?,
            charges: store::caseload::of_holder(tx, district, actor.person).await?,
            substitutions: store::substitution::of_person(tx, district, actor.person, now).await?,
            organizations: store::organization::list(tx, district).await?,
            today,
            now,
        })
    }

    /// Whether this person holds `kind` today, in any organization.
    pub fn holds(&self, kind: RoleKind) -> bool {
        self.roles.iter().any(|role| role.kind == kind && role.dates.contains(self.today))
    }

    /// Whether this person runs the installation.
    pub fn is_administrator(&self) -> bool {
        self.holds(RoleKind::Administrator)
    }

    /// Whether this person may set the rules of the whole district: an administrator there, not of a school.
    pub fn sets_rules_of_the_district(&self) -> bool {
        let whole = |id: OrganizationId| {
            let known = self.organizations.iter().find(|one| one.id == id);
            known.is_some_and(is_district)
        };
        self.roles.iter().any(|role| {
            let here = role.kind == RoleKind::Administrator && role.dates.contains(self.today);
            here && whole(role.organization)
        })
    }

    /// Whether this person may set the rules of `organization`: of their own, or of what lies in it.
    pub fn sets_rules_of(&self, organization: OrganizationId) -> bool {
        self.holds_around(organization, sets_rules)
    }

    /// Whether this person may say who is in the sections of `organization`: of their own and of what lies in
    /// it; an administrator of the district, of all, also where a roster names no parent.
    pub fn places_in(&self, organization: OrganizationId) -> bool {
        let in_own = self.roles.iter().any(|role| {
            places_people(role.kind)
                && role.dates.contains(self.today)
                && self.lies_in(organization, role.organization)
        });
        in_own || self.sets_rules_of_the_district()
    }

    /// Whether this person may say who is in `section`: who manages it, or holds a role above it.
    pub fn places_in_section(&self, section: &Section) -> bool {
        self.with_section(section, Action::Manage).is_some() || self.places_in(section.organization)
    }

    /// Whether this person may say where a learner is: of their own organization; everybody, for an
    /// administrator of the district.
    pub fn places_learner(&self, learner: &LearnerPlaces) -> bool {
        let of_sections = learner.sections.iter().map(|section| section.organization);
        let mut places = learner.organizations.iter().copied().chain(of_sections);
        self.sets_rules_of_the_district() || places.any(|place| self.places_in(place))
    }

    /// By which relationship this person may do `action` with `section`, if by any.
    pub fn with_section(&self, section: &Section, action: Action) -> Option<Relationship> {
        let as_member = self
            .places
            .iter()
            .filter(|(place, _)| place.section == section.id)
            .filter_map(|(place, _)| by_section(place.role, &place.dates, section, action, self.today))
            .min();
        let substitutes = lent(action)
            && self.substitutions.iter().any(|one| one.section == section.id && one.holds(self.now));
        as_member
            .or_else(|| substitutes.then_some(Relationship::Substitute))
            .or_else(|| self.with_organization(section.organization, action))
    }

    /// The sections where this person is a substitute now.
    pub fn substitutes_in(&self) -> Vec<SectionId> {
        let by_roster = self.places.iter().filter_map(|(place, _)| {
            let here = place.role == SectionRole::Substitute && place.dates.contains(self.today);
            here.then_some(place.section)
        });
        let by_day = self.substitutions.iter().filter(|one| one.holds(self.now)).map(|one| one.section);
        by_roster.chain(by_day).collect()
    }

    /// Whether this person works with learners here, whatever they do.
    pub fn works_here(&self) -> bool {
        self.roles.iter().any(|role| is_of_staff(role.kind) && role.dates.contains(self.today))
    }

    /// Whether this person answers for `learner` as `kind` today.
    pub fn answers_for(&self, learner: LearnerId, kind: CaseloadKind) -> bool {
        let mut own = self.charges.iter().filter(|one| one.kind == kind && one.learner == learner);
        self.works_here() && own.any(|one| one.holds(self.today))
    }

    /// Whether this person may say who answers for learners of `organization`.
    pub fn assigns_in(&self, organization: OrganizationId) -> bool {
        self.holds_around(organization, assigns)
    }

    /// Whether this person may say who speaks for a learner: of the organizations where the learner is today;
    /// of everybody, for an administrator of the district.
    pub fn keeps_custody_of(&self, learner: &LearnerPlaces) -> bool {
        let today = learner.sections.iter().filter(|one| learner.sections_today.contains(&one.id));
        let of_sections = today.map(|section| section.organization);
        let mut places = learner.organizations.iter().copied().chain(of_sections);
        self.sets_rules_of_the_district() || places.any(|place| self.holds_around(place, keeps_custody))
    }

    /// Whether this person may add people to `organization`: who leads or runs it, or the district.
    pub fn adds_people_to(&self, organization: OrganizationId) -> bool {
        self.sets_rules_of_the_district() || self.holds_around(organization, gives_places)
    }

    /// Whether this person may give and end roles in `organization`: an administrator there or of what it lies
    /// in; an administrator of the district, in all, also where a roster names no parent.
    pub fn gives_roles_in(&self, organization: OrganizationId) -> bool {
        self.holds_around(organization, gives_roles) || self.sets_rules_of_the_district()
    }

    /// Whether this person may give somebody a day's place in `section`: who manages it, and who leads or
    /// runs what it lies in.
    pub fn gives_places_in(&self, section: &Section) -> bool {
        let manages = self.with_section(section, Action::Manage).is_some();
        manages || self.holds_around(section.organization, gives_places)
    }

    /// Whether a role of today, in `organization` or around it, passes.
    fn holds_around(&self, organization: OrganizationId, passes: fn(RoleKind) -> bool) -> bool {
        self.roles.iter().any(|role| {
            passes(role.kind)
                && role.dates.contains(self.today)
                && self.lies_in(organization, role.organization)
        })
    }

    /// By which role this person may do `action` in `organization`, if by any.
    pub fn with_organization(&self, organization: OrganizationId, action: Action) -> Option<Relationship> {
        self.roles
            .iter()
            .filter(|role| role.dates.contains(self.today) && self.lies_in(organization, role.organization))
            .filter_map(|role| by_role(role.kind, action))
            .min()
    }

    /// By which relationship this person may see the record of `learner`, if by any.
    pub fn with_learner(&self, learner: &LearnerPlaces, action: Action) -> Option<Relationship> {
        if learner.learner.as_person() == self.person && action.reads() {
            return Some(Relationship::Own);
        }
        let speaks_for = self.children.iter().any(|child| {
            child.learner == learner.learner && child.may_see && child.dates.contains(self.today)
        });
        if speaks_for && action.reads() {
            return Some(Relationship::Guardian);
        }
        // A substitute has the learners of the day, not those who have left the section.
        let here = |section: &Section, found: &Relationship| {
            *found != Relationship::Substitute || learner.sections_today.contains(&section.id)
        };
        let in_sections = learner
            .sections
            .iter()
            .filter_map(|section| self.with_section(section, action).filter(|found| here(section, found)))
            .min();
        let mut kinds = CaseloadKind::ALL.into_iter();
        let by_caseload = kinds.find(|kind| action.reads() && self.answers_for(learner.learner, *kind));
        let nearest = in_sections.into_iter().chain(by_caseload.map(CaseloadKind::relationship)).min();
        nearest.or_else(|| {
            learner.organizations.iter().filter_map(|place| self.with_organization(*place, action)).min()
        })
    }

    /// Whether one organization is another, or lies in it.
    pub(crate) fn lies_in(&self, inner: OrganizationId, outer: OrganizationId) -> bool {
        let mut at = Some(inner);
        // A roster could name a circle of parents: no chain is longer than the list.
        for _ in 0..=self.organizations.len() {
            match at {
                Some(here) if here == outer => return true,
                Some(here) => at = self.organizations.iter().find(|o| o.id == here).and_then(|o| o.parent),
                None => return false,
            }
        }
        false
    }
}

/// Whether an organization is the whole district, not a school of it.
pub(crate) fn is_district(organization: &Organization) -> bool {
    organization.parent.is_none() || organization.kind == "district"
}

/// Where a learner is, as far as the check needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LearnerPlaces {
    /// Who.
    pub learner: LearnerId,
    /// The sections they are or were enrolled in as a learner.
    pub sections: Vec<Section>,
    /// Those of them where they learn today.
    pub sections_today: Vec<SectionId>,
    /// The organizations where they have the role of a learner today.
    pub organizations: Vec<OrganizationId>,
}

impl LearnerPlaces {
    /// Loads where a learner is.
    pub async fn load(tx: &mut Tx, actor: &Actor, learner: LearnerId, today: Date) -> Result<Self, Refusal> {
        let person = learner.as_person();
        let mut sections = store::section::of_person(tx, actor.district, person).await?;
        let places = store::enrollment::of_person(tx, actor.district, person).await?;
        sections.retain(|section| {
            places.iter().any(|place| place.section == section.id && place.role == SectionRole::Learner)
        });
        let learns = |place: &&Enrollment| place.role == SectionRole::Learner && place.dates.contains(today);
        let sections_today = places.iter().filter(learns).map(|place| place.section).collect();
        let roles = store::role::of_person(tx, actor.district, person).await?;
        let organizations = roles
            .iter()
            .filter(|role| role.kind == RoleKind::Learner && role.dates.contains(today))
            .map(|role| role.organization)
            .collect();
        Ok(Self { learner, sections, sections_today, organizations })
    }
}
