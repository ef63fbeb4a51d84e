//! Two records of one child: who looks alike, both side by side, and one link.

use askama::Template;

use super::shell::{Link, Shell};

/// `GET /admin/records`.
#[derive(Debug, Clone, Template)]
#[template(path = "records.html")]
pub struct Records {
    /// The frame.
    pub shell: Shell,
    /// The record of which another is looked for; `None` for the list.
    pub one: Option<String>,
    /// What is searched for.
    pub query: String,
    /// Who was found, each leading to a comparison.
    pub found: Vec<Link>,
    /// Who looks alike.
    pub pairs: Vec<PairRow>,
    /// What was merged, newest first.
    pub links: Vec<LinkRow>,
}

/// Two people who look alike.
#[derive(Debug, Clone)]
pub struct PairRow {
    /// One of them.
    pub one: String,
    /// The other.
    pub other: String,
    /// What they share.
    pub shared: String,
    /// Both side by side.
    pub href: String,
}

/// One link of the list.
#[derive(Debug, Clone)]
pub struct LinkRow {
    /// Who was merged into whom.
    pub what: Link,
    /// When and by whom.
    pub when: String,
    /// How it stands.
    pub state: String,
}

/// `GET /admin/records/compare`; posts to `/admin/records`.
#[derive(Debug, Clone, Template)]
#[template(path = "records_compare.html")]
pub struct RecordsCompare {
    /// The frame.
    pub shell: Shell,
    /// The same with the other one staying.
    pub swap: String,
    /// Id of the record that stays.
    pub kept_id: String,
    /// Id of the one that is merged into it.
    pub merged_id: String,
    /// The record that stays.
    pub kept: RecordCard,
    /// The one that is merged into it.
    pub merged: RecordCard,
    /// Everybody who speaks for either.
    pub guardians: Vec<GuardianRow>,
    /// Why they cannot be merged.
    pub obstacle: Option<String>,
    /// Why they were not merged.
    pub problem: String,
}

/// One of two records.
#[derive(Debug, Clone)]
pub struct RecordCard {
    /// Family name first.
    pub name: String,
    /// Labels and values.
    pub facts: Vec<(String, String)>,
}

/// A guardian of one of the two.
#[derive(Debug, Clone)]
pub struct GuardianRow {
    /// What the form sends.
    pub id: String,
    /// Who.
    pub name: String,
    /// What custody says of the record that stays.
    pub of_kept: &'static str,
    /// What custody says of the other.
    pub of_merged: &'static str,
    /// Whether they are proposed to see.
    pub ticked: bool,
}

/// `GET /admin/records/{link}`.
#[derive(Debug, Clone, Template)]
#[template(path = "record_link.html")]
pub struct RecordLinkPage {
    /// The frame.
    pub shell: Shell,
    /// Whose record stays.
    pub kept: String,
    /// Whose record is merged into it.
    pub merged: String,
    /// When, by whom, why.
    pub lines: Vec<String>,
    /// Separates them; `None` once they are.
    pub separate: Option<String>,
    /// What was recorded meanwhile.
    pub meanwhile: Vec<MeanwhileRow>,
    /// Why they were not separated.
    pub problem: String,
}

/// Something that was recorded meanwhile.
#[derive(Debug, Clone)]
pub struct MeanwhileRow {
    /// What the form sends.
    pub sequence: String,
    /// Of what.
    pub what: String,
    /// When and by whom.
    pub when: String,
    /// Evidence or a decision, and in which class.
    pub kind: String,
    /// Whether it is proposed to be given to the other record.
    pub ticked: bool,
}

impl Records {
    /// One pair, one link that stands and one that was ended.
    pub fn sample() -> Self {
        let link = |state: &str| LinkRow {
            what: Link::new("Haddad, Noor ← Haddad, Noor", "/admin/records/1"),
            when: "yesterday, 08:12, Ada Ministrator".to_owned(),
            state: state.to_owned(),
        };
        Self {
            shell: Shell::sample("Two records of one child", "administrator"),
            one: None,
            query: String::new(),
            found: Vec::new(),
            pairs: vec![PairRow {
                one: "Haddad, Noor (S-104)".to_owned(),
                other: "Haddad, Noor (S-2290)".to_owned(),
                shared: "the day of birth, a guardian".to_owned(),
                href: "/admin/records/compare?kept=1&merged=2".to_owned(),
            }],
            links: vec![link("One record"), link("Separated today, 09:00, Ada Ministrator")],
        }
    }
}

impl RecordsCompare {
    /// Two records and two guardians.
    pub fn sample() -> Self {
        let card = |id: &str, entries: &str| RecordCard {
            name: "Haddad, Noor".to_owned(),
            facts: vec![
                ("Identifier".to_owned(), id.to_owned()),
                ("Born".to_owned(), "2014-03-02".to_owned()),
                ("Entries in the record".to_owned(), entries.to_owned()),
            ],
        };
        let row = |name: &str, of_kept, of_merged, ticked| GuardianRow {
            id: name.to_owned(),
            name: name.to_owned(),
            of_kept,
            of_merged,
            ticked,
        };
        Self {
            shell: Shell::sample("One child?", "administrator"),
            swap: "/admin/records/compare?kept=2&merged=1".to_owned(),
            kept_id: "1".to_owned(),
            merged_id: "2".to_owned(),
            kept: card("S-104", "212"),
            merged: card("S-2290", "9"),
            guardians: vec![
                row("Salma Haddad", "may see", "may see", true),
                row("Nils Away", "does not speak for it", "may see", false),
            ],
            obstacle: None,
            problem: String::new(),
        }
    }
}

impl RecordLinkPage {
    /// A link with one entry to decide about.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Two records, one child", "administrator"),
            kept: "Haddad, Noor".to_owned(),
            merged: "Haddad, Noor".to_owned(),
            lines: vec!["Merged yesterday, 08:12, by Ada Ministrator: registered twice".to_owned()],
            separate: Some("/admin/records/1/separate".to_owned()),
            meanwhile: vec![MeanwhileRow {
                sequence: "213".to_owned(),
                what: "5.NF.1 Add fractions".to_owned(),
                when: "today, 08:12, Tom Okafor".to_owned(),
                kind: "evidence, Mathematics 5".to_owned(),
                ticked: true,
            }],
            problem: String::new(),
        }
    }
}
