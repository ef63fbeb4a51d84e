//! The morning of a program, attendance of a period, minutes of a week.

use askama::Template;

use super::shell::{Choice, Link, Shell};

/// `GET /room-programs/{program}/days/{day}/morning`; posts a field for each learner, and `out`.
#[derive(Debug, Clone, Template)]
#[template(path = "room_morning.html")]
pub struct RoomMorning {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Where it posts to.
    pub action: String,
    /// The day in words.
    pub title: String,
    /// Whether anything is published.
    pub published: bool,
    /// By name.
    pub learners: Vec<LearnerRow>,
    /// Educators and rooms.
    pub out: Vec<OutRow>,
    /// Why it was not repaired.
    pub refusal: Option<String>,
}

/// One learner.
#[derive(Debug, Clone)]
pub struct LearnerRow {
    /// The field's name.
    pub id: String,
    /// Who.
    pub name: String,
    /// There, not there, from which period.
    pub choices: Vec<Choice>,
}

/// One educator or room.
#[derive(Debug, Clone)]
pub struct OutRow {
    /// Field `out`.
    pub value: String,
    /// Who or what.
    pub name: String,
    /// Whether it is out.
    pub marked: bool,
}

/// `GET /room-programs/{program}/days/{day}/attendance/{period}`; posts `absent` and `late`.
#[derive(Debug, Clone, Template)]
#[template(path = "room_attendance.html")]
pub struct RoomAttendance {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Where it posts to.
    pub action: String,
    /// Period and day.
    pub title: String,
    /// By room, then name.
    pub learners: Vec<AttendanceRow>,
}

/// One learner.
#[derive(Debug, Clone)]
pub struct AttendanceRow {
    /// What the boxes send.
    pub id: String,
    /// Who.
    pub name: String,
    /// Where.
    pub room: String,
}

/// `GET /room-programs/{program}/dose`.
#[derive(Debug, Clone, Template)]
#[template(path = "room_dose.html")]
pub struct RoomDose {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Where the button posts to.
    pub action: String,
    /// The week in words.
    pub title: String,
    /// The week before.
    pub before: String,
    /// The week after.
    pub after: String,
    /// Ways of learning with their targets, screens, all.
    pub columns: Vec<String>,
    /// The class on average.
    pub class: DoseRow,
    /// How many learners were longer on screens than they should.
    pub over_screen: usize,
    /// By list name.
    pub rows: Vec<DoseRow>,
}

/// One learner's week.
#[derive(Debug, Clone)]
pub struct DoseRow {
    /// Who.
    pub name: String,
    /// One for each column.
    pub cells: Vec<DoseCell>,
}

/// Minutes, and `short`, `over` or nothing.
#[derive(Debug, Clone)]
pub struct DoseCell {
    /// Minutes.
    pub minutes: i64,
    /// What they are against the target.
    pub word: String,
}

fn crumbs() -> Vec<Link> {
    vec![Link::new("Rooms", "/room-programs"), Link::new("Summer room", "/room-programs/1")]
}

impl RoomMorning {
    /// One learner, one room.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Who is missing", "educator"),
            crumbs: crumbs(),
            action: "/room-programs/1/days/2026-06-15/morning".to_owned(),
            title: "Monday, today".to_owned(),
            published: true,
            learners: vec![LearnerRow {
                id: "1".to_owned(),
                name: "Noor Haddad".to_owned(),
                choices: vec![Choice::new("", "there"), Choice::new("absent", "not there").chosen()],
            }],
            out: vec![OutRow { value: "room:lab".to_owned(), name: "Lab".to_owned(), marked: true }],
            refusal: Some("Nothing is published of this day yet.".to_owned()),
        }
    }
}

impl RoomAttendance {
    /// Two learners.
    pub fn sample() -> Self {
        let row = |id: &str, name: &str| AttendanceRow {
            id: id.to_owned(),
            name: name.to_owned(),
            room: "Lab".to_owned(),
        };
        Self {
            shell: Shell::sample("Attendance", "educator"),
            crumbs: crumbs(),
            action: "/room-programs/1/days/2026-06-15/attendance/p1".to_owned(),
            title: "Session 1, today".to_owned(),
            learners: vec![row("1", "Noor Haddad"), row("2", "Mateo Quispe")],
        }
    }
}

impl RoomDose {
    /// Two ways of learning, one learner.
    pub fn sample() -> Self {
        let row = |name: &str, cells: &[(i64, &str)]| DoseRow {
            name: name.to_owned(),
            cells: cells
                .iter()
                .map(|(minutes, word)| DoseCell { minutes: *minutes, word: (*word).to_owned() })
                .collect(),
        };
        Self {
            shell: Shell::sample("Minutes", "educator"),
            crumbs: crumbs(),
            action: "/room-programs/1/dose".to_owned(),
            title: "15 June to 21 June".to_owned(),
            before: "/room-programs/1/dose?week=2026-06-08".to_owned(),
            after: "/room-programs/1/dose?week=2026-06-22".to_owned(),
            columns: ["Task (30)", "On screens (at most 180)", "In all"].map(str::to_owned).to_vec(),
            class: row("The class on average", &[(35, ""), (90, ""), (140, "")]),
            over_screen: 1,
            rows: vec![row("Haddad, Noor", &[(0, "short"), (190, "over"), (210, "")])],
        }
    }
}
