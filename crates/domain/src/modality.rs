//! Modalities: ways of learning in a session, and what each needs.

use crate::text::{self, BadText};

/// The most characters of a modality's key.
const MOST_KEY: usize = 40;

/// The most characters of a modality's name.
const MOST_NAME: usize = 80;

/// The most learners of one group: an assembly hall.
const MOST_GROUP: u32 = 500;

/// A way of learning in a session: teacher-led, in a small group, alone, on a screen.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is asked and answered by itself")]
pub struct Modality {
    /// The word in storage, files and addresses: small letters, digits and `-`.
    pub key: String,
    /// What people read.
    pub name: String,
    /// The fewest learners of one group, from 1.
    pub group_least: u32,
    /// The most learners of one group.
    pub group_most: u32,
    /// Whether an educator is with the group all the time.
    pub needs_educator: bool,
    /// Whether each learner needs a device.
    pub needs_device: bool,
    /// Whether its minutes count as screen time.
    pub screen_time: bool,
    /// Whether everyone in the room has a lesson of their own, and not the group's.
    pub own_lesson: bool,
    /// Kinds of room that it can be in, in the district's words; empty for any.
    pub room_kinds: Vec<String>,
}

/// The usual modalities by key, name, fewest and most in a group, and which of educator, device, screen time and
/// own lesson hold.
///
/// Source of the list: School of One and Teach to One (`docs/lessons.md`, Ways of learning). Published are groups of
/// 5 to 10 with a teacher; the other sizes are our assumption, which a district changes.
const USUAL: [(&str, &str, u32, u32, [bool; 4]); 8] = [
    ("live-investigation", "Teacher-led live investigation", 5, 15, [true, false, false, false]),
    ("task", "Task", 4, 30, [true, false, false, false]),
    ("small-group", "Small group collaboration", 3, 6, [false, false, false, false]),
    ("peer-to-peer", "Peer-to-peer", 2, 4, [false, false, false, false]),
    ("virtual-instruction", "Virtual instruction", 1, 30, [false, true, true, true]),
    ("virtual-reinforcement", "Virtual reinforcement", 1, 30, [false, true, true, true]),
    ("independent-practice", "Independent practice", 1, 30, [false, false, false, true]),
    ("advisory", "Advisory", 5, 15, [true, false, false, false]),
];

/// The key of the usual modality of whoever works alone.
pub const INDEPENDENT: &str = "independent-practice";

/// The key of the usual modality of whoever learns from a screen.
pub const VIRTUAL: &str = "virtual-instruction";

/// A modality that cannot be, with what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadModality {
    /// The key is none.
    #[error("has the key \"{0}\": write small letters, digits and hyphens, 40 at most, such as small-group")]
    Key(String),
    /// The name is none.
    #[error("has a name that {0}")]
    Name(BadText),
    /// The group cannot be.
    #[error(
        "has groups of {least} to {most}: write at least 1, at most {MOST_GROUP}, and the smaller number first"
    )]
    Group {
        /// The fewest.
        least: u32,
        /// The most.
        most: u32,
    },
    /// A kind of room is no word.
    #[error("has the kind of room \"{0}\": write small letters, digits and hyphens, such as lab")]
    Room(String),
    /// Two have the same key.
    #[error("has the key \"{0}\", which another one has: write another")]
    Twice(String),
    /// There is none.
    #[error("are none: leave at least one")]
    None,
}

impl Modality {
    /// The modalities of a district that has not said anything else.
    pub fn usual() -> Vec<Self> {
        let one = |(key, name, group_least, group_most, holds): &(&str, &str, u32, u32, [bool; 4])| {
            let [needs_educator, needs_device, screen_time, own_lesson] = *holds;
            Self {
                key: (*key).to_owned(),
                name: (*name).to_owned(),
                group_least: *group_least,
                group_most: *group_most,
                needs_educator,
                needs_device,
                screen_time,
                own_lesson,
                room_kinds: Vec::new(),
            }
        };
        USUAL.iter().map(one).collect()
    }

    /// Checks one, and trims its name.
    pub fn checked(mut self) -> Result<Self, BadModality> {
        if !is_word(&self.key) {
            return Err(BadModality::Key(self.key));
        }
        self.name = text::required(&self.name, MOST_NAME).map_err(BadModality::Name)?;
        let (least, most) = (self.group_least, self.group_most);
        if least == 0 || least > most || most > MOST_GROUP {
            return Err(BadModality::Group { least, most });
        }
        match self.room_kinds.iter().find(|kind| !is_word(kind)) {
            Some(kind) => Err(BadModality::Room(kind.clone())),
            None => Ok(self),
        }
    }

    /// Checks a district's whole list: each of them, and that no two share a key.
    pub fn checked_all(all: Vec<Self>) -> Result<Vec<Self>, BadModality> {
        if all.is_empty() {
            return Err(BadModality::None);
        }
        let mut checked: Vec<Self> = Vec::with_capacity(all.len());
        for one in all {
            let one = one.checked()?;
            if checked.iter().any(|before| before.key == one.key) {
                return Err(BadModality::Twice(one.key));
            }
            checked.push(one);
        }
        Ok(checked)
    }
}

fn is_word(text: &str) -> bool {
    let letters = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    !text.is_empty()
        && text.len() <= MOST_KEY
        && text.chars().all(letters)
        && !text.starts_with('-')
        && !text.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one() -> Modality {
        Modality::usual().swap_remove(2)
    }

    #[test]
    fn the_usual_ones_can_be_used_as_they_are() {
        let usual = Modality::usual();
        assert_eq!(Modality::checked_all(usual.clone()), Ok(usual.clone()));
        assert!(usual.iter().any(|one| one.key == INDEPENDENT && one.own_lesson && !one.needs_device));
        assert!(usual.iter().any(|one| one.key == VIRTUAL && one.screen_time && one.needs_device));
    }

    #[test]
    fn what_cannot_be_is_named_with_what_to_do() {
        let group = |group_least, group_most| Modality { group_least, group_most, ..one() };
        for (wrong, expected) in [
            (Modality { key: "Small Group".to_owned(), ..one() }, BadModality::Key("Small Group".to_owned())),
            (Modality { key: String::new(), ..one() }, BadModality::Key(String::new())),
            (Modality { name: "  ".to_owned(), ..one() }, BadModality::Name(BadText::Empty)),
            (group(0, 4), BadModality::Group { least: 0, most: 4 }),
            (group(5, 4), BadModality::Group { least: 5, most: 4 }),
            (group(1, 501), BadModality::Group { least: 1, most: 501 }),
            (
                Modality { room_kinds: vec!["Lab 1".to_owned()], ..one() },
                BadModality::Room("Lab 1".to_owned()),
            ),
        ] {
            assert_eq!(wrong.checked(), Err(expected));
        }
        assert_eq!(Modality::checked_all(vec![one(), one()]), Err(BadModality::Twice(one().key)));
        assert_eq!(Modality::checked_all(Vec::new()), Err(BadModality::None));
    }
}
