//! What a class showed of each target, and where a diagnostic places it.

use askama::Template;

use super::shell::{Link, Shell};

/// The results.
#[derive(Debug, Clone, Template)]
#[template(path = "competency_results.html")]
pub struct CompetencyResultsView {
    /// The frame.
    pub shell: Shell,
    /// The way here.
    pub crumbs: Vec<Link>,
    /// What was given.
    pub heading: String,
    /// How many took it.
    pub summary: String,
    /// Each target.
    pub targets: Vec<TargetRow>,
    /// Where everybody stands; empty for what is no diagnostic.
    pub placed: Vec<PlacedRow>,
    /// The domains of `placed`.
    pub domains: Vec<String>,
    /// What the class gained; empty for nothing to say.
    pub growth: String,
    /// Who stands alike.
    pub groups: Vec<GroupRow>,
}

/// One target.
#[derive(Debug, Clone)]
pub struct TargetRow {
    /// Its code and title.
    pub label: String,
    /// Share of the points of all.
    pub share: i64,
    /// The same in words.
    pub said: String,
    /// Who has reached it, in words.
    pub reached: String,
    /// Who has not yet.
    pub not_yet: Vec<Link>,
    /// What can be done with them; empty for nobody, and for who does not give.
    pub next: Vec<Link>,
}

/// One learner.
#[derive(Debug, Clone)]
pub struct PlacedRow {
    /// Who; leads to the sitting.
    pub link: Link,
    /// The likely grades.
    pub grades: String,
    /// Ability with its standard error.
    pub measure: String,
    /// By domain, in the order of the columns.
    pub domains: Vec<String>,
    /// What was gained.
    pub growth: String,
}

/// Learners who stand alike.
#[derive(Debug, Clone)]
pub struct GroupRow {
    /// The domain.
    pub domain: String,
    /// Where they stand.
    pub grades: String,
    /// Who.
    pub learners: Vec<Link>,
}

impl CompetencyResultsView {
    /// A check, with a diagnostic's table.
    pub fn sample() -> Self {
        let who = |at: usize| Link::new(&super::samples::list_name(at), "/learners/1");
        Self {
            shell: Shell::sample("Results by target", "educator"),
            crumbs: vec![Link::new("My classes", "/sections"), Link::new("Check: Ratios", "/assignments/1")],
            heading: "Check: Ratios".to_owned(),
            summary: "26 of 28 students.".to_owned(),
            targets: vec![TargetRow {
                label: "MA.RAT.1 Ratios in a table".to_owned(),
                share: 62,
                said: "62 % of the points".to_owned(),
                reached: "17 of 26 have reached it".to_owned(),
                not_yet: (0..3).map(who).collect(),
                next: vec![Link::new("Give them an exit slip", "/sections/1/assessments?learner=1#quick")],
            }],
            placed: vec![PlacedRow {
                link: who(0),
                grades: "5 or 6".to_owned(),
                measure: "-0.42 ± 0.29".to_owned(),
                domains: vec!["4".to_owned(), "6".to_owned()],
                growth: "112 %".to_owned(),
            }],
            domains: vec!["Numbers".to_owned(), "Geometry".to_owned()],
            growth: "The middle of the class gained 104 % of the usual goal.".to_owned(),
            groups: vec![GroupRow {
                domain: "Numbers".to_owned(),
                grades: "4".to_owned(),
                learners: (0..4).map(who).collect(),
            }],
        }
    }
}
