//! Many at once: choosing, looking first, what was done.

use askama::Template;

use super::shell::{Choice, Link, Shell};

/// `GET /many/new`; posts to `/many/preview`.
#[derive(Debug, Clone, Template)]
#[template(path = "many_choose.html")]
pub struct ManyChoose {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// What is searched for; `None` for a class.
    pub query: Option<String>,
    /// How many there are.
    pub summary: String,
    /// What `all` stands for.
    pub all: String,
    /// How many that are.
    pub in_all: String,
    /// Ids and names, family name first.
    pub learners: Vec<(String, String)>,
    /// Today, for the days.
    pub today: String,
    /// Whether there is a class to enroll in.
    pub enrolls: bool,
    /// Classes to move from; `None` where this person moves nobody.
    pub moves_from: Option<Vec<Choice>>,
    /// Classes to enroll in and to move to.
    pub to: Vec<Choice>,
    /// Targets whose evidence can be left out.
    pub competencies: Vec<Choice>,
    /// Whether evidence can be left out.
    pub judges: bool,
    /// The class whose ratings can be released.
    pub releases: Option<String>,
    /// Whether letters can be sent.
    pub reminds: bool,
}

/// `POST /many/preview`; posts to `/many`.
#[derive(Debug, Clone, Template)]
#[template(path = "many_preview.html")]
pub struct ManyPreview {
    /// The frame.
    pub shell: Shell,
    /// What would be done.
    pub what: &'static str,
    /// To how many.
    pub summary: String,
    /// What the button says.
    pub button: String,
    /// Whether there is anybody to do it to.
    pub doable: bool,
    /// Id of the batch that would be made, so that it is made once.
    pub batch: String,
    /// The fields of the action.
    pub fields: Vec<(String, String)>,
    /// Ids of those to whom it would be done.
    pub people: Vec<String>,
    /// Everybody.
    pub rows: Vec<PreviewLine>,
    /// The way back.
    pub back: String,
}

/// One learner before anything is done.
#[derive(Debug, Clone)]
pub struct PreviewLine {
    /// Family name first; empty for who may not be named.
    pub name: String,
    /// Whether something would be done.
    pub done: bool,
    /// What, or why not.
    pub text: String,
}

/// `GET /many`.
#[derive(Debug, Clone, Template)]
#[template(path = "many_list.html")]
pub struct ManyList {
    /// The frame.
    pub shell: Shell,
    /// Newest first.
    pub rows: Vec<ManyRow>,
    /// The next page.
    pub next: Option<String>,
}

/// One batch of the list.
#[derive(Debug, Clone)]
pub struct ManyRow {
    /// What was done.
    pub what: Link,
    /// When and by whom.
    pub when: String,
    /// How many rows of each state.
    pub counts: String,
    /// How it stands.
    pub state: String,
}

/// `GET /many/{batch}`.
#[derive(Debug, Clone, Template)]
#[template(path = "many_batch.html")]
pub struct ManyBatch {
    /// The frame.
    pub shell: Shell,
    /// What was done.
    pub what: String,
    /// When, by whom, why, and what undid it.
    pub lines: Vec<String>,
    /// How many rows of each state.
    pub summary: String,
    /// How many rows of how many are answered, while it runs.
    pub running: Option<(i64, i64)>,
    /// Undoes it; `None` where there is nothing to undo.
    pub undo: Option<String>,
    /// What the button says.
    pub undo_button: String,
    /// What an undo does.
    pub undo_note: &'static str,
    /// Why it was not undone.
    pub problem: String,
    /// Every row.
    pub rows: Vec<RowLine>,
}

/// One learner of a batch.
#[derive(Debug, Clone)]
pub struct RowLine {
    /// Family name first.
    pub name: String,
    /// How far it is, in a word.
    pub state: &'static str,
    /// Whether that is as it was meant.
    pub good: bool,
    /// What was done, or why not.
    pub answer: String,
}

impl ManyChoose {
    /// A class with everything that can be done.
    pub fn sample() -> Self {
        let sections = vec![Choice::new("", "Choose a class"), Choice::new("2", "Science 5, room 14")];
        Self {
            shell: Shell::sample("Do something for many", "educator"),
            crumbs: vec![Link::new("Mathematics 5, room 12", "/sections/1")],
            query: None,
            summary: "12 students.".to_owned(),
            all: "section:1".to_owned(),
            in_all: "12".to_owned(),
            learners: (0..12).map(|at| (format!("person-{at}"), super::samples::list_name(at))).collect(),
            today: "2026-11-30".to_owned(),
            enrolls: true,
            moves_from: Some(vec![Choice::new("1", "Mathematics 5, room 12").chosen()]),
            to: sections,
            competencies: vec![Choice::new("", "Any target"), Choice::new("9", "5.NF.1 Add fractions")],
            judges: true,
            releases: Some("1".to_owned()),
            reminds: true,
        }
    }
}

impl ManyPreview {
    /// Ten of twelve.
    pub fn sample() -> Self {
        let row = |at: usize| PreviewLine {
            name: super::samples::list_name(at),
            done: at > 1,
            text: if at > 1 { "joins Science 5 on 2026-11-30" } else { "is in Science 5 already" }.to_owned(),
        };
        Self {
            shell: Shell::sample("Look first", "educator"),
            what: "Enroll in a class",
            summary: "10 students; 2 are passed over, each for the reason beside the name.".to_owned(),
            button: "Do it for 10 students".to_owned(),
            doable: true,
            batch: "1".to_owned(),
            fields: vec![("action".to_owned(), "enroll".to_owned())],
            people: (2..12).map(|at| format!("person-{at}")).collect(),
            rows: (0..12).map(row).collect(),
            back: "/many".to_owned(),
        }
    }
}

impl ManyList {
    /// One that stands and one that was undone.
    pub fn sample() -> Self {
        let row = |what: &str, counts: &str, state: &str| ManyRow {
            what: Link::new(what, "/many/1"),
            when: "today, 08:12, Tom Okafor".to_owned(),
            counts: counts.to_owned(),
            state: state.to_owned(),
        };
        Self {
            shell: Shell::sample("What was done to many", "educator"),
            rows: vec![
                row("Remind families", "28 done, 2 refused", "Stands"),
                row("Enroll in Science 5 from today on", "150 undone", "Undone today, 08:15, Tom Okafor"),
            ],
            next: None,
        }
    }
}

impl ManyBatch {
    /// A batch that can be undone.
    pub fn sample() -> Self {
        let row = |at: usize| RowLine {
            name: super::samples::list_name(at),
            state: if at == 3 { "refused" } else { "done" },
            good: at != 3,
            answer: if at == 3 {
                "has nothing of this that counts".to_owned()
            } else {
                "2 pieces of evidence are left out".to_owned()
            },
        };
        Self {
            shell: Shell::sample("Done for many", "educator"),
            what: "Leave evidence of 5.NF.1 Add fractions out".to_owned(),
            lines: vec!["today, 08:12, by Tom Okafor.".to_owned(), "The projector failed.".to_owned()],
            summary: "11 done, 1 refused".to_owned(),
            running: None,
            undo: Some("/many/1/undo".to_owned()),
            undo_button: "Undo all 11".to_owned(),
            undo_note: "The evidence counts again, with an entry that says so.",
            problem: String::new(),
            rows: (0..12).map(row).collect(),
        }
    }
}
