//! A district's own words: the texts that it changes in what learners and families read.

use domain::Timestamp;
use store::wording::OwnWords;
use wording::{File, Language, Problem, check};

use crate::{Actor, App, Refusal, access, chance};

/// One file of words in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordFile {
    /// Which.
    pub file: File,
    /// In which language.
    pub language: Language,
    /// What ships, in Fluent's format.
    pub shipped: &'static str,
    /// The texts that the district changes; empty for none.
    pub own: String,
    /// Who changed them last, and when; `None` when nothing is changed.
    pub changed: Option<(String, Timestamp)>,
    /// Why the district's texts cannot be used, so that what ships is said: only after an upgrade.
    pub problems: Vec<Problem>,
}

/// What came of sending a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// It is said from now on.
    Done,
    /// Nothing was changed: the file has these problems.
    Refused(Vec<Problem>),
}

/// Every file in every language, for an administrator.
pub async fn list_words(app: &App, actor: &Actor) -> Result<Vec<WordFile>, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read(actor, |tx, actor| {
            Box::pin(async move {
                access::administrator(tx, actor, today).await?;
                let own = store::wording::list(tx, actor.district, None).await?;
                let people: Vec<_> = own.iter().map(|one| one.changed_by).collect();
                let people = store::person::find_all(tx, actor.district, &people).await?;
                let name = |one: &OwnWords| {
                    people.iter().find(|person| person.id == one.changed_by).map(domain::people::Person::name)
                };
                let files = File::ALL.iter().flat_map(|file| Language::ALL.iter().map(|l| (*file, *l)));
                Ok(files
                    .map(|(file, language)| {
                        let found =
                            own.iter().find(|o| o.file == file.word() && o.language == language.tag());
                        let text = found.map(|one| one.text.clone()).unwrap_or_default();
                        WordFile {
                            file,
                            language,
                            shipped: file.text(language),
                            problems: check(file, language, &text),
                            own: text,
                            changed: found.map(|one| (name(one).unwrap_or_default(), one.changed_at)),
                        }
                    })
                    .collect())
            })
        })
        .await
}

/// Says a district's own texts from now on, unless they have problems; an empty text brings back what ships.
pub async fn change_words(
    app: &App,
    actor: &Actor,
    file: File,
    language: Language,
    text: &str,
) -> Result<Kept, Refusal> {
    let (now, today) = (chance::now(), chance::today(actor.district));
    access::may_write(actor)?;
    // Browsers send lines that end as on Windows.
    let text = text.replace("\r\n", "\n").trim_start_matches('\u{feff}').trim_end().to_owned();
    let problems = check(file, language, &text);
    app.db
        .write((actor.clone(), text, problems), move |tx, (actor, text, problems)| {
            Box::pin(async move {
                access::administrator(tx, actor, today).await?;
                if !problems.is_empty() {
                    return Ok(Kept::Refused(problems.clone()));
                }
                let (file, language) = (file.word().to_owned(), language.tag().to_owned());
                if text.trim().is_empty() {
                    store::wording::remove(tx, actor.district, &file, &language).await?;
                } else {
                    let (text, changed_by) = (text.clone(), actor.person);
                    let own = OwnWords { file, language, text, changed_by, changed_at: now };
                    store::wording::put(tx, actor.district, &own).await?;
                }
                Ok(Kept::Done)
            })
        })
        .await
}
