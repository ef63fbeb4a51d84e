//! What several items share: a text, a table, a picture. A changed one is shown with all its items at once.

use std::collections::HashMap;

use domain::{StimulusId, chain::Digest, item::Stimulus, text};
use exchange::qti;
use store::{Tx, stimulus::StimulusRow};

use crate::{
    Actor, App, Refusal, chance, item_access,
    item_kept_text::{self, KeptText},
    write_item::{MOST_TITLE_CHARACTERS, may_show},
};

/// The most texts that are listed.
const MOST: i64 = 1_000;

/// What items share, in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its id.
    pub id: StimulusId,
    /// By which packages name it.
    pub identifier: String,
    /// What it is called.
    pub title: String,
    /// How many items are shown with it.
    pub items: i64,
}

/// Lists what items share, by title: all of it, or what holds each of these words in title, identifier or text.
pub async fn list_stimuli(app: &App, actor: &Actor, words: &str) -> Result<Vec<Listed>, Refusal> {
    let today = chance::today(actor.district);
    let words = text::optional(words, 200).map_err(Refusal::text("q"))?.unwrap_or_default();
    let words = item_kept_text::folded(&words);
    app.db
        .read((actor.clone(), words), move |tx, (actor, words)| {
            Box::pin(async move {
                item_access::looks(tx, actor, today).await?;
                let all = store::stimulus::list(tx, actor.district, MOST).await?;
                let counts: HashMap<StimulusId, i64> =
                    store::item::counts_by_stimulus(tx, actor.district).await?.into_iter().collect();
                let holds = |one: &StimulusRow| {
                    let key = item_kept_text::stimulus_key(&one.title, &one.identifier, &one.content);
                    words.split_whitespace().all(|word| key.contains(word))
                };
                let listed = |one: StimulusRow| Listed {
                    id: one.id,
                    items: counts.get(&one.id).copied().unwrap_or_default(),
                    identifier: one.identifier,
                    title: one.title,
                };
                Ok(all.into_iter().filter(holds).map(listed).collect())
            })
        })
        .await
}

/// Writes what items share, of QTI: a new one, or in place of the one with its identifier. `files` are those that
/// it names.
pub async fn write_stimulus(
    app: &App,
    actor: &Actor,
    xml: &str,
    files: Vec<(String, Digest)>,
) -> Result<StimulusId, Refusal> {
    let read = qti::read_stimulus(xml.as_bytes()).map_err(|problems| {
        let all: Vec<String> = problems.iter().map(|one| format!("{}. {}", one.what, one.advice)).collect();
        Refusal::invalid("text", format!("cannot be taken: {}", all.join(" ")))
    })?;
    write(app, actor, read.content, files, Place::OfIdentifier).await
}

/// Where a stimulus that is written belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// It is new: nothing has its identifier.
    New,
    /// In place of this one, which was looked at when its text had this digest. Its identifier stays.
    Of(StimulusId, Digest),
    /// In place of the one with its identifier, or new where there is none.
    OfIdentifier,
}

/// Writes what items share, as it was made. `files` are those that it names.
pub async fn write(
    app: &App,
    actor: &Actor,
    stimulus: Stimulus,
    files: Vec<(String, Digest)>,
    place: Place,
) -> Result<StimulusId, Refusal> {
    let now = chance::now();
    let new = chance::stimulus_id(now);
    text::required(&stimulus.identifier, MOST_TITLE_CHARACTERS).map_err(Refusal::text("identifier"))?;
    text::required(&stimulus.title, MOST_TITLE_CHARACTERS).map_err(Refusal::text("title"))?;
    app.db
        .write((actor.clone(), stimulus, files), move |tx, (actor, stimulus, files)| {
            Box::pin(async move {
                item_access::writes(tx, actor, chance::date_of(actor.district, now)).await?;
                let district = actor.district;
                let before = before(tx, actor, stimulus, place).await?;
                let id = before.map_or(new, |before| before.id);
                let (stimulus, shown) = with_files(tx, actor, stimulus.clone(), files).await?;
                let kept = KeptText::of_stimulus(&stimulus);
                let row = StimulusRow {
                    id,
                    identifier: stimulus.identifier,
                    title: stimulus.title,
                    content: kept.content,
                    digest: kept.digest,
                    written_by: Some(actor.person),
                    written_at: now,
                };
                store::stimulus::put(tx, district, &row).await?;
                item_kept_text::show_assets(tx, district, item_kept_text::of_stimulus(id), &shown).await?;
                Ok(id)
            })
        })
        .await
}

/// The one in whose place a stimulus is written.
async fn before(
    tx: &mut Tx,
    actor: &Actor,
    stimulus: &Stimulus,
    place: Place,
) -> Result<Option<StimulusRow>, Refusal> {
    let named = store::stimulus::by_identifier(tx, actor.district, &stimulus.identifier).await?;
    match (place, named) {
        (Place::OfIdentifier, named) => Ok(named),
        (Place::New, None) => Ok(None),
        (Place::New, Some(taken)) => {
            let why = format!("\"{}\" is that of \"{}\": choose another", taken.identifier, taken.title);
            Err(Refusal::invalid("identifier", why))
        }
        (Place::Of(id, seen), _) => {
            let before = store::stimulus::find(tx, actor.district, id).await?;
            let before = before.ok_or(Refusal::NotFound("this text"))?;
            if before.digest != seen {
                return Err(Refusal::Conflict(
                    "Somebody has changed this text since you opened it: open it again, and make your change there."
                        .to_owned(),
                ));
            }
            if before.identifier != stimulus.identifier {
                let why = format!("stays \"{}\": items and packages name it", before.identifier);
                return Err(Refusal::invalid("identifier", why));
            }
            Ok(Some(before))
        }
    }
}

/// A text naming its files by their contents, and which those are by the names that it gave them.
pub(crate) async fn with_files(
    tx: &mut Tx,
    actor: &Actor,
    stimulus: Stimulus,
    files: &[(String, Digest)],
) -> Result<(Stimulus, Vec<(String, Digest)>), Refusal> {
    let mut shown = Vec::new();
    for name in qti::stimulus_asset_references(&stimulus) {
        let given = files.iter().find(|(known, _)| *known == name).map(|(_, digest)| *digest);
        let digest = item_kept_text::digest_of(&name).or(given);
        let Some(digest) = digest else {
            return Err(Refusal::invalid(
                "text",
                format!("shows \"{name}\", which was not sent: add the file"),
            ));
        };
        if !may_show(tx, actor, &digest).await? {
            return Err(Refusal::invalid(
                "text",
                format!("shows \"{name}\", which is not kept here: send it again"),
            ));
        }
        shown.push((name, digest));
    }
    let to = |name: &str| {
        let found = shown.iter().find(|(known, _)| known == name);
        found.map(|(_, digest)| item_kept_text::address_of(digest))
    };
    Ok((qti::stimulus_with_assets(stimulus, &to), shown))
}
