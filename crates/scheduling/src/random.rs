//! Pseudo-random numbers: the same seed draws the same.

/// xorshift-multiply over a counter.
///
/// Source: Steele, Lea & Flood (2014), splitmix64.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// A generator that begins at `seed`.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// 64 random bits.
    pub const fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 up to 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
    pub const fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A whole number below `most`; 0 for `most` 0.
    #[expect(clippy::cast_possible_truncation, reason = "the product of two 64-bit numbers, halved, fits")]
    pub const fn below(&mut self, most: usize) -> usize {
        ((self.bits() as u128 * most as u128) >> 64) as usize
    }

    /// Whether something of this `probability` happens.
    pub const fn happens(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// A standard normal number: the sum of twelve uniform ones less 6, near enough for inventing.
    pub fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }
}
