//! From modules to the text of a code.

use super::correct::correct;
use super::{Modules, SIDE};

/// Bytes of one of the two blocks at level M, the first 32 of which are data.
const BLOCK: usize = 50;
const DATA: usize = 32;

/// What the code says; `None` where too much of it is wrong. Which mask was laid over it is found by trying:
/// with the wrong one, neither block can be corrected.
pub(crate) fn read(modules: &Modules) -> Option<String> {
    let order = data_order();
    (0..8).find_map(|mask| {
        let bits: Vec<bool> =
            order.iter().map(|&(x, y)| modules[y][x] != is_masked(mask, x, y)).take(2 * BLOCK * 8).collect();
        let bytes: Vec<u8> = bits.chunks(8).map(byte).collect();
        // The bytes of both blocks alternate.
        let mut data = Vec::with_capacity(2 * DATA);
        for first in 0..2 {
            let mut block = [0; BLOCK];
            for (value, from) in block.iter_mut().zip(bytes.iter().skip(first).step_by(2)) {
                *value = *from;
            }
            correct(&mut block)?;
            data.extend_from_slice(&block[..DATA]);
        }
        text(&data)
    })
}

/// The modules that hold data: in pairs of columns from the right, up and down by turns.
fn data_order() -> Vec<(usize, usize)> {
    let mut order = Vec::with_capacity(2 * BLOCK * 8 + 7);
    let mut up = true;
    for right in (1..SIDE).rev().step_by(2) {
        // The column of the timing pattern is passed over.
        let right = if right <= 6 { right - 1 } else { right };
        for n in 0..SIDE {
            let y = if up { SIDE - 1 - n } else { n };
            for x in [right, right - 1] {
                if !is_pattern(x, y) {
                    order.push((x, y));
                }
            }
        }
        up = !up;
    }
    order
}

/// Whether a module belongs to the fixed patterns of version 4 or to its format.
fn is_pattern(x: usize, y: usize) -> bool {
    let near = |v: usize| v < 9;
    let far = |v: usize| v >= SIDE - 8;
    let finder = (near(x) && (near(y) || far(y))) || (far(x) && near(y));
    let alignment = (24..=28).contains(&x) && (24..=28).contains(&y);
    finder || alignment || x == 6 || y == 6
}

/// The eight masks, in the order of the standard.
fn is_masked(mask: u8, x: usize, y: usize) -> bool {
    0 == match mask {
        0 => (x + y) % 2,
        1 => y % 2,
        2 => x % 3,
        3 => (x + y) % 3,
        4 => (y / 2 + x / 3) % 2,
        5 => (x * y) % 2 + (x * y) % 3,
        6 => ((x * y) % 2 + (x * y) % 3) % 2,
        _ => ((x + y) % 2 + (x * y) % 3) % 2,
    }
}

fn byte(bits: &[bool]) -> u8 {
    bits.iter().fold(0, |byte, &bit| byte << 1 | u8::from(bit))
}

/// One run of bytes: four bits of mode, eight of length, then the bytes.
fn text(data: &[u8]) -> Option<String> {
    let halves: Vec<u8> = data.iter().flat_map(|byte| [byte >> 4, byte & 15]).collect();
    let (&mode, rest) = halves.split_first()?;
    if mode != 0b0100 {
        return None;
    }
    let mut bytes = rest.chunks_exact(2).map(|half| half[0] << 4 | half[1]);
    let length = usize::from(bytes.next()?);
    let said: Vec<u8> = bytes.take(length).collect();
    if said.len() < length {
        return None;
    }
    String::from_utf8(said).ok()
}
