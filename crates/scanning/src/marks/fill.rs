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
    /// How many of the eight sectors are about as dark as the darkest ones.
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
            fill.dark -= empty.with(&bubble.letter);
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
    let paper = paper(flat, middle, radius);
    let darkness = |at: Point| (1.0 - f64::from(flat.shade(at)) / paper).max(0.0);
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
                *sum = (sum.0 + darkness(middle.moved(x, y)), sum.1 + 1);
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
    Fill {
        dark: total.0 / f64::from(total.1.max(1)),
        sectors: about_as_dark,
        strokes_outside: strokes(middle, radius * 1.62, darkness),
    }
}

/// A sector counts as filled from this part of the second darkest one's darkness.
const SECTOR_PART: f64 = 0.5;

fn sector(x: f64, y: f64) -> usize {
    usize::from(x < 0.0) * 4 + usize::from(y < 0.0) * 2 + usize::from(x.abs() < y.abs())
}

/// The light of the paper around a bubble: of thirty places between its outline and its neighbours, the tenth
/// brightest.
fn paper(flat: &Flat, middle: Point, radius: f64) -> f64 {
    let mut around: Vec<u8> = [1.3, 1.45]
        .iter()
        .flat_map(|part| {
            (0..15_u8).map(move |n| (part * radius, f64::from(n) * std::f64::consts::TAU / 15.0))
        })
        .map(|(reach, turn)| flat.shade(middle.moved(reach * turn.cos(), reach * turn.sin())))
        .collect();
    around.sort_unstable();
    f64::from(around[around.len() * 2 / 3]).max(1.0)
}

/// How many dark runs there are on a circle.
fn strokes(middle: Point, radius: f64, darkness: impl Fn(Point) -> f64) -> usize {
    const PLACES: usize = 64;
    let dark: Vec<bool> = (0..64_u8)
        .map(|n| {
            let turn = f64::from(n) * std::f64::consts::TAU / 64.0;
            darkness(middle.moved(radius * turn.cos(), radius * turn.sin())) > STROKE_DARKNESS
        })
        .collect();
    (0..PLACES).filter(|&n| dark[n] && !dark[(n + PLACES - 1) % PLACES]).count()
}

/// From here on, ink outside a bubble is a stroke and not noise.
const STROKE_DARKNESS: f64 = 0.25;
