//! A line per learner, a column per item.

use measurement::responses::{MISSING, Responses};

use super::{
    Answers, AnswersFile,
    names::{Names, Numbered},
};
use crate::{
    table_file::TableFile,
    trouble::{Problem, Trouble},
};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Column {
    Learner,
    Group,
    Weight,
    Item,
    LeftOut,
}

fn column(name: &str, file: &AnswersFile) -> Column {
    if !file.counts(name) {
        return Column::LeftOut;
    }
    match name.to_ascii_lowercase().as_str() {
        "learner" | "learner_id" | "id" => Column::Learner,
        "group" => Column::Group,
        "weight" | "freq" | "frequency" => Column::Weight,
        _ => Column::Item,
    }
}

/// Reads all rows, one byte per score; every problem of the file at once.
pub(super) fn read(mut table: TableFile, file: &AnswersFile) -> Result<Answers, Trouble> {
    let columns: Vec<Column> = table.header.iter().map(|name| column(name, file)).collect();
    let has = |column| columns.contains(&column);
    let items: Vec<String> = (table.header.iter().zip(&columns))
        .filter(|(_, column)| **column == Column::Item)
        .map(|(name, _)| name.clone())
        .collect();
    let mut trouble = Trouble::default();
    for kind in [Column::Learner, Column::Group, Column::Weight] {
        if columns.iter().filter(|column| **column == kind).count() > 1 {
            let says = format!(
                "several columns name the {kind:?}: keep one, or leave the others out with --leave-out"
            );
            trouble.add(Problem::new(table.name.as_str(), says.to_lowercase()).line(1));
        }
    }
    if let Some(place) =
        (table.header.iter().zip(&columns)).position(|(name, kind)| *kind == Column::Item && name.is_empty())
    {
        let says = format!("column {} has no name: name it, as it holds an item", place + 1);
        trouble.add(Problem::new(table.name.as_str(), says).line(1));
    }
    trouble.or(())?;
    let mut trouble = Trouble::default();
    let mut rows = Rows::default();
    while let Some(row) = table.next() {
        let row = match row {
            Ok(row) => row,
            Err(problem) => {
                trouble.add(problem);
                continue;
            }
        };
        rows.lines.push(u32::try_from(row.line).unwrap_or(u32::MAX));
        for (place, column) in columns.iter().enumerate() {
            let read = match column {
                Column::LeftOut => Ok(()),
                Column::Item => {
                    file.score(&row, place).map(|score| rows.codes.push(score.unwrap_or(MISSING)))
                }
                Column::Learner => row.text(place).map(|name| rows.learners.push(name)),
                Column::Group => row.text(place).map(|name| rows.groups.push(rows.group_names.number(name))),
                Column::Weight => row.number(place).and_then(|weight| match weight {
                    Some(weight) if weight >= 0.0 => {
                        rows.weights.push(weight);
                        Ok(())
                    }
                    _ => Err(row.problem(place, "a weight is a number of 0 or more")),
                }),
            };
            if let Err(problem) = read {
                trouble.add(problem);
            }
        }
    }
    let learners = has(Column::Learner).then_some(rows.learners);
    if let Some(learners) = &learners {
        for (first, again) in learners.repeated() {
            let says = format!(
                "this learner has line {} already: give each learner one line, or one name each",
                rows.lines.get(first).copied().unwrap_or_default()
            );
            let problem = Problem::new(table.name.as_str(), says).line(rows.lines[again] as usize);
            trouble.add(problem.field("learner").value(learners.get(again)));
        }
    }
    trouble.or(())?;
    let whole = |problem: measurement::responses::BadResponses| {
        Trouble::from(Problem::new(table.name.as_str(), explained(&problem)))
    };
    let mut responses = if items.is_empty() {
        return Err(Problem::new(table.name, "no column holds an item: name a column per item")
            .line(1)
            .into());
    } else {
        Responses::from_codes(items.len(), rows.codes).map_err(whole)?
    };
    if has(Column::Weight) {
        responses = responses.with_weights(rows.weights).map_err(whole)?;
    }
    let mut groups = vec![String::new()];
    if has(Column::Group) {
        responses = responses.with_groups(group_numbers(&rows.groups)).map_err(whole)?;
        groups = rows.group_names.into_names();
    }
    Ok(Answers { file: table.name, items, learners, groups, responses, lines: rows.lines })
}

/// Group numbers as the table of answers keeps them.
pub(super) fn group_numbers(groups: &[u32]) -> Vec<u16> {
    groups.iter().map(|group| u16::try_from(*group).unwrap_or(u16::MAX)).collect()
}

/// What is wrong with a table as a whole, and what to do.
pub(super) fn explained(problem: &measurement::responses::BadResponses) -> String {
    match problem {
        measurement::responses::BadResponses::NoLearners => {
            "there is no learner: add a line for each learner below the header".to_owned()
        }
        other => format!("{other}: correct the file"),
    }
}

#[derive(Default)]
struct Rows {
    codes: Vec<u8>,
    weights: Vec<f64>,
    groups: Vec<u32>,
    group_names: Numbered,
    learners: Names,
    lines: Vec<u32>,
}
