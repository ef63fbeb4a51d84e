//! Bytes to text: UTF-8 with or without a byte-order mark, UTF-16 with one, Windows-1252.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::{Problem, Problems};

/// Reads the text of a table. What is not UTF-8 is read as UTF-16 when it says so by its
/// byte-order mark, else as Windows-1252 (of which Latin-1 is a part), and reported. Lines that end
/// in a carriage return alone end in a line feed afterwards, so that they can be counted.
pub fn table_text<'b>(file: &str, bytes: &'b [u8], problems: &mut Problems) -> Cow<'b, str> {
    let text = decoded(file, bytes, problems);
    if text.contains('\n') || !text.contains('\r') { text } else { text.replace('\r', "\n").into() }
}

fn decoded<'b>(file: &str, bytes: &'b [u8], problems: &mut Problems) -> Cow<'b, str> {
    if let Some((encoding, mark_length)) = Encoding::for_bom(bytes) {
        let (text, _, replaced) = encoding.decode(&bytes[mark_length..]);
        if encoding != UTF_8 {
            problems.add(converted(file, encoding.name()));
        }
        if replaced {
            problems.add(Problem::warning(
                file,
                "some characters could not be read and show as \u{FFFD}",
                "Save the file as UTF-8 and send it again.",
            ));
        }
        return text;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    problems.add(converted(file, "Windows-1252 (Latin-1)"));
    WINDOWS_1252.decode_without_bom_handling(bytes).0
}

fn converted(file: &str, encoding: &str) -> Problem {
    Problem::warning(
        file,
        format!("the file is not UTF-8; it was read as {encoding}"),
        "Check a few names with accents; export as UTF-8 to be sure.",
    )
}

/// Reads the text of a file that must be UTF-8, such as JSON. `None` after reporting where it is not.
pub fn strict_text<'b>(file: &str, bytes: &'b [u8], problems: &mut Problems) -> Option<Cow<'b, str>> {
    if let Some((encoding, mark_length)) = Encoding::for_bom(bytes) {
        problems.add(Problem::warning(
            file,
            format!("the file begins with a byte-order mark ({})", encoding.name()),
            "Nothing to do: it was skipped.",
        ));
        if encoding == UTF_8 {
            return checked_utf8(file, &bytes[mark_length..], problems).map(Cow::Borrowed);
        }
        let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark_length..]);
        if text.is_none() {
            problems.stop(Problem::error(
                file,
                format!("the file says it is {} but is not", encoding.name()),
                "Export it again as UTF-8.",
            ));
        }
        return text;
    }
    checked_utf8(file, bytes, problems).map(Cow::Borrowed)
}

fn checked_utf8<'b>(file: &str, bytes: &'b [u8], problems: &mut Problems) -> Option<&'b str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) => {
            let good = &bytes[..error.valid_up_to()];
            let line = 1 + bytes_of(good, b'\n');
            let column = 1 + good.iter().rev().take_while(|byte| **byte != b'\n').count();
            let bad = bytes.get(good.len()).copied().unwrap_or_default();
            problems.stop(
                Problem::error(
                    file,
                    format!("the file is not UTF-8: byte 0x{bad:02X} at column {column}"),
                    "Export it again as UTF-8.",
                )
                .at_line(line),
            );
            None
        }
    }
}

#[expect(clippy::naive_bytecount, reason = "runs once, for a message")]
fn bytes_of(text: &[u8], wanted: u8) -> u64 {
    text.iter().filter(|byte| **byte == wanted).count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_text() {
        check(b"\xEF\xBB\xBFname", "name", 0);
    }

    #[test]
    fn latin_1_and_windows_1252_are_read_and_reported() {
        check(b"Jos\xE9", "José", 1);
        check(b"O\x92Brien", "O\u{2019}Brien", 1);
    }

    #[test]
    fn utf_16_with_its_mark_is_read_and_reported() {
        check(b"\xFF\xFEn\0o\0", "no", 1);
    }

    #[test]
    fn arabic_is_kept() {
        check("نور".as_bytes(), "نور", 0);
    }

    #[test]
    fn json_that_is_not_utf_8_says_where() {
        let mut problems = Problems::default();
        assert_eq!(strict_text("f.json", b"{\n \"a\": \"\xE9\"}", &mut problems), None);
        let problem = &problems.finish(()).problems[0];
        assert_eq!(problem.line, Some(2));
        assert!(problem.what.contains("0xE9 at column 8"), "{}", problem.what);
    }

    #[track_caller]
    fn check(bytes: &[u8], expected: &str, warnings: u64) {
        let mut problems = Problems::default();
        assert_eq!(table_text("f.csv", bytes, &mut problems), expected);
        assert_eq!(problems.finish(()).warnings, warnings);
    }
}
