//! The program as people call it, on files.

mod bad_input;
mod program;
mod published;
mod recovery;
mod resume;
mod round_trip;
mod tutorial;
