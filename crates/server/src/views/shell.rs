//! The frame around every page: who is signed in, where they can go, what just happened.

use std::sync::Arc;

use wording::{Audience, Language, Words};

/// Everything `layout.html` needs; each page's view holds one.
#[derive(Debug, Clone)]
pub struct Shell {
    /// The page's name in the browser tab.
    pub title: String,
    /// Shown top left.
    pub district_name: String,
    /// Who is signed in; empty when nobody is.
    pub person_name: String,
    /// What they are, in one word; empty when nobody is signed in.
    pub role_word: String,
    /// Where they can go.
    pub nav: Vec<NavLink>,
    /// Whether the data is invented, which every page then says.
    pub demo: bool,
    /// The token that every form sends back as `csrf`.
    pub csrf: String,
    /// What a form that makes something sends back as `once`: another one each time a page is shown.
    pub once: String,
    /// What the last action did, once.
    pub notice: Option<Notice>,
    /// The words of the page; their language is the page's.
    pub words: Arc<Words>,
    /// Where the page is, for coming back to it in another language; empty on pages in English only.
    pub here: String,
}

/// One place in the navigation.
#[derive(Debug, Clone)]
pub struct NavLink {
    /// What people read.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// Whether it is this page.
    pub current: bool,
}

/// A link with its text.
#[derive(Debug, Clone)]
pub struct Link {
    /// What people read.
    pub label: String,
    /// Where it leads.
    pub href: String,
}

impl Link {
    /// A link reading `label`.
    pub fn new(label: &str, href: &str) -> Self {
        Self { label: label.to_owned(), href: href.to_owned() }
    }
}

/// A sentence above the page's content.
#[derive(Debug, Clone)]
pub struct Notice {
    /// How it is meant.
    pub tone: Tone,
    /// The sentence.
    pub text: String,
    /// How to take the action back, if it can be.
    pub undo: Option<Undo>,
}

/// How a notice is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// It worked; also clears text kept for a form.
    Good,
    /// Look at this.
    Warn,
    /// It did not work.
    Bad,
}

impl Tone {
    /// The class of the notice.
    pub fn class(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }
}

/// A button that takes the last action back.
#[derive(Debug, Clone)]
pub struct Undo {
    /// Where the form posts to.
    pub action: String,
    /// What the button says.
    pub label: String,
}

/// One choice of a drop-down list or group of buttons.
#[derive(Debug, Clone)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What people read.
    pub label: String,
    /// Whether it is chosen.
    pub selected: bool,
}

impl Choice {
    /// A choice that is not chosen.
    pub fn new(value: &str, label: &str) -> Self {
        Self { value: value.to_owned(), label: label.to_owned(), selected: false }
    }

    /// The same, chosen.
    #[must_use]
    pub fn chosen(self) -> Self {
        Self { selected: true, ..self }
    }
}

impl Shell {
    /// A page for nobody in particular.
    pub fn signed_out(title: &str, district_name: &str) -> Self {
        Self {
            title: title.to_owned(),
            district_name: district_name.to_owned(),
            person_name: String::new(),
            role_word: String::new(),
            nav: Vec::new(),
            demo: false,
            csrf: String::new(),
            once: String::new(),
            notice: None,
            words: Words::built_in(Audience::Educator, Language::English),
            here: String::new(),
        }
    }

    /// A text of the frame, or of a page that several audiences read.
    pub fn say(&self, key: &str) -> String {
        self.words.say(key)
    }

    /// Language tag of the page.
    pub fn language(&self) -> &'static str {
        self.words.language().tag()
    }

    /// The same page in another language, for somebody who is not signed in.
    pub fn in_language(&self, tag: &str) -> String {
        let sign = if self.here.contains('?') { '&' } else { '?' };
        format!("{}{sign}language={tag}", self.here)
    }

    /// The languages that the page could be in instead, each with its own name; none on pages in English
    /// only.
    pub fn others(&self) -> Vec<(&'static str, &'static str)> {
        let others = Language::ALL.iter().filter(|one| **one != self.words.language());
        let others = others.map(|one| (one.tag(), one.own_name()));
        if self.here.is_empty() { Vec::new() } else { others.collect() }
    }

    /// A signed-in learner or guardian who reads `language`.
    pub fn sample_in(language: Language, role: &str) -> Self {
        let (audience, title, here) = match role {
            "learner" => (Audience::Learner, "nav-can-do", "/me"),
            _ => (Audience::Family, "nav-children", "/children"),
        };
        let words = Words::built_in(audience, language);
        let title = words.say(title);
        let mut shell = Self::sample(&title, role);
        shell.nav = vec![NavLink { label: title, href: here.to_owned(), current: true }];
        shell.role_word = words.say(if role == "learner" { "role-learner" } else { "role-family" });
        Self { words, here: here.to_owned(), ..shell }
    }

    /// A signed-in person of the invented district; `role` chooses the navigation.
    pub fn sample(title: &str, role: &str) -> Self {
        let (name, word, links): (_, _, &[(&str, &str)]) = match role {
            "learner" => ("Noor Haddad", "Student", &[("What I can do", "/me")]),
            "guardian" => ("Salma Haddad", "Parent", &[("My children", "/children")]),
            "administrator" => (
                "Inés Robledo",
                "Administrator",
                &[
                    ("Home", "/admin"),
                    ("Imports", "/admin/imports"),
                    ("People", "/admin/people"),
                    ("Rules", "/admin/policies"),
                    ("Standards", "/frameworks"),
                    ("Access log", "/admin/access"),
                ],
            ),
            _ => (
                "Tom Okafor",
                "Teacher",
                &[("My classes", "/sections"), ("Standards", "/frameworks"), ("Help", "/welcome")],
            ),
        };
        let here = links.iter().position(|(label, _)| *label == title).unwrap_or(0);
        let nav = links.iter().enumerate();
        Self {
            person_name: name.to_owned(),
            role_word: word.to_owned(),
            nav: nav
                .map(|(at, (label, href))| NavLink {
                    label: (*label).to_owned(),
                    href: (*href).to_owned(),
                    current: at == here,
                })
                .collect(),
            demo: true,
            csrf: "sample-token".to_owned(),
            once: "sample-key".to_owned(),
            ..Self::signed_out(title, "Willow Bend District")
        }
    }
}
