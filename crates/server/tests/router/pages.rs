//! The pages: every address signed out, as a stranger, with ids that name nothing, and with forms that
//! cannot be read; and what a page promises.

mod assessments;
mod clock;
pub mod every_address;
mod families;
mod files;
mod items;
mod labels;
mod large_frameworks;
mod lessons;
mod pace;
mod paper;
mod paths;
mod promises;
mod tasks;
