//! Parts of a blueprint.

use domain::CompetencyId;

use super::text::FieldText;

/// How many items of one kind a form holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Of what.
    pub of: PartOf,
    /// The fewest.
    pub at_least: u32,
    /// The most; the same as the fewest for an exact number.
    pub at_most: u32,
}

impl Part {
    /// An exact number of items.
    pub fn exactly(items: u32, of: PartOf) -> Self {
        Self { of, at_least: items, at_most: items }
    }
}

/// What a part of a blueprint counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartOf {
    /// Items of a competency. Whoever hands in the bank lists the parents of an item's competencies too when a
    /// domain or strand is to count.
    Competency(CompetencyId),
    /// Items of a group, by its tag: without `;`, and trimmed.
    Tag(String),
}

impl FieldText for Part {
    fn write(&self) -> String {
        let of = match &self.of {
            PartOf::Competency(id) => format!("competency {id}"),
            PartOf::Tag(tag) => format!("tag {tag}"),
        };
        if self.at_least == self.at_most {
            format!("{} of {of}", self.at_least)
        } else {
            format!("{}-{} of {of}", self.at_least, self.at_most)
        }
    }

    fn read(text: &str) -> Result<Self, String> {
        let (numbers, of) = text.split_once(" of ").ok_or(HOW)?;
        let (at_least, at_most) = numbers.split_once('-').unwrap_or((numbers, numbers));
        let (at_least, at_most) = (u32::read(at_least)?, u32::read(at_most)?);
        let of = match of.split_once(' ') {
            Some(("competency", id)) => PartOf::Competency(id.parse().map_err(|_| HOW)?),
            Some(("tag", tag)) if !tag.trim().is_empty() => PartOf::Tag(tag.trim().to_owned()),
            _ => return Err(HOW.to_owned()),
        };
        Ok(Self { of, at_least, at_most })
    }
}

const HOW: &str =
    "write parts such as \"3 of competency 0198c0de-0000-7000-8000-000000000001; 2-4 of tag fractions\"";
