//! The signs of numbers: decimal signs, signs between thousands, digits of other scripts.

/// Why a text is no number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// It is none.
    NoNumber,
    /// It can be read as two.
    TwoNumbers {
        /// One, written so that it cannot be the other.
        one: String,
        /// The other.
        other: String,
    },
}

/// Languages that write a comma before decimals. Source: CLDR 45, decimal sign of each language.
const COMMA: &[&str] = &[
    "af", "az", "be", "bg", "bs", "ca", "cs", "da", "de", "el", "es", "et", "eu", "fi", "fo", "fr", "gl",
    "hr", "hu", "hy", "id", "is", "it", "ka", "kk", "ky", "lb", "lt", "lv", "mk", "nb", "nl", "nn", "no",
    "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "tk", "tr", "uk", "uz", "vi",
];

/// Regions where Spanish is written with a point. Source: CLDR 45, es-419 and its regions.
const SPANISH_WITH_POINT: &[&str] =
    &["419", "cu", "do", "gt", "hn", "mx", "ni", "pa", "pe", "pr", "sv", "us", "bz"];

/// Whether a language writes a comma before decimals.
pub(crate) fn decimal_comma(language: Option<&str>) -> bool {
    let mut parts = language.unwrap_or("en").split(['-', '_']).map(str::to_ascii_lowercase);
    let primary = parts.next().unwrap_or_default();
    let region = parts.find(|part| part.len() == 2 || part.len() == 3);
    match region.as_deref() {
        Some(region) if primary == "es" && SPANISH_WITH_POINT.contains(&region) => false,
        Some("ch" | "li") if primary == "de" || primary == "it" => false,
        _ => COMMA.contains(&primary.as_str()),
    }
}

/// A number as machines write it: `-1234.5e6`.
pub(super) fn plain(text: &str, comma: bool) -> Result<String, Unreadable> {
    let text: String = text.trim().chars().map(digit).collect();
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(&text)),
    };
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let mut number = mantissa_of(mantissa, comma)?;
    if let Some(exponent) = exponent {
        let digits = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
        if digits.is_empty() || digits.len() > 4 || !all_digits(digits) {
            return Err(Unreadable::NoNumber);
        }
        number.push('e');
        number.push_str(exponent.strip_prefix('+').unwrap_or(exponent));
    }
    if negative {
        number.insert(0, '-');
    }
    Ok(number)
}

fn mantissa_of(text: &str, comma: bool) -> Result<String, Unreadable> {
    let spaced = ungrouped(text, ' ');
    let text = spaced.as_deref().unwrap_or(text);
    let (points, commas) = (text.matches('.').count(), text.matches(',').count());
    let decimal = match (points, commas) {
        (0, 0) => return digits_only(text),
        // The last sign is the decimal one, where both are there.
        (1.., 1..) => {
            if text.rfind('.') > text.rfind(',') {
                '.'
            } else {
                ','
            }
        }
        (0, 1) | (1, 0) => return one_sign(text, if points == 1 { '.' } else { ',' }, comma),
        _ => return ungrouped(text, if points > 0 { '.' } else { ',' }).ok_or(Unreadable::NoNumber),
    };
    let (whole, fraction) = text.rsplit_once(decimal).ok_or(Unreadable::NoNumber)?;
    let whole = ungrouped(whole, if decimal == '.' { ',' } else { '.' }).ok_or(Unreadable::NoNumber)?;
    joined(&whole, fraction)
}

/// A single sign: the language's own decimal sign, or the other one. The other one before three digits may
/// stand between thousands: English is read so; where a comma is usual, a point is in use both ways.
fn one_sign(text: &str, sign: char, comma: bool) -> Result<String, Unreadable> {
    let (whole, fraction) = text.split_once(sign).ok_or(Unreadable::NoNumber)?;
    if (sign == ',') == comma {
        return joined(whole, fraction);
    }
    match ungrouped(text, sign) {
        None => joined(whole, fraction),
        Some(thousands) if sign == ',' => Ok(thousands),
        Some(thousands) => {
            Err(Unreadable::TwoNumbers { other: format!("{whole},{fraction}"), one: thousands })
        }
    }
}

/// The digits of a whole number in well-formed groups of three; `None` where they are not.
fn ungrouped(text: &str, sign: char) -> Option<String> {
    let mut groups = text.split(sign);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    // Behind the last group there may be decimals, where groups are set off by spaces.
    let (last, fraction) = match rest.split_last() {
        Some((last, _)) if sign == ' ' => {
            last.split_once(['.', ',']).map_or((*last, ""), |(a, _)| (a, &last[a.len()..]))
        }
        Some((last, _)) => (*last, ""),
        None => return (sign != ' ' && all_digits(first) && !first.is_empty()).then(|| first.to_owned()),
    };
    let three = |group: &str| group.len() == 3 && all_digits(group);
    let well = (1..=3).contains(&first.len())
        && all_digits(first)
        && !first.starts_with('0')
        && rest[..rest.len() - 1].iter().all(|group| three(group))
        && three(last);
    well.then(|| format!("{first}{}{last}{fraction}", rest[..rest.len() - 1].concat()))
}

fn joined(whole: &str, fraction: &str) -> Result<String, Unreadable> {
    if !all_digits(whole) || !all_digits(fraction) || whole.is_empty() && fraction.is_empty() {
        return Err(Unreadable::NoNumber);
    }
    let whole = if whole.is_empty() { "0" } else { whole };
    Ok(if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") })
}

fn digits_only(text: &str) -> Result<String, Unreadable> {
    if text.is_empty() || !all_digits(text) { Err(Unreadable::NoNumber) } else { Ok(text.to_owned()) }
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|sign| sign.is_ascii_digit())
}

/// Digits and signs of other scripts as ASCII's; spaces of any kind as one.
fn digit(sign: char) -> char {
    let from = |zero: u32| {
        let value = u32::from(sign) - zero;
        char::from_digit(value, 10).unwrap_or(sign)
    };
    match sign {
        '\u{660}'..='\u{669}' => from(0x660),
        '\u{6f0}'..='\u{6f9}' => from(0x6f0),
        '\u{966}'..='\u{96f}' => from(0x966),
        '\u{ff10}'..='\u{ff19}' => from(0xff10),
        '\u{66b}' => '.',
        '\u{66c}' | '\'' | '\u{2019}' | '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
        '\u{2212}' | '\u{2013}' => '-',
        sign => sign,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_by_the_language() {
        for (text, language, expected) in [
            ("3.5", "en", Some("3.5")),
            ("3,5", "en", Some("3.5")),
            ("1,234", "en", Some("1234")),
            ("1,234,567.89", "en", Some("1234567.89")),
            ("0,125", "en", Some("0.125")),
            ("3,5", "es", Some("3.5")),
            ("3.5", "es", Some("3.5")),
            ("1,234", "es", Some("1.234")),
            ("1.234.567,5", "es", Some("1234567.5")),
            ("1,234", "es-MX", Some("1234")),
            ("1 234,5", "fr", Some("1234.5")),
            ("1\u{202f}234", "fr", Some("1234")),
            ("\u{2212}7", "en", Some("-7")),
            ("+7", "en", Some("7")),
            (".5", "en", Some("0.5")),
            ("5.", "en", Some("5")),
            ("1.5e-3", "en", Some("1.5e-3")),
            ("٣٫٥", "ar", Some("3.5")),
            ("12,34,5", "en", None),
            ("1 23", "en", None),
            ("seven", "en", None),
            ("1/2", "en", None),
            ("50 %", "en", None),
            ("--1", "en", None),
            ("1e", "en", None),
            (".", "en", None),
            ("", "en", None),
            ("NaN", "en", None),
            ("inf", "en", None),
            ("0x1F", "en", None),
        ] {
            let read = plain(text, decimal_comma(Some(language)));
            assert_eq!(read.ok().as_deref(), expected, "{text} in {language}");
        }
    }

    #[test]
    fn a_point_before_three_digits_is_two_numbers_where_a_comma_is_usual() {
        let two = Unreadable::TwoNumbers { one: "1234".to_owned(), other: "1,234".to_owned() };
        assert_eq!(plain("1.234", true), Err(two));
        assert_eq!(plain("0.234", true), Ok("0.234".to_owned()));
    }
}
