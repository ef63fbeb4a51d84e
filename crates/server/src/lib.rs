//! The pages, the API and the command line of Onramp.

pub mod static_files;
pub mod views;
