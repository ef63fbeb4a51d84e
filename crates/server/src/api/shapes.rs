//! Things that several answers hold: competencies, scales, learners, sections, what was found.

use domain::judgement::Finding;
use serde::{Deserialize, Serialize};
use usecases::class_list::{Columns, Listed};
use utoipa::{IntoParams, ToSchema};

use super::scalars::{Day, Id, Moment, Number};

/// A page of a list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// The most entries of the page: 1 to 1,000; 100 where it is not given.
    pub limit: Option<usize>,
    /// The `next` of the page before.
    pub after: Option<String>,
}

/// One thing a learner can be able to do.
#[derive(Debug, Serialize, ToSchema)]
pub struct Competency {
    /// Our id.
    pub id: Id,
    /// The framework.
    pub framework: Id,
    /// The code people use, such as `M.3.NF.1`.
    pub code: Option<String>,
    /// The shortest text that names it.
    pub label: String,
    /// The full statement; may hold Markdown and mathematics.
    pub statement: String,
    /// The publisher's identifier.
    pub guid: String,
    /// The publisher's word for its kind, such as `Standard`.
    pub kind: Option<String>,
    /// Grades, as written.
    pub grades: Vec<String>,
    /// No longer offered.
    pub retired: bool,
}

impl From<&domain::framework::Competency> for Competency {
    fn from(one: &domain::framework::Competency) -> Self {
        Self {
            id: one.id.into(),
            framework: one.framework.into(),
            code: one.code.clone(),
            label: one.label(),
            statement: one.statement.clone(),
            guid: one.guid.clone(),
            kind: one.kind.clone(),
            grades: one.grades.clone(),
            retired: one.retired,
        }
    }
}

/// Named levels, highest first, and where mastery begins.
#[derive(Debug, Serialize, ToSchema)]
pub struct Scale {
    /// Highest first.
    pub levels: Vec<Level>,
    /// Points at which a competency counts as mastered.
    pub mastery: Number,
    /// The most points.
    pub points_possible: Number,
}

/// One named level.
#[derive(Debug, Serialize, ToSchema)]
pub struct Level {
    /// What evidence and ratings name.
    pub code: String,
    /// What people read.
    pub name: String,
    /// The fewest points that reach it.
    pub points: Number,
}

impl From<&domain::scale::Scale> for Scale {
    fn from(scale: &domain::scale::Scale) -> Self {
        let level = |level: &domain::scale::Level| Level {
            code: level.code.clone(),
            name: level.name.clone(),
            points: level.points.into(),
        };
        Self {
            levels: scale.levels().iter().map(level).collect(),
            mastery: scale.mastery().into(),
            points_possible: scale.points_possible().into(),
        }
    }
}

/// Competencies as columns, with the scales of their frameworks.
#[derive(Debug, Serialize, ToSchema)]
pub struct Targets {
    /// In order.
    pub competencies: Vec<Competency>,
    /// Their frameworks, each once.
    pub scales: Vec<FrameworkScale>,
}

/// The scale of one framework.
#[derive(Debug, Serialize, ToSchema)]
pub struct FrameworkScale {
    /// The framework.
    pub framework: Id,
    /// Its title.
    pub title: String,
    /// Its scale.
    pub scale: Scale,
}

impl From<&Columns> for Targets {
    fn from(columns: &Columns) -> Self {
        let scale = |one: &domain::framework::Framework| FrameworkScale {
            framework: one.id.into(),
            title: one.title.clone(),
            scale: (&one.scale).into(),
        };
        Self {
            competencies: columns.competencies.iter().map(Into::into).collect(),
            scales: columns.frameworks.iter().map(scale).collect(),
        }
    }
}

/// A learner of a class list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Learner {
    /// Our id.
    pub id: Id,
    /// Given name first.
    pub name: String,
    /// Family name first.
    pub list_name: String,
}

impl From<&Listed> for Learner {
    fn from(one: &Listed) -> Self {
        Self { id: one.learner.into(), name: one.name.clone(), list_name: one.list_name.clone() }
    }
}

impl From<&domain::people::Person> for Learner {
    fn from(one: &domain::people::Person) -> Self {
        Self { id: one.id.into(), name: one.name(), list_name: one.list_name() }
    }
}

/// A class.
#[derive(Debug, Serialize, ToSchema)]
pub struct Section {
    /// Our id.
    pub id: Id,
    /// What people read.
    pub title: String,
    /// The school.
    pub organization: Id,
    /// First day.
    pub begins: Option<Day>,
    /// Last day.
    pub ends: Option<Day>,
    /// Grades, as written.
    pub grades: Vec<String>,
    /// Subjects, as written.
    pub subjects: Vec<String>,
    /// The roster source's identifier.
    pub sourced_id: Option<String>,
}

impl From<&domain::people::Section> for Section {
    fn from(one: &domain::people::Section) -> Self {
        Self {
            id: one.id.into(),
            title: one.title.clone(),
            organization: one.organization.into(),
            begins: one.dates.begins().map(Day),
            ends: one.dates.ends().map(Day),
            grades: one.grades.clone(),
            subjects: one.subjects.clone(),
            sourced_id: one.sourced_id.clone(),
        }
    }
}

/// What the evidence says of one learner in one competency.
#[derive(Debug, Serialize, ToSchema)]
pub struct Mastery {
    /// Points on the scale; `null` when there is not enough evidence, which is not failure.
    pub value: Option<Number>,
    /// Code of the level reached; `null` when there is not enough evidence.
    pub level: Option<String>,
    /// Whether the value reaches the mastery cut.
    pub mastered: bool,
    /// How much the newest piece moved the value; `null` when it is the first.
    pub trend: Option<Number>,
    /// Pieces of evidence that counted.
    pub evidence_count: i64,
    /// When the newest counted work was done.
    pub last_worked_at: Option<Moment>,
    /// Whether an educator's decision stands over the rule.
    pub decided: bool,
}

impl From<&Finding> for Mastery {
    fn from(found: &Finding) -> Self {
        Self {
            value: found.value.map(Number),
            level: found.level.clone(),
            mastered: found.mastered,
            trend: found.trend.map(Number),
            evidence_count: found.evidence_count,
            last_worked_at: found.last_worked_at.map(Moment),
            decided: found.decided,
        }
    }
}

/// Something was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct Made {
    /// Its id.
    pub id: Id,
}

/// An entry was appended to a learner's chain.
#[derive(Debug, Serialize, ToSchema)]
pub struct Appended {
    /// Its place in the chain.
    pub sequence: i64,
}

/// Why something is done.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// At least one character; kept in the ledger and shown with what was done.
    pub reason: String,
}
