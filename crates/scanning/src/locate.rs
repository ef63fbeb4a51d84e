//! Finding a page in a picture: its corner marks, the projection between both, and its code.

mod corners;
mod dark;
mod frame;
mod rectify;
mod shapes;
mod square_code;

pub use rectify::{FLAT_SCALE, Flat};
use square_code::Payload;

use crate::geometry::Point;
use crate::layout::SheetPage;
use crate::picture::{BadPicture, Grey};

/// A page found in a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Located {
    /// The code of the sheet, from which the caller finds its layout.
    pub code: String,
    /// The number of the page, from 1.
    pub page: usize,
    /// The fingerprint of the layout that it was printed from; [`marks`](crate::marks::marks) compares it.
    pub fingerprint: String,
    /// Where the middles of its corner marks are in the picture, in pixels, clockwise from the top left.
    pub corners: [Point; 4],
    /// The page laid flat.
    pub flat: Flat,
}

/// Why a page cannot be read. Each says what a person can do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadFailure {
    /// The file cannot be opened.
    #[error(transparent)]
    Picture(#[from] BadPicture),
    /// Nothing that looks like a corner mark, or nothing that fits together.
    #[error(
        "no answer sheet is seen: take the whole page, with the four black squares in its corners, in even light"
    )]
    NoSheet,
    /// Something like corner marks, but not four that fit together.
    #[error(
        "not all four black corner squares are seen: take the whole page, nothing on its corners, in even light"
    )]
    Corners,
    /// More than one sheet.
    #[error("more than one answer sheet is seen: one picture for each page")]
    Several,
    /// Corner marks fit, and the square code cannot be read.
    #[error(
        "an answer sheet is seen, but its square code cannot be read: take it sharper and closer, or type the code printed under it"
    )]
    Code,
    /// The page is of another sheet, or another page of it, than the one asked for.
    #[error("this is page {found}, not page {expected}: its marks are not read with another page's places")]
    OtherPage {
        /// What the code in the picture says, as sheet and page.
        found: String,
        /// What was asked for.
        expected: String,
    },
    /// The page was printed from other rows than the sheet has now.
    #[error(
        "page {0} was printed before its sheet was changed: read it by the rows that it was printed from"
    )]
    Changed(String),
    /// Too few bubbles are where this layout says.
    #[error(
        "{seen} of {rows} rows are where this sheet has them: the page is folded, covered, not sharp, or was not printed at one scale"
    )]
    OtherLayout {
        /// Rows whose bubbles were found.
        seen: usize,
        /// Rows of the page.
        rows: usize,
    },
}

/// Opens a JPEG or PNG file and finds the page in it.
pub fn locate(file: &[u8]) -> Result<Located, ReadFailure> {
    locate_in(&crate::picture::open(file)?)
}

/// Finds the page in a picture: any way up, tilted, in uneven light.
pub fn locate_in(picture: &Grey) -> Result<Located, ReadFailure> {
    find(picture, square_code::read)
}

/// Finds a page whose square code cannot be read, after a person typed the code printed under it and chose
/// `page` by that. Nothing but the places of its bubbles then tells whether it is this page.
pub fn locate_as(picture: &Grey, page: &SheetPage) -> Result<Located, ReadFailure> {
    let said = |_: &Flat| {
        let (code, page, fingerprint) = (page.code.clone(), page.number, page.fingerprint());
        Some(Payload { code, page, fingerprint })
    };
    find(picture, said)
}

fn find(picture: &Grey, name: impl Fn(&Flat) -> Option<Payload>) -> Result<Located, ReadFailure> {
    let halved = halved(picture);
    let looked_at = halved.last().unwrap_or(picture);
    let scale = f64::from(1_u32 << halved.len().min(16));
    let mut failure = ReadFailure::NoSheet;
    for looking in dark::WAYS_OF_LOOKING {
        match frame::find(looked_at, looking) {
            Ok(small) => {
                let corners = small.map(|p| Point::new(p.x * scale, p.y * scale));
                let flat = rectify::flatten(picture, &halved, &corners).ok_or(ReadFailure::NoSheet)?;
                if let Some(Payload { code, page, fingerprint }) = name(&flat) {
                    return Ok(Located { code, page, fingerprint, corners, flat });
                }
                failure = ReadFailure::Code;
            }
            Err(ReadFailure::Several) => return Err(ReadFailure::Several),
            Err(ReadFailure::Corners) if failure == ReadFailure::NoSheet => failure = ReadFailure::Corners,
            Err(_) => {}
        }
    }
    Err(failure)
}

/// The picture at half its size, a quarter, and so on, until it is small enough to look for corner marks.
fn halved(picture: &Grey) -> Vec<Grey> {
    let mut halved: Vec<Grey> = Vec::new();
    loop {
        let last = halved.last().unwrap_or(picture);
        if last.width().max(last.height()) <= LOOKED_AT {
            return halved;
        }
        let next = last.halved();
        halved.push(next);
    }
}

/// Longest side of the picture in which corner marks are looked for, in pixels: in a page that fills it, a
/// corner mark is then 30 to 70 pixels wide.
const LOOKED_AT: usize = 2400;

#[cfg(test)]
mod tests;
