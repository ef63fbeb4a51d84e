//! Divides a gradient by the complete-data information, which is a block per item, bordered by what the
//! items share, and a diagonal for the populations.

use super::Layout;
use crate::numbers::matrix;

#[derive(Clone)]
pub(crate) struct Solver {
    /// Each item's own block, row by row.
    blocks: Vec<Vec<f64>>,
    /// Each item's own numbers against the shared ones.
    borders: Vec<Vec<f64>>,
    corner: Vec<f64>,
    diagonal: Vec<f64>,
    own: Vec<std::ops::Range<usize>>,
    shared: std::ops::Range<usize>,
}

impl Solver {
    pub(crate) fn new(layout: &Layout) -> Self {
        let shared = layout.shared.len();
        Self {
            blocks: layout.items.iter().map(|item| vec![0.0; item.own.len() * item.own.len()]).collect(),
            borders: layout.items.iter().map(|item| vec![0.0; item.own.len() * shared]).collect(),
            corner: vec![0.0; shared * shared],
            diagonal: vec![0.0; layout.len - layout.shared.end],
            own: layout.items.iter().map(|item| item.own.clone()).collect(),
            shared: layout.shared.clone(),
        }
    }

    /// Adds an item's information over its naturals (lower triangle).
    pub(crate) fn add_item(&mut self, layout: &Layout, place: usize, information: &[f64], naturals: usize) {
        let placed = &layout.items[place];
        let (own, shared) = (placed.own.len(), self.shared.len());
        for a in &placed.links {
            for b in &placed.links {
                let (high, low) = (a.natural.max(b.natural), a.natural.min(b.natural));
                let value = a.times * b.times * information[high * naturals + low];
                match (placed.own.contains(&a.free), placed.own.contains(&b.free)) {
                    (true, true) => {
                        self.blocks[place][(a.free - placed.own.start) * own + b.free - placed.own.start] +=
                            value;
                    }
                    (true, false) => {
                        let row = (a.free - placed.own.start) * shared;
                        self.borders[place][row + b.free - self.shared.start] += value;
                    }
                    (false, true) => {}
                    (false, false) => {
                        let row = (a.free - self.shared.start) * shared;
                        self.corner[row + b.free - self.shared.start] += value;
                    }
                }
            }
        }
    }

    pub(crate) fn add_diagonal(&mut self, free: usize, value: f64) {
        self.diagonal[free - self.shared.end] += value;
    }

    pub(crate) fn add_prior(&mut self, free: usize, value: f64) {
        if let Some(place) = self.own.iter().position(|own| own.contains(&free)) {
            let n = self.own[place].len();
            let at = free - self.own[place].start;
            self.blocks[place][at * n + at] += value;
        }
    }

    /// Factors the blocks; a block that is not positive definite is made so by a ridge.
    pub(crate) fn factor(mut self) -> Factored {
        let shared = self.shared.len();
        let mut pulled = Vec::with_capacity(self.blocks.len());
        for (block, border) in self.blocks.iter_mut().zip(&self.borders) {
            let n = border.len().checked_div(shared).unwrap_or_else(|| block.len().isqrt());
            factor_with_ridge(block, n);
            // W = block^-1 border, one column per shared number.
            let mut solved = vec![0.0; n * shared];
            for s in 0..shared {
                let column = &mut solved[s * n..][..n];
                for (i, to) in column.iter_mut().enumerate() {
                    *to = border[i * shared + s];
                }
                matrix::solve(block, n, column);
                for t in 0..shared {
                    let sum: f64 = column.iter().enumerate().map(|(i, w)| w * border[i * shared + t]).sum();
                    self.corner[s * shared + t] -= sum;
                }
            }
            pulled.push(solved);
        }
        factor_with_ridge(&mut self.corner, shared);
        Factored { solver: self, pulled }
    }
}

fn factor_with_ridge(block: &mut [f64], n: usize) {
    let whole = block.to_vec();
    let most = (0..n).map(|i| whole[i * n + i].abs()).fold(1e-8, f64::max);
    let mut ridge = 0.0;
    while matrix::cholesky(block, n).is_none() {
        ridge = if ridge == 0.0 { 1e-10 * most } else { ridge * 100.0 };
        block.copy_from_slice(&whole);
        for i in 0..n {
            let entry = &mut block[i * n + i];
            *entry = if entry.is_finite() { *entry + ridge } else { 1.0 };
        }
        if ridge > 1e6 * most {
            block.fill(0.0);
            for i in 0..n {
                block[i * n + i] = 1.0;
            }
        }
    }
}

pub(crate) struct Factored {
    solver: Solver,
    pulled: Vec<Vec<f64>>,
}

impl Factored {
    /// `information^-1 gradient`.
    pub(crate) fn solve(&self, gradient: &[f64]) -> Vec<f64> {
        let Solver { blocks, borders, corner, diagonal, own, shared } = &self.solver;
        let mut out = gradient.to_vec();
        let mut top: Vec<f64> = gradient[shared.clone()].to_vec();
        for (place, own) in own.iter().enumerate() {
            let x = &mut out[own.clone()];
            matrix::solve(&blocks[place], own.len(), x);
            for (s, top) in top.iter_mut().enumerate() {
                let border = borders[place].iter().skip(s).step_by(shared.len());
                *top -= x.iter().zip(border).map(|(x, border)| x * border).sum::<f64>();
            }
        }
        matrix::solve(corner, shared.len(), &mut top);
        for (own, pulled) in own.iter().zip(&self.pulled) {
            for (s, top) in top.iter().enumerate() {
                for (x, w) in out[own.clone()].iter_mut().zip(&pulled[s * own.len()..]) {
                    *x -= w * top;
                }
            }
        }
        out[shared.clone()].copy_from_slice(&top);
        for (x, diagonal) in out[shared.end..].iter_mut().zip(diagonal) {
            *x /= diagonal.max(1e-8);
        }
        out
    }
}
