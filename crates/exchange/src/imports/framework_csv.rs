//! A framework as a simple table: `code,title,statement,parent,kind,grades,requires`.
//!
//! One competency a row, in the order people read them. `parent` is a code of the same file or
//! empty; several parents, grades and required codes are separated by semicolons. Only `code` and
//! one of `title` and `statement` are needed.

mod rows;

use std::collections::{HashMap, HashSet};

use domain::{
    DistrictId, FrameworkId,
    framework::{Association, Competency, Extra, Framework},
    scale::Scale,
};

use super::prerequisites::Pairs;
use crate::{
    Parsed, Problems,
    table::{Row, Table},
};
use rows::{Columns, cell, child_of, competency, parts};

/// What the file itself does not say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// A stable name of the framework; ids are made from it, so that the file can come in again.
    pub guid: String,
    /// What people read.
    pub title: String,
    /// Who made it.
    pub creator: String,
    /// The version text; another version is another framework.
    pub version: Option<String>,
    /// Language tag.
    pub language: Option<String>,
    /// Subjects.
    pub subjects: Vec<String>,
    /// Licence.
    pub licence: Option<String>,
    /// Named levels and the mastery cut.
    pub scale: Scale,
}

/// A framework from a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameworkTable {
    /// The framework.
    pub framework: Framework,
    /// In file order.
    pub competencies: Vec<Competency>,
    /// `isChildOf` and `precedes`.
    pub associations: Vec<Association>,
}

/// Reads the table. The batch is `None` when the file is broken.
pub fn read(district: DistrictId, about: &About, file: &str, bytes: &[u8]) -> Parsed<Option<FrameworkTable>> {
    let mut problems = Problems::default();
    let batch = Table::read(file, bytes, b",;\t", &mut problems)
        .and_then(|table| framework_table(district, about, &table, &mut problems));
    problems.finish(batch)
}

fn framework_table(
    district: DistrictId,
    about: &About,
    table: &Table,
    problems: &mut Problems,
) -> Option<FrameworkTable> {
    let columns = Columns::of(table, problems);
    columns.code?;
    let framework = framework(district, about);
    let mut rows: Vec<(Row<'_>, usize)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut competencies: Vec<Competency> = Vec::new();
    for row in table.rows() {
        let Some(competency) = competency(&framework, district, &row, &columns, competencies.len(), problems)
        else {
            continue;
        };
        let key = cell(&row, columns.code).to_lowercase();
        if places.contains_key(&key) {
            let what = "this code was already given; the row is left out";
            problems.add(row.error("code", what, "Give each row its own code.").with_value(&key));
            continue;
        }
        rows.push((row, competencies.len()));
        places.insert(key, competencies.len());
        competencies.push(competency);
    }
    let mut associations = Vec::new();
    let mut pairs = Pairs::new(district, framework.id, &competencies);
    for (row, place) in &rows {
        let child = &competencies[*place];
        for parent in parts(cell(row, columns.parent)) {
            let Some(parent_place) = places.get(&parent.to_lowercase()) else {
                let what = "no row has this code, so it cannot be the parent";
                problems.add(row.error("parent", what, "Check the spelling.").with_value(parent));
                continue;
            };
            associations.push(child_of(district, framework.id, child, &competencies[*parent_place]));
        }
        for code in parts(cell(row, columns.requires)) {
            pairs.add(row, ("requires", code), ("code", cell(row, columns.code)), problems);
        }
    }
    let circles = super::case::cycles(&associations);
    super::case::report_cycles(&table.file, &circles, problems);
    let broken: HashSet<_> = circles.into_iter().map(|circle| circle.broken).collect();
    associations.retain(|link| !broken.contains(&link.id));
    associations.extend(pairs.finish(problems));
    Some(FrameworkTable { framework, competencies, associations })
}

/// The id of the framework that a table becomes.
pub fn id(district: DistrictId, about: &About) -> FrameworkId {
    let version = about.version.as_deref().unwrap_or_default();
    FrameworkId::derived(district, &["framework_csv", &about.guid, version])
}

fn framework(district: DistrictId, about: &About) -> Framework {
    Framework {
        id: id(district, about),
        guid: about.guid.clone(),
        title: about.title.clone(),
        creator: about.creator.clone(),
        version: about.version.clone(),
        adoption_status: None,
        language: about.language.clone(),
        subjects: about.subjects.clone(),
        licence: about.licence.clone(),
        scale: about.scale.clone(),
        extra: Extra::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_become_competencies_with_parents_and_prerequisites() {
        let read = check(
            "code,title,statement,parent,kind,grades,requires,note\n\
             N,Numbers,I can use numbers,,Domain,3;4,,\n\
             N.1,Count,I can count to 1000,N,Target,3,,by tens\n\
             N.2,Add,\"I can add, with carrying\",N,Target,3,N.1,\n",
            0,
        )
        .expect("a framework");
        let words: Vec<_> = read.associations.iter().map(|link| link.kind.word()).collect();
        assert_eq!(words, ["isChildOf", "isChildOf", "precedes"]);
        assert_eq!(read.competencies[0].grades, ["3", "4"]);
        assert_eq!(read.competencies[1].extra.get("note"), Some("\"by tens\""));
        assert_eq!(read.competencies[2].statement, "I can add, with carrying");
    }

    #[test]
    fn a_broken_row_is_named_and_left_out() {
        let text =
            "code,title,parent,requires\nA,First,,\n,No code,,\nA,Again,,\nB,,,\nC,Third,Z,Y\nD,Fourth,D,A\n";
        let read = check(text, 5).expect("a framework");
        assert_eq!(read.competencies.len(), 3);
        assert_eq!(read.associations.len(), 1, "the circle and the unknown codes are left out");
    }

    #[test]
    fn the_same_file_gives_the_same_ids_and_another_version_gives_others() {
        let text = "code,title\nA,First\n";
        let first = check(text, 0).expect("a framework");
        assert_eq!(Some(&first), check(text, 0).as_ref());
        let later = About { version: Some("2".to_owned()), ..about() };
        let other = read(DISTRICT, &later, "f.csv", text.as_bytes()).batch.expect("a framework");
        assert_ne!(first.competencies[0].id, other.competencies[0].id);
        assert_eq!(first.competencies[0].guid, other.competencies[0].guid);
    }

    #[test]
    fn a_file_without_codes_is_broken() {
        assert_eq!(check("title\nFirst\n", 1), None);
    }

    const DISTRICT: DistrictId = DistrictId::from_bytes([1; 16]);

    fn about() -> About {
        About {
            guid: "demo".to_owned(),
            title: "Demonstration".to_owned(),
            creator: "Us".to_owned(),
            version: None,
            language: None,
            subjects: Vec::new(),
            licence: None,
            scale: Scale::four_levels(),
        }
    }

    #[track_caller]
    fn check(text: &str, errors: u64) -> Option<FrameworkTable> {
        let parsed = read(DISTRICT, &about(), "f.csv", text.as_bytes());
        assert_eq!(parsed.errors, errors, "{:?}", parsed.problems);
        parsed.batch
    }
}
