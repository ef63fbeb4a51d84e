//! `simulate`: an adaptive test tried on made-up learners.

use std::path::PathBuf;

use measurement::{
    adaptive::{
        BadRules, Bank as TestBank, Classification, ExposureTrial, PerSet, Rules, Selection, Simulation,
        Stopping, Test, price_exposure, simulate_sittings, sympson_hetter,
    },
    posterior::Population,
    random::Generator,
};

use super::{
    blueprints, one_of,
    quotas::{self, AreaQuota},
    simulated,
};
use crate::{
    bank::Bank,
    blueprint::{self, Attributes, Blueprint},
    findings::Findings,
    table_file::TableFile,
    trouble::{Problem, Trouble},
};

/// How exposure is kept down.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Limiter {
    Prices,
    SympsonHetter,
}

const LIMITERS: [(&str, Limiter); 2] =
    [("prices", Limiter::Prices), ("sympson-hetter", Limiter::SympsonHetter)];

/// Simulated learners and rounds that exposure limits are found with.
const TRIAL_LEARNERS: usize = 2000;
const PRICE_ROUNDS: usize = 40;
const LOT_ROUNDS: usize = 10;

/// Options of a simulation.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// The calibrated bank: CSV or JSON.
    #[arg(long, value_name = "BANK")]
    bank: PathBuf,
    /// How many learners to make up.
    #[arg(long, value_name = "NUMBER", default_value_t = 1000)]
    learners: usize,
    /// Their mean ability, in logits.
    #[arg(long, value_name = "LOGITS", default_value_t = 0.0, allow_negative_numbers = true)]
    mean: f64,
    /// The standard deviation of their abilities, in logits.
    #[arg(long, value_name = "LOGITS", default_value_t = 1.0)]
    sd: f64,
    /// Abilities instead of made-up ones: CSV with a column `theta`.
    #[arg(long, value_name = "FILE")]
    abilities: Option<PathBuf>,
    /// How the next item is selected: mfi (most information), mpwi (averaged over the posterior), kl
    /// (Kullback-Leibler), progressive, stratified:N, randomesque:N.
    #[arg(long, value_name = "RULE", default_value = "mfi", value_parser = selection)]
    selection: Selection,
    /// The fewest items.
    #[arg(long, value_name = "ITEMS", default_value_t = 1)]
    least: usize,
    /// The most items.
    #[arg(long, value_name = "ITEMS", default_value_t = 30)]
    most: usize,
    /// Stop at this standard error, in logits.
    #[arg(long, value_name = "LOGITS")]
    stop_error: Option<f64>,
    /// Stop when no item left gives this much information, per squared logit.
    #[arg(long, value_name = "INFORMATION")]
    stop_information: Option<f64>,
    #[command(flatten)]
    classify: simulated::Classify,
    /// Items of a content area: NAME=FEWEST..MOST. Can be given several times.
    #[arg(long, value_name = "NAME=FEWEST..MOST", value_parser = quotas::parse)]
    quota: Vec<AreaQuota>,
    /// Questions on one stimulus (column `set` of the bank), which then come together: FEWEST..MOST. Without it,
    /// stimuli do not count.
    #[arg(long, value_name = "FEWEST..MOST", value_parser = quotas::per_set)]
    per_set: Option<PerSet>,
    /// What every whole test holds: CSV with the columns rule, kind, where, fewest, most. Kept exactly by a shadow test
    /// before each question; the test has the length that it says.
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with_all = ["quota", "per_set", "stop_error", "stop_information", "cut", "least", "most"]
    )]
    blueprint: Option<PathBuf>,
    /// More columns about the items for the blueprint's conditions: CSV with a column `item`.
    #[arg(long, value_name = "FILE", requires = "blueprint")]
    attributes: Option<PathBuf>,
    /// The share of learners that may get any one item.
    #[arg(long, value_name = "SHARE")]
    exposure_limit: Option<f64>,
    /// How exposure is kept down: prices, or sympson-hetter.
    #[arg(long, value_name = "METHOD", default_value = "prices", value_parser = one_of(&LIMITERS))]
    exposure_by: Limiter,
    /// Also write the answers of all learners to all items, as a table of one line per learner (CSV).
    #[arg(long, value_name = "FILE")]
    write_answers: Option<PathBuf>,
}

fn selection(text: &str) -> Result<Selection, String> {
    let (name, number) = match text.split_once(':') {
        Some((name, number)) => {
            let number: usize = number.parse().map_err(|_| format!("\"{number}\" is no whole number"))?;
            (name, Some(number))
        }
        None => (text, None),
    };
    match (name, number) {
        ("mfi", None) => Ok(Selection::MaximumInformation),
        ("mpwi", None) => Ok(Selection::PosteriorWeighted),
        ("kl", None) => Ok(Selection::KullbackLeibler),
        ("progressive", None) => Ok(Selection::Progressive),
        ("stratified", Some(strata)) => Ok(Selection::Stratified { strata }),
        ("randomesque", Some(from)) => Ok(Selection::Randomesque { from }),
        _ => Err("is one of mfi, mpwi, kl, progressive, stratified:N, randomesque:N".to_owned()),
    }
}

pub(super) fn run(args: &Args, seed: u64) -> Result<Findings, Trouble> {
    let bank = Bank::read_calibrated(&args.bank)?;
    let abilities = abilities(args, seed)?;
    let classification = args.classify.checked()?;
    let blueprint = blueprint(args, &bank)?;
    let rules = rules(args, &bank, classification, blueprint.as_ref())?;
    let tests = bank.for_tests()?;
    let refused = |why| match (&why, &blueprint) {
        (BadRules::Blueprint(why), Some(blueprint)) => blueprint.explained(why, &bank),
        _ => quotas::explained(&why, &bank),
    };
    let tests = match args.exposure_limit {
        None => tests,
        Some(most) => limited(args, &tests, &rules, most, seed, &refused)?,
    };
    let test = Test::new(tests, rules).map_err(refused)?;
    let test = blueprint::with_solver(test);
    if let Some(path) = &args.write_answers {
        simulated::write_answers(path, &bank, &abilities, seed)?;
    }
    let simulation: Simulation = simulate_sittings(&test, &abilities, seed);
    let mut findings = Findings::new("simulate");
    simulated::describe(&simulation, &bank, args.exposure_limit, &mut findings);
    if let Some(blueprint) = &blueprint {
        blueprints::describe(&simulation, &blueprint.rules, &mut findings);
    }
    Ok(findings)
}

fn blueprint(args: &Args, bank: &Bank) -> Result<Option<Blueprint>, Trouble> {
    let Some(path) = &args.blueprint else { return Ok(None) };
    let attributes = Attributes::read(bank, args.attributes.as_deref())?;
    Blueprint::read(path, bank, &attributes).map(Some)
}

fn rules(
    args: &Args,
    bank: &Bank,
    classification: Option<Classification>,
    blueprint: Option<&Blueprint>,
) -> Result<Rules, Trouble> {
    if let Some(blueprint) = blueprint {
        let stopping = Stopping::after(blueprint.rules.length);
        return Ok(Rules {
            blueprint: Some(blueprint.rules.clone()),
            ..Rules::new(args.selection, stopping)
        });
    }
    let stopping = Stopping {
        least: args.least,
        most: args.most.min(bank.items.len()),
        error: args.stop_error,
        information: args.stop_information,
        classification,
    };
    if args.least > args.most {
        let says = format!(
            "at least {} items and at most {} cannot be both: raise --most, or lower --least",
            args.least, args.most
        );
        return Err(Problem::new("--least", says).value(args.least.to_string()).into());
    }
    let quotas = quotas::numbered(&args.quota, bank)?;
    Ok(Rules { quotas, per_set: args.per_set, ..Rules::new(args.selection, stopping) })
}

fn limited(
    args: &Args,
    bank: &TestBank,
    rules: &Rules,
    most: f64,
    seed: u64,
    refused: &dyn Fn(BadRules) -> Trouble,
) -> Result<TestBank, Trouble> {
    if !(most > 0.0 && most <= 1.0) {
        let says = "a limit of exposure is a share above 0 and at most 1, such as 0.25";
        return Err(Problem::new("--exposure-limit", says).value(most.to_string()).into());
    }
    let population = Population { mean: args.mean, sd: args.sd };
    let rounds = if args.exposure_by == Limiter::Prices { PRICE_ROUNDS } else { LOT_ROUNDS };
    // A shadow test takes longer than a look at a list.
    let learners = if rules.blueprint.is_some() { TRIAL_LEARNERS / 4 } else { TRIAL_LEARNERS };
    let trial = ExposureTrial { most, population, learners, rounds, seed };
    let with = match args.exposure_by {
        Limiter::Prices => bank.with_prices(&price_exposure(bank, rules, &trial).map_err(refused)?),
        Limiter::SympsonHetter => bank.with_exposure(&sympson_hetter(bank, rules, &trial).map_err(refused)?),
    };
    with.map_err(|why| Problem::new("--exposure-limit", why.to_string()).into())
}

fn abilities(args: &Args, seed: u64) -> Result<Vec<f64>, Trouble> {
    let Some(path) = &args.abilities else {
        if !(args.mean.is_finite() && args.sd.is_finite() && args.sd >= 0.0) {
            let says = "abilities have a finite mean and a standard deviation of 0 or more, in logits";
            return Err(Problem::new("--mean, --sd", says)
                .value(format!("{}, {}", args.mean, args.sd))
                .into());
        }
        if args.learners == 0 {
            return Err(Problem::new("--learners", "at least one learner is needed").value("0").into());
        }
        let mut generator = Generator::of(seed, 0, 1);
        return Ok((0..args.learners).map(|_| args.mean + args.sd * generator.normal()).collect());
    };
    let mut table = TableFile::open(path)?;
    let Some(place) = table.column(&["theta", "ability"]) else {
        let says = "a column named theta is needed, with an ability in logits on each line";
        return Err(Problem::new(table.name, says).line(1).into());
    };
    let mut trouble = Trouble::default();
    let mut abilities = Vec::new();
    while let Some(row) = table.next() {
        let read = row.and_then(|row| match row.number(place)? {
            Some(theta) if theta.abs() <= 20.0 => Ok(theta),
            _ => {
                Err(row.problem(place, "an ability is a finite number of logits from -20 to 20: correct it"))
            }
        });
        match read {
            Ok(theta) => abilities.push(theta),
            Err(problem) => trouble.add(problem),
        }
    }
    if abilities.is_empty() {
        trouble.add(Problem::new(table.name, "there is no ability: add one on each line"));
    }
    trouble.or(abilities)
}
