//! Work as its learner makes it and reads its feedback, and what a learner made in all.

use askama::Template;
use wording::Language;

use super::shell::{Link, Shell};

/// `GET /work/{task}`: the task and the learner's own draft. Posts `words`, `link` to hand in; the same to
/// `draft_action` while it is typed, which answers 204; a file to `file_action`.
#[derive(Debug, Clone, Template)]
#[template(path = "own_task.html")]
pub struct OwnTask {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Words of the recorder, for its script.
    pub script_words: String,
    /// The task's title.
    pub title: String,
    /// When it is due, in words.
    pub due: String,
    /// What is to be done, as safe HTML.
    pub prompt: String,
    /// What is looked at: criterion, and what meets it.
    pub criteria: Vec<(String, String)>,
    /// The draft; `None` where nothing is taken now.
    pub draft: Option<Draft>,
    /// Where it stands, where nothing can be written.
    pub state: String,
    /// Work that the learner may rate: whose it is, and whether that is done.
    pub reviews: Vec<(Link, String)>,
    /// How many of classmates are rated, in words; empty where the task asks for none.
    pub peers: String,
    /// Takes the next of classmates; empty where there is none now.
    pub take_action: String,
    /// Begins once more; empty where that cannot be.
    pub again_action: String,
    /// Attempts that were handed in, newest first.
    pub attempts: Vec<Attempt>,
}

/// What is being made.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Hands in.
    pub action: String,
    /// Keeps what is typed.
    pub draft_action: String,
    /// Takes a file.
    pub file_action: String,
    /// What was written; `None` where no words are taken.
    pub words: Option<String>,
    /// The address; `None` where none is taken.
    pub link: Option<String>,
    /// Whether files are taken.
    pub files: bool,
    /// Whether a recording can be made.
    pub audio: bool,
    /// What is there already.
    pub kept: Vec<KeptFile>,
    /// Criteria that are handed in once more; empty the first time.
    pub only: Vec<String>,
}

/// A file that is there.
#[derive(Debug, Clone)]
pub struct KeptFile {
    /// Where it is.
    pub link: Link,
    /// Whether it is sound or film, to be played in place; or a picture, to be shown.
    pub kind: FileKind,
    /// Where it is taken off; empty where it stays.
    pub remove_action: String,
}

/// How a file is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// Played.
    Sound,
    /// Watched.
    Film,
    /// Looked at.
    Picture,
    /// Taken away.
    Other,
}

/// What was handed in once, and what came of it.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// Which one, and when it was handed in.
    pub heading: String,
    /// What was written.
    pub words: String,
    /// Where it lies, if elsewhere.
    pub link: String,
    /// What was given.
    pub files: Vec<KeptFile>,
    /// Criterion by criterion; empty while there is none.
    pub feedback: Vec<Feedback>,
    /// What was said of the whole.
    pub voices: Vec<Voice>,
}

/// What one rater said of the whole.
#[derive(Debug, Clone)]
pub struct Voice {
    /// From whom, where that is the learner or a classmate; empty for who works here.
    pub from: String,
    /// In words.
    pub comment: String,
    /// By voice.
    pub recordings: Vec<KeptFile>,
    /// By criterion, what a learner said.
    pub marks: Vec<Feedback>,
}

/// What was said of one criterion.
#[derive(Debug, Clone)]
pub struct Feedback {
    /// Which one.
    pub criterion: String,
    /// Such as "There: you did it", in words; never by colour alone.
    pub result: String,
    /// What that level is.
    pub descriptor: String,
    /// What was said.
    pub comment: String,
    /// Whether nothing more is asked.
    pub met: bool,
}

/// `GET /learners/{learner}/work`
#[derive(Debug, Clone, Template)]
#[template(path = "portfolio.html")]
pub struct Portfolio {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Such as "What Noor made".
    pub heading: String,
    /// What the learner can begin: the task, and when it is due.
    pub open: Vec<(Link, String)>,
    /// Newest first.
    pub tasks: Vec<Made>,
}

/// One task with what was made of it.
#[derive(Debug, Clone)]
pub struct Made {
    /// The task's title; its page where the reader is the learner.
    pub title: Link,
    /// Such as "2 of 3 met", in words; empty while there is no feedback.
    pub progress: String,
    /// Newest first.
    pub attempts: Vec<Attempt>,
}

impl Attempt {
    /// With feedback.
    pub fn sample() -> Self {
        let feedback = |criterion: &str, result: &str, met| Feedback {
            criterion: criterion.to_owned(),
            result: result.to_owned(),
            descriptor: "Says why".to_owned(),
            comment: "Look at the second example again.".to_owned(),
            met,
        };
        Self {
            heading: "1: 14 November".to_owned(),
            words: "It should change because …".to_owned(),
            link: "https://example.org/work".to_owned(),
            files: vec![KeptFile {
                link: Link::new("speech.webm", "/files/1/2"),
                kind: FileKind::Sound,
                remove_action: String::new(),
            }],
            feedback: vec![feedback("Claim", "There", true), feedback("Evidence", "Nearly", false)],
            voices: vec![
                Voice {
                    from: String::new(),
                    comment: "A good beginning.".to_owned(),
                    recordings: vec![KeptFile {
                        link: Link::new("recording-1", "/files/1/3"),
                        kind: FileKind::Sound,
                        remove_action: String::new(),
                    }],
                    marks: Vec::new(),
                },
                Voice {
                    from: "A classmate’s rating".to_owned(),
                    comment: String::new(),
                    recordings: Vec::new(),
                    marks: vec![feedback("Claim", "There", true)],
                },
            ],
        }
    }
}

impl OwnTask {
    /// Once more, in Spanish.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample_in(Language::Spanish, "learner"),
            crumbs: vec![Link::new("Lo que hago", "/work")],
            script_words: String::new(),
            title: "Write an argument".to_owned(),
            due: "14 de noviembre".to_owned(),
            prompt: "<p>Write about something that should change.</p>".to_owned(),
            criteria: vec![("Claim".to_owned(), "There".to_owned())],
            draft: Some(Draft {
                action: "/work/1/hand-in".to_owned(),
                draft_action: "/work/1/draft".to_owned(),
                file_action: "/work/1/files".to_owned(),
                words: Some("It should".to_owned()),
                link: Some(String::new()),
                files: true,
                audio: true,
                kept: vec![KeptFile {
                    link: Link::new("plan.png", "/files/1/2"),
                    kind: FileKind::Picture,
                    remove_action: "/work/1/files/2/remove".to_owned(),
                }],
                only: vec!["Evidence".to_owned()],
            }),
            state: String::new(),
            reviews: vec![(Link::new("Valorar tu propio trabajo", "/reviews/1"), "hecho".to_owned())],
            peers: "1 de 2".to_owned(),
            take_action: "/work/1/reviews".to_owned(),
            again_action: String::new(),
            attempts: vec![Attempt::sample()],
        }
    }
}

impl Portfolio {
    /// One task, in Spanish.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample_in(Language::Spanish, "guardian"),
            crumbs: vec![Link::new("Mis hijos", "/children")],
            heading: "Lo que hizo Noor".to_owned(),
            open: vec![(Link::new("Build a bridge", "/work/2"), "14 de noviembre".to_owned())],
            tasks: vec![Made {
                title: Link::new("Write an argument", ""),
                progress: "1 de 2".to_owned(),
                attempts: vec![Attempt::sample()],
            }],
        }
    }
}
