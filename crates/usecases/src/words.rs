//! In which words and which language somebody is spoken to.

use std::sync::Arc;

use domain::{DistrictId, PersonId, people::Person};
use store::Tx;
use wording::{Audience, File, Language, Words};

use crate::{Actor, App, Refusal};

/// The words for whoever asks, as one of an audience.
pub async fn words_for(app: &App, actor: &Actor, audience: Audience) -> Result<Arc<Words>, Refusal> {
    if audience == Audience::Educator {
        return Ok(Words::built_in(audience, Language::English));
    }
    app.db
        .look_up(actor.clone(), move |tx, actor| Box::pin(async move { of_actor(tx, actor, audience).await }))
        .await
}

/// The words for a visitor whom nobody knows yet, and who is perhaps `person`.
pub async fn words_for_visitor(
    app: &App,
    district: DistrictId,
    person: Option<PersonId>,
    asked: Option<Language>,
) -> Result<Arc<Words>, Refusal> {
    app.db
        .look_up((), move |tx, ()| {
            Box::pin(async move {
                let language = match person {
                    Some(person) => language_of(tx, district, person, asked).await?,
                    None => asked.unwrap_or(Language::English),
                };
                load(tx, district, Audience::Family, language).await
            })
        })
        .await
}

/// The words for whoever asks, within a transaction.
pub(crate) async fn of_actor(tx: &mut Tx, actor: &Actor, audience: Audience) -> Result<Arc<Words>, Refusal> {
    if audience == Audience::Educator {
        return Ok(Words::built_in(audience, Language::English));
    }
    let language = language_of(tx, actor.district, actor.person, actor.language).await?;
    load(tx, actor.district, audience, language).await
}

/// The language of a person: what they chose, else what the roster says they read, else what is asked for,
/// else English.
pub(crate) async fn language_of(
    tx: &mut Tx,
    district: DistrictId,
    person: PersonId,
    asked: Option<Language>,
) -> Result<Language, Refusal> {
    let known = store::person::find(tx, district, person).await?;
    let chosen = store::preference::find(tx, district, person).await?.language;
    Ok(chosen_or_known(chosen.as_deref(), known.as_ref()).or(asked).unwrap_or(Language::English))
}

/// What a person chose, else what the roster says they read; `None` when there are no words in it.
pub(crate) fn chosen_or_known(chosen: Option<&str>, person: Option<&Person>) -> Option<Language> {
    let of_roster = person.and_then(|person| person.language.as_deref());
    chosen.and_then(Language::from_tag).or_else(|| of_roster.and_then(Language::from_tag))
}

/// The words of a district for an audience.
pub(crate) async fn load(
    tx: &mut Tx,
    district: DistrictId,
    audience: Audience,
    language: Language,
) -> Result<Arc<Words>, Refusal> {
    let own = store::wording::list(tx, district, Some(language.tag())).await?;
    let own: Vec<(File, &str)> =
        own.iter().filter_map(|one| Some((File::from_word(&one.file)?, one.text.as_str()))).collect();
    Ok(Words::with(audience, language, &own))
}
