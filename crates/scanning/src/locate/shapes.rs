//! Connected ink.

/// The upright box around connected ink, and how much there is of it. Unit: pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) left: usize,
    pub(super) top: usize,
    /// Last column, itself included.
    pub(super) right: usize,
    /// Last row, itself included.
    pub(super) bottom: usize,
    pub(super) ink: usize,
    /// A pixel of it.
    pub(super) seed: (usize, usize),
}

impl Shape {
    pub(super) fn width(&self) -> usize {
        self.right - self.left + 1
    }

    pub(super) fn height(&self) -> usize {
        self.bottom - self.top + 1
    }

    fn join(&mut self, other: &Self) {
        self.left = self.left.min(other.left);
        self.top = self.top.min(other.top);
        self.right = self.right.max(other.right);
        self.bottom = self.bottom.max(other.bottom);
        self.ink += other.ink;
    }
}

/// All connected shapes of a mask; pixels that share a side are connected. Runs of rows are joined, so that the
/// time is that of one look at each pixel.
pub(super) fn shapes(mask: &[bool], width: usize) -> Vec<Shape> {
    let mut found: Vec<Shape> = Vec::new();
    let mut parents: Vec<usize> = Vec::new();
    let mut above: Vec<(usize, usize, usize)> = Vec::new();
    let mut runs = Vec::new();
    for (y, row) in mask.chunks_exact(width).enumerate() {
        let mut near = 0;
        let mut x = 0;
        while let Some(start) = row[x..].iter().position(|&dark| dark).map(|n| x + n) {
            let length = row[start..].iter().take_while(|&&dark| dark).count();
            let end = start + length;
            let shape =
                Shape { left: start, top: y, right: end - 1, bottom: y, ink: length, seed: (start, y) };
            let mut label = None;
            while near < above.len() && above[near].1 <= start {
                near += 1;
            }
            let mut touching = near;
            while touching < above.len() && above[touching].0 < end {
                let root = root(&mut parents, above[touching].2);
                label = Some(match label {
                    None => root,
                    Some(mine) if mine == root => mine,
                    Some(mine) => {
                        let (keep, drop): (usize, usize) =
                            if mine < root { (mine, root) } else { (root, mine) };
                        parents[drop] = keep;
                        let dropped = found[drop];
                        found[keep].join(&dropped);
                        keep
                    }
                });
                touching += 1;
            }
            let label = label.unwrap_or_else(|| {
                parents.push(found.len());
                found.push(Shape { ink: 0, ..shape });
                found.len() - 1
            });
            found[label].join(&shape);
            runs.push((start, end, label));
            x = end;
        }
        std::mem::swap(&mut above, &mut runs);
        runs.clear();
    }
    let is_root = |n: &usize| parents[*n] == *n;
    (0..found.len()).filter(is_root).map(|n| found[n]).collect()
}

fn root(parents: &mut [usize], mut label: usize) -> usize {
    while parents[label] != label {
        parents[label] = parents[parents[label]];
        label = parents[label];
    }
    label
}

#[cfg(test)]
mod tests {
    use super::shapes;

    #[test]
    fn shapes_are_told_apart_and_arms_that_meet_later_are_one() {
        check("#..#", &[(1, 1), (1, 1)]);
        check("#.#\n#.#\n###", &[(7, 3)]);
        check("#.#.#\n#####\n#.#.#", &[(11, 5)]);
        check("#.\n.#", &[(1, 1), (1, 1)]);
        check("###\n#.#\n###", &[(8, 3)]);
        check("..", &[]);
    }

    /// Ink and width of each shape expected.
    #[track_caller]
    fn check(drawn: &str, expected: &[(usize, usize)]) {
        let width = drawn.lines().next().map_or(0, str::len);
        let mask: Vec<bool> = drawn.lines().flat_map(str::chars).map(|c| c == '#').collect();
        let found: Vec<_> = shapes(&mask, width).iter().map(|shape| (shape.ink, shape.width())).collect();
        assert_eq!(found, expected);
    }
}
