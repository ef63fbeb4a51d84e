//! Chance from a seed.

/// A generator of pseudo-random numbers: xoshiro256++, seeded by splitmix64.
///
/// The same seed gives the same numbers on every machine. Not for secrets.
/// Source: Blackman & Vigna (2021).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generator {
    state: [u64; 4],
}

impl Generator {
    /// The generator of a seed; near seeds give unrelated numbers.
    pub fn new(seed: u64) -> Self {
        let mut mixed = seed;
        let state = std::array::from_fn(|_| {
            mixed = mixed.wrapping_add(0x9E37_79B9_7F4A_7C15);
            mix(mixed)
        });
        Self { state }
    }

    /// The generator of one step of something larger: of learner 3's 7th question, say.
    pub fn of(seed: u64, learner: u64, step: u64) -> Self {
        let mut first = Self::new(seed ^ learner.wrapping_mul(0xD605_1BB8_9C3F_D8E5));
        Self::new(first.bits() ^ step)
    }

    /// 64 random bits.
    pub fn bits(&mut self) -> u64 {
        let [a, b, c, d] = &mut self.state;
        let out = a.wrapping_add(*d).rotate_left(23).wrapping_add(*a);
        let shifted = *b << 17;
        *c ^= *a;
        *d ^= *b;
        *b ^= *c;
        *a ^= *d;
        *c ^= shifted;
        *d = d.rotate_left(45);
        out
    }

    /// A number from 0 to below 1, each multiple of 2^-53 alike.
    pub fn uniform(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A standard normal number (Marsaglia's polar method).
    pub fn normal(&mut self) -> f64 {
        loop {
            let (x, y) = (2.0 * self.uniform() - 1.0, 2.0 * self.uniform() - 1.0);
            let r = x * x + y * y;
            if r > 0.0 && r < 1.0 {
                return x * (-2.0 * r.ln() / r).sqrt();
            }
        }
    }

    /// A whole number from 0 to below `end`, each alike; 0 when `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        let wide = u128::from(self.bits()) * end as u128;
        usize::try_from(wide >> 64).unwrap_or(0)
    }

    /// A place in `weights`, likely as its weight; `None` when they sum to 0.
    pub fn pick(&mut self, weights: &[f64]) -> Option<usize> {
        let total: f64 = weights.iter().sum();
        if total.is_nan() || total <= 0.0 {
            return None;
        }
        let mut left = self.uniform() * total;
        for (place, weight) in weights.iter().enumerate() {
            left -= weight;
            if left < 0.0 && *weight > 0.0 {
                return Some(place);
            }
        }
        weights.iter().rposition(|weight| *weight > 0.0)
    }
}

/// A number from 0 to below 1 that belongs to a seed and a place: a lot that needs no memory and no order.
pub fn lot(seed: u64, place: u64) -> f64 {
    let once = mix(seed.wrapping_add(place.wrapping_mul(0x9E37_79B9_7F4A_7C15)));
    (mix(once ^ place) >> 11) as f64 / (1_u64 << 53) as f64
}

/// The finalizer of splitmix64.
fn mix(z: u64) -> u64 {
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::{Generator, lot};

    #[test]
    fn the_numbers_are_those_of_the_published_generator() {
        // Reference: the authors' C code from state 1, 2, 3, 4.
        let mut generator = Generator { state: [1, 2, 3, 4] };
        assert_eq!(
            [generator.bits(), generator.bits(), generator.bits()],
            [41_943_041, 58_720_359, 3_588_806_011_781_223]
        );
    }

    #[test]
    fn lots_are_even_and_unrelated() {
        let n = 100_000;
        let draws: Vec<(f64, f64, f64)> = (0..n).map(|i| (lot(5, i), lot(5, i + 1), lot(i, 5))).collect();
        let mean = |of: fn(&(f64, f64, f64)) -> f64| draws.iter().map(of).sum::<f64>() / draws.len() as f64;
        assert!((mean(|d| d.0) - 0.5).abs() < 0.005 && (mean(|d| d.2) - 0.5).abs() < 0.005);
        assert!((mean(|d| d.0 * d.1) - 0.25).abs() < 0.005 && (mean(|d| d.0 * d.2) - 0.25).abs() < 0.005);
        assert!((mean(|d| d.0 * d.0) - 1.0 / 3.0).abs() < 0.005);
    }

    #[test]
    fn moments_are_those_of_the_distributions() {
        let mut generator = Generator::new(7);
        let draws: Vec<f64> = (0..200_000).map(|_| generator.normal()).collect();
        let n = draws.len() as f64;
        let mean = draws.iter().sum::<f64>() / n;
        let variance = draws.iter().map(|x| x * x).sum::<f64>() / n;
        let kurtosis = draws.iter().map(|x| x.powi(4)).sum::<f64>() / n;
        assert!(mean.abs() < 0.01 && (variance - 1.0).abs() < 0.02 && (kurtosis - 3.0).abs() < 0.1);
        let ones = (0..30_000).filter(|_| generator.pick(&[1.0, 0.0, 2.0]) == Some(0)).count();
        assert!((9_700..10_300).contains(&ones), "{ones}");
        assert!((0..1000).all(|_| generator.below(3) < 3));
    }
}
