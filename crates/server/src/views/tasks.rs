//! Tasks of a class: the list, the form that gives one, and one task with everybody's work.

use askama::Template;

use super::shell::{Choice, Link, Shell};

/// `GET /sections/{section}/tasks`
#[derive(Debug, Clone, Template)]
#[template(path = "tasks.html")]
pub struct Tasks {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// The class's name.
    pub section: String,
    /// Gives a task; empty where the reader does not.
    pub new_href: String,
    /// Newest first.
    pub rows: Vec<TaskLine>,
}

/// One task of the list.
#[derive(Debug, Clone)]
pub struct TaskLine {
    /// Its page.
    pub link: Link,
    /// When it is due, and whether it was put away.
    pub about: String,
    /// How many handed in, and how many of those wait.
    pub progress: String,
}

/// `GET /sections/{section}/tasks/new`
#[derive(Debug, Clone, Template)]
#[template(path = "task_new.html")]
pub struct TaskNew {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Where it posts to.
    pub action: String,
    /// Writes a rubric and comes back.
    pub rubric_href: String,
    /// Field `rubric`.
    pub rubrics: Vec<Choice>,
    /// Field `rater`, of which several may be chosen.
    pub raters: Vec<Choice>,
    /// What was typed, by the name of its field.
    pub typed: TypedTask,
    /// Why it was not taken.
    pub refusal: Option<String>,
}

/// A task as it is typed.
#[derive(Debug, Clone, Default)]
pub struct TypedTask {
    /// Its title.
    pub title: String,
    /// What is to be done.
    pub prompt: String,
    /// What is handed in: words, files, audio, link.
    pub takes: Vec<String>,
    /// When it is due.
    pub due: String,
    /// When nothing is taken any more.
    pub closes: String,
    /// How often in all.
    pub most: String,
    /// After how many times a meeting comes first.
    pub meeting_after: String,
    /// `1` or `2`.
    pub raters: String,
    /// How many levels two may lie apart.
    pub tolerance: String,
    /// Business days until it is to be rated.
    pub days: String,
    /// Whether raters pass a calibration round first.
    pub calibrated: bool,
    /// Whether learners rate their own work.
    pub own: bool,
    /// How many classmates rate.
    pub peers: String,
}

impl TypedTask {
    /// What most tasks are.
    pub fn usual() -> Self {
        Self {
            takes: vec!["words".to_owned(), "files".to_owned()],
            raters: "1".to_owned(),
            tolerance: "0".to_owned(),
            days: "5".to_owned(),
            peers: "0".to_owned(),
            ..Self::default()
        }
    }

    /// Whether something is handed in.
    pub fn takes(&self, word: &&str) -> bool {
        self.takes.iter().any(|taken| taken == word)
    }
}

/// `GET /tasks/{task}`
#[derive(Debug, Clone, Template)]
#[template(path = "task.html")]
pub struct TaskPage {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// What is to be done, as safe HTML.
    pub prompt: String,
    /// Facts: due, rubric, who rates, handing in again.
    pub facts: Vec<(String, String)>,
    /// Everybody of the class.
    pub rows: Vec<TaskRow>,
    /// How many can be released now; where the reader releases.
    pub ready: usize,
    /// Whether the reader releases.
    pub may_release: bool,
    /// Where releases post to.
    pub release_action: String,
    /// Where meetings post to.
    pub meeting_action: String,
    /// Where somebody is asked to decide between two.
    pub third_action: String,
    /// Who may be asked.
    pub people: Vec<Choice>,
    /// Puts it away, or takes it out again.
    pub archive: (String, String),
    /// What raters and students say, seen together: pages of who releases.
    pub more: Vec<Link>,
}

/// One learner.
#[derive(Debug, Clone)]
pub struct TaskRow {
    /// The learner's id.
    pub learner: String,
    /// Family name first, with what they made.
    pub name: Link,
    /// How far they are.
    pub state: String,
    /// The reader's own rating of it, or the one that any educator may do.
    pub rate: Option<Link>,
    /// Whether it can be released.
    pub ready: bool,
    /// Whether a meeting is to be noted.
    pub meeting: bool,
    /// Whether somebody is to be asked to decide.
    pub apart: bool,
}

impl Tasks {
    /// Two tasks.
    pub fn sample() -> Self {
        let line = |title: &str, progress: &str| TaskLine {
            link: Link::new(title, "/tasks/1"),
            about: "Due 14 November".to_owned(),
            progress: progress.to_owned(),
        };
        Self {
            shell: Shell::sample("Tasks", "educator"),
            crumbs: vec![Link::new("My classes", "/sections"), Link::new("Workshop", "/sections/1")],
            section: "Workshop".to_owned(),
            new_href: "/sections/1/tasks/new".to_owned(),
            rows: vec![
                line("Write an argument", "12 handed in, 3 to rate"),
                line("Build a bridge", "none yet"),
            ],
        }
    }
}

impl TaskNew {
    /// A form that was refused.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Give a task", "educator"),
            crumbs: vec![Link::new("My classes", "/sections"), Link::new("Workshop", "/sections/1")],
            action: "/sections/1/tasks".to_owned(),
            rubric_href: "/rubrics/new?section=1".to_owned(),
            rubrics: vec![Choice::new("1", "Argument").chosen()],
            raters: vec![Choice::new("1", "Tom Okafor"), Choice::new("2", "Inés Robledo")],
            typed: TypedTask::usual(),
            refusal: Some("The title is missing.".to_owned()),
        }
    }
}

impl TaskPage {
    /// A learner in each state.
    pub fn sample() -> Self {
        let row = |name: &str, state: &str, ready, meeting, apart: bool| TaskRow {
            learner: "1".to_owned(),
            name: Link::new(name, "/learners/1/work"),
            state: state.to_owned(),
            rate: apart.then(|| Link::new("Rate", "/ratings/1")),
            ready,
            meeting,
            apart,
        };
        Self {
            shell: Shell::sample("Write an argument", "educator"),
            crumbs: vec![Link::new("My classes", "/sections"), Link::new("Workshop", "/sections/1")],
            prompt: "<p>Write about something that should change.</p>".to_owned(),
            facts: vec![("Due".to_owned(), "14 November".to_owned())],
            rows: vec![
                row("Haddad, Noor", "Rated, to be released", true, false, false),
                row("Quispe, Mateo", "Two raters are too far apart", false, false, true),
                row("Ek, Jo", "Released, not all met", false, true, false),
            ],
            ready: 1,
            may_release: true,
            release_action: "/tasks/1/release".to_owned(),
            meeting_action: "/tasks/1/meetings".to_owned(),
            third_action: "/tasks/1/third".to_owned(),
            people: vec![Choice::new("1", "Inés Robledo")],
            archive: ("/tasks/1/archive".to_owned(), "Put away".to_owned()),
            more: vec![Link::new("How far raters agree", "/tasks/1/agreement")],
        }
    }
}
