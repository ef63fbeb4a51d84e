//! Where the columns are: by their English names, else by position.

use crate::{
    Problem, Problems,
    table::{Row, Table},
};

/// Where each column is.
pub(super) struct Columns {
    pub parent: Option<usize>,
    pub id_number: Option<usize>,
    pub short_name: Option<usize>,
    pub description: Option<usize>,
    pub description_format: Option<usize>,
    pub scale_values: Option<usize>,
    pub scale_configuration: Option<usize>,
    pub rule_type: Option<usize>,
    pub rule_outcome: Option<usize>,
    pub rule_config: Option<usize>,
    pub related: Option<usize>,
    pub exported_id: Option<usize>,
    pub is_framework: Option<usize>,
    pub taxonomy: Option<usize>,
}

/// How many columns Moodle writes.
const WIDTH: usize = 14;

impl Columns {
    /// Finds the columns; `None` after reporting that there are none.
    pub fn of(table: &Table, problems: &mut Problems) -> Option<Self> {
        let by_name = |names: &[&str]| table.column(names);
        let named = Self {
            parent: by_name(&["Parent ID number"]),
            id_number: by_name(&["ID number"]),
            short_name: by_name(&["Short name"]),
            description: by_name(&["Description"]),
            description_format: by_name(&["Description format"]),
            scale_values: by_name(&["Scale values"]),
            scale_configuration: by_name(&["Scale configuration"]),
            rule_type: by_name(&["Rule type", "Rule type (optional)"]),
            rule_outcome: by_name(&["Rule outcome", "Rule outcome (optional)"]),
            rule_config: by_name(&["Rule config", "Rule config (optional)"]),
            related: by_name(&[
                "Cross-referenced competency ID numbers",
                "Cross-referenced competency ID numbers (optional)",
            ]),
            exported_id: by_name(&["Exported ID", "Exported ID (optional)"]),
            is_framework: by_name(&["Is framework"]),
            taxonomy: by_name(&["Taxonomy", "Taxonomies"]),
        };
        if named.id_number.is_some() && named.short_name.is_some() {
            return Some(named);
        }
        if table.columns.len() == WIDTH {
            let what =
                "the header is not in English; the columns are read in the order in which Moodle writes them";
            let advice = "Check that codes and names are where they belong.";
            problems.add(Problem::warning(&table.file, what, advice).at_line(1));
            return Some(Self::by_position());
        }
        table.required_column(&["ID number"], problems);
        table.required_column(&["Short name"], problems);
        None
    }

    fn by_position() -> Self {
        Self {
            parent: Some(0),
            id_number: Some(1),
            short_name: Some(2),
            description: Some(3),
            description_format: Some(4),
            scale_values: Some(5),
            scale_configuration: Some(6),
            rule_type: Some(7),
            rule_outcome: Some(8),
            rule_config: Some(9),
            related: Some(10),
            exported_id: Some(11),
            is_framework: Some(12),
            taxonomy: Some(13),
        }
    }

    /// Whether a row is the framework's own.
    pub fn is_framework(&self, row: &Row<'_>) -> bool {
        !matches!(row.cell(self.is_framework).to_lowercase().as_str(), "" | "0" | "false")
    }
}
