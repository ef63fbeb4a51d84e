//! The ids that things of a framework get: the same file gives the same ids.

use domain::{AssociationId, CompetencyId, DistrictId, FrameworkId};

/// The formats whose frameworks have ids of their own, by slug. A framework that went out as CASE
/// gets, when it comes in again, the ids that it had.
const SOURCES: [&str; 5] = ["case", "framework_csv", "asn", "canvas_outcomes", "moodle_competencies"];

/// A table of our own, whose ids are made from codes.
const TABLE: &str = "framework_csv";

/// Whose ids are made, and the names every id of one package begins with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Naming<'a> {
    /// One of [`SOURCES`].
    pub source: &'static str,
    pub district: DistrictId,
    pub document: &'a str,
    pub version: &'a str,
}

impl Naming<'_> {
    /// The id of the framework version.
    pub fn framework_id(self) -> FrameworkId {
        FrameworkId::derived(self.district, &[self.source, self.document, self.version])
    }

    /// The id of a competency.
    pub fn competency_id(self, guid: &str, code: Option<&str>) -> CompetencyId {
        let code = code.filter(|_| self.source == TABLE).map(str::to_lowercase);
        let key = code.as_deref().unwrap_or(guid);
        CompetencyId::derived(self.district, &[self.source, self.document, self.version, key])
    }

    /// The id of an association that the file states.
    pub fn association_id(self, framework: FrameworkId, guid: &str) -> AssociationId {
        if self.source == TABLE {
            return AssociationId::derived(self.district, &[TABLE, &framework.to_string(), guid]);
        }
        AssociationId::derived(self.district, &[self.source, self.document, self.version, guid])
    }
}

/// The id of a prerequisite that was made here, by hand or by a table of pairs.
pub(crate) fn prerequisite_id(district: DistrictId, framework: FrameworkId, guid: &str) -> AssociationId {
    AssociationId::derived(district, &["prerequisites", &framework.to_string(), guid])
}

/// The slug, if it is one that makes ids.
pub(crate) fn source_of_word(word: &str) -> Option<&'static str> {
    SOURCES.into_iter().find(|source| *source == word)
}

/// The format that a framework's id was made for; CASE when none fits.
pub(crate) fn source_of(district: DistrictId, framework: &domain::framework::Framework) -> &'static str {
    let version = framework.version.as_deref().unwrap_or_default();
    let made = |source: &&'static str| {
        Naming { source, district, document: &framework.guid, version }.framework_id() == framework.id
    };
    SOURCES.into_iter().find(made).unwrap_or("case")
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_source_is_a_format() {
        for source in super::SOURCES {
            assert!(crate::imports::FORMATS.iter().any(|format| format.slug == source), "{source}");
        }
    }
}
