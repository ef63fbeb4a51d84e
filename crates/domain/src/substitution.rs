//! A substitute's place: one section, one day, until that day is over.

use crate::{Date, PersonId, SectionId, SubstitutionId, Timestamp};

/// One day's place in one section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Substitution {
    /// Ours.
    pub id: SubstitutionId,
    /// Where.
    pub section: SectionId,
    /// Who.
    pub person: PersonId,
    /// The day, by the district's clock.
    pub day: Date,
    /// The moment that day begins.
    pub begins_at: Timestamp,
    /// The moment it is over: from then on it gives nothing.
    pub ends_at: Timestamp,
    /// Who gave it.
    pub made_by: PersonId,
    /// When.
    pub made_at: Timestamp,
    /// When somebody took it back.
    pub revoked_at: Option<Timestamp>,
    /// Who.
    pub revoked_by: Option<PersonId>,
}

impl Substitution {
    /// Whether it holds at `now`: no timer ends it.
    pub fn holds(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && self.begins_at <= now && now < self.ends_at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_holds_from_the_first_moment_of_its_day_to_the_last() {
        let second = |n: i64| Timestamp::from_second(n).expect("a moment");
        let person = PersonId::from_bytes([1; 16]);
        let one = Substitution {
            id: SubstitutionId::from_bytes([1; 16]),
            section: SectionId::from_bytes([1; 16]),
            person,
            day: Date::constant(2026, 11, 24),
            begins_at: second(100),
            ends_at: second(200),
            made_by: person,
            made_at: second(0),
            revoked_at: None,
            revoked_by: None,
        };
        for (at, holds) in [(99, false), (100, true), (199, true), (200, false)] {
            assert_eq!(one.holds(second(at)), holds, "{at}");
        }
        assert!(!Substitution { revoked_at: Some(second(150)), ..one }.holds(second(120)));
    }
}
