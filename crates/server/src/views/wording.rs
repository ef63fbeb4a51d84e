//! A district's own words for learners and families.

use askama::Template;

use super::shell::{Link, Shell};

/// Every file.
#[derive(Debug, Clone, Template)]
#[template(path = "wording.html")]
pub struct Wording {
    /// The frame.
    pub shell: Shell,
    /// Each file in each language.
    pub files: Vec<WordingFile>,
}

/// One file in one language.
#[derive(Debug, Clone)]
pub struct WordingFile {
    /// Its form.
    pub link: Link,
    /// Who changed it, or that nobody did.
    pub state: String,
    /// Whether what the district changed is said.
    pub well: bool,
}

/// One file; posts `text` to the same address.
#[derive(Debug, Clone, Template)]
#[template(path = "wording_form.html")]
pub struct WordingForm {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// The heading.
    pub title: String,
    /// Where the form posts to.
    pub action: String,
    /// The tag of the language of the texts.
    pub language: String,
    /// The district's own texts.
    pub text: String,
    /// What ships.
    pub shipped: String,
    /// Why the texts cannot be used.
    pub problems: Vec<Trouble>,
}

/// Something that cannot be used.
#[derive(Debug, Clone)]
pub struct Trouble {
    /// Line and name.
    pub place: String,
    /// What is wrong and what to do.
    pub what: String,
}

impl Wording {
    /// One file changed, one that no longer fits.
    pub fn sample() -> Self {
        let file = |label: &str, state: &str, well| WordingFile {
            link: Link::new(label, "/admin/wording/family/es"),
            state: state.to_owned(),
            well,
        };
        Self {
            shell: Shell::sample("Words", "administrator"),
            files: vec![
                file("Words for families in Español", "changed by Inés Robledo, 20 November, 14:05", true),
                file("Words for families in English", "as shipped", true),
                file(
                    "Words for learners in English",
                    "no longer fits this version: what ships is said",
                    false,
                ),
            ],
        }
    }
}

impl WordingForm {
    /// Refused for two reasons.
    pub fn sample() -> Self {
        let trouble = |place: &str, what: &str| Trouble { place: place.to_owned(), what: what.to_owned() };
        Self {
            shell: Shell::sample("Words for families in Español", "administrator"),
            crumbs: vec![Link::new("Administration", "/admin"), Link::new("Words", "/admin/wording")],
            title: "Words for families in Español".to_owned(),
            action: "/admin/wording/family/es".to_owned(),
            language: "es".to_owned(),
            text: "grade = Curso { $grado }\ngrados = Cursos".to_owned(),
            shipped: "grade = Grado { $grade }\n".to_owned(),
            problems: vec![
                trouble("Line 1, grade", "It has no variable $grado: it has $grade."),
                trouble("Line 2, grados", "There is no text named grados in this file."),
            ],
        }
    }
}
