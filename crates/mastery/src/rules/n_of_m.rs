//! So many successes among so many tries in a row, as Kolibri's exercises count.

use super::{Instruments, Parameter, Piece, Rule, Sample};
use crate::{mean, rounding::half_away};

/// How many successes are needed.
pub const NEEDED: Parameter = Parameter {
    name: "needed",
    label: "Successes that are needed",
    unit: "results",
    least: 1,
    most: 100,
    default: 3,
    whole: true,
};

/// Among how many tries in a row.
pub const WINDOW: Parameter = Parameter {
    name: "window",
    label: "Results in a row among which they must fall",
    unit: "results",
    least: 1,
    most: 100,
    default: 5,
    whole: true,
};

/// Whether what was once reached stays reached.
pub const KEEPS: Parameter = Parameter {
    name: "keeps_once_met",
    label: "Once met, stays met (1) or can be lost again (0)",
    unit: "0 or 1",
    least: 0,
    most: 1,
    default: 1,
    whole: true,
};

/// The registry's entry.
pub static ENTRY: Rule = Rule {
    slug: "n_of_m",
    name: "N of M",
    definition: "Mastered when enough of a run of results reach mastery: the value is then the mean of \
                 those; until then it is the part of the mastery cut that the successes so far make up. \
                 More needed than the run is long means all of the run.",
    example: "3 of 5, mastered at 3 of 5 points: 5, 0, 5 has two of three, 2/3 of 3 = 2; one more 5 \
              gives 5, mastered, and stays so.",
    source: "Kolibri `m_of_n` (an exercise once complete stays complete)",
    parameters: &[NEEDED, WINDOW, KEEPS],
    choices: &[],
    version: 1,
    pools_groups: false,
    weighs_sources: false,
    instruments: Instruments::Ignored,
    linear: false,
    needs: None,
    refuses: None,
    doubt: None,
    value,
};

fn value(sample: &Sample<'_>) -> Option<f64> {
    let window = sample.count(&WINDOW);
    runs(sample, sample.count(&NEEDED).min(window), window, sample.count(&KEEPS) == 1)
}

/// The value of `needed` successes within `window` results in a row.
pub(super) fn runs(sample: &Sample<'_>, needed: usize, window: usize, keeps: bool) -> Option<f64> {
    let pieces = sample.pieces;
    let succeeds = |piece: &&Piece<'_>| sample.is_right(piece);
    let run_to = |end: usize| &pieces[end.saturating_sub(window)..end];
    let (mut successes, mut best, mut met) = (0_u32, 0_u32, None);
    for (position, piece) in pieces.iter().enumerate() {
        successes += u32::from(succeeds(&piece));
        if position >= window {
            successes -= u32::from(succeeds(&&pieces[position - window]));
        }
        best = best.max(successes);
        if successes as usize >= needed {
            met = Some(position + 1);
        }
    }
    if !keeps {
        best = successes;
        met = met.filter(|&end| end == pieces.len());
    }
    if pieces.is_empty() {
        return None;
    }
    match met {
        Some(end) => {
            mean::of(run_to(end).iter().filter(succeeds).map(|piece| (half_away(piece.value, 2), 1.0)))
        }
        None => Some(below_mastery(sample.mastery, best, needed)),
    }
}

/// The part `there / needed` of the mastery cut, which rounding never lifts onto the cut.
fn below_mastery(mastery: f64, there: u32, needed: usize) -> f64 {
    let needed = f64::from(u32::try_from(needed).unwrap_or(u32::MAX));
    let part = half_away(mastery * f64::from(there) / needed, 2);
    if part >= mastery { part - 0.01 } else { part }
}

#[cfg(test)]
mod tests {
    use super::ENTRY;
    use crate::testing::check_rule;

    #[test]
    fn until_met_the_value_is_the_part_that_is_there() {
        check_rule(&ENTRY, &[], &["5", "0", "5"], Some("2"));
        check_rule(&ENTRY, &[], &["0"], Some("0"));
        check_rule(&ENTRY, &[], &[], None);
    }

    #[test]
    fn three_of_five_is_mastered_before_five_are_there() {
        check_rule(&ENTRY, &[], &["5", "4", "5"], Some("4.67"));
        check_rule(&ENTRY, &[], &["5", "0", "5", "0", "5"], Some("5"));
        check_rule(&ENTRY, &[], &["5", "0", "5", "0", "0", "5"], Some("2"));
    }

    #[test]
    fn once_met_it_stays_unless_the_policy_lets_it_be_lost() {
        let history = ["5", "5", "5", "0", "0", "0", "0"];
        check_rule(&ENTRY, &[], &history, Some("5"));
        check_rule(&ENTRY, &[("keeps_once_met", 0)], &history, Some("1"));
    }

    // 99 of 100 is 0.396 of a cut at 0.4, which alone would round to 0.4.
    #[test]
    fn nearly_met_is_never_rounded_to_met() {
        assert!(super::below_mastery(0.4, 99, 100) < 0.4);
    }

    #[test]
    fn more_needed_than_the_run_is_long_means_all_of_the_run() {
        check_rule(&ENTRY, &[("needed", 9), ("window", 2)], &["5", "5"], Some("5"));
    }
}
