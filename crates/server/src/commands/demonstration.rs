//! `onramp demonstration start`: what `./run` asks for before it serves. Fills an empty database, and
//! prints where to go and with which links.

use domain::people::RoleKind;
use serde_json::json;
use usecases::{
    App, District,
    install::{Wish, install},
    link_account::link_operator,
    load_demonstration::{link_each_role, load_demonstration},
    show_person::list_districts,
};

use super::{CommandError, Common, output::say};
use crate::figures::grouped;

/// What to do with the demonstration.
#[derive(Debug, clap::Subcommand)]
pub enum Action {
    /// Fill an empty database, then print one sign-in link per role.
    Start {
        /// The address that will be served.
        #[arg(long, default_value = "http://127.0.0.1:8080", value_name = "ADDRESS")]
        address: String,
        /// Begin with a district of your own and its administrator instead of invented people.
        #[arg(long)]
        empty: bool,
    },
}

/// A link to print.
struct Link {
    role: &'static str,
    person: String,
    address: String,
}

/// Does it.
pub async fn run(action: Action, common: &Common) -> Result<(), CommandError> {
    let Action::Start { address, empty } = action;
    let address = address.trim_end_matches('/');
    let app = common.open_or_make().await?;
    let districts = list_districts(&app).await?;
    let links = match (districts.as_slice(), empty) {
        ([], true) => vec![begin(&app, address).await?],
        ([], false) => {
            let loaded = load_demonstration(&app).await?;
            eprintln!(
                "The demonstration district is invented: {} people, {} items, {} entries, in {:.1} s.",
                grouped(loaded.people),
                grouped(loaded.items),
                grouped(loaded.entries),
                loaded.seconds
            );
            role_links(&app, &loaded.district, address).await?
        }
        ([district], _) if district.demonstration => role_links(&app, district, address).await?,
        ([district], _) => operators_link(&app, district, address).await?.into_iter().collect(),
        _ => Vec::new(),
    };
    print(common, address, &links);
    Ok(())
}

async fn begin(app: &App, address: &str) -> Result<Link, CommandError> {
    let wish = Wish {
        name: "My district".to_owned(),
        code: "district".to_owned(),
        administrator: [String::new(), "Administrator".to_owned()],
        email: None,
    };
    let installed = install(app, wish).await?;
    Ok(Link {
        role: word(RoleKind::Administrator),
        person: installed.administrator.name(),
        address: link(address, &installed.district, &installed.token),
    })
}

/// The administrator's link again, until it was used.
async fn operators_link(app: &App, district: &District, address: &str) -> Result<Option<Link>, CommandError> {
    let found = link_operator(app, district.id).await?;
    Ok(found.map(|(person, token)| Link {
        role: word(RoleKind::Administrator),
        person: person.name(),
        address: link(address, district, &token),
    }))
}

async fn role_links(app: &App, district: &District, address: &str) -> Result<Vec<Link>, CommandError> {
    let links = link_each_role(app).await?;
    let link = |one: usecases::load_demonstration::RoleLink| Link {
        role: word(one.role),
        person: one.person.name(),
        address: link(address, district, &one.token),
    };
    Ok(links.into_iter().map(link).collect())
}

fn link(address: &str, district: &District, token: &str) -> String {
    format!("{address}/link/{}/{token}", district.code)
}

const fn word(role: RoleKind) -> &'static str {
    match role {
        RoleKind::ProgramLead => "program lead",
        RoleKind::CaseManager => "case manager",
        other => other.word(),
    }
}

/// How this program was called, with its database, so that a line can be copied.
fn this_program(common: &Common) -> String {
    let program =
        std::env::current_exe().map_or_else(|_| "onramp".to_owned(), |path| path.display().to_string());
    match &common.database_url {
        Some(_) => format!("{program} --database-url …"),
        None => format!("{program} --data {}", common.data.display()),
    }
}

fn print(common: &Common, address: &str, links: &[Link]) {
    if common.json {
        let link = |one: &Link| json!({ "role": one.role, "person": one.person, "address": one.address });
        say!("{:#}", json!({ "address": address, "links": links.iter().map(link).collect::<Vec<_>>() }));
        return;
    }
    say!("\nOnramp is at {address}");
    if links.is_empty() {
        say!("Sign in there. The way back in, with the name that somebody signs in with:\n");
        say!("  {} admin link NAME --public-address {address}\n", this_program(common));
        return;
    }
    say!("Each of these links signs in once:\n");
    for one in links {
        say!("  {:<14} {:<22} {}", one.role, one.person, one.address);
    }
    say!("");
}
