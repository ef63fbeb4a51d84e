//! `decide`: mastered, not yet, or not sure; how sure; and how many more answers it takes.

use std::{collections::HashMap, path::PathBuf};

use measurement::{
    decide::{answers_needed, standing},
    models::Item,
    posterior::Grid,
    trace::{Answer, Log, bkt},
};

use super::score::populations;
use crate::{
    answers::{Answers, AnswersFile},
    bank::Bank,
    findings::{Cell, Findings, Table, unit},
    spread,
    trouble::{Problem, Trouble},
};

/// A further answer is taken to tell as much as these many best questions left tell on average.
const BEST_LEFT: usize = 10;

/// Options of deciding.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    #[command(flatten)]
    answers: AnswersFile,
    /// The calibrated bank: CSV or JSON. Without it, knowledge is traced by competency in a table of one line
    /// per answer.
    #[arg(long, value_name = "BANK", requires = "cut")]
    bank: Option<PathBuf>,
    /// The ability from which on a learner has mastered it, in logits.
    #[arg(long, value_name = "LOGITS", allow_negative_numbers = true, requires = "bank")]
    cut: Option<f64>,
    /// The risk of a wrong decision that is accepted, either way.
    #[arg(long, value_name = "SHARE", default_value_t = 0.05)]
    risk: f64,
    /// Mean ability of the population, in logits; that of the bank without it.
    #[arg(long, value_name = "LOGITS", allow_negative_numbers = true, requires = "sd")]
    mean: Option<f64>,
    /// Standard deviation of ability, in logits.
    #[arg(long, value_name = "LOGITS", requires = "mean")]
    sd: Option<f64>,
    /// An answer with this score or more is right, when knowledge is traced.
    #[arg(long, value_name = "SCORE", default_value_t = 1, conflicts_with = "bank")]
    passing: u8,
}

pub(super) fn run(args: &Args) -> Result<Findings, Trouble> {
    if !(args.risk > 0.0 && args.risk < 0.5) {
        let says = "a risk is a share above 0 and below 0.5, such as 0.05";
        return Err(Problem::new("--risk", says).value(args.risk.to_string()).into());
    }
    match (&args.bank, args.cut) {
        (Some(bank), Some(cut)) if cut.is_finite() => at_cut(args, &Bank::read_calibrated(bank)?, cut),
        (Some(_), Some(cut)) => {
            let says = "a cut is a finite ability in logits";
            Err(Problem::new("--cut", says).value(cut.to_string()).into())
        }
        _ => known(args),
    }
}

/// Mastered when the chance is as high as asked for, not yet when it is as low.
fn decision(chance: f64, risk: f64) -> &'static str {
    if chance >= 1.0 - risk {
        "mastered"
    } else if chance <= risk {
        "not yet"
    } else {
        "not sure"
    }
}

fn at_cut(args: &Args, bank: &Bank, cut: f64) -> Result<Findings, Trouble> {
    let answers: Answers = args.answers.read()?;
    let items = bank.items_of(&answers)?;
    let populations = populations(bank, &answers, args.mean.zip(args.sd))?;
    let columns = [
        ("learner", ""),
        ("answers", ""),
        ("theta", unit::LOGIT),
        ("theta_se", unit::LOGIT),
        ("chance_above", unit::SHARE),
        ("decision", ""),
        ("wrong_if_mastered", unit::SHARE),
        ("wrong_if_not_yet", unit::SHARE),
        ("more_answers", "answers"),
    ];
    let mut table = Table::new("decisions", format!("Decisions at the cut of {cut} logits"), &columns);
    let mut chances = Vec::new();
    for row in 0..answers.responses.rows() {
        let codes = answers.responses.row(row);
        let answered = |place: &usize| codes[*place] != measurement::responses::MISSING;
        let given: Vec<usize> = (0..items.len()).filter(answered).collect();
        let scored: Vec<(&Item, u8)> = given.iter().map(|place| (&items[*place], codes[*place])).collect();
        let population = populations[answers.responses.group(row)];
        let found = standing(&scored, population, cut, Grid::default()).map_err(|why| {
            let says =
                "the item has no such score in the bank: correct the score, or calibrate the item anew";
            let problem = answers.problem(given[why.answer], says).line(answers.lines[row] as usize);
            Trouble::from(problem.value(why.category.to_string()))
        })?;
        let names: Vec<&str> = given.iter().map(|place| answers.items[*place].as_str()).collect();
        let information = information_left(bank, &names, found.estimate.theta);
        let decided = decision(found.chance_above, args.risk);
        let more = match decided {
            "not sure" => answers_needed(found.estimate, cut, args.risk, information),
            _ => Some(0),
        };
        chances.push(found.chance_above);
        table.rows.push(vec![
            answers.learner(row).into(),
            given.len().into(),
            found.estimate.theta.into(),
            found.estimate.error.into(),
            found.chance_above.into(),
            decided.into(),
            (1.0 - found.chance_above).into(),
            found.chance_above.into(),
            more.map_or(Cell::Empty, |more| (more as usize).into()),
        ]);
    }
    let mut findings = Findings::new("decide");
    summarize(&chances, args.risk, &mut findings);
    findings.tables.push(table);
    findings.note(
        "more_answers: as if the estimate stayed where it is, and each further answer told as much as the best \
         questions that are left. Blank when the estimate lies so near the cut that no number of answers is enough.",
    );
    Ok(findings)
}

/// Mean information of the best questions that have not been answered; of all when none is left.
fn information_left(bank: &Bank, answered: &[&str], theta: f64) -> f64 {
    let of = |left: bool| {
        let mut told: Vec<f64> = bank
            .items
            .iter()
            .filter(|entry| !left || !answered.contains(&entry.name.as_str()))
            .filter_map(|entry| entry.item.as_ref().map(|item| item.information(theta)))
            .collect();
        told.sort_by(|one, other| other.total_cmp(one));
        told.truncate(BEST_LEFT);
        (!told.is_empty()).then(|| told.iter().sum::<f64>() / told.len() as f64)
    };
    of(true).or_else(|| of(false)).unwrap_or(0.0)
}

fn summarize(chances: &[f64], risk: f64, findings: &mut Findings) {
    let n = chances.len() as f64;
    let count = |wanted: &str| chances.iter().filter(|chance| decision(**chance, risk) == wanted).count();
    findings.fact("decisions", "Decisions", chances.len(), unit::NONE);
    for (key, name, wanted) in [
        ("mastered", "Mastered", "mastered"),
        ("not_yet", "Not yet", "not yet"),
        ("not_sure", "Not sure", "not sure"),
    ] {
        let share = count(wanted) as f64 / n;
        findings.figure(key, name, (share, (share * (1.0 - share) / n).sqrt()), unit::SHARE);
    }
    let wrong = |wanted: &str, of: fn(f64) -> f64| {
        let rates: Vec<f64> = chances
            .iter()
            .filter(|chance| decision(**chance, risk) == wanted)
            .map(|chance| of(*chance))
            .collect();
        (!rates.is_empty()).then(|| spread::mean_with_error(&rates))
    };
    let (falsely, missed) = (wrong("mastered", |chance| 1.0 - chance), wrong("not yet", |chance| chance));
    for (key, name, share) in [
        ("wrong_mastered", "Expected share of wrong \"mastered\"", falsely),
        ("wrong_not_yet", "Expected share of wrong \"not yet\"", missed),
    ] {
        match share {
            Some(share) => findings.figure(key, name, share, unit::SHARE),
            None => findings.fact(key, name, Cell::Empty, unit::SHARE),
        }
    }
}

/// P(known) of every learner and competency after the last answer.
fn known(args: &Args) -> Result<Findings, Trouble> {
    let long = args.answers.read_long()?;
    if long.competencies.is_empty() {
        let says = "the column competency is needed to trace knowledge; or give --bank and --cut to decide by ability";
        return Err(Problem::new(long.file, says).line(1).into());
    }
    let answers = long.answers.iter().map(|answer| Answer {
        learner: answer.learner,
        item: answer.item,
        skill: answer.competency,
        correct: answer.score >= args.passing,
        at: answer.at,
    });
    let rights =
        Log::new(answers.collect()).map_err(|why| Problem::new(long.file.as_str(), why.to_string()))?;
    let fits = bkt::fit_skills(&rights.by_skill(), &bkt::Settings::default());
    // Where each learner stands on each competency, and after how many answers.
    let mut standings: HashMap<(u32, u32), (f64, usize)> = HashMap::new();
    let mut order = Vec::new();
    for answer in rights.answers() {
        let Some(fit) = fits.get(answer.skill as usize).copied().flatten() else { continue };
        let standing = standings.entry((answer.learner, answer.skill)).or_insert_with(|| {
            order.push((answer.learner, answer.skill));
            (fit.parameters.prior, 0)
        });
        *standing = (fit.parameters.update(standing.0, answer.correct), standing.1 + 1);
    }
    let columns = [
        ("learner", ""),
        ("competency", ""),
        ("answers", ""),
        ("chance_known", unit::SHARE),
        ("decision", ""),
        ("wrong_if_mastered", unit::SHARE),
        ("wrong_if_not_yet", unit::SHARE),
        ("more_right_answers", "answers"),
    ];
    let mut table = Table::new("decisions", "Decisions by knowledge tracing", &columns);
    let mut chances = Vec::new();
    for key in order {
        let (chance, answered) = standings[&key];
        let Some(fit) = fits[key.1 as usize] else { continue };
        chances.push(chance);
        table.rows.push(vec![
            long.learners[key.0 as usize].as_str().into(),
            long.competencies[key.1 as usize].as_str().into(),
            answered.into(),
            chance.into(),
            decision(chance, args.risk).into(),
            (1.0 - chance).into(),
            chance.into(),
            rights_needed(&fit.parameters, chance, args.risk).map_or(Cell::Empty, Cell::from),
        ]);
    }
    let mut findings = Findings::new("decide");
    summarize(&chances, args.risk, &mut findings);
    findings.tables.push(table);
    findings.note(
        "The chances of knowing come from knowledge tracing, fitted to these same answers. more_right_answers: how \
         many right answers in a row would make it sure.",
    );
    Ok(findings)
}

/// Right answers in a row until the chance of knowing is as high as asked for.
fn rights_needed(parameters: &bkt::Parameters, chance: f64, risk: f64) -> Option<usize> {
    let mut chance = chance;
    for rights in 0..100 {
        if chance >= 1.0 - risk {
            return Some(rights);
        }
        chance = parameters.update(chance, true);
    }
    None
}
