//! Learning outcomes as Canvas exports them: outcomes and the groups they are in, one a row.
//!
//! The file does not say what framework it is, so [`About`] does. A group becomes a competency of the
//! kind "group", an outcome one of the kind "outcome"; a deleted one is retired. A title without
//! spaces is taken as the code. Descriptions come as HTML and are read as text; the HTML is kept.
//!
//! The scale of the framework is the one that most outcomes have in their ratings. Outcomes with
//! other ratings keep them (`ratings`, `mastery_points`), but are judged on the framework's scale:
//! here a scale belongs to a framework. Calculation methods belong to policies, which are set by
//! scope and not by outcome: they are kept with each outcome and counted in [`CanvasOutcomes::methods`]
//! with the policy fields that do the same.
//!
//! Source: Canvas, "Outcomes CSV Format"; its importer for what it accepts.

mod methods;
mod ratings;
mod rows;

use std::collections::HashMap;

use domain::{
    DistrictId,
    framework::{AssociationKind, Extra},
    scale::Scale,
};

use super::{
    case::{FrameworkPackage, naming::Naming},
    framework_csv::About,
};
use crate::{
    Parsed, Problem, Problems,
    outline::{Outline, framework},
    table::{Row, Table},
};

pub use methods::Method;
use methods::Tally;
use rows::{Columns, entry};

/// A framework from Canvas, and how Canvas came to its scores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CanvasOutcomes {
    /// The framework.
    pub package: FrameworkPackage,
    /// The calculation methods of the outcomes, the most used first.
    pub methods: Vec<Method>,
}

/// Reads the table. The batch is `None` when the file is broken.
pub fn read(district: DistrictId, about: &About, file: &str, bytes: &[u8]) -> Parsed<Option<CanvasOutcomes>> {
    let mut problems = Problems::default();
    let batch = Table::read_ragged(file, bytes, b",;\t", &mut problems)
        .and_then(|table| outcomes(district, about, &table, &mut problems));
    problems.finish(batch)
}

fn outcomes(
    district: DistrictId,
    about: &About,
    table: &Table,
    problems: &mut Problems,
) -> Option<CanvasOutcomes> {
    let columns = Columns::of(table, problems);
    if problems.stopped() {
        return None;
    }
    let version = about.version.as_deref().unwrap_or_default();
    let naming = Naming { source: "canvas_outcomes", district, document: &about.guid, version };
    let mut outline = Outline::new(naming);
    let mut taken: Vec<Row<'_>> = Vec::new();
    let mut scales: Vec<Scale> = Vec::new();
    let mut tally = Tally::default();
    for row in table.rows() {
        let Some(entry) = entry(&row, &columns, problems) else { continue };
        let guid = entry.guid.clone();
        let is_outcome = entry.kind.as_deref() == Some(rows::OUTCOME);
        if !outline.add(entry) {
            let what = "this vendor_guid was already given; the row is left out";
            let problem = row.error("vendor_guid", what, "Give each outcome and group its own.");
            problems.add(problem.with_value(&guid));
            continue;
        }
        taken.push(row);
        if is_outcome {
            scales.extend(ratings::scale(&row, &columns, problems));
            tally.count(&row, &columns, problems);
        }
    }
    for row in taken {
        link_to_parents(&row, &columns, &mut outline, problems);
    }
    let mut framework = framework(naming, about);
    if let Some(scale) = most_common(&scales) {
        let others = scales.iter().filter(|one| **one != scale).count();
        if others > 0 {
            let what = format!(
                "{others} outcomes have other ratings than most; they are kept, and judged on the ratings of most"
            );
            let advice =
                "Import outcomes with other ratings as a framework of their own, if they must be judged so.";
            problems.add(Problem::warning(&table.file, what, advice).in_field("ratings"));
        }
        framework.scale = scale;
    }
    let package = outline.finish(framework, (&table.file, "parent_guids"), problems);
    Some(CanvasOutcomes { package, methods: tally.finish() })
}

/// The scale that comes most often; the first of those that come equally often.
fn most_common(scales: &[Scale]) -> Option<Scale> {
    let mut counts: HashMap<String, (usize, usize)> = HashMap::new();
    for (place, scale) in scales.iter().enumerate() {
        counts.entry(format!("{scale:?}")).or_insert((0, place)).0 += 1;
    }
    let best = counts.into_values().max_by_key(|(count, place)| (*count, std::cmp::Reverse(*place)))?;
    scales.get(best.1).cloned()
}

fn link_to_parents(row: &Row<'_>, columns: &Columns, outline: &mut Outline<'_>, problems: &mut Problems) {
    let guid = row.cell(columns.vendor_guid);
    let is_group = row.cell(columns.object_type).eq_ignore_ascii_case(rows::GROUP);
    let parents = row.cell(columns.parent_guids).split_whitespace();
    for (place, parent) in parents.enumerate() {
        let Some(found) = outline.find(parent) else {
            let what = "no row has this vendor_guid, so it cannot be the parent; the link is left out";
            let advice = "Check the spelling, or add a row for the group.";
            problems.add(row.error("parent_guids", what, advice).with_value(parent));
            continue;
        };
        if found.kind.as_deref() != Some(rows::GROUP) {
            let what = "the parent is an outcome, not a group; the link is kept";
            problems.add(row.warning("parent_guids", what, "Canvas takes groups only.").with_value(parent));
        }
        if is_group && place > 0 {
            let what = "a group has several parents; all are kept";
            problems.add(row.warning("parent_guids", what, "Canvas takes one only.").with_value(parent));
        }
        outline.state(AssociationKind::IsChildOf, guid, parent, Extra::new());
    }
}
