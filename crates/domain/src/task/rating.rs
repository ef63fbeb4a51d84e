//! Who rates a piece of work, and what they say of it.

use super::{LearnerId, PersonId, TaskId, Timestamp};
use crate::{RatingId, chain::Digest, rubric::Mark};

/// Which seat of a piece of work a rater has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Seat {
    /// The only one, or the first of two who do not see each other.
    First,
    /// The second of two.
    Second,
    /// Who decides where the two are too far apart.
    Third,
    /// The learner whose work it is.
    Own,
    /// The first of the classmates.
    PeerOne,
    /// The second.
    PeerTwo,
    /// The third.
    PeerThree,
}

/// From whom a rating is: each is a source of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RaterKind {
    /// Somebody who works with learners.
    Staff,
    /// The learner whose work it is.
    Own,
    /// A classmate.
    Peer,
}

impl RaterKind {
    /// The word in the API.
    pub fn word(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Own => "own",
            Self::Peer => "peer",
        }
    }
}

impl Seat {
    /// Every seat with its number.
    pub const ALL: [(Self, i64); 7] = [
        (Self::First, 1),
        (Self::Second, 2),
        (Self::Third, 3),
        (Self::Own, 4),
        (Self::PeerOne, 5),
        (Self::PeerTwo, 6),
        (Self::PeerThree, 7),
    ];

    /// The seats of classmates: as many as rate a piece of work at the most.
    pub const PEERS: [Self; 3] = [Self::PeerOne, Self::PeerTwo, Self::PeerThree];

    /// The number in storage.
    pub fn number(self) -> i64 {
        Self::ALL[self as usize].1
    }

    /// Reads the number back.
    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == number).map(|(seat, _)| *seat)
    }

    /// Who sits there.
    pub fn kind(self) -> RaterKind {
        match self {
            Self::First | Self::Second | Self::Third => RaterKind::Staff,
            Self::Own => RaterKind::Own,
            Self::PeerOne | Self::PeerTwo | Self::PeerThree => RaterKind::Peer,
        }
    }
}

/// What one rater says of one piece of work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkRating {
    /// Its id: the only thing in an address that a blind rater sees.
    pub id: RatingId,
    /// Whose work.
    pub learner: LearnerId,
    /// Of which task.
    pub task: TaskId,
    /// Which attempt.
    pub attempt: i64,
    /// Which seat.
    pub seat: Seat,
    /// Who rates.
    pub rater: PersonId,
    /// What is said of the whole; may be empty.
    pub comment: String,
    /// By criterion, as far as it is said.
    pub marks: Vec<CriterionMark>,
    /// What is said by voice, in the order in which it came.
    pub recordings: Vec<Digest>,
    /// When the seat was given.
    pub given_at: Timestamp,
    /// When it was done; `None` while it is a draft.
    pub done_at: Option<Timestamp>,
    /// When it was left out by who releases: it counts nowhere, and nobody else reads it.
    pub left_out_at: Option<Timestamp>,
}

impl WorkRating {
    /// Whether it is done and counts.
    pub fn stands(&self) -> bool {
        self.done_at.is_some() && self.left_out_at.is_none()
    }
}

/// What is said of one criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriterionMark {
    /// The place of the criterion, from 0.
    pub criterion: usize,
    /// The level, or that it does not apply; `None` while only words are there.
    pub mark: Option<Mark>,
    /// What is said; may be empty.
    pub comment: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_seats_read_back() {
        for (seat, number) in Seat::ALL {
            assert_eq!((Seat::from_number(number), seat.number()), (Some(seat), number));
            assert_eq!(seat.kind() == RaterKind::Peer, Seat::PEERS.contains(&seat));
        }
    }
}
