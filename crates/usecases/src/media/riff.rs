//! RIFF files: WAV sound and WebP pictures. Sizes are checked against the file, so that "a WAV" which is
//! none is refused before a player or a person stumbles over it.

use super::{Kind, NotTaken, little_endian};

/// The samples per second that recorders write, from speech on old lines to studios. Unit: hertz.
const RATES: std::ops::RangeInclusive<u64> = 4_000..=384_000;

/// Reads the outer part. Source: Microsoft, "Multimedia Programming Interface and Data Specifications 1.0".
pub fn read(bytes: &[u8]) -> Result<Kind, NotTaken> {
    match bytes.get(8..12) {
        Some(b"WAVE") => wav(bytes)
            .then_some(Kind::Wav)
            .ok_or(NotTaken::Broken("a WAV recording whose header and sizes do not fit what follows")),
        Some(b"WEBP") => webp(bytes)
            .then_some(Kind::Webp)
            .ok_or(NotTaken::Broken("a WebP picture whose parts do not fit together")),
        _ => Err(NotTaken::Unknown),
    }
}

/// Whether the size that the file says is its own; one byte more fills up an odd one.
fn is_whole(bytes: &[u8]) -> bool {
    let said = little_endian::<4>(bytes, 4).and_then(|said| usize::try_from(said).ok());
    said.is_some_and(|said| [said + 8, said + 9].contains(&bytes.len()))
}

fn wav(bytes: &[u8]) -> bool {
    if !is_whole(bytes) {
        return false;
    }
    let (mut place, mut formed) = (12, false);
    while let Some(name) = bytes.get(place..place + 4) {
        let length = little_endian::<4>(bytes, place + 4).and_then(|length| usize::try_from(length).ok());
        let Some(end) = length.and_then(|length| (place + 8).checked_add(length)) else { return false };
        if end > bytes.len() {
            return false;
        }
        match name {
            b"fmt " => formed = is_format(&bytes[place + 8..end]),
            b"data" => return formed && end > place + 8,
            _ => {}
        }
        place = end + end % 2;
    }
    false
}

/// Channels, rate and size of a frame that fit each other.
fn is_format(format: &[u8]) -> bool {
    let number = |place| little_endian::<2>(format, place).unwrap_or(0);
    let (channels, frame, bits) = (number(2), number(12), number(14));
    let rate = little_endian::<4>(format, 4).unwrap_or(0);
    let plain = matches!(number(0), 1 | 3 | 0xFFFE);
    let fits = bits > 0 && frame == channels * bits.div_ceil(8);
    (1..=32).contains(&channels) && RATES.contains(&rate) && (fits || (!plain && frame > 0))
}

fn webp(bytes: &[u8]) -> bool {
    let named = matches!(bytes.get(12..16), Some(b"VP8 " | b"VP8L" | b"VP8X"));
    let first = little_endian::<4>(bytes, 16).and_then(|first| usize::try_from(first).ok());
    named && is_whole(bytes) && first.is_some_and(|first| first > 0 && first <= bytes.len() - 20)
}
