//! Finding competencies while somebody types.

use std::collections::HashMap;

use domain::{CompetencyId, FrameworkId, framework::Competency};

use crate::{Actor, App, Refusal, labels_above::labels_above};

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundCompetencies {
    /// Best first, retired ones left out.
    pub found: Vec<FoundCompetency>,
    /// Whether there are more than are shown.
    pub more: bool,
}

/// One that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundCompetency {
    /// The competency.
    pub competency: Competency,
    /// Labels above it, top first; only when one framework was searched.
    pub path: Vec<String>,
}

/// Finds competencies by words of their code or text (the first three words count), in one framework
/// or in all. An empty search finds the first ones.
pub async fn search_competencies(
    app: &App,
    actor: &Actor,
    framework: Option<FrameworkId>,
    words: &str,
    most: usize,
) -> Result<FoundCompetencies, Refusal> {
    let words = domain::text::optional(words, 200).map_err(Refusal::text("q"))?.unwrap_or_default();
    let limit = i64::try_from(most.saturating_mul(2) + 1).unwrap_or(i64::MAX);
    let (all, more, mut paths) = app
        .db
        .read((actor.district, framework, words), move |tx, (district, framework, words)| {
            Box::pin(async move {
                let mut all = store::competency::search(tx, *district, *framework, words, limit).await?;
                all.retain(|one| !one.retired);
                let more = all.len() > most;
                all.truncate(most);
                let ids: Vec<_> = all.iter().map(|one| one.id).collect();
                let paths = match framework {
                    Some(framework) => labels_above(tx, *district, *framework, &ids).await?,
                    None => HashMap::new(),
                };
                Ok::<_, Refusal>((all, more, paths))
            })
        })
        .await?;
    let found = all
        .into_iter()
        .map(|competency| FoundCompetency {
            path: paths.remove(&competency.id).unwrap_or_default(),
            competency,
        })
        .collect();
    Ok(FoundCompetencies { found, more })
}

/// How many are looked through for one with this code.
const MOST_LOOKED_THROUGH: usize = 50;

/// How many are named where several are meant.
const NAMED: usize = 5;

/// The one competency of a framework that somebody means: by its code (any case) or GUID, or as the only one that is found by
/// the words. Refused where there is none or several, naming `field` and the first of them.
pub async fn competency_meant(
    app: &App,
    actor: &Actor,
    framework: FrameworkId,
    words: &str,
    field: &'static str,
) -> Result<CompetencyId, Refusal> {
    let words = domain::text::required(words, 200).map_err(Refusal::text(field))?;
    let named = app.db.read((actor.district, words.clone()), |tx, (district, words)| {
        Box::pin(async move { Ok::<_, Refusal>(store::competency::named(tx, *district, words).await?) })
    });
    let mut named = named.await?;
    named.retain(|one| one.framework == framework && !one.retired);
    if let [one] = &named[..] {
        return Ok(one.id);
    }
    let found = search_competencies(app, actor, Some(framework), &words, MOST_LOOKED_THROUGH).await?;
    let key = domain::text::search_key(&words);
    let has_code = |one: &&FoundCompetency| {
        one.competency.code.as_deref().is_some_and(|code| domain::text::search_key(code) == key)
    };
    let mut coded = found.found.iter().filter(has_code);
    if let (Some(one), None) = (coded.next(), coded.next()) {
        return Ok(one.competency.id);
    }
    let labels: Vec<String> = found.found.iter().take(NAMED).map(|one| one.competency.label()).collect();
    match &found.found[..] {
        [] => Err(Refusal::invalid(
            field,
            format!("\"{words}\" is no competency here: write its code or words of it"),
        )),
        [one] => Ok(one.competency.id),
        _ => {
            let more = if found.more || found.found.len() > NAMED { " and others" } else { "" };
            let several = labels.join(", ");
            Err(Refusal::invalid(field, format!("\"{words}\" can mean {several}{more}: write its code")))
        }
    }
}
