//! Learning resources: what there is to learn from, what it is aligned to, and who used it.

mod address;

pub use address::{BadAddress, checked_address};

use crate::{
    AssessmentId, AssignmentId, LearnerId, PersonId, Points, ResourceId, ResourceUseId, SectionId, Timestamp,
    chain::Digest,
};

/// The most minutes that a resource, or one use of it, takes: a long school day.
pub const MOST_MINUTES: i64 = 600;

/// What a resource is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ResourceKind {
    /// A page that was written here.
    Lesson,
    /// An address of something that lies elsewhere.
    Link,
    /// A file that is kept here.
    File,
    /// A page that came in with a Common Cartridge.
    CartridgePage,
    /// An activity of another system, which reports minutes and results.
    Activity,
}

impl ResourceKind {
    /// Every kind with its word in storage, files and the API.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Lesson, "lesson"),
        (Self::Link, "link"),
        (Self::File, "file"),
        (Self::CartridgePage, "cartridge_page"),
        (Self::Activity, "activity"),
    ];

    /// The word in storage, files and the API.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(kind, _)| *kind)
    }

    /// Whether it is a text that is kept here, in versions.
    pub fn has_text(self) -> bool {
        matches!(self, Self::Lesson | Self::CartridgePage)
    }
}

/// Something to learn from. To which competencies it is aligned stands beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// Its id.
    pub id: ResourceId,
    /// What it is.
    pub kind: ResourceKind,
    /// What people read; learners too.
    pub title: String,
    /// What it is about, in a sentence or two; may be empty.
    pub about: String,
    /// The version of its text that was written last, from 1; 0 where it has none of ours.
    pub version: i64,
    /// The key of its [`crate::modality::Modality`].
    pub modality: String,
    /// About how long it takes. Unit: minutes; 1 to [`MOST_MINUTES`].
    pub minutes: i64,
    /// Its language, such as `en`.
    pub language: String,
    /// For which grades, in the words of CEDS, such as `06`; empty for any.
    pub grades: Vec<String>,
    /// Where it lies, of a link; may be empty of an activity.
    pub address: String,
    /// The file that is kept, with the name under which it was given.
    pub file: Option<(Digest, String)>,
    /// The assessment that checks what was learned from it.
    pub check: Option<AssessmentId>,
    /// The cartridge or system that it came from; empty for one that was made here.
    pub from_source: String,
    /// What that calls it; empty for one that was made here.
    pub from_identifier: String,
    /// Who made it; `None` for the platform.
    pub made_by: Option<PersonId>,
    /// When.
    pub made_at: Timestamp,
    /// When it was taken out of the library. What it was used for stands.
    pub retired_at: Option<Timestamp>,
}

/// A resource that an educator gave to a class or to some of its learners.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenResource {
    /// To which class.
    pub section: SectionId,
    /// What.
    pub resource: ResourceId,
    /// To whom in the class; `None` for everybody in it.
    pub learners: Option<Vec<LearnerId>>,
    /// What the educator says to it; may be empty.
    pub note: String,
    /// The check of what is learned from it that was given along.
    pub check: Option<AssignmentId>,
    /// Who gave it.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
    /// When it was taken back.
    pub withdrawn_at: Option<Timestamp>,
}

/// One time that a learner worked with a resource. It is no evidence, and never mastery by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceUse {
    /// Its id, from what is reported where something was: the same report is kept once.
    pub id: ResourceUseId,
    /// Who.
    pub learner: LearnerId,
    /// With what.
    pub resource: ResourceId,
    /// When.
    pub used_at: Timestamp,
    /// How long. Unit: minutes; `None` where nobody knows.
    pub minutes: Option<i64>,
    /// What came of it, as a share of what was possible, 0 to 1; `None` where nothing is reported.
    pub result: Option<Points>,
    /// The system that reports it; `onramp` for what was done here.
    pub source: String,
    /// Who wrote it down.
    pub recorded_by: Option<PersonId>,
    /// When.
    pub recorded_at: Timestamp,
}

/// The source of uses that were noted here.
pub const HERE: &str = "onramp";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_read_back() {
        for (kind, word) in ResourceKind::ALL {
            assert_eq!((kind.word(), ResourceKind::from_word(word)), (word, Some(kind)));
        }
        assert_eq!(ResourceKind::from_word("scorm"), None);
    }
}
