//! Reading the code of a flat page. Its fixed patterns are looked for near their places, because paper bows.

use super::rectify::Flat;
use crate::geometry::{Homography, Point};
use crate::layout::CODE_IN_FRAME;
use crate::numbers::count;
use crate::qr::{self, Modules, SIDE};

/// How far the patterns are looked for around their places, in modules.
const REACH: i8 = 10;
/// Steps of looking, in modules.
const STEP: f64 = 0.25;

/// The code of the sheet and the number of the page.
pub(super) fn read(flat: &Flat) -> Option<(String, usize)> {
    let side = CODE_IN_FRAME.width / count(SIDE);
    let plain = |p: Point| Flat::pixel(CODE_IN_FRAME.corner.moved(p.x * side, p.y * side));
    let found = fitted(flat, &plain);
    let fitted = |p: Point| plain(found.as_ref().map_or(p, |f| f.apply(p)));
    let payload = qr::read(&sampled(flat, fitted)).or_else(|| qr::read(&sampled(flat, plain)))?;
    let (code, page) = payload.rsplit_once('/')?;
    let page = page.parse().ok().filter(|&page| page > 0)?;
    Some((code.to_owned(), page))
}

/// A correction in modules, from the three large patterns and the small one.
fn fitted(flat: &Flat, place: &impl Fn(Point) -> Point) -> Option<Homography> {
    let far = count(SIDE) - 3.5;
    let expected =
        [Point::new(3.5, 3.5), Point::new(far, 3.5), Point::new(far - 3.0, far - 3.0), Point::new(3.5, far)];
    let seen = [(0, 3), (1, 3), (2, 2), (3, 3)]
        .map(|(n, rings)| expected[n].moved_by(best_shift(flat, place, expected[n], rings)));
    Homography::of_four(&expected, &seen)
}

impl Point {
    fn moved_by(self, shift: Self) -> Self {
        self.moved(shift.x, shift.y)
    }
}

/// The shift at which concentric squares fit best: for three rings dark, light, dark from the middle module of
/// three outwards; for two, dark, light, dark from the middle module of one.
fn best_shift(flat: &Flat, place: &impl Fn(Point) -> Point, middle: Point, rings: i8) -> Point {
    let mut best = (f64::NEG_INFINITY, Point::default());
    for down in -REACH..=REACH {
        for along in -REACH..=REACH {
            let shift = Point::new(f64::from(along) * STEP, f64::from(down) * STEP);
            let mut fit = 0.0;
            for y in -rings..=rings {
                for x in -rings..=rings {
                    // How many modules from the middle, along the farther side.
                    let ring = x.abs().max(y.abs());
                    let light = if rings == 3 { ring == 2 } else { ring == 1 };
                    let weight = match (rings, light) {
                        (3, true) => 1.0 / 16.0,
                        (3, false) => -1.0 / 33.0,
                        (_, true) => 1.0 / 8.0,
                        (_, false) => -1.0 / 17.0,
                    };
                    let at = place(middle.moved(f64::from(x) + shift.x, f64::from(y) + shift.y));
                    fit += weight * f64::from(flat.shade(at));
                }
            }
            // Of equals, the nearest.
            fit -= 0.5 * (shift.x.abs() + shift.y.abs());
            if fit > best.0 {
                best = (fit, shift);
            }
        }
    }
    best.1
}

/// Each module dark or light, against the mean of those around it.
fn sampled(flat: &Flat, place: impl Fn(Point) -> Point) -> Modules {
    let mut shades = [[0.0; SIDE]; SIDE];
    for (y, row) in shades.iter_mut().enumerate() {
        for (x, shade) in row.iter_mut().enumerate() {
            let sum: f64 = [0.3, 0.5, 0.7]
                .iter()
                .flat_map(|dy| [0.3, 0.5, 0.7].map(|dx| Point::new(count(x) + dx, count(y) + dy)))
                .map(|p| f64::from(flat.shade(place(p))))
                .sum();
            *shade = sum / 9.0;
        }
    }
    let mut modules = [[false; SIDE]; SIDE];
    for (y, row) in modules.iter_mut().enumerate() {
        for (x, module) in row.iter_mut().enumerate() {
            let (top, bottom) = (y.saturating_sub(5), (y + 6).min(SIDE));
            let (left, right) = (x.saturating_sub(5), (x + 6).min(SIDE));
            let near = shades[top..bottom].iter().flat_map(|row| &row[left..right]);
            let mean = near.sum::<f64>() / count((bottom - top) * (right - left));
            *module = shades[y][x] < mean;
        }
    }
    modules
}
