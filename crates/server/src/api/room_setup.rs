//! The setup of a program as JSON.

use serde::{Deserialize, Serialize};
use usecases::{Refusal, room_setup};
use utoipa::ToSchema;

use super::scalars::Id;

/// Everything that is the same every day.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoomSetupBody {
    /// The template that it began with.
    pub template: String,
    /// The days of the week on which it meets, such as `mon`; closures are the calendar's.
    pub weekdays: Vec<String>,
    /// The periods, earliest first.
    pub periods: Vec<RoomPeriod>,
    /// The ways of learning that are used.
    pub modalities: Vec<RoomModality>,
    /// The rooms.
    pub rooms: Vec<RoomPlace>,
    /// Who leads and watches.
    pub educators: Vec<RoomEducator>,
    /// What sites disagree on.
    pub numbers: RoomNumbers,
}

/// One period by the clock on the wall.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoomPeriod {
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
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is asked and answered by itself")]
pub struct RoomModality {
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
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoomPlace {
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
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoomEducator {
    /// Who.
    pub person: Id,
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
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoomNumbers {
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
    /// What the wall calls a learner by: `given_and_initial` or `whole`.
    pub wall_names: String,
}

/// What the schedule must give one learner in a program, and how they come.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoomNeedsBody {
    /// The largest group they sit in.
    #[serde(default)]
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
    #[serde(default)]
    pub floor: Option<i32>,
    /// The highest.
    #[serde(default)]
    pub ceiling: Option<i32>,
}

impl From<room_setup::Setup> for RoomSetupBody {
    fn from(one: room_setup::Setup) -> Self {
        Self {
            template: one.template,
            weekdays: one.weekdays,
            periods: one.periods.into_iter().map(Into::into).collect(),
            modalities: one.modalities.into_iter().map(Into::into).collect(),
            rooms: one.rooms.into_iter().map(Into::into).collect(),
            educators: one.educators.into_iter().map(Into::into).collect(),
            numbers: one.numbers.into(),
        }
    }
}

impl From<room_setup::PeriodSetup> for RoomPeriod {
    fn from(one: room_setup::PeriodSetup) -> Self {
        Self { key: one.key, name: one.name, starts: one.starts, ends: one.ends }
    }
}

impl From<room_setup::ModalitySetup> for RoomModality {
    fn from(one: room_setup::ModalitySetup) -> Self {
        Self {
            key: one.key,
            name: one.name,
            group_least: one.group_least,
            group_most: one.group_most,
            educator: one.educator,
            device: one.device,
            screen: one.screen,
            own_lesson: one.own_lesson,
            room_kinds: one.room_kinds,
            most_a_day: one.most_a_day,
            share_percent: one.share_percent,
            dose_a_week: one.dose_a_week,
        }
    }
}

impl From<room_setup::RoomSetup> for RoomPlace {
    fn from(one: room_setup::RoomSetup) -> Self {
        Self {
            key: one.key,
            name: one.name,
            kind: one.kind,
            seats: one.seats,
            devices: one.devices,
            groups: one.groups,
            features: one.features,
            watched: one.watched,
            periods: one.periods,
        }
    }
}

impl From<room_setup::EducatorSetup> for RoomEducator {
    fn from(one: room_setup::EducatorSetup) -> Self {
        Self {
            person: one.person.into(),
            modalities: one.modalities,
            codes: one.codes,
            features: one.features,
            periods: one.periods,
            most_groups: one.most_groups,
        }
    }
}

impl From<room_setup::Numbers> for RoomNumbers {
    fn from(one: room_setup::Numbers) -> Self {
        Self {
            tries_before_educator: one.tries_before_educator,
            most_of_a_competency: one.most_of_a_competency,
            balance_percent: one.balance_percent,
            fairness_percent: one.fairness_percent,
            round_days: one.round_days,
            seconds: one.seconds,
            evening: one.evening,
            screen_most_a_week: one.screen_most_a_week,
            wall_names: word(one.wall_names).to_owned(),
        }
    }
}

impl From<room_setup::RoomNeeds> for RoomNeedsBody {
    fn from(one: room_setup::RoomNeeds) -> Self {
        Self {
            group_most: one.group_most,
            room_features: one.room_features,
            educator_features: one.educator_features,
            not_modalities: one.not_modalities,
            languages: one.languages,
            own_device: one.own_device,
            floor: one.floor,
            ceiling: one.ceiling,
        }
    }
}

impl From<RoomPeriod> for room_setup::PeriodSetup {
    fn from(one: RoomPeriod) -> Self {
        Self { key: one.key, name: one.name, starts: one.starts, ends: one.ends }
    }
}

impl From<RoomModality> for room_setup::ModalitySetup {
    fn from(one: RoomModality) -> Self {
        Self {
            key: one.key,
            name: one.name,
            group_least: one.group_least,
            group_most: one.group_most,
            educator: one.educator,
            device: one.device,
            screen: one.screen,
            own_lesson: one.own_lesson,
            room_kinds: one.room_kinds,
            most_a_day: one.most_a_day,
            share_percent: one.share_percent,
            dose_a_week: one.dose_a_week,
        }
    }
}

impl From<RoomPlace> for room_setup::RoomSetup {
    fn from(one: RoomPlace) -> Self {
        Self {
            key: one.key,
            name: one.name,
            kind: one.kind,
            seats: one.seats,
            devices: one.devices,
            groups: one.groups,
            features: one.features,
            watched: one.watched,
            periods: one.periods,
        }
    }
}

impl From<RoomEducator> for room_setup::EducatorSetup {
    fn from(one: RoomEducator) -> Self {
        Self {
            person: one.person.into(),
            modalities: one.modalities,
            codes: one.codes,
            features: one.features,
            periods: one.periods,
            most_groups: one.most_groups,
        }
    }
}

impl From<RoomNeedsBody> for room_setup::RoomNeeds {
    fn from(one: RoomNeedsBody) -> Self {
        Self {
            group_most: one.group_most,
            room_features: one.room_features,
            educator_features: one.educator_features,
            not_modalities: one.not_modalities,
            languages: one.languages,
            own_device: one.own_device,
            floor: one.floor,
            ceiling: one.ceiling,
        }
    }
}

/// The word for names on the wall.
fn word(names: room_setup::WallNames) -> &'static str {
    match names {
        room_setup::WallNames::GivenAndInitial => "given_and_initial",
        room_setup::WallNames::Whole => "whole",
    }
}

impl RoomSetupBody {
    /// The setup that is meant.
    pub fn read(self) -> Result<room_setup::Setup, Refusal> {
        let wall_names = match self.numbers.wall_names.as_str() {
            "given_and_initial" => room_setup::WallNames::GivenAndInitial,
            "whole" => room_setup::WallNames::Whole,
            other => {
                let why =
                    format!("hold \"{other}\" for names on the wall: given_and_initial or whole is possible");
                return Err(Refusal::invalid("numbers", why));
            }
        };
        Ok(room_setup::Setup {
            template: self.template,
            weekdays: self.weekdays,
            periods: self.periods.into_iter().map(Into::into).collect(),
            modalities: self.modalities.into_iter().map(Into::into).collect(),
            rooms: self.rooms.into_iter().map(Into::into).collect(),
            educators: self.educators.into_iter().map(Into::into).collect(),
            numbers: room_setup::Numbers {
                tries_before_educator: self.numbers.tries_before_educator,
                most_of_a_competency: self.numbers.most_of_a_competency,
                balance_percent: self.numbers.balance_percent,
                fairness_percent: self.numbers.fairness_percent,
                round_days: self.numbers.round_days,
                seconds: self.numbers.seconds,
                evening: self.numbers.evening,
                screen_most_a_week: self.numbers.screen_most_a_week,
                wall_names,
            },
        })
    }
}
