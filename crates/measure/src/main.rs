//! `onramp-measure`: the measurement engine on files, with no server inside.

use std::{
    io::{self, ErrorKind, Write},
    process::ExitCode,
};

use clap::Parser;

/// Calibrate, score, simulate, trace, decide, equate and report, on files.
#[derive(Debug, Parser)]
#[command(name = "onramp-measure", version, about, propagate_version = true)]
struct Cli {
    /// Machine-readable output on stdout.
    #[arg(long, global = true)]
    json: bool,
    #[command(flatten)]
    measure: measure::Measure,
}

/// 128 and the number of SIGPIPE, as shells report a program that a closed pipe has ended.
const CLOSED_PIPE: u8 = 141;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let text = match measure::run(&cli.measure, cli.json) {
        Ok(text) => text,
        Err(trouble) => {
            eprintln!("onramp-measure: {trouble}");
            return ExitCode::FAILURE;
        }
    };
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::from(CLOSED_PIPE),
        Err(error) => {
            eprintln!("onramp-measure: stdout: {error}");
            ExitCode::FAILURE
        }
    }
}
