//! A progress bar on stderr for long work; silent where stderr is no terminal.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar that counts `what`.
pub fn bar(what: &str) -> ProgressBar {
    let bar = ProgressBar::new(0);
    let template = format!("{{bar:40}} {{human_pos}} of {{human_len}} {what}, {{eta}} left");
    bar.set_style(ProgressStyle::with_template(&template).unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}

/// Moves the bar to `done` of `of`.
pub fn show(bar: &ProgressBar, done: i64, of: i64) {
    bar.set_length(of.max(done).unsigned_abs());
    bar.set_position(done.unsigned_abs());
}
