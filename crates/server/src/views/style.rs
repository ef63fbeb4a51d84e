//! `/style`: every component in every state, and a sample of every page.

use askama::Template;

use super::{
    chart::{Distribution, History},
    framework::{FrameworkPage, TreeNode},
    grid::{GridCell, Trend},
    mark::{Mark, Shape},
    shell::{Choice, Link, Shell},
};

/// `GET /style`.
#[derive(Debug, Clone, Template)]
#[template(path = "style.html")]
pub struct Style {
    /// The frame.
    pub shell: Shell,
    /// Names of colours in `tokens.css`, each with a class of its own in the page.
    pub marks: Vec<Mark>,
    /// Every shape with every trend, fresh and old.
    pub cells: Vec<Vec<GridCell>>,
    /// A chart.
    pub history: History,
    /// Bars.
    pub distribution: Distribution,
    /// Nodes, open and closed.
    pub tree: Vec<TreeNode>,
    /// For lists and buttons.
    pub choices: Vec<Choice>,
    /// A sample of every page, at `/style/pages/{name}`.
    pub pages: Vec<Link>,
}

impl Style {
    /// The only instance there is.
    pub fn sample() -> Self {
        let trends = [Trend::Unknown, Trend::Rising, Trend::Steady, Trend::Falling];
        let cells = Shape::ALL.into_iter().enumerate().map(|(level, shape)| {
            let of = |(at, trend): (usize, &Trend)| GridCell {
                shape,
                trend: *trend,
                code: if level == 0 { String::new() } else { level.to_string() },
                old: at == 3,
                ..GridCell::sample("#cells".to_owned(), level * 3 + at)
            };
            trends.iter().enumerate().map(of).collect()
        });
        Self {
            shell: Shell::sample("Design language", "educator"),
            marks: Mark::samples(),
            cells: cells.collect(),
            history: History::sample(),
            distribution: Distribution::sample(),
            tree: FrameworkPage::sample().tree,
            choices: vec![Choice::new("1", "One").chosen(), Choice::new("2", "Two")],
            pages: super::samples::PAGES
                .iter()
                .map(|(name, _)| Link::new(name, &format!("/style/pages/{name}")))
                .collect(),
        }
    }
}
