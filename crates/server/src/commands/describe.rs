//! `onramp completions` and `onramp man`: the command line, described for shells and for `man`.

use std::{fs, path::PathBuf};

use clap::CommandFactory as _;
use clap_complete::Shell;
use clap_mangen::Man;

use super::{Cli, CommandError, output::Stdout};

/// Options of `onramp completions`.
#[derive(Debug, clap::Args)]
pub struct Completions {
    /// For which shell.
    shell: Shell,
}

/// Options of `onramp man`.
#[derive(Debug, clap::Args)]
pub struct Manual {
    /// Write a page for every command into this folder; without it the first page goes to stdout.
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// Prints what a shell completes with.
pub fn completions(args: &Completions) {
    clap_complete::generate(args.shell, &mut Cli::command(), "onramp", &mut Stdout(std::io::stdout()));
}

/// Prints or writes manual pages.
pub fn manual(args: &Manual) -> Result<(), CommandError> {
    let Some(dir) = &args.dir else {
        return Man::new(Cli::command())
            .render(&mut Stdout(std::io::stdout()))
            .map_err(|error| CommandError::File { path: "stdout".to_owned(), error });
    };
    let failed = |error| CommandError::File { path: dir.display().to_string(), error };
    fs::create_dir_all(dir).map_err(failed)?;
    clap_mangen::generate_to(Cli::command(), dir).map_err(failed)
}
