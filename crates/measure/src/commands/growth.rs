//! `growth`: goals by where a learner begins, and how growth compares with that of learners who began alike.

use std::{collections::BTreeMap, path::PathBuf};

use measurement::{
    growth::{Norms, Pair},
    posterior::Population,
    random::Generator,
    score::Estimate,
};

use crate::{
    findings::{Cell, Findings, Table, unit},
    table_file::TableFile,
    trouble::{Problem, Trouble},
};

/// Unit of scores and goals: whatever the file's scores are in.
const SCORE: &str = "score";

/// Options of looking at growth.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// Scores: CSV with the columns learner, start, start_se, end and end_se, and grade if there are several.
    /// A learner without an end gets goals.
    #[arg(value_name = "SCORES")]
    scores: PathBuf,
    /// Norms of true abilities instead of the file's own learners: CSV with the columns grade, start_mean,
    /// start_sd, end_mean, end_sd and correlation.
    #[arg(long, value_name = "FILE")]
    norms: Option<PathBuf>,
    /// The share of learners with the same start who stay below the stretch goal.
    #[arg(long, value_name = "SHARE", default_value_t = 0.8)]
    stretch: f64,
    /// Draws of learners that the standard errors of the norms are found with; 0 for none.
    #[arg(long, value_name = "NUMBER", default_value_t = 50)]
    replications: usize,
}

/// One learner's line.
struct Row {
    line: usize,
    learner: String,
    grade: String,
    start: Estimate,
    end: Option<Estimate>,
}

/// Norms of one grade; their errors where they were fitted.
type OfGrade = (Norms, Option<[f64; 5]>);

pub(super) fn run(args: &Args, seed: u64) -> Result<Findings, Trouble> {
    if !(args.stretch > 0.5 && args.stretch < 1.0) {
        let says =
            "a stretch goal lies above the typical one: give a share above 0.5 and below 1, such as 0.8";
        return Err(Problem::new("--stretch", says).value(args.stretch.to_string()).into());
    }
    let (file, rows) = scores(args)?;
    let norms = match &args.norms {
        Some(path) => supplied(path)?,
        None => fitted(&rows, args.replications, seed, &file)?,
    };
    let mut trouble = Trouble::default();
    for row in rows.iter().filter(|row| !norms.contains_key(&row.grade)) {
        let known: Vec<&str> = norms.keys().map(String::as_str).collect();
        let says = format!(
            "there are no norms of this grade, only of {}: correct the grade, or add norms",
            known.join(", ")
        );
        trouble
            .add(Problem::new(file.as_str(), says).line(row.line).field("grade").value(row.grade.as_str()));
    }
    trouble.or(())?;
    let mut findings = Findings::new("growth");
    findings.fact("learners", "Learners", rows.len(), unit::NONE);
    findings.tables.push(learners(&rows, &norms, args.stretch));
    findings.tables.push(of_grades(&norms));
    findings.note(format!(
        "Goals are scores at the end: half of the learners with the same score at the start stay below the typical \
         goal, {:.0} % below the stretch goal. The percentile is the share of learners who truly began alike and grew \
         less, with its 95 % interval: both scores' errors are counted.",
        100.0 * args.stretch
    ));
    Ok(findings)
}

fn scores(args: &Args) -> Result<(String, Vec<Row>), Trouble> {
    let mut table = TableFile::open(&args.scores)?;
    let [learner, grade, start, start_se, end, end_se] =
        ["learner", "grade", "start", "start_se", "end", "end_se"].map(|name| table.column(&[name]));
    let (Some(learner), Some(start), Some(start_se)) = (learner, start, start_se) else {
        let says = "the columns learner, start and start_se are needed, and end and end_se for growth";
        return Err(Problem::new(table.name, says).line(1).into());
    };
    let mut trouble = Trouble::default();
    let mut rows: Vec<Row> = Vec::new();
    while let Some(row) = table.next() {
        let read = row.and_then(|row| {
            let error = |place: usize| match row.number(place)? {
                Some(error) if error >= 0.0 => Ok(error),
                _ => {
                    Err(row
                        .problem(place, "a standard error is a number of 0 or more: give each score its own"))
                }
            };
            let theta =
                row.number(start)?.ok_or_else(|| row.problem(start, "a score at the start is needed"))?;
            let after = match (end.map(|place| row.number(place)).transpose()?.flatten(), end, end_se) {
                (Some(theta), _, Some(place)) => Some(Estimate { theta, error: error(place)? }),
                (Some(_), Some(place), None) => {
                    return Err(row.problem(place, "the column end_se is needed beside the column end"));
                }
                (None, ..) | (Some(_), None, None) => None,
            };
            Ok(Row {
                line: row.line,
                learner: row.text(learner)?.to_owned(),
                grade: grade.map_or(Ok(""), |place| row.text(place))?.to_owned(),
                start: Estimate { theta, error: error(start_se)? },
                end: after,
            })
        });
        match read {
            Ok(row) => rows.push(row),
            Err(problem) => trouble.add(problem),
        }
    }
    if rows.is_empty() {
        trouble.add(Problem::new(table.name.as_str(), "there is no learner: add a line for each"));
    }
    trouble.or((table.name, rows))
}

fn supplied(path: &std::path::Path) -> Result<BTreeMap<String, OfGrade>, Trouble> {
    let mut table = TableFile::open(path)?;
    let grade = table.column(&["grade"]);
    let numbers =
        ["start_mean", "start_sd", "end_mean", "end_sd", "correlation"].map(|name| table.column(&[name]));
    let [Some(start), Some(start_sd), Some(end), Some(end_sd), Some(correlation)] = numbers else {
        let says = "the columns start_mean, start_sd, end_mean, end_sd and correlation are needed";
        return Err(Problem::new(table.name, says).line(1).into());
    };
    let mut trouble = Trouble::default();
    let mut out = BTreeMap::new();
    while let Some(row) = table.next() {
        let read = row.and_then(|row| {
            let number = |place: usize| {
                row.number(place)?.ok_or_else(|| row.problem(place, "a number is needed here"))
            };
            let start = Population { mean: number(start)?, sd: number(start_sd)? };
            let end = Population { mean: number(end)?, sd: number(end_sd)? };
            let norms = Norms::supplied(start, end, number(correlation)?)
                .map_err(|why| row.problem(correlation, format!("{why}: correct the line")))?;
            Ok((grade.map_or(Ok(""), |place| row.text(place))?.to_owned(), norms))
        });
        match read {
            Ok((grade, norms)) => {
                out.insert(grade, (norms, None));
            }
            Err(problem) => trouble.add(problem),
        }
    }
    trouble.or(out)
}

fn fitted(
    rows: &[Row],
    replications: usize,
    seed: u64,
    file: &str,
) -> Result<BTreeMap<String, OfGrade>, Trouble> {
    let mut of_grade: BTreeMap<String, Vec<Pair>> = BTreeMap::new();
    for row in rows {
        let pairs = of_grade.entry(row.grade.clone()).or_default();
        pairs.extend(row.end.map(|end| Pair { start: row.start, end }));
    }
    let mut trouble = Trouble::default();
    let mut out = BTreeMap::new();
    let mut generator = Generator::of(seed, 0, 6);
    for (grade, pairs) in of_grade {
        match Norms::fit(&pairs) {
            Ok(norms) => {
                let draws: Vec<[f64; 5]> = (0..replications)
                    .filter_map(|_| {
                        let drawn: Vec<Pair> =
                            pairs.iter().map(|_| pairs[generator.below(pairs.len())]).collect();
                        Norms::fit(&drawn).ok().map(|norms| numbers(&norms))
                    })
                    .collect();
                out.insert(grade, (norms, spread(&draws)));
            }
            Err(why) => trouble.add(
                Problem::new(file, format!("{why}: add learners, put grades together, or give --norms"))
                    .field("grade")
                    .value(grade),
            ),
        }
    }
    trouble.or(out)
}

fn numbers(norms: &Norms) -> [f64; 5] {
    [norms.start.mean, norms.start.sd, norms.end.mean, norms.end.sd, norms.correlation]
}

/// Standard deviations of draws.
fn spread(draws: &[[f64; 5]]) -> Option<[f64; 5]> {
    let n = draws.len() as f64;
    (draws.len() > 1).then(|| {
        std::array::from_fn(|place| {
            let mean = draws.iter().map(|draw| draw[place]).sum::<f64>() / n;
            (draws.iter().map(|draw| (draw[place] - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt()
        })
    })
}

fn learners(rows: &[Row], norms: &BTreeMap<String, OfGrade>, stretch: f64) -> Table {
    let columns = [
        ("learner", ""),
        ("grade", ""),
        ("start", SCORE),
        ("start_se", SCORE),
        ("typical_goal", SCORE),
        ("stretch_goal", SCORE),
        ("end", SCORE),
        ("end_se", SCORE),
        ("growth", SCORE),
        ("growth_se", SCORE),
        ("percentile", "share"),
        ("from", "share"),
        ("to", "share"),
        ("goal_reached", ""),
    ];
    let mut table = Table::new("learners", "Learners", &columns);
    for row in rows {
        let Some((norms, _)) = norms.get(&row.grade) else { continue };
        let (typical, far) = (norms.goal(row.start, 0.5), norms.goal(row.start, stretch));
        let found = row.end.and_then(|end| norms.percentile(Pair { start: row.start, end }));
        let reached = row.end.zip(typical.zip(far)).map(|(end, (typical, far))| {
            if end.theta >= far {
                "stretch"
            } else if end.theta >= typical {
                "typical"
            } else {
                "not yet"
            }
        });
        let mut cells: Vec<Cell> = vec![row.learner.as_str().into(), row.grade.as_str().into()];
        cells.extend([row.start.theta, row.start.error].map(Cell::from));
        cells.extend(
            [typical, far, row.end.map(|end| end.theta), row.end.map(|end| end.error)].map(Cell::from),
        );
        cells.push(row.end.map(|end| end.theta - row.start.theta).into());
        cells.push(row.end.map(|end| end.error.hypot(row.start.error)).into());
        cells.push(found.map(|found| found.percentile).into());
        cells.extend(
            [found.map(|found| found.interval.0), found.map(|found| found.interval.1)].map(Cell::from),
        );
        cells.push(reached.map_or(Cell::Empty, Cell::from));
        table.rows.push(cells);
    }
    table
}

fn of_grades(norms: &BTreeMap<String, OfGrade>) -> Table {
    let names = ["start_mean", "start_sd", "end_mean", "end_sd", "correlation"];
    let mut columns = vec![("grade".to_owned(), "")];
    for (place, name) in names.iter().enumerate() {
        let unit = if place < 4 { SCORE } else { "" };
        columns.extend([((*name).to_owned(), unit), (format!("{name}_se"), unit)]);
    }
    let columns: Vec<(&str, &'static str)> =
        columns.iter().map(|(key, unit)| (key.as_str(), *unit)).collect();
    let mut table = Table::new("norms", "Norms: true abilities of each grade", &columns);
    for (grade, (norms, errors)) in norms {
        let name = if grade.is_empty() { "all" } else { grade };
        let mut row: Vec<Cell> = vec![name.into()];
        for (place, number) in numbers(norms).into_iter().enumerate() {
            row.extend([number.into(), errors.map(|errors| errors[place]).into()]);
        }
        table.rows.push(row);
    }
    table
}
