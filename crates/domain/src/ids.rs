//! Identifiers: 16 bytes each, made by us (UUID version 7), never by the database.

use std::{fmt, str::FromStr};

use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// A text that is not an identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not an id: 32 hexadecimal digits are expected, with or without hyphens")]
pub struct NotAnId(pub String);

/// Declares one identifier type; each kind of thing has its own, so that they cannot be mixed up.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Wraps 16 bytes as they are stored.
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(Uuid::from_bytes(bytes))
            }

            /// The id of something that another system already names: the same district, source and
            /// name give the same id on every machine, so that importing twice changes nothing.
            /// Each part counts with its length; a UUID of version 8.
            #[must_use]
            pub fn derived(district: DistrictId, parts: &[&str]) -> Self {
                Self(derive(stringify!($name), district.as_bytes(), parts))
            }

            /// A new id: milliseconds since 1970 and ten random bytes, both given by the caller; a
            /// UUID of version 7, so that ids made one after another lie side by side in an index.
            #[must_use]
            pub const fn fresh(unix_milliseconds: u64, random: &[u8; 10]) -> Self {
                Self(uuid::Builder::from_unix_timestamp_millis(unix_milliseconds, random).into_uuid())
            }

            /// The 16 bytes as they are stored.
            pub const fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0.hyphenated())
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                Uuid::try_parse(text).map(Self).map_err(|_| NotAnId(text.to_owned()))
            }
        }
    };
}

id!(
    /// A district: the root of everything; every table's key begins with it.
    DistrictId
);
id!(
    /// An organization: district, school, academy, employer (OneRoster `org`).
    OrganizationId
);
id!(
    /// A term: school year, semester, grading period (OneRoster `academicSession`).
    TermId
);
id!(
    /// A person, whatever their roles.
    PersonId
);
id!(
    /// A person as the one whose learning is recorded. Equal bytes to their [`PersonId`].
    LearnerId
);
id!(
    /// A section: a class with its learners and educators (OneRoster `class`).
    SectionId
);
id!(
    /// A published, versioned set of competencies (CASE `CFDocument`).
    FrameworkId
);
id!(
    /// One thing a learner can be able to do, in one framework version (CASE `CFItem`).
    CompetencyId
);
id!(
    /// A typed relation between two competencies (CASE `CFAssociation`).
    AssociationId
);
id!(
    /// One ledger entry. Derived from the writer's idempotency key where one is given.
    EvidenceId
);
id!(
    /// One import of a file.
    ImportId
);
id!(
    /// One adoption of a changed policy.
    AdoptionId
);
id!(
    /// One look at a changed policy, kept while it runs and a while after.
    LookId
);
id!(
    /// An account: what a person signs in with.
    AccountId
);
id!(
    /// A signed-in session.
    SessionId
);
id!(
    /// One day's place of a substitute in a section.
    SubstitutionId
);
id!(
    /// One question or task, whatever its versions (QTI `assessmentItem`).
    ItemId
);
id!(
    /// What several items share: a text, a table, a picture (QTI `assessmentStimulus`).
    StimulusId
);
id!(
    /// The plan of a diagnostic, check, final, ... (QTI `assessmentTest`).
    AssessmentId
);
id!(
    /// An assessment given to a class or to some of its learners.
    AssignmentId
);
id!(
    /// One learner taking an assessment once.
    SittingId
);
id!(
    /// How work is judged: criteria and their levels (CASE `CFRubric`).
    RubricId
);
id!(
    /// A performance task or portfolio: what is to be done, and its rubric.
    TaskId
);
id!(
    /// One person's rating of one submission.
    RatingId
);
id!(
    /// A round in which raters try themselves on work whose marks are settled.
    CalibrationRoundId
);
id!(
    /// Something to learn from: a lesson page, a link, a file, another system's activity.
    ResourceId
);
id!(
    /// One time that a learner worked with a resource.
    ResourceUseId
);
id!(
    /// Something a learner is to reach.
    GoalId
);
id!(
    /// What an educator says of one competency of one learner's path.
    DirectiveId
);
id!(
    /// A letter to a person.
    NoticeId
);
id!(
    /// Something done to many learners at once.
    BatchId
);
id!(
    /// Answers to an item that are scored anew.
    RegradeId
);
id!(
    /// The joining of two records of one child.
    RecordLinkId
);
id!(
    /// An API token.
    TokenId
);
id!(
    /// A request to amend a record.
    AmendmentId
);
id!(
    /// One consent given or withdrawn.
    ConsentId
);
id!(
    /// One time that records left to somebody outside.
    DisclosureId
);
id!(
    /// An app or outside party that gets data.
    PartyId
);
id!(
    /// The erasure of one learner's record.
    ErasureId
);
id!(
    /// One run of retention.
    RetentionRunId
);
id!(
    /// Classes whose day is scheduled together.
    RoomProgramId
);
id!(
    /// Two learners who are kept apart or together.
    KeptPairId
);
id!(
    /// A group that stands for several days.
    StableGroupId
);
id!(
    /// A link to the screen on the wall.
    WallLinkId
);
id!(
    /// The school days of an organization.
    CalendarId
);
id!(
    /// A period of the day, by its bells.
    PeriodId
);
id!(
    /// A pause of a learner.
    PauseId
);
id!(
    /// What was left for a learner, spread anew.
    ReplanId
);

fn derive(kind: &str, district: &[u8; 16], parts: &[&str]) -> Uuid {
    let mut hasher = Sha256::new();
    hasher.update(b"onramp-id-1");
    for part in std::iter::once(kind).chain(parts.iter().copied()) {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    hasher.update(district);
    let digest: [u8; 32] = hasher.finalize().into();
    let mut first = [0; 16];
    first.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(first).into_uuid()
}

impl PersonId {
    /// This person as a learner.
    pub const fn as_learner(self) -> LearnerId {
        LearnerId(self.0)
    }
}

impl LearnerId {
    /// This learner as a person.
    pub const fn as_person(self) -> PersonId {
        PersonId(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_from_its_text() {
        let id = LearnerId::from_bytes(*b"0123456789abcdef");
        assert_eq!(id.to_string().parse(), Ok(id));
    }

    #[test]
    fn a_derived_id_depends_on_kind_district_and_every_part() {
        let district = DistrictId::from_bytes([1; 16]);
        let id = PersonId::derived(district, &["sis", "12"]);
        assert_eq!(id, PersonId::derived(district, &["sis", "12"]));
        assert_ne!(id, PersonId::derived(district, &["sis1", "2"]));
        assert_ne!(id, PersonId::derived(DistrictId::from_bytes([2; 16]), &["sis", "12"]));
        assert_ne!(id.as_bytes(), SectionId::derived(district, &["sis", "12"]).as_bytes());
    }

    #[test]
    fn a_text_that_is_no_id_is_named() {
        assert_eq!("x".parse::<PersonId>(), Err(NotAnId("x".to_owned())));
    }
}
