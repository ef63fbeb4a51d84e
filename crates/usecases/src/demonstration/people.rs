//! The people and places of the invented district, read from `demonstration/{learners,guardians,staff}.csv`.

use domain::{
    Date, DistrictId, OrganizationId, PersonId, SectionId, TermId,
    framework::Extra,
    people::{Enrollment, Guardianship, Organization, Person, Role, RoleKind, Section, SectionRole, Term},
    time::Dates,
};

use super::{
    NAMESPACE,
    content::{SUBJECTS, Subject, rows, teaching_order},
    school_days, table,
};

/// The most competencies that a section aims at.
const MOST_TARGETS: usize = 50;

/// Organization key, its parent's key, kind and name.
const PLACES: [(&str, Option<&str>, &str, &str); 4] = [
    ("riverbend", None, "district", "Riverbend (invented)"),
    ("otter-creek", Some("riverbend"), "school", "Otter Creek Middle School"),
    ("lantern-hill", Some("riverbend"), "school", "Lantern Hill School"),
    ("bridges", Some("lantern-hill"), "academy", "Bridges Academy"),
];

/// Subject, place, title and grade of each section.
const SECTIONS: [(&str, &str, &str, &str); 3] = [
    ("mathematics", "otter-creek", "Mathematics 7, first period", "7"),
    ("science", "lantern-hill", "Science 7, second period", "7"),
    ("languages", "bridges", "World language 9, fourth period", "9"),
];

/// Everybody and everything that a roster holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roster {
    /// The district first, then its schools and the academy inside one of them.
    pub organizations: Vec<Organization>,
    /// The term around today.
    pub term: Term,
    /// Staff, guardians and learners.
    pub people: Vec<Person>,
    /// One per subject.
    pub sections: Vec<Section>,
    /// Learners, educators, an aide, and a substitute for today.
    pub enrollments: Vec<Enrollment>,
    /// One role per person, at their own place.
    pub roles: Vec<Role>,
    /// Who speaks for whom; siblings share guardians, and one guardian may not see.
    pub guardianships: Vec<Guardianship>,
    /// What each section aims at.
    pub targets: Vec<Targets>,
}

/// What a section aims at this term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Targets {
    /// Which section.
    pub section: SectionId,
    /// Its subject.
    pub subject: Subject,
    /// Codes of the competencies, in the order they are taught.
    pub competencies: Vec<String>,
}

#[derive(serde::Deserialize)]
struct LearnerRow {
    given_name: String,
    family_name: String,
    grade: String,
    language: String,
    household: String,
    section: String,
    joins_after_weeks: u32,
}

#[derive(serde::Deserialize)]
struct GuardianRow {
    given_name: String,
    family_name: String,
    language: String,
    household: String,
    relation: String,
    may_see: String,
}

#[derive(serde::Deserialize)]
struct StaffRow {
    given_name: String,
    family_name: String,
    email: String,
    place: String,
    role: String,
    section: Option<String>,
}

/// The roster of the demonstration in `district`, with a term around `today`.
pub fn roster(district: DistrictId, today: Date) -> Roster {
    let term = term(district, today);
    let mut roster = Roster {
        organizations: PLACES.iter().map(|place| organization(district, place)).collect(),
        people: Vec::new(),
        sections: SECTIONS.iter().map(|section| self::section(district, &term, section)).collect(),
        enrollments: Vec::new(),
        roles: Vec::new(),
        guardianships: Vec::new(),
        targets: SUBJECTS.iter().map(|subject| targets(district, subject)).collect(),
        term,
    };
    add_staff(&mut roster, district, today);
    add_families(&mut roster, district);
    roster
}

fn add_staff(roster: &mut Roster, district: DistrictId, today: Date) {
    for (number, row) in (1..).zip(table::<StaffRow>(include_str!("../../demonstration/staff.csv"))) {
        let mut person = person(district, &format!("staff-{number:02}"), [row.given_name, row.family_name]);
        person.email = Some(row.email);
        let dates = if row.role == "substitute" {
            Dates::new(Some(today), Some(today)).expect("a day is in order")
        } else {
            roster.term.dates
        };
        if let (Some(section), Some(role)) = (row.section, SectionRole::from_word(&row.role)) {
            let section = section_id(district, &section);
            roster.enrollments.push(Enrollment { section, person: person.id, role, dates, sourced_id: None });
        }
        // Aides and substitutes are educators of the school; what they see is decided in the section.
        let kind = RoleKind::from_word(&row.role).unwrap_or(RoleKind::Educator);
        let organization = organization_id(district, &row.place);
        roster.roles.push(Role { person: person.id, kind, organization, dates });
        roster.people.push(person);
    }
}

fn add_families(roster: &mut Roster, district: DistrictId) {
    let term = roster.term.dates;
    let mut families: Vec<(GuardianRow, PersonId)> = Vec::new();
    for (number, row) in (1..).zip(table::<GuardianRow>(include_str!("../../demonstration/guardians.csv"))) {
        let names = [row.given_name.clone(), row.family_name.clone()];
        let mut person = person(district, &format!("guardian-{number:03}"), names);
        person.language = Some(row.language.clone());
        let organization = organization_id(district, "riverbend");
        roster.roles.push(Role {
            person: person.id,
            kind: RoleKind::Guardian,
            organization,
            dates: Dates::ALWAYS,
        });
        families.push((row, person.id));
        roster.people.push(person);
    }
    for (number, row) in (1..).zip(table::<LearnerRow>(include_str!("../../demonstration/learners.csv"))) {
        let mut person = person(district, &format!("learner-{number:03}"), [row.given_name, row.family_name]);
        person.grade = Some(row.grade);
        person.language = Some(row.language);
        let joins = term.begins().map(|begins| school_days::forward(begins, 7 * row.joins_after_weeks));
        let dates = Dates::new(joins, term.ends()).expect("learners join before the term ends");
        let section = section_id(district, &row.section);
        let place = SECTIONS.iter().find(|(subject, ..)| *subject == row.section).map_or("", |found| found.1);
        let organization = organization_id(district, place);
        roster.enrollments.push(Enrollment {
            section,
            person: person.id,
            role: SectionRole::Learner,
            dates,
            sourced_id: None,
        });
        roster.roles.push(Role { person: person.id, kind: RoleKind::Learner, organization, dates });
        for (guardian, id) in families.iter().filter(|(guardian, _)| guardian.household == row.household) {
            roster.guardianships.push(Guardianship {
                guardian: *id,
                learner: person.id.as_learner(),
                relation: Some(guardian.relation.clone()),
                may_see: guardian.may_see == "yes",
                dates: Dates::ALWAYS,
            });
        }
        roster.people.push(person);
    }
}

fn person(district: DistrictId, key: &str, [given_name, family_name]: [String; 2]) -> Person {
    Person {
        id: PersonId::derived(district, &[NAMESPACE, key]),
        given_name,
        family_name,
        email: None,
        grade: None,
        language: None,
        sourced_id: Some(key.to_owned()),
        active: true,
        extra: Extra::new(),
    }
}

fn organization_id(district: DistrictId, key: &str) -> OrganizationId {
    OrganizationId::derived(district, &[NAMESPACE, key])
}

fn section_id(district: DistrictId, subject: &str) -> SectionId {
    SectionId::derived(district, &[NAMESPACE, subject])
}

type Place = (&'static str, Option<&'static str>, &'static str, &'static str);

fn organization(district: DistrictId, (key, parent, kind, name): &Place) -> Organization {
    Organization {
        id: organization_id(district, key),
        parent: parent.map(|parent| organization_id(district, parent)),
        kind: (*kind).to_owned(),
        name: (*name).to_owned(),
        sourced_id: Some((*key).to_owned()),
        extra: Extra::new(),
    }
}

fn term(district: DistrictId, today: Date) -> Term {
    Term {
        id: TermId::derived(district, &[NAMESPACE, "term"]),
        parent: None,
        kind: "term".to_owned(),
        title: "This term".to_owned(),
        dates: school_days::term(today),
        sourced_id: Some("term".to_owned()),
        extra: Extra::new(),
    }
}

fn section(district: DistrictId, term: &Term, (subject, place, title, grade): &SectionPlace) -> Section {
    Section {
        id: section_id(district, subject),
        organization: organization_id(district, place),
        term: Some(term.id),
        title: (*title).to_owned(),
        dates: term.dates,
        grades: vec![(*grade).to_owned()],
        subjects: vec![(*subject).to_owned()],
        sourced_id: Some((*subject).to_owned()),
        extra: Extra::new(),
    }
}

type SectionPlace = (&'static str, &'static str, &'static str, &'static str);

fn targets(district: DistrictId, subject: &Subject) -> Targets {
    let rows = rows(subject);
    let taught = teaching_order(&rows).into_iter().take(MOST_TARGETS);
    Targets {
        section: section_id(district, subject.slug),
        subject: *subject,
        competencies: taught.map(|position| rows[position].code.clone()).collect(),
    }
}
