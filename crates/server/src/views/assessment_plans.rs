//! The plans that there are.

use askama::Template;

use super::shell::Shell;

/// The list.
#[derive(Debug, Clone, Template)]
#[template(path = "assessment_plans.html")]
pub struct AssessmentPlans {
    /// The frame.
    pub shell: Shell,
    /// Each plan.
    pub rows: Vec<PlanRow>,
    /// Whether the reader may write one for more than a class.
    pub may_make: bool,
}

/// One plan.
#[derive(Debug, Clone)]
pub struct PlanRow {
    /// Its title, leading to it where it may be changed.
    pub title: String,
    /// Where it is changed; empty for who may not.
    pub edit_href: String,
    /// Question by question.
    pub analysis_href: String,
    /// Its kind.
    pub kind: String,
    /// For whom.
    pub whom: String,
    /// Which version, and since when there is one.
    pub version: String,
}

impl AssessmentPlans {
    /// One of a class, one of everybody's.
    pub fn sample() -> Self {
        let row = |title: &str, whom: &str| PlanRow {
            title: title.to_owned(),
            edit_href: "/assessments/1/edit".to_owned(),
            analysis_href: "/assessments/1/items".to_owned(),
            kind: "check".to_owned(),
            whom: whom.to_owned(),
            version: "2".to_owned(),
        };
        Self {
            shell: Shell::sample("Plans of assessments", "educator"),
            rows: vec![row("Check: Ratios", "Mathematics 7"), row("Diagnostic: Mathematics", "everybody")],
            may_make: true,
        }
    }
}
