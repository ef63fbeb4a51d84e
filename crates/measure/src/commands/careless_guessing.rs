//! The basic local independence model of a structure: how often answers betray knowledge.

use std::collections::HashMap;

use measurement::{
    random::Generator,
    structure::{CarelessGuessing, Known, fit_careless_guessing},
};

use super::structure::Structure;
use crate::{
    answers::Answers,
    findings::{Cell, Findings, Table, unit},
    progress,
    trouble::{Problem, Trouble},
};

/// Each learner's right answers, and the distinct ones with how many learners gave them.
type Right = (Vec<Known>, Vec<(Known, f64)>);

/// Answers as patterns of right answers over the competencies, with how many learners gave each.
fn patterns(structure: &Structure, answers: &Answers) -> Result<Right, Trouble> {
    let names = &structure.names;
    let mut trouble = Trouble::default();
    let mut columns = Vec::new();
    for (column, name) in answers.items.iter().enumerate() {
        match names.iter().position(|known| known == name) {
            Some(place) => columns.push(place),
            None => trouble.add(answers.problem(
                column,
                format!("is no competency of {}: add it there, or take the column out", structure.file),
            )),
        }
    }
    for name in names.iter().filter(|name| !answers.items.contains(name)) {
        let says = format!("has no column for this competency of {}: add one", structure.file);
        trouble.add(Problem::new(answers.file.as_str(), says).field(name.as_str()));
    }
    trouble.or(())?;
    let mut trouble = Trouble::default();
    let mut rows = Vec::new();
    let mut counts: HashMap<Known, f64> = HashMap::new();
    let mut order = Vec::new();
    for row in 0..answers.responses.rows() {
        let mut right = Known::nothing(names.len());
        for (column, place) in columns.iter().enumerate() {
            match answers.responses.score(row, column) {
                Some(1) => right.add(*place),
                Some(0) => {}
                other => {
                    let value = other.map_or_else(String::new, |score| score.to_string());
                    let says = "an answer is right (1) or wrong (0), and none may be missing: correct it";
                    trouble.add(answers.problem(column, says).line(answers.lines[row] as usize).value(value));
                }
            }
        }
        let count = counts.entry(right.clone()).or_insert_with(|| {
            order.push(right.clone());
            0.0
        });
        *count += answers.responses.weight(row);
        rows.push(right);
    }
    let patterns =
        order.into_iter().map(|pattern| (counts[&pattern], pattern)).map(|(count, pattern)| (pattern, count));
    trouble.or((rows, patterns.collect()))
}

/// Fits states of knowledge to answers, and adds what it found.
pub(super) fn fit(
    structure: &Structure,
    states: &[Known],
    answers: &Answers,
    replications: usize,
    seed: u64,
    findings: &mut Findings,
) -> Result<(), Trouble> {
    let names = &structure.names;
    let (rows, patterns) = patterns(structure, answers)?;
    let cannot = |why: measurement::structure::BadStructure| {
        Trouble::from(Problem::new(answers.file.as_str(), why.to_string()))
    };
    let model = fit_careless_guessing(states, &patterns).map_err(cannot)?;
    let errors = errors(states, &patterns, replications, seed);
    let learners = patterns.iter().map(|(_, count)| count).sum::<f64>();
    findings.fact("learners", "Learners", Cell::counted(learners), unit::NONE);
    findings.fact("log_likelihood", "Log-likelihood", model.log_likelihood, unit::LOG);
    findings.fact("parameters", "Free parameters", model.parameters, unit::NONE);
    findings.fact("df", "Degrees of freedom", Cell::counted(model.df), unit::NONE);
    findings.fact("converged", "Converged", model.converged, unit::NONE);
    let columns = [
        ("competency", ""),
        ("careless", unit::SHARE),
        ("careless_se", unit::SHARE),
        ("guess", unit::SHARE),
        ("guess_se", unit::SHARE),
    ];
    let mut table = Table::new("errors", "How often answers betray knowledge", &columns);
    for (place, name) in names.iter().enumerate() {
        let error = |which: usize| errors.as_ref().map(|errors| errors[which][place]);
        table.rows.push(vec![
            name.as_str().into(),
            model.careless[place].into(),
            error(0).into(),
            model.guess[place].into(),
            error(1).into(),
        ]);
    }
    findings.tables.push(table);
    let list = |known: &Known| known.iter().map(|place| names[place].as_str()).collect::<Vec<_>>().join(" ");
    let mut table = Table::new(
        "states",
        "States of knowledge, most common first",
        &[("known", ""), ("share", unit::SHARE), ("share_se", unit::SHARE)],
    );
    let mut order: Vec<usize> = (0..states.len()).collect();
    order.sort_by(|one, other| model.states[*other].total_cmp(&model.states[*one]).then(one.cmp(other)));
    for place in order {
        let error = errors.as_ref().map(|errors| errors[2][place]);
        table.rows.push(vec![list(&states[place]).into(), model.states[place].into(), error.into()]);
    }
    findings.tables.push(table);
    let mut table = Table::new(
        "learners",
        "Learners",
        &[("learner", ""), ("known", ""), ("chance", unit::SHARE), ("next", "")],
    );
    for (row, pattern) in rows.iter().enumerate() {
        let (state, chance) = likeliest(&model, states, pattern);
        let next = structure.relation.outer_fringe(&states[state]);
        let next = next.iter().map(|place| names[*place].as_str()).collect::<Vec<_>>().join(" ");
        table.rows.push(vec![
            answers.learner(row).into(),
            list(&states[state]).into(),
            chance.into(),
            next.into(),
        ]);
    }
    findings.tables.push(table);
    Ok(())
}

/// The likeliest state behind a pattern, and its chance.
fn likeliest(model: &CarelessGuessing, states: &[Known], pattern: &Known) -> (usize, f64) {
    let joint = |(state, share): (&Known, &f64)| {
        let of = |item: usize| match (state.has(item), pattern.has(item)) {
            (true, true) => 1.0 - model.careless[item],
            (true, false) => model.careless[item],
            (false, true) => model.guess[item],
            (false, false) => 1.0 - model.guess[item],
        };
        share * (0..pattern.len()).map(of).product::<f64>()
    };
    let chances: Vec<f64> = states.iter().zip(&model.states).map(joint).collect();
    let best = (0..chances.len())
        .max_by(|one, other| chances[*one].total_cmp(&chances[*other]).then(other.cmp(one)));
    let best = best.unwrap_or(0);
    (best, chances[best] / chances.iter().sum::<f64>())
}

/// Standard deviations of careless, guess and the shares of states over learners drawn anew.
fn errors(
    states: &[Known],
    patterns: &[(Known, f64)],
    replications: usize,
    seed: u64,
) -> Option<[Vec<f64>; 3]> {
    let mut generator = Generator::of(seed, 0, 5);
    let weights: Vec<f64> = patterns.iter().map(|(_, count)| *count).collect();
    let learners = weights.iter().sum::<f64>().round();
    let bar = progress::bar("draws", replications);
    let mut draw = || {
        let mut drawn = vec![0.0; patterns.len()];
        let mut left = learners;
        while left > 0.0 {
            drawn[generator.pick(&weights)?] += 1.0;
            left -= 1.0;
        }
        let again: Vec<(Known, f64)> =
            patterns.iter().zip(drawn).map(|((pattern, _), count)| (pattern.clone(), count)).collect();
        bar.inc(1);
        fit_careless_guessing(states, &again).ok()
    };
    let draws: Vec<CarelessGuessing> = (0..replications).filter_map(|_| draw()).collect();
    bar.finish_and_clear();
    if draws.len() < 2 {
        return None;
    }
    let sd = |of: fn(&CarelessGuessing) -> &Vec<f64>| {
        let n = draws.len() as f64;
        let at = |item: usize| {
            let mean = draws.iter().map(|draw| of(draw)[item]).sum::<f64>() / n;
            (draws.iter().map(|draw| (of(draw)[item] - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt()
        };
        (0..of(&draws[0]).len()).map(at).collect::<Vec<f64>>()
    };
    Some([sd(|draw| &draw.careless), sd(|draw| &draw.guess), sd(|draw| &draw.states)])
}
