//! How a program's rooms are set up: periods, ways of learning, rooms, educators and numbers. A version never
//! changes; this is also the text that is kept.

mod checking;
mod templates;

use serde::{Deserialize, Serialize};
use store::{StoreError, Tx};

use domain::{DistrictId, PersonId, RoomProgramId};

pub(crate) use checking::wall;
pub use templates::{TEMPLATES, Template, template};

use crate::Refusal;

/// Everything that is the same every day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setup {
    /// The template that it began with.
    pub template: String,
    /// The days of the week on which it meets, such as `mon`; closures are the calendar's.
    pub weekdays: Vec<String>,
    /// The periods, earliest first.
    pub periods: Vec<PeriodSetup>,
    /// The ways of learning that are used.
    pub modalities: Vec<ModalitySetup>,
    /// The rooms.
    pub rooms: Vec<RoomSetup>,
    /// Who leads and watches.
    pub educators: Vec<EducatorSetup>,
    /// What sites disagree on.
    pub numbers: Numbers,
}

/// One period by the clock on the wall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeriodSetup {
    /// Unique in the setup.
    pub key: String,
    /// As people say it.
    pub name: String,
    /// When it begins, such as `08:30`.
    pub starts: String,
    /// When it ends.
    pub ends: String,
}

/// One way of learning, as it is used here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is asked and answered by itself")]
pub struct ModalitySetup {
    /// The district's key of it, as lessons name it.
    pub key: String,
    /// As people say it.
    pub name: String,
    /// The fewest learners of one group.
    pub group_least: u32,
    /// The most learners of one group.
    pub group_most: u32,
    /// Whether an educator leads the group.
    pub educator: bool,
    /// Whether each learner needs a device.
    pub device: bool,
    /// Whether its minutes count as screen time.
    pub screen: bool,
    /// Whether everybody has a lesson of their own.
    pub own_lesson: bool,
    /// The kinds of room it can be in; empty for every kind.
    #[serde(default)]
    pub room_kinds: Vec<String>,
    /// How many periods a day a learner spends in it at most.
    pub most_a_day: u32,
    /// The share of a round that it should have. Unit: percent.
    pub share_percent: u32,
    /// How many minutes of it a learner should have in a week; 0 for no target.
    #[serde(default)]
    pub dose_a_week: u32,
}

/// One room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoomSetup {
    /// Unique in the setup.
    pub key: String,
    /// As it stands on its door.
    pub name: String,
    /// Its kind, which ways of learning may ask for; empty for none.
    #[serde(default)]
    pub kind: String,
    /// How many learners sit in it.
    pub seats: u32,
    /// How many of them find a device.
    #[serde(default)]
    pub devices: u32,
    /// How many groups work in it at once.
    pub groups: u32,
    /// What it offers that learners may need, such as `step-free`.
    #[serde(default)]
    pub features: Vec<String>,
    /// Whether an educator must be in it while learners are.
    #[serde(default)]
    pub watched: bool,
    /// The keys of the periods in which it can be had; empty for all.
    #[serde(default)]
    pub periods: Vec<String>,
}

/// Somebody who leads groups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EducatorSetup {
    /// Who.
    pub person: PersonId,
    /// The keys of the ways of learning that they may lead; empty for all.
    #[serde(default)]
    pub modalities: Vec<String>,
    /// The words with which the codes of what they may teach begin, such as `5.NF`; empty for everything.
    #[serde(default)]
    pub codes: Vec<String>,
    /// What they offer that learners may need, such as `spanish`.
    #[serde(default)]
    pub features: Vec<String>,
    /// The keys of the periods in which they are there; empty for all.
    #[serde(default)]
    pub periods: Vec<String>,
    /// How many groups they lead in a day at most.
    pub most_groups: u32,
}

/// What sites disagree on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Numbers {
    /// After so many tries that were not passed only an educator's group is given.
    pub tries_before_educator: u32,
    /// How often a day a learner works on one competency at most.
    pub most_of_a_competency: u32,
    /// What the balance of ways of learning is worth beside a full value. Unit: percent.
    pub balance_percent: u32,
    /// How much more who got little before counts. Unit: percent.
    pub fairness_percent: u32,
    /// How many school days a round has, over which the ways of learning are balanced.
    pub round_days: u32,
    /// How long the schedule of a day may be looked for. Unit: seconds.
    pub seconds: u32,
    /// When tomorrow is made by the clock. Unit: minutes after midnight.
    pub evening: u32,
    /// How many minutes on screens a learner should not pass in a week; 0 for no limit.
    pub screen_most_a_week: u32,
    /// What the wall calls a learner by.
    pub wall_names: WallNames,
}

/// What the wall calls a learner by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WallNames {
    /// The given name and as much of the family name as tells two apart.
    GivenAndInitial,
    /// The whole name.
    Whole,
}

/// What the schedule must give one learner in a program, and how they come.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoomNeeds {
    /// The largest group they sit in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group_most: Option<u32>,
    /// What the room must offer.
    #[serde(default)]
    pub room_features: Vec<String>,
    /// What an educator who leads their group must offer.
    #[serde(default)]
    pub educator_features: Vec<String>,
    /// The keys of ways of learning that they are not put in.
    #[serde(default)]
    pub not_modalities: Vec<String>,
    /// The languages they learn in; empty for no matter.
    #[serde(default)]
    pub languages: Vec<String>,
    /// Whether they bring a device.
    #[serde(default)]
    pub own_device: bool,
    /// The lowest grade level of what they are given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<i32>,
    /// The highest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ceiling: Option<i32>,
}

impl Setup {
    /// The text that is kept.
    pub(crate) fn text(&self) -> String {
        serde_json::to_string(self).expect("texts and numbers are JSON")
    }

    /// Reads a text that [`Setup::text`] gave.
    pub(crate) fn read(text: &str) -> Result<Self, StoreError> {
        serde_json::from_str(text)
            .map_err(|why| StoreError::Corrupt { column: "setup", value: why.to_string() })
    }

    /// The place of a period.
    pub fn period(&self, key: &str) -> Option<usize> {
        self.periods.iter().position(|one| one.key == key)
    }

    /// The place of a way of learning.
    pub fn modality(&self, key: &str) -> Option<usize> {
        self.modalities.iter().position(|one| one.key == key)
    }

    /// The place of a room.
    pub fn room(&self, key: &str) -> Option<usize> {
        self.rooms.iter().position(|one| one.key == key)
    }

    /// The place of an educator.
    pub fn educator(&self, person: PersonId) -> Option<usize> {
        self.educators.iter().position(|one| one.person == person)
    }
}

/// The setup that stands, and its version.
pub(crate) async fn load(
    tx: &mut Tx,
    district: DistrictId,
    program: RoomProgramId,
) -> Result<(Setup, i64), Refusal> {
    let found = store::room_program::setup(tx, district, program).await?;
    let found = found.ok_or(Refusal::NotFound("this program"))?;
    Ok((Setup::read(&found.setup)?, found.version))
}

/// What the schedule must give, by learner.
pub(crate) async fn needs(
    tx: &mut Tx,
    district: DistrictId,
    program: RoomProgramId,
) -> Result<std::collections::HashMap<domain::LearnerId, RoomNeeds>, Refusal> {
    let read = |(learner, text): (_, String)| {
        let corrupt =
            |why: serde_json::Error| StoreError::Corrupt { column: "needs", value: why.to_string() };
        Ok::<_, Refusal>((learner, serde_json::from_str(&text).map_err(corrupt)?))
    };
    store::room_program::needs(tx, district, program).await?.into_iter().map(read).collect()
}
