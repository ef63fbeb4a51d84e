//! Two schools, a class in each, and evidence that is just good enough for mastery, or just not.

#![expect(dead_code, reason = "each test file uses what it needs")]

use domain::{
    CompetencyId, LearnerId, OrganizationId, Points, SectionId, Timestamp,
    evidence::{Evidence, Fact, ScoredResult, Sequence, Source},
    framework::Extra,
    judgement::Mastery,
    people::{Enrollment, Organization, Role, RoleKind, Section, SectionRole},
    policy::Effect,
    time::Dates,
};
use usecases::{
    Actor, Refusal,
    adopt_policy::{Adopt, adopt_policy},
    adoption_steps::finish,
    chance,
    demonstration::content::{SUBJECTS, competency_id, framework},
    ledger::{self, NewEntry},
    rebuild_mastery::{Rebuild, Rebuilt, rebuild_mastery},
    set_policy::NewSetting,
    undo_adoption::undo_adoption,
};

use crate::fixtures::{Place, empty_districts, named};

/// Codes of two competencies.
pub const CODES: [&str; 2] = ["MA.RAT.1", "MA.RAT.2"];

/// Learners of each school.
pub const LEARNERS: usize = 24;

/// Two schools with everybody in them.
pub struct Schools {
    pub place: Place,
    /// Alder and Birch.
    pub ids: [OrganizationId; 2],
    /// One class in each.
    pub sections: [SectionId; 2],
    /// Learners of Alder, then of Birch, in id order each.
    pub learners: [Vec<LearnerId>; 2],
    /// Leads Alder.
    pub principal: Actor,
    /// An administrator of Alder only.
    pub school_administrator: Actor,
    /// Teaches the class of Alder.
    pub educator: Actor,
}

/// Two schools on every engine that is there.
pub async fn schools() -> Vec<Schools> {
    let mut all = Vec::new();
    for place in empty_districts().await {
        all.push(filled(place).await);
    }
    all
}

async fn filled(place: Place) -> Schools {
    let now = chance::now();
    let district = place.administrator.district;
    let actor = || Actor::new(district, chance::person_id(now));
    let some = || {
        let mut learners: Vec<LearnerId> =
            (0..LEARNERS).map(|_| chance::person_id(now).as_learner()).collect();
        learners.sort_unstable();
        learners
    };
    let schools = Schools {
        ids: [chance::organization_id(now), chance::organization_id(now)],
        sections: [chance::section_id(now), chance::section_id(now)],
        learners: [some(), some()],
        principal: actor(),
        school_administrator: actor(),
        educator: actor(),
        place,
    };
    let content = framework(district, &SUBJECTS[0]);
    let (organizations, roles, sections, places, people) = rows(&schools);
    schools
        .place
        .app
        .db
        .write((), move |tx, ()| {
            let (content, organizations) = (content.clone(), organizations.clone());
            let (roles, sections, places, people) =
                (roles.clone(), sections.clone(), places.clone(), people.clone());
            Box::pin(async move {
                store::framework::put(tx, district, &content.framework).await?;
                store::competency::put(tx, district, &content.competencies).await?;
                store::organization::put(tx, district, &organizations).await?;
                store::person::put(tx, district, &people).await?;
                store::role::put(tx, district, &roles).await?;
                store::section::put(tx, district, &sections).await?;
                store::enrollment::put(tx, district, &places).await?;
                Ok::<_, Refusal>(())
            })
        })
        .await
        .expect("the schools are made");
    // Ratings from 1 to 4 in every mixture, so that each cut divides them somewhere.
    let mut batch = Vec::new();
    for (place, learner) in schools.everybody().enumerate() {
        for (n, code) in CODES.iter().enumerate() {
            for piece in 0..=(place + n) % 4 {
                batch.push(schools.rating(
                    learner,
                    code,
                    (place * 7 + n * 3 + piece * 3 + place / 4) % 4 + 1,
                ));
            }
        }
    }
    schools.append(batch).await;
    schools
}

type Rows = (Vec<Organization>, Vec<Role>, Vec<Section>, Vec<Enrollment>, Vec<domain::people::Person>);

fn rows(all: &Schools) -> Rows {
    let school = |id, name: &str| Organization {
        id,
        parent: Some(all.place.organization),
        kind: "school".to_owned(),
        name: name.to_owned(),
        sourced_id: None,
        extra: Extra::new(),
    };
    let [alder, birch] = all.ids;
    let role = |person, kind, organization| Role { person, kind, organization, dates: Dates::ALWAYS };
    let mut roles = vec![
        role(all.principal.person, RoleKind::Principal, alder),
        role(all.school_administrator.person, RoleKind::Administrator, alder),
        role(all.educator.person, RoleKind::Educator, alder),
    ];
    let section = |id, organization, title: &str| Section {
        id,
        organization,
        term: None,
        title: title.to_owned(),
        dates: Dates::ALWAYS,
        grades: Vec::new(),
        subjects: Vec::new(),
        sourced_id: None,
        extra: Extra::new(),
    };
    let sections =
        vec![section(all.sections[0], alder, "Alder 7"), section(all.sections[1], birch, "Birch 7")];
    let place =
        |section, person, role| Enrollment { section, person, role, dates: Dates::ALWAYS, sourced_id: None };
    let mut places = vec![place(all.sections[0], all.educator.person, SectionRole::Educator)];
    let mut people = vec![
        named(all.principal.person, "Pia", "Leads"),
        named(all.school_administrator.person, "Sam", "Alder"),
        named(all.educator.person, "Tom", "Okafor"),
    ];
    for (n, learners) in all.learners.iter().enumerate() {
        for learner in learners {
            let person = learner.as_person();
            roles.push(role(person, RoleKind::Learner, all.ids[n]));
            places.push(place(all.sections[n], person, SectionRole::Learner));
            people.push(named(person, "Noor", "Berg"));
        }
    }
    (vec![school(alder, "Alder School"), school(birch, "Birch School")], roles, sections, places, people)
}

impl Schools {
    /// The administrator of the district.
    pub fn administrator(&self) -> &Actor {
        &self.place.administrator
    }

    /// Every learner.
    pub fn everybody(&self) -> impl Iterator<Item = LearnerId> {
        self.learners.iter().flatten().copied()
    }

    /// One of the two competencies.
    pub fn competency(&self, code: &str) -> CompetencyId {
        competency_id(self.administrator().district, code)
    }

    /// A rating of so many points out of 4.
    pub fn rating(&self, learner: LearnerId, code: &str, points: usize) -> NewEntry {
        let now = chance::now();
        let points = Points::whole(i32::try_from(points).expect("few points"));
        let evidence = Evidence {
            competency: self.competency(code),
            result: ScoredResult::new(points, Points::whole(4), None).expect("within the scale"),
            mastery_cut: None,
            result_group: None,
            source: Source::Rating,
            judge: None,
            instrument: Some("task".to_owned()),
            attempt: None,
            section: None,
            worked_at: now,
            note: None,
            attachment: None,
        };
        NewEntry { learner, id: chance::evidence_id(now), recorded_by: None, fact: Fact::Evidence(evidence) }
    }

    /// Appends through the ledger.
    pub async fn append(&self, batch: Vec<NewEntry>) -> Timestamp {
        let (district, now, size) = (self.administrator().district, chance::now(), batch.len());
        let appended = self
            .place
            .app
            .db
            .write(batch, move |tx, batch| Box::pin(ledger::append(tx, district, batch, now)))
            .await
            .expect("the ledger takes it");
        assert_eq!(appended.accepted(), size, "{:?}", appended.receipts);
        now
    }

    /// Every stored judgement.
    pub async fn stored(&self) -> Vec<Mastery> {
        let district = self.administrator().district;
        self.place
            .app
            .db
            .read((), |tx, ()| {
                Box::pin(async move {
                    store::mastery::after(tx, district, None, 10_000).await.map_err(Refusal::from)
                })
            })
            .await
            .expect("judgements are read")
    }

    /// Adopts a change to its end.
    pub async fn adopt(&self, actor: &Actor, change: NewSetting, for_past: bool) -> domain::AdoptionId {
        let app = &self.place.app;
        let id = adopt_policy(app, actor, Adopt { change, for_past }).await.expect("it is adopted");
        finish(app, actor.district, id, &|_, _| {}).await.expect("it is done");
        id
    }

    /// Undoes an adoption to its end.
    pub async fn undo(&self, actor: &Actor, id: domain::AdoptionId) {
        let app = &self.place.app;
        undo_adoption(app, actor, id, "A test").await.expect("it is undone");
        finish(app, actor.district, id, &|_, _| {}).await.expect("it is done");
    }

    /// Judges everything again from the ledger.
    pub async fn rebuilt(&self, write: bool) -> Rebuilt {
        let asked = Rebuild { as_of: None, write };
        let district = self.administrator().district;
        rebuild_mastery(&self.place.app, district, asked, |_, _| {}).await.expect("the ledger is read")
    }

    /// Throws every judgement away.
    pub async fn wipe(&self) {
        let district = self.administrator().district;
        self.place
            .app
            .db
            .write((), move |tx: &mut store::Tx, ()| {
                Box::pin(async move {
                    tx.run("delete from mastery where district_id = $1", &[district.into()]).await?;
                    Ok::<_, Refusal>(())
                })
            })
            .await
            .expect("judgements are wiped");
    }

    /// The last place of a learner's chain.
    pub async fn head(&self, learner: LearnerId) -> Sequence {
        let district = self.administrator().district;
        let heads = self
            .place
            .app
            .db
            .read((), |tx, ()| {
                Box::pin(async move {
                    store::learner::heads(tx, district, None, i64::MAX).await.map_err(Refusal::from)
                })
            })
            .await
            .expect("heads are read");
        heads.into_iter().find(|(of, _)| *of == learner).expect("a chain").1.sequence
    }
}

/// A change of one field.
pub fn change(scope: &str, field: &str, effect: Effect, value: &str) -> NewSetting {
    NewSetting {
        scope: scope.to_owned(),
        field: field.to_owned(),
        effect,
        value: value.to_owned(),
        effective_from: crate::fixtures::today(),
        why: "Agreed with the schools".to_owned(),
    }
}
