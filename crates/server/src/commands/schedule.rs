//! `onramp schedule`: the day's schedule on files, without a database.

mod check;
mod conflicts;
mod invent;
mod paths;
mod repair;
mod solve;
mod why;

use std::path::PathBuf;

use scheduling::file::{INSTANCE_SCHEMA, SCHEDULE_SCHEMA};

use super::{CommandError, Common, output};

/// What to do with a day.
#[derive(Debug, clap::Subcommand)]
pub enum Action {
    /// Find a schedule of a day.
    Solve(solve::Args),
    /// List every rule that a schedule breaks; exit status 1 when there is one.
    Check(check::Args),
    /// Mend a schedule for a day that has changed, moving the fewest people.
    Repair(repair::Args),
    /// Say why a learner sits where they sit, for staff.
    Why(why::Args),
    /// Invent a day, for trials and measurements.
    Invent(invent::Args),
    /// Print the JSON Schema of a format.
    Schema {
        /// Of which file.
        #[arg(value_enum)]
        of: Format,
    },
}

/// A format of files.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum Format {
    /// What a schedule is made from.
    Instance,
    /// A schedule.
    Schedule,
}

/// How long to search.
#[derive(Debug, Clone, clap::Args)]
struct Search {
    /// Search so long at most; the best schedule so far stands.
    #[arg(long, default_value = "60", value_parser = seconds)]
    seconds: f64,
    /// Take so many steps at most: then the same seed gives the same schedule on every machine, if there is time.
    #[arg(long)]
    steps: Option<u64>,
    /// Stop when the schedule falls short of the proven bound by no more than this share of it.
    #[arg(long, default_value = "0.01", value_parser = share)]
    gap: f64,
    /// Where the chance begins.
    #[arg(long, default_value = "1")]
    seed: u64,
}

/// A day of seconds; more is a mistake.
const MOST_SECONDS: f64 = 86_400.0;

fn seconds(text: &str) -> Result<f64, String> {
    number(text, 0.0..=MOST_SECONDS)
}

fn share(text: &str) -> Result<f64, String> {
    number(text, 0.0..=1.0)
}

fn number(text: &str, within: std::ops::RangeInclusive<f64>) -> Result<f64, String> {
    let number = text.parse::<f64>().ok().filter(|number| within.contains(number));
    number.ok_or_else(|| format!("give a number from {} to {}", within.start(), within.end()))
}

/// Where what was found is written.
#[derive(Debug, Clone, clap::Args)]
struct Out {
    /// Write the schedule here.
    #[arg(short, long, value_name = "FILE")]
    out: PathBuf,
}

/// Does it.
pub fn run(action: &Action, common: &Common) -> Result<(), CommandError> {
    match action {
        Action::Solve(args) => solve::run(args, common.json),
        Action::Check(args) => check::run(args, common.json),
        Action::Repair(args) => repair::run(args, common.json),
        Action::Why(args) => why::run(args, common.json),
        Action::Invent(args) => invent::run(args),
        Action::Schema { of } => {
            output::text(match of {
                Format::Instance => INSTANCE_SCHEMA,
                Format::Schedule => SCHEDULE_SCHEMA,
            });
            Ok(())
        }
    }
}
