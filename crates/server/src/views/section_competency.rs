//! One competency in one section: how the class stands.

use askama::Template;

use super::{
    chart::Distribution,
    mark::Mark,
    shell::{Link, Shell},
};

/// `GET /sections/{section}/competencies/{competency}`.
#[derive(Debug, Clone, Template)]
#[template(path = "section_competency.html")]
pub struct SectionCompetency {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Its code and short title.
    pub label: String,
    /// In full, as safe HTML.
    pub statement_html: String,
    /// How many are at each level.
    pub distribution: Distribution,
    /// What it builds on.
    pub builds_on: Vec<Link>,
    /// What waits for it.
    pub leads_to: Vec<Link>,
    /// Every learner, most need first.
    pub learners: Vec<Standing>,
    /// Rating the class on it.
    pub rate_href: Option<String>,
    /// Its page in the framework.
    pub detail_href: String,
}

/// Where one learner stands.
#[derive(Debug, Clone)]
pub struct Standing {
    /// Family name first.
    pub name: String,
    /// The *why*.
    pub href: String,
    /// The level.
    pub mark: Mark,
    /// How many pieces of evidence counted.
    pub count: String,
    /// When the newest work was done.
    pub newest: String,
}

impl SectionCompetency {
    /// Five learners.
    pub fn sample() -> Self {
        let learners = Mark::samples().into_iter().enumerate().map(|(at, mark)| Standing {
            name: super::samples::list_name(at),
            href: "/learners/1/competencies/1".to_owned(),
            mark,
            count: at.to_string(),
            newest: if at == 0 { "never".to_owned() } else { format!("{} November", at * 4) },
        });
        Self {
            shell: Shell::sample("5.NF.3", "educator"),
            crumbs: vec![Link::new("Mathematics 5, room 12", "/sections/1")],
            label: "5.NF.3 Add fractions".to_owned(),
            statement_html: "<p>Add and subtract fractions with unlike denominators.</p>".to_owned(),
            distribution: Distribution::sample(),
            builds_on: vec![Link::new("5.NF.1 Equal fractions", "/sections/1/competencies/2")],
            leads_to: Vec::new(),
            learners: learners.collect(),
            rate_href: Some("/sections/1/rate?competency=1".to_owned()),
            detail_href: "/competencies/1".to_owned(),
        }
    }
}
