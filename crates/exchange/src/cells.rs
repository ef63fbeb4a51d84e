//! Cells that a spreadsheet would run as a formula, made harmless on the way out and read back on
//! the way in.
//!
//! A cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return gets an apostrophe before
//! it, which spreadsheets show as text; so does one that already begins with apostrophes and then
//! one of these, so that reading always gives back what was written.
//! Source: OWASP, "CSV Injection".

use std::borrow::Cow;

/// The cell as it is written to a file.
pub fn harmless(cell: &str) -> Cow<'_, str> {
    if is_formula(cell.trim_start_matches('\'')) { format!("'{cell}").into() } else { cell.into() }
}

/// The cell as it was before [`harmless`].
pub fn restored(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_get_an_apostrophe_and_names_do_not() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("@sum", "'@sum"),
            ("-3", "'-3"),
            ("'=x", "''=x"),
            ("O'Brien", "O'Brien"),
            ("'t Hooft", "'t Hooft"),
            ("", ""),
        ] {
            assert_eq!(harmless(cell), written);
        }
    }

    proptest! {
        #[test]
        fn what_was_written_is_read_back(cell in "['=+@a-]{0,6}") {
            let written = harmless(&cell);
            prop_assert!(!is_formula(&written));
            prop_assert_eq!(restored(&written), cell.as_str());
        }
    }
}
