//! QTI packages: a zip with a manifest, items, tests, stimuli and files, or one loose XML file.
//!
//! Source: 1EdTech Content Packaging 1.2 as QTI 3.0 profiles it; Curriculum Standards Metadata 1.1; QTI usage data.

mod archive;
mod error;
mod manifest;
mod metadata;
mod needed;
mod paths;
mod resources;
mod statistics;
mod svg;
mod writing;

pub(crate) use archive::Files;
pub use error::PackageError;
pub use paths::resolve;
pub(crate) use paths::{decoded, ending};
pub use statistics::Statistic;
pub use writing::{Outgoing, OutgoingPackage, write_package};

use super::{Limits, ReadItem, ReadStimulus, ReadTest};
use crate::Problem;

/// A package that was read. What of it could not be read stands beside the rest with its reason.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Package {
    /// The identifier of its manifest; empty for a loose file.
    pub identifier: String,
    /// What its manifest calls it.
    pub title: Option<String>,
    /// Its items, in the order of the manifest.
    pub items: Vec<PackagedItem>,
    /// Its tests.
    pub tests: Vec<Packaged<ReadTest>>,
    /// Its stimuli.
    pub stimuli: Vec<Packaged<ReadStimulus>>,
    /// Pictures, sounds and other files, by path.
    pub assets: Vec<Asset>,
    /// What earlier use has shown of items.
    pub statistics: Vec<Statistic>,
    /// What is wrong or left out of the package itself.
    pub problems: Vec<Problem>,
}

/// An item of a package.
pub type PackagedItem = Packaged<ReadItem>;

/// One file of QTI in a package, with what the manifest says of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Packaged<T> {
    /// Where it lies, from the folder of the manifest.
    pub path: String,
    /// The identifier of its resource in the manifest.
    pub identifier: String,
    /// What it holds, or everything for which it is refused.
    pub result: Result<T, Vec<Problem>>,
    /// The competencies that it is aligned to.
    pub alignments: Vec<Alignment>,
    /// What else is said of it.
    pub metadata: Vec<Metadata>,
    /// Paths of the other files that it needs, each once.
    pub dependencies: Vec<String>,
}

/// A competency that something is aligned to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Alignment {
    /// Its identifier, in CASE a UUID.
    pub identifier: String,
    /// Its address, in CASE that of the `CFItem`.
    pub uri: Option<String>,
    /// Its text, where the package says it.
    pub label: Option<String>,
}

/// Something that is said of an item, test or stimulus.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Metadata {
    /// What: `title`, `description`, `keyword`, `difficulty`, `context`, `typicalAgeRange`,
    /// `learningResourceType`, or `taxon:` with the name of a classification.
    pub name: String,
    /// The value; of a taxon its id, or its text where it has none.
    pub value: String,
    /// The text of a taxon that has an id.
    pub label: Option<String>,
}

/// A picture, sound or other file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Where it lies, from the folder of the manifest.
    pub path: String,
    /// What it is, by the ending of its name. Whoever serves it has to look at the content.
    pub media_type: &'static str,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// The files of a zip by their paths from the folder of its manifest.
pub(crate) fn unpacked(bytes: &[u8], limits: &Limits) -> Result<Files, PackageError> {
    Ok(resources::from_base(archive::unpack(bytes, limits)?))
}

/// The competencies that the metadata of a resource names.
pub(crate) fn alignments(resource: &super::tree::Tag) -> Vec<Alignment> {
    let (mut alignments, mut said) = (Vec::new(), Vec::new());
    for part in resource.named("metadata") {
        metadata::read(part, &mut alignments, &mut said);
    }
    alignments
}

/// Reads a package: a zip, or one XML file with an item, a test or a stimulus. `file` names it in problems.
///
/// Errors: a [`PackageError`] where nothing of it can be taken. A file that is refused is among the items, tests
/// or stimuli with its reasons and takes no other with it.
pub fn read_package(file: &str, bytes: &[u8], limits: &Limits) -> Result<Package, PackageError> {
    if bytes.starts_with(b"PK") {
        let files = archive::unpack(bytes, limits)?;
        return resources::package(files, limits);
    }
    resources::loose(file, bytes, limits)
}
