//! What needs somebody, for who leads a school.

use askama::Template;

use super::shell::{Link, Shell};

/// `GET /exceptions`.
#[derive(Debug, Clone, Template)]
#[template(path = "exceptions.html")]
pub struct Exceptions {
    /// The frame.
    pub shell: Shell,
    /// Which schools were looked at.
    pub places: String,
    /// How many things need somebody, in a sentence.
    pub summary: String,
    /// How days are counted, in a sentence.
    pub counted: String,
    /// Whether learners were not looked at.
    pub learners_left_out: bool,
    /// Field `days`.
    pub days: i64,
    /// The most days.
    pub most_days: i64,
    /// One per kind.
    pub groups: Vec<Group>,
}

/// One kind of exception.
#[derive(Debug, Clone)]
pub struct Group {
    /// Its place on the page.
    pub id: String,
    /// How many of what.
    pub title: String,
    /// What to do; may be empty.
    pub advice: String,
    /// Where it is dealt with.
    pub actions: Vec<Link>,
    /// How many are not listed.
    pub more: usize,
    /// What.
    pub rows: Vec<Row>,
}

/// One thing.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its page.
    pub link: Link,
    /// How it is; may be empty.
    pub state: String,
}

impl Exceptions {
    /// Two kinds.
    pub fn sample() -> Self {
        let row =
            |name: &str, state: &str| Row { link: Link::new(name, "/sections/1"), state: state.to_owned() };
        let learners =
            (0..3).map(|at| row(&super::samples::list_name(at), "14 school days, newest 2 November"));
        Self {
            shell: Shell::sample("Today", "administrator"),
            places: "Alder School".to_owned(),
            summary: "2 things need you.".to_owned(),
            counted: "Days are school days: Monday to Friday within terms.".to_owned(),
            learners_left_out: false,
            days: 10,
            most_days: 365,
            groups: vec![
                Group {
                    id: "silent_learners".to_owned(),
                    title: "3 students without evidence for 10 school days or more".to_owned(),
                    advice: "Open the student to see what was last heard.".to_owned(),
                    actions: Vec::new(),
                    more: 4,
                    rows: learners.collect(),
                },
                Group {
                    id: "sections_without_educator".to_owned(),
                    title: "1 class that nobody teaches today".to_owned(),
                    advice: "Give somebody the day, or have the roster name a teacher.".to_owned(),
                    actions: vec![Link::new("Give somebody the day", "/substitutes")],
                    more: 0,
                    rows: vec![row("Science 5", "28 students")],
                },
            ],
        }
    }

    /// A quiet day of an administrator.
    pub fn sample_quiet() -> Self {
        Self {
            summary: "Nothing needs you today.".to_owned(),
            learners_left_out: true,
            groups: Vec::new(),
            ..Self::sample()
        }
    }
}
