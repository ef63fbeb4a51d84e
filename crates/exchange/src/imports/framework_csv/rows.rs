//! Rows of the table to competencies and their parents.

use domain::{
    AssociationId, CompetencyId, DistrictId, FrameworkId,
    framework::{Association, AssociationKind, Competency, End, Extra, Framework},
    text,
};

use crate::{
    Problems, cells,
    table::{Row, Table},
};

/// Where each column is.
pub(super) struct Columns {
    pub code: Option<usize>,
    pub title: Option<usize>,
    pub statement: Option<usize>,
    pub parent: Option<usize>,
    pub kind: Option<usize>,
    pub grades: Option<usize>,
    pub requires: Option<usize>,
}

impl Columns {
    /// Finds the columns; without codes the file is broken.
    pub fn of(table: &Table, problems: &mut Problems) -> Self {
        Self {
            code: table.required_column(&["code"], problems),
            title: table.column(&["title"]),
            statement: table.column(&["statement"]),
            parent: table.column(&["parent"]),
            kind: table.column(&["kind"]),
            grades: table.column(&["grades", "grade"]),
            requires: table.column(&["requires"]),
        }
    }
}

const KNOWN: [&str; 7] = ["code", "title", "statement", "parent", "kind", "grades", "requires"];

/// The most characters of a statement.
const MOST_STATEMENT_CHARACTERS: usize = 20_000;

/// One competency; `None` after reporting why the row is left out.
pub(super) fn competency(
    framework: &Framework,
    district: DistrictId,
    row: &Row<'_>,
    columns: &Columns,
    place: usize,
    problems: &mut Problems,
) -> Option<Competency> {
    let mut checked =
        |field: &str, column: Option<usize>, most: usize| match text::optional(cell(row, column), most) {
            Ok(text) => Some(text),
            Err(bad) => {
                let what = format!("the text {bad}; the row is left out");
                problems.add(row.error(field, what, "Shorten it.").with_value(cell(row, column)));
                None
            }
        };
    let code = checked("code", columns.code, 100)?;
    let title = checked("title", columns.title, 300)?;
    let statement = checked("statement", columns.statement, MOST_STATEMENT_CHARACTERS)?;
    let Some(code) = code else {
        problems.add(row.error(
            "code",
            "the row has no code; it is left out",
            "Give it a code such as M.3.1.",
        ));
        return None;
    };
    let Some(statement) = statement.or_else(|| title.clone()) else {
        let what = "the row has neither title nor statement; it is left out";
        problems.add(row.error("statement", what, "Write what a learner can do.").with_value(&code));
        return None;
    };
    let version = framework.version.as_deref().unwrap_or_default();
    let key = code.to_lowercase();
    let extra = row
        .cells()
        .filter(|(column, _)| !column.is_empty() && !KNOWN.contains(&column.to_lowercase().as_str()))
        .map(|(column, cell)| {
            let text = serde_json::Value::from(cells::restored(cell));
            (cells::restored(column).to_owned(), text.to_string())
        })
        .collect();
    Some(Competency {
        id: CompetencyId::derived(district, &["framework_csv", &framework.guid, version, &key]),
        framework: framework.id,
        guid: CompetencyId::derived(district, &["framework_csv", &framework.guid, &key]).to_string(),
        code: Some(code),
        statement,
        short: title,
        kind: Some(cell(row, columns.kind)).filter(|kind| !kind.is_empty()).map(str::to_owned),
        grades: parts(cell(row, columns.grades)).map(str::to_owned).collect(),
        position: i64::try_from(place).unwrap_or(i64::MAX),
        retired: false,
        extra,
    })
}

/// Says that `child` lies below `parent`.
pub(super) fn child_of(
    district: DistrictId,
    framework: FrameworkId,
    child: &Competency,
    parent: &Competency,
) -> Association {
    let guid = format!("{}-isChildOf-{}", child.guid, parent.guid);
    let end = |competency: &Competency| End {
        guid: competency.guid.clone(),
        competency: Some(competency.id),
        title: None,
    };
    Association {
        id: AssociationId::derived(district, &["framework_csv", &framework.to_string(), &guid]),
        framework,
        guid,
        kind: AssociationKind::IsChildOf,
        origin: end(child),
        destination: end(parent),
        position: Some(child.position),
        extra: Extra::new(),
    }
}

/// The cell as it was before an export made it harmless.
pub(super) fn cell<'t>(row: &Row<'t>, column: Option<usize>) -> &'t str {
    cells::restored(row.cell(column))
}

/// Parts of a cell that are separated by semicolons.
pub(super) fn parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';').map(str::trim).filter(|part| !part.is_empty())
}
