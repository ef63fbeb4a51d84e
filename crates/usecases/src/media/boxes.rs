//! MP4 and M4A: boxes in boxes.

use super::{Kind, NotTaken, big_endian};

/// Walks the outer boxes; what the tracks are stands in `moov`. Source: ISO/IEC 14496-12, section 4.2.
pub fn read(bytes: &[u8]) -> Result<Kind, NotTaken> {
    let broken =
        NotTaken::Broken("an MP4 file whose parts do not fit together, or that has no sound or film");
    // Photographs of some phones are boxes too, and few browsers can show them.
    if matches!(bytes.get(8..12), Some(b"heic" | b"heix" | b"mif1" | b"avif")) {
        return Err(NotTaken::Unknown);
    }
    let (mut place, mut found) = (0, None);
    while place < bytes.len() {
        let Some((begins, ends)) = extent(bytes, place) else { return Err(broken) };
        if bytes.get(place + 4..place + 8) == Some(b"moov") {
            found = tracks(&bytes[begins..ends]);
        }
        place = ends;
    }
    found.ok_or(broken)
}

/// Where the content of the box at `place` begins and ends.
fn extent(bytes: &[u8], place: usize) -> Option<(usize, usize)> {
    let said = big_endian::<4>(bytes, place)?;
    bytes.get(place + 4..place + 8)?;
    let (head, length) = match said {
        0 => (8, (bytes.len() - place) as u64),
        1 => (16, big_endian::<8>(bytes, place + 8)?),
        length => (8, length),
    };
    let ends = place.checked_add(usize::try_from(length).ok()?)?;
    (length >= head as u64 && ends <= bytes.len()).then_some((place + head, ends))
}

/// Film where any track is one, sound where all are.
fn tracks(movie: &[u8]) -> Option<Kind> {
    // `hdlr`, version and flags, a reserved word, then what the track is.
    let handlers = movie.windows(16).filter(|window| window.starts_with(b"hdlr"));
    let (mut sound, mut film) = (false, false);
    for handler in handlers {
        sound |= handler.ends_with(b"soun");
        film |= handler.ends_with(b"vide");
    }
    if film { Some(Kind::Mp4Video) } else { sound.then_some(Kind::Mp4Audio) }
}
