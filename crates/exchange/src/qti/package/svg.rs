//! Pictures in SVG: only those that draw and nothing else.

use crate::{
    Problem,
    qti::{
        Limits,
        tree::{Read, Tag},
    },
};

/// Elements that run, fetch or change.
const ACTIVE: [&str; 12] = [
    "script",
    "foreignObject",
    "iframe",
    "embed",
    "object",
    "audio",
    "video",
    "handler",
    "listener",
    "set",
    "discard",
    "a",
];

/// Why a picture is not taken, if it is not.
pub(super) fn refused(path: &str, bytes: &[u8], limits: &Limits) -> Option<Problem> {
    let root = match Read::new(path, bytes, limits) {
        Ok(read) => read.root,
        Err(problem) => return Some(*problem),
    };
    let mut found = Vec::new();
    root.find(&|tag| active(tag).is_some(), &mut found);
    let active = active(&root).or_else(|| found.first().and_then(|tag| active(tag)))?;
    let what = format!("the picture is left out: it holds {active}, which does more than draw");
    Some(Problem::error(path, what, "Save it as plain SVG or as PNG."))
}

fn active(tag: &Tag) -> Option<String> {
    if ACTIVE.contains(&tag.name.as_str()) || tag.name.starts_with("animate") {
        return Some(tag.name.clone());
    }
    let fetches = |value: &str| {
        let value: String = value.to_ascii_lowercase().split_whitespace().collect();
        value.matches("url(").count() != value.matches("url(#").count() || value.contains("@import")
    };
    let attribute = tag.attributes.iter().find(|(name, value)| {
        let reference = name == "href" || name == "src";
        let drawn = value.starts_with('#') || value.trim_start().starts_with("data:image/");
        name.to_ascii_lowercase().starts_with("on") || (reference && !drawn) || fetches(value)
    });
    match attribute {
        Some((name, _)) => Some(format!("{name} of {}", tag.name)),
        None => (tag.name == "style" && fetches(&tag.text())).then(|| "an address in a style".to_owned()),
    }
}
