//! The library of rubrics: every school's, to look at and to copy; and what the packages of frameworks bring.

use std::collections::HashMap;

use domain::{
    CompetencyId, Points, RubricId,
    framework::Competency,
    rubric::{Criterion, Rubric, RubricLevel},
};
use store::{Tx, rubric::Kept};

use crate::{Actor, App, Refusal, whole_task::name, write_rubric::may_write_rubrics};

/// The most rubrics that one search gives.
const MOST_FOUND: i64 = 100;

/// One of the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The rubric.
    pub kept: Kept,
    /// Who made it, by name.
    pub by: String,
    /// Whether that is the reader.
    pub own: bool,
}

/// A rubric to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Where it stands in the library.
    pub listed: Listed,
    /// The version that is shown.
    pub version: i64,
    /// What it says.
    pub rubric: Rubric,
    /// The competencies that it names.
    pub competencies: HashMap<CompetencyId, Competency>,
}

/// Rubrics whose title contains `query`, by title, 100 at most.
pub async fn list_rubrics(app: &App, actor: &Actor, query: &str) -> Result<Vec<Listed>, Refusal> {
    let part = domain::text::search_key(query);
    app.db
        .read((actor.clone(), part), |tx, (actor, part)| {
            Box::pin(async move {
                may_write_rubrics(tx, actor).await?;
                let mut found = Vec::new();
                for kept in store::rubric::search(tx, actor.district, part, MOST_FOUND).await? {
                    found.push(listed(tx, actor, kept).await?);
                }
                Ok::<_, Refusal>(found)
            })
        })
        .await
}

async fn listed(tx: &mut Tx, actor: &Actor, kept: Kept) -> Result<Listed, Refusal> {
    let by = match kept.made_by {
        Some(person) => name(tx, actor.district, person).await?,
        None => kept.from_source.clone(),
    };
    Ok(Listed { own: kept.made_by == Some(actor.person), kept, by })
}

/// One rubric; the version written last where none is named.
pub async fn show_rubric(
    app: &App,
    actor: &Actor,
    rubric: RubricId,
    version: Option<i64>,
) -> Result<Shown, Refusal> {
    app.db
        .read(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                may_write_rubrics(tx, actor).await?;
                let kept = store::rubric::find(tx, actor.district, rubric).await?;
                let kept = kept.ok_or(Refusal::NotFound("this rubric"))?;
                let version = version.unwrap_or(kept.version);
                let found = store::rubric::version(tx, actor.district, rubric, version).await?;
                let found = found.ok_or(Refusal::NotFound("this version"))?;
                let competencies = competencies(tx, actor, &found).await?;
                let listed = listed(tx, actor, kept).await?;
                Ok::<_, Refusal>(Shown { listed, version, rubric: found, competencies })
            })
        })
        .await
}

/// The competencies that a rubric names.
pub(crate) async fn competencies(
    tx: &mut Tx,
    actor: &Actor,
    rubric: &Rubric,
) -> Result<HashMap<CompetencyId, Competency>, Refusal> {
    let mut named: Vec<CompetencyId> =
        rubric.criteria.iter().flat_map(|one| one.competencies.iter().copied()).collect();
    named.sort_unstable();
    named.dedup();
    let found = store::competency::find_all(tx, actor.district, &named).await?;
    Ok(found.into_iter().map(|one| (one.id, one)).collect())
}

/// The competencies of codes that people type, one list for each criterion. Each code has to mean one.
pub async fn find_codes(
    app: &App,
    actor: &Actor,
    codes: Vec<Vec<String>>,
) -> Result<Vec<Vec<CompetencyId>>, Refusal> {
    app.db
        .read((actor.clone(), codes), |tx, (actor, codes)| {
            Box::pin(async move {
                may_write_rubrics(tx, actor).await?;
                let mut all = Vec::with_capacity(codes.len());
                for codes in codes {
                    let mut found = Vec::with_capacity(codes.len());
                    for code in codes {
                        let mut named = store::competency::named(tx, actor.district, code).await?;
                        named.retain(|one| !one.retired);
                        match &named[..] {
                            [one] => found.push(one.id),
                            [] => {
                                let why = format!("has no competency of the code \"{code}\"");
                                return Err(Refusal::invalid("competencies", why));
                            }
                            _ => {
                                let why =
                                    format!("has several competencies of the code \"{code}\": use an id");
                                return Err(Refusal::invalid("competencies", why));
                            }
                        }
                    }
                    all.push(found);
                }
                Ok::<_, Refusal>(all)
            })
        })
        .await
}

/// A rubric of a framework's package, to be taken into the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// The framework that brought it.
    pub framework: String,
    /// What it would be in the library; competencies as far as they are known here.
    pub rubric: Rubric,
}

/// The rubrics that came with frameworks (CASE `CFRubrics`), as far as work can be judged by them: a criterion
/// without two levels that rise cannot.
pub async fn offered_rubrics(app: &App, actor: &Actor) -> Result<Vec<Offered>, Refusal> {
    app.db
        .read(actor.clone(), |tx, actor| {
            Box::pin(async move {
                may_write_rubrics(tx, actor).await?;
                let mut offered = Vec::new();
                for framework in store::framework::list(tx, actor.district).await? {
                    let Some(kept) = framework.extra.get("CFRubrics") else { continue };
                    let Ok(rubrics) = serde_json::from_str::<Vec<serde_json::Value>>(kept) else { continue };
                    let known = store::competency::of_framework(tx, actor.district, framework.id).await?;
                    let by_guid: HashMap<&str, CompetencyId> =
                        known.iter().map(|one| (one.guid.as_str(), one.id)).collect();
                    let read = rubrics.iter().filter_map(|one| published(one, &by_guid));
                    offered.extend(read.map(|rubric| Offered { framework: framework.title.clone(), rubric }));
                }
                Ok::<_, Refusal>(offered)
            })
        })
        .await
}

/// A rubric as a package writes it.
fn published(one: &serde_json::Value, known: &HashMap<&str, CompetencyId>) -> Option<Rubric> {
    let text = |of: &serde_json::Value, name: &str| of[name].as_str().unwrap_or_default().trim().to_owned();
    let mut criteria = Vec::new();
    for criterion in one["CFRubricCriteria"].as_array()? {
        let mut levels: Vec<RubricLevel> = Vec::new();
        for level in criterion["CFRubricCriterionLevels"].as_array().into_iter().flatten() {
            let points = Points::from_f64(level["score"].as_f64()?).ok()?;
            let (quality, descriptor) = (text(level, "quality"), text(level, "description"));
            let name = if quality.is_empty() { points.to_f64().to_string() } else { quality };
            levels.push(RubricLevel { name, descriptor, points });
        }
        levels.sort_by_key(|level| level.points);
        let (category, description) = (text(criterion, "category"), text(criterion, "description"));
        let title = if category.is_empty() { description.clone() } else { category };
        let competency = criterion["CFItemURI"]["identifier"].as_str().and_then(|guid| known.get(guid));
        let met = levels.len().saturating_sub(2).max(1);
        let competencies = competency.copied().into_iter().collect();
        criteria.push(Criterion { title, description, competencies, levels, met });
    }
    let title = text(one, "title");
    let title = if title.is_empty() { "Rubric".to_owned() } else { title };
    Rubric { title, description: text(one, "description"), criteria }.checked().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_published_rubric_becomes_one_of_ours_lowest_level_first() {
        let package = serde_json::json!({
            "identifier": "r", "title": "Argument",
            "CFRubricCriteria": [{
                "identifier": "c", "category": "Claim", "CFItemURI": {"identifier": "g1"},
                "CFRubricCriterionLevels": [
                    {"identifier": "3", "quality": "Strong", "score": 3.0, "description": "Clear"},
                    {"identifier": "1", "quality": "Begun", "score": 1},
                    {"identifier": "2", "score": 2}
                ]
            }]
        });
        let competency = CompetencyId::from_bytes([7; 16]);
        let found = published(&package, &HashMap::from([("g1", competency)])).expect("reads");
        assert_eq!((found.title.as_str(), found.criteria.len()), ("Argument", 1));
        let criterion = &found.criteria[0];
        let names: Vec<&str> = criterion.levels.iter().map(|level| level.name.as_str()).collect();
        assert_eq!((names, criterion.met), (vec!["Begun", "2", "Strong"], 1));
        assert_eq!(criterion.competencies, [competency]);
        for strange in [serde_json::json!({}), serde_json::json!({"CFRubricCriteria": [{"category": "x"}]})] {
            assert_eq!(published(&strange, &HashMap::new()), None);
        }
    }
}
