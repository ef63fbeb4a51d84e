//! Names as people paste them: from a message, a numbered list or a spreadsheet.
//!
//! One person a line: `Given Family`, `Family, Given`, or columns separated by tabs, semicolons or
//! several commas, with or without a header. Numbers and bullets before a name are dropped.

mod columns;
mod one_line;

use std::collections::HashMap;

use domain::text;

use crate::{Parsed, Problem, Problems, encoding};

/// One pasted person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastedName {
    /// Its line, from 1.
    pub line: u64,
    /// Given name; may be empty when only one name is known.
    pub given_name: String,
    /// Family name; may be empty when only one name is known.
    pub family_name: String,
    /// Grade, as written.
    pub grade: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// An earlier line has the same name: two people, or one pasted twice?
    pub same_as_line: Option<u64>,
}

/// The most characters of one name.
pub const MOST_NAME_CHARACTERS: usize = 300;

/// The most lines that are read; a longer list is a roster file.
pub const MOST_LINES: usize = 5_000;

const FILE: &str = "pasted names";

/// Reads pasted names from bytes, such as an uploaded text file.
pub fn read_bytes(bytes: &[u8]) -> Parsed<Vec<PastedName>> {
    let mut problems = Problems::default();
    let text = encoding::table_text(FILE, bytes, &mut problems);
    let names = names(&text, &mut problems);
    problems.finish(names)
}

/// Reads pasted names.
pub fn read(pasted: &str) -> Parsed<Vec<PastedName>> {
    let mut problems = Problems::default();
    let names = names(pasted, &mut problems);
    problems.finish(names)
}

fn names(pasted: &str, problems: &mut Problems) -> Vec<PastedName> {
    let pasted = pasted.strip_prefix('\u{FEFF}').unwrap_or(pasted);
    let lines: Vec<(u64, &str)> =
        (1..).zip(pasted.lines()).filter(|(_, line)| !line.trim().is_empty()).collect();
    if let Some((line, _)) = lines.get(MOST_LINES) {
        let what = format!("only the first {MOST_LINES} names are read");
        problems.add(Problem::error(FILE, what, "Import a roster file instead.").at_line(*line));
    }
    let lines = &lines[..lines.len().min(MOST_LINES)];
    let layout = columns::Layout::of(lines);
    let mut seen: HashMap<String, u64> = HashMap::new();
    let mut names = Vec::with_capacity(lines.len());
    for (line, text) in lines.iter().skip(usize::from(layout.has_header())).copied() {
        let Some(mut name) = layout.person(line, text).and_then(|name| checked(name, text, problems)) else {
            continue;
        };
        let key = text::search_key(&format!("{}\n{}", name.given_name, name.family_name));
        if let Some(first) = seen.get(&key) {
            let what = format!("line {first} has the same name");
            let advice = "Keep both if they are two people; remove one if it was pasted twice.";
            problems.add(Problem::warning(FILE, what, advice).at_line(line).with_value(text));
            name.same_as_line = Some(*first);
        } else {
            seen.insert(key, line);
        }
        names.push(name);
    }
    names
}

fn checked(mut name: PastedName, line_text: &str, problems: &mut Problems) -> Option<PastedName> {
    let problem = |what: String, advice: &str| {
        Problem::error(FILE, what, advice).at_line(name.line).with_value(line_text)
    };
    if line_text.contains('\0') {
        problems.add(problem("the line holds a NUL character".to_owned(), "Remove it."));
        return None;
    }
    for part in [&name.given_name, &name.family_name] {
        if let Err(bad) = text::optional(part, MOST_NAME_CHARACTERS) {
            problems.add(problem(format!("the name {bad}"), "Shorten it, or put one person on each line."));
            return None;
        }
    }
    if !name.given_name.chars().chain(name.family_name.chars()).any(char::is_alphabetic) {
        problems.add(problem("there is no name on this line".to_owned(), "Write a given and a family name."));
        return None;
    }
    if let Some(email) = name.email.take_if(|email| !is_email(email)) {
        let warning = Problem::warning(FILE, "this is not an e-mail address; it is left out", "Correct it.");
        problems.add(warning.at_line(name.line).in_field("email").with_value(&email));
    }
    if let Some(grade) = name.grade.take_if(|grade| grade.chars().count() > 20) {
        let warning = Problem::warning(FILE, "this is too long for a grade; it is left out", "Shorten it.");
        problems.add(warning.at_line(name.line).in_field("grade").with_value(&grade));
    }
    Some(name)
}

/// One `@` with something on both sides and a dot after it, no white space.
pub(crate) fn is_email(text: &str) -> bool {
    let mut parts = text.split('@');
    let (user, host, rest) = (parts.next(), parts.next(), parts.next());
    text.len() <= 254
        && !text.contains(|c: char| c.is_whitespace() || c.is_control())
        && user.is_some_and(|user| !user.is_empty())
        && host
            .is_some_and(|host| host.split('.').count() > 1 && host.split('.').all(|label| !label.is_empty()))
        && rest.is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_a_line_in_either_order() {
        check(
            "Ada Lovelace\r\nGauss, Carl Friedrich\nMaría José de la Cruz\nSukarno\n",
            &["Ada|Lovelace", "Carl Friedrich|Gauss", "María José|de la Cruz", "Sukarno|"],
        );
    }

    #[test]
    fn numbers_and_bullets_are_dropped() {
        check(
            "1. Ada Lovelace\n2) Alan Turing\n- Grace Hopper\n• Emmy Noether\n10\tIda Rhodes\n",
            &["Ada|Lovelace", "Alan|Turing", "Grace|Hopper", "Emmy|Noether", "Ida|Rhodes"],
        );
    }

    #[test]
    fn columns_of_a_spreadsheet_with_a_header() {
        check(
            "Last name\tFirst name\tGrade\tE-mail\nNoor\tHuda\t5\thuda@example.org\n",
            &["Huda|Noor|5|huda@example.org"],
        );
        check("Student,Grade\n\"Noor, Huda\",5\n", &["Huda|Noor|5"]);
    }

    #[test]
    fn columns_without_a_header_are_told_by_what_they_hold() {
        check(
            "Ada\tLovelace\t7\tada@example.org\nAlan\tTuring\t8\t\n",
            &["Ada|Lovelace|7|ada@example.org", "Alan|Turing|8"],
        );
    }

    #[test]
    fn any_script_and_apostrophes_are_kept() {
        check("نور الهدى\nSinéad O'Brien\n李 小龍\n", &["نور|الهدى", "Sinéad|O'Brien", "李|小龍"]);
    }

    #[test]
    fn the_same_name_twice_is_flagged_and_kept() {
        let parsed = read("Ada Lovelace\nada LOVELACE\n");
        assert_eq!(parsed.batch.len(), 2);
        assert_eq!(parsed.batch[1].same_as_line, Some(1));
        assert_eq!(parsed.warnings, 1);
    }

    #[test]
    fn a_name_of_300_characters_comes_in_and_a_longer_one_is_named() {
        check(&"x".repeat(300), &[&format!("{}|", "x".repeat(300))]);
        let parsed = read(&format!("Ada Lovelace\n{}\n...\n\0bad\n", "x".repeat(301)));
        assert_eq!(parsed.batch.len(), 1);
        let lines: Vec<_> = parsed.problems.iter().filter_map(|problem| problem.line).collect();
        assert_eq!(lines, [2, 3, 4]);
    }

    #[track_caller]
    fn check(pasted: &str, expected: &[&str]) {
        let parsed = read(pasted);
        let found: Vec<String> = parsed
            .batch
            .iter()
            .map(|name| {
                let more = name.grade.iter().chain(&name.email).map(|text| format!("|{text}"));
                format!("{}|{}{}", name.given_name, name.family_name, more.collect::<String>())
            })
            .collect();
        assert_eq!(found, expected, "{:?}", parsed.problems);
    }
}
