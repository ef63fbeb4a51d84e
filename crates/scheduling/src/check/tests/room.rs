//! A small room and a day in it that breaks no rule.

use domain::Date;

use crate::{
    Competency, Educator, Group, GroupSize, Instance, Learner, Lesson, LessonOf, Levels, Modality, Needs,
    Period, Qualified, Ready, Room, Rules, Schedule, Seat,
};

/// Places of modalities.
pub const TEACH: usize = 0;
pub const PAIRS: usize = 1;
pub const PRACTICE: usize = 2;

/// Places of learners.
pub const ANA: usize = 0;
pub const BEN: usize = 1;
pub const CAM: usize = 2;
pub const DINA: usize = 3;
pub const ELI: usize = 4;
pub const FATOU: usize = 5;

/// Places of rooms and educators.
pub const STUDIO: usize = 0;
pub const LAB: usize = 1;
pub const ORTIZ: usize = 0;
pub const ADEYEMI: usize = 1;

pub fn instance() -> Instance {
    let lessons =
        [(0, TEACH), (1, TEACH), (0, PRACTICE), (1, PRACTICE), (2, PRACTICE), (2, PAIRS), (1, PAIRS)];
    Instance {
        id: "room".to_owned(),
        day: Date::constant(2027, 7, 6),
        zone: "America/New_York".to_owned(),
        periods: (0..2).map(period).collect(),
        competencies: ["Fractions", "Ratios", "Decimals"].iter().enumerate().map(competency).collect(),
        modalities: vec![
            modality("Live lesson", (2, 4), true, LessonOf::Group),
            modality("Pairs", (2, 3), false, LessonOf::Group),
            Modality { device: true, ..modality("Practice", (1, 10), false, LessonOf::Learner) },
        ],
        rooms: vec![
            Room { features: vec!["step-free".to_owned()], watched: true, ..room("Studio", 8, 2, 2) },
            Room { kind: "lab".to_owned(), ..room("Lab", 6, 4, 1) },
        ],
        educators: ["Ms. Ortiz", "Mr. Adeyemi"].iter().map(|name| educator(name)).collect(),
        lessons: lessons.iter().enumerate().map(lesson).collect(),
        learners: ["Ana", "Ben", "Cam", "Dina", "Eli", "Fatou"].iter().map(|name| learner(name)).collect(),
        apart: Vec::new(),
        together: Vec::new(),
        fixed: Vec::new(),
        locks: Vec::new(),
        rules: Rules::BUILT_IN,
    }
}

/// Period 1: Ana, Ben and Cam with Ms. Ortiz in the studio (group 0), the others practise in the lab (group 1).
/// Period 2: Dina and Fatou with Ms. Ortiz (2), Ana and Ben as a pair (3), both in the studio; Cam and Eli in the
/// lab (4).
pub fn schedule() -> Schedule {
    let group = |period, room, modality, educator, lesson, seats: &[(usize, usize)]| Group {
        period,
        room,
        modality,
        educator,
        lesson,
        fixed: None,
        seats: seats
            .iter()
            .map(|(learner, lesson)| Seat { learner: *learner, lesson: Some(*lesson) })
            .collect(),
    };
    Schedule {
        groups: vec![
            group(0, STUDIO, TEACH, Some(ORTIZ), Some(0), &[(ANA, 0), (BEN, 0), (CAM, 0)]),
            group(0, LAB, PRACTICE, None, None, &[(DINA, 2), (ELI, 3), (FATOU, 4)]),
            group(1, STUDIO, TEACH, Some(ORTIZ), Some(1), &[(DINA, 1), (FATOU, 1)]),
            group(1, STUDIO, PAIRS, None, Some(5), &[(ANA, 5), (BEN, 5)]),
            group(1, LAB, PRACTICE, None, None, &[(CAM, 3), (ELI, 2)]),
        ],
        watches: Vec::new(),
    }
}

pub fn period(at: usize) -> Period {
    let starts = 540 + 40 * u32::try_from(at).expect("few");
    Period {
        id: format!("p{at}"),
        name: format!("Period {}", at + 1),
        starts,
        ends: starts + 35,
        minutes: 35,
    }
}

pub fn competency((at, name): (usize, &&str)) -> Competency {
    Competency { id: format!("c{at}"), name: (*name).to_owned(), level: Some(5) }
}

pub fn modality(name: &str, (least, most): (u32, u32), educator: bool, lesson_of: LessonOf) -> Modality {
    Modality {
        id: name.to_lowercase(),
        name: name.to_owned(),
        group: GroupSize { least, most },
        educator,
        device: false,
        screen: false,
        lesson_of,
        room_kinds: Vec::new(),
        most_a_day: 2,
        share: 0.25,
    }
}

pub fn room(name: &str, seats: u32, devices: u32, groups: u32) -> Room {
    Room {
        id: name.to_lowercase(),
        name: name.to_owned(),
        kind: String::new(),
        seats,
        devices,
        groups,
        features: Vec::new(),
        watched: false,
        periods: vec![0, 1],
    }
}

pub fn educator(name: &str) -> Educator {
    Educator {
        id: name.to_lowercase(),
        name: name.to_owned(),
        periods: vec![0, 1],
        competencies: Qualified::All,
        modalities: Qualified::All,
        features: Vec::new(),
        most_groups: 2,
    }
}

pub fn lesson((at, (competency, modality)): (usize, &(usize, usize))) -> Lesson {
    Lesson {
        id: format!("l{at}"),
        name: format!("Lesson {at}"),
        competency: *competency,
        modality: *modality,
        minutes: 35,
        languages: Vec::new(),
        materials: Vec::new(),
        copies: None,
    }
}

pub fn learner(name: &str) -> Learner {
    Learner {
        id: name.to_lowercase(),
        name: name.to_owned(),
        periods: vec![0, 1],
        ready: (0..3).map(|competency| Ready { competency, value: 0.5, tries: 0 }).collect(),
        levels: Levels::default(),
        languages: Vec::new(),
        own_device: false,
        needs: Needs::default(),
        had: Vec::new(),
        repeats: Vec::new(),
        minutes_had: vec![0; 3],
        works: vec![1.0; 3],
        served: 1.0,
    }
}
