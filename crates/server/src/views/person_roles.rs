//! One person's roles, and somebody new.

use askama::Template;

use super::shell::{Choice, Link, Shell};

/// `GET /admin/people/{person}`.
#[derive(Debug, Clone, Template)]
#[template(path = "person_roles.html")]
pub struct PersonRoles {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Whose.
    pub name: String,
    /// Whether they are still here.
    pub active: bool,
    /// Those that hold first.
    pub roles: Vec<RoleRow>,
    /// Gives one more.
    pub form: RoleForm,
    /// A link that was just made; shown only now.
    pub fresh: Option<RoleLink>,
    /// Why it was not done.
    pub refusal: Option<String>,
}

/// `GET /admin/people/new-role`.
#[derive(Debug, Clone, Template)]
#[template(path = "person_new.html")]
pub struct NewPersonPage {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// The first role.
    pub form: RoleForm,
    /// Why it was not done.
    pub refusal: Option<String>,
}

/// One role.
#[derive(Debug, Clone)]
pub struct RoleRow {
    /// What it is called.
    pub role: String,
    /// Where.
    pub place: String,
    /// From when to when.
    pub when: String,
    /// Whether it is over.
    pub over: bool,
    /// Who gave or ended it, when, why.
    pub how: String,
    /// Field `role`.
    pub kind: String,
    /// Field `organization`.
    pub organization: String,
    /// Ends it; `None` for who may not.
    pub end_action: Option<String>,
}

/// The form that gives a role.
#[derive(Debug, Clone)]
pub struct RoleForm {
    /// Where it is sent to.
    pub action: String,
    /// Field `role`.
    pub roles: Vec<Choice>,
    /// Field `organization`.
    pub places: Vec<Choice>,
    /// What was typed before.
    pub typed: TypedRole,
}

/// What the form holds.
#[derive(Debug, Clone, Default)]
pub struct TypedRole {
    /// Of somebody new.
    pub given_name: String,
    /// Of somebody new.
    pub family_name: String,
    /// Of somebody new; may be empty.
    pub email: String,
    /// Which.
    pub role: String,
    /// Where.
    pub organization: String,
    /// First day; empty for today.
    pub begins: String,
    /// Last day; empty for open.
    pub ends: String,
    /// Why.
    pub reason: String,
}

/// A link that signs somebody in once.
#[derive(Debug, Clone)]
pub struct RoleLink {
    /// What to give them; empty where they sign in as always.
    pub address: String,
    /// The same as a code to scan.
    pub qr_svg: String,
}

impl RoleForm {
    fn sample() -> Self {
        Self {
            action: "/admin/people/1/roles".to_owned(),
            roles: vec![
                Choice::new("principal", "Principal").chosen(),
                Choice::new("administrator", "Administrator"),
            ],
            places: vec![Choice::new("1", "Willow District"), Choice::new("2", "Alder School").chosen()],
            typed: TypedRole { reason: "Leads the school from August.".to_owned(), ..TypedRole::default() },
        }
    }
}

impl PersonRoles {
    /// One role that holds, one that is over.
    pub fn sample() -> Self {
        let row = |role: &str, over: bool| RoleRow {
            role: role.to_owned(),
            place: "Alder School".to_owned(),
            when: if over { "1 August to 3 November" } else { "from 4 November" }.to_owned(),
            over,
            how: "given by Jo Ek, 3 November, 09:10: Leads the school.".to_owned(),
            kind: "principal".to_owned(),
            organization: "2".to_owned(),
            end_action: (!over).then(|| "/admin/people/1/roles/end".to_owned()),
        };
        Self {
            shell: Shell::sample("Noor Haddad", "administrator"),
            crumbs: vec![Link::new("People", "/admin/people")],
            name: "Noor Haddad".to_owned(),
            active: true,
            roles: vec![row("Principal", false), row("Counselor", true)],
            form: RoleForm::sample(),
            fresh: Some(RoleLink {
                address: "https://onramp.school.example/link/willow/5f0c".to_owned(),
                qr_svg: crate::qr::svg("https://onramp.school.example/link/willow/5f0c"),
            }),
            refusal: Some("The reason is empty: write at least one character.".to_owned()),
        }
    }
}

impl NewPersonPage {
    /// A name that is half written.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Somebody new", "administrator"),
            crumbs: vec![Link::new("People", "/admin/people")],
            form: RoleForm {
                typed: TypedRole { given_name: "Ada".to_owned(), ..TypedRole::default() },
                ..RoleForm::sample()
            },
            refusal: None,
        }
    }
}
