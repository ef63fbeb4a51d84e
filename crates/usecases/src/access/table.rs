//! The table of access: what a role or a place lets its holder do, with dates.

use domain::{
    Date,
    access::Relationship,
    people::{RoleKind, Section, SectionRole},
    time::Dates,
};

/// How many days an educator keeps a section after its last day, to finish marks.
pub const CLOSE_OUT_DAYS: i32 = 30;

/// What somebody wants to do with a section or its learners.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// See the section and of its learners what its work today needs.
    See,
    /// See whole records: every entry, reports, how people sign in.
    Whole,
    /// See and write what is the families': consents, requests to amend, what left of a record; and what a
    /// family is told.
    Rights,
    /// Rate, in drafts that somebody who judges releases.
    Draft,
    /// Release, decide, retract, excuse.
    Judge,
    /// Change its targets, people, cards and passwords.
    Manage,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 6] = [Self::See, Self::Whole, Self::Rights, Self::Draft, Self::Judge, Self::Manage];

    /// Whether it only reads.
    pub const fn reads(self) -> bool {
        matches!(self, Self::See | Self::Whole | Self::Rights)
    }
}

/// What a place in a section lets its holder do with that section and its learners.
pub fn by_section(
    role: SectionRole,
    place: &Dates,
    section: &Section,
    action: Action,
    today: Date,
) -> Option<Relationship> {
    match role {
        SectionRole::Learner => None,
        SectionRole::Educator => within_close_out(place, section, today).then_some(Relationship::Educator),
        SectionRole::Aide => (helps(action) && place.contains(today) && section.dates.contains(today))
            .then_some(Relationship::Aide),
        SectionRole::Substitute => {
            (lent(action) && place.contains(today)).then_some(Relationship::Substitute)
        }
    }
}

/// What an aide may do: see, and nothing that is the families'.
fn helps(action: Action) -> bool {
    matches!(action, Action::See | Action::Whole)
}

/// What a substitute may do: what the day needs, and no more.
pub fn lent(action: Action) -> bool {
    matches!(action, Action::See | Action::Draft)
}

/// Whether somebody of this relationship to a section may rate its learners.
pub fn drafts(relationship: Relationship) -> bool {
    matches!(relationship, Relationship::Educator | Relationship::Substitute)
}

/// What a role in an organization lets its holder do with the sections and learners below it.
pub fn by_role(role: RoleKind, action: Action) -> Option<Relationship> {
    match (role, action) {
        (RoleKind::Counselor, Action::See | Action::Whole | Action::Rights) => Some(Relationship::Counselor),
        (RoleKind::Principal, Action::See | Action::Whole | Action::Rights) => Some(Relationship::Principal),
        (RoleKind::ProgramLead, Action::See | Action::Whole | Action::Rights | Action::Manage) => {
            Some(Relationship::ProgramLead)
        }
        _ => None,
    }
}

/// Whether a role is held by people who work with learners. A caseload counts only while its holder has one.
pub fn is_of_staff(role: RoleKind) -> bool {
    !matches!(role, RoleKind::Learner | RoleKind::Guardian)
}

/// Whether a role in an organization lets its holder say who answers for which of its learners.
pub fn assigns(role: RoleKind) -> bool {
    matches!(role, RoleKind::Administrator | RoleKind::Principal)
}

/// Whether a role in an organization lets its holder say who speaks for its learners, and what custody lets
/// them see.
pub fn keeps_custody(role: RoleKind) -> bool {
    matches!(role, RoleKind::Administrator | RoleKind::Principal)
}

/// Whether a role in an organization lets its holder give and end roles in it and in what lies in it.
pub fn gives_roles(role: RoleKind) -> bool {
    matches!(role, RoleKind::Administrator)
}

/// Whether a role in an organization lets its holder give somebody a day's place in its sections.
pub fn gives_places(role: RoleKind) -> bool {
    matches!(role, RoleKind::Administrator | RoleKind::Principal | RoleKind::ProgramLead)
}

/// Whether a role in an organization lets its holder set the rules of judgement for what lies in it, look at
/// whom a change would touch, adopt it, and undo that. The whole district is an administrator's alone.
pub fn sets_rules(role: RoleKind) -> bool {
    matches!(role, RoleKind::Administrator | RoleKind::Principal)
}

/// Whether a role in an organization lets its holder say who is in which of its sections. It is about places,
/// not about records: of those it shows nothing.
pub fn places_people(role: RoleKind) -> bool {
    matches!(
        role,
        RoleKind::Administrator | RoleKind::Principal | RoleKind::Counselor | RoleKind::ProgramLead
    )
}

/// Whether who stands so to a learner may have a letter sent to the learner or to who speaks for them.
pub fn reminds(relationship: Relationship) -> bool {
    matches!(
        relationship,
        Relationship::Educator
            | Relationship::Counselor
            | Relationship::Principal
            | Relationship::ProgramLead
    )
}

/// From the first day of the place to the end of the close-out window of whichever ends first.
fn within_close_out(place: &Dates, section: &Section, today: Date) -> bool {
    let begun = place.begins().is_none_or(|begins| begins <= today);
    let ends = [place.ends(), section.dates.ends()].into_iter().flatten().min();
    let open = ends.is_none_or(|ends| {
        let window = jiff::Span::new().days(CLOSE_OUT_DAYS);
        ends.checked_add(window).is_ok_and(|closes| today <= closes)
    });
    begun && open
}
