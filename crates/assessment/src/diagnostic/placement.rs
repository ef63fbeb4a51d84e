//! A placement against cuts by grade, and how sure it is.

use super::result::Measured;

/// Grades that together are likelier than this are named: "6 or 7".
const LIKELY: f64 = 0.8;

/// Cuts by grade: at or above the cut of a grade, a learner is placed there.
///
/// Shape: at least one grade; cuts finite and rising. Unit: logits.
#[derive(Debug, Clone, PartialEq)]
pub struct Cuts {
    grades: Vec<(String, f64)>,
}

/// What cannot be cuts.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum BadCuts {
    /// None.
    #[error("no grade has a cut: give at least one")]
    Empty,
    /// Not a finite number, or not above the one before.
    #[error("the cut of grade {grade} is {cut}: cuts are finite and rise from grade to grade")]
    NotRising {
        /// The grade.
        grade: String,
        /// Its cut.
        cut: f64,
    },
}

impl Cuts {
    /// Checks the cuts, lowest grade first.
    pub fn new(grades: Vec<(String, f64)>) -> Result<Self, BadCuts> {
        if grades.is_empty() {
            return Err(BadCuts::Empty);
        }
        let mut before = f64::NEG_INFINITY;
        for (grade, cut) in &grades {
            if !cut.is_finite() || *cut <= before {
                return Err(BadCuts::NotRising { grade: grade.clone(), cut: *cut });
            }
            before = *cut;
        }
        Ok(Self { grades })
    }

    /// What a level is called: level 0 is below the lowest grade and has no name of its own.
    pub fn name(&self, level: usize) -> Option<&str> {
        self.grades.get(level.checked_sub(1)?).map(|(name, _)| name.as_str())
    }

    /// The level of a grade by its name.
    pub fn level(&self, grade: &str) -> Option<usize> {
        self.grades.iter().position(|(name, _)| name == grade).map(|place| place + 1)
    }
}

/// Where a learner is placed.
#[derive(Debug, Clone, PartialEq)]
pub struct Placement {
    /// The measure it is made of.
    pub measured: Measured,
    /// The level of the measure: 0 below the lowest grade, 1 the lowest, ...
    pub level: usize,
    /// The levels that the measure leaves likely: the fewest neighbours that hold `level` and are true with a chance of
    /// at least 0.8.
    pub likely: std::ops::RangeInclusive<usize>,
    /// The chance of each level, from 0; they sum to 1.
    pub chances: Vec<f64>,
}

/// Where a placement stands to the learner's own grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Two grades below or more.
    TwoOrMoreBelow,
    /// One grade below.
    OneBelow,
    /// On grade.
    OnGrade,
    /// Above.
    Above,
}

/// Places a measure. The chance of a level is that of a normal deviate with the measure's standard error.
pub fn place(measured: Measured, cuts: &Cuts) -> Placement {
    let level = cuts.grades.iter().take_while(|(_, cut)| measured.ability >= *cut).count();
    let below = |cut: f64| {
        if measured.error > 0.0 {
            0.5 * libm::erfc((measured.ability - cut) / (measured.error * std::f64::consts::SQRT_2))
        } else {
            f64::from(u8::from(measured.ability < cut))
        }
    };
    let mut edges = vec![0.0];
    edges.extend(cuts.grades.iter().map(|(_, cut)| below(*cut)));
    edges.push(1.0);
    let chances: Vec<f64> = edges.windows(2).map(|edge| edge[1] - edge[0]).collect();
    let (mut first, mut last) = (level, level);
    while chances[first..=last].iter().sum::<f64>() < LIKELY {
        let before = first.checked_sub(1).map_or(-1.0, |place| chances[place]);
        let after = chances.get(last + 1).copied().unwrap_or(-1.0);
        if before < 0.0 && after < 0.0 {
            break;
        }
        if before >= after {
            first -= 1;
        } else {
            last += 1;
        }
    }
    Placement { measured, level, likely: first..=last, chances }
}

impl Placement {
    /// The names of the likely grades, lowest first: `["6", "7"]` reads "grade 6 or 7". `None` stands for below the
    /// lowest grade.
    pub fn grades<'c>(&self, cuts: &'c Cuts) -> Vec<Option<&'c str>> {
        self.likely.clone().map(|level| cuts.name(level)).collect()
    }

    /// Where the level stands to the learner's own grade, given as a level.
    pub fn standing(&self, own: usize) -> Standing {
        standing(self.level, own)
    }

    /// The standings that the measure leaves likely, lowest first, each once.
    pub fn likely_standings(&self, own: usize) -> Vec<Standing> {
        let mut all: Vec<Standing> = self.likely.clone().map(|level| standing(level, own)).collect();
        all.dedup();
        all
    }
}

fn standing(level: usize, own: usize) -> Standing {
    match own.checked_sub(level) {
        None => Standing::Above,
        Some(0) => Standing::OnGrade,
        Some(1) => Standing::OneBelow,
        Some(_) => Standing::TwoOrMoreBelow,
    }
}
