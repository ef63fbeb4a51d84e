//! The most information, less the least price, that each item can have in each stretch of ability, largest
//! first.
//!
//! To find the most informative item at an ability, walk the list of its stretch, compute the exact
//! information of each item, and stop at the first bound below the best so far: no item beyond can win. The
//! walk looks at a few items more than are used up, however large the bank.

use rayon::prelude::*;

use crate::models::Item;

/// Stretches per logit.
const PER_LOGIT: f64 = 10.0;
/// Samples of a curve without a known peak, per stretch.
const SAMPLES: u32 = 8;

/// Bounds of every item in every stretch.
#[derive(Debug)]
pub(super) struct Bounds {
    lowest: f64,
    items: usize,
    order: Vec<u32>,
    most: Vec<f32>,
}

impl Bounds {
    /// Bounds from `-reach` to `reach` logits; `prices` are the least that each item may cost.
    pub(super) fn new(items: &[&Item], prices: &[f64], reach: f64) -> Self {
        let mut edges = vec![-reach];
        while edges[edges.len() - 1] < reach {
            edges.push(-reach + edges.len() as f64 / PER_LOGIT);
        }
        let lists: Vec<Vec<(u32, f32)>> = edges
            .par_windows(2)
            .map(|edge| {
                let bound = |(place, item): (u32, &&Item)| {
                    (place, up(most(item, edge[0], edge[1]) - prices[place as usize]))
                };
                let mut list: Vec<(u32, f32)> = (0_u32..).zip(items).map(bound).collect();
                list.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
                list
            })
            .collect();
        let (order, most) = lists.into_iter().flatten().unzip();
        Self { lowest: -reach, items: items.len(), order, most }
    }

    /// Items and bounds of the stretch that holds `theta`, largest bound first; the outermost stretch for an
    /// ability beyond, where bounds do not hold.
    pub(super) fn list(&self, theta: f64) -> impl Iterator<Item = (usize, f64)> {
        let last = self.order.len() / self.items - 1;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to the stretches"
        )]
        let stretch = ((theta - self.lowest) * PER_LOGIT).clamp(0.0, last as f64) as usize;
        let range = stretch * self.items..(stretch + 1) * self.items;
        self.order[range.clone()]
            .iter()
            .zip(&self.most[range])
            .map(|(item, bound)| (*item as usize, f64::from(*bound)))
    }
}

/// A float not below `x`, with a little room for rounding.
fn up(x: f64) -> f32 {
    #[expect(clippy::cast_possible_truncation, reason = "rounded up just after")]
    let near = (x + 1e-12 * x.abs()) as f32;
    near.next_up()
}

/// The most information of `item` on an interval, or a little more.
fn most(item: &Item, low: f64, high: f64) -> f64 {
    if let Item::Logistic { slope, intercept, guessing } = item {
        if *slope == 0.0 {
            return 0.0;
        }
        // One peak, where exp(x) = (1 + sqrt(1 + 8 g)) / 2 (Birnbaum, 1968).
        let peak = (f64::midpoint(1.0, (1.0 + 8.0 * guessing).sqrt()).ln() - intercept) / slope;
        return item.information(peak.clamp(low - 1e-9, high + 1e-9));
    }
    let samples =
        (0..=SAMPLES).map(|k| item.information(low + (high - low) * f64::from(k) / f64::from(SAMPLES)));
    // |dI / dtheta| is at most 2 R^3, R the range of the slopes of the categories.
    let range = match item {
        Item::Nominal { slopes, .. } => {
            let (least, most) = slopes.iter().fold((0.0_f64, 0.0_f64), |(l, m), s| (l.min(*s), m.max(*s)));
            most - least
        }
        Item::PartialCredit { slope, intercepts } => slope.abs() * intercepts.len() as f64,
        _ => item.slope().abs(),
    };
    samples.fold(0.0, f64::max) + 2.0 * range.powi(3) * 0.5 * (high - low) / f64::from(SAMPLES)
}
