//! The *why* of one learner in one competency, written for whoever reads it.

use askama::Template;
use wording::Language;

use super::{
    chart::History,
    mark::{Mark, Shape},
    shell::{Link, Shell},
};

/// Why a level is what it is.
#[derive(Debug, Clone, Template)]
#[template(path = "why.html")]
pub struct Why {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// The target or competency, in full, as safe HTML.
    pub statement_html: String,
    /// Whose; `None` on the learner's own page.
    pub learner_name: Option<String>,
    /// The level.
    pub mark: Mark,
    /// The reason, one sentence each.
    pub lines: Vec<String>,
    /// What would change it, one sentence each.
    pub changes: Vec<String>,
    /// An educator's decision that stands over the rule.
    pub decision: Option<Decided>,
    /// What is said when nothing counted.
    pub nothing: String,
    /// What counted, newest first.
    pub counted: Vec<Piece>,
    /// What did not count, each with its reason.
    pub not_counted: Vec<Piece>,
    /// The value over time.
    pub history: Option<History>,
    /// The rule; `None` for learners and families.
    pub rule: Option<Rule>,
    /// What there is to learn it from, in the learner's language first; each with how long it takes.
    pub learn: Vec<(Link, String, String)>,
    /// What this reader may do, such as "Decide the level yourself".
    pub actions: Vec<Link>,
}

/// A decision by a person.
#[derive(Debug, Clone)]
pub struct Decided {
    /// Who and when, as people read it.
    pub by: String,
    /// Their reason.
    pub reason: String,
    /// Until when, in a sentence; empty for until it is taken back.
    pub until: String,
    /// What the family stated about it, in sentences.
    pub statements: Vec<String>,
}

/// One piece of evidence.
#[derive(Debug, Clone)]
pub struct Piece {
    /// The day the work was done.
    pub when: String,
    /// What it was.
    pub what: String,
    /// The result in words.
    pub result: String,
    /// Why it counts as it does, or not at all; empty for nothing to say.
    pub reason: String,
    /// What the judge wrote; empty for nothing.
    pub note: String,
    /// The work itself: a link where it is an address of the web, else without one; `None` for nothing.
    pub work: Option<Link>,
    /// What the family stated about it, in sentences.
    pub statements: Vec<String>,
    /// Taking it back, leaving it out: only for who may.
    pub actions: Vec<Link>,
}

/// The rule that judged, for educators.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its name.
    pub name: String,
    /// What it does, in a sentence.
    pub text: String,
    /// Its parameters.
    pub parameters: Vec<Parameter>,
    /// Version and time of the judgement.
    pub judged: String,
}

/// One parameter of a rule.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// What it is.
    pub name: String,
    /// Its value.
    pub value: String,
    /// Which scope gave it, and what bounded it.
    pub from: String,
}

impl Why {
    /// As an educator reads it.
    pub fn sample() -> Self {
        let piece = |when: &str, what: &str, result: &str, reason: &str| Piece {
            when: when.to_owned(),
            what: what.to_owned(),
            result: result.to_owned(),
            reason: reason.to_owned(),
            note: String::new(),
            work: None,
            statements: Vec::new(),
            actions: vec![
                Link::new("Leave out", "/evidence/1/excuse"),
                Link::new("Take back", "/evidence/1/retract"),
            ],
        };
        let parameter = |name: &str, value: &str, from: &str| Parameter {
            name: name.to_owned(),
            value: value.to_owned(),
            from: from.to_owned(),
        };
        Self {
            shell: Shell::sample("Why", "educator"),
            crumbs: vec![
                Link::new("Mathematics 5, room 12", "/sections/1"),
                Link::new("Noor Haddad", "/learners/1"),
            ],
            statement_html: "<p>Add and subtract fractions with unlike denominators, such as <math><mfrac><mn>2</mn><mn>3</mn></mfrac></math></p>".to_owned(),
            learner_name: Some("Noor Haddad".to_owned()),
            mark: Mark::new(Shape::There, "3 Proficient"),
            lines: vec![
                "Three of four results count; together they give 3.2 of 4, and 3 is needed.".to_owned(),
                "The newest result weighs 65 %, all earlier ones together 35 %.".to_owned(),
            ],
            changes: vec![
                "One more result of 4 would make it Advanced.".to_owned(),
                "A result of 1 would bring it back to Developing.".to_owned(),
            ],
            decision: Some(Decided {
                by: "Tom Okafor, 12 November".to_owned(),
                reason: "Explained it to the class at the board without help.".to_owned(),
                until: "Stands until 31 January.".to_owned(),
                statements: vec!["Statement of the family: “Noor was ill that week.”".to_owned()],
            }),
            nothing: "No pieces of evidence yet.".to_owned(),
            counted: vec![
                Piece { note: "Clear working.".to_owned(), work: Some(Link::new("portfolio.example/noor/7", "https://portfolio.example/noor/7")), ..piece("20 November", "Exit ticket", "4 of 4", "Weighs 65 %.") },
                piece("9 November", "Rating in class", "3 Proficient", "Weighs 23 %."),
                piece("23 October", "Practice set B", "5 of 8", "Weighs 12 %."),
            ],
            not_counted: vec![piece("4 March", "Last year's test", "2 of 10", "Older than 180 days.")],
            history: Some(History::sample()),
            rule: Some(Rule {
                name: "Decaying average".to_owned(),
                text: "The newest result counts most; each earlier one counts less.".to_owned(),
                parameters: vec![
                    parameter("Weight of the newest result", "65 %", "Set by the school"),
                    parameter("Fewest results", "2", "Set by the district, locked"),
                    parameter("Too old after", "180 days", "Built in"),
                ],
                judged: "Version 1, judged 20 November, 14:05".to_owned(),
            }),
            learn: vec![(Link::new("Fractions by folding", "/lessons/1"), "About 20 minutes".to_owned(), "es".to_owned())],
            actions: vec![Link::new("Decide the level yourself", "/learners/1/competencies/1/decide")],
        }
    }

    /// As the learner reads it.
    pub fn sample_for_learner() -> Self {
        let plain = |piece: Piece| Piece { reason: String::new(), actions: Vec::new(), ..piece };
        let full = Self::sample();
        Self {
            shell: Shell::sample_in(Language::English, "learner"),
            crumbs: vec![Link::new("What I can do", "/me")],
            learner_name: None,
            mark: Mark::new(Shape::There, "Got it"),
            lines: vec![
                "Three of your tries count, and the newest counts most.".to_owned(),
                "Your newest try went very well.".to_owned(),
            ],
            changes: vec!["One more very good try takes you beyond the target.".to_owned()],
            nothing: "No tries yet.".to_owned(),
            learn: full.learn,
            counted: full.counted.into_iter().map(plain).collect(),
            not_counted: full
                .not_counted
                .into_iter()
                .map(|piece| Piece {
                    reason: "From last year, so it no longer counts.".to_owned(),
                    ..plain(piece)
                })
                .collect(),
            rule: None,
            actions: Vec::new(),
            statement_html: full.statement_html,
            decision: full.decision,
            history: full.history,
        }
    }
}
