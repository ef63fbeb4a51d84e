//! A family's page: each child in three sentences and one helpful thing to do.

use askama::Template;
use wording::Language;

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
    /// Whose, behind each link for who does not see where it stands.
    pub of_child: String,
    /// Where to read more.
    pub links: Vec<Link>,
}

impl Guardian {
    /// Two children, as a Spanish-speaking family reads about them.
    pub fn sample_spanish() -> Self {
        let english = Self::sample();
        let noor = Child {
            place: "Grado 5, Alder School".to_owned(),
            sentences: vec![
                "Noor ya logró 5 de las 9 metas de este periodo.".to_owned(),
                "La más reciente es «Compare fractions».".to_owned(),
                "Después viene «Add fractions».".to_owned(),
            ],
            helpful: "Busquen juntos algo en casa para lo que sirva «Add fractions».".to_owned(),
            of_child: "de Noor".to_owned(),
            links: vec![Link::new("Todas las metas", "/learners/1")],
            ..english.children[0].clone()
        };
        Self { shell: Shell::sample_in(Language::Spanish, "guardian"), children: vec![noor] }
    }

    /// Two children.
    pub fn sample() -> Self {
        let links =
            || vec![Link::new("All targets", "/learners/1"), Link::new("Why we think so", "/learners/1/why")];
        Self {
            shell: Shell::sample_in(Language::English, "guardian"),
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
                    of_child: "of Noor".to_owned(),
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
                    of_child: "of Sami".to_owned(),
                    links: Vec::new(),
                },
            ],
        }
    }
}
