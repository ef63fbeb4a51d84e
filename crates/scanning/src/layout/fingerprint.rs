//! What tells one layout of a page from another.

use std::fmt::Write;

use super::SheetPage;

/// Letters and digits that are not taken for each other.
const CHARACTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

pub(super) fn of(page: &SheetPage) -> String {
    let mut said = String::new();
    for row in &page.rows {
        let corner = page.in_frame(row.area.corner);
        // Writing to a string does not fail.
        let _ = write!(said, "{} {:?} {:.2} {:.2}", row.label, row.allowed, corner.x, corner.y);
        for bubble in &row.bubbles {
            let at = page.in_frame(bubble.middle);
            let _ = write!(said, " {} {:.2} {:.2} {:.2}", bubble.letter, at.x, at.y, bubble.radius);
        }
        said.push('\n');
    }
    // FNV-1a of 64 bits (draft-eastlake-fnv), folded to 20.
    let hash = said.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let folded = hash ^ hash >> 20 ^ hash >> 40;
    (0..4).map(|n| char::from(CHARACTERS[usize::try_from(folded >> (5 * n) & 31).unwrap_or(0)])).collect()
}
