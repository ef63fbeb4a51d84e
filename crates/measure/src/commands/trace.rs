//! `trace`: how well each model foretells the next answer, and what it learned.

use std::{collections::HashMap, path::PathBuf};

use measurement::{
    random::lot,
    trace::{Answer, Kind, Log, Ratings, Traced, bkt, rate_answers},
};

use super::{
    one_of,
    predictions::{Predicted, errors, judged},
};
use crate::{
    answers::{AnswersFile, Long},
    findings::{Cell, Chart, Findings, Shape, Table, unit},
    progress,
    trouble::{Problem, Trouble},
};

/// What predicts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Model {
    Bkt,
    BktForgetting,
    Elo,
    Logistic(Kind),
}

const MODELS: [(&str, Model); 8] = [
    ("bkt", Model::Bkt),
    ("bkt-forgetting", Model::BktForgetting),
    ("elo", Model::Elo),
    ("irt", Model::Logistic(Kind::Irt)),
    ("pfa", Model::Logistic(Kind::Pfa)),
    ("das3h", Model::Logistic(Kind::Das3h)),
    ("best-lr", Model::Logistic(Kind::BestLr)),
    ("counts-and-ratings", Model::Logistic(Kind::CountsAndRatings)),
];

/// Ridge of the logistic models: scikit-learn's C = 1, and 0.3 for our own.
fn penalty(kind: Kind) -> f64 {
    if kind == Kind::CountsAndRatings { 3.3 } else { 1.0 }
}

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
    /// counts-and-ratings; all that fit the answers without it (das3h needs times).
    #[arg(long, value_name = "MODEL,...", value_delimiter = ',', value_parser = one_of(&MODELS))]
    models: Vec<Model>,
    /// An answer with this score or more is right. Needed when there are scores above 1.
    #[arg(long, value_name = "SCORE")]
    passing: Option<u8>,
    /// Draws of learners that the standard errors are found with; 0 for none.
    #[arg(long, value_name = "NUMBER", default_value_t = 50)]
    replications: usize,
}

pub(super) fn run(args: &Args, seed: u64) -> Result<Findings, Trouble> {
    let train = args.answers.read_long()?;
    let mut findings = Findings::new("trace");
    let (train_log, test_log) = match &args.test {
        Some(path) => {
            let file = AnswersFile { answers: path.clone(), ..args.answers.clone() };
            let test = file.read_long()?;
            refuse_shared_learners(&train, &test)?;
            (log(&train, None, args.passing)?, log(&test, Some(&train), args.passing)?)
        }
        None => split(&log(&train, None, args.passing)?, args.hold_out, seed, &train.file)?,
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
    let mut skills = None;
    for (name, model) in chosen {
        let predicted = predict(model, &train_log, &test_log, &mut skills);
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
    if let Some(skills) = skills {
        findings.tables.push(skill_table(&train, &skills));
    }
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

fn refuse_shared_learners(train: &Long, test: &Long) -> Result<(), Trouble> {
    let mut trouble = Trouble::default();
    for name in test.learners.iter().filter(|name| train.learners.contains(name)) {
        let says = format!(
            "this learner is in {} too: judge on learners who were not fitted, or leave --test out and let \
             --hold-out split them",
            train.file
        );
        trouble.add(Problem::new(test.file.as_str(), says).field("learner").value(name.as_str()));
    }
    trouble.or(())
}

/// The answers as rights and wrongs, numbered as in `like` where the names are the same.
fn log(answers: &Long, like: Option<&Long>, passing: Option<u8>) -> Result<Log, Trouble> {
    if passing.is_none()
        && let Some(answer) = answers.answers.iter().find(|answer| answer.score > 1)
    {
        let says = "rights and wrongs are traced: say with --passing which score counts as right";
        let problem = Problem::new(answers.file.as_str(), says).line(answer.line as usize);
        return Err(problem.field("score").value(answer.score.to_string()).into());
    }
    let passing = passing.unwrap_or(1);
    let renumber = |names: &[String], known: Option<&[String]>| -> Vec<u32> {
        let known: HashMap<&str, u32> = known
            .unwrap_or(names)
            .iter()
            .enumerate()
            .map(|(place, name)| (name.as_str(), u32::try_from(place).unwrap_or(u32::MAX)))
            .collect();
        // Names that are new get the numbers after all known ones.
        let mut next = u32::try_from(known.len()).unwrap_or(u32::MAX);
        names
            .iter()
            .map(|name| {
                known.get(name.as_str()).copied().unwrap_or_else(|| {
                    next += 1;
                    next - 1
                })
            })
            .collect()
    };
    let items = renumber(&answers.items, like.map(|like| like.items.as_slice()));
    let skills = renumber(&answers.competencies, like.map(|like| like.competencies.as_slice()));
    let of = |answer: &crate::answers::LongAnswer| Answer {
        learner: answer.learner,
        item: items[answer.item as usize],
        skill: skills.get(answer.competency as usize).copied().unwrap_or(0),
        correct: answer.score >= passing,
        at: answer.at,
    };
    Log::new(answers.answers.iter().map(of).collect())
        .map_err(|why| Problem::new(answers.file.as_str(), why.to_string()).into())
}

/// Each learner on one side or the other, by lot.
fn split(log: &Log, share: f64, seed: u64, file: &str) -> Result<(Log, Log), Trouble> {
    if !(share > 0.0 && share < 1.0) {
        let says = "the share of learners held out lies between 0 and 1, such as 0.2";
        return Err(Problem::new("--hold-out", says).value(share.to_string()).into());
    }
    let held = |learner: u32| lot(seed, u64::from(learner)) < share;
    log.of_learners(|learner| !held(learner)).zip(log.of_learners(held)).ok_or_else(|| {
        let says = "too few learners to hold some of them out: add learners, or change --hold-out or --seed";
        Problem::new(file, says).into()
    })
}

type Skills = Vec<Option<bkt::Fit>>;

fn predict(model: Model, train: &Log, test: &Log, skills: &mut Option<Skills>) -> Vec<Predicted> {
    let chances = match model {
        Model::Logistic(kind) => Traced::fit(kind, train, penalty(kind)).tracer().follow(test),
        Model::Elo => {
            let mut ratings = Ratings::default();
            rate_answers(&mut ratings, train);
            // The learners of the test are new: they begin where everybody does.
            let beyond = train.answers().iter().map(|answer| answer.learner).max().map_or(0, |most| most + 1);
            let answers = test.answers().iter();
            let moved: Vec<Answer> =
                answers.map(|answer| Answer { learner: answer.learner + beyond, ..*answer }).collect();
            moved.iter().map(|answer| ratings.update(answer.learner, answer.item, answer.correct)).collect()
        }
        Model::Bkt | Model::BktForgetting => {
            let forgetting = model == Model::BktForgetting;
            let settings = bkt::Settings { forgetting, ..bkt::Settings::default() };
            let fits = bkt::fit_skills(&train.by_skill(), &settings);
            let chances = follow(&fits, train, test);
            if skills.is_none() || !forgetting {
                *skills = Some(fits);
            }
            chances
        }
    };
    let answers = test.answers().iter().zip(chances);
    answers
        .map(|(answer, chance)| Predicted { learner: answer.learner, chance, correct: answer.correct })
        .collect()
}

/// Predictions of knowledge tracing; a competency that was not fitted gets the share of rights of all.
fn follow(fits: &Skills, train: &Log, test: &Log) -> Vec<f64> {
    let right = train.answers().iter().filter(|answer| answer.correct).count() as f64;
    let share = right / train.answers().len() as f64;
    let mut known: HashMap<(u32, u32), f64> = HashMap::new();
    test.answers()
        .iter()
        .map(|answer| {
            let Some(fit) = fits.get(answer.skill as usize).copied().flatten() else { return share };
            let known = known.entry((answer.learner, answer.skill)).or_insert(fit.parameters.prior);
            let chance = fit.parameters.predict(*known);
            *known = fit.parameters.update(*known, answer.correct);
            chance
        })
        .collect()
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
