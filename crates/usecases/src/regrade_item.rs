//! A mended item: what scoring its answers anew would do, then doing it, a few learners in each transaction. Answers
//! are scored by the new version, what they said in the ledger is retracted and said anew, and sittings get their new
//! sums. What each answer came to before stays with its sitting.

mod decided;
mod reach;
mod steps;

use std::collections::BTreeMap;

use assessment::regrade::{Change as Changed, Crossing, Losing, Regrade};
use domain::{ItemId, LearnerId, Timestamp, access::Relationship, item::ItemState, text};
use store::{Tx, item::ItemRow};

use crate::{
    Actor, App, Refusal, access, chance, items_kept,
    small_cells::{Shown, Smallest},
    write_assessment,
};
use decided::Decided;
use reach::Reach;
pub use steps::go_on;

/// How an item is scored anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Regrading {
    /// By which version; `None` for the live one.
    pub version: Option<i64>,
    /// Whether anybody may lose.
    pub losing: Losing,
}

/// What scoring anew would do.
#[derive(Debug, Clone)]
pub struct RegradePreview {
    /// The item.
    pub item: ItemRow,
    /// Its versions, newest first, with what is new in each and where it stands.
    pub versions: Vec<(i64, String, ItemState)>,
    /// By which version.
    pub version: i64,
    /// Sittings that change, of learners whose records the reader may open: those across the pass mark first.
    pub changes: Vec<ChangedSitting>,
    /// How many sittings change, those whose learners are not named included; `None` where that is too few to say.
    pub changed: Shown,
    /// How many stay as they are.
    pub unchanged: usize,
    /// How many gain.
    pub up: usize,
    /// How many lose.
    pub down: usize,
    /// How many pass now.
    pub now_pass: usize,
    /// How many do not pass any more.
    pub no_longer_pass: usize,
    /// Sittings of classes that are not the reader's to score: they are left as they are.
    pub left_out: Shown,
    /// Answers that stand because a person scored them, or because they were given in several steps.
    pub standing: usize,
    /// The last regrade of the item, where it is not at its end or ended early.
    pub unfinished: Option<Unfinished>,
}

/// A regrade that did not come to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfinished {
    /// By which version.
    pub version: i64,
    /// When it was begun.
    pub begun_at: Timestamp,
    /// Sittings that were looked at so far.
    pub looked_at: u64,
    /// Why it ended early; empty while the platform goes on with it.
    pub stopped_why: String,
}

impl Unfinished {
    fn of(one: store::regrade::Regrade) -> Option<Self> {
        (one.finished_at.is_none() || !one.stopped_why.is_empty()).then(|| Self {
            version: one.version,
            begun_at: one.begun_at,
            looked_at: one.changed.unsigned_abs() + one.unchanged.unsigned_abs(),
            stopped_why: one.stopped_why,
        })
    }
}

/// One sitting that changes.
#[derive(Debug, Clone)]
pub struct ChangedSitting {
    /// Whose, family name first.
    pub name: String,
    /// In which class.
    pub section: String,
    /// Before and after.
    pub change: Changed,
}

/// What people read of an event of a sitting: not the outcomes that an answer had, which stay beside it.
pub fn readable(detail: &str) -> &str {
    detail.split(decided::BEFORE).next().unwrap_or_default()
}

/// What scoring anew did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Regraded {
    /// Sittings whose points changed.
    pub changed: usize,
    /// Sittings that stayed as they were.
    pub unchanged: usize,
    /// Sittings of classes that are not the actor's to score.
    pub left_out: usize,
}

/// Looks at what scoring the answers to an item anew would do.
pub async fn preview_regrade(
    app: &App,
    actor: &Actor,
    item: ItemId,
    how: Regrading,
) -> Result<RegradePreview, Refusal> {
    let now = chance::now();
    let (found, read) = app
        .db
        .read(actor.clone(), |tx, actor| Box::pin(async move { look(tx, actor, item, how, now).await }))
        .await?;
    for (relationship, learners) in read {
        access::log(app, actor, "an item scored anew", relationship, learners, now).await?;
    }
    Ok(found)
}

type Read = BTreeMap<Relationship, Vec<LearnerId>>;

async fn look(
    tx: &mut Tx,
    actor: &Actor,
    id: ItemId,
    how: Regrading,
    now: Timestamp,
) -> Result<(RegradePreview, Read), Refusal> {
    let district = actor.district;
    let today = chance::date_of(district, now);
    write_assessment::staff(tx, actor, today).await?;
    let item = store::item::find(tx, district, id).await?.ok_or(Refusal::NotFound("this item"))?;
    let version = version_of(tx, actor, &item, how).await?;
    let reach = Reach::load(tx, actor, &item, version, now).await?;
    let mut sum =
        Regrade { changes: Vec::new(), unchanged: 0, up: 0, down: 0, now_pass: 0, no_longer_pass: 0 };
    let (mut standing, mut sections) = (0, BTreeMap::new());
    for (_, sitting) in &reach.sittings {
        let decided = Decided::load(tx, district, *sitting, id, version, how.losing, now).await?;
        sections.insert(*sitting, decided.section());
        standing += decided.standing;
        let one = decided.regrade;
        sum.changes.extend(one.changes);
        sum.unchanged += one.unchanged;
        sum.up += one.up;
        sum.down += one.down;
        sum.now_pass += one.now_pass;
        sum.no_longer_pass += one.no_longer_pass;
    }
    sum.changes.sort_by_key(|one| (one.crossing == Crossing::None, one.learner, one.sitting));
    let smallest = Smallest::load(tx, district).await?;
    let in_all = sum.changes.len();
    let mut changes = Vec::new();
    let mut read = Read::new();
    for change in sum.changes {
        let section = sections.get(&change.sitting).and_then(|id| reach.sections.get(id));
        let Some((section, Some(relationship))) = section.map(|one| (&one.section, one.sees)) else {
            continue;
        };
        let person = store::person::find(tx, district, change.learner.as_person()).await?;
        read.entry(relationship).or_default().push(change.learner);
        changes.push(ChangedSitting {
            name: person.map(|person| person.list_name()).unwrap_or_default(),
            section: section.title.clone(),
            change,
        });
    }
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let unnamed = count(in_all - changes.len());
    let how_many = (!smallest.is_small(unnamed)).then_some(count(in_all));
    let left_out = Some(count(reach.left_out)).filter(|number| !smallest.is_small(*number));
    let versions = store::item_version::list(tx, district, id).await?;
    let versions = versions.into_iter().map(|one| (one.version, one.note, one.state)).collect();
    let last = store::regrade::last_of_item(tx, district, id).await?;
    Ok((
        RegradePreview {
            item,
            versions,
            version,
            changes,
            changed: how_many,
            unchanged: sum.unchanged,
            up: sum.up,
            down: sum.down,
            now_pass: sum.now_pass,
            no_longer_pass: sum.no_longer_pass,
            left_out,
            standing,
            unfinished: last.and_then(Unfinished::of),
        },
        read,
    ))
}

/// By which version: one that was reviewed, so that nobody is scored by a draft.
async fn version_of(tx: &mut Tx, actor: &Actor, item: &ItemRow, how: Regrading) -> Result<i64, Refusal> {
    let Some(version) = how.version.or(item.live_version) else {
        return Err(Refusal::invalid("version", "is missing: this item has no live one, so name one"));
    };
    let found = store::item_version::find(tx, actor.district, item.id, version).await?;
    match found {
        None => Err(Refusal::invalid("version", format!("{version} is none of this item"))),
        Some(found) if matches!(found.state, ItemState::Live | ItemState::Retired) => Ok(version),
        Some(_) => Err(Refusal::invalid(
            "version",
            format!("{version} is not reviewed and live: have it reviewed first, then score by it"),
        )),
    }
}

/// Scores the answers to an item anew. One that was left half way comes to its end first, by its own terms; the clock
/// goes on with this one where it is stopped.
pub async fn regrade_item(
    app: &App,
    actor: &Actor,
    item: ItemId,
    how: Regrading,
    reason: &str,
) -> Result<Regraded, Refusal> {
    access::may_write(actor)?;
    let (now, district) = (chance::now(), actor.district);
    let reason = text::required(reason, 2_000).map_err(Refusal::text("reason"))?;
    let (reach, _) = may_regrade(app, actor, item, how, now).await?;
    if reach.sittings.is_empty() && reach.left_out > 0 {
        return Err(Refusal::Denied("None of these answers is yours to score: they are of other classes."));
    }
    steps::finish_earlier(app, district, item).await?;
    let (reach, version) = may_regrade(app, actor, item, how, now).await?;
    if reach.sittings.is_empty() {
        return Ok(Regraded { left_out: reach.left_out, ..Regraded::default() });
    }
    let new = store::regrade::Regrade {
        id: chance::regrade_id(now),
        item,
        version,
        losing: how.losing.word().to_owned(),
        reason,
        begun_by: actor.person,
        begun_at: now,
        done_to: None,
        changed: 0,
        unchanged: 0,
        left_out: i64::try_from(reach.left_out).unwrap_or(i64::MAX),
        finished_at: None,
        stopped_why: String::new(),
    };
    let id = new.id;
    app.db
        .write(new, move |tx, new| {
            Box::pin(async move { Ok::<_, Refusal>(store::regrade::add(tx, district, new).await?) })
        })
        .await?;
    let done = steps::finish(app, district, id).await?;
    let count = |number: i64| usize::try_from(number).unwrap_or_default();
    Ok(Regraded {
        changed: count(done.changed),
        unchanged: count(done.unchanged),
        left_out: count(done.left_out),
    })
}

/// What somebody may score anew, and by which version.
async fn may_regrade(
    app: &App,
    actor: &Actor,
    item: ItemId,
    how: Regrading,
    now: Timestamp,
) -> Result<(Reach, i64), Refusal> {
    app.db
        .read(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                let today = chance::date_of(actor.district, now);
                write_assessment::staff(tx, actor, today).await?;
                let row = store::item::find(tx, actor.district, item).await?;
                let row = row.ok_or(Refusal::NotFound("this item"))?;
                let version = version_of(tx, actor, &row, how).await?;
                // What cannot be read scores nobody.
                items_kept::load(tx, actor.district, item, version).await?;
                Ok::<_, Refusal>((Reach::load(tx, actor, &row, version, now).await?, version))
            })
        })
        .await
}
