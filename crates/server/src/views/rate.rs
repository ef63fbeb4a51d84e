//! Rating a whole section on one screen.

use askama::Template;

use super::shell::{Choice, Link, Shell};

/// `GET /sections/{section}/rate?competency=...`: one competency as buttons, several as lists.
///
/// Without JavaScript the table posts to `save_action`: fields `level.{learner}.{competency}`, an empty
/// value for no rating, and `shown.{learner}.{competency}` for the draft that the page showed. With it each
/// change posts `learner`, `competency`, `level`, `shown`, `csrf` to `draft_action`, which answers 2xx when
/// the draft is durable and 409 when another one than was shown stands.
#[derive(Debug, Clone, Template)]
#[template(path = "rate.html")]
pub struct Rate {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Field `competency`, of which several may be chosen.
    pub targets: Vec<Choice>,
    /// This page's address.
    pub href: String,
    /// Takes one draft.
    pub draft_action: String,
    /// Takes the whole table.
    pub save_action: String,
    /// Releases the drafts of the shown competencies: fields `competency` (several) and `at`.
    pub release_action: String,
    /// Takes back a planned release; `None` when none is planned.
    pub planned: Option<Planned>,
    /// Who is to be given something today: the learner with their page, and what.
    pub accommodations: Vec<(Link, String)>,
    /// Lowest first.
    pub levels: Vec<RateLevel>,
    /// What is rated.
    pub columns: Vec<RateColumn>,
    /// Learners.
    pub rows: Vec<RateRow>,
    /// Such as "15 of 30 rated; families see nothing until you release."
    pub preview: String,
    /// Whether there is a draft to release.
    pub can_release: bool,
    /// Whether the reader releases at all: a substitute does not.
    pub may_release: bool,
}

/// A release by the clock.
#[derive(Debug, Clone)]
pub struct Planned {
    /// When, as people read it.
    pub when: String,
    /// Takes it back.
    pub cancel_action: String,
}

/// One level that can be given.
#[derive(Debug, Clone)]
pub struct RateLevel {
    /// What the form sends.
    pub code: String,
    /// The key that gives it: its own digit, or its place counted from 1.
    pub key: String,
    /// What people read.
    pub name: String,
}

/// One competency to rate.
#[derive(Debug, Clone)]
pub struct RateColumn {
    /// Its id.
    pub id: String,
    /// Its code and short title.
    pub label: String,
}

/// One learner.
#[derive(Debug, Clone)]
pub struct RateRow {
    /// The learner's id.
    pub learner: String,
    /// Family name first.
    pub name: String,
    /// In the order of the columns.
    pub cells: Vec<RateCell>,
}

/// One rating.
#[derive(Debug, Clone)]
pub struct RateCell {
    /// The competency's id.
    pub competency: String,
    /// Code of the draft level; empty for none.
    pub chosen: String,
    /// What became of the rating that was just sent; empty when it was taken, or none was sent.
    pub refused: String,
}

impl Rate {
    /// Six learners, one competency.
    pub fn sample() -> Self {
        Self::sample_of(1)
    }

    /// Six learners and so many competencies.
    pub fn sample_of(competencies: usize) -> Self {
        let codes = ["", "3", "2", "4", "3", ""];
        let level = |code: &str, name: &str| RateLevel {
            code: code.to_owned(),
            key: code.to_owned(),
            name: name.to_owned(),
        };
        let titles = ["5.NF.1 Equal fractions", "5.NF.2 Compare fractions", "5.NF.3 Add fractions"];
        Self {
            shell: Shell::sample("Rate", "educator"),
            crumbs: vec![Link::new("Mathematics 5, room 12", "/sections/1")],
            targets: titles
                .iter()
                .enumerate()
                .map(|(at, title)| Choice {
                    selected: at < competencies,
                    ..Choice::new(&format!("target-{at}"), title)
                })
                .collect(),
            href: "/sections/1/rate".to_owned(),
            draft_action: "/sections/1/drafts".to_owned(),
            save_action: "/sections/1/rate".to_owned(),
            release_action: "/sections/1/release".to_owned(),
            planned: (competencies > 1).then(|| Planned {
                when: "today at 16:00".to_owned(),
                cancel_action: "/sections/1/release/cancel".to_owned(),
            }),
            levels: vec![
                level("1", "Beginning"),
                level("2", "Developing"),
                level("3", "Proficient"),
                level("4", "Advanced"),
            ],
            columns: (0..competencies)
                .map(|at| RateColumn { id: format!("target-{at}"), label: titles[at % 3].to_owned() })
                .collect(),
            rows: (0..6)
                .map(|row| RateRow {
                    learner: format!("learner-{row}"),
                    name: super::samples::list_name(row),
                    cells: (0..competencies)
                        .map(|at| RateCell {
                            competency: format!("target-{at}"),
                            chosen: codes[(row + at) % 6].to_owned(),
                            refused: if row == 3 && competencies > 1 && at == 0 {
                                "not saved: Rosa Lindqvist rated 3 first".to_owned()
                            } else {
                                String::new()
                            },
                        })
                        .collect(),
                })
                .collect(),
            preview: "4 of 6 rated; families see nothing until you release.".to_owned(),
            accommodations: vec![(
                Link::new(&super::samples::list_name(0), "/learners/1"),
                "extra time ×1.5, large print".to_owned(),
            )],
            may_release: true,
            can_release: true,
        }
    }
}
