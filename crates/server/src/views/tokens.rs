//! Tokens for programs that use the API.

use askama::Template;

use super::shell::{Choice, Shell};

/// `GET /admin/tokens`; posts `name`, `scope` (several), `expires`.
#[derive(Debug, Clone, Template)]
#[template(path = "tokens.html")]
pub struct Tokens {
    /// The frame.
    pub shell: Shell,
    /// Where the form posts to.
    pub action: String,
    /// A token just made: shown once.
    pub fresh: Option<String>,
    /// Newest first.
    pub tokens: Vec<TokenRow>,
    /// Field `scope`.
    pub scopes: Vec<Choice>,
    /// Field `party`: the outside parties a program can be of; none for who may not choose one.
    pub parties: Vec<Choice>,
    /// The day offered as expiry, as `2027-05-24`.
    pub expires: String,
    /// Why the last try was refused.
    pub refusal: Option<String>,
}

/// One token.
#[derive(Debug, Clone)]
pub struct TokenRow {
    /// Its name.
    pub name: String,
    /// What it may do.
    pub scopes: String,
    /// Until when.
    pub expires: String,
    /// When it was last used.
    pub last_used: String,
    /// Ends it; `None` when it has ended.
    pub revoke_action: Option<String>,
}

impl Tokens {
    /// One fresh, two listed.
    pub fn sample() -> Self {
        let row = |name: &str, revoke: Option<&str>| TokenRow {
            name: name.to_owned(),
            scopes: "read mastery, write evidence".to_owned(),
            expires: "24 May 2027".to_owned(),
            last_used: "today, 03:00".to_owned(),
            revoke_action: revoke.map(str::to_owned),
        };
        Self {
            shell: Shell::sample("Tokens", "administrator"),
            action: "/admin/tokens".to_owned(),
            fresh: Some("onramp_sample_7Qk4M2xD".to_owned()),
            tokens: vec![row("Nightly results", Some("/admin/tokens/1/revoke")), row("Old gradebook", None)],
            scopes: vec![
                Choice::new("read", "Read mastery and evidence").chosen(),
                Choice::new("write", "Write evidence"),
                Choice::new("admin", "Administer"),
            ],
            parties: vec![Choice::new("1", "Bus company")],
            expires: "2027-05-24".to_owned(),
            refusal: None,
        }
    }
}
