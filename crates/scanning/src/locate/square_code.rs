//! Reading the code of a flat page. Its fixed patterns are looked for near their places, because paper bows.

use super::rectify::Flat;
use crate::geometry::{Homography, Point};
use crate::layout::CODE_IN_FRAME;
use crate::numbers::count;
use crate::qr::{self, Modules, SIDE};

/// How far the large patterns are looked for around their places, in steps.
const REACH: i8 = 10;
/// The same of the small one, once the large ones say where it should be: data may look like it farther away.
const SMALL_REACH: i8 = 4;
/// Steps of looking, in modules.
const STEP: f64 = 0.25;
/// How much of a module's shade blur has given to each of its neighbours in a row, in the order of trying: none
/// in a sharp picture, a quarter where a module cannot be told from the next.
const BLURS: [f64; 6] = [0.0, 0.1, 0.16, 0.2, 0.25, 0.3];

/// Reads the code; `None` where it is not one of a sheet.
pub(super) fn read(flat: &Flat) -> Option<Payload> {
    let side = CODE_IN_FRAME.width / count(SIDE);
    let plain = |p: Point| Flat::pixel(CODE_IN_FRAME.corner.moved(p.x * side, p.y * side));
    let corrections = corrections(flat, &plain);
    let payload = BLURS.iter().find_map(|&blur| {
        corrections.iter().flatten().find_map(|correction| {
            let shades = shades(flat, |p| plain(correction.apply(p)));
            qr::read(&modules(&shades, blur))
        })
    })?;
    let mut parts = payload.rsplitn(3, '/');
    let fingerprint = parts.next()?.to_owned();
    let page = parts.next()?.parse().ok().filter(|&page| page > 0)?;
    Some(Payload { code: parts.next()?.to_owned(), page, fingerprint })
}

/// What the code says.
pub(super) struct Payload {
    pub(super) code: String,
    pub(super) page: usize,
    pub(super) fingerprint: String,
}

/// Corrections in modules, the likeliest first: by all four patterns, by the three large ones, none.
fn corrections(flat: &Flat, place: &impl Fn(Point) -> Point) -> [Option<Homography>; 3] {
    let far = count(SIDE) - 3.5;
    let large = [Point::new(3.5, 3.5), Point::new(far, 3.5), Point::new(3.5, far)];
    let [first, right, below] =
        large.map(|middle| shift(flat, place, middle, &LARGE, Point::default(), REACH));
    let part = (far - 6.5) / (far - 3.5);
    let expected = Point::new(
        first.x + (right.x + below.x - 2.0 * first.x) * part,
        first.y + (right.y + below.y - 2.0 * first.y) * part,
    );
    let small = Point::new(far - 3.0, far - 3.0);
    let seen = shift(flat, place, small, &SMALL, expected, SMALL_REACH);
    let from = [large[0], large[1], small, large[2]];
    let with = |fourth: Point| {
        let to = [first, right, fourth, below];
        let to = std::array::from_fn(|n| from[n].moved(to[n].x, to[n].y));
        Homography::of_four(&from, &to)
    };
    [with(seen), with(expected), Homography::of_four(&from, &from)]
}

/// Concentric squares, as the weight of the shade of each module by its distance from the middle: light ones
/// add up to 1, dark ones to -1.
const LARGE: [f64; 4] = [-1.0 / 33.0, -1.0 / 33.0, 1.0 / 16.0, -1.0 / 33.0];
const SMALL: [f64; 3] = [-1.0 / 17.0, 1.0 / 8.0, -1.0 / 17.0];

/// The shift, in modules and near `from`, at which a pattern fits best.
fn shift(
    flat: &Flat,
    place: &impl Fn(Point) -> Point,
    middle: Point,
    rings: &[f64],
    from: Point,
    reach: i8,
) -> Point {
    let far = i8::try_from(rings.len()).unwrap_or(1) - 1;
    let mut best = (f64::NEG_INFINITY, from);
    for down in -reach..=reach {
        for along in -reach..=reach {
            let shift = from.moved(f64::from(along) * STEP, f64::from(down) * STEP);
            let mut fit = 0.0;
            for y in -far..=far {
                for x in -far..=far {
                    let ring = usize::from(x.unsigned_abs().max(y.unsigned_abs()));
                    let at = place(middle.moved(f64::from(x) + shift.x, f64::from(y) + shift.y));
                    fit += rings[ring] * f64::from(flat.shade(at));
                }
            }
            // Of equals, the nearest.
            fit -= 0.5 * shift.distance(from);
            if fit > best.0 {
                best = (fit, shift);
            }
        }
    }
    best.1
}

/// The mean shade of the middle of each module.
fn shades(flat: &Flat, place: impl Fn(Point) -> Point) -> Shades {
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
    shades
}

/// Shades of all modules.
type Shades = [[f64; SIDE]; SIDE];

/// Each module dark or light, against those around it, after as much blur is undone: by Van Cittert's steps,
/// each of which adds what the result, blurred again, lacks; kept between dark and light, which modules are.
/// Source: Jansson, *Deconvolution of Images and Spectra* (1997), chapter 4.
fn modules(shades: &Shades, blur: f64) -> Modules {
    let seen = evened(shades);
    let mut sharp = seen;
    if blur > 0.0 {
        for _ in 0..12 {
            let blurred = across(&across(&sharp, blur), blur);
            for ((sharp, seen), blurred) in
                sharp.iter_mut().flatten().zip(seen.iter().flatten()).zip(blurred.iter().flatten())
            {
                *sharp = (*sharp + seen - blurred).clamp(-1.0, 1.0);
            }
        }
    }
    sharp.map(|row| row.map(|shade| shade < 0.0))
}

/// Against the mean of five modules each way, dark about -1 and light about 1.
fn evened(shades: &Shades) -> Shades {
    let mut evened = [[0.0; SIDE]; SIDE];
    for (y, row) in evened.iter_mut().enumerate() {
        for (x, value) in row.iter_mut().enumerate() {
            let (top, bottom) = (y.saturating_sub(5), (y + 6).min(SIDE));
            let (left, right) = (x.saturating_sub(5), (x + 6).min(SIDE));
            let near = || shades[top..bottom].iter().flat_map(|row| &row[left..right]);
            let number = count((bottom - top) * (right - left));
            let mean = near().sum::<f64>() / number;
            let spread = near().map(|shade| (shade - mean).abs()).sum::<f64>() / number;
            *value = (shades[y][x] - mean) / spread.max(1.0);
        }
    }
    evened
}

/// Blurred along rows, rows and columns exchanged. Beyond the edge is paper.
fn across(shades: &Shades, blur: f64) -> Shades {
    let mut out = [[0.0; SIDE]; SIDE];
    for (y, row) in shades.iter().enumerate() {
        for x in 0..SIDE {
            let before = if x > 0 { row[x - 1] } else { 1.0 };
            let after = row.get(x + 1).copied().unwrap_or(1.0);
            out[x][y] = blur * (before + after) + (1.0 - 2.0 * blur) * row[x];
        }
    }
    out
}
