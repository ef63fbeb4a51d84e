//! How long until so much more has happened, of something that happens at a rate that is not known for sure.
//!
//! Events come by a Poisson process; its rate is known as a gamma distribution, from what was seen and from what
//! others did before. The waiting time for `amount` more events is then a gamma mixed over the rate: the compound
//! gamma, or scaled beta prime, distribution, whose quantiles are those of a beta.
//! Source: Gelman et al., Bayesian Data Analysis, 3rd ed. (2013), sections 2.6 and 2.7; Dubey, Compound gamma, beta
//! and F distributions, Metrika 16 (1970) 27-31. The prior from others: Marshall, Applied Statistics 40 (1991)
//! 283-294.

/// What is known of a rate, in events per unit of exposure: a gamma distribution.
///
/// Shape: both finite and above 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    shape: f64,
    exposure: f64,
}

/// What was seen of one: how much happened, in how long.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seen {
    /// How many events; fractions count as such.
    pub amount: f64,
    /// In how long.
    pub exposure: f64,
}

impl Rate {
    /// As if `amount` events had been seen in `exposure`; `None` unless both are finite and above 0.
    pub fn new(amount: f64, exposure: f64) -> Option<Self> {
        let sound = |value: f64| value.is_finite() && value > 0.0;
        (sound(amount) && sound(exposure)).then_some(Self { shape: amount, exposure })
    }

    /// From what others did, by Marshall's moments: their mean rate, as firm as they are alike. `None` with fewer
    /// than two of them, or when nothing has happened.
    ///
    /// Others who differ no more than chance would have it are taken as firm as all their exposure, and no firmer.
    pub fn of_others(others: &[Seen]) -> Option<Self> {
        let others: Vec<Seen> =
            others.iter().copied().filter(|one| one.exposure > 0.0 && one.amount >= 0.0).collect();
        let exposure: f64 = others.iter().map(|one| one.exposure).sum();
        let amount: f64 = others.iter().map(|one| one.amount).sum();
        if others.len() < 2 || amount <= 0.0 || !exposure.is_finite() {
            return None;
        }
        let mean = amount / exposure;
        let squares: f64 =
            others.iter().map(|one| one.exposure * (one.amount / one.exposure - mean).powi(2)).sum();
        let typical = exposure / others.len() as f64;
        let between = squares / exposure - mean / typical;
        let firmest = mean / exposure;
        Self::new(mean * mean / between.max(firmest), mean / between.max(firmest))
    }

    /// After more was seen.
    #[must_use]
    pub fn after(self, seen: Seen) -> Self {
        let more = |value: f64| if value.is_finite() { value.max(0.0) } else { 0.0 };
        Self { shape: self.shape + more(seen.amount), exposure: self.exposure + more(seen.exposure) }
    }

    /// The mean of the rate.
    pub fn mean(self) -> f64 {
        self.shape / self.exposure
    }

    /// The exposure within which `amount` more has happened with probability `p`.
    ///
    /// 0 where `amount` is not above 0; `None` unless `p` lies above 0 and below 1.
    pub fn wait(self, amount: f64, p: f64) -> Option<f64> {
        let is_chance = p > 0.0 && p < 1.0;
        if !is_chance || !amount.is_finite() {
            return None;
        }
        if amount <= 0.0 {
            return Some(0.0);
        }
        // Odds from the smallest to the largest: bisection on their logarithm.
        let (mut low, mut high) = (-60.0_f64, 60.0_f64);
        for _ in 0..100 {
            let middle = 0.5 * (low + high);
            if beta_below(middle.exp(), amount, self.shape) < p {
                low = middle;
            } else {
                high = middle;
            }
        }
        Some(self.exposure * (0.5 * (low + high)).exp())
    }
}

/// The chance that a beta variable of `a` and `b` has odds below `odds`: the regularized incomplete beta function
/// at `odds / (1 + odds)`, by Lentz's continued fraction on the side where it converges.
fn beta_below(odds: f64, a: f64, b: f64) -> f64 {
    let (x, rest) = (odds / (1.0 + odds), 1.0 / (1.0 + odds));
    let front = libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b) + a * x.ln() + b * rest.ln();
    if x < (a + 1.0) / (a + b + 2.0) {
        front.exp() * fraction(x, a, b) / a
    } else {
        1.0 - front.exp() * fraction(rest, b, a) / b
    }
}

/// The continued fraction of the incomplete beta function (Abramowitz & Stegun 26.5.8).
fn fraction(x: f64, a: f64, b: f64) -> f64 {
    let guard = |value: f64| if value.abs() < 1e-300 { 1e-300 } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / guard(1.0 - (a + b) * x / (a + 1.0));
    let mut found = d;
    for m in 1..10_000 {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        for term in [even, odd] {
            d = 1.0 / guard(1.0 + term * d);
            c = guard(1.0 + term / c);
            found *= c * d;
        }
        if (c * d - 1.0).abs() < 1e-15 {
            break;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_incomplete_beta_function_has_its_known_values() {
        for (x, a, b, expected) in [
            (0.5, 2.0, 2.0, 0.5),
            (0.3, 1.0, 1.0, 0.3),
            // 1 - (1 - x)^b, and x^a.
            (0.2, 1.0, 3.0, 0.488),
            (0.9, 4.0, 1.0, 0.6561),
            // Binomial: of 10 at 0.4, at least 5.
            (0.4, 5.0, 6.0, 0.366_896_742_4),
        ] {
            let found = beta_below(x / (1.0 - x), a, b);
            assert!((found - expected).abs() < 1e-9, "{x} {a} {b}: {found}");
        }
    }

    #[test]
    fn the_wait_for_one_event_is_that_of_the_lomax_distribution() {
        // P(T > t) = (1 + t / exposure)^-shape.
        for (shape, exposure, p) in [(3.0, 10.0, 0.5), (0.5, 2.0, 0.1), (40.0, 100.0, 0.9)] {
            let rate = Rate::new(shape, exposure).expect("above 0");
            let expected = exposure * ((1.0_f64 - p).powf(-1.0 / shape) - 1.0);
            let found = rate.wait(1.0, p).expect("a quantile");
            assert!((found / expected - 1.0).abs() < 1e-9, "{found} {expected}");
        }
    }

    #[test]
    fn a_rate_that_is_known_for_sure_gives_the_wait_of_a_poisson_process() {
        // The median of a gamma of shape 10 is 9.668715.
        let rate = Rate::new(1e9, 1e9).expect("above 0");
        let found = rate.wait(10.0, 0.5).expect("a quantile");
        assert!((found - 9.668_715).abs() < 1e-3, "{found}");
    }

    #[test]
    fn others_who_are_alike_are_firm_and_others_who_differ_are_not() {
        let alike: Vec<Seen> = (0..20).map(|_| Seen { amount: 10.0, exposure: 20.0 }).collect();
        let firm = Rate::of_others(&alike).expect("two or more");
        assert!((firm.mean() - 0.5).abs() < 1e-12);
        assert!((firm.exposure - 400.0).abs() < 1e-9, "no firmer than all that was seen: {firm:?}");
        let mixed: Vec<Seen> =
            (0..20).map(|n| Seen { amount: if n % 2 == 0 { 1.0 } else { 19.0 }, exposure: 20.0 }).collect();
        let loose = Rate::of_others(&mixed).expect("two or more");
        assert!((loose.mean() - 0.5).abs() < 1e-12 && loose.exposure < 10.0, "{loose:?}");
        assert_eq!(Rate::of_others(&alike[..1]), None);
        assert_eq!(Rate::of_others(&[Seen { amount: 0.0, exposure: 9.0 }; 4]), None);
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for (amount, exposure) in [(0.0, 1.0), (1.0, 0.0), (f64::NAN, 1.0), (1.0, f64::INFINITY), (-1.0, 1.0)]
        {
            assert_eq!(Rate::new(amount, exposure), None);
        }
        let rate = Rate::new(1.0, 1.0).expect("above 0");
        assert_eq!((rate.wait(1.0, 0.0), rate.wait(1.0, 1.0), rate.wait(f64::NAN, 0.5)), (None, None, None));
        assert_eq!(rate.wait(0.0, 0.5), Some(0.0));
        assert_eq!(rate.after(Seen { amount: f64::NAN, exposure: -3.0 }), rate);
    }
}
