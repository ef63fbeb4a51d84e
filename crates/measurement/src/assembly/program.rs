//! Zero-one programs, and their solution by branch and bound.

use super::simplex::{Basis, End, Matrix, Simplex};

/// A column counts as whole when it is this near.
const WHOLE: f64 = 1e-6;

/// The most that some columns may be worth, each taken or not, when every row keeps its bounds.
///
/// `max sum v_j x_j`, `x_j` 0 or 1, `low <= sum a_rj x_j <= high` for every row.
#[derive(Debug, Clone, PartialEq)]
pub struct ZeroOne<'p> {
    /// What each column is worth, finite.
    pub values: &'p [f64],
    /// Columns that are taken or left whatever they are worth.
    pub fixed: &'p [(usize, bool)],
    /// The rows.
    pub rows: &'p [Row],
}

/// One row of a program.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Columns and their coefficients, each column once.
    pub entries: Vec<(usize, f64)>,
    /// The least sum.
    pub low: f64,
    /// The greatest sum.
    pub high: f64,
}

/// A solution.
#[derive(Debug, Clone, PartialEq)]
pub struct Solution {
    /// The columns that are taken, lowest first.
    pub taken: Vec<usize>,
    /// What they are worth together.
    pub value: f64,
    /// No solution is worth more than this.
    pub bound: f64,
}

/// Another way to solve zero-one programs, asked when ours has searched as long as it may.
pub trait Solver: std::fmt::Debug + Send + Sync {
    /// The best solution to the relative gap given, or `None` when there is none. Must give the same solution to
    /// the same program.
    fn solve(&self, program: &ZeroOne<'_>, gap: f64) -> Option<Solution>;
}

/// What a search found.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Search {
    /// The best solution, if any was found.
    pub(super) best: Option<Solution>,
    /// Whether the search was finished: the best is within the gap of the most there is, and `None` means that
    /// there is none.
    pub(super) finished: bool,
    /// Linear programs solved.
    pub(super) nodes: usize,
}

/// How long to search.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Effort {
    /// Branches that promise less than this share more are left.
    pub(super) gap: f64,
    /// The most linear programs.
    pub(super) nodes: usize,
    /// Whether any solution will do.
    pub(super) any: bool,
}

struct Branch {
    column: usize,
    taken: bool,
    /// The bound of the branch not tried yet; `None` when both were.
    other: Option<f64>,
}

/// The linear part of a program, made once.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Prepared {
    matrix: Matrix,
    columns: usize,
    rows: Vec<Row>,
}

impl Prepared {
    pub(super) fn new(columns: usize, rows: Vec<Row>) -> Self {
        let entries: Vec<Vec<(usize, f64)>> = rows.iter().map(|row| row.entries.clone()).collect();
        Self { matrix: Matrix::new(columns, &entries), columns, rows }
    }

    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }

    fn simplex(&self, values: &[f64], fixed: &[(usize, bool)], start: Option<&Basis>) -> Simplex<'_> {
        let (mut low, mut high) = (vec![0.0; self.columns], vec![1.0; self.columns]);
        for (column, taken) in fixed {
            low[*column] = f64::from(u8::from(*taken));
            high[*column] = low[*column];
        }
        low.extend(self.rows.iter().map(|row| row.low));
        high.extend(self.rows.iter().map(|row| row.high));
        let cost: Vec<f64> = values.iter().map(|value| -value).collect();
        Simplex::new(&self.matrix, &cost, low, high, start)
    }

    /// The basis of the linear program without fixed columns: where programs of near values may begin.
    pub(super) fn basis(&self, values: &[f64], start: Option<&Basis>) -> Basis {
        let mut simplex = self.simplex(values, &[], start);
        simplex.run(f64::INFINITY);
        simplex.basis()
    }

    /// Branch and bound, depth first: the column nearest to a half, its nearer side first.
    pub(super) fn search(
        &self,
        values: &[f64],
        fixed: &[(usize, bool)],
        start: Option<&Basis>,
        effort: Effort,
    ) -> Search {
        let mut simplex = self.simplex(values, fixed, start);
        let mut best: Option<Solution> = None;
        let mut path: Vec<Branch> = Vec::new();
        let mut root: Option<(f64, Vec<f64>)> = None;
        let (mut cutoff, mut nodes) = (f64::INFINITY, 0);
        // Whether a branch was lost to bad numbers, or left for want of time.
        let (mut lost, mut left) = (false, false);
        loop {
            nodes += 1;
            let mut deeper = false;
            match simplex.run(cutoff) {
                End::Infeasible | End::Cutoff => {}
                End::GaveUp => lost = true,
                End::Optimal => {
                    let cost = simplex.objective();
                    let root = root.get_or_insert_with(|| (cost, simplex.reduced.clone()));
                    if let Some(column) = self.undecided(&simplex) {
                        let taken = simplex.value[column] >= 0.5;
                        path.push(Branch { column, taken, other: Some(cost) });
                        set(&mut simplex, column, taken);
                        deeper = true;
                    } else {
                        let found = self.solution(&simplex, values);
                        cutoff = -found.value - margin(effort.gap, found.value);
                        best = Some(found);
                        if effort.any {
                            break;
                        }
                        self.fix(&mut simplex, root, cutoff, &path);
                    }
                }
            }
            if nodes >= effort.nodes && !path.is_empty() {
                left = true;
                break;
            }
            if !deeper && !backtrack(&mut simplex, &mut path, cutoff) {
                break;
            }
        }
        if let Some(best) = &mut best {
            let most = root.map_or(f64::INFINITY, |(cost, _)| -cost);
            let open = path.iter().filter_map(|branch| branch.other).fold(f64::INFINITY, f64::min);
            let proven = best.value + margin(effort.gap, best.value);
            best.bound = match (lost, left) {
                (true, _) => most,
                (false, true) => most.min(proven.max(-open)),
                (false, false) => most.min(proven),
            }
            .max(best.value);
        }
        Search { best, finished: !lost && !left, nodes }
    }

    /// The column nearest to a half.
    fn undecided(&self, simplex: &Simplex<'_>) -> Option<usize> {
        let off = |column: &usize| (simplex.value[*column] - 0.5).abs();
        (0..self.columns)
            .filter(|column| off(column) < 0.5 - WHOLE)
            .min_by(|a, b| off(a).total_cmp(&off(b)).then(a.cmp(b)))
    }

    fn solution(&self, simplex: &Simplex<'_>, values: &[f64]) -> Solution {
        let taken: Vec<usize> = (0..self.columns).filter(|column| simplex.value[*column] > 0.5).collect();
        let value = taken.iter().map(|column| values[*column]).sum();
        Solution { taken, value, bound: value }
    }

    /// Fixes the columns whose other side cannot be worth it, by what they cost at the root.
    fn fix(&self, simplex: &mut Simplex<'_>, root: &(f64, Vec<f64>), cutoff: f64, path: &[Branch]) {
        for column in 0..self.columns {
            let free = simplex.low[column] < simplex.high[column];
            if free && root.0 + root.1[column].abs() >= cutoff {
                let on_path = path.iter().any(|branch| branch.column == column);
                if !on_path {
                    set(simplex, column, root.1[column] < 0.0);
                }
            }
        }
        simplex.thin();
        // Branches on the path may open again.
        simplex.enliven(path.iter().map(|branch| branch.column));
    }
}

/// What a branch must promise beyond a value to be looked at.
fn margin(gap: f64, value: f64) -> f64 {
    (gap * value.abs()).max(1e-9)
}

fn set(simplex: &mut Simplex<'_>, column: usize, taken: bool) {
    let value = f64::from(u8::from(taken));
    simplex.low[column] = value;
    simplex.high[column] = value;
    if !simplex.is_inside(column) && (simplex.value[column] - value).abs() > 0.5 {
        simplex.place();
    }
}

/// Goes to the next branch that may be worth it; `false` when there is none.
fn backtrack(simplex: &mut Simplex<'_>, path: &mut Vec<Branch>, cutoff: f64) -> bool {
    while let Some(branch) = path.last_mut() {
        if branch.other.take().is_some_and(|bound| bound < cutoff) {
            branch.taken = !branch.taken;
            let value = f64::from(u8::from(branch.taken));
            simplex.low[branch.column] = value;
            simplex.high[branch.column] = value;
            simplex.place();
            return true;
        }
        simplex.low[branch.column] = 0.0;
        simplex.high[branch.column] = 1.0;
        path.pop();
    }
    false
}
