//! One competency of a framework with everything that is said about it.

use std::collections::HashMap;

use domain::{
    CompetencyId,
    framework::{AssociationKind, Competency, Framework},
};

use crate::{Actor, App, Refusal};

/// A competency in full.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompetencyDetail {
    /// The competency.
    pub competency: Competency,
    /// Its framework.
    pub framework: Framework,
    /// What relates it to others, in file order.
    pub relations: Vec<Relation>,
}

/// One association of the competency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// Of which kind.
    pub kind: AssociationKind,
    /// Whether the competency is the origin: `isChildOf` out is a parent, in is a child.
    pub outgoing: bool,
    /// The other end, when it is known here.
    pub other: Option<Competency>,
    /// What the file calls the other end: its title, else its GUID.
    pub named: String,
}

/// Shows one competency.
pub async fn show_competency_detail(
    app: &App,
    actor: &Actor,
    competency: CompetencyId,
) -> Result<CompetencyDetail, Refusal> {
    app.db
        .read((actor.district, competency), |tx, (district, id)| {
            Box::pin(async move {
                let found = store::competency::find(tx, *district, *id).await?;
                let competency = found.ok_or(Refusal::NotFound("this competency"))?;
                let framework = store::framework::find(tx, *district, competency.framework).await?;
                let framework = framework.ok_or(Refusal::NotFound("this framework"))?;
                let of_framework = store::competency::of_framework(tx, *district, framework.id).await?;
                let known: HashMap<CompetencyId, Competency> =
                    of_framework.into_iter().map(|one| (one.id, one)).collect();
                let all = store::association::of_framework(tx, *district, framework.id, None).await?;
                let mut relations = Vec::new();
                for one in all {
                    for outgoing in [true, false] {
                        let (here, there) = if outgoing {
                            (&one.origin, &one.destination)
                        } else {
                            (&one.destination, &one.origin)
                        };
                        // The framework itself is no competency: what hangs there has no parent.
                        if here.competency != Some(competency.id) || there.guid == framework.guid {
                            continue;
                        }
                        relations.push(Relation {
                            kind: one.kind.clone(),
                            outgoing,
                            other: there.competency.and_then(|id| known.get(&id).cloned()),
                            named: there.title.clone().unwrap_or_else(|| there.guid.clone()),
                        });
                    }
                }
                Ok(CompetencyDetail { competency, framework, relations })
            })
        })
        .await
}
