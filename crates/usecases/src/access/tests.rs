//! The access table, cell by cell: every relationship, every action, every edge of its dates.

use domain::{
    OrganizationId, PersonId,
    caseload::{CaseloadKind, Charge},
    framework::Extra,
    people::{Enrollment, Guardianship, Organization, Role, RoleKind, SectionRole},
    substitution::Substitution,
    time::Dates,
};
use jiff::civil::date;

use super::*;

const PERSON: PersonId = PersonId::from_bytes([1; 16]);
const LEARNER: LearnerId = LearnerId::from_bytes([2; 16]);
const SECTION: SectionId = SectionId::from_bytes([3; 16]);
const DISTRICT: OrganizationId = OrganizationId::from_bytes([4; 16]);
const SCHOOL: OrganizationId = OrganizationId::from_bytes([5; 16]);
const OTHER_SCHOOL: OrganizationId = OrganizationId::from_bytes([6; 16]);

const BEFORE: Date = date(2026, 8, 31);
const FIRST: Date = date(2026, 9, 1);
const MIDDLE: Date = date(2026, 10, 15);
const LAST: Date = date(2026, 12, 18);
const CLOSING: Date = date(2027, 1, 17);
const CLOSED: Date = date(2027, 1, 18);

const NOON: Timestamp = Timestamp::constant(1_792_065_600, 0);

/// What is given for each action, in the order of [`Action::ALL`].
type Given = [Option<Relationship>; 6];

const NOBODY: Given = [None; 6];

/// Seeing, whole records, and what is the families'.
const fn reads(by: Relationship) -> Given {
    [Some(by), Some(by), Some(by), None, None, None]
}

/// Seeing and whole records.
const fn helps(by: Relationship) -> Given {
    [Some(by), Some(by), None, None, None, None]
}

/// Seeing and drafts.
const fn lends(by: Relationship) -> Given {
    [Some(by), None, None, Some(by), None, None]
}

fn term() -> Dates {
    Dates::new(Some(FIRST), Some(LAST)).expect("in order")
}

fn section() -> Section {
    Section {
        id: SECTION,
        organization: SCHOOL,
        term: None,
        title: "Mathematics 7".to_owned(),
        dates: term(),
        grades: Vec::new(),
        subjects: Vec::new(),
        sourced_id: None,
        extra: Extra::new(),
    }
}

fn organization(id: OrganizationId, parent: Option<OrganizationId>) -> Organization {
    let kind = if parent.is_none() { "district" } else { "school" };
    let (kind, name) = (kind.to_owned(), kind.to_owned());
    Organization { id, parent, kind, name, sourced_id: None, extra: Extra::new() }
}

/// Somebody without any relationship.
fn stranger(today: Date) -> Standing {
    Standing {
        person: PERSON,
        roles: Vec::new(),
        places: Vec::new(),
        children: Vec::new(),
        charges: Vec::new(),
        substitutions: Vec::new(),
        organizations: vec![
            organization(DISTRICT, None),
            organization(SCHOOL, Some(DISTRICT)),
            organization(OTHER_SCHOOL, Some(DISTRICT)),
        ],
        today,
        now: NOON,
    }
}

fn member(role: SectionRole, dates: Dates, today: Date) -> Standing {
    let place = Enrollment { section: SECTION, person: PERSON, role, dates, sourced_id: None };
    Standing { places: vec![(place, section())], ..stranger(today) }
}

fn holder(kind: RoleKind, organization: OrganizationId, today: Date) -> Standing {
    let role = Role { person: PERSON, kind, organization, dates: term() };
    Standing { roles: vec![role], ..stranger(today) }
}

fn guardian(learner: LearnerId, may_see: bool, today: Date) -> Standing {
    let child = Guardianship { guardian: PERSON, learner, relation: None, may_see, dates: term() };
    Standing { children: vec![child], ..stranger(today) }
}

fn places() -> LearnerPlaces {
    LearnerPlaces {
        learner: LEARNER,
        sections: vec![section()],
        sections_today: vec![SECTION],
        organizations: vec![SCHOOL],
    }
}

/// What is given for each action: the section, then the learner in it.
#[track_caller]
fn check(who: &Standing, of_section: Given, of_learner: Given) {
    for (place, action) in Action::ALL.into_iter().enumerate() {
        let day = who.today;
        assert_eq!(who.with_section(&section(), action), of_section[place], "section, {action:?}, {day}");
        assert_eq!(who.with_learner(&places(), action), of_learner[place], "learner, {action:?}, {day}");
    }
}

fn same(who: &Standing, given: Given) {
    check(who, given, given);
}

#[test]
fn a_stranger_sees_nothing() {
    same(&stranger(MIDDLE), NOBODY);
}

#[test]
fn an_educator_sees_judges_and_manages_from_the_first_day_to_the_end_of_the_close_out() {
    let all = [Some(Relationship::Educator); 6];
    for (today, given) in
        [(BEFORE, NOBODY), (FIRST, all), (MIDDLE, all), (LAST, all), (CLOSING, all), (CLOSED, NOBODY)]
    {
        same(&member(SectionRole::Educator, term(), today), given);
    }
}

#[test]
fn the_close_out_begins_when_the_educators_own_place_ends() {
    let until = Dates::new(Some(FIRST), Some(date(2026, 9, 30))).expect("in order");
    let all = [Some(Relationship::Educator); 6];
    for (today, given) in [(date(2026, 10, 30), all), (date(2026, 10, 31), NOBODY)] {
        same(&member(SectionRole::Educator, until, today), given);
    }
}

#[test]
fn an_aide_sees_while_the_place_and_the_section_run() {
    let see = helps(Relationship::Aide);
    for (today, given) in [(BEFORE, NOBODY), (FIRST, see), (LAST, see), (date(2026, 12, 19), NOBODY)] {
        same(&member(SectionRole::Aide, Dates::ALWAYS, today), given);
    }
}

#[test]
fn a_substitute_of_the_roster_sees_and_rates_on_the_day() {
    let day = Dates::new(Some(MIDDLE), Some(MIDDLE)).expect("in order");
    let see = lends(Relationship::Substitute);
    for (today, given) in [(date(2026, 10, 14), NOBODY), (MIDDLE, see), (date(2026, 10, 16), NOBODY)] {
        same(&member(SectionRole::Substitute, day, today), given);
    }
}

#[test]
fn a_classmate_sees_neither_the_class_nor_another_learner() {
    same(&member(SectionRole::Learner, term(), MIDDLE), NOBODY);
}

#[test]
fn a_learner_sees_their_own_record_on_any_day_and_judges_nothing() {
    for today in [BEFORE, MIDDLE, CLOSED] {
        let own = Standing { person: LEARNER.as_person(), ..stranger(today) };
        check(&own, NOBODY, reads(Relationship::Own));
    }
}

#[test]
fn a_guardian_sees_their_child_while_custody_lasts() {
    let see = reads(Relationship::Guardian);
    for (today, given) in [(BEFORE, NOBODY), (FIRST, see), (LAST, see), (date(2026, 12, 19), NOBODY)] {
        check(&guardian(LEARNER, true, today), NOBODY, given);
    }
}

#[test]
fn a_guardian_without_custody_or_of_another_child_sees_nothing() {
    check(&guardian(LEARNER, false, MIDDLE), NOBODY, NOBODY);
    check(&guardian(LearnerId::from_bytes([9; 16]), true, MIDDLE), NOBODY, NOBODY);
}

#[test]
fn roles_in_an_organization_hold_for_what_lies_in_it_while_they_last() {
    let lead = Some(Relationship::ProgramLead);
    let table = [
        (RoleKind::Learner, NOBODY),
        (RoleKind::Educator, NOBODY),
        (RoleKind::Guardian, NOBODY),
        (RoleKind::CaseManager, NOBODY),
        (RoleKind::Counselor, reads(Relationship::Counselor)),
        (RoleKind::Principal, reads(Relationship::Principal)),
        (RoleKind::ProgramLead, [lead, lead, lead, None, None, lead]),
        (RoleKind::Administrator, NOBODY),
    ];
    assert_eq!(table.len(), RoleKind::ALL.len());
    for (kind, given) in table {
        for organization in [SCHOOL, DISTRICT] {
            for (today, expected) in
                [(BEFORE, NOBODY), (FIRST, given), (LAST, given), (date(2026, 12, 19), NOBODY)]
            {
                same(&holder(kind, organization, today), expected);
            }
        }
        same(&holder(kind, OTHER_SCHOOL, MIDDLE), NOBODY);
    }
}

#[test]
fn the_nearest_relationship_is_the_one_that_is_logged() {
    let mut both = member(SectionRole::Educator, term(), MIDDLE);
    both.roles = holder(RoleKind::Principal, SCHOOL, MIDDLE).roles;
    assert_eq!(both.with_section(&section(), Action::See), Some(Relationship::Educator));
    both.children = guardian(LEARNER, true, MIDDLE).children;
    assert_eq!(both.with_learner(&places(), Action::See), Some(Relationship::Guardian));
    assert_eq!(both.with_learner(&places(), Action::Judge), Some(Relationship::Educator));
}

mod helping;

#[test]
fn organizations_in_a_circle_do_not_hang() {
    let mut lost = holder(RoleKind::Principal, OTHER_SCHOOL, MIDDLE);
    lost.organizations = vec![organization(SCHOOL, Some(DISTRICT)), organization(DISTRICT, Some(SCHOOL))];
    same(&lost, NOBODY);
}

#[test]
fn administration_is_a_dated_role() {
    for (today, is) in [(BEFORE, false), (FIRST, true), (LAST, true), (date(2026, 12, 19), false)] {
        assert_eq!(holder(RoleKind::Administrator, DISTRICT, today).is_administrator(), is, "{today}");
    }
}

#[test]
fn rules_are_set_by_administrators_and_principals_for_what_lies_in_their_organization() {
    for &kind in RoleKind::ALL {
        let own = matches!(kind, RoleKind::Administrator | RoleKind::Principal);
        // Where the role is held, and whether it sets the rules of the school, the other school, the district.
        for (held_in, expected) in [
            (DISTRICT, [own, own, kind == RoleKind::Administrator]),
            (SCHOOL, [own, false, false]),
            (OTHER_SCHOOL, [false, own, false]),
        ] {
            for (today, given) in
                [(BEFORE, [false; 3]), (FIRST, expected), (LAST, expected), (date(2026, 12, 19), [false; 3])]
            {
                let who = holder(kind, held_in, today);
                let sets = [
                    who.sets_rules_of(SCHOOL),
                    who.sets_rules_of(OTHER_SCHOOL),
                    who.sets_rules_of_the_district(),
                ];
                assert_eq!(sets, given, "{kind:?} in {held_in}, {today}");
            }
        }
    }
    for who in [stranger(MIDDLE), member(SectionRole::Educator, term(), MIDDLE)] {
        assert!(!who.sets_rules_of(SCHOOL) && !who.sets_rules_of_the_district());
    }
}

#[test]
fn roles_are_given_by_administrators_for_what_lies_in_their_organization() {
    for &kind in RoleKind::ALL {
        let all = kind == RoleKind::Administrator;
        // Where the role is held; whether its holder gives roles in the district, the school, the other one.
        for (held_in, expected) in
            [(DISTRICT, [all, all, all]), (SCHOOL, [false, all, false]), (OTHER_SCHOOL, [false, false, all])]
        {
            for (today, given) in
                [(BEFORE, [false; 3]), (FIRST, expected), (LAST, expected), (date(2026, 12, 19), [false; 3])]
            {
                let who = holder(kind, held_in, today);
                let gives = [DISTRICT, SCHOOL, OTHER_SCHOOL].map(|place| who.gives_roles_in(place));
                assert_eq!(gives, given, "{kind:?} in {held_in}, {today}");
            }
        }
    }
    for who in [stranger(MIDDLE), member(SectionRole::Educator, term(), MIDDLE)] {
        assert!(![DISTRICT, SCHOOL].iter().any(|place| who.gives_roles_in(*place)));
    }
}

#[test]
fn who_is_in_a_section_is_said_by_its_educators_and_by_roles_above_it() {
    let learner = places();
    let nowhere = LearnerPlaces { sections: Vec::new(), organizations: Vec::new(), ..places() };
    for &kind in RoleKind::ALL {
        let places = matches!(
            kind,
            RoleKind::Administrator | RoleKind::Principal | RoleKind::Counselor | RoleKind::ProgramLead
        );
        let all = kind == RoleKind::Administrator;
        // Where the role is held; whether it says who is in the section, where the learner is, where somebody
        // is who has no place.
        for (held_in, expected) in
            [(DISTRICT, [places, places, all]), (SCHOOL, [places, places, false]), (OTHER_SCHOOL, [false; 3])]
        {
            for (today, given) in
                [(BEFORE, [false; 3]), (FIRST, expected), (LAST, expected), (date(2026, 12, 19), [false; 3])]
            {
                let who = holder(kind, held_in, today);
                let may = [
                    who.places_in_section(&section()),
                    who.places_learner(&learner),
                    who.places_learner(&nowhere),
                ];
                assert_eq!(may, given, "{kind:?} in {held_in}, {today}");
            }
        }
    }
    for (role, says) in [
        (SectionRole::Educator, true),
        (SectionRole::Aide, false),
        (SectionRole::Substitute, false),
        (SectionRole::Learner, false),
    ] {
        let who = member(role, term(), MIDDLE);
        assert_eq!((who.places_in_section(&section()), who.places_learner(&learner)), (says, false));
    }
}

#[test]
fn letters_are_sent_by_who_answers_for_a_learner() {
    for (relationship, word) in Relationship::ALL {
        let expected = ["educator", "counselor", "principal", "program_lead"].contains(&word);
        assert_eq!(reminds(relationship), expected, "{word}");
    }
}

#[test]
fn a_token_that_may_only_read_writes_nothing() {
    let actor = Actor::new(domain::DistrictId::from_bytes([7; 16]), PERSON);
    assert!(may_write(&actor).is_ok());
    assert!(may_write(&Actor { read_only: true, ..actor }).is_err());
}
