//! The commands: one file each. A command reads files, asks `measurement`, and returns what it found.

mod blueprints;
mod calibrate;
mod calibration_tables;
mod careless_guessing;
mod decide;
mod dif;
mod discovery;
mod equate;
mod fit_tables;
mod flags;
mod forms;
mod growth;
mod link;
mod next_answer;
mod online;
mod predictions;
mod quotas;
mod report;
mod score;
mod simulate;
mod simulated;
mod structure;
mod trace;
mod watching;

use std::path::PathBuf;

use crate::{
    findings::Findings,
    trouble::{Problem, Trouble},
};

/// A command with the options that all of them have.
#[derive(Debug, Clone, clap::Args)]
pub struct Measure {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

/// Options of every command.
#[derive(Debug, Clone, clap::Args)]
pub struct Common {
    /// Also write a file; its ending says what: .json everything, .csv the bank or the main table, .svg the
    /// charts, .html a page with charts and tables. Can be given several times.
    #[arg(long, global = true, value_name = "FILE")]
    out: Vec<PathBuf>,
    /// Where every draw of chance begins; the same seed gives the same result.
    #[arg(long, global = true, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// How many threads work; all processors without it. The result is the same for any number.
    #[arg(long, global = true, value_name = "NUMBER")]
    threads: Option<usize>,
}

#[derive(Debug, Clone, clap::Subcommand)]
enum Command {
    /// Fit item parameters to answers; makes an item bank.
    Calibrate(calibrate::Args),
    /// Estimate abilities with a calibrated bank.
    Score(score::Args),
    /// Try an adaptive test on made-up learners.
    Simulate(Box<simulate::Args>),
    /// Calibrate new items and watch old ones, from answers of running tests.
    Online(online::Args),
    /// Foretell the next answer by every model, judged on learners who were not fitted.
    Trace(trace::Args),
    /// Decide mastery: by ability at a cut, or by knowledge tracing.
    Decide(decide::Args),
    /// Bring scores of one form to the scale of another.
    Equate(equate::Args),
    /// Bring a calibration to the scale of another, by the items that both have.
    Link(link::Args),
    /// Set goals by where learners begin, and compare their growth with that of others who began alike.
    Growth(growth::Args),
    /// Find items that treat two groups differently.
    Dif(dif::Args),
    /// Look at prerequisites: cycles, what comes next, how well answers follow them; or propose some from answers.
    Structure(Box<structure::Args>),
    /// Make one page of HTML about a calibration.
    Report(calibrate::Args),
}

/// Does what the command says and returns what goes to stdout; files named by `--out` are written before.
pub fn run(measure: &Measure, json: bool) -> Result<String, Trouble> {
    let Measure { common, command } = measure;
    for path in &common.out {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        if !["csv", "json", "svg", "html"].iter().any(|known| known.eq_ignore_ascii_case(ending)) {
            let says = "a file's name ends in .csv, .json, .svg or .html: that says what is written";
            return Err(Problem::new("--out", says).value(path.display().to_string()).into());
        }
    }
    let work = || match command {
        Command::Calibrate(args) => calibrate::run(args),
        Command::Score(args) => score::run(args, common.seed),
        Command::Simulate(args) => simulate::run(args, common.seed),
        Command::Online(args) => online::run(args),
        Command::Trace(args) => trace::run(args, common.seed),
        Command::Decide(args) => decide::run(args),
        Command::Equate(args) => equate::run(args, common.seed),
        Command::Link(args) => link::run(args, common.seed),
        Command::Growth(args) => growth::run(args, common.seed),
        Command::Dif(args) => dif::run(args),
        Command::Structure(args) => structure::run(args, common.seed),
        Command::Report(args) => report::run(args, &common.out),
    };
    let findings: Findings = match common.threads {
        None => work()?,
        Some(threads) => {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
            let pool = pool.ok().filter(|_| threads > 0).ok_or_else(|| {
                let says = "so many threads cannot be had: give 1 or more, up to the number of processors";
                Problem::new("--threads", says).value(threads.to_string())
            })?;
            pool.install(work)?
        }
    };
    for path in &common.out {
        findings.write(path)?;
    }
    Ok(if json { findings.to_json() } else { findings.to_text() })
}

/// A parser of an option that takes one of a few names.
fn one_of<T: Copy>(names: &'static [(&'static str, T)]) -> impl Fn(&str) -> Result<T, String> + Clone {
    move |given: &str| {
        let found = names.iter().find(|(name, _)| name.eq_ignore_ascii_case(given));
        found.map(|(_, value)| *value).ok_or_else(|| {
            let known: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
            format!("is one of {}", known.join(", "))
        })
    }
}
