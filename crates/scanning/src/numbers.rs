//! Between counts of pixels and the numbers that are calculated with.

/// A count as a number to calculate with.
pub(crate) fn count(n: usize) -> f64 {
    u32::try_from(n).map_or(f64::from(u32::MAX), f64::from)
}

/// The whole part of a number; 0 for one below 0 or not a number.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "truncation is what is meant")]
pub(crate) fn whole(n: f64) -> usize {
    n as usize
}

/// The nearest shade of 0 to 255.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
pub(crate) fn byte(shade: f64) -> u8 {
    shade.round().clamp(0.0, 255.0) as u8
}
