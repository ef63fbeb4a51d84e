//! Substitutes of a day, and whoever has a learner on their caseload.

use domain::SubstitutionId;

use super::*;

fn substitute(section: SectionId, from_seconds: i64, until_seconds: i64) -> Standing {
    let at = |seconds| NOON + jiff::SignedDuration::from_secs(seconds);
    let one = Substitution {
        id: SubstitutionId::from_bytes([8; 16]),
        section,
        person: PERSON,
        day: MIDDLE,
        begins_at: at(from_seconds),
        ends_at: at(until_seconds),
        made_by: PERSON,
        made_at: at(from_seconds),
        revoked_at: None,
        revoked_by: None,
    };
    Standing { substitutions: vec![one], ..stranger(MIDDLE) }
}

#[test]
fn a_substitute_sees_and_rates_from_the_first_moment_of_the_day_to_the_last() {
    let given = lends(Relationship::Substitute);
    for (from, until, expected) in [(1, 9, NOBODY), (0, 9, given), (-9, 1, given), (-9, 0, NOBODY)] {
        same(&substitute(SECTION, from, until), expected);
    }
    same(&substitute(SectionId::from_bytes([9; 16]), -9, 9), NOBODY);
}

#[test]
fn what_was_taken_back_gives_nothing() {
    let mut who = substitute(SECTION, -9, 9);
    assert_eq!(who.substitutes_in(), [SECTION]);
    who.substitutions[0].revoked_at = Some(NOON);
    same(&who, NOBODY);
    assert!(who.substitutes_in().is_empty());
}

#[test]
fn a_substitute_does_not_see_who_has_left_the_section() {
    let gone = LearnerPlaces { sections_today: Vec::new(), ..places() };
    assert_eq!(substitute(SECTION, -9, 9).with_learner(&gone, Action::See), None);
    let educator = member(SectionRole::Educator, term(), MIDDLE);
    assert_eq!(educator.with_learner(&gone, Action::See), Some(Relationship::Educator));
}

fn holder_of(kind: CaseloadKind, role: RoleKind, today: Date) -> Standing {
    let charge = Charge {
        holder: PERSON,
        kind,
        learner: LEARNER,
        dates: Dates::new(Some(FIRST), Some(MIDDLE)).expect("in order"),
        assigned_by: PERSON,
        assigned_at: NOON,
        ended_at: None,
        ended_by: None,
    };
    Standing { charges: vec![charge], ..holder(role, OTHER_SCHOOL, today) }
}

#[test]
fn a_caseload_opens_its_learners_on_its_days_and_no_section() {
    for kind in CaseloadKind::ALL {
        let given = reads(kind.relationship());
        let after = MIDDLE.tomorrow().expect("a day");
        for (today, expected) in [(BEFORE, NOBODY), (FIRST, given), (MIDDLE, given), (after, NOBODY)] {
            check(&holder_of(kind, RoleKind::CaseManager, today), NOBODY, expected);
        }
    }
}

#[test]
fn a_caseload_gives_nothing_once_it_is_ended_or_its_holder_has_left() {
    let kind = CaseloadKind::Counselor;
    let mut ended = holder_of(kind, RoleKind::Counselor, MIDDLE);
    ended.charges[0].ended_at = Some(NOON);
    same(&ended, NOBODY);
    let gone = Standing { roles: Vec::new(), ..holder_of(kind, RoleKind::Counselor, MIDDLE) };
    same(&gone, NOBODY);
    for role in [RoleKind::Guardian, RoleKind::Learner] {
        same(&holder_of(kind, role, MIDDLE), NOBODY);
    }
    let other = LearnerPlaces { learner: LearnerId::from_bytes([9; 16]), ..places() };
    let who = holder_of(kind, RoleKind::Counselor, MIDDLE);
    assert_eq!(who.with_learner(&other, Action::See), None);
}

#[test]
fn who_manages_a_section_or_leads_around_it_gives_places_in_it() {
    for &kind in RoleKind::ALL {
        let leads = matches!(kind, RoleKind::Administrator | RoleKind::Principal | RoleKind::ProgramLead);
        for organization in [SCHOOL, DISTRICT] {
            assert_eq!(holder(kind, organization, MIDDLE).gives_places_in(&section()), leads, "{kind:?}");
            let assigns = matches!(kind, RoleKind::Administrator | RoleKind::Principal);
            let who = holder(kind, organization, MIDDLE);
            assert_eq!(who.assigns_in(SCHOOL), assigns, "{kind:?}");
            assert_eq!(who.keeps_custody_of(&places()), assigns, "{kind:?}");
            assert_eq!(who.adds_people_to(SCHOOL), leads, "{kind:?}");
        }
        for who in [holder(kind, OTHER_SCHOOL, MIDDLE), holder(kind, SCHOOL, BEFORE)] {
            assert!(!who.gives_places_in(&section()) && !who.assigns_in(SCHOOL), "{kind:?}");
            assert!(!who.keeps_custody_of(&places()) && !who.adds_people_to(SCHOOL), "{kind:?}");
        }
    }
    assert!(member(SectionRole::Educator, term(), MIDDLE).gives_places_in(&section()));
    for role in [SectionRole::Aide, SectionRole::Learner, SectionRole::Substitute] {
        assert!(!member(role, term(), MIDDLE).gives_places_in(&section()), "{role:?}");
    }
    assert!(!substitute(SECTION, -9, 9).gives_places_in(&section()));
}
