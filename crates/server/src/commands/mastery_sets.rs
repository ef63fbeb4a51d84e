//! `onramp mastery sets`: which item parameters and tracing weights judgements name: in use, and before.

use serde_json::json;
use usecases::{
    list_measured_sets::{ShownSet, list_measured_sets},
    operator::operator,
};

use super::{CommandError, Common, output::say};
use crate::figures::grouped;

/// Lists every version, newest first within its kind.
pub async fn run(common: &Common) -> Result<(), CommandError> {
    let app = common.open().await?;
    let district = common.district(&app).await?;
    let actor = operator(&app, district.id).await?;
    let sets = list_measured_sets(&app, &actor).await?;
    if common.json {
        say!("{:#}", sets.iter().map(as_json).collect::<serde_json::Value>());
        return Ok(());
    }
    if sets.is_empty() {
        say!("None came in yet: onramp import item-parameters FILE, or onramp import tracing FILE.");
    }
    for set in &sets {
        let used = if set.in_use { "in use" } else { "was in use" };
        say!(
            "{}, version {}: {} {}, {used} since {}, from {}\n  {}",
            set.kind.name(),
            set.version,
            grouped(set.items),
            set.kind.counts(),
            set.since,
            set.file_name,
            domain::chain::hex(&set.digest),
        );
    }
    Ok(())
}

fn as_json(set: &ShownSet) -> serde_json::Value {
    json!({
        "kind": set.kind.word(),
        "version": set.version,
        "digest": domain::chain::hex(&set.digest),
        "items": set.items,
        "file_name": set.file_name,
        "file_digest": domain::chain::hex(&set.file_digest),
        "since": set.since.to_string(),
        "by": set.by,
        "in_use": set.in_use,
    })
}
