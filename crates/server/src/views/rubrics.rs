//! The library of rubrics, one rubric, and the form that writes one.

use askama::Template;

use super::shell::{Link, Shell};

/// `GET /rubrics?q=`
#[derive(Debug, Clone, Template)]
#[template(path = "rubrics.html")]
pub struct Rubrics {
    /// The frame.
    pub shell: Shell,
    /// What was searched for.
    pub query: String,
    /// What was found.
    pub rows: Vec<RubricRow>,
    /// What came with frameworks: its title, the framework, and its place in the list of offers.
    pub offered: Vec<(String, String, usize)>,
}

/// One rubric of the library.
#[derive(Debug, Clone)]
pub struct RubricRow {
    /// Its page.
    pub link: Link,
    /// Who made it.
    pub by: String,
    /// Where a copy is asked for.
    pub copy_action: String,
    /// Whether it is the reader's own.
    pub own: bool,
}

/// `GET /rubrics/{rubric}`
#[derive(Debug, Clone, Template)]
#[template(path = "rubric.html")]
pub struct RubricPage {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// What it says.
    pub rubric: RubricTable,
    /// Who made it, and which version this is.
    pub about: String,
    /// Changes it; empty where it is somebody else's.
    pub edit_href: String,
    /// Copies it.
    pub copy_action: String,
}

/// A rubric to be read.
#[derive(Debug, Clone)]
pub struct RubricTable {
    /// Its title.
    pub title: String,
    /// More words.
    pub description: String,
    /// In order.
    pub criteria: Vec<CriterionRow>,
}

/// One criterion.
#[derive(Debug, Clone)]
pub struct CriterionRow {
    /// What people read.
    pub title: String,
    /// More words.
    pub description: String,
    /// What it is evidence of.
    pub competencies: Vec<String>,
    /// Lowest first.
    pub levels: Vec<LevelRow>,
}

/// One level.
#[derive(Debug, Clone)]
pub struct LevelRow {
    /// Its name.
    pub name: String,
    /// What work at this level looks like.
    pub descriptor: String,
    /// Such as `2 points`.
    pub points: String,
    /// Whether it is the one from which the criterion is met.
    pub met: bool,
}

/// `GET /rubrics/new`, `GET /rubrics/{rubric}/edit`: fields `title`, `description`, and of each criterion
/// `criterion`, `about`, `codes`, `levels` (a line each: points, name, words, between `|` or tabs) and `met`, the
/// points from which it is met.
#[derive(Debug, Clone, Template)]
#[template(path = "rubric_form.html")]
pub struct RubricForm {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Where it posts to.
    pub action: String,
    /// The class for which it is written, to go on from there; may be empty.
    pub section: String,
    /// What it is called.
    pub title: String,
    /// More words.
    pub description: String,
    /// What was typed, and some empty ones.
    pub criteria: Vec<TypedCriterion>,
    /// Targets of the class: code and title, to copy a code from.
    pub targets: Vec<(String, String)>,
    /// Why it was not taken.
    pub refusal: Option<String>,
}

/// A criterion as it is typed.
#[derive(Debug, Clone, Default)]
pub struct TypedCriterion {
    /// Its title.
    pub title: String,
    /// More words.
    pub about: String,
    /// Codes of competencies, between commas.
    pub codes: String,
    /// A line for each level.
    pub levels: String,
    /// The points from which it is met.
    pub met: String,
}

impl TypedCriterion {
    /// An empty one with four levels to begin with.
    pub fn blank() -> Self {
        Self {
            levels: "0 | Not yet | \n1 | Nearly | \n2 | There | \n3 | Beyond | ".to_owned(),
            met: "2".to_owned(),
            ..Self::default()
        }
    }
}

impl RubricTable {
    /// Two criteria of three levels.
    pub fn sample() -> Self {
        let level = |name: &str, points: &str, met| LevelRow {
            name: name.to_owned(),
            descriptor: "Says what is claimed, and why, in an order that can be followed".to_owned(),
            points: points.to_owned(),
            met,
        };
        let criterion = |title: &str| CriterionRow {
            title: title.to_owned(),
            description: "In the whole text".to_owned(),
            competencies: vec!["W.7.1 Write arguments".to_owned()],
            levels: vec![
                level("Not yet", "0 points", false),
                level("There", "2 points", true),
                level("Beyond", "3 points", false),
            ],
        };
        Self {
            title: "Argument".to_owned(),
            description: String::new(),
            criteria: vec![criterion("Claim"), criterion("Evidence")],
        }
    }
}

impl Rubrics {
    /// One own, one of somebody else.
    pub fn sample() -> Self {
        let row = |title: &str, by: &str, own| RubricRow {
            link: Link::new(title, "/rubrics/1"),
            by: by.to_owned(),
            copy_action: "/rubrics/1/copy".to_owned(),
            own,
        };
        Self {
            shell: Shell::sample("Rubrics", "educator"),
            query: String::new(),
            rows: vec![row("Argument", "Tom Okafor", true), row("Lab report", "Inés Robledo", false)],
            offered: vec![("Oral report".to_owned(), "State standards".to_owned(), 0)],
        }
    }
}

impl RubricPage {
    /// An own rubric.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Argument", "educator"),
            crumbs: vec![Link::new("Rubrics", "/rubrics")],
            rubric: RubricTable::sample(),
            about: "By Tom Okafor, version 2".to_owned(),
            edit_href: "/rubrics/1/edit".to_owned(),
            copy_action: "/rubrics/1/copy".to_owned(),
        }
    }
}

impl RubricForm {
    /// A form that was refused.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Write a rubric", "educator"),
            crumbs: vec![Link::new("Rubrics", "/rubrics")],
            action: "/rubrics".to_owned(),
            section: String::new(),
            title: "Argument".to_owned(),
            description: String::new(),
            criteria: vec![TypedCriterion::blank(), TypedCriterion::blank()],
            targets: vec![("W.7.1".to_owned(), "Write arguments".to_owned())],
            refusal: Some("The title is missing.".to_owned()),
        }
    }
}
