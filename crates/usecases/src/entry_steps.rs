//! From rows of a file to steps that append to the ledger: all rows of one learner together, in file
//! order, so that each learner is locked and judged once.

use std::collections::HashMap;

use domain::{
    CompetencyId, DistrictId, EvidenceId, LearnerId, PersonId, Timestamp,
    framework::{Competency, Extra, Framework},
    people::Person,
};
use store::Tx;

use crate::{
    Refusal,
    import_framework::local_guid,
    import_report::ImportReport,
    import_request::ImportRequest,
    import_steps::{Entries, Step, Steps, in_steps},
    known_competencies::{KnownCompetencies, NoCompetency, find_framework},
    known_people::{KnownPeople, NoPerson},
};

/// Entries of one step, so that it takes less than 50 ms.
const ENTRIES: usize = 1_000;

/// What names in a file lead to, and what is made because nothing has the name.
pub(crate) struct Naming {
    district: DistrictId,
    source: String,
    create: bool,
    people: KnownPeople,
    competencies: KnownCompetencies,
    framework: Option<Framework>,
    new_framework: bool,
    made_people: Vec<Person>,
    made_competencies: Vec<Competency>,
}

impl Naming {
    /// Loads what is known.
    pub async fn load(tx: &mut Tx, district: DistrictId, request: &ImportRequest) -> Result<Self, Refusal> {
        let options = &request.options;
        let mut framework = None;
        if let Some(name) = &options.framework {
            framework = find_framework(tx, district, name).await?;
            if framework.is_none() && !options.create {
                return Err(Refusal::invalid("framework", format!("\"{name}\" is not known here")));
            }
        }
        let preferred = framework.as_ref().map(|framework| framework.id);
        let mut competencies = KnownCompetencies::load(tx, district, preferred).await?;
        let mut new_framework = false;
        if let (None, Some(title)) = (&framework, &options.framework) {
            let made = made_framework(district, title)?;
            competencies.add_scale(&made);
            (framework, new_framework) = (Some(made), true);
        }
        Ok(Self {
            district,
            source: request.source.clone(),
            create: options.create,
            people: KnownPeople::load(tx, district).await?,
            competencies,
            framework,
            new_framework,
            made_people: Vec::new(),
            made_competencies: Vec::new(),
        })
    }

    /// Whom a name means; an unknown one is made when that was asked for.
    pub fn learner(&mut self, name: &str) -> Result<LearnerId, &'static str> {
        match self.people.find(name) {
            Ok(learner) => Ok(learner),
            Err(NoPerson::Several) => Err("several people have this name"),
            Err(NoPerson::Unknown) if self.create => {
                let id = PersonId::derived(self.district, &[&self.source, "user", name]);
                self.people.add(name, id);
                self.made_people.push(Person {
                    id,
                    given_name: name.to_owned(),
                    family_name: String::new(),
                    email: None,
                    grade: None,
                    language: None,
                    sourced_id: Some(name.to_owned()),
                    active: true,
                    extra: Extra::new(),
                });
                Ok(id.as_learner())
            }
            Err(NoPerson::Unknown) => Err("nobody here has this identifier, e-mail address or id"),
        }
    }

    /// What a name means; an unknown one is made in the framework that was named, if that was asked for.
    pub fn competency(&mut self, name: &str) -> Result<CompetencyId, &'static str> {
        match self.competencies.find(name) {
            Ok((id, _)) => Ok(id),
            Err(why @ NoCompetency::Several) => Err(why.said()),
            Err(why @ NoCompetency::Unknown) => match &self.framework {
                Some(framework) if self.create => {
                    let place = i64::try_from(self.made_competencies.len()).unwrap_or(i64::MAX);
                    let made = made_competency(self.district, framework, name, place);
                    let id = made.id;
                    self.competencies.add(&made);
                    self.made_competencies.push(made);
                    Ok(id)
                }
                _ => Err(why.said()),
            },
        }
    }

    /// The known competencies and their scales.
    pub fn competencies(&self) -> &KnownCompetencies {
        &self.competencies
    }

    /// The steps that make what had to be made, counted in the report.
    pub fn steps(self, report: &mut ImportReport) -> Vec<Step> {
        let mut steps = Vec::new();
        if !self.made_people.is_empty() {
            report.line("people").added += self.made_people.len() as u64;
        }
        if !self.made_competencies.is_empty() {
            if let Some(framework) = self.framework.filter(|_| self.new_framework) {
                report.line("frameworks").added += 1;
                steps.push(Step::Framework(Box::new(framework)));
            }
            report.line("competencies").added += self.made_competencies.len() as u64;
        }
        steps.extend(in_steps(self.made_competencies, Step::Competencies));
        steps.extend(in_steps(self.made_people, Step::People));
        steps
    }
}

/// What to do about a name that leads nowhere.
pub(crate) fn advice(field: &str, create: bool) -> &'static str {
    match (field, create) {
        ("learner", _) => "Import the roster first, or make unknown learners with --create.",
        (_, true) => "Say with --framework where unknown competencies are made.",
        (_, false) => {
            "Check the code; name the framework with --framework, and make unknown ones with --create."
        }
    }
}

/// The key of one entry: the same line of the same file is the same entry.
pub(crate) fn line_key(district: DistrictId, file: &str, line: u64, competency: CompetencyId) -> EvidenceId {
    EvidenceId::derived(district, &["line", file, &line.to_string(), &competency.to_string()])
}

/// Who writes entries down, and when their work was done if the file does not say.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Recording {
    pub district: DistrictId,
    pub by: PersonId,
    pub started_at: Timestamp,
}

/// Places of rows by learner, in the order learners first occur and file order within each.
#[derive(Default)]
pub(crate) struct Groups {
    places: HashMap<LearnerId, usize>,
    rows: Vec<Vec<u32>>,
}

impl Groups {
    /// Adds a row.
    pub fn add(&mut self, learner: LearnerId, row: u32) {
        let place = *self.places.entry(learner).or_insert_with(|| {
            self.rows.push(Vec::new());
            self.rows.len() - 1
        });
        self.rows[place].push(row);
    }

    /// The steps; `make` writes the entries of one row.
    pub fn steps(self, file: &str, make: impl Fn(u32, &mut Entries) + Send + 'static) -> Steps {
        let file = file.to_owned();
        let mut rest = self.rows.into_iter().flat_map(|rows| in_pieces(&rows)).peekable();
        Box::new(std::iter::from_fn(move || {
            rest.peek()?;
            let mut entries = Entries { file: file.clone(), new: Vec::new(), lines: Vec::new() };
            let mut rows = 0;
            while let Some(piece) = rest.next_if(|piece| rows == 0 || rows + piece.len() <= ENTRIES) {
                rows += piece.len();
                for row in piece {
                    make(row, &mut entries);
                }
            }
            Some(Step::Entries(entries))
        }))
    }
}

/// One learner's rows, cut only where they are far too many for one step.
fn in_pieces(rows: &[u32]) -> Vec<Vec<u32>> {
    rows.chunks(2 * ENTRIES).map(<[u32]>::to_vec).collect()
}

pub(crate) fn made_framework(district: DistrictId, title: &str) -> Result<Framework, Refusal> {
    let title = domain::text::required(title, 300).map_err(Refusal::text("framework"))?;
    let about = crate::import_framework::about(&title, None);
    Ok(Framework {
        id: domain::FrameworkId::derived(district, &["framework_csv", &about.guid, ""]),
        guid: local_guid(&title),
        title,
        creator: about.creator,
        version: None,
        adoption_status: None,
        language: None,
        subjects: Vec::new(),
        licence: None,
        scale: about.scale,
        extra: Extra::new(),
    })
}

/// With the ids that a table of the framework would give, so that a later table fills it in.
fn made_competency(district: DistrictId, framework: &Framework, name: &str, place: i64) -> Competency {
    let version = framework.version.as_deref().unwrap_or_default();
    let key = name.to_lowercase();
    Competency {
        id: CompetencyId::derived(district, &["framework_csv", &framework.guid, version, &key]),
        framework: framework.id,
        guid: CompetencyId::derived(district, &["framework_csv", &framework.guid, &key]).to_string(),
        code: Some(name.to_owned()),
        statement: name.to_owned(),
        short: None,
        kind: None,
        grades: Vec::new(),
        position: place,
        retired: false,
        extra: Extra::new(),
    }
}
