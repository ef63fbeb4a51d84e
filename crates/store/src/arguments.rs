//! Arguments of a statement: three types that both engines know, each of which can be null.

use domain::{Date, Points, Timestamp, chain::Digest};
use sqlx::{Arguments as _, postgres::PgArguments};

use crate::StoreError;

/// One argument. One placeholder always gets the same variant, null or not.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Arg<'a> {
    /// `bigint`.
    Number(Option<i64>),
    /// `text`.
    Text(Option<&'a str>),
    /// `text` made for this statement.
    Owned(Option<String>),
    /// `bytea`.
    Bytes(Option<&'a [u8]>),
    /// `bytea` of an id made for this statement.
    Id(Option<[u8; 16]>),
}

/// How a value of the domain is stored.
macro_rules! stored {
    ($($type:ty => |$value:ident| $arg:expr),+ $(,)?) => {$(
        impl From<$type> for Arg<'_> {
            fn from($value: $type) -> Self { $arg }
        }
    )+};
}

stored! {
    i64 => |n| Arg::Number(Some(n)),
    Option<i64> => |n| Arg::Number(n),
    bool => |b| Arg::Number(Some(i64::from(b))),
    Points => |p| Arg::Number(Some(p.millionths())),
    Option<Points> => |p| Arg::Number(p.map(Points::millionths)),
    Timestamp => |t| Arg::Number(Some(t.as_microsecond())),
    Option<Timestamp> => |t| Arg::Number(t.map(Timestamp::as_microsecond)),
    Option<Date> => |d| Arg::Owned(d.map(|d| d.to_string())),
    Date => |d| Arg::Owned(Some(d.to_string())),
    String => |s| Arg::Owned(Some(s)),
    [u8; 16] => |id| Arg::Id(Some(id)),
    Option<[u8; 16]> => |id| Arg::Id(id),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Arg::Text(Some(text))
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Arg::Text(Some(text))
    }
}

impl<'a> From<&'a Option<String>> for Arg<'a> {
    fn from(text: &'a Option<String>) -> Self {
        Arg::Text(text.as_deref())
    }
}

impl<'a> From<Option<&'a str>> for Arg<'a> {
    fn from(text: Option<&'a str>) -> Self {
        Arg::Text(text)
    }
}

impl<'a> From<&'a Digest> for Arg<'a> {
    fn from(digest: &'a Digest) -> Self {
        Arg::Bytes(Some(digest))
    }
}

impl<'a> From<Option<&'a [u8]>> for Arg<'a> {
    fn from(bytes: Option<&'a [u8]>) -> Self {
        Arg::Bytes(bytes)
    }
}

impl<'a> From<&'a [u8]> for Arg<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Arg::Bytes(Some(bytes))
    }
}

/// Ids are stored as their 16 bytes.
macro_rules! ids {
    ($($type:ident),+) => {$(
        impl From<domain::$type> for Arg<'_> {
            fn from(id: domain::$type) -> Self { Arg::Id(Some(*id.as_bytes())) }
        }
        impl From<Option<domain::$type>> for Arg<'_> {
            fn from(id: Option<domain::$type>) -> Self { Arg::Id(id.map(|id| *id.as_bytes())) }
        }
    )+};
}

ids!(
    AccountId,
    AdoptionId,
    AmendmentId,
    AssessmentId,
    AssignmentId,
    AssociationId,
    BatchId,
    CalendarId,
    CompetencyId,
    ConsentId,
    DirectiveId,
    DisclosureId,
    DistrictId,
    ErasureId,
    EvidenceId,
    FrameworkId,
    GoalId,
    ImportId,
    ItemId,
    KeptPairId,
    LearnerId,
    NoticeId,
    OrganizationId,
    PartyId,
    PauseId,
    PeriodId,
    PersonId,
    RatingId,
    RecordLinkId,
    RegradeId,
    ResourceId,
    ResourceUseId,
    ReplanId,
    RetentionRunId,
    RoomProgramId,
    RubricId,
    SectionId,
    SessionId,
    SittingId,
    StableGroupId,
    StimulusId,
    CalibrationRoundId,
    SubstitutionId,
    TaskId,
    TermId,
    TokenId,
    WallLinkId
);

/// Arguments for PostgreSQL.
pub(crate) fn for_postgres(args: &[Arg<'_>]) -> Result<PgArguments, StoreError> {
    let mut bound = PgArguments::default();
    for arg in args {
        match arg {
            Arg::Number(value) => bound.add(value),
            Arg::Text(value) => bound.add(value),
            Arg::Owned(value) => bound.add(value.as_deref()),
            Arg::Bytes(value) => bound.add(value),
            Arg::Id(value) => bound.add(value.as_ref().map(<[u8; 16]>::as_slice)),
        }
        .map_err(sqlx::Error::Encode)?;
    }
    Ok(bound)
}

/// Writes the arguments of a statement without spelling each conversion.
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { &[$($crate::Arg::from($value)),*] };
}
