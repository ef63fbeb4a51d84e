//! `onramp`: the server and the command line, one binary.

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    server::commands::run().await
}
