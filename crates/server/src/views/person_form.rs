//! Adding somebody by hand, or correcting how somebody is called.

use askama::Template;

use super::shell::{Choice, Link, Shell};

/// Posts `given_name`, `family_name`, `email`, `grade`, and for somebody new `role` and `organization`.
#[derive(Debug, Clone, Template)]
#[template(path = "person_form.html")]
pub struct PersonForm {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Where the form posts to.
    pub action: String,
    /// What it does, in sentences.
    pub explanation: String,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// May be empty.
    pub email: String,
    /// May be empty.
    pub grade: String,
    /// As what somebody new comes; empty for who is here.
    pub roles: Vec<Choice>,
    /// Where somebody new comes to.
    pub organizations: Vec<Choice>,
    /// Why it was not taken.
    pub refusal: Option<String>,
    /// What the button says.
    pub button: String,
}

impl PersonForm {
    /// Somebody new without a name.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Add a person", "administrator"),
            crumbs: vec![Link::new("People", "/admin/people")],
            action: "/admin/people/new".to_owned(),
            explanation: "Where no roster brings them.".to_owned(),
            given_name: String::new(),
            family_name: String::new(),
            email: "lena@school.example".to_owned(),
            grade: String::new(),
            roles: vec![Choice::new("learner", "Student"), Choice::new("educator", "Teacher").chosen()],
            organizations: vec![Choice::new("1", "Alder School")],
            refusal: Some("The name is missing: choose somebody, or write a new name.".to_owned()),
            button: "Add".to_owned(),
        }
    }
}
