//! When, where and with whom.

/// One period of the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// Unique among the periods.
    pub id: String,
    /// As people say it.
    pub name: String,
    /// When it begins: minutes after midnight, by the clock on the wall.
    pub starts: u32,
    /// When it ends, by the clock on the wall.
    pub ends: u32,
    /// How long it really lasts: less or more than the clock says where daylight saving begins or ends within it.
    pub minutes: u32,
}

/// A room, and what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Room {
    /// Unique among the rooms.
    pub id: String,
    /// As it stands on its door.
    pub name: String,
    /// Its kind, which modalities may ask for; empty for none.
    pub kind: String,
    /// How many learners sit in it at once, in all of its groups.
    pub seats: u32,
    /// How many of them find a device there.
    pub devices: u32,
    /// How many groups work in it at once.
    pub groups: u32,
    /// What it offers that learners may need, such as `step-free`.
    pub features: Vec<String>,
    /// Whether an educator must be in it while learners are: leading one of its groups, or watching.
    pub watched: bool,
    /// The periods in which it can be had, ascending.
    pub periods: Vec<usize>,
}

/// Somebody who leads groups.
#[derive(Debug, Clone, PartialEq)]
pub struct Educator {
    /// Unique among the educators.
    pub id: String,
    /// As learners know them.
    pub name: String,
    /// The periods in which they are there, ascending. In each they lead at most one group, or watch one room.
    pub periods: Vec<usize>,
    /// What they may teach.
    pub competencies: Qualified,
    /// The modalities that they may lead, ascending.
    pub modalities: Qualified,
    /// What they offer that learners may need, such as `spanish`.
    pub features: Vec<String>,
    /// How many groups they lead in the day at most.
    pub most_groups: u32,
}

/// All, or some by place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Qualified {
    /// Every one.
    All,
    /// These places, ascending.
    Only(Vec<usize>),
}

impl Qualified {
    /// Whether it contains the `place`.
    pub fn contains(&self, place: usize) -> bool {
        match self {
            Self::All => true,
            Self::Only(places) => places.binary_search(&place).is_ok(),
        }
    }
}
