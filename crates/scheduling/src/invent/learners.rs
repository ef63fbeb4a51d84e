use super::{Invention, library};
use crate::random::Random;
use crate::{Instance, Learner, Levels, Needs, Ready};

const NAMES: [&str; 24] = [
    "Ana", "Ben", "Cam", "Dina", "Eli", "Fatou", "Gus", "Hana", "Ivo", "Jada", "Kofi", "Lena", "Mateo",
    "Nia", "Omar", "Pia", "Quinn", "Rosa", "Sami", "Tess", "Uma", "Viktor", "Wen", "Yara",
];

/// How much of a value lies in the competency, such as how many others it opens; the rest is the learner's.
const OF_COMPETENCY: f64 = 0.6;
/// How often a try is not passed, so that another follows.
const NOT_PASSED: f64 = 0.3;

pub fn learners(wanted: &Invention, day: &Instance, chance: &mut Random) -> Vec<Learner> {
    let opens: Vec<f64> = day.competencies.iter().map(|_| chance.unit()).collect();
    (0..wanted.learners).map(|at| one(wanted, day, at, &opens, chance)).collect()
}

fn one(wanted: &Invention, day: &Instance, at: usize, opens: &[f64], chance: &mut Random) -> Learner {
    let ready = ready(wanted, opens, chance);
    let particular = chance.happens(wanted.particular);
    let needs = if particular { needs(day, chance) } else { Needs::default() };
    let mut had: Vec<usize> = day
        .lessons
        .iter()
        .enumerate()
        .filter(|(_, lesson)| ready.iter().any(|one| one.competency == lesson.competency && one.tries > 0))
        .map(|(place, _)| place)
        .filter(|_| chance.happens(0.2))
        .collect();
    had.sort_unstable();
    let letter = char::from(b'A' + u8::try_from(at / NAMES.len() % 26).unwrap_or(0));
    let round = at / (NAMES.len() * 26);
    Learner {
        id: format!("s{}", at + 1),
        name: match round {
            0 => format!("{} {letter}.", NAMES[at % NAMES.len()]),
            round => format!("{} {letter}. {}", NAMES[at % NAMES.len()], round + 1),
        },
        periods: (0..wanted.periods).collect(),
        ready,
        levels: Levels::default(),
        languages: match chance.unit() {
            share if share < wanted.particular / 4.0 => vec!["es".to_owned()],
            share if share < wanted.particular => vec!["en".to_owned(), "es".to_owned()],
            _ => vec!["en".to_owned()],
        },
        own_device: chance.happens(0.1),
        needs,
        had,
        repeats: Vec::new(),
        minutes_had: day
            .modalities
            .iter()
            .map(|modality| (modality.share * 700.0 * (0.4 + 1.2 * chance.unit())).round())
            .map(|minutes| u32::try_from(minutes_of(minutes) / 35 * 35).unwrap_or(0))
            .collect(),
        works: day
            .modalities
            .iter()
            .map(|_| round3((1.0 + 0.15 * chance.normal()).clamp(0.5, 1.5)))
            .collect(),
        served: round3((0.9 + 0.08 * chance.normal()).clamp(0.3, 1.0)),
    }
}

/// What comes next in each strand, for somebody somewhere around the middle of their year.
fn ready(wanted: &Invention, opens: &[f64], chance: &mut Random) -> Vec<Ready> {
    let strands = library::strands(wanted.competencies);
    let long = wanted.competencies.div_ceil(strands);
    let reached = (0.5 + 0.12 * chance.normal()).clamp(0.05, 0.85);
    let mut ready = Vec::new();
    for strand in 0..strands {
        let here = (reached + 0.06 * chance.normal()).clamp(0.0, 0.95);
        let next =
            usize::try_from(minutes_of(here * f64::from(u32::try_from(long).unwrap_or(0)))).unwrap_or(0);
        let branches = 1 + chance.below(3);
        for step in 0..branches {
            let competency = (next + step) * strands + strand;
            if competency >= wanted.competencies || next + step >= long {
                break;
            }
            let wish = OF_COMPETENCY * opens[competency] + (1.0 - OF_COMPETENCY) * chance.unit();
            let value = 0.45 + 0.5 * wish - 0.06 * f64::from(u32::try_from(step).unwrap_or(0));
            let mut tries = 0;
            while tries < 5 && chance.happens(NOT_PASSED) {
                tries += 1;
            }
            ready.push(Ready { competency, value: round3(value.clamp(0.05, 1.0)), tries });
        }
    }
    ready.sort_unstable_by_key(|one| one.competency);
    ready
}

fn needs(day: &Instance, chance: &mut Random) -> Needs {
    let mut needs = Needs::default();
    match chance.below(4) {
        0 => needs.group_most = Some(8),
        1 => needs.room_features = vec!["step-free".to_owned()],
        2 => needs.educator_features = vec!["spanish".to_owned()],
        _ => needs.not_modalities = vec![chance.below(day.modalities.len())],
    }
    needs
}

fn round3(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}

#[expect(clippy::cast_possible_truncation, reason = "small and finite")]
fn minutes_of(number: f64) -> i64 {
    number as i64
}
