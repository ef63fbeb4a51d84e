//! The one place that decides which figures about groups are shown: a small number is left out, and with it
//! whatever would give it away. Every figure about learners whose records a reader may not open goes through
//! here; a test of the API names them all.
//!
//! The rule looks at the values only, not at their order: of a row that adds up to a total that is shown,
//! everything from 1 up to some number is left out, and that number is raised until what is left out holds
//! two different numbers at least and is no small group itself. Whoever knows the rule and the total can then
//! exchange the numbers that are left out among their places, so no place gives its number away.

use domain::{DistrictId, privacy::PrivacyNumber};
use store::Tx;

use crate::{Refusal, privacy_numbers};

/// A number of a group, or `None` where it is not shown.
pub type Shown = Option<u64>;

/// The smallest group about which figures are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Smallest(u64);

impl Smallest {
    /// Figures about fewer than `learners` are not shown.
    pub const fn new(learners: u64) -> Self {
        Self(learners)
    }

    /// What the district has set.
    pub(crate) async fn load(tx: &mut Tx, district: DistrictId) -> Result<Self, Refusal> {
        let set = privacy_numbers::number(tx, district, PrivacyNumber::SmallestGroup).await?;
        Ok(Self(set.map_or(10, i64::unsigned_abs)))
    }

    /// How many learners that is.
    pub const fn learners(self) -> u64 {
        self.0
    }

    /// Whether a number is of somebody, and of too few.
    pub const fn is_small(self, count: u64) -> bool {
        count > 0 && count < self.0
    }

    /// What is shown of numbers that add up to a total that is shown: `None` for nothing at all, the total
    /// included. Nobody is a number that tells on nobody, and is shown.
    pub fn row(self, counts: &[u64]) -> Option<Vec<Shown>> {
        let total: u64 = counts.iter().sum();
        if total < self.0 {
            return None;
        }
        let mut ordered: Vec<u64> = counts.iter().copied().filter(|count| *count > 0).collect();
        ordered.sort_unstable();
        let mut hidden = ordered.iter().filter(|count| self.is_small(**count)).count();
        if hidden == 0 {
            return Some(counts.iter().copied().map(Some).collect());
        }
        // Up to here nothing is shown of what is not larger; ties go together.
        let safe =
            |left_out: &[u64]| left_out.first() != left_out.last() && left_out.iter().sum::<u64>() >= self.0;
        while hidden < ordered.len() && !safe(&ordered[..hidden]) {
            let next = ordered[hidden];
            hidden = ordered.partition_point(|count| *count <= next);
        }
        // Everybody alone in their place: a total of ones says each of them.
        if hidden == ordered.len() && ordered.iter().all(|count| *count == 1) {
            return None;
        }
        let most = ordered[hidden - 1];
        Some(counts.iter().map(|count| (*count == 0 || *count > most).then_some(*count)).collect())
    }

    /// What is shown of a part of a whole that is shown.
    pub fn part(self, part: u64, whole: u64) -> Shown {
        self.row(&[part, whole.saturating_sub(part)]).and_then(|shown| shown[0])
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    const TEN: Smallest = Smallest::new(10);

    #[test]
    fn a_group_smaller_than_ten_shows_nothing() {
        check(&[4, 3, 2], None);
        check(&[0, 0, 0], None);
    }

    #[test]
    fn what_is_large_enough_is_shown_and_so_is_nobody() {
        check(&[20, 0, 11], Some(&[Some(20), Some(0), Some(11)]));
    }

    #[test]
    fn one_small_number_takes_the_next_smallest_along() {
        check(&[20, 12, 4], Some(&[Some(20), None, None]));
    }

    #[test]
    fn two_ones_would_say_each_other_and_take_another_along() {
        check(&[20, 1, 1], Some(&[None, None, None]));
        check(&[20, 30, 1, 1], Some(&[None, Some(30), None, None]));
    }

    #[test]
    fn small_numbers_that_are_the_same_take_another_along() {
        check(&[9, 9, 40, 50], Some(&[None, None, None, Some(50)]));
        check(&[20, 6, 5], Some(&[Some(20), None, None]));
    }

    #[test]
    fn what_ties_with_what_is_left_out_is_left_out_too() {
        check(&[9, 10, 10, 30], Some(&[None, None, None, Some(30)]));
    }

    #[test]
    fn a_part_and_the_rest_are_left_out_together() {
        for (part, whole, shown) in [
            (30, 30, Some(30)),
            (25, 30, None),
            (4, 30, None),
            (15, 30, Some(15)),
            (0, 30, Some(0)),
            (3, 9, None),
        ] {
            assert_eq!(TEN.part(part, whole), shown, "{part} of {whole}");
        }
    }

    #[track_caller]
    fn check(counts: &[u64], expected: Option<&[Shown]>) {
        assert_eq!(TEN.row(counts).as_deref(), expected);
    }

    /// Every row of so many places up to so much in all, by what a reader sees of it: whoever knows the rule,
    /// the total and what is shown can still not tell any number that is left out.
    #[track_caller]
    fn nobody_can_tell(smallest: u64, places: usize, most: u64) {
        let mut seen: HashMap<(u64, Vec<Shown>), Vec<Vec<u64>>> = HashMap::new();
        let mut row = vec![0_u64; places];
        loop {
            if let Some(shown) = Smallest::new(smallest).row(&row) {
                for (count, shown) in row.iter().zip(&shown) {
                    assert!(
                        shown.is_none_or(|shown| shown == *count && !Smallest::new(smallest).is_small(shown))
                    );
                }
                seen.entry((row.iter().sum(), shown)).or_default().push(row.clone());
            }
            let Some(place) = row.iter().position(|count| *count < most) else { break };
            row[place] += 1;
            row[..place].fill(0);
        }
        for ((total, shown), rows) in seen {
            for (place, _) in shown.iter().enumerate().filter(|(_, shown)| shown.is_none()) {
                let first = rows[0][place];
                assert!(
                    rows.iter().any(|row| row[place] != first),
                    "{shown:?} of {total} says that place {place} holds {first}"
                );
            }
        }
    }

    #[test]
    fn no_number_that_is_left_out_can_be_worked_out() {
        // Every row there is, for rules small enough to try them all.
        nobody_can_tell(2, 2, 9);
        nobody_can_tell(2, 4, 6);
        nobody_can_tell(3, 3, 12);
        nobody_can_tell(3, 5, 6);
        nobody_can_tell(4, 4, 11);
        nobody_can_tell(5, 3, 21);
        nobody_can_tell(10, 2, 60);
        nobody_can_tell(10, 3, 36);
    }
}
