//! BFGS that asks for one value and gradient at a time, so that several climb in one pass.

/// Free numbers of a competency, at most.
pub(super) const FREE: usize = 5;

pub(super) type Point = [f64; FREE];

/// The largest step in one free number (a logit).
const LONGEST: f64 = 2.0;

/// One climb.
#[derive(Debug, Clone)]
pub(super) struct Climber {
    /// Where to look next.
    pub(super) ask: Point,
    /// The best point so far, and its value.
    pub(super) best: Point,
    pub(super) value: f64,
    pub(super) done: bool,
    gradient: Point,
    /// The inverse of minus the Hessian, nearly.
    inverse: [Point; FREE],
    direction: Point,
    length: f64,
}

fn dot(a: &Point, b: &Point) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

impl Climber {
    pub(super) fn new(start: Point) -> Self {
        Self {
            ask: start,
            best: start,
            value: f64::NEG_INFINITY,
            done: false,
            gradient: [0.0; FREE],
            inverse: [[0.0; FREE]; FREE],
            direction: [0.0; FREE],
            length: 1.0,
        }
    }

    /// Hears value, gradient and complete-data information (a diagonal) at `ask`, and moves on.
    pub(super) fn hear(&mut self, value: f64, gradient: Point, information: &Point, tolerance: f64) {
        if self.done {
            return;
        }
        let begun = self.value > f64::NEG_INFINITY;
        let promise = self.length * dot(&self.direction, &self.gradient);
        let enough = self.value + 1e-4 * promise - 1e-12 * self.value.abs();
        if begun && (value.is_nan() || value < enough) {
            self.length *= 0.3;
            self.done = self.length < 1e-4;
            self.aim();
            return;
        }
        if begun {
            self.learn(&gradient, information);
        } else {
            self.reset(information);
        }
        (self.best, self.value, self.gradient) = (self.ask, value, gradient);
        self.direction = std::array::from_fn(|i| dot(&self.inverse[i], &gradient));
        if dot(&self.direction, &gradient) <= 0.0 {
            self.reset(information);
            self.direction = std::array::from_fn(|i| dot(&self.inverse[i], &gradient));
        }
        self.done = dot(&self.direction, &gradient) < tolerance;
        let longest = self.direction.iter().fold(0.0_f64, |most, by| most.max(by.abs()));
        self.length = if longest > LONGEST { LONGEST / longest } else { 1.0 };
        self.aim();
    }

    fn aim(&mut self) {
        let length = if self.done { 0.0 } else { self.length };
        self.ask = std::array::from_fn(|i| self.best[i] + length * self.direction[i]);
    }

    fn reset(&mut self, information: &Point) {
        self.inverse = [[0.0; FREE]; FREE];
        for (i, row) in self.inverse.iter_mut().enumerate() {
            row[i] = 1.0 / information[i].max(1e-2);
        }
    }

    /// The BFGS update of the inverse.
    fn learn(&mut self, gradient: &Point, information: &Point) {
        let step: Point = std::array::from_fn(|i| self.ask[i] - self.best[i]);
        let fall: Point = std::array::from_fn(|i| self.gradient[i] - gradient[i]);
        let bend = dot(&step, &fall);
        if bend <= 1e-12 * dot(&step, &step).sqrt() * dot(&fall, &fall).sqrt() {
            self.reset(information);
            return;
        }
        let pulled: Point = std::array::from_fn(|i| dot(&self.inverse[i], &fall));
        let scale = (bend + dot(&fall, &pulled)) / (bend * bend);
        for i in 0..FREE {
            for j in 0..FREE {
                self.inverse[i][j] +=
                    scale * step[i] * step[j] - (pulled[i] * step[j] + step[i] * pulled[j]) / bend;
            }
        }
    }
}
