//! Programs whose rooms are scheduled.

use askama::Template;

use super::shell::{Choice, Link, Shell};

/// `GET /room-programs`; posts `name`, `template`, `section` (several).
#[derive(Debug, Clone, Template)]
#[template(path = "room_programs.html")]
pub struct RoomPrograms {
    /// The frame.
    pub shell: Shell,
    /// What there is.
    pub programs: Vec<ProgramCard>,
    /// Field `section`.
    pub sections: Vec<Choice>,
    /// Field `template`.
    pub models: Vec<ModelCard>,
    /// What was typed before.
    pub typed: Typed,
    /// Why it was not made.
    pub refusal: Option<String>,
}

/// What the form holds.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// The name.
    pub name: String,
    /// The rotation model.
    pub template: String,
    /// Classes.
    pub sections: Vec<String>,
}

/// One program.
#[derive(Debug, Clone)]
pub struct ProgramCard {
    /// Its name.
    pub link: Link,
    /// Its classes.
    pub sections: String,
}

/// One rotation model.
#[derive(Debug, Clone)]
pub struct ModelCard {
    /// What the form sends.
    pub slug: String,
    /// As people say it.
    pub name: String,
    /// What happens in it.
    pub about: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// `GET /room-programs/{program}`.
#[derive(Debug, Clone, Template)]
#[template(path = "room_program.html")]
pub struct RoomProgramPage {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Its address.
    pub base: String,
    /// Its name.
    pub name: String,
    /// Its classes.
    pub sections: String,
    /// How many learners, educators, rooms and seats.
    pub size: String,
    /// The periods with their times.
    pub periods: Vec<String>,
    /// What has to be there before a day can be made.
    pub lacks: Vec<String>,
    /// Whether the reader may change it.
    pub manages: bool,
    /// Today.
    pub today: String,
    /// The next day on which it meets.
    pub next: String,
    /// The same in words.
    pub next_words: String,
    /// Today's day; empty where it does not meet.
    pub today_href: String,
    /// Days of which anything is kept.
    pub days: Vec<DayLine>,
    /// Screens on the wall.
    pub walls: Vec<WallLine>,
    /// A link that was just made; shown only now.
    pub made: Option<WallMade>,
}

/// One day.
#[derive(Debug, Clone)]
pub struct DayLine {
    /// Where it is.
    pub link: Link,
    /// How it stands.
    pub state: String,
    /// How many versions are kept.
    pub versions: usize,
}

/// One screen.
#[derive(Debug, Clone)]
pub struct WallLine {
    /// Where it hangs.
    pub name: String,
    /// When it asked last.
    pub seen: String,
    /// Takes it back.
    pub end_action: String,
}

/// A link that was just made.
#[derive(Debug, Clone)]
pub struct WallMade {
    /// Where it is to hang.
    pub name: String,
    /// The address.
    pub address: String,
}

impl RoomPrograms {
    /// One program, two models.
    pub fn sample() -> Self {
        let model = |slug: &str, name: &str, about: &str, chosen| ModelCard {
            slug: slug.to_owned(),
            name: name.to_owned(),
            about: about.to_owned(),
            chosen,
        };
        Self {
            shell: Shell::sample("Rooms", "educator"),
            programs: vec![ProgramCard {
                link: Link::new("Summer room", "/room-programs/1"),
                sections: "Mathematics 6, Mathematics 7".to_owned(),
            }],
            sections: vec![Choice::new("1", "Mathematics 6"), Choice::new("2", "Mathematics 7").chosen()],
            models: vec![
                model("school-of-one", "School-of-One room", "One large room, eight ways of learning.", true),
                model("station", "Station rotation", "One room with stations.", false),
            ],
            typed: Typed { name: "Summer room".to_owned(), ..Typed::default() },
            refusal: Some("The name is empty: write at least one character.".to_owned()),
        }
    }
}

impl RoomProgramPage {
    /// A program with a published day, a draft and a screen.
    pub fn sample() -> Self {
        let line = |label: &str, state: &str| DayLine {
            link: Link::new(label, "/room-programs/1/days/2026-06-16"),
            state: state.to_owned(),
            versions: 3,
        };
        Self {
            shell: Shell::sample("Summer room", "educator"),
            crumbs: vec![Link::new("Rooms", "/room-programs")],
            base: "/room-programs/1".to_owned(),
            name: "Summer room".to_owned(),
            sections: "Mathematics 6, Mathematics 7".to_owned(),
            size: "112 learners · 6 educators · 3 rooms, 110 seats".to_owned(),
            periods: vec!["Session 1 09:00–09:35".to_owned(), "Session 2 09:45–10:20".to_owned()],
            lacks: vec!["The rooms have 110 seats for 112 learners.".to_owned()],
            manages: true,
            today: "2026-06-15".to_owned(),
            next: "2026-06-16".to_owned(),
            next_words: "Tuesday, 16 June".to_owned(),
            today_href: "/room-programs/1/days/2026-06-15".to_owned(),
            days: vec![line("Tuesday, tomorrow", "draft"), line("Monday, today", "published")],
            walls: vec![WallLine {
                name: "Hall".to_owned(),
                seen: "today, 08:12".to_owned(),
                end_action: "/room-programs/1/walls/1/end".to_owned(),
            }],
            made: Some(WallMade {
                name: "Hall".to_owned(),
                address: "https://onramp.school.example/wall/willow/5f0c".to_owned(),
            }),
        }
    }
}
