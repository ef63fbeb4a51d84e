//! `link`: a new calibration on the scale of an old one, by the items that both have.

use std::path::PathBuf;

use measurement::{
    equate::{CannotLink, Criterion, Linking, link},
    models::Item,
    posterior::Grid,
    random::Generator,
};

use super::one_of;
use crate::{
    bank::{self, Bank, Entry},
    findings::{Findings, Table, unit},
    trouble::{Problem, Trouble},
};

const CRITERIA: [(&str, Criterion); 4] = [
    ("stocking-lord", Criterion::StockingLord),
    ("haebara", Criterion::Haebara),
    ("mean-mean", Criterion::MeanMean),
    ("mean-sigma", Criterion::MeanSigma),
];

/// Options of linking.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// The bank whose scale is kept.
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The bank that is moved; --out FILE.csv or .json gets it on the old scale.
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// How the items that both banks have are compared: stocking-lord, haebara, mean-mean or mean-sigma.
    #[arg(long, value_name = "CRITERION", default_value = "stocking-lord", value_parser = one_of(&CRITERIA))]
    by: Criterion,
    /// Common items that do not count, separated by commas.
    #[arg(long, value_name = "ITEM,...", value_delimiter = ',')]
    leave_out: Vec<String>,
    /// A common item whose difficulty differs by more after linking is pointed out, in logits.
    #[arg(long, value_name = "LOGITS", default_value_t = 0.3)]
    drift: f64,
    /// Draws of the parameters, from their standard errors, that the errors of the line are found with; 0 for
    /// none.
    #[arg(long, value_name = "NUMBER", default_value_t = 100)]
    replications: usize,
}

pub(super) fn run(args: &Args, seed: u64) -> Result<Findings, Trouble> {
    let (old, new) = (Bank::read_calibrated(&args.old)?, Bank::read_calibrated(&args.new)?);
    let places = old.places();
    let pairs: Vec<(&Entry, &Entry)> = new
        .items
        .iter()
        .filter(|entry| !args.leave_out.contains(&entry.name))
        .filter_map(|entry| Some((&old.items[*places.get(entry.name.as_str())?], entry)))
        .collect();
    let side = |of: fn(&(&Entry, &Entry)) -> Option<Item>| pairs.iter().filter_map(of).collect::<Vec<Item>>();
    let (olds, news) = (side(|pair| pair.0.item.clone()), side(|pair| pair.1.item.clone()));
    let refused = |why: CannotLink| {
        let problem = match why {
            CannotLink::Kinds(pair) => Problem::new(
                new.file.as_str(),
                format!("the item is of another model, or has other categories, in {}: leave it out with --leave-out", old.file),
            )
            .field("item")
            .value(pairs[pair].1.name.as_str()),
            other => Problem::new(
                new.file.as_str(),
                format!("{other}: {} items are in {} too, by name", pairs.len(), old.file),
            ),
        };
        Trouble::from(problem)
    };
    let mut findings = Findings::new("link");
    findings.fact("common", "Items in both banks", pairs.len(), unit::NONE);
    let columns = [
        ("criterion", ""),
        ("a", "old logits per new"),
        ("a_se", "old logits per new"),
        ("b", unit::LOGIT),
        ("b_se", unit::LOGIT),
    ];
    let mut table = Table::new("lines", "Lines from the new scale to the old", &columns);
    let mut chosen = None;
    for (name, criterion) in CRITERIA {
        let found = link(&olds, &news, criterion, Grid::default());
        if criterion == args.by {
            chosen = Some(found.map_err(refused)?);
        }
        let Ok(found) = found else { continue };
        // Those of the curves take their time: they are found for the criterion that was asked for.
        let quick = matches!(criterion, Criterion::MeanMean | Criterion::MeanSigma);
        let errors = if quick || criterion == args.by {
            errors(&pairs, criterion, args.replications, seed)
        } else {
            None
        };
        table.rows.push(vec![
            name.into(),
            found.slope.into(),
            errors.map(|errors| errors.0).into(),
            found.intercept.into(),
            errors.map(|errors| errors.1).into(),
        ]);
    }
    findings.tables.push(table);
    let Some(line) = chosen else {
        return Err(Problem::new("--by", "this criterion gave no line: choose another").into());
    };
    findings.tables.push(common(&pairs, &line, args.drift, &mut findings.notes));
    findings.bank = Some(moved(new.clone(), &line));
    if pairs.iter().all(|(old, new)| old.errors.b.is_empty() && new.errors.b.is_empty()) {
        findings.note("The banks have no standard errors, so that the line has none.");
    }
    Ok(findings)
}

/// Standard deviations of the line over parameters drawn anew from their errors, as if these were independent.
fn errors(
    pairs: &[(&Entry, &Entry)],
    criterion: Criterion,
    replications: usize,
    seed: u64,
) -> Option<(f64, f64)> {
    if pairs.iter().all(|(old, new)| old.errors.b.is_empty() && new.errors.b.is_empty()) {
        return None;
    }
    let mut generator = Generator::of(seed, 0, 4);
    let lines: Vec<Linking> = (0..replications)
        .filter_map(|_| {
            let mut drawn = |entry: &Entry| drawn(entry, &mut generator);
            let both: Option<Vec<(Item, Item)>> =
                pairs.iter().map(|(old, new)| Some((drawn(old)?, drawn(new)?))).collect();
            let (olds, news): (Vec<Item>, Vec<Item>) = both?.into_iter().unzip();
            link(&olds, &news, criterion, Grid::default()).ok()
        })
        .collect();
    if lines.len() < 2 {
        return None;
    }
    let sd = |of: fn(&Linking) -> f64| {
        let n = lines.len() as f64;
        let mean = lines.iter().map(of).sum::<f64>() / n;
        (lines.iter().map(|line| (of(line) - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt()
    };
    Some((sd(|line| line.slope), sd(|line| line.intercept)))
}

/// The item with slope and difficulties drawn from their errors; itself when the draw makes no item.
fn drawn(entry: &Entry, generator: &mut Generator) -> Option<Item> {
    let item = entry.item.clone()?;
    let mut near =
        |value: f64, error: Option<&f64>| value + error.copied().unwrap_or(0.0) * generator.normal();
    let b: Vec<f64> =
        item.difficulties().iter().enumerate().map(|(k, b)| near(*b, entry.errors.b.get(k))).collect();
    let a = near(item.slope(), entry.errors.a.first()).max(0.05);
    let made = match &item {
        Item::Logistic { guessing, .. } => Item::three_parameter(a, b[0], *guessing),
        Item::Graded { .. } => Item::graded(a, &b),
        Item::PartialCredit { .. } => Item::partial_credit(a, &b),
        Item::Nominal { .. } => return Some(item),
    };
    made.ok().or(Some(item))
}

fn common(pairs: &[(&Entry, &Entry)], line: &Linking, drift: f64, notes: &mut Vec<String>) -> Table {
    let columns = [
        ("item", ""),
        ("a_old", unit::PER_LOGIT),
        ("a_new", unit::PER_LOGIT),
        ("b_old", unit::LOGIT),
        ("b_new", unit::LOGIT),
        ("difference", unit::LOGIT),
        ("difference_se", unit::LOGIT),
    ];
    let mut table = Table::new("common", "Common items after linking", &columns);
    let middle = |numbers: &[f64]| numbers.iter().sum::<f64>() / numbers.len() as f64;
    let mut moved = Vec::new();
    for (old, new) in pairs {
        let (Some(before), Some(after)) = (&old.item, new.item.as_ref().map(|item| line.item(item))) else {
            continue;
        };
        let (b_old, b_new) = (middle(&before.difficulties()), middle(&after.difficulties()));
        let square = |errors: &[f64], times: f64| {
            errors.iter().map(|error| (error * times).powi(2)).sum::<f64>()
                / (errors.len() * errors.len()) as f64
        };
        let known = !old.errors.b.is_empty() && !new.errors.b.is_empty();
        let error = (square(&old.errors.b, 1.0) + square(&new.errors.b, line.slope)).sqrt();
        if (b_new - b_old).abs() > drift {
            moved.push(old.name.as_str());
        }
        table.rows.push(vec![
            old.name.as_str().into(),
            before.slope().into(),
            after.slope().into(),
            b_old.into(),
            b_new.into(),
            (b_new - b_old).into(),
            known.then_some(error).into(),
        ]);
    }
    if !moved.is_empty() {
        notes.push(format!(
            "These items differ by more than {drift} logits after linking: {}. Look at them, and link again with \
             --leave-out if they have changed.",
            moved.join(", ")
        ));
    }
    table
}

/// The whole bank on the old scale, with its errors.
fn moved(bank: Bank, line: &Linking) -> Bank {
    let (slope, mut bank) = (line.slope, bank);
    for entry in &mut bank.items {
        entry.item = entry.item.as_ref().map(|item| line.item(item));
        let bank::Errors { a, b, d, .. } = &mut entry.errors;
        for error in a {
            *error /= slope;
        }
        for error in b {
            *error *= slope;
        }
        // Those of nominal intercepts would need their covariance with the slopes.
        d.clear();
    }
    for known in &mut bank.populations {
        known.population = line.population(known.population);
        known.errors = known.errors.map(|(mean, sd)| (mean * slope, sd * slope));
    }
    bank
}
