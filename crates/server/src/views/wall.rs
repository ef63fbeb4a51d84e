//! The screen on the wall.

use askama::Template;

/// `GET /wall/{district}/{token}`: names, rooms, groups, educators; never what anybody works on.
#[derive(Debug, Clone, Template)]
#[template(path = "wall.html")]
pub struct Wall {
    /// The program.
    pub program: String,
    /// The day in words.
    pub day: String,
    /// The period; empty where there is none.
    pub period: String,
    /// From when to when.
    pub time: String,
    /// The lines of this screen.
    pub rows: Vec<WallRow>,
    /// Which screen this is, from 1.
    pub page: usize,
    /// How many there are.
    pub pages: usize,
    /// When to ask again, and where.
    pub refresh: String,
}

/// One learner.
#[derive(Debug, Clone)]
pub struct WallRow {
    /// Who.
    pub name: String,
    /// Where.
    pub room: String,
    /// Which group in the room.
    pub group: String,
    /// Who leads; empty for nobody.
    pub educator: String,
}

impl Wall {
    /// One full screen.
    pub fn sample() -> Self {
        let row = |at: usize| WallRow {
            name: format!(
                "{} {}.",
                super::samples::NAMES[at % 12].split(' ').next().unwrap_or_default(),
                char::from(b'A' + u8::try_from(at % 26).unwrap_or(0))
            ),
            room: ["Main room", "Lab", "Quiet room"][at % 3].to_owned(),
            group: (at % 4 + 1).to_string(),
            educator: if at.is_multiple_of(2) { "Tom Okafor".to_owned() } else { String::new() },
        };
        Self {
            program: "Summer room".to_owned(),
            day: "today".to_owned(),
            period: "Session 1".to_owned(),
            time: "09:00–09:35".to_owned(),
            rows: (0..36).map(row).collect(),
            page: 1,
            pages: 5,
            refresh: "12;url=/style/pages/wall".to_owned(),
        }
    }
}
