//! A page as one standalone SVG, to be printed at its true size.
//!
//! No style attribute or element, so that it can stand in a page under a strict Content-Security-Policy; no
//! font of its own, text stays text.

use std::fmt::{self, Write};

use crate::geometry::Point;
use crate::layout::{Bubble, CORNER_DOT, CORNER_HOLE, CORNER_SIDE, PlacedRow, SheetPage};
use crate::qr;

/// Thickness of a bubble's outline, in millimetres.
pub const OUTLINE: f64 = 0.3;
/// Shade of the letters within bubbles, 0 black to 255 white: legible (contrast 5.7 to 1 on white), and light
/// enough not to be taken for a mark.
pub const LETTER_SHADE: u8 = 0x66;

/// The page as SVG. Unit of its coordinates: millimetres of the paper, as its `width` and `height` say.
pub fn svg(page: &SheetPage) -> String {
    let mut drawn = String::new();
    // Writing to a string does not fail.
    let _ = draw(&mut drawn, page);
    drawn
}

fn draw(out: &mut String, page: &SheetPage) -> fmt::Result {
    let size = page.paper.size();
    let (width, height) = (size.width, size.height);
    writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}mm\" height=\"{height}mm\" \
         viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\">"
    )?;
    writeln!(out, "<title>{}</title>", escaped(&page.words.title))?;
    writeln!(out, "<rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>")?;
    for (n, corner) in page.corners().into_iter().enumerate() {
        square(out, corner, CORNER_SIDE, "#000")?;
        square(out, corner, CORNER_HOLE, "#fff")?;
        if n != 0 {
            square(out, corner, CORNER_DOT, "#000")?;
        }
    }
    square_code(out, page)?;
    header(out, page)?;
    page.rows.iter().try_for_each(|row| draw_row(out, page, row))?;
    writeln!(out, "</svg>")
}

fn square(out: &mut String, middle: Point, side: f64, fill: &str) -> fmt::Result {
    let (x, y) = (middle.x - side / 2.0, middle.y - side / 2.0);
    writeln!(out, "<rect x=\"{x:.2}\" y=\"{y:.2}\" width=\"{side}\" height=\"{side}\" fill=\"{fill}\"/>")
}

/// One path for all modules, runs of dark ones as one rectangle, so that no hairlines show between them.
fn square_code(out: &mut String, page: &SheetPage) -> fmt::Result {
    let Some(modules) = qr::draw(&page.payload()) else { return Ok(()) };
    let place = page.square_code();
    let module = place.width / 33.0;
    write!(
        out,
        "<path fill=\"#000\" transform=\"translate({:.2} {:.2}) scale({module})\" d=\"",
        place.corner.x, place.corner.y
    )?;
    for (y, row) in modules.iter().enumerate() {
        let mut x = 0;
        while x < row.len() {
            let run = row[x..].iter().take_while(|&&dark| dark).count();
            if run > 0 {
                write!(out, "M{x} {y}h{run}v1h-{run}z")?;
            }
            x += run.max(1);
        }
    }
    writeln!(out, "\"/>")
}

fn header(out: &mut String, page: &SheetPage) -> fmt::Result {
    for line in &page.header.lines {
        text(out, line.at, line.size, "start", "#000", &line.text)?;
    }
    if let Some((from, length)) = page.header.name {
        line(out, from, length)?;
    }
    let size = page.print.measures().text.min(4.0);
    let code = page.square_code();
    let at = Point::new(code.right(), code.bottom() + 3.4 + size);
    let readable = format!("{}   {} / {}", page.code, page.number, page.of);
    text(out, at, size, "end", "#000", &readable)
}

fn draw_row(out: &mut String, page: &SheetPage, row: &PlacedRow) -> fmt::Result {
    let measures = page.print.measures();
    let label = Point::new(
        row.area.corner.x + measures.label_width - 3.0,
        row.area.corner.y + measures.row_height / 2.0 + measures.text * BASELINE,
    );
    text(out, label, measures.text, "end", "#000", &row.label)?;
    for bubble in &row.bubbles {
        draw_bubble(out, bubble, measures.letter)?;
    }
    row.lines.iter().try_for_each(|&(from, length)| line(out, from, length))
}

fn draw_bubble(out: &mut String, bubble: &Bubble, letter: f64) -> fmt::Result {
    let Bubble { middle: Point { x, y }, radius, .. } = *bubble;
    let outline = format!("fill=\"none\" stroke=\"#000\" stroke-width=\"{OUTLINE}\"");
    writeln!(out, "<circle cx=\"{x:.2}\" cy=\"{y:.2}\" r=\"{radius}\" {outline}/>")?;
    let size = if bubble.letter.chars().count() > 1 { letter * 0.8 } else { letter };
    let shade = format!("#{LETTER_SHADE:02x}{LETTER_SHADE:02x}{LETTER_SHADE:02x}");
    text(out, Point::new(x, y + size * BASELINE), size, "middle", &shade, &bubble.letter)
}

fn line(out: &mut String, from: Point, length: f64) -> fmt::Result {
    let (x, y, to) = (from.x, from.y, from.x + length);
    writeln!(
        out,
        "<line x1=\"{x:.2}\" y1=\"{y:.2}\" x2=\"{to:.2}\" y2=\"{y:.2}\" stroke=\"#000\" stroke-width=\"0.2\"/>"
    )
}

fn text(out: &mut String, at: Point, size: f64, anchor: &str, fill: &str, said: &str) -> fmt::Result {
    if said.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "<text x=\"{:.2}\" y=\"{:.2}\" font-size=\"{size}\" text-anchor=\"{anchor}\" fill=\"{fill}\">{}</text>",
        at.x,
        at.y,
        escaped(said)
    )
}

/// From the middle of capital letters to their foot, as part of the font's size: half the height of capitals
/// in common sans serif fonts.
const BASELINE: f64 = 0.36;

fn escaped(said: &str) -> String {
    let mut out = String::with_capacity(said.len());
    for c in said.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests;
