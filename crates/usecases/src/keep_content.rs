//! Files: what they are is found by their content, they are kept by its digest, and of a learner's a part of
//! the record: who may see the learner may see them.

use domain::{DistrictId, LearnerId, Timestamp, access::Relationship, chain::Digest, item::FileValue, text};
use sha2::{Digest as _, Sha256};
use store::{
    Tx,
    content::{Content, Given},
};

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    chance,
    media::{self, Family, Kind},
};

/// The most bytes of a file: a photograph of a phone has 5 to 10 MB, a scanned folder of work 20.
pub const MOST_BYTES: usize = 25 << 20;

/// The most bytes of a recording: half an hour of a voice, or some minutes of film of a phone.
pub const MOST_RECORDING_BYTES: usize = 50 << 20;

/// The most bytes that one learner's files have in all: ten years of a piece of work a week at 1 MB.
pub const MOST_BYTES_OF_LEARNER: i64 = 500 << 20;

/// The most characters of a file's name.
const MOST_NAME_CHARACTERS: usize = 200;

/// A file that was looked at and can be kept. Looking takes a while for a large one, so it is done before
/// the transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// What it is.
    pub kind: Kind,
    /// As its giver named it, without folders.
    pub name: String,
    content: Content,
    bytes: Vec<u8>,
}

impl Checked {
    /// Looks at a file: it has to be one of `kinds`, and no larger than such a file may be.
    pub fn new(name: &str, bytes: Vec<u8>, kinds: &[Kind]) -> Result<Self, Refusal> {
        let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let name: String =
            name.chars().filter(|letter| !letter.is_control()).take(MOST_NAME_CHARACTERS).collect();
        let name = text::optional(&name, MOST_NAME_CHARACTERS).map_err(Refusal::text("file"))?;
        let name = name.unwrap_or_else(|| "file".to_owned());
        let taken = format!("send it as {}", media::names(kinds));
        let refuse = |why: String| Refusal::invalid("file", format!("\"{name}\" {why}; {taken}"));
        if bytes.len() > MOST_RECORDING_BYTES {
            return Err(too_large(MOST_RECORDING_BYTES));
        }
        let kind = media::kind_of(&bytes).map_err(|why| refuse(why.to_string()))?;
        if !kinds.contains(&kind) {
            return Err(refuse(format!("is {}, which is not taken here", kind.name())));
        }
        if media::is_misnamed(&name, kind) {
            return Err(refuse(format!("is not what its name says: its content is {}", kind.name())));
        }
        let most = if kind.family() == Family::Recording { MOST_RECORDING_BYTES } else { MOST_BYTES };
        if bytes.len() > most {
            return Err(too_large(most));
        }
        let digest: Digest = Sha256::digest(&bytes).into();
        let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        let content = Content { digest, media_type: kind.media_type().to_owned(), size };
        Ok(Self { kind, name, content, bytes })
    }

    /// Keeps it, for a learner who gave it, or for an item or a text where there is none.
    pub async fn keep(
        &self,
        tx: &mut Tx,
        district: DistrictId,
        learner: Option<LearnerId>,
        now: Timestamp,
    ) -> Result<FileValue, Refusal> {
        let digest = self.content.digest;
        if let Some(learner) = learner {
            let given = store::content::of_learner(tx, district, learner).await?;
            let known = given.iter().any(|one| one.digest == digest);
            let before = store::content::bytes_of_learner(tx, district, learner).await?;
            if !known && before.saturating_add(self.content.size) > MOST_BYTES_OF_LEARNER {
                let most = MOST_BYTES_OF_LEARNER >> 20;
                let why =
                    format!("does not fit: all files of one learner may have {most} MB, send a smaller one");
                return Err(Refusal::invalid("file", why));
            }
        }
        store::content::keep(tx, district, &self.content, &self.bytes, now).await?;
        if let Some(learner) = learner {
            let given = Given { learner, digest, name: self.name.clone(), given_at: now };
            store::content::give(tx, district, &given).await?;
        }
        Ok(self.as_value())
    }

    /// What is known of it, without its bytes.
    pub fn as_value(&self) -> FileValue {
        value(self.content.clone(), self.name.clone())
    }
}

/// Looks at a file and keeps it: [`Checked::new`], then [`Checked::keep`].
pub async fn keep(
    tx: &mut Tx,
    district: DistrictId,
    learner: Option<LearnerId>,
    (name, bytes): (&str, &[u8]),
    kinds: &[Kind],
    now: Timestamp,
) -> Result<FileValue, Refusal> {
    Checked::new(name, bytes.to_vec(), kinds)?.keep(tx, district, learner, now).await
}

fn too_large(most: usize) -> Refusal {
    Refusal::TooLarge { megabytes: most >> 20 }
}

/// Part of a file, to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// What it was found to be.
    pub media_type: String,
    /// As its giver named it.
    pub name: String,
    /// How many bytes the whole has.
    pub size: i64,
    /// Where the bytes begin in the whole.
    pub from: i64,
    /// What was asked for.
    pub bytes: Vec<u8>,
}

/// Bytes of a file that are asked for: from the first to the last, both counted from 0. Of a file of 100
/// bytes, the last ten are `Stretch { first: None, last: Some(10) }`, as in HTTP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// The first byte; `None` for the last few, as many as `last` says.
    pub first: Option<i64>,
    /// The last byte; `None` for up to the end.
    pub last: Option<i64>,
}

impl Stretch {
    /// The whole file.
    pub const WHOLE: Self = Self { first: Some(0), last: None };

    /// The first byte and how many, within a file of `size`; `None` where there are no such bytes.
    fn within(self, size: i64) -> Option<(i64, i64)> {
        let (first, last) = match (self.first, self.last) {
            (None, last) => ((size - last.unwrap_or(0)).max(0), size - 1),
            (Some(first), last) => (first, last.unwrap_or(size - 1).min(size - 1)),
        };
        (first <= last && first < size).then(|| (first, last - first + 1))
    }
}

/// A file that a learner gave: for the learner, who speaks for them, and who may see them among staff.
/// `None` where the file has no such stretch.
pub async fn show_content(
    app: &App,
    actor: &Actor,
    learner: LearnerId,
    digest: Digest,
    stretch: Stretch,
) -> Result<Option<Shown>, Refusal> {
    let now = chance::now();
    let (relationship, shown) = app
        .db
        .read((actor.clone(), learner, digest), move |tx, (actor, learner, digest)| {
            Box::pin(async move {
                let today = chance::date_of(actor.district, now);
                let relationship = access::learner(tx, actor, *learner, Action::See, today).await?;
                let given = store::content::given(tx, actor.district, *learner, digest).await?;
                let given = given.ok_or(Refusal::NotFound("this file"))?;
                let shown = read(tx, actor.district, digest, given.name, stretch).await?;
                Ok::<(Relationship, Option<Shown>), Refusal>((relationship, shown))
            })
        })
        .await?;
    access::log(app, actor, "file", relationship, vec![learner], now).await?;
    Ok(shown)
}

/// What a learner gave, oldest first, with when it came.
pub async fn list_content(
    app: &App,
    actor: &Actor,
    learner: LearnerId,
) -> Result<Vec<(FileValue, Timestamp)>, Refusal> {
    let now = chance::now();
    let (relationship, files) = app
        .db
        .read((actor.clone(), learner), move |tx, (actor, learner)| {
            Box::pin(async move {
                let today = chance::date_of(actor.district, now);
                let relationship = access::learner(tx, actor, *learner, Action::See, today).await?;
                let mut files = Vec::new();
                for given in store::content::of_learner(tx, actor.district, *learner).await? {
                    if let Some(content) = store::content::find(tx, actor.district, &given.digest).await? {
                        files.push((value(content, given.name), given.given_at));
                    }
                }
                Ok::<(Relationship, Vec<(FileValue, Timestamp)>), Refusal>((relationship, files))
            })
        })
        .await?;
    access::log(app, actor, "files", relationship, vec![learner], now).await?;
    Ok(files)
}

fn value(content: Content, name: String) -> FileValue {
    FileValue { digest: content.digest, name, media_type: content.media_type, size: content.size }
}

/// A stretch of a content, access having been checked.
pub(crate) async fn read(
    tx: &mut Tx,
    district: DistrictId,
    digest: &Digest,
    name: String,
    stretch: Stretch,
) -> Result<Option<Shown>, Refusal> {
    let found = store::content::find(tx, district, digest).await?;
    let found = found.ok_or(Refusal::NotFound("this file"))?;
    let Some((from, length)) = stretch.within(found.size) else { return Ok(None) };
    let bytes = store::content::stretch(tx, district, digest, from, length).await?;
    Ok(Some(Shown { media_type: found.media_type, name, size: found.size, from, bytes }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_are_those_of_http() {
        let stretch = |first, last| Stretch { first, last }.within(100);
        assert_eq!(Stretch::WHOLE.within(100), Some((0, 100)));
        assert_eq!(stretch(Some(10), Some(19)), Some((10, 10)));
        assert_eq!(stretch(Some(90), Some(1000)), Some((90, 10)));
        assert_eq!(stretch(None, Some(10)), Some((90, 10)));
        assert_eq!(stretch(None, Some(1000)), Some((0, 100)));
        assert_eq!(stretch(None, Some(0)), None);
        assert_eq!(stretch(Some(100), None), None);
        assert_eq!(stretch(Some(20), Some(10)), None);
        assert_eq!(Stretch::WHOLE.within(0), None);
    }

    #[test]
    fn a_file_is_refused_with_a_sentence_that_names_what_is_taken() {
        let refused = |name: &str, bytes: &[u8], kinds| {
            Checked::new(name, bytes.to_vec(), kinds).expect_err("refused").to_string()
        };
        assert_eq!(
            refused("a/b/run.exe", b"MZ\x90\0", media::SOUNDS),
            "file \"run.exe\" is none of the kinds that are taken; send it as WAV, MP3, Ogg, WebM or M4A"
        );
        let misnamed = refused("cat.png", b"alert(1)", media::EVERYTHING);
        assert!(misnamed.contains("not what its name says: its content is plain text"), "{misnamed}");
        let elsewhere = refused("essay.txt", b"Dear reader", media::PICTURES);
        assert!(elsewhere.contains("is plain text, which is not taken here"), "{elsewhere}");
        let large = Checked::new("long.txt", vec![b'a'; MOST_BYTES + 1], media::EVERYTHING);
        assert!(matches!(large, Err(Refusal::TooLarge { megabytes: 25 })), "{large:?}");
    }
}
