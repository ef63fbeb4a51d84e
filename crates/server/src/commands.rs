//! The command line: one file per command under `commands/`.

mod backup;
mod demonstration;
mod describe;
mod erase;
mod export;
mod framework;
mod import;
mod install;
mod items;
mod ledger;
mod link;
mod mastery_judge;
mod mastery_rebuild;
mod mastery_rules;
mod mastery_sets;
mod mastery_what_if;
mod measure;
mod move_to;
mod output;
mod policy;
mod progress;
mod retention;
mod role;
mod schedule;
mod upgrade;

use std::{os::unix::fs::DirBuilderExt as _, process::ExitCode};

pub(crate) use output::line;

use clap::{Parser, Subcommand};
use usecases::{App, Refusal, back_up::is_postgres};

/// Competency-based learning on your own machine.
#[derive(Debug, Parser)]
#[command(name = "onramp", version, about, propagate_version = true)]
struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

/// Options of every command.
#[derive(Debug, Clone, clap::Args)]
pub struct Common {
    /// Where data is kept when no database is named.
    #[arg(long, global = true, env = "ONRAMP_DATA_DIR", default_value = "data", value_name = "DIR")]
    pub data: std::path::PathBuf,
    /// A `postgres://` address or the path of an SQLite file; by default `onramp.sqlite` in the data folder.
    #[arg(long, global = true, env = "ONRAMP_DATABASE_URL", value_name = "ADDRESS")]
    pub database_url: Option<String>,
    /// Which district, by its code; not needed when there is one.
    #[arg(long, global = true, env = "ONRAMP_DISTRICT", value_name = "CODE")]
    pub district: Option<String>,
    /// Machine-readable output on stdout.
    #[arg(long, global = true)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve pages and API.
    Serve(crate::serve::Args),
    /// Bring files in: frameworks, rosters, evidence, answers, prerequisites.
    #[command(subcommand)]
    Import(import::What),
    /// Write tables out.
    #[command(subcommand)]
    Export(export::What),
    /// Bring items in and write them out, as QTI packages.
    #[command(subcommand)]
    Items(items::Action),
    /// Compare and adopt versions of a framework.
    #[command(subcommand)]
    Framework(framework::Action),
    /// Judge again, or on a file.
    #[command(subcommand)]
    Mastery(MasteryAction),
    /// Calibrate, score, simulate, trace, decide, equate and report, on files, without a database.
    Measure(Box<::measure::Measure>),
    /// Solve, check, repair and explain the schedule of a day, on files, without a database.
    #[command(subcommand)]
    Schedule(schedule::Action),
    /// Check and anchor the ledger.
    #[command(subcommand)]
    Ledger(ledger::Action),
    /// Run the installation.
    #[command(subcommand)]
    Admin(AdminAction),
    /// Copy an SQLite database while it is in use.
    Backup(backup::Args),
    /// Put a copy in the place of a database that does not exist.
    Restore(backup::Args),
    /// Say in words what is wrong with a set-up: give it the options that `serve` gets.
    Doctor(crate::serve::Args),
    /// Print what a shell completes commands with.
    Completions(describe::Completions),
    /// Print the manual page, or write one for every command.
    Man(describe::Manual),
    /// Look at Onramp with invented people.
    #[command(subcommand)]
    Demonstration(demonstration::Action),
}

#[derive(Debug, Subcommand)]
enum MasteryAction {
    /// Judge everything again from the ledger and compare with what is stored.
    Rebuild(mastery_rebuild::Args),
    /// Judge the evidence in a file by a rule, without a database.
    Judge(mastery_judge::Args),
    /// List every rule with its parameters and a worked example.
    Rules,
    /// The item parameters and tracing weights that judgements name: in use, and before.
    Sets,
    /// Look whom a change of policy would touch; nothing is written.
    WhatIf(mastery_what_if::Change),
    /// Adopt a change of policy, from now on or for the past.
    Adopt(mastery_what_if::AdoptArgs),
    /// Take an adoption back.
    Undo(mastery_what_if::UndoArgs),
    /// List adopted changes.
    Adoptions,
}

#[derive(Debug, Subcommand)]
enum AdminAction {
    /// Make a district and its first administrator.
    Install(install::Args),
    /// Print a one-time link for somebody, by the name they sign in with.
    Link(link::Args),
    /// Move everything to another database, and compare it there.
    Move(move_to::Args),
    /// Bring the tables up to date with this program, or say what that would do.
    Upgrade(upgrade::Args),
    /// Set and list policies: the numbers and choices that sites disagree on.
    #[command(subcommand)]
    Policy(policy::Action),
    /// Give and end roles in the district and its schools, and list who holds which.
    #[command(subcommand)]
    Role(role::Action),
    /// Erase the record of one learner by law, or say what that would take away.
    Erase(erase::Args),
    /// Let go what is older than the district keeps it, or count it by kind and year.
    Retention(retention::Args),
}

/// Why a command ended without doing its work: one readable line.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// A use case refused.
    #[error("{0}")]
    Refused(#[from] Refusal),
    /// A file cannot be read or written.
    #[error("{path}: {error}")]
    File {
        /// Which.
        path: String,
        /// What the system says.
        error: std::io::Error,
    },
    /// Anything else, in a sentence that says what to do.
    #[error("{0}")]
    Other(String),
    /// It was done, but for what was wrong: exit status 3.
    #[error("{0} left out: what is wrong with each is said above")]
    LeftOut(String),
}

/// The exit status of a command that did its work and left something out.
const LEFT_OUT: u8 = 3;

impl Common {
    /// The address of the database.
    pub fn address(&self) -> String {
        let file = || self.data.join("onramp.sqlite").display().to_string();
        self.database_url.clone().unwrap_or_else(file)
    }

    /// The address of the database; makes the data folder when the database lies in it.
    pub fn database(&self) -> Result<String, CommandError> {
        if self.database_url.is_none() {
            // Records are nobody else's on this machine.
            std::fs::DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(&self.data)
                .map_err(|error| CommandError::File { path: self.data.display().to_string(), error })?;
        }
        Ok(self.address())
    }

    /// The database's file, where it is one.
    pub fn sqlite_file(&self) -> Option<std::path::PathBuf> {
        let address = self.address();
        (!is_postgres(&address)).then(|| address.into())
    }

    /// Opens the platform, which must be there: a mistyped folder is not filled with an empty one.
    pub async fn open(&self) -> Result<App, CommandError> {
        match self.sqlite_file() {
            Some(file) if !file.exists() => Err(CommandError::Other(format!(
                "there is no database at {} yet: name the right place with --data or --database-url, or begin \
                 with `onramp admin install --name NAME --code CODE`",
                file.display()
            ))),
            _ => self.open_or_make().await,
        }
    }

    /// Opens the platform; makes its database where there is none.
    pub async fn open_or_make(&self) -> Result<App, CommandError> {
        let address = self.database()?;
        usecases::open(&address).await.map_err(CommandError::from)
    }

    /// The district that a command is about.
    pub async fn district(&self, app: &App) -> Result<usecases::District, CommandError> {
        let all = usecases::show_person::list_districts(app).await?;
        match (&self.district, all.as_slice()) {
            (Some(code), _) => {
                all.iter().find(|district| district.code == *code).cloned().ok_or_else(|| {
                    CommandError::Other(format!("there is no district with the code \"{code}\""))
                })
            }
            (None, [only]) => Ok(only.clone()),
            (None, []) => Err(CommandError::Other(
                "there is no district yet: run `onramp admin install --name NAME --code CODE`".to_owned(),
            )),
            (None, _) => {
                let codes: Vec<&str> = all.iter().map(|district| district.code.as_str()).collect();
                Err(CommandError::Other(format!("name a district with --district: {}", codes.join(", "))))
            }
        }
    }
}

/// Reads the command line, does what it says, and tells how it ended.
pub async fn run() -> ExitCode {
    let cli = Cli::parse();
    let ended = match cli.command {
        Command::Serve(args) => crate::serve::run(args, &cli.common).await,
        Command::Import(what) => import::run(what, &cli.common).await,
        Command::Export(what) => export::run(what, &cli.common).await,
        Command::Items(action) => items::run(action, &cli.common).await,
        Command::Framework(action) => framework::run(action, &cli.common).await,
        Command::Mastery(MasteryAction::Rebuild(args)) => mastery_rebuild::run(args, &cli.common).await,
        Command::Mastery(MasteryAction::Judge(args)) => mastery_judge::run(&args, &cli.common),
        Command::Mastery(MasteryAction::Rules) => {
            mastery_rules::run(&cli.common);
            Ok(())
        }
        Command::Mastery(MasteryAction::Sets) => mastery_sets::run(&cli.common).await,
        Command::Mastery(MasteryAction::WhatIf(change)) => mastery_what_if::run(change, &cli.common).await,
        Command::Mastery(MasteryAction::Adopt(args)) => mastery_what_if::run_adopt(args, &cli.common).await,
        Command::Mastery(MasteryAction::Undo(args)) => mastery_what_if::run_undo(args, &cli.common).await,
        Command::Mastery(MasteryAction::Adoptions) => mastery_what_if::run_list(&cli.common).await,
        Command::Measure(args) => measure::run(&args, &cli.common),
        Command::Schedule(action) => schedule::run(&action, &cli.common),
        Command::Ledger(action) => ledger::run(action, &cli.common).await,
        Command::Admin(AdminAction::Install(args)) => install::run(args, &cli.common).await,
        Command::Admin(AdminAction::Link(args)) => link::run(args, &cli.common).await,
        Command::Admin(AdminAction::Move(args)) => move_to::run(args, &cli.common).await,
        Command::Admin(AdminAction::Upgrade(args)) => upgrade::run(args, &cli.common).await,
        Command::Admin(AdminAction::Policy(action)) => policy::run(action, &cli.common).await,
        Command::Admin(AdminAction::Role(action)) => role::run(action, &cli.common).await,
        Command::Admin(AdminAction::Erase(args)) => erase::run(args, &cli.common).await,
        Command::Admin(AdminAction::Retention(args)) => retention::run(args, &cli.common).await,
        Command::Backup(args) => backup::run(args, &cli.common).await,
        Command::Restore(args) => backup::run_restore(args, &cli.common).await,
        Command::Doctor(args) => crate::doctor::run(args, &cli.common).await,
        Command::Completions(args) => {
            describe::completions(&args);
            Ok(())
        }
        Command::Man(args) => describe::manual(&args),
        Command::Demonstration(action) => demonstration::run(action, &cli.common).await,
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("onramp: {error}");
            if matches!(error, CommandError::LeftOut(_)) { LEFT_OUT.into() } else { ExitCode::FAILURE }
        }
    }
}
