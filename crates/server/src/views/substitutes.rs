//! Substitutes: who teaches in whose place, today and soon.

use askama::Template;

use super::shell::{Choice, Link, Shell};

/// `GET /substitutes`.
#[derive(Debug, Clone, Template)]
#[template(path = "substitutes.html")]
pub struct Substitutes {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Places that are not over.
    pub places: Vec<PlaceRow>,
    /// What the classes are searched for by.
    pub query: String,
    /// Whether there are so many classes that a search helps.
    pub searching: bool,
    /// Field `section`, of which several may be chosen.
    pub sections: Vec<Choice>,
    /// How many classes fit and are not listed.
    pub more: usize,
    /// Field `person`.
    pub people: Vec<Choice>,
    /// The first day that can be chosen.
    pub today: String,
    /// The last one.
    pub last: String,
    /// What was typed before.
    pub typed: Typed,
    /// What was just given; shown only now.
    pub fresh: Option<DayLink>,
    /// Why it was not given.
    pub refusal: Option<String>,
}

/// What the form holds.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// Classes.
    pub sections: Vec<String>,
    /// Somebody of the list; empty for somebody new.
    pub person: String,
    /// Of somebody new.
    pub given_name: String,
    /// Of somebody new.
    pub family_name: String,
    /// Of somebody new.
    pub email: String,
    /// The day; empty for today.
    pub day: String,
}

/// What was given.
#[derive(Debug, Clone)]
pub struct DayLink {
    /// To whom.
    pub name: String,
    /// Until when.
    pub until: String,
    /// What to give them; empty for who signs in as always.
    pub address: String,
    /// The same as a picture.
    pub qr_svg: String,
}

/// One place.
#[derive(Debug, Clone)]
pub struct PlaceRow {
    /// Who.
    pub person: String,
    /// Where.
    pub section: Link,
    /// `today, until 00:00`, or the day.
    pub when: String,
    /// Who gave it.
    pub by: String,
    /// Takes it back.
    pub end_action: String,
}

impl Substitutes {
    /// Two places, three classes, and a link that was just made.
    pub fn sample() -> Self {
        let place = |person: &str, when: &str| PlaceRow {
            person: person.to_owned(),
            section: Link::new("Mathematics 5, room 12", "/sections/1"),
            when: when.to_owned(),
            by: "Tom Okafor".to_owned(),
            end_action: "/substitutes/1/end".to_owned(),
        };
        Self {
            shell: Shell::sample("Substitutes", "educator"),
            crumbs: vec![Link::new("Classes", "/sections")],
            places: vec![
                place("Ada Fairweather", "today, until tomorrow, 00:00"),
                place("Bo Lindqvist", "24 November"),
            ],
            query: String::new(),
            searching: true,
            sections: vec![
                Choice::new("1", "Mathematics 5, room 12").chosen(),
                Choice::new("2", "Science 5"),
                Choice::new("3", "World language 9, fourth period"),
            ],
            more: 2,
            people: vec![
                Choice::new("", "Somebody new: write the name below").chosen(),
                Choice::new("7", "Lindqvist, Bo"),
            ],
            today: "2026-11-24".to_owned(),
            last: "2026-12-08".to_owned(),
            typed: Typed::default(),
            fresh: Some(DayLink {
                name: "Ada Fairweather".to_owned(),
                until: "tomorrow, 00:00".to_owned(),
                address: "https://onramp.school.example/link/willow/5f0c".to_owned(),
                qr_svg: crate::qr::svg("https://onramp.school.example/link/willow/5f0c"),
            }),
            refusal: Some("The day is no day.".to_owned()),
        }
    }
}
