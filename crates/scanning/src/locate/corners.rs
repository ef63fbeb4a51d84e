//! Shapes that may be corner marks: dark squares with a light square in them, with or without a dark dot.

use super::shapes::Shape;
use crate::geometry::Point;
use crate::layout::CORNER_SIDE;
use crate::numbers::{count, whole};
use crate::picture::Grey;

/// A shape that looks like a corner mark.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Corner {
    /// Its middle, in pixels.
    pub(super) middle: Point,
    /// Its area with what lies within, in pixels.
    pub(super) area: f64,
    /// Whether there is a dot in it; only the top left mark has none.
    pub(super) dot: bool,
}

/// Least side of a corner mark, in pixels: below, its dot cannot be seen.
const LEAST_SIDE: usize = 10;
/// Of a filled parallelogram, area squared over the determinant of its second moments is 144; of an ellipse
/// it is 158 and of a triangle 108, whatever their tilt. Blur makes a square rounder.
const SQUARENESS: std::ops::RangeInclusive<f64> = 132.0..=154.0;
/// Light and dark of a mark differ by at least this many shades of 255.
const LEAST_CONTRAST: f64 = 25.0;

/// The shape as a corner mark, if it may be one.
pub(super) fn corner(picture: &Grey, mask: &[bool], shape: &Shape) -> Option<Corner> {
    let (width, height) = (shape.width(), shape.height());
    let most = picture.width().max(picture.height()) / 6;
    if width.min(height) < LEAST_SIDE || width.max(height) > most || width.max(height) > 3 * width.min(height)
    {
        return None;
    }
    // A ring of 56 parts of 81 fills its box to that part, or half of it when it stands on a corner.
    let in_box = count(shape.ink) / count(width * height);
    if !(0.2..=0.95).contains(&in_box) {
        return None;
    }
    let filled = Filled::of(mask, picture.width(), shape);
    let light = 1.0 - count(shape.ink) / filled.area;
    let squareness = filled.area * filled.area / filled.determinant();
    if !(0.12..=0.55).contains(&light) || !SQUARENESS.contains(&squareness) {
        return None;
    }
    // Distances from the middle, in millimetres: between dot and hole's edge, and between that and the outer.
    let hole = filled.mean_on_circle(picture, 2.0);
    let ring = filled.mean_on_circle(picture, 3.9);
    if hole - ring < LEAST_CONTRAST {
        return None;
    }
    let middle = filled.mean_on_circle(picture, 0.4);
    Some(Corner { middle: filled.middle, area: filled.area, dot: middle < f64::midpoint(hole, ring) })
}

/// A shape with everything that it encloses.
struct Filled {
    middle: Point,
    area: f64,
    /// Second moments: along x, along y, mixed.
    moments: [f64; 3],
}

impl Filled {
    fn of(mask: &[bool], stride: usize, shape: &Shape) -> Self {
        let outside = outside(mask, stride, shape);
        let mut sums = [0.0; 6];
        for (n, _) in outside.iter().enumerate().filter(|&(_, &out)| !out) {
            let (x, y) = (count(n % shape.width()), count(n / shape.width()));
            for (sum, term) in sums.iter_mut().zip([1.0, x, y, x * x, y * y, x * y]) {
                *sum += term;
            }
        }
        let [area, x, y, xx, yy, xy] = sums;
        let area = area.max(1.0);
        let (x, y) = (x / area, y / area);
        // A pixel is itself a square, with moments of a twelfth.
        let moments = [xx / area - x * x + 1.0 / 12.0, yy / area - y * y + 1.0 / 12.0, xy / area - x * y];
        let middle = Point::new(count(shape.left) + x + 0.5, count(shape.top) + y + 0.5);
        Self { middle, area, moments }
    }

    fn determinant(&self) -> f64 {
        let [xx, yy, xy] = self.moments;
        (xx * yy - xy * xy).max(1e-6)
    }

    /// The mean shade on a circle of the mark, its radius in millimetres, as tilted as the mark is.
    fn mean_on_circle(&self, picture: &Grey, radius: f64) -> f64 {
        let [xx, yy, xy] = self.moments;
        // Cholesky's root of the moments takes a circle to the ellipse; those of a square of side 1 are a twelfth.
        let a = xx.max(1e-6).sqrt();
        let b = xy / a;
        let c = (yy - b * b).max(1e-6).sqrt();
        let scale = 12.0_f64.sqrt() * radius / CORNER_SIDE;
        let sum: f64 = (0..24_u8)
            .map(|n| {
                let (sin, cos) = (f64::from(n) * std::f64::consts::TAU / 24.0).sin_cos();
                let at = self.middle.moved(scale * a * cos, scale * (b * cos + c * sin));
                f64::from(picture.at(whole(at.x), whole(at.y)))
            })
            .sum();
        sum / 24.0
    }
}

/// For each pixel of the shape's box, whether it is reached from the box's edge without crossing the shape.
fn outside(mask: &[bool], stride: usize, shape: &Shape) -> Vec<bool> {
    let (width, height) = (shape.width(), shape.height());
    let own = own(mask, stride, shape);
    let mut outside = vec![false; width * height];
    let mut waiting: Vec<usize> = (0..width)
        .flat_map(|x| [x, (height - 1) * width + x])
        .chain((0..height).flat_map(|y| [y * width, y * width + width - 1]))
        .collect();
    while let Some(at) = waiting.pop() {
        if !outside[at] && !own[at] {
            outside[at] = true;
            waiting.extend(around(at, width, height));
        }
    }
    outside
}

/// For each pixel of the shape's box, whether it belongs to the shape.
fn own(mask: &[bool], stride: usize, shape: &Shape) -> Vec<bool> {
    let (width, height) = (shape.width(), shape.height());
    let mut own = vec![false; width * height];
    let mut waiting = vec![(shape.seed.1 - shape.top) * width + shape.seed.0 - shape.left];
    while let Some(at) = waiting.pop() {
        let dark = mask[(shape.top + at / width) * stride + shape.left + at % width];
        if dark && !own[at] {
            own[at] = true;
            waiting.extend(around(at, width, height));
        }
    }
    own
}

/// The pixels that share a side with one.
fn around(at: usize, width: usize, height: usize) -> impl Iterator<Item = usize> {
    let (x, y) = (at % width, at / width);
    let left = (x > 0).then(|| at - 1);
    let right = (x + 1 < width).then(|| at + 1);
    let up = (y > 0).then(|| at - width);
    let down = (y + 1 < height).then(|| at + width);
    [left, right, up, down].into_iter().flatten()
}
