//! Which sets that were measured beforehand are in use, and which were before: who brought each in, when, from
//! which file.

use std::collections::HashMap;

use domain::{PersonId, Timestamp, chain::Digest};
use mastery::measured::Kind;

use crate::{Actor, App, Refusal, access, chance};

/// One version of a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownSet {
    /// What kind it is.
    pub kind: Kind,
    /// From 1.
    pub version: i64,
    /// What judgements name it by.
    pub digest: Digest,
    /// How many items or competencies it is about, see [`Kind::counts`].
    pub items: i64,
    /// The file it came from.
    pub file_name: String,
    /// SHA-256 of that file.
    pub file_digest: Digest,
    /// From when it is in use.
    pub since: Timestamp,
    /// Who brought it in; empty when that is not known.
    pub by: String,
    /// Whether it is the newest of its kind.
    pub in_use: bool,
}

/// Lists every version, newest first within its kind. For administrators.
pub async fn list_measured_sets(app: &App, actor: &Actor) -> Result<Vec<ShownSet>, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read(actor, move |tx, actor| {
            Box::pin(async move {
                access::administrator(tx, actor, today).await?;
                let versions = store::measured_set::list(tx, actor.district).await?;
                let mut people: Vec<PersonId> = versions.iter().filter_map(|one| one.recorded_by).collect();
                people.sort_unstable();
                people.dedup();
                let found = store::person::find_all(tx, actor.district, &people).await?;
                let names: HashMap<PersonId, String> =
                    found.into_iter().map(|one| (one.id, one.name())).collect();
                let mut shown: Vec<ShownSet> = Vec::with_capacity(versions.len());
                for one in versions {
                    let Some(kind) = Kind::from_word(&one.kind) else { continue };
                    shown.push(ShownSet {
                        kind,
                        version: one.version,
                        digest: one.digest,
                        items: one.items,
                        file_name: one.file_name,
                        file_digest: one.file_digest,
                        since: one.recorded_at,
                        by: one.recorded_by.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
                        in_use: shown.last().is_none_or(|newer| newer.kind != kind),
                    });
                }
                Ok(shown)
            })
        })
        .await
}
