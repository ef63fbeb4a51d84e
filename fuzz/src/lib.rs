//! Targets for the fuzzer; see the README.

pub mod formats;
