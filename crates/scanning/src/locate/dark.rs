//! Which pixels are ink: those darker than their surroundings, so that shadows and uneven light do not matter.
//! Source: Bradley & Roth, "Adaptive thresholding using the integral image" (2007).

use crate::numbers::{byte, count, whole};
use crate::picture::Grey;

/// How dark is told from light.
#[derive(Debug, Clone, Copy)]
pub(super) struct Looking {
    /// Side of the surroundings, as part of the picture's shorter side.
    window: f64,
    /// Ink is darker than this part of the mean of its surroundings.
    darker: f64,
}

/// From what mostly works to what helps with hard shadows and dark tables close to the page.
pub(super) const WAYS_OF_LOOKING: [Looking; 4] = [
    Looking { window: 0.09, darker: 0.75 },
    Looking { window: 0.05, darker: 0.85 },
    Looking { window: 0.2, darker: 0.6 },
    Looking { window: 0.03, darker: 0.9 },
];

/// A mask of the picture's pixels, row by row: `true` is ink.
pub(super) fn dark(picture: &Grey, looking: Looking) -> Vec<bool> {
    let (width, height) = (picture.width(), picture.height());
    // Sums of everything above and to the left; 40 million pixels of 255 need more than 32 bits only above
    // 16 million, and what is looked at has less than 6 million.
    let stride = width + 1;
    let mut sums = vec![0_u32; stride * (height + 1)];
    for (y, row) in picture.pixels().chunks_exact(width).enumerate() {
        let mut sum = 0;
        for (x, &shade) in row.iter().enumerate() {
            sum += u32::from(shade);
            sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1] + sum;
        }
    }
    let half = whole(looking.window * count(width.min(height)) / 2.0).max(3);
    // In whole numbers: part of 256.
    let darker = u64::from(byte(looking.darker * 255.0));
    let mut mask = Vec::with_capacity(width * height);
    for (y, row) in picture.pixels().chunks_exact(width).enumerate() {
        let (top, bottom) = (y.saturating_sub(half), (y + half + 1).min(height));
        let (above, below) = (&sums[top * stride..], &sums[bottom * stride..]);
        for (x, &shade) in row.iter().enumerate() {
            let (left, right) = (x.saturating_sub(half), (x + half + 1).min(width));
            let sum = below[right] + above[left] - below[left] - above[right];
            let area = (bottom - top) * (right - left);
            mask.push(u64::from(shade) * area as u64 * 255 < u64::from(sum) * darker);
        }
    }
    mask
}
