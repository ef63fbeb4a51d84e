//! What can come in. One file per format under `imports/`, one line here; a test compares them.

pub mod asn;
pub mod canvas_outcomes;
pub mod case;
pub mod common_cartridge;
pub mod evidence;
pub mod framework_csv;
pub mod groups;
pub mod item_parameters;
pub mod moodle_competencies;
pub mod names;
pub mod oneroster;
pub mod prerequisites;
pub mod responses;
pub mod tracing;
pub mod vendor_uses;

/// One format that can come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Format {
    /// The name of its file under `imports/`, and of the command.
    pub slug: &'static str,
    /// What people read.
    pub title: &'static str,
    /// Name endings of its files.
    pub endings: &'static [&'static str],
}

/// Every format that can come in, by slug.
pub const FORMATS: &[Format] = &[
    Format { slug: "asn", title: "Framework: Achievement Standards Network", endings: &["json"] },
    Format { slug: "canvas_outcomes", title: "Framework: Canvas outcomes", endings: &["csv"] },
    Format { slug: "case", title: "Framework: CASE 1.0 or 1.1 package", endings: &["json"] },
    Format {
        slug: "common_cartridge",
        title: "Lessons: IMS Common Cartridge 1.1 to 1.3",
        endings: &["imscc", "zip"],
    },
    Format { slug: "evidence", title: "Evidence, one row each", endings: &["csv", "tsv"] },
    Format { slug: "framework_csv", title: "Framework as a simple table", endings: &["csv"] },
    Format { slug: "groups", title: "Two groups of learners to be compared", endings: &["csv"] },
    Format {
        slug: "item_parameters",
        title: "Item parameters: a calibrated bank",
        endings: &["json", "csv"],
    },
    Format { slug: "moodle_competencies", title: "Framework: Moodle competencies", endings: &["csv"] },
    Format { slug: "names", title: "Pasted names", endings: &["txt", "csv"] },
    Format { slug: "oneroster", title: "Roster: OneRoster 1.1 or 1.2", endings: &["zip", "csv"] },
    Format { slug: "prerequisites", title: "Prerequisites, one pair a row", endings: &["csv"] },
    Format { slug: "responses", title: "Answers to items", endings: &["csv", "tsv", "txt"] },
    Format { slug: "tracing", title: "Tracing: a model of the next answer", endings: &["json"] },
    Format { slug: "vendor_uses", title: "Minutes and results of another system", endings: &["csv", "tsv"] },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_under_imports_is_registered() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/imports");
        let slugs: Vec<_> = FORMATS.iter().map(|format| format.slug.to_owned()).collect();
        assert_eq!(crate::exports::rust_files(folder), slugs);
    }
}
