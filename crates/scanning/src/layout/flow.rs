//! Rows down a column, columns across a page, pages after each other.

use super::sizes::{BODY_BOTTOM, BODY_TOP, Measures};
use super::{Allowed, Answer, BadSheet, Bubble, FRAME_WIDTH, Options, PlacedRow, Row};
use crate::geometry::{Point, Rect};

/// Rows that stand close together.
const GROUP: usize = 5;

/// `header_bottom`: where the words above the rows end, from the top of the frame.
pub(super) fn flow(
    rows: &[Row],
    options: &Options,
    header_bottom: f64,
) -> Result<Vec<Vec<PlacedRow>>, BadSheet> {
    let measures = options.print.measures();
    let body_top = BODY_TOP.max(header_bottom);
    let columns = Columns::of(rows, &measures);
    let mut pages = vec![Vec::new()];
    let mut column = 0;
    let mut y = body_top;
    for (n, row) in rows.iter().enumerate() {
        let height = height(row, &measures);
        if height > BODY_BOTTOM - body_top {
            return Err(too_tall(n, row, body_top, &measures));
        }
        let together = if n.is_multiple_of(GROUP) { group_height(&rows[n..], &measures) } else { height };
        if y + together > BODY_BOTTOM && y > body_top {
            y = body_top;
            column += 1;
            if column == columns.count {
                column = 0;
                pages.push(Vec::new());
            }
        }
        let corner = options.paper.frame_origin().moved(columns.left(column), y);
        let area = Rect { corner, width: columns.width, height };
        pages.last_mut().expect("there is always one").push(place(n, row, area, &measures));
        y += height;
        if (n + 1).is_multiple_of(GROUP) {
            y += measures.group_gap;
        }
    }
    Ok(pages)
}

struct Columns {
    count: usize,
    width: f64,
    gap: f64,
}

impl Columns {
    fn of(rows: &[Row], measures: &Measures) -> Self {
        let most = rows.iter().map(bubbles).max().unwrap_or(0).max(1);
        let written = rows.iter().any(|row| matches!(row.answer, Answer::Written { .. }));
        let least_width = measures.label_width + small(most) * measures.bubble_step;
        let gap = measures.column_gap;
        // Writing wants wide lines.
        let allowed = if written { 1 } else { measures.columns };
        let count = (1..=allowed)
            .rev()
            .find(|&count| small(count) * (least_width + gap) - gap <= FRAME_WIDTH)
            .unwrap_or(1);
        Self { count, width: (FRAME_WIDTH + gap) / small(count) - gap, gap }
    }

    fn left(&self, column: usize) -> f64 {
        small(column) * (self.width + self.gap)
    }
}

fn bubbles(row: &Row) -> usize {
    match &row.answer {
        Answer::One(letters) | Answer::Many(letters) => letters.len(),
        Answer::Written { .. } => 0,
    }
}

fn height(row: &Row, measures: &Measures) -> f64 {
    match row.answer {
        Answer::Written { lines } => f64::from(lines) * measures.line_height + measures.group_gap,
        _ => measures.row_height,
    }
}

/// The height of the group that begins here; of its first row where the group has lines to write on.
fn group_height(rows: &[Row], measures: &Measures) -> f64 {
    let group: f64 = rows.iter().take(GROUP).map(|row| height(row, measures)).sum();
    let first = rows.first().map_or(0.0, |row| height(row, measures));
    if group <= small(GROUP) * measures.row_height { group } else { first }
}

fn too_tall(n: usize, row: &Row, body_top: f64, measures: &Measures) -> BadSheet {
    let fit = (BODY_BOTTOM - body_top - measures.group_gap) / measures.line_height;
    let most = (1..=u8::MAX).take_while(|&lines| f64::from(lines) <= fit).last().unwrap_or(0);
    let Answer::Written { lines } = row.answer else { return BadSheet::Rows(n) };
    BadSheet::Lines { row: n + 1, lines, most }
}

fn place(n: usize, row: &Row, area: Rect, measures: &Measures) -> PlacedRow {
    let left = area.corner.x + measures.label_width;
    let (allowed, letters, lines) = match &row.answer {
        Answer::One(letters) => (Allowed::One, letters.as_slice(), 0),
        Answer::Many(letters) => (Allowed::Many, letters.as_slice(), 0),
        Answer::Written { lines } => (Allowed::Written, [].as_slice(), *lines),
    };
    let bubbles = letters.iter().enumerate().map(|(at, letter)| Bubble {
        middle: Point::new(
            left + (small(at) + 0.5) * measures.bubble_step,
            area.corner.y + measures.row_height / 2.0,
        ),
        radius: measures.bubble_radius,
        letter: letter.clone(),
    });
    let lines = (1..=lines).map(|line| {
        let y = area.corner.y + f64::from(line) * measures.line_height;
        (Point::new(left, y), area.right() - left)
    });
    PlacedRow {
        row: n,
        label: row.label.clone(),
        allowed,
        area,
        bubbles: bubbles.collect(),
        lines: lines.collect(),
    }
}

/// A count of things on a page as a factor of millimetres.
fn small(count: usize) -> f64 {
    u16::try_from(count).map_or(f64::from(u16::MAX), f64::from)
}
