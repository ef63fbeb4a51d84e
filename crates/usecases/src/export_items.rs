//! Items go out as a QTI 3.0 package, with what they share and show, their alignments, and the tests whose items
//! all are among them. What goes out comes in again as the same bank.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{
    ItemId, StimulusId,
    chain::{Digest, hex},
    framework::Competency,
    item::Item,
    text,
};
use exchange::qti::{
    self,
    package::{Alignment, Asset, Metadata, Outgoing, OutgoingPackage, write_package},
};
use store::{StoreError, Tx, item::ItemRow};

use crate::{
    Actor, App, Refusal, chance,
    import_items::{Address, DIFFICULTY, GRADES, OURS, each_address},
    item_access,
    item_kept_text::{self, file_name},
    items_kept,
    media::Kind,
    search_items::{self, Looked},
};

/// The most files of a package, so that it can be brought in again; the manifest is one more.
const MOST_FILES: usize = 4_900;
/// The most bytes of the files that items show. Unit: bytes.
const MOST_BYTES: usize = 150 << 20;

/// Which items go out.
#[derive(Debug, Clone, PartialEq)]
pub enum Chosen {
    /// These.
    Items(Vec<ItemId>),
    /// What is found; nothing asked for is the whole bank, with every shared text and test.
    Found(Looked),
}

/// A package that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// What to call the file.
    pub file_name: String,
    /// The zip.
    pub bytes: Vec<u8>,
    /// How many items are in it.
    pub items: usize,
}

/// Writes items as a package: of each the version that is taken, else the newest.
pub async fn export_items(app: &App, actor: &Actor, chosen: Chosen) -> Result<Exported, Refusal> {
    let today = chance::today(actor.district);
    let package = app
        .db
        .read((actor.clone(), chosen), move |tx, (actor, chosen)| {
            Box::pin(async move {
                item_access::looks(tx, actor, today).await?;
                package(tx, actor, chosen).await
            })
        })
        .await?;
    let items = package.items.len();
    let bytes = write_package(&package).map_err(|why| {
        Refusal::Conflict(format!("The package cannot be written ({why}): choose fewer items."))
    })?;
    Ok(Exported { file_name: format!("items-{today}.zip"), bytes, items })
}

async fn package(tx: &mut Tx, actor: &Actor, chosen: &Chosen) -> Result<OutgoingPackage, Refusal> {
    let district = actor.district;
    let (mut rows, whole) = match chosen {
        Chosen::Items(ids) => (store::item::find_all(tx, district, ids).await?, false),
        Chosen::Found(looked) => {
            (search_items::every(tx, actor, &looked.wanted()?).await?, *looked == Looked::default())
        }
    };
    rows.sort_by(|one, other| one.identifier.cmp(&other.identifier));
    rows.dedup_by_key(|row| row.id);
    if rows.len() > MOST_FILES {
        return Err(too_many(rows.len()));
    }
    let ids: Vec<ItemId> = rows.iter().map(|row| row.id).collect();
    let mut about = search_items::competencies(tx, actor, &ids).await?;
    let mut tags: HashMap<ItemId, Vec<String>> = HashMap::new();
    for (item, tag) in store::item::tags_of_all(tx, district, &ids).await? {
        tags.entry(item).or_default().push(tag);
    }
    let mut shown: BTreeMap<Digest, Asset> = BTreeMap::new();
    let mut shared: BTreeSet<StimulusId> = BTreeSet::new();
    let mut items = Vec::with_capacity(rows.len());
    for row in &rows {
        let version = row.live_version.unwrap_or(row.version);
        let item = (*items_kept::load(tx, district, row.id, version).await?).clone();
        shared.extend(row.stimulus);
        keep(tx, actor, &qti::asset_references(&item), &mut shown).await?;
        let item: Item = qti::with_assets(item, &|address| outgoing(address, &shown));
        items.push(Outgoing {
            path: format!("items/{}.xml", file_name(&row.identifier)),
            identifier: row.identifier.clone(),
            content: item,
            alignments: about.remove(&row.id).unwrap_or_default().iter().map(alignment).collect(),
            metadata: metadata(row, tags.remove(&row.id).unwrap_or_default()),
        });
    }
    let stimuli = stimuli(tx, actor, (shared, whole), &mut shown).await?;
    let tests = tests(tx, actor, &rows).await?;
    let files = items.len() + stimuli.len() + tests.len() + shown.len();
    if files > MOST_FILES {
        return Err(too_many(files));
    }
    Ok(OutgoingPackage {
        identifier: format!("{OURS}{district}"),
        title: None,
        items,
        stimuli,
        tests,
        assets: shown.into_values().collect(),
    })
}

fn too_many(files: usize) -> Refusal {
    let why =
        format!("are {files} files, {MOST_FILES} is the most of a package: look for fewer, such as by a tag");
    Refusal::invalid("items", why)
}

/// Takes files along that are not yet.
async fn keep(
    tx: &mut Tx,
    actor: &Actor,
    addresses: &[String],
    shown: &mut BTreeMap<Digest, Asset>,
) -> Result<(), Refusal> {
    for digest in addresses.iter().filter_map(|address| item_kept_text::digest_of(address)) {
        if shown.contains_key(&digest) {
            continue;
        }
        let Some(found) = store::content::find(tx, actor.district, &digest).await? else { continue };
        let Some(kind) = Kind::from_media_type(&found.media_type) else { continue };
        let content = store::content::bytes(tx, actor.district, &digest).await?;
        let so_far: usize = shown.values().map(|asset| asset.content.len()).sum();
        if so_far + content.len() > MOST_BYTES {
            let why = format!("show more than {} MB of files: choose fewer", MOST_BYTES >> 20);
            return Err(Refusal::invalid("items", why));
        }
        let path = format!("assets/{}.{}", hex(&digest), ending(kind));
        shown.insert(digest, Asset { path, media_type: kind.media_type(), content });
    }
    Ok(())
}

/// The address in the package of a file that goes along.
fn outgoing(address: &str, shown: &BTreeMap<Digest, Asset>) -> Option<String> {
    let asset = shown.get(&item_kept_text::digest_of(address)?)?;
    Some(format!("../{}", asset.path))
}

async fn stimuli(
    tx: &mut Tx,
    actor: &Actor,
    (shared, whole): (BTreeSet<StimulusId>, bool),
    shown: &mut BTreeMap<Digest, Asset>,
) -> Result<Vec<Outgoing<domain::item::Stimulus>>, Refusal> {
    let mut all = Vec::new();
    for row in store::stimulus::list(tx, actor.district, i64::MAX).await? {
        if !whole && !shared.contains(&row.id) {
            continue;
        }
        let read = qti::read_stimulus(row.content.as_bytes()).map_err(|_| unreadable(&row.identifier))?;
        keep(tx, actor, &qti::stimulus_asset_references(&read.content), shown).await?;
        all.push(Outgoing {
            path: format!("stimuli/{}.xml", file_name(&row.identifier)),
            identifier: row.identifier,
            content: qti::stimulus_with_assets(read.content, &|address| outgoing(address, shown)),
            alignments: Vec::new(),
            metadata: Vec::new(),
        });
    }
    Ok(all)
}

/// The tests whose items all go out.
async fn tests(
    tx: &mut Tx,
    actor: &Actor,
    rows: &[ItemRow],
) -> Result<Vec<Outgoing<domain::test_plan::TestPlan>>, Refusal> {
    let there: BTreeSet<&str> = rows.iter().map(|row| row.identifier.as_str()).collect();
    let mut all = Vec::new();
    for row in store::qti_test::list(tx, actor.district).await? {
        let mut plan =
            qti::read_test(row.content.as_bytes()).map_err(|_| unreadable(&row.identifier))?.content;
        if !qti::item_references(&plan).iter().all(|identifier| there.contains(identifier.as_str())) {
            continue;
        }
        each_address(&mut plan, &mut |address| {
            if let Address::Item(href) = address {
                *href = format!("../items/{}.xml", file_name(href));
            }
        });
        all.push(Outgoing {
            path: format!("tests/{}.xml", file_name(&row.identifier)),
            identifier: row.identifier,
            content: plan,
            alignments: Vec::new(),
            metadata: Vec::new(),
        });
    }
    Ok(all)
}

fn unreadable(identifier: &str) -> StoreError {
    StoreError::Corrupt { column: "content", value: identifier.to_owned() }
}

fn alignment(competency: &Competency) -> Alignment {
    let label = text::optional(competency.code.as_deref().unwrap_or_default(), 200).ok().flatten();
    Alignment { identifier: competency.guid.clone(), uri: None, label }
}

fn metadata(row: &ItemRow, tags: Vec<String>) -> Vec<Metadata> {
    let said = |name: &str, value: String| Metadata { name: name.to_owned(), value, label: None };
    let mut all: Vec<Metadata> = tags.into_iter().map(|tag| said("keyword", tag)).collect();
    if let Some(difficulty) = row.parameters.difficulty {
        all.push(said(DIFFICULTY, difficulty.to_f64().to_string()));
    }
    if !row.grades.is_empty() {
        all.push(said(GRADES, row.grades.clone()));
    }
    all
}

/// The ending of a file's name by what it is.
fn ending(kind: Kind) -> &'static str {
    match kind {
        Kind::Png => "png",
        Kind::Jpeg => "jpg",
        Kind::Gif => "gif",
        Kind::Webp => "webp",
        Kind::Svg => "svg",
        Kind::Wav => "wav",
        Kind::Mp3 => "mp3",
        Kind::OggAudio => "oga",
        Kind::OggVideo => "ogv",
        Kind::WebmAudio | Kind::WebmVideo => "webm",
        Kind::Mp4Audio => "m4a",
        Kind::Mp4Video => "mp4",
        Kind::Pdf => "pdf",
        Kind::Text => "txt",
        Kind::Docx => "docx",
        Kind::Odt => "odt",
    }
}
