//! Pasted lines as competencies of a framework made here.

use std::{collections::HashSet, fmt::Write as _};

use domain::{CompetencyId, DistrictId, FrameworkId, framework::Competency, text::search_key};
use exchange::imports::framework_csv::{self, About, FrameworkTable};
use store::Tx;

use super::MOST_LINES;
use crate::Refusal;

/// One line: where it was pasted, its code if it has one, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    number: usize,
    code: Option<String>,
    statement: String,
}

/// What lines came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Put {
    /// The framework.
    pub(crate) framework: FrameworkId,
    /// The competency of each line, in their order; those that were there included.
    pub(crate) competencies: Vec<CompetencyId>,
}

/// The lines that say something. A first word that holds a digit is a code.
pub(crate) fn read(pasted: &str) -> Result<Vec<Line>, Refusal> {
    let lines: Vec<Line> =
        (1..).zip(pasted.lines()).filter_map(|(number, line)| line_of(number, line)).collect();
    if lines.is_empty() {
        return Err(Refusal::invalid("competencies", "are missing: write one on each line"));
    }
    if lines.len() > MOST_LINES {
        let why = format!("are too many: {MOST_LINES} lines are the most; import a file instead");
        return Err(Refusal::invalid("competencies", why));
    }
    Ok(lines)
}

fn line_of(number: usize, line: &str) -> Option<Line> {
    let line = line.trim();
    let coded = line
        .split_once(char::is_whitespace)
        .filter(|(code, _)| code.chars().count() <= 30 && code.chars().any(|letter| letter.is_ascii_digit()));
    let (code, statement) = match coded {
        Some((code, statement)) => {
            (Some(code.trim_end_matches([':', ')', '.']).to_owned()), statement.trim())
        }
        None => (None, line),
    };
    (!statement.is_empty()).then(|| Line { number, code, statement: statement.to_owned() })
}

/// Adds what is new to the framework, which is made where it is not there yet.
pub(crate) async fn put(
    tx: &mut Tx,
    district: DistrictId,
    about: &About,
    lines: &[Line],
) -> Result<Put, Refusal> {
    let id = framework_csv::id(district, about);
    let there = store::competency::of_framework(tx, district, id).await?;
    let arranged = arrange(lines, &there)?;
    let mut new = match made(district, about, &arranged)? {
        Some(made) => {
            if store::framework::find(tx, district, id).await?.is_none() {
                store::framework::put(tx, district, &made.framework).await?;
            }
            made.competencies
        }
        None => Vec::new(),
    };
    let after = there.iter().map(|one| one.position).max().unwrap_or(-1) + 1;
    for one in &mut new {
        one.position += after;
    }
    store::competency::put(tx, district, &new).await?;
    let mut fresh = new.iter().map(|one| one.id);
    let ids = arranged.iter().filter_map(|place| match place {
        Place::There(id) => Some(*id),
        Place::New { .. } => fresh.next(),
    });
    Ok(Put { framework: id, competencies: ids.collect() })
}

/// Where a line goes.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    /// It is there already.
    There(CompetencyId),
    /// It becomes a competency with this code.
    New { line: usize, code: String, statement: String },
}

/// Lines beside what is there: the same words are the same competency, a code with other words is refused,
/// and lines without a code get the next free number.
fn arrange(lines: &[Line], there: &[Competency]) -> Result<Vec<Place>, Refusal> {
    let codes = there.iter().filter_map(|one| one.code.as_deref());
    let given = lines.iter().filter_map(|line| line.code.as_deref());
    let mut taken: HashSet<String> = codes.chain(given).map(search_key).collect();
    let mut seen: HashSet<String> = HashSet::new();
    let mut places = Vec::with_capacity(lines.len());
    let mut number = there.len();
    for line in lines {
        let words = search_key(&line.statement);
        let known = there.iter().find(|one| match (&line.code, &one.code) {
            (Some(code), Some(other)) => search_key(code) == search_key(other),
            _ => search_key(&one.statement) == words,
        });
        number = number.saturating_add(1);
        match known {
            Some(one) if search_key(&one.statement) != words => {
                let code = line.code.as_deref().unwrap_or_default();
                let why = format!("line {}: {code} is there already, with other words", line.number);
                return Err(Refusal::invalid("competencies", why));
            }
            Some(one) => places.push(Place::There(one.id)),
            None if line.code.is_none() && !seen.insert(words) => {}
            None => {
                let code = line.code.clone().unwrap_or_else(|| {
                    while !taken.insert(number.to_string()) {
                        number += 1;
                    }
                    number.to_string()
                });
                places.push(Place::New { line: line.number, code, statement: line.statement.clone() });
            }
        }
    }
    Ok(places)
}

/// The new lines as a framework; `None` when there are none.
fn made(district: DistrictId, about: &About, places: &[Place]) -> Result<Option<FrameworkTable>, Refusal> {
    let mut table = "code,statement\n".to_owned();
    let mut numbers = Vec::new();
    for place in places {
        let Place::New { line, code, statement } = place else { continue };
        let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        // Writing to a text cannot fail.
        let _ = writeln!(table, "{},{}", quoted(code), quoted(statement));
        numbers.push(*line);
    }
    if numbers.is_empty() {
        return Ok(None);
    }
    let parsed = framework_csv::read(district, about, "pasted lines", table.as_bytes());
    if let Some(problem) = parsed.problems.first() {
        let row =
            problem.line.and_then(|line| usize::try_from(line).ok()).and_then(|line| line.checked_sub(2));
        let line = row.and_then(|row| numbers.get(row)).copied().unwrap_or(1);
        return Err(Refusal::invalid("competencies", format!("line {line}: {}", problem.what)));
    }
    parsed.batch.map(Some).ok_or_else(|| Refusal::invalid("competencies", "hold nothing"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_have_codes_or_get_the_next_free_number() {
        check("M.1: Count, to 100\n\nSay \"please\"\n", &[], &["M.1 Count, to 100", "2 Say \"please\""]);
        check("2 Count\nSay please", &[], &["2 Count", "3 Say please"]);
        check("Say thanks", &[("1", "Say please")], &["2 Say thanks"]);
        check(
            "Say thanks\nSay hello",
            &[("1", "Say please"), ("3", "Wait")],
            &["4 Say thanks", "5 Say hello"],
        );
    }

    #[test]
    fn the_same_words_are_the_same_competency() {
        check(
            "Say Please\nSay please\nsay thanks\nSay thanks",
            &[("1", "Say please")],
            &["there", "there", "4 say thanks"],
        );
        check("1 Say please", &[("1", "Say please")], &["there"]);
        let there = [competency("1", "Say please")];
        let refused = arrange(&read("x\n1 Say thanks").expect("lines"), &there);
        assert!(refused.is_err_and(|why| why.to_string().contains("line 2")));
    }

    #[test]
    fn nothing_and_too_much_are_refused() {
        assert!(read(" \n").is_err());
        assert!(read(&"x\n".repeat(MOST_LINES + 1)).is_err());
    }

    fn competency(code: &str, statement: &str) -> Competency {
        Competency {
            id: CompetencyId::from_bytes([7; 16]),
            framework: FrameworkId::from_bytes([8; 16]),
            guid: code.to_owned(),
            code: Some(code.to_owned()),
            statement: statement.to_owned(),
            short: None,
            kind: None,
            grades: Vec::new(),
            position: 0,
            retired: false,
            extra: domain::framework::Extra::new(),
        }
    }

    #[track_caller]
    fn check(pasted: &str, there: &[(&str, &str)], expected: &[&str]) {
        let there: Vec<Competency> =
            there.iter().map(|(code, statement)| competency(code, statement)).collect();
        let places = arrange(&read(pasted).expect("lines"), &there).expect("places");
        let written = places.iter().map(|place| match place {
            Place::There(_) => "there".to_owned(),
            Place::New { code, statement, .. } => format!("{code} {statement}"),
        });
        assert_eq!(written.collect::<Vec<_>>(), expected, "{pasted}");
    }
}
