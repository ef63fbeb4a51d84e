//! A program, and its solution.

use highs::{HighsModelStatus, RowProblem, Sense};

/// One variable.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Column {
    /// What one unit of it is worth.
    pub value: f64,
    /// The least it may be.
    pub low: f64,
    /// The most it may be.
    pub high: f64,
    /// Whether it must be a whole number.
    pub whole: bool,
}

/// One row: a sum of variables between two bounds.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Variables, by place, and their coefficients.
    pub entries: Vec<(usize, f64)>,
    /// The least sum; minus infinity for none.
    pub low: f64,
    /// The greatest sum; infinity for none.
    pub high: f64,
}

/// `max sum v_j x_j` with every variable and every row between its bounds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Program {
    /// The variables.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// The best point.
#[derive(Debug, Clone, PartialEq)]
pub struct Solution {
    /// A value per variable.
    pub at: Vec<f64>,
    /// What they are worth together.
    pub value: f64,
    /// The share of its value by which the best may be better.
    pub gap: f64,
}

/// What cannot be solved.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum BadProgram {
    /// A row that names a variable that is not there.
    #[error("row {row} (from 0) names variable {column}, which is not there")]
    Column {
        /// The row.
        row: usize,
        /// The variable.
        column: usize,
    },
    /// A value or coefficient that is not finite, a bound that is no number, a gap below 0.
    #[error("{0} is no number to reckon with")]
    Number(f64),
    /// No point keeps all bounds.
    #[error("no point keeps all bounds")]
    Infeasible,
    /// Values without end.
    #[error("there is no most: a variable has no bound")]
    Unbounded,
    /// HiGHS gave up.
    #[error("the solver gave up")]
    GaveUp,
}

/// The best point, or one that is worse by at most the share `gap` of its value.
///
/// Branch and cut by HiGHS on one thread. Errors: [`BadProgram`].
/// Source: Huangfu & Hall (2018), Mathematical Programming Computation 10.
pub fn solve(program: &Program, gap: f64) -> Result<Solution, BadProgram> {
    check(program, gap)?;
    let mut problem = RowProblem::default();
    let columns: Vec<highs::Col> = program
        .columns
        .iter()
        .map(|column| {
            problem.add_column_with_integrality(column.value, column.low..=column.high, column.whole)
        })
        .collect();
    for row in &program.rows {
        problem.add_row(row.low..=row.high, row.entries.iter().map(|(column, by)| (columns[*column], *by)));
    }
    let mut model = problem.try_optimise(Sense::Maximise).map_err(|_| BadProgram::GaveUp)?;
    model.make_quiet();
    model.set_option("threads", 1);
    model.set_option("mip_rel_gap", gap);
    model.set_option("mip_abs_gap", 1e-9);
    let solved = model.try_solve().map_err(|_| BadProgram::GaveUp)?;
    match solved.status() {
        HighsModelStatus::Optimal => {}
        HighsModelStatus::Infeasible => return Err(BadProgram::Infeasible),
        // Every variable may be bounded and the presolver not know which of the two it is.
        HighsModelStatus::Unbounded | HighsModelStatus::UnboundedOrInfeasible => {
            let bounded = program.columns.iter().all(|one| one.low.is_finite() && one.high.is_finite());
            return Err(if bounded { BadProgram::Infeasible } else { BadProgram::Unbounded });
        }
        HighsModelStatus::ModelEmpty => {
            return Ok(Solution { at: Vec::new(), value: 0.0, gap: 0.0 });
        }
        _ => return Err(BadProgram::GaveUp),
    }
    let whole = program.columns.iter().any(|column| column.whole);
    let at = solved.get_solution().columns().to_vec();
    let value = program.columns.iter().zip(&at).map(|(column, at)| column.value * at).sum();
    Ok(Solution { at, value, gap: if whole { solved.mip_gap().max(0.0) } else { 0.0 } })
}

fn check(program: &Program, gap: f64) -> Result<(), BadProgram> {
    let number = |x: f64, sound: bool| if sound { Ok(()) } else { Err(BadProgram::Number(x)) };
    number(gap, gap.is_finite() && gap >= 0.0)?;
    for column in &program.columns {
        number(column.value, column.value.is_finite())?;
        number(column.low, !column.low.is_nan())?;
        number(column.high, !column.high.is_nan())?;
        if column.low > column.high {
            return Err(BadProgram::Infeasible);
        }
    }
    for (place, row) in program.rows.iter().enumerate() {
        number(row.low, !row.low.is_nan())?;
        number(row.high, !row.high.is_nan())?;
        if row.low > row.high {
            return Err(BadProgram::Infeasible);
        }
        for (column, by) in &row.entries {
            number(*by, by.is_finite())?;
            if *column >= program.columns.len() {
                return Err(BadProgram::Column { row: place, column: *column });
            }
        }
    }
    Ok(())
}
