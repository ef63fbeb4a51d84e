//! A class to judge in: thirty learners, two educators, families, and people who have no business there.

use domain::{
    AssociationId, CompetencyId, FrameworkId, LearnerId, OrganizationId, PersonId, SectionId,
    framework::{Association, AssociationKind, Competency, End, Extra, Framework},
    people::{Enrollment, Guardianship, Organization, Person, Role, RoleKind, Section, SectionRole},
    scale::Scale,
    time::Dates,
};
use store::Tx;
use usecases::{Actor, App, Refusal, chance};

use crate::fixtures::{Place, empty_districts, named};

/// A class and everybody around it.
pub struct Classroom {
    /// The district it is in.
    pub place: Place,
    /// The class.
    pub section: SectionId,
    /// Its learners, in the order of the class list.
    pub learners: Vec<LearnerId>,
    /// Its targets: the first comes before the second.
    pub targets: Vec<CompetencyId>,
    /// Teaches the class.
    pub educator: Actor,
    /// Teaches it too.
    pub colleague: Actor,
    /// Teaches another class.
    pub stranger: Actor,
    /// Helps in the class.
    pub aide: Actor,
    /// Leads the school.
    pub principal: Actor,
    /// Speaks for the first learner and may see.
    pub guardian: Actor,
    /// Speaks for the first learner and may not see.
    pub without_custody: Actor,
}

impl Classroom {
    /// The platform.
    pub fn app(&self) -> &App {
        &self.place.app
    }

    /// A learner as somebody who asks.
    pub fn as_actor(&self, learner: usize) -> Actor {
        Actor::new(self.educator.district, self.learners[learner].as_person())
    }
}

/// A classroom on every engine that is there.
pub async fn classrooms() -> Vec<Classroom> {
    let mut all = Vec::new();
    for place in empty_districts().await {
        all.push(classroom(place).await);
    }
    all
}

async fn classroom(place: Place) -> Classroom {
    let now = chance::now();
    let person = || chance::person_id(now);
    let actor = |person| Actor::new(place.administrator.district, person);
    let room = Classroom {
        section: chance::section_id(now),
        learners: (0..30).map(|_| person().as_learner()).collect(),
        targets: (1..=4).map(|n| competency_id(&place, n)).collect(),
        educator: actor(person()),
        colleague: actor(person()),
        stranger: actor(person()),
        aide: actor(person()),
        principal: actor(person()),
        guardian: actor(person()),
        without_custody: actor(person()),
        place,
    };
    let rows = Rows::of(&room);
    let app = room.app().clone();
    app.db
        .write(rows, |tx, rows: &Rows| Box::pin(async move { rows.put(tx).await }))
        .await
        .expect("the class is made");
    room
}

fn competency_id(place: &Place, number: usize) -> CompetencyId {
    CompetencyId::derived(place.administrator.district, &["classroom", &number.to_string()])
}

/// What is put into the district.
struct Rows {
    district: domain::DistrictId,
    school: Organization,
    people: Vec<Person>,
    roles: Vec<Role>,
    sections: Vec<Section>,
    enrollments: Vec<Enrollment>,
    guardianships: Vec<Guardianship>,
    framework: Framework,
    competencies: Vec<Competency>,
    associations: Vec<Association>,
    section: SectionId,
    targets: Vec<CompetencyId>,
}

impl Rows {
    fn of(room: &Classroom) -> Self {
        let district = room.educator.district;
        let now = chance::now();
        let school = chance::organization_id(now);
        let other = chance::section_id(now);
        let framework = FrameworkId::derived(district, &["classroom"]);
        let mut people: Vec<Person> = (1..)
            .zip(&room.learners)
            .map(|(n, learner)| {
                let person = named(learner.as_person(), "Learner", &format!("Number {n:02}"));
                Person { sourced_id: Some(format!("L{n}")), ..person }
            })
            .collect();
        let staff = [
            (&room.educator, "Tom", "Okafor"),
            (&room.colleague, "Ines", "Robledo"),
            (&room.stranger, "Una", "Known"),
            (&room.aide, "Ari", "Helper"),
            (&room.principal, "Pia", "Leads"),
            (&room.guardian, "Salma", "Guardian"),
            (&room.without_custody, "Nils", "Away"),
        ];
        people.extend(staff.map(|(actor, given, family)| named(actor.person, given, family)));
        let place = |section, person, role| Enrollment {
            section,
            person,
            role,
            dates: Dates::ALWAYS,
            sourced_id: None,
        };
        let mut enrollments = vec![
            place(room.section, room.educator.person, SectionRole::Educator),
            place(room.section, room.colleague.person, SectionRole::Educator),
            place(room.section, room.aide.person, SectionRole::Aide),
            place(other, room.stranger.person, SectionRole::Educator),
        ];
        let learners = room.learners.iter();
        enrollments.extend(learners.map(|one| place(room.section, one.as_person(), SectionRole::Learner)));
        let guardianship = |guardian: &Actor, may_see| Guardianship {
            guardian: guardian.person,
            learner: room.learners[0],
            relation: Some("parent".to_owned()),
            may_see,
            dates: Dates::ALWAYS,
        };
        let role =
            |person: PersonId, kind, organization| Role { person, kind, organization, dates: Dates::ALWAYS };
        let mut roles = vec![role(room.principal.person, RoleKind::Principal, school)];
        roles.extend(room.learners.iter().map(|one| role(one.as_person(), RoleKind::Learner, school)));
        Self {
            district,
            school: organization(school, room.place.organization),
            people,
            roles,
            sections: vec![
                section(room.section, school, "Mathematics 5"),
                section(other, school, "Science 5"),
            ],
            enrollments,
            guardianships: vec![
                guardianship(&room.guardian, true),
                guardianship(&room.without_custody, false),
            ],
            framework: document(framework),
            competencies: (1..).zip(&room.targets).map(|(n, id)| competency(*id, framework, n)).collect(),
            associations: vec![precedes(framework, room)],
            section: room.section,
            targets: room.targets.clone(),
        }
    }

    async fn put(&self, tx: &mut Tx) -> Result<(), Refusal> {
        let district = self.district;
        store::organization::put(tx, district, std::slice::from_ref(&self.school)).await?;
        store::person::put(tx, district, &self.people).await?;
        store::role::put(tx, district, &self.roles).await?;
        store::section::put(tx, district, &self.sections).await?;
        store::enrollment::put(tx, district, &self.enrollments).await?;
        store::guardianship::put(tx, district, &self.guardianships).await?;
        store::framework::put(tx, district, &self.framework).await?;
        store::competency::put(tx, district, &self.competencies).await?;
        store::association::put(tx, district, &self.associations).await?;
        store::target::replace(tx, district, self.section, &self.targets).await?;
        Ok(())
    }
}

fn organization(id: OrganizationId, parent: OrganizationId) -> Organization {
    Organization {
        id,
        parent: Some(parent),
        kind: "school".to_owned(),
        name: "Alder School".to_owned(),
        sourced_id: None,
        extra: Extra::new(),
    }
}

fn section(id: SectionId, organization: OrganizationId, title: &str) -> Section {
    Section {
        id,
        organization,
        term: None,
        title: title.to_owned(),
        dates: Dates::ALWAYS,
        grades: Vec::new(),
        subjects: Vec::new(),
        sourced_id: None,
        extra: Extra::new(),
    }
}

fn document(id: FrameworkId) -> Framework {
    Framework {
        id,
        guid: id.to_string(),
        title: "Mathematics 5".to_owned(),
        creator: "A test".to_owned(),
        version: None,
        adoption_status: None,
        language: None,
        subjects: Vec::new(),
        licence: None,
        scale: Scale::four_levels(),
        extra: Extra::new(),
    }
}

fn competency(id: CompetencyId, framework: FrameworkId, number: i64) -> Competency {
    Competency {
        id,
        framework,
        guid: id.to_string(),
        code: Some(format!("M.{number}")),
        statement: format!("Do the thing numbered {number}."),
        short: Some(format!("Thing {number}")),
        kind: None,
        grades: Vec::new(),
        position: number,
        retired: false,
        extra: Extra::new(),
    }
}

fn precedes(framework: FrameworkId, room: &Classroom) -> Association {
    let id = AssociationId::derived(room.educator.district, &["classroom", "precedes"]);
    let end = |id: CompetencyId| End { guid: id.to_string(), competency: Some(id), title: None };
    Association {
        id,
        framework,
        guid: id.to_string(),
        kind: AssociationKind::Precedes,
        origin: end(room.targets[0]),
        destination: end(room.targets[1]),
        position: None,
        extra: Extra::new(),
    }
}
