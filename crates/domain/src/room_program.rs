//! A room program: classes whose day is scheduled together, and what is kept of their days.

use crate::{
    AssignmentId, CompetencyId, Date, KeptPairId, LearnerId, OrganizationId, PersonId, RoomProgramId,
    SectionId, StableGroupId, Timestamp, WallLinkId, chain::Digest, time::Dates,
};

/// Classes whose day is scheduled together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoomProgram {
    /// Ours.
    pub id: RoomProgramId,
    /// Where.
    pub organization: OrganizationId,
    /// As people say it.
    pub name: String,
    /// The classes, in id order.
    pub sections: Vec<SectionId>,
    /// Who made it.
    pub made_by: PersonId,
    /// When.
    pub made_at: Timestamp,
    /// When it was put away.
    pub archived_at: Option<Timestamp>,
}

/// One version of a program's setup, as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetupVersion {
    /// Of which program.
    pub program: RoomProgramId,
    /// Counts from 1.
    pub version: i64,
    /// The setup.
    pub setup: String,
    /// Who wrote it.
    pub written_by: PersonId,
    /// When.
    pub written_at: Timestamp,
}

/// How two learners are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PairKind {
    /// Never in one group.
    ApartInGroup,
    /// Never in one room, and so in no group.
    ApartInRoom,
    /// In one group wherever both are there.
    Together,
}

impl PairKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::ApartInGroup, Self::ApartInRoom, Self::Together];

    /// The word in storage and the API.
    pub const fn word(self) -> &'static str {
        match self {
            Self::ApartInGroup => "apart_in_group",
            Self::ApartInRoom => "apart_in_room",
            Self::Together => "together",
        }
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// Two learners who are kept apart or together. Staff alone see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptPair {
    /// Ours.
    pub id: KeptPairId,
    /// In which program.
    pub program: RoomProgramId,
    /// One.
    pub learner: LearnerId,
    /// The other.
    pub other: LearnerId,
    /// How.
    pub kind: PairKind,
    /// Why; may be empty.
    pub reason: String,
    /// Who said so.
    pub made_by: PersonId,
    /// When.
    pub made_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// Who ended it.
    pub ended_by: Option<PersonId>,
}

/// A group that stands for several days, or advisory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StableGroup {
    /// Ours.
    pub id: StableGroupId,
    /// In which program.
    pub program: RoomProgramId,
    /// As people say it.
    pub name: String,
    /// In which period of the setup.
    pub period: String,
    /// How, by its key.
    pub modality: String,
    /// Where, by its key.
    pub room: String,
    /// Who leads it.
    pub educator: Option<PersonId>,
    /// What they work on: the id of a lesson; `None` for advisory and the like.
    pub lesson: Option<[u8; 16]>,
    /// From which day to which; both are given.
    pub dates: Dates,
    /// Who is in it, in id order.
    pub learners: Vec<LearnerId>,
    /// Who made it.
    pub made_by: PersonId,
    /// When.
    pub made_at: Timestamp,
    /// When it was ended before its last day.
    pub ended_at: Option<Timestamp>,
}

/// One state of a day's schedule. Texts are as `usecases` writes them; learners stand in them by id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayVersion {
    /// Of which program.
    pub program: RoomProgramId,
    /// Which day.
    pub day: Date,
    /// Counts from 1, over drafts and what was published.
    pub version: i64,
    /// The version that this one changed; `None` for one that was made anew.
    pub from: Option<i64>,
    /// What it was made from.
    pub instance: Digest,
    /// Who is where.
    pub schedule: String,
    /// What people have decided.
    pub locks: String,
    /// Breaches that people accepted by name.
    pub accepted: String,
    /// What was done, for people.
    pub did: String,
    /// What it is worth. Unit: millionths.
    pub worth: i64,
    /// What no schedule can be worth more than, as the solver proved it. Unit: millionths.
    pub bound: Option<i64>,
    /// How long the solver took. Unit: milliseconds.
    pub milliseconds: Option<i64>,
    /// Who did it; `None` for the clock.
    pub made_by: Option<PersonId>,
    /// When.
    pub made_at: Timestamp,
    /// Who published it.
    pub published_by: Option<PersonId>,
    /// When.
    pub published_at: Option<Timestamp>,
}

/// A learner who is not there, or comes later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayAbsence {
    /// Who.
    pub learner: LearnerId,
    /// The first period in which they are there; `None` for who does not come at all.
    pub from_period: Option<String>,
    /// Who marked it.
    pub marked_by: PersonId,
    /// When.
    pub marked_at: Timestamp,
}

/// What cannot be had on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OutKind {
    /// An educator, by the id of the person.
    Educator,
    /// A room, by its key.
    Room,
}

impl OutKind {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::Educator, Self::Room];

    /// The word in storage and the API.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Educator => "educator",
            Self::Room => "room",
        }
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// What a learner had in one period, once it is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionHad {
    /// Who.
    pub learner: LearnerId,
    /// In which program.
    pub program: RoomProgramId,
    /// When.
    pub day: Date,
    /// In which period of the setup.
    pub period: String,
    /// How, by its key.
    pub modality: String,
    /// How long. Unit: minutes.
    pub minutes: i64,
    /// Whether it counts as screen time.
    pub screen: bool,
    /// With which lesson.
    pub lesson: Option<[u8; 16]>,
    /// On what.
    pub competency: Option<CompetencyId>,
}

/// An exit slip that was given to one group of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupSlip {
    /// When.
    pub day: Date,
    /// In which period of the setup.
    pub period: String,
    /// Where, by its key.
    pub room: String,
    /// How, by its key.
    pub modality: String,
    /// What it asks about.
    pub competency: CompetencyId,
    /// What was given.
    pub assignment: AssignmentId,
    /// Who gave it.
    pub given_by: PersonId,
    /// When.
    pub given_at: Timestamp,
}

/// A link to the screen on the wall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WallLink {
    /// Ours.
    pub id: WallLinkId,
    /// What it shows.
    pub program: RoomProgramId,
    /// Digest of the token in its address.
    pub token: Digest,
    /// Where the screen hangs, as people say it.
    pub name: String,
    /// Who made it.
    pub made_by: PersonId,
    /// When.
    pub made_at: Timestamp,
    /// When a screen asked last, to the hour.
    pub seen_at: Option<Timestamp>,
    /// When it was taken back.
    pub revoked_at: Option<Timestamp>,
    /// Who took it back.
    pub revoked_by: Option<PersonId>,
}
