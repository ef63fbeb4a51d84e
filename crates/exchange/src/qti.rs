//! QTI in and out: items, stimuli and tests of QTI 3.0, 2.2 and 2.1 as domain types, and back as QTI 3.0.
//!
//! The text that [`write_item`] gives is also how items are stored. The same item always gives the same bytes, and
//! what was read is read again from what is written: `read(write(x)) == x` for every `x` that was read.
//!
//! Nothing of another system gets in: no script, style, form, frame, program or address outside the package
//! (`qti/content_table.rs`). What cannot be taken is refused with its reason; what is only left out is noted.
//! What is taken, refused and left out: `docs/qti.md`.
//!
//! Source: 1EdTech Question and Test Interoperability 3.0, Assessment, Section and Item; migration from 2.1 and 2.2.

mod checks;
mod choices;
mod content;
mod content_table;
mod content_tags;
mod declarations;
mod expression_tags;
mod expressions;
mod interaction_tags;
mod interactions;
mod item;
mod item_tags;
mod limits;
pub(crate) mod media;
mod names;
mod names_used;
pub mod package;
mod reading;
mod references;
pub mod results;
mod rules;
mod shape;
mod spaces;
mod standard_rules;
mod test;
mod test_checks;
mod test_tags;
pub(crate) mod tree;
mod values;
mod written;

use std::collections::BTreeSet;

use domain::{
    item::{Item, Stimulus},
    test_plan::{TestChild, TestPlan, TestSection},
};

pub use limits::Limits;
pub use references::{asset_references, stimulus_asset_references, stimulus_with_assets, with_assets};

use crate::Problem;
use reading::{Reading, Resolve};
use tree::{Read, Tag};

/// Which QTI a file was written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum QtiVersion {
    /// QTI 2.1, or 2.0, or one that does not say.
    V2p1,
    /// QTI 2.2.
    V2p2,
    /// QTI 3.0.
    V3p0,
}

/// What was read from a file, and what of it was left out or changed.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadFile<T> {
    /// What it holds.
    pub content: T,
    /// Which QTI it was written in.
    pub version: QtiVersion,
    /// What was left out or changed; each is a warning.
    pub notes: Vec<Problem>,
}

/// An item that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadItem {
    /// The item.
    pub item: Item,
    /// Which QTI it was written in.
    pub version: QtiVersion,
    /// What was left out or changed; each is a warning.
    pub notes: Vec<Problem>,
}

/// A stimulus that was read.
pub type ReadStimulus = ReadFile<Stimulus>;

/// A test that was read.
pub type ReadTest = ReadFile<TestPlan>;

/// Reads one item, QTI 3.0, 2.2 or 2.1; or says everything for which it is refused.
pub fn read_item(xml: &[u8]) -> Result<ReadItem, Vec<Problem>> {
    let read = Read::new("item.xml", xml, &Limits::default()).map_err(|problem| vec![*problem])?;
    item_from("item.xml", read, &|_| None)
}

/// Reads one stimulus.
pub fn read_stimulus(xml: &[u8]) -> Result<ReadStimulus, Vec<Problem>> {
    let read = Read::new("stimulus.xml", xml, &Limits::default()).map_err(|problem| vec![*problem])?;
    stimulus_from("stimulus.xml", read, &|_| None)
}

/// Reads one test. Sections of other files cannot be followed without their package.
pub fn read_test(xml: &[u8]) -> Result<ReadTest, Vec<Problem>> {
    let read = Read::new("test.xml", xml, &Limits::default()).map_err(|problem| vec![*problem])?;
    test_from("test.xml", read, &|_| None)
}

fn item_from(file: &str, read: Read, resolve: Resolve<'_>) -> Result<ReadItem, Vec<Problem>> {
    let take = |reading: &mut Reading<'_>, root: &Tag| reading.item(root);
    let ReadFile { content: item, version, notes } =
        read_as(file, read, resolve, ("qti-assessment-item", "an item"), take)?;
    Ok(ReadItem { item, version, notes })
}

fn stimulus_from(file: &str, read: Read, resolve: Resolve<'_>) -> Result<ReadStimulus, Vec<Problem>> {
    let take = |reading: &mut Reading<'_>, root: &Tag| reading.stimulus(root);
    read_as(file, read, resolve, ("qti-assessment-stimulus", "a stimulus"), take)
}

/// A stimulus from its outermost element, for formats whose pages become one.
pub(crate) fn stimulus_of(file: &str, root: &Tag) -> Result<ReadStimulus, Vec<Problem>> {
    stimulus_from(file, Read { root: root.clone(), version: QtiVersion::V3p0 }, &|_| None)
}

/// An item from its outermost element, for formats whose questions become one.
pub(crate) fn item_of(file: &str, root: &Tag) -> Result<ReadItem, Vec<Problem>> {
    item_from(file, Read { root: root.clone(), version: QtiVersion::V3p0 }, &|_| None)
}

fn test_from(file: &str, read: Read, resolve: Resolve<'_>) -> Result<ReadTest, Vec<Problem>> {
    let take = |reading: &mut Reading<'_>, root: &Tag| reading.test(root);
    read_as(file, read, resolve, ("qti-assessment-test", "a test"), take)
}

fn read_as<T>(
    file: &str,
    Read { root, version }: Read,
    resolve: Resolve<'_>,
    (name, what): (&str, &str),
    take: impl Fn(&mut Reading<'_>, &Tag) -> T,
) -> Result<ReadFile<T>, Vec<Problem>> {
    if root.name != name {
        let said = format!("this is not {what} of QTI: it begins with {}", root.name);
        let problem = Problem::error(file, said, format!("Bring a file that begins with {name}."));
        return Err(vec![problem.at_line(root.line)]);
    }
    let mut reading = Reading::new(file, resolve);
    let content = take(&mut reading, &root);
    reading.finish(content).map(|(content, notes)| ReadFile { content, version, notes })
}

/// The items that a test names, as it names them, each once.
pub fn item_references(plan: &TestPlan) -> Vec<String> {
    fn within<'p>(section: &'p TestSection, found: &mut Vec<&'p str>, known: &mut BTreeSet<&'p str>) {
        for child in &section.children {
            match child {
                TestChild::Section(section) => within(section, found, known),
                TestChild::Item(item) if known.insert(&item.href) => found.push(&item.href),
                TestChild::Item(_) => {}
            }
        }
    }
    let (mut found, mut known) = (Vec::new(), BTreeSet::new());
    for section in plan.parts.iter().flat_map(|part| &part.sections) {
        within(section, &mut found, &mut known);
    }
    found.into_iter().map(str::to_owned).collect()
}

/// Writes an item as QTI 3.0: the file that packages and the store hold.
pub fn write_item(item: &Item) -> String {
    item_tags::item_tag(item).file()
}

/// Writes a stimulus as QTI 3.0.
pub fn write_stimulus(stimulus: &Stimulus) -> String {
    item_tags::stimulus_tag(stimulus).file()
}

/// Writes a test as QTI 3.0.
pub fn write_test(plan: &TestPlan) -> String {
    test_tags::test_tag(plan).file()
}
