//! Where everything stands on an answer sheet. Unit: millimetres from the top left corner of the paper.
//!
//! Four marks in the corners span the *frame*, of the same size on every paper and in every print: whoever
//! finds them in a picture knows where the code stands without knowing the sheet. Everything that is read lies
//! within the frame.

mod bad_sheet;
mod fingerprint;
mod flow;
mod header;
mod sizes;

pub use bad_sheet::BadSheet;
pub use header::{Header, TextLine};
pub use sizes::{Paper, PrintSize};

use crate::geometry::{Point, Rect};

/// Width of the frame, between the middles of the corner marks, in millimetres: what both papers have room for.
pub const FRAME_WIDTH: f64 = 180.0;
/// Height of the frame, between the middles of the corner marks, in millimetres.
pub const FRAME_HEIGHT: f64 = 252.0;
/// Side of a corner mark, a black square, in millimetres.
pub const CORNER_SIDE: f64 = 9.0;
/// Side of the white square within a corner mark, in millimetres.
pub const CORNER_HOLE: f64 = 5.0;
/// Side of the black square within the white one, which only the top left mark has not, in millimetres.
pub const CORNER_DOT: f64 = 2.4;
/// The code within the frame, without its quiet zone: 33 modules of 0.9 mm.
pub const CODE_IN_FRAME: Rect = Rect::new(141.0, -3.5, 29.7, 29.7);

/// One row to be placed: a question, or a part of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What is printed before it, such as `12` or `3b`: one to four characters.
    pub label: String,
    /// How it is answered.
    pub answer: Answer,
}

/// How a row is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// One bubble is to be filled. The letters stand in the bubbles: one to eight, of one or two characters.
    One(Vec<String>),
    /// Any number of bubbles may be filled.
    Many(Vec<String>),
    /// By hand, on so many lines, for a person to read.
    Written {
        /// One to twenty.
        lines: u8,
    },
}

/// What a sheet is made for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The paper.
    pub paper: Paper,
    /// Normal or large print.
    pub print: PrintSize,
    /// What the code on the page says, the number of the page apart: 1 to [`MOST_CODE`] printable ASCII
    /// characters without spaces. From it the caller finds the sheet again.
    pub code: String,
    /// The words printed on it.
    pub words: Words,
}

/// Longest code of a sheet, in characters: 62 bytes of a version 4 code at level M, less a page number, the
/// fingerprint of the layout and two strokes between them.
pub const MOST_CODE: usize = 53;

/// The words printed on a sheet, in the language of whoever fills it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    /// What the sheet is for; at most 60 characters.
    pub title: String,
    /// What stands before the line for the name, such as `Name`; at most 30 characters. Left out when empty.
    pub name: String,
    /// What to do, such as `Fill the whole bubble.`; at most 120 characters.
    pub instruction: String,
}

/// One page, with everything placed. Made by [`pages`] only, so that what it says holds.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetPage {
    /// The paper.
    pub paper: Paper,
    /// Normal or large print.
    pub print: PrintSize,
    /// The code of the sheet, as given.
    pub code: String,
    /// The number of this page, from 1.
    pub number: usize,
    /// How many pages the sheet has.
    pub of: usize,
    /// The words printed on it.
    pub words: Words,
    /// Where the words stand.
    pub header: Header,
    /// Its rows, in the order given.
    pub rows: Vec<PlacedRow>,
}

impl SheetPage {
    /// What the square code says: the code of the sheet, the number of the page, and its fingerprint.
    pub fn payload(&self) -> String {
        format!("{}/{}/{}", self.code, self.number, self.fingerprint())
    }

    /// Four characters that differ between pages whose rows stand, are labelled or are answered otherwise (but
    /// for one chance in a million): a page printed before its sheet was changed is not read by the new places.
    pub fn fingerprint(&self) -> String {
        fingerprint::of(self)
    }

    /// The middles of the corner marks: top left (the one without a dot), top right, bottom right, bottom left.
    pub fn corners(&self) -> [Point; 4] {
        frame_corners().map(|p| self.on_paper(p))
    }

    /// The square code without its quiet zone.
    pub fn square_code(&self) -> Rect {
        Rect { corner: self.on_paper(CODE_IN_FRAME.corner), ..CODE_IN_FRAME }
    }

    /// A point of the frame on this paper.
    pub fn on_paper(&self, in_frame: Point) -> Point {
        let origin = self.paper.frame_origin();
        in_frame.moved(origin.x, origin.y)
    }

    /// A point of this paper in the frame.
    pub fn in_frame(&self, on_paper: Point) -> Point {
        let origin = self.paper.frame_origin();
        on_paper.moved(-origin.x, -origin.y)
    }
}

/// The middles of the corner marks in the frame, clockwise from the top left.
pub const fn frame_corners() -> [Point; 4] {
    [
        Point::new(0.0, 0.0),
        Point::new(FRAME_WIDTH, 0.0),
        Point::new(FRAME_WIDTH, FRAME_HEIGHT),
        Point::new(0.0, FRAME_HEIGHT),
    ]
}

/// One row on its page.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedRow {
    /// Which of the rows given, from 0.
    pub row: usize,
    /// What is printed before it.
    pub label: String,
    /// What may be filled.
    pub allowed: Allowed,
    /// All of it: label, bubbles or lines.
    pub area: Rect,
    /// Its bubbles from left to right; none in a written row.
    pub bubbles: Vec<Bubble>,
    /// The lines to write on, as the left end and the length of each.
    pub lines: Vec<(Point, f64)>,
}

/// What may be filled in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allowed {
    /// One bubble.
    One,
    /// Any number of bubbles.
    Many,
    /// No bubble: answered by hand, read by a person.
    Written,
}

/// One bubble.
#[derive(Debug, Clone, PartialEq)]
pub struct Bubble {
    /// Its middle.
    pub middle: Point,
    /// Its radius, in millimetres.
    pub radius: f64,
    /// What stands in it.
    pub letter: String,
}

/// Places rows on as many pages as they need, in columns, five rows to a group.
pub fn pages(rows: &[Row], options: &Options) -> Result<Vec<SheetPage>, BadSheet> {
    bad_sheet::check(rows, options)?;
    let (header, header_bottom) = header::place(options);
    let placed = flow::flow(rows, options, header_bottom)?;
    let of = placed.len();
    Ok(placed
        .into_iter()
        .enumerate()
        .map(|(n, rows)| SheetPage {
            paper: options.paper,
            print: options.print,
            code: options.code.clone(),
            number: n + 1,
            of,
            words: options.words.clone(),
            header: header.clone(),
            rows,
        })
        .collect())
}

#[cfg(test)]
pub(crate) mod tests;
