//! `calibrate`: item parameters from answers.

use std::{fs, ops::ControlFlow, path::PathBuf};

use measurement::{
    calibrate::{Calibration, CannotCalibrate, Errors, ItemPlan, Progress, Settings, calibrate_watched},
    models::{Item, Model},
    posterior::Grid,
    responses::Responses,
    score::{Estimate, Method, score},
};

use super::{calibration_tables::describe, fit_tables, one_of};
use crate::{
    answers::{Answers, AnswersFile},
    bank::{self, Bank, BankPopulation, Entry, MODELS},
    findings::Findings,
    keep, progress,
    trouble::{Problem, Trouble},
};

const ERRORS: [(&str, Errors); 3] =
    [("oakes", Errors::Oakes), ("cross-product", Errors::CrossProduct), ("none", Errors::None)];

/// Options of a calibration.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    #[command(flatten)]
    pub(super) answers: AnswersFile,
    /// The model of every item that --items says nothing of: rasch, 1pl, 2pl, 3pl, pcm, rsm, grm, gpcm or
    /// nominal.
    #[arg(long, value_name = "MODEL", default_value = "2pl", value_parser = one_of(&MODELS))]
    model: Model,
    /// A bank (CSV or JSON) that says the models of items. An item with parameters is anchored: it keeps them
    /// and holds the scale. Content areas and enemies are carried over.
    #[arg(long, value_name = "BANK")]
    items: Option<PathBuf>,
    /// Standard errors: oakes (from the observed information), cross-product (quicker, for large samples) or
    /// none.
    #[arg(long, value_name = "METHOD", default_value = "oakes", value_parser = one_of(&ERRORS))]
    errors: Errors,
    /// Nodes of the grid that ability is weighed on, from 5.
    #[arg(long, value_name = "NUMBER", default_value_t = 61)]
    nodes: usize,
    /// The rise of the log-likelihood at which a further step is not worth it.
    #[arg(long, value_name = "RISE", default_value_t = 1e-7)]
    tolerance: f64,
    /// The most steps.
    #[arg(long, value_name = "NUMBER", default_value_t = 500)]
    steps: usize,
    /// An item with fewer answers is set aside.
    #[arg(long, value_name = "NUMBER", default_value_t = 10.0)]
    fewest: f64,
    /// Where the state is kept after every step. When the file is there, the calibration goes on from it, to
    /// the same digits; it is removed at the end.
    #[arg(long, value_name = "FILE")]
    checkpoint: Option<PathBuf>,
    /// Also say how well the model fits: S-X2, infit and outfit of items, M2 of the whole, local dependence,
    /// odd patterns.
    #[arg(long)]
    fit: bool,
}

/// A calibration with what it was made from.
pub(super) struct Calibrated {
    pub(super) answers: Answers,
    pub(super) plan: Vec<ItemPlan>,
    pub(super) calibration: Calibration,
    pub(super) grid: Grid,
    /// Columns, items and answers without what was set aside.
    pub(super) columns: Vec<usize>,
    pub(super) items: Vec<Item>,
    pub(super) responses: Responses,
    pub(super) bank: Bank,
    /// Steps that an earlier run had done.
    pub(super) resumed: Option<usize>,
}

pub(super) fn run(args: &Args) -> Result<Findings, Trouble> {
    let work = calibrated(args)?;
    let mut findings = Findings::new("calibrate");
    describe(&work, &mut findings)?;
    if args.fit {
        fit_tables::add(&work, &mut findings)?;
    }
    findings.bank = Some(work.bank);
    Ok(findings)
}

/// Reads the answers and fits the items.
pub(super) fn calibrated(args: &Args) -> Result<Calibrated, Trouble> {
    let answers = args.answers.read()?;
    let given = args.items.as_deref().map(Bank::read).transpose()?;
    let entries: Vec<Entry> =
        answers.items.iter().map(|name| entry(name, args.model, given.as_ref())).collect();
    let plan: Vec<ItemPlan> = entries
        .iter()
        .map(|entry| match &entry.item {
            Some(item) => ItemPlan::Anchored(item.clone()),
            None => ItemPlan::Estimate(entry.model.unwrap_or(args.model)),
        })
        .collect();
    let grid = Grid::new(args.nodes, 6.0)
        .map_err(|bad| Problem::new("--nodes", bad.to_string()).value(args.nodes.to_string()))?;
    if !(args.tolerance.is_finite() && args.tolerance > 0.0) {
        let says = "a tolerance is a number above 0, such as 1e-7";
        return Err(Problem::new("--tolerance", says).value(args.tolerance.to_string()).into());
    }
    let settings = Settings {
        grid,
        tolerance: args.tolerance,
        most_steps: args.steps,
        errors: args.errors,
        fewest_answers: args.fewest,
        ..Settings::default()
    };
    let (calibration, resumed) = fitted(args, &answers, &plan, &settings)?;
    let (columns, items) = calibration.fitted();
    let Some(responses) = answers.of_items(&columns) else {
        return Err(Problem::new(answers.file, "no item could be fitted").into());
    };
    let bank = made(&answers, entries, &calibration);
    Ok(Calibrated { answers, plan, calibration, grid, columns, items, responses, bank, resumed })
}

/// What is known of an item beforehand.
fn entry(name: &str, model: Model, given: Option<&Bank>) -> Entry {
    let known = given.and_then(|bank| bank.items.iter().find(|entry| entry.name == name));
    match known {
        Some(entry) => Entry { model: entry.model.or(Some(model)), ..entry.clone() },
        None => Entry {
            name: name.to_owned(),
            model: Some(model),
            item: None,
            errors: bank::Errors::default(),
            content: String::new(),
            set: String::new(),
            enemies: Vec::new(),
        },
    }
}

fn fitted(
    args: &Args,
    answers: &Answers,
    plan: &[ItemPlan],
    settings: &Settings,
) -> Result<(Calibration, Option<usize>), Trouble> {
    let kept = match args.checkpoint.as_deref() {
        Some(path) if path.exists() => Some((path, kept(path)?)),
        _ => None,
    };
    let bar = progress::spinner("calibrating");
    let mut unwritten = None;
    let mut watch = |progress: &Progress| {
        bar.set_message(format!(
            "step {}, log-likelihood {:.4}",
            progress.steps(),
            progress.log_likelihood()
        ));
        bar.tick();
        if let Some(path) = &args.checkpoint
            && let Err(trouble) = keep::whole(path, |out| out.write_all(&progress.to_bytes()))
        {
            unwritten = Some(trouble);
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    };
    let from = kept.as_ref().map(|(_, progress)| progress);
    let done = calibrate_watched(&answers.responses, plan, settings, from, &mut watch);
    bar.finish_and_clear();
    if let Some(trouble) = unwritten {
        return Err(trouble);
    }
    let calibration = done.map_err(|why| cannot(&why, answers, kept.as_ref().map(|(path, _)| *path)))?;
    if let Some(path) = &args.checkpoint
        && path.exists()
    {
        fs::remove_file(path).map_err(|error| {
            Problem::new(
                path.display().to_string(),
                format!("cannot be removed ({error}): remove it yourself"),
            )
        })?;
    }
    Ok((calibration, kept.map(|(_, progress)| progress.steps())))
}

fn kept(path: &std::path::Path) -> Result<Progress, Trouble> {
    let shown = path.display().to_string();
    let bytes =
        fs::read(path).map_err(|error| Problem::new(shown.as_str(), format!("cannot be read ({error})")))?;
    Progress::from_bytes(&bytes).map_err(|why| {
        Problem::new(
            shown,
            format!("{why}: remove the file to begin anew, or name another with --checkpoint"),
        )
        .into()
    })
}

fn cannot(why: &CannotCalibrate, answers: &Answers, checkpoint: Option<&std::path::Path>) -> Trouble {
    match why {
        CannotCalibrate::TooFewItems { left, set_aside } => {
            let says = format!("{left} items are left to fit, and two are needed: add items or learners");
            let mut trouble = Trouble::from(Problem::new(answers.file.as_str(), says));
            for aside in set_aside {
                trouble.add(answers.problem(aside.item, aside.reason.to_string()));
            }
            trouble
        }
        CannotCalibrate::OtherProgress => {
            let file = checkpoint.map_or_else(String::new, |path| path.display().to_string());
            let says = "this is the checkpoint of other answers, items or options: remove it to begin anew, or \
                        name another file with --checkpoint";
            Problem::new(file, says).into()
        }
        other => Problem::new(answers.file.as_str(), other.to_string()).into(),
    }
}

/// The bank of the fitted items.
fn made(answers: &Answers, entries: Vec<Entry>, calibration: &Calibration) -> Bank {
    let fitted = entries.into_iter().zip(calibration.items.iter().zip(&calibration.errors));
    let items: Vec<Entry> = fitted
        .filter_map(|(entry, (item, errors))| {
            let item = item.clone()?;
            let anchored = entry.item.is_some();
            let errors = match errors {
                Some(found) if !anchored => bank::Errors::of(&item, found),
                _ => entry.errors,
            };
            Some(Entry { item: Some(item), errors, ..entry })
        })
        .collect();
    let errors = calibration.population_errors.as_deref();
    let populations = answers.groups.iter().zip(&calibration.populations).enumerate();
    let populations = populations.map(|(place, (group, population))| BankPopulation {
        group: group.clone(),
        population: *population,
        errors: errors.map(|errors| (errors[place].mean, errors[place].sd)),
    });
    let mut bank =
        Bank { file: answers.file.clone(), items, populations: populations.collect(), unread: Vec::new() };
    // An enemy that was set aside, or is not in the answers, cannot come in the same test.
    let names: Vec<String> = bank.items.iter().map(|entry| entry.name.clone()).collect();
    for entry in &mut bank.items {
        entry.enemies.retain(|enemy| names.contains(enemy));
    }
    bank
}

/// Abilities of all rows by the fitted items.
pub(super) fn estimates(work: &Calibrated, method: Method) -> Result<Vec<Option<Estimate>>, Trouble> {
    score(&work.responses, &work.items, &work.calibration.populations, method, work.grid)
        .map_err(|why| Problem::new(work.answers.file.as_str(), why.to_string()).into())
}
