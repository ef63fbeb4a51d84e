//! Lines of parts separated by tabs, in which nothing but the separators is special.

use crate::escaped::{escape, unescape};

/// Writes one line. `%`, tabs and line ends within a part are written as `%` and two hexadecimal digits.
pub(crate) fn line(text: &mut String, parts: &[&str]) {
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            text.push('\t');
        }
        escape(part, &['\t'], text);
    }
    text.push('\n');
}

/// The parts of a line that [`line`] wrote.
pub(crate) fn parts(line: &str) -> Option<Vec<String>> {
    line.split('\t').map(unescape).collect()
}

/// A finite number, as [`numbers_text`] writes them.
pub(crate) fn number(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

/// Finite numbers separated by blanks.
pub(crate) fn numbers(text: &str) -> Option<Vec<f64>> {
    text.split_whitespace().map(number).collect()
}

/// The shortest text that reads back as the same numbers, separated by blanks.
pub(crate) fn numbers_text(numbers: &[f64]) -> String {
    numbers.iter().map(f64::to_string).collect::<Vec<_>>().join(" ")
}
