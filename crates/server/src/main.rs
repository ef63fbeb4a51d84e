//! `onramp`: the server and the command line, one binary.

use std::{process::ExitCode, time::Duration};

/// Gives back what is no longer used: how it is set is in `.cargo/config.toml`.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// A reading of SQLite stays in the thread that asks, and another takes over what that thread had to do. Of
/// the many that a busy moment brings, each keeps some memory for itself until it ends.
const THREADS_WAIT: Duration = Duration::from_secs(1);

fn main() -> ExitCode {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().thread_keep_alive(THREADS_WAIT).build();
    match runtime {
        Ok(runtime) => runtime.block_on(async {
            let code = server::commands::run().await;
            usecases::settled().await;
            code
        }),
        Err(error) => {
            eprintln!("onramp: it cannot begin: {error}");
            ExitCode::FAILURE
        }
    }
}
