//! Rows of the table to competencies.

use domain::text;

use crate::{
    Problems,
    outline::{Entry, keep},
    plain_text::of_html,
    table::{Row, Table},
};

/// `object_type` of an outcome, and its kind here.
pub(super) const OUTCOME: &str = "outcome";
/// `object_type` of a group, and its kind here.
pub(super) const GROUP: &str = "group";

/// Where each column is.
pub(super) struct Columns {
    pub vendor_guid: Option<usize>,
    pub object_type: Option<usize>,
    pub title: Option<usize>,
    pub description: Option<usize>,
    pub display_name: Option<usize>,
    pub calculation_method: Option<usize>,
    pub calculation_int: Option<usize>,
    pub workflow_state: Option<usize>,
    pub parent_guids: Option<usize>,
    pub mastery_points: Option<usize>,
    pub ratings: Option<usize>,
    /// How many cells from `ratings` on belong to it.
    pub ratings_width: usize,
}

impl Columns {
    /// Finds the columns; without the first three the file is broken.
    pub fn of(table: &Table, problems: &mut Problems) -> Self {
        let ratings = table.column(&["ratings"]);
        let named = |place: &usize| !table.columns[*place].is_empty();
        let next = ratings.and_then(|start| (start + 1..table.columns.len()).find(named));
        Self {
            vendor_guid: table.required_column(&["vendor_guid"], problems),
            object_type: table.required_column(&["object_type"], problems),
            title: table.required_column(&["title"], problems),
            description: table.column(&["description"]),
            display_name: table.column(&["display_name"]),
            calculation_method: table.column(&["calculation_method"]),
            calculation_int: table.column(&["calculation_int"]),
            workflow_state: table.column(&["workflow_state"]),
            parent_guids: table.column(&["parent_guids"]),
            mastery_points: table.column(&["mastery_points"]),
            ratings,
            ratings_width: next.zip(ratings).map_or(usize::MAX, |(next, start)| next - start),
        }
    }
}

/// Columns whose cells have a place of their own.
const PLACED: [&str; 9] = [
    "vendor_guid",
    "object_type",
    "title",
    "description",
    "display_name",
    "calculation_method",
    "workflow_state",
    "parent_guids",
    "ratings",
];

const MOST_TITLE_CHARACTERS: usize = 300;
const MOST_STATEMENT_CHARACTERS: usize = 20_000;

/// One competency; `None` after reporting why the row is left out.
pub(super) fn entry(row: &Row<'_>, columns: &Columns, problems: &mut Problems) -> Option<Entry> {
    let guid = required(row, "vendor_guid", columns.vendor_guid, problems)?;
    let title = required(row, "title", columns.title, problems)?;
    let kind = match row.cell(columns.object_type).to_lowercase().as_str() {
        OUTCOME => OUTCOME,
        GROUP => GROUP,
        other => {
            let what = "the object_type is neither outcome nor group; the row is left out";
            problems.add(row.error("object_type", what, "Write outcome or group.").with_value(other));
            return None;
        }
    };
    if guid.contains(char::is_whitespace) {
        let what = "the vendor_guid has a space in it, so that no row can name it as a parent";
        problems.add(row.warning("vendor_guid", what, "Write it without spaces.").with_value(&guid));
    }
    let html = row.cell(columns.description);
    let description = of_html(html);
    if description.chars().count() > MOST_STATEMENT_CHARACTERS {
        let what = format!(
            "the description has more than {MOST_STATEMENT_CHARACTERS} characters; the row is left out"
        );
        problems.add(row.error("description", what, "Shorten it.").with_value(html));
        return None;
    }
    let mut entry = Entry { guid, kind: Some(kind.to_owned()), ..Entry::default() };
    if !description.is_empty() && description != html {
        keep(&mut entry.extra, "description", html);
    }
    for (name, cell) in row.cells().filter(|(name, _)| !name.is_empty() && !PLACED.contains(name)) {
        keep(&mut entry.extra, name, cell);
    }
    if let Some(word) = row.filled(columns.calculation_method) {
        keep(&mut entry.extra, "calculation_method", word);
    }
    entry.retired = is_retired(row, columns, problems);
    let ratings = super::ratings::kept(row, columns);
    if !ratings.is_empty() {
        keep(&mut entry.extra, "ratings", ratings);
    }
    let display_name = row.filled(columns.display_name).map(str::to_owned);
    if title.contains(char::is_whitespace) {
        if let Some(name) = &display_name
            && *name != title
        {
            keep(&mut entry.extra, "title", title.as_str());
        }
        entry.short = Some(display_name.unwrap_or_else(|| title.clone()));
    } else {
        entry.code = Some(title.clone());
        entry.short = display_name;
    }
    entry.statement = if description.is_empty() { title } else { description };
    Some(entry)
}

fn required(row: &Row<'_>, field: &str, column: Option<usize>, problems: &mut Problems) -> Option<String> {
    match text::required(row.cell(column), MOST_TITLE_CHARACTERS) {
        Ok(text) => Some(text),
        Err(bad) => {
            let what = format!("the cell {bad}; the row is left out");
            problems.add(row.error(field, what, "Canvas needs it too.").with_value(row.cell(column)));
            None
        }
    }
}

fn is_retired(row: &Row<'_>, columns: &Columns, problems: &mut Problems) -> bool {
    match row.cell(columns.workflow_state) {
        "" | "active" => false,
        "deleted" => true,
        other => {
            let what = "the workflow_state is neither active nor deleted; it counts as active";
            problems.add(row.warning("workflow_state", what, "Write active or deleted.").with_value(other));
            false
        }
    }
}
