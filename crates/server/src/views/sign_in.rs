//! Signing in: by name and password, by one-time link, and the choice of a password.

use askama::Template;

use super::shell::Shell;

/// `GET /sign-in`; posts `name`, `password`, `next` to the same address.
#[derive(Debug, Clone, Template)]
#[template(path = "sign_in.html")]
pub struct SignIn {
    /// The frame.
    pub shell: Shell,
    /// The district's code.
    pub district: String,
    /// What was typed as name, kept after a refusal.
    pub name: String,
    /// Where to go afterwards; a path of this site.
    pub next: String,
    /// One sentence for any refusal; the same for an unknown name and a wrong password.
    pub refusal: Option<String>,
}

/// Which of several districts somebody signs in to.
#[derive(Debug, Clone, Template)]
#[template(path = "which_district.html")]
pub struct WhichDistrict {
    /// The frame.
    pub shell: Shell,
    /// Their names, and where each is signed in to.
    pub districts: Vec<(String, String)>,
}

/// A one-time link or card, opened: nothing happens before the button, so that a preview of the link
/// in a mail program does not use it up.
#[derive(Debug, Clone, Template)]
#[template(path = "link_confirm.html")]
pub struct LinkConfirm {
    /// The frame.
    pub shell: Shell,
    /// Whom the link signs in.
    pub person_name: String,
    /// Where the button posts to.
    pub action: String,
}

/// Choosing a password; posts `password` and `again`.
#[derive(Debug, Clone, Template)]
#[template(path = "password.html")]
pub struct Password {
    /// The frame.
    pub shell: Shell,
    /// Where the form posts to.
    pub action: String,
    /// The fewest characters allowed.
    pub least_characters: usize,
    /// Why the last try was refused.
    pub refusal: Option<String>,
}

impl SignIn {
    /// After a refusal.
    pub fn sample() -> Self {
        Self {
            shell: Shell { demo: true, ..Shell::signed_out("Sign in", "Willow Bend District") },
            district: "willow-bend".to_owned(),
            name: "noor.haddad".to_owned(),
            next: "/me".to_owned(),
            refusal: Some(
                "That name and password do not go together. Check both, or ask your teacher for a card."
                    .to_owned(),
            ),
        }
    }
}

impl WhichDistrict {
    /// Two of them.
    pub fn sample() -> Self {
        let one = |name: &str, code: &str| (name.to_owned(), format!("/sign-in?district={code}"));
        Self {
            shell: Shell { demo: true, ..Shell::signed_out("Sign in", "Onramp") },
            districts: vec![one("Willow Bend District", "willow-bend"), one("Lakeside Schools", "lakeside")],
        }
    }
}

impl LinkConfirm {
    /// What the button says.
    pub fn button(&self) -> String {
        self.shell.words.tell("sign-in-as", &[("name", (&self.person_name).into())])
    }

    /// A learner's card.
    pub fn sample() -> Self {
        Self {
            shell: Shell { demo: true, ..Shell::signed_out("Sign in", "Willow Bend District") },
            person_name: "Noor Haddad".to_owned(),
            action: "/links/sample".to_owned(),
        }
    }
}

impl Password {
    /// How long it has to be.
    pub fn least(&self) -> String {
        self.shell.words.tell("password-least", &[("count", self.least_characters.into())])
    }

    /// The first visit.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Choose a password", "learner"),
            action: "/password".to_owned(),
            least_characters: 10,
            refusal: None,
        }
    }
}
