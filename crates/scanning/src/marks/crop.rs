//! What a person looks at to decide.

use crate::geometry::Point;
use crate::layout::SheetPage;
use crate::locate::{FLAT_SCALE, Flat, Located};
use crate::numbers::{count, whole};
use crate::picture::Grey;

/// Paper kept around a row, in millimetres.
const AROUND: f64 = 2.0;

/// One row of a page as a PNG picture, laid flat; `row` is its number on the sheet, as in
/// [`RowRead::row`](super::RowRead::row). `None` for a row that is not on this page.
pub fn crop(located: &Located, page: &SheetPage, row: usize) -> Option<Vec<u8>> {
    let area = page.rows.iter().find(|placed| placed.row == row)?.area;
    let corner = Flat::pixel(page.in_frame(area.corner.moved(-AROUND, -AROUND)));
    let width = whole((area.width + 2.0 * AROUND) * FLAT_SCALE);
    let height = whole((area.height + 2.0 * AROUND) * FLAT_SCALE);
    let pixels = (0..height)
        .flat_map(|y| (0..width).map(move |x| Point::new(corner.x + count(x), corner.y + count(y))))
        .map(|at| located.flat.shade(at))
        .collect();
    Grey::new(width, height, pixels).map(|grey| grey.to_png())
}
