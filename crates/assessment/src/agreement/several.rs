//! Agreement of several raters.

use super::{
    BadRatings,
    kappa::{MOST_LEVELS, f64_of},
};

/// How far apart two levels are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    /// The same or not.
    Nominal,
    /// By how many ratings lie between: for levels in an order.
    Ordinal,
    /// By the square of the difference of their numbers.
    Interval,
}

/// Krippendorff's alpha: 1 for full agreement, 0 as by chance.
///
/// Shape: one row per piece of work, one place per rater, `None` where a rater did not rate it; rows with fewer than
/// two ratings do not count. `Ok(None)` when every rating is one and the same level, where nothing can be said. Errors:
/// [`BadRatings`]. Source: Krippendorff (2011), Computing Krippendorff's alpha-reliability.
pub fn alpha(
    levels: usize,
    pieces: &[Vec<Option<usize>>],
    metric: Metric,
) -> Result<Option<f64>, BadRatings> {
    let mut coincidences = vec![0.0; levels * levels];
    for counts in counted(levels, pieces)? {
        let ratings: usize = counts.iter().sum();
        if ratings < 2 {
            continue;
        }
        for (a, many) in counts.iter().enumerate() {
            for (b, others) in counts.iter().enumerate() {
                let pairs = if a == b { many * many.saturating_sub(1) } else { many * others };
                coincidences[a * levels + b] += f64_of(pairs) / f64_of(ratings - 1);
            }
        }
    }
    let of_level: Vec<f64> = coincidences.chunks(levels).map(|row| row.iter().sum()).collect();
    let all: f64 = of_level.iter().sum();
    if all < 2.0 {
        return Err(BadRatings::Empty);
    }
    let (mut observed, mut expected) = (0.0, 0.0);
    for a in 0..levels {
        for b in a + 1..levels {
            let far = metric.squared(&of_level, a, b);
            observed += coincidences[a * levels + b] * far;
            expected += of_level[a] * of_level[b] * far;
        }
    }
    Ok((expected > 0.0).then(|| 1.0 - (all - 1.0) * observed / expected))
}

impl Metric {
    /// The squared distance of two levels, the lower first.
    fn squared(self, of_level: &[f64], a: usize, b: usize) -> f64 {
        match self {
            Self::Nominal => 1.0,
            Self::Interval => f64_of(b - a) * f64_of(b - a),
            Self::Ordinal => {
                let between: f64 = of_level[a..=b].iter().sum();
                let far = between - f64::midpoint(of_level[a], of_level[b]);
                far * far
            }
        }
    }
}

/// How many ratings each piece has at each level.
fn counted(levels: usize, pieces: &[Vec<Option<usize>>]) -> Result<Vec<Vec<usize>>, BadRatings> {
    if !(2..=MOST_LEVELS).contains(&levels) {
        return Err(BadRatings::Levels(levels));
    }
    let of_piece = |(place, piece): (usize, &Vec<Option<usize>>)| {
        let mut counts = vec![0; levels];
        for level in piece.iter().flatten() {
            *counts.get_mut(*level).ok_or(BadRatings::Level { place, level: *level, levels })? += 1;
        }
        Ok(counts)
    };
    pieces.iter().enumerate().map(of_piece).collect()
}
