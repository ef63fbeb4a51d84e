//! What goes to stdout. Whoever reads it may have had enough (`onramp ... | head`): then the command ends
//! quietly, with the status of a program that the closed pipe has ended.

use std::{
    fmt::Arguments,
    io::{self, ErrorKind, Write},
};

/// 128 and the number of SIGPIPE, as shells report it.
const CLOSED_PIPE: i32 = 141;

/// Prints a line.
macro_rules! say {
    ($($argument:tt)*) => { $crate::commands::output::line(format_args!($($argument)*)) };
}
pub(super) use say;

/// Prints one line.
pub fn line(text: Arguments<'_>) {
    let mut out = io::stdout().lock();
    expect_reader(writeln!(out, "{text}"));
}

/// Prints a whole text.
pub fn text(text: &str) {
    let mut out = io::stdout().lock();
    expect_reader(out.write_all(text.as_bytes()).and_then(|()| out.flush()));
}

/// Stdout as a file; writing to it ends the program when nobody reads any more.
pub struct Stdout(pub io::Stdout);

impl Write for Stdout {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        expect_reader(self.0.write_all(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        expect_reader(self.0.flush());
        Ok(())
    }
}

/// Ends the program when `written` says that nobody reads; what else can fail at stdout, such as a full
/// disk, is said.
fn expect_reader(written: io::Result<()>) {
    match written {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::BrokenPipe => std::process::exit(CLOSED_PIPE),
        Err(error) => {
            eprintln!("onramp: stdout: {error}");
            std::process::exit(1);
        }
    }
}
