//! Which way a judgement turns when the same evidence is judged by another policy.

use domain::{judgement::Finding, scale::Scale};

/// What becomes of one judgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Turn {
    /// To a higher level, or from not mastered to mastered within a level.
    Up,
    /// To a lower level, or from mastered to not mastered within a level.
    Down,
    /// From not enough evidence, or no judgement at all, to a level.
    Judged,
    /// From a level to not enough evidence.
    NotEnough,
    /// The same level and mastery, another value.
    Value,
    /// Nothing that anybody sees.
    Same,
}

impl Turn {
    /// Every turn with its word.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Up, "up"),
        (Self::Down, "down"),
        (Self::Judged, "judged"),
        (Self::NotEnough, "not_enough"),
        (Self::Value, "value"),
        (Self::Same, "same"),
    ];

    /// The word in storage and the API.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(turn, _)| *turn)
    }

    /// From `before`, which may not have been judged, to `after`; both on `scale`.
    pub fn between(before: Option<&Finding>, after: &Finding, scale: &Scale) -> Self {
        // Levels count from the highest, so that a higher one has the smaller place.
        let place = |finding: &Finding| {
            let code = finding.level.as_ref()?;
            scale.levels().iter().position(|level| level.code == *code)
        };
        let was = before.and_then(|before| Some((place(before)?, before)));
        match (was, place(after)) {
            (None, None) => Self::Same,
            (None, Some(_)) => Self::Judged,
            (Some(_), None) => Self::NotEnough,
            (Some((was, before)), Some(is)) => {
                let key = |place: usize, mastered: bool| (std::cmp::Reverse(place), mastered);
                match key(is, after.mastered).cmp(&key(was, before.mastered)) {
                    std::cmp::Ordering::Greater => Self::Up,
                    std::cmp::Ordering::Less => Self::Down,
                    std::cmp::Ordering::Equal if before.value != after.value => Self::Value,
                    std::cmp::Ordering::Equal => Self::Same,
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::Points;

    use super::*;

    fn found(value: &str, cut: i32) -> Finding {
        let value: Points = value.parse().expect("points");
        Finding {
            value: Some(value),
            level: Some(Scale::four_levels().level_at(value).code.clone()),
            mastered: value >= Points::whole(cut),
            ..Finding::NOT_ENOUGH
        }
    }

    #[test]
    fn each_pair_turns_one_way() {
        let nothing = Finding::NOT_ENOUGH;
        for (before, after, turn) in [
            (Some(found("2", 3)), found("3", 3), Turn::Up),
            (Some(found("4", 3)), found("3.9", 3), Turn::Down),
            (Some(found("3.5", 4)), found("3.5", 3), Turn::Up),
            (Some(found("3.5", 3)), found("3.5", 4), Turn::Down),
            (Some(found("3.5", 3)), found("3.6", 3), Turn::Value),
            (Some(found("3.5", 3)), found("3.5", 3), Turn::Same),
            (Some(nothing.clone()), found("1", 3), Turn::Judged),
            (None, found("1", 3), Turn::Judged),
            (Some(found("1", 3)), nothing.clone(), Turn::NotEnough),
            (Some(nothing.clone()), nothing.clone(), Turn::Same),
            (None, nothing, Turn::Same),
        ] {
            let scale = Scale::four_levels();
            assert_eq!(Turn::between(before.as_ref(), &after, &scale), turn, "{before:?} {after:?}");
        }
    }

    #[test]
    fn every_turn_reads_back_from_its_word() {
        for (turn, word) in Turn::ALL {
            assert_eq!((turn.word(), Turn::from_word(word)), (word, Some(turn)));
        }
    }
}
