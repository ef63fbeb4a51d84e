//! Formats in and out: bytes to domain records, domain records to bytes.
//!
//! Nothing here opens a file, a database or a connection, and nothing reads a clock. An import takes
//! bytes and gives a [`Parsed`]: what could be read, and every problem at once with file, line,
//! field, value and what to do. Emit strictly, accept leniently, and say what was accepted although
//! it was not clean.
//!
//! Between the two lies [`versions`]: what a newer version of a framework changes. [`qti`] goes both ways: items,
//! tests and packages.
//!
//! To add a format: one file under `imports/` or `exports/` and one line in its registry.

pub mod cells;
mod closed_schema;
pub mod dates;
pub mod encoding;
pub mod exports;
pub mod framework_file;
pub mod imports;
mod json;
mod outline;
pub mod parsed;
mod plain_text;
pub mod qti;
pub mod table;
pub mod versions;

pub use parsed::{Parsed, Problem, Problems, Severity};
