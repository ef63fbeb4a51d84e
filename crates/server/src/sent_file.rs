//! A learner's file on its way out: by its kind as it was found, never run by a browser, and in stretches for
//! players of sound and film.

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use domain::chain::Digest;
use usecases::{
    Refusal,
    keep_content::{Shown, Stretch},
    media::Kind,
};

use crate::address::encode;

/// Whatever is in a file, it opens nothing, runs nothing and sends nothing.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox; \
     frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// Reads the digest in an address: 64 hexadecimal digits.
pub fn digest(text: &str) -> Result<Digest, Refusal> {
    let mut digest = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return Err(Refusal::NotFound("this file"));
    }
    for (place, byte) in digest.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * place..2 * place + 2], 16)
            .map_err(|_| Refusal::NotFound("this file"))?;
    }
    Ok(digest)
}

/// The stretch that a browser asks for; the whole file where it asks for none, or for several at once.
pub fn stretch(headers: &HeaderMap) -> Stretch {
    let asked = headers.get(header::RANGE).and_then(|range| range.to_str().ok());
    asked.and_then(read_range).unwrap_or(Stretch::WHOLE)
}

fn read_range(range: &str) -> Option<Stretch> {
    let (first, last) = range.strip_prefix("bytes=")?.split_once('-')?;
    let number = |text: &str| {
        let text = text.trim();
        if text.is_empty() { Some(None) } else { text.parse::<i64>().ok().filter(|n| *n >= 0).map(Some) }
    };
    let stretch = Stretch { first: number(first)?, last: number(last)? };
    (stretch.first.is_some() || stretch.last.is_some()).then_some(stretch)
}

/// The answer: 200 for the whole, 206 for a stretch, 416 where there is no such.
pub fn answer(shown: Option<Shown>) -> Response {
    let Some(shown) = shown else {
        let kind = [(header::CONTENT_TYPE, "application/octet-stream")];
        return (StatusCode::RANGE_NOT_SATISFIABLE, kind, Vec::new()).into_response();
    };
    let length = i64::try_from(shown.bytes.len()).unwrap_or(i64::MAX);
    let whole = length == shown.size;
    let place = if Kind::from_media_type(&shown.media_type).is_some_and(Kind::shows_in_place) {
        "inline"
    } else {
        "attachment"
    };
    let disposition = format!("{place}; filename*=UTF-8''{}", encode(&shown.name).replace('/', "%2F"));
    let headers = [
        (header::CONTENT_TYPE, shown.media_type),
        (header::CONTENT_DISPOSITION, disposition),
        (header::ACCEPT_RANGES, "bytes".to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY.to_owned()),
    ];
    if whole {
        return (headers, shown.bytes).into_response();
    }
    let range = format!("bytes {}-{}/{}", shown.from, shown.from + length - 1, shown.size);
    let mut response = (StatusCode::PARTIAL_CONTENT, headers, shown.bytes).into_response();
    if let Ok(range) = HeaderValue::from_str(&range) {
        response.headers_mut().insert(header::CONTENT_RANGE, range);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_those_of_http() {
        for (range, expected) in [
            ("bytes=0-", Some((Some(0), None))),
            ("bytes=5-9", Some((Some(5), Some(9)))),
            ("bytes=-500", Some((None, Some(500)))),
            ("bytes=-", None),
            ("bytes=0-1,5-6", None),
            ("bytes=x-y", None),
            ("lines=0-1", None),
            ("bytes=-5-9", None),
        ] {
            let read = read_range(range).map(|stretch| (stretch.first, stretch.last));
            assert_eq!(read, expected, "{range}");
        }
    }

    #[test]
    fn a_digest_is_64_hexadecimal_digits() {
        assert_eq!(digest(&"0a".repeat(32)).expect("reads"), [10; 32]);
        for wrong in ["", "0a", &"0g".repeat(32), &"é".repeat(32), &"0a".repeat(33)] {
            assert!(digest(wrong).is_err(), "{wrong}");
        }
    }
}
