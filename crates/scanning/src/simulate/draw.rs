//! A page as a printer prints it: ink on paper, 10 pixels to the millimetre.

use super::Dice;
use crate::geometry::Point;
use crate::layout::{CORNER_DOT, CORNER_HOLE, CORNER_SIDE, PrintSize, SheetPage};
use crate::numbers::{byte, count, whole};
use crate::picture::Grey;
use crate::print::{LETTER_SHADE, OUTLINE};
use crate::qr;

/// How finely paper is drawn.
pub const PIXELS_PER_MM: f64 = 10.0;

/// Paper with ink on it; shades from 0, black, to 1, white.
#[derive(Debug, Clone)]
pub(super) struct Ink {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) shades: Vec<f32>,
}

impl Ink {
    fn blank(width_mm: f64, height_mm: f64) -> Self {
        let (width, height) = (whole(width_mm * PIXELS_PER_MM), whole(height_mm * PIXELS_PER_MM));
        Self { width, height, shades: vec![1.0; width * height] }
    }

    pub(super) fn of(grey: &Grey) -> Self {
        let shades = grey.pixels().iter().map(|&v| f32::from(v) / 255.0).collect();
        Self { width: grey.width(), height: grey.height(), shades }
    }

    pub(super) fn into_grey(self) -> Grey {
        let pixels = self.shades.iter().map(|&shade| byte(f64::from(shade) * 255.0)).collect();
        Grey::new(self.width, self.height, pixels)
            .unwrap_or_else(|| Grey::new(0, 0, Vec::new()).expect("empty"))
    }

    /// Lays ink on the pixels within `reach` of a point, as much as `cover` says of each place in millimetres:
    /// 0 leaves the paper, 1 makes it `shade`.
    pub(super) fn lay(&mut self, middle: Point, reach: f64, shade: f64, mut cover: impl FnMut(Point) -> f64) {
        let first = |v: f64| whole(((v - reach) * PIXELS_PER_MM).max(0.0));
        let last = |v: f64, most: usize| whole(((v + reach) * PIXELS_PER_MM + 1.0).max(0.0)).min(most);
        for y in first(middle.y)..last(middle.y, self.height) {
            for x in first(middle.x)..last(middle.x, self.width) {
                let place = Point::new((count(x) + 0.5) / PIXELS_PER_MM, (count(y) + 0.5) / PIXELS_PER_MM);
                let cover = cover(place).clamp(0.0, 1.0);
                if cover > 0.0 {
                    let at = &mut self.shades[y * self.width + x];
                    #[expect(clippy::cast_possible_truncation, reason = "a shade of 0 to 1")]
                    let mixed = (f64::from(*at) * (1.0 - cover) + shade * cover) as f32;
                    *at = at.min(mixed);
                }
            }
        }
    }

    pub(super) fn square(&mut self, corner: Point, width: f64, height: f64, shade: f32) {
        let column = |v: f64| whole((v * PIXELS_PER_MM).round().max(0.0));
        for y in column(corner.y)..column(corner.y + height).min(self.height) {
            for x in column(corner.x)..column(corner.x + width).min(self.width) {
                self.shades[y * self.width + x] = shade;
            }
        }
    }

    /// A straight stroke with round ends.
    pub(super) fn stroke(&mut self, from: Point, to: Point, thickness: f64, shade: f64) {
        let middle = Point::new(f64::midpoint(from.x, to.x), f64::midpoint(from.y, to.y));
        let reach = from.distance(to) / 2.0 + thickness;
        self.lay(middle, reach, shade, |p| edge(thickness / 2.0 - from_segment(p, from, to)));
    }
}

/// How much of a pixel lies within, from how far its middle does, in millimetres.
pub(super) fn edge(within: f64) -> f64 {
    (within * PIXELS_PER_MM + 0.5).clamp(0.0, 1.0)
}

/// How far a point is from a stretch of a line.
pub(super) fn from_segment(p: Point, from: Point, to: Point) -> f64 {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let length = (dx * dx + dy * dy).max(1e-12);
    let along = (((p.x - from.x) * dx + (p.y - from.y) * dy) / length).clamp(0.0, 1.0);
    p.distance(from.moved(dx * along, dy * along))
}

/// The page as printed and not yet filled. `dice` scribbles a name and words of about the right size.
pub fn drawn(page: &SheetPage, dice: &mut Dice) -> Grey {
    let size = page.paper.size();
    let mut ink = Ink::blank(size.width, size.height);
    for (n, corner) in page.corners().into_iter().enumerate() {
        let mut square = |side: f64, shade| {
            ink.square(corner.moved(-side / 2.0, -side / 2.0), side, side, shade);
        };
        square(CORNER_SIDE, 0.0);
        square(CORNER_HOLE, 1.0);
        if n != 0 {
            square(CORNER_DOT, 0.0);
        }
    }
    draw_code(&mut ink, page);
    for row in 0..3 {
        let from = page.on_paper(Point::new(8.0, 4.0 + 8.0 * f64::from(row)));
        scribble(&mut ink, from, 110.0, dice);
    }
    for row in &page.rows {
        let text = if page.print == PrintSize::Large { 4.6 } else { 2.4 };
        let left = row.area.corner.moved(3.0, text);
        for (n, c) in row.label.chars().enumerate() {
            glyph(
                &mut ink,
                left.moved(f64::from(u8::try_from(n).unwrap_or(0)) * text * 0.8, 0.0),
                text,
                c,
                0.0,
            );
        }
        for bubble in &row.bubbles {
            let (middle, radius) = (bubble.middle, bubble.radius);
            ink.lay(middle, radius + 1.0, 0.0, |p| edge(OUTLINE / 2.0 - (p.distance(middle) - radius).abs()));
            // Capitals are 0.72 of the font's size high.
            let tall = page.print.measures().letter * 0.72;
            for c in bubble.letter.chars().take(1) {
                glyph(&mut ink, middle, tall, c, f64::from(LETTER_SHADE) / 255.0);
            }
        }
        for &(from, length) in &row.lines {
            ink.stroke(from, from.moved(length, 0.0), 0.2, 0.0);
            scribble(&mut ink, from.moved(2.0, -2.0), length * dice.unit(), dice);
        }
    }
    ink.into_grey()
}

fn draw_code(ink: &mut Ink, page: &SheetPage) {
    let place = page.square_code();
    let Some(modules) = qr::draw(&page.payload()) else { return };
    let module = place.width / count(qr::SIDE);
    for (y, row) in modules.iter().enumerate() {
        for (x, _) in row.iter().enumerate().filter(|&(_, &dark)| dark) {
            ink.square(place.corner.moved(count(x) * module, count(y) * module), module, module, 0.0);
        }
    }
}

/// Something like writing.
fn scribble(ink: &mut Ink, from: Point, length: f64, dice: &mut Dice) {
    let mut at = from;
    while at.x < from.x + length {
        let to = Point::new(at.x + dice.between(0.3, 1.5), from.y + dice.between(-1.5, 1.5));
        if dice.chance(0.85) {
            ink.stroke(at, to, 0.35, 0.15);
        }
        at = to;
    }
}

/// A letter or digit of five by seven dots, its middle at `middle`, `tall` millimetres high.
fn glyph(ink: &mut Ink, middle: Point, tall: f64, c: char, shade: f64) {
    let dot = tall / 7.0;
    for (y, row) in dots(c).into_iter().enumerate() {
        for x in 0..5_u8 {
            if row >> (4 - x) & 1 == 1 {
                let at = middle.moved((f64::from(x) - 2.0) * dot, (count(y) - 3.0) * dot);
                ink.lay(at, dot, shade, |p| edge(dot * 0.5 - (p.x - at.x).abs().max((p.y - at.y).abs())));
            }
        }
    }
}

/// Coarse shapes of about as much ink as common sans serif letters.
fn dots(c: char) -> [u8; 7] {
    match c {
        'A' => [14, 17, 17, 31, 17, 17, 17],
        'B' => [30, 17, 17, 30, 17, 17, 30],
        'C' => [14, 17, 16, 16, 16, 17, 14],
        'D' => [30, 17, 17, 17, 17, 17, 30],
        'E' => [31, 16, 16, 30, 16, 16, 31],
        'F' => [31, 16, 16, 30, 16, 16, 16],
        'G' => [14, 17, 16, 23, 17, 17, 14],
        'H' => [17, 17, 17, 31, 17, 17, 17],
        '1' => [4, 12, 4, 4, 4, 4, 14],
        '2' => [14, 17, 1, 6, 8, 16, 31],
        '3' => [14, 17, 1, 6, 1, 17, 14],
        '4' => [2, 6, 10, 18, 31, 2, 2],
        '5' => [31, 16, 30, 1, 1, 17, 14],
        '6' => [14, 16, 30, 17, 17, 17, 14],
        '7' => [31, 1, 2, 4, 4, 8, 8],
        '8' => [14, 17, 17, 14, 17, 17, 14],
        '9' => [14, 17, 17, 15, 1, 1, 14],
        _ => [14, 17, 17, 17, 17, 17, 14],
    }
}
