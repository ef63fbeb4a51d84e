//! `onramp backup FILE` and `onramp restore FILE`.

use std::path::PathBuf;

use serde_json::json;
use usecases::back_up::{Copied, back_up, restore};

use super::{CommandError, Common, output::say};
use crate::figures::grouped;

/// The file of a backup.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The backup.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Copies the database while it is in use.
pub async fn run(args: Args, common: &Common) -> Result<(), CommandError> {
    let app = common.open().await?;
    let copied = back_up(&app, &args.file).await?;
    say(common, &format!("{} is whole", args.file.display()), copied);
    Ok(())
}

/// Puts a copy in the place of a database that does not exist.
pub async fn run_restore(args: Args, common: &Common) -> Result<(), CommandError> {
    let address = common.database()?;
    let copied = restore(&args.file, &address).await?;
    say(common, &format!("{address} is restored"), copied);
    Ok(())
}

fn say(common: &Common, what: &str, copied: Copied) {
    if common.json {
        say!("{:#}", json!({ "bytes": copied.bytes, "entries": copied.entries }));
        return;
    }
    say!("{what}: {} entries, {} bytes.", grouped(copied.entries), grouped(copied.bytes));
}
