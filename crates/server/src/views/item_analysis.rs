//! An assessment question by question.

use askama::Template;

use super::shell::{Link, Shell};

/// The questions.
#[derive(Debug, Clone, Template)]
#[template(path = "item_analysis.html")]
pub struct ItemAnalysisView {
    /// The frame.
    pub shell: Shell,
    /// The way here.
    pub crumbs: Vec<Link>,
    /// What it is called.
    pub heading: String,
    /// From how much it is.
    pub summary: String,
    /// What is not shown, and why; empty for nothing.
    pub left_out: String,
    /// Each question.
    pub items: Vec<Question>,
    /// The same as a file.
    pub export_href: String,
    /// Where two groups are compared.
    pub groups_href: String,
    /// Whether the reader may score a mended question anew.
    pub regrades: bool,
}

/// One question.
#[derive(Debug, Clone)]
pub struct Question {
    /// From 1.
    pub number: usize,
    /// The item.
    pub link: Link,
    /// What its author calls it.
    pub title: String,
    /// Where it is scored anew.
    pub regrade_href: String,
    /// To how many it was given, in words.
    pub given: String,
    /// Name and value of each figure.
    pub figures: Vec<(&'static str, String)>,
    /// What to do.
    pub advice: Vec<String>,
    /// Who chose what.
    pub options: Vec<OptionRow>,
}

/// One option.
#[derive(Debug, Clone)]
pub struct OptionRow {
    /// Its letter.
    pub label: String,
    /// What it says.
    pub text: String,
    /// Whether it is the key.
    pub is_key: bool,
    /// How many chose it.
    pub chosen: String,
    /// Which share that is.
    pub share: String,
    /// How those who chose it did on the other questions.
    pub others: String,
}

impl ItemAnalysisView {
    /// Two questions, one of too few answers.
    pub fn sample() -> Self {
        let option = |label: &str, text: &str, is_key, chosen: &str| OptionRow {
            label: label.to_owned(),
            text: text.to_owned(),
            is_key,
            chosen: chosen.to_owned(),
            share: "40 %".to_owned(),
            others: "71 %".to_owned(),
        };
        let question = |number: usize, given: &str| Question {
            number,
            link: Link::new("ratio-table-3", "/items/1"),
            title: "Ratios in a table 3".to_owned(),
            regrade_href: "/items/1/regrade".to_owned(),
            given: given.to_owned(),
            figures: vec![("Share of points", "62 % ± 5".to_owned()), ("Tells apart", "0.31".to_owned())],
            advice: vec![
                "option B is chosen by fewer than 5 %: replace by errors that learners make".to_owned(),
            ],
            options: vec![option("A", "2 : 3", true, "32"), option("B", "3 : 2", false, "2")],
        };
        Self {
            shell: Shell::sample("Question by question", "educator"),
            crumbs: vec![Link::new("My classes", "/sections"), Link::new("Exit slip", "/assignments/1")],
            heading: "Exit slip: Ratios in a table".to_owned(),
            summary: "84 students, the last time each of them took it.".to_owned(),
            left_out: String::new(),
            items: vec![
                question(1, "84 answers"),
                Question { figures: Vec::new(), options: Vec::new(), ..question(2, "12 answers") },
            ],
            export_href: "/assignments/1/items.csv".to_owned(),
            groups_href: "/assignments/1/items/groups".to_owned(),
            regrades: true,
        }
    }
}
