//! A term of plausible, invented evidence.
//!
//! Every learner has an ability per strand, in logits, that grows a little each school day; every
//! competency has a difficulty; a prerequisite that was not shown costs, practice helps. Work goes
//! missing, weak work is tried again, a few learners have gone quiet. The same seed gives the same term
//! on every machine: only additions, products and square roots are used, which are exact everywhere.

mod learner;
mod work;

use domain::{
    CompetencyId, Date, DistrictId, EvidenceId, LearnerId, PersonId, Points, SectionId, Timestamp,
    evidence::Source, people::SectionRole,
};

use super::{
    content::{competency_id, rows},
    people::{Roster, Targets},
    school_days,
};

/// One piece of evidence before it is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    /// The same for the same district, seed, learner and occasion.
    pub id: EvidenceId,
    /// Whose.
    pub learner: LearnerId,
    /// Where it was done.
    pub section: SectionId,
    /// Of what.
    pub competency: CompetencyId,
    /// Its code: `MA.RAT.1`.
    pub code: String,
    /// Points earned.
    pub points: Points,
    /// The most that could be earned.
    pub points_possible: Points,
    /// Code of a level on the built-in scale of four, when a person rated.
    pub level: Option<String>,
    /// Where it comes from.
    pub source: Source,
    /// The quiz, task or occasion.
    pub instrument: String,
    /// Which try, from 1.
    pub attempt: i64,
    /// The sitting whose results belong together.
    pub result_group: Option<String>,
    /// On a school day between 8:00 and 15:30, always before today.
    pub worked_at: Timestamp,
    /// Who judged; `None` when a key did.
    pub judge: Option<PersonId>,
    /// What the judge wrote.
    pub note: Option<String>,
    /// Rated and not released yet; only work of the last school day before today.
    pub draft: bool,
}

/// Chance from a seed: SplitMix64, the same numbers on every machine.
///
/// Source: Steele, Lea & Flood, "Fast splittable pseudorandom number generators" (2014).
#[derive(Debug, Clone)]
pub struct SplitMix64(u64);

impl SplitMix64 {
    /// Starts at `seed`.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub const fn next_bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// A fraction from 0 up to, not including, 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits are exact in f64")]
    pub fn fraction(&mut self) -> f64 {
        (self.next_bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Whether something of this probability happens.
    pub fn happens(&mut self, probability: f64) -> bool {
        self.fraction() < probability
    }

    /// A whole number from 0 up to, not including, `end`; 0 for an `end` of 0.
    pub fn below(&mut self, end: u32) -> u32 {
        u32::try_from(self.next_bits() % u64::from(end.max(1))).unwrap_or(0)
    }

    /// Near enough a standard normal number: twelve fractions less six.
    pub fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.fraction()).sum::<f64>() - 6.0
    }
}

/// A competency as the simulator sees it.
struct Competency {
    code: String,
    title: String,
    strand: usize,
    difficulty_logits: f64,
    /// Positions of its prerequisites in the teaching order.
    requires: Vec<usize>,
}

/// What one section does.
struct Course<'a> {
    district: DistrictId,
    seed: u64,
    section: SectionId,
    educator: Option<PersonId>,
    competencies: Vec<Competency>,
    strands: usize,
    days: &'a [Date],
    /// How many of `days` are before today.
    days_done: usize,
    today: Date,
    /// Seconds after midnight when the section's lesson begins.
    lesson_begins: i64,
}

/// When the lessons of the sections begin, in hours after midnight.
const LESSON_HOURS: [i64; 3] = [9, 10, 13];

/// Everything the learners of `roster` have done from the first day of the term to the day before
/// `today`, in the order of the work.
pub fn term(district: DistrictId, seed: u64, roster: &Roster, today: Date) -> Vec<Work> {
    let days = school_days::school_days(roster.term.dates);
    let mut evidence = Vec::new();
    for (targets, hour) in roster.targets.iter().zip(LESSON_HOURS.into_iter().cycle()) {
        let course = course(district, seed, roster, targets, (&days, today, hour * 3600));
        let learners = roster
            .enrollments
            .iter()
            .filter(|place| place.section == targets.section && place.role == SectionRole::Learner);
        for (position, place) in learners.enumerate() {
            evidence.extend(learner::evidence(&course, place, position));
        }
    }
    evidence.sort_by_key(|work: &Work| (work.worked_at, work.learner, work.id));
    evidence
}

fn course<'a>(
    district: DistrictId,
    seed: u64,
    roster: &Roster,
    targets: &Targets,
    (days, today, lesson_begins): (&'a [Date], Date, i64),
) -> Course<'a> {
    let rows = rows(&targets.subject);
    let strands: Vec<&str> =
        rows.iter().filter(|row| !row.is_competency()).map(|row| row.code.as_str()).collect();
    let place = |code: &String| targets.competencies.iter().position(|other| other == code);
    let mut chance = SplitMix64::new(seed ^ u64::from_be_bytes(leading_bytes(targets.section)));
    let competencies = targets
        .competencies
        .iter()
        .filter_map(|code| rows.iter().find(|row| row.code == *code))
        .map(|row| Competency {
            code: row.code.clone(),
            title: row.title.clone(),
            strand: strands.iter().position(|strand| Some(*strand) == row.parent.as_deref()).unwrap_or(0),
            difficulty_logits: 2.0 * chance.fraction() - 1.0,
            requires: row.requires.iter().filter_map(place).collect(),
        })
        .collect();
    let educator = roster
        .enrollments
        .iter()
        .find(|place| place.section == targets.section && place.role == SectionRole::Educator)
        .map(|place| place.person);
    Course {
        district,
        seed,
        section: targets.section,
        educator,
        competencies,
        strands: strands.len(),
        days,
        days_done: days.iter().filter(|day| **day < today).count(),
        today,
        lesson_begins,
    }
}

fn leading_bytes(section: SectionId) -> [u8; 8] {
    let mut first = [0; 8];
    first.copy_from_slice(&section.as_bytes()[..8]);
    first
}

impl Course<'_> {
    fn id(&self, competency: usize) -> CompetencyId {
        competency_id(self.district, &self.competencies[competency].code)
    }
}
