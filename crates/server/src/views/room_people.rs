//! Who is kept apart or together, what the schedule must give, groups of several days.

use askama::Template;

use super::shell::{Choice, Link, Shell};

/// `GET /room-programs/{program}/people`; its forms post to `{base}/pairs`, `/needs` and `/groups`.
#[derive(Debug, Clone, Template)]
#[template(path = "room_people.html")]
pub struct RoomPeople {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// The program's address.
    pub base: String,
    /// Field `learner` and `other`.
    pub learners: Vec<Choice>,
    /// Field `kind`.
    pub kinds: Vec<Choice>,
    /// Pairs that stand.
    pub pairs: Vec<PairRow>,
    /// What the schedule must give.
    pub needs: Vec<NeedsRow>,
    /// Groups that stand.
    pub groups: Vec<StableRow>,
    /// Field `period`.
    pub periods: Vec<Choice>,
    /// Fields `modality` and `not_modality`.
    pub modalities: Vec<Choice>,
    /// Field `room`.
    pub rooms: Vec<Choice>,
    /// Field `educator`.
    pub educators: Vec<Choice>,
    /// Today.
    pub today: String,
    /// Why it was not taken.
    pub refusal: Option<String>,
}

/// One pair.
#[derive(Debug, Clone)]
pub struct PairRow {
    /// Both.
    pub names: String,
    /// How.
    pub kind: String,
    /// Why; may be empty.
    pub reason: String,
    /// Ends it.
    pub end_action: String,
}

/// What one learner must be given.
#[derive(Debug, Clone)]
pub struct NeedsRow {
    /// Who.
    pub name: String,
    /// In a line.
    pub said: String,
}

/// One group.
#[derive(Debug, Clone)]
pub struct StableRow {
    /// Its name.
    pub name: String,
    /// Period and days.
    pub when: String,
    /// Where.
    pub room: String,
    /// Who is in it.
    pub learners: String,
    /// Ends it.
    pub end_action: String,
}

impl RoomPeople {
    /// One of each.
    pub fn sample() -> Self {
        let choice = |value: &str, label: &str| Choice::new(value, label);
        Self {
            shell: Shell::sample("Apart, together, needs", "educator"),
            crumbs: vec![Link::new("Rooms", "/room-programs"), Link::new("Summer room", "/room-programs/1")],
            base: "/room-programs/1".to_owned(),
            learners: vec![choice("1", "Haddad, Noor"), choice("2", "Quispe, Mateo")],
            kinds: vec![choice("apart_in_group", "never in one group")],
            pairs: vec![PairRow {
                names: "Noor Haddad and Mateo Quispe".to_owned(),
                kind: "never in one group".to_owned(),
                reason: "agreed with both families".to_owned(),
                end_action: "/room-programs/1/pairs/1/end".to_owned(),
            }],
            needs: vec![NeedsRow {
                name: "Haddad, Noor".to_owned(),
                said: "groups of 6 at most; room: step-free".to_owned(),
            }],
            groups: vec![StableRow {
                name: "Bridges".to_owned(),
                when: "Session 1, today to 18 June".to_owned(),
                room: "Quiet room".to_owned(),
                learners: "Noor Haddad, Mateo Quispe".to_owned(),
                end_action: "/room-programs/1/groups/1/end".to_owned(),
            }],
            periods: vec![choice("p1", "Session 1")],
            modalities: vec![choice("task", "Task")],
            rooms: vec![choice("quiet", "Quiet room")],
            educators: vec![choice("", "Nobody"), choice("9", "Tom Okafor")],
            today: "2026-06-15".to_owned(),
            refusal: Some("The learner is given twice: choose two learners.".to_owned()),
        }
    }
}
