//! How dark bubbles are, against the paper around them and against empty bubbles of the same page.

use std::collections::BTreeMap;

use crate::geometry::Point;
use crate::layout::{Bubble, SheetPage};
use crate::locate::{FLAT_SCALE, Flat};

/// What is measured of one bubble. All are parts of the paper's light: 0 paper, 1 black.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Fill {
    /// Mean darkness within, less that of an empty bubble of the page.
    pub(super) dark: f64,
    /// Darkness of the second darkest of eight sectors, less that of an empty bubble.
    pub(super) darkest: f64,
    /// How many of the eight sectors are about as dark as that.
    pub(super) sectors: usize,
    /// How many separate strokes cross a circle well outside the bubble.
    pub(super) strokes_outside: usize,
}

/// What an empty bubble can have at most: the ink of its letter. Beyond, a page on which everything is marked
/// would pass for one of dark letters.
const MOST_EMPTY: f64 = 0.2;

/// Per row its bubbles; `None` for rows that are written or not seen.
pub(super) fn fills(flat: &Flat, page: &SheetPage, shifts: &[Option<Point>]) -> Vec<Option<Vec<Fill>>> {
    let mut rows: Vec<Option<Vec<Fill>>> = page
        .rows
        .iter()
        .zip(shifts)
        .map(|(row, shift)| {
            let shift = (*shift)?;
            Some(row.bubbles.iter().map(|bubble| measure(flat, page, bubble, shift)).collect())
        })
        .collect();
    let empty = Empty::of(page, &rows);
    for (row, fills) in page.rows.iter().zip(&mut rows) {
        for (bubble, fill) in row.bubbles.iter().zip(fills.iter_mut().flatten()) {
            let empty = empty.with(&bubble.letter);
            fill.dark -= empty;
            fill.darkest -= empty;
        }
    }
    rows
}

/// How dark empty bubbles of a page are, by their letter.
struct Empty {
    by_letter: BTreeMap<String, f64>,
    any: f64,
}

impl Empty {
    /// From all bubbles but the darkest of each row, the third lightest of ten: most are empty.
    fn of(page: &SheetPage, rows: &[Option<Vec<Fill>>]) -> Self {
        let mut by_letter: BTreeMap<String, Vec<f64>> = BTreeMap::new();
        for (row, fills) in page.rows.iter().zip(rows) {
            let fills = fills.as_deref().unwrap_or_default();
            let darkest = (0..fills.len()).max_by(|&a, &b| fills[a].dark.total_cmp(&fills[b].dark));
            for (n, fill) in fills.iter().enumerate().filter(|&(n, _)| Some(n) != darkest) {
                by_letter.entry(row.bubbles[n].letter.clone()).or_default().push(fill.dark);
            }
        }
        let any = low(by_letter.values().flatten().copied().collect()).unwrap_or(0.1);
        let enough = by_letter.into_iter().filter(|(_, seen)| seen.len() >= 6);
        let by_letter = enough.filter_map(|(letter, seen)| Some((letter, low(seen)?))).collect();
        Self { by_letter, any }
    }

    fn with(&self, letter: &str) -> f64 {
        self.by_letter.get(letter).copied().unwrap_or(self.any)
    }
}

fn low(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() * 3 / 10).map(|&v| v.min(MOST_EMPTY))
}

fn measure(flat: &Flat, page: &SheetPage, bubble: &Bubble, shift: Point) -> Fill {
    let middle = Flat::pixel(page.in_frame(bubble.middle)).moved(shift.x, shift.y);
    let radius = bubble.radius * FLAT_SCALE;
    let paper = Paper::around(flat, middle, radius);
    let darkness = |from_middle: Point| {
        let shade = f64::from(flat.shade(middle.moved(from_middle.x, from_middle.y)));
        (1.0 - shade / paper.at(from_middle)).max(0.0)
    };
    // Eight sectors, within the outline and what blur adds to it.
    let mut sums = [(0.0, 0_u32); 8];
    let reach = radius * 0.82;
    let steps = reach.ceil();
    let mut y = -steps;
    while y <= steps {
        let mut x = -steps;
        while x <= steps {
            let from_middle = x.hypot(y);
            if from_middle <= reach {
                let sum = &mut sums[sector(x, y)];
                *sum = (sum.0 + darkness(Point::new(x, y)), sum.1 + 1);
            }
            x += 1.0;
        }
        y += 1.0;
    }
    let total = sums.iter().fold((0.0, 0), |all, sum| (all.0 + sum.0, all.1 + sum.1));
    let sectors = sums.map(|(sum, n)| sum / f64::from(n.max(1)));
    let mut sorted = sectors;
    sorted.sort_by(f64::total_cmp);
    let about_as_dark = sectors.iter().filter(|&&sector| sector >= SECTOR_PART * sorted[6]).count();
    let dark = total.0 / f64::from(total.1.max(1));
    let stroke = STROKE_DARKNESS.max(STROKE_PART * dark);
    let strokes_outside = strokes(radius * 1.62, stroke, darkness);
    Fill { dark, darkest: sorted[6], sectors: about_as_dark, strokes_outside }
}

/// A sector counts as filled from this part of the second darkest one's darkness.
const SECTOR_PART: f64 = 0.5;

fn sector(x: f64, y: f64) -> usize {
    usize::from(x < 0.0) * 4 + usize::from(y < 0.0) * 2 + usize::from(x.abs() < y.abs())
}

/// The light of the paper around a bubble: a plane, because the edge of a shadow may run through it.
struct Paper {
    middle: f64,
    /// By pixel to the right and down.
    slope: Point,
}

impl Paper {
    /// From places between the bubble's outline and its neighbours. Ink among them counts as the median.
    fn around(flat: &Flat, middle: Point, radius: f64) -> Self {
        const PLACES: u8 = 24;
        let reach = radius * 1.38;
        let places: Vec<(Point, f64)> = (0..PLACES)
            .map(|n| {
                let (sin, cos) = (f64::from(n) * std::f64::consts::TAU / f64::from(PLACES)).sin_cos();
                let at = Point::new(cos, sin);
                (at, f64::from(flat.shade(middle.moved(reach * cos, reach * sin))))
            })
            .collect();
        let mut sorted: Vec<f64> = places.iter().map(|&(_, shade)| shade).collect();
        sorted.sort_by(f64::total_cmp);
        // A little above the median: ink only ever takes light away.
        let usual = sorted[sorted.len() * 6 / 10];
        let clean = |shade: f64| if shade < INK_PART * usual { usual } else { shade };
        let sum = |part: fn(Point) -> f64| -> f64 {
            places.iter().map(|&(at, shade)| part(at) * clean(shade)).sum::<f64>() / f64::from(PLACES)
        };
        // On a circle, the least squares of a plane are its first harmonics.
        let slope = Point::new(2.0 * sum(|at| at.x) / reach, 2.0 * sum(|at| at.y) / reach);
        Self { middle: sum(|_| 1.0), slope }
    }

    fn at(&self, from_middle: Point) -> f64 {
        (self.middle + self.slope.x * from_middle.x + self.slope.y * from_middle.y).max(1.0)
    }
}

/// Places around a bubble that have less than this part of the usual light are ink.
const INK_PART: f64 = 0.7;

/// How many dark runs there are on a circle, but for what is straight above and below, where the next rows are.
fn strokes(radius: f64, least: f64, darkness: impl Fn(Point) -> f64) -> usize {
    let is_dark = |degrees: i16| {
        let (sin, cos) = f64::from(degrees).to_radians().sin_cos();
        // Noise is evened out over three by three pixels.
        let near = [-1.0, 0.0, 1.0].into_iter().flat_map(|y| [-1.0, 0.0, 1.0].map(|x| Point::new(x, y)));
        let sum: f64 = near.map(|p| darkness(p.moved(radius * cos, radius * sin))).sum();
        sum / 9.0 > least
    };
    [0, 180]
        .into_iter()
        .map(|side| {
            let dark: Vec<bool> = (-60..=60).step_by(5).map(|turn| is_dark(side + turn)).collect();
            usize::from(dark[0]) + dark.windows(2).filter(|pair| !pair[0] && pair[1]).count()
        })
        .sum()
}

/// From here on, ink outside a bubble is a stroke and not noise.
const STROKE_DARKNESS: f64 = 0.1;
/// And from this part of the bubble's own darkness on.
const STROKE_PART: f64 = 0.3;
