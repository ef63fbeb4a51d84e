//! Whom the invented counselor and case manager answer for, and what some learners are given.

use domain::{
    LearnerId, PersonId,
    accommodation::{Accommodations, PrintSize, Profile, TimeFactor},
    caseload::{CaseloadKind, Charge},
    people::{Role, RoleKind, SectionRole},
    time::Dates,
};
use jiff::Timestamp;

use super::people::Roster;

/// Learners of each caseload.
const COUNSELORS: usize = 24;
const CASE_MANAGERS: usize = 8;

/// One version with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileWithReason {
    /// What is given.
    pub profile: Profile,
    /// Why, for the case manager alone.
    pub reason: String,
}

/// The learners of the counselor's and the case manager's schools, the first of each.
pub fn charges(roster: &Roster, now: Timestamp) -> Vec<Charge> {
    let kinds = [
        (CaseloadKind::Counselor, RoleKind::Counselor, COUNSELORS),
        (CaseloadKind::CaseManager, RoleKind::CaseManager, CASE_MANAGERS),
    ];
    let mut charges = Vec::new();
    for (kind, role, most) in kinds {
        let Some(holder) = roster.roles.iter().find(|one| one.kind == role) else { continue };
        let charge = |learner: LearnerId| Charge {
            holder: holder.person,
            kind,
            learner,
            dates: roster.term.dates,
            assigned_by: leads(roster, holder).unwrap_or(holder.person),
            assigned_at: now,
            ended_at: None,
            ended_by: None,
        };
        charges.extend(learners(roster, holder).into_iter().take(most).map(charge));
    }
    charges
}

fn learners(roster: &Roster, holder: &Role) -> Vec<LearnerId> {
    let here: Vec<_> = roster
        .sections
        .iter()
        .filter(|one| one.organization == holder.organization)
        .map(|one| one.id)
        .collect();
    let places = roster.enrollments.iter();
    let learns = places.filter(|one| one.role == SectionRole::Learner && here.contains(&one.section));
    learns.map(|one| one.person.as_learner()).collect()
}

fn leads(roster: &Roster, holder: &Role) -> Option<PersonId> {
    let mut roles = roster.roles.iter();
    let leads = |one: &&Role| one.kind == RoleKind::Principal && one.organization == holder.organization;
    roles.find(leads).map(|role| role.person)
}

/// What four learners of the case manager are given this term.
pub fn profiles(roster: &Roster, now: Timestamp) -> Vec<ProfileWithReason> {
    let Some(manager) = roster.roles.iter().find(|one| one.kind == RoleKind::CaseManager) else {
        return Vec::new();
    };
    let some = |text: &str| Some(text.to_owned());
    let nothing = Accommodations::default;
    let given = [
        (
            Accommodations { time: TimeFactor::OneAndAHalf, print: PrintSize::Large, ..nothing() },
            "Plan of the support team, reviewed each term (invented).",
        ),
        (
            Accommodations { reader: true, seat: some("front, away from the door"), ..nothing() },
            "Agreed with the family at the meeting in September (invented).",
        ),
        (
            Accommodations { time: TimeFactor::OneAndAQuarter, language: some("Spanish"), ..nothing() },
            "Language plan, second year (invented).",
        ),
        (
            Accommodations {
                time: TimeFactor::Unlimited,
                delivery: some("Breaks when asked for; the clock stops."),
                ..nothing()
            },
            "Doctor's letter on file until the end of the term (invented).",
        ),
    ];
    let begins = roster.term.dates.begins();
    let dates = Dates::new(begins, roster.term.dates.ends()).unwrap_or_default();
    let profile = |(learner, (given, reason)): (LearnerId, (Accommodations, &str))| ProfileWithReason {
        profile: Profile { learner, version: 1, dates, given, written_by: manager.person, written_at: now },
        reason: reason.to_owned(),
    };
    learners(roster, manager).into_iter().zip(given).map(profile).collect()
}
