//! The people of a section, and resetting their sign-in: one, several or all at once.

use askama::Template;

use super::shell::{Choice, Link, Shell};

/// `GET /sections/{section}/people`; posts `person` (several) to `reset_action` or `cards_action`.
#[derive(Debug, Clone, Template)]
#[template(path = "section_people.html")]
pub struct SectionPeople {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Educators, aides and substitutes.
    pub adults: Vec<SectionAdult>,
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
    /// Places that have ended or not begun, a line each.
    pub others: Vec<String>,
    /// Gives an adult a place: posts `person`, `role`, `begins`, `ends`.
    pub place_action: String,
    /// Takes people out: posts `person` (several), `last_day`.
    pub end_action: String,
    /// Field `person`; empty for who may not give a place.
    pub candidates: Vec<Choice>,
    /// Whether learners can be taken out.
    pub may_take_out: bool,
    /// The default of `last_day`, as `2026-11-24`.
    pub yesterday: String,
    /// Why the last try was refused.
    pub refusal: Option<String>,
}

/// One adult.
#[derive(Debug, Clone)]
pub struct SectionAdult {
    /// Our id.
    pub id: String,
    /// Name and what they are, in a line.
    pub line: String,
    /// Whether they can be taken out.
    pub may_take_out: bool,
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
            adults: ["Tom Okafor, teacher", "Dana Whitlock, aide until 19 December"]
                .map(|line| SectionAdult {
                    id: line.len().to_string(),
                    line: line.to_owned(),
                    may_take_out: true,
                })
                .to_vec(),
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
            others: vec!["Ravi Menon, student, until 3 October".to_owned()],
            place_action: "/sections/1/places".to_owned(),
            end_action: "/sections/1/places/end".to_owned(),
            candidates: vec![Choice::new("", "Choose").chosen(), Choice::new("1", "Novak, Lena")],
            may_take_out: true,
            yesterday: "2026-11-23".to_owned(),
            refusal: None,
        }
    }
}
