//! Work that keeps its thread for longer than a statement or two.

use tokio::{
    runtime::{Handle, RuntimeFlavor},
    task,
};

/// Runs `work` in this thread, after handing the thread's other tasks to another one, so that nobody
/// waits behind it. A runtime with one thread has no other: there it is simply run.
pub(crate) async fn run<T>(work: impl Future<Output = T>) -> T {
    let here = Handle::current();
    match here.runtime_flavor() {
        RuntimeFlavor::MultiThread => task::block_in_place(|| here.block_on(work)),
        _ => work.await,
    }
}
