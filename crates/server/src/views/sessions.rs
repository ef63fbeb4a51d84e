//! Where a person is signed in, each with a button that ends it.

use askama::Template;

use super::shell::Shell;

/// `GET /sessions`; posts to `/sessions/{id}/end`, and to `/sessions/end-others`.
#[derive(Debug, Clone, Template)]
#[template(path = "sessions.html")]
pub struct Sessions {
    /// The frame.
    pub shell: Shell,
    /// The newest first.
    pub sessions: Vec<SessionRow>,
}

/// One browser that is signed in.
#[derive(Debug, Clone)]
pub struct SessionRow {
    /// Browser and system in words.
    pub device: String,
    /// When it signed in, and when it was last used.
    pub used: String,
    /// Whether it is this browser.
    pub current: bool,
    /// Where the button posts to.
    pub end_action: String,
}

impl Sessions {
    /// Two browsers.
    pub fn sample() -> Self {
        let row = |device: &str, since: &str, last: &str, current| SessionRow {
            device: device.to_owned(),
            used: format!("Signed in {since}, last used {last}"),
            current,
            end_action: "/sessions/1/end".to_owned(),
        };
        Self {
            shell: Shell::sample("Where you are signed in", "educator"),
            sessions: vec![
                row("Chromium on Linux", "today, 08:12", "just now", true),
                row("Safari on a phone", "14 November", "yesterday, 19:40", false),
            ],
        }
    }
}
