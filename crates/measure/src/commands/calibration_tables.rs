//! A calibration as figures and tables.

use measurement::{
    fit::{empirical_reliability, marginal_reliability},
    models::Item,
    score::Method,
};

use super::calibrate::{Calibrated, estimates};
use crate::{
    bank::{self, Bank, model_name},
    findings::{Cell, Findings, Table, unit},
    trouble::Trouble,
};

/// Figures and tables of a calibration.
pub(super) fn describe(work: &Calibrated, findings: &mut Findings) -> Result<(), Trouble> {
    let Calibrated { answers, calibration, grid, items, responses, .. } = work;
    findings.fact("learners", "Learners", Cell::counted(calibration.learners), unit::NONE);
    findings.fact("items", "Items fitted", items.len(), unit::NONE);
    findings.fact("log_likelihood", "Log-likelihood", calibration.log_likelihood, unit::LOG);
    if calibration.log_prior != 0.0 {
        findings.fact("log_prior", "Log-density of the priors", calibration.log_prior, unit::LOG);
    }
    findings.fact("parameters", "Free parameters", calibration.parameters, unit::NONE);
    findings.fact("aic", "AIC", calibration.aic(), unit::NONE);
    findings.fact("bic", "BIC", calibration.bic(), unit::NONE);
    findings.fact("steps", "Steps", calibration.steps, unit::NONE);
    findings.fact("converged", "Converged", calibration.converged, unit::NONE);
    let estimates = estimates(work, Method::Eap)?;
    let weights: Vec<f64> = (0..responses.rows()).map(|row| responses.weight(row)).collect();
    let marginal = marginal_reliability(items, calibration.populations[0], *grid);
    findings.fact("marginal_reliability", "Marginal reliability", marginal, unit::SHARE);
    let empirical = empirical_reliability(&estimates, &weights);
    findings.fact("empirical_reliability", "Empirical reliability (EAP)", empirical, unit::SHARE);
    findings.tables.push(item_table(&work.bank));
    findings.tables.push(population_table(&work.bank));
    if !calibration.set_aside.is_empty() {
        let mut table = Table::new("set_aside", "Items set aside", &[("item", ""), ("reason", "")]);
        for aside in &calibration.set_aside {
            table.rows.push(vec![answers.items[aside.item].as_str().into(), aside.reason.to_string().into()]);
        }
        findings.tables.push(table);
    }
    if !calibration.converged {
        findings.note("The fit has not converged: give it more --steps, or a simpler model.");
    }
    if calibration.errors.iter().flatten().next().is_none() {
        findings.note("There are no standard errors: they were not asked for, or the answers do not identify all parameters.");
    }
    if let Some(steps) = work.resumed {
        findings.note(format!("Taken up after step {steps} of an earlier run."));
    }
    Ok(())
}

/// The items of a bank as a table.
fn item_table(bank: &Bank) -> Table {
    let nominal = bank.items.iter().any(|entry| matches!(entry.item, Some(Item::Nominal { .. })));
    let guessing =
        bank.items.iter().any(|entry| entry.item.as_ref().is_some_and(|item| item.guessing() > 0.0));
    let mut columns = vec![("item", ""), ("model", ""), ("a", unit::PER_LOGIT), ("a_se", unit::PER_LOGIT)];
    columns.extend([("b", unit::LOGIT), ("b_se", unit::LOGIT)]);
    if guessing {
        columns.extend([("c", unit::SHARE), ("c_se", unit::SHARE)]);
    }
    if nominal {
        columns.extend([("d", unit::LOGIT), ("d_se", unit::LOGIT)]);
    }
    let mut table = Table::new("items", "Items", &columns);
    for entry in &bank.items {
        let Some(item) = &entry.item else { continue };
        let (a, b, c, d) = bank::numbers(item);
        let errors = &entry.errors;
        let mut row = vec![entry.name.as_str().into(), entry.model.map_or("", model_name).into()];
        row.extend([a.into(), errors.a.clone().into(), b.into(), errors.b.clone().into()]);
        if guessing {
            row.extend([c.into(), errors.c.into()]);
        }
        if nominal {
            row.extend([d.into(), errors.d.clone().into()]);
        }
        table.rows.push(row);
    }
    table
}

fn population_table(bank: &Bank) -> Table {
    let columns = [
        ("group", ""),
        ("mean", unit::LOGIT),
        ("mean_se", unit::LOGIT),
        ("sd", unit::LOGIT),
        ("sd_se", unit::LOGIT),
    ];
    let mut table = Table::new("populations", "Populations", &columns);
    for known in &bank.populations {
        let group = if known.group.is_empty() { "all" } else { &known.group };
        table.rows.push(vec![
            group.into(),
            known.population.mean.into(),
            known.errors.map(|errors| errors.0).into(),
            known.population.sd.into(),
            known.errors.map(|errors| errors.1).into(),
        ]);
    }
    table
}

/// The cells a, its error, b and its error of an item; blank without one.
pub(super) fn number_cells(fitted: Option<&(Item, bank::Errors)>) -> [Cell; 4] {
    let Some((item, errors)) = fitted else { return [Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty] };
    let (a, b, _, _) = bank::numbers(item);
    [a.into(), errors.a.clone().into(), b.into(), errors.b.clone().into()]
}
