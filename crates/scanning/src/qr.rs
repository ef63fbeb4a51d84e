//! The square code of a page: always version 4 at level M with one run of bytes, so that its size, its place
//! and the order of its modules are known before it is read. Source: ISO/IEC 18004:2015.

mod correct;
mod read;

pub(crate) use read::read;

use qrcode::bits::Bits;
use qrcode::{Color, EcLevel, QrCode, Version};

/// Modules along one side of a version 4 code.
pub(crate) const SIDE: usize = 33;

/// The modules of a code, row by row: `true` is dark.
pub(crate) type Modules = [[bool; SIDE]; SIDE];

/// The code of a payload; `None` for one of more than 62 bytes.
pub(crate) fn draw(payload: &str) -> Option<Modules> {
    let code = encode(payload)?;
    let mut modules = [[false; SIDE]; SIDE];
    for (y, row) in modules.iter_mut().enumerate() {
        for (x, module) in row.iter_mut().enumerate() {
            *module = code[(x, y)] == Color::Dark;
        }
    }
    Some(modules)
}

fn encode(payload: &str) -> Option<QrCode> {
    let mut bits = Bits::new(Version::Normal(4));
    bits.push_byte_data(payload.as_bytes()).ok()?;
    bits.push_terminator(EcLevel::M).ok()?;
    QrCode::with_bits(bits, EcLevel::M).ok()
}

#[cfg(test)]
mod tests;
