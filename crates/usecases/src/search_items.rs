//! Looking for items of the bank.

use std::collections::HashMap;

use domain::{CompetencyId, ItemId, PersonId, Points, framework::Competency, item::ItemState, text};
use store::{
    Tx,
    item::{ItemRow, Wanted},
};

use crate::{
    Actor, App, Refusal, chance, item_access, item_kept_text,
    known_competencies::{self, KnownCompetencies},
};

/// How many items a page shows.
pub const PAGE: i64 = 50;

/// What is looked for; nothing for anything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Looked {
    /// Words of the text, the title, the identifier or a tag.
    pub text: String,
    /// A tag.
    pub tag: Option<String>,
    /// What it is about: this, or a part of it.
    pub competency: Option<CompetencyId>,
    /// An interaction, by its word, such as `choice`.
    pub kind: Option<String>,
    /// Where it stands; live finds whatever is taken.
    pub state: Option<ItemState>,
    /// Who wrote it last.
    pub author: Option<PersonId>,
    /// Its difficulty is known and at least this. Unit: logits.
    pub easiest: Option<Points>,
    /// Its difficulty is known and at most this. Unit: logits.
    pub hardest: Option<Points>,
}

impl Looked {
    pub(crate) fn wanted(&self) -> Result<Wanted, Refusal> {
        let text = text::optional(&self.text, 200).map_err(Refusal::text("text"))?;
        Ok(Wanted {
            text: text.map(|text| item_kept_text::folded(&text)),
            state: self.state,
            competency: self.competency,
            tag: self.tag.clone(),
            kind: self.kind.clone(),
            written_by: self.author,
            easiest: self.easiest,
            hardest: self.hardest,
        })
    }
}

/// One item as a list shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedItem {
    /// The item.
    pub row: ItemRow,
    /// What it is about, the main one first.
    pub competencies: Vec<Competency>,
    /// Its tags.
    pub tags: Vec<String>,
    /// Who wrote it last, by name; empty for the platform.
    pub author: String,
}

/// A page of what was found.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundItems {
    /// The items, by identifier.
    pub items: Vec<ListedItem>,
    /// How many there are in all.
    pub total: i64,
    /// How many of them stand where, without asking for a state; an item that is live and has a newer draft
    /// counts in both.
    pub states: Vec<(ItemState, i64)>,
    /// Every tag of the bank, with how many items have it.
    pub tags: Vec<(String, i64)>,
    /// Whoever wrote items, with how many, by name.
    pub authors: Vec<(PersonId, String, i64)>,
    /// What was asked to be about, with its text.
    pub about: Option<Competency>,
    /// Whether whoever asks may write and review.
    pub may_write: bool,
}

/// Looks for items; a page of [`PAGE`] from `skip` on.
pub async fn search_items(
    app: &App,
    actor: &Actor,
    looked: &Looked,
    skip: i64,
) -> Result<FoundItems, Refusal> {
    let today = chance::today(actor.district);
    let wanted = looked.wanted()?;
    app.db
        .read((actor.clone(), wanted), move |tx, (actor, wanted)| {
            Box::pin(async move {
                let standing = item_access::looks(tx, actor, today).await?;
                let district = actor.district;
                let rows = store::item::search(tx, district, wanted, skip.max(0), PAGE).await?;
                let total = store::item::count(tx, district, wanted).await?;
                let mut states = Vec::with_capacity(ItemState::ALL.len());
                for (state, _) in ItemState::ALL {
                    let there = Wanted { state: Some(state), ..wanted.clone() };
                    states.push((state, store::item::count(tx, district, &there).await?));
                }
                let by = store::item::authors(tx, district).await?;
                let mut people: Vec<PersonId> = by.iter().map(|(person, _)| *person).collect();
                people.extend(rows.iter().filter_map(|row| row.written_by));
                let names = names(tx, actor, people).await?;
                let name = |person: &PersonId| names.get(person).cloned().unwrap_or_default();
                let mut authors: Vec<_> = by.iter().map(|(id, count)| (*id, name(id), *count)).collect();
                authors.sort_by(|(_, one, _), (_, other, _)| one.cmp(other));
                let about = match wanted.competency {
                    Some(id) => store::competency::find(tx, district, id).await?,
                    None => None,
                };
                Ok(FoundItems {
                    items: listed(tx, actor, rows, &names).await?,
                    total,
                    states,
                    tags: store::item::tags(tx, district).await?,
                    authors,
                    about,
                    may_write: item_access::may_write(&standing),
                })
            })
        })
        .await
}

/// Whether somebody may write items and review them; refused for whoever may not look at any.
pub async fn may_write_items(app: &App, actor: &Actor) -> Result<bool, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                let standing = item_access::looks(tx, actor, today).await?;
                Ok(item_access::may_write(&standing) && !actor.read_only)
            })
        })
        .await
}

/// The competency of a code, GUID or id; or why there is none.
pub async fn competency_called(
    app: &App,
    actor: &Actor,
    name: &str,
) -> Result<Result<CompetencyId, &'static str>, Refusal> {
    let mut found = competencies_called(app, actor, &[name.to_owned()]).await?;
    Ok(found.pop().unwrap_or(Err("nothing was asked for")))
}

/// The competencies of codes, GUIDs or ids, in their order; or why there is none.
pub async fn competencies_called(
    app: &App,
    actor: &Actor,
    names: &[String],
) -> Result<Vec<Result<CompetencyId, &'static str>>, Refusal> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    app.db
        .read((actor.clone(), names.to_vec()), |tx, (actor, names)| {
            Box::pin(async move {
                let known = KnownCompetencies::load(tx, actor.district, None).await?;
                let find = |name: &String| {
                    known.find(name).map(|(id, _)| id).map_err(known_competencies::NoCompetency::said)
                };
                Ok(names.iter().map(find).collect())
            })
        })
        .await
}

/// Every item that is found, by id: for what is done with all of them.
pub(crate) async fn every(tx: &mut Tx, actor: &Actor, wanted: &Wanted) -> Result<Vec<ItemRow>, Refusal> {
    const STEP: i64 = 500;
    let (mut all, mut skip) = (Vec::new(), 0);
    loop {
        let rows = store::item::search(tx, actor.district, wanted, skip, STEP).await?;
        let last = i64::try_from(rows.len()).unwrap_or(0) < STEP;
        all.extend(rows);
        skip += STEP;
        if last {
            return Ok(all);
        }
    }
}

/// Names of people, as pages show them.
pub(crate) async fn names(
    tx: &mut Tx,
    actor: &Actor,
    mut people: Vec<PersonId>,
) -> Result<HashMap<PersonId, String>, Refusal> {
    people.sort_unstable();
    people.dedup();
    let found = store::person::find_all(tx, actor.district, &people).await?;
    Ok(found.into_iter().map(|one| (one.id, one.name())).collect())
}

async fn listed(
    tx: &mut Tx,
    actor: &Actor,
    rows: Vec<ItemRow>,
    names: &HashMap<PersonId, String>,
) -> Result<Vec<ListedItem>, Refusal> {
    let ids: Vec<ItemId> = rows.iter().map(|row| row.id).collect();
    let mut about = competencies(tx, actor, &ids).await?;
    let mut tags: HashMap<ItemId, Vec<String>> = HashMap::new();
    for (item, tag) in store::item::tags_of_all(tx, actor.district, &ids).await? {
        tags.entry(item).or_default().push(tag);
    }
    let shown = rows.into_iter().map(|row| ListedItem {
        competencies: about.remove(&row.id).unwrap_or_default(),
        tags: tags.remove(&row.id).unwrap_or_default(),
        author: row.written_by.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
        row,
    });
    Ok(shown.collect())
}

/// What items are about, by item, in their author's order.
pub(crate) async fn competencies(
    tx: &mut Tx,
    actor: &Actor,
    items: &[ItemId],
) -> Result<HashMap<ItemId, Vec<Competency>>, Refusal> {
    let pairs = store::item::competencies_of(tx, actor.district, items).await?;
    let mut ids: Vec<CompetencyId> = pairs.iter().map(|(_, competency)| *competency).collect();
    ids.sort_unstable();
    ids.dedup();
    let found = store::competency::find_all(tx, actor.district, &ids).await?;
    let by_id: HashMap<CompetencyId, Competency> = found.into_iter().map(|one| (one.id, one)).collect();
    let mut about: HashMap<ItemId, Vec<Competency>> = HashMap::new();
    for (item, competency) in pairs {
        about.entry(item).or_default().extend(by_id.get(&competency).cloned());
    }
    Ok(about)
}
