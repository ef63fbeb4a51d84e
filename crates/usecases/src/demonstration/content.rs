//! The three invented frameworks, read from `demonstration/framework_*.csv`.

use std::{cmp::Reverse, collections::BTreeMap, collections::BinaryHeap};

use domain::{
    AssociationId, CompetencyId, DistrictId, FrameworkId,
    framework::{Association, AssociationKind, Competency, End, Extra, Framework},
    scale::Scale,
};

use super::{NAMESPACE, table};

/// A subject of the demonstration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject {
    /// Short and stable: `mathematics`, `science`, `languages`.
    pub slug: &'static str,
    /// What people read.
    pub title: &'static str,
    /// The framework as a file: `code,title,statement,parent,kind,grades,requires`.
    pub csv: &'static str,
}

/// Every subject, one framework each.
pub const SUBJECTS: [Subject; 3] = [
    Subject {
        slug: "mathematics",
        title: "Riverbend Mathematics 6-8",
        csv: include_str!("../../demonstration/framework_mathematics.csv"),
    },
    Subject {
        slug: "science",
        title: "Riverbend Science 6-8",
        csv: include_str!("../../demonstration/framework_science.csv"),
    },
    Subject {
        slug: "languages",
        title: "Riverbend World Languages",
        csv: include_str!("../../demonstration/framework_languages.csv"),
    },
];

/// One line of a framework's file. Lists are separated by semicolons in the file.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub struct Row {
    /// Unique over all subjects: `MA.RAT.1`.
    pub code: String,
    /// Short title for a column.
    pub title: String,
    /// The full statement; may hold mathematics between dollar signs.
    pub statement: String,
    /// Code of the strand it lies in; `None` for a strand.
    pub parent: Option<String>,
    /// `Strand` or `Competency`.
    pub kind: String,
    /// Grades, as written.
    #[serde(deserialize_with = "list")]
    pub grades: Vec<String>,
    /// Codes to master before this one.
    #[serde(deserialize_with = "list")]
    pub requires: Vec<String>,
}

impl Row {
    /// Whether learners are judged on it; strands only hold competencies.
    pub fn is_competency(&self) -> bool {
        self.kind == "Competency"
    }
}

fn list<'de, D: serde::Deserializer<'de>>(cell: D) -> Result<Vec<String>, D::Error> {
    let text = <String as serde::Deserialize>::deserialize(cell)?;
    Ok(text.split(';').filter(|part| !part.is_empty()).map(str::to_owned).collect())
}

/// The lines of a subject's framework, in file order.
pub fn rows(subject: &Subject) -> Vec<Row> {
    table(subject.csv)
}

/// Positions of the competencies in `rows` in the order they are taught: prerequisites first, and the
/// strands side by side. What waits for a circle of prerequisites or an unknown code is left out.
pub fn teaching_order(rows: &[Row]) -> Vec<usize> {
    let mut waiting: BTreeMap<usize, Vec<&str>> = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| row.is_competency())
        .map(|(position, row)| (position, row.requires.iter().map(String::as_str).collect()))
        .collect();
    let mut ready = BinaryHeap::new();
    let mut order = Vec::with_capacity(waiting.len());
    loop {
        waiting.retain(|&position, requires| {
            let taught = requires.is_empty();
            if taught {
                ready.push(Reverse((place_in_strand(rows, position), position)));
            }
            !taught
        });
        let Some(Reverse((_, next))) = ready.pop() else { return order };
        order.push(next);
        for requires in waiting.values_mut() {
            requires.retain(|code| *code != rows[next].code);
        }
    }
}

fn place_in_strand(rows: &[Row], position: usize) -> usize {
    rows[..position].iter().filter(|earlier| earlier.parent == rows[position].parent).count()
}

/// A framework with its competencies and relations, ready to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameworkContent {
    /// The document, on the built-in scale of four levels.
    pub framework: Framework,
    /// Strands and competencies, in file order.
    pub competencies: Vec<Competency>,
    /// `isChildOf` for every line (a strand's end is the document) and `precedes` for every prerequisite.
    pub associations: Vec<Association>,
}

/// The id of the competency with this code in the demonstration of `district`.
pub fn competency_id(district: DistrictId, code: &str) -> CompetencyId {
    CompetencyId::derived(district, &[NAMESPACE, code])
}

/// The framework of `subject` as domain records of `district`.
pub fn framework(district: DistrictId, subject: &Subject) -> FrameworkContent {
    let id = FrameworkId::derived(district, &[NAMESPACE, subject.slug]);
    let rows = rows(subject);
    let document = End { guid: id.to_string(), competency: None, title: Some(subject.title.to_owned()) };
    let relation = |kind: AssociationKind, origin: End, destination: End, position| {
        let parts = [NAMESPACE, kind.word(), &origin.guid, &destination.guid];
        let own = AssociationId::derived(district, &parts);
        Association {
            id: own,
            framework: id,
            guid: own.to_string(),
            kind,
            origin,
            destination,
            position,
            extra: Extra::new(),
        }
    };
    let mut associations = Vec::new();
    for (position, row) in (1_i64..).zip(&rows) {
        let own = end(district, row);
        let parent = row.parent.as_ref().and_then(|code| rows.iter().find(|other| other.code == *code));
        let above = parent.map_or_else(|| document.clone(), |parent| end(district, parent));
        associations.push(relation(AssociationKind::IsChildOf, own.clone(), above, Some(position)));
        for required in rows.iter().filter(|other| row.requires.contains(&other.code)) {
            let earlier = end(district, required);
            associations.push(relation(AssociationKind::Precedes, earlier, own.clone(), None));
        }
    }
    let competencies =
        (1_i64..).zip(&rows).map(|(position, row)| competency(district, id, row, position)).collect();
    FrameworkContent { framework: document_of(id, subject), competencies, associations }
}

fn document_of(id: FrameworkId, subject: &Subject) -> Framework {
    Framework {
        id,
        guid: id.to_string(),
        title: subject.title.to_owned(),
        creator: "Riverbend (invented)".to_owned(),
        version: Some("1".to_owned()),
        adoption_status: Some("Adopted".to_owned()),
        language: Some("en".to_owned()),
        subjects: vec![subject.slug.to_owned()],
        licence: Some("Apache-2.0".to_owned()),
        scale: Scale::four_levels(),
        extra: Extra::new(),
    }
}

fn competency(district: DistrictId, framework: FrameworkId, row: &Row, position: i64) -> Competency {
    let id = competency_id(district, &row.code);
    Competency {
        id,
        framework,
        guid: id.to_string(),
        code: Some(row.code.clone()),
        statement: row.statement.clone(),
        short: Some(row.title.clone()),
        kind: Some(row.kind.clone()),
        grades: row.grades.clone(),
        position,
        retired: false,
        extra: Extra::new(),
    }
}

fn end(district: DistrictId, row: &Row) -> End {
    let id = competency_id(district, &row.code);
    End { guid: id.to_string(), competency: Some(id), title: Some(row.title.clone()) }
}
