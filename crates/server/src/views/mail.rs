//! The mail server of a district, and the outbox.

use askama::Template;

use super::shell::{Choice, Link, Shell};

/// `GET /admin/mail`; posts to the same address, and `to` to `/admin/mail/test`.
#[derive(Debug, Clone, Template)]
#[template(path = "mail_form.html")]
pub struct MailForm {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Field `sending`.
    pub sending: bool,
    /// Field `host`.
    pub host: String,
    /// Field `port`.
    pub port: String,
    /// Field `secrecy`.
    pub secrecies: Vec<Choice>,
    /// Field `sign_in_name`.
    pub sign_in_name: String,
    /// Whether there is a password; it is never shown.
    pub has_password: bool,
    /// Field `from_address`.
    pub from_address: String,
    /// Field `site_address`.
    pub site_address: String,
    /// Field `time_zone`.
    pub time_zone: String,
    /// Field `digest_minute`, such as `16:00`.
    pub digest_at: String,
    /// Field `digest_weekday`.
    pub weekdays: Vec<Choice>,
    /// Field `quiet_from_minute`.
    pub quiet_from: String,
    /// Field `quiet_until_minute`.
    pub quiet_until: String,
    /// Who changed it last; empty when nothing is set.
    pub changed: String,
}

/// `GET /admin/outbox?state=`.
#[derive(Debug, Clone, Template)]
#[template(path = "outbox.html")]
pub struct Outbox {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// How many there are of each state.
    pub summary: String,
    /// Field `state`.
    pub states: Vec<Choice>,
    /// Newest first.
    pub lines: Vec<OutboxLine>,
    /// The next page; `None` on the last.
    pub next: Option<String>,
}

/// One notice.
#[derive(Debug, Clone)]
pub struct OutboxLine {
    /// To whom.
    pub to: String,
    /// The address.
    pub address: String,
    /// Why.
    pub why: String,
    /// When it was queued.
    pub queued: String,
    /// How far it is, in words.
    pub state: String,
    /// Whether nobody has to look at it.
    pub well: bool,
    /// When it was sent, or why it was not.
    pub detail: String,
    /// Tag of its language.
    pub language: String,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub body: String,
}

impl MailForm {
    /// A district that has chosen.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Mail", "administrator"),
            crumbs: vec![Link::new("Administration", "/admin")],
            sending: true,
            host: "mail.willow.example".to_owned(),
            port: "587".to_owned(),
            secrecies: vec![
                Choice::new("starttls", "STARTTLS (usually port 587)").chosen(),
                Choice::new("tls", "TLS (usually port 465)"),
                Choice::new("plain", "None: a server on this machine"),
            ],
            sign_in_name: "onramp".to_owned(),
            has_password: true,
            from_address: "onramp@willow.example".to_owned(),
            site_address: "https://onramp.willow.example".to_owned(),
            time_zone: "America/Chicago".to_owned(),
            digest_at: "16:00".to_owned(),
            weekdays: vec![Choice::new("1", "Monday"), Choice::new("5", "Friday").chosen()],
            quiet_from: "20:00".to_owned(),
            quiet_until: "07:00".to_owned(),
            changed: "Changed by Inés Robledo, 20 November, 14:05.".to_owned(),
        }
    }
}

impl Outbox {
    /// One sent, one refused.
    pub fn sample() -> Self {
        let line = |to: &str, state: &str, well, detail: &str| OutboxLine {
            to: to.to_owned(),
            address: "salma@home.example".to_owned(),
            why: "weekly digest: something new about 2 children since the last one".to_owned(),
            queued: "20 November, 16:00".to_owned(),
            state: state.to_owned(),
            well,
            detail: detail.to_owned(),
            language: "es".to_owned(),
            subject: "Novedades sobre el aprendizaje de su hija o hijo".to_owned(),
            body: "Hola, Salma:\n\nHay novedades sobre el aprendizaje de su hija o hijo.\n".to_owned(),
        };
        Self {
            shell: Shell::sample("Outbox", "administrator"),
            crumbs: vec![Link::new("Administration", "/admin")],
            summary: "1 sent, 1 not delivered.".to_owned(),
            states: vec![Choice::new("", "All").chosen(), Choice::new("sent", "sent")],
            lines: vec![
                line("Salma Haddad", "sent", true, "20 November, 16:01; tried once"),
                line("Lina Park", "not delivered", false, "tried once; 550 no such person"),
            ],
            next: None,
        }
    }
}
