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
pub(crate) mod naming;
pub(crate) mod places;
pub(crate) mod positions;
mod rubrics;
pub(crate) mod scale;

use domain::{
    DistrictId,
    framework::{Association, Competency, Framework},
};
use naming::Naming;
use serde_json::{Map, Value};

pub(crate) use associations::{end_guid, remade_link};
pub(crate) use document::licence;
pub(crate) use hierarchy::report as report_cycles;
pub use hierarchy::{Cycle, MOST_STEPS, circles_of, cycles};
pub(crate) use items::is_retired;
pub use rubrics::{Criterion, CriterionLevel, Rubric};

use crate::{
    Parsed, Problem, Problems,
    closed_schema::{
        restore,
        shapes::{ASSOCIATION, DEFINITIONS, DOCUMENT, ITEM, PACKAGE},
    },
    json,
};

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

/// Reads one package. The batch is `None` when nothing could be used.
pub fn read(district: DistrictId, file: &str, bytes: &[u8]) -> Parsed<Option<FrameworkPackage>> {
    let mut problems = Problems::default();
    let package = package_of(file, bytes, &mut problems)
        .and_then(|package| framework_package(district, file, package, &mut problems));
    problems.finish(package)
}

fn package_of(file: &str, bytes: &[u8], problems: &mut Problems) -> Option<Map<String, Value>> {
    let value = json::read(file, bytes, "Export it again as a CASE package in JSON.", problems)?;
    let mut found = match value {
        Value::Object(map) => map,
        other => {
            let what = format!("the file holds {}, not a CASE package", json::kind_of(&other));
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
    mut package: Map<String, Value>,
    problems: &mut Problems,
) -> Option<FrameworkPackage> {
    let Some(Value::Object(document)) = package.remove("CFDocument") else {
        let field = "CFDocument";
        problems.stop(Problem::error(file, "the package has no CFDocument", ADVICE).in_field(field));
        return None;
    };
    let mut package = restore::read(package, &PACKAGE).object;
    if let Some(Value::Object(definitions)) = package.get_mut("CFDefinitions") {
        *definitions = restore::read(std::mem::take(definitions), &DEFINITIONS).object;
    }
    let items = fields::objects(file, &mut package, "CFItems", Some(&ITEM), problems);
    let associations = fields::objects(file, &mut package, "CFAssociations", Some(&ASSOCIATION), problems);
    let kept = package.get("CFRubrics").cloned();
    let rubrics = fields::objects(file, &mut package, "CFRubrics", None, problems);
    if let Some(kept) = kept {
        package.insert("CFRubrics".to_owned(), kept);
    }
    let document = fields::Source::restored(file, "CFDocument".to_owned(), document, &DOCUMENT);
    let (framework, source) = document::framework(district, document, package, problems)?;
    let version = framework.version.clone().unwrap_or_default();
    let naming = Naming { source, district, document: &framework.guid, version: &version };
    let items::Items { mut competencies, noted_positions } =
        items::competencies(naming, framework.id, file, items, problems);
    let known = items::by_guid(&competencies);
    let links = associations::associations(naming, &framework, file, associations, &known, problems);
    let ids = known.into_iter().map(|(guid, competency)| (guid.to_owned(), competency.id)).collect();
    let positions = positions::of_competencies(&competencies, &links.associations, &links.sequences);
    for ((competency, position), noted) in competencies.iter_mut().zip(positions).zip(noted_positions) {
        competency.position = noted.unwrap_or(position);
    }
    let associations = links.associations;
    let cycles = cycles(&associations);
    report_cycles(file, &cycles, problems);
    let rubrics = rubrics::rubrics(file, rubrics, &ids, problems);
    if competencies.is_empty() {
        let advice = "Check that the package was exported with its items.";
        problems.add(Problem::warning(file, "the package has no competency", advice).in_field("CFItems"));
    }
    Some(FrameworkPackage { framework, competencies, associations, rubrics, cycles })
}
