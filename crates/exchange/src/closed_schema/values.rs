//! Values as the schema's formats want them.

use domain::Date;

/// `8-4-4-4-12` hexadecimal digits.
pub(crate) fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(place, byte)| {
            if matches!(place, 8 | 13 | 18 | 23) { byte == b'-' } else { byte.is_ascii_hexdigit() }
        })
}

/// `2026-09-01`, a day of the calendar.
pub(crate) fn is_date(text: &str) -> bool {
    let shaped = text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(place, byte)| if matches!(place, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() });
    shaped && text.parse::<Date>().is_ok()
}

/// `2026-09-01T07:30:00Z` or with an offset, as RFC 3339 says; no leap seconds.
pub(crate) fn is_date_time(text: &str) -> bool {
    let Some((day, time)) = text.split_once('T') else { return false };
    let Some((clock, rest)) = time.split_at_checked(8) else { return false };
    let after_fraction = match rest.strip_prefix('.') {
        Some(fraction) => {
            let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
            if digits == 0 || digits > 9 {
                return false;
            }
            &fraction[digits..]
        }
        None => rest,
    };
    let zone = after_fraction == "Z"
        || after_fraction.strip_prefix(['+', '-']).is_some_and(|offset| is_clock(offset, &[24, 60]));
    is_date(day) && is_clock(clock, &[24, 60, 60]) && zone
}

/// Two digits each, between colons, each below its bound.
fn is_clock(text: &str, bounds: &[u8]) -> bool {
    let parts: Vec<_> = text.split(':').collect();
    parts.len() == bounds.len()
        && parts.iter().zip(bounds).all(|(part, bound)| {
            part.len() == 2
                && part.bytes().all(|byte| byte.is_ascii_digit())
                && part.parse::<u8>().is_ok_and(|number| number < *bound)
        })
}

/// The words of `associationType`.
pub(crate) const RELATIONS: [&str; 10] = [
    "isChildOf",
    "isPeerOf",
    "isPartOf",
    "exactMatchOf",
    "precedes",
    "isRelatedTo",
    "replacedBy",
    "exemplar",
    "hasSkillLevel",
    "isTranslationOf",
];

/// `ext:` and a name of letters, digits, `.`, `-` and `_`. The schema's pattern, by an accident of its
/// range, wants another than `-` first.
pub(crate) fn is_extension_word(text: &str) -> bool {
    let begins = |name: &str| !name.is_empty() && !name.starts_with('-');
    text.strip_prefix("ext:").is_some_and(|name| begins(name) && name.chars().all(is_name_character))
}

/// A word that the vocabulary takes, from one that it does not.
pub(crate) fn extension_word(text: &str) -> String {
    let name = text.strip_prefix("ext:").unwrap_or(text);
    let name: String = name.chars().map(|c| if is_name_character(c) { c } else { '_' }).collect();
    if name.is_empty() || name.starts_with('-') { format!("ext:_{name}") } else { format!("ext:{name}") }
}

fn is_name_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_those_of_rfc_3339() {
        for (text, good) in [
            ("2018-01-07T13:02:02+00:00", true),
            ("2018-01-07T13:02:02.123Z", true),
            ("2018-02-30T13:02:02Z", false),
            ("2018-01-07T24:02:02Z", false),
            ("2018-01-07 13:02:02Z", false),
            ("2018-01-07T13:02:02", false),
            ("2018-01-07T13:02:02.Z", false),
            ("2018-01-07T13:02:02+1:00", false),
            ("2018-01-07T1é:02:0Z", false),
            ("", false),
        ] {
            assert_eq!(is_date_time(text), good, "{text}");
        }
    }

    #[test]
    fn a_word_of_another_tool_becomes_an_extension_word() {
        for (word, written) in [
            ("inspires", "ext:inspires"),
            ("ext:a b", "ext:a_b"),
            ("é", "ext:_"),
            ("", "ext:_"),
            ("-1", "ext:_-1"),
        ] {
            assert_eq!(extension_word(word), written);
            assert!(is_extension_word(written));
        }
    }
}
