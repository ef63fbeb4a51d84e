//! Charts drawn as SVG on the server, each with its data as a table.

use std::sync::Arc;

use askama::Template;
use wording::Words;

const WIDTH: f64 = 380.0;
const HEIGHT: f64 = 170.0;
const LEFT: f64 = 92.0;
const RIGHT: f64 = 12.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 26.0;

/// One competency's, or one strand's, value over time.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/history.html")]
pub struct History {
    /// The words of its reader.
    pub words: Arc<Words>,
    /// What the chart says, in a sentence; also its text for people who do not see it.
    pub caption: String,
    /// Levels as horizontal lines, any order.
    pub levels: Vec<HistoryLevel>,
    /// In time order.
    pub points: Vec<HistoryPoint>,
}

/// A horizontal line of the chart.
#[derive(Debug, Clone)]
pub struct HistoryLevel {
    /// What people read at the left.
    pub word: String,
    /// Height: 0.0 at the foot to 1.0 at the top.
    pub height: f64,
    /// Whether mastery begins here.
    pub cut: bool,
}

/// One dot of the chart and one row of its table.
#[derive(Debug, Clone)]
pub struct HistoryPoint {
    /// Place in time: 0.0 at the left to 1.0 at the right.
    pub at: f64,
    /// Height: 0.0 at the foot to 1.0 at the top.
    pub height: f64,
    /// The day, as people read it.
    pub when: String,
    /// The value in words, such as `3.4 Proficient`.
    pub value: String,
}

impl History {
    /// The SVG view box.
    pub fn view_box(&self) -> String {
        format!("0 0 {WIDTH} {HEIGHT}")
    }

    /// Horizontal pixel of a place in time.
    pub fn x(&self, at: &f64) -> String {
        format!("{:.1}", LEFT + 8.0 + at.clamp(0.0, 1.0) * (WIDTH - LEFT - RIGHT - 16.0))
    }

    /// Vertical pixel of a height.
    pub fn y(&self, height: &f64) -> String {
        format!("{:.1}", TOP + (1.0 - height.clamp(0.0, 1.0)) * (HEIGHT - TOP - BOTTOM))
    }

    /// The line through all points, as SVG coordinates.
    pub fn trace(&self) -> String {
        let pairs =
            self.points.iter().map(|point| format!("{},{}", self.x(&point.at), self.y(&point.height)));
        pairs.collect::<Vec<_>>().join(" ")
    }

    /// Six pieces of work over a term, rising past mastery.
    pub fn sample() -> Self {
        let level = |word: &str, height, cut| HistoryLevel { word: word.to_owned(), height, cut };
        let point = |at, height, when: &str, value: &str| HistoryPoint {
            at,
            height,
            when: when.to_owned(),
            value: value.to_owned(),
        };
        Self {
            words: Arc::clone(wording::english()),
            caption: "From Developing in September to Proficient in November.".to_owned(),
            levels: vec![
                level("Advanced", 1.0, false),
                level("Proficient", 0.667, true),
                level("Developing", 0.333, false),
                level("Beginning", 0.0, false),
            ],
            points: vec![
                point(0.0, 0.2, "4 September", "1.6 Beginning"),
                point(0.22, 0.34, "18 September", "2.0 Developing"),
                point(0.4, 0.3, "2 October", "1.9 Beginning"),
                point(0.62, 0.55, "23 October", "2.7 Developing"),
                point(0.85, 0.72, "9 November", "3.2 Proficient"),
                point(1.0, 0.78, "20 November", "3.4 Proficient"),
            ],
        }
    }
}

impl askama::filters::HtmlSafe for History {}

/// How many learners are at each level: a bar and a number per row.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/distribution.html")]
pub struct Distribution {
    /// What the table is about.
    pub caption: String,
    /// Highest level first.
    pub bars: Vec<Bar>,
}

/// One row of a distribution.
#[derive(Debug, Clone)]
pub struct Bar {
    /// The level.
    pub mark: super::mark::Mark,
    /// How many, or why it is not shown.
    pub count: String,
    /// Length of the bar in hundredths.
    pub percent: u32,
    /// Names or other detail; empty for none.
    pub detail: String,
}

impl Distribution {
    /// Thirty learners on the built-in scale.
    pub fn sample() -> Self {
        let counts = [("5", 17), ("2", 7), ("8", 27), ("11", 37), ("4", 13)];
        let bars = super::mark::Mark::samples().into_iter().zip(counts).map(|(mark, (count, percent))| Bar {
            mark,
            count: count.to_owned(),
            percent,
            detail: String::new(),
        });
        Self { caption: "30 students".to_owned(), bars: bars.rev().collect() }
    }
}

impl askama::filters::HtmlSafe for Distribution {}
