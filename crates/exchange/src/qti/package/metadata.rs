//! What is said of a file: competencies, keywords, difficulty.
//!
//! Source: IEEE 1484.12.1 Learning Object Metadata; 1EdTech Curriculum Standards Metadata 1.1.

use super::{Alignment, Metadata};
use crate::qti::tree::Tag;

/// Elements of LOM whose words are taken, wherever they stand in it.
pub(super) const WORDS: [&str; 7] =
    ["title", "description", "keyword", "learningResourceType", "context", "typicalAgeRange", "difficulty"];

/// Parts of LOM in which titles and the like are those of the thing itself.
const PARTS: [&str; 2] = ["general", "educational"];

/// How many competencies, and how many other words, are taken of one thing.
const MOST: usize = 500;

/// Reads everything that is known in an element.
pub(super) fn read(tag: &Tag, alignments: &mut Vec<Alignment>, said: &mut Vec<Metadata>) {
    for competency in tag.all("labelledGUID") {
        let text = |name: &str| {
            let text = competency.first(name).map(|part| part.text().trim().to_owned());
            text.filter(|text| !text.is_empty())
        };
        let uri = text("caseItemURI");
        let last = uri.as_deref().and_then(|uri| uri.rsplit('/').next()).map(str::to_owned);
        if let Some(identifier) = text("GUID").or(last) {
            let alignment = Alignment { identifier, uri, label: text("label") };
            if alignments.len() < MOST && !alignments.contains(&alignment) {
                alignments.push(alignment);
            }
        }
    }
    let mut keep = |one: Metadata| {
        if said.len() < MOST && !one.value.is_empty() && !said.contains(&one) {
            said.push(one);
        }
    };
    for part in PARTS.iter().flat_map(|name| tag.all(name)) {
        for word in part.tags().filter(|word| WORDS.contains(&word.name.as_str())) {
            let value = words(word);
            keep(Metadata { name: word.name.clone(), value, label: None });
        }
    }
    for path in tag.all("taxonPath") {
        let source = path.first("source").map(words).unwrap_or_default();
        for taxon in path.named("taxon") {
            let id = taxon.first("id").map(words).filter(|id| !id.is_empty());
            let entry = taxon.first("entry").map(words).filter(|entry| !entry.is_empty());
            let (value, label) = match (id, entry) {
                (Some(id), entry) => (id, entry),
                (None, entry) => (entry.unwrap_or_default(), None),
            };
            keep(Metadata { name: format!("taxon:{source}"), value, label });
        }
    }
}

/// The words of an element: of a term from a vocabulary the term, without the name of the vocabulary.
fn words(tag: &Tag) -> String {
    let value = tag.first("value").or(tag.first("qti-value"));
    let text = value.map_or_else(|| tag.text(), Tag::text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
