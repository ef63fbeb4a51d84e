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
    /// See the section and its learners' records.
    See,
    /// Rate, release, decide, retract, excuse.
    Judge,
    /// Change its targets, people, cards and passwords.
    Manage,
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
        SectionRole::Aide => {
            (action == Action::See && place.contains(today) && section.dates.contains(today))
                .then_some(Relationship::Aide)
        }
        SectionRole::Substitute => {
            (action == Action::See && place.contains(today)).then_some(Relationship::Substitute)
        }
    }
}

/// What a role in an organization lets its holder do with the sections and learners below it.
pub fn by_role(role: RoleKind, action: Action) -> Option<Relationship> {
    match (role, action) {
        (RoleKind::Counselor, Action::See) => Some(Relationship::Counselor),
        (RoleKind::Principal, Action::See) => Some(Relationship::Principal),
        (RoleKind::ProgramLead, Action::See | Action::Manage) => Some(Relationship::ProgramLead),
        _ => None,
    }
}

/// Whether a role in an organization lets its holder set the rules of judgement for what lies in it, look at
/// whom a change would touch, adopt it, and undo that. The whole district is an administrator's alone.
pub fn sets_rules(role: RoleKind) -> bool {
    matches!(role, RoleKind::Administrator | RoleKind::Principal)
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
