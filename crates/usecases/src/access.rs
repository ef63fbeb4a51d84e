//! The one access check: by relationship, with dates. What it looks up is in `table.rs`.

mod table;

use domain::{
    Date, LearnerId, OrganizationId, PersonId, SectionId, Timestamp,
    access::Relationship,
    people::{Enrollment, Guardianship, Organization, Role, RoleKind, Section, SectionRole},
};
use store::{Tx, access_log::Access};

use crate::{Actor, Refusal, chance};
pub use table::{Action, CLOSE_OUT_DAYS, by_role, by_section, sets_rules};

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
    /// Every organization, to know what lies in what.
    pub organizations: Vec<Organization>,
    /// The day it is.
    pub today: Date,
}

impl Standing {
    /// Loads what `actor` is.
    pub async fn load(tx: &mut Tx, actor: &Actor, today: Date) -> Result<Self, Refusal> {
        let district = actor.district;
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
            organizations: store::organization::list(tx, district).await?,
            today,
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
        let is_district = |id: OrganizationId| {
            let known = self.organizations.iter().find(|one| one.id == id);
            known.is_some_and(|one| one.parent.is_none() || one.kind == "district")
        };
        self.roles.iter().any(|role| {
            let here = role.kind == RoleKind::Administrator && role.dates.contains(self.today);
            here && is_district(role.organization)
        })
    }

    /// Whether this person may set the rules of `organization`: of their own, or of what lies in it.
    pub fn sets_rules_of(&self, organization: OrganizationId) -> bool {
        self.roles.iter().any(|role| {
            sets_rules(role.kind)
                && role.dates.contains(self.today)
                && self.lies_in(organization, role.organization)
        })
    }

    /// By which relationship this person may do `action` with `section`, if by any.
    pub fn with_section(&self, section: &Section, action: Action) -> Option<Relationship> {
        let as_member = self
            .places
            .iter()
            .filter(|(place, _)| place.section == section.id)
            .filter_map(|(place, _)| by_section(place.role, &place.dates, section, action, self.today))
            .min();
        as_member.or_else(|| self.with_organization(section.organization, action))
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
        if learner.learner.as_person() == self.person && action == Action::See {
            return Some(Relationship::Own);
        }
        let speaks_for = self.children.iter().any(|child| {
            child.learner == learner.learner && child.may_see && child.dates.contains(self.today)
        });
        if speaks_for && action == Action::See {
            return Some(Relationship::Guardian);
        }
        let in_sections =
            learner.sections.iter().filter_map(|section| self.with_section(section, action)).min();
        in_sections.or_else(|| {
            learner.organizations.iter().filter_map(|place| self.with_organization(*place, action)).min()
        })
    }

    fn lies_in(&self, inner: OrganizationId, outer: OrganizationId) -> bool {
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

/// Where a learner is, as far as the check needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LearnerPlaces {
    /// Who.
    pub learner: LearnerId,
    /// The sections they are or were enrolled in as a learner.
    pub sections: Vec<Section>,
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
        let roles = store::role::of_person(tx, actor.district, person).await?;
        let organizations = roles
            .iter()
            .filter(|role| role.kind == RoleKind::Learner && role.dates.contains(today))
            .map(|role| role.organization)
            .collect();
        Ok(Self { learner, sections, organizations })
    }
}

/// Refuses a token that may only read.
pub fn may_write(actor: &Actor) -> Result<(), Refusal> {
    if actor.read_only {
        return Err(Refusal::Denied("This token may only read: make one with the scope \"write\"."));
    }
    Ok(())
}

/// Checks that `actor` may do `action` with a section; `NotFound` hides sections they may not know of.
pub async fn section(
    tx: &mut Tx,
    actor: &Actor,
    section: SectionId,
    action: Action,
    today: Date,
) -> Result<(Section, Relationship), Refusal> {
    if action != Action::See {
        may_write(actor)?;
    }
    let found = store::section::find(tx, actor.district, section).await?;
    let found = found.ok_or(Refusal::NotFound("this class"))?;
    // Nearly everybody who asks has a place in the class; then nothing else about them matters.
    let places = store::enrollment::of_person_in(tx, actor.district, actor.person, section).await?;
    let member = places.iter().filter_map(|p| by_section(p.role, &p.dates, &found, action, today)).min();
    if let Some(relationship) = member {
        return Ok((found, relationship));
    }
    let standing = Standing::load(tx, actor, today).await?;
    if let Some(relationship) = standing.with_section(&found, action) {
        return Ok((found, relationship));
    }
    if action == Action::See && standing.is_administrator() && actor.break_glass.is_some() {
        return Ok((found, Relationship::BreakGlass));
    }
    if standing.with_section(&found, Action::See).is_some() {
        return Err(Refusal::Denied("You can see this class, but not change it."));
    }
    Err(Refusal::NotFound("this class"))
}

/// Checks that `actor` may do `action` with the record of one learner.
pub async fn learner(
    tx: &mut Tx,
    actor: &Actor,
    learner: LearnerId,
    action: Action,
    today: Date,
) -> Result<Relationship, Refusal> {
    if action != Action::See {
        may_write(actor)?;
    }
    let places = LearnerPlaces::load(tx, actor, learner, today).await?;
    let standing = Standing::load(tx, actor, today).await?;
    if let Some(relationship) = standing.with_learner(&places, action) {
        return Ok(relationship);
    }
    if action == Action::See && standing.is_administrator() && actor.break_glass.is_some() {
        return Ok(Relationship::BreakGlass);
    }
    Err(Refusal::NotFound("this learner"))
}

/// Checks that `actor` may set rules somewhere; which ones, the standing says.
pub async fn rules(tx: &mut Tx, actor: &Actor, today: Date) -> Result<Standing, Refusal> {
    let standing = Standing::load(tx, actor, today).await?;
    if standing.roles.iter().any(|role| sets_rules(role.kind) && role.dates.contains(today)) {
        return Ok(standing);
    }
    Err(Refusal::Denied("Only an administrator or a principal can do this."))
}

/// Checks that `actor` runs the installation.
pub async fn administrator(tx: &mut Tx, actor: &Actor, today: Date) -> Result<Standing, Refusal> {
    let standing = Standing::load(tx, actor, today).await?;
    if standing.is_administrator() {
        return Ok(standing);
    }
    Err(Refusal::Denied("Only an administrator can do this."))
}

/// Writes the access-log line of one request, through the shared committer, before the reply; later where
/// the disk has no room for it.
pub async fn log(
    app: &crate::App,
    actor: &Actor,
    what: &str,
    relationship: Relationship,
    learners: Vec<LearnerId>,
    now: Timestamp,
) -> Result<(), Refusal> {
    if learners.is_empty() {
        return Ok(());
    }
    let reason = if relationship == Relationship::BreakGlass { actor.break_glass.clone() } else { None };
    let id = chance::access_id(now);
    let line =
        Access { id, at: now, person: actor.person, what: what.to_owned(), relationship, reason, learners };
    let district = actor.district;
    let written = app
        .db
        .write((district, line.clone()), |tx, (district, line)| {
            Box::pin(async move { Ok(store::access_log::add(tx, *district, line).await?) })
        })
        .await;
    match written {
        Err(Refusal::Full) => app.late.keep(district, line),
        ended => ended,
    }
}

#[cfg(test)]
mod laws;

#[cfg(test)]
mod tests;
