//! What the database is doing, counted for whoever watches it.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU64, Ordering},
};

/// Judgements written since the program began, whichever database they went to.
static JUDGED: AtomicU64 = AtomicU64::new(0);

/// Figures of one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Activity {
    /// Use cases that wait to be written or for their commit.
    pub writes_waiting: u64,
    /// Commits since the program began; on SQLite one may keep many use cases.
    pub commits: u64,
    /// Commits that failed.
    pub commits_failed: u64,
    /// Whether nothing could be kept lately, as while the disk is full.
    pub writes_fail: bool,
    /// Connections that are in use.
    pub connections_busy: u64,
    /// Connections that can be in use at once.
    pub connections_most: u64,
    /// Judgements written since the program began.
    pub judged: u64,
}

/// Counts; cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Counters(Arc<Counts>);

#[derive(Default)]
struct Counts {
    waiting: AtomicU64,
    commits: AtomicU64,
    failed: AtomicU64,
    fails_now: AtomicBool,
    /// A use case found no room since the newest commit.
    full: AtomicBool,
}

/// A use case that waits, until this is dropped.
pub(crate) struct Waits(Counters);

impl Counters {
    pub(crate) fn wait(&self) -> Waits {
        self.0.waiting.fetch_add(1, Ordering::Relaxed);
        Waits(self.clone())
    }

    /// A commit ended.
    pub(crate) fn committed(&self, kept: bool) {
        let counter = if kept { &self.0.commits } else { &self.0.failed };
        counter.fetch_add(1, Ordering::Relaxed);
        // A commit may keep what came first and have had no room for what came after.
        let full = self.0.full.swap(false, Ordering::Relaxed);
        self.0.fails_now.store(full || !kept, Ordering::Relaxed);
    }

    /// A use case found no room to write.
    pub(crate) fn full(&self) {
        self.0.full.store(true, Ordering::Relaxed);
        self.0.fails_now.store(true, Ordering::Relaxed);
    }

    pub(crate) fn show(&self, connections: (u64, u64)) -> Activity {
        let read = |count: &AtomicU64| count.load(Ordering::Relaxed);
        Activity {
            writes_waiting: read(&self.0.waiting),
            commits: read(&self.0.commits),
            commits_failed: read(&self.0.failed),
            writes_fail: self.0.fails_now.load(Ordering::Relaxed),
            connections_busy: connections.0,
            connections_most: connections.1,
            judged: read(&JUDGED),
        }
    }
}

impl Drop for Waits {
    fn drop(&mut self) {
        self.0.0.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}

/// So many judgements were written.
pub(crate) fn judged(count: usize) {
    JUDGED.fetch_add(count as u64, Ordering::Relaxed);
}
