//! How people mark bubbles.

use super::Dice;
use super::draw::{Ink, edge, from_segment};
use crate::geometry::Point;
use crate::layout::{Bubble, SheetPage};
use crate::picture::Grey;

/// What was done to a bubble.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Filled, as was asked.
    Filled,
    /// Filled so lightly that it may be an accident.
    Faint,
    /// Filled, then rubbed out.
    Erased,
    /// About half of it filled.
    Half,
    /// A tick in place of filling.
    Tick,
    /// Filled, then crossed out.
    CrossedOut,
}

/// How somebody fills bubbles.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hand {
    /// Shade of what is filled: 0 black (a pen), 1 white. A hard pencil leaves about 0.6.
    pub shade: f64,
    /// Distance of the strokes in millimetres: above their thickness of 0.6, paper shows between them.
    pub stroke_gap: f64,
    /// How far the middle of a filling is off the middle of its bubble, in millimetres.
    pub off: f64,
    /// Radius of the filling as part of the bubble's.
    pub reach: f64,
    /// How rough the pencil's grain is: standard deviation of the shade.
    pub grain: f64,
}

impl Hand {
    /// A careful person with a soft pencil or a pen.
    pub fn careful(dice: &mut Dice) -> Self {
        Self {
            shade: dice.between(0.1, 0.45),
            stroke_gap: dice.between(0.35, 0.6),
            off: dice.between(0.0, 0.25),
            reach: dice.between(0.88, 1.05),
            grain: dice.between(0.03, 0.08),
        }
    }

    /// A hasty person, or one with a hard pencil.
    pub fn hasty(dice: &mut Dice) -> Self {
        Self {
            shade: dice.between(0.15, 0.6),
            stroke_gap: dice.between(0.45, 0.8),
            off: dice.between(0.1, 0.6),
            reach: dice.between(0.75, 1.15),
            grain: dice.between(0.05, 0.15),
        }
    }
}

/// Marks bubbles of a page drawn with [`super::drawn`]; each is given as its row on the page and its number.
pub fn mark(
    drawn: &Grey,
    page: &SheetPage,
    marks: &[(usize, usize, Mark)],
    hand: &Hand,
    dice: &mut Dice,
) -> Grey {
    let mut ink = Ink::of(drawn);
    for &(row, bubble, mark) in marks {
        if let Some(bubble) = page.rows.get(row).and_then(|row| row.bubbles.get(bubble)) {
            one(&mut ink, bubble, mark, hand, dice);
        }
    }
    ink.into_grey()
}

/// Short pencil strokes anywhere among the rows, as a slipping hand leaves them.
pub fn strays(paper: &Grey, page: &SheetPage, count: usize, dice: &mut Dice) -> Grey {
    let mut ink = Ink::of(paper);
    for _ in 0..count {
        let Some(row) = page.rows.get(dice.below(page.rows.len())) else { break };
        let from = row.area.corner.moved(row.area.width * dice.unit(), row.area.height * dice.unit());
        let (sin, cos) = dice.between(0.0, std::f64::consts::TAU).sin_cos();
        let length = dice.between(1.0, 10.0);
        ink.stroke(from, from.moved(length * cos, length * sin), 0.4, dice.between(0.3, 0.7));
    }
    ink.into_grey()
}

fn one(ink: &mut Ink, bubble: &Bubble, mark: Mark, hand: &Hand, dice: &mut Dice) {
    let radius = bubble.radius;
    match mark {
        Mark::Filled => filling(ink, bubble, hand, hand.shade, f64::INFINITY, dice),
        Mark::Faint => filling(ink, bubble, hand, dice.between(0.8, 0.92), f64::INFINITY, dice),
        Mark::Erased => filling(ink, bubble, hand, dice.between(0.86, 0.95), f64::INFINITY, dice),
        Mark::Half => filling(ink, bubble, hand, hand.shade, dice.between(-0.2, 0.1) * radius, dice),
        Mark::Tick => {
            let low = bubble.middle.moved(-0.2 * radius, 0.6 * radius);
            ink.stroke(low.moved(-0.5 * radius, -0.6 * radius), low, 0.5, hand.shade);
            ink.stroke(low, low.moved(radius, -1.6 * radius), 0.5, hand.shade);
        }
        Mark::CrossedOut => {
            filling(ink, bubble, hand, hand.shade, f64::INFINITY, dice);
            let arm = radius * dice.between(1.3, 1.6);
            for side in [-1.0, 1.0] {
                let from = bubble.middle.moved(-arm, -arm * side);
                ink.stroke(from, bubble.middle.moved(arm, arm * side), 0.5, hand.shade);
            }
        }
    }
}

/// Strokes to and fro within a circle, of which the part right of `until` stays empty.
fn filling(ink: &mut Ink, bubble: &Bubble, hand: &Hand, shade: f64, until: f64, dice: &mut Dice) {
    let turn = dice.between(0.0, std::f64::consts::TAU);
    let middle = bubble.middle.moved(hand.off * turn.cos(), hand.off * turn.sin());
    let slant = dice.between(-1.2, 1.2);
    let radius = bubble.radius * hand.reach;
    let mut across = -radius + 0.25;
    while across < radius - 0.2 {
        let half = (radius * radius - across * across).sqrt() * dice.between(0.85, 1.05);
        let end = |along: f64| {
            middle
                .moved(along * slant.cos() - across * slant.sin(), along * slant.sin() + across * slant.cos())
        };
        let (from, to) = (end(-half), end(half));
        let reach = half + 1.0;
        let between = Point::new(f64::midpoint(from.x, to.x), f64::midpoint(from.y, to.y));
        ink.lay(between, reach, shade, |p| {
            let grain = 1.0 - hand.grain * dice.normal().abs();
            let kept = edge(until - (p.x - bubble.middle.x));
            edge(0.3 - from_segment(p, from, to)) * grain * kept
        });
        across += hand.stroke_gap;
    }
}
