//! Numbers to places.

/// A straight axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Axis {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl Axis {
    /// An axis whose ends are round numbers.
    pub(super) fn new(low: f64, high: f64, from: f64, to: f64) -> Self {
        let (low, high) = apart(low, high);
        let step = step(low, high, 6);
        Self { low: (low / step).floor() * step, high: (high / step).ceil() * step, from, to }
    }

    /// An axis with these ends.
    pub(super) fn exact(low: f64, high: f64, from: f64, to: f64) -> Self {
        let (low, high) = apart(low, high);
        Self { low, high, from, to }
    }

    /// The place of a number.
    pub(super) fn at(&self, number: f64) -> f64 {
        self.from + (number - self.low) / (self.high - self.low) * (self.to - self.from)
    }

    /// About `most` round numbers.
    pub(super) fn ticks(&self, most: usize) -> Vec<f64> {
        let step = step(self.low, self.high, most);
        let mut tick = (self.low / step - 1e-9).ceil() * step;
        let mut out = Vec::new();
        while tick <= self.high + 1e-9 * step && out.len() < 100 {
            out.push(if tick.abs() < 1e-9 * step { 0.0 } else { tick });
            tick += step;
        }
        out
    }
}

fn apart(low: f64, high: f64) -> (f64, f64) {
    if high > low { (low, high) } else { (low - 0.5, high + 0.5) }
}

/// 1, 2 or 5 times a power of ten, so that there are at most `most` steps.
fn step(low: f64, high: f64, most: usize) -> f64 {
    let least = (high - low) / most.max(1) as f64;
    let power = 10.0_f64.powf(least.log10().floor());
    [1.0, 2.0, 5.0, 10.0].map(|times| times * power).into_iter().find(|step| *step >= least).unwrap_or(least)
}

/// A number as short as it goes.
pub(super) fn number(value: f64) -> String {
    let text = format!("{value:.4}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{Axis, number};

    #[test]
    fn ticks_are_round_and_inside() {
        let axis = Axis::new(0.03, 0.97, 0.0, 100.0);
        assert_eq!(
            axis.ticks(6).iter().map(|tick| number(*tick)).collect::<Vec<_>>(),
            ["0", "0.2", "0.4", "0.6", "0.8", "1"]
        );
        assert!((axis.at(0.5) - 50.0).abs() < 1e-9);
        let exact = Axis::exact(-2.5, 2.5, 0.0, 100.0);
        assert_eq!(exact.ticks(5), [-2.0, -1.0, 0.0, 1.0, 2.0]);
    }

    #[test]
    fn one_number_alone_still_has_a_place() {
        let axis = Axis::exact(3.0, 3.0, 0.0, 10.0);
        assert!((axis.at(3.0) - 5.0).abs() < 1e-9);
    }
}
