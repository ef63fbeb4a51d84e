//! `onramp admin link NAME`: the way back in.

use serde_json::json;
use usecases::link_account::link_account;

use super::{CommandError, Common, output::say};

/// Options of `onramp admin link`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The name that the person signs in with.
    name: String,
    /// The address that people type, for the link that is printed.
    #[arg(
        long,
        env = "ONRAMP_PUBLIC_ADDRESS",
        default_value = "http://127.0.0.1:8080",
        value_name = "ADDRESS"
    )]
    public_address: String,
}

/// Prints a link that signs the person in once.
pub async fn run(args: Args, common: &Common) -> Result<(), CommandError> {
    let app = common.open().await?;
    let district = common.district(&app).await?;
    let (person, token) = link_account(&app, district.id, &args.name).await?;
    let link = format!("{}/link/{}/{token}", args.public_address.trim_end_matches('/'), district.code);
    if common.json {
        say!("{:#}", json!({ "person": person.name(), "link": link }));
    } else {
        say!("{} signs in once, within three days, with\n{link}", person.name());
    }
    Ok(())
}
