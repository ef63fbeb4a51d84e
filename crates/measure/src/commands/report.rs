//! `report`: one page about a calibration, with charts and the numbers behind them.

use measurement::{
    fit::information,
    models::Item,
    posterior::Population,
    score::{Estimate, Method},
};

use super::{
    calibrate::{self, Calibrated, estimates},
    calibration_tables, fit_tables,
};
use crate::{
    findings::{Cell, Chart, Findings, Shape, Table, unit},
    trouble::{Problem, Trouble},
};

/// Abilities that curves are drawn at: from -4 to 4 standard deviations around the first population.
const POINTS: usize = 33;
const REACH: f64 = 4.0;
/// Groups of learners of near ability whose mean scores are drawn beside the curves.
const GROUPS: usize = 8;
/// Width of the bins of the Wright map, logits.
const BIN: f64 = 0.5;

/// Makes the findings; `--out FILE.html` writes the page.
pub(super) fn run(args: &calibrate::Args, out: &[std::path::PathBuf]) -> Result<Findings, Trouble> {
    let is_page = |path: &std::path::PathBuf| {
        path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("html"))
    };
    if !out.iter().any(is_page) {
        let says = "a report is a page: say where with --out FILE.html";
        return Err(Problem::new("--out", says).into());
    }
    let work = calibrate::calibrated(args)?;
    let mut findings = Findings::new("report");
    calibration_tables::describe(&work, &mut findings)?;
    fit_tables::add(&work, &mut findings)?;
    let abilities = estimates(&work, Method::Eap)?;
    let population = work.calibration.populations[0];
    findings.tables.push(told(&work, population));
    for (key, title) in [
        ("information", "What the form tells at each ability"),
        ("standard_error", "How unsure a score is at each ability"),
    ] {
        findings.charts.push(chart(title.to_owned(), "information", "theta", &[key], Shape::Lines));
    }
    findings.tables.push(wright(&work, &abilities));
    let title = "Learners and items on one scale".to_owned();
    findings.charts.push(chart(title, "wright", "from", &["learners", "items"], Shape::Wright));
    curves(&work, population, &abilities, &mut findings);
    findings.notes.push(
        "How to read this: the scale is in logits, with the mean of the first group at 0. An item of difficulty b is \
         solved by half of the learners whose ability is b (more when it can be guessed). The slope a says how sharply \
         it tells learners apart. Infit and outfit near 1, S-X2 with p above 0.05 and dots on the curves mean that the \
         model describes the answers."
            .to_owned(),
    );
    findings.bank = Some(work.bank);
    Ok(findings)
}

fn chart(title: String, table: &'static str, x: &str, y: &[&str], shape: Shape) -> Chart {
    Chart {
        title,
        table,
        x: x.to_owned(),
        y: y.iter().map(|key| (*key).to_owned()).collect(),
        shape,
        rows: None,
    }
}

fn points(population: Population) -> Vec<f64> {
    let at = |place: usize| population.at(REACH * (2.0 * place as f64 / (POINTS - 1) as f64 - 1.0));
    (0..POINTS).map(at).collect()
}

/// Information of the form and the standard error of a score.
fn told(work: &Calibrated, population: Population) -> Table {
    let columns =
        [("theta", unit::LOGIT), ("information", unit::INFORMATION), ("standard_error", unit::LOGIT)];
    let mut table = Table::new("information", "Information of the form", &columns);
    let at = points(population);
    for (theta, told) in at.iter().zip(information(&work.items, &at)) {
        table.rows.push(vec![(*theta).into(), told.into(), (1.0 / told.sqrt()).into()]);
    }
    table
}

/// Learners by ability beside items by difficulty, in bins.
fn wright(work: &Calibrated, abilities: &[Option<Estimate>]) -> Table {
    let thetas: Vec<f64> = abilities.iter().flatten().map(|found| found.theta).collect();
    let names = work.columns.iter().map(|column| work.answers.items[*column].as_str());
    let mut places: Vec<(f64, String)> = Vec::new();
    for (name, item) in names.zip(&work.items) {
        let difficulties = item.difficulties();
        let several = difficulties.len() > 1;
        for (step, b) in difficulties.into_iter().enumerate() {
            places.push((b, if several { format!("{name}.{}", step + 1) } else { name.to_owned() }));
        }
    }
    let ends = thetas.iter().copied().chain(places.iter().map(|(b, _)| b.clamp(-6.0, 6.0)));
    let (low, high) = ends.fold((f64::MAX, f64::MIN), |(low, high), x| (low.min(x), high.max(x)));
    let columns = [("from", unit::LOGIT), ("to", unit::LOGIT), ("learners", unit::SHARE), ("items", "")];
    let mut table = Table::new("wright", "Wright map", &columns);
    let mut from = (low / BIN).floor() * BIN;
    let total = thetas.len().max(1) as f64;
    while from <= high {
        let inside = |x: f64| x >= from && x < from + BIN;
        let share = thetas.iter().filter(|theta| inside(**theta)).count() as f64 / total;
        let here: Vec<&str> = places
            .iter()
            .filter(|(b, _)| inside(b.clamp(-6.0, 6.0)))
            .map(|(_, name)| name.as_str())
            .collect();
        table.rows.push(vec![from.into(), (from + BIN).into(), share.into(), here.join(", ").into()]);
        from += BIN;
    }
    table
}

/// The expected score of each item at each ability, and the mean score of learners of near ability.
fn curves(
    work: &Calibrated,
    population: Population,
    abilities: &[Option<Estimate>],
    findings: &mut Findings,
) {
    let columns = [
        ("item", ""),
        ("theta", unit::LOGIT),
        ("expected", unit::POINTS),
        ("observed", unit::POINTS),
        ("observed_se", unit::POINTS),
        ("learners", ""),
    ];
    let mut table = Table::new(
        "curves",
        "Curves of the items: expected score, and mean scores of groups of learners",
        &columns,
    );
    for (place, item) in work.items.iter().enumerate() {
        let name = &work.answers.items[work.columns[place]];
        let first = table.rows.len();
        let mut rows: Vec<(f64, Vec<Cell>)> = Vec::new();
        for theta in points(population) {
            let cells =
                vec![theta.into(), item.expected_score(theta).into(), Cell::Empty, Cell::Empty, Cell::Empty];
            rows.push((theta, cells));
        }
        for (theta, mean, error, learners) in observed(work, place, abilities) {
            let cells = vec![
                theta.into(),
                item.expected_score(theta).into(),
                mean.into(),
                error.into(),
                learners.into(),
            ];
            rows.push((theta, cells));
        }
        rows.sort_by(|one, other| one.0.total_cmp(&other.0));
        for (_, cells) in rows {
            table.rows.push([vec![name.as_str().into()], cells].concat());
        }
        let numbers = difficulty_words(item);
        findings.charts.push(Chart {
            rows: Some(first..table.rows.len()),
            ..chart(
                format!("{name}: {numbers}"),
                "curves",
                "theta",
                &["expected", "observed"],
                Shape::LineAndDots,
            )
        });
    }
    findings.tables.push(table);
}

fn difficulty_words(item: &Item) -> String {
    let list: Vec<String> = item.difficulties().iter().map(|b| format!("{b:.2}")).collect();
    format!("a {:.2}, b {}", item.slope(), list.join(" "))
}

/// Mean ability, mean score, its standard error and number of learners of each group of near ability.
fn observed(work: &Calibrated, place: usize, abilities: &[Option<Estimate>]) -> Vec<(f64, f64, f64, usize)> {
    let scored = |row: usize| Some((abilities[row]?.theta, f64::from(work.responses.score(row, place)?)));
    let mut known: Vec<(f64, f64)> = (0..work.responses.rows()).filter_map(scored).collect();
    known.sort_by(|one, other| one.0.total_cmp(&other.0));
    let size = known.len().div_ceil(GROUPS).max(1);
    known
        .chunks(size)
        .map(|group| {
            let n = group.len() as f64;
            let theta = group.iter().map(|(theta, _)| theta).sum::<f64>() / n;
            let mean = group.iter().map(|(_, score)| score).sum::<f64>() / n;
            let variance =
                group.iter().map(|(_, score)| (score - mean).powi(2)).sum::<f64>() / (n - 1.0).max(1.0);
            (theta, mean, (variance / n).sqrt(), group.len())
        })
        .collect()
}
