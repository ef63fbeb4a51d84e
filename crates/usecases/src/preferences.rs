//! What people choose for themselves: the language they read, and how often they want notices.

use domain::people::Person;
use store::preference::Preference;
use wording::Language;

use crate::{Actor, App, Refusal, access, words};

/// How often a guardian wants notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HowOften {
    /// At most one a day.
    Daily,
    /// At most one a week.
    Weekly,
    /// None.
    Never,
}

impl HowOften {
    /// Every choice.
    pub const ALL: &'static [Self] = &[Self::Daily, Self::Weekly, Self::Never];

    /// The word in storage and the API.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::Weekly => "weekly",
            Self::Never => "never",
        }
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|often| often.word() == word)
    }
}

/// What somebody chose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preferences {
    /// Who.
    pub person: Person,
    /// The language that pages for them are in.
    pub language: Language,
    /// Whether they chose it themselves.
    pub chosen: bool,
    /// How often they want notices; weekly for who chose nothing.
    pub notices: HowOften,
}

/// What is changed; `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// The tag of a language there are words in.
    pub language: Option<String>,
    /// `daily`, `weekly` or `never`.
    pub notices: Option<String>,
}

/// Shows what the one who asks chose.
pub async fn show_preferences(app: &App, actor: &Actor) -> Result<Preferences, Refusal> {
    app.db
        .read(actor, |tx, actor| {
            Box::pin(async move {
                let person = store::person::find(tx, actor.district, actor.person).await?;
                let person = person.ok_or(Refusal::NotFound("this person"))?;
                let chosen = store::preference::find(tx, actor.district, actor.person).await?;
                let language = words::language_of(tx, actor.district, actor.person, actor.language).await?;
                Ok(Preferences {
                    person,
                    language,
                    chosen: chosen.language.is_some(),
                    notices: how_often(chosen.notices.as_deref()),
                })
            })
        })
        .await
}

/// How often somebody wants notices, from what is stored.
pub(crate) fn how_often(stored: Option<&str>) -> HowOften {
    stored.and_then(HowOften::from_word).unwrap_or(HowOften::Weekly)
}

/// Changes what the one who asks chose.
pub async fn change_preferences(app: &App, actor: &Actor, change: Change) -> Result<(), Refusal> {
    access::may_write(actor)?;
    let language = match change.language.as_deref() {
        None => None,
        Some(tag) => {
            let tags: Vec<&str> = Language::ALL.iter().map(|language| language.tag()).collect();
            let unknown = || Refusal::invalid("language", format!("is none of {}", tags.join(", ")));
            Some(Language::from_tag(tag).ok_or_else(unknown)?)
        }
    };
    let notices = match change.notices.as_deref() {
        None => None,
        Some(word) => {
            let unknown = || Refusal::invalid("notices", "is none of daily, weekly, never");
            Some(HowOften::from_word(word).ok_or_else(unknown)?)
        }
    };
    app.db
        .write((actor.clone(), language, notices), |tx, (actor, language, notices)| {
            Box::pin(async move {
                let stored = store::preference::find(tx, actor.district, actor.person).await?;
                let chosen = Preference {
                    language: language.map(|language| language.tag().to_owned()).or(stored.language),
                    notices: notices.map(|often| often.word().to_owned()).or(stored.notices),
                };
                Ok(store::preference::put(tx, actor.district, actor.person, &chosen).await?)
            })
        })
        .await
}
