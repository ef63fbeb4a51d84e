//! MP3, Ogg and WebM.

use super::{Kind, NotTaken};

/// How far into a file its tracks are named. Unit: bytes.
const HEAD: usize = 8 * 1024;

/// A first page that names a codec. Source: RFC 3533.
pub fn ogg(bytes: &[u8]) -> Result<Kind, NotTaken> {
    let head = &bytes[..bytes.len().min(HEAD)];
    let has = |name: &[u8]| head.windows(name.len()).any(|window| window == name);
    let first_page = bytes.len() > 28 && bytes[4] == 0 && bytes[5] & 2 == 2;
    match first_page {
        true if has(b"\x80theora") => Ok(Kind::OggVideo),
        true if has(b"OpusHead") || has(b"\x01vorbis") || has(b"Speex   ") || has(b"\x7FFLAC") => {
            Ok(Kind::OggAudio)
        }
        _ => Err(NotTaken::Broken("an Ogg file that names no sound or film")),
    }
}

/// A document of the type `webm` that names a codec. Source: RFC 8794, the WebM container guidelines.
pub fn webm(bytes: &[u8]) -> Result<Kind, NotTaken> {
    let head = &bytes[..bytes.len().min(HEAD)];
    let has = |name: &[u8]| head.windows(name.len()).any(|window| window == name);
    // 42 82 is the element DocType; 84 says that four bytes follow.
    match has(b"\x42\x82\x84webm") {
        true if has(b"V_VP8") || has(b"V_VP9") || has(b"V_AV1") => Ok(Kind::WebmVideo),
        true if has(b"A_OPUS") || has(b"A_VORBIS") => Ok(Kind::WebmAudio),
        _ => Err(NotTaken::Broken("a WebM file that names no sound or film")),
    }
}

/// Kilobits per second of layer III by their index, of version 1 and of versions 2 and 2.5.
const KILOBITS: [[usize; 15]; 2] = [
    [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
    [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
];

/// Samples per second of version 1 by their index.
const RATES: [usize; 3] = [44_100, 48_000, 32_000];

/// The bytes of the frame of MPEG layer III that begins here; `None` where none does.
/// Source: ISO/IEC 11172-3, section 2.4.
pub fn frame_length(bytes: &[u8]) -> Option<usize> {
    let [first, second, third, _] = *bytes.first_chunk::<4>()?;
    // Eleven bits of sync, then the version (01 is reserved) and the layer (01 is III).
    let (version, layer) = (second >> 3 & 3, second >> 1 & 3);
    if first != 0xFF || second & 0xE0 != 0xE0 || version == 1 || layer != 1 {
        return None;
    }
    let kilobits = *KILOBITS[usize::from(version != 3)].get(usize::from(third >> 4))?;
    let rate = RATES.get(usize::from(third >> 2 & 3))? / [4, 1, 2, 1][usize::from(version)];
    let padding = usize::from(third >> 1 & 1);
    let per_bit = if version == 3 { 144 } else { 72 };
    (kilobits > 0).then(|| per_bit * kilobits * 1000 / rate + padding)
}

/// A tag or none, then two frames one after the other.
pub fn mp3(bytes: &[u8]) -> Result<Kind, NotTaken> {
    let mut place = 0;
    if bytes.starts_with(b"ID3") {
        let size = bytes
            .get(6..10)
            .map(|size| size.iter().fold(0, |number: usize, byte| number << 7 | usize::from(byte & 0x7F)));
        place = size.map_or(bytes.len(), |size| size + 10);
        // Some writers fill up with zeros behind the tag.
        let zeros = bytes.get(place..).unwrap_or_default().iter().take_while(|byte| **byte == 0).count();
        place += zeros;
    }
    let first = bytes.get(place..).and_then(frame_length);
    let next = first.and_then(|length| bytes.get(place + length..));
    match next {
        Some(next) if next.is_empty() || frame_length(next).is_some() => Ok(Kind::Mp3),
        _ => Err(NotTaken::Broken("an MP3 recording whose frames do not follow each other")),
    }
}
