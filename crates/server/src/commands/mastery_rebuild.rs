//! `onramp mastery rebuild`: the same states from the ledger, and whether they are what is stored.

use serde_json::json;
use usecases::rebuild_mastery::{Difference, Rebuild, Rebuilt, rebuild_mastery};

use super::{
    CommandError, Common,
    output::say,
    progress::{bar, show},
};
use crate::figures::grouped;

/// Options of `onramp mastery rebuild`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only from what was recorded by this moment, such as 2026-11-24T12:00:00Z.
    #[arg(long, value_name = "TIME")]
    as_of: Option<jiff::Timestamp>,
    /// Write back judgements that are missing or different.
    #[arg(long, conflicts_with = "as_of")]
    write: bool,
}

/// Judges everything again and compares.
pub async fn run(args: Args, common: &Common) -> Result<(), CommandError> {
    let app = common.open().await?;
    let district = common.district(&app).await?;
    let asked = Rebuild { as_of: args.as_of, write: args.write };
    let progress = bar("entries");
    let rebuilt = rebuild_mastery(&app, district.id, asked, |done, of| show(&progress, done, of)).await?;
    progress.finish_and_clear();
    if common.json {
        say!("{:#}", as_json(&rebuilt));
    } else {
        print(&rebuilt);
    }
    if rebuilt.is_same() || args.write {
        return Ok(());
    }
    Err(CommandError::Other(
        "stored judgements are not what the ledger gives: run it with --write to write them back".to_owned(),
    ))
}

fn print(rebuilt: &Rebuilt) {
    for one in &rebuilt.differences {
        say!("learner {}, competency {}: {}.", one.learner, one.competency, one.what);
    }
    say!(
        "{} entries give {} judgements, {} of them mastered, in {:.1} s.",
        grouped(rebuilt.entries),
        grouped(rebuilt.cells),
        grouped(rebuilt.mastered),
        rebuilt.seconds
    );
    say!(
        "Stored: {} the same (value, level, policy and why), {} different, {} missing, {} without entries{}.",
        grouped(rebuilt.same),
        grouped(rebuilt.different),
        grouped(rebuilt.missing),
        grouped(rebuilt.without_entries),
        if rebuilt.later > 0 {
            format!(", {} judged again since", grouped(rebuilt.later))
        } else {
            String::new()
        }
    );
    for (set, cells) in &rebuilt.sets {
        say!(
            "{} of them were judged by the set {}: onramp mastery sets.",
            grouped(*cells),
            domain::chain::hex(set)
        );
    }
    if rebuilt.written > 0 {
        say!("Written back: {}.", grouped(rebuilt.written));
    }
    say!("Judged from the ledger with the policies that were known and effective when each cell was judged.");
}

fn as_json(rebuilt: &Rebuilt) -> serde_json::Value {
    let difference = |one: &Difference| {
        json!({
            "learner": one.learner.to_string(),
            "competency": one.competency.to_string(),
            "what": one.what,
        })
    };
    json!({
        "entries": rebuilt.entries,
        "cells": rebuilt.cells,
        "mastered": rebuilt.mastered,
        "same": rebuilt.same,
        "different": rebuilt.different,
        "missing": rebuilt.missing,
        "without_entries": rebuilt.without_entries,
        "later": rebuilt.later,
        "written": rebuilt.written,
        "sets": rebuilt.sets.iter().map(|(set, cells)| (domain::chain::hex(set), json!(cells))).collect::<serde_json::Map<_, _>>(),
        "differences": rebuilt.differences.iter().map(difference).collect::<Vec<_>>(),
        "seconds": rebuilt.seconds,
    })
}
