//! Where the normal density is weighed.

/// The lanes that loops over nodes are padded to.
const LANES: usize = 8;

/// Equally spaced nodes for a standard normal, moved and stretched with each population.
///
/// Unit: standard deviations. Shape: `points` nodes from `-reach` to `reach`, weighed by the normal
/// density and scaled to sum to 1. Equal spacing is exact beyond any need for a normal density
/// (the error falls like `exp(-2 (pi sd / spacing)^2)` with the standard deviation of the posterior).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Grid {
    points: usize,
    reach: f64,
}

/// A grid that weighs nothing.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("a grid has 5 to 2001 nodes and reaches 2 to 12 standard deviations, not {points} and {reach}")]
pub struct BadGrid {
    /// The nodes asked for.
    pub points: usize,
    /// The reach asked for.
    pub reach: f64,
}

impl Default for Grid {
    /// 61 nodes on -6 to 6.
    fn default() -> Self {
        Self { points: 61, reach: 6.0 }
    }
}

impl Grid {
    /// Checks the number of nodes and their reach in standard deviations.
    pub fn new(points: usize, reach: f64) -> Result<Self, BadGrid> {
        if (5..=2001).contains(&points) && (2.0..=12.0).contains(&reach) {
            Ok(Self { points, reach })
        } else {
            Err(BadGrid { points, reach })
        }
    }

    /// The number of nodes.
    pub fn points(self) -> usize {
        self.points
    }

    /// Node `q` in standard deviations.
    pub fn node(self, q: usize) -> f64 {
        self.reach * (2.0 * q as f64 / (self.points - 1) as f64 - 1.0)
    }

    pub(crate) fn nodes(self) -> Nodes {
        let stride = self.points.next_multiple_of(LANES);
        let at: Vec<f64> = (0..self.points).map(|q| self.node(q)).collect();
        let total: f64 = at.iter().map(|z| (-0.5 * z * z).exp()).sum();
        let mut log_weights: Vec<f64> = at.iter().map(|z| -0.5 * z * z - total.ln()).collect();
        log_weights.resize(stride, -1e300);
        Nodes { at, stride, log_weights }
    }
}

/// The nodes of a [`Grid`], padded with nodes of weight 0.
#[derive(Debug, Clone)]
pub(crate) struct Nodes {
    /// Where they lie, in standard deviations.
    pub(crate) at: Vec<f64>,
    /// Their number with padding.
    pub(crate) stride: usize,
    /// Logarithms of the weights, with padding.
    pub(crate) log_weights: Vec<f64>,
}

/// A normal population of abilities.
///
/// Unit: logits. Shape: finite mean, positive standard deviation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Population {
    /// Mean ability.
    pub mean: f64,
    /// Standard deviation of ability.
    pub sd: f64,
}

impl Population {
    /// Mean 0, standard deviation 1.
    pub const STANDARD: Self = Self { mean: 0.0, sd: 1.0 };

    /// The ability at `z` standard deviations from the mean.
    pub fn at(&self, z: f64) -> f64 {
        self.mean + self.sd * z
    }
}
