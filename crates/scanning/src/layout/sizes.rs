//! Papers, and how large things are printed on them. Unit: millimetres.

use super::{FRAME_HEIGHT, FRAME_WIDTH};
use crate::geometry::{Point, Rect};

/// The paper of a sheet, upright.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// 210 by 297 mm (ISO 216).
    A4,
    /// 8.5 by 11 inches (ANSI A).
    Letter,
}

impl Paper {
    /// All of it, in millimetres.
    pub const fn size(self) -> Rect {
        match self {
            Self::A4 => Rect::new(0.0, 0.0, 210.0, 297.0),
            Self::Letter => Rect::new(0.0, 0.0, 215.9, 279.4),
        }
    }

    /// Where the frame begins: in the middle of the paper.
    pub const fn frame_origin(self) -> Point {
        let size = self.size();
        Point::new((size.width - FRAME_WIDTH) / 2.0, (size.height - FRAME_HEIGHT) / 2.0)
    }
}

/// How large bubbles and words are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrintSize {
    /// Bubbles of 4.8 mm.
    Normal,
    /// Bubbles of 7.2 mm and words of 18 points and more.
    Large,
}

/// The measures of one print size, in millimetres unless their name says otherwise.
pub(crate) struct Measures {
    pub(crate) bubble_radius: f64,
    /// From the middle of a bubble to the next in its row.
    pub(crate) bubble_step: f64,
    pub(crate) row_height: f64,
    /// Additional room after each five rows.
    pub(crate) group_gap: f64,
    pub(crate) label_width: f64,
    pub(crate) column_gap: f64,
    /// Columns at most.
    pub(crate) columns: usize,
    /// From one line to write on to the next.
    pub(crate) line_height: f64,
    /// Height of the letters' box (CSS font size): labels and instruction.
    pub(crate) text: f64,
    /// The same, of the letters within bubbles.
    pub(crate) letter: f64,
    /// The same, of the title.
    pub(crate) title: f64,
}

/// Where the rows begin at the earliest, from the top of the frame: below the square code and its words.
pub(crate) const BODY_TOP: f64 = 36.0;
/// Where the rows end, from the top of the frame: clear of the corner marks.
pub(crate) const BODY_BOTTOM: f64 = 245.0;

impl PrintSize {
    pub(crate) const fn measures(self) -> Measures {
        match self {
            Self::Normal => Measures {
                bubble_radius: 2.4,
                bubble_step: 8.0,
                row_height: 6.5,
                group_gap: 2.0,
                label_width: 11.0,
                column_gap: 8.0,
                columns: 3,
                line_height: 8.0,
                text: 3.4,
                letter: 2.7,
                title: 4.2,
            },
            Self::Large => Measures {
                bubble_radius: 3.6,
                bubble_step: 11.0,
                row_height: 10.5,
                group_gap: 4.0,
                label_width: 18.0,
                column_gap: 8.0,
                columns: 2,
                line_height: 12.0,
                text: 6.35,
                letter: 4.4,
                title: 7.0,
            },
        }
    }
}
