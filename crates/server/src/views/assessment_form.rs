//! A plan of an assessment, written by hand.

use askama::Template;

use super::shell::{Choice, Link, Shell};

/// The form.
#[derive(Debug, Clone, Template)]
#[template(path = "assessment_form.html")]
pub struct AssessmentForm {
    /// The frame.
    pub shell: Shell,
    /// The way here.
    pub crumbs: Vec<Link>,
    /// What is done.
    pub heading: String,
    /// Where it posts to.
    pub action: String,
    /// The version that was seen; 0 for a new one.
    pub seen: i64,
    /// The class that it is for; empty for none.
    pub section: String,
    /// What that class is called.
    pub section_title: String,
    /// For whom else it can be; empty where it is for a class.
    pub organizations: Vec<Choice>,
    /// Its title.
    pub title: String,
    /// Kinds.
    pub kinds: Vec<Choice>,
    /// Ways in which questions come.
    pub ways: Vec<Choice>,
    /// Targets and competencies, each with how many questions are asked of it.
    pub parts: Vec<PartRow>,
    /// What was looked for.
    pub search: String,
    /// Whether nothing was found.
    pub nothing_found: bool,
    /// Questions of tags, a line each.
    pub tags: String,
    /// Questions by identifier, a line each.
    pub listed: String,
    /// Imported tests.
    pub tests: Vec<Choice>,
    /// The first fields.
    pub first: Vec<PlanField>,
    /// The others.
    pub more: Vec<PlanField>,
    /// Whether one of the others cannot be so, which opens them.
    pub more_open: bool,
    /// Lines of criteria.
    pub criteria: String,
    /// Field and sentence of everything that does not fit.
    pub problems: Vec<(String, String)>,
    /// Where archiving posts to; empty for a new one.
    pub archive_action: String,
    /// Whether it is archived.
    pub archived: bool,
    /// Question by question; empty for a new one.
    pub analysis_href: String,
}

/// One part of a blueprint.
#[derive(Debug, Clone)]
pub struct PartRow {
    /// The competency.
    pub id: String,
    /// Its code and title.
    pub label: String,
    /// How many questions there are; empty where nobody counted.
    pub there: String,
    /// How many are asked: `3`, `2-4` or nothing.
    pub asked: String,
}

/// One field of a plan.
#[derive(Debug, Clone)]
pub struct PlanField {
    /// Its name in the form.
    pub name: String,
    /// Its id on the page.
    pub id: String,
    /// What people read.
    pub label: String,
    /// What may be written.
    pub hint: String,
    /// What is written.
    pub value: String,
    /// Whether it is ticked or not; otherwise it is written or chosen.
    pub is_tick: bool,
    /// What can be chosen; empty where it is written.
    pub choices: Vec<Choice>,
}

impl AssessmentForm {
    /// What is wrong with `field`, if anything.
    pub fn problem(&self, field: &str) -> Option<String> {
        let of: Vec<&str> = self
            .problems
            .iter()
            .filter(|(of, _)| of == field)
            .map(|(_, sentence)| sentence.as_str())
            .collect();
        (!of.is_empty()).then(|| of.join(" "))
    }

    /// What people call a field.
    pub fn label(&self, field: &str) -> String {
        let known = self.first.iter().chain(&self.more).find(|one| one.name == field);
        known.map_or_else(
            || match field {
                "blueprint" => "How many of each".to_owned(),
                "fixed_items" => "A list of questions".to_owned(),
                "test" => "Imported test".to_owned(),
                "criteria" => "Grades of a diagnostic".to_owned(),
                "organization" => "For".to_owned(),
                "select_by" => "They come".to_owned(),
                other => other.replace('_', " "),
            },
            |one| one.label.clone(),
        )
    }

    /// A check with a pass mark that cannot be.
    pub fn sample() -> Self {
        let field = |name: &str, label: &str, value: &str| PlanField {
            name: name.to_owned(),
            id: name.to_owned(),
            label: label.to_owned(),
            hint: String::new(),
            value: value.to_owned(),
            is_tick: false,
            choices: Vec::new(),
        };
        Self {
            shell: Shell::sample("A plan of your own", "educator"),
            crumbs: vec![Link::new("My classes", "/sections"), Link::new("Mathematics 7", "/sections/1")],
            heading: "A plan of your own".to_owned(),
            action: "/assessments/new".to_owned(),
            seen: 0,
            section: "1".to_owned(),
            section_title: "Mathematics 7".to_owned(),
            organizations: Vec::new(),
            title: "Check: Ratios".to_owned(),
            kinds: vec![Choice::new("check", "check").chosen()],
            ways: vec![Choice::new("blueprint", "drawn anew for each attempt").chosen()],
            parts: vec![PartRow {
                id: "1".to_owned(),
                label: "MA.RAT.1 Ratios in a table".to_owned(),
                there: "12 questions".to_owned(),
                asked: "4".to_owned(),
            }],
            search: String::new(),
            nothing_found: false,
            tags: String::new(),
            listed: String::new(),
            tests: vec![Choice::new("unit-3", "Unit 3")],
            first: vec![
                field("items", "Questions", "10"),
                field("pass_mark", "Pass mark", "12 of 10"),
                PlanField { is_tick: true, ..field("may_skip", "May skip", "yes") },
            ],
            more: vec![PlanField {
                choices: vec![Choice::new("clock_runs", "the clock runs on").chosen()],
                ..field("pauses", "Pauses", "clock_runs")
            }],
            more_open: false,
            criteria: String::new(),
            problems: vec![("pass_mark".to_owned(), "Write a mark such as \"4 of 5\".".to_owned())],
            archive_action: String::new(),
            archived: false,
            analysis_href: String::new(),
        }
    }
}
