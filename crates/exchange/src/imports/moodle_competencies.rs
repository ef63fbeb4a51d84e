//! A competency framework as Moodle exports it: one row for the framework, one for each competency.
//!
//! Moodle writes the header in the language of the site, so a header in another language is read by
//! position. Descriptions in HTML are read as text and kept. The framework's scale becomes the scale
//! here: Moodle lists values from the lowest and says which are proficient.
//!
//! What has no place here is kept with each competency and does nothing: a scale of its own, rules
//! (`Rule type`, `Rule outcome`, `Rule config`: how a parent follows from its children is a policy
//! here), the exported ID. Taxonomies give the kind of each level of the tree.
//!
//! Source: Moodle, `tool_lpimportcsv` (its columns and what it makes of them).

mod columns;
mod rows;
mod scales;

use domain::{
    DistrictId,
    framework::{AssociationKind, Extra, Framework},
};

use super::{
    case::{FrameworkPackage, naming::Naming},
    framework_csv::About,
};
use crate::{
    Parsed, Problem, Problems,
    outline::{Outline, framework, keep},
    table::{Row, Table},
};
use columns::Columns;

/// The most levels of the tree that have a kind of their own.
const MOST_TAXONOMIES: usize = 20;

/// Reads the table. What the framework's own row does not say is taken from `about`. The batch is
/// `None` when the file is broken.
pub fn read(
    district: DistrictId,
    about: &About,
    file: &str,
    bytes: &[u8],
) -> Parsed<Option<FrameworkPackage>> {
    let mut problems = Problems::default();
    let batch = Table::read(file, bytes, b",;\t", &mut problems)
        .and_then(|table| package(district, about, &table, &mut problems));
    problems.finish(batch)
}

fn package(
    district: DistrictId,
    about: &About,
    table: &Table,
    problems: &mut Problems,
) -> Option<FrameworkPackage> {
    let columns = Columns::of(table, problems)?;
    let head = head(table, &columns, problems);
    let named = head.and_then(|row| row.filled(columns.id_number));
    let document = named.unwrap_or(&about.guid);
    let version = about.version.as_deref().unwrap_or_default();
    let naming = Naming { source: "moodle_competencies", district, document, version };
    let mut framework = framework(naming, about);
    let kinds = head.map_or_else(Vec::new, |row| {
        describe(&mut framework, &row, &columns, problems);
        row.cell(columns.taxonomy).split(',').map(str::trim).take(MOST_TAXONOMIES).collect()
    });
    let mut outline = Outline::new(naming);
    let mut taken = Vec::new();
    let heads_scale = head.map(|row| (row.cell(columns.scale_values), row.cell(columns.scale_configuration)));
    for row in table.rows().filter(|row| !columns.is_framework(row)) {
        let Some(entry) = rows::entry(&row, &columns, heads_scale, problems) else { continue };
        let guid = entry.guid.clone();
        if outline.add(entry) {
            taken.push(row);
        } else {
            let what = "this ID number was already given; the row is left out";
            problems.add(row.error("ID number", what, "Give each competency its own.").with_value(&guid));
        }
    }
    for row in &taken {
        link(row, &columns, &mut outline, problems);
    }
    let mut package = outline.finish(framework, (&table.file, "Parent ID number"), problems);
    rows::set_kinds(&mut package, &kinds);
    Some(package)
}

/// The framework's own row; a second one is reported.
fn head<'t>(table: &'t Table, columns: &Columns, problems: &mut Problems) -> Option<Row<'t>> {
    let mut heads = table.rows().filter(|row| columns.is_framework(row));
    let head = heads.next();
    for other in heads {
        let what = "a second row says that it is the framework; it is left out";
        let problem = other.error("Is framework", what, "Send each framework as a file of its own.");
        problems.add(problem.with_value(other.cell(columns.id_number)));
    }
    if head.is_none() {
        let what = "no row says that it is the framework; title and scale are those given with the file";
        let advice = "Write 1 under \"Is framework\" in the framework's own row.";
        problems.add(Problem::warning(&table.file, what, advice).in_field("Is framework"));
    }
    head
}

/// What the framework's own row says.
fn describe(framework: &mut Framework, row: &Row<'_>, columns: &Columns, problems: &mut Problems) {
    if let Some(title) = row.filled(columns.short_name) {
        title.clone_into(&mut framework.title);
    }
    for (name, column) in [
        ("description", columns.description),
        ("descriptionformat", columns.description_format),
        ("scalevalues", columns.scale_values),
        ("scaleconfiguration", columns.scale_configuration),
        ("taxonomies", columns.taxonomy),
    ] {
        if let Some(cell) = row.filled(column) {
            keep(&mut framework.extra, name, cell);
        }
    }
    if let Some(scale) = scales::scale(row, columns, problems) {
        framework.scale = scale;
    }
}

fn link(row: &Row<'_>, columns: &Columns, outline: &mut Outline<'_>, problems: &mut Problems) {
    let guid = row.cell(columns.id_number);
    if let Some(parent) = row.filled(columns.parent) {
        if outline.find(parent).is_some() {
            outline.state(AssociationKind::IsChildOf, guid, parent, Extra::new());
        } else {
            let what = "no row has this ID number, so it cannot be the parent; the link is left out";
            problems.add(row.error("Parent ID number", what, "Check the spelling.").with_value(parent));
        }
    }
    let related = row.cell(columns.related).split(',').map(str::trim).filter(|other| !other.is_empty());
    for other in related.map(|other| other.replace("%2C", ",")) {
        if outline.find(&other).is_none() {
            let what = "no row has this ID number, so it cannot be related; the link is left out";
            let field = "Cross-referenced competency ID numbers";
            problems.add(row.error(field, what, "Check the spelling.").with_value(&other));
        } else if !outline.has_stated(&AssociationKind::IsRelatedTo, guid, &other) {
            outline.state(AssociationKind::IsRelatedTo, guid, &other, Extra::new());
        }
    }
}
