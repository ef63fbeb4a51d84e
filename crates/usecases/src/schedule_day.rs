//! Makes a day's schedule: by a button, and by the clock each evening. What everybody needs is loaded, the solver
//! looks, the checker must find nothing that can never be published, and a draft is kept.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use domain::{
    Date, DistrictId, LearnerId, RoomProgramId, Timestamp,
    chain::Digest,
    room_program::{DayVersion, RoomProgram},
};
use scheduling::{
    Instance, Schedule,
    check::{Severity, check},
};
use sha2::{Digest as _, Sha256};
use store::Tx;

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    chance,
    day_instance::{self, DayMaterials},
    day_kept::{self, Accepted, KeptLock},
    day_state, learn_from_day, room_programs, room_setup,
    solve_day::{Solved, solve_for},
};

/// How far ahead a day can be made. Unit: days.
pub const MOST_DAYS_AHEAD: i32 = 60;

/// How long a page waits before it says that the schedule is being made.
const WAITS: Duration = Duration::from_secs(3);

/// What is being made on this server, and what could not be.
static MAKING: Mutex<Option<HashMap<Key, Making>>> = Mutex::new(None);

type Key = (DistrictId, RoomProgramId, Date);

/// How the making of a day stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Making {
    /// Nothing is being made.
    Idle,
    /// It is being made since then.
    Since(Timestamp),
    /// It could not be made, and why.
    Failed(String),
}

/// How the making of a day stands on this server.
pub fn making(district: DistrictId, program: RoomProgramId, day: Date) -> Making {
    let kept = MAKING.lock().unwrap_or_else(PoisonError::into_inner);
    kept.as_ref().and_then(|all| all.get(&(district, program, day)).cloned()).unwrap_or(Making::Idle)
}

fn note(key: Key, making: Making) {
    let mut kept = MAKING.lock().unwrap_or_else(PoisonError::into_inner);
    let all = kept.get_or_insert_default();
    if making == Making::Idle {
        all.remove(&key);
    } else {
        all.insert(key, making);
    }
}

/// The day that a button makes when none is named: the next on which the program meets.
pub async fn next_day(app: &App, actor: &Actor, program: RoomProgramId) -> Result<Option<Date>, Refusal> {
    let now = chance::now();
    app.db
        .read(actor, move |tx, actor| {
            Box::pin(async move {
                let opened = room_programs::open(tx, actor, program, Action::See, now).await?;
                let (setup, _) = room_setup::load(tx, actor.district, program).await?;
                let today = chance::date_of(actor.district, now);
                day_instance::next_day(tx, actor.district, &opened.program, &setup, today).await
            })
        })
        .await
}

/// Begins to make a day, with what people locked in it, and waits a little; the page then says how it stands.
pub async fn start_schedule_day(
    app: &App,
    actor: &Actor,
    program: RoomProgramId,
    day: Date,
) -> Result<(), Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    check_day(app, actor, program, day, now).await?;
    let key = (actor.district, program, day);
    if matches!(making(actor.district, program, day), Making::Since(_)) {
        return Ok(());
    }
    note(key, Making::Since(now));
    let (app, who) = (app.clone(), actor.clone());
    let work = tokio::spawn(async move {
        let made = make(&app, who.district, program, day, Some(&who)).await;
        note(key, made.err().map_or(Making::Idle, |why| Making::Failed(why.to_string())));
    });
    // Whether it is done or not, the page is shown then.
    let _ = tokio::time::timeout(WAITS, work).await;
    Ok(())
}

/// Makes a day and waits until it is done; the version of the draft.
pub async fn schedule_day(
    app: &App,
    actor: &Actor,
    program: RoomProgramId,
    day: Date,
) -> Result<i64, Refusal> {
    access::may_write(actor)?;
    check_day(app, actor, program, day, chance::now()).await?;
    make(app, actor.district, program, day, Some(actor)).await
}

/// Whether somebody may make a day, and the program meets on it.
async fn check_day(
    app: &App,
    actor: &Actor,
    program: RoomProgramId,
    day: Date,
    now: Timestamp,
) -> Result<(), Refusal> {
    let today = chance::date_of(actor.district, now);
    let ahead = domain::calendar::days_between(today, day);
    if !(0..=MOST_DAYS_AHEAD).contains(&ahead) {
        let why = format!("{day} lies outside of today and the {MOST_DAYS_AHEAD} days after it");
        return Err(Refusal::invalid("day", why));
    }
    app.db
        .read(actor, move |tx, actor| {
            Box::pin(async move {
                let opened = room_programs::open(tx, actor, program, Action::Manage, now).await?;
                let (setup, _) = room_setup::load(tx, actor.district, program).await?;
                let meets = day_instance::meets(tx, actor.district, &opened.program, &setup, day).await?;
                meets.map_err(|why| Refusal::invalid("day", why))
            })
        })
        .await
}

/// What a day is made from, with the locks that stand.
struct Loaded {
    materials: DayMaterials,
    locks: Vec<KeptLock>,
    seconds: u32,
}

async fn load(
    tx: &mut Tx,
    district: DistrictId,
    program: &RoomProgram,
    day: Date,
    now: Timestamp,
) -> Result<Loaded, Refusal> {
    let (setup, _) = room_setup::load(tx, district, program.id).await?;
    let mut materials = day_instance::load(tx, district, program, &setup, day, now).await?;
    let locks = match store::day_schedule::newest(tx, district, (program.id, day)).await? {
        Some(version) => day_kept::read_locks(&version.locks)?,
        None => Vec::new(),
    };
    materials.instance.locks = day_kept::placed_locks(&materials.instance, &locks);
    Ok(Loaded { materials, locks, seconds: setup.numbers.seconds })
}

/// Makes a day for `who`, or for the clock.
pub(crate) async fn make(
    app: &App,
    district: DistrictId,
    id: RoomProgramId,
    day: Date,
    who: Option<&Actor>,
) -> Result<i64, Refusal> {
    let now = chance::now();
    learn_from_day::learn_before(app, district, id, day).await?;
    let loaded = app.db.look_up(district, move |tx, district| {
        Box::pin(async move {
            let program = store::room_program::find(tx, *district, id).await?;
            let program = program.ok_or(Refusal::NotFound("this program"))?;
            load(tx, *district, &program, day, now).await
        })
    });
    let Loaded { materials, locks, seconds } = loaded.await?;
    let instance = materials.instance;
    if instance.learners.iter().all(|one| one.periods.is_empty()) {
        let why = "Nobody is there on this day: enroll learners in the classes of the program first.";
        return Err(Refusal::Conflict(why.to_owned()));
    }
    day_state::sound(&instance)?;
    let solved = solve_for(instance.clone(), seconds).await?;
    never_broken(&instance, &solved.schedule)?;
    let version = Draft {
        of: (id, day),
        from: None,
        instance,
        schedule: solved.schedule.clone(),
        locks,
        accepted: Vec::new(),
        did: "made by the solver".to_owned(),
        solved: Some(solved),
        by: who.map(|who| who.person),
    };
    keep(app, district, version, None).await
}

/// What can never be published is a fault of the solver, and is refused.
pub(crate) fn never_broken(instance: &Instance, schedule: &Schedule) -> Result<(), Refusal> {
    let breach = check(instance, schedule).into_iter().find(|one| one.severity() == Severity::Never);
    match breach {
        None => Ok(()),
        Some(breach) => Err(Refusal::Conflict(format!(
            "The schedule that was found cannot be used: {}",
            breach.said(instance)
        ))),
    }
}

/// A version to be kept.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub of: (RoomProgramId, Date),
    pub from: Option<i64>,
    pub instance: Instance,
    pub schedule: Schedule,
    pub locks: Vec<KeptLock>,
    pub accepted: Vec<Accepted>,
    pub did: String,
    pub solved: Option<Solved>,
    pub by: Option<domain::PersonId>,
}

/// Keeps a version after `over`, which must still be the newest where it is given; its number.
pub(crate) async fn keep(
    app: &App,
    district: DistrictId,
    draft: Draft,
    over: Option<i64>,
) -> Result<i64, Refusal> {
    let now = chance::now();
    app.db
        .write(draft, move |tx, draft| Box::pin(async move { put(tx, district, draft, over, now).await }))
        .await
}

/// As [`keep`], in a transaction of its caller's.
pub(crate) async fn put(
    tx: &mut Tx,
    district: DistrictId,
    draft: &Draft,
    over: Option<i64>,
    now: Timestamp,
) -> Result<i64, Refusal> {
    let (program, day) = draft.of;
    let newest = store::day_schedule::newest(tx, district, draft.of).await?.map_or(0, |one| one.version);
    if over.is_some_and(|over| over != newest) {
        let why = "Somebody else has changed this day meanwhile: look at it again.";
        return Err(Refusal::Conflict(why.to_owned()));
    }
    let text = day_state::instance_text(&draft.instance);
    let digest: Digest = Sha256::digest(text.as_bytes()).into();
    store::day_schedule::keep_instance(tx, district, program, (&digest, &text), now).await?;
    let version = DayVersion {
        program,
        day,
        version: newest + 1,
        from: draft.from,
        instance: digest,
        schedule: day_kept::schedule_text(&draft.instance, &draft.schedule),
        locks: day_kept::locks_text(&draft.locks),
        accepted: day_kept::accepted_text(&draft.accepted),
        did: draft.did.clone(),
        worth: draft.solved.as_ref().map_or_else(
            || crate::solve_day::millionths(scheduling::worth::schedule(&draft.instance, &draft.schedule)),
            |solved| solved.worth,
        ),
        bound: draft.solved.as_ref().map(|solved| solved.bound),
        milliseconds: draft.solved.as_ref().map(|solved| solved.milliseconds),
        made_by: draft.by,
        made_at: now,
        published_by: None,
        published_at: None,
    };
    store::day_schedule::add(tx, district, &version).await?;
    let learners: Vec<LearnerId> =
        draft.instance.learners.iter().filter_map(|one| one.id.parse().ok()).collect();
    store::day_schedule::put_learners(tx, district, draft.of, &learners).await?;
    Ok(version.version)
}

/// Makes tomorrow for every program of a district whose hour has come and which has none yet.
pub(crate) async fn schedule_evenings(
    app: &App,
    district: DistrictId,
    now: Timestamp,
) -> Result<(), Refusal> {
    let due =
        app.db.look_up(district, move |tx, district| Box::pin(async move { due(tx, *district, now).await }));
    for (program, day) in due.await? {
        let key = (district, program, day);
        if making(district, program, day) != Making::Idle {
            continue;
        }
        note(key, Making::Since(now));
        let app = app.clone();
        tokio::spawn(async move {
            let made = make(&app, district, program, day, None).await;
            note(key, made.err().map_or(Making::Idle, |why| Making::Failed(why.to_string())));
        });
    }
    Ok(())
}

/// What the clock makes now.
async fn due(
    tx: &mut Tx,
    district: DistrictId,
    now: Timestamp,
) -> Result<Vec<(RoomProgramId, Date)>, Refusal> {
    let local = chance::local(district, now);
    let minute = u32::try_from(i32::from(local.hour()) * 60 + i32::from(local.minute())).unwrap_or(0);
    let today = local.date();
    let mut due = Vec::new();
    for program in store::room_program::list(tx, district).await? {
        if program.archived_at.is_some() {
            continue;
        }
        let (setup, _) = room_setup::load(tx, district, program.id).await?;
        if minute < setup.numbers.evening || setup.educators.is_empty() {
            continue;
        }
        // A program that nobody has used yet is not filled with drafts.
        let begun = store::day_schedule::last_published_day(tx, district, program.id, Date::MAX).await?;
        if begun.is_none() {
            continue;
        }
        let Some(day) = day_instance::next_day(tx, district, &program, &setup, today).await? else {
            continue;
        };
        if store::day_schedule::newest(tx, district, (program.id, day)).await?.is_none() {
            due.push((program.id, day));
        }
    }
    Ok(due)
}
