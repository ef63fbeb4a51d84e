//! A learner's path: the goals it leads to, what an educator directs, what the learner chose.

use crate::{
    CompetencyId, Date, DirectiveId, FrameworkId, GoalId, LearnerId, PersonId, Timestamp,
    access::Relationship, grade::Grade,
};

/// Something a learner is to reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// Its id.
    pub id: GoalId,
    /// Whose.
    pub learner: LearnerId,
    /// What people read.
    pub title: String,
    /// What belongs to it.
    pub aim: Aim,
    /// By when, if by a day.
    pub due: Option<Date>,
    /// Who set it.
    pub set_by: PersonId,
    /// As what.
    pub relationship: Relationship,
    /// When.
    pub set_at: Timestamp,
    /// When it was ended, and by whom. An ended goal stays readable.
    pub ended: Option<Ended>,
}

/// When something was ended, and by whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: PersonId,
}

/// What belongs to a goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Aim {
    /// These, in the order given.
    Competencies(Vec<CompetencyId>),
    /// What a framework has for grades from `floor` to `ceiling`.
    Band(Band),
}

/// The grades of a framework that a learner works within.
///
/// What lies below the floor is taken as known until evidence says otherwise; what lies above the ceiling is not
/// offered unless a goal needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Band {
    /// Of what.
    pub framework: FrameworkId,
    /// The lowest grade.
    pub floor: Grade,
    /// The highest.
    pub ceiling: Grade,
}

/// A band that ends below where it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a band cannot end at grade {ceiling}, below where it begins ({floor})")]
pub struct CeilingBelowFloor {
    /// The floor given.
    pub floor: Grade,
    /// The ceiling given.
    pub ceiling: Grade,
}

impl Band {
    /// Checks the order of its ends.
    pub fn new(framework: FrameworkId, floor: Grade, ceiling: Grade) -> Result<Self, CeilingBelowFloor> {
        if ceiling < floor {
            return Err(CeilingBelowFloor { floor, ceiling });
        }
        Ok(Self { framework, floor, ceiling })
    }
}

/// What an educator says of one competency of one learner's path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directive {
    /// Its id.
    pub id: DirectiveId,
    /// Whose path.
    pub learner: LearnerId,
    /// About what.
    pub competency: CompetencyId,
    /// What.
    pub kind: DirectiveKind,
    /// Why, for learner and family to read.
    pub reason: String,
    /// By whom.
    pub given_by: PersonId,
    /// When.
    pub given_at: Timestamp,
    /// Until when it stands; `None` for until it is ended.
    pub until: Option<Timestamp>,
    /// When it was ended, and by whom.
    pub ended: Option<Ended>,
}

/// What a directive says. None of them changes mastery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DirectiveKind {
    /// First of all, even before what it rests on.
    Pin,
    /// Not for this learner: it is not suggested, and holds nothing up.
    Skip,
    /// Once more, though it was mastered: what rests on it waits.
    SendBack,
}

impl DirectiveKind {
    /// Every kind with its word.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Pin, "pin"), (Self::Skip, "skip"), (Self::SendBack, "send_back")];

    /// The word in storage and the API.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(kind, _)| *kind)
    }
}

impl Directive {
    /// Whether it stands at `now`: given, not ended, not over.
    pub fn stands(&self, now: Timestamp) -> bool {
        let ended = self.ended.is_some_and(|ended| ended.at <= now);
        self.given_at <= now && !ended && self.until.is_none_or(|until| now < until)
    }
}

/// What a learner picked to work on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// What.
    pub competency: CompetencyId,
    /// When.
    pub chosen_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).expect("a moment")
    }

    #[test]
    fn a_directive_stands_from_when_it_was_given_until_it_is_over_or_ended() {
        let person = PersonId::from_bytes([1; 16]);
        let mut one = Directive {
            id: DirectiveId::from_bytes([1; 16]),
            learner: LearnerId::from_bytes([2; 16]),
            competency: CompetencyId::from_bytes([3; 16]),
            kind: DirectiveKind::Pin,
            reason: "for Friday".to_owned(),
            given_by: person,
            given_at: at(10),
            until: Some(at(20)),
            ended: None,
        };
        let stands = |one: &Directive| [9, 10, 19, 20].map(|second| one.stands(at(second)));
        assert_eq!(stands(&one), [false, true, true, false]);
        one.ended = Some(Ended { at: at(15), by: person });
        assert_eq!(stands(&one), [false, true, false, false]);
    }

    #[test]
    fn words_read_back() {
        for (kind, word) in DirectiveKind::ALL {
            assert_eq!((kind.word(), DirectiveKind::from_word(word)), (word, Some(kind)));
        }
        assert_eq!(DirectiveKind::from_word("hide"), None);
    }

    #[test]
    fn a_band_that_ends_below_its_beginning_is_refused() {
        let framework = FrameworkId::from_bytes([1; 16]);
        let grade = |text: &str| text.parse::<Grade>().expect("a grade");
        assert!(Band::new(framework, grade("K"), grade("K")).is_ok());
        let refused = Band::new(framework, grade("5"), grade("3")).expect_err("refused").to_string();
        assert_eq!(refused, "a band cannot end at grade 3, below where it begins (5)");
    }
}
