//! SQLite's one writer: it runs each waiting use case inside a savepoint and answers after the shared
//! commit, so that one fsync serves all that were waiting.

use std::panic::AssertUnwindSafe;

use futures::{FutureExt as _, future::BoxFuture};
use tokio::sync::mpsc;

use crate::{StoreError, Tx};

/// How many use cases share one commit at most.
const GROUP: usize = 128;

/// How many may wait before callers have to.
const QUEUE: usize = 1024;

/// Tells a caller how its use case ended, once the commit has (or has not) succeeded.
pub(crate) type Answer = Box<dyn FnOnce(Result<(), StoreError>) + Send>;

/// What running a use case gave: keep its writes or not, and whom to tell.
pub(crate) struct Ran {
    pub(crate) keep: bool,
    pub(crate) answer: Answer,
}

/// A use case that waits for the writer.
pub(crate) type Job = Box<dyn for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Ran> + Send>;

/// Starts the writer on its connection; it ends when every sender is gone.
pub(crate) fn start(tx: Tx) -> mpsc::Sender<Job> {
    let (sender, receiver) = mpsc::channel(QUEUE);
    tokio::spawn(run(tx, receiver));
    sender
}

async fn run(mut tx: Tx, mut waiting: mpsc::Receiver<Job>) {
    while let Some(first) = waiting.recv().await {
        if let Err(error) = group(&mut tx, first, &mut waiting).await {
            tracing::error!(%error, "the writer's transaction failed; its callers were told");
            // Leaves no transaction open for the next group; fails harmlessly when none is.
            let _ = tx.script("rollback").await;
        }
    }
}

/// Runs `first` and whatever else is waiting, commits, and answers all of them.
async fn group(tx: &mut Tx, first: Job, waiting: &mut mpsc::Receiver<Job>) -> Result<(), StoreError> {
    tx.script("begin immediate").await?;
    let mut answers = Vec::new();
    let mut next = Some(first);
    while let Some(job) = next {
        // While nothing else is in the transaction, it is the savepoint.
        let alone = answers.is_empty();
        if !alone {
            tx.script("savepoint use_case").await?;
        }
        let undo = if alone { "rollback; begin immediate" } else { "rollback to use_case; release use_case" };
        match AssertUnwindSafe(job(tx)).catch_unwind().await {
            Ok(Ran { keep: true, answer }) => {
                if !alone {
                    tx.script("release use_case").await?;
                }
                answers.push(answer);
            }
            Ok(Ran { keep: false, answer }) => {
                tx.script(undo).await?;
                answer(Ok(()));
            }
            Err(_panic) => {
                // The caller's channel is dropped with the job and tells it that its use case crashed.
                let _ = tx.take_failure();
                tx.script(undo).await?;
            }
        }
        next = if answers.len() < GROUP { waiting.try_recv().ok() } else { None };
    }
    let committed = tx.script("commit").await;
    let failed = committed.as_ref().err().map(ToString::to_string);
    for answer in answers {
        answer(match &failed {
            None => Ok(()),
            Some(why) => Err(StoreError::Unusable(format!("the commit failed: {why}"))),
        });
    }
    committed
}
