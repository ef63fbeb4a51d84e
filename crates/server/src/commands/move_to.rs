//! `onramp admin move`.

use serde_json::json;
use usecases::{
    move_installation::{Moved, move_installation, shown},
    show_person::list_districts,
    verify_ledger::verify_ledger,
};

use super::{
    CommandError, Common,
    output::say,
    progress::{bar, show},
};
use crate::figures::grouped;

/// Options of `onramp admin move`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where to: a `postgres://` address or the path of an SQLite file. It must hold nothing yet.
    #[arg(long, value_name = "ADDRESS")]
    to: String,
}

/// Moves everything and says what was compared.
pub async fn run(args: Args, common: &Common) -> Result<(), CommandError> {
    let from = common.database()?;
    let progress = bar("rows read, written and compared");
    let moved = move_installation(&from, &args.to, |done, of| {
        show(&progress, done.cast_signed(), of.cast_signed());
    })
    .await?;
    progress.finish_and_clear();
    let entries = verify(&args.to).await?;
    if common.json {
        let table = |one: &Moved| json!({ "table": one.table, "rows": one.rows, "sha256": domain::chain::hex(&one.digest) });
        say!(
            "{:#}",
            json!({
                "from": shown(&from),
                "to": shown(&args.to),
                "tables": moved.iter().map(table).collect::<Vec<_>>(),
                "ledger_entries_verified": entries,
            })
        );
        return Ok(());
    }
    for one in &moved {
        let digest = &domain::chain::hex(&one.digest)[..16];
        say!("{:<24} {:>14} rows on both sides, SHA-256 {digest}", one.table, grouped(one.rows));
    }
    say!("The ledger is whole there: {} entries.", grouped(entries));
    say!(
        "From now on give every command --database-url or ONRAMP_DATABASE_URL={}. {} is as it was: keep it \
         until the new one is backed up, and start nothing on it.",
        shown(&args.to),
        shown(&from)
    );
    Ok(())
}

/// Walks every chain of every district in the new place.
async fn verify(address: &str) -> Result<i64, CommandError> {
    let app = usecases::open(address).await?;
    let mut entries = 0;
    for district in list_districts(&app).await? {
        let found = verify_ledger(&app, district.id, None, |_, _| {}).await?;
        if !found.is_whole() {
            return Err(CommandError::Other(format!(
                "everything was moved and is the same, but the ledger of {} is not whole, there and here: \
                 run `onramp ledger verify --district {}`",
                district.name, district.code
            )));
        }
        entries += found.entries;
    }
    Ok(entries)
}
