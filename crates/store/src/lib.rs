//! All SQL of Onramp, one file per table family, and one migration history for both engines.
//!
//! Decides nothing: it finds, adds, puts and lists. Every table's key and every query begin with the
//! district; the exceptions are listed in `GLOBAL.md`. Not found is `Ok(None)`.

pub mod access_log;
pub mod account;
pub mod activity;
pub mod address;
pub mod adopted_cell;
pub mod adoption;
mod alone;
pub mod anchor;
pub mod answered_request;
mod arguments;
mod aside;
pub mod association;
pub mod backup;
mod bulk;
mod checkpoints;
mod column;
pub mod competency;
pub mod crosswalk;
pub mod db;
pub mod district;
pub mod draft;
pub mod enrollment;
mod error;
pub mod evidence;
pub mod examine;
pub mod framework;
pub mod guardianship;
pub mod import;
pub mod judgement_input;
pub mod learner;
pub mod mail_server;
pub mod mastery;
mod migrations;
pub mod moving;
pub mod notice;
pub mod organization;
pub mod person;
pub mod policy;
pub mod preference;
pub mod published;
mod readers;
pub mod role;
mod row;
pub mod section;
pub mod session;
pub mod sign_in_link;
pub mod size;
mod sqlite;
mod structure;
pub mod target;
pub mod term;
pub mod token;
pub mod tx;
pub mod upgrade;
pub mod wording;
mod writer;

pub use arguments::Arg;
pub use db::Db;
pub use error::{StoreError, Transient};
pub use row::Row;
pub use tx::Tx;
