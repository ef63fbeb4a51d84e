//! The words of Onramp: types and their invariants, and nothing that decides.
//!
//! The glossary is in `README.md` beside `Cargo.toml`. Nothing here reads a clock, draws a random
//! number, touches a file or is serialized (ids excepted: they travel in addresses and bodies).

pub mod access;
pub mod accommodation;
pub mod attendance;
pub mod batch;
pub mod bell;
pub mod calendar;
pub mod caseload;
pub mod chain;
pub mod crosswalk;
pub mod custody;
pub mod evidence;
pub mod extra;
pub mod framework;
pub mod grade;
pub mod ids;
pub mod item;
pub mod judgement;
pub mod modality;
pub mod notice;
pub mod pace;
pub mod path;
pub mod pause;
pub mod people;
pub mod plain;
pub mod points;
pub mod policy;
pub mod privacy;
pub mod resource;
pub mod room_program;
pub mod rubric;
pub mod scale;
pub mod sitting;
pub mod substitution;
pub mod task;
pub mod test_plan;
pub mod text;
pub mod time;

pub use ids::{
    AccountId, AdoptionId, AmendmentId, AssessmentId, AssignmentId, AssociationId, BatchId, CalendarId,
    CalibrationRoundId, CompetencyId, ConsentId, DirectiveId, DisclosureId, DistrictId, ErasureId,
    EvidenceId, FrameworkId, GoalId, ImportId, ItemId, KeptPairId, LearnerId, LookId, NoticeId,
    OrganizationId, PartyId, PauseId, PeriodId, PersonId, RatingId, RecordLinkId, RegradeId, ReplanId,
    ResourceId, ResourceUseId, RetentionRunId, RoomProgramId, RubricId, SectionId, SessionId, SittingId,
    StableGroupId, StimulusId, SubstitutionId, TaskId, TermId, TokenId, WallLinkId,
};
pub use points::Points;
pub use time::{Date, Timestamp};
