//! Which rows and columns of a grid are shown, in what order and groups.

use usecases::show_grid::{Grid as Found, Row};

use super::{Asked, cell, why_href};
use crate::views::{
    grid::{GridGroup, GridRow},
    shell::Choice,
};

/// An order of columns, and rows in groups; both as places in the grid that was found.
pub(super) struct Arrangement {
    /// Pinned ones first.
    pub(super) columns: Vec<usize>,
    /// The ends of the columns' addresses, written once and not for every cell.
    ids: Vec<String>,
    groups: Vec<(String, Vec<usize>)>,
}

impl Arrangement {
    pub(super) fn of(found: &Found, asked: &Asked) -> Self {
        let competencies = &found.columns.competencies;
        let place = |pin| competencies.iter().position(|competency| competency.id == pin);
        let pinned: Vec<usize> = asked.pins.iter().filter_map(|pin| place(*pin)).collect();
        let mut columns = pinned.clone();
        columns.extend((0..competencies.len()).filter(|column| !pinned.contains(column)));
        // Whoever pins columns asks about these.
        let about = if pinned.is_empty() { columns.clone() } else { pinned };
        let mut rows: Vec<usize> = (0..found.rows.len())
            .filter(|row| Need::of(&found.rows[*row], &about).fits(&asked.show))
            .collect();
        if asked.sort == "need" {
            rows.sort_by_key(|row| std::cmp::Reverse(Need::of(&found.rows[*row], &about).below));
        }
        let groups = if asked.group == "need" {
            by_need(found, &about, &rows)
        } else if rows.is_empty() {
            Vec::new()
        } else {
            vec![(String::new(), rows)]
        };
        let ids = columns.iter().map(|column| competencies[*column].id.to_string()).collect();
        Self { columns, ids, groups }
    }

    /// The rows as views.
    pub(super) fn groups(&self, found: &Found) -> Vec<GridGroup> {
        let groups = self.groups.iter().map(|(title, rows)| GridGroup {
            title: title.clone(),
            rows: rows
                .iter()
                .filter_map(|row| found.rows.get(*row))
                .map(|row| self.row(found, row))
                .collect(),
        });
        groups.collect()
    }

    fn row(&self, found: &Found, row: &Row) -> GridRow {
        let learner = row.learner.learner;
        let start = why_href(learner, "");
        let cells = self.columns.iter().zip(&self.ids).filter_map(|(place, id)| {
            let scale = found.columns.scale(found.columns.competencies[*place].framework)?;
            let href = [start.as_str(), id].concat();
            Some(cell(href, row.cells[*place].as_ref(), scale, found.as_of))
        });
        GridRow {
            name: row.learner.list_name.clone(),
            href: format!("/learners/{learner}"),
            cells: cells.collect(),
        }
    }
}

/// How one row stands in the columns that are asked about.
struct Need {
    below: usize,
    mastered: usize,
    unknown: usize,
}

impl Need {
    fn of(row: &Row, about: &[usize]) -> Self {
        let mut need = Self { below: 0, mastered: 0, unknown: 0 };
        for place in about {
            match row.cells.get(*place).and_then(Option::as_ref) {
                Some(found) if found.mastered => need.mastered += 1,
                Some(found) if found.value.is_some() => need.below += 1,
                _ => need.unknown += 1,
            }
        }
        need
    }

    fn fits(&self, show: &str) -> bool {
        match show {
            "need" => self.below > 0,
            "ready" => self.below == 0 && self.mastered > 0,
            "none" => self.unknown > 0,
            _ => true,
        }
    }
}

/// Rows under the first competency that each is known to be below in.
fn by_need(found: &Found, about: &[usize], rows: &[usize]) -> Vec<(String, Vec<usize>)> {
    let below = |row: usize, place: usize| {
        found.rows[row].cells[place].as_ref().is_some_and(|found| found.value.is_some() && !found.mastered)
    };
    let mut groups: Vec<(String, Vec<usize>)> = about
        .iter()
        .map(|place| {
            let needs_this = |row: &usize| about.iter().find(|place| below(*row, **place)) == Some(place);
            let members = rows.iter().copied().filter(needs_this).collect();
            (found.columns.competencies[*place].label(), members)
        })
        .collect();
    let free = rows.iter().copied().filter(|row| !about.iter().any(|place| below(*row, *place))).collect();
    groups.push(("Nothing known to be below".to_owned(), free));
    groups.retain(|(_, rows)| !rows.is_empty());
    groups
}

fn choices(all: &[(&str, &str)], asked: &str) -> Vec<Choice> {
    let known = all.iter().any(|(value, _)| *value == asked);
    let choices = all.iter().enumerate().map(|(at, (value, label))| {
        let choice = Choice::new(value, label);
        if *value == asked || (!known && at == 0) { choice.chosen() } else { choice }
    });
    choices.collect()
}

pub(super) fn show_choices(asked: &Asked) -> Vec<Choice> {
    let all = [
        ("all", "Everyone"),
        ("need", "Who needs help"),
        ("ready", "Who is ready to go on"),
        ("none", "Not enough evidence"),
    ];
    choices(&all, &asked.show)
}

pub(super) fn sort_choices(asked: &Asked) -> Vec<Choice> {
    choices(&[("name", "Name"), ("need", "Need, most first")], &asked.sort)
}

pub(super) fn group_choices(asked: &Asked) -> Vec<Choice> {
    choices(&[("", "One list"), ("need", "By need")], &asked.group)
}
