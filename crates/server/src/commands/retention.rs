//! `onramp admin retention`: counts by kind and year what is older than the district keeps it, and lets one
//! kind of it go.

use domain::privacy::Kept;
use serde_json::{Value, json};
use usecases::{
    operator::operator,
    retention::{Due, apply_retention, look_at_retention},
};

use super::{
    CommandError, Common,
    output::say,
    progress::{bar, show},
};
use crate::figures::grouped;

/// Options of `onramp admin retention`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only count; this is what happens without --apply too.
    #[arg(long, conflicts_with = "apply")]
    dry_run: bool,
    /// Let what is due of this kind go: records, access_log, disclosures, notices, sign_ins or imports.
    #[arg(long, value_name = "KIND")]
    apply: Option<String>,
}

/// Counts, or lets go.
pub async fn run(args: Args, common: &Common) -> Result<(), CommandError> {
    let app = common.open().await?;
    let district = common.district(&app).await?.id;
    let actor = operator(&app, district).await?;
    let (due, _) = look_at_retention(&app, &actor).await?;
    let Some(word) = args.apply else {
        if common.json {
            say!("{:#}", due.iter().map(as_json).collect::<Value>());
        } else {
            due.iter().for_each(print);
        }
        return Ok(());
    };
    let words: Vec<&str> = Kept::ALL.iter().map(|kind| kind.word()).collect();
    let kind = Kept::from_word(&word)
        .ok_or_else(|| CommandError::Other(format!("--apply is one of {}", words.join(", "))))?;
    let of = due.iter().find(|one| one.kind == kind).map_or(0, Due::in_all);
    let progress = bar("rows");
    let run = apply_retention(&app, &actor, kind, |done| show(&progress, done, of)).await?;
    progress.finish_and_clear();
    super::erase::sweep(&app).await;
    if common.json {
        say!("{:#}", json!({ "kind": kind.word(), "before": run.before.to_string(), "taken": run.taken }));
    } else {
        say!("{}: {} from before {} are gone.", kind.word(), grouped(run.taken), run.before);
    }
    Ok(())
}

fn print(due: &Due) {
    let Some(before) = due.before else {
        say!("{}: kept for ever", due.kind.word());
        return;
    };
    say!("{}: {} from before {before} would go", due.kind.word(), grouped(due.in_all()));
    for (year, count) in &due.by_year {
        say!("  {year}: {}", grouped(*count));
    }
}

fn as_json(due: &Due) -> Value {
    json!({
        "kind": due.kind.word(),
        "years": due.years,
        "before": due.before.map(|day| day.to_string()),
        "count": due.in_all(),
        "by_year": due.by_year.iter().map(|(year, count)| json!({ "year": year, "count": count })).collect::<Vec<_>>(),
    })
}
