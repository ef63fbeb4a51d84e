//! Single values as JSON: ids, points, moments, days.

use std::borrow::Cow;

use domain::{Date, EvidenceId, Points, Timestamp};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{KnownFormat, ObjectBuilder, RefOr, Schema, SchemaFormat, schema::Type},
};

/// An id: 32 hexadecimal digits with hyphens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Id([u8; 16]);

/// An id of each kind becomes and comes from an [`Id`].
macro_rules! ids {
    ($($kind:ident),+ $(,)?) => {$(
        impl From<domain::$kind> for Id {
            fn from(id: domain::$kind) -> Self {
                Self(*id.as_bytes())
            }
        }

        impl From<Id> for domain::$kind {
            fn from(id: Id) -> Self {
                Self::from_bytes(id.0)
            }
        }
    )+};
}

ids!(
    AdoptionId,
    AmendmentId,
    AssessmentId,
    AssignmentId,
    AssociationId,
    BatchId,
    CalendarId,
    CalibrationRoundId,
    CompetencyId,
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
    LookId,
    OrganizationId,
    NoticeId,
    PartyId,
    PauseId,
    PeriodId,
    PersonId,
    RatingId,
    RecordLinkId,
    ResourceId,
    RoomProgramId,
    ResourceUseId,
    ReplanId,
    RubricId,
    SectionId,
    SessionId,
    StableGroupId,
    StimulusId,
    SittingId,
    SubstitutionId,
    TaskId,
    TokenId,
    WallLinkId,
);

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        EvidenceId::from_bytes(self.0).fmt(f)
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        EvidenceId::from_bytes(self.0).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parsed::<EvidenceId, D>(deserializer).map(|id| Self(*id.as_bytes()))
    }
}

/// Points, weights and fractions: a JSON number with up to six decimals. A text with such a number is
/// taken too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number(pub Points);

impl From<Points> for Number {
    fn from(points: Points) -> Self {
        Self(points)
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let millionths = self.0.millionths();
        if millionths % 1_000_000 == 0 {
            serializer.serialize_i64(millionths / 1_000_000)
        } else {
            serializer.serialize_f64(self.0.to_f64())
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Points;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a number of points")
            }

            fn visit_f64<E: de::Error>(self, value: f64) -> Result<Points, E> {
                Points::from_f64(value).map_err(E::custom)
            }

            fn visit_i64<E: de::Error>(self, value: i64) -> Result<Points, E> {
                value.to_string().parse().map_err(E::custom)
            }

            fn visit_u64<E: de::Error>(self, value: u64) -> Result<Points, E> {
                match i32::try_from(value) {
                    Ok(whole) => Ok(Points::whole(whole)),
                    Err(_) => value.to_string().parse().map_err(E::custom),
                }
            }

            fn visit_str<E: de::Error>(self, value: &str) -> Result<Points, E> {
                value.parse().map_err(E::custom)
            }
        }
        deserializer.deserialize_any(Visitor).map(Self)
    }
}

/// A moment, as RFC 3339 writes it: `2027-05-24T08:30:00Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment(pub Timestamp);

impl From<Timestamp> for Moment {
    fn from(moment: Timestamp) -> Self {
        Self(moment)
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let moment = parsed::<Timestamp, D>(deserializer)?;
        // The store keeps microseconds.
        Timestamp::from_microsecond(moment.as_microsecond()).map(Self).map_err(de::Error::custom)
    }
}

/// A day: `2027-05-24`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day(pub Date);

impl From<Date> for Day {
    fn from(day: Date) -> Self {
        Self(day)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parsed(deserializer).map(Self)
    }
}

fn parsed<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: std::str::FromStr<Err: std::fmt::Display>,
    D: Deserializer<'de>,
{
    let text = Cow::<'de, str>::deserialize(deserializer)?;
    text.parse().map_err(de::Error::custom)
}

/// How a value is described in the document.
macro_rules! described {
    ($($name:ident: $type:ident $format:expr, $description:literal, $example:expr;)+) => {$(
        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                ObjectBuilder::new()
                    .schema_type(Type::$type)
                    .format(Some($format))
                    .description(Some($description))
                    .examples([serde_json::json!($example)])
                    .into()
            }
        }

        impl ToSchema for $name {}
    )+};
}

described! {
    Id: String SchemaFormat::KnownFormat(KnownFormat::Uuid), "An id.",
        "01930000-0000-7000-8000-000000000001";
    Number: Number SchemaFormat::KnownFormat(KnownFormat::Double),
        "Points, a weight or a fraction: up to six decimals.", 2.5;
    Moment: String SchemaFormat::KnownFormat(KnownFormat::DateTime), "A moment (RFC 3339).",
        "2027-05-24T08:30:00Z";
    Day: String SchemaFormat::KnownFormat(KnownFormat::Date), "A day.", "2027-05-24";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_read_exactly_and_written_shortest() {
        for (json, written) in [
            ("3", "3"),
            ("2.5", "2.5"),
            ("\"4.13\"", "4.13"),
            ("0.000001", "1e-6"),
            ("-1", "-1"),
            ("1e3", "1000"),
        ] {
            let read: Number = serde_json::from_str(json).expect(json);
            assert_eq!(serde_json::to_string(&read).expect("JSON"), written);
        }
    }

    #[test]
    fn what_is_no_number_of_points_is_refused() {
        for json in ["1e400", "NaN", "\"NaN\"", "null", "true", "1e12", "\"\"", "[]"] {
            assert!(serde_json::from_str::<Number>(json).is_err(), "{json}");
        }
    }

    #[test]
    fn moments_keep_microseconds_in_utc() {
        let read: Moment = serde_json::from_str("\"2027-05-24T10:30:00.123456789+02:00\"").expect("a moment");
        assert_eq!(serde_json::to_string(&read).expect("JSON"), "\"2027-05-24T08:30:00.123456Z\"");
        assert!(serde_json::from_str::<Moment>("\"yesterday\"").is_err());
    }
}
