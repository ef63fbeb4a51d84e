//! The fields of a competency that a version or a person may change.

use std::collections::BTreeSet;

use domain::framework::Competency;

/// A field of a competency.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The code people use.
    Code,
    /// The full statement.
    Statement,
    /// The short title.
    Short,
    /// The publisher's word for its kind.
    Kind,
    /// The grades.
    Grades,
    /// Whether it is retired.
    Retired,
    /// A kept field of the file, by its name.
    Kept(String),
}

/// Fields that change with every version and say nothing: dates of change, addresses.
const OF_THE_FILE: [&str; 3] = ["lastChangeDateTime", "uri", "CFDocumentURI"];

const NAMED: [Field; 6] =
    [Field::Code, Field::Statement, Field::Short, Field::Kind, Field::Grades, Field::Retired];

impl Field {
    /// The word in forms, reports and the API: a kept field is its name in the file.
    pub fn word(&self) -> String {
        match self {
            Self::Code => "code",
            Self::Statement => "statement",
            Self::Short => "short title",
            Self::Kind => "kind",
            Self::Grades => "grades",
            Self::Retired => "retired",
            Self::Kept(name) => name,
        }
        .to_owned()
    }

    /// What the field holds, as text: grades and kept fields as JSON; `None` when it is empty.
    pub fn of(&self, competency: &Competency) -> Option<String> {
        match self {
            Self::Code => competency.code.clone(),
            Self::Statement => Some(competency.statement.clone()),
            Self::Short => competency.short.clone(),
            Self::Kind => competency.kind.clone(),
            Self::Grades if competency.grades.is_empty() => None,
            Self::Grades => Some(serde_json::Value::from(competency.grades.clone()).to_string()),
            Self::Retired => competency.retired.then(|| "true".to_owned()),
            Self::Kept(name) => competency.extra.get(name).map(str::to_owned),
        }
    }

    /// Puts in what [`Field::of`] gave. A statement cannot be emptied: then it stays.
    pub fn put(&self, competency: &mut Competency, text: Option<String>) {
        match self {
            Self::Code => competency.code = text,
            Self::Statement => competency.statement = text.unwrap_or_else(|| competency.statement.clone()),
            Self::Short => competency.short = text,
            Self::Kind => competency.kind = text,
            Self::Grades => {
                let grades = text.and_then(|text| serde_json::from_str(&text).ok());
                competency.grades = grades.unwrap_or_default();
            }
            Self::Retired => competency.retired = text.is_some(),
            Self::Kept(name) => match text {
                Some(json) => competency.extra.insert(name.clone(), json),
                None => competency.extra.remove(name),
            },
        }
    }
}

/// The fields in which two competencies differ.
pub(super) fn differing(one: &Competency, other: &Competency) -> Vec<Field> {
    let kept: BTreeSet<&str> = one.extra.keys().chain(other.extra.keys()).collect();
    let kept = kept.into_iter().filter(|name| !OF_THE_FILE.contains(name));
    let fields = NAMED.into_iter().chain(kept.map(|name| Field::Kept(name.to_owned())));
    fields.filter(|field| field.of(one) != field.of(other)).collect()
}
