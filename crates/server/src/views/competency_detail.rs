//! One competency of a framework, in full.

use askama::Template;

use super::{
    prerequisite_chart::PrerequisiteChart,
    shell::{Link, Shell},
};

/// `GET /competencies/{competency}`.
#[derive(Debug, Clone, Template)]
#[template(path = "competency_detail.html")]
pub struct CompetencyDetail {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Its code or short title.
    pub label: String,
    /// The statement as safe HTML, from Markdown and mathematics.
    pub statement_html: String,
    /// Labels and values: kind, grades, status, the publisher's identifier.
    pub facts: Vec<(String, String)>,
    /// Associations by kind, each with its heading.
    pub relations: Vec<Relations>,
    /// What it requires and what it opens; `None` when nothing is recorded.
    pub steps: Option<PrerequisiteChart>,
    /// Where it is used: sections, rules, other frameworks; each with its heading.
    pub uses: Vec<Relations>,
    /// Changing its words; `None` for who may not.
    pub edit: Option<Link>,
}

/// Associations of one kind.
#[derive(Debug, Clone)]
pub struct Relations {
    /// The heading, such as `Part of`, `Builds on`, `Matches`.
    pub title: String,
    /// Competencies; an empty address for one that is not known here.
    pub links: Vec<Link>,
}

impl CompetencyDetail {
    /// One with a dangling match.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("5.NF.3", "educator"),
            crumbs: vec![Link::new("Standards", "/frameworks"), Link::new("Mathematics, grades 3 to 6", "/frameworks/1")],
            label: "5.NF.3".to_owned(),
            statement_html: "<p>Add and subtract fractions with <em>unlike</em> denominators.</p><ul><li>with pictures</li><li>with numbers only</li></ul>".to_owned(),
            facts: vec![
                ("Kind".to_owned(), "Standard".to_owned()),
                ("Grades".to_owned(), "5".to_owned()),
                ("Identifier".to_owned(), "6b1f3c0e-0000-4000-8000-000000000001".to_owned()),
            ],
            steps: Some(PrerequisiteChart::sample()),
            uses: vec![Relations {
                title: "Targets of classes".to_owned(),
                links: vec![Link::new("Mathematics 5 B", "/sections/1"), Link::new("and 3 other classes", "")],
            }],
            edit: Some(Link::new("Change the words", "/competencies/1/edit")),
            relations: vec![
                Relations {
                    title: "Part of".to_owned(),
                    links: vec![Link::new("5.NF Fractions", "/competencies/2"), Link::new("5.MD Measuring", "/competencies/3")],
                },
                Relations { title: "Builds on".to_owned(), links: vec![Link::new("5.NF.1 Equal fractions", "/competencies/4")] },
                Relations { title: "Matches".to_owned(), links: vec![Link::new("An item of another publisher (not here)", "")] },
            ],
        }
    }
}
