//! The levels of a framework.

use askama::Template;

use super::shell::{Link, Shell};

/// `GET /frameworks/{framework}/levels`.
#[derive(Debug, Clone, Template)]
#[template(path = "levels.html")]
pub struct Levels {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// The framework's title.
    pub title: String,
    /// Looks at the change.
    pub action: String,
    /// What the levels were before; `None` where nobody changed them.
    pub history: Option<String>,
    /// Highest first, then rows for new ones.
    pub rows: Vec<LevelRow>,
    /// The most points.
    pub possible: String,
    /// Why the change cannot be looked at; empty for nothing.
    pub problem: String,
}

/// One level.
#[derive(Debug, Clone, Default)]
pub struct LevelRow {
    /// Its code.
    pub code: String,
    /// What people read.
    pub name: String,
    /// The fewest points that reach it.
    pub points: String,
    /// Whether it is there already; then its code stays.
    pub known: bool,
    /// Whether mastery begins at it.
    pub mastery: bool,
}

impl Levels {
    /// The four levels that ship.
    pub fn sample() -> Self {
        let row = |code: &str, name: &str, mastery: bool| LevelRow {
            code: code.to_owned(),
            name: name.to_owned(),
            points: code.to_owned(),
            known: true,
            mastery,
        };
        Self {
            shell: Shell::sample("Levels", "administrator"),
            crumbs: vec![Link::new("Standards", "/frameworks"), Link::new("Mathematics", "/frameworks/1")],
            title: "Mathematics".to_owned(),
            action: "/frameworks/1/levels".to_owned(),
            history: Some(
                "/admin/policies/history?field=mastery.scale.1&scope=district&effect=set".to_owned(),
            ),
            rows: vec![
                row("4", "Advanced", false),
                row("3", "Proficient", true),
                row("2", "Developing", false),
                row("1", "Beginning", false),
                LevelRow::default(),
            ],
            possible: "4".to_owned(),
            problem: "The change is how it is already.".to_owned(),
        }
    }
}
