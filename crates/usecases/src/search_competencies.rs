//! Finding competencies while somebody types.

use domain::{CompetencyId, FrameworkId, framework::Competency};

use crate::{Actor, App, Refusal, browse_framework};

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
    let mut all = app
        .db
        .read((actor.district, framework, words), |tx, (district, framework, words)| {
            Box::pin(async move {
                let found = store::competency::search(tx, *district, *framework, words, limit).await?;
                Ok::<_, Refusal>(found)
            })
        })
        .await?;
    all.retain(|one| !one.retired);
    let more = all.len() > most;
    all.truncate(most);
    let mut paths: std::collections::HashMap<CompetencyId, Vec<String>> = std::collections::HashMap::new();
    if let Some(framework) = framework
        && !all.is_empty()
    {
        let tree = browse_framework::browse_framework(app, actor, framework).await?;
        for (place, node) in tree.nodes.iter().enumerate() {
            if all.iter().any(|one| one.id == node.competency.id) {
                paths.insert(node.competency.id, tree.path(place));
            }
        }
    }
    let found = all
        .into_iter()
        .map(|competency| FoundCompetency {
            path: paths.remove(&competency.id).unwrap_or_default(),
            competency,
        })
        .collect();
    Ok(FoundCompetencies { found, more })
}
