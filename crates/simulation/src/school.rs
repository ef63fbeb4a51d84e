//! What nobody sees: the learners, what they can do, and how hard what they learn is.

use measurement::random::Generator;

use crate::room::MODALITIES;

/// How large a school is invented.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// How many learners.
    pub learners: usize,
    /// How many strands of competencies that build on each other.
    pub strands: usize,
    /// How many competencies in each.
    pub depth: usize,
    /// How many educators.
    pub educators: usize,
    /// How many school days.
    pub days: u32,
}

/// A school and what is hidden of it.
#[derive(Debug, Clone, PartialEq)]
pub struct School {
    /// How large it is.
    pub size: Size,
    /// What there is to learn, strand by strand, each from the first on.
    pub skills: Vec<Skill>,
    /// Who learns.
    pub learners: Vec<Hidden>,
}

/// One competency.
#[derive(Debug, Clone, PartialEq)]
pub struct Skill {
    /// How far along its strand, from 0.
    pub depth: usize,
    /// How much harder it is to learn than others of its depth, in logits.
    pub harder: f64,
    /// What it builds on, by place.
    pub before: Vec<usize>,
}

/// What is hidden of one learner.
#[derive(Debug, Clone, PartialEq)]
pub struct Hidden {
    /// How easily they learn, in logits around 0.
    pub ability: f64,
    /// How much better or worse each modality is for them than for others, in logits.
    pub likes: [f64; MODALITIES],
    /// The chance of being absent on a day.
    pub absent: f64,
    /// What they can do when the year begins, by place of the competency.
    pub knows: Vec<bool>,
    /// Third of the school by how much they can do when the year begins: 0 least, 2 most.
    pub third: usize,
}

/// How often a competency builds on one of another strand as well.
const CROSSED: f64 = 0.25;
/// How much harder single competencies are, in logits (standard deviation).
const HARDER: f64 = 0.4;
/// How much modalities differ between learners, in logits (standard deviation).
const LIKES: f64 = 0.3;
/// One learner of eight is often absent.
const OFTEN: f64 = 0.125;
/// The chance of being absent on a day: of most learners, and of those who often are.
const ABSENT: (f64, f64) = (0.05, 0.2);
/// Where an average learner begins, as a share of a strand; how far an ability of 1 lies from it; and how far the
/// strands of one learner lie apart.
const BEGINS: (f64, f64, f64) = (0.3, 0.15, 0.1);

impl School {
    /// The school of a seed.
    pub fn new(size: Size, seed: u64) -> Self {
        let mut chance = Generator::new(seed);
        let skills = skills(size, &mut chance);
        let mut learners: Vec<Hidden> =
            (0..size.learners).map(|_| learner(size, &skills, &mut chance)).collect();
        let mut order: Vec<usize> = (0..learners.len()).collect();
        let known = |of: &Hidden| of.knows.iter().filter(|knows| **knows).count();
        order.sort_by_key(|&learner| known(&learners[learner]));
        for (rank, &learner) in order.iter().enumerate() {
            learners[learner].third = rank * 3 / order.len();
        }
        Self { size, skills, learners }
    }
}

fn skills(size: Size, chance: &mut Generator) -> Vec<Skill> {
    let mut skills = Vec::with_capacity(size.strands * size.depth);
    for strand in 0..size.strands {
        for depth in 0..size.depth {
            let mut before = Vec::new();
            if depth > 0 {
                before.push(strand * size.depth + depth - 1);
            }
            // Of an earlier strand and not further along, so that nothing runs in a circle.
            if strand > 0 && chance.uniform() < CROSSED {
                before.push(chance.below(strand) * size.depth + chance.below(depth + 1));
            }
            skills.push(Skill { depth, harder: HARDER * chance.normal(), before });
        }
    }
    skills
}

fn learner(size: Size, skills: &[Skill], chance: &mut Generator) -> Hidden {
    let ability = chance.normal();
    let likes = std::array::from_fn(|_| LIKES * chance.normal());
    let absent = if chance.uniform() < OFTEN { ABSENT.1 } else { ABSENT.0 };
    let mut knows = vec![false; skills.len()];
    for strand in 0..size.strands {
        let share = BEGINS.0 + BEGINS.1 * ability + BEGINS.2 * chance.normal();
        for depth in 0..size.depth {
            let place = strand * size.depth + depth;
            let reached = (depth as f64) < share * size.depth as f64;
            knows[place] = reached && skills[place].before.iter().all(|&before| knows[before]);
        }
    }
    Hidden { ability, likes, absent, knows, third: 0 }
}
