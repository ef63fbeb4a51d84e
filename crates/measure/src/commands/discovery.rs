//! Prerequisites proposed from answers, with their evidence.

use std::path::PathBuf;

use measurement::structure::{BadDiscovery, Demands, Discovery, discover_prerequisites};

use crate::{
    answers::{Answers, AnswersFile},
    findings::{Cell, Findings, Table, unit},
    trouble::{Problem, Trouble},
};

/// Options of a discovery.
#[derive(Debug, Clone, clap::Args)]
pub struct Options {
    /// Answers, right (1) or wrong (0), with a column per competency or item: proposes prerequisites instead of reading
    /// them.
    #[arg(long, value_name = "ANSWERS")]
    discover: Option<PathBuf>,
    /// The share of proposals that may be false.
    #[arg(long, value_name = "SHARE", default_value_t = 0.05)]
    false_discoveries: f64,
    /// The largest share of those right on the later who are wrong on the earlier (its upper 95 % bound). Guesses and
    /// slips make exceptions too.
    #[arg(long, value_name = "SHARE", default_value_t = 0.4)]
    exceptions: f64,
    /// The least strength, from 0 (chance) to 1 (no exception).
    #[arg(long, value_name = "STRENGTH", default_value_t = 0.35)]
    strength: f64,
    /// The fewest learners with answers to both of a pair.
    #[arg(long, value_name = "LEARNERS", default_value_t = 100)]
    fewest: usize,
}

pub(super) fn run(options: &Options) -> Result<Findings, Trouble> {
    let Some(path) = &options.discover else { return Ok(Findings::new("structure")) };
    let answers = AnswersFile { answers: path.clone(), leave_out: Vec::new(), lowest: 0 }.read()?;
    let demands = Demands {
        false_discoveries: options.false_discoveries,
        exceptions: options.exceptions,
        strength: options.strength,
        learners: options.fewest,
    };
    let found =
        discover_prerequisites(&answers.responses, &demands).map_err(|why| refused(&why, &answers))?;
    let mut findings = Findings::new("structure");
    let learners = (0..answers.responses.rows()).map(|row| answers.responses.weight(row)).sum();
    findings.fact("learners", "Learners", Cell::counted(learners), unit::NONE);
    findings.fact("competencies", "Competencies", answers.items.len(), unit::NONE);
    findings.fact("tested", "Ordered pairs tested", found.tested, unit::NONE);
    findings.fact("untested", "Ordered pairs that could not be tested", found.untested, unit::NONE);
    findings.fact("proposed", "Prerequisites proposed", found.proposals.len(), unit::NONE);
    let direct = found.proposals.iter().filter(|one| !one.implied).count();
    findings.fact("direct", "Of these, not said by a way round", direct, unit::NONE);
    findings.tables.push(proposals(&found, &answers.items));
    if !found.together.is_empty() {
        let mut table = Table::new(
            "together",
            "Go together, and neither comes first for sure",
            &[("one", ""), ("other", "")],
        );
        let name = |place: usize| Cell::from(answers.items[place].as_str());
        table.rows = found.together.iter().map(|(one, other)| vec![name(*one), name(*other)]).collect();
        findings.tables.push(table);
    }
    remarks(&found, &answers, options, &mut findings);
    Ok(findings)
}

fn proposals(found: &Discovery, names: &[String]) -> Table {
    let columns = [
        ("before", ""),
        ("after", ""),
        ("both", "learners"),
        ("only_before", "learners"),
        ("only_after", "learners"),
        ("neither", "learners"),
        ("exceptions", unit::SHARE),
        ("exceptions_from", unit::SHARE),
        ("exceptions_to", unit::SHARE),
        ("strength", ""),
        ("strength_se", ""),
        ("p_adjusted", unit::SHARE),
        ("way_round", ""),
    ];
    let mut table =
        Table::new("proposals", "Prerequisites that the answers speak for, strongest first", &columns);
    for one in &found.proposals {
        table.rows.push(vec![
            names[one.before].as_str().into(),
            names[one.after].as_str().into(),
            Cell::counted(one.counts.both),
            Cell::counted(one.counts.only_before),
            Cell::counted(one.counts.only_after),
            Cell::counted(one.counts.neither),
            one.exceptions.into(),
            one.exceptions_between.0.into(),
            one.exceptions_between.1.into(),
            one.strength.into(),
            one.strength_error.into(),
            one.p_adjusted.into(),
            one.implied.into(),
        ]);
    }
    table
}

fn remarks(found: &Discovery, answers: &Answers, options: &Options, findings: &mut Findings) {
    for cycle in &found.cycles {
        let names: Vec<&str> = cycle.iter().map(|place| answers.items[*place].as_str()).collect();
        findings.note(format!(
            "These go round in a circle: {} before {}. The weakest step is not proposed: look at who answered which.",
            names.join(" before "),
            names[0]
        ));
    }
    if found.untested > 0 {
        findings.note(format!(
            "{} ordered pairs have fewer than {} learners with answers to both, or all or none are right on one: nothing \
             is said of them.",
            found.untested, options.fewest
        ));
    }
    findings.note(
        "A proposal is no proof: an order in which all were taught looks the same. Let somebody who teaches this look at \
         each before it is used.",
    );
}

fn refused(why: &BadDiscovery, answers: &Answers) -> Trouble {
    let problem = Problem::new(answers.file.as_str(), format!("{why}"));
    match why {
        BadDiscovery::Score { row, competency, score } => {
            let says = "an answer is right (1) or wrong (0) here: correct it";
            let line = answers.lines.get(*row).map_or(0, |line| *line as usize);
            answers.problem(*competency, says).line(line).value(score.to_string()).into()
        }
        BadDiscovery::Demand { what, value } => {
            let says = format!("{what} lies above 0 and below 1");
            Problem::new("--false-discoveries, --exceptions, --strength", says)
                .value(value.to_string())
                .into()
        }
        BadDiscovery::Learners { learners, needed } => {
            let says = format!(
                "{learners} learners are too few to tell a prerequisite from chance, {needed} are needed: add learners; \
                 --fewest asks for fewer, at the price of saying nothing of most pairs"
            );
            Problem::new(answers.file.as_str(), says).into()
        }
        BadDiscovery::Competencies(_) => problem.into(),
    }
}
