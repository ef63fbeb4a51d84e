//! The page laid flat: seen straight from above, always at the same scale.

use crate::geometry::{Homography, Point};
use crate::layout::{FRAME_HEIGHT, FRAME_WIDTH, frame_corners};
use crate::numbers::{count, whole};
use crate::picture::Grey;

/// The frame of a page and a little around it, seen from straight above.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flat(pub(crate) Grey);

/// Pixels to the millimetre of a page laid flat: the outline of a bubble is then about two pixels thick.
pub const FLAT_SCALE: f64 = 6.0;
/// What is kept around the frame, in millimetres.
const MARGIN: f64 = 6.0;

impl Flat {
    /// Where a point of the frame, in millimetres, is on the flat page, in pixels.
    pub(crate) fn pixel(in_frame: Point) -> Point {
        Point::new((in_frame.x + MARGIN) * FLAT_SCALE, (in_frame.y + MARGIN) * FLAT_SCALE)
    }

    /// The shade at a place in pixels; white outside.
    pub(crate) fn shade(&self, at: Point) -> u8 {
        if at.x < 0.0 || at.y < 0.0 { 255 } else { self.0.at(whole(at.x), whole(at.y)) }
    }

    /// All of it, as a picture.
    pub fn picture(&self) -> &Grey {
        &self.0
    }
}

/// Lays a page flat from the coarsest of `picture` and its `halved` forms that still has enough detail.
/// `corners` are in pixels of `picture`.
pub(super) fn flatten(picture: &Grey, halved: &[Grey], corners: &[Point; 4]) -> Option<Flat> {
    // The finest scale that any edge of the page has, in pixels to the millimetre.
    let scale = (corners[0].distance(corners[1]) / FRAME_WIDTH)
        .max(corners[2].distance(corners[3]) / FRAME_WIDTH)
        .max(corners[1].distance(corners[2]) / FRAME_HEIGHT)
        .max(corners[3].distance(corners[0]) / FRAME_HEIGHT);
    let mut from = picture;
    let mut shrunk = 1.0;
    for level in halved {
        if scale / (2.0 * shrunk) < FLAT_SCALE {
            break;
        }
        from = level;
        shrunk *= 2.0;
    }
    let there =
        Homography::of_four(&frame_corners(), &corners.map(|p| Point::new(p.x / shrunk, p.y / shrunk)))?;
    let width = whole((FRAME_WIDTH + 2.0 * MARGIN) * FLAT_SCALE);
    let height = whole((FRAME_HEIGHT + 2.0 * MARGIN) * FLAT_SCALE);
    let mut pixels = Vec::with_capacity(width * height);
    let matrix = &there.0;
    let first = 0.5 / FLAT_SCALE - MARGIN;
    for row in 0..height {
        let down = (count(row) + 0.5) / FLAT_SCALE - MARGIN;
        // Along a row, all three coordinates grow evenly.
        let mut at = [0, 3, 6].map(|n| matrix[n] * first + matrix[n + 1] * down + matrix[n + 2]);
        for _ in 0..width {
            pixels.push(between(from, at[0] / at[2] - 0.5, at[1] / at[2] - 0.5));
            for (value, n) in at.iter_mut().zip([0, 3, 6]) {
                *value += matrix[n] / FLAT_SCALE;
            }
        }
    }
    Grey::new(width, height, pixels).map(Flat)
}

/// The shade between four pixels, in whole numbers; white beyond the picture.
fn between(picture: &Grey, x: f64, y: f64) -> u8 {
    let (most_x, most_y) = (count(picture.width() - 1), count(picture.height() - 1));
    if !(0.0..most_x).contains(&x) || !(0.0..most_y).contains(&y) {
        return 255;
    }
    let (left, top) = (whole(x), whole(y));
    let part = |v: f64, from: usize| u32::try_from(whole((v - count(from)) * 256.0)).unwrap_or(0).min(256);
    let (along, down) = (part(x, left), part(y, top));
    let at = top * picture.width() + left;
    let (upper, lower) = (&picture.pixels()[at..], &picture.pixels()[at + picture.width()..]);
    let mixed = |row: &[u8]| u32::from(row[0]) * (256 - along) + u32::from(row[1]) * along;
    let shade = (mixed(upper) * (256 - down) + mixed(lower) * down + (1 << 15)) >> 16;
    u8::try_from(shade).unwrap_or(u8::MAX)
}
