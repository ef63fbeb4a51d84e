//! What raters often write: their own phrases, and everybody's.

use domain::text;
use store::phrase::Phrase;

use crate::{Actor, App, Refusal, access, chance, rate_work::works_here};

/// The most characters of a phrase.
const MOST_PHRASE: usize = 500;

/// The most phrases of a person.
const MOST_PHRASES: usize = 100;

/// Adds a phrase: the reader's own, or everybody's.
pub async fn add_phrase(app: &App, actor: &Actor, words: &str, shared: bool) -> Result<[u8; 16], Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    let words = text::required(words, MOST_PHRASE).map_err(Refusal::text("phrase"))?;
    app.db
        .write((actor.clone(), words), move |tx, (actor, words)| {
            Box::pin(async move {
                works_here(tx, actor).await?;
                let known = store::phrase::of_person(tx, actor.district, actor.person).await?;
                if known.len() >= MOST_PHRASES {
                    let why = format!("is one too many: {MOST_PHRASES} are the most");
                    return Err(Refusal::invalid("phrase", why));
                }
                let owner = (!shared).then_some(actor.person);
                let id = chance::access_id(now);
                let phrase = Phrase { id, owner, words: words.clone(), made_by: actor.person, made_at: now };
                store::phrase::add(tx, actor.district, &phrase).await?;
                Ok::<_, Refusal>(id)
            })
        })
        .await
}

/// The reader's own phrases and everybody's.
pub async fn list_phrases(app: &App, actor: &Actor) -> Result<Vec<Phrase>, Refusal> {
    app.db
        .read(actor.clone(), |tx, actor| {
            Box::pin(async move {
                works_here(tx, actor).await?;
                Ok::<_, Refusal>(store::phrase::of_person(tx, actor.district, actor.person).await?)
            })
        })
        .await
}

/// Takes a phrase away that the reader wrote.
pub async fn remove_phrase(app: &App, actor: &Actor, phrase: [u8; 16]) -> Result<(), Refusal> {
    access::may_write(actor)?;
    app.db
        .write(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                let gone = store::phrase::remove(tx, actor.district, phrase, actor.person).await?;
                if gone { Ok(()) } else { Err(Refusal::NotFound("this phrase of yours")) }
            })
        })
        .await
}
