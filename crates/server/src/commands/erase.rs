//! `onramp admin erase NAME`: lawful erasure of one learner's record, or what it would take away.

use serde_json::json;
use usecases::{
    Actor, App,
    erase_record::{Plan, erase_at_the_machine, plan_erasure},
    export_record::learner_called,
    operator::operator,
    sweep_traces::sweep_traces,
};

use super::{CommandError, Common, output::say};
use crate::{erased_tables, figures::grouped};

/// Options of `onramp admin erase`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The learner, by id, by the roster's identifier, or by the whole name.
    #[arg(value_name = "NAME")]
    learner: String,
    /// Only say what would go and what stays.
    #[arg(long, conflicts_with_all = ["ground", "confirm"])]
    dry_run: bool,
    /// By which right; written down.
    #[arg(long, required_unless_present = "dry_run")]
    ground: Option<String>,
    /// The learner's name, as it is written here: nothing goes without it.
    #[arg(long, value_name = "NAME", required_unless_present = "dry_run")]
    confirm: Option<String>,
}

/// Looks, or erases.
pub async fn run(args: Args, common: &Common) -> Result<(), CommandError> {
    let app = common.open().await?;
    let district = common.district(&app).await?.id;
    let actor: Actor = operator(&app, district).await?;
    let learner = learner_called(&app, &actor, &args.learner).await?;
    let (Some(ground), Some(name)) = (&args.ground, &args.confirm) else {
        print_plan(&plan_erasure(&app, &actor, learner).await?, common);
        return Ok(());
    };
    let done = erase_at_the_machine(&app, &actor, learner, ground, name).await?;
    sweep(&app).await;
    if common.json {
        say!(
            "{:#}",
            json!({ "learner": learner.to_string(), "entries": done.entries, "other_rows": done.other_rows })
        );
    } else {
        say!(
            "The content of {} entries and {} other rows are gone. The ledger still verifies: onramp ledger verify. \
             Backups that were made before still hold the record.",
            grouped(done.entries),
            grouped(done.other_rows)
        );
    }
    Ok(())
}

/// Nothing is undone where this fails: the server does it by its clock.
pub async fn sweep(app: &App) {
    if let Err(error) = sweep_traces(app).await {
        eprintln!("The database file could not be written anew yet, so traces can be left in it: {error}");
    }
}

fn print_plan(plan: &Plan, common: &Common) {
    if common.json {
        let rows: serde_json::Map<_, _> =
            plan.rows.iter().map(|(table, count)| ((*table).to_owned(), (*count).into())).collect();
        say!(
            "{:#}",
            json!({
                "learner": plan.learner.id.to_string(),
                "name": plan.learner.name(),
                "entries": plan.entries,
                "rows": rows,
                "guardians": plan.guardians.iter().map(domain::people::Person::name).collect::<Vec<_>>(),
                "hindrance": plan.hindrance,
            })
        );
        return;
    }
    say!("{}: nothing was touched. An erasure would take away", plan.learner.name());
    say!("  the content of {} entries of the ledger; their places and seals stay", grouped(plan.entries));
    for (table, count) in &plan.rows {
        say!("  {}: {}", erased_tables::in_words(table), grouped(*count));
    }
    for guardian in &plan.guardians {
        say!("  {}, who speaks for nobody else", guardian.name());
    }
    if !plan.hindrance.is_empty() {
        say!("It cannot be done: {}", plan.hindrance);
    }
}
