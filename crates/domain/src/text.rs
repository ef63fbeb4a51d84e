//! Text from outside: bounded, without control characters that break an engine or a page.

/// A text that cannot be stored, with what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadText {
    /// Nothing but white space.
    #[error("is empty: write at least one character")]
    Empty,
    /// Longer than the field takes.
    #[error("has {length} characters: {most} is the most")]
    TooLong {
        /// How many characters it has.
        length: usize,
        /// How many it may have.
        most: usize,
    },
    /// A NUL byte, which PostgreSQL cannot store.
    #[error("holds a NUL character: remove it")]
    Nul,
}

/// Trims `text` and checks that it has 1 to `most` characters and no NUL.
pub fn required(text: &str, most: usize) -> Result<String, BadText> {
    optional(text, most)?.ok_or(BadText::Empty)
}

/// Trims `text` and checks it; `None` when nothing is left.
pub fn optional(text: &str, most: usize) -> Result<Option<String>, BadText> {
    if text.contains('\0') {
        return Err(BadText::Nul);
    }
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Ok(None);
    }
    let length = trimmed.chars().count();
    if length > most {
        return Err(BadText::TooLong { length, most });
    }
    Ok(Some(trimmed.to_owned()))
}

/// What to sort and search by: lower case, the same on both engines because Rust makes it.
pub fn search_key(text: &str) -> String {
    text.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_any_script_is_kept() {
        assert_eq!(required(" نور الهدى ", 300), Ok("نور الهدى".to_owned()));
        assert_eq!(required("O'Brien", 300), Ok("O'Brien".to_owned()));
    }

    #[test]
    fn what_cannot_be_stored_says_why() {
        assert_eq!(required("  ", 300), Err(BadText::Empty));
        assert_eq!(required("a\0b", 300), Err(BadText::Nul));
        assert_eq!(required(&"x".repeat(301), 300), Err(BadText::TooLong { length: 301, most: 300 }));
    }

    #[test]
    fn search_keys_fold_accented_capitals() {
        assert_eq!(search_key(" Ána "), "ána");
    }
}
