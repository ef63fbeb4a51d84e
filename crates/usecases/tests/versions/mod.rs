//! A school with one framework in two versions, a class that works on it, and one learner.

use domain::{
    CompetencyId, FrameworkId, LearnerId, Points, SectionId,
    chain::Digest,
    evidence::{Evidence, Fact, ScoredResult, Sequence, Source},
    judgement::{Context, Mastery},
    people::{Enrollment, Organization, Section, SectionRole},
    time::Dates,
};
use usecases::{
    Actor, App, Refusal,
    adopt_version::{AdoptedVersion, Adoption, adopt_version},
    chance,
    import_files::import_files,
    import_report::{ImportState, ShownImport},
    import_request::{ImportKind, ImportOptions, ImportRequest},
    ledger::{self, NewEntry, Receipt},
    rebuild_mastery::{Rebuild, rebuild_mastery},
};

use crate::fixtures::{Place, named};

pub mod packages;

/// The first version.
pub const V1: &str = "code,statement,parent\nF.1,Divide a whole into equal parts,\n\
    F.2,Compare two fractions and order several on a number line,\nF.3,Name fractions in words and figures,\n";

/// The second: `F.2` became two, `F.3` has another code.
pub const V2: &str = "code,statement,parent\nF.1,Divide a whole into equal parts,\n\
    F.2a,Compare two fractions,\nF.2b,Order several fractions on a number line,\n\
    F.9,Name fractions in words and figures,\n";

/// A district with everything that a version needs to be tried.
pub struct School {
    place: Place,
    section: SectionId,
    /// Who learns.
    pub learner: LearnerId,
    /// Who teaches them.
    pub educator: Actor,
}

impl School {
    /// A school whose class has all competencies of the first version as targets.
    pub async fn with(place: Place, first: &str) -> Self {
        let now = chance::now();
        let (section, learner) = (chance::section_id(now), chance::person_id(now).as_learner());
        let educator = Actor::new(place.administrator.district, chance::person_id(now));
        let school = Self { place, section, learner, educator };
        school.import(first, "1").await;
        let targets: Vec<CompetencyId> = school.of("1").await.into_iter().map(|one| one.id).collect();
        let (district, people, organization) = (
            school.educator.district,
            (school.educator.person, learner.as_person()),
            school.place.organization,
        );
        school
            .app()
            .db
            .write(targets, move |tx, targets| {
                Box::pin(async move {
                    let all = [named(people.0, "Tom", "Okafor"), named(people.1, "Noor", "Berg")];
                    store::person::put(tx, district, &all).await?;
                    let organizations = [Organization {
                        id: organization,
                        parent: None,
                        kind: "district".to_owned(),
                        name: "Test district".to_owned(),
                        sourced_id: None,
                        extra: domain::framework::Extra::new(),
                    }];
                    store::organization::put(tx, district, &organizations).await?;
                    let class = Section {
                        id: section,
                        organization,
                        term: None,
                        title: "Fractions 4".to_owned(),
                        dates: Dates::ALWAYS,
                        grades: Vec::new(),
                        subjects: Vec::new(),
                        sourced_id: None,
                        extra: domain::framework::Extra::new(),
                    };
                    store::section::put(tx, district, &[class]).await?;
                    let place = |person, role| Enrollment {
                        section,
                        person,
                        role,
                        dates: Dates::ALWAYS,
                        sourced_id: None,
                    };
                    let places =
                        [place(people.0, SectionRole::Educator), place(people.1, SectionRole::Learner)];
                    store::enrollment::put(tx, district, &places).await?;
                    store::target::replace(tx, district, section, targets).await?;
                    Ok::<_, Refusal>(())
                })
            })
            .await
            .expect("the class is made");
        school
    }

    /// The platform.
    pub fn app(&self) -> &App {
        &self.place.app
    }

    /// Its administrator.
    pub fn administrator(&self) -> &Actor {
        &self.place.administrator
    }

    /// Brings in a table as a version.
    pub async fn import(&self, table: &str, version: &str) -> ShownImport {
        let request = ImportRequest {
            kind: ImportKind::Framework,
            source: format!("version {version}"),
            files: vec![("Fractions.csv".to_owned(), table.as_bytes().to_vec())],
            options: ImportOptions { version: Some(version.to_owned()), ..ImportOptions::default() },
        };
        let done =
            import_files(self.app(), self.administrator(), request, &|_, _| {}).await.expect("it is read");
        assert_eq!(done.state, ImportState::Applied, "{:?}", done.report.problems);
        done
    }

    async fn framework(&self, version: &str) -> FrameworkId {
        let all = usecases::browse_framework::list_frameworks(self.app(), self.administrator()).await;
        let mut all = all.expect("listed").into_iter().map(|one| one.framework);
        all.find(|one| one.version.as_deref() == Some(version)).expect("this version").id
    }

    /// The first version.
    pub async fn first(&self) -> FrameworkId {
        self.framework("1").await
    }

    /// Both versions.
    pub async fn pair(&self) -> (FrameworkId, FrameworkId) {
        (self.framework("1").await, self.framework("2").await)
    }

    async fn of(&self, version: &str) -> Vec<domain::framework::Competency> {
        let framework = self.framework(version).await;
        let tree =
            usecases::browse_framework::browse_framework(self.app(), self.administrator(), framework).await;
        tree.expect("it is there").nodes.into_iter().map(|node| node.competency).collect()
    }

    async fn coded(&self, version: &str, code: &str) -> CompetencyId {
        let all = self.of(version).await;
        all.into_iter().find(|one| one.code.as_deref() == Some(code)).expect("this code").id
    }

    /// A competency of the first version.
    pub async fn old(&self, code: &str) -> CompetencyId {
        self.coded("1", code).await
    }

    /// A competency of the second.
    pub async fn newer(&self, code: &str) -> CompetencyId {
        self.coded("2", code).await
    }

    /// What a competency says.
    pub async fn statement(&self, competency: CompetencyId) -> String {
        let shown = usecases::show_competency_detail::show_competency_detail(
            self.app(),
            self.administrator(),
            competency,
        );
        shown.await.expect("it is there").competency.statement
    }

    /// Rates the learner in the first version.
    pub async fn rate(&self, code: &str, points: i32) -> Sequence {
        let competency = self.old(code).await;
        self.rated(competency, points).await
    }

    /// Rates the learner in the second version.
    pub async fn rate_new(&self, code: &str, points: i32) -> Sequence {
        let competency = self.newer(code).await;
        self.rated(competency, points).await
    }

    /// Rates the learner.
    pub async fn rated(&self, competency: CompetencyId, points: i32) -> Sequence {
        let evidence = Evidence {
            competency,
            result: ScoredResult::new(Points::whole(points), Points::whole(4), None).expect("a result"),
            mastery_cut: None,
            result_group: None,
            source: Source::Rating,
            judge: Some(self.educator.person),
            instrument: None,
            attempt: None,
            section: Some(self.section),
            worked_at: chance::now(),
            note: None,
            attachment: None,
        };
        self.append(Fact::Evidence(evidence)).await
    }

    /// Takes an entry back.
    pub async fn take_back(&self, of: Sequence) -> Sequence {
        self.append(Fact::Retraction { of, reason: "a slip".to_owned() }).await
    }

    async fn append(&self, fact: Fact) -> Sequence {
        let now = chance::now();
        let entry = NewEntry { learner: self.learner, id: chance::evidence_id(now), recorded_by: None, fact };
        let district = self.educator.district;
        let appended = self
            .app()
            .db
            .write(vec![entry], move |tx, batch| Box::pin(ledger::append(tx, district, batch, now)))
            .await
            .expect("the ledger takes it");
        match appended.receipts.as_slice() {
            [Receipt::Accepted(sequence)] => *sequence,
            other => panic!("it was not taken: {other:?}"),
        }
    }

    /// Adopts the second version with everything that follows.
    pub async fn adopt(&self, (old, new): (FrameworkId, FrameworkId)) -> AdoptedVersion {
        let asked = Adoption { old, new, move_targets: true, give_up: Vec::new() };
        adopt_version(self.app(), self.administrator(), asked, &|_, _| {}).await.expect("it is adopted")
    }

    /// The learner's judgement in the record.
    pub async fn judged(&self, competency: CompetencyId) -> Option<Mastery> {
        let asked = (self.educator.district, self.learner, competency);
        self.app()
            .db
            .read(asked, |tx, (district, learner, competency)| {
                Box::pin(async move {
                    let found =
                        store::mastery::find(tx, *district, *learner, *competency, Context::Record).await;
                    Ok::<_, Refusal>(found?)
                })
            })
            .await
            .expect("it is read")
    }

    /// The head of the learner's chain.
    pub async fn chain(&self) -> Vec<Digest> {
        let asked = (self.educator.district, self.learner);
        self.app()
            .db
            .read(asked, |tx, (district, learner)| {
                Box::pin(async move {
                    let all = store::evidence::histories(tx, *district, *learner, &[]).await?;
                    Ok::<_, Refusal>(all.into_iter().map(|one| one.seal).collect())
                })
            })
            .await
            .expect("it is read")
    }

    /// What the class works on.
    pub async fn targets(&self) -> Vec<CompetencyId> {
        let asked = (self.educator.district, self.section);
        self.app()
            .db
            .read(asked, |tx, (district, section)| {
                Box::pin(async move {
                    Ok::<_, Refusal>(store::target::of_section(tx, *district, *section).await?)
                })
            })
            .await
            .expect("it is read")
    }

    /// Checks that the ledger gives exactly the stored judgements.
    pub async fn assert_rebuilt(&self, when: &str) {
        let district = self.educator.district;
        let rebuilt =
            rebuild_mastery(self.app(), district, Rebuild::default(), |_, _| {}).await.expect("rebuilt");
        assert!(rebuilt.is_same() && rebuilt.cells > 0, "{when}: {rebuilt:?}");
    }
}
