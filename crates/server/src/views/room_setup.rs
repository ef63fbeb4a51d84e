//! The setup of a program: a form for each kind of thing.

use askama::Template;

use super::shell::{Choice, Link, Shell};

/// `GET /room-programs/{program}/setup`; each form posts its rows to `{base}/{kind}`.
#[derive(Debug, Clone, Template)]
#[template(path = "room_setup.html")]
pub struct RoomSetupPage {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Where the forms post to.
    pub base: String,
    /// The version that is shown.
    pub version: i64,
    /// Whether the reader may change it.
    pub manages: bool,
    /// Field `weekday`.
    pub weekdays: Vec<Choice>,
    /// Rows.
    pub periods: Vec<PeriodRow>,
    /// Rows.
    pub rooms: Vec<RoomRow>,
    /// Rows.
    pub modalities: Vec<ModalityRow>,
    /// Rows.
    pub educators: Vec<EducatorRow>,
    /// Field `person` of a new row.
    pub more_educators: Vec<Choice>,
    /// Fields.
    pub numbers: Vec<NumberField>,
    /// Whether the wall shows whole names.
    pub whole_names: bool,
    /// Why it was not taken.
    pub refusal: Option<String>,
}

/// One period.
#[derive(Debug, Clone, Default)]
pub struct PeriodRow {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// `08:30`.
    pub starts: String,
    /// `09:05`.
    pub ends: String,
}

/// One room; `yes` or nothing where it is asked for.
#[derive(Debug, Clone, Default)]
pub struct RoomRow {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: String,
    /// How many.
    pub seats: String,
    /// How many.
    pub devices: String,
    /// How many.
    pub groups: String,
    /// With commas.
    pub features: String,
    /// `yes` or nothing.
    pub watched: String,
    /// Keys with commas.
    pub periods: String,
}

/// One way of learning.
#[derive(Debug, Clone, Default)]
pub struct ModalityRow {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Fewest in a group.
    pub least: String,
    /// Most in a group.
    pub most: String,
    /// `yes` or nothing.
    pub educator: String,
    /// `yes` or nothing.
    pub device: String,
    /// `yes` or nothing.
    pub screen: String,
    /// `yes` or nothing.
    pub own: String,
    /// With commas.
    pub kinds: String,
    /// Periods a day.
    pub a_day: String,
    /// Percent of a round.
    pub share: String,
    /// Minutes a week.
    pub dose: String,
}

/// One educator.
#[derive(Debug, Clone, Default)]
pub struct EducatorRow {
    /// Who.
    pub person: String,
    /// Their name.
    pub name: String,
    /// With commas.
    pub codes: String,
    /// Keys with commas.
    pub modalities: String,
    /// With commas.
    pub features: String,
    /// Keys with commas.
    pub periods: String,
    /// Groups a day.
    pub groups: String,
}

/// One number.
#[derive(Debug, Clone)]
pub struct NumberField {
    /// In the form.
    pub name: String,
    /// In words.
    pub label: String,
    /// Its unit.
    pub unit: String,
    /// Whether it is a time.
    pub clock: bool,
    /// What it is.
    pub value: String,
}

impl RoomSetupPage {
    /// The empty row of a room.
    fn new_room() -> RoomRow {
        let some = |text: &str| text.to_owned();
        RoomRow {
            seats: some("30"),
            devices: some("0"),
            groups: some("1"),
            watched: some("yes"),
            ..RoomRow::default()
        }
    }

    /// The rooms and an empty row.
    pub fn room_rows(&self) -> Vec<RoomRow> {
        self.rooms.iter().cloned().chain([Self::new_room()]).collect()
    }

    /// The periods and an empty row.
    pub fn period_rows(&self) -> Vec<PeriodRow> {
        self.periods.iter().cloned().chain([PeriodRow::default()]).collect()
    }

    /// The ways of learning and an empty row.
    pub fn modality_rows(&self) -> Vec<ModalityRow> {
        let some = |text: &str| text.to_owned();
        let new =
            ModalityRow { least: some("1"), most: some("30"), a_day: some("1"), ..ModalityRow::default() };
        self.modalities.iter().cloned().chain([new]).collect()
    }

    /// One of each, and a refusal.
    pub fn sample() -> Self {
        let some = |text: &str| text.to_owned();
        Self {
            shell: Shell::sample("Setup", "educator"),
            crumbs: vec![Link::new("Rooms", "/room-programs"), Link::new("Summer room", "/room-programs/1")],
            base: some("/room-programs/1/setup"),
            version: 4,
            manages: true,
            weekdays: vec![Choice::new("mon", "mon").chosen(), Choice::new("sat", "sat")],
            periods: vec![PeriodRow {
                key: some("p1"),
                name: some("Session 1"),
                starts: some("09:00"),
                ends: some("09:35"),
            }],
            rooms: vec![RoomRow {
                key: some("main"),
                name: some("Main room"),
                kind: some("open"),
                seats: some("60"),
                devices: some("30"),
                groups: some("8"),
                features: some("step-free"),
                watched: some("yes"),
                periods: String::new(),
            }],
            modalities: vec![ModalityRow {
                key: some("task"),
                name: some("Task"),
                least: some("4"),
                most: some("30"),
                educator: some("yes"),
                a_day: some("1"),
                share: some("10"),
                dose: some("30"),
                ..ModalityRow::default()
            }],
            educators: vec![EducatorRow {
                person: some("1"),
                name: some("Tom Okafor"),
                codes: some("6.NS, 6.RP"),
                groups: some("2"),
                ..EducatorRow::default()
            }],
            more_educators: vec![Choice::new("", "Nobody").chosen(), Choice::new("2", "Ada Fairweather")],
            numbers: vec![NumberField {
                name: some("seconds"),
                label: some("How long the schedule may be looked for"),
                unit: some("seconds"),
                clock: false,
                value: some("20"),
            }],
            whole_names: false,
            refusal: Some(some(
                "The periods overlap: Session 1 ends at 09:35 and Session 2 begins at 09:30.",
            )),
        }
    }
}
