//! `trace`: how well each model foretells the next answer, and what it learned.

mod logs;
mod models;

use std::path::PathBuf;

use measurement::trace::{Kind, Log};

use self::{
    logs::{log, refuse_shared_learners, split},
    models::{Learned, MODELS, Model, Skills, predict},
};
use super::{
    next_answer, one_of,
    predictions::{errors, judged},
};
use crate::{
    answers::{AnswersFile, Long},
    findings::{Cell, Chart, Findings, Shape, Table, unit},
    progress,
    trouble::{Problem, Trouble},
};

/// Options of tracing.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    #[command(flatten)]
    answers: AnswersFile,
    /// Other learners' answers to be judged on, in the same form; without it, learners are held out.
    #[arg(long, value_name = "ANSWERS")]
    test: Option<PathBuf>,
    /// The share of learners that are held out.
    #[arg(long, value_name = "SHARE", default_value_t = 0.2, conflicts_with = "test")]
    hold_out: f64,
    /// Which models, separated by commas: bkt, bkt-forgetting, elo, irt, pfa, das3h, best-lr,
    /// counts-and-ratings, next-answer (from the answers to one competency alone); all that fit the answers without it (das3h needs times).
    #[arg(long, value_name = "MODEL,...", value_delimiter = ',', value_parser = one_of(&MODELS))]
    models: Vec<Model>,
    /// Also fit the model of the next answer to all answers, held out or not: what the mastery rule `traced` judges
    /// by. It is in the JSON, which `onramp import tracing` takes. Needs the column competency.
    #[arg(long)]
    for_judging: bool,
    /// An answer with this score or more is right. Needed when there are scores above 1.
    #[arg(long, value_name = "SCORE")]
    passing: Option<u8>,
    /// Draws of learners that the standard errors are found with; 0 for none.
    #[arg(long, value_name = "NUMBER", default_value_t = 50)]
    replications: usize,
}

pub(super) fn run(args: &Args, seed: u64) -> Result<Findings, Trouble> {
    let train = args.answers.read_long()?;
    let all = log(&train, None, args.passing)?;
    let mut findings = Findings::new("trace");
    if args.for_judging {
        for_judging(&train, &all, &mut findings)?;
    }
    let (train_log, test_log) = match &args.test {
        Some(path) => {
            let file = AnswersFile { answers: path.clone(), ..args.answers.clone() };
            let test = file.read_long()?;
            refuse_shared_learners(&train, &test)?;
            let test = log(&test, Some(&train), args.passing)?;
            (all, test)
        }
        None => split(&all, args.hold_out, seed, &train.file)?,
    };
    if train.competencies.is_empty() {
        findings.note("There is no column competency: all answers count as of one competency.");
    }
    if train.merged > 0 {
        findings.note(format!(
            "{} lines named a further competency of the answer on the line before: each answer is predicted once, \
             under its competencies together.",
            train.merged
        ));
    }
    let learners = |log: &Log| {
        log.answers().iter().map(|answer| answer.learner).collect::<std::collections::HashSet<_>>().len()
    };
    findings.fact("train_learners", "Learners fitted", learners(&train_log), unit::NONE);
    findings.fact("train_answers", "Answers fitted", train_log.answers().len(), unit::NONE);
    findings.fact(
        "test_learners",
        "Learners judged on, none of them fitted",
        learners(&test_log),
        unit::NONE,
    );
    findings.fact("test_answers", "Answers predicted, once each", test_log.answers().len(), unit::NONE);
    let columns = [
        ("model", ""),
        ("auc", ""),
        ("auc_se", ""),
        ("rmse", ""),
        ("rmse_se", ""),
        ("log_loss", unit::LOG),
        ("log_loss_se", unit::LOG),
        ("ece", unit::SHARE),
    ];
    let mut table = Table::new("models", "Accuracy on learners who were not fitted", &columns);
    let mut chosen: Vec<(&str, Model)> = MODELS
        .into_iter()
        .filter(|(_, model)| args.models.is_empty() || args.models.contains(model))
        .collect();
    if !train.timed {
        let timed = Model::Logistic(Kind::Das3h);
        if args.models.contains(&timed) {
            let says =
                "das3h looks at the time between answers: give the column time, or choose other --models";
            return Err(Problem::new(train.file, says).line(1).into());
        }
        chosen.retain(|(_, model)| *model != timed);
    }
    let bar = progress::bar("models", chosen.len());
    let mut learned = Learned::default();
    for (name, model) in chosen {
        let predicted = predict(model, &train_log, &test_log, &mut learned);
        let Some(found) = judged(&predicted) else {
            let says = "the learners judged on have only right answers, or only wrong ones: nothing can be told apart";
            return Err(Problem::new(train.file, says).into());
        };
        let errors = errors(&predicted, args.replications, seed);
        table.rows.push(vec![
            name.into(),
            found.auc.into(),
            errors.map(|errors| errors.auc).into(),
            found.rmse.into(),
            errors.map(|errors| errors.rmse).into(),
            found.log_loss.into(),
            errors.map(|errors| errors.log_loss).into(),
            found.calibration_error.into(),
        ]);
        bar.inc(1);
    }
    bar.finish_and_clear();
    findings.tables.push(table);
    findings.tables.extend(learned.skills.map(|skills| skill_table(&train, &skills)));
    findings.tables.extend(learned.doubts);
    findings.charts.push(Chart {
        title: "Area under the curve on new learners".to_owned(),
        table: "models",
        x: "model".to_owned(),
        y: vec!["auc".to_owned()],
        shape: Shape::Bars,
        rows: None,
    });
    Ok(findings)
}

/// Adds the model that the mastery rule `traced` judges by.
fn for_judging(answers: &Long, all: &Log, findings: &mut Findings) -> Result<(), Trouble> {
    let made = next_answer::fit(answers, all)?;
    findings.note(format!(
        "The model of the next answer, fitted to all {} answers to {} competencies, is in the JSON (--out FILE.json): \
         onramp import tracing FILE.json",
        made.answers,
        made.competencies.len()
    ));
    findings.tracing = Some(made);
    Ok(())
}

fn skill_table(train: &Long, skills: &Skills) -> Table {
    let columns = [
        ("competency", ""),
        ("prior", unit::SHARE),
        ("learn", unit::SHARE),
        ("forget", unit::SHARE),
        ("guess", unit::SHARE),
        ("slip", unit::SHARE),
        ("starts_agreeing", ""),
    ];
    let mut table = Table::new("skills", "Knowledge tracing: chances per answer", &columns);
    for (place, fit) in skills.iter().enumerate() {
        let Some(fit) = fit else { continue };
        let name = train.competencies.get(place).map_or("all", String::as_str);
        let found = fit.parameters;
        let mut row: Vec<Cell> = vec![name.into()];
        row.extend([found.prior, found.learn, found.forget, found.guess, found.slip].map(Cell::from));
        row.push(fit.agreeing.into());
        table.rows.push(row);
    }
    table
}
