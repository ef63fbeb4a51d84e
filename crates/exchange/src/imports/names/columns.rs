//! Which column of a pasted table holds what.

use super::{PastedName, is_email, one_line};
use crate::table::folded;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Given,
    Family,
    Whole,
    Grade,
    Email,
    Nothing,
}

const HEADERS: [(Holds, &[&str]); 5] = [
    (Holds::Given, &["given", "givenname", "first", "firstname", "forename", "nombre", "prenom", "prénom"]),
    (Holds::Family, &["family", "familyname", "last", "lastname", "surname", "apellido", "apellidos"]),
    (Holds::Whole, &["name", "student", "studentname", "learner", "fullname", "pupil"]),
    (Holds::Grade, &["grade", "gradelevel", "year", "class", "grado"]),
    (Holds::Email, &["email", "mail", "emailaddress", "correo"]),
];

/// How the pasted lines are cut into columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layout {
    delimiter: Option<char>,
    header: bool,
    columns: Vec<Holds>,
}

impl Layout {
    /// Looks at all lines; the first may be a header.
    pub fn of(lines: &[(u64, &str)]) -> Self {
        let Some((_, first)) = lines.first() else {
            return Self { delimiter: None, header: false, columns: Vec::new() };
        };
        let delimiter = delimiter_of(lines);
        let named: Vec<Holds> = cells(first, delimiter).iter().map(|cell| by_header(cell)).collect();
        let of_a_person = [Holds::Given, Holds::Family, Holds::Whole];
        let all_known = named.iter().filter(|holds| **holds == Holds::Nothing).count() == 0;
        if named.iter().any(|holds| of_a_person.contains(holds)) && (all_known || named.len() > 2) {
            return Self { delimiter, header: true, columns: named };
        }
        Self { delimiter, header: false, columns: by_content(lines, delimiter) }
    }

    pub const fn has_header(&self) -> bool {
        self.header
    }

    /// The person on one line; `None` for a line without any cell.
    pub fn person(&self, line: u64, text: &str) -> Option<PastedName> {
        let mut person = PastedName {
            line,
            given_name: String::new(),
            family_name: String::new(),
            grade: None,
            email: None,
            same_as_line: None,
        };
        if self.columns.is_empty() {
            (person.given_name, person.family_name) = one_line::given_and_family(text);
            return Some(person);
        }
        let cells = cells(text, self.delimiter);
        for (cell, holds) in cells.iter().zip(&self.columns).filter(|(cell, _)| !cell.is_empty()) {
            match holds {
                Holds::Given => person.given_name = one_line::tidy(one_line::without_bullet(cell)),
                Holds::Family => person.family_name = one_line::tidy(one_line::without_bullet(cell)),
                Holds::Whole => (person.given_name, person.family_name) = one_line::given_and_family(cell),
                Holds::Grade => person.grade = Some(cell.clone()),
                Holds::Email => person.email = Some(cell.clone()),
                Holds::Nothing => {}
            }
        }
        (!cells.iter().all(String::is_empty)).then_some(person)
    }
}

/// Tabs or semicolons on the first line; commas when most lines have two or more, or a header says so.
fn delimiter_of(lines: &[(u64, &str)]) -> Option<char> {
    let most = |delimiter: char, count: usize| {
        lines.iter().filter(|(_, line)| line.matches(delimiter).count() >= count).count() * 2 > lines.len()
    };
    let header = |delimiter: char| {
        lines.first().is_some_and(|(_, first)| {
            let cells = cells(first, Some(delimiter));
            cells.len() > 1 && cells.iter().all(|cell| by_header(cell) != Holds::Nothing)
        })
    };
    if most('\t', 1) {
        Some('\t')
    } else if most(';', 1) {
        Some(';')
    } else if most(',', 2) || header(',') {
        Some(',')
    } else {
        None
    }
}

/// The cells of a line; quotation marks keep a delimiter inside.
fn cells(line: &str, delimiter: Option<char>) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        if c == '"' {
            quoted = !quoted;
        } else if Some(c) == delimiter && !quoted {
            cells.push(String::new());
        } else if let Some(cell) = cells.last_mut() {
            cell.push(c);
        }
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

fn by_header(cell: &str) -> Holds {
    let name = folded(cell);
    HEADERS
        .iter()
        .find(|(_, names)| names.contains(&name.as_str()))
        .map_or(Holds::Nothing, |(holds, _)| *holds)
}

/// Without a header: e-mail by its `@`, grade by being short and beginning with a digit or `K`,
/// numbering by position, and names in the order given, family.
fn by_content(lines: &[(u64, &str)], delimiter: Option<char>) -> Vec<Holds> {
    if delimiter.is_none() {
        return Vec::new();
    }
    let table: Vec<Vec<String>> = lines.iter().map(|(_, line)| cells(line, delimiter)).collect();
    let width = table.iter().map(Vec::len).max().unwrap_or(0);
    let holds_all = |column: usize, test: &dyn Fn(&str) -> bool| {
        let mut filled =
            table.iter().filter_map(|row| row.get(column)).filter(|cell| !cell.is_empty()).peekable();
        filled.peek().is_some() && filled.all(|cell| test(cell))
    };
    let mut columns: Vec<Holds> = (0..width)
        .map(|column| {
            if holds_all(column, &|cell| is_email(cell)) {
                Holds::Email
            } else if holds_all(column, &is_grade) {
                if column == 0 { Holds::Nothing } else { Holds::Grade }
            } else if holds_all(column, &|cell| cell.chars().any(char::is_alphabetic)) {
                Holds::Whole
            } else {
                Holds::Nothing
            }
        })
        .collect();
    let names: Vec<usize> = (0..width).filter(|column| columns[*column] == Holds::Whole).collect();
    if let [given, family, rest @ ..] = names.as_slice() {
        columns[*given] = Holds::Given;
        columns[*family] = Holds::Family;
        for column in rest {
            columns[*column] = Holds::Nothing;
        }
    }
    columns
}

fn is_grade(cell: &str) -> bool {
    cell.chars().count() <= 3
        && cell.starts_with(|c: char| c.is_ascii_digit() || c == 'K' || c == 'k')
        && cell.chars().all(char::is_alphanumeric)
}
