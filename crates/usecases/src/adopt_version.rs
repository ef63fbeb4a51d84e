//! Adopting a newer version: it stands beside the older one, and evidence of the older counts for it
//! along the crosswalk. Nothing in the ledger changes; adopted again, a corrected crosswalk takes the
//! place of the one before.

mod carrying;

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use domain::{CompetencyId, FrameworkId, LearnerId, SectionId, Timestamp, crosswalk::Carry};
use exchange::versions::{Fate, carried_prerequisites, keep_edits};
use mastery::crosswalk::Crosswalk;
use store::{Tx, crosswalk::Link as Adopted};

use crate::{
    Actor, App, Refusal, access, chance,
    compare_versions::Loaded,
    edit_prerequisites,
    framework_versions::{in_a_circle, why_word},
    framework_whole::Whole,
    import_files::may_edit_frameworks,
    small_cells::{Shown, Smallest},
    what_if::leave_out,
};

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adoption {
    /// The version whose evidence is carried.
    pub old: FrameworkId,
    /// The version that is adopted.
    pub new: FrameworkId,
    /// Moves the targets of sections along.
    pub move_targets: bool,
    /// Edits that are given up for the publisher's words: the old competency and the field's word. All
    /// others stay.
    pub give_up: Vec<(CompetencyId, String)>,
}

/// What it did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AdoptedVersion {
    /// Links that stand now.
    pub links: usize,
    /// Of these, new ones.
    pub links_new: usize,
    /// Links that no longer stand.
    pub links_ended: usize,
    /// Prerequisites made here that were carried.
    pub prerequisites: usize,
    /// Edits made here that stand in the new version too.
    pub edits: usize,
    /// Sections whose targets were moved.
    pub sections: usize,
    /// Learners who were judged.
    pub learners: usize,
    /// Judgements that were made.
    pub judgements: usize,
    /// Below how many learners numbers are left out for this reader; `None` for who may open the records.
    pub leave_out: Option<Smallest>,
}

impl AdoptedVersion {
    /// Learners and their judgements, as far as the reader may see them.
    pub fn shown(&self) -> (Shown, Shown) {
        let small = self.leave_out.is_some_and(|smallest| smallest.is_small(self.learners as u64));
        let shown = |count: usize| Some(count as u64).filter(|_| !small);
        (shown(self.learners), shown(self.judgements))
    }
}

/// Adopts a version. What was judged stays; what is carried is judged in small steps, so that nobody who
/// rates has to wait. `progress` is told how many learners are done, and of how many.
pub async fn adopt_version(
    app: &App,
    actor: &Actor,
    asked: Adoption,
    progress: &(dyn Fn(u64, u64) + Send + Sync),
) -> Result<AdoptedVersion, Refusal> {
    access::may_write(actor)?;
    let today = chance::today(actor.district);
    let loaded = app
        .db
        .read((actor, &asked), |tx, (actor, asked)| {
            Box::pin(async move {
                may_edit_frameworks(tx, actor, today).await?;
                let new = Whole::find(tx, actor.district, asked.new).await?;
                let new = new.ok_or(Refusal::NotFound("this framework"))?;
                Loaded::with(tx, actor, new, Some(asked.old), today).await
            })
        })
        .await?;
    let (mut done, affected) = app
        .db
        .write((actor.clone(), asked, loaded), |tx, (actor, asked, loaded)| {
            Box::pin(adopt(tx, actor, asked, loaded))
        })
        .await?;
    carrying::judge(app, actor.district, affected, &mut done, progress).await?;
    done.leave_out = app
        .db
        .read(actor, |tx, actor| Box::pin(async move { leave_out(tx, actor, chance::now()).await }))
        .await?;
    Ok(done)
}

/// Competencies to judge, and those whose learners they concern.
struct Affected {
    at: Timestamp,
    competencies: BTreeMap<LearnerId, BTreeSet<CompetencyId>>,
}

async fn adopt(
    tx: &mut Tx,
    actor: &Actor,
    asked: &Adoption,
    loaded: &Loaded,
) -> Result<(AdoptedVersion, Affected), Refusal> {
    // Read behind the writer: whoever records evidence after this moment finds the crosswalk.
    let now = chance::now();
    let district = actor.district;
    may_edit_frameworks(tx, actor, chance::date_of(actor.district, now)).await?;
    let wanted = wanted(loaded, actor, now);
    if wanted.is_empty() && loaded.adopted.is_empty() {
        let why = "Nothing in the new version follows from the old one: add a link first.";
        return Err(Refusal::Conflict(why.to_owned()));
    }
    let same = |one: &Adopted, other: &Adopted| one.carry == other.carry;
    let ended: Vec<&Adopted> =
        loaded.adopted.iter().filter(|there| !wanted.iter().any(|one| same(one, there))).collect();
    let new: Vec<Adopted> =
        wanted.iter().filter(|one| !loaded.adopted.iter().any(|there| same(one, there))).cloned().collect();
    let stands: Vec<Adopted> = store::crosswalk::all(tx, district)
        .await?
        .into_iter()
        .filter(|link| link.ended_at.is_none())
        .collect();
    let between = |link: &&Adopted| (link.old_framework, link.new_framework) == (asked.old, asked.new);
    if !stands.iter().filter(between).eq(&loaded.adopted) {
        let why = "Somebody else adopted this version meanwhile: look at it again.";
        return Err(Refusal::Conflict(why.to_owned()));
    }
    let before: Vec<Carry> = stands.iter().map(|link| link.carry).collect();
    let mut after: BTreeSet<Carry> = before.iter().copied().collect();
    for link in &ended {
        after.remove(&link.carry);
        store::crosswalk::end(tx, district, link.carry.old, link.carry.new, now).await?;
    }
    after.extend(new.iter().map(|link| link.carry));
    let after: Vec<Carry> = after.into_iter().collect();
    if in_a_circle(&after) {
        let why = "The old version already takes in evidence of the new one: adopt one way only.";
        return Err(Refusal::Conflict(why.to_owned()));
    }
    store::crosswalk::adopt(tx, district, &new).await?;
    store::crosswalk::forget_corrections(tx, district, (asked.old, asked.new)).await?;
    let changed = ended.iter().map(|link| link.carry).chain(new.iter().map(|link| link.carry));
    let changed: Vec<Carry> = changed.collect();
    let mut done = AdoptedVersion {
        links: wanted.len(),
        links_new: new.len(),
        links_ended: ended.len(),
        ..AdoptedVersion::default()
    };
    done.edits = keep(tx, actor, loaded, &asked.give_up).await?;
    done.prerequisites = prerequisites(tx, actor, loaded).await?;
    if asked.move_targets {
        done.sections = move_targets(tx, actor, loaded, &wanted).await?;
    }
    let affected = affected(tx, actor, &changed, &[&before, &after]).await?;
    Ok((done, Affected { at: now, competencies: affected }))
}

/// The links that are taken, as they are kept.
fn wanted(loaded: &Loaded, actor: &Actor, now: Timestamp) -> Vec<Adopted> {
    let taken = loaded.compared.links.iter().filter(|one| one.taken);
    taken
        .map(|one| Adopted {
            carry: Carry { old: one.link.old, new: one.link.new, relation: one.link.relation },
            old_framework: loaded.old.whole.framework.id,
            new_framework: loaded.new.framework.id,
            why: why_word(one.link.why),
            adopted_at: now,
            adopted_by: Some(actor.person),
            ended_at: None,
        })
        .collect()
}

/// Writes the edits made here into the new version, once: when it has none of its own.
async fn keep(
    tx: &mut Tx,
    actor: &Actor,
    loaded: &Loaded,
    give_up: &[(CompetencyId, String)],
) -> Result<usize, Refusal> {
    let new = loaded.new.framework.id;
    let own: BTreeSet<CompetencyId> = store::published::of_framework(tx, actor.district, new)
        .await?
        .into_iter()
        .map(|one| one.id)
        .collect();
    let mut fates = loaded.compared.difference.edits.clone();
    fates.retain(|fate| {
        let refused = (fate.edit.competency, fate.edit.field.word());
        matches!(fate.fate, Fate::Kept | Fate::Contested)
            && fate.new.is_some_and(|new| !own.contains(&new))
            && !give_up.contains(&refused)
    });
    let edited: BTreeSet<CompetencyId> = fates.iter().filter_map(|fate| fate.new).collect();
    let mut competencies = loaded.new.competencies.clone();
    competencies.retain(|one| edited.contains(&one.id));
    store::published::put(tx, actor.district, &competencies).await?;
    keep_edits(&fates, &mut competencies);
    store::competency::put(tx, actor.district, &competencies).await?;
    Ok(fates.len())
}

/// Carries the prerequisites made here; those that would close a circle are left out.
async fn prerequisites(tx: &mut Tx, actor: &Actor, loaded: &Loaded) -> Result<usize, Refusal> {
    let old = loaded.old.whole.version();
    let carried = carried_prerequisites(actor.district, &old, &loaded.compared.difference);
    let find = |id: CompetencyId| loaded.new.competencies.iter().find(|one| one.id == id);
    let mut count = 0;
    for (before, after) in carried.pairs {
        let (Some(before), Some(after)) = (find(before), find(after)) else { continue };
        count += usize::from(edit_prerequisites::add(tx, actor, &loaded.new, before, after).await?);
    }
    Ok(count)
}

/// Puts the successors in the place of the targets that have some. A target that has ratings waiting to be
/// released stays beside them.
async fn move_targets(
    tx: &mut Tx,
    actor: &Actor,
    loaded: &Loaded,
    links: &[Adopted],
) -> Result<usize, Refusal> {
    let retired: BTreeSet<CompetencyId> =
        loaded.new.competencies.iter().filter(|one| one.retired).map(|one| one.id).collect();
    let mut into: BTreeMap<CompetencyId, Vec<CompetencyId>> = BTreeMap::new();
    for link in links.iter().filter(|link| !retired.contains(&link.carry.new)) {
        into.entry(link.carry.old).or_default().push(link.carry.new);
    }
    let mut moved = 0;
    let sections: Vec<SectionId> = loaded.sections.iter().map(|(section, ..)| *section).collect();
    for section in sections {
        let there = store::target::of_section(tx, actor.district, section).await?;
        let drafts = store::draft::of_section(tx, actor.district, section, None).await?;
        let mut targets: Vec<CompetencyId> = Vec::new();
        for target in &there {
            let successors = into.get(target).map(Vec::as_slice).unwrap_or_default();
            let waiting = drafts.iter().any(|draft| draft.competency == *target);
            let stays = (successors.is_empty() || waiting).then_some(target);
            for one in stays.into_iter().chain(successors) {
                if !targets.contains(one) {
                    targets.push(*one);
                }
            }
        }
        if targets != there {
            store::target::replace(tx, actor.district, section, &targets).await?;
            moved += 1;
        }
    }
    Ok(moved)
}

/// For each learner, what has to be judged because links changed: what they lead to now or led to before,
/// of whoever has a judgement in what they come from.
async fn affected(
    tx: &mut Tx,
    actor: &Actor,
    changed: &[Carry],
    crosswalks: &[&[Carry]],
) -> Result<BTreeMap<LearnerId, BTreeSet<CompetencyId>>, Refusal> {
    let mut sources: BTreeMap<CompetencyId, BTreeSet<CompetencyId>> = BTreeMap::new();
    for links in crosswalks {
        let crosswalk = Crosswalk::of(links.iter().copied());
        for link in changed {
            let reached = crosswalk.reached_from(link.new);
            for competency in reached.into_iter().chain([link.new]) {
                sources.entry(competency).or_default().extend(crosswalk.sources(competency));
            }
        }
    }
    let mut learners: BTreeMap<CompetencyId, Vec<LearnerId>> = BTreeMap::new();
    let mut affected: BTreeMap<LearnerId, BTreeSet<CompetencyId>> = BTreeMap::new();
    for (competency, sources) in sources {
        for source in sources.into_iter().chain([competency]) {
            let of_source = match learners.entry(source) {
                Entry::Occupied(there) => there.into_mut(),
                Entry::Vacant(place) => {
                    place.insert(store::mastery::learners_of(tx, actor.district, source).await?)
                }
            };
            for learner in of_source.iter() {
                affected.entry(*learner).or_default().insert(competency);
            }
        }
    }
    Ok(affected)
}
