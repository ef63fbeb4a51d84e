//! Learners who are kept apart or together, groups that stand for several days, and lessons given once more. Only
//! who manages the program sees them; no page for learners, families, the wall or print does.

use domain::{
    Date, KeptPairId, LearnerId, PersonId, ResourceId, RoomProgramId, StableGroupId,
    room_program::{KeptPair, PairKind, StableGroup},
    text,
    time::Dates,
};

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    chance, room_programs,
    room_setup::{self, Setup},
};

/// The longest that a group stands. Unit: days.
const MOST_DAYS: i32 = 400;

/// What is kept of a program's learners.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// The program's setup, for names.
    pub setup: Setup,
    /// Pairs that stand.
    pub pairs: Vec<KeptPair>,
    /// Groups that stand today or later.
    pub groups: Vec<StableGroup>,
}

/// Shows pairs and groups to who manages the program.
pub async fn show_kept(app: &App, actor: &Actor, program: RoomProgramId) -> Result<Kept, Refusal> {
    let now = chance::now();
    let (kept, relationship) = app
        .db
        .read(actor, move |tx, actor| {
            Box::pin(async move {
                let opened = room_programs::open(tx, actor, program, Action::See, now).await?;
                if !opened.manages {
                    return Err(Refusal::Denied("Only who manages this program sees who is kept apart."));
                }
                let (setup, _) = room_setup::load(tx, actor.district, program).await?;
                let today = chance::date_of(actor.district, now);
                let kept = Kept {
                    setup,
                    pairs: store::kept_group::pairs(tx, actor.district, program).await?,
                    groups: store::kept_group::stable(tx, actor.district, program, today).await?,
                };
                Ok((kept, opened.relationship))
            })
        })
        .await?;
    let pairs = kept.pairs.iter().flat_map(|one| [one.learner, one.other]);
    let mut learners: Vec<LearnerId> =
        pairs.chain(kept.groups.iter().flat_map(|one| one.learners.iter().copied())).collect();
    learners.sort_unstable();
    learners.dedup();
    access::log(app, actor, "kept apart and together", relationship, learners, now).await?;
    Ok(kept)
}

/// Keeps two learners apart or together.
pub async fn keep_pair(
    app: &App,
    actor: &Actor,
    program: RoomProgramId,
    learners: [LearnerId; 2],
    kind: PairKind,
    reason: &str,
) -> Result<KeptPairId, Refusal> {
    access::may_write(actor)?;
    let reason = text::optional(reason, 1_000).map_err(Refusal::text("reason"))?.unwrap_or_default();
    let [learner, other] = learners;
    if learner == other {
        return Err(Refusal::invalid("learner", "is given twice: choose two learners"));
    }
    let now = chance::now();
    let id = chance::kept_pair_id(now);
    app.db
        .write((actor.clone(), reason), move |tx, (actor, reason)| {
            Box::pin(async move {
                let opened = room_programs::open(tx, actor, program, Action::Manage, now).await?;
                for one in learners {
                    room_programs::learns_in(tx, actor, &opened.program, one, now).await?;
                }
                let same = |one: &&KeptPair| {
                    [one.learner, one.other] == learners || [one.other, one.learner] == learners
                };
                let standing = store::kept_group::pairs(tx, actor.district, program).await?;
                for pair in standing.iter().filter(same) {
                    if pair.kind == kind {
                        return Ok(pair.id);
                    }
                    if (pair.kind == PairKind::Together) != (kind == PairKind::Together) {
                        let why =
                            "These two are kept together and cannot be kept apart too: end the one first.";
                        return Err(Refusal::Conflict(why.to_owned()));
                    }
                }
                let pair = KeptPair {
                    id,
                    program,
                    learner,
                    other,
                    kind,
                    reason: reason.clone(),
                    made_by: actor.person,
                    made_at: now,
                    ended_at: None,
                    ended_by: None,
                };
                store::kept_group::add_pair(tx, actor.district, &pair).await?;
                Ok(id)
            })
        })
        .await
}

/// Ends a pair; from the next schedule on.
pub async fn end_pair(
    app: &App,
    actor: &Actor,
    program: RoomProgramId,
    pair: KeptPairId,
) -> Result<(), Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    app.db
        .write(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                room_programs::open(tx, actor, program, Action::Manage, now).await?;
                let of = (program, pair);
                let ended = store::kept_group::end_pair(tx, actor.district, of, (actor.person, now)).await?;
                if ended { Ok(()) } else { Err(Refusal::NotFound("this pair")) }
            })
        })
        .await
}

/// A group that is to stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewStable {
    /// As people say it.
    pub name: String,
    /// The key of the period.
    pub period: String,
    /// The key of the way of learning.
    pub modality: String,
    /// The key of the room.
    pub room: String,
    /// Who leads it.
    pub educator: Option<PersonId>,
    /// What they work on.
    pub lesson: Option<ResourceId>,
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// Who is in it.
    pub learners: Vec<LearnerId>,
}

/// Lets a group stand for several days, or an advisory for the term.
pub async fn add_stable_group(
    app: &App,
    actor: &Actor,
    program: RoomProgramId,
    new: NewStable,
) -> Result<StableGroupId, Refusal> {
    access::may_write(actor)?;
    let name = text::required(&new.name, 80).map_err(Refusal::text("name"))?;
    let dates = Dates::new(Some(new.first), Some(new.last))
        .map_err(|why| Refusal::invalid("last", format!("is wrong: {why}")))?;
    if domain::calendar::days_between(new.first, new.last) > MOST_DAYS {
        return Err(Refusal::invalid("last", format!("lies too far ahead: {MOST_DAYS} days is the most")));
    }
    let mut learners = new.learners.clone();
    learners.sort_unstable();
    learners.dedup();
    if learners.is_empty() {
        return Err(Refusal::invalid("learners", "are missing: choose at least one"));
    }
    let now = chance::now();
    let id = chance::stable_group_id(now);
    app.db
        .write((actor.clone(), new, name, learners), move |tx, (actor, new, name, learners)| {
            Box::pin(async move {
                let opened = room_programs::open(tx, actor, program, Action::Manage, now).await?;
                let (setup, _) = room_setup::load(tx, actor.district, program).await?;
                for (field, known) in [
                    ("period", setup.period(&new.period).is_some()),
                    ("modality", setup.modality(&new.modality).is_some()),
                    ("room", setup.room(&new.room).is_some()),
                    ("educator", new.educator.is_none_or(|one| setup.educator(one).is_some())),
                ] {
                    if !known {
                        return Err(Refusal::invalid(field, "is not in the setup: choose one of the list"));
                    }
                }
                let today = chance::date_of(actor.district, now);
                let sections = room_programs::sections(tx, actor.district, &opened.program).await?;
                let known = room_programs::learners(tx, actor.district, &sections, today).await?;
                if learners.iter().any(|one| known.iter().all(|known| known.learner != *one)) {
                    return Err(Refusal::NotFound("this learner"));
                }
                if let Some(lesson) = new.lesson {
                    let found = store::resource::find(tx, actor.district, lesson).await?;
                    found.ok_or(Refusal::NotFound("this lesson"))?;
                }
                let group = StableGroup {
                    id,
                    program,
                    name: name.clone(),
                    period: new.period.clone(),
                    modality: new.modality.clone(),
                    room: new.room.clone(),
                    educator: new.educator,
                    lesson: new.lesson.map(|lesson| *lesson.as_bytes()),
                    dates,
                    learners: learners.clone(),
                    made_by: actor.person,
                    made_at: now,
                    ended_at: None,
                };
                store::kept_group::add_stable(tx, actor.district, &group).await?;
                Ok(id)
            })
        })
        .await
}

/// Ends a group; from the next schedule on.
pub async fn end_stable_group(
    app: &App,
    actor: &Actor,
    program: RoomProgramId,
    group: StableGroupId,
) -> Result<(), Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    app.db
        .write(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                room_programs::open(tx, actor, program, Action::Manage, now).await?;
                let ended = store::kept_group::end_stable(tx, actor.district, (program, group), now).await?;
                if ended { Ok(()) } else { Err(Refusal::NotFound("this group")) }
            })
        })
        .await
}

/// Agrees that a learner gets a lesson once more, as the library has nothing else for them.
pub async fn agree_repeat(
    app: &App,
    actor: &Actor,
    program: RoomProgramId,
    learner: LearnerId,
    lesson: ResourceId,
) -> Result<(), Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    app.db
        .write(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                let opened = room_programs::open(tx, actor, program, Action::Manage, now).await?;
                room_programs::learns_in(tx, actor, &opened.program, learner, now).await?;
                let found = store::resource::find(tx, actor.district, lesson).await?;
                found.ok_or(Refusal::NotFound("this lesson"))?;
                let of = (program, learner, *lesson.as_bytes());
                Ok(store::kept_group::agree_repeat(tx, actor.district, of, (actor.person, now)).await?)
            })
        })
        .await
}
