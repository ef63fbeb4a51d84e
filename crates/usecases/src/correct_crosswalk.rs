//! Correcting a suggested crosswalk by hand: accept, change, remove and add links. Nothing is carried
//! before it is adopted.

use std::collections::HashSet;

use domain::{CompetencyId, FrameworkId, crosswalk::Relation};
use store::crosswalk::Correction;

use crate::{Actor, App, Refusal, access, chance, import_files::may_edit_frameworks};

/// The most links that one correction may say something about.
const MOST: usize = 20_000;

/// What a person says about one link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SaidLink {
    /// The older competency.
    pub old: CompetencyId,
    /// The newer one.
    pub new: CompetencyId,
    /// What it is; `None` for no link.
    pub relation: Option<Relation>,
}

/// Takes what a person says about links from `old` to `new`; the last word about each counts.
pub async fn correct_crosswalk(
    app: &App,
    actor: &Actor,
    old: FrameworkId,
    new: FrameworkId,
    said: &[SaidLink],
) -> Result<(), Refusal> {
    access::may_write(actor)?;
    if said.len() > MOST {
        return Err(Refusal::invalid("links", format!("are too many: {MOST} at once are the most")));
    }
    let now = chance::now();
    let input = (actor.clone(), (old, new), said.to_vec());
    app.db
        .write(input, move |tx, (actor, pair, said)| {
            Box::pin(async move {
                may_edit_frameworks(tx, actor, chance::date_of(actor.district, now)).await?;
                let ends: Vec<CompetencyId> = said.iter().flat_map(|one| [one.old, one.new]).collect();
                let placed = store::competency::frameworks_of(tx, actor.district, &ends).await?;
                let known: HashSet<(CompetencyId, FrameworkId)> =
                    placed.iter().map(|one| (one.competency, one.framework)).collect();
                for one in said {
                    for (field, competency, framework) in [("old", one.old, pair.0), ("new", one.new, pair.1)]
                    {
                        if !known.contains(&(competency, framework)) {
                            return Err(Refusal::invalid(field, "is not a competency of that version"));
                        }
                    }
                }
                let corrections: Vec<Correction> = said
                    .iter()
                    .map(|one| Correction { old: one.old, new: one.new, relation: one.relation })
                    .collect();
                let by = actor.person;
                Ok(store::crosswalk::correct(tx, actor.district, *pair, &corrections, by, now).await?)
            })
        })
        .await
}
