//! Whether a point lies in an area.

use domain::item::{Scalar, Shape, Value};

use super::Problem;
use super::logic::boolean;
use super::number::wrong;

/// Whether one of the points lies in the area.
pub(super) fn inside(shape: &Shape, value: &Value) -> Result<Value, Problem> {
    let mut found = false;
    if matches!(value, Value::Record(_)) {
        return Err(wrong("inside", "points", value));
    }
    for scalar in value.scalars() {
        let Scalar::Point(x, y) = scalar else { return Err(wrong("inside", "points", value)) };
        found |= holds(shape, *x, *y);
    }
    Ok(boolean(Some(found).filter(|_| !value.is_null())))
}

/// Whether a point lies in an area; its edge belongs to it.
pub fn holds(shape: &Shape, x: f64, y: f64) -> bool {
    match shape {
        Shape::Default => true,
        Shape::Rect([left, top, right, bottom]) => {
            (left.min(*right)..=left.max(*right)).contains(&x)
                && (top.min(*bottom)..=top.max(*bottom)).contains(&y)
        }
        Shape::Circle([center_x, center_y, radius]) => {
            let (far_x, far_y) = (x - center_x, y - center_y);
            far_x * far_x + far_y * far_y <= radius * radius
        }
        Shape::Ellipse([center_x, center_y, half_x, half_y]) => {
            let (far_x, far_y) = ((x - center_x) * half_y, (y - center_y) * half_x);
            let size = half_x * half_y;
            far_x * far_x + far_y * far_y <= size * size
        }
        Shape::Poly(corners) => in_polygon(corners, x, y),
    }
}

/// Crossings of a ray to the right, by the even-odd rule; a point on a side is in.
fn in_polygon(corners: &[(f64, f64)], x: f64, y: f64) -> bool {
    let Some(mut before) = corners.last().copied() else { return false };
    let mut odd = false;
    for corner in corners.iter().copied() {
        let ((x1, y1), (x2, y2)) = (before, corner);
        let side = (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1);
        let between = (x1.min(x2)..=x1.max(x2)).contains(&x) && (y1.min(y2)..=y1.max(y2)).contains(&y);
        if side == 0.0 && between {
            return true;
        }
        if (y1 > y) != (y2 > y) && x < (x2 - x1) * (y - y1) / (y2 - y1) + x1 {
            odd = !odd;
        }
        before = corner;
    }
    odd
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_belong_to_an_area() {
        let arrow = Shape::Poly(vec![(0.0, 0.0), (10.0, 0.0), (5.0, 5.0), (10.0, 10.0), (0.0, 10.0)]);
        for (shape, x, y, expected) in [
            (Shape::Default, -1.0, 9e9, true),
            (Shape::Rect([0.0, 0.0, 10.0, 20.0]), 10.0, 20.0, true),
            (Shape::Rect([0.0, 0.0, 10.0, 20.0]), 10.5, 20.0, false),
            (Shape::Rect([10.0, 20.0, 0.0, 0.0]), 5.0, 5.0, true),
            (Shape::Circle([102.0, 113.0, 16.0]), 102.0, 129.0, true),
            (Shape::Circle([102.0, 113.0, 16.0]), 114.0, 125.0, false),
            (Shape::Ellipse([0.0, 0.0, 4.0, 2.0]), 4.0, 0.0, true),
            (Shape::Ellipse([0.0, 0.0, 4.0, 2.0]), 3.0, 1.5, false),
            (Shape::Ellipse([0.0, 0.0, 4.0, 2.0]), 0.0, 2.0, true),
            (arrow.clone(), 2.0, 5.0, true),
            (arrow.clone(), 8.0, 5.0, false),
            (arrow.clone(), 5.0, 5.0, true),
            (arrow, 0.0, 7.0, true),
            (Shape::Poly(vec![]), 0.0, 0.0, false),
        ] {
            assert_eq!(holds(&shape, x, y), expected, "{shape:?} {x} {y}");
        }
    }
}
