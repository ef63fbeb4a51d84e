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
    /// The keys of sentence and advice of a status, where nothing more exact is known.
    pub fn keys(status: u16) -> (&'static str, &'static str) {
        match status {
            403 => ("error-403", "error-403-advice"),
            404 => ("error-404", "error-404-advice"),
            409 => ("error-409", "error-409-advice"),
            413 => ("error-413", "error-413-advice"),
            422 => ("error-422", "error-422-advice"),
            429 => ("error-429", "error-429-advice"),
            507 => ("error-507", "error-507-advice"),
            _ => ("error-500", "error-500-advice"),
        }
    }

    /// A page that does not exist.
    pub fn sample() -> Self {
        let shell = Shell::sample("No such page", "educator");
        let (sentence, advice) = Self::keys(404);
        Self {
            sentence: shell.say(sentence),
            advice: shell.say(advice),
            shell,
            ways_on: vec![Link::new("Your classes", "/sections")],
            reference: "404".to_owned(),
        }
    }
}
