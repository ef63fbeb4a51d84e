//! `GET /api/v1`: what other systems can do here, readable.

use askama::Template;

use super::shell::Shell;

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "api_guide.html")]
pub struct ApiGuide {
    /// The frame, without anybody signed in: the page holds no record.
    pub shell: Shell,
    /// Addresses by subject.
    pub groups: Vec<GuideGroup>,
}

/// Addresses of one subject.
#[derive(Debug, Clone)]
pub struct GuideGroup {
    /// The subject.
    pub title: String,
    /// In alphabetical order.
    pub lines: Vec<GuideLine>,
}

/// One address with one method.
#[derive(Debug, Clone)]
pub struct GuideLine {
    /// `GET`, `POST`, `PUT` or `DELETE`.
    pub method: String,
    /// With `{names}` where ids stand.
    pub path: String,
    /// What it does, in one sentence.
    pub what: String,
}

impl ApiGuide {
    /// Around these addresses.
    pub fn new(groups: Vec<GuideGroup>) -> Self {
        Self { shell: Shell::signed_out("For other systems", "Onramp"), groups }
    }

    /// For the design page.
    pub fn sample() -> Self {
        let line = |method: &str, path: &str, what: &str| GuideLine {
            method: method.to_owned(),
            path: path.to_owned(),
            what: what.to_owned(),
        };
        let mut guide = Self::new(vec![
            GuideGroup {
                title: "Evidence".to_owned(),
                lines: vec![line("POST", "/api/v1/evidence", "Records evidence, a receipt per row.")],
            },
            GuideGroup {
                title: "Sections".to_owned(),
                lines: vec![
                    line("GET", "/api/v1/sections", "Lists sections."),
                    line("GET", "/api/v1/sections/{section}/targets", "Shows what a section works on."),
                ],
            },
        ]);
        guide.shell.demo = true;
        guide
    }
}
