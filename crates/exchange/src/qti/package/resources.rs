//! The files of a package, each by what it is.

use std::{
    cell::Cell,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    Alignment, Asset, Metadata, Package, PackageError, Packaged, archive::Files, manifest::Manifest,
    manifest::Resource, metadata, paths, statistics, svg,
};
use crate::{
    Problem,
    qti::{self, Limits, media, tree::Read},
};

/// The name of a manifest.
const MANIFEST: &str = "imsmanifest.xml";

/// A zip that was unpacked.
pub(super) fn package(files: Files, limits: &Limits) -> Result<Package, PackageError> {
    let files = from_base(files);
    let manifest = match files.get(MANIFEST) {
        Some(bytes) => {
            let read = Read::new(MANIFEST, bytes, limits).map_err(|problem| PackageError::Manifest {
                file: MANIFEST.to_owned(),
                what: problem.what.clone(),
                advice: problem.advice.clone(),
            })?;
            Some(Manifest::new(&read.root))
        }
        None => None,
    };
    let mut sorting = Sorting {
        files: &files,
        limits,
        package: Package::default(),
        taken: BTreeSet::new(),
        manifest: manifest.as_ref(),
        by_identifier: manifest.iter().flat_map(Manifest::by_identifier).collect(),
        left: Cell::new(limits.unpacked_bytes),
    };
    sorting.taken.insert(MANIFEST.to_owned());
    sorting.sort();
    let package = sorting.package;
    if package.items.is_empty()
        && package.tests.is_empty()
        && package.stimuli.is_empty()
        && package.statistics.is_empty()
        && manifest.is_none()
    {
        let why = "it has no imsmanifest.xml and no item".to_owned();
        return Err(PackageError::NotQti { file: "the zip".to_owned(), why });
    }
    Ok(package)
}

/// The files in the folder of the manifest: many zips hold one folder and everything in it.
pub(super) fn from_base(files: Files) -> Files {
    let base = base(&files);
    if base.is_empty() {
        return files;
    }
    let within = |(path, bytes): (String, Vec<u8>)| {
        path.strip_prefix(&base).map(str::to_owned).map(|path| (path, bytes))
    };
    files.into_iter().filter_map(within).collect()
}

/// The folder of the manifest: the highest one that has one.
fn base(files: &Files) -> String {
    let manifests = files.keys().filter(|path| path.rsplit('/').next() == Some(MANIFEST));
    let highest = manifests.min_by_key(|path| path.matches('/').count());
    highest.map(|path| path[..path.len() - MANIFEST.len()].to_owned()).unwrap_or_default()
}

/// One XML file as a package of one.
pub(super) fn loose(file: &str, bytes: &[u8], limits: &Limits) -> Result<Package, PackageError> {
    let refuse = |why: String| Err(PackageError::NotQti { file: file.to_owned(), why });
    let name = match Read::new(file, bytes, limits) {
        Ok(read) => read.root.name,
        Err(problem) => {
            let line = problem.line.map_or_else(String::new, |line| format!(", line {line}"));
            return refuse(format!("{}{line}", problem.what));
        }
    };
    let path = file.rsplit(['/', '\\']).next().unwrap_or(file).to_owned();
    let files = Files::from([(path.clone(), bytes.to_vec())]);
    let mut sorting = Sorting {
        files: &files,
        limits,
        package: Package::default(),
        taken: BTreeSet::new(),
        manifest: None,
        by_identifier: BTreeMap::new(),
        left: Cell::new(limits.unpacked_bytes),
    };
    if !sorting.file(&path, &Resource::default())
        || sorting.package.items.len() + sorting.package.tests.len() + sorting.package.stimuli.len() == 0
    {
        return refuse(format!("it begins with {name}"));
    }
    Ok(sorting.package)
}

pub(super) struct Sorting<'a> {
    files: &'a Files,
    limits: &'a Limits,
    pub(super) package: Package,
    taken: BTreeSet<String>,
    manifest: Option<&'a Manifest>,
    by_identifier: BTreeMap<&'a str, &'a Resource>,
    /// Bytes of files that others bring in which may still be read, each time counted.
    left: Cell<u64>,
}

impl Sorting<'_> {
    fn sort(&mut self) {
        let resources = self.manifest.map_or(&[][..], |manifest| &manifest.resources);
        if let Some(manifest) = self.manifest {
            self.package.identifier.clone_from(&manifest.identifier);
            self.package.title.clone_from(&manifest.title);
        } else {
            let what = "the zip has no imsmanifest.xml; every file was looked at";
            self.warn(MANIFEST, what, "Nothing to do, if everything is there.");
        }
        for resource in resources {
            self.resource(resource);
        }
        let files: Vec<&String> = self.files.keys().collect();
        for path in files {
            if self.taken.contains(path) {
                continue;
            }
            if paths::ending(path) == "xml" {
                if self.file(path, &Resource::default()) && self.manifest.is_some() {
                    let what = "the manifest does not name this file; it was read all the same";
                    self.warn(path, what, "Nothing to do, unless it should not be there.");
                }
            } else {
                self.asset(path);
            }
        }
        self.look_for_missing();
    }

    fn warn(&mut self, path: &str, what: impl Into<String>, advice: &str) {
        self.package.problems.push(Problem::warning(path, what, advice));
    }

    /// The path of a file that is in the package.
    pub(super) fn find(&self, from: &str, href: &str) -> Option<String> {
        let there = |path: &String| self.files.contains_key(path);
        let plain = paths::resolve(from, href).filter(there);
        plain.or_else(|| paths::resolve(from, &paths::decoded(href)?).filter(there))
    }

    /// The content of a file that another brings in; `None` once all that was read so has become too much.
    fn spend(&self, path: &str) -> Option<&[u8]> {
        let bytes = self.files.get(path)?;
        self.left.set(self.left.get().checked_sub(bytes.len() as u64)?);
        Some(bytes)
    }

    fn resource(&mut self, resource: &Resource) {
        let Some(path) = resource.main(&|href| self.find("", href)) else { return };
        if !self.files.contains_key(&path) {
            let problem = Problem::error(
                MANIFEST,
                format!("the file {path} of the resource {} is not in the package", resource.identifier),
                "Make the package again with the file in it.",
            );
            self.missing(&path, resource, problem.at_line(resource.line));
        } else if self.taken.contains(&path) {
            let what = format!("the resource {} names a file that another names too", resource.identifier);
            self.warn(&path, what, "Nothing to do: it was read once.");
        } else if paths::ending(&path) == "xml" || resource.kind.contains("_xml") {
            if !self.file(&path, resource) && !self.taken.contains(&path) {
                self.asset(&path);
            }
        } else {
            self.asset(&path);
        }
    }

    /// A file that is not there: an item among the items, anything else beside them.
    fn missing(&mut self, path: &str, resource: &Resource, problem: Problem) {
        let kind = resource.kind.as_str();
        if kind.contains("item") {
            let one = self.packaged(path, resource, Err(vec![problem]));
            self.package.items.push(one);
        } else if kind.contains("test") || kind.contains("assessment") {
            let one = self.packaged(path, resource, Err(vec![problem]));
            self.package.tests.push(one);
        } else {
            self.package.problems.push(problem);
        }
    }

    /// Reads an XML file by its outermost element; `false` where it is none that is taken.
    fn file(&mut self, path: &str, resource: &Resource) -> bool {
        let Some(bytes) = self.files.get(path) else { return false };
        self.taken.insert(path.to_owned());
        let read = match Read::new(path, bytes, self.limits) {
            Ok(read) => read,
            Err(problem) => {
                let one = self.packaged(path, resource, Err(vec![(*problem).clone()]));
                if resource.kind.contains("item") || self.manifest.is_none() {
                    self.package.items.push(one);
                } else {
                    self.package.problems.push(*problem);
                }
                return true;
            }
        };
        let bytes_of = |href: &str| self.spend(&self.find(path, href)?).map(<[u8]>::to_vec);
        match read.root.name.as_str() {
            "qti-assessment-item" => {
                let result = qti::item_from(path, read, &bytes_of);
                let one = self.packaged(path, resource, result);
                self.package.items.push(one);
            }
            "qti-assessment-test" => {
                let result = qti::test_from(path, read, &bytes_of);
                let one = self.packaged(path, resource, result);
                self.package.tests.push(one);
            }
            "qti-assessment-stimulus" => {
                let result = qti::stimulus_from(path, read, &bytes_of);
                let one = self.packaged(path, resource, result);
                self.package.stimuli.push(one);
            }
            "usageData" => self.package.statistics.extend(statistics::read(&read.root)),
            "lom" | "qti-response-processing" | "qti-assessment-section" | "manifest" => {}
            _ if resource.kind.contains("metadata") => {}
            other => {
                let what = format!("this file is not taken: it begins with {other}");
                let advice = "Nothing to do: Onramp takes items, tests, stimuli and usage data of QTI.";
                self.warn(path, what, advice);
            }
        }
        true
    }

    fn packaged<T>(&self, path: &str, resource: &Resource, result: Result<T, Vec<Problem>>) -> Packaged<T> {
        let (mut alignments, mut said) = (resource.alignments.clone(), resource.metadata.clone());
        let mut dependencies = Vec::new();
        let mut depend = |path: String| {
            if !dependencies.contains(&path) {
                dependencies.push(path);
            }
        };
        for file in &resource.files {
            if let Some(file) = self.find("", file).filter(|file| file != path) {
                depend(file);
            }
        }
        for identifier in &resource.dependencies {
            let Some(other) = self.by_identifier.get(identifier.as_str()) else { continue };
            let Some(file) = other.main(&|href| self.find("", href)) else { continue };
            if other.kind.contains("metadata") {
                self.metadata_of(&file, &mut alignments, &mut said);
            } else {
                depend(file);
            }
        }
        Packaged {
            path: path.to_owned(),
            identifier: resource.identifier.clone(),
            result,
            alignments,
            metadata: said,
            dependencies,
        }
    }

    /// What a file of metadata says.
    fn metadata_of(&self, path: &str, alignments: &mut Vec<Alignment>, said: &mut Vec<Metadata>) {
        let Some(bytes) = self.spend(path) else { return };
        if let Ok(read) = Read::new(path, bytes, self.limits) {
            metadata::read(&read.root, alignments, said);
        }
    }

    fn asset(&mut self, path: &str) {
        let Some(bytes) = self.files.get(path) else { return };
        self.taken.insert(path.to_owned());
        let ending = paths::ending(path);
        let Some(media_type) = media::media_type(&ending) else {
            if !["xsd", "dtd", "xml"].contains(&ending.as_str()) {
                let what = "this kind of file is not taken";
                self.warn(path, what, "Nothing to do: Onramp takes pictures, sound, film, captions and PDF.");
            }
            return;
        };
        if ending == "svg"
            && let Some(problem) = svg::refused(path, bytes, self.limits)
        {
            self.package.problems.push(problem);
            return;
        }
        self.package.assets.push(Asset { path: path.to_owned(), media_type, content: bytes.clone() });
    }
}
