//! By when: the dates and the effort of what is to be learned, and how a learner stands to them. Pace never
//! changes mastery.

use crate::{CompetencyId, LearnerId, OrganizationId, PersonId, ReplanId, SectionId, Timestamp, time::Date};

/// What a competency takes where nobody says. Unit: minutes.
pub const USUAL_MINUTES: u32 = 60;

/// The most that one competency can take. Unit: minutes.
pub const MOST_MINUTES: u32 = 60_000;

/// Of whom dates are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlanOf {
    /// Everybody in a section, for its targets.
    Section(SectionId),
    /// Everybody in a program, school or district.
    Program(OrganizationId),
}

impl PlanOf {
    /// The word of the kind in storage and the API.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Section(_) => "section",
            Self::Program(_) => "program",
        }
    }

    /// The bytes of which one.
    pub const fn bytes(self) -> [u8; 16] {
        match self {
            Self::Section(id) => *id.as_bytes(),
            Self::Program(id) => *id.as_bytes(),
        }
    }

    /// Reads both back.
    pub fn read(word: &str, id: [u8; 16]) -> Option<Self> {
        match word {
            "section" => Some(Self::Section(SectionId::from_bytes(id))),
            "program" => Some(Self::Program(OrganizationId::from_bytes(id))),
            _ => None,
        }
    }
}

/// A competency with the day by which it is to be mastered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DatedTarget {
    /// Which.
    pub competency: CompetencyId,
    /// What it takes. Unit: minutes, 1 to [`MOST_MINUTES`].
    pub minutes: u32,
    /// By when; `None` where the dates follow from the effort and the last day.
    pub due: Option<Date>,
}

/// A learner's own date for a competency: it stands in the place of the section's and the program's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnDate {
    /// Whose.
    pub learner: LearnerId,
    /// For which class.
    pub section: SectionId,
    /// Which.
    pub competency: CompetencyId,
    /// The day from which the learner's own school days are counted.
    pub from: Date,
    /// On which of them it is due: 1 is the first, `from` itself where it is one.
    pub after_days: u32,
    /// The day that this came to when it was written.
    pub due: Date,
    /// The re-plan that wrote it; `None` for a date that a person gave.
    pub replan: Option<ReplanId>,
}

/// A re-plan: what was left, spread anew from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replan {
    /// Ours.
    pub id: ReplanId,
    /// Whose.
    pub learner: LearnerId,
    /// For which class.
    pub section: SectionId,
    /// From which day on.
    pub from: Date,
    /// The last day that it goes to.
    pub until: Date,
    /// Who made it.
    pub made_by: PersonId,
    /// When.
    pub made_at: Timestamp,
    /// When it was undone.
    pub undone_at: Option<Timestamp>,
    /// By whom.
    pub undone_by: Option<PersonId>,
}

/// How a learner stands to the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PaceStanding {
    /// Further than the line.
    Ahead,
    /// Where the line is.
    OnPace,
    /// Not as far.
    Behind,
    /// Everything is mastered.
    Finished,
    /// A pause: nothing is asked.
    Paused,
    /// There is no line: no dates, or as long as it takes.
    NoLine,
}

impl PaceStanding {
    /// Every standing with its word.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Ahead, "ahead"),
        (Self::OnPace, "on_pace"),
        (Self::Behind, "behind"),
        (Self::Finished, "finished"),
        (Self::Paused, "paused"),
        (Self::NoLine, "no_line"),
    ];

    /// The word in storage and the API.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(standing, _)| *standing)
    }
}

/// A change of standing that was noticed, and when: the history of a learner's pace in a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaceChange {
    /// Whose.
    pub learner: LearnerId,
    /// In which class.
    pub section: SectionId,
    /// 1, 2, 3, ... of this learner and class.
    pub version: i64,
    /// What it became.
    pub standing: PaceStanding,
    /// On which day.
    pub on: Date,
}

/// Who is told of a change of pace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ToldOfPace {
    /// The learner.
    Learner,
    /// Who speaks for the learner.
    Family,
    /// Who teaches the class.
    Educator,
    /// Whose caseload the learner is on.
    Counselor,
}

impl ToldOfPace {
    /// Everybody with their word.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Learner, "learner"),
        (Self::Family, "family"),
        (Self::Educator, "educator"),
        (Self::Counselor, "counselor"),
    ];

    /// The word in storage and the API.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(who, _)| *who)
    }
}

/// Something about pace that one person is to be told, once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaceAlert {
    /// About whom.
    pub learner: LearnerId,
    /// In which class.
    pub section: SectionId,
    /// The change that it is about.
    pub version: i64,
    /// In which part they are told.
    pub role: ToldOfPace,
    /// Who.
    pub person: PersonId,
    /// What the standing became.
    pub standing: PaceStanding,
    /// On which day it was raised.
    pub on: Date,
    /// When they said that they have seen it.
    pub seen_at: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_read_back() {
        for (standing, word) in PaceStanding::ALL {
            assert_eq!((standing.word(), PaceStanding::from_word(word)), (word, Some(standing)));
        }
        for (who, word) in ToldOfPace::ALL {
            assert_eq!((who.word(), ToldOfPace::from_word(word)), (word, Some(who)));
        }
        for plan in [
            PlanOf::Section(SectionId::from_bytes([1; 16])),
            PlanOf::Program(OrganizationId::from_bytes([2; 16])),
        ] {
            assert_eq!(PlanOf::read(plan.word(), plan.bytes()), Some(plan));
        }
        assert_eq!(PlanOf::read("district", [0; 16]), None);
        assert_eq!(PaceStanding::from_word("late"), None);
    }
}
