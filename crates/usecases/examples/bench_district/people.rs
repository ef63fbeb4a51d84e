//! The invented framework, and sections with their learners and one educator who is signed in.

use domain::{
    CompetencyId, DistrictId, FrameworkId, LearnerId, OrganizationId, PersonId, SectionId, Timestamp,
    framework::{Competency, Extra, Framework},
    people::{Enrollment, Organization, Person, Role, RoleKind, Section, SectionRole},
    scale::Scale,
    time::Dates,
};
use serde_json::{Value, json};
use store::{Tx, session::Session};
use usecases::{App, Refusal, chance, sign_in};

/// A section with everybody in it.
pub struct FullSection {
    section: Section,
    school: Organization,
    people: Vec<Person>,
    enrollments: Vec<Enrollment>,
    /// Who learns in it.
    pub learners: Vec<LearnerId>,
    /// Who teaches it.
    pub educator: PersonId,
    /// What it works on.
    pub targets: Vec<CompetencyId>,
}

impl FullSection {
    /// Which section.
    pub fn id(&self) -> SectionId {
        self.section.id
    }

    /// What a driver needs of it; `session` is the secret of its educator's cookie,
    /// `token` of the API.
    pub fn printed(&self, district: DistrictId, session: &str, token: &str) -> Value {
        json!({
            "section": self.section.id.to_string(),
            "learners": self.learners.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "targets": self.targets.len(),
            "cookie": format!("onramp_session={district}.{session}"),
            "session": session,
            "token": token,
        })
    }
}

/// A framework of `count` competencies.
pub fn framework(district: DistrictId, count: usize) -> (Framework, Vec<Competency>) {
    let id = FrameworkId::derived(district, &["bench", "framework"]);
    let framework = Framework {
        id,
        guid: "bench".to_owned(),
        title: "Invented mathematics".to_owned(),
        creator: "Bench".to_owned(),
        version: None,
        adoption_status: None,
        language: Some("en".to_owned()),
        subjects: vec!["Mathematics".to_owned()],
        licence: None,
        scale: Scale::four_levels(),
        extra: Extra::new(),
    };
    let competency = |number: usize| Competency {
        id: CompetencyId::derived(district, &["bench", "competency", &number.to_string()]),
        framework: id,
        guid: format!("bench-{number}"),
        code: Some(format!("M.{}.{}", number / 10 + 1, number % 10 + 1)),
        statement: format!("Explains and uses idea {} of strand {}", number % 10 + 1, number / 10 + 1),
        short: Some(format!("Idea {} of strand {}", number % 10 + 1, number / 10 + 1)),
        kind: None,
        grades: vec!["05".to_owned()],
        position: i64::try_from(number).unwrap_or(i64::MAX),
        retired: false,
        extra: Extra::new(),
    };
    (framework, (0..count).map(competency).collect())
}

/// Saves a framework.
pub async fn save_framework(
    app: &App,
    district: DistrictId,
    framework: (Framework, Vec<Competency>),
) -> Result<(), Refusal> {
    app.db
        .write(framework, move |tx, (framework, competencies)| {
            Box::pin(async move {
                store::framework::put(tx, district, framework).await?;
                Ok(store::competency::put(tx, district, competencies).await?)
            })
        })
        .await
}

/// Section `number` with `learners` learners of its own.
pub fn section(
    district: DistrictId,
    number: usize,
    learners: usize,
    targets: &[CompetencyId],
) -> FullSection {
    let school_number = number / 40;
    let school = OrganizationId::derived(district, &["bench", "school", &school_number.to_string()]);
    let id = SectionId::derived(district, &["bench", "section", &number.to_string()]);
    let educator = person(district, number, None);
    let everybody: Vec<Person> = (0..learners).map(|place| person(district, number, Some(place))).collect();
    let place = |person: &Person, role| Enrollment {
        section: id,
        person: person.id,
        role,
        dates: Dates::ALWAYS,
        sourced_id: None,
    };
    let mut enrollments: Vec<Enrollment> =
        everybody.iter().map(|person| place(person, SectionRole::Learner)).collect();
    enrollments.push(place(&educator, SectionRole::Educator));
    FullSection {
        section: Section {
            id,
            organization: school,
            term: None,
            title: format!("Mathematics {}", number + 1),
            dates: Dates::ALWAYS,
            grades: vec!["05".to_owned()],
            subjects: vec!["Mathematics".to_owned()],
            sourced_id: None,
            extra: Extra::new(),
        },
        school: Organization {
            id: school,
            parent: None,
            kind: "school".to_owned(),
            name: format!("School {}", school_number + 1),
            sourced_id: None,
            extra: Extra::new(),
        },
        learners: everybody.iter().map(|person| person.id.as_learner()).collect(),
        educator: educator.id,
        targets: targets.to_vec(),
        people: everybody.into_iter().chain([educator]).collect(),
        enrollments,
    }
}

fn person(district: DistrictId, section: usize, place: Option<usize>) -> Person {
    const GIVEN: [&str; 12] =
        ["Ada", "Bo", "Chidi", "Dalia", "Emre", "Farah", "Goran", "Hana", "Ines", "Jun", "Kofi", "Lena"];
    const FAMILY: [&str; 11] = [
        "Abara", "Brook", "Castillo", "Dahl", "Eriksen", "Fontaine", "Garcia", "Haddad", "Ito", "Jansen",
        "Kaya",
    ];
    let which = place.map_or("educator".to_owned(), |place| place.to_string());
    let mixed = section * 31 + place.unwrap_or(97) * 7;
    Person {
        id: PersonId::derived(district, &["bench", "person", &section.to_string(), &which]),
        given_name: GIVEN[mixed % GIVEN.len()].to_owned(),
        family_name: format!("{}-{}", FAMILY[mixed % FAMILY.len()], place.map_or(0, |place| place + 1)),
        email: None,
        grade: place.map(|_| "05".to_owned()),
        language: None,
        sourced_id: Some(format!("b{section}-{which}")),
        active: true,
        extra: Extra::new(),
    }
}

fn session(person: PersonId, secret: &str, now: Timestamp) -> Session {
    Session {
        id: chance::session_id(now),
        token: sign_in::digest(secret),
        person,
        method: "link".to_owned(),
        device: "bench".to_owned(),
        created_at: now,
        seen_at: now,
        expires_at: now + jiff::SignedDuration::from_hours(12),
    }
}

/// Signs somebody in; the secret of their session.
pub async fn signed_in(app: &App, district: DistrictId, person: PersonId) -> Result<String, Refusal> {
    let (now, secret) = (chance::now(), sign_in::new_token());
    let session = session(person, &secret, now);
    app.db
        .write(session, move |tx, session| {
            Box::pin(async move { Ok::<_, Refusal>(store::session::add(tx, district, session).await?) })
        })
        .await?;
    Ok(secret)
}

/// Saves a section; with `signed_in`, the secret of a session of its educator.
pub async fn save(
    app: &App,
    district: DistrictId,
    section: &FullSection,
    signed_in: bool,
) -> Result<Option<String>, Refusal> {
    let now = chance::now();
    let secret = signed_in.then(sign_in::new_token);
    let session = secret.as_ref().map(|secret| session(section.educator, secret, now));
    let input = (
        section.section.clone(),
        section.school.clone(),
        section.people.clone(),
        section.enrollments.clone(),
        section.targets.clone(),
        session,
    );
    app.db.write(input, move |tx, input| Box::pin(put(tx, district, roles(input), input))).await?;
    Ok(secret)
}

type Saved = (Section, Organization, Vec<Person>, Vec<Enrollment>, Vec<CompetencyId>, Option<Session>);

fn roles((_, school, people, ..): &Saved) -> Vec<Role> {
    let role = |(place, person): (usize, &Person)| Role {
        person: person.id,
        kind: if place + 1 == people.len() { RoleKind::Educator } else { RoleKind::Learner },
        organization: school.id,
        dates: Dates::ALWAYS,
    };
    people.iter().enumerate().map(role).collect()
}

async fn put(
    tx: &mut Tx,
    district: DistrictId,
    roles: Vec<Role>,
    (section, school, people, enrollments, targets, session): &Saved,
) -> Result<(), Refusal> {
    store::organization::put(tx, district, std::slice::from_ref(school)).await?;
    store::person::put(tx, district, people).await?;
    store::role::put(tx, district, &roles).await?;
    store::section::put(tx, district, std::slice::from_ref(section)).await?;
    store::enrollment::put(tx, district, enrollments).await?;
    store::target::replace(tx, district, section.id, targets).await?;
    if let Some(session) = session {
        store::session::add(tx, district, session).await?;
    }
    Ok(())
}
