//! IMS Common Cartridge 1.1 to 1.3: pages, links, discussions, files and quizzes in their order, as what can be
//! learned from and asked here.
//!
//! Nothing that runs gets in: pages go through the tables that items go through (`qti/content_table.rs`). Quizzes
//! are of QTI 1.2 and become items of QTI 3.0. Whatever is not taken is named with its reason.
//!
//! Source: 1EdTech Common Cartridge 1.1, 1.2 and 1.3; QTI 1.2.1, profile of Common Cartridge.

mod conditions;
mod html;
mod manifest;
mod page;
mod parts;
mod question;
mod quiz;

use domain::item::Stimulus;

use crate::{
    Problem,
    qti::{
        Limits,
        package::{Alignment, Package, PackageError, unpacked},
    },
};

/// A cartridge that was read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cartridge {
    /// What its manifest calls it.
    pub title: String,
    /// What can be learned from, in the order of the cartridge.
    pub parts: Vec<Part>,
    /// The items of its quizzes, and the files that pages and items show.
    pub package: Package,
    /// What was not taken, or changed.
    pub problems: Vec<Problem>,
}

/// One thing to learn from.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The identifier of its resource in the manifest.
    pub identifier: String,
    /// What it is called.
    pub title: String,
    /// The titles of the folders that it lies in, outermost first.
    pub folders: Vec<String>,
    /// The competencies that it is aligned to.
    pub alignments: Vec<Alignment>,
    /// What it is.
    pub content: PartContent,
}

/// What a part is.
#[derive(Debug, Clone, PartialEq)]
pub enum PartContent {
    /// A page or a discussion, as a text that shows files of the package by their paths.
    Page(Box<Stimulus>),
    /// An address of the web, as it was written.
    Link(String),
    /// A file, by its path among the package's assets.
    File(String),
    /// A quiz, by the identifiers of its items in their order.
    Quiz(Vec<String>),
}

/// Reads a cartridge. `file` names it in problems.
///
/// Errors: a [`PackageError`] where nothing of it can be taken.
pub fn read(file: &str, bytes: &[u8], limits: &Limits) -> Result<Cartridge, PackageError> {
    let files = unpacked(bytes, limits)?;
    let manifest = manifest::read(file, &files, limits)?;
    Ok(parts::Taking::new(&files, &manifest, limits).take())
}

#[cfg(test)]
mod tests;
