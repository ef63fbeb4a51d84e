//! `CFRubrics`: how a task is judged, with criteria and levels.

use std::collections::HashMap;

use domain::{CompetencyId, Points, framework::Extra};
use serde_json::Value;

use super::fields::{Source, link_text, objects};
use crate::Problems;

/// How a task is judged (CASE `CFRubric`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rubric {
    /// The publisher's identifier.
    pub guid: String,
    /// What people read.
    pub title: Option<String>,
    /// More words.
    pub description: Option<String>,
    /// By position, then file order.
    pub criteria: Vec<Criterion>,
    /// Fields without a place here.
    pub extra: Extra,
}

/// One thing a rubric looks at (CASE `CFRubricCriterion`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    /// The publisher's identifier.
    pub guid: String,
    /// What people read: `category`, else `description`.
    pub title: String,
    /// More words.
    pub description: Option<String>,
    /// What the criterion shows; `None` when the package does not hold it.
    pub competency: Option<CompetencyId>,
    /// How much it counts.
    pub weight: Option<Points>,
    /// Highest score first, then by position.
    pub levels: Vec<CriterionLevel>,
    /// Fields without a place here.
    pub extra: Extra,
}

/// One level of a criterion (CASE `CFRubricCriterionLevel`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriterionLevel {
    /// The publisher's identifier.
    pub guid: String,
    /// Its name, such as "Proficient".
    pub quality: Option<String>,
    /// What work at this level looks like.
    pub description: Option<String>,
    /// The points it gives.
    pub score: Option<Points>,
    /// What to tell the learner.
    pub feedback: Option<String>,
    /// Fields without a place here.
    pub extra: Extra,
}

pub(super) fn rubrics(
    file: &str,
    sources: Vec<Source<'_>>,
    known: &HashMap<String, CompetencyId>,
    problems: &mut Problems,
) -> Vec<Rubric> {
    let mut rubrics = Vec::with_capacity(sources.len());
    for mut source in sources {
        let Some(guid) = identifier(&mut source, problems) else { continue };
        let title = source.text("title", problems);
        let description = source.text("description", problems);
        let inner = inner_objects(file, &mut source, "CFRubricCriteria", problems);
        let criteria = inner.into_iter().filter_map(|inner| criterion(file, inner, known, problems));
        let criteria = in_order(criteria.collect());
        rubrics.push(Rubric { guid, title, description, criteria, extra: source.rest() });
    }
    rubrics
}

fn criterion(
    file: &str,
    mut source: Source<'_>,
    known: &HashMap<String, CompetencyId>,
    problems: &mut Problems,
) -> Option<(i64, Criterion)> {
    let guid = identifier(&mut source, problems)?;
    let position = source.whole_number("position", problems).unwrap_or(i64::MAX);
    let category = source.text("category", problems);
    let description = source.text("description", problems);
    let item = source.object.get("CFItemURI").and_then(|link| link_text(link, "identifier"));
    let competency = item.and_then(|guid| known.get(guid).copied());
    if item.is_some() && competency.is_none() {
        let warning =
            source.warning("CFItemURI", "the package does not hold this item", "The criterion is kept.");
        problems.add(warning.with_value(item.unwrap_or_default()));
    }
    let weight = points(&source, "weight", problems);
    let inner = inner_objects(file, &mut source, "CFRubricCriterionLevels", problems);
    let mut levels = in_order(inner.into_iter().filter_map(|inner| level(inner, problems)).collect());
    levels.sort_by_key(|level| std::cmp::Reverse(level.score));
    let title = category.clone().or_else(|| description.clone()).unwrap_or_else(|| guid.clone());
    Some((position, Criterion { guid, title, description, competency, weight, levels, extra: source.rest() }))
}

fn level(mut source: Source<'_>, problems: &mut Problems) -> Option<(i64, CriterionLevel)> {
    let guid = identifier(&mut source, problems)?;
    let position = source.whole_number("position", problems).unwrap_or(i64::MAX);
    let quality = source.text("quality", problems);
    let description = source.text("description", problems);
    let feedback = source.text("feedback", problems);
    let score = points(&source, "score", problems);
    Some((position, CriterionLevel { guid, quality, description, score, feedback, extra: source.rest() }))
}

fn identifier(source: &mut Source<'_>, problems: &mut Problems) -> Option<String> {
    let guid = source.text("identifier", problems);
    if guid.is_none() {
        let what = "this part of a rubric has no identifier; left out";
        problems.add(source.error("identifier", what, "Give it its GUID."));
    }
    guid
}

fn points(source: &Source<'_>, field: &str, problems: &mut Problems) -> Option<Points> {
    let value = source.object.get(field).filter(|value| !value.is_null())?;
    let points = value.as_f64().and_then(|number| Points::from_f64(number).ok());
    if points.is_none() {
        let warning = source.warning(field, "this is not a number of points", "Write a number such as 3.");
        problems.add(warning.with_value(&value.to_string()));
    }
    points
}

fn inner_objects<'a>(
    file: &'a str,
    source: &mut Source<'_>,
    name: &str,
    problems: &mut Problems,
) -> Vec<Source<'a>> {
    if !matches!(source.object.get(name), Some(Value::Array(_))) {
        return Vec::new();
    }
    let mut inner = objects(file, &mut source.object, name, None, problems);
    for part in &mut inner {
        part.path = format!("{}.{}", source.path, part.path);
    }
    inner
}

fn in_order<T>(mut numbered: Vec<(i64, T)>) -> Vec<T> {
    numbered.sort_by_key(|(position, _)| *position);
    numbered.into_iter().map(|(_, part)| part).collect()
}
