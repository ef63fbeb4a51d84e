//! Rows of the table to competencies.

use std::collections::HashMap;

use domain::{framework::AssociationKind, text};

use super::columns::Columns;
use crate::{
    Problems,
    imports::case::FrameworkPackage,
    outline::{Entry, keep},
    plain_text::of_html,
    table::Row,
};

const MOST_NAME_CHARACTERS: usize = 300;
const MOST_STATEMENT_CHARACTERS: usize = 20_000;

/// Formats of a description that are HTML: Moodle's own, and HTML.
const HTML: [&str; 3] = ["", "0", "1"];

/// Formats that are text as it is: plain, wiki, Markdown.
const TEXT: [&str; 3] = ["2", "3", "4"];

/// One competency; `None` after reporting why the row is left out.
pub(super) fn entry(
    row: &Row<'_>,
    columns: &Columns,
    heads_scale: Option<(&str, &str)>,
    problems: &mut Problems,
) -> Option<Entry> {
    let guid = required(row, "ID number", columns.id_number, problems)?;
    let name = required(row, "Short name", columns.short_name, problems)?;
    let written = row.cell(columns.description);
    let format = row.cell(columns.description_format);
    if !HTML.contains(&format) && !TEXT.contains(&format) {
        let what = "this description format is not known; it is read as HTML";
        let advice = "Write 1 for HTML, 2 for plain text or 4 for Markdown.";
        problems.add(row.warning("Description format", what, advice).with_value(format));
    }
    let description = if TEXT.contains(&format) { written.to_owned() } else { of_html(written) };
    if description.chars().count() > MOST_STATEMENT_CHARACTERS {
        let what = format!(
            "the description has more than {MOST_STATEMENT_CHARACTERS} characters; the row is left out"
        );
        problems.add(row.error("Description", what, "Shorten it.").with_value(written));
        return None;
    }
    let mut entry = Entry { code: Some(guid.clone()), guid, ..Entry::default() };
    if !description.is_empty() && description != written {
        keep(&mut entry.extra, "description", written);
    }
    let scale = (row.cell(columns.scale_values), row.cell(columns.scale_configuration));
    if !scale.0.is_empty() && heads_scale.is_some_and(|head| head.0 != scale.0) {
        let what = "the competency has a scale of its own; it is kept, and judged on the framework's";
        let advice =
            "Import competencies with another scale as a framework of their own, if they must be judged so.";
        problems.add(row.warning("Scale values", what, advice).with_value(scale.0));
    }
    let rule = row.filled(columns.rule_type);
    if let Some(rule) = rule {
        let what =
            "the rule is kept, and does nothing here: how a parent follows from its children is a policy";
        let advice = "Set mastery.rollup in the policies.";
        problems.add(row.warning("Rule type", what, advice).with_value(rule));
    }
    for (name, cell) in [
        ("scalevalues", scale.0),
        ("scaleconfiguration", scale.1),
        ("ruletype", rule.unwrap_or_default()),
        ("ruleoutcome", row.cell(columns.rule_outcome)),
        ("ruleconfig", row.cell(columns.rule_config)),
        ("exportid", row.cell(columns.exported_id)),
    ] {
        // Moodle writes "null" and 0 where there is no rule.
        let says_nothing = matches!(cell, "" | "null") || (name == "ruleoutcome" && cell == "0");
        if !says_nothing {
            keep(&mut entry.extra, name, cell);
        }
    }
    if !format.is_empty() && !written.is_empty() {
        keep(&mut entry.extra, "descriptionformat", format);
    }
    entry.statement = if description.is_empty() { name.clone() } else { description };
    entry.short = Some(name);
    Some(entry)
}

fn required(row: &Row<'_>, field: &str, column: Option<usize>, problems: &mut Problems) -> Option<String> {
    match text::required(row.cell(column), MOST_NAME_CHARACTERS) {
        Ok(text) => Some(text),
        Err(bad) => {
            let what = format!("the cell {bad}; the row is left out");
            problems.add(row.error(field, what, "Moodle needs it too.").with_value(row.cell(column)));
            None
        }
    }
}

/// Moodle's word for a level of the tree where the framework names none.
const KIND: &str = "competency";

/// Gives each competency the kind of its level of the tree, from the framework's taxonomies.
pub(super) fn set_kinds(package: &mut FrameworkPackage, kinds: &[&str]) {
    let mut parents: HashMap<&str, &str> = HashMap::new();
    for link in package.associations.iter().filter(|link| link.kind == AssociationKind::IsChildOf) {
        parents.insert(&link.origin.guid, &link.destination.guid);
    }
    for competency in &mut package.competencies {
        let (mut depth, mut at) = (0, competency.guid.as_str());
        while let Some(parent) = parents.get(at).filter(|_| depth < kinds.len()) {
            (depth, at) = (depth + 1, parent);
        }
        let kind = kinds.get(depth).copied().filter(|kind| !kind.is_empty()).unwrap_or(KIND);
        competency.kind = Some(kind.to_owned());
    }
}
