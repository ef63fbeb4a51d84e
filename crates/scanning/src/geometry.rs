//! Points, rectangles and the one projection that takes flat paper to a picture of it.

/// A point. Unit: millimetres from the top left corner of the paper, or pixels, as its place says.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

impl Point {
    /// The point at `x`, `y`.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// How far `other` is, in the unit of both.
    pub fn distance(self, other: Self) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }

    /// This point moved.
    #[must_use]
    pub fn moved(self, x: f64, y: f64) -> Self {
        Self { x: self.x + x, y: self.y + y }
    }
}

/// An upright rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Its top left corner.
    pub corner: Point,
    /// Its width, in the unit of the corner.
    pub width: f64,
    /// Its height, in the unit of the corner.
    pub height: f64,
}

impl Rect {
    /// The rectangle with its top left corner at `x`, `y`.
    pub const fn new(x: f64, y: f64, width: f64, height: f64) -> Self {
        Self { corner: Point::new(x, y), width, height }
    }

    /// Its right edge.
    pub fn right(&self) -> f64 {
        self.corner.x + self.width
    }

    /// Its bottom edge.
    pub fn bottom(&self) -> f64 {
        self.corner.y + self.height
    }

    /// Whether `other` lies within, edges included.
    pub fn holds(&self, other: &Self) -> bool {
        other.corner.x >= self.corner.x
            && other.corner.y >= self.corner.y
            && other.right() <= self.right()
            && other.bottom() <= self.bottom()
    }

    /// Whether both have a part in common, edges not counted.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.corner.x < other.right()
            && other.corner.x < self.right()
            && self.corner.y < other.bottom()
            && other.corner.y < self.bottom()
    }
}

/// What a camera does to flat paper: a projection of the plane.
///
/// Shape: the 3 by 3 matrix, row by row, that takes (x, y, 1) to (u w, v w, w).
/// Source: Hartley & Zisserman, *Multiple View Geometry* (2004), section 2.3.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Homography(pub [f64; 9]);

impl Homography {
    /// The projection that takes each of `from` to the one of `to` at the same place; `None` where three of
    /// either lie on a line.
    pub fn of_four(from: &[Point; 4], to: &[Point; 4]) -> Option<Self> {
        let mut rows = [[0.0; 9]; 8];
        for (n, (p, q)) in from.iter().zip(to).enumerate() {
            rows[2 * n] = [p.x, p.y, 1.0, 0.0, 0.0, 0.0, -q.x * p.x, -q.x * p.y, q.x];
            rows[2 * n + 1] = [0.0, 0.0, 0.0, p.x, p.y, 1.0, -q.y * p.x, -q.y * p.y, q.y];
        }
        let solved = solve(rows)?;
        let mut matrix = [1.0; 9];
        matrix[..8].copy_from_slice(&solved);
        Some(Self(matrix))
    }

    /// Where a point goes; far away for one on the horizon.
    pub fn apply(&self, p: Point) -> Point {
        let m = &self.0;
        let w = m[6] * p.x + m[7] * p.y + m[8];
        Point::new((m[0] * p.x + m[1] * p.y + m[2]) / w, (m[3] * p.x + m[4] * p.y + m[5]) / w)
    }

    /// The projection back, as far as there is one.
    pub fn inverse(&self) -> Option<Self> {
        let m = &self.0;
        let minor = |a: usize, b: usize, c: usize, d: usize| m[a] * m[d] - m[b] * m[c];
        let adjugate = [
            minor(4, 5, 7, 8),
            -minor(1, 2, 7, 8),
            minor(1, 2, 4, 5),
            -minor(3, 5, 6, 8),
            minor(0, 2, 6, 8),
            -minor(0, 2, 3, 5),
            minor(3, 4, 6, 7),
            -minor(0, 1, 6, 7),
            minor(0, 1, 3, 4),
        ];
        let determinant = m[0] * adjugate[0] + m[1] * adjugate[3] + m[2] * adjugate[6];
        (determinant.abs() > 1e-12).then(|| Self(adjugate.map(|v| v / determinant)))
    }
}

/// Gauss's elimination, the largest pivot first.
fn solve(mut rows: [[f64; 9]; 8]) -> Option<[f64; 8]> {
    for column in 0..8 {
        let pivot = (column..8).max_by(|&a, &b| rows[a][column].abs().total_cmp(&rows[b][column].abs()))?;
        if rows[pivot][column].abs() < 1e-10 {
            return None;
        }
        rows.swap(column, pivot);
        let top = rows[column];
        for (n, row) in rows.iter_mut().enumerate() {
            if n != column {
                let factor = row[column] / top[column];
                for (value, above) in row.iter_mut().zip(top) {
                    *value -= factor * above;
                }
            }
        }
    }
    let mut solved = [0.0; 8];
    for (n, value) in solved.iter_mut().enumerate() {
        *value = rows[n][8] / rows[n][n];
    }
    Some(solved)
}

#[cfg(test)]
mod tests {
    use super::{Homography, Point};

    const SQUARE: [Point; 4] =
        [Point::new(0.0, 0.0), Point::new(1.0, 0.0), Point::new(1.0, 1.0), Point::new(0.0, 1.0)];

    #[test]
    fn a_projection_takes_corners_to_corners_and_back() {
        let tilted = [
            Point::new(10.0, 20.0),
            Point::new(110.0, 30.0),
            Point::new(95.0, 140.0),
            Point::new(5.0, 120.0),
        ];
        let there = Homography::of_four(&SQUARE, &tilted).expect("no three on a line");
        let back = there.inverse().expect("it has one");
        for (from, to) in SQUARE.iter().zip(tilted) {
            assert!(there.apply(*from).distance(to) < 1e-9);
            assert!(back.apply(to).distance(*from) < 1e-9);
        }
    }

    #[test]
    fn the_middle_of_a_trapezium_is_where_its_diagonals_meet() {
        // Diagonals of (0,0) (4,0) (3,2) (1,2): y = 2x/3 and y = -2(x - 4)/3 meet at (2, 4/3).
        let seen = [Point::new(0.0, 0.0), Point::new(4.0, 0.0), Point::new(3.0, 2.0), Point::new(1.0, 2.0)];
        let there = Homography::of_four(&SQUARE, &seen).expect("no three on a line");
        assert!(there.apply(Point::new(0.5, 0.5)).distance(Point::new(2.0, 4.0 / 3.0)) < 1e-9);
    }

    #[test]
    fn corners_on_a_line_have_no_projection() {
        let line = [0.0, 1.0, 2.0, 3.0].map(|x| Point::new(x, x));
        assert_eq!(Homography::of_four(&line, &SQUARE), None);
    }
}
