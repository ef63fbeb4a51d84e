//! A family's page: each child in three sentences and one helpful thing to do.

use askama::Template;

use super::shell::{Link, Shell};

/// Every child that a guardian may see.
#[derive(Debug, Clone, Template)]
#[template(path = "guardian.html")]
pub struct Guardian {
    /// The frame.
    pub shell: Shell,
    /// In the order of their names.
    pub children: Vec<Child>,
}

/// One child.
#[derive(Debug, Clone)]
pub struct Child {
    /// Given name.
    pub name: String,
    /// School and grade.
    pub place: String,
    /// Three of them.
    pub sentences: Vec<String>,
    /// One thing the family can do; empty for none.
    pub helpful: String,
    /// Where to read more.
    pub links: Vec<Link>,
}

impl Guardian {
    /// Two children.
    pub fn sample() -> Self {
        let links =
            || vec![Link::new("All targets", "/learners/1"), Link::new("Why we think so", "/learners/1/why")];
        Self {
            shell: Shell::sample("My children", "guardian"),
            children: vec![
                Child {
                    name: "Noor".to_owned(),
                    place: "Grade 5, Alder School".to_owned(),
                    sentences: vec![
                        "Noor has reached 5 of the 9 targets of this term in mathematics, and is on pace.".to_owned(),
                        "Comparing fractions came this week.".to_owned(),
                        "Adding fractions is almost there.".to_owned(),
                    ],
                    helpful: "When you cook together, halve a recipe and let Noor work out how much of each thing you need.".to_owned(),
                    links: links(),
                },
                Child {
                    name: "Sami".to_owned(),
                    place: "Grade 2, Alder School".to_owned(),
                    sentences: vec![
                        "Sami's teacher has not shared any results yet this term.".to_owned(),
                        "That is usual in the first weeks.".to_owned(),
                        "You will see them here as soon as there are some.".to_owned(),
                    ],
                    helpful: String::new(),
                    links: Vec::new(),
                },
            ],
        }
    }
}
