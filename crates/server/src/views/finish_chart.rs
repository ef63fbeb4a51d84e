//! When everybody of a class will be done, as a drawing: for each a line from early to late with the likeliest day.
//! Its data is the table of the page that shows it.

use askama::Template;

const WIDTH: f64 = 520.0;
const LEFT: f64 = 150.0;
const RIGHT: f64 = 14.0;
const ROW: f64 = 22.0;
const TOP: f64 = 24.0;

/// The drawing.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/finish_chart.html")]
pub struct FinishChart {
    /// What it says, in a sentence.
    pub caption: String,
    /// Who, in the order of the table.
    pub rows: Vec<FinishRow>,
    /// The first day, as people read it.
    pub first: String,
    /// The last day, as people read it.
    pub last: String,
    /// Where the class ends: 0.0 at the first day to 1.0 at the last.
    pub end: f64,
}

/// One learner. Places: 0.0 at the first day to 1.0 at the last.
#[derive(Debug, Clone)]
pub struct FinishRow {
    /// Their name, short.
    pub name: String,
    /// One of ten are done before.
    pub early: f64,
    /// As likely before as after.
    pub likely: f64,
    /// One of ten are not done by then.
    pub late: f64,
}

/// A number of rows; few.
fn whole(rows: usize) -> f64 {
    u32::try_from(rows).map_or(0.0, f64::from)
}

impl FinishChart {
    /// The SVG view box.
    pub fn view_box(&self) -> String {
        format!("0 0 {WIDTH} {}", TOP + ROW * whole(self.rows.len()) + 8.0)
    }

    /// Horizontal pixel of a day.
    pub fn x(&self, at: &f64) -> String {
        format!("{:.1}", LEFT + at.clamp(0.0, 1.0) * (WIDTH - LEFT - RIGHT))
    }

    /// Vertical pixel of the middle of a row.
    pub fn y(&self, row: &usize) -> String {
        format!("{:.1}", TOP + ROW * (whole(*row) + 0.5))
    }

    /// The foot of the drawing.
    pub fn foot(&self) -> String {
        format!("{:.1}", TOP + ROW * whole(self.rows.len()))
    }

    /// Two learners.
    pub fn sample() -> Self {
        let row = |name: &str, early, likely, late| FinishRow { name: name.to_owned(), early, likely, late };
        Self {
            caption: "1 of 2 will most likely be done by the last day of the class.".to_owned(),
            rows: vec![row("Haddad, Noor", 0.2, 0.4, 0.7), row("Quispe, Mateo", 0.5, 0.9, 1.0)],
            first: "24 November 2026".to_owned(),
            last: "11 June 2027".to_owned(),
            end: 0.6,
        }
    }
}

impl askama::filters::HtmlSafe for FinishChart {}
