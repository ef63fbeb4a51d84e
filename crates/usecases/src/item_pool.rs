//! The live items that an assessment may draw from, as forms and adaptive tests take them; kept in memory for some
//! minutes, because a school begins at the same minute.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

use assessment::{
    diagnostic::Diagnostic,
    forms::{BankEntry, Parameters},
    plan::{PartOf, Plan, SelectBy},
};
use domain::{
    AssessmentId, CompetencyId, DistrictId, ItemId, Timestamp, framework::AssociationKind, item::ItemState,
};
use jiff::SignedDuration;
use store::{
    Tx,
    item::{ItemRow, Wanted},
};

use crate::Refusal;

/// How long a pool is used before the bank is looked at again.
const FRESH: SignedDuration = SignedDuration::from_mins(2);
/// Pools kept in memory.
const MOST_KEPT: usize = 64;
/// Since when items count as given often.
const EXPOSURE: SignedDuration = SignedDuration::from_hours(24 * 90);
/// The most items of one pool.
const MOST_ITEMS: i64 = 20_000;

/// The items of one assessment.
#[derive(Debug)]
pub(crate) struct Pool {
    /// As forms take them.
    pub entries: Vec<BankEntry>,
    /// Which version of each is live.
    pub live: HashMap<ItemId, i64>,
    /// An adaptive test over them; why there is none, where the plan asks for one.
    pub diagnostic: Option<Result<Diagnostic, String>>,
    looked_at: Timestamp,
}

type Key = (DistrictId, AssessmentId, i64);

static KEPT: Mutex<Option<HashMap<Key, Arc<Pool>>>> = Mutex::new(None);

/// The pool of an assessment's version.
pub(crate) async fn of(
    tx: &mut Tx,
    district: DistrictId,
    assessment: AssessmentId,
    version: i64,
    plan: &Plan,
    now: Timestamp,
) -> Result<Arc<Pool>, Refusal> {
    let key = (district, assessment, version);
    if let Some(pool) = kept(&key, now) {
        return Ok(pool);
    }
    let pool = Arc::new(look(tx, district, plan, &[], now).await?);
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let kept = kept.get_or_insert_default();
    if kept.len() >= MOST_KEPT {
        kept.clear();
    }
    kept.insert(key, Arc::clone(&pool));
    Ok(pool)
}

/// Forgets what was looked at: an item went live or was retired.
pub(crate) fn forget(district: DistrictId) {
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(kept) = kept.as_mut() {
        kept.retain(|(of, ..), _| *of != district);
    }
}

fn kept(key: &Key, now: Timestamp) -> Option<Arc<Pool>> {
    let kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let pool = kept.as_ref()?.get(key)?;
    (now.duration_since(pool.looked_at) < FRESH).then(|| Arc::clone(pool))
}

/// Looks at the bank; `also` are items that a sitting has had, live or not.
pub(crate) async fn look(
    tx: &mut Tx,
    district: DistrictId,
    plan: &Plan,
    also: &[ItemId],
    now: Timestamp,
) -> Result<Pool, Refusal> {
    let mut found: BTreeMap<ItemId, (ItemRow, BTreeSet<CompetencyId>)> = BTreeMap::new();
    if plan.select_by == SelectBy::Fixed {
        for row in store::item::find_all(tx, district, &plan.fixed_items).await? {
            found.insert(row.id, (row, BTreeSet::new()));
        }
    }
    for part in &plan.blueprint {
        match &part.of {
            PartOf::Competency(competency) => {
                let within = with_parts(tx, district, *competency).await?;
                for (_, row) in store::item::live_about(tx, district, &within).await? {
                    let (_, parts) = found.entry(row.id).or_insert((row, BTreeSet::new()));
                    parts.insert(*competency);
                }
            }
            PartOf::Tag(tag) => {
                let wanted = Wanted { tag: Some(tag.clone()), ..Wanted::default() };
                for row in store::item::search(tx, district, &wanted, 0, MOST_ITEMS).await? {
                    found.entry(row.id).or_insert((row, BTreeSet::new()));
                }
            }
        }
    }
    if plan.blueprint.is_empty() && matches!(plan.select_by, SelectBy::Blueprint | SelectBy::Adaptive) {
        let wanted = Wanted { state: Some(ItemState::Live), ..Wanted::default() };
        for row in store::item::search(tx, district, &wanted, 0, MOST_ITEMS).await? {
            found.insert(row.id, (row, BTreeSet::new()));
        }
    }
    for row in store::item::find_all(tx, district, also).await? {
        found.entry(row.id).or_insert((row, BTreeSet::new()));
    }
    let since = now.checked_sub(EXPOSURE).unwrap_or(Timestamp::UNIX_EPOCH);
    let given: HashMap<ItemId, i64> =
        store::response::times_given(tx, district, since).await?.into_iter().collect();
    let ids: Vec<ItemId> = found.keys().copied().collect();
    let mut about: HashMap<ItemId, Vec<CompetencyId>> = HashMap::new();
    for (item, competency) in store::item::competencies_of(tx, district, &ids).await? {
        about.entry(item).or_default().push(competency);
    }
    let (mut entries, mut live) = (Vec::with_capacity(found.len()), HashMap::new());
    for (id, (row, parts)) in found {
        let Some(version) = row.live_version.or_else(|| also.contains(&id).then_some(row.version)) else {
            continue;
        };
        live.insert(id, version);
        let mut competencies = about.remove(&id).unwrap_or_default();
        competencies
            .extend(parts.into_iter().filter(|part| !competencies.contains(part)).collect::<Vec<_>>());
        entries.push(BankEntry {
            id,
            competencies,
            tags: store::item::tags_of(tx, district, id).await?,
            parameters: parameters(&row),
            stimulus: row.stimulus,
            given: given.get(&id).map_or(0, |times| u32::try_from(*times).unwrap_or(u32::MAX)),
            enemies: Vec::new(),
        });
    }
    let diagnostic = (plan.select_by == SelectBy::Adaptive)
        .then(|| Diagnostic::new(plan, &entries).map_err(|why| why.to_string()));
    Ok(Pool { entries, live, diagnostic, looked_at: now })
}

pub(crate) fn parameters(row: &ItemRow) -> Option<Parameters> {
    let of = row.parameters;
    Some(Parameters {
        b: of.difficulty?.to_f64(),
        a: of.discrimination.map_or(1.0, domain::Points::to_f64),
        c: of.guessing.map_or(0.0, domain::Points::to_f64),
    })
}

/// A competency and whatever lies in it, itself first.
pub(crate) async fn with_parts(
    tx: &mut Tx,
    district: DistrictId,
    competency: CompetencyId,
) -> Result<Vec<CompetencyId>, Refusal> {
    let Some(found) = store::competency::find(tx, district, competency).await? else {
        return Ok(vec![competency]);
    };
    let children = AssociationKind::IsChildOf;
    let associations =
        store::association::of_framework(tx, district, found.framework, Some(&children)).await?;
    let mut within = vec![competency];
    let mut at = 0;
    while at < within.len() {
        let parent = within[at];
        for one in &associations {
            if let (Some(child), Some(of)) = (one.origin.competency, one.destination.competency)
                && of == parent
                && !within.contains(&child)
            {
                within.push(child);
            }
        }
        at += 1;
    }
    Ok(within)
}
