//! A learner as an educator sees them.

use askama::Template;

use super::{
    can_do::Strand,
    chart::History,
    mark::Mark,
    shell::{Link, Shell},
};

/// `GET /learners/{learner}` for an educator.
#[derive(Debug, Clone, Template)]
#[template(path = "learner.html")]
pub struct LearnerPage {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Whose page.
    pub name: String,
    /// Grade, school, sections, in a line.
    pub place: String,
    /// The relationship by which this is open, in a sentence.
    pub access: String,
    /// Labels and values at the top.
    pub facts: Vec<(String, String)>,
    /// Competencies by strand.
    pub strands: Vec<Strand>,
    /// What they are to be given today, in a line, with its page; `None` for nothing.
    pub accommodations: Option<Link>,
    /// Whether entries are shown at all: a substitute sees none.
    pub is_whole: bool,
    /// Newest first.
    pub recent: Vec<Recent>,
    /// The value over time.
    pub history: Option<History>,
    /// Rate, see as the family does, export.
    pub links: Vec<Link>,
}

/// One recent piece of evidence.
#[derive(Debug, Clone)]
pub struct Recent {
    /// The day of the work.
    pub when: String,
    /// The competency, with its *why*.
    pub competency: Link,
    /// What it was.
    pub what: String,
    /// The result.
    pub result: String,
    /// The work itself: a link where it is an address of the web, else without one; `None` for nothing.
    pub work: Option<Link>,
}

/// The learner's own words for levels, replaced by the scale's.
fn in_levels(mut strands: Vec<Strand>) -> Vec<Strand> {
    for strand in &mut strands {
        for target in strand.can.iter_mut().chain(&mut strand.working_on).chain(&mut strand.next) {
            target.mark = Mark::samples()[target.mark.shape as usize].clone();
        }
    }
    strands
}

impl LearnerPage {
    /// One learner.
    pub fn sample() -> Self {
        let recent = |when: &str, code: &str, what: &str, result: &str| Recent {
            when: when.to_owned(),
            competency: Link::new(code, "/learners/1/competencies/1"),
            what: what.to_owned(),
            result: result.to_owned(),
            work: None,
        };
        Self {
            shell: Shell::sample("Noor Haddad", "educator"),
            crumbs: vec![Link::new("Mathematics 5, room 12", "/sections/1")],
            name: "Noor Haddad".to_owned(),
            place: "Grade 5 · Alder School".to_owned(),
            access: "Open to you because you teach Mathematics 5, room 12.".to_owned(),
            facts: vec![
                ("Mastered".to_owned(), "5 of 9 targets".to_owned()),
                ("Last evidence".to_owned(), "20 November".to_owned()),
                ("Not enough evidence".to_owned(), "2 targets".to_owned()),
            ],
            accommodations: Some(Link::new("extra time ×1.5, large print", "/learners/1/accommodations")),
            is_whole: true,
            strands: in_levels(super::can_do::CanDo::sample().strands),
            recent: vec![
                recent("20 November", "5.NF.3", "Exit ticket", "4 of 4"),
                recent("9 November", "5.NF.3", "Rating in class", "3 Proficient"),
                recent("23 October", "5.NF.1", "Practice set B", "5 of 8"),
            ],
            history: Some(History::sample()),
            links: vec![
                Link::new("As the family sees it", "/learners/1/family"),
                Link::new("Add evidence", "/learners/1/evidence/new"),
            ],
        }
    }
}
