use crate::random::Random;
use crate::{Competency, GroupSize, Instance, Lesson, LessonOf, Modality};

/// The strands, each with what is learned in it, easiest first.
pub const STRANDS: [&str; 10] = [
    "Ratios",
    "Fractions",
    "Decimals",
    "Integers",
    "Expressions",
    "Equations",
    "Geometry",
    "Measurement",
    "Statistics",
    "Functions",
];

const LOWEST_LEVEL: usize = 4;
const LEVELS: f64 = 6.0;

/// How many strands there are for so many competencies.
pub fn strands(competencies: usize) -> usize {
    competencies.clamp(1, STRANDS.len())
}

/// Where a competency lies: its strand, and how far along it from 0 to 1.
#[expect(clippy::cast_precision_loss, reason = "numbers of competencies are small")]
pub fn lies(competency: usize, competencies: usize) -> (usize, f64) {
    let strands = strands(competencies);
    let long = competencies.div_ceil(strands);
    (competency % strands, (competency / strands) as f64 / long as f64)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 1 times a small number")]
pub fn competencies(count: usize) -> Vec<Competency> {
    let one = |at: usize| {
        let (strand, along) = lies(at, count);
        let level = LOWEST_LEVEL + (along * LEVELS) as usize;
        Competency {
            id: format!("c{at}"),
            name: format!("{} {}", STRANDS[strand], at / strands(count) + 1),
            level: i32::try_from(level).ok(),
        }
    };
    (0..count).map(one).collect()
}

/// The eight modalities that School of One names, for a day of so many periods.
pub fn modalities(periods: usize) -> Vec<Modality> {
    let a_third = u32::try_from(periods.div_ceil(3)).unwrap_or(u32::MAX);
    let led = Modality {
        id: "live-investigation".to_owned(),
        name: "Live investigation".to_owned(),
        group: GroupSize { least: 4, most: 12 },
        educator: true,
        device: false,
        screen: false,
        lesson_of: LessonOf::Group,
        room_kinds: Vec::new(),
        most_a_day: a_third,
        share: 0.2,
    };
    let named = |id: &str, name: &str, of: &Modality| Modality {
        id: id.to_owned(),
        name: name.to_owned(),
        ..of.clone()
    };
    let task =
        Modality { group: GroupSize { least: 6, most: 15 }, share: 0.1, ..named("task", "Task", &led) };
    let advisory = Modality {
        group: GroupSize { least: 2, most: 8 },
        lesson_of: LessonOf::Learner,
        share: 0.05,
        ..named("math-advisory", "Math advisory", &led)
    };
    let small = Modality {
        group: GroupSize { least: 3, most: 6 },
        educator: false,
        share: 0.15,
        ..named("small-group", "Small group", &led)
    };
    let peers = Modality {
        group: GroupSize { least: 2, most: 3 },
        share: 0.1,
        ..named("peer-to-peer", "Peer to peer", &small)
    };
    let alone = Modality {
        group: GroupSize { least: 1, most: 40 },
        educator: false,
        lesson_of: LessonOf::Learner,
        share: 0.15,
        most_a_day: a_third + 1,
        ..named("independent-practice", "Independent practice", &led)
    };
    let virtual_instruction = Modality {
        group: GroupSize { least: 1, most: 30 },
        device: true,
        screen: true,
        most_a_day: a_third,
        ..named("virtual-instruction", "Virtual instruction", &alone)
    };
    let virtual_practice = Modality {
        share: 0.1,
        ..named("virtual-reinforcement", "Virtual reinforcement", &virtual_instruction)
    };
    vec![led, task, small, peers, virtual_instruction, virtual_practice, alone, advisory]
}

/// One or two lessons of most competencies in each modality.
pub fn lessons(day: &Instance, chance: &mut Random) -> Vec<Lesson> {
    let mut lessons = Vec::new();
    for (competency, what) in day.competencies.iter().enumerate() {
        for (modality, how) in day.modalities.iter().enumerate() {
            let own = how.lesson_of == LessonOf::Learner && !how.educator;
            if !own && chance.happens(0.25) {
                continue;
            }
            let more = usize::from(own) + chance.below(2);
            for version in 0..=more {
                let spanish = chance.happens(0.4);
                lessons.push(Lesson {
                    id: format!("l{}", lessons.len()),
                    name: format!("{} {} {}", what.name, how.name.to_lowercase(), version + 1),
                    competency,
                    modality,
                    minutes: 25 + 5 * u32::try_from(chance.below(3)).unwrap_or(0),
                    languages: if spanish {
                        vec!["en".to_owned(), "es".to_owned()]
                    } else {
                        vec!["en".to_owned()]
                    },
                    materials: if how.educator { vec![format!("{} cards", what.name)] } else { Vec::new() },
                    copies: (!own && chance.happens(0.1)).then_some(12),
                });
            }
        }
    }
    lessons
}
