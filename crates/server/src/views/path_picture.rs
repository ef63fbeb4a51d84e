//! The map of a path as a picture: strands from top to bottom, what comes first on the left.

use askama::Template;

const COLUMN: usize = 176;
const ROW: usize = 56;
const WIDTH: usize = 160;
const HEIGHT: usize = 40;
const HEAD: usize = 26;
/// Characters of a title that fit into a box.
const FITS: usize = 21;

/// The picture. Every box is a link, in the order of reading; the list beside it says the same.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/path_picture.html")]
pub struct PathPicture {
    /// What it shows, for who does not see it.
    pub label: String,
    strands: Vec<(String, usize)>,
    boxes: Vec<PictureBox>,
    lines: Vec<(usize, usize)>,
    columns: usize,
    height: usize,
}

/// One step to draw.
#[derive(Debug, Clone)]
pub struct PictureStep {
    /// What it says.
    pub title: String,
    /// Where it is, in a word.
    pub stage: String,
    /// The class that draws it.
    pub class: &'static str,
    /// Where it leads.
    pub href: String,
    /// The places among all steps, strand after strand, of what comes directly before it.
    pub before: Vec<usize>,
}

#[derive(Debug, Clone)]
struct PictureBox {
    step: PictureStep,
    column: usize,
    top: usize,
}

impl PathPicture {
    /// Arranges strands of steps: each step stands to the right of what comes before it.
    pub fn new(label: &str, strands: Vec<(String, Vec<PictureStep>)>) -> Self {
        let all: Vec<&PictureStep> = strands.iter().flat_map(|(_, steps)| steps).collect();
        let columns = columns(&all);
        let lines =
            all.iter().enumerate().flat_map(|(to, step)| step.before.iter().map(move |from| (*from, to)));
        let lines = lines.filter(|(from, _)| *from < all.len()).collect();
        let most = columns.iter().max().map_or(1, |most| most + 1);
        let mut picture = Self {
            label: label.to_owned(),
            strands: Vec::new(),
            boxes: Vec::new(),
            lines,
            columns: most,
            height: 0,
        };
        let mut place = 0;
        for (title, steps) in strands {
            picture.strands.push((title, picture.height + HEAD - 8));
            let top = picture.height + HEAD;
            let mut taken = vec![0; most];
            for step in steps {
                let column = columns[place];
                picture.boxes.push(PictureBox { step, column, top: top + taken[column] * ROW });
                taken[column] += 1;
                place += 1;
            }
            picture.height = top + taken.iter().max().copied().unwrap_or(0) * ROW;
        }
        picture
    }

    /// The SVG view box.
    fn view_box(&self) -> String {
        format!("0 0 {} {}", self.width(), self.height.max(1))
    }

    fn width(&self) -> usize {
        self.columns * COLUMN
    }

    fn x(one: &PictureBox) -> usize {
        one.column * COLUMN + (COLUMN - WIDTH) / 2
    }

    /// A curve from the right edge of one box to the left edge of another, as an SVG path.
    fn curve(&self, (from, to): &(usize, usize)) -> String {
        let (from, to) = (&self.boxes[*from], &self.boxes[*to]);
        let (x1, y1) = (Self::x(from) + WIDTH, from.top + HEIGHT / 2);
        let (x2, y2) = (Self::x(to), to.top + HEIGHT / 2);
        let half = x1.midpoint(x2);
        format!("M{x1} {y1} C{half} {y1} {half} {y2} {x2} {y2}")
    }

    fn short(title: &str) -> String {
        domain::plain::cut(title, FITS)
    }

    /// Four steps of one strand.
    pub fn sample() -> Self {
        let step = |title: &str, stage: &str, class, before: &[usize]| PictureStep {
            title: title.to_owned(),
            stage: stage.to_owned(),
            class,
            href: "#step-ready".to_owned(),
            before: before.to_vec(),
        };
        Self::new(
            "The whole map",
            vec![(
                "Fractions".to_owned(),
                vec![
                    step("Equal fractions", "Done", "done", &[]),
                    step("Compare fractions", "Ready", "ready", &[0]),
                    step("Add fractions", "Next", "next", &[1]),
                    step("Multiply fractions", "Later", "later", &[2, 0]),
                ],
            )],
        )
    }
}

impl askama::filters::HtmlSafe for PathPicture {}

/// How many steps come before each at the most; members of a circle stand side by side.
fn columns(all: &[&PictureStep]) -> Vec<usize> {
    let mut columns = vec![0; all.len()];
    let mut left: Vec<usize> =
        all.iter().map(|step| step.before.iter().filter(|from| **from < all.len()).count()).collect();
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); all.len()];
    for (to, step) in all.iter().enumerate() {
        for from in step.before.iter().filter(|from| **from < all.len()) {
            after[*from].push(to);
        }
    }
    let mut open: Vec<usize> = (0..all.len()).filter(|place| left[*place] == 0).collect();
    while let Some(place) = open.pop() {
        for &next in &after[place] {
            columns[next] = columns[next].max(columns[place] + 1);
            left[next] -= 1;
            if left[next] == 0 {
                open.push(next);
            }
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(before: &[&[usize]], expected: &[usize]) {
        let steps: Vec<PictureStep> = before
            .iter()
            .map(|before| PictureStep {
                title: "A step".to_owned(),
                stage: "Ready".to_owned(),
                class: "ready",
                href: "#a".to_owned(),
                before: before.to_vec(),
            })
            .collect();
        assert_eq!(columns(&steps.iter().collect::<Vec<_>>()), expected);
        let drawn = PathPicture::new("Map", vec![("One".to_owned(), steps)]);
        assert!(drawn.render().expect("it renders").contains("viewBox"));
    }

    #[test]
    fn a_step_stands_to_the_right_of_everything_before_it() {
        check(&[&[], &[0], &[1, 0]], &[0, 1, 2]);
        check(&[&[2], &[], &[1]], &[2, 0, 1]);
        check(&[], &[]);
    }

    #[test]
    fn a_circle_and_a_step_that_is_not_drawn_do_no_harm() {
        check(&[&[1], &[0], &[9]], &[0, 0, 0]);
    }
}
