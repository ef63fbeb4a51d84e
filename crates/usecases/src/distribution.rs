//! How many learners are at each level, and what of it may be shown.

use domain::{judgement::Finding, scale::Scale};

use crate::small_cells::{Shown, Smallest};

/// How many learners are at each level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Distribution {
    /// All of them; `None` where the group is too small to be shown.
    pub learners: Shown,
    /// Per level of the scale, highest first; `None` where the number is too small to be shown, or would
    /// give away another that is.
    pub levels: Vec<Shown>,
    /// With not enough evidence.
    pub unknown: Shown,
}

/// Counts what was found.
pub(crate) fn distribution(scale: &Scale, findings: &[Option<&Finding>]) -> Distribution {
    let at = |code: Option<&str>| {
        let levels = findings.iter().map(|finding| finding.and_then(|one| one.level.as_deref()));
        levels.filter(|level| *level == code).count() as u64
    };
    Distribution {
        learners: Some(findings.len() as u64),
        levels: scale.levels().iter().map(|level| Some(at(Some(&level.code)))).collect(),
        unknown: Some(at(None)),
    }
}

/// Leaves out what may not be shown to somebody who may not open the records.
pub(crate) fn suppressed(full: &Distribution, smallest: Smallest) -> Distribution {
    let places = full.levels.len();
    let mut counts: Vec<u64> = full.levels.iter().map(|count| count.unwrap_or(0)).collect();
    counts.push(full.unknown.unwrap_or(0));
    let Some(mut levels) = smallest.row(&counts) else {
        return Distribution { learners: None, levels: vec![None; places], unknown: None };
    };
    let unknown = levels.pop().flatten();
    Distribution { learners: full.learners, levels, unknown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_without_evidence_are_one_of_the_numbers() {
        let counted = Distribution { learners: Some(36), levels: vec![Some(20), Some(12)], unknown: Some(4) };
        let shown = suppressed(&counted, Smallest::new(10));
        assert_eq!(shown, Distribution { learners: Some(36), levels: vec![Some(20), None], unknown: None });
    }

    #[test]
    fn a_small_group_shows_nothing() {
        let counted = Distribution { learners: Some(9), levels: vec![Some(5), Some(0)], unknown: Some(4) };
        let shown = suppressed(&counted, Smallest::new(10));
        assert_eq!(shown, Distribution { learners: None, levels: vec![None, None], unknown: None });
    }
}
