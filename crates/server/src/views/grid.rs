//! The mastery grid: one section by many competencies.

use askama::Template;

use super::{
    mark::{Mark, Shape},
    shell::{Choice, Link, Shell},
    title::Title,
};

/// `GET /sections/{section}`: without JavaScript the filter is a form and a link refreshes.
#[derive(Debug, Clone, Template)]
#[template(path = "grid.html")]
pub struct Grid {
    /// The frame.
    pub shell: Shell,
    /// The section's name.
    pub section: String,
    /// Rate, groups, targets, people.
    pub links: Vec<Link>,
    /// This page's address, for the filter form and the refresh link.
    pub href: String,
    /// The event stream of changed cells: `{"cells":[{"href": "...", "html": "..."}]}`, where `html` is a
    /// rendered [`GridCell`].
    pub stream: String,
    /// One sentence: how much is known.
    pub summary: String,
    /// Who is to be given something today: the learner with their page, and what.
    pub accommodations: Vec<(Link, String)>,
    /// One pill per level, and the one for not enough evidence.
    pub legend: Vec<Mark>,
    /// Field `show`: all, need, ready, none.
    pub show: Vec<Choice>,
    /// Field `sort`: name, need.
    pub sort: Vec<Choice>,
    /// Field `group`: by name, by need.
    pub group: Vec<Choice>,
    /// Values of field `pin`, kept by the form.
    pub pins: Vec<String>,
    /// Pinned ones first.
    pub columns: Vec<GridColumn>,
    /// One group, or several with headings.
    pub groups: Vec<GridGroup>,
}

/// One competency.
#[derive(Debug, Clone)]
pub struct GridColumn {
    /// Its code.
    pub code: String,
    /// Its short title.
    pub title: Option<Title>,
    /// Its page in this section.
    pub href: String,
    /// Pins it, or unpins it.
    pub pin_href: String,
    /// Place among the pinned ones, 1 to 3; 0 when it is not pinned.
    pub pinned: usize,
}

impl GridColumn {
    /// The class that pins it; empty when it is not pinned.
    pub fn class(&self) -> &'static str {
        ["", "p1", "p2", "p3"][self.pinned.min(3)]
    }
}

/// Rows under one heading.
#[derive(Debug, Clone)]
pub struct GridGroup {
    /// The heading; empty for none.
    pub title: String,
    /// Learners.
    pub rows: Vec<GridRow>,
}

/// One learner.
#[derive(Debug, Clone)]
pub struct GridRow {
    /// Family name first.
    pub name: String,
    /// The learner's page.
    pub href: String,
    /// In the order of the columns.
    pub cells: Vec<GridCell>,
}

/// One learner in one competency: what stands inside the table cell.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/cell.html")]
pub struct GridCell {
    /// The *why*: `/learners/{learner}/competencies/{competency}`; a live change names the cell by it.
    /// Two ids and nothing that anybody typed: the template does not escape it.
    pub href: String,
    /// Shape and colour.
    pub shape: Shape,
    /// Code of the level; empty when not enough is known.
    pub code: String,
    /// Where it is going.
    pub trend: Trend,
    /// How many pieces counted, and how long ago the newest was: `4·2d`; empty for none.
    pub small: String,
    /// Whether the newest piece is old.
    pub old: bool,
    /// The same in words: `3 Proficient, rising, 4 pieces, newest 2 days ago`.
    pub words: String,
}

/// Where a level is going.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trend {
    /// Too little to say.
    Unknown,
    /// Up.
    Rising,
    /// As it was.
    Steady,
    /// Down.
    Falling,
}

impl Trend {
    /// The arrow; empty when unknown.
    pub fn arrow(self) -> &'static str {
        ["", "↑", "→", "↓"][self as usize]
    }

    /// The word; empty when unknown.
    pub fn word(self) -> &'static str {
        ["", "rising", "steady", "falling"][self as usize]
    }
}

impl askama::filters::HtmlSafe for GridCell {}

impl Grid {
    /// Twelve learners, nine competencies, in two groups.
    pub fn sample() -> Self {
        let mut grid = Self::sample_of(12, 9);
        let rest = grid.groups[0].rows.split_off(5);
        "Need the same next step".clone_into(&mut grid.groups[0].title);
        grid.groups.push(GridGroup { title: "Ready to go on".to_owned(), rows: rest });
        grid.columns[0].pinned = 1;
        grid
    }

    /// A grid of any size, with addresses as long as real ones.
    pub fn sample_of(learners: usize, competencies: usize) -> Self {
        let id = |kind: usize, n: usize| {
            let mixed = (n as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(17);
            format!("0193{:04x}-{:04x}-7{:03x}-8{:03x}-{:012x}", kind, n, n % 4096, mixed % 4096, mixed >> 16)
        };
        let rows = (0..learners).map(|row| GridRow {
            name: super::samples::list_name(row),
            href: format!("/learners/{}", id(1, row)),
            cells: (0..competencies)
                .map(|column| {
                    let href = format!("/learners/{}/competencies/{}", id(1, row), id(2, column));
                    GridCell::sample(href, row * 31 + column * 17 + row * column)
                })
                .collect(),
        });
        let titles =
            ["Equal fractions", "Compare fractions", "Add, unlike denominators", "Area of rectangles"];
        Self {
            shell: Shell::sample("Mathematics 5, room 12", "educator"),
            section: "Mathematics 5, room 12".to_owned(),
            links: vec![
                Link::new("Rate", "/sections/1/rate"),
                Link::new("Groups", "/sections/1/groups"),
                Link::new("Targets", "/sections/1/targets"),
                Link::new("People", "/sections/1/people"),
            ],
            href: "/sections/1".to_owned(),
            stream: "/sections/1/grid/stream".to_owned(),
            summary: "Of 108 places, 22 have not enough evidence yet.".to_owned(),
            accommodations: vec![(
                Link::new(&super::samples::list_name(0), "/learners/1"),
                "extra time ×1.5, large print".to_owned(),
            )],
            legend: Mark::samples(),
            show: vec![
                Choice::new("all", "Everyone").chosen(),
                Choice::new("need", "Who needs help"),
                Choice::new("ready", "Who is ready to go on"),
                Choice::new("none", "Not enough evidence"),
            ],
            sort: vec![Choice::new("name", "Name").chosen(), Choice::new("need", "Need, most first")],
            group: vec![Choice::new("", "One list").chosen(), Choice::new("need", "By need")],
            pins: Vec::new(),
            columns: (0..competencies)
                .map(|column| GridColumn {
                    code: format!("5.NF.{}", column + 1),
                    title: Some(Title::text(titles[column % titles.len()])),
                    href: format!("/sections/1/competencies/{}", id(2, column)),
                    pin_href: format!("/sections/1?pin={}", id(2, column)),
                    pinned: 0,
                })
                .collect(),
            groups: vec![GridGroup { title: String::new(), rows: rows.collect() }],
        }
    }
}

impl GridCell {
    /// A cell that `seed` decides.
    pub fn sample(href: String, seed: usize) -> Self {
        let level = [3, 2, 3, 4, 0, 2, 1, 3, 3, 0, 2, 4, 1][seed % 13];
        let names = ["Not enough evidence", "1 Beginning", "2 Developing", "3 Proficient", "4 Advanced"];
        let trend = [Trend::Rising, Trend::Steady, Trend::Rising, Trend::Falling][seed % 4];
        let trend = if level == 0 { Trend::Unknown } else { trend };
        let (count, days) = (seed % 6 + 1, seed * 7 % 61 + 1);
        let comma = if level == 0 { "" } else { ", " };
        Self {
            href,
            shape: Shape::ALL[level],
            code: if level == 0 { String::new() } else { level.to_string() },
            trend,
            small: if level == 0 { String::new() } else { format!("{count}·{days}d") },
            old: days > 45,
            words: format!("{}{comma}{}, {count} pieces, newest {days} days ago", names[level], trend.word()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_small_and_says_everything_in_words() {
        let cell = GridCell::sample("/learners/a/competencies/b".to_owned(), 0);
        let html = cell.render().expect("renders");
        assert_eq!(
            html.trim(),
            "<a class=\"cell s3\" href=\"/learners/a/competencies/b\" aria-label=\"3 Proficient, rising, 1 pieces, newest 1 days ago\"><b>3</b>↑<i>1·1d</i></a>"
        );
    }
}
