//! Writing an item: a new one, or the next version of one. What was written stays; a new version is a draft, and
//! the version that is taken stays the one that is taken until the new one is put live.

use std::collections::HashMap;

use assessment::authoring::{Authored, to_item};
use domain::{
    CompetencyId, ItemId, Points, StimulusId, Timestamp,
    chain::Digest,
    item::{Element, Item, ItemState, Node, StimulusRef},
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

/// Whether an item is scored by the key of a response that has none.
pub(crate) fn without_key(item: &Item) -> bool {
    let rules = qti::write_item(item);
    let sets_key = |name: &str| rules.contains(&format!("<qti-set-correct-response identifier=\"{name}\""));
    item.responses.iter().any(|one| {
        let asks = |tag: &str| rules.contains(&format!("<{tag} identifier=\"{}\"", one.identifier));
        (asks("qti-correct") && one.correct.is_none() && !sets_key(&one.identifier))
            || (asks("qti-map-response") && one.mapping.is_none())
            || (asks("qti-map-response-point") && one.area_mapping.is_none())
    })
}

/// Addresses of pictures that have neither an alternative text nor the mark of a decoration.
pub(crate) fn pictures_without_words(item: &Item) -> Vec<String> {
    let mut found = Vec::new();
    in_nodes(&item.body, &mut found);
    found
}

fn in_nodes(nodes: &[Node], found: &mut Vec<String>) {
    for node in nodes {
        if let Node::Element(element) = node
            && element.name == "img"
            && !is_described(element)
        {
            found.push(element.attribute("src").unwrap_or_default().to_owned());
        }
        in_nodes(node.children(), found);
    }
}

fn is_described(picture: &Element) -> bool {
    let has = |name: &str| picture.attribute(name).is_some_and(|words| !words.trim().is_empty());
    // An empty alternative text is the mark of a decoration; none at all is forgetfulness.
    picture.attribute("alt").is_some() || has("aria-label") || has("aria-labelledby")
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

/// What is said about an item, trimmed, with competencies that are there.
async fn checked(tx: &mut Tx, actor: &Actor, about: &About) -> Result<About, Refusal> {
    let tags = tags(&about.tags)?;
    let mut competencies = Vec::new();
    for one in &about.competencies {
        if !competencies.contains(one) {
            competencies.push(*one);
        }
    }
    if competencies.len() > MOST_OF_ONE {
        return Err(Refusal::invalid(
            "competencies",
            format!("are more than {MOST_OF_ONE}: leave the main ones"),
        ));
    }
    let known = store::competency::find_all(tx, actor.district, &competencies).await?;
    if let Some(unknown) = competencies.iter().find(|one| known.iter().all(|found| found.id != **one)) {
        return Err(Refusal::invalid(
            "competencies",
            format!("hold {unknown}, which is not here: search for it"),
        ));
    }
    let grades = text::optional(&about.grades, 40).map_err(Refusal::text("grades"))?.unwrap_or_default();
    if let Some(difficulty) = about.difficulty
        && !(-6.0..=6.0).contains(&difficulty.to_f64())
    {
        return Err(Refusal::invalid(
            "difficulty",
            "lies within -6 and 6 logits; most items lie within -2 and 2",
        ));
    }
    Ok(About { competencies, tags, grades, difficulty: about.difficulty, stimulus: about.stimulus })
}

/// Tags, trimmed, each once.
pub(crate) fn tags(all: &[String]) -> Result<Vec<String>, Refusal> {
    let mut tags: Vec<String> = Vec::new();
    for tag in all {
        let tag = text::optional(tag, MOST_TAG_CHARACTERS).map_err(Refusal::text("tags"))?;
        tags.extend(tag.filter(|tag| !tags.contains(tag)));
    }
    if tags.len() > MOST_OF_ONE {
        return Err(Refusal::invalid("tags", format!("are more than {MOST_OF_ONE}: leave the main ones")));
    }
    Ok(tags)
}

/// The item naming its stimulus as the bank does, and which that is.
async fn with_stimulus(
    tx: &mut Tx,
    actor: &Actor,
    mut item: Item,
    wanted: Option<StimulusId>,
) -> Result<(Item, Option<StimulusId>), Refusal> {
    let found = match (wanted, item.stimuli.first()) {
        (Some(id), _) => store::stimulus::find(tx, actor.district, id).await?,
        (None, Some(named)) => {
            let found = store::stimulus::by_identifier(tx, actor.district, &named.identifier).await?;
            if found.is_none() {
                let why =
                    format!("names the text \"{}\", which is not here: bring it in first", named.identifier);
                return Err(Refusal::invalid("item", why));
            }
            found
        }
        (None, None) => return Ok((item, None)),
    };
    let found = found.ok_or_else(|| Refusal::invalid("stimulus", "is not here: choose one of the list"))?;
    let href = item_kept_text::stimulus_href(&found.identifier);
    item.stimuli = vec![StimulusRef { identifier: found.identifier, href, title: None }];
    Ok((item, Some(found.id)))
}

/// The item naming its files by their digests, and which those are by the names that they had.
async fn with_files(
    tx: &mut Tx,
    actor: &Actor,
    id: ItemId,
    item: Item,
    given: &[(String, Digest)],
) -> Result<(Item, Vec<(String, Digest)>), Refusal> {
    let named = qti::asset_references(&item);
    if named.is_empty() {
        return Ok((item, Vec::new()));
    }
    let had = store::item_version::assets_of(tx, actor.district, item_kept_text::of_item(id)).await?;
    let mut digests: HashMap<String, Digest> = HashMap::new();
    let mut shown = Vec::new();
    for name in named {
        let of =
            |all: &[(String, Digest)]| all.iter().find(|(one, _)| *one == name).map(|(_, digest)| *digest);
        let digest = item_kept_text::digest_of(&name).or_else(|| of(given)).or_else(|| of(&had));
        let Some(digest) = digest else {
            return Err(Refusal::invalid(
                "item",
                format!("shows \"{name}\", which was not sent: add the file"),
            ));
        };
        if !may_show(tx, actor, &digest).await? {
            return Err(Refusal::invalid(
                "item",
                format!("shows \"{name}\", which is not kept here: send it again"),
            ));
        }
        if item_kept_text::digest_of(&name).is_none() {
            shown.push((name.clone(), digest));
        } else if had.iter().all(|(_, known)| *known != digest) {
            shown.push(("picture".to_owned(), digest));
        }
        digests.insert(name, digest);
    }
    let to = |name: &str| digests.get(name).map(item_kept_text::address_of);
    Ok((qti::with_assets(item, &to), shown))
}

/// Whether an item may show a content: it is kept, and it is not what a learner handed in.
pub(crate) async fn may_show(tx: &mut Tx, actor: &Actor, digest: &Digest) -> Result<bool, Refusal> {
    if store::content::find(tx, actor.district, digest).await?.is_none() {
        return Ok(false);
    }
    let shown = store::item_version::is_shown(tx, actor.district, digest).await?;
    Ok(shown || !store::content::is_given(tx, actor.district, digest).await?)
}
