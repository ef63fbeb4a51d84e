//! `onramp admin upgrade`.

use serde_json::json;
use usecases::upgrade::{State, look, upgrade};

use super::{CommandError, Common, output::say};

/// Options of `onramp admin upgrade`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only say what would be done.
    #[arg(long)]
    check: bool,
}

/// Looks, or brings the database up to date.
pub async fn run(args: Args, common: &Common) -> Result<(), CommandError> {
    let address = common.database()?;
    if args.check {
        let state = look(&address).await?;
        if common.json {
            say!("{:#}", as_json(&state, None));
        }
        newer(&state)?;
        if !common.json {
            say!("{}", sentence(&state));
        }
        return Ok(());
    }
    let done = upgrade(&address).await?;
    let copy = done.copy.map(|copy| copy.display().to_string());
    if common.json {
        say!("{:#}", as_json(&done.before, copy.as_deref()));
        return Ok(());
    }
    if done.before.pending.is_empty() {
        say!("{}", sentence(&done.before));
        return Ok(());
    }
    say!("The tables are at version {} now; they were at {}.", done.before.known, done.before.version);
    if let Some(copy) = copy {
        say!(
            "The way back: end Onramp, move the database and its -wal file away, and with the program from \
             before run `onramp restore {copy}`. What was recorded since is not in that copy."
        );
    }
    Ok(())
}

fn sentence(state: &State) -> String {
    if state.pending.is_empty() {
        return format!("Nothing to do: the tables are at version {}.", state.version);
    }
    let steps: Vec<String> =
        state.pending.iter().map(|(version, name)| format!("  {version}  {name}")).collect();
    format!(
        "The tables are at version {}; `onramp admin upgrade`, or starting the server, brings them to {}:\n{}\n\
         An SQLite file is copied first. On PostgreSQL make a backup before: onramp backup FILE names the command.",
        state.version,
        state.known,
        steps.join("\n")
    )
}

fn newer(state: &State) -> Result<(), CommandError> {
    if state.version <= state.known {
        return Ok(());
    }
    Err(CommandError::Other(format!(
        "a newer Onramp has used this database (table version {}, this program knows {}): use that program, or \
         restore the backup from before its upgrade",
        state.version, state.known
    )))
}

fn as_json(state: &State, copy: Option<&str>) -> serde_json::Value {
    let step = |(version, name): &(i64, &str)| json!({ "version": version, "name": name });
    json!({
        "version": state.version,
        "known": state.known,
        "pending": state.pending.iter().map(step).collect::<Vec<_>>(),
        "copy": copy,
    })
}
