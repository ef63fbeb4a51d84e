//! Chance from a seed.

/// A stream of numbers that depends on its seed alone. Source: `SplitMix64` of Steele, Lea & Flood (2014).
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// The stream of a seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Between 0 and 1, evenly.
    pub fn unit(&mut self) -> f64 {
        let high = u32::try_from(self.next() >> 32).unwrap_or(0);
        f64::from(high) / 4_294_967_296.0
    }

    /// Between `low` and `high`, evenly.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// About 0 with a standard deviation of 1, nearly normal and never beyond 3.5: four even numbers added.
    pub fn normal(&mut self) -> f64 {
        let drawn = self.next();
        let sum: u32 =
            [0, 16, 32, 48].map(|shift| u32::try_from(drawn >> shift & 0xffff).unwrap_or(0)).iter().sum();
        // The variance of an even number between 0 and 1 is a twelfth.
        (f64::from(sum) / 65_536.0 - 2.0) * 3.0_f64.sqrt()
    }

    /// Whether something of this chance happens.
    pub fn chance(&mut self, of: f64) -> bool {
        self.unit() < of
    }

    /// A number below `count`; 0 for a count of 0.
    pub fn below(&mut self, count: usize) -> usize {
        let count = u64::try_from(count).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % count).unwrap_or(0)
    }
}
