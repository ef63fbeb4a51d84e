//! SQLite's one writer, a thread of its own: it runs each waiting use case inside a savepoint and
//! answers after the shared commit, so that one fsync serves all that were waiting.

use std::{
    collections::VecDeque,
    panic::AssertUnwindSafe,
    sync::{Mutex, PoisonError},
    thread::{self, JoinHandle},
    time::Duration,
};

use futures::{FutureExt as _, future::BoxFuture};
use tokio::{runtime::Handle, sync::mpsc};

use crate::{StoreError, Tx, activity::Counters, checkpoints::Checkpoints};

/// How many use cases share one commit at most.
const GROUP: usize = 128;

/// How many may wait before callers have to.
const QUEUE: usize = 1024;

/// How many commits of others a use case that stands behind lets pass before it has its turn.
const PATIENCE: usize = 8;

/// Every writer of this program that may still run.
static WRITERS: Mutex<Vec<JoinHandle<()>>> = Mutex::new(Vec::new());

/// Waits until no writer runs, but not for ever.
pub(crate) async fn all_ended() {
    for _ in 0..100 {
        if running().is_empty() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

fn running() -> std::sync::MutexGuard<'static, Vec<JoinHandle<()>>> {
    let mut writers = WRITERS.lock().unwrap_or_else(PoisonError::into_inner);
    writers.retain(|writer| !writer.is_finished());
    writers
}

/// Tells a caller how its use case ended, once the commit has (or has not) succeeded.
pub(crate) type Answer = Box<dyn FnOnce(Result<(), StoreError>) + Send>;

/// What running a use case gave: keep its writes or not, and whom to tell.
pub(crate) struct Ran {
    pub(crate) keep: bool,
    pub(crate) answer: Answer,
}

/// What a use case does with the transaction.
pub(crate) type Work = Box<dyn for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Ran> + Send>;

/// A use case that waits for the writer.
pub(crate) struct Job {
    pub(crate) turn: Turn,
    pub(crate) work: Work,
}

/// When a use case has its turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// A person waits for it.
    Next,
    /// It is one of the many steps of a long work, which lets people go first. SQLite alone has turns:
    /// PostgreSQL writes side by side.
    Behind,
}

/// Starts the writer on its connection; it ends when every sender is gone, and its checkpoints with it.
pub(crate) fn start(
    tx: Tx,
    checkpoints: Option<Checkpoints>,
    counters: Counters,
) -> Result<mpsc::Sender<Job>, StoreError> {
    let (sender, receiver) = mpsc::channel(QUEUE);
    let waiting = Waiting { receiver, next: VecDeque::new(), behind: VecDeque::new(), let_pass: 0 };
    let runtime = Handle::current();
    let writer = thread::Builder::new()
        .name("sqlite-writer".to_owned())
        .spawn(move || run(tx, waiting, checkpoints, &runtime, &counters))
        .map_err(|error| StoreError::Unusable(format!("its writer cannot be started: {error}")))?;
    running().push(writer);
    Ok(sender)
}

fn run(
    mut tx: Tx,
    mut waiting: Waiting,
    mut checkpoints: Option<Checkpoints>,
    runtime: &Handle,
    counters: &Counters,
) {
    while let Some(first) = waiting.first() {
        if let Err(error) = runtime.block_on(group(&mut tx, first, &mut waiting, counters)) {
            tracing::error!(error = error.logged(), "the writer's transaction failed; its callers were told");
            // Leaves no transaction open for the next group; fails harmlessly when none is.
            let _ = runtime.block_on(tx.script("rollback"));
        } else if let Some(checkpoints) = &mut checkpoints {
            checkpoints.committed();
        }
    }
}

/// Who waits, in two rows.
struct Waiting {
    receiver: mpsc::Receiver<Job>,
    next: VecDeque<Work>,
    behind: VecDeque<Work>,
    /// How many commits those behind have let pass.
    let_pass: usize,
}

impl Waiting {
    /// The first of a commit; waits for one, and is `None` when nobody can come any more.
    fn first(&mut self) -> Option<Work> {
        loop {
            self.line_up();
            if self.next.is_empty() || (self.let_pass >= PATIENCE && !self.behind.is_empty()) {
                self.let_pass = 0;
                if let Some(work) = self.behind.pop_front() {
                    return Some(work);
                }
            }
            if let Some(work) = self.next.pop_front() {
                self.let_pass += 1;
                return Some(work);
            }
            let job = self.receiver.blocking_recv()?;
            self.row(job.turn).push_back(job.work);
        }
    }

    /// Another that shares the commit.
    fn companion(&mut self) -> Option<Work> {
        self.line_up();
        self.next.pop_front()
    }

    fn line_up(&mut self) {
        while let Ok(job) = self.receiver.try_recv() {
            self.row(job.turn).push_back(job.work);
        }
    }

    fn row(&mut self, turn: Turn) -> &mut VecDeque<Work> {
        match turn {
            Turn::Next => &mut self.next,
            Turn::Behind => &mut self.behind,
        }
    }
}

/// Runs `first` and who else is waiting, commits, and answers all of them.
async fn group(
    tx: &mut Tx,
    first: Work,
    waiting: &mut Waiting,
    counters: &Counters,
) -> Result<(), StoreError> {
    tx.script("begin immediate").await?;
    let mut answers = Vec::new();
    let ended = match fill(tx, first, waiting, &mut answers).await {
        Ok(()) => tx.script("commit").await,
        Err(error) => Err(error),
    };
    if ended.is_err() || !answers.is_empty() {
        counters.committed(ended.is_ok());
    }
    for answer in answers {
        answer(match &ended {
            Ok(()) => Ok(()),
            Err(StoreError::Full) => Err(StoreError::Full),
            Err(error) => Err(StoreError::Unusable(format!("the commit failed: {}", error.logged()))),
        });
    }
    ended
}

/// Runs use cases until nobody waits or the commit is full; `answers` are of those that it is to keep.
async fn fill(
    tx: &mut Tx,
    first: Work,
    waiting: &mut Waiting,
    answers: &mut Vec<Answer>,
) -> Result<(), StoreError> {
    let mut next = Some(first);
    while let Some(work) = next {
        // While nothing else is in the transaction, it is the savepoint.
        let alone = answers.is_empty();
        if !alone {
            tx.script("savepoint use_case").await?;
        }
        match AssertUnwindSafe(work(tx)).catch_unwind().await {
            Ok(Ran { keep: true, answer }) => {
                answers.push(answer);
                if !alone {
                    tx.script("release use_case").await?;
                }
            }
            Ok(Ran { keep: false, answer }) => {
                answer(Ok(()));
                undo(tx, alone).await?;
            }
            Err(_panic) => {
                // The caller's channel is dropped with the job and tells it that its use case crashed.
                let _ = tx.take_failure();
                undo(tx, alone).await?;
            }
        }
        next = if answers.len() < GROUP { waiting.companion() } else { None };
    }
    Ok(())
}

/// Takes back what the last use case wrote, and nothing of the others.
async fn undo(tx: &mut Tx, alone: bool) -> Result<(), StoreError> {
    match (tx.is_gone(), alone) {
        (false, true) => tx.script("rollback; begin immediate").await,
        (false, false) => tx.script("rollback to use_case; release use_case").await,
        (true, true) => tx.script("begin immediate").await,
        // The others of this commit went with it.
        (true, false) => Err(StoreError::Full),
    }
}
