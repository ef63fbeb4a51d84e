//! How many learners are at each level, and what of it may be shown.

use domain::{judgement::Finding, scale::Scale};

/// Figures about fewer learners than this are not shown outside one's own sections.
pub const SMALLEST_GROUP: usize = 10;

/// How many learners are at each level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Distribution {
    /// All of them; `None` where the group is too small to be shown.
    pub learners: Option<usize>,
    /// Per level of the scale, highest first; `None` where the number is too small to be shown, or would
    /// give away another that is.
    pub levels: Vec<Option<usize>>,
    /// With not enough evidence.
    pub unknown: Option<usize>,
}

/// Counts what was found.
pub(crate) fn distribution(scale: &Scale, findings: &[Option<&Finding>]) -> Distribution {
    let at = |code: Option<&str>| {
        findings.iter().filter(|finding| finding.and_then(|finding| finding.level.as_deref()) == code).count()
    };
    Distribution {
        learners: Some(findings.len()),
        levels: scale.levels().iter().map(|level| Some(at(Some(&level.code)))).collect(),
        unknown: Some(at(None)),
    }
}

/// Leaves out every number from 1 to 9, and where only one is left out, the next smallest too, so that
/// it cannot be found by subtraction. A group smaller than ten shows nothing.
pub(crate) fn suppressed(full: Distribution) -> Distribution {
    let too_small = |count: &Option<usize>| count.is_some_and(|count| count < SMALLEST_GROUP);
    if too_small(&full.learners) {
        let levels = vec![None; full.levels.len()];
        return Distribution { learners: None, levels, unknown: None };
    }
    let mut counts = full.levels;
    counts.push(full.unknown);
    let small = |count: &Option<usize>| count.is_some_and(|count| count > 0 && count < SMALLEST_GROUP);
    let hidden = counts.iter().filter(|count| small(count)).count();
    for count in &mut counts {
        if small(count) {
            *count = None;
        }
    }
    if hidden == 1
        && let Some(next) = counts.iter_mut().filter(|count| count.is_some_and(|n| n > 0)).min()
    {
        *next = None;
    }
    let unknown = counts.pop().flatten();
    Distribution { learners: full.learners, levels: counts, unknown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_smaller_than_ten_shows_nothing() {
        check(&[4, 3, 2], None, &[None, None, None]);
    }

    #[test]
    fn small_numbers_are_left_out_together() {
        check(&[20, 3, 4], Some(27), &[Some(20), None, None]);
    }

    #[test]
    fn one_small_number_takes_the_next_smallest_along() {
        check(&[20, 12, 4], Some(36), &[Some(20), None, None]);
    }

    #[test]
    fn nobody_is_a_number_that_tells_on_nobody() {
        check(&[20, 0, 11], Some(31), &[Some(20), Some(0), Some(11)]);
    }

    /// The last number is of those with not enough evidence.
    #[track_caller]
    fn check(counts: &[usize], learners: Option<usize>, expected: &[Option<usize>]) {
        let (unknown, levels) = counts.split_last().expect("numbers");
        let found = suppressed(Distribution {
            learners: Some(counts.iter().sum()),
            levels: levels.iter().copied().map(Some).collect(),
            unknown: Some(*unknown),
        });
        let mut shown = found.levels;
        shown.push(found.unknown);
        assert_eq!((found.learners, shown.as_slice()), (learners, expected));
    }
}
