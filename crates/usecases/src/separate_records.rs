//! Separating two records again: each has its own chain and its own judgements as if they had never been
//! one, with what was recorded meanwhile where it belongs.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    DistrictId, LearnerId, PersonId, RecordLinkId, SectionId, Timestamp,
    access::Relationship,
    evidence::{Fact, Sequence},
    framework::Competency,
    people::{Person, Section, SectionRole},
    text,
};
use store::{
    Tx,
    evidence::Sealed,
    record_link::{RecordLink, Separated},
};

use crate::{
    Actor, App, Change, Refusal, access, chance, compare_records::may_merge, ledger, replay::Replay,
    settling::settle,
};

/// One link with the names around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownLink {
    /// The link.
    pub link: RecordLink,
    /// Whose record stays.
    pub kept: Person,
    /// Whose record is merged into it.
    pub merged: Person,
    /// Who linked them.
    pub by: String,
    /// Who separated them; empty while they are one.
    pub separated_by: String,
}

/// Something that was recorded of the kept record while both were one: whose it is, a person says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meanwhile {
    /// Where it stands in the kept record's chain.
    pub sequence: Sequence,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// By whom; empty for the platform.
    pub by: String,
    /// Of what.
    pub competency: Option<Competency>,
    /// In which class.
    pub section: Option<Section>,
    /// Whether it is a decision.
    pub decision: bool,
    /// Whether only the merged record is of that class: then it is proposed to be given to that one.
    pub proposed: bool,
}

/// One link with what a separation has to decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkDetail {
    /// The link.
    pub shown: ShownLink,
    /// What was recorded meanwhile of the kept record; nothing after a separation.
    pub meanwhile: Vec<Meanwhile>,
}

/// Lists every link, newest first; an administrator's of the district to see.
pub async fn list_record_links(app: &App, actor: &Actor) -> Result<Vec<ShownLink>, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read(actor.clone(), |tx, actor| {
            Box::pin(async move {
                may_merge(tx, actor, today).await?;
                let mut shown = Vec::new();
                for link in store::record_link::list(tx, actor.district).await? {
                    shown.extend(named(tx, actor.district, link).await?);
                }
                Ok(shown)
            })
        })
        .await
}

/// Shows one link, and what was recorded meanwhile without what it says. Written into the access log.
pub async fn show_record_link(app: &App, actor: &Actor, id: RecordLinkId) -> Result<LinkDetail, Refusal> {
    let now = chance::now();
    let today = chance::date_of(actor.district, now);
    let detail = app
        .db
        .read(actor.clone(), |tx, actor| {
            Box::pin(async move {
                may_merge(tx, actor, today).await?;
                let district = actor.district;
                let link = store::record_link::find(tx, district, id).await?;
                let shown = match link {
                    Some(link) => named(tx, district, link).await?,
                    None => None,
                };
                let shown = shown.ok_or(Refusal::NotFound("this"))?;
                let meanwhile = if shown.link.separated.is_none() {
                    meanwhile(tx, district, &shown.link).await?
                } else {
                    Vec::new()
                };
                Ok::<_, Refusal>(LinkDetail { shown, meanwhile })
            })
        })
        .await?;
    if !detail.meanwhile.is_empty() {
        let why = format!("Two records of one child: {}", detail.shown.link.reason);
        let reader = Actor { break_glass: Some(why), ..actor.clone() };
        let read = vec![detail.shown.link.kept];
        access::log(app, &reader, "records to separate", Relationship::BreakGlass, read, now).await?;
    }
    Ok(detail)
}

async fn named(tx: &mut Tx, district: DistrictId, link: RecordLink) -> Result<Option<ShownLink>, Refusal> {
    let person = |found: Option<Person>| found.as_ref().map(Person::name).unwrap_or_default();
    let kept = store::person::find(tx, district, link.kept.as_person()).await?;
    let merged = store::person::find(tx, district, link.merged.as_person()).await?;
    let by = person(store::person::find(tx, district, link.linked_by).await?);
    let separated_by = match &link.separated {
        Some(end) => person(store::person::find(tx, district, end.by).await?),
        None => String::new(),
    };
    Ok(kept.zip(merged).map(|(kept, merged)| ShownLink { link, kept, merged, by, separated_by }))
}

/// The kept record's own entries since the link that are evidence or decisions; corrections go where what
/// they correct goes.
async fn own_since(tx: &mut Tx, district: DistrictId, link: &RecordLink) -> Result<Vec<Sealed>, Refusal> {
    let carried = store::record_link::carried_through(tx, district, link.id).await?;
    let copies: BTreeSet<Sequence> = carried.iter().map(|one| one.sequence).collect();
    let mut all = store::evidence::histories(tx, district, link.kept, &[]).await?;
    all.retain(|sealed| {
        sealed.entry.recorded_at > link.linked_at && !copies.contains(&sealed.entry.sequence)
    });
    // What another merged record says is not this one's to give away.
    let mut own = Vec::with_capacity(all.len());
    for sealed in all {
        let of_other = store::record_link::carried_at(tx, district, link.kept, sealed.entry.sequence).await?;
        if of_other.is_none() {
            own.push(sealed);
        }
    }
    Ok(own)
}

async fn meanwhile(tx: &mut Tx, district: DistrictId, link: &RecordLink) -> Result<Vec<Meanwhile>, Refusal> {
    let of_merged = sections_of(tx, district, link.merged, None).await?;
    let of_kept = sections_of(tx, district, link.merged, Some(link.kept)).await?;
    let mut found = Vec::new();
    for sealed in own_since(tx, district, link).await? {
        let entry = &sealed.entry;
        let (decision, section) = match &entry.fact {
            Fact::Evidence(evidence) => (false, evidence.section),
            Fact::Decision(_) => (true, None),
            _ => continue,
        };
        let by = match entry.recorded_by {
            Some(person) => store::person::find(tx, district, person).await?,
            None => None,
        };
        let competency = match sealed.competency {
            Some(competency) => store::competency::find_all(tx, district, &[competency]).await?.pop(),
            None => None,
        };
        found.push(Meanwhile {
            sequence: entry.sequence,
            recorded_at: entry.recorded_at,
            by: by.as_ref().map(Person::name).unwrap_or_default(),
            competency,
            proposed: section.is_some_and(|one| of_merged.contains(&one) && !of_kept.contains(&one)),
            section: match section {
                Some(section) => store::section::find(tx, district, section).await?,
                None => None,
            },
            decision,
        });
    }
    Ok(found)
}

/// The classes that a merged record is in by itself; or those of the kept one without the merged one's.
async fn sections_of(
    tx: &mut Tx,
    district: DistrictId,
    merged: LearnerId,
    kept: Option<LearnerId>,
) -> Result<BTreeSet<SectionId>, Refusal> {
    let whose = kept.unwrap_or(merged).as_person();
    let places = store::enrollment::of_person(tx, district, whose).await?;
    Ok(places
        .into_iter()
        .filter(|one| one.role == SectionRole::Learner && one.person == whose)
        .map(|one| one.section)
        .collect())
}

/// What a separation did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SeparatedRecords {
    /// How many entries were given to the merged record.
    pub given: usize,
    /// Guardians whose right was changed since by somebody else, and stays as it is.
    pub guardians_kept: Vec<PersonId>,
}

/// Separates two records; `to_merged` are the entries recorded meanwhile that are the merged record's.
pub async fn separate_records(
    app: &App,
    actor: &Actor,
    id: RecordLinkId,
    reason: &str,
    to_merged: &[Sequence],
) -> Result<SeparatedRecords, Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    let reason = text::required(reason, 1_000).map_err(Refusal::text("reason"))?;
    let to_merged: BTreeSet<Sequence> = to_merged.iter().copied().collect();
    let (done, learners) = app
        .db
        .write((actor.clone(), reason, to_merged), move |tx, (actor, reason, to_merged)| {
            Box::pin(separate(tx, actor, id, reason, to_merged, now))
        })
        .await?;
    for (learner, competencies) in learners {
        let cells = competencies.into_iter().map(|competency| (learner, competency)).collect();
        app.tell(Change::of_judgements(actor.district, cells));
    }
    Ok(done)
}

type Touched = BTreeMap<LearnerId, BTreeSet<domain::CompetencyId>>;

async fn separate(
    tx: &mut Tx,
    actor: &Actor,
    id: RecordLinkId,
    reason: &str,
    to_merged: &BTreeSet<Sequence>,
    now: Timestamp,
) -> Result<(SeparatedRecords, Touched), Refusal> {
    let district = actor.district;
    may_merge(tx, actor, chance::date_of(actor.district, now)).await?;
    let link = store::record_link::find(tx, district, id).await?.ok_or(Refusal::NotFound("this"))?;
    let mut both = [link.kept, link.merged];
    both.sort_unstable();
    for learner in both {
        store::learner::lock(tx, district, learner, now).await?;
    }
    // Read again behind the locks.
    let link = store::record_link::find(tx, district, id).await?.ok_or(Refusal::NotFound("this"))?;
    if link.separated.is_some() {
        return Err(Refusal::Conflict("They were separated before.".to_owned()));
    }
    let own = own_since(tx, district, &link).await?;
    let given = given(&own, to_merged)?;
    let carried = store::record_link::carried_through(tx, district, link.id).await?;
    let mut gone: Vec<Sequence> = carried.iter().map(|one| one.sequence).collect();
    gone.extend(given.iter().map(|sealed| sealed.entry.sequence));
    let touched = store::evidence::histories(tx, district, link.kept, &[]).await?;
    let touched: BTreeSet<_> = touched
        .iter()
        .filter(|sealed| gone.contains(&sealed.entry.sequence))
        .filter_map(|sealed| sealed.competency)
        .collect();
    let mut done = SeparatedRecords { given: given.len(), guardians_kept: Vec::new() };
    done.guardians_kept = restore_guardians(tx, district, &link).await?;
    let end = Separated { at: now, by: actor.person, reason: reason.to_owned() };
    store::record_link::separate(tx, district, &link, &end).await?;
    give_back_drafts(tx, district, &link).await?;
    if !given.is_empty() {
        ledger::copy_over(tx, district, (link.merged, "given"), &given, &link, now).await?;
    }
    store::erasure::empty(tx, district, link.kept, &gone).await?;
    let mut replay = Replay::new(district);
    for learner in [link.kept, link.merged] {
        settle(tx, &mut replay, district, learner, |_| true).await?;
    }
    Ok((done, Touched::from([(link.kept, touched.clone()), (link.merged, touched)])))
}

/// The entries that are given to the merged record, in chain order: those that are named, with what corrects
/// them, and what corrects that.
fn given(own: &[Sealed], named: &BTreeSet<Sequence>) -> Result<Vec<Sealed>, Refusal> {
    let known = |one: &Sequence| {
        own.iter().any(|sealed| {
            sealed.entry.sequence == *one
                && matches!(sealed.entry.fact, Fact::Evidence(_) | Fact::Decision(_))
        })
    };
    if let Some(unknown) = named.iter().find(|one| !known(one)) {
        let why = format!("name entry {}, which was not recorded of the kept record meanwhile", unknown.0);
        return Err(Refusal::invalid("to_merged", why));
    }
    let mut all = named.clone();
    let mut given = Vec::new();
    for sealed in own {
        let sequence = sealed.entry.sequence;
        if let Fact::Retraction { of, .. } | Fact::Excusal { of, .. } = &sealed.entry.fact
            && all.contains(of)
        {
            all.insert(sequence);
        }
        if all.contains(&sequence) {
            given.push(sealed.clone());
        }
    }
    Ok(given)
}

/// Gives guardians back the right that they had, where nobody changed it since; who keeps what they have.
async fn restore_guardians(
    tx: &mut Tx,
    district: DistrictId,
    link: &RecordLink,
) -> Result<Vec<PersonId>, Refusal> {
    let now_stand = store::guardianship::of_learner(tx, district, link.kept).await?;
    let mut kept = Vec::new();
    for change in store::record_link::guardians(tx, district, link).await? {
        let stands = now_stand.iter().find(|one| one.guardian == change.guardian);
        match stands {
            Some(one) if one.may_see == change.given_may_see => match &change.before {
                Some(before) => {
                    store::guardianship::put(tx, district, std::slice::from_ref(before)).await?;
                }
                None => {
                    store::guardianship::remove(tx, district, change.guardian, link.kept).await?;
                }
            },
            _ => kept.push(change.guardian),
        }
    }
    Ok(kept)
}

/// Ratings that went over and still wait as they were go back.
async fn give_back_drafts(tx: &mut Tx, district: DistrictId, link: &RecordLink) -> Result<(), Refusal> {
    for moved in store::record_link::drafts(tx, district, link.id).await? {
        let all = store::draft::of_section(tx, district, moved.section, Some(moved.competency)).await?;
        let same = |one: &&store::draft::Draft| {
            one.learner == link.kept && (one.judge, one.rated_at) == (moved.judge, moved.rated_at)
        };
        if let Some(draft) = all.iter().find(same) {
            let back = store::draft::Draft { learner: link.merged, ..draft.clone() };
            store::draft::put(tx, district, &back).await?;
            store::draft::remove(tx, district, moved.section, link.kept, moved.competency).await?;
        }
    }
    Ok(())
}
