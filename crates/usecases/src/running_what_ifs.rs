//! Looks at changes of policy that run in the background: started, waited for, asked how far they are, and
//! stopped. They are kept in memory only: whoever restarts the server looks again.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use domain::{DistrictId, LookId, PersonId};
use tokio::{sync::watch, task::AbortHandle, time::timeout};

use crate::{
    Actor, App, Refusal, chance,
    policy_change::{self, NewSetting},
    what_if::{WhatIf, what_if},
};

/// The most that are kept, finished ones too; the oldest finished one makes room.
const MOST: usize = 64;

/// The most that one person runs at once.
const MOST_OF_ONE: usize = 2;

/// How one look stands.
#[derive(Debug, Clone)]
pub enum Standing {
    /// So many learners of so many are done.
    Running {
        /// Learners done.
        done: u64,
        /// Learners in all; 0 before that is known.
        of: u64,
    },
    /// It is done.
    Done(Arc<Look>),
}

/// A look with what was asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    /// The change as it was written.
    pub asked: NewSetting,
    /// What it would do.
    pub found: WhatIf,
}

/// Every look of this server.
#[derive(Clone, Default)]
pub(crate) struct Looks(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept {
    looks: HashMap<LookId, Running>,
    /// In the order they were started.
    started: u64,
}

/// What came of a look.
type Answer = Result<Arc<Look>, Refusal>;

struct Running {
    number: u64,
    district: DistrictId,
    person: PersonId,
    progress: Arc<(AtomicU64, AtomicU64)>,
    result: Arc<Mutex<Option<Answer>>>,
    done: watch::Receiver<bool>,
    abort: AbortHandle,
}

impl Looks {
    fn kept(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Running {
    fn is_done(&self) -> bool {
        *self.done.borrow()
    }
}

/// Starts to look at `asked`, after checking that `actor` may, and returns the key to ask for it by.
pub async fn start(app: &App, actor: &Actor, asked: NewSetting) -> Result<LookId, Refusal> {
    let now = chance::now();
    app.db
        .read((actor, &asked), |tx, (actor, asked)| {
            Box::pin(async move { policy_change::proposed(tx, actor, asked, now).await.map(drop) })
        })
        .await?;
    let progress = Arc::new((AtomicU64::new(0), AtomicU64::new(0)));
    let result: Arc<Mutex<Option<Answer>>> = Arc::default();
    let (tell, done) = watch::channel(false);
    let work = {
        let (app, actor, progress, result) = (app.clone(), actor.clone(), progress.clone(), result.clone());
        async move {
            let report = |done: u64, of: u64| {
                progress.0.store(done, Ordering::Relaxed);
                progress.1.store(of, Ordering::Relaxed);
            };
            let found = what_if(&app, &actor, &asked, &report).await;
            let found = found.map(|found| Arc::new(Look { asked, found }));
            *result.lock().unwrap_or_else(PoisonError::into_inner) = Some(found);
            let _ = tell.send(true);
        }
    };
    let mut kept = app.looks().kept();
    let own = |one: &&Running| one.person == actor.person && one.district == actor.district && !one.is_done();
    if kept.looks.values().filter(own).count() >= MOST_OF_ONE {
        let why = "Two looks of yours are still running: wait for one, or stop it.";
        return Err(Refusal::Conflict(why.to_owned()));
    }
    make_room(&mut kept)?;
    let key = chance::look_id(now);
    kept.started += 1;
    let number = kept.started;
    let abort = tokio::spawn(work).abort_handle();
    let (district, person) = (actor.district, actor.person);
    kept.looks.insert(key, Running { number, district, person, progress, result, done, abort });
    Ok(key)
}

fn make_room(kept: &mut Kept) -> Result<(), Refusal> {
    if kept.looks.len() < MOST {
        return Ok(());
    }
    let oldest = kept.looks.iter().filter(|(_, one)| one.is_done()).min_by_key(|(_, one)| one.number);
    let Some(oldest) = oldest.map(|(key, _)| *key) else {
        return Err(Refusal::Conflict("Too many looks are running: try again in a minute.".to_owned()));
    };
    kept.looks.remove(&oldest);
    Ok(())
}

/// How a look stands, after waiting for it up to `patience`. Only for who started it.
pub async fn look(app: &App, actor: &Actor, key: LookId, patience: Duration) -> Result<Standing, Refusal> {
    let (mut done, progress, result) = {
        let kept = app.looks().kept();
        let one = own(&kept, actor, key)?;
        (one.done.clone(), one.progress.clone(), one.result.clone())
    };
    // Too late, or ended without an answer: both are seen below.
    let ended = matches!(timeout(patience, done.wait_for(|done| *done)).await, Ok(Err(_)));
    let mut answer = result.lock().unwrap_or_else(PoisonError::into_inner);
    match answer.take() {
        Some(Ok(found)) => {
            *answer = Some(Ok(found.clone()));
            Ok(Standing::Done(found))
        }
        Some(Err(refusal)) => {
            app.looks().kept().looks.remove(&key);
            Err(refusal)
        }
        None if ended => {
            app.looks().kept().looks.remove(&key);
            Err(Refusal::Conflict("This look was stopped: start it again.".to_owned()))
        }
        None => {
            let count = |number: &AtomicU64| number.load(Ordering::Relaxed);
            Ok(Standing::Running { done: count(&progress.0), of: count(&progress.1) })
        }
    }
}

/// Stops a look and forgets it. Only for who started it.
pub fn stop(app: &App, actor: &Actor, key: LookId) -> Result<(), Refusal> {
    let mut kept = app.looks().kept();
    own(&kept, actor, key)?.abort.abort();
    kept.looks.remove(&key);
    Ok(())
}

fn own<'k>(kept: &'k Kept, actor: &Actor, key: LookId) -> Result<&'k Running, Refusal> {
    let found = kept.looks.get(&key);
    let found = found.filter(|one| (one.district, one.person) == (actor.district, actor.person));
    found.ok_or(Refusal::NotFound("this look"))
}
