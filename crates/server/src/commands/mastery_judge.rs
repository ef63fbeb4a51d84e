//! `onramp mastery judge`: evidence in a file is judged by a rule, without a database.

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use domain::{
    CompetencyId, DistrictId, EvidenceId, LearnerId, Points, Timestamp,
    evidence::{Entry, Evidence, Fact, ScoredResult, Sequence},
    judgement::Finding,
    scale::{Level, Scale},
};
use exchange::{
    Severity,
    imports::evidence::{EvidenceRow, RowResult, read},
};
use mastery::{BadPolicy, Case, Inputs, Policy, explain, judge, measured::Kind, rules, wording::say};
use serde_json::json;
use usecases::{chance, import_measured};

use super::{CommandError, Common, output::say};

/// Options of `onramp mastery judge`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The rule; `onramp mastery rules` lists them.
    #[arg(long, default_value = "decaying_average", value_name = "RULE")]
    rule: String,
    /// A parameter of the rule, such as weight=65; its name may be cut short.
    #[arg(long = "param", value_name = "NAME=NUMBER")]
    parameters: Vec<String>,
    /// A choice of the rule, such as forgetting=fsrs.
    #[arg(long = "choose", value_name = "NAME=WORD")]
    choices: Vec<String>,
    /// The points that mean mastery; by default three quarters of the points possible.
    #[arg(long, value_name = "POINTS")]
    mastery: Option<Points>,
    /// The points possible of the scale; by default the most of any row.
    #[arg(long, value_name = "POINTS")]
    possible: Option<Points>,
    /// A calibrated bank, for the rule `irt_cut`: what `onramp measure calibrate` writes or prints.
    #[arg(long, value_name = "BANK", conflicts_with = "tracing")]
    items: Option<PathBuf>,
    /// A model of the next answer, for the rule `traced`: what `onramp measure trace --for-judging` writes.
    #[arg(long, value_name = "MODEL")]
    tracing: Option<PathBuf>,
    /// The moment that age is counted to; by default now.
    #[arg(long, value_name = "TIME")]
    as_of: Option<Timestamp>,
    /// A table with the columns learner, competency, points, `points_possible`, `worked_at`.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Judges every learner and competency of the file.
pub fn run(args: &Args, common: &Common) -> Result<(), CommandError> {
    let policy = policy(&args.rule, &args.parameters, &args.choices)?;
    let path = args.file.display().to_string();
    let bytes =
        std::fs::read(&args.file).map_err(|error| CommandError::File { path: path.clone(), error })?;
    let parsed = read(&path, &bytes);
    for problem in &parsed.problems {
        let line = problem.line.map(|line| format!(" line {line}")).unwrap_or_default();
        eprintln!("{path}{line}: {}. {}", problem.what, problem.advice);
    }
    if parsed.stopped {
        return Err(CommandError::Other("the file cannot be read".to_owned()));
    }
    let as_of = args.as_of.unwrap_or_else(chance::now);
    let scale = scale(args, &parsed.batch)?;
    let mut cells: BTreeMap<(&str, &str), Vec<Entry>> = BTreeMap::new();
    for (row, place) in parsed.batch.iter().zip(1..) {
        let entries = cells.entry((&row.learner, &row.competency)).or_default();
        entries.push(entry(row, place, &scale, as_of)?);
    }
    let inputs = measured(Inputs::new(policy, scale), args)?;
    let mut judged = Vec::with_capacity(cells.len());
    for ((learner, competency), entries) in &cells {
        let case = Case { entries, competency: competency_id(competency), inputs: &inputs, as_of };
        let finding = judge(&case).finding;
        let why = say(&explain(&case), wording::english());
        if common.json {
            judged.push(as_json(learner, competency, &finding, &why.sentences()));
        } else {
            let value = finding.value.map_or("not enough evidence".to_owned(), |value| value.to_string());
            say!("{learner}, {competency}: {value}");
            for sentence in why.sentences() {
                say!("  {sentence}");
            }
        }
    }
    if common.json {
        say!("{:#}", serde_json::Value::from(judged));
    }
    match parsed.problems.iter().filter(|problem| problem.severity == Severity::Error).count() {
        0 => Ok(()),
        1 => Err(CommandError::LeftOut("one row was".to_owned())),
        rows => Err(CommandError::LeftOut(format!("{rows} rows were"))),
    }
}

/// Inputs with what was measured beforehand; refused where the rule needs it and it was not given.
fn measured(inputs: Inputs, args: &Args) -> Result<Inputs, CommandError> {
    let rule = inputs.policy().rule();
    let given = [(Kind::ItemParameters, &args.items), (Kind::Tracing, &args.tracing)];
    let given = given.into_iter().find_map(|(kind, file)| file.as_deref().map(|file| (kind, file)));
    let Some((kind, file)) = given else {
        return match rule.needs {
            None => Ok(inputs),
            Some(kind) => {
                let option = if kind == Kind::Tracing { "--tracing" } else { "--items" };
                Err(CommandError::Other(format!(
                    "the rule {} judges by {}: give their file with {option}",
                    rule.slug,
                    kind.name()
                )))
            }
        };
    };
    let path = file.display().to_string();
    let bytes = std::fs::read(file).map_err(|error| CommandError::File { path: path.clone(), error })?;
    let (report, set) = import_measured::read(kind, &path, &bytes, &|name| Ok(competency_id(name)));
    for problem in &report.problems {
        let line = problem.line.map(|line| format!(" line {line}")).unwrap_or_default();
        eprintln!("{path}{line}: {}. {}", problem.what, problem.advice);
    }
    let set = set.ok_or_else(|| CommandError::Other(format!("{path} cannot be used")))?;
    if rule.needs != Some(set.kind()) {
        return Err(CommandError::Other(format!(
            "the rule {} does not judge by {}",
            rule.slug,
            set.kind().name()
        )));
    }
    Ok(inputs.measured_by(Arc::new(set)))
}

fn policy(slug: &str, written: &[String], chosen: &[String]) -> Result<Policy, CommandError> {
    let unknown =
        || CommandError::Other(format!("there is no rule \"{slug}\": onramp mastery rules lists them"));
    let rule = rules::find(slug).ok_or_else(unknown)?;
    let mut given: Vec<(&str, Points)> = Vec::with_capacity(written.len());
    for one in written {
        let (name, value) = one
            .split_once('=')
            .ok_or_else(|| CommandError::Other(format!("write --param NAME=NUMBER, not \"{one}\"")))?;
        let mut meant = rule.parameters.iter().filter(|known| known.name.starts_with(name));
        let exact = rule.parameters.iter().find(|known| known.name == name);
        let found = exact.or_else(|| meant.next().filter(|_| meant.next().is_none())).ok_or_else(|| {
            let names: Vec<&str> = rule.parameters.iter().map(|known| known.name).collect();
            CommandError::Other(format!("{slug} has no parameter \"{name}\"; it has: {}", names.join(", ")))
        })?;
        let value = value.parse().map_err(|error| CommandError::Other(format!("--param {name}: {error}")))?;
        given.push((found.name, value));
    }
    let said = |error: BadPolicy| CommandError::Other(error.to_string());
    let mut policy = Policy::of_rule(slug, &given).map_err(said)?;
    for one in chosen {
        let (name, word) = one
            .split_once('=')
            .ok_or_else(|| CommandError::Other(format!("write --choose NAME=WORD, not \"{one}\"")))?;
        policy = policy.choosing(name, word).map_err(said)?;
    }
    Ok(policy)
}

/// The four levels when everything is out of 4; else two, with mastery where it was asked for.
fn scale(args: &Args, rows: &[EvidenceRow]) -> Result<Scale, CommandError> {
    let most = rows.iter().filter_map(|row| match &row.result {
        RowResult::Points(result) => Some(result.points_possible),
        RowResult::Level(_) => None,
    });
    let possible = args.possible.or_else(|| most.max()).unwrap_or(Points::whole(4));
    if possible == Points::whole(4) && args.mastery.is_none_or(|mastery| mastery == Points::whole(3)) {
        return Ok(Scale::four_levels());
    }
    let mastery = args.mastery.unwrap_or(Points::from_millionths(possible.millionths() / 4 * 3));
    let level =
        |code: &str, name: &str, points| Level { code: code.to_owned(), name: name.to_owned(), points };
    let levels = vec![level("mastered", "Mastered", mastery), level("not_yet", "Not yet", Points::ZERO)];
    Scale::new(levels, mastery, possible).map_err(|error| CommandError::Other(format!("--mastery: {error}")))
}

const NOWHERE: DistrictId = DistrictId::from_bytes([0; 16]);

fn competency_id(name: &str) -> CompetencyId {
    CompetencyId::derived(NOWHERE, &[name])
}

fn entry(row: &EvidenceRow, place: i64, scale: &Scale, as_of: Timestamp) -> Result<Entry, CommandError> {
    let result = match &row.result {
        RowResult::Points(result) => result.clone(),
        RowResult::Level(code) => scale
            .level(code)
            .and_then(|level| {
                ScoredResult::new(level.points, scale.points_possible(), Some(code.clone())).ok()
            })
            .ok_or_else(|| CommandError::Other(format!("line {}: no level \"{code}\"", row.line)))?,
    };
    let evidence = Evidence {
        competency: competency_id(&row.competency),
        result,
        mastery_cut: row.mastery_cut,
        result_group: row.result_group.clone(),
        source: row.source,
        judge: None,
        instrument: row.instrument.clone(),
        attempt: row.attempt,
        section: None,
        worked_at: row.worked_at.unwrap_or(as_of),
        note: row.note.clone(),
        attachment: None,
    };
    Ok(Entry {
        learner: LearnerId::derived(NOWHERE, &[&row.learner]),
        sequence: Sequence(place),
        id: EvidenceId::derived(NOWHERE, &[&place.to_string()]),
        recorded_at: as_of,
        recorded_by: None,
        fact: Fact::Evidence(evidence),
    })
}

fn as_json(learner: &str, competency: &str, finding: &Finding, why: &[&str]) -> serde_json::Value {
    json!({
        "learner": learner,
        "competency": competency,
        "value": finding.value.map(Points::to_f64),
        "level": finding.level,
        "mastered": finding.mastered,
        "why": why,
    })
}
