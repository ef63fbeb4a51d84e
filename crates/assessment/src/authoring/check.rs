//! What can be wrong with an item before it is shown to anybody, found by looking and by drawing.

use std::collections::BTreeSet;

use super::{
    Authored, AuthoredKind, Credit, Fault, Formula, NumberTolerance,
    draws::{Drawing, Try, in_words, substituted},
    formula::Function,
    problem::Problems,
    scoring,
};

/// What is wrong whatever is drawn.
pub(super) fn shape(authored: &Authored, problems: &mut Problems) {
    identifiers(authored, problems);
    if !(authored.points > 0.0 && authored.points <= 1_000.0) {
        problems.add("points", &authored.points.to_string(), Fault::OutOfRange("above 0, at most 1,000"));
    }
    if authored.title.trim().is_empty() {
        problems.add("title", "", Fault::Empty);
    }
    for (at, support) in authored.changing_supports.iter().enumerate() {
        if support.is_empty() || support.contains(char::is_whitespace) {
            problems.add(
                format!("changing_supports[{at}]"),
                support,
                Fault::OutOfRange("one word, without spaces"),
            );
        }
    }
    if scoring::by_a_person(&authored.kind) {
        for (name, text) in [("right", &authored.feedback.right), ("wrong", &authored.feedback.wrong)] {
            if let Some(text) = text {
                problems.add(format!("feedback.{name}"), text, Fault::NeverShown);
            }
        }
    }
    for (field, list) in lists(&authored.kind) {
        same_twice(&field, &list, problems);
    }
    kind(&authored.kind, problems);
}

fn identifiers(authored: &Authored, problems: &mut Problems) {
    let fits = |name: &str| {
        name.len() <= 128
            && name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
    };
    if !fits(&authored.identifier) {
        problems.add("identifier", &authored.identifier, Fault::BadIdentifier);
    }
    let mut known = BTreeSet::new();
    for (at, variable) in authored.variables.iter().enumerate() {
        let name = variable.name.as_str();
        let plain = name.len() <= 40
            && name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'_');
        let taken = ["pi", "key", "and", "or", "not"].contains(&name) || Function::named(name).is_some();
        let field = format!("variables[{at}].name");
        if !plain || taken {
            problems.add(field, name, Fault::BadName);
        } else if !known.insert(name) {
            problems.add(field.clone(), name, Fault::Twice(field));
        }
    }
}

fn kind(kind: &AuthoredKind, problems: &mut Problems) {
    match kind {
        AuthoredKind::ChooseOne { choices, .. } | AuthoredKind::ChooseSeveral { choices, .. } => {
            let right = choices.iter().filter(|one| one.right).count();
            if right == 0 {
                problems.add("choices", "", Fault::NoRightAnswer);
            } else if right > 1 && matches!(kind, AuthoredKind::ChooseOne { .. }) {
                problems.add("choices", "", Fault::TooManyRight(right));
            }
        }
        AuthoredKind::InlineChoice { blanks, .. } => {
            if blanks.is_empty() {
                problems.add("blanks", "", Fault::Empty);
            }
            for (at, blank) in blanks.iter().enumerate().filter(|(_, one)| one.right >= one.choices.len()) {
                problems.add(format!("blanks[{at}]"), &blank.right.to_string(), Fault::NoRightAnswer);
            }
        }
        AuthoredKind::ShortText { accepted, .. } => {
            if accepted.is_empty() {
                problems.add("accepted", "", Fault::NoRightAnswer);
            }
            for (at, text) in accepted.iter().enumerate() {
                if text.trim() != text || text.is_empty() {
                    problems.add(
                        format!("accepted[{at}]"),
                        text,
                        Fault::OutOfRange("written without spaces around it"),
                    );
                } else if text.contains("{=") {
                    let words = "has a formula: a short text is fixed; let learners answer with a number";
                    problems.add(format!("accepted[{at}]"), text, Fault::Sort(words.to_owned()));
                }
            }
        }
        AuthoredKind::Number { tolerance, units, .. } => {
            let fits = match tolerance {
                NumberTolerance::Exact => true,
                NumberTolerance::Absolute(by) => *by >= 1e-6 && by.is_finite(),
                NumberTolerance::Relative(percent) => *percent > 0.0 && *percent < 100.0,
            };
            if !fits {
                problems.add(
                    "tolerance",
                    &format!("{tolerance:?}"),
                    Fault::OutOfRange("0.000001 or more, below 100 percent"),
                );
            }
            for (at, unit) in units.iter().enumerate() {
                if unit.trim().is_empty() || unit.contains('|') {
                    problems.add(
                        format!("units[{at}]"),
                        unit,
                        Fault::OutOfRange("a unit without |, such as cm"),
                    );
                }
            }
        }
        AuthoredKind::Match { rows, columns, .. } => {
            for (at, (row, _)) in rows.iter().enumerate().filter(|(_, (_, column))| *column >= columns.len())
            {
                problems.add(format!("rows[{at}]"), row, Fault::NoRightAnswer);
            }
        }
        AuthoredKind::ExtendedText { lines, .. } if !(1..=200).contains(lines) => {
            problems.add("lines", &lines.to_string(), Fault::OutOfRange("1 to 200"));
        }
        AuthoredKind::AudioAnswer { seconds, .. } if !(1..=3_600).contains(seconds) => {
            problems.add("seconds", &seconds.to_string(), Fault::OutOfRange("1 to 3,600"));
        }
        _ => {}
    }
    let (credit, penalized) = match kind {
        AuthoredKind::ChooseSeveral { credit, .. } | AuthoredKind::Hottext { credit, .. } => (credit, true),
        AuthoredKind::InlineChoice { credit, .. }
        | AuthoredKind::Match { credit, .. }
        | AuthoredKind::Order { credit, .. }
        | AuthoredKind::GapMatch { credit, .. } => (credit, false),
        _ => return,
    };
    if let Credit::PerAnswer { penalty } = credit {
        let fits = if penalized { (0.0..=1.0).contains(penalty) } else { *penalty == 0.0 };
        if !fits {
            let range = if penalized { "0 to 1" } else { "0: a wrong answer here already misses its share" };
            problems.add("credit.penalty", &penalty.to_string(), Fault::OutOfRange(range));
        }
    }
}

/// Texts of one kind beside each other, none of which may be another.
fn lists(kind: &AuthoredKind) -> Vec<(String, Vec<&str>)> {
    match kind {
        AuthoredKind::ChooseOne { choices, .. } | AuthoredKind::ChooseSeveral { choices, .. } => {
            vec![("choices".to_owned(), choices.iter().map(|one| one.text.as_str()).collect())]
        }
        AuthoredKind::TrueFalse { words, .. } => {
            vec![("words".to_owned(), words.iter().map(String::as_str).collect())]
        }
        AuthoredKind::InlineChoice { blanks, .. } => blanks
            .iter()
            .enumerate()
            .map(|(at, blank)| {
                (format!("blanks[{at}].choices"), blank.choices.iter().map(String::as_str).collect())
            })
            .collect(),
        AuthoredKind::Match { rows, columns, .. } => vec![
            ("rows".to_owned(), rows.iter().map(|(row, _)| row.as_str()).collect()),
            ("columns".to_owned(), columns.iter().map(String::as_str).collect()),
        ],
        AuthoredKind::Order { entries, .. } => {
            vec![("entries".to_owned(), entries.iter().map(String::as_str).collect())]
        }
        _ => Vec::new(),
    }
}

fn same_twice(field: &str, list: &[&str], problems: &mut Problems) {
    if list.len() < 2 {
        problems.add(field, "", Fault::TooFew(list.len()));
    }
    if list.len() > 26 {
        problems.add(field, "", Fault::OutOfRange("a list of at most 26"));
    }
    for (at, text) in list.iter().enumerate() {
        if let Some(first) = list[..at].iter().position(|other| alike(other) == alike(text)) {
            problems.add(format!("{field}[{first}]"), text, Fault::Twice(format!("{field}[{at}]")));
        }
    }
}

fn alike(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is wrong for something that may be drawn.
pub(super) fn draws(authored: &Authored, formulas: &[(String, Formula)], problems: &mut Problems) {
    if !problems.0.is_empty() {
        return;
    }
    let Some(drawing) = Drawing::of(&authored.variables, authored.constraint.as_deref()) else { return };
    let lists = lists(&authored.kind);
    let mut kept = 0_usize;
    for tried in drawing.looked_at() {
        let draw = match tried {
            Try::Kept(draw) => draw,
            Try::Left => continue,
            Try::Failed(name, why, draw) => {
                let at = authored.variables.iter().position(|variable| variable.name == name);
                let field = at.map_or(name.clone(), |at| format!("variables[{at}]"));
                problems.add(field, &name, Fault::NoValue { why, draw: in_words(&draw) });
                return;
            }
        };
        kept += 1;
        for (field, formula) in formulas {
            let failed = match formula {
                Formula::Call(Function::Frac, _) => substituted(&format!("{{= {formula}}}"), &draw).err(),
                _ => formula.value(&draw).err(),
            };
            if let Some(why) = failed {
                let fault = Fault::NoValue { why, draw: in_words(&draw) };
                problems.add(field.clone(), &formula.to_string(), fault);
            }
        }
        for (field, list) in &lists {
            let shown: Vec<_> = list.iter().filter_map(|text| substituted(text, &draw).ok()).collect();
            for (at, text) in shown.iter().enumerate() {
                if let Some(first) = shown[..at].iter().position(|other| alike(other) == alike(text)) {
                    let other = format!("{field}[{first}]");
                    let fault = Fault::SameWhen { other, draw: in_words(&draw) };
                    problems.add(format!("{field}[{at}]"), list[at], fault);
                }
            }
        }
        if !problems.0.is_empty() {
            return;
        }
    }
    if kept == 0 {
        problems.add("constraint", authored.constraint.as_deref().unwrap_or(""), Fault::NeverTrue);
    }
}

/// Variables that nothing uses.
pub(super) fn uses(authored: &Authored, used: &BTreeSet<String>, problems: &mut Problems) {
    for (at, variable) in authored.variables.iter().enumerate() {
        if !used.contains(&variable.name) {
            problems.add(format!("variables[{at}].name"), &variable.name, Fault::Unused);
        }
    }
}
