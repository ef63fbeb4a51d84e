//! Standards of the Achievement Standards Network as a JSON tree: a list of statements, each with its
//! `children`.
//!
//! The tree does not say what it is, so [`About`] does; subjects and language are taken from the
//! statements where `about` leaves them open. What a statement says beyond text, code, label and
//! grades is kept. Exact matches become associations: a `urn:guid:` names the GUID that the same
//! standard has in CASE packages, so that the two can be compared.
//! Source: ASN JSON manifests, as in Common Core D10003FB.

mod statement;

use domain::{DistrictId, framework::AssociationKind};
use serde_json::{Map, Value};

use super::{
    case::{FrameworkPackage, naming::Naming},
    framework_csv::About,
};
use crate::{
    Parsed, Problem, Problems, json,
    outline::{Outline, framework},
};

const ADVICE: &str = "Send the JSON list of statements that the Achievement Standards Network gives.";

/// Reads the tree. The batch is `None` when the file is broken.
pub fn read(
    district: DistrictId,
    about: &About,
    file: &str,
    bytes: &[u8],
) -> Parsed<Option<FrameworkPackage>> {
    let mut problems = Problems::default();
    let package = json::read(file, bytes, ADVICE, &mut problems)
        .and_then(|value| statements(file, value, &mut problems))
        .map(|statements| package(district, about, file, statements, &mut problems));
    problems.finish(package)
}

/// The list, or the children of the one object that stands for the document.
fn statements(file: &str, value: Value, problems: &mut Problems) -> Option<Vec<Value>> {
    let found = match value {
        Value::Array(list) => return Some(list),
        Value::Object(mut document) => match document.shift_remove("children") {
            Some(Value::Array(list)) => return Some(list),
            _ => "an object without a list of children".to_owned(),
        },
        other => json::kind_of(&other).to_owned(),
    };
    let what = format!("the file holds {found}, not a list of statements");
    problems.stop(Problem::error(file, what, ADVICE));
    None
}

fn package(
    district: DistrictId,
    about: &About,
    file: &str,
    statements: Vec<Value>,
    problems: &mut Problems,
) -> FrameworkPackage {
    let version = about.version.as_deref().unwrap_or_default();
    let naming = Naming { source: "asn", district, document: &about.guid, version };
    let mut tree =
        Tree { file, problems, outline: Outline::new(naming), subjects: Vec::new(), language: None };
    tree.take(statements, None, "");
    let Tree { outline, subjects, language, problems, .. } = tree;
    let mut framework = framework(naming, about);
    if framework.subjects.is_empty() {
        framework.subjects = subjects;
    }
    framework.language = framework.language.or(language);
    let package = outline.finish(framework, (file, "children"), problems);
    if package.competencies.is_empty() {
        problems.add(Problem::warning(file, "the file has no statement", ADVICE));
    }
    package
}

struct Tree<'a, 'p> {
    file: &'a str,
    problems: &'p mut Problems,
    outline: Outline<'a>,
    subjects: Vec<String>,
    language: Option<String>,
}

impl Tree<'_, '_> {
    /// Takes statements below `parent`. A file that could be read is at most 128 levels deep.
    fn take(&mut self, statements: Vec<Value>, parent: Option<&str>, path: &str) {
        for (place, statement) in statements.into_iter().enumerate() {
            let path =
                if path.is_empty() { format!("[{place}]") } else { format!("{path}.children[{place}]") };
            match statement {
                Value::Object(object) => self.take_one(object, parent, &path),
                other => {
                    let what =
                        format!("a statement is expected here, not {}; left out", json::kind_of(&other));
                    self.problems.add(Problem::error(self.file, what, ADVICE).in_field(&path));
                }
            }
        }
    }

    fn take_one(&mut self, mut object: Map<String, Value>, parent: Option<&str>, path: &str) {
        let children = match object.shift_remove("children") {
            Some(Value::Array(children)) => children,
            None | Some(Value::Null) => Vec::new(),
            Some(other) => {
                let what = format!("a list is expected here, not {}; left out", json::kind_of(&other));
                let field = format!("{path}.children");
                self.problems.add(Problem::error(self.file, what, ADVICE).in_field(&field));
                Vec::new()
            }
        };
        let read = match statement::read(object) {
            Ok(read) => read,
            Err(refusal) => {
                let what = format!("{}; left out, what is below it is not", refusal.what);
                let problem = Problem::error(self.file, what, refusal.advice)
                    .in_field(&format!("{path}.{}", refusal.field));
                self.problems.add(problem.with_value(&refusal.value));
                self.take(children, parent, path);
                return;
            }
        };
        let guid = read.entry.guid.clone();
        for subject in read.subjects {
            if !self.subjects.contains(&subject) {
                self.subjects.push(subject);
            }
        }
        self.language = self.language.take().or(read.language);
        if !self.outline.add(read.entry) {
            let what = "this identifier was already given to another statement; the first one stands";
            let problem = Problem::warning(self.file, what, "Nothing to do: it is now below both parents.");
            self.problems.add(problem.in_field(&format!("{path}.id")).with_value(&guid));
        }
        if let Some(parent) = parent {
            self.outline.state(AssociationKind::IsChildOf, &guid, parent, domain::framework::Extra::new());
        }
        for (other, extra) in read.matches {
            self.outline.state(AssociationKind::ExactMatchOf, &guid, &other, extra);
        }
        self.take(children, Some(&guid), path);
    }
}
