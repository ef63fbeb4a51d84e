//! CASE 1.0 and 1.1 packages (`CFPackage` as JSON): a framework with everything it says.
//!
//! What has no place of its own is kept as JSON text in `extra` and given back on export: loss on a
//! round trip is the standing complaint about other tools. Real packages fail the official schema in
//! small ways, so only what cannot be used at all is left out, and everything else is reported.
//! Source: 1EdTech CASE 1.1, `CFPackage`.

mod associations;
mod document;
mod fields;
mod hierarchy;
mod items;
mod rubrics;

use domain::{
    DistrictId, FrameworkId,
    framework::{Association, Competency, Framework},
};
use serde_json::{Map, Value};

pub(crate) use hierarchy::report as report_cycles;
pub use hierarchy::{Cycle, MOST_STEPS, circles_of, cycles};
pub use rubrics::{Criterion, CriterionLevel, Rubric};

use crate::{Parsed, Problem, Problems, encoding};

/// One framework version with everything its package says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameworkPackage {
    /// The document. Its `extra` holds the definitions and rubrics as they came.
    pub framework: Framework,
    /// In file order.
    pub competencies: Vec<Competency>,
    /// In file order; dangling ones are kept.
    pub associations: Vec<Association>,
    /// Rubrics with their criteria and levels.
    pub rubrics: Vec<Rubric>,
    /// Links that close a circle of `isChildOf`: kept, but not followed when a tree is drawn.
    pub cycles: Vec<Cycle>,
}

/// Whose ids are made, and the names every id of one package begins with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Naming<'a> {
    pub district: DistrictId,
    pub document: &'a str,
    pub version: &'a str,
}

/// Reads one package. The batch is `None` when nothing could be used.
pub fn read(district: DistrictId, file: &str, bytes: &[u8]) -> Parsed<Option<FrameworkPackage>> {
    let mut problems = Problems::default();
    let package = package_of(file, bytes, &mut problems)
        .and_then(|mut package| framework_package(district, file, &mut package, &mut problems));
    problems.finish(package)
}

fn package_of(file: &str, bytes: &[u8], problems: &mut Problems) -> Option<Map<String, Value>> {
    let text = encoding::strict_text(file, bytes, problems)?;
    let value: Value = match serde_json::from_str(&text) {
        Ok(value) => value,
        Err(error) => {
            let (what, advice) = if error.is_eof() {
                ("the file ends too early", "It was cut off: download it again.")
            } else {
                ("the file is not JSON", "Export it again as a CASE package in JSON.")
            };
            problems
                .stop(Problem::error(file, format!("{what}: {error}"), advice).at_line(error.line() as u64));
            return None;
        }
    };
    let mut found = match value {
        Value::Object(map) => map,
        other => {
            let what = format!("the file holds {}, not a CASE package", fields::kind_of(&other));
            problems.stop(Problem::error(file, what, ADVICE));
            return None;
        }
    };
    if !found.contains_key("CFDocument")
        && let Some(Value::Object(inner)) = found.remove("CFPackage")
    {
        found = inner;
    }
    Some(found)
}

const ADVICE: &str = "Send a CFPackage: one JSON object with CFDocument, CFItems and CFAssociations.";

fn framework_package(
    district: DistrictId,
    file: &str,
    package: &mut Map<String, Value>,
    problems: &mut Problems,
) -> Option<FrameworkPackage> {
    let Some(Value::Object(document)) = package.remove("CFDocument") else {
        let field = "CFDocument";
        problems.stop(Problem::error(file, "the package has no CFDocument", ADVICE).in_field(field));
        return None;
    };
    let items = fields::objects(file, package, "CFItems", problems);
    let associations = fields::objects(file, package, "CFAssociations", problems);
    let rubrics = if package.contains_key("CFRubrics") {
        let kept = package["CFRubrics"].clone();
        let rubrics = fields::objects(file, package, "CFRubrics", problems);
        package.insert("CFRubrics".to_owned(), kept);
        rubrics
    } else {
        Vec::new()
    };
    let framework = document::framework(district, file, document, package, problems)?;
    let version = framework.version.clone().unwrap_or_default();
    let naming = Naming { district, document: &framework.guid, version: &version };
    let mut competencies = items::competencies(naming, framework.id, file, items, problems);
    let known = items::ids_by_guid(&competencies);
    let links = associations::associations(naming, framework.id, file, associations, &known, problems);
    items::set_positions(&mut competencies, &links);
    let associations: Vec<Association> = links.into_iter().map(|link| link.association).collect();
    let cycles = cycles(&associations);
    report_cycles(file, &cycles, problems);
    let rubrics = rubrics::rubrics(file, rubrics, &known, problems);
    if competencies.is_empty() {
        let advice = "Check that the package was exported with its items.";
        problems.add(Problem::warning(file, "the package has no competency", advice).in_field("CFItems"));
    }
    Some(FrameworkPackage { framework, competencies, associations, rubrics, cycles })
}

impl Naming<'_> {
    /// The id of the framework version.
    pub fn framework_id(self) -> FrameworkId {
        FrameworkId::derived(self.district, &["case", self.document, self.version])
    }
}
