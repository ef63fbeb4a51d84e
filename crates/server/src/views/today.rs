//! Today: a learner's day, an educator's day, why a learner sits where they sit.

use std::sync::Arc;

use askama::Template;
use wording::{Audience, Language, Words};

use super::shell::{Link, Shell};

/// `GET /today` of a learner, and `GET /learners/{learner}/today`.
#[derive(Debug, Clone, Template)]
#[template(path = "today.html")]
pub struct Today {
    /// The frame.
    pub shell: Shell,
    /// The page's heading, or whose day it is.
    pub heading: String,
    /// Which day.
    pub day: String,
    /// What is said where nothing is published; empty otherwise.
    pub nothing: String,
    /// Whether it is a later day than today.
    pub later: bool,
    /// By when they begin.
    pub sessions: Vec<Session>,
    /// Minutes of this week.
    pub doses: Vec<DoseLine>,
}

/// One period.
#[derive(Debug, Clone)]
pub struct Session {
    /// From when to when.
    pub time: String,
    /// The period.
    pub period: String,
    /// Room and group.
    pub place: String,
    /// The way of learning.
    pub how: String,
    /// Who leads; empty for nobody.
    pub with: String,
    /// What they work on; empty for nothing.
    pub lesson: String,
    /// Why; empty where there is no seat.
    pub why: Link,
}

/// Minutes of one kind.
#[derive(Debug, Clone)]
pub struct DoseLine {
    /// Which kind.
    pub name: String,
    /// How many, and of how many.
    pub said: String,
}

/// `GET /learners/{learner}/today/{program}/{day}/{period}`.
#[derive(Debug, Clone, Template)]
#[template(path = "today_why.html")]
pub struct WhySeat {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// The heading.
    pub title: String,
    /// Where.
    pub seat: String,
    /// Why, one sentence each.
    pub reasons: Vec<String>,
}

/// `GET /today` of an educator.
#[derive(Debug, Clone, Template)]
#[template(path = "today_educator.html")]
pub struct EducatorToday {
    /// The frame.
    pub shell: Shell,
    /// Which day.
    pub day: String,
    /// By when they begin.
    pub groups: Vec<LedGroup>,
}

/// One group, or a room that is watched.
#[derive(Debug, Clone)]
pub struct LedGroup {
    /// From when to when.
    pub time: String,
    /// The period.
    pub period: String,
    /// The room.
    pub room: String,
    /// The day of the program.
    pub program: Link,
    /// The way of learning; empty where they watch.
    pub modality: String,
    /// The lesson; empty where everybody has their own.
    pub lesson: String,
    /// What has to be there; empty for nothing.
    pub materials: String,
    /// Who is in it.
    pub learners: Vec<LedLearner>,
}

/// One learner of a group.
#[derive(Debug, Clone)]
pub struct LedLearner {
    /// Who.
    pub name: String,
    /// Their own lesson; empty where the group has one.
    pub lesson: String,
    /// What they are to be given; empty for nothing.
    pub given: String,
}

impl Today {
    fn sample_in(words: Arc<Words>) -> Self {
        let shell = Shell { words, ..Shell::sample("My day", "learner") };
        Self {
            shell,
            heading: "My day".to_owned(),
            day: "today".to_owned(),
            nothing: String::new(),
            later: false,
            sessions: vec![Session {
                time: "09:00–09:35".to_owned(),
                period: "Session 1".to_owned(),
                place: "Main room, group 2".to_owned(),
                how: "Small group collaboration".to_owned(),
                with: "with Tom Okafor".to_owned(),
                lesson: "Fractions on the number line".to_owned(),
                why: Link::new("Why this?", "/learners/1/today/1/2026-06-15/p1"),
            }],
            doses: vec![DoseLine { name: "Task".to_owned(), said: "35 of 60 minutes".to_owned() }],
        }
    }

    /// A learner's day.
    pub fn sample() -> Self {
        Self::sample_in(Words::built_in(Audience::Learner, Language::English))
    }

    /// One of which nothing is published yet, in Spanish.
    pub fn sample_nothing() -> Self {
        let words = Words::built_in(Audience::Learner, Language::Spanish);
        let nothing = words.say("day-nothing");
        Self { nothing, sessions: Vec::new(), ..Self::sample_in(words) }
    }
}

impl WhySeat {
    /// Two reasons.
    pub fn sample() -> Self {
        let words = Words::built_in(Audience::Learner, Language::English);
        Self {
            crumbs: vec![Link::new("My day", "/today")],
            title: words.say("day-why"),
            seat: "Small group collaboration · Main room".to_owned(),
            reasons: vec![words.say("day-why-nearly"), words.say("day-why-chosen")],
            shell: Shell { words, ..Shell::sample("Why this?", "learner") },
        }
    }
}

impl EducatorToday {
    /// One group and one watch.
    pub fn sample() -> Self {
        let group = |modality: &str, learners: Vec<LedLearner>| LedGroup {
            time: "09:00–09:35".to_owned(),
            period: "Session 1".to_owned(),
            room: "Main room".to_owned(),
            program: Link::new("Summer room", "/room-programs/1/days/2026-06-15"),
            modality: modality.to_owned(),
            lesson: if modality.is_empty() {
                String::new()
            } else {
                "Fractions on the number line".to_owned()
            },
            materials: "number-lines.pdf".to_owned(),
            learners,
        };
        let learner = LedLearner {
            name: "Noor Haddad".to_owned(),
            lesson: String::new(),
            given: "extra time ×1.5".to_owned(),
        };
        Self {
            shell: Shell::sample("My day", "educator"),
            day: "today".to_owned(),
            groups: vec![group("Task", vec![learner]), group("", Vec::new())],
        }
    }
}
