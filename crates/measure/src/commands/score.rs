//! `score`: abilities from answers and a bank.

use std::path::PathBuf;

use measurement::{
    fit::{empirical_reliability, person_fit},
    posterior::{Grid, Population},
    score::{CannotScore, Estimate, Method, plausible_values, score, sum_scores},
};

use super::one_of;
use crate::{
    answers::{Answers, AnswersFile},
    bank::Bank,
    findings::{Cell, Chart, Findings, Shape, Table, unit},
    spread,
    trouble::{Problem, Trouble},
};

const METHODS: [(&str, Method); 4] =
    [("eap", Method::Eap), ("map", Method::Map), ("wle", Method::Wle), ("ml", Method::Ml)];

/// Options of scoring.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    #[command(flatten)]
    answers: AnswersFile,
    /// The calibrated bank: CSV or JSON.
    #[arg(long, value_name = "BANK")]
    bank: PathBuf,
    /// How: eap (mean of the posterior), map (its peak), wle (weighted likelihood), ml (likelihood).
    #[arg(long, value_name = "METHOD", default_value = "eap", value_parser = one_of(&METHODS))]
    method: Method,
    /// Mean ability of the population, in logits; that of the bank without it.
    #[arg(long, value_name = "LOGITS", allow_negative_numbers = true, requires = "sd")]
    mean: Option<f64>,
    /// Standard deviation of ability, in logits.
    #[arg(long, value_name = "LOGITS", requires = "mean")]
    sd: Option<f64>,
    /// Also draw so many plausible values for each learner.
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    plausible: usize,
    /// Also say how usual each pattern is (l_z*).
    #[arg(long)]
    person_fit: bool,
    /// Also make the table from sum scores to abilities (Lord-Wingersky).
    #[arg(long)]
    sum_scores: bool,
}

/// A population from the options, or the bank's.
pub(super) fn populations(
    bank: &Bank,
    answers: &Answers,
    given: Option<(f64, f64)>,
) -> Result<Vec<Population>, Trouble> {
    let Some((mean, sd)) = given else { return bank.populations_of(answers) };
    for (option, number, fine) in
        [("--mean", mean, mean.is_finite()), ("--sd", sd, sd.is_finite() && sd > 0.0)]
    {
        if !fine {
            let says = "a population has a finite mean and a standard deviation above 0, in logits";
            return Err(Problem::new(option, says).value(number.to_string()).into());
        }
    }
    Ok(vec![Population { mean, sd }; answers.groups.len()])
}

/// Says which answer an item cannot have, by file, line and item.
pub(super) fn cannot(why: &CannotScore, answers: &Answers, bank: &Bank) -> Trouble {
    match why {
        CannotScore::Score { row, item, score, categories } => {
            let says = format!(
                "the item has the scores 0 to {} in the bank {}: correct the score, or calibrate the item anew",
                categories - 1,
                bank.file
            );
            answers.problem(*item, says).line(answers.lines[*row] as usize).value(score.to_string()).into()
        }
        other => Problem::new(answers.file.as_str(), other.to_string()).into(),
    }
}

pub(super) fn run(args: &Args, seed: u64) -> Result<Findings, Trouble> {
    let bank = Bank::read_calibrated(&args.bank)?;
    let answers = args.answers.read()?;
    let items = bank.items_of(&answers)?;
    let populations = populations(&bank, &answers, args.mean.zip(args.sd))?;
    let grid = Grid::default();
    let responses = &answers.responses;
    let refused = |why: CannotScore| cannot(&why, &answers, &bank);
    let estimates = score(responses, &items, &populations, args.method, grid).map_err(refused)?;
    let persons = if args.person_fit {
        Some(person_fit(responses, &items, &estimates, args.method, &populations).map_err(refused)?)
    } else {
        None
    };
    let draws = match args.plausible {
        0 => Vec::new(),
        draws => plausible_values(responses, &items, &populations, grid, draws, seed).map_err(refused)?,
    };
    let mut findings = Findings::new("score");
    let grouped = answers.groups.len() > 1;
    let mut columns = vec![("learner", "")];
    columns.extend(grouped.then_some(("group", "")));
    columns.extend([("answers", ""), ("theta", unit::LOGIT), ("theta_se", unit::LOGIT)]);
    columns.extend(args.person_fit.then_some(("lz_star", "")));
    let names: Vec<String> = (1..=args.plausible).map(|draw| format!("pv{draw}")).collect();
    columns.extend(names.iter().map(|name| (name.as_str(), unit::LOGIT)));
    let mut table = Table::new("scores", "Scores", &columns);
    let mut without = 0;
    for (row, estimate) in estimates.iter().enumerate() {
        without += usize::from(estimate.is_none());
        let answered =
            responses.row(row).iter().filter(|code| **code != measurement::responses::MISSING).count();
        let mut cells: Vec<Cell> = vec![answers.learner(row).into()];
        cells.extend(grouped.then(|| answers.groups[responses.group(row)].as_str().into()));
        cells.extend([
            answered.into(),
            estimate.map(|found| found.theta).into(),
            estimate.map(|found| found.error).into(),
        ]);
        cells.extend(persons.as_ref().map(|persons| persons[row].map(|found| found.lz_star).into()));
        cells.extend(draws[row * args.plausible..][..args.plausible].iter().map(|draw| Cell::from(*draw)));
        table.rows.push(cells);
    }
    findings.fact("learners", "Learners", estimates.len(), unit::NONE);
    findings.fact("items", "Items", items.len(), unit::NONE);
    let known: Vec<f64> = estimates.iter().flatten().map(|found| found.theta).collect();
    findings.figure("mean", "Mean of the scores", spread::mean_with_error(&known), unit::LOGIT);
    findings.figure("sd", "Standard deviation of the scores", spread::sd_with_error(&known), unit::LOGIT);
    let weights: Vec<f64> = (0..responses.rows()).map(|row| responses.weight(row)).collect();
    let reliability = empirical_reliability(&estimates, &weights);
    match reliability {
        Some(reliability) => {
            // With weights a row stands for several learners: their spread is not that of the rows.
            let alike = weights.iter().all(|weight| (weight - 1.0).abs() < f64::EPSILON);
            let error = if alike { reliability_error(&estimates) } else { f64::NAN };
            findings.figure(
                "empirical_reliability",
                "Empirical reliability",
                (reliability, error),
                unit::SHARE,
            );
        }
        None => findings.fact("empirical_reliability", "Empirical reliability", Cell::Empty, unit::SHARE),
    }
    if without > 0 {
        findings.note(format!(
            "{without} learners have no score: without answers, or (ml) with all answers lowest or all highest. \
             --method eap scores everybody."
        ));
    }
    findings.tables.push(table);
    if args.sum_scores {
        add_sum_scores(&mut findings, &items, populations[0], grid);
    }
    if !bank.unread.is_empty() {
        findings.note(format!("Columns of {} that are not read: {}.", bank.file, bank.unread.join(", ")));
    }
    Ok(findings)
}

/// The standard error of the empirical reliability over learners, by the delta method; items count as known.
fn reliability_error(estimates: &[Option<Estimate>]) -> f64 {
    let thetas: Vec<f64> = estimates.iter().flatten().map(|found| found.theta).collect();
    let noises: Vec<f64> = estimates.iter().flatten().map(|found| found.error.powi(2)).collect();
    let (center, noise) = (spread::mean(&thetas), spread::mean(&noises));
    let variance = spread::sd(&thetas).powi(2);
    let both = (variance + noise).powi(2);
    let influence = |(theta, own): (&f64, &f64)| (noise * (theta - center).powi(2) - variance * own) / both;
    let influences: Vec<f64> = thetas.iter().zip(&noises).map(influence).collect();
    spread::of_influences(&influences)
}

fn add_sum_scores(
    findings: &mut Findings,
    items: &[measurement::models::Item],
    population: Population,
    grid: Grid,
) {
    let columns = [
        ("score", unit::POINTS),
        ("theta", unit::LOGIT),
        ("theta_se", unit::LOGIT),
        ("expected", unit::SHARE),
    ];
    let mut table = Table::new("sum_scores", "From sum scores to abilities (all items answered)", &columns);
    for found in sum_scores(items, population, grid) {
        table.rows.push(vec![
            found.score.into(),
            found.theta.into(),
            found.error.into(),
            found.probability.into(),
        ]);
    }
    findings.tables.push(table);
    findings.charts.push(Chart {
        title: "Ability by sum score".to_owned(),
        table: "sum_scores",
        x: "score".to_owned(),
        y: vec!["theta".to_owned()],
        shape: Shape::Lines,
        rows: None,
    });
}
