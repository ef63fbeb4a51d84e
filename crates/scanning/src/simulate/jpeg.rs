//! Pictures packed as baseline JPEG, so that what is read has been through its losses.
//! Source: ITU-T T.81, its tables K.1, K.3 and K.5.

use crate::numbers::count;
use crate::picture::Grey;

/// The picture as a JPEG file of this quality, 1 to 100. Given several pictures of one size, they become the
/// channels of one file: three are stored as luma and chroma, four as CMYK.
pub fn jpeg(channels: &[&Grey], quality: u8) -> Vec<u8> {
    let Some(first) = channels.first() else { return Vec::new() };
    let table = quantizers(quality);
    let mut out = header(first, channels.len(), &table);
    let codes = [codes(&DC_COUNTS, &(0..12).collect::<Vec<_>>()), codes(&AC_COUNTS, &ac_symbols())];
    let mut bits = Bits { out: &mut out, held: 0, length: 0 };
    let mut before = vec![0; channels.len()];
    for top in (0..first.height()).step_by(8) {
        for left in (0..first.width()).step_by(8) {
            for (channel, before) in channels.iter().zip(&mut before) {
                let block = transformed(channel, left, top, &table);
                write_block(&mut bits, &block, before, &codes);
            }
        }
    }
    bits.put(0x7f, 7);
    out.extend([0xff, 0xd9]);
    out
}

const ZIGZAG: [usize; 64] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7,
    14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39,
    46, 53, 60, 61, 54, 47, 55, 62, 63,
];

/// Table K.1, row by row.
const LUMINANCE: [u16; 64] = [
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17,
    22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78,
    87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
];

const DC_COUNTS: [u8; 16] = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0];
const AC_COUNTS: [u8; 16] = [0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 125];

/// The symbols of table K.5, most frequent first.
fn ac_symbols() -> Vec<u8> {
    let mut symbols = vec![
        0x01, 0x02, 0x03, 0x00, 0x04, 0x11, 0x05, 0x12, 0x21, 0x31, 0x41, 0x06, 0x13, 0x51, 0x61, 0x07, 0x22,
        0x71, 0x14, 0x32, 0x81, 0x91, 0xa1, 0x08, 0x23, 0x42, 0xb1, 0xc1, 0x15, 0x52, 0xd1, 0xf0, 0x24, 0x33,
        0x62, 0x72, 0x82,
    ];
    for run in 0..16_u8 {
        for size in 1..=10_u8 {
            let symbol = run << 4 | size;
            if !symbols.contains(&symbol) {
                symbols.push(symbol);
            }
        }
    }
    symbols
}

/// Scaled as the Independent JPEG Group's library does.
fn quantizers(quality: u8) -> [u16; 64] {
    let quality = u16::from(quality.clamp(1, 100));
    let scale = if quality < 50 { 5000 / quality } else { 200 - 2 * quality };
    LUMINANCE.map(|step| {
        let scaled = (u32::from(step) * u32::from(scale) + 50) / 100;
        u16::try_from(scaled.clamp(1, 255)).unwrap_or(255)
    })
}

fn header(picture: &Grey, channels: usize, table: &[u16; 64]) -> Vec<u8> {
    let small = |n: usize| u8::try_from(n).unwrap_or(u8::MAX);
    let side = |n: usize| u16::try_from(n).unwrap_or(u16::MAX).to_be_bytes();
    let mut out = vec![0xff, 0xd8];
    let mut segment = |marker: u8, body: &[u8]| {
        out.extend([0xff, marker]);
        out.extend(side(body.len() + 2));
        out.extend(body);
    };
    if channels == 4 {
        segment(0xee, b"Adobe\0\x64\0\0\0\0\0");
    }
    let steps = ZIGZAG.map(|at| u8::try_from(table[at]).unwrap_or(u8::MAX));
    segment(0xdb, &[&[0], steps.as_slice()].concat());
    let mut frame = vec![8];
    frame.extend(side(picture.height()));
    frame.extend(side(picture.width()));
    frame.push(small(channels));
    (1..=small(channels)).for_each(|id| frame.extend([id, 0x11, 0]));
    segment(0xc0, &frame);
    segment(0xc4, &[&[0x00], DC_COUNTS.as_slice(), &(0..12).collect::<Vec<_>>()].concat());
    segment(0xc4, &[&[0x10], AC_COUNTS.as_slice(), &ac_symbols()].concat());
    let mut scan = vec![small(channels)];
    (1..=small(channels)).for_each(|id| scan.extend([id, 0]));
    scan.extend([0, 63, 0]);
    segment(0xda, &scan);
    out
}

/// For each symbol its code and the length of that.
fn codes(counts: &[u8; 16], symbols: &[u8]) -> [(u32, u32); 256] {
    let mut codes = [(0, 0); 256];
    let mut code = 0;
    let mut symbols = symbols.iter();
    for (length, &count) in (1..).zip(counts) {
        for &symbol in symbols.by_ref().take(usize::from(count)) {
            codes[usize::from(symbol)] = (code, length);
            code += 1;
        }
        code <<= 1;
    }
    codes
}

/// A block of 8 by 8 pixels as whole numbers of steps, in zigzag order.
fn transformed(picture: &Grey, left: usize, top: usize, table: &[u16; 64]) -> [i32; 64] {
    let (most_x, most_y) = (picture.width() - 1, picture.height() - 1);
    let mut values = [0.0; 64];
    for (at, value) in values.iter_mut().enumerate() {
        let (x, y) = ((left + at % 8).min(most_x), (top + at / 8).min(most_y));
        *value = f64::from(picture.at(x, y)) - 128.0;
    }
    let rows = cosines(&values);
    let both = cosines(&rows);
    ZIGZAG.map(|at| {
        #[expect(clippy::cast_possible_truncation, reason = "within -2048..=2047")]
        let steps = (both[at] / f64::from(table[at])).round() as i32;
        steps
    })
}

/// The cosine transform of each row, rows and columns exchanged: twice gives that of the block.
fn cosines(values: &[f64; 64]) -> [f64; 64] {
    let mut out = [0.0; 64];
    for row in 0..8 {
        for frequency in 0..8 {
            let sum: f64 = (0..8).map(|x| values[row * 8 + x] * COSINES[frequency * 8 + x]).sum();
            out[frequency * 8 + row] = sum;
        }
    }
    out
}

static COSINES: std::sync::LazyLock<[f64; 64]> = std::sync::LazyLock::new(|| {
    std::array::from_fn(|at| {
        let (frequency, x) = (count(at / 8), count(at % 8));
        let scale = if at < 8 { 0.125_f64.sqrt() } else { 0.5 };
        scale * ((2.0 * x + 1.0) * frequency * std::f64::consts::PI / 16.0).cos()
    })
});

fn write_block(bits: &mut Bits<'_>, block: &[i32; 64], before: &mut i32, codes: &[[(u32, u32); 256]; 2]) {
    bits.put_value(block[0] - *before, 0, &codes[0]);
    *before = block[0];
    let mut zeros = 0;
    for &value in &block[1..] {
        if value == 0 {
            zeros += 1;
            continue;
        }
        while zeros > 15 {
            bits.put_value(0, 15, &codes[1]);
            zeros -= 16;
        }
        bits.put_value(value, zeros, &codes[1]);
        zeros = 0;
    }
    if zeros > 0 {
        bits.put_value(0, 0, &codes[1]);
    }
}

struct Bits<'a> {
    out: &'a mut Vec<u8>,
    held: u32,
    length: u32,
}

impl Bits<'_> {
    /// A run of zeros, then a value: the code of both lengths, then the value's bits.
    fn put_value(&mut self, value: i32, zeros: u8, codes: &[(u32, u32); 256]) {
        let size = 32 - value.unsigned_abs().leading_zeros();
        let symbol = zeros << 4 | u8::try_from(size).unwrap_or(0);
        let (code, length) = codes[usize::from(symbol)];
        self.put(code, length);
        let bits = if value < 0 { (value - 1).cast_unsigned() } else { value.cast_unsigned() };
        self.put(bits & ((1 << size) - 1), size);
    }

    fn put(&mut self, bits: u32, length: u32) {
        self.held = self.held << length | bits;
        self.length += length;
        while self.length >= 8 {
            self.length -= 8;
            let byte = u8::try_from(self.held >> self.length & 0xff).unwrap_or(0);
            self.out.push(byte);
            if byte == 0xff {
                self.out.push(0);
            }
        }
        self.held &= (1 << self.length) - 1;
    }
}
