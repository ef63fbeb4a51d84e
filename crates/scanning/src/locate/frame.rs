//! Four corner marks that fit together.

use super::ReadFailure;
use super::corners::{Corner, corner};
use super::dark::{Looking, dark};
use super::shapes::shapes;
use crate::geometry::{Homography, Point};
use crate::layout::{CORNER_SIDE, frame_corners};
use crate::picture::Grey;

/// Most shapes that are tried as corner marks; a page has four, and little else looks like them.
const MOST_TRIED: usize = 24;
/// How much the area of a mark may differ from what the other marks make it, as the logarithm of the ratio:
/// blur and light make marks larger or smaller by up to a third.
const MOST_OFF: f64 = 0.5;

/// The middles of the four corner marks, clockwise from the top left of the page.
pub(super) fn find(picture: &Grey, looking: Looking) -> Result<[Point; 4], ReadFailure> {
    let mask = dark(picture, looking);
    let mut found: Vec<Corner> =
        shapes(&mask, picture.width()).iter().filter_map(|shape| corner(picture, &mask, shape)).collect();
    found.sort_by(|a, b| b.area.total_cmp(&a.area));
    found.truncate(MOST_TRIED);
    let mut frames = frames(&found);
    frames.sort_by(|a, b| a.off.total_cmp(&b.off));
    let Some(best) = frames.first() else {
        return Err(if found.is_empty() { ReadFailure::NoSheet } else { ReadFailure::Corners });
    };
    let apart = |other: &Frame| other.members.iter().all(|m| !best.members.contains(m));
    if frames.iter().any(apart) {
        return Err(ReadFailure::Several);
    }
    Ok(best.members.map(|n| found[n].middle))
}

/// Four of the shapes, as places in their list.
struct Frame {
    members: [usize; 4],
    /// How badly the areas fit: the largest logarithm of a ratio.
    off: f64,
}

fn frames(found: &[Corner]) -> Vec<Frame> {
    let mut frames = Vec::new();
    let dots: Vec<usize> = (0..found.len()).filter(|&n| found[n].dot).collect();
    for first in (0..found.len()).filter(|&n| !found[n].dot) {
        for (at, &a) in dots.iter().enumerate() {
            for (next, &b) in dots.iter().enumerate().skip(at + 1) {
                for &c in dots.iter().skip(next + 1) {
                    let members = clockwise(found, [first, a, b, c]);
                    if let Some(off) = off(&members.map(|n| found[n])) {
                        frames.push(Frame { members, off });
                    }
                }
            }
        }
    }
    frames
}

/// The same four, the first one first, the others as they follow clockwise around their common middle.
fn clockwise(found: &[Corner], mut members: [usize; 4]) -> [usize; 4] {
    let all = members.map(|n| found[n].middle);
    let middle =
        Point::new(all.iter().map(|p| p.x).sum::<f64>() / 4.0, all.iter().map(|p| p.y).sum::<f64>() / 4.0);
    let turn = |n: usize| {
        let p = found[n].middle;
        (p.y - middle.y).atan2(p.x - middle.x)
    };
    let start = turn(members[0]);
    let after = |n: usize| (turn(n) - start).rem_euclid(std::f64::consts::TAU);
    members[1..].sort_by(|&a, &b| after(a).total_cmp(&after(b)));
    members
}

/// How badly four marks in order fit a page, if they may be one.
fn off(corners: &[Corner; 4]) -> Option<f64> {
    let seen = corners.map(|c| c.middle);
    let turns_right = |n: usize| {
        let (a, b, c) = (seen[n], seen[(n + 1) % 4], seen[(n + 2) % 4]);
        (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x) > 0.0
    };
    if !(0..4).all(turns_right) {
        return None;
    }
    let frame = frame_corners();
    let there = Homography::of_four(&frame, &seen)?;
    let mut worst: f64 = 0.0;
    for (corner, place) in corners.iter().zip(frame) {
        let half = CORNER_SIDE / 2.0;
        let square = [(-half, -half), (half, -half), (half, half), (-half, half)]
            .map(|(x, y)| there.apply(place.moved(x, y)));
        let expected: f64 = (0..4).map(|n| cross(square[n], square[(n + 1) % 4])).sum::<f64>() / 2.0;
        let off = (corner.area / expected.max(1e-6)).ln().abs();
        worst = worst.max(off);
    }
    (worst <= MOST_OFF).then_some(worst)
}

fn cross(a: Point, b: Point) -> f64 {
    a.x * b.y - a.y * b.x
}
