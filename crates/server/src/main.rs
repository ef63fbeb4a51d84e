//! `onramp`: the server and the command line, one binary.

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    let code = server::commands::run().await;
    usecases::settled().await;
    code
}
