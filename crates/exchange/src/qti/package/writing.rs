//! Packages, written: QTI 3.0 with a manifest.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Cursor, Write as _},
};

use domain::{
    item::{Item, Stimulus},
    test_plan::TestPlan,
};
use zip::{ZipWriter, result::ZipError, write::SimpleFileOptions};

use super::{Alignment, Asset, Metadata, metadata::WORDS, resolve};
use crate::qti::{self, tree::Tag};

/// What goes into a package.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OutgoingPackage {
    /// The identifier of its manifest.
    pub identifier: String,
    /// What it is called.
    pub title: Option<String>,
    /// Its items.
    pub items: Vec<Outgoing<Item>>,
    /// Its stimuli.
    pub stimuli: Vec<Outgoing<Stimulus>>,
    /// Its tests.
    pub tests: Vec<Outgoing<TestPlan>>,
    /// Pictures, sounds and other files. Items name them from their own folder.
    pub assets: Vec<Asset>,
}

/// One item, stimulus or test of a package that is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Outgoing<T> {
    /// Where it lies, such as `items/i1.xml`; each path once.
    pub path: String,
    /// The identifier of its resource; a name for XML is made of it.
    pub identifier: String,
    /// What it is.
    pub content: T,
    /// The competencies that it is aligned to.
    pub alignments: Vec<Alignment>,
    /// What else is said of it.
    pub metadata: Vec<Metadata>,
}

/// Writes a package. The same content always gives the same bytes, and they read back to the same items, stimuli,
/// tests, alignments and assets.
///
/// Errors: where two files have the same path, or one is too large for a zip.
pub fn write_package(package: &OutgoingPackage) -> Result<Vec<u8>, ZipError> {
    let mut files: Vec<(&str, Vec<u8>)> = Vec::new();
    for item in &package.items {
        files.push((&item.path, qti::write_item(&item.content).into_bytes()));
    }
    for stimulus in &package.stimuli {
        files.push((&stimulus.path, qti::write_stimulus(&stimulus.content).into_bytes()));
    }
    for test in &package.tests {
        files.push((&test.path, qti::write_test(&test.content).into_bytes()));
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |path: &str, bytes: &[u8]| -> Result<(), ZipError> {
        zip.start_file(path, SimpleFileOptions::default())?;
        Ok(zip.write_all(bytes)?)
    };
    put("imsmanifest.xml", manifest(package).as_bytes())?;
    for (path, bytes) in &files {
        put(path, bytes)?;
    }
    for asset in &package.assets {
        put(&asset.path, &asset.content)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Identifiers of resources: those that were given as far as XML allows them, each once.
#[derive(Default)]
struct Names<'p> {
    of: BTreeMap<&'p str, String>,
    taken: BTreeSet<String>,
}

impl<'p> Names<'p> {
    fn add(&mut self, path: &'p str, wanted: &str) {
        let mut name: String =
            wanted.chars().map(|c| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '_' }).collect();
        if !name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            name.insert(0, '_');
        }
        let plain = name.clone();
        let mut turn = 1;
        while !self.taken.insert(name.clone()) {
            turn += 1;
            name = format!("{plain}-{turn}");
        }
        self.of.insert(path, name);
    }
}

const CONTENT: &str = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1";
const LOM: &str = "http://ltsc.ieee.org/xsd/LOM";
const STANDARDS: &str = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscsmd_v1p1";

fn manifest(package: &OutgoingPackage) -> String {
    let mut names = Names::default();
    for one in &package.items {
        names.add(&one.path, &one.identifier);
    }
    for one in &package.stimuli {
        names.add(&one.path, &one.identifier);
    }
    for one in &package.tests {
        names.add(&one.path, &one.identifier);
    }
    for (place, asset) in package.assets.iter().enumerate() {
        names.add(&asset.path, &format!("asset-{}", place + 1));
    }
    let mut resources = Tag::new("resources");
    for one in &package.items {
        let needs = qti::asset_references(&one.content);
        let needs = needs.into_iter().chain(one.content.stimuli.iter().map(|stimulus| stimulus.href.clone()));
        resources = resources.holding(resource(&names, "imsqti_item_xmlv3p0", one, needs.collect()));
    }
    for one in &package.stimuli {
        let needs = qti::stimulus_asset_references(&one.content);
        resources = resources.holding(resource(&names, "imsqti_stimulus_xmlv3p0", one, needs));
    }
    for one in &package.tests {
        let needs = qti::item_references(&one.content);
        resources = resources.holding(resource(&names, "imsqti_test_xmlv3p0", one, needs));
    }
    for asset in &package.assets {
        let tag = Tag::new("resource")
            .with("identifier", names.of.get(asset.path.as_str()).cloned().unwrap_or_default())
            .with("type", "webcontent")
            .with("href", encoded(&asset.path));
        resources = resources.holding(tag.holding(Tag::new("file").with("href", encoded(&asset.path))));
    }
    let said = |name: &str, text: &str| Tag::new(name).saying(text);
    let mut about =
        Tag::new("metadata").holding(said("schema", "QTI Package")).holding(said("schemaversion", "3.0.0"));
    if let Some(title) = &package.title {
        let general = Tag::new("imsmd:general").holding(string("title", title));
        about = about.holding(Tag::new("imsmd:lom").holding(general));
    }
    Tag::new("manifest")
        .with("xmlns", CONTENT)
        .with("xmlns:imsmd", LOM)
        .with("xmlns:csm", STANDARDS)
        .with("identifier", &package.identifier)
        .holding(about)
        .holding(Tag::new("organizations"))
        .holding(resources)
        .file()
}

fn resource<T>(names: &Names<'_>, kind: &str, one: &Outgoing<T>, needs: Vec<String>) -> Tag {
    let mut tag = Tag::new("resource")
        .with("identifier", names.of.get(one.path.as_str()).cloned().unwrap_or_default())
        .with("type", kind)
        .with("href", encoded(&one.path));
    let about: Vec<Tag> = alignments_tag(&one.alignments).into_iter().chain(lom_tag(&one.metadata)).collect();
    if !about.is_empty() {
        tag = tag.holding(Tag::new("metadata").holding_all(about));
    }
    tag = tag.holding(Tag::new("file").with("href", encoded(&one.path)));
    let mut dependencies = BTreeSet::new();
    for href in needs {
        let path = resolve(&one.path, &href).unwrap_or_default();
        let path = if names.of.contains_key(path.as_str()) {
            path
        } else {
            super::paths::decoded(&path).unwrap_or_default()
        };
        if let Some(name) = names.of.get(path.as_str())
            && dependencies.insert(name)
        {
            tag = tag.holding(Tag::new("dependency").with("identifierref", name.as_str()));
        }
    }
    tag
}

/// A path as an address: what would end it early or be taken for a character is written with a percent sign.
fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            '%' => out.push_str("%25"),
            ' ' => out.push_str("%20"),
            '#' => out.push_str("%23"),
            '?' => out.push_str("%3F"),
            c => out.push(c),
        }
    }
    out
}

fn alignments_tag(alignments: &[Alignment]) -> Option<Tag> {
    let competency = |one: &Alignment| {
        let said = |name: &str, text: &Option<String>| text.as_ref().map(|text| Tag::new(name).saying(text));
        Tag::new("csm:labelledGUID")
            .holding_all(said("csm:label", &one.label))
            .holding_all(said("csm:caseItemURI", &one.uri))
            .holding(Tag::new("csm:GUID").saying(&one.identifier))
    };
    let set = Tag::new("csm:setOfGUIDs").holding_all(alignments.iter().map(competency));
    let standards = Tag::new("csm:curriculumStandardsMetadata").holding(set);
    let all = Tag::new("csm:curriculumStandardsMetadataSet").holding(standards);
    (!alignments.is_empty()).then_some(all)
}

fn string(name: &str, text: &str) -> Tag {
    Tag::new(format!("imsmd:{name}")).holding(Tag::new("imsmd:string").saying(text))
}

/// A term of the vocabulary of LOM.
fn term(name: &str, value: &str) -> Tag {
    Tag::new(format!("imsmd:{name}"))
        .holding(Tag::new("imsmd:source").saying("LOMv1.0"))
        .holding(Tag::new("imsmd:value").saying(value))
}

fn lom_tag(said: &[Metadata]) -> Option<Tag> {
    let known =
        said.iter().filter(|one| WORDS.contains(&one.name.as_str()) || one.name.starts_with("taxon:"));
    known.clone().next()?;
    let of = |name: &'static str| said.iter().filter(move |one| one.name == name);
    let general = ["title", "description", "keyword"]
        .into_iter()
        .flat_map(|name| of(name).map(move |one| string(name, &one.value)));
    let educational =
        ["learningResourceType", "context", "typicalAgeRange", "difficulty"].into_iter().flat_map(|name| {
            of(name).map(move |one| {
                if name == "typicalAgeRange" { string(name, &one.value) } else { term(name, &one.value) }
            })
        });
    let taxa = known.filter_map(|one| one.name.strip_prefix("taxon:").map(|source| (source, one)));
    let part = |name: &str, of: Vec<Tag>| {
        Some(of).filter(|of| !of.is_empty()).map(|of| Tag::new(name).holding_all(of))
    };
    Some(
        Tag::new("imsmd:lom")
            .holding_all(part("imsmd:general", general.collect()))
            .holding_all(part("imsmd:educational", educational.collect()))
            .holding_all(taxa.map(|(source, one)| taxon(source, one))),
    )
}

fn taxon(source: &str, one: &Metadata) -> Tag {
    let entry = Tag::new("imsmd:taxon");
    let entry = match &one.label {
        Some(label) => entry.holding(Tag::new("imsmd:id").saying(&one.value)).holding(string("entry", label)),
        None => entry.holding(Tag::new("imsmd:id").saying(&one.value)),
    };
    Tag::new("imsmd:classification")
        .holding(term("purpose", "discipline"))
        .holding(Tag::new("imsmd:taxonPath").holding(string("source", source)).holding(entry))
}
