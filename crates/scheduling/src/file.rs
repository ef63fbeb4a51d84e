//! Instances and schedules as files: JSON in and out.
//!
//! A file names things by their ids. What is wrong with one is said all at once, each with its path or line, the
//! value and what to do. JSON Schemas stand in `schema/`, examples in `examples/`; for people the formats are
//! described in `docs/schedule-files.md`.
//!
//! Shape: at most [`MOST_BYTES`], nested no deeper than 128; UTF-8, with or without a byte order mark.

mod json;
mod problem;
mod read;
mod reading;
mod schedule;
#[cfg(test)]
mod tests;
mod wall_time;
mod write;

use sha2::{Digest as _, Sha256};

use crate::{Instance, Schedule};

pub use problem::{Kind, Problem, Unreadable};
pub use schedule::{Earlier, NamesNothing};

/// What an instance file says it is.
pub const INSTANCE_FORMAT: &str = "onramp-schedule-instance/1";
/// What a schedule file says it is.
pub const SCHEDULE_FORMAT: &str = "onramp-schedule/1";
/// The largest file that is read, in bytes.
pub const MOST_BYTES: usize = 200_000_000;
/// The JSON Schema of instance files, draft 2020-12.
pub const INSTANCE_SCHEMA: &str = include_str!("../schema/instance.schema.json");
/// The JSON Schema of schedule files, draft 2020-12.
pub const SCHEDULE_SCHEMA: &str = include_str!("../schema/schedule.schema.json");

/// Reads an instance; what comes back is sound.
///
/// Errors: everything that is wrong with the file, all at once.
pub fn read_instance(bytes: &[u8]) -> Result<Instance, Unreadable> {
    read::instance(bytes)
}

/// Writes an instance so that [`read_instance`] gives the same again, where its minutes are those of its zone.
///
/// The same instance is always written alike, byte for byte: [`digest`] is of these bytes.
pub fn write_instance(instance: &Instance) -> String {
    write::instance(instance)
}

/// What an instance is known by: SHA-256 of how it is written, 64 hexadecimal digits.
pub fn digest(instance: &Instance) -> String {
    use std::fmt::Write as _;
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(write_instance(instance).as_bytes()) {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// Reads a schedule of `instance`.
///
/// Errors: everything that is wrong with the file, all at once; of another instance only that it is of another one.
/// That the schedule keeps the rules is not looked at here: see [`crate::check()`].
pub fn read_schedule(instance: &Instance, bytes: &[u8]) -> Result<Schedule, Unreadable> {
    schedule::read(instance, bytes)
}

/// Reads a schedule that was made for an earlier state of the day, to be repaired: what it names and is there no
/// more is left out, and told.
///
/// Errors: as [`read_schedule`], but for the names and the digest.
pub fn read_earlier_schedule(instance: &Instance, bytes: &[u8]) -> Result<Earlier, Unreadable> {
    schedule::read_earlier(instance, bytes)
}

/// Writes a schedule of `instance`.
///
/// Errors: it names a place that is not there.
pub fn write_schedule(instance: &Instance, schedule: &Schedule) -> Result<String, NamesNothing> {
    schedule::write(instance, schedule)
}
