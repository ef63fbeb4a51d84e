//! Which bubbles of a located page are filled, and where a person must look.

mod align;
mod crop;
mod fill;
mod judge;

pub use crop::crop;

use crate::layout::{Allowed, SheetPage};
use crate::locate::{Located, ReadFailure};
use crate::numbers::count;

/// What was read in one row.
#[derive(Debug, Clone, PartialEq)]
pub struct RowRead {
    /// Which of the sheet's rows, from 0.
    pub row: usize,
    /// The bubbles taken as marked, from 0, in order. With a doubt: what the marks most likely mean.
    pub marked: Vec<usize>,
    /// How dark each bubble is beyond an empty one of the same page: about 0 for an empty one, 0.3 to 0.9 for
    /// a filled one.
    pub fill: Vec<f32>,
    /// Why a person must decide; `None` where the marks speak for themselves.
    pub doubt: Option<Doubt>,
}

/// Why a person must decide what a row says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Doubt {
    /// The row is answered by hand.
    Written,
    /// No bubble is marked.
    NoneMarked,
    /// More than one is marked where one is allowed.
    SeveralMarked,
    /// A mark is much lighter than marks on this page are.
    Faint,
    /// Beside a mark there is a lighter one, which may have been rubbed out.
    Erased,
    /// A bubble is filled in part only: a tick, a cross, or half a filling.
    HalfFilled,
    /// A mark has strokes far beyond its bubble: it may have been crossed out.
    CrossedOut,
    /// The bubbles of the row were not found where they should be: covered, folded or not sharp.
    NotSeen,
}

/// The least part of a page's rows whose bubbles must be seen where they should be. Below, a page is so folded,
/// covered or blurred that the others are not to be trusted either. From the simulation
/// (`examples/reading_accuracy.rs`): pages that are read have all of them.
const LEAST_ROWS_SEEN: f64 = 0.8;

/// Reads every row of a page. `page` must be the page that the located code names.
pub fn marks(located: &Located, page: &SheetPage) -> Result<Vec<RowRead>, ReadFailure> {
    if located.code != page.code || located.page != page.number {
        let found = format!("{}/{}", located.code, located.page);
        let expected = format!("{}/{}", page.code, page.number);
        return Err(ReadFailure::OtherPage { found, expected });
    }
    if located.fingerprint != page.fingerprint() {
        return Err(ReadFailure::Changed(format!("{}/{}", page.code, page.number)));
    }
    let shifts = align::shifts(&located.flat, page);
    let rows = page.rows.iter().filter(|row| row.allowed != Allowed::Written).count();
    let seen = shifts.iter().flatten().count();
    if rows > 0 && count(seen) < LEAST_ROWS_SEEN * count(rows) {
        return Err(ReadFailure::OtherLayout { seen, rows });
    }
    let fills = fill::fills(&located.flat, page, &shifts);
    Ok(judge::judge(page, &fills))
}

#[cfg(test)]
mod tests;
