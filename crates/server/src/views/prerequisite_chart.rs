//! What a competency requires and what it opens, as a drawing with its table.

use askama::Template;

use super::shell::Link;

const COLUMN: usize = 170;
const ROW: usize = 44;
const WIDTH: usize = 140;
const HEIGHT: usize = 30;

/// A competency among those around it.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/prerequisite_chart.html")]
pub struct PrerequisiteChart {
    /// What it says, in a sentence.
    pub caption: String,
    /// Boxes of the drawing; a few steps each way.
    pub boxes: Vec<ChartBox>,
    /// Lines: from which box to which.
    pub lines: Vec<(usize, usize)>,
    /// What is not drawn, in a sentence; empty when all is.
    pub left_out: String,
    /// Everything, a row each.
    pub rows: Vec<ChartRow>,
}

/// One box.
#[derive(Debug, Clone)]
pub struct ChartBox {
    /// From the left, from 0.
    pub column: usize,
    /// From the top, from 0.
    pub row: usize,
    /// A short text.
    pub text: String,
    /// Whether it is the competency itself.
    pub own: bool,
}

/// One row of the table.
#[derive(Debug, Clone)]
pub struct ChartRow {
    /// `Requires` or `Opens`.
    pub side: &'static str,
    /// How many steps away.
    pub steps: String,
    /// The competency.
    pub link: Link,
}

impl PrerequisiteChart {
    /// The SVG view box.
    pub fn view_box(&self) -> String {
        let columns = self.boxes.iter().map(|one| one.column + 1).max().unwrap_or(1);
        let rows = self.boxes.iter().map(|one| one.row + 1).max().unwrap_or(1);
        format!("0 0 {} {}", columns * COLUMN, rows * ROW)
    }

    /// Left edge of a box.
    pub fn x(&self, one: &ChartBox) -> usize {
        one.column * COLUMN + (COLUMN - WIDTH) / 2
    }

    /// Upper edge of a box.
    pub fn y(&self, one: &ChartBox) -> usize {
        one.row * ROW + (ROW - HEIGHT) / 2
    }

    /// The middle of a box, for its text.
    pub fn middle(&self, one: &ChartBox) -> (usize, usize) {
        (self.x(one) + WIDTH / 2, self.y(one) + HEIGHT / 2)
    }

    /// A curve from the right edge of one box to the left edge of another, as an SVG path.
    pub fn path(&self, line: &(usize, usize)) -> String {
        let (from, to) = (&self.boxes[line.0], &self.boxes[line.1]);
        let (x1, y1) = (self.x(from) + WIDTH, self.middle(from).1);
        let (x2, y2) = (self.x(to), self.middle(to).1);
        let half = x1.midpoint(x2);
        format!("M{x1} {y1} C{half} {y1} {half} {y2} {x2} {y2}")
    }

    /// One before, two after.
    pub fn sample() -> Self {
        let one = |column, row, text: &str, own| ChartBox { column, row, text: text.to_owned(), own };
        let row = |side, steps: &str, label: &str| ChartRow {
            side,
            steps: steps.to_owned(),
            link: Link::new(label, "/competencies/4"),
        };
        Self {
            caption: "Requires 1, opens 2.".to_owned(),
            boxes: vec![
                one(0, 0, "5.NF.1", false),
                one(1, 0, "5.NF.3", true),
                one(2, 0, "5.NF.4", false),
                one(2, 1, "5.NF.6", false),
            ],
            lines: vec![(0, 1), (1, 2), (1, 3)],
            left_out: String::new(),
            rows: vec![
                row("Requires", "1", "5.NF.1 Equal fractions"),
                row("Opens", "1", "5.NF.4 Multiply fractions"),
                row("Opens", "1", "5.NF.6 Use fractions to measure"),
            ],
        }
    }
}

impl askama::filters::HtmlSafe for PrerequisiteChart {}
