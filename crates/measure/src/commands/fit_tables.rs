//! How well a calibration describes the answers.

use measurement::{
    calibrate::ItemPlan,
    fit::{item_chi_squares, limited_information, mean_squares, person_fit, residual_correlations},
    models::Model,
    score::Method,
};

use super::calibrate::{Calibrated, estimates};
use crate::{
    findings::{Cell, Findings, Table, unit},
    trouble::{Problem, Trouble},
};

/// Beyond so many items the covariance of all pairs does not fit into memory (60 items: 27 MB).
const MOST_FOR_M2: usize = 80;
/// A pair this far above the mean deserves a look (Christensen, Makransky & Horton, 2017).
const DEPENDENT: f64 = 0.2;
/// A pattern below this is odd: 2.5 in 100 would be by chance.
const ODD: f64 = -1.96;

pub(super) fn add(work: &Calibrated, findings: &mut Findings) -> Result<(), Trouble> {
    let names: Vec<&str> = work.columns.iter().map(|column| work.answers.items[*column].as_str()).collect();
    whole(work, findings);
    let abilities = estimates(work, Method::Wle)?;
    let cannot = |why: &dyn std::fmt::Display| {
        Trouble::from(Problem::new(work.answers.file.as_str(), why.to_string()))
    };
    let parameters: Vec<usize> = work.columns.iter().map(|column| parameters(work, *column)).collect();
    let population = work.calibration.populations[0];
    let squares = item_chi_squares(&work.responses, &work.items, population, &parameters, work.grid);
    let squares = squares.map_err(|why| cannot(&why))?;
    let means = mean_squares(&work.responses, &work.items, &abilities).map_err(|why| cannot(&why))?;
    let columns = [
        ("item", ""),
        ("s_x2", ""),
        ("df", ""),
        ("p", unit::SHARE),
        ("rmsea", ""),
        ("infit", ""),
        ("infit_z", ""),
        ("outfit", ""),
        ("outfit_z", ""),
    ];
    let mut table = Table::new("fit", "Fit of items", &columns);
    for (place, name) in names.iter().enumerate() {
        let square = squares[place].as_ref();
        let mean = means.items[place].as_ref();
        table.rows.push(vec![
            (*name).into(),
            square.map(|found| found.statistic).into(),
            square.map(|found| Cell::counted(found.df)).into(),
            square.and_then(|found| found.p).into(),
            square.map(|found| found.rmsea).into(),
            mean.map(|found| found.infit).into(),
            mean.map(|found| found.infit_z).into(),
            mean.map(|found| found.outfit).into(),
            mean.map(|found| found.outfit_z).into(),
        ]);
    }
    findings.tables.push(table);
    let correlations =
        residual_correlations(&work.responses, &work.items, &abilities).map_err(|why| cannot(&why))?;
    findings.fact("q3_mean", "Mean Q3", correlations.mean(), unit::NONE);
    let mut table = Table::new(
        "local_dependence",
        "Pairs that share more than ability",
        &[("item", ""), ("with", ""), ("q3", "")],
    );
    let limit = correlations.mean() + DEPENDENT;
    for one in 0..names.len() {
        for other in one + 1..names.len() {
            let q3 = correlations.of(one, other);
            if q3 > limit {
                table.rows.push(vec![names[one].into(), names[other].into(), q3.into()]);
            }
        }
    }
    findings.tables.push(table);
    let populations = &work.calibration.populations;
    let persons = person_fit(&work.responses, &work.items, &abilities, Method::Wle, populations);
    let persons = persons.map_err(|why| cannot(&why))?;
    let weight = |keep: &dyn Fn(f64) -> bool| {
        let kept = persons
            .iter()
            .enumerate()
            .filter(|(_, person)| person.is_some_and(|person| keep(person.lz_star)));
        kept.map(|(row, _)| work.responses.weight(row)).sum::<f64>()
    };
    let judged = weight(&|_| true).max(1.0);
    let share = weight(&|lz_star| lz_star < ODD) / judged;
    let error = (share * (1.0 - share) / judged).sqrt();
    findings.figure("odd_patterns", "Odd patterns (l_z* below -1.96)", (share, error), unit::SHARE);
    Ok(())
}

/// M2 of the whole.
fn whole(work: &Calibrated, findings: &mut Findings) {
    if work.items.len() > MOST_FOR_M2 {
        findings.note(format!("M2 is left out: it is computed for up to {MOST_FOR_M2} items."));
        return;
    }
    match limited_information(&work.calibration, &work.answers.responses, work.grid) {
        Some(found) => {
            findings.fact("m2", "M2", found.m2, unit::NONE);
            findings.fact("m2_df", "  degrees of freedom", Cell::counted(found.df), unit::NONE);
            findings.fact("m2_p", "  p", found.p, unit::SHARE);
            findings.fact("rmsea", "  RMSEA", found.rmsea, unit::NONE);
        }
        None => findings.note(
            "There is no M2: it needs one group, complete rows, and more pairs of items than parameters.",
        ),
    }
}

/// Parameters of a column that were estimated.
fn parameters(work: &Calibrated, column: usize) -> usize {
    let categories = work.calibration.items[column].as_ref().map_or(2, measurement::models::Item::categories);
    match &work.plan[column] {
        ItemPlan::Anchored(_) => 0,
        ItemPlan::Estimate(model) => match model {
            Model::Rasch | Model::OneParameter => 1,
            Model::TwoParameter => 2,
            Model::ThreeParameter => 3,
            Model::PartialCredit | Model::RatingScale => categories - 1,
            Model::Graded | Model::GeneralizedPartialCredit => categories,
            Model::Nominal => 2 * (categories - 1),
        },
    }
}
