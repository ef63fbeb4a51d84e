//! What a manifest says of its files.

use super::{Alignment, Metadata, metadata, paths};
use crate::qti::tree::Tag;

/// One resource of a manifest.
#[derive(Debug, Clone, Default)]
pub(super) struct Resource {
    pub identifier: String,
    pub kind: String,
    /// The main file, as the manifest names it.
    pub href: Option<String>,
    /// All files, as the manifest names them.
    pub files: Vec<String>,
    /// Identifiers of other resources.
    pub dependencies: Vec<String>,
    pub alignments: Vec<Alignment>,
    pub metadata: Vec<Metadata>,
    pub line: u64,
}

/// A manifest.
pub(super) struct Manifest {
    pub identifier: String,
    pub title: Option<String>,
    pub resources: Vec<Resource>,
}

impl Manifest {
    /// Its resources with their identifiers.
    pub(super) fn by_identifier(&self) -> impl Iterator<Item = (&str, &Resource)> {
        self.resources.iter().map(|one| (one.identifier.as_str(), one))
    }

    pub(super) fn new(root: &Tag) -> Self {
        let title =
            root.first("metadata").and_then(|said| said.all("title").first().map(|title| title.text()));
        let resources = root.first("resources").map(|all| all.named("resource").map(resource).collect());
        Self {
            identifier: root.attribute("identifier").unwrap_or_default().to_owned(),
            title: title.map(|title| title.trim().to_owned()).filter(|title| !title.is_empty()),
            resources: resources.unwrap_or_default(),
        }
    }
}

fn resource(tag: &Tag) -> Resource {
    let base = tag.attribute("xml:base").unwrap_or_default();
    let named = |href: &str| format!("{base}{href}");
    let files: Vec<String> = tag.named("file").filter_map(|file| file.attribute("href")).map(named).collect();
    let (mut alignments, mut said) = (Vec::new(), Vec::new());
    for part in tag.named("metadata") {
        metadata::read(part, &mut alignments, &mut said);
    }
    Resource {
        identifier: tag.attribute("identifier").unwrap_or_default().to_owned(),
        kind: tag.attribute("type").unwrap_or_default().to_owned(),
        href: tag.attribute("href").map(named),
        files,
        dependencies: tag
            .named("dependency")
            .filter_map(|one| one.attribute("identifierref"))
            .map(str::to_owned)
            .collect(),
        alignments,
        metadata: said,
        line: tag.line,
    }
}

impl Resource {
    /// The path of its main file: the one it names, or its only one.
    pub(super) fn main(&self, find: &dyn Fn(&str) -> Option<String>) -> Option<String> {
        let href = self.href.as_ref().or(self.files.first())?;
        find(href).or_else(|| paths::normal("", href))
    }
}
