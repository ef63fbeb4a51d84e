//! PNG, JPEG and GIF: each is walked from part to part, so that what only begins like one is not taken for it.

use super::{Kind, NotTaken, big_endian, little_endian};

/// Chunks from `IHDR` to `IEND`. Source: PNG (W3C), section 5.
pub fn png(bytes: &[u8]) -> Result<Kind, NotTaken> {
    let broken = NotTaken::Broken("a PNG picture whose parts do not fit together");
    let header = bytes.starts_with(b"\x89PNG\r\n\x1A\n") && bytes.get(12..16) == Some(b"IHDR");
    let sides = (big_endian::<4>(bytes, 16), big_endian::<4>(bytes, 20));
    if !header || !matches!(sides, (Some(1..), Some(1..))) {
        return Err(broken);
    }
    let mut place = 8;
    loop {
        let length = big_endian::<4>(bytes, place).and_then(|length| usize::try_from(length).ok());
        let (Some(length), Some(name)) = (length, bytes.get(place + 4..place + 8)) else {
            return Err(broken);
        };
        // Length, name, content, check sum.
        let next = place.checked_add(12).and_then(|place| place.checked_add(length));
        let Some(next) = next.filter(|next| *next <= bytes.len()) else { return Err(broken) };
        if name == b"IEND" {
            return Ok(Kind::Png);
        }
        place = next;
    }
}

/// Segments up to the scan, one of them a frame with two sides. Source: ITU T.81, annex B.
pub fn jpeg(bytes: &[u8]) -> Result<Kind, NotTaken> {
    let broken = NotTaken::Broken("a JPEG picture whose parts do not fit together");
    let mut place = 2;
    let mut framed = false;
    loop {
        if bytes.get(place) != Some(&0xFF) {
            return Err(broken);
        }
        // A marker may be led by any number of 0xFF.
        while bytes.get(place + 1) == Some(&0xFF) {
            place += 1;
        }
        let Some(marker) = bytes.get(place + 1) else { return Err(broken) };
        if matches!(marker, 0x01 | 0xD0..=0xD7) {
            place += 2;
            continue;
        }
        let length = big_endian::<2>(bytes, place + 2).and_then(|length| usize::try_from(length).ok());
        let Some(length) = length.filter(|length| *length >= 2) else { return Err(broken) };
        match marker {
            0xC0..=0xCF if !matches!(marker, 0xC4 | 0xC8 | 0xCC) => {
                let width = big_endian::<2>(bytes, place + 7);
                framed = matches!(width, Some(1..));
            }
            0xDA if framed => return Ok(Kind::Jpeg),
            0xD8..=0xDA => return Err(broken),
            _ => {}
        }
        place += 2 + length;
    }
}

/// A screen with two sides, and the trailer at the end. Source: GIF89a, sections 18 and 27.
pub fn gif(bytes: &[u8]) -> Result<Kind, NotTaken> {
    let named = bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a");
    let sides = (little_endian::<2>(bytes, 6), little_endian::<2>(bytes, 8));
    let whole = named && bytes.len() > 13 && bytes.last() == Some(&0x3B);
    if whole && matches!(sides, (Some(1..), Some(1..))) {
        return Ok(Kind::Gif);
    }
    Err(NotTaken::Broken("a GIF picture whose parts do not fit together"))
}
