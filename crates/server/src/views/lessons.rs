//! What a learner can learn from: what they were given, and one resource.

use askama::Template;

use super::shell::{Link, Shell};

/// `GET /lessons`.
#[derive(Debug, Clone, Template)]
#[template(path = "lessons.html")]
pub struct Lessons {
    /// The frame.
    pub shell: Shell,
    /// Newest first.
    pub rows: Vec<LessonLine>,
}

/// One resource in a list of a learner's.
#[derive(Debug, Clone)]
pub struct LessonLine {
    /// What it is called.
    pub link: Link,
    /// How long, in words.
    pub minutes: String,
    /// What the educator says to it.
    pub note: String,
    /// Whether the learner noted that they worked with it.
    pub done: bool,
    /// Its language, where it is not the page's.
    pub language: String,
}

/// `GET /lessons/{resource}`.
#[derive(Debug, Clone, Template)]
#[template(path = "lesson.html")]
pub struct Lesson {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// What it is called.
    pub title: String,
    /// Its language, for the page's mark-up.
    pub language: String,
    /// What it is about.
    pub about: String,
    /// How long, in words.
    pub minutes: String,
    /// What the educator says to it.
    pub notes: Vec<String>,
    /// Its page; empty where it has none of ours.
    pub html: String,
    /// The address or file to open.
    pub opens: Option<Link>,
    /// Whether that leads out of here.
    pub leaves: bool,
    /// Checks that can be begun.
    pub checks: Vec<Link>,
    /// What it is about, each with the learner's own page of it.
    pub competencies: Vec<Link>,
    /// Where noting posts to; empty for who does not learn here.
    pub done_action: String,
    /// When the learner worked with it, in words.
    pub uses: Vec<String>,
}

impl Lessons {
    /// Two of them.
    pub fn sample() -> Self {
        let line = |title: &str, done| LessonLine {
            link: Link::new(title, "/lessons/1"),
            minutes: "About 20 minutes".to_owned(),
            note: "Try it with a strip of paper.".to_owned(),
            done,
            language: String::new(),
        };
        Self {
            shell: Shell::sample_in(wording::Language::English, "learner"),
            rows: vec![line("Fractions by folding", false), line("A film about halves", true)],
        }
    }
}

impl Lesson {
    /// One with a check.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample_in(wording::Language::English, "learner"),
            crumbs: vec![Link::new("Lessons", "/lessons")],
            title: "Fractions by folding".to_owned(),
            language: "en".to_owned(),
            about: "Halves and quarters".to_owned(),
            minutes: "About 20 minutes".to_owned(),
            notes: vec!["Try it with a strip of paper.".to_owned()],
            html: "<section class=\"stimulus card\"><p>Fold a strip of paper in two.</p></section>"
                .to_owned(),
            opens: Some(Link::new("halves.pdf", "/content/1")),
            leaves: false,
            checks: vec![Link::new("Exit slip: halves", "/assignments/1/begin")],
            competencies: vec![Link::new("Halves and quarters", "/learners/1/competencies/1")],
            done_action: "/lessons/1/done".to_owned(),
            uses: vec!["today".to_owned()],
        }
    }
}
