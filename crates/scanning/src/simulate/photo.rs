//! How a camera or a scanner sees paper.

use super::Dice;
use super::draw::PIXELS_PER_MM;
use crate::geometry::{Homography, Point};
use crate::numbers::{byte, count, whole};
use crate::picture::Grey;

/// Under what conditions a picture is taken.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Conditions {
    /// Width of the picture in pixels.
    pub width: usize,
    /// Height of the picture in pixels.
    pub height: usize,
    /// How the paper is turned, in degrees clockwise.
    pub turn: f64,
    /// Angle between the line of sight and upright over the paper, in degrees.
    pub tilt: f64,
    /// The direction in which the camera leans, in degrees.
    pub tilt_towards: f64,
    /// Part of the picture that the paper fills, along the tighter side.
    pub filled: f64,
    /// How far the paper bows: largest shift of what is in its middle, in millimetres.
    pub bow: f64,
    /// Shade of brightly lit paper, 0 to 255.
    pub paper: f64,
    /// Shade of what lies under the paper.
    pub table: f64,
    /// Shade that black ink has in a picture: reflections and haze.
    pub black: f64,
    /// Part of the light that the darkest corner lacks.
    pub falloff: f64,
    /// Part of the light that a shadow with a soft edge takes; 0 for none.
    pub shadow: f64,
    /// Blur, as the standard deviation in pixels.
    pub blur: f64,
    /// Noise, as the standard deviation in shades of 255.
    pub noise: f64,
    /// Quality of the JPEG, 1 to 100.
    pub quality: u8,
}

impl Conditions {
    /// A flatbed scan at 200 dots per inch.
    pub fn scan() -> Self {
        Self {
            width: 1654,
            height: 2339,
            turn: 0.0,
            tilt: 0.0,
            tilt_towards: 0.0,
            filled: 1.0,
            bow: 0.0,
            paper: 245.0,
            table: 250.0,
            black: 20.0,
            falloff: 0.0,
            shadow: 0.0,
            blur: 0.6,
            noise: 2.0,
            quality: 90,
        }
    }

    /// A photograph of 8 megapixels by somebody who takes care: held nearly straight, in even light.
    pub fn easy(dice: &mut Dice) -> Self {
        let quarter = f64::from(u8::try_from(dice.below(4)).unwrap_or(0));
        let (width, height) = if dice.below(2) == 0 { (2448, 3264) } else { (3264, 2448) };
        Self {
            width,
            height,
            turn: 90.0 * quarter + dice.between(-5.0, 5.0),
            tilt: dice.between(0.0, 12.0),
            tilt_towards: dice.between(0.0, 360.0),
            filled: dice.between(0.8, 0.98),
            bow: dice.between(-0.5, 0.5),
            paper: dice.between(190.0, 240.0),
            table: dice.between(20.0, 170.0),
            black: dice.between(15.0, 45.0),
            falloff: dice.between(0.0, 0.25),
            shadow: 0.0,
            blur: dice.between(0.6, 1.6),
            noise: dice.between(1.0, 5.0),
            quality: 88,
        }
    }

    /// A photograph of 2 to 8 megapixels in haste: any turn, tilted by up to 35 degrees, bowed paper, a shadow,
    /// blur and noise.
    pub fn hard(dice: &mut Dice) -> Self {
        let size = [(1224, 1632), (1536, 2048), (2448, 3264)][dice.below(3)];
        let scale = count(size.0) / 1224.0;
        Self {
            width: size.0,
            height: size.1,
            turn: dice.between(0.0, 360.0),
            tilt: dice.between(0.0, 35.0),
            tilt_towards: dice.between(0.0, 360.0),
            filled: dice.between(0.85, 0.99),
            bow: dice.between(-1.5, 1.5),
            paper: dice.between(140.0, 235.0),
            table: dice.between(10.0, 200.0),
            black: dice.between(15.0, 60.0),
            falloff: dice.between(0.1, 0.5),
            shadow: if dice.chance(0.5) { dice.between(0.2, 0.5) } else { 0.0 },
            blur: dice.between(0.5, 1.2) * scale,
            noise: dice.between(3.0, 10.0),
            quality: 70,
        }
    }
}

/// A picture of marked paper, before it is packed as JPEG.
pub fn photograph(paper: &Grey, conditions: &Conditions, dice: &mut Dice) -> Grey {
    let (w, h) = (count(paper.width()), count(paper.height()));
    let corners = [Point::new(0.0, 0.0), Point::new(w, 0.0), Point::new(w, h), Point::new(0.0, h)];
    let seen = seen(&corners, conditions, dice);
    let Some(back) = Homography::of_four(&seen, &corners) else { return paper.clone() };
    let mut shades = Vec::with_capacity(conditions.width * conditions.height);
    let light = Light::new(conditions, dice);
    for y in 0..conditions.height {
        for x in 0..conditions.width {
            let place = back.apply(Point::new(count(x) + 0.5, count(y) + 0.5));
            let bow = conditions.bow * PIXELS_PER_MM * (std::f64::consts::PI * place.y / h).sin();
            let place = place.moved(bow * 0.5, bow);
            let within = (0.0..w).contains(&place.x) && (0.0..h).contains(&place.y);
            let shade = if within {
                conditions.black + (conditions.paper - conditions.black) * sampled(paper, place) / 255.0
            } else {
                conditions.table
            };
            #[expect(clippy::cast_possible_truncation, reason = "a shade")]
            shades.push((shade * light.at(x, y)) as f32);
        }
    }
    blur(&mut shades, conditions.width, conditions.blur);
    let pixels = shades.iter().map(|&s| byte(f64::from(s) + conditions.noise * dice.normal())).collect();
    Grey::new(conditions.width, conditions.height, pixels).unwrap_or_else(|| paper.clone())
}

/// Where the corners of the paper are seen, scaled and moved so that all of them are.
fn seen(corners: &[Point; 4], conditions: &Conditions, dice: &mut Dice) -> [Point; 4] {
    let middle = corners[2];
    let (turn, tilt, towards) =
        (conditions.turn.to_radians(), conditions.tilt.to_radians(), conditions.tilt_towards.to_radians());
    // A camera 1.4 times the paper's diagonal away.
    let away = 1.4 * middle.x.hypot(middle.y);
    let projected = corners.map(|p| {
        let (x, y) = (p.x - middle.x / 2.0, p.y - middle.y / 2.0);
        let (x, y) = (x * turn.cos() - y * turn.sin(), x * turn.sin() + y * turn.cos());
        let (along, across) = (x * towards.cos() + y * towards.sin(), -x * towards.sin() + y * towards.cos());
        let depth = away + along * tilt.sin();
        let (along, across) = (along * tilt.cos() * away / depth, across * away / depth);
        Point::new(
            along * towards.cos() - across * towards.sin(),
            along * towards.sin() + across * towards.cos(),
        )
    });
    let low = |get: fn(&Point) -> f64| projected.iter().map(get).fold(f64::INFINITY, f64::min);
    let high = |get: fn(&Point) -> f64| projected.iter().map(get).fold(f64::NEG_INFINITY, f64::max);
    let (left, top) = (low(|p| p.x), low(|p| p.y));
    let (width, height) = (high(|p| p.x) - left, high(|p| p.y) - top);
    let (room_x, room_y) = (count(conditions.width), count(conditions.height));
    let scale = conditions.filled * (room_x / width).min(room_y / height);
    let spare = Point::new((room_x - scale * width) * dice.unit(), (room_y - scale * height) * dice.unit());
    projected.map(|p| Point::new((p.x - left) * scale + spare.x, (p.y - top) * scale + spare.y))
}

struct Light {
    size: Point,
    falloff: f64,
    direction: Point,
    shadow: f64,
    edge: f64,
    edge_direction: Point,
}

impl Light {
    fn new(conditions: &Conditions, dice: &mut Dice) -> Self {
        let direction = |turn: f64| Point::new(turn.cos(), turn.sin());
        Self {
            size: Point::new(count(conditions.width), count(conditions.height)),
            falloff: conditions.falloff,
            direction: direction(dice.between(0.0, std::f64::consts::TAU)),
            shadow: conditions.shadow,
            edge: dice.between(-0.3, 0.3),
            edge_direction: direction(dice.between(0.0, std::f64::consts::TAU)),
        }
    }

    /// The part of the light that reaches a pixel.
    fn at(&self, x: usize, y: usize) -> f64 {
        let (x, y) = (count(x) / self.size.x - 0.5, count(y) / self.size.y - 0.5);
        let along = |d: Point| x * d.x + y * d.y;
        let even = 1.0 - self.falloff * (along(self.direction) + 0.707) / 1.414;
        // The edge of the shadow is 3 hundredths of the picture wide.
        let shaded = ((along(self.edge_direction) - self.edge) / 0.03 + 0.5).clamp(0.0, 1.0);
        even * (1.0 - self.shadow * shaded)
    }
}

/// The shade between four pixels.
fn sampled(paper: &Grey, p: Point) -> f64 {
    let (x, y) = ((p.x - 0.5).max(0.0), (p.y - 0.5).max(0.0));
    let (left, top) = (whole(x), whole(y));
    let (along, down) = (x - count(left), y - count(top));
    let at = |x: usize, y: usize| f64::from(paper.at(x, y));
    let upper = at(left, top) * (1.0 - along) + at(left + 1, top) * along;
    let lower = at(left, top + 1) * (1.0 - along) + at(left + 1, top + 1) * along;
    upper * (1.0 - down) + lower * down
}

/// Three running means each way, which come near to a bell curve of this standard deviation.
fn blur(shades: &mut [f32], width: usize, deviation: f64) {
    // The variance of a window of n is (n^2 - 1) / 12; a window of part weights at its ends fits any deviation.
    let n = (4.0 * deviation * deviation + 1.0).sqrt();
    let height = shades.len() / width.max(1);
    let mut line = Vec::new();
    for _ in 0..3 {
        for row in shades.chunks_exact_mut(width) {
            running_mean(row, n, &mut line);
        }
        let mut column = vec![0.0; height];
        for x in 0..width {
            for (y, value) in column.iter_mut().enumerate() {
                *value = shades[y * width + x];
            }
            running_mean(&mut column, n, &mut line);
            for (y, value) in column.iter().enumerate() {
                shades[y * width + x] = *value;
            }
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "shades and weights")]
fn running_mean(values: &mut [f32], n: f64, line: &mut Vec<f32>) {
    let half = (n - 1.0) / 2.0;
    let inner = whole(half);
    let part = (half - count(inner)) as f32;
    line.clear();
    line.extend_from_slice(values);
    let last = line.len().saturating_sub(1);
    let get = |at: isize| line[usize::try_from(at.max(0)).unwrap_or(0).min(last)];
    let inner_signed = isize::try_from(inner).unwrap_or(0);
    let mut sum: f32 = (-inner_signed..=inner_signed).map(get).sum();
    for (at, value) in values.iter_mut().enumerate() {
        let at = isize::try_from(at).unwrap_or(0);
        let ends = get(at - inner_signed - 1) + get(at + inner_signed + 1);
        *value = (sum + part * ends) / n as f32;
        sum += get(at + inner_signed + 1) - get(at - inner_signed);
    }
}
