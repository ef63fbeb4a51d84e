//! Learners whom one adult answers for.

use crate::{LearnerId, PersonId, Timestamp, access::Relationship, time::Dates};

/// What an adult answers for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CaseloadKind {
    /// How they get on.
    Counselor,
    /// What they are to be given: their accommodations.
    CaseManager,
}

impl CaseloadKind {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::Counselor, Self::CaseManager];

    /// The word in storage and the API.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Counselor => "counselor",
            Self::CaseManager => "case_manager",
        }
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// By which relationship a learner of such a caseload is open.
    pub const fn relationship(self) -> Relationship {
        match self {
            Self::Counselor => Relationship::Counselor,
            Self::CaseManager => Relationship::CaseManager,
        }
    }
}

/// One learner of a caseload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charge {
    /// Who answers.
    pub holder: PersonId,
    /// For what.
    pub kind: CaseloadKind,
    /// For whom.
    pub learner: LearnerId,
    /// From when to when.
    pub dates: Dates,
    /// Who gave it.
    pub assigned_by: PersonId,
    /// When.
    pub assigned_at: Timestamp,
    /// When somebody ended it before its last day; from that moment it gives nothing.
    pub ended_at: Option<Timestamp>,
    /// Who.
    pub ended_by: Option<PersonId>,
}

impl Charge {
    /// Whether it holds on `day`.
    pub fn holds(&self, day: crate::Date) -> bool {
        self.ended_at.is_none() && self.dates.contains(day)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn words_read_back() {
        for kind in CaseloadKind::ALL {
            assert_eq!(CaseloadKind::from_word(kind.word()), Some(kind));
            assert_eq!(kind.relationship().word(), kind.word());
        }
        assert_eq!(CaseloadKind::from_word("coach"), None);
    }

    #[test]
    fn a_charge_holds_on_its_days_until_somebody_ends_it() {
        let person = PersonId::from_bytes([1; 16]);
        let charge = Charge {
            holder: person,
            kind: CaseloadKind::Counselor,
            learner: person.as_learner(),
            dates: Dates::new(Some(date(2026, 9, 1)), Some(date(2027, 6, 30))).expect("in order"),
            assigned_by: person,
            assigned_at: Timestamp::UNIX_EPOCH,
            ended_at: None,
            ended_by: None,
        };
        for (day, holds) in [
            (date(2026, 8, 31), false),
            (date(2026, 9, 1), true),
            (date(2027, 6, 30), true),
            (date(2027, 7, 1), false),
        ] {
            assert_eq!(charge.holds(day), holds, "{day}");
        }
        let ended = Charge { ended_at: Some(Timestamp::UNIX_EPOCH), ..charge };
        assert!(!ended.holds(date(2026, 9, 1)));
    }
}
