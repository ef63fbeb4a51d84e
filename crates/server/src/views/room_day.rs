//! A day of a program: being made, as a draft or published, why, and on paper.

use askama::Template;

use super::shell::{Choice, Link, Shell};

/// A day of which nothing is made yet, or that is being made.
#[derive(Debug, Clone, Template)]
#[template(path = "room_day_empty.html")]
pub struct RoomDayEmpty {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// The day's address.
    pub base: String,
    /// The day in words.
    pub title: String,
    /// Whether it is being made: the page then asks again by itself.
    pub making: bool,
    /// Why it could not be made.
    pub failed: String,
    /// Whether the reader may make it.
    pub manages: bool,
}

/// `GET /room-programs/{program}/days/{day}`; its buttons post `do` to `{base}/change`.
#[derive(Debug, Clone, Template)]
#[template(path = "room_day.html")]
pub struct RoomDay {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// The day's address.
    pub base: String,
    /// The day in words.
    pub title: String,
    /// Why it could not be made anew.
    pub failed: String,
    /// The day.
    pub day: DayView,
}

/// What a day shows.
#[derive(Debug, Clone, Default)]
pub struct DayView {
    /// Whether the reader may change it.
    pub manages: bool,
    /// The version that is shown.
    pub version: i64,
    /// How it stands.
    pub state: String,
    /// Whether it is published.
    pub published: bool,
    /// What was done last, where it can be taken back.
    pub undoes: Option<String>,
    /// Seats that are taken.
    pub seats: usize,
    /// Seats that are wanted.
    pub wanted: usize,
    /// How far from the proven bound at most; empty where nothing is proven.
    pub gap: String,
    /// How long the solver took; empty where it was not asked.
    pub seconds: String,
    /// What is broken.
    pub breaches: Vec<BreachRow>,
    /// What people decided.
    pub locks: Vec<LockRow>,
    /// The periods.
    pub periods: Vec<PeriodView>,
    /// Field `room`.
    pub rooms: Vec<Choice>,
    /// Field `modality`.
    pub modalities: Vec<Choice>,
    /// Field `educator`.
    pub educators: Vec<Choice>,
    /// Who moves from what is published.
    pub moved: Vec<MovedRow>,
    /// What was done before.
    pub versions: Vec<VersionRow>,
    /// Whether exit slips can be given.
    pub slips: bool,
}

impl DayView {
    /// What stands against publishing.
    pub fn open_breaches(&self) -> usize {
        self.breaches.iter().filter(|one| one.accepted.is_empty()).count()
    }
}

/// One breach.
#[derive(Debug, Clone)]
pub struct BreachRow {
    /// Field `breach`.
    pub key: String,
    /// In a sentence.
    pub sentence: String,
    /// Whether it can never be published.
    pub never: bool,
    /// Who accepted it, and why; empty for nobody.
    pub accepted: String,
}

/// One lock.
#[derive(Debug, Clone)]
pub struct LockRow {
    /// Its place.
    pub place: usize,
    /// What is locked, and by whom.
    pub said: String,
}

/// One period.
#[derive(Debug, Clone)]
pub struct PeriodView {
    /// Field `period`.
    pub key: String,
    /// Its name.
    pub name: String,
    /// From when to when.
    pub time: String,
    /// Rooms with groups.
    pub rooms: Vec<RoomView>,
    /// Who has no seat.
    pub unseated: Vec<SeatRow>,
}

/// One room in one period.
#[derive(Debug, Clone)]
pub struct RoomView {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// `24 of 30 seats`.
    pub filled: String,
    /// Who watches; empty for nobody.
    pub watcher: String,
    /// The groups.
    pub groups: Vec<GroupCard>,
}

/// One group.
#[derive(Debug, Clone)]
pub struct GroupCard {
    /// Its place in the schedule.
    pub place: usize,
    /// Its number in the room.
    pub number: usize,
    /// How.
    pub modality: String,
    /// Who leads; empty for nobody.
    pub educator: String,
    /// What the button sends that keeps what the educator leads; empty for nobody.
    pub lock_educator: String,
    /// The lesson; empty where everybody has their own.
    pub lesson: String,
    /// The name of a group that stands for several days; empty for others.
    pub fixed: String,
    /// Who is in it.
    pub seats: Vec<SeatRow>,
}

/// One seat.
#[derive(Debug, Clone)]
pub struct SeatRow {
    /// Field `learner`.
    pub id: String,
    /// Who.
    pub name: String,
    /// Their own lesson; empty where the group has one.
    pub lesson: String,
    /// What they are to be given; empty for nothing.
    pub given: String,
    /// Whether it is locked.
    pub locked: bool,
    /// Whether a breach concerns it.
    pub breach: bool,
    /// Why this seat.
    pub why: Link,
}

impl Default for SeatRow {
    fn default() -> Self {
        Self {
            id: String::new(),
            name: String::new(),
            lesson: String::new(),
            given: String::new(),
            locked: false,
            breach: false,
            why: Link::new("", ""),
        }
    }
}

/// Somebody who moves.
#[derive(Debug, Clone)]
pub struct MovedRow {
    /// Who.
    pub name: String,
    /// When.
    pub period: String,
    /// From where.
    pub from: String,
    /// To where.
    pub to: String,
}

/// One version.
#[derive(Debug, Clone)]
pub struct VersionRow {
    /// Its number.
    pub version: i64,
    /// What was done.
    pub did: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: String,
    /// When it was published; empty for never.
    pub published: String,
}

/// `GET /room-programs/{program}/days/{day}/why/{learner}/{period}`.
#[derive(Debug, Clone, Template)]
#[template(path = "room_why.html")]
pub struct Why {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Who.
    pub name: String,
    /// When.
    pub period: String,
    /// Where they sit, in a line.
    pub seat: String,
    /// What was decided; empty for nothing.
    pub decided: String,
    /// What was valued.
    pub valued: Vec<(String, String)>,
    /// What else there was.
    pub others: Vec<WhyRow>,
}

/// One alternative.
#[derive(Debug, Clone)]
pub struct WhyRow {
    /// How.
    pub modality: String,
    /// On what.
    pub competency: String,
    /// What it would have been worth.
    pub worth: String,
    /// Why it was not taken.
    pub why_not: String,
}

/// `GET /room-programs/{program}/days/{day}/print`.
#[derive(Debug, Clone, Template)]
#[template(path = "room_print.html")]
pub struct Print {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// The day's address.
    pub back: String,
    /// The program.
    pub program: String,
    /// The day in words.
    pub title: String,
    /// Whether it is not published.
    pub draft: bool,
    /// A list for each room and period.
    pub rooms: Vec<PrintRoom>,
    /// A slip for each learner.
    pub learners: Vec<PrintLearner>,
}

/// One room in one period.
#[derive(Debug, Clone)]
pub struct PrintRoom {
    /// Which.
    pub room: String,
    /// When.
    pub period: String,
    /// Who.
    pub seats: Vec<PrintSeat>,
}

/// One learner in a room.
#[derive(Debug, Clone)]
pub struct PrintSeat {
    /// Who.
    pub name: String,
    /// Which group.
    pub group: String,
    /// Who leads; empty for nobody.
    pub educator: String,
}

/// One learner's slip.
#[derive(Debug, Clone)]
pub struct PrintLearner {
    /// Who.
    pub name: String,
    /// A line for each period.
    pub lines: Vec<String>,
}

impl RoomDayEmpty {
    /// One that is being made.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Tuesday, tomorrow", "educator"),
            crumbs: crumbs(),
            base: "/room-programs/1/days/2026-06-16".to_owned(),
            title: "Tuesday, tomorrow".to_owned(),
            making: true,
            failed: String::new(),
            manages: true,
        }
    }
}

fn crumbs() -> Vec<Link> {
    vec![Link::new("Rooms", "/room-programs"), Link::new("Summer room", "/room-programs/1")]
}

impl RoomDay {
    /// Around a day.
    pub fn of(
        shell: Shell,
        crumbs: Vec<Link>,
        base: String,
        title: String,
        failed: String,
        day: DayView,
    ) -> Self {
        Self { shell, crumbs, base, title, failed, day }
    }

    /// A draft with one of everything.
    pub fn sample() -> Self {
        let seat = |id: &str, name: &str, given: &str| SeatRow {
            id: id.to_owned(),
            name: name.to_owned(),
            given: given.to_owned(),
            locked: id == "2",
            breach: id == "1",
            why: Link::new("why", "/room-programs/1/days/2026-06-16/why/1/p1"),
            ..SeatRow::default()
        };
        let group = |place: usize, modality: &str, educator: &str, seats: Vec<SeatRow>| GroupCard {
            place,
            number: place + 1,
            modality: modality.to_owned(),
            educator: educator.to_owned(),
            lock_educator: if educator.is_empty() { String::new() } else { "lock-educator:p1/9".to_owned() },
            lesson: "6.NS.1 Fractions on the number line".to_owned(),
            fixed: String::new(),
            seats,
        };
        let day = DayView {
            manages: true,
            version: 7,
            state: "a draft, newer than what is published".to_owned(),
            published: false,
            undoes: Some("moved Noor Haddad to Lab in Session 1".to_owned()),
            seats: 4,
            wanted: 5,
            gap: "0.8 %".to_owned(),
            seconds: "3.4".to_owned(),
            breaches: vec![
                BreachRow {
                    key: "a".to_owned(),
                    sentence: "Lab has 30 seats, and 31 learners sit in it.".to_owned(),
                    never: true,
                    accepted: String::new(),
                },
                BreachRow {
                    key: "b".to_owned(),
                    sentence: "Task has 3 learners, and 4 is the fewest.".to_owned(),
                    never: false,
                    accepted: String::new(),
                },
            ],
            locks: vec![LockRow {
                place: 0,
                said: "Mateo Quispe stays in Lab in Session 1 (Ada Fairweather)".to_owned(),
            }],
            periods: vec![PeriodView {
                key: "p1".to_owned(),
                name: "Session 1".to_owned(),
                time: "09:00–09:35".to_owned(),
                rooms: vec![RoomView {
                    key: "main".to_owned(),
                    name: "Main room".to_owned(),
                    filled: "4 of 60 seats".to_owned(),
                    watcher: "Ada Fairweather".to_owned(),
                    groups: vec![
                        group(
                            0,
                            "Teacher-led live investigation",
                            "Tom Okafor",
                            vec![seat("1", "Noor Haddad", "extra time ×1.5"), seat("2", "Mateo Quispe", "")],
                        ),
                        group(
                            1,
                            "Small group collaboration",
                            "",
                            vec![seat("3", "Jo Ek", ""), seat("4", "Kwame Boateng", "")],
                        ),
                    ],
                }],
                unseated: vec![seat("5", "Sakura Inoue", "")],
            }],
            rooms: vec![Choice::new("main", "Main room"), Choice::new("lab", "Lab")],
            modalities: vec![Choice::new("task", "Task")],
            educators: vec![Choice::new("9", "Tom Okafor")],
            moved: vec![MovedRow {
                name: "Noor Haddad".to_owned(),
                period: "Session 1".to_owned(),
                from: "Main room, Task".to_owned(),
                to: "Lab, Virtual instruction".to_owned(),
            }],
            versions: vec![VersionRow {
                version: 6,
                did: "made by the solver".to_owned(),
                by: "the clock".to_owned(),
                at: "today, 15:30".to_owned(),
                published: "today, 16:02".to_owned(),
            }],
            slips: true,
        };
        Self {
            shell: Shell::sample("Tuesday, tomorrow", "educator"),
            crumbs: crumbs(),
            base: "/room-programs/1/days/2026-06-16".to_owned(),
            title: "Tuesday, tomorrow".to_owned(),
            failed: String::new(),
            day,
        }
    }
}

impl Why {
    /// A seat with one alternative.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Why this seat", "educator"),
            crumbs: crumbs(),
            name: "Noor Haddad".to_owned(),
            period: "Session 1".to_owned(),
            seat: "Task · Main room · Tom Okafor".to_owned(),
            decided: "Ada Fairweather locked this seat.".to_owned(),
            valued: vec![("What the seat is worth".to_owned(), "0.84".to_owned())],
            others: vec![WhyRow {
                modality: "Peer-to-peer".to_owned(),
                competency: "6.NS.1 Fractions".to_owned(),
                worth: "0.79".to_owned(),
                why_not: "The group was full.".to_owned(),
            }],
        }
    }
}

impl Print {
    /// One room and one learner.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Tuesday, tomorrow", "educator"),
            crumbs: crumbs(),
            back: "/room-programs/1/days/2026-06-16".to_owned(),
            program: "Summer room".to_owned(),
            title: "Tuesday, tomorrow".to_owned(),
            draft: true,
            rooms: vec![PrintRoom {
                room: "Lab".to_owned(),
                period: "Session 1 09:00–09:35".to_owned(),
                seats: vec![PrintSeat {
                    name: "Noor Haddad".to_owned(),
                    group: "1".to_owned(),
                    educator: "Tom Okafor".to_owned(),
                }],
            }],
            learners: vec![PrintLearner {
                name: "Noor Haddad".to_owned(),
                lines: vec!["09:00 Session 1: Lab, group 1, Tom Okafor".to_owned()],
            }],
        }
    }
}
