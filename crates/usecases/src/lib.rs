//! One file per thing that a person or a timer can make the platform do: who may; load, decide, save;
//! one transaction each.
//!
//! There is no SQL here, no HTML and no HTTP type. The clock and randomness are read in [`chance`] only.

pub mod access;
pub mod anchor_file;
pub mod anchor_ledger;
mod app;
mod chain_check;
pub mod chance;
pub mod demonstration;
mod entry_steps;
mod import_changes;
mod import_evidence;
pub mod import_files;
mod import_framework;
mod import_prerequisites;
pub mod import_report;
pub mod import_request;
mod import_responses;
mod import_roster;
mod import_steps;
pub mod judging;
mod known_competencies;
mod known_people;
pub mod ledger;
pub mod list_section_people;
pub mod password;
pub mod rebuild_mastery;
mod refusal;
mod replay;
pub mod show_person;
pub mod sign_in;
pub mod sign_in_links;
pub mod tick;
pub mod tokens;
pub mod verify_ledger;

pub use app::{Actor, App, Change};
pub use refusal::Refusal;
pub use store::district::District;

/// Opens the platform on a database: a `postgres://` address or the path of an SQLite file.
pub async fn open(address: &str) -> Result<App, Refusal> {
    Ok(App::new(store::Db::open(address).await?))
}
