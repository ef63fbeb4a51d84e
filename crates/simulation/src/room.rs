//! What the simulated school has: its modalities, rooms, educators and lessons, as an instance of the schedule.

use domain::Date;
use scheduling::{
    Competency, Educator, GroupSize, Instance, Learner, Lesson, LessonOf, Levels, Modality, Needs, Period,
    Qualified, Ready, Room, Rules,
};

use crate::{
    school::{School, Size},
    seen::Seen,
};

/// How many modalities.
pub const MODALITIES: usize = 5;
/// How much better or worse each modality is than the average one, in logits.
pub const WORKS: [f64; MODALITIES] = [0.5, 0.2, 0.0, -0.1, -0.4];
/// Sessions a day, and how long each is.
pub const PERIODS: usize = 2;
/// Minutes of a session.
pub const MINUTES: u32 = 35;
/// Lessons of each competency in each modality.
const LESSONS: usize = 2;

struct Kind {
    name: &'static str,
    group: (u32, u32),
    educator: bool,
    device: bool,
    own: bool,
    share: f64,
}

const KINDS: [Kind; MODALITIES] = [
    Kind {
        name: "Live investigation",
        group: (4, 12),
        educator: true,
        device: false,
        own: false,
        share: 0.4,
    },
    Kind { name: "Small group", group: (3, 6), educator: false, device: false, own: false, share: 0.2 },
    Kind { name: "Peer to peer", group: (2, 2), educator: false, device: false, own: false, share: 0.1 },
    Kind {
        name: "Virtual instruction",
        group: (1, 40),
        educator: false,
        device: true,
        own: true,
        share: 0.2,
    },
    Kind {
        name: "Independent practice",
        group: (1, 40),
        educator: false,
        device: false,
        own: true,
        share: 0.1,
    },
];

/// Whether everybody in a group of the modality works on a lesson of their own.
pub fn own_lessons(modality: usize) -> bool {
    KINDS[modality].own
}

/// The lessons of a competency in a modality, by place.
pub fn lessons(skill: usize, modality: usize) -> std::ops::Range<usize> {
    let first = (skill * MODALITIES + modality) * LESSONS;
    first..first + LESSONS
}

/// What the school has every day; [`today`] puts the learners in.
pub fn room(school: &School) -> Instance {
    let Size { learners, educators, .. } = school.size;
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let every: Vec<usize> = (0..PERIODS).collect();
    let halls = learners.div_ceil(60).max(1);
    let seats = number(learners.div_ceil(halls) + 6);
    Instance {
        id: "simulated".into(),
        day: Date::constant(2026, 9, 1),
        zone: "UTC".into(),
        periods: (0..PERIODS).map(period).collect(),
        competencies: (0..school.skills.len())
            .map(|place| Competency { id: place.to_string(), name: place.to_string(), level: None })
            .collect(),
        modalities: KINDS.iter().map(modality).collect(),
        rooms: (0..halls)
            .map(|place| Room {
                id: place.to_string(),
                name: format!("Hall {}", place + 1),
                kind: String::new(),
                seats,
                devices: seats / 3,
                groups: seats / 3,
                features: Vec::new(),
                watched: false,
                periods: every.clone(),
            })
            .collect(),
        educators: (0..educators)
            .map(|place| Educator {
                id: place.to_string(),
                name: format!("Educator {}", place + 1),
                periods: every.clone(),
                competencies: Qualified::All,
                modalities: Qualified::All,
                features: Vec::new(),
                most_groups: number(PERIODS),
            })
            .collect(),
        lessons: (0..school.skills.len()).flat_map(lessons_of).collect(),
        learners: Vec::new(),
        apart: Vec::new(),
        together: Vec::new(),
        fixed: Vec::new(),
        locks: Vec::new(),
        rules: Rules::BUILT_IN,
    }
}

fn period(place: usize) -> Period {
    let starts = 540 + u32::try_from(place).unwrap_or(0) * (MINUTES + 5);
    Period {
        id: place.to_string(),
        name: format!("Session {}", place + 1),
        starts,
        ends: starts + MINUTES,
        minutes: MINUTES,
    }
}

fn modality(kind: &Kind) -> Modality {
    Modality {
        id: kind.name.into(),
        name: kind.name.into(),
        group: GroupSize { least: kind.group.0, most: kind.group.1 },
        educator: kind.educator,
        device: kind.device,
        screen: kind.device,
        lesson_of: if kind.own { LessonOf::Learner } else { LessonOf::Group },
        room_kinds: Vec::new(),
        most_a_day: u32::try_from(PERIODS).unwrap_or(u32::MAX),
        share: kind.share,
    }
}

fn lessons_of(skill: usize) -> impl Iterator<Item = Lesson> {
    (0..MODALITIES).flat_map(move |modality| {
        lessons(skill, modality).map(move |place| Lesson {
            id: place.to_string(),
            name: place.to_string(),
            competency: skill,
            modality,
            minutes: MINUTES,
            languages: Vec::new(),
            materials: Vec::new(),
            copies: None,
        })
    })
}

/// The instance of a day: `present` by place, each with what they are ready for.
pub fn today(room: &Instance, seen: &Seen, present: &[usize], ready: Vec<Vec<Ready>>) -> Instance {
    let mut instance = room.clone();
    instance.learners =
        present.iter().zip(ready).map(|(&learner, ready)| one(seen, learner, ready)).collect();
    instance
}

fn one(seen: &Seen, learner: usize, ready: Vec<Ready>) -> Learner {
    let record = &seen.learners[learner];
    // A library that is exhausted begins again: the simulated educator agrees.
    let had = |skill: usize, modality: usize| {
        lessons(skill, modality).all(|one| record.had.binary_search(&one).is_ok())
    };
    let mut repeats: Vec<usize> = ready
        .iter()
        .flat_map(|ready| (0..MODALITIES).map(move |modality| (ready.competency, modality)))
        .filter(|&(skill, modality)| had(skill, modality))
        .flat_map(|(skill, modality)| lessons(skill, modality))
        .collect();
    repeats.sort_unstable();
    Learner {
        id: learner.to_string(),
        name: format!("Learner {}", learner + 1),
        periods: (0..PERIODS).collect(),
        ready,
        levels: Levels::default(),
        languages: Vec::new(),
        own_device: false,
        needs: Needs::default(),
        had: record.had.clone(),
        repeats,
        minutes_had: record.minutes.clone(),
        works: works(seen),
        served: record.served,
    }
}

/// How well each modality works by the slips so far, beside the average one: the share passed, drawn to the mean by
/// twenty slips of the mean's kind.
fn works(seen: &Seen) -> Vec<f64> {
    const DRAWN: f64 = 20.0;
    let (passed, taken) = seen.slips.iter().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    let mean = (f64::from(passed) + 1.0) / (f64::from(taken) + 2.0);
    let share = |one: &(u32, u32)| (f64::from(one.0) + DRAWN * mean) / (f64::from(one.1) + DRAWN);
    seen.slips.iter().map(|one| (share(one) / mean).clamp(0.0, 2.0)).collect()
}
