//! One file per thing that a person or a timer can make the platform do: who may; load, decide, save;
//! one transaction each.
//!
//! There is no SQL here, no HTML and no HTTP type. The clock and randomness are read in [`chance`] only.

pub mod access;
pub mod add_framework;
pub mod add_section;
pub mod adopt_version;
pub mod anchor_file;
pub mod anchor_ledger;
pub mod answer_once;
mod app;
pub mod back_up;
pub mod browse_framework;
mod chain_check;
pub mod chance;
pub mod choose_targets;
pub mod class_list;
pub mod compare_versions;
pub mod correct_crosswalk;
pub mod decide_mastery;
pub mod demonstration;
pub mod distribution;
pub mod edit_competency;
pub mod edit_prerequisites;
mod entry_steps;
pub mod excuse_evidence;
pub mod export_case;
pub mod export_evidence;
pub mod export_framework;
pub mod export_people;
pub mod family_report;
mod framework_versions;
mod framework_whole;
pub mod history;
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
pub mod install;
pub mod judging;
mod known_competencies;
mod known_people;
pub mod ledger;
pub mod link_account;
pub mod list_access_log;
pub mod list_imports;
pub mod list_my_sections;
pub mod list_notices;
pub mod list_organizations;
pub mod list_policies;
pub mod list_section_people;
pub mod load_demonstration;
pub mod mail_settings;
pub mod operator;
pub mod own_words;
pub mod password;
mod policy_scopes;
pub mod preferences;
pub mod print_reports;
pub mod queue_digests;
pub mod rate;
pub mod rebuild_mastery;
pub mod record_evidence;
mod refusal;
pub mod rejudge_due;
pub mod rejudging;
pub mod release_drafts;
mod replay;
pub mod retract_evidence;
pub mod search_competencies;
pub mod search_people;
pub mod send_notices;
pub mod sessions;
pub mod set_policy;
pub mod show_competency;
pub mod show_competency_detail;
pub mod show_competency_uses;
pub mod show_coverage;
pub mod show_family;
pub mod show_grid;
pub mod show_groups;
pub mod show_health;
pub mod show_learner;
pub mod show_person;
pub mod show_rating_sheet;
pub mod show_why;
pub mod sign_in;
pub mod sign_in_links;
pub mod tick;
pub mod tokens;
pub mod verify_ledger;
pub mod words;

pub use app::{Actor, App, Change};
pub use refusal::Refusal;
pub use store::district::District;

/// Opens the platform on a database: a `postgres://` address or the path of an SQLite file.
pub async fn open(address: &str) -> Result<App, Refusal> {
    Ok(App::new(store::Db::open(address).await?))
}
