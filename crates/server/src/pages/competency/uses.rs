//! Where a competency is used, and what is around it.

use std::collections::HashMap;

use domain::{CompetencyId, framework::Competency, plain};
use usecases::{compare_versions::named, show_competency_uses::CompetencyUses};

use crate::{
    figures::grouped,
    views::{
        competency_detail::Relations,
        prerequisite_chart::{ChartBox, ChartRow, PrerequisiteChart},
        shell::Link,
    },
};

/// Steps that are drawn each way; the table has all.
const DRAWN_STEPS: usize = 2;

/// Boxes drawn above each other.
const DRAWN_ROWS: usize = 8;

/// The drawing with its table; `None` when nothing comes before or after.
pub(super) fn steps(uses: &CompetencyUses) -> Option<PrerequisiteChart> {
    if uses.requires.is_empty() && uses.opens.is_empty() {
        return None;
    }
    let before = uses.requires.iter().map(|(step, _)| *step).max().unwrap_or(0).min(DRAWN_STEPS);
    let mut boxes = vec![ChartBox { column: before, row: 0, text: short(&uses.competency), own: true }];
    let mut places: HashMap<CompetencyId, usize> = HashMap::from([(uses.competency.id, 0)]);
    let mut heights: HashMap<usize, usize> = HashMap::from([(before, 1)]);
    let requires = uses.requires.iter().map(|(step, one)| (before.checked_sub(*step), *step, one));
    let opens = uses.opens.iter().map(|(step, one)| (Some(before + step), *step, one));
    for (column, step, one) in requires.chain(opens) {
        let Some(column) = column.filter(|_| step <= DRAWN_STEPS) else { continue };
        let height = heights.entry(column).or_insert(0);
        if *height >= DRAWN_ROWS || places.contains_key(&one.id) {
            continue;
        }
        places.insert(one.id, boxes.len());
        boxes.push(ChartBox { column, row: *height, text: short(one), own: false });
        *height += 1;
    }
    let lines = uses.pairs.iter().filter_map(|(from, to)| Some((*places.get(from)?, *places.get(to)?)));
    let lines = lines.filter(|(from, to)| boxes[*from].column < boxes[*to].column).collect();
    let all = uses.requires.len() + uses.opens.len();
    let left = all + 1 - boxes.len();
    let row = |side, step: usize, one: &Competency| ChartRow {
        side,
        steps: step.to_string(),
        link: Link::new(&label(one), &format!("/competencies/{}", one.id)),
    };
    Some(PrerequisiteChart {
        caption: format!(
            "It requires {} and opens {}.",
            grouped(uses.requires.len()),
            grouped(uses.opens.len())
        ),
        lines,
        left_out: match left {
            0 => String::new(),
            left => format!("{} more are in the table only.", grouped(left)),
        },
        rows: uses
            .requires
            .iter()
            .map(|(step, one)| row("required", *step, one))
            .chain(uses.opens.iter().map(|(step, one)| row("opened", *step, one)))
            .collect(),
        boxes,
    })
}

/// Where it is used, each kind with its heading.
pub(super) fn lists(uses: &CompetencyUses) -> Vec<Relations> {
    let mut lists = Vec::new();
    let mut list = |title: &str, links: Vec<Link>| {
        if !links.is_empty() {
            lists.push(Relations { title: title.to_owned(), links });
        }
    };
    let sections = uses.sections.iter().map(|(id, title)| Link::new(title, &format!("/sections/{id}")));
    let others = uses.other_sections.filter(|count| *count > 0);
    let others = others.map(|count| Link::new(&format!("{} other classes", grouped(count)), ""));
    list("Targets of classes", sections.chain(others).collect());
    list("Judged by", uses.rules.iter().map(|rule| Link::new(rule, "")).collect());
    let elsewhere = uses.named_elsewhere.iter().map(|(framework, relation)| {
        let what = super::title(&relation.kind, relation.outgoing);
        let other = relation.other.as_ref().map_or_else(|| relation.named.clone(), label);
        Link::new(&format!("{}: {what} {other}", framework.title), &format!("/frameworks/{}", framework.id))
    });
    list("Named by other frameworks", elsewhere.collect());
    let version = |(_, one, framework): &(_, Competency, _)| {
        Link::new(&format!("{} in {}", label(one), named(framework)), &format!("/competencies/{}", one.id))
    };
    list("Takes in the evidence of", uses.older.iter().map(version).collect());
    list("Its evidence counts for", uses.newer.iter().map(version).collect());
    lists
}

fn label(one: &Competency) -> String {
    plain::cut(&one.code_and_title(), 110)
}

/// What fits into a box.
fn short(one: &Competency) -> String {
    plain::cut(&one.label(), 18)
}
