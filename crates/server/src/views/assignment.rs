//! A class at one assessment.

use askama::Template;

use super::shell::{Link, Shell};

/// The class.
#[derive(Debug, Clone, Template)]
#[template(path = "assignment.html")]
#[expect(clippy::struct_excessive_bools, reason = "which buttons there are")]
pub struct AssignmentView {
    /// The frame.
    pub shell: Shell,
    /// The way here.
    pub crumbs: Vec<Link>,
    /// What it is called.
    pub heading: String,
    /// Its kind.
    pub kind: String,
    /// The proctor's code; empty for none.
    pub code: String,
    /// How far the class is.
    pub summary: String,
    /// Each learner.
    pub rows: Vec<Row>,
    /// Whether the reader may do something about it.
    pub may_judge: bool,
    /// Whether it has to be unlocked.
    pub unlocks: bool,
    /// How long an unlocking holds.
    pub minutes: u32,
    /// Whether results wait to be released.
    pub releases: bool,
    /// When results were released; empty for not.
    pub released: String,
    /// Whether it was taken back.
    pub withdrawn: bool,
    /// What the bank has too little of, while nobody has begun; empty for nothing.
    pub lacks: String,
    /// Where changes come from.
    pub stream: String,
    /// Question by question.
    pub analysis_href: String,
    /// By target.
    pub targets_href: String,
    /// Answers that wait for a person; empty where none does, and for who does not score.
    pub score_href: String,
    /// How many sittings those are of.
    pub waiting: usize,
    /// On paper.
    pub paper_href: String,
    /// As a file.
    pub export_href: String,
    /// As QTI results.
    pub package_href: String,
    /// This page.
    pub href: String,
    /// The assignment's id.
    pub assignment: String,
}

/// The rows alone, as the stream sends them.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/assignment_rows.html")]
pub struct AssignmentRows {
    /// Each learner.
    pub rows: Vec<Row>,
    /// Whether learners can be chosen to be let begin.
    pub unlocks: bool,
}

/// One learner.
#[derive(Debug, Clone)]
pub struct Row {
    /// Their id.
    pub learner: String,
    /// Family name first.
    pub name: String,
    /// What they are given.
    pub given: String,
    /// How far they are.
    pub state: String,
    /// A sign and a word per place.
    pub dots: Vec<(&'static str, &'static str)>,
    /// What to look at; empty for nothing.
    pub flags: String,
    /// Points; empty while they are at it.
    pub points: String,
    /// Whether it passed, in a word.
    pub passed: String,
    /// What came of it; empty while they are at it.
    pub result_href: String,
    /// Where taking it back posts to; empty for who may not.
    pub annul_action: String,
    /// How many sittings they had.
    pub tries: usize,
}

impl AssignmentView {
    /// A class of six.
    pub fn sample() -> Self {
        let row = |at: usize| Row {
            learner: format!("l{at}"),
            name: super::samples::list_name(at),
            given: if at == 1 { "extra time ×1.5".to_owned() } else { String::new() },
            state: if at < 3 { "done today, 10:20".to_owned() } else { format!("question {at}") },
            dots: vec![("●", "right"), ("✕", "not right"), ("○", "open"), ("·", "not seen yet")],
            flags: if at == 4 { "no answer for 6 min".to_owned() } else { String::new() },
            points: if at < 3 { "4 / 5".to_owned() } else { String::new() },
            passed: if at < 3 { "passed".to_owned() } else { String::new() },
            result_href: if at < 3 { "/sittings/1/result".to_owned() } else { String::new() },
            annul_action: "/sittings/1/annul".to_owned(),
            tries: 1,
        };
        Self {
            shell: Shell::sample("Exit slip", "educator"),
            crumbs: vec![Link::new("My classes", "/sections"), Link::new("Mathematics 7", "/sections/1")],
            heading: "Exit slip: Ratios in a table".to_owned(),
            kind: "exit slip".to_owned(),
            code: "481516".to_owned(),
            summary: "3 of 6 done · 3 at it · 1 may be stuck".to_owned(),
            rows: (0..6).map(row).collect(),
            may_judge: true,
            unlocks: true,
            minutes: 30,
            releases: true,
            released: String::new(),
            withdrawn: false,
            lacks: "The bank has 8 of the 10 questions that this needs.".to_owned(),
            stream: "/assignments/1/stream".to_owned(),
            analysis_href: "/assignments/1/items".to_owned(),
            targets_href: "/assignments/1/competencies".to_owned(),
            score_href: "/assignments/1/score".to_owned(),
            waiting: 2,
            paper_href: "/assignments/1/paper".to_owned(),
            export_href: "/assignments/1/results.csv".to_owned(),
            package_href: "/assignments/1/results.zip".to_owned(),
            href: "/assignments/1".to_owned(),
            assignment: "1".to_owned(),
        }
    }
}
