//! Scales: the named levels of a framework and where mastery begins.

use crate::Points;

/// One named level of a scale, such as "Proficient".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// Short, stable and unique within its scale; what evidence and imports name: `3`, `P`.
    pub code: String,
    /// What people read.
    pub name: String,
    /// The points a rating at this level gives, and the fewest that reach it.
    pub points: Points,
}

/// Named levels, highest first, and the points at which a competency counts as mastered.
///
/// Unit: points out of [`Scale::points_possible`].
/// Shape: at least one level; codes unique; points strictly falling and not negative; mastery
/// above 0 and at most the points possible.
/// Errors: [`Scale::new`] refuses anything else with [`BadScale`].
/// Source: Canvas outcome proficiency (ratings, mastery points, points possible).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scale {
    levels: Vec<Level>,
    mastery: Points,
    points_possible: Points,
}

/// A scale that cannot judge.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadScale {
    /// No level at all.
    #[error("a scale needs at least one level")]
    NoLevels,
    /// Two levels with one code.
    #[error("two levels have the code \"{0}\"")]
    RepeatedCode(String),
    /// Points must fall from level to level.
    #[error("level \"{0}\" must have fewer points than the level above it, and not below 0")]
    NotFalling(String),
    /// Mastery must be reachable.
    #[error("mastery at {mastery} points must be above 0 and at most {possible}")]
    Mastery {
        /// The cut given.
        mastery: Points,
        /// The points possible given.
        possible: Points,
    },
}

impl Scale {
    /// Checks the levels, given highest first.
    pub fn new(levels: Vec<Level>, mastery: Points, points_possible: Points) -> Result<Self, BadScale> {
        let mut above: Option<&Level> = None;
        for (position, level) in levels.iter().enumerate() {
            if levels[..position].iter().any(|earlier| earlier.code == level.code) {
                return Err(BadScale::RepeatedCode(level.code.clone()));
            }
            if level.points < Points::ZERO || above.is_some_and(|above| above.points <= level.points) {
                return Err(BadScale::NotFalling(level.code.clone()));
            }
            above = Some(level);
        }
        if levels.is_empty() {
            return Err(BadScale::NoLevels);
        }
        if mastery <= Points::ZERO || points_possible < mastery {
            return Err(BadScale::Mastery { mastery, possible: points_possible });
        }
        Ok(Self { levels, mastery, points_possible })
    }

    /// The built-in scale of four: 4 Advanced, 3 Proficient (mastery), 2 Developing, 1 Beginning.
    pub fn four_levels() -> Self {
        let level = |points: i32, name: &str| Level {
            code: points.to_string(),
            name: name.to_owned(),
            points: Points::whole(points),
        };
        Self {
            levels: vec![
                level(4, "Advanced"),
                level(3, "Proficient"),
                level(2, "Developing"),
                level(1, "Beginning"),
            ],
            mastery: Points::whole(3),
            points_possible: Points::whole(4),
        }
    }

    /// Highest first.
    pub fn levels(&self) -> &[Level] {
        &self.levels
    }

    /// The points at which a competency counts as mastered.
    pub const fn mastery(&self) -> Points {
        self.mastery
    }

    /// The most points the scale has.
    pub const fn points_possible(&self) -> Points {
        self.points_possible
    }

    /// The highest level that `value` reaches; the lowest level when it reaches none.
    pub fn level_at(&self, value: Points) -> &Level {
        let lowest = self.levels.len() - 1;
        self.levels.iter().find(|level| level.points <= value).unwrap_or(&self.levels[lowest])
    }

    /// The level with this code.
    pub fn level(&self, code: &str) -> Option<&Level> {
        self.levels.iter().find(|level| level.code == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_gets_the_highest_level_it_reaches() {
        let scale = Scale::four_levels();
        for (value, name) in
            [("4", "Advanced"), ("3.99", "Proficient"), ("3", "Proficient"), ("0", "Beginning")]
        {
            assert_eq!(scale.level_at(value.parse().expect("points")).name, name, "{value}");
        }
    }

    #[test]
    fn levels_out_of_order_are_refused() {
        let mut levels = Scale::four_levels().levels().to_vec();
        levels.reverse();
        assert_eq!(
            Scale::new(levels, Points::ONE, Points::whole(4)),
            Err(BadScale::NotFalling("2".to_owned()))
        );
    }
}
