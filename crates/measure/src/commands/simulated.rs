//! What a simulation found, as figures, tables and charts.

use std::{collections::BTreeMap, path::Path};

use measurement::{
    adaptive::{Classification, DecisionRule, Simulation, StopReason},
    random::Generator,
    simulate,
};

use super::one_of;
use crate::{
    bank::Bank,
    findings::{Chart, Findings, Shape, Table, unit},
    keep, spread,
    trouble::{Problem, Trouble},
};

#[derive(Debug, Clone, Copy, PartialEq)]
enum Rule {
    Sprt,
    Glr,
    Interval,
}

const RULES: [(&str, Rule); 3] = [("sprt", Rule::Sprt), ("glr", Rule::Glr), ("interval", Rule::Interval)];

/// Classifying learners at a cut.
#[derive(Debug, Clone, clap::Args)]
pub struct Classify {
    /// Classify learners at this ability, in logits, and stop when it is certain.
    #[arg(long, value_name = "LOGITS", allow_negative_numbers = true)]
    cut: Option<f64>,
    /// How a classification becomes certain: sprt, glr or interval.
    #[arg(long = "classify-by", value_name = "RULE", default_value = "sprt", value_parser = one_of(&RULES))]
    rule: Rule,
    /// Half the region around the cut in which either side is right, in logits (sprt and glr).
    #[arg(long, value_name = "LOGITS", default_value_t = 0.3)]
    half_width: f64,
    /// The risk of a wrong side that is accepted.
    #[arg(long, value_name = "SHARE", default_value_t = 0.05)]
    risk: f64,
}

impl Classify {
    pub(super) fn checked(&self) -> Result<Option<Classification>, Trouble> {
        let Some(cut) = self.cut else { return Ok(None) };
        let wrong = |option: &str, value: f64, says: &str| {
            Err(Problem::new(option, says).value(value.to_string()).into())
        };
        if !cut.is_finite() {
            return wrong("--cut", cut, "a cut is a finite ability in logits");
        }
        if !(self.risk > 0.0 && self.risk < 0.5) {
            return wrong("--risk", self.risk, "a risk is a share above 0 and below 0.5, such as 0.05");
        }
        if !(self.half_width.is_finite() && self.half_width > 0.0) {
            return wrong(
                "--half-width",
                self.half_width,
                "half a width is a number of logits above 0, such as 0.3",
            );
        }
        let (half_width, false_above, false_below) = (self.half_width, self.risk, self.risk);
        let rule = match self.rule {
            Rule::Sprt => DecisionRule::Sprt { half_width, false_above, false_below },
            Rule::Glr => DecisionRule::GeneralizedRatio { half_width, false_above, false_below },
            Rule::Interval => DecisionRule::Interval { risk: self.risk },
        };
        Ok(Some(Classification { cut, rule }))
    }
}

pub(super) fn describe(simulation: &Simulation, bank: &Bank, limit: Option<f64>, findings: &mut Findings) {
    let n = simulation.outcomes.len() as f64;
    let errors: Vec<f64> = simulation.outcomes.iter().map(|one| one.estimate.theta - one.theta).collect();
    let squares: Vec<f64> = errors.iter().map(|error| error * error).collect();
    let lengths: Vec<f64> = simulation.outcomes.iter().map(|one| one.items.len() as f64).collect();
    findings.fact("learners", "Learners", simulation.outcomes.len(), unit::NONE);
    findings.figure("bias", "Bias", (simulation.bias, spread::of_influences(&errors)), unit::LOGIT);
    // The delta method: the error of a root is that of the mean square over twice the root.
    let of_rmse = spread::of_influences(&squares) / (2.0 * simulation.rmse);
    findings.figure("rmse", "Root mean square error", (simulation.rmse, of_rmse), unit::LOGIT);
    let stated: Vec<f64> = simulation.outcomes.iter().map(|one| one.estimate.error).collect();
    findings.figure(
        "stated_error",
        "Mean standard error stated",
        spread::mean_with_error(&stated),
        unit::LOGIT,
    );
    findings.figure("length", "Mean length", (simulation.length, spread::of_influences(&lengths)), "items");
    let most = simulation.exposure.iter().copied().fold(0.0, f64::max);
    findings.figure("exposure", "Highest exposure", (most, (most * (1.0 - most) / n).sqrt()), unit::SHARE);
    let unused = simulation.exposure.iter().filter(|share| **share == 0.0).count();
    findings.fact("unused", "Items never given", unused, "items");
    let overlap = (simulation.overlap, overlap_error(simulation));
    findings.figure("overlap", "Overlap of two learners' tests", overlap, unit::SHARE);
    if let Some(wrong) = simulation.misclassified {
        let error = (wrong * (1.0 - wrong) / n).sqrt();
        findings.figure("misclassified", "Classified wrongly", (wrong, error), unit::SHARE);
    }
    conditional(simulation, findings);
    exposure(simulation, bank, findings);
    lengths_and_reasons(simulation, findings);
    if let Some(limit) = limit
        && most > limit + 0.02
    {
        findings.note(format!(
            "Exposure reaches {most:.3}, above the limit of {limit}: the bank has too few good items for it; add \
             items, or raise the limit."
        ));
    }
    if simulation.outcomes.iter().any(|one| matches!(one.reason, StopReason::NothingLeft(_))) {
        findings.note("Some tests ran out of allowed items: add items, or loosen quotas and enemies.");
    }
}

/// The standard error of the overlap: common items of two learners, on average over pairs, by mean length. What a
/// learner adds is twice what they have in common with the others, less the overlap times their length (Hoeffding,
/// 1948, and the delta method).
fn overlap_error(simulation: &Simulation) -> f64 {
    let n = simulation.outcomes.len() as f64;
    let common = |items: &[u32]| {
        items.iter().map(|item| (n * simulation.exposure[*item as usize] - 1.0) / (n - 1.0)).sum::<f64>()
    };
    let influence = |one: &measurement::adaptive::Outcome| {
        (2.0 * common(&one.items) - simulation.overlap * one.items.len() as f64) / simulation.length
    };
    let influences: Vec<f64> = simulation.outcomes.iter().map(influence).collect();
    spread::of_influences(&influences)
}

fn conditional(simulation: &Simulation, findings: &mut Findings) {
    let columns = [
        ("from", unit::LOGIT),
        ("to", unit::LOGIT),
        ("middle", unit::LOGIT),
        ("learners", ""),
        ("bias", unit::LOGIT),
        ("bias_se", unit::LOGIT),
        ("rmse", unit::LOGIT),
        ("rmse_se", unit::LOGIT),
        ("stated_error", unit::LOGIT),
        ("stated_error_se", unit::LOGIT),
    ];
    let mut table = Table::new("conditional", "Errors by ability", &columns);
    for found in &simulation.conditional {
        let own = simulation.outcomes.iter();
        let own: Vec<_> = own.filter(|one| one.theta >= found.from && one.theta < found.from + 1.0).collect();
        let error = |of: &dyn Fn(f64, f64) -> f64| {
            let each: Vec<f64> =
                own.iter().map(|one| of(one.estimate.theta - one.theta, one.estimate.error)).collect();
            Some(spread::of_influences(&each)).filter(|error| error.is_finite())
        };
        table.rows.push(vec![
            found.from.into(),
            (found.from + 1.0).into(),
            (found.from + 0.5).into(),
            found.learners.into(),
            found.bias.into(),
            error(&|off, _| off).into(),
            found.rmse.into(),
            error(&|off, _| off * off / (2.0 * found.rmse)).into(),
            found.error.into(),
            error(&|_, stated| stated).into(),
        ]);
    }
    findings.tables.push(table);
    findings.charts.push(Chart {
        title: "Errors by ability".to_owned(),
        table: "conditional",
        x: "middle".to_owned(),
        y: ["rmse", "stated_error", "bias"].map(str::to_owned).to_vec(),
        shape: Shape::Lines,
        rows: None,
    });
}

fn exposure(simulation: &Simulation, bank: &Bank, findings: &mut Findings) {
    let columns = [("item", ""), ("content", ""), ("exposure", unit::SHARE), ("exposure_se", unit::SHARE)];
    let mut table = Table::new("exposure", "Exposure of items, highest first", &columns);
    let n = simulation.outcomes.len() as f64;
    let mut order: Vec<usize> = (0..bank.items.len()).collect();
    order.sort_by(|one, other| {
        simulation.exposure[*other].total_cmp(&simulation.exposure[*one]).then(one.cmp(other))
    });
    for place in order {
        let (entry, share) = (&bank.items[place], simulation.exposure[place]);
        table.rows.push(vec![
            entry.name.as_str().into(),
            entry.content.as_str().into(),
            share.into(),
            (share * (1.0 - share) / n).sqrt().into(),
        ]);
    }
    findings.tables.push(table);
    findings.charts.push(Chart {
        title: "Share of learners that get each item".to_owned(),
        table: "exposure",
        x: "item".to_owned(),
        y: vec!["exposure".to_owned()],
        shape: Shape::Bars,
        rows: None,
    });
}

fn lengths_and_reasons(simulation: &Simulation, findings: &mut Findings) {
    let mut of_length: BTreeMap<usize, usize> = BTreeMap::new();
    let mut of_reason: BTreeMap<&str, usize> = BTreeMap::new();
    for one in &simulation.outcomes {
        *of_length.entry(one.items.len()).or_default() += 1;
        let reason = match one.reason {
            StopReason::Length(_) => "the most items were given",
            StopReason::Error { .. } => "the standard error was small enough",
            StopReason::Information { .. } => "no item left told enough",
            StopReason::Classified { .. } => "the learner was classified",
            StopReason::NothingLeft(_) => "no other item was allowed",
        };
        *of_reason.entry(reason).or_default() += 1;
    }
    let mut table = Table::new("lengths", "Lengths of tests", &[("items", ""), ("learners", "")]);
    table.rows = of_length.into_iter().map(|(items, learners)| vec![items.into(), learners.into()]).collect();
    findings.tables.push(table);
    findings.charts.push(Chart {
        title: "Lengths of tests".to_owned(),
        table: "lengths",
        x: "items".to_owned(),
        y: vec!["learners".to_owned()],
        shape: Shape::Bars,
        rows: None,
    });
    let mut table = Table::new("stops", "Why tests stopped", &[("reason", ""), ("learners", "")]);
    table.rows =
        of_reason.into_iter().map(|(reason, learners)| vec![reason.into(), learners.into()]).collect();
    findings.tables.push(table);
}

/// Every learner's answer to every item of the bank, as a table that `calibrate` reads.
pub(super) fn write_answers(path: &Path, bank: &Bank, abilities: &[f64], seed: u64) -> Result<(), Trouble> {
    keep::whole(path, |out| {
        let mut writer = csv::Writer::from_writer(out);
        let names = bank.items.iter().map(|entry| entry.name.as_str());
        writer.write_record(["learner"].into_iter().chain(names))?;
        for (place, theta) in abilities.iter().enumerate() {
            let mut generator = Generator::of(seed, place as u64, 2);
            let answers = bank.items.iter().filter_map(|entry| entry.item.as_ref());
            let scores = answers.map(|item| simulate::answer(item, *theta, &mut generator).to_string());
            writer.write_record([format!("learner {}", place + 1)].into_iter().chain(scores))?;
        }
        writer.flush()
    })
}
