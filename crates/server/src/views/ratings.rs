//! What waits for a rater, and a piece of work beside its rubric.

use askama::Template;

use super::{
    shell::{Link, Shell},
    work::{FileKind, KeptFile},
};

/// `GET /ratings`
#[derive(Debug, Clone, Template)]
#[template(path = "ratings.html")]
pub struct Ratings {
    /// The frame.
    pub shell: Shell,
    /// Soonest due first.
    pub waiting: Vec<RatingLine>,
    /// Newest first.
    pub done: Vec<RatingLine>,
    /// Own phrases and everybody's: words, where it is taken away (empty where it is somebody else's).
    pub phrases: Vec<(String, String)>,
}

/// One piece of work.
#[derive(Debug, Clone)]
pub struct RatingLine {
    /// Its page: whose work, or a number where that is not told.
    pub link: Link,
    /// Task and class.
    pub about: String,
    /// Until when.
    pub due: String,
    /// Whether that has passed.
    pub late: bool,
}

/// `GET /ratings/{rating}`: posts `level.{criterion}`, `comment.{criterion}`, `comment`, and `done` or `draft`.
#[derive(Debug, Clone, Template)]
#[template(path = "rating.html")]
pub struct RatingPage {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Whose work, or a number where that is not told.
    pub whose: String,
    /// Until when, how often it was handed in.
    pub about: String,
    /// What was to be done, as safe HTML.
    pub prompt: String,
    /// What was written.
    pub words: String,
    /// Where it lies, if elsewhere.
    pub link: String,
    /// What was given.
    pub files: Vec<KeptFile>,
    /// A calibration round that comes first; empty where none does.
    pub calibrate_href: String,
    /// What the reader said by voice.
    pub recordings: Vec<KeptFile>,
    /// Where a recording is sent; empty where it stands as it is.
    pub record_action: String,
    /// Where the rating posts to; empty where it stands as it is.
    pub action: String,
    /// By criterion.
    pub criteria: Vec<RatedCriterion>,
    /// Of the whole.
    pub comment: String,
    /// What `;` and a digit inserts.
    pub phrases: Vec<String>,
    /// The next one that waits; empty where none does.
    pub next_href: String,
    /// Why it was not taken.
    pub refusal: Option<String>,
}

/// One criterion to rate.
#[derive(Debug, Clone)]
pub struct RatedCriterion {
    /// Its place.
    pub place: usize,
    /// What people read.
    pub title: String,
    /// More words.
    pub description: String,
    /// What the two said, for who decides between them.
    pub both: Vec<String>,
    /// Value of the field, key, name with points, descriptor; the last is "not applicable".
    pub levels: Vec<RatedLevel>,
    /// What is said.
    pub comment: String,
}

/// One level that can be given.
#[derive(Debug, Clone)]
pub struct RatedLevel {
    /// What the form sends.
    pub value: String,
    /// The digit that gives it.
    pub key: String,
    /// What people read.
    pub name: String,
    /// What work at this level looks like.
    pub descriptor: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

impl Ratings {
    /// One late, one done.
    pub fn sample() -> Self {
        let line = |label: &str, due: &str, late| RatingLine {
            link: Link::new(label, "/ratings/1"),
            about: "Write an argument · Workshop".to_owned(),
            due: due.to_owned(),
            late,
        };
        Self {
            shell: Shell::sample("What I rate", "educator"),
            waiting: vec![line("Work 1", "14 November", true), line("Noor Haddad", "tomorrow", false)],
            done: vec![line("Jo Ek", "", false)],
            phrases: vec![("Say where you found that.".to_owned(), "/ratings/phrases/1/remove".to_owned())],
        }
    }
}

impl RatingPage {
    /// Somebody decides between two.
    pub fn sample() -> Self {
        let level = |value: &str, name: &str| RatedLevel {
            value: value.to_owned(),
            key: value.to_owned(),
            name: name.to_owned(),
            descriptor: "Says why".to_owned(),
            chosen: value == "1",
        };
        Self {
            shell: Shell::sample("Rate work", "educator"),
            crumbs: vec![Link::new("What I rate", "/ratings")],
            whose: "Work 1".to_owned(),
            about: "By 14 November".to_owned(),
            prompt: "<p>Write about something that should change.</p>".to_owned(),
            words: "It should change because …".to_owned(),
            link: "https://example.org/work".to_owned(),
            files: vec![KeptFile {
                link: Link::new("file-1.png", "/ratings/1/files/2"),
                kind: FileKind::Picture,
                remove_action: String::new(),
            }],
            calibrate_href: "/calibrations/1".to_owned(),
            recordings: vec![KeptFile {
                link: Link::new("recording-1", "/ratings/1/files/3"),
                kind: FileKind::Sound,
                remove_action: "/ratings/1/recordings/3/remove".to_owned(),
            }],
            record_action: "/ratings/1/recordings".to_owned(),
            action: "/ratings/1".to_owned(),
            criteria: vec![RatedCriterion {
                place: 0,
                title: "Claim".to_owned(),
                description: String::new(),
                both: vec!["One: Not yet".to_owned(), "Other: Beyond".to_owned()],
                levels: vec![level("0", "Not yet"), level("1", "There"), level("na", "Not applicable")],
                comment: String::new(),
            }],
            comment: String::new(),
            phrases: vec!["Say where you found that.".to_owned()],
            next_href: "/ratings/2".to_owned(),
            refusal: Some("The levels are missing.".to_owned()),
        }
    }
}
