//! `equate`: scores of one form as scores of another.

use std::path::PathBuf;

use measurement::equate::{
    AnchorCounts, AnchorGroup, ScoreCounts, bootstrap_anchor_errors, bootstrap_errors,
    chained_equipercentile, chained_linear, equipercentile, frequency_estimation, levine, linear, mean,
    tucker,
};

use super::{
    forms::{Form, Kind},
    one_of,
};
use crate::{
    answers::shown,
    findings::{Cell, Chart, Column, Findings, Shape, Table, unit},
    spread,
    trouble::{Problem, Trouble},
};

const ANCHORS: [(&str, Kind); 3] =
    [("none", Kind::Equivalent), ("internal", Kind::Internal), ("external", Kind::External)];

/// Options of equating.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// Form X: a table of answers, or CSV with the columns score, and anchor and count if there are any.
    #[arg(value_name = "X")]
    x: PathBuf,
    /// Form Y, in the same form.
    #[arg(value_name = "Y")]
    y: PathBuf,
    /// What the groups have in common: none (they are equally able), or an anchor test that counts in the score
    /// (internal) or stands beside it (external). In tables of answers, the anchor is the items of both forms.
    #[arg(long, value_name = "KIND", default_value = "none", value_parser = one_of(&ANCHORS))]
    anchor: Kind,
    /// Smooth both distributions first, keeping so many moments (log-linear; without an anchor).
    #[arg(long, value_name = "MOMENTS")]
    smooth: Option<usize>,
    /// The highest score of X; the highest that was reached or can be without it.
    #[arg(long, value_name = "SCORE")]
    highest_x: Option<usize>,
    /// The highest score of Y.
    #[arg(long, value_name = "SCORE")]
    highest_y: Option<usize>,
    /// Draws of learners that the standard errors are found with; 0 for none.
    #[arg(long, value_name = "NUMBER", default_value_t = 200)]
    replications: usize,
}

/// Scores of learners: form and anchor.
type Pairs = [(usize, usize)];
/// From the scores of both groups to a score of Y for every score of X.
type Method<'m, Scores> = Box<dyn Fn(&Scores, &Scores) -> Option<Vec<f64>> + 'm>;

/// One method: the scores of Y for every score of X, and their standard errors.
struct Equated {
    key: &'static str,
    scores: Vec<f64>,
    errors: Vec<f64>,
}

pub(super) fn run(args: &Args, seed: u64) -> Result<Findings, Trouble> {
    let [x, y] = Form::read(&args.x, &args.y, args.anchor, [args.highest_x, args.highest_y])?;
    let mut findings = Findings::new("equate");
    for (form, keys, names) in [
        (&x, ["learners_x", "mean_x", "sd_x"], ["Learners of X", "Mean of X", "Standard deviation of X"]),
        (&y, ["learners_y", "mean_y", "sd_y"], ["Learners of Y", "Mean of Y", "Standard deviation of Y"]),
    ] {
        let counts = form.counts().map_err(|why| bad(&form.file, &why))?;
        findings.fact(keys[0], names[0], form.scores.len(), unit::NONE);
        findings.figure(
            keys[1],
            names[1],
            (counts.mean(), counts.sd() / counts.total().sqrt()),
            unit::POINTS,
        );
        let scores: Vec<f64> = form.scores.iter().map(|(score, _)| *score as f64).collect();
        let error = spread::sd_with_error(&scores).1;
        findings.figure(keys[2], names[2], (counts.sd(), error), unit::POINTS);
        if form.left_out > 0 {
            findings.note(format!(
                "{}: {} learners with missing answers are left out.",
                form.file, form.left_out
            ));
        }
    }
    let found = match args.anchor {
        Kind::Equivalent => equivalent(args, &x, &y, seed)?,
        kind => anchored(args, &x, &y, kind == Kind::Internal, seed)?,
    };
    findings.tables.push(table(&found, x.highest.0));
    findings.charts.push(Chart {
        title: "Scores of Y for scores of X".to_owned(),
        table: "equated",
        x: "x".to_owned(),
        y: found.iter().map(|one| one.key.to_owned()).take(4).collect(),
        shape: Shape::Lines,
        rows: None,
    });
    Ok(findings)
}

fn bad(file: &str, why: &measurement::equate::BadCounts) -> Trouble {
    Problem::new(file, format!("{why}: add learners, or check the scores")).into()
}

fn equivalent(args: &Args, x: &Form, y: &Form, seed: u64) -> Result<Vec<Equated>, Trouble> {
    let counts = |form: &Form| form.counts().map_err(|why| bad(&form.file, &why));
    let (raw_x, raw_y) = (counts(x)?, counts(y)?);
    if let Some(degree) = args.smooth {
        for (counts, path) in [(&raw_x, &args.x), (&raw_y, &args.y)] {
            counts.smoothed(degree).map_err(|why| {
                Trouble::from(
                    Problem::new("--smooth", format!("{}: {why}", shown(path))).value(degree.to_string()),
                )
            })?;
        }
    }
    let highest = x.highest.0;
    let line = move |of: &dyn Fn(&ScoreCounts, &ScoreCounts) -> measurement::equate::Line,
                     x: &ScoreCounts,
                     y: &ScoreCounts| {
        let line = of(x, y);
        Some((0..=highest).map(|score| line.of(score as f64)).collect::<Vec<f64>>())
    };
    let smooth = args.smooth;
    let curve = move |x: &ScoreCounts, y: &ScoreCounts| match smooth {
        None => Some(equipercentile(x, y)),
        Some(degree) => Some(equipercentile(&x.smoothed(degree).ok()?, &y.smoothed(degree).ok()?)),
    };
    let methods: [(&'static str, Method<'_, ScoreCounts>); 3] = [
        ("mean", Box::new(move |x, y| line(&mean, x, y))),
        ("linear", Box::new(move |x, y| line(&linear, x, y))),
        ("equipercentile", Box::new(curve)),
    ];
    Ok(methods
        .iter()
        .filter_map(|(key, method)| {
            let scores = method(&raw_x, &raw_y)?;
            let errors = bootstrap_errors(&raw_x, &raw_y, method, args.replications, seed);
            Some(Equated { key, scores, errors })
        })
        .collect())
}

fn anchored(args: &Args, x: &Form, y: &Form, internal: bool, seed: u64) -> Result<Vec<Equated>, Trouble> {
    let highest = x.highest;
    let group = |pairs: &Pairs| {
        AnchorGroup::of_scores(
            &pairs.iter().map(|(form, anchor)| (*form as f64, *anchor as f64)).collect::<Vec<_>>(),
        )
    };
    for (form, path) in [(x, &args.x), (y, &args.y)] {
        if group(&form.scores).is_none() {
            let says = "the scores or the anchor scores of this form do not differ: check the file";
            return Err(Problem::new(shown(path), says).into());
        }
    }
    let line =
        |of: &dyn Fn(&AnchorGroup, &AnchorGroup) -> measurement::equate::Line, x: &Pairs, y: &Pairs| {
            let line = of(&group(x)?, &group(y)?);
            Some((0..=highest.0).map(|score| line.of(score as f64)).collect::<Vec<f64>>())
        };
    let counts = |pairs: &Pairs, form: &Form| AnchorCounts::of_scores(pairs, form.highest).ok();
    let methods: [(&'static str, Method<'_, Pairs>); 5] = [
        ("tucker", Box::new(|x, y| line(&tucker, x, y))),
        ("levine", Box::new(|x, y| line(&|x, y| levine(x, y, internal), x, y))),
        ("chained_linear", Box::new(|x, y| line(&chained_linear, x, y))),
        ("frequency_estimation", Box::new(|a, b| frequency_estimation(&counts(a, x)?, &counts(b, y)?).ok())),
        (
            "chained_equipercentile",
            Box::new(|a, b| Some(chained_equipercentile(&counts(a, x)?, &counts(b, y)?))),
        ),
    ];
    Ok(methods
        .iter()
        .filter_map(|(key, method)| {
            let scores = method(&x.scores, &y.scores)?;
            let errors = bootstrap_anchor_errors(&x.scores, &y.scores, method, args.replications, seed);
            Some(Equated { key, scores, errors })
        })
        .collect())
}

fn table(found: &[Equated], highest: usize) -> Table {
    let mut table = Table::new("equated", "Scores of Y for scores of X", &[("x", unit::POINTS)]);
    for Equated { key, .. } in found {
        table.columns.push(Column { key: (*key).to_owned(), unit: unit::POINTS });
        table.columns.push(Column { key: format!("{key}_se"), unit: unit::POINTS });
    }
    for score in 0..=highest {
        let mut row: Vec<Cell> = vec![score.into()];
        for Equated { scores, errors, .. } in found {
            row.push(scores.get(score).copied().into());
            row.push(errors.get(score).copied().into());
        }
        table.rows.push(row);
    }
    table
}
