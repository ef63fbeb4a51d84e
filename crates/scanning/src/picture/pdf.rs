//! Scans that come as PDF: files in which each page is one JPEG picture, and no others.
//!
//! This is no reader of PDF. It looks for the streams of pictures and takes them out as they stand.
//! Source: ISO 32000-1:2008, sections 7.3.8 (streams) and 8.9.5 (images).

use super::BadPicture;

/// Largest scan that is looked at, in bytes.
const MOST_BYTES: usize = 150 * 1024 * 1024;
/// Most pages of one scan.
const MOST_PAGES: usize = 200;

/// The JPEG files within, in their order.
pub(super) fn pictures(file: &[u8]) -> Result<Vec<&[u8]>, BadPicture> {
    if file.len() > MOST_BYTES {
        return Err(BadPicture::Pdf("has more than 150 MB"));
    }
    let mut found = Vec::new();
    let mut pages = 0;
    let mut hidden_pages = false;
    let mut rest = file;
    loop {
        let start = find(rest, b"stream");
        let said = squeezed(&rest[..start.unwrap_or(rest.len())]);
        if find(&said, b"/Encrypt").is_some() {
            return Err(BadPicture::Pdf("is locked by a password"));
        }
        pages += pages_in(&said);
        let Some(start) = start else { break };
        let dictionary = &said[last(&said, b"obj").unwrap_or(0)..];
        hidden_pages |= find(dictionary, b"/Type/ObjStm").is_some();
        let data = after_line_end(&rest[start + b"stream".len()..]);
        let length = length(dictionary, data);
        if find(dictionary, b"/Subtype/Image").is_some() {
            let jpeg = [b"/Filter/DCTDecode".as_slice(), b"/Filter[/DCTDecode]"];
            if !jpeg.iter().any(|filter| find(dictionary, filter).is_some()) {
                return Err(BadPicture::Pdf("has pictures of another kind than JPEG"));
            }
            found.push(&data[..length]);
            if found.len() > MOST_PAGES {
                return Err(BadPicture::Pdf("has more than 200 pages"));
            }
        }
        let end =
            find(&data[length..], b"endstream").map_or(data.len(), |at| length + at + b"endstream".len());
        rest = &data[end..];
    }
    if found.is_empty() {
        Err(BadPicture::Pdf("has no scanned JPEG page"))
    } else if found.len() != pages && !(hidden_pages && pages == 0) {
        Err(BadPicture::Pdf("has not one picture to each page"))
    } else {
        Ok(found)
    }
}

/// The length of a stream: as its dictionary says, where the stream does end there; else up to its end.
fn length(dictionary: &[u8], data: &[u8]) -> usize {
    let said = find(dictionary, b"/Length").and_then(|at| {
        let digits: Vec<u8> = dictionary[at + 7..].iter().copied().take_while(u8::is_ascii_digit).collect();
        String::from_utf8(digits).ok()?.parse::<usize>().ok()
    });
    let ends = |&length: &usize| {
        let after = data.get(length..).unwrap_or_default();
        find(&after[..after.len().min(11)], b"endstream").is_some()
    };
    said.filter(ends).or_else(|| find(data, b"endstream")).unwrap_or(data.len())
}

/// Objects that are pages; those that are lists of pages are not.
fn pages_in(said: &[u8]) -> usize {
    let page = b"/Type/Page";
    said.windows(page.len() + 1)
        .filter(|window| window.starts_with(page) && !window[page.len()].is_ascii_alphanumeric())
        .count()
}

/// Without white space.
fn squeezed(said: &[u8]) -> Vec<u8> {
    said.iter().copied().filter(|byte| !byte.is_ascii_whitespace() && *byte != 0).collect()
}

fn after_line_end(data: &[u8]) -> &[u8] {
    data.strip_prefix(b"\r\n").or_else(|| data.strip_prefix(b"\n")).unwrap_or(data)
}

fn find(within: &[u8], wanted: &[u8]) -> Option<usize> {
    within.windows(wanted.len()).position(|window| window == wanted)
}

fn last(within: &[u8], wanted: &[u8]) -> Option<usize> {
    within.windows(wanted.len()).rposition(|window| window == wanted)
}
