//! Who of a class is ready for what, and who waits for what.

use askama::Template;

use super::shell::{Link, Shell};

/// The paths of a class.
#[derive(Debug, Clone, Template)]
#[template(path = "class_paths.html")]
pub struct ClassPathsPage {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// The class.
    pub section: String,
    /// Target by target.
    pub targets: Vec<TargetLine>,
    /// Learner by learner.
    pub learners: Vec<LearnerLine>,
}

/// One target.
#[derive(Debug, Clone)]
pub struct TargetLine {
    /// What it says.
    pub title: String,
    /// How many have mastered it.
    pub done: usize,
    /// Who can learn it now.
    pub ready: Vec<Link>,
    /// What is not mastered before it, and by whom.
    pub waiting: Vec<(String, Vec<Link>)>,
}

/// One learner.
#[derive(Debug, Clone)]
pub struct LearnerLine {
    /// Who, with their path.
    pub link: Link,
    /// The best to learn now.
    pub next: String,
    /// How many there are in all.
    pub ready: usize,
    /// How many targets wait for something.
    pub waiting: usize,
}

impl ClassPathsPage {
    /// One target, two learners.
    pub fn sample() -> Self {
        let (noor, jo) =
            (Link::new("Haddad, Noor", "/learners/1/path"), Link::new("Ek, Jo", "/learners/2/path"));
        Self {
            shell: Shell::sample("What’s next in Mathematics 5", "educator"),
            crumbs: vec![Link::new("Mathematics 5, room 12", "/sections/1")],
            section: "Mathematics 5, room 12".to_owned(),
            targets: vec![TargetLine {
                title: "Add fractions".to_owned(),
                done: 3,
                ready: vec![noor.clone()],
                waiting: vec![("Compare fractions".to_owned(), vec![jo.clone()])],
            }],
            learners: vec![
                LearnerLine {
                    link: noor,
                    next: "Add fractions; Round numbers".to_owned(),
                    ready: 4,
                    waiting: 1,
                },
                LearnerLine { link: jo, next: String::new(), ready: 0, waiting: 3 },
            ],
        }
    }
}
