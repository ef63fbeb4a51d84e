//! Writing an item: a new one, or the next version of one. What was written stays; a new version is a draft, and
//! the version that is taken stays the one that is taken until the new one is put live.

mod checks;
mod named;

use assessment::authoring::{Authored, to_item};
use domain::{
    CompetencyId, ItemId, Points, StimulusId, Timestamp,
    chain::Digest,
    item::{Item, ItemState},
    text,
};
use exchange::qti;
use store::{
    Tx,
    item::{ItemRow, Parameters},
    item_version::ItemVersion,
};

use crate::{
    Actor, App, Refusal, chance, item_access,
    item_kept_text::{self, KeptText},
};

use checks::checked;
pub(crate) use checks::{pictures_without_words, without_key};
pub(crate) use named::may_show;
use named::{with_files, with_stimulus};

/// The most characters of a title or an identifier.
pub(crate) const MOST_TITLE_CHARACTERS: usize = 300;
/// The most bytes of an item's text: some hundred pages.
pub(crate) const MOST_CONTENT_BYTES: usize = 1 << 20;
/// The most characters of a tag.
pub(crate) const MOST_TAG_CHARACTERS: usize = 60;
/// The most tags, and the most competencies, of one item.
pub(crate) const MOST_OF_ONE: usize = 30;
/// The most characters of a note.
pub(crate) const MOST_NOTE_CHARACTERS: usize = 2_000;
/// Where items are from that were written here.
pub const WRITTEN: &str = "written";

/// An item to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct NewItem {
    /// What is asked and how it is scored.
    pub text: ItemText,
    /// What is said about it.
    pub about: About,
    /// The files that its text names, by the name that it gives them.
    pub files: Vec<(String, Digest)>,
    /// What is new in this version.
    pub note: String,
}

/// What is asked, in one of two writings.
#[derive(Debug, Clone, PartialEq)]
pub enum ItemText {
    /// As the authoring form has it.
    Authored(Box<Authored>),
    /// QTI 3.0, 2.2 or 2.1.
    Qti(String),
}

/// What is said about an item, beside its text. It holds for all versions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct About {
    /// What it shows that a learner can do, the main one first.
    pub competencies: Vec<CompetencyId>,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// For which grades, such as `6-8`; empty for any.
    pub grades: String,
    /// How hard its author takes it to be; 0 is an item that a learner in the middle answers half the time.
    ///
    /// Unit: logits.
    pub difficulty: Option<Points>,
    /// What is shown with it.
    pub stimulus: Option<StimulusId>,
}

/// Writes a new item, as a draft.
pub async fn add_item(app: &App, actor: &Actor, new: NewItem) -> Result<ItemId, Refusal> {
    let now = chance::now();
    let id = chance::item_id(now);
    let item = built(&new.text)?;
    app.db
        .write((actor.clone(), new, item), move |tx, (actor, new, item)| {
            Box::pin(async move {
                item_access::writes(tx, actor, chance::date_of(actor.district, now)).await?;
                let taken = store::item::by_identifier(tx, actor.district, &item.identifier).await?;
                if let Some(taken) = taken {
                    let why =
                        format!("\"{}\" is that of \"{}\": choose another", item.identifier, taken.title);
                    return Err(Refusal::invalid("identifier", why));
                }
                let row = ItemRow {
                    id,
                    identifier: item.identifier.clone(),
                    title: String::new(),
                    kinds: String::new(),
                    stimulus: None,
                    state: ItemState::Draft,
                    version: 0,
                    live_version: None,
                    grades: String::new(),
                    parameters: Parameters::default(),
                    from_source: WRITTEN.to_owned(),
                    written_by: Some(actor.person),
                    written_at: now,
                };
                put(tx, actor, row, new, item.clone(), now).await
            })
        })
        .await?;
    Ok(id)
}

/// Writes the next version of an item, as a draft; its number. Where only what is said about it changed, there is
/// no new version. Refused where somebody else has written one since version `seen`.
pub async fn revise_item(
    app: &App,
    actor: &Actor,
    item: ItemId,
    seen: i64,
    new: NewItem,
) -> Result<i64, Refusal> {
    let now = chance::now();
    let built = built(&new.text)?;
    app.db
        .write((actor.clone(), new, built), move |tx, (actor, new, built)| {
            Box::pin(async move {
                item_access::writes(tx, actor, chance::date_of(actor.district, now)).await?;
                let row = find(tx, actor, item).await?;
                if row.version != seen {
                    return Err(Refusal::Conflict(format!(
                        "Somebody has written version {} of this item since you opened version {seen}: open it \
                         again and make your change there.",
                        row.version
                    )));
                }
                if row.identifier != built.identifier {
                    let why = format!("stays \"{}\" in every version: packages and tests name it", row.identifier);
                    return Err(Refusal::invalid("identifier", why));
                }
                put(tx, actor, row, new, built.clone(), now).await
            })
        })
        .await
}

/// The item of a text, checked as far as that goes without the database.
fn built(text: &ItemText) -> Result<Item, Refusal> {
    let item = match text {
        ItemText::Authored(authored) => to_item(authored).map_err(|problems| {
            let all: Vec<String> = problems.iter().map(ToString::to_string).collect();
            Refusal::invalid("item", format!("has to be mended first: {}", all.join("; ")))
        })?,
        ItemText::Qti(xml) => {
            if xml.len() > MOST_CONTENT_BYTES {
                return Err(too_long());
            }
            let read = qti::read_item(xml.as_bytes()).map_err(|problems| {
                let all: Vec<String> =
                    problems.iter().map(|one| format!("{}. {}", one.what, one.advice)).collect();
                Refusal::invalid("item", format!("cannot be taken: {}", all.join(" ")))
            })?;
            read.item
        }
    };
    text::required(&item.identifier, MOST_TITLE_CHARACTERS).map_err(Refusal::text("identifier"))?;
    text::required(&item.title, MOST_TITLE_CHARACTERS).map_err(Refusal::text("title"))?;
    if without_key(&item) {
        return Err(Refusal::invalid(
            "item",
            "is scored by its key and has none: mark what is right, or leave the scoring to a person",
        ));
    }
    if let Some(picture) = pictures_without_words(&item).first() {
        let why =
            format!("shows \"{picture}\" without an alternative text: say in a few words what it shows");
        return Err(Refusal::invalid("item", why));
    }
    Ok(item)
}

fn too_long() -> Refusal {
    Refusal::invalid("item", format!("is longer than {} KB: make several of it", MOST_CONTENT_BYTES >> 10))
}

/// Finds the item that a page is about.
pub(crate) async fn find(tx: &mut Tx, actor: &Actor, item: ItemId) -> Result<ItemRow, Refusal> {
    store::item::find(tx, actor.district, item).await?.ok_or(Refusal::NotFound("this item"))
}

/// Writes row, version and what belongs to them; the number of the version.
async fn put(
    tx: &mut Tx,
    actor: &Actor,
    mut row: ItemRow,
    new: &NewItem,
    item: Item,
    now: Timestamp,
) -> Result<i64, Refusal> {
    let district = actor.district;
    let about = checked(tx, actor, &new.about).await?;
    let (item, stimulus) = with_stimulus(tx, actor, item, about.stimulus).await?;
    let (item, shown) = with_files(tx, actor, row.id, item, &new.files).await?;
    let kept = KeptText::of_item(&item);
    if kept.content.len() > MOST_CONTENT_BYTES {
        return Err(too_long());
    }
    let note = text::optional(&new.note, MOST_NOTE_CHARACTERS).map_err(Refusal::text("note"))?;
    let before = store::item_version::digest_of(tx, district, row.id, row.version).await?;
    let changed = before != Some(kept.digest);
    if changed {
        row.version += 1;
        row.state = ItemState::Draft;
        (row.written_by, row.written_at) = (Some(actor.person), now);
    }
    row.title.clone_from(&item.title);
    row.kinds = item_kept_text::kinds(&item);
    row.stimulus = stimulus;
    row.grades.clone_from(&about.grades);
    row.parameters.difficulty = about.difficulty;
    let key = item_kept_text::search_key(&row.title, &row.identifier, &about.tags, &kept.content);
    store::item::put(tx, district, &row, &key).await?;
    if changed {
        let version = ItemVersion {
            item: row.id,
            version: row.version,
            content: kept.content,
            digest: kept.digest,
            state: ItemState::Draft,
            written_by: Some(actor.person),
            written_at: now,
            note: note.unwrap_or_default(),
            reviewed_by: None,
            reviewed_at: None,
            review_note: String::new(),
            live_at: None,
            retired_at: None,
        };
        store::item_version::add(tx, district, &version).await?;
    }
    store::item::set_competencies(tx, district, row.id, &about.competencies).await?;
    store::item::set_tags(tx, district, row.id, &about.tags).await?;
    item_kept_text::show_assets(tx, district, item_kept_text::of_item(row.id), &shown).await?;
    if row.live_version.is_some() {
        // What it is about and how hard it is counts at once.
        crate::item_pool::forget(district);
    }
    Ok(row.version)
}
