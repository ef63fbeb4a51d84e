//! Texts inside lines whose separators they may hold.

use std::fmt::Write as _;

/// Appends `part` with its percent signs, line ends and `separators` as `%` and two hexadecimal digits.
pub(crate) fn escape(part: &str, separators: &[char], text: &mut String) {
    for character in part.chars() {
        if matches!(character, '%' | '\n' | '\r') || separators.contains(&character) {
            _ = write!(text, "%{:02x}", u32::from(character));
        } else {
            text.push(character);
        }
    }
}

/// What [`escape`] was given; `None` for what it never wrote.
pub(crate) fn unescape(part: &str) -> Option<String> {
    let mut pieces = part.split('%');
    let mut text = pieces.next()?.to_owned();
    for piece in pieces {
        let code = u8::from_str_radix(piece.get(..2)?, 16).ok().filter(u8::is_ascii)?;
        text.push(char::from(code));
        text.push_str(&piece[2..]);
    }
    Some(text)
}
