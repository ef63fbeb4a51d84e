//! From when until when a certificate is valid, read from its DER (RFC 5280, section 4.1): a certificate is a
//! sequence; its first part is a sequence of version, serial number, algorithm, issuer, and the two times.

use domain::Timestamp;
use jiff::civil::DateTime;

const SEQUENCE: u8 = 0x30;
const EXPLICIT_VERSION: u8 = 0xa0;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;

/// When it begins and ends; `None` when it cannot be read.
pub fn validity(der: &[u8]) -> Option<(Timestamp, Timestamp)> {
    let (certificate, _) = part(der, SEQUENCE)?;
    let (mut body, _) = part(certificate, SEQUENCE)?;
    if body.first() == Some(&EXPLICIT_VERSION) {
        body = any(body)?.2;
    }
    // Serial number, algorithm, issuer.
    for _ in 0..3 {
        body = any(body)?.2;
    }
    let (times, _) = part(body, SEQUENCE)?;
    let (tag, begins, rest) = any(times)?;
    let (other_tag, ends, _) = any(rest)?;
    Some((moment(tag, begins)?, moment(other_tag, ends)?))
}

/// The content of an element that must have this tag, and what follows it.
fn part(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (found, content, rest) = any(der)?;
    (found == tag).then_some((content, rest))
}

/// Tag and content of the first element, and what follows it.
fn any(der: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&tag, rest) = der.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = if first < 0x80 {
        (usize::from(first), rest)
    } else {
        let count = usize::from(first & 0x7f);
        if !(1..=4).contains(&count) {
            return None;
        }
        let (bytes, rest) = rest.split_at_checked(count)?;
        (bytes.iter().fold(0_usize, |length, byte| length << 8 | usize::from(*byte)), rest)
    };
    let (content, rest) = rest.split_at_checked(length)?;
    Some((tag, content, rest))
}

/// `YYMMDDHHMMSSZ`, where years from 50 on are of the last century, or `YYYYMMDDHHMMSSZ`.
fn moment(tag: u8, bytes: &[u8]) -> Option<Timestamp> {
    let text = std::str::from_utf8(bytes).ok()?.strip_suffix('Z')?;
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (year, rest) = match (tag, text.len()) {
        (UTC_TIME, 12) => {
            let short: i16 = text[..2].parse().ok()?;
            (if short < 50 { 2000 + short } else { 1900 + short }, &text[2..])
        }
        (GENERALIZED_TIME, 14) => (text[..4].parse().ok()?, &text[4..]),
        _ => return None,
    };
    let two = |at: usize| rest[at..at + 2].parse::<i8>().ok();
    // Out of range is no date.
    let day = jiff::civil::Date::new(year, two(0)?, two(2)?).ok()?;
    let time = jiff::civil::Time::new(two(4)?, two(6)?, two(8)?, 0).ok()?;
    Some(DateTime::from_parts(day, time).to_zoned_datetime(jiff::tz::TimeZone::UTC).ok()?.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element(tag: u8, content: &[u8]) -> Vec<u8> {
        let mut out = vec![tag, 0x82];
        out.extend_from_slice(&u16::try_from(content.len()).expect("short").to_be_bytes());
        out.extend_from_slice(content);
        out
    }

    fn certificate(begins: &[u8], ends: (u8, &[u8])) -> Vec<u8> {
        let times = element(SEQUENCE, &[element(UTC_TIME, begins), element(ends.0, ends.1)].concat());
        let before = [
            element(EXPLICIT_VERSION, &[2, 1, 2]),
            element(2, &[7]),
            element(SEQUENCE, &[]),
            element(SEQUENCE, &[1, 2, 3]),
        ];
        element(SEQUENCE, &element(SEQUENCE, &[before.concat(), times].concat()))
    }

    #[test]
    fn times_are_read_in_both_forms() {
        let read = |begins: &[u8], ends| {
            validity(&certificate(begins, ends)).map(|(begins, ends)| format!("{begins} {ends}"))
        };
        for (begins, ends, expected) in [
            (
                &b"260101000000Z"[..],
                (UTC_TIME, &b"270401235959Z"[..]),
                Some("2026-01-01T00:00:00Z 2027-04-01T23:59:59Z"),
            ),
            (
                b"991231000000Z",
                (GENERALIZED_TIME, b"20510101000000Z"),
                Some("1999-12-31T00:00:00Z 2051-01-01T00:00:00Z"),
            ),
            (b"261301000000Z", (UTC_TIME, b"270401235959Z"), None),
            (b"2601010000Z", (UTC_TIME, b"270401235959Z"), None),
        ] {
            assert_eq!(read(begins, ends).as_deref(), expected);
        }
    }

    #[test]
    fn what_is_cut_short_or_no_certificate_is_nothing() {
        let whole = certificate(b"260101000000Z", (UTC_TIME, b"270401235959Z"));
        for length in 0..whole.len() {
            assert_eq!(validity(&whole[..length]), None, "{length}");
        }
        assert_eq!(validity(&[0x30, 0x84, 0xff, 0xff, 0xff, 0xff]), None);
        assert_eq!(validity(&[0x30, 0x80]), None);
    }
}
