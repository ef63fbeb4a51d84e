use super::{Invention, library};
use crate::random::Random;
use crate::{Apart, ApartIn, Educator, FixedGroup, Instance, Qualified};

const NAMES: [&str; 12] = [
    "Ms. Ortiz",
    "Mr. Adeyemi",
    "Ms. Lindqvist",
    "Mr. Rahman",
    "Ms. Okafor",
    "Mr. Haddad",
    "Ms. Petrov",
    "Mr. Nakamura",
    "Ms. Silva",
    "Mr. Novak",
    "Ms. Kaur",
    "Mr. Mbeki",
];

pub fn educators(wanted: &Invention, day: &Instance, chance: &mut Random) -> Vec<Educator> {
    let strands = library::strands(wanted.competencies);
    let one = |at: usize| {
        let taught: Vec<bool> = (0..strands).map(|_| chance.happens(0.6)).collect();
        let some = chance.happens(wanted.specialists);
        let only = (0..day.competencies.len())
            .filter(|competency| taught[library::lies(*competency, wanted.competencies).0])
            .collect();
        Educator {
            id: format!("e{}", at + 1),
            name: match at / NAMES.len() {
                0 => NAMES[at].to_owned(),
                round => format!("{} {}", NAMES[at % NAMES.len()], round + 1),
            },
            periods: (0..wanted.periods).collect(),
            competencies: if some { Qualified::Only(only) } else { Qualified::All },
            modalities: Qualified::All,
            features: if at.is_multiple_of(3) { vec!["spanish".to_owned()] } else { Vec::new() },
            most_groups: u32::try_from(wanted.periods.saturating_sub(wanted.periods / 5)).unwrap_or(u32::MAX),
        }
    };
    (0..wanted.educators).map(one).collect()
}

/// Pairs that are kept apart, and pairs that stay together; nobody is in two of them.
pub fn pairs(wanted: &Invention, chance: &mut Random) -> (Vec<Apart>, Vec<Vec<usize>>) {
    let mut order: Vec<usize> = (0..wanted.learners).collect();
    for at in (1..order.len()).rev() {
        order.swap(at, chance.below(at + 1));
    }
    let pairs = order.chunks_exact(2).take_while(|_| chance.happens(0.95));
    let (mut apart, mut together) = (Vec::new(), Vec::new());
    for (at, pair) in pairs.take(share(wanted.learners, wanted.particular)).enumerate() {
        let mut learners = pair.to_vec();
        learners.sort_unstable();
        match at % 4 {
            0 => together.push(learners),
            1 if wanted.rooms > 1 => apart.push(Apart { learners, within: ApartIn::Room }),
            _ => apart.push(Apart { learners, within: ApartIn::Group }),
        }
    }
    (apart, together)
}

/// Advisory in the first period of one in ten learners, led by the last educator in the first room.
pub fn advisory(day: &mut Instance, chance: &mut Random) -> Vec<FixedGroup> {
    let Some(modality) = day.modalities.iter().position(|modality| modality.id == "math-advisory") else {
        return Vec::new();
    };
    let paired = |learner: usize| {
        day.together.iter().any(|set| set.contains(&learner))
            || day.apart.iter().any(|apart| apart.learners.contains(&learner))
    };
    let plain =
        |learner: &usize| !paired(*learner) && day.learners[*learner].needs == crate::Needs::default();
    let learners: Vec<usize> = (0..day.learners.len())
        .filter(plain)
        .filter(|_| chance.happens(0.3))
        .take(day.learners.len() / 10)
        .take(day.modalities[modality].group.most as usize)
        .filter(|learner| day.learners[*learner].periods.contains(&0))
        .collect();
    if learners.len() < day.modalities[modality].group.least as usize {
        return Vec::new();
    }
    vec![FixedGroup {
        id: "advisory".to_owned(),
        name: "Advisory".to_owned(),
        period: 0,
        modality,
        lesson: None,
        educator: Some(day.educators.len() - 1),
        room: 0,
        learners,
    }]
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "numbers of learners are small"
)]
fn share(of: usize, share: f64) -> usize {
    (of as f64 * share.max(0.0)) as usize
}
