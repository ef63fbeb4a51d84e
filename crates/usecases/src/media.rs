//! What a file is, by its content: never by its name or by what was said of it. Whatever is not clearly one
//! of the kinds that are taken is nothing at all.

mod boxes;
mod office;
mod pictures;
mod riff;
mod sounds;
mod svg;

use std::fmt::Write as _;

/// One kind of file that is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A picture as PNG.
    Png,
    /// A photograph as JPEG.
    Jpeg,
    /// A picture as GIF.
    Gif,
    /// A picture as WebP.
    Webp,
    /// A drawing as SVG, which can do nothing but be looked at.
    Svg,
    /// Sound as WAV.
    Wav,
    /// Sound as MP3.
    Mp3,
    /// Sound as Ogg.
    OggAudio,
    /// Film as Ogg.
    OggVideo,
    /// Sound as WebM, as browsers record it.
    WebmAudio,
    /// Film as WebM.
    WebmVideo,
    /// Sound as MP4 (M4A), as phones record it.
    Mp4Audio,
    /// Film as MP4.
    Mp4Video,
    /// A document as PDF.
    Pdf,
    /// Plain text in UTF-8.
    Text,
    /// A Word document without macros.
    Docx,
    /// An OpenDocument text without macros.
    Odt,
}

/// Which of the families a kind belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// Something to look at.
    Picture,
    /// Something to listen to or watch.
    Recording,
    /// Something to read.
    Document,
}

/// Every kind, its media type, the ending that people know it by, and its family.
const KINDS: [(Kind, &str, &str, Family); 17] = [
    (Kind::Png, "image/png", "PNG", Family::Picture),
    (Kind::Jpeg, "image/jpeg", "JPEG", Family::Picture),
    (Kind::Gif, "image/gif", "GIF", Family::Picture),
    (Kind::Webp, "image/webp", "WebP", Family::Picture),
    (Kind::Svg, "image/svg+xml", "SVG", Family::Picture),
    (Kind::Wav, "audio/wav", "WAV", Family::Recording),
    (Kind::Mp3, "audio/mpeg", "MP3", Family::Recording),
    (Kind::OggAudio, "audio/ogg", "Ogg", Family::Recording),
    (Kind::OggVideo, "video/ogg", "Ogg", Family::Recording),
    (Kind::WebmAudio, "audio/webm", "WebM", Family::Recording),
    (Kind::WebmVideo, "video/webm", "WebM", Family::Recording),
    (Kind::Mp4Audio, "audio/mp4", "M4A", Family::Recording),
    (Kind::Mp4Video, "video/mp4", "MP4", Family::Recording),
    (Kind::Pdf, "application/pdf", "PDF", Family::Document),
    (Kind::Text, "text/plain; charset=utf-8", "plain text", Family::Document),
    (
        Kind::Docx,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "Word (.docx)",
        Family::Document,
    ),
    (Kind::Odt, "application/vnd.oasis.opendocument.text", "OpenDocument (.odt)", Family::Document),
];

/// Pictures of every kind.
pub const PICTURES: &[Kind] = &[Kind::Png, Kind::Jpeg, Kind::Gif, Kind::Webp, Kind::Svg];

/// Sound of every kind.
pub const SOUNDS: &[Kind] = &[Kind::Wav, Kind::Mp3, Kind::OggAudio, Kind::WebmAudio, Kind::Mp4Audio];

/// Whatever is taken at all.
pub const EVERYTHING: &[Kind] = &[
    Kind::Png,
    Kind::Jpeg,
    Kind::Gif,
    Kind::Webp,
    Kind::Svg,
    Kind::Wav,
    Kind::Mp3,
    Kind::OggAudio,
    Kind::OggVideo,
    Kind::WebmAudio,
    Kind::WebmVideo,
    Kind::Mp4Audio,
    Kind::Mp4Video,
    Kind::Pdf,
    Kind::Text,
    Kind::Docx,
    Kind::Odt,
];

impl Kind {
    /// The media type, as it is kept and sent.
    pub fn media_type(self) -> &'static str {
        KINDS[self as usize].1
    }

    /// What people call it.
    pub fn name(self) -> &'static str {
        KINDS[self as usize].2
    }

    /// What it is for.
    pub fn family(self) -> Family {
        KINDS[self as usize].3
    }

    /// Reads a media type that was kept.
    pub fn from_media_type(media_type: &str) -> Option<Self> {
        KINDS.iter().find(|(_, known, ..)| *known == media_type).map(|(kind, ..)| *kind)
    }

    /// Whether a browser may show it in place: it can then do nothing but be shown.
    pub fn shows_in_place(self) -> bool {
        match self {
            Self::Svg | Self::Pdf | Self::Text | Self::Docx | Self::Odt => false,
            _ => self.family() != Family::Document,
        }
    }
}

/// Why a file is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// Nothing is in it.
    #[error("is empty")]
    Empty,
    /// It begins like one kind and is not it.
    #[error("is not what it begins as: {0}")]
    Broken(&'static str),
    /// It could do something by itself.
    #[error("could do more than be looked at: it is {0}")]
    Active(String),
    /// Something else.
    #[error("is none of the kinds that are taken")]
    Unknown,
}

/// What some bytes are.
pub fn kind_of(bytes: &[u8]) -> Result<Kind, NotTaken> {
    let at = |place: usize, text: &[u8]| bytes.get(place..).is_some_and(|rest| rest.starts_with(text));
    match bytes {
        [] => Err(NotTaken::Empty),
        _ if at(0, b"\x89PNG") => pictures::png(bytes),
        _ if at(0, b"\xFF\xD8\xFF") => pictures::jpeg(bytes),
        _ if at(0, b"GIF8") => pictures::gif(bytes),
        _ if at(0, b"RIFF") => riff::read(bytes),
        _ if at(0, b"OggS") => sounds::ogg(bytes),
        _ if at(0, b"\x1A\x45\xDF\xA3") => sounds::webm(bytes),
        _ if at(4, b"ftyp") => boxes::read(bytes),
        _ if at(0, b"PK\x03\x04") => office::read(bytes),
        _ if at(0, b"%PDF-") => pdf(bytes),
        _ if at(0, b"ID3") || sounds::frame_length(bytes).is_some() => sounds::mp3(bytes),
        _ => text(bytes),
    }
}

/// A PDF that has an end.
fn pdf(bytes: &[u8]) -> Result<Kind, NotTaken> {
    let tail = &bytes[bytes.len().saturating_sub(2048)..];
    let ended = tail.windows(5).any(|window| window == b"%%EOF");
    ended.then_some(Kind::Pdf).ok_or(NotTaken::Broken("a PDF that has no end, so it may have broken off"))
}

/// A drawing, or text that no program takes for a page or a script of its own.
fn text(bytes: &[u8]) -> Result<Kind, NotTaken> {
    let text = std::str::from_utf8(bytes).map_err(|_| NotTaken::Unknown)?;
    let written = text.strip_prefix('\u{feff}').unwrap_or(text);
    let begins = written.trim_start();
    if begins.starts_with('<') && svg::is_meant(begins) {
        return svg::check(written).map(|()| Kind::Svg);
    }
    let markup = begins.strip_prefix('<').is_some_and(|rest| {
        rest.starts_with(|first: char| first.is_ascii_alphabetic() || "!?/".contains(first))
    });
    if markup || begins.starts_with("#!") || text.chars().any(is_forbidden) {
        return Err(NotTaken::Unknown);
    }
    if begins.is_empty() { Err(NotTaken::Empty) } else { Ok(Kind::Text) }
}

fn is_forbidden(letter: char) -> bool {
    letter.is_control() && !matches!(letter, '\t' | '\n' | '\r' | '\u{c}')
}

/// Whether the ending of a name promises another family than the content is.
pub fn is_misnamed(name: &str, found: Kind) -> bool {
    let Some((_, ending)) = name.rsplit_once('.') else { return false };
    let promised = match ending.to_ascii_lowercase().as_str() {
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "svg" | "bmp" | "heic" => Family::Picture,
        "wav" | "mp3" | "ogg" | "oga" | "opus" | "webm" | "m4a" | "mp4" | "mov" => Family::Recording,
        "pdf" | "docx" | "odt" => Family::Document,
        _ => return false,
    };
    promised != found.family()
}

/// The names of some kinds in a sentence, each once.
pub fn names(kinds: &[Kind]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for kind in kinds {
        if !names.contains(&kind.name()) {
            names.push(kind.name());
        }
    }
    let mut said = String::new();
    for (place, name) in names.iter().enumerate() {
        let joint = match place {
            0 => "",
            last if last + 1 == names.len() => " or ",
            _ => ", ",
        };
        let _ = write!(said, "{joint}{name}");
    }
    said
}

/// A number of `N` bytes at a place, the largest byte first; `None` beyond the end.
fn big_endian<const N: usize>(bytes: &[u8], place: usize) -> Option<u64> {
    let found = bytes.get(place..place.checked_add(N)?)?;
    Some(found.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

/// A number of `N` bytes at a place, the smallest byte first; `None` beyond the end.
fn little_endian<const N: usize>(bytes: &[u8], place: usize) -> Option<u64> {
    let found = bytes.get(place..place.checked_add(N)?)?;
    Some(found.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

#[cfg(test)]
mod tests;
