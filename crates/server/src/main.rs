//! `onramp`: the server and the command line, one binary.

use std::process::ExitCode;

/// Gives back what is no longer used: how it is set is in `.cargo/config.toml`.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

#[tokio::main]
async fn main() -> ExitCode {
    let code = server::commands::run().await;
    usecases::settled().await;
    code
}
