//! `manifest.csv`: the version, and what each file is.

use std::collections::{BTreeMap, HashMap};

use super::{
    batch::{Kind, Mode, Modes, Version},
    package::Package,
};
use crate::{Problem, Problems, table::Table};

/// What the manifest says.
pub(super) struct Manifest {
    pub version: Version,
    modes: BTreeMap<Kind, Mode>,
}

impl Manifest {
    /// Reads the manifest; `None` after reporting why nothing may be read. All its problems at once.
    pub fn read(package: &Package, problems: &mut Problems) -> Option<Self> {
        let Some(file) = package.files.get("manifest.csv") else {
            let advice = "Add manifest.csv: it says which files are complete and which hold only changes.";
            problems.stop(Problem::error("manifest.csv", "the manifest is missing", advice));
            return None;
        };
        let table = Table::read(&file.name, &file.bytes, b",;\t", problems)?;
        let name = table.required_column(&["propertyName"], problems);
        let value = table.required_column(&["value"], problems);
        if name.is_none() || value.is_none() {
            return None;
        }
        let mut properties: HashMap<String, &str> = HashMap::new();
        for row in table.rows() {
            let earlier = properties.insert(row.cell(name).to_lowercase(), row.cell(value));
            if earlier.is_some_and(|earlier| !earlier.eq_ignore_ascii_case(row.cell(value))) {
                let what = "the property has two values";
                problems.stop(row.error("propertyName", what, "Leave one.").with_value(row.cell(name)));
            }
        }
        let version = version(&file.name, properties.get("oneroster.version").copied(), package, problems);
        let mut modes = BTreeMap::new();
        for kind in Kind::ALL {
            let property = format!("file.{}", kind.file_key().trim_end_matches(".csv"));
            let word = properties.get(&property).copied();
            modes.insert(kind, mode(&file.name, kind, word, package, problems));
        }
        (!problems.stopped()).then_some(Self { version, modes })
    }

    pub fn mode(&self, kind: Kind) -> Mode {
        self.modes.get(&kind).copied().unwrap_or_default()
    }

    pub fn modes(&self) -> Modes {
        Modes(self.modes.clone())
    }
}

fn version(file: &str, word: Option<&str>, package: &Package, problems: &mut Problems) -> Version {
    match word.unwrap_or_default() {
        "1.1" => Version::V1p1,
        "1.2" | "1.2.1" => Version::V1p2,
        "" => {
            let (version, word) = if package.files.contains_key(Kind::Role.file_key()) {
                (Version::V1p2, "1.2, because there is a roles.csv")
            } else {
                (Version::V1p1, "1.1, because there is no roles.csv")
            };
            let what = format!("the manifest does not name a version; read as {word}");
            let advice = "Set oneroster.version to 1.1 or 1.2.";
            problems.add(Problem::warning(file, what, advice).in_field("oneroster.version"));
            version
        }
        other => {
            let advice = "Export the roster as OneRoster 1.1 or 1.2.";
            let problem = Problem::error(file, "this version is not known", advice);
            problems.stop(problem.in_field("oneroster.version").with_value(other));
            Version::V1p1
        }
    }
}

/// The mode of one file. An empty one counts as delta when the file is there: nothing ends by being
/// absent from a file of which nobody said that it is complete.
fn mode(file: &str, kind: Kind, word: Option<&str>, package: &Package, problems: &mut Problems) -> Mode {
    let key = kind.file_key();
    let there = package.files.contains_key(key);
    let field = format!("file.{}", key.trim_end_matches(".csv"));
    let problem = |what: String, advice: &str| Problem::error(file, what, advice).in_field(&field);
    let warning = |what: String, advice: &str| Problem::warning(file, what, advice).in_field(&field);
    let named = word.unwrap_or_default().to_lowercase();
    match (named.as_str(), there) {
        ("bulk", true) => Mode::Bulk,
        ("delta", true) => Mode::Delta,
        ("absent" | "", false) => Mode::Absent,
        ("absent", true) => {
            let what = format!("the manifest says that {key} is absent, but it is there; it is not read");
            problems.add(warning(what, "Set its mode to bulk or delta."));
            Mode::Absent
        }
        ("", true) => {
            let what = format!("the manifest does not say what {key} is; it is read as delta: nothing ends");
            problems.add(warning(what, "Set its mode to bulk if it is complete."));
            Mode::Delta
        }
        ("bulk" | "delta", false) => {
            let what = format!("the manifest says that {key} is {named}, but it is not there");
            problems.stop(problem(what, "Add the file, or set its mode to absent."));
            Mode::Absent
        }
        _ => {
            let what = format!("this is not a mode of {key}");
            problems.stop(problem(what, "Write bulk, delta or absent.").with_value(&named));
            Mode::Absent
        }
    }
}
