//! The manifest of a cartridge: its resources, and the tree that puts them in order.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    Problem,
    qti::{
        Limits,
        package::{Alignment, Files, PackageError, alignments},
        tree::{Read, Tag},
    },
};

/// The name of a manifest.
pub(super) const NAME: &str = "imsmanifest.xml";

/// How deep folders may lie in one another.
const MOST_DEPTH: usize = 20;

/// What a manifest says.
#[derive(Debug, Default)]
pub(super) struct Manifest {
    /// What the cartridge is called.
    pub title: String,
    /// Its identifier.
    pub identifier: String,
    /// Its resources by identifier.
    pub resources: BTreeMap<String, Resource>,
    /// Identifiers of resources in the order of the tree, each once, with title and folders; then those that are
    /// in no folder.
    pub order: Vec<Placed>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

/// One resource.
#[derive(Debug, Clone, Default)]
pub(super) struct Resource {
    /// What it is, such as `imswl_xmlv1p1`.
    pub kind: String,
    /// Paths of its files, its main one first.
    pub files: Vec<String>,
    /// Resources that it needs.
    pub dependencies: Vec<String>,
    /// Competencies that it is aligned to.
    pub alignments: Vec<Alignment>,
    /// Its line.
    pub line: u64,
}

/// A resource at its place.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub resource: String,
    pub title: String,
    pub folders: Vec<String>,
    /// Whether the tree names it.
    pub in_tree: bool,
}

/// Reads the manifest of an unpacked cartridge.
pub(super) fn read(file: &str, files: &Files, limits: &Limits) -> Result<Manifest, PackageError> {
    let Some(bytes) = files.get(NAME) else {
        let why = "it has no imsmanifest.xml: export it again as Common Cartridge".to_owned();
        return Err(PackageError::NotACartridge { file: file.to_owned(), why });
    };
    let read = Read::new(NAME, bytes, limits).map_err(|problem| PackageError::Manifest {
        file: NAME.to_owned(),
        what: problem.what.clone(),
        advice: problem.advice.clone(),
    })?;
    let root = read.root;
    if root.name != "manifest" {
        let why = format!("its imsmanifest.xml begins with {}", root.name);
        return Err(PackageError::NotACartridge { file: file.to_owned(), why });
    }
    let mut manifest = Manifest {
        title: title_of(&root),
        identifier: root.attribute("identifier").unwrap_or_default().to_owned(),
        ..Manifest::default()
    };
    manifest.about(&root);
    for tag in root.first("resources").iter().flat_map(|all| all.named("resource")) {
        manifest.resource(tag);
    }
    let mut seen = BTreeSet::new();
    for organization in root.first("organizations").iter().flat_map(|all| all.named("organization")) {
        for item in organization.named("item") {
            manifest.item(item, &mut Vec::new(), &mut seen);
        }
    }
    manifest.the_rest(&seen);
    Ok(manifest)
}

/// The title in the metadata: the first words of LOM's `general/title`.
fn title_of(root: &Tag) -> String {
    let metadata = root.first("metadata");
    let general = metadata.map(|metadata| metadata.all("general")).unwrap_or_default();
    let title = general.iter().find_map(|general| general.first("title"));
    title.map(Tag::text).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Manifest {
    /// Says when it calls itself something else; it is read all the same.
    fn about(&mut self, root: &Tag) {
        let metadata = root.first("metadata");
        let said = |name: &str| metadata.and_then(|all| all.first(name)).map(Tag::text).unwrap_or_default();
        let (schema, version) = (said("schema"), said("schemaversion"));
        let known = ["1.1", "1.2", "1.3"].iter().any(|known| version.trim().starts_with(known));
        if !schema.to_lowercase().contains("common cartridge") || !known {
            let what = format!("it says that it is \"{}\" {}", schema.trim(), version.trim());
            let advice = "It was read as Common Cartridge 1.1 to 1.3: look at what came of it.";
            self.problems.push(Problem::warning(NAME, what, advice));
        }
    }

    fn resource(&mut self, tag: &Tag) {
        let identifier = tag.attribute("identifier").unwrap_or_default().trim().to_owned();
        let refuse = |what: String, advice: &str| Problem::error(NAME, what, advice).at_line(tag.line);
        if identifier.is_empty() {
            let what = "a resource has no identifier; it is left out".to_owned();
            self.problems.push(refuse(what, "Export the cartridge again."));
            return;
        }
        if self.resources.contains_key(&identifier) {
            let what = format!("two resources are called {identifier}; the second one is left out");
            self.problems.push(refuse(what, "Export the cartridge again."));
            return;
        }
        let base = tag.attribute("xml:base").unwrap_or_default();
        let mut files: Vec<String> = Vec::new();
        let hrefs = tag.attribute("href").into_iter();
        for href in hrefs.chain(tag.named("file").filter_map(|file| file.attribute("href"))) {
            let path = format!("{base}{href}");
            if !files.contains(&path) {
                files.push(path);
            }
        }
        let dependencies = tag.named("dependency").filter_map(|one| one.attribute("identifierref"));
        let resource = Resource {
            kind: tag.attribute("type").unwrap_or_default().trim().to_owned(),
            files,
            dependencies: dependencies.map(str::to_owned).collect(),
            alignments: alignments(tag),
            line: tag.line,
        };
        self.resources.insert(identifier, resource);
    }

    /// An item of the tree and what lies in it. A tree of XML has no circles; one resource at several places is
    /// taken at its first one, so that no two that name one another go round.
    fn item(&mut self, tag: &Tag, folders: &mut Vec<String>, seen: &mut BTreeSet<String>) {
        let title = tag.first("title").map(Tag::text).unwrap_or_default();
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(named) = tag.attribute("identifierref").map(str::trim).filter(|named| !named.is_empty()) {
            self.place(named, &title, folders, seen, tag.line);
        }
        let goes_in = !title.is_empty() && tag.attribute("identifierref").is_none();
        if folders.len() >= MOST_DEPTH && tag.named("item").next().is_some() {
            let what =
                format!("folders lie more than {MOST_DEPTH} deep in one another; what is deeper is left out");
            let advice = "Make the course flatter, and export it again.";
            self.problems.push(Problem::error(NAME, what, advice).at_line(tag.line).with_value(&title));
            return;
        }
        if goes_in {
            folders.push(title);
        }
        for inner in tag.named("item") {
            self.item(inner, folders, seen);
        }
        if goes_in {
            folders.pop();
        }
    }

    fn place(
        &mut self,
        named: &str,
        title: &str,
        folders: &[String],
        seen: &mut BTreeSet<String>,
        line: u64,
    ) {
        let note =
            |what: &str, advice: &str| Problem::warning(NAME, what, advice).at_line(line).with_value(named);
        if !self.resources.contains_key(named) {
            let what = "the tree names a resource that the manifest does not have";
            self.problems.push(note(what, "Export the cartridge again."));
        } else if !seen.insert(named.to_owned()) {
            let what = "the tree names one resource at several places; it is taken at the first";
            self.problems.push(note(what, "Nothing to do."));
        } else {
            self.order.push(Placed {
                resource: named.to_owned(),
                title: title.to_owned(),
                folders: folders.to_vec(),
                in_tree: true,
            });
        }
    }

    /// Resources that the tree does not name, after it, in the order of their identifiers.
    fn the_rest(&mut self, seen: &BTreeSet<String>) {
        let rest = self.resources.keys().filter(|one| !seen.contains(*one)).cloned();
        let placed =
            |resource| Placed { resource, title: String::new(), folders: Vec::new(), in_tree: false };
        self.order.extend(rest.map(placed).collect::<Vec<_>>());
    }
}
