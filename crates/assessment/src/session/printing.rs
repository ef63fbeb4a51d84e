//! Values as a learner reads them: QTI's printed variables, with C's `printf`.

use std::fmt::Write;

use domain::item::{Scalar, Value};

use crate::processing::Number;

/// How wide a number may be written at most; more would be an author's mistake or somebody's prank.
const MAX_WIDTH: usize = 100;

/// How a scalar is written: by `format` where it is a number or text and the format is one, else plainly.
pub fn printed(scalar: &Scalar, format: Option<&str>) -> String {
    format.and_then(|format| formatted(scalar, format)).unwrap_or_else(|| scalar.text())
}

/// A value with its parameters, as [`domain::item::Node::PrintedVariable`] has them.
pub(super) fn printed_value(
    value: &Value,
    format: Option<&str>,
    index: Option<i64>,
    delimiter: Option<&str>,
    field: Option<&str>,
) -> String {
    if let Value::Record(fields) = value {
        let one =
            |scalar: &Option<Scalar>| scalar.as_ref().map(|one| printed(one, format)).unwrap_or_default();
        if let Some(field) = field {
            return fields.get(field).map(one).unwrap_or_default();
        }
        let all: Vec<String> =
            fields.iter().map(|(name, scalar)| format!("{name}={}", one(scalar))).collect();
        return all.join(delimiter.unwrap_or(";"));
    }
    let scalars = value.scalars();
    if let Some(index) = index {
        let place = usize::try_from(index).ok().and_then(|index| index.checked_sub(1));
        return place
            .and_then(|place| scalars.get(place))
            .map(|one| printed(one, format))
            .unwrap_or_default();
    }
    let all: Vec<String> = scalars.iter().map(|one| printed(one, format)).collect();
    all.join(delimiter.unwrap_or(";"))
}

/// One conversion of C's printf, with the text around it; `None` where it is none that QTI has.
fn formatted(scalar: &Scalar, format: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = format;
    let mut converted = false;
    while let Some(place) = rest.find('%') {
        out.push_str(&rest[..place]);
        rest = &rest[place + 1..];
        if let Some(after) = rest.strip_prefix('%') {
            out.push('%');
            rest = after;
            continue;
        }
        if converted {
            return None;
        }
        let (conversion, after) = Conversion::read(rest)?;
        conversion.write(scalar, &mut out)?;
        converted = true;
        rest = after;
    }
    out.push_str(rest);
    Some(out).filter(|_| converted)
}

#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "the five flags of printf")]
struct Conversion {
    left: bool,
    plus: bool,
    space: bool,
    zero: bool,
    alternate: bool,
    width: usize,
    precision: Option<usize>,
    letter: char,
}

impl Conversion {
    fn read(text: &str) -> Option<(Self, &str)> {
        let mut read = Self::default();
        let mut rest = text;
        loop {
            match rest.chars().next()? {
                '-' => read.left = true,
                '+' => read.plus = true,
                ' ' => read.space = true,
                '0' => read.zero = true,
                '#' => read.alternate = true,
                _ => break,
            }
            rest = &rest[1..];
        }
        (read.width, rest) = digits(rest);
        if let Some(after) = rest.strip_prefix('.') {
            let precision;
            (precision, rest) = digits(after);
            read.precision = Some(precision);
        }
        read.letter = rest.chars().next()?;
        let after = &rest[read.letter.len_utf8()..];
        Some((read, after))
    }

    fn write(&self, scalar: &Scalar, out: &mut String) -> Option<()> {
        let number = Number::of(scalar);
        let (negative, body) = match self.letter {
            's' => (false, scalar.text()),
            'd' | 'i' | 'u' => {
                let whole = number?.whole()?;
                let size = whole.unsigned_abs().to_string();
                (whole < 0, format!("{size:0>width$}", width = self.precision.unwrap_or(1)))
            }
            'x' => (false, self.prefixed("0x", format!("{:x}", number?.whole()?))),
            'X' => (false, self.prefixed("0X", format!("{:X}", number?.whole()?))),
            'o' => (false, self.prefixed("0", format!("{:o}", number?.whole()?))),
            'f' | 'F' | 'e' | 'E' | 'g' | 'G' => {
                let number = number?.float();
                (number.is_sign_negative(), self.float(number.abs()))
            }
            _ => return None,
        };
        let numeric = self.letter != 's';
        let sign = match (negative, numeric) {
            (true, _) => "-",
            (false, true) if self.plus => "+",
            (false, true) if self.space => " ",
            _ => "",
        };
        let fill = self.width.saturating_sub(sign.len() + body.chars().count());
        let spaces = |out: &mut String| out.extend(std::iter::repeat_n(' ', fill));
        if self.left {
            let _ = write!(out, "{sign}{body}");
            spaces(out);
        } else if self.zero && numeric {
            let _ = write!(out, "{sign}{}{body}", "0".repeat(fill));
        } else {
            spaces(out);
            let _ = write!(out, "{sign}{body}");
        }
        Some(())
    }

    fn prefixed(&self, prefix: &str, digits: String) -> String {
        if self.alternate && digits != "0" { format!("{prefix}{digits}") } else { digits }
    }

    fn float(&self, number: f64) -> String {
        if number.is_infinite() {
            return "∞".to_owned();
        }
        let precision = self.precision.unwrap_or(6);
        let text = match self.letter {
            'f' | 'F' => format!("{number:.precision$}"),
            'e' | 'E' => exponential(number, precision),
            _ => {
                let precision = precision.max(1);
                let written = exponential(number, precision - 1);
                let exponent: i32 = written.split_once('e').and_then(|(_, e)| e.parse().ok()).unwrap_or(0);
                let places = i32::try_from(precision).unwrap_or(i32::MAX) - 1 - exponent;
                if exponent < -4 || places < 0 {
                    let (digits, exponent) = written.split_once('e').unwrap_or((&written, "+00"));
                    format!("{}e{exponent}", self.trimmed(digits))
                } else {
                    let places = usize::try_from(places).unwrap_or(0);
                    self.trimmed(&format!("{number:.places$}")).to_owned()
                }
            }
        };
        if self.letter.is_uppercase() { text.to_uppercase() } else { text }
    }

    /// `%g` leaves out zeros at the end, unless `#` keeps them.
    fn trimmed<'a>(&self, digits: &'a str) -> &'a str {
        if self.alternate || !digits.contains('.') {
            return digits;
        }
        digits.trim_end_matches('0').trim_end_matches('.')
    }
}

/// As C writes it: with a sign and at least two digits in the exponent.
fn exponential(number: f64, precision: usize) -> String {
    let written = format!("{number:.precision$e}");
    let (digits, exponent) = written.split_once('e').unwrap_or((&written, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    format!("{digits}e{}{:02}", if exponent < 0 { '-' } else { '+' }, exponent.abs())
}

/// Digits at the beginning, as a number within what may be asked for.
fn digits(text: &str) -> (usize, &str) {
    let end = text.find(|one: char| !one.is_ascii_digit()).unwrap_or(text.len());
    let number = if end == 0 { 0 } else { text[..end].parse().unwrap_or(MAX_WIDTH) };
    (number.min(MAX_WIDTH), &text[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_those_of_c() {
        let (float, whole) = (Scalar::Float, Scalar::Integer);
        for (scalar, format, expected) in [
            (float(2.71436), "%.2f", "2.71"),
            (float(2.0), "%f", "2.000000"),
            (float(-2.5), "%+.1f", "-2.5"),
            (float(2.5), "%+.1f", "+2.5"),
            (float(1234.5), "%e", "1.234500e+03"),
            (float(0.0001), "%g", "0.0001"),
            (float(0.00001), "%g", "1e-05"),
            (float(100_000.0), "%g", "100000"),
            (float(1_000_000.0), "%g", "1e+06"),
            (float(1_000_000.0), "%G", "1E+06"),
            (float(1.5), "%#.4g", "1.500"),
            (whole(7), "%d", "7"),
            (whole(7), "%03d", "007"),
            (whole(-7), "%4i|", "  -7|"),
            (whole(-7), "%-4i|", "-7  |"),
            (whole(7), "%.3d", "007"),
            (whole(7), "% d", " 7"),
            (float(8.0), "%d", "8"),
            (whole(255), "%x", "ff"),
            (whole(255), "%#X", "0XFF"),
            (whole(8), "%o", "10"),
            (whole(50), "%d%%", "50%"),
            (whole(5), "€ %.2f", "€ 5.00"),
            (Scalar::String("km".to_owned()), "%4s", "  km"),
        ] {
            assert_eq!(printed(&scalar, Some(format)), expected, "{format}");
        }
    }

    #[test]
    fn what_is_no_format_is_written_plainly() {
        for (scalar, format, expected) in [
            (Scalar::Float(2.5), "%d", "2.5"),
            (Scalar::Integer(3), "%n", "3"),
            (Scalar::Integer(3), "%d %d", "3"),
            (Scalar::Integer(3), "%", "3"),
            (Scalar::Integer(3), "plain", "3"),
            (Scalar::Identifier("A".to_owned()), "%d", "A"),
        ] {
            assert_eq!(printed(&scalar, Some(format)), expected, "{format}");
        }
        assert_eq!(printed(&Scalar::Integer(3), Some("%99999999999999999999d")).len(), 100);
    }

    #[test]
    fn containers_and_records_are_joined() {
        let all = Value::Ordered(vec![Scalar::Integer(1), Scalar::Integer(2)]);
        assert_eq!(printed_value(&all, None, None, None, None), "1;2");
        assert_eq!(printed_value(&all, Some("%02d"), None, Some(", "), None), "01, 02");
        assert_eq!(printed_value(&all, None, Some(2), None, None), "2");
        assert_eq!(printed_value(&all, None, Some(3), None, None), "");
        let record =
            Value::Record([("x".to_owned(), Some(Scalar::Float(0.5))), ("y".to_owned(), None)].into());
        assert_eq!(printed_value(&record, None, None, None, Some("x")), "0.5");
        assert_eq!(printed_value(&record, None, None, None, None), "x=0.5;y=");
        assert_eq!(printed_value(&Value::Null, None, None, None, None), "");
    }
}
