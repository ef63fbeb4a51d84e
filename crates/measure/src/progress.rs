//! A progress bar on stderr for work that takes seconds; silent where stderr is no terminal.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar of unknown length: what is going on, and how far it has come.
pub fn spinner(what: &str) -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    let template = format!("{{spinner}} {what}: {{msg}} ({{elapsed}})");
    bar.set_style(style(&template));
    bar
}

/// A bar that counts `what` up to `of`.
pub fn bar(what: &str, of: usize) -> ProgressBar {
    let bar = ProgressBar::new(of as u64);
    let template = format!("{{bar:40}} {{human_pos}} of {{human_len}} {what}, {{eta}} left");
    bar.set_style(style(&template));
    bar
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
