//! The whole record of one learner as one file that people and programs read: for the learner, for who speaks
//! for them, and for an administrator with a reason. Written to the access log and to the disclosures before
//! it leaves.
//!
//! Learners and families get what they may read on pages and its seals; names of those who judged, what an
//! administrator typed to open the record, and what other families said stay with the school.

mod tables;

use domain::{
    Date, LearnerId, PersonId, Timestamp,
    access::Relationship,
    people::{Person, RoleKind},
    privacy::DisclosureWay,
};
use exchange::exports::whole_record::{Cover, Package};
use sha2::{Digest as _, Sha256};
use store::{StoreError, Tx};
use wording::Words;

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    chance,
    disclosures::{self, Left},
    show_why, words,
};

/// A record as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordFile {
    /// What it may be called.
    pub file_name: String,
    /// A zip.
    pub bytes: Vec<u8>,
    /// SHA-256 of it, in hexadecimal.
    pub checksum: String,
}

/// Writes the whole record.
pub async fn export_record(app: &App, actor: &Actor, learner: LearnerId) -> Result<RecordFile, Refusal> {
    let now = chance::now();
    let (relationship, person, bytes) = app
        .db
        .read(actor, move |tx, actor| Box::pin(async move { write(tx, actor, learner, now).await }))
        .await?;
    let recipient = store_name(app, actor).await?;
    access::log(app, actor, "whole record", relationship, vec![learner], now).await?;
    let purpose = actor.break_glass.clone().filter(|_| relationship == Relationship::BreakGlass);
    let left = Left {
        way: DisclosureWay::WholeRecord,
        recipient: &recipient,
        purpose: purpose.as_deref().unwrap_or("left-copy"),
        ground: match relationship {
            Relationship::Own => "left-right-of-learner",
            Relationship::Guardian => "left-right-of-family",
            _ => "left-reason-stated",
        },
        fields: "left-whole-record",
    };
    disclosures::note(app, actor, left, vec![learner], now).await?;
    Ok(RecordFile {
        file_name: file_name(&person, chance::date_of(actor.district, now)),
        checksum: checksum(&bytes),
        bytes,
    })
}

async fn store_name(app: &App, actor: &Actor) -> Result<String, Refusal> {
    let found = app
        .db
        .look_up(actor.clone(), |tx, actor| {
            Box::pin(
                async move { Ok::<_, Refusal>(store::person::find(tx, actor.district, actor.person).await?) },
            )
        })
        .await?;
    Ok(found.map_or_else(String::new, |person| person.name()))
}

/// SHA-256, as a list of checksums holds it.
fn checksum(bytes: &[u8]) -> String {
    domain::chain::hex(&Sha256::digest(bytes))
}

fn file_name(person: &Person, today: Date) -> String {
    let kept = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '-' };
    let name: String = person.name().chars().map(kept).take(60).collect();
    format!("record-{}-{}.zip", name.trim_matches('-'), today)
}

/// Who reads, and what they may read.
pub(crate) struct Reader {
    /// The words of the package.
    pub words: std::sync::Arc<Words>,
    /// By which relationship.
    pub relationship: Relationship,
    /// Who.
    pub person: PersonId,
}

impl Reader {
    /// Whether it is a learner or a family.
    pub fn is_private(&self) -> bool {
        matches!(self.relationship, Relationship::Own | Relationship::Guardian)
    }

    /// A text of the words.
    pub fn say(&self, key: &str) -> String {
        self.words.say(key)
    }
}

async fn write(
    tx: &mut Tx,
    actor: &Actor,
    learner: LearnerId,
    now: Timestamp,
) -> Result<(Relationship, Person, Vec<u8>), Refusal> {
    let district = actor.district;
    let relationship =
        access::learner(tx, actor, learner, Action::See, chance::date_of(actor.district, now)).await?;
    if !matches!(relationship, Relationship::Own | Relationship::Guardian | Relationship::BreakGlass) {
        return Err(Refusal::Denied(
            "The learner, who speaks for them, and an administrator with a reason take the whole record out.",
        ));
    }
    let person = store::person::find(tx, district, learner.as_person()).await?;
    let person = person.ok_or(Refusal::NotFound("this learner"))?;
    let audience = show_why::audience(relationship);
    let words = words::of_actor(tx, actor, audience).await?;
    let reader = Reader { words, relationship, person: actor.person };
    let mut package = Package::new(cover(&reader, &person, now));
    tables::write(tx, district, &person, &reader, &mut package, now).await?;
    let readme = readme(&reader, &person, now);
    let bytes = package.finish(&readme, checksum).map_err(|error| {
        Refusal::Internal(StoreError::Unusable(format!("the record cannot be packed: {error}")))
    })?;
    Ok((relationship, person, bytes))
}

fn cover(reader: &Reader, person: &Person, now: Timestamp) -> Cover {
    let words = &reader.words;
    let name = person.name();
    let day = words.day_of(now);
    Cover {
        language: words.language().tag().to_owned(),
        title: words.tell("record-title", &[("name", (&name).into())]),
        about: vec![
            words.tell("record-about", &[("name", (&name).into()), ("day", (&day).into())]),
            words.say("record-not-in-it"),
        ],
        contents: words.say("record-contents"),
        nothing: words.say("record-nothing"),
        files: words.say("record-files"),
    }
}

fn readme(reader: &Reader, person: &Person, now: Timestamp) -> String {
    let cover = cover(reader, person, now);
    let lines = [cover.title, String::new()].into_iter().chain(cover.about).chain(
        ["record-how-people", "record-how-programs", "record-how-seals", "record-how-sums"]
            .map(|key| reader.say(key)),
    );
    lines.map(|line| line + "\r\n").collect()
}

/// The learner whom somebody at the machine means: by id, by the roster's identifier, or by the whole name.
pub async fn learner_called(app: &App, actor: &Actor, name: &str) -> Result<LearnerId, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read((actor, name.to_owned()), move |tx, (actor, name)| {
            Box::pin(async move {
                access::administrator(tx, actor, today).await?;
                let district = actor.district;
                if let Ok(id) = name.parse::<PersonId>()
                    && store::person::find(tx, district, id).await?.is_some()
                {
                    return Ok(id.as_learner());
                }
                let by_source = store::person::with_sourced_ids(tx, district, &[name]).await?;
                if let [(_, id)] = by_source.as_slice() {
                    return Ok(id.as_learner());
                }
                let found = store::person::page(tx, district, Some(name), None, 50).await?;
                let key = domain::text::search_key(name);
                let learners = store::role::of_kind(tx, district, RoleKind::Learner).await?;
                let recorded = store::learner::recorded(tx, district).await?;
                let learns = |id: PersonId| {
                    learners.iter().any(|role| role.person == id)
                        || recorded.binary_search(&id.as_learner()).is_ok()
                };
                let same =
                    found.iter().filter(|one| domain::text::search_key(&one.name()) == key && learns(one.id));
                match same.collect::<Vec<_>>().as_slice() {
                    [one] => Ok(one.id.as_learner()),
                    [] => Err(Refusal::NotFound("a learner of this name or id")),
                    many => {
                        let ids: Vec<String> = many.iter().map(|one| one.id.to_string()).collect();
                        Err(Refusal::Conflict(format!("several learners have this name: {}", ids.join(", "))))
                    }
                }
            })
        })
        .await
}
