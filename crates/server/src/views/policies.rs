//! Policies: the numbers and choices that sites disagree on.

use askama::Template;

use super::shell::{Choice, Link, Shell};

/// `GET /admin/policies`.
#[derive(Debug, Clone, Template)]
#[template(path = "policies.html")]
pub struct Policies {
    /// The frame.
    pub shell: Shell,
    /// By field, nearest scope first.
    pub settings: Vec<SettingRow>,
    /// The form for a new version.
    pub new_href: String,
    /// Every adopted change.
    pub adoptions_href: String,
}

/// One version of one field in one scope.
#[derive(Debug, Clone)]
pub struct SettingRow {
    /// What the field is, in words.
    pub field: String,
    /// Its name in files and the API.
    pub slug: String,
    /// Where it applies.
    pub scope: String,
    /// What it does: sets, least, most, locked.
    pub effect: String,
    /// The value.
    pub value: String,
    /// From which day, and which version.
    pub from: String,
    /// Who, and why.
    pub why: String,
    /// Whether it applies today.
    pub current: bool,
    /// The form filled with it.
    pub change_href: String,
    /// Its history; empty for what ships.
    pub history_href: String,
}

/// `GET /admin/policies/history`: every version of one setting, and two of them compared.
#[derive(Debug, Clone, Template)]
#[template(path = "policy_history.html")]
pub struct PolicyHistory {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// What the setting is, and where.
    pub title: String,
    /// Which setting, field by field of the form.
    pub hidden: Vec<(String, String)>,
    /// Versions to choose as the older one.
    pub olders: Vec<Choice>,
    /// Versions to choose as the newer one.
    pub newers: Vec<Choice>,
    /// Which two are compared.
    pub between: String,
    /// What differs, one sentence each.
    pub differences: Vec<String>,
    /// Every version, newest first.
    pub versions: Vec<SettingRow>,
}

impl PolicyHistory {
    /// Two versions.
    pub fn sample() -> Self {
        let version = |n: &str| Choice::new(n, &format!("Version {n}: {n}"));
        Self {
            shell: Shell::sample("History of a rule", "administrator"),
            crumbs: vec![Link::new("Rules and numbers", "/admin/policies")],
            title: "Fewest results: the whole district".to_owned(),
            hidden: vec![("field".to_owned(), "mastery.minimum_evidence".to_owned())],
            olders: vec![version("2"), version("1").chosen()],
            newers: vec![version("2").chosen(), version("1")],
            between: "From version 1 to version 2".to_owned(),
            differences: vec!["Fewest results: up from 1 result to 2 results.".to_owned()],
            versions: Policies::sample().settings,
        }
    }
}

/// `GET /admin/policies/new`; posts `scope`, `field`, `effect`, `value`, `effective_from`, `reason`.
#[derive(Debug, Clone, Template)]
#[template(path = "policy_form.html")]
pub struct PolicyForm {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Where the form posts to.
    pub action: String,
    /// Scopes this person may write.
    pub scopes: Vec<Choice>,
    /// Fields.
    pub fields: Vec<Choice>,
    /// Effects.
    pub effects: Vec<Choice>,
    /// Words that some field takes, offered while typing.
    pub words: Vec<String>,
    /// What each field takes: its label, and the words or the range.
    pub takes: Vec<(String, String)>,
    /// What was typed.
    pub value: String,
    /// A day as `2026-11-24`.
    pub effective_from: String,
    /// What was typed.
    pub reason: String,
    /// Field and sentence of everything that does not fit.
    pub problems: Vec<(String, String)>,
}

impl PolicyForm {
    /// What is wrong with `field`, if anything.
    pub fn problem(&self, field: &str) -> Option<&str> {
        self.problems.iter().find(|(of, _)| of == field).map(|(_, sentence)| sentence.as_str())
    }

    /// A refused value.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("New version of a rule", "administrator"),
            crumbs: vec![Link::new("Rules and numbers", "/admin/policies")],
            action: "/admin/policies".to_owned(),
            scopes: vec![
                Choice::new("district", "The whole district").chosen(),
                Choice::new("school:1", "Alder School"),
            ],
            fields: vec![
                Choice::new("mastery.rule", "Rule of judgement"),
                Choice::new("mastery.minimum_evidence", "Fewest results").chosen(),
            ],
            words: vec!["decaying_average".to_owned(), "highest".to_owned()],
            takes: vec![
                ("Rule of judgement".to_owned(), "decaying_average, highest".to_owned()),
                ("Fewest results".to_owned(), "1 to 100, whole".to_owned()),
            ],
            effects: vec![
                Choice::new("set", "Sets it").chosen(),
                Choice::new("floor", "At least"),
                Choice::new("ceiling", "At most"),
                Choice::new("lock", "Sets it, and nobody nearer may change it"),
            ],
            value: "0".to_owned(),
            effective_from: "2026-12-01".to_owned(),
            reason: "Agreed at the staff meeting.".to_owned(),
            problems: vec![("value".to_owned(), "0 is not possible: 1 to 20.".to_owned())],
        }
    }
}

impl Policies {
    /// Two settings.
    pub fn sample() -> Self {
        let row = |field: &str, slug: &str, scope: &str, effect: &str, value: &str, current| SettingRow {
            field: field.to_owned(),
            slug: slug.to_owned(),
            scope: scope.to_owned(),
            effect: effect.to_owned(),
            value: value.to_owned(),
            from: "1 September 2026, version 2".to_owned(),
            why: "Inés Robledo: agreed with the schools.".to_owned(),
            current,
            change_href: "/admin/policies/new?field=mastery.rule".to_owned(),
            history_href: "/admin/policies/history?field=mastery.rule".to_owned(),
        };
        Self {
            shell: Shell::sample("Rules and numbers", "administrator"),
            settings: vec![
                row("Rule of judgement", "mastery.rule", "Alder School", "sets", "decaying average", true),
                row("Rule of judgement", "mastery.rule", "The whole district", "sets", "highest", true),
                row("Fewest results", "mastery.minimum_evidence", "The whole district", "locked", "2", false),
            ],
            new_href: "/admin/policies/new".to_owned(),
            adoptions_href: "/admin/policies/adoptions".to_owned(),
        }
    }
}
