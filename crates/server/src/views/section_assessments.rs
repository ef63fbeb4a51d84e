//! The assessments of a class.

use askama::Template;

use super::shell::{Choice, Link, Shell};

/// What was given, and what can be.
#[derive(Debug, Clone, Template)]
#[template(path = "section_assessments.html")]
pub struct SectionAssessmentsView {
    /// The frame.
    pub shell: Shell,
    /// The way here.
    pub crumbs: Vec<Link>,
    /// Whether the reader gives.
    pub may_give: bool,
    /// What runs.
    pub running: Vec<Given>,
    /// What is over.
    pub over: Vec<Given>,
    /// Targets, with how many questions there are about each.
    pub targets: Vec<Target>,
    /// Who learns here.
    pub learners: Vec<Choice>,
    /// Whether some of them are chosen already.
    pub some_learners: bool,
    /// Kinds that can be made in one click.
    pub kinds: Vec<Choice>,
    /// Plans that are there.
    pub plans: Vec<Choice>,
    /// Whether the bank is empty.
    pub no_items: bool,
    /// Where the quick form posts to.
    pub quick_action: String,
    /// Where giving a plan posts to.
    pub give_action: String,
    /// Where a plan is written.
    pub new_href: String,
}

/// One that was given.
#[derive(Debug, Clone)]
pub struct Given {
    /// Its name.
    pub link: Link,
    /// Its kind.
    pub kind: String,
    /// When it was given.
    pub at: String,
    /// How far it is.
    pub state: String,
    /// How many are done.
    pub ended: usize,
    /// Of how many.
    pub learners: usize,
}

/// One target.
#[derive(Debug, Clone)]
pub struct Target {
    /// Its id.
    pub id: String,
    /// Its code and title.
    pub label: String,
    /// How many questions there are.
    pub items: String,
    /// Whether there is any.
    pub enough: bool,
    /// Whether it is ticked.
    pub chosen: bool,
}

impl SectionAssessmentsView {
    /// One running, one over.
    pub fn sample() -> Self {
        let given = |title: &str, state: &str, ended| Given {
            link: Link::new(title, "/assignments/1"),
            kind: "exit slip".to_owned(),
            at: "today, 10:05".to_owned(),
            state: state.to_owned(),
            ended,
            learners: 28,
        };
        let target = |id: &str, label: &str, items: &str, enough| Target {
            id: id.to_owned(),
            label: label.to_owned(),
            items: items.to_owned(),
            enough,
            chosen: false,
        };
        Self {
            shell: Shell::sample("Assessments", "educator"),
            crumbs: vec![Link::new("My classes", "/sections"), Link::new("Mathematics 7", "/sections/1")],
            may_give: true,
            running: vec![given("Exit slip: Ratios in a table", "21 at it now · 5 of 28 done · 4 passed", 5)],
            over: vec![given("Check: Equal fractions", "28 of 28 done · 19 passed", 28)],
            targets: vec![
                target("1", "MA.RAT.1 Ratios in a table", "12 questions", true),
                target("2", "MA.RAT.2 Unit rates", "no questions yet", false),
            ],
            learners: (0..6)
                .map(|at| Choice::new(&format!("l{at}"), &super::samples::list_name(at)))
                .collect(),
            some_learners: false,
            kinds: vec![Choice::new("exit_slip", "Exit slip: 5 questions, 4 right pass")],
            plans: vec![Choice::new("p1", "Diagnostic: Mathematics (diagnostic)")],
            no_items: false,
            quick_action: "/sections/1/assessments/quick".to_owned(),
            give_action: "/sections/1/assessments/give".to_owned(),
            new_href: "/assessments/new?section=1".to_owned(),
        }
    }
}
