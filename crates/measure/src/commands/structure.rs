//! `structure`: what must be known before what, what comes next, and how well answers follow it; or, from answers
//! alone, what seems to come before what.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use measurement::structure::{BadPrerequisites, Known, Prerequisites};

use super::{careless_guessing, discovery};

use crate::{
    answers::AnswersFile,
    findings::{Findings, Table, unit},
    table_file::TableFile,
    trouble::{Problem, Trouble},
};

/// States are counted, and answers fitted, up to so many.
const MOST_STATES: usize = 20_000;

/// Options of looking at a structure.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// CSV with the columns `before` and `after`: what must be known before what. A line without `before` names
    /// a competency that needs nothing.
    #[arg(value_name = "PREREQUISITES", required_unless_present = "discover", conflicts_with = "discover")]
    prerequisites: Option<PathBuf>,
    #[command(flatten)]
    discovery: discovery::Options,
    /// What a learner knows, separated by commas: says what comes next.
    #[arg(long, value_name = "COMPETENCY,...", value_delimiter = ',', conflicts_with = "discover")]
    known: Vec<String>,
    /// Answers, right (1) or wrong (0), with a column per competency: says how often answers betray knowledge,
    /// how common each state of knowledge is, and what comes next for each learner.
    #[arg(long, value_name = "ANSWERS", conflicts_with = "discover")]
    answers: Option<PathBuf>,
    /// Draws of learners that the standard errors are found with; 0 for none.
    #[arg(long, value_name = "NUMBER", default_value_t = 20)]
    replications: usize,
}

/// The relation by name.
pub(super) struct Structure {
    pub(super) file: String,
    pub(super) names: Vec<String>,
    pairs: Vec<(usize, usize)>,
    pub(super) relation: Prerequisites,
}

pub(super) fn run(args: &Args, seed: u64) -> Result<Findings, Trouble> {
    let Some(path) = &args.prerequisites else { return discovery::run(&args.discovery) };
    let structure = read(path)?;
    let Structure { names, relation, pairs, .. } = &structure;
    let mut findings = Findings::new("structure");
    findings.fact("competencies", "Competencies", names.len(), unit::NONE);
    findings.fact("pairs", "Prerequisites given", pairs.len(), unit::NONE);
    let implied: usize = (0..names.len()).map(|place| relation.before(place).count()).sum();
    findings.fact("implied", "Prerequisites with what follows from them", implied, unit::NONE);
    let states = relation.states(MOST_STATES);
    findings.fact("states", "States of knowledge", states.as_ref().map(Vec::len), unit::NONE);
    if states.is_none() {
        findings
            .note(format!("There are more than {MOST_STATES} states of knowledge: they are not counted on."));
    }
    let mut table = Table::new(
        "competencies",
        "Competencies",
        &[("competency", ""), ("before_it", ""), ("rests_on_it", "")],
    );
    for (place, name) in names.iter().enumerate() {
        table.rows.push(vec![
            name.as_str().into(),
            relation.before(place).count().into(),
            relation.after(place).count().into(),
        ]);
    }
    findings.tables.push(table);
    if !args.known.is_empty() {
        next(&structure, &args.known, &mut findings)?;
    }
    if let Some(path) = &args.answers {
        let file = AnswersFile { answers: path.clone(), leave_out: Vec::new(), lowest: 0 };
        let Some(states) = states else {
            let says = format!(
                "answers are fitted for up to {MOST_STATES} states of knowledge: split the structure"
            );
            return Err(Problem::new(structure.file, says).into());
        };
        careless_guessing::fit(&structure, &states, &file.read()?, args.replications, seed, &mut findings)?;
    }
    Ok(findings)
}

fn read(path: &Path) -> Result<Structure, Trouble> {
    let mut table = TableFile::open(path)?;
    let (Some(before), Some(after)) =
        (table.column(&["before", "requires"]), table.column(&["after", "competency"]))
    else {
        let says = "the columns before and after are needed: what must be known before what";
        return Err(Problem::new(table.name, says).line(1).into());
    };
    let mut trouble = Trouble::default();
    let (mut names, mut numbers): (Vec<String>, HashMap<String, usize>) = (Vec::new(), HashMap::new());
    let mut number = |name: &str| {
        *numbers.entry(name.to_owned()).or_insert_with(|| {
            names.push(name.to_owned());
            names.len() - 1
        })
    };
    let (mut pairs, mut lines) = (Vec::new(), Vec::new());
    while let Some(row) = table.next() {
        let read = row.and_then(|row| {
            let (first, then) = (row.text(before)?, row.text(after)?);
            if then.is_empty() {
                return Err(row.problem(after, "a competency is missing: say what needs the one before"));
            }
            let first = (!first.is_empty()).then(|| number(first));
            let then = number(then);
            if let Some(first) = first {
                pairs.push((first, then));
                lines.push(row.line);
            }
            Ok(())
        });
        if let Err(problem) = read {
            trouble.add(problem);
        }
    }
    trouble.or(())?;
    if names.is_empty() {
        return Err(
            Problem::new(table.name, "there is no competency: add a line for each prerequisite").into()
        );
    }
    let relation = Prerequisites::new(names.len(), &pairs).map_err(|why| {
        let BadPrerequisites::Cycle(cycle) = why else {
            return Problem::new(table.name.as_str(), why.to_string());
        };
        cycle_problem(&table.name, &names, &pairs, &lines, &cycle)
    })?;
    Ok(Structure { file: table.name, names, pairs, relation })
}

/// The competencies that wait for each other, by name and line.
fn cycle_problem(
    file: &str,
    names: &[String],
    pairs: &[(usize, usize)],
    lines: &[usize],
    cycle: &[usize],
) -> Problem {
    let steps: Vec<String> = cycle
        .iter()
        .zip(cycle.iter().cycle().skip(1))
        .map(|(first, then)| {
            let line = pairs.iter().position(|pair| pair == &(*first, *then)).map_or(0, |place| lines[place]);
            format!("{} before {} (line {line})", names[*first], names[*then])
        })
        .collect();
    let says = format!("these wait for each other: {}. Take one of these lines away", steps.join(", "));
    Problem::new(file, says).field("before")
}

fn next(structure: &Structure, known: &[String], findings: &mut Findings) -> Result<(), Trouble> {
    let Structure { file, names, relation, .. } = structure;
    let mut trouble = Trouble::default();
    let mut places = Vec::new();
    for name in known {
        match names.iter().position(|known| known == name.trim()) {
            Some(place) => places.push(place),
            None => trouble.add(
                Problem::new("--known", format!("{file} has no such competency: correct the name"))
                    .value(name.as_str()),
            ),
        }
    }
    trouble.or(())?;
    let known = Known::of(names.len(), &places);
    let whole = relation.closure(&known);
    if whole != known {
        let missing: Vec<&str> =
            whole.iter().filter(|place| !known.has(*place)).map(|place| names[place].as_str()).collect();
        findings.note(format!(
            "Whoever knows these should know {} too; it is taken as known.",
            missing.join(", ")
        ));
    }
    let mut table =
        Table::new("next", "What comes next, and what was learned last", &[("competency", ""), ("is", "")]);
    for place in relation.outer_fringe(&whole) {
        table.rows.push(vec![names[place].as_str().into(), "ready to be learned".into()]);
    }
    for place in relation.inner_fringe(&whole) {
        table.rows.push(vec![names[place].as_str().into(), "learned last, perhaps".into()]);
    }
    findings.tables.push(table);
    Ok(())
}
