//! What a look or an adoption found, in words.

use domain::policy::{Effect, ScopeKind, Setting};
use mastery::{policy::Kind, what_if::Turn};
use usecases::{
    compare_policies::shown,
    policy_fields,
    small_cells::Shown,
    what_if::{CellTurned, Grade, ShownGroup, ShownMove, ShownTally, WhatIf},
};

use crate::{
    figures::grouped,
    pages::rate::label,
    views::{
        shell::Link,
        what_if::{CellRow, Counts, GroupRow, GroupTable},
    },
};

/// The most groups of a kind on a page; the API gives all.
const MOST_ROWS: usize = 100;

/// How far work is.
pub fn how_far(done: u64, of: u64) -> String {
    if of == 0 {
        return "Counting who is concerned.".to_owned();
    }
    format!("{} of {} learners.", grouped(done), grouped(of))
}

/// A setting in a sentence: what, how much, where.
pub fn sentence(setting: &Setting, scope: &str) -> String {
    let Some(field) = policy_fields::field(&setting.field) else { return setting.field.clone() };
    let value = setting.value.as_ref().map_or_else(|| "taken back".to_owned(), |value| shown(&field, value));
    if field.kind == Kind::Scale {
        return format!("Levels of {scope}: {value}.");
    }
    let how = match setting.effect {
        Effect::Set => "",
        Effect::Floor => "at least ",
        Effect::Ceiling => "at most ",
        Effect::Lock => "locked at ",
    };
    let place = match setting.scope.kind {
        ScopeKind::District => "in the whole district".to_owned(),
        ScopeKind::Learner => format!("for {scope}"),
        _ => format!("in {scope}"),
    };
    format!("{}: {how}{value}, {place}.", field.label)
}

/// The change in a sentence, and what is set there today.
pub fn change(found: &WhatIf) -> String {
    let today = match (&found.today, policy_fields::field(&found.setting.field)) {
        (Some(today), Some(field)) => {
            let value = today.value.as_ref().map(|value| shown(&field, value)).unwrap_or_default();
            format!("Today it is set to {value} there.")
        }
        _ => "Nothing of the kind is set there today.".to_owned(),
    };
    format!("{} {today}", sentence(&found.setting, &found.scope))
}

/// What it comes to.
pub fn lines(found: &WhatIf) -> Vec<String> {
    let shown = found.shown();
    let first = match shown.tally.changed() {
        Some(0) => format!("No level and no mastery of {} learners would change.", number(shown.learners)),
        Some(changed) => format!(
            "{} of {} learners would see a change, in {} judgements: {} up, {} down.",
            number(shown.learners_changed),
            number(shown.learners),
            grouped(changed),
            number(shown.tally.up),
            number(shown.tally.down)
        ),
        None => format!(
            "{} of {} learners would see a change. Numbers of so few are not shown to who may not open their \
             records.",
            number(shown.learners_changed),
            number(shown.learners)
        ),
    };
    vec![
        first,
        "Awards that hang on them: none recorded yet.".to_owned(),
        format!(
            "{} judgements were made again from {} entries in {:.1} s.",
            number(shown.judgements),
            number(shown.entries),
            found.seconds
        ),
    ]
}

/// A number, or that it is not shown.
pub fn number(shown: Shown) -> String {
    shown.map_or_else(|| "not shown".to_owned(), grouped)
}

/// Everything that was counted.
pub fn counts(found: &WhatIf) -> Counts {
    let found = found.shown();
    let table = |title: &str, column: &str, groups: &[ShownGroup]| GroupTable {
        title: title.to_owned(),
        column: column.to_owned(),
        rows: groups.iter().filter(|one| one.tally.changed() != Some(0)).take(MOST_ROWS).map(group).collect(),
    };
    let mut groups = vec![
        table("By school", "School", &found.schools),
        table("By class", "Class", &found.sections),
        table("By competency", "Competency", &found.competencies),
    ];
    groups.retain(|one| !one.rows.is_empty());
    counts_of(&found.tally, found.learners_changed, &found.moves, groups, &found.cells)
}

/// The counts of a look or of an adoption.
pub fn counts_of(
    tally: &ShownTally,
    learners: Shown,
    moves: &[ShownMove],
    groups: Vec<GroupTable>,
    cells: &[CellTurned],
) -> Counts {
    let listed = u64::try_from(cells.len()).unwrap_or(u64::MAX);
    let mut notes = Vec::new();
    if let Some(changed) = tally.changed().filter(|changed| 0 < listed && listed < *changed) {
        notes.push(format!("{} of {} are listed.", grouped(listed), grouped(changed)));
    }
    if tally.changed() != Some(0) && cells.is_empty() {
        notes.push(
            "Single judgements are listed to who may see the records; an administrator gives a reason first."
                .to_owned(),
        );
    }
    Counts {
        heading: "In all".to_owned(),
        facts: tally_facts(tally, learners),
        moves: moves
            .iter()
            .map(|one| (grade(&one.before), grade(&one.after), number(one.judgements)))
            .collect(),
        groups,
        cells: cells.iter().map(cell).collect(),
        cells_note: notes.join(" "),
    }
}

/// The counts as terms and figures.
pub fn tally_facts(tally: &ShownTally, learners: Shown) -> Vec<(String, String)> {
    let fact = |term: &str, count: Shown| (term.to_owned(), number(count));
    vec![
        fact("Learners whose level or mastery changes", learners),
        fact("Judgements that go up", tally.up),
        fact("Judgements that go down", tally.down),
        fact("Judged at last (not enough evidence before)", tally.judged),
        fact("Not enough evidence any more", tally.not_enough),
        fact("Newly mastered, among these", tally.mastered),
        fact("No longer mastered, among these", tally.no_longer_mastered),
        fact("Another value at the same level", tally.value),
        fact("The same as before", tally.same),
    ]
}

fn group(group: &ShownGroup) -> GroupRow {
    GroupRow {
        name: group.name.clone(),
        up: number(group.tally.up),
        down: number(group.tally.down),
        judged: number(group.tally.judged),
        not_enough: number(group.tally.not_enough),
    }
}

/// One judgement in a row.
pub fn cell(cell: &CellTurned) -> CellRow {
    let who = match &cell.learner {
        Some((id, name)) => Link::new(name, &format!("/learners/{id}/competencies/{}", cell.competency.id)),
        None => Link::new("A learner", ""),
    };
    let of_section = cell.section.as_ref().map(|(_, title)| format!(", by the rule of {title} alone"));
    CellRow {
        who,
        what: format!("{}{}", label(&cell.competency), of_section.unwrap_or_default()),
        before: grade(&cell.before),
        after: grade(&cell.after),
        turn: match cell.turn {
            Turn::Up => "↑ up",
            Turn::Down => "↓ down",
            Turn::Judged => "+ judged at last",
            Turn::NotEnough => "− not enough any more",
            Turn::Value => "another value",
            Turn::Same => "the same",
        }
        .to_owned(),
    }
}

/// A judgement before or after: `Proficient (3.2), mastered`.
pub fn grade(grade: &Grade) -> String {
    let Some(level) = &grade.level else { return "Not enough evidence".to_owned() };
    let value = grade.value.map(|value| format!(" ({value})")).unwrap_or_default();
    format!("{level}{value}, {}", if grade.mastered { "mastered" } else { "not mastered" })
}
