//! What went wrong, in a sentence, and what to do about it.

use askama::Template;

use super::shell::{Link, Shell};

/// Any answer that is an error.
#[derive(Debug, Clone, Template)]
#[template(path = "error_page.html")]
pub struct ErrorPage {
    /// The frame.
    pub shell: Shell,
    /// What happened.
    pub sentence: String,
    /// What to do.
    pub advice: String,
    /// Where to go from here.
    pub ways_on: Vec<Link>,
    /// HTTP status and, for a crash, the number to quote.
    pub reference: String,
}

impl ErrorPage {
    /// The sentence and advice of a status, where nothing more exact is known.
    pub fn words(status: u16) -> (&'static str, &'static str) {
        match status {
            403 => (
                "This page is not open to you.",
                "If you teach or look after this student, ask your school's office to record it, then try again.",
            ),
            404 => (
                "There is no such page.",
                "Perhaps the address was shortened on the way, or what it showed has moved.",
            ),
            409 => (
                "Somebody else changed this in the meantime.",
                "Nothing of yours was saved. Go back, look at what is there now, and try again.",
            ),
            413 => ("That is too much at once.", "Send a smaller file, or several."),
            422 => ("Something in the form does not fit.", "Go back; what you typed is still there."),
            507 => (
                "There is no room to keep it.",
                "Nothing of yours was kept. Tell whoever runs the server; reading goes on meanwhile.",
            ),
            429 => ("Too many tries in a short time.", "Wait a minute, then try again."),
            _ => (
                "Something broke on our side.",
                "What you sent may not have been saved. Try once more; if it happens again, tell your administrator the number below.",
            ),
        }
    }

    /// A page that does not exist.
    pub fn sample() -> Self {
        let (sentence, advice) = Self::words(404);
        Self {
            shell: Shell::sample("No such page", "educator"),
            sentence: sentence.to_owned(),
            advice: advice.to_owned(),
            ways_on: vec![Link::new("Your classes", "/sections")],
            reference: "404".to_owned(),
        }
    }
}
