//! Pages: one file per noun, each with its routes.

pub mod home;
pub mod section_people;
pub mod sessions;
pub mod sign_in;
pub mod static_files;
pub mod style;
pub mod tokens;
