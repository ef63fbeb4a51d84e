//! Brings what SQLite's log holds into the database file, beside the writer: whoever waits for a commit
//! does not wait for that too.
//!
//! A checkpoint that runs while others write leaves the log growing, so the writer waits for one now and
//! then, when the log has become long: after it nothing is left to bring over, and the log begins anew.

use std::{
    cell::Cell,
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    thread::{self, JoinHandle},
};

use rusqlite::{Connection, hooks::Wal};

use crate::StoreError;

/// After so many new pages of the log a checkpoint begins.
const OFTEN: usize = 1_000;

/// From so many pages on the writer waits until the log can begin anew: 32 MiB.
const LONG: usize = 8_192;

thread_local! {
    /// Pages in the log after the newest commit of this thread.
    static PAGES: Cell<usize> = const { Cell::new(0) };
}

/// The thread that makes checkpoints; it ends when this is dropped.
pub(crate) struct Checkpoints {
    asked: Option<SyncSender<Option<SyncSender<()>>>>,
    thread: Option<JoinHandle<()>>,
    /// Pages in the log when the newest checkpoint was asked for.
    before: usize,
}

impl Checkpoints {
    /// Takes over from `writer`, which makes none any more; `own` is another connection to its file.
    pub(crate) fn start(writer: &Connection, own: Connection) -> Result<Self, StoreError> {
        writer.wal_hook(Some(note));
        let (asked, waiting) = sync_channel(1);
        let thread = thread::Builder::new()
            .name("sqlite-checkpoints".to_owned())
            .spawn(move || run(&own, &waiting))
            .map_err(|error| StoreError::Unusable(format!("its checkpoints cannot be started: {error}")))?;
        Ok(Self { asked: Some(asked), thread: Some(thread), before: 0 })
    }

    /// After every commit of the writer, in its thread.
    pub(crate) fn committed(&mut self) {
        let pages = PAGES.get();
        // Fewer than before: the log has begun anew.
        let new = pages.checked_sub(self.before).unwrap_or(pages);
        let Some(asked) = &self.asked else { return };
        if pages >= LONG {
            let (tell, told) = sync_channel(1);
            if asked.send(Some(tell)).is_ok() {
                // It ends without an answer when its thread has crashed: then the log goes on growing.
                let _ = told.recv();
            }
            self.before = 0;
        } else if new >= OFTEN {
            // When it is still at the one before, the next commit asks again.
            if asked.try_send(None).is_ok() {
                self.before = pages;
            }
        }
    }
}

impl Drop for Checkpoints {
    fn drop(&mut self) {
        self.asked = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

#[expect(clippy::unnecessary_wraps, reason = "a hook may fail, this one does not")]
fn note(_: &Wal, pages: i32) -> rusqlite::Result<()> {
    PAGES.set(usize::try_from(pages).unwrap_or(0));
    Ok(())
}

fn run(connection: &Connection, waiting: &Receiver<Option<SyncSender<()>>>) {
    while let Ok(tell) = waiting.recv() {
        // What fails, as on a full disk, is tried again after the next pages.
        if let Err(error) = connection.query_row("pragma wal_checkpoint(passive)", [], |_| Ok(())) {
            tracing::debug!(%error, "a checkpoint failed");
        }
        if let Some(tell) = tell {
            let _ = tell.send(());
        }
    }
}
