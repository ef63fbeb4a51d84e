//! The people of a section, and resetting their sign-in: one, several or all at once.

use askama::Template;

use super::shell::{Link, Shell};

/// `GET /sections/{section}/people`; posts `person` (several) to `reset_action` or `cards_action`.
#[derive(Debug, Clone, Template)]
#[template(path = "section_people.html")]
pub struct SectionPeople {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Educators, aides and substitutes, each in a line.
    pub adults: Vec<String>,
    /// Learners.
    pub learners: Vec<SectionPerson>,
    /// Gives new passwords to the ticked.
    pub reset_action: String,
    /// Prints cards for the ticked.
    pub cards_action: String,
    /// Pasting more names.
    pub add_href: String,
    /// Reports for families.
    pub reports_href: String,
    /// New passwords, shown once; empty otherwise.
    pub new_passwords: Vec<NewPassword>,
}

/// One learner.
#[derive(Debug, Clone)]
pub struct SectionPerson {
    /// What the form sends.
    pub id: String,
    /// Family name first.
    pub name: String,
    /// The learner's page.
    pub href: String,
    /// The name to sign in with.
    pub sign_in_name: String,
    /// Last sign-in, as people read it.
    pub last_seen: String,
}

/// A password that is shown once.
#[derive(Debug, Clone)]
pub struct NewPassword {
    /// Whose.
    pub name: String,
    /// The name to sign in with.
    pub sign_in_name: String,
    /// The password.
    pub password: String,
}

impl SectionPeople {
    /// Eight learners, two with new passwords.
    pub fn sample() -> Self {
        let fresh = |name: &str, sign_in: &str, password: &str| NewPassword {
            name: name.to_owned(),
            sign_in_name: sign_in.to_owned(),
            password: password.to_owned(),
        };
        Self {
            shell: Shell::sample("People", "educator"),
            crumbs: vec![Link::new("Mathematics 5, room 12", "/sections/1")],
            adults: vec![
                "Tom Okafor, teacher".to_owned(),
                "Dana Whitlock, aide until 19 December".to_owned(),
            ],
            learners: (0..8)
                .map(|at| SectionPerson {
                    id: format!("person-{at}"),
                    name: super::samples::list_name(at),
                    href: "/learners/1".to_owned(),
                    sign_in_name: format!("student.{at}"),
                    last_seen: if at % 3 == 0 { "never".to_owned() } else { "yesterday".to_owned() },
                })
                .collect(),
            reset_action: "/sections/1/people/reset".to_owned(),
            cards_action: "/sections/1/cards".to_owned(),
            add_href: "/sections/1/names".to_owned(),
            reports_href: "/sections/1/reports".to_owned(),
            new_passwords: vec![
                fresh("Noor Haddad", "noor.haddad", "copper-lantern-42"),
                fresh("Mateo Quispe", "mateo.quispe", "quiet-meadow-17"),
            ],
        }
    }
}
