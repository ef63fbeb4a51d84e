//! `onramp admin install`: a district and its first administrator.

use serde_json::json;
use usecases::install::{Wish, install};

use super::{CommandError, Common, output::say};

/// Options of `onramp admin install`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The district's name.
    #[arg(long)]
    name: String,
    /// The short word in addresses, such as riverbend.
    #[arg(long)]
    code: String,
    /// The administrator's given name.
    #[arg(long, default_value = "")]
    given_name: String,
    /// The administrator's family name.
    #[arg(long, default_value = "Administrator")]
    family_name: String,
    /// The administrator's e-mail, which is also the name to sign in with.
    #[arg(long)]
    email: Option<String>,
    /// The address that people type, for the link that is printed.
    #[arg(
        long,
        env = "ONRAMP_PUBLIC_ADDRESS",
        default_value = "http://127.0.0.1:8080",
        value_name = "ADDRESS"
    )]
    public_address: String,
}

/// Makes the district and prints a one-time link for its administrator.
pub async fn run(args: Args, common: &Common) -> Result<(), CommandError> {
    let app = common.open_or_make().await?;
    let administrator = [args.given_name, args.family_name];
    let wish = Wish { name: args.name, code: args.code, administrator, email: args.email };
    let installed = install(&app, wish).await?;
    let address = args.public_address.trim_end_matches('/');
    let link = format!("{address}/link/{}/{}", installed.district.code, installed.token);
    if common.json {
        let name = &installed.sign_in_name;
        say!("{:#}", json!({ "district": installed.district.code, "sign_in_name": name, "link": link }));
    } else {
        say!("{} is installed. {} signs in once with", installed.district.name, installed.sign_in_name);
        say!("{link}");
    }
    Ok(())
}
