//! How far the rows of a page are from their places: paper bows, and four corners do not tell.

use crate::geometry::Point;
use crate::layout::{Allowed, PlacedRow, SheetPage};
use crate::locate::Flat;
use crate::numbers::count;

/// How far rows are looked for around their places, in steps of one sixth of a millimetre.
const REACH: i8 = 12;
/// Coarse steps first, then single ones.
const COARSE: usize = 2;
/// The least fit of a row: how much darker its outlines are than what is around them, as part of the paper's
/// light. In 50 simulated photographs of the hard kind, rows that are there had 0.127 and more, blank paper
/// 0.041 at most, and places between the bubbles of other rows 0.096.
const LEAST_FIT: f64 = 0.1;

/// The shift of each row of the page in pixels of the flat page; `None` for rows without bubbles, and for
/// those whose bubbles are not seen.
pub(super) fn shifts(flat: &Flat, page: &SheetPage) -> Vec<Option<Point>> {
    let surfaces: Vec<Option<Surface>> = page
        .rows
        .iter()
        .map(|row| (row.allowed != Allowed::Written).then(|| Surface::of(flat, page, row)))
        .collect();
    (0..surfaces.len())
        .map(|n| {
            let own = surfaces[n].as_ref()?;
            let shift = with_neighbours(page, &surfaces, n).best();
            (own.at(shift) >= LEAST_FIT).then(|| Point::new(f64::from(shift.0), f64::from(shift.1)))
        })
        .collect()
}

/// The fit of a row together with that of the two rows above and below it in its column: one row alone may
/// mislead, where its bubbles are scrawled over.
fn with_neighbours(page: &SheetPage, surfaces: &[Option<Surface>], n: usize) -> Surface {
    let mut sum = Surface([0.0; SHIFTS * SHIFTS]);
    let left = page.rows[n].area.corner.x;
    for (near, (row, surface)) in page.rows.iter().zip(surfaces).enumerate() {
        let same_column = (row.area.corner.x - left).abs() < 1.0;
        let weight = if near == n { 1.0 } else { 0.5 };
        if let Some(surface) = surface.as_ref().filter(|_| same_column && near.abs_diff(n) <= 2) {
            sum.0.iter_mut().zip(&surface.0).for_each(|(sum, fit)| *sum += weight * fit);
        }
    }
    sum
}

/// Shifts tried each way.
const SHIFTS: usize = REACH as usize / COARSE * 2 + 1;

/// How well outlines fit at each shift.
struct Surface([f64; SHIFTS * SHIFTS]);

impl Surface {
    fn of(flat: &Flat, page: &SheetPage, row: &PlacedRow) -> Self {
        let rings: Vec<(Point, f64)> = row
            .bubbles
            .iter()
            .map(|b| (Flat::pixel(page.in_frame(b.middle)), b.radius * crate::locate::FLAT_SCALE))
            .collect();
        let mut fits = [0.0; SHIFTS * SHIFTS];
        for (fit, shift) in fits.iter_mut().zip(tried()) {
            let sum: f64 = rings.iter().map(|&(middle, radius)| ring(flat, middle, radius, shift)).sum();
            *fit = sum / count(rings.len().max(1));
        }
        Self(fits)
    }

    /// The best shift, of equals the smallest.
    fn best(&self) -> (i8, i8) {
        let size = |(x, y): (i8, i8)| f64::from(x).hypot(f64::from(y)) * 1e-4;
        self.0
            .iter()
            .zip(tried())
            .max_by(|a, b| (a.0 - size(a.1)).total_cmp(&(b.0 - size(b.1))))
            .map_or((0, 0), |(_, shift)| shift)
    }

    fn at(&self, shift: (i8, i8)) -> f64 {
        self.0.iter().zip(tried()).find(|&(_, tried)| tried == shift).map_or(0.0, |(&fit, _)| fit)
    }
}

fn tried() -> impl Iterator<Item = (i8, i8)> {
    let steps = || (-REACH..=REACH).step_by(COARSE);
    steps().flat_map(move |y| steps().map(move |x| (x, y)))
}

/// How much darker an outline is than what is around it, as part of that.
fn ring(flat: &Flat, middle: Point, radius: f64, shift: (i8, i8)) -> f64 {
    let mean = |radius: f64| {
        let sum: f64 = CIRCLE
            .iter()
            .map(|(x, y)| {
                let at = middle.moved(x * radius + f64::from(shift.0), y * radius + f64::from(shift.1));
                f64::from(flat.shade(at))
            })
            .sum();
        sum / count(CIRCLE.len())
    };
    // Just outside: half a bubble's radius is free there in every layout.
    let around = mean(radius * 1.3).max(1.0);
    (around - mean(radius)) / around
}

/// Sixteen directions.
const CIRCLE: [(f64, f64); 16] = [
    (1.0, 0.0),
    (0.924, 0.383),
    (0.707, 0.707),
    (0.383, 0.924),
    (0.0, 1.0),
    (-0.383, 0.924),
    (-0.707, 0.707),
    (-0.924, 0.383),
    (-1.0, 0.0),
    (-0.924, -0.383),
    (-0.707, -0.707),
    (-0.383, -0.924),
    (0.0, -1.0),
    (0.383, -0.924),
    (0.707, -0.707),
    (0.924, -0.383),
];
