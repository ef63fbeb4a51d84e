//! Two groups compared question by question.

use askama::Template;

use super::shell::{Link, Shell};

/// `GET /assignments/{assignment}/items/groups` and the same of an assessment; posts `list` or `file`.
#[derive(Debug, Clone, Template)]
#[template(path = "item_groups.html")]
pub struct ItemGroups {
    /// The frame.
    pub shell: Shell,
    /// The way here.
    pub crumbs: Vec<Link>,
    /// What the assessment is called.
    pub heading: String,
    /// Where the list goes.
    pub action: String,
    /// What was pasted.
    pub typed: String,
    /// So many learners of each group are needed.
    pub needed: usize,
    /// What is wrong with the list.
    pub problems: Vec<ListProblem>,
    /// How many more there are; empty for none.
    pub more_problems: String,
    /// How many of each group took it; empty before a list was sent.
    pub summary: String,
    /// Each question.
    pub rows: Vec<ComparedRow>,
}

/// Something wrong with a list.
#[derive(Debug, Clone)]
pub struct ListProblem {
    /// File and line.
    pub place: String,
    /// The column; may be empty.
    pub field: String,
    /// What stands there; may be empty.
    pub value: String,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub advice: String,
}

/// One question.
#[derive(Debug, Clone)]
pub struct ComparedRow {
    /// From 1.
    pub number: usize,
    /// The item.
    pub link: Link,
    /// What its author calls it.
    pub title: String,
    /// A, B or C; `few`, or a dash.
    pub size: &'static str,
    /// Whether somebody should look at it.
    pub marked: bool,
    /// MH D-DIF with its standard error; empty where nothing was compared.
    pub delta: String,
    /// What it means, and what to do.
    pub said: String,
}

impl ItemGroups {
    /// A comparison of two questions, with a row that names nobody.
    pub fn sample() -> Self {
        let row = |number, size, marked, delta: &str, said: &str| ComparedRow {
            number,
            link: Link::new("ratio-table-3", "/items/1"),
            title: "Ratios in a table 3".to_owned(),
            size,
            marked,
            delta: delta.to_owned(),
            said: said.to_owned(),
        };
        Self {
            shell: Shell::sample("Compare two groups", "educator"),
            crumbs: vec![Link::new("My classes", "/sections"), Link::new("Exit slip", "/assignments/1")],
            heading: "Exit slip: Ratios in a table".to_owned(),
            action: "/assignments/1/items/groups".to_owned(),
            typed: "learner,group\nS-1001,reference\nS-1002,focal\n".to_owned(),
            needed: 30,
            problems: vec![ListProblem {
                place: "list, line 7".to_owned(),
                field: "learner".to_owned(),
                value: "S-9".to_owned(),
                what: "nobody who took it is known by this; the row is left out".to_owned(),
                advice: "Nothing to do, unless it is misspelled.".to_owned(),
            }],
            more_problems: String::new(),
            summary: "41 students of the reference group and 38 of the focal group took it.".to_owned(),
            rows: vec![
                row(
                    1,
                    "C",
                    true,
                    "-2.10 ± 0.44",
                    "much harder for the focal group than for others with the same score",
                ),
                row(
                    2,
                    "A",
                    false,
                    "0.30 ± 0.41",
                    "as hard for both groups, at the same score: nothing to do",
                ),
                row(3, "few", false, "", "too few to say"),
            ],
        }
    }

    /// Before a list was sent.
    pub fn sample_before() -> Self {
        Self {
            typed: String::new(),
            problems: Vec::new(),
            summary: String::new(),
            rows: Vec::new(),
            ..Self::sample()
        }
    }
}
