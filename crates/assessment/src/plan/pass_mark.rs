//! What passes. Exact: points are whole millionths, and nothing is divided.

use domain::Points;

use super::{Plan, text::FieldText};

/// What passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PassMark {
    /// Nothing passes or fails.
    None,
    /// So many points, however many are possible.
    Points(Points),
    /// So many out of so many, "4 of 5": the same share where an item is left out.
    Of {
        /// Points that pass.
        points: u32,
        /// Out of so many.
        of: u32,
    },
    /// A share of the points possible, a fraction from 0 to 1.
    Share(Points),
}

impl PassMark {
    /// Whether `points` of `possible` pass; `None` without a mark, and where nothing was possible.
    pub fn passes(self, points: Points, possible: Points) -> Option<bool> {
        if possible <= Points::ZERO {
            return None;
        }
        let (points, possible) = (i128::from(points.millionths()), i128::from(possible.millionths()));
        match self {
            Self::None => None,
            Self::Points(mark) => Some(points >= i128::from(mark.millionths())),
            Self::Of { points: mark, of } => Some(points * i128::from(of) >= possible * i128::from(mark)),
            Self::Share(share) => Some(points * 1_000_000 >= possible * i128::from(share.millionths())),
        }
    }
}

/// Whether a sitting with `points` of `possible` is passed; `None` when the plan has no pass mark, or nothing was
/// possible.
pub fn passes(plan: &Plan, points: Points, possible: Points) -> Option<bool> {
    plan.pass_mark.passes(points, possible)
}

/// Whether `points` of `possible` from `items` items of one competency exempt from it.
pub fn exempts(plan: &Plan, points: Points, possible: Points, items: u32) -> bool {
    items >= plan.exempt_least_items
        && plan.exempt_at.is_some_and(|share| PassMark::Share(share).passes(points, possible) == Some(true))
}

impl FieldText for PassMark {
    fn write(&self) -> String {
        match self {
            Self::None => String::new(),
            Self::Points(points) => format!("{points} points"),
            Self::Of { points, of } => format!("{points} of {of}"),
            Self::Share(share) => share.to_string(),
        }
    }

    fn read(text: &str) -> Result<Self, String> {
        let read = || {
            if text.is_empty() {
                return Some(Self::None);
            }
            if let Some(points) = text.strip_suffix(" points") {
                return Some(Self::Points(points.parse().ok()?));
            }
            if let Some((points, of)) = text.split_once(" of ") {
                return Some(Self::Of { points: u32::read(points).ok()?, of: u32::read(of).ok()? });
            }
            Some(Self::Share(text.parse().ok()?))
        };
        read().ok_or_else(|| "write \"4 of 5\", \"12 points\", a share such as 0.8, or nothing".to_owned())
    }
}
