//! The invented things that every case stands on, and one of each with everything or nothing filled in.

use domain::{
    CompetencyId, Date, DistrictId, FrameworkId, LearnerId, OrganizationId, PersonId, SectionId, Timestamp,
    framework::{Competency, Extra, Framework},
    people::{Enrollment, Organization, Person, Section, SectionRole},
    scale::Scale,
    time::Dates,
};
use store::{StoreError, Tx, district::District};

pub const DISTRICT: DistrictId = DistrictId::from_bytes([0xD1; 16]);
pub const ELSEWHERE: DistrictId = DistrictId::from_bytes([0xD2; 16]);
pub const SCHOOL: OrganizationId = OrganizationId::from_bytes([0x0A; 16]);
pub const SECTION: SectionId = SectionId::from_bytes([0x5E; 16]);
pub const FRAMEWORK: FrameworkId = FrameworkId::from_bytes([0xF0; 16]);

/// Person `n`; 1 to 5 are there from the start, as learners of [`SECTION`].
pub const fn person(n: u8) -> PersonId {
    PersonId::from_bytes([n; 16])
}

pub const fn learner(n: u8) -> LearnerId {
    person(n).as_learner()
}

/// Competency `n`; 1 to 5 are there from the start.
pub const fn competency(n: u8) -> CompetencyId {
    CompetencyId::from_bytes([0xC0 + n; 16])
}

/// A moment `seconds` after the sample's morning, to the microsecond.
pub fn at(seconds: i64) -> Timestamp {
    Timestamp::from_microsecond(1_790_000_000_123_456 + seconds * 1_000_000).expect("a moment")
}

pub fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

pub fn autumn() -> Dates {
    Dates::new(Some(day("2026-09-01")), Some(day("2026-12-18"))).expect("in order")
}

pub fn extra() -> Extra {
    [("metadata.house", "\"Ash\""), ("uri", "\"https://example.org/it's\"")]
        .map(|(name, json)| (name.to_owned(), json.to_owned()))
        .into()
}

/// A text that is there.
#[expect(clippy::unnecessary_wraps, reason = "reads as the value of an optional field")]
pub fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// A person of whom only the names are known.
pub fn bare_person(id: PersonId, given_name: &str, family_name: &str) -> Person {
    Person {
        id,
        given_name: given_name.to_owned(),
        family_name: family_name.to_owned(),
        email: None,
        grade: None,
        language: None,
        sourced_id: None,
        active: true,
        extra: Extra::new(),
    }
}

/// A competency of which only the statement is known.
pub fn bare_competency(id: CompetencyId, statement: &str) -> Competency {
    Competency {
        id,
        framework: FRAMEWORK,
        guid: id.to_string(),
        code: None,
        statement: statement.to_owned(),
        short: None,
        kind: None,
        grades: vec![],
        position: i64::from(id.as_bytes()[0]),
        retired: false,
        extra: Extra::new(),
    }
}

pub fn framework() -> Framework {
    Framework {
        id: FRAMEWORK,
        guid: "f-1".to_owned(),
        title: "Making things".to_owned(),
        creator: "Riverbend".to_owned(),
        version: None,
        adoption_status: None,
        language: None,
        subjects: vec![],
        licence: None,
        scale: Scale::four_levels(),
        extra: Extra::new(),
    }
}

pub fn place(section: SectionId, person: PersonId, role: SectionRole) -> Enrollment {
    Enrollment { section, person, role, dates: Dates::ALWAYS, sourced_id: None }
}

/// Two districts; in the first a school, a section, five learners in it, and five competencies.
pub async fn lay(tx: &mut Tx) -> Result<(), StoreError> {
    for (id, name, code) in [(DISTRICT, "Riverbend", "riverbend"), (ELSEWHERE, "Elsewhere", "elsewhere")] {
        let district = District { id, name: name.to_owned(), code: code.to_owned(), demonstration: true };
        store::district::add(tx, &district, at(0)).await?;
    }
    let school = Organization {
        id: SCHOOL,
        parent: None,
        kind: "school".to_owned(),
        name: "Ash Street School".to_owned(),
        sourced_id: None,
        extra: Extra::new(),
    };
    store::organization::put(tx, DISTRICT, &[school]).await?;
    let section = Section {
        id: SECTION,
        organization: SCHOOL,
        term: None,
        title: "Workshop".to_owned(),
        dates: Dates::ALWAYS,
        grades: vec![],
        subjects: vec![],
        sourced_id: None,
        extra: Extra::new(),
    };
    store::section::put(tx, DISTRICT, &[section]).await?;
    let people: Vec<Person> =
        (1..=5).map(|n| bare_person(person(n), &format!("Given{n}"), "Sample")).collect();
    store::person::put(tx, DISTRICT, &people).await?;
    let places: Vec<Enrollment> = (1..=5).map(|n| place(SECTION, person(n), SectionRole::Learner)).collect();
    store::enrollment::put(tx, DISTRICT, &places).await?;
    store::framework::put(tx, DISTRICT, &framework()).await?;
    let competencies: Vec<Competency> =
        (1..=5).map(|n| bare_competency(competency(n), &format!("Can do thing {n}"))).collect();
    store::competency::put(tx, DISTRICT, &competencies).await
}
