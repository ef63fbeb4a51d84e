//! `online`: new items calibrated and old ones watched, from the answers of running tests.

use std::{collections::HashMap, path::PathBuf};

use measurement::{
    models::{Item, Model},
    online::Drift,
    posterior::Population,
};

use super::{
    calibration_tables::number_cells,
    flags::{self, size_name},
    one_of,
    watching::{self, Watched},
};
use crate::{
    answers::{AnswersFile, Long, LongAnswer},
    bank::{self, Bank, MODELS, model_name},
    findings::{Cell, Findings, Table, unit},
    trouble::{Problem, Trouble},
};

/// Options of watching a bank.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    #[command(flatten)]
    answers: AnswersFile,
    /// The bank. Items with parameters are operational: they place the learners and are watched. Items without
    /// parameters, and items of the answers that are not in the bank, are new: they are calibrated.
    #[arg(long, value_name = "BANK")]
    bank: PathBuf,
    /// The model of new items that the bank says nothing of: rasch, 2pl, 3pl, pcm, grm, gpcm or nominal.
    #[arg(long, value_name = "MODEL", default_value = "2pl", value_parser = one_of(&MODELS))]
    model: Model,
    /// A new item with fewer answers is not judged yet.
    #[arg(long, value_name = "NUMBER", default_value_t = 200.0)]
    pub(super) fewest: f64,
    /// The share of learners above which an item is called over-exposed.
    #[arg(long, value_name = "SHARE", default_value_t = 0.25)]
    pub(super) most_exposed: f64,
}

pub(super) fn run(args: &Args) -> Result<Findings, Trouble> {
    let given = Bank::read(&args.bank)?;
    let answers = long(&args.answers)?;
    let operational = given.items.iter().filter(|entry| entry.item.is_some()).count();
    if operational == 0 {
        let says = "no item has parameters, so that nothing places the learners: calibrate some items first";
        return Err(Problem::new(given.file, says).into());
    }
    let population = given.populations.first().map_or(Population::STANDARD, |known| known.population);
    let items = watching::items(&answers, &given, args.model, population)?;
    Ok(report(args, &answers, &given, &items))
}

/// The answers line by line; those of a wide table row by row.
fn long(file: &AnswersFile) -> Result<Long, Trouble> {
    if file.is_long()? {
        return file.read_long();
    }
    let table = file.read()?;
    let number = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
    let answer = |row: usize, item: usize| {
        table.responses.score(row, item).map(|score| LongAnswer {
            learner: number(row),
            item: number(item),
            competency: 0,
            group: number(table.responses.group(row)),
            score,
            at: 0.0,
            line: table.lines[row],
        })
    };
    let rows = 0..table.responses.rows();
    let answers =
        rows.clone().flat_map(|row| (0..table.items.len()).filter_map(move |item| answer(row, item)));
    Ok(Long {
        answers: answers.collect(),
        learners: rows.map(|row| table.learner(row)).collect(),
        file: table.file,
        items: table.items,
        competencies: Vec::new(),
        groups: if table.groups.len() > 1 { table.groups } else { Vec::new() },
        timed: false,
        merged: 0,
        together: HashMap::new(),
    })
}

fn report(args: &Args, answers: &Long, given: &Bank, items: &[Watched]) -> Findings {
    let two_groups = answers.groups.len() == 2;
    let learners = answers.learners.len() as f64;
    let mut findings = Findings::new("online");
    let mut columns =
        vec![("item", ""), ("status", ""), ("model", ""), ("answers", ""), ("exposure", unit::SHARE)];
    columns.extend([("exposure_se", unit::SHARE), ("a", unit::PER_LOGIT), ("a_se", unit::PER_LOGIT)]);
    columns.extend([("b", unit::LOGIT), ("b_se", unit::LOGIT), ("drift", "")]);
    if two_groups {
        columns.extend([("dif", unit::SHARE), ("dif_p", unit::SHARE), ("dif_size", "")]);
    }
    columns.push(("flags", ""));
    let mut table = Table::new("items", "Items", &columns);
    let mut made = given.clone();
    let (mut new, mut flagged) = (0, 0);
    for known in items {
        let fit = watching::fitted(known);
        let difference = watching::difference(known, answers);
        let exposure = known.answers as f64 / learners;
        let fitted = match (&known.item, &fit) {
            (None, Some(fit)) if known.answers as f64 >= args.fewest => {
                let errors =
                    fit.errors.as_ref().map(|errors| bank::Errors::of(&fit.item, errors)).unwrap_or_default();
                add(&mut made, known, fit.item.clone(), errors.clone());
                Some((fit.item.clone(), errors))
            }
            (Some(item), _) => {
                let entry = given.items.iter().find(|entry| entry.name == known.name);
                Some((item.clone(), entry.map(|entry| entry.errors.clone()).unwrap_or_default()))
            }
            _ => None,
        };
        new += usize::from(known.item.is_none());
        let flags = flags::of(
            args,
            known,
            exposure,
            fitted.as_ref().map(|fitted| &fitted.0),
            difference.as_ref(),
            &answers.groups,
        );
        flagged += usize::from(!flags.is_empty());
        let mut row: Vec<Cell> = vec![
            known.name.as_str().into(),
            if known.item.is_some() { "operational" } else { "new" }.into(),
            model_name(known.model).into(),
            known.answers.into(),
            exposure.into(),
            (exposure * (1.0 - exposure).max(0.0) / learners).sqrt().into(),
        ];
        row.extend(number_cells(fitted.as_ref()));
        row.push(match known.drift {
            Some(Drift::Easier { .. }) => "easier".into(),
            Some(Drift::Harder { .. }) => "harder".into(),
            None => Cell::Empty,
        });
        if two_groups {
            row.push(difference.as_ref().map(|found| found.effect).into());
            row.push(difference.as_ref().map(|found| found.p).into());
            row.push(difference.as_ref().map_or(Cell::Empty, |found| size_name(found.size).into()));
        }
        row.push(flags.join(" ").into());
        table.rows.push(row);
    }
    findings.fact("learners", "Learners", answers.learners.len(), unit::NONE);
    findings.fact("answers", "Answers", answers.answers.len(), unit::NONE);
    findings.fact("operational", "Operational items answered", items.len() - new, unit::NONE);
    findings.fact("new", "New items", new, unit::NONE);
    findings.fact("flagged", "Items to look at", flagged, unit::NONE);
    findings.tables.push(table);
    if two_groups {
        findings.note(format!(
            "dif: mean difference of the score at equal ability, {} minus {}, as a share of the highest score.",
            answers.groups[1], answers.groups[0]
        ));
    }
    // What is still without parameters cannot be used in a test.
    made.items.retain(|entry| entry.item.is_some());
    findings.bank = Some(made);
    findings
}

fn add(bank: &mut Bank, known: &Watched, item: Item, errors: bank::Errors) {
    if let Some(entry) = bank.items.iter_mut().find(|entry| entry.name == known.name) {
        entry.item = Some(item);
        entry.model = Some(known.model);
        entry.errors = errors;
    } else {
        bank.items.push(bank::Entry {
            name: known.name.clone(),
            model: Some(known.model),
            item: Some(item),
            errors,
            content: String::new(),
            set: String::new(),
            enemies: Vec::new(),
        });
    }
}
