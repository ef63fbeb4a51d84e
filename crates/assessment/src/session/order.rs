//! The order in which a list is shown.

use measurement::random::Generator;

use crate::processing::below;

/// The order of a list in a sitting: which place of the list as it was written stands first, second and so on.
/// Those that are fixed keep their places. It depends on the seed, the name of the response and which list of
/// the interaction it is (from 0), and on nothing else of the item.
pub fn order(seed: u64, response: &str, list: u64, fixed: &[bool]) -> Vec<usize> {
    shuffled(&mut Generator::of(seed, named(response), list), fixed)
}

/// An order in which those that are fixed keep their places.
pub(crate) fn shuffled(generator: &mut Generator, fixed: &[bool]) -> Vec<usize> {
    let free: Vec<usize> = (0..fixed.len()).filter(|place| !fixed[*place]).collect();
    let mut taken = free.clone();
    for last in (1..taken.len()).rev() {
        let other = below(generator, last as u64 + 1);
        taken.swap(last, usize::try_from(other).unwrap_or(last));
    }
    let mut order: Vec<usize> = (0..fixed.len()).collect();
    for (place, taken) in free.into_iter().zip(taken) {
        order[place] = taken;
    }
    order
}

/// Brings a list into its order.
pub(super) fn arrange<T>(seed: u64, response: &str, list: u64, all: &mut Vec<T>, fixed: impl Fn(&T) -> bool) {
    let fixed: Vec<bool> = all.iter().map(fixed).collect();
    let mut open: Vec<Option<T>> = all.drain(..).map(Some).collect();
    for place in order(seed, response, list, &fixed) {
        all.extend(open[place].take());
    }
}

/// A number for a name (FNV-1a).
pub(crate) fn named(name: &str) -> u64 {
    name.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::order;

    proptest! {
        #[test]
        fn an_order_has_everything_once_and_keeps_fixed_places(
            seed in any::<u64>(), list in 0_u64..3, fixed in proptest::collection::vec(any::<bool>(), 0..12),
        ) {
            let order = order(seed, "RESPONSE", list, &fixed);
            let mut sorted = order.clone();
            sorted.sort_unstable();
            prop_assert_eq!(sorted, (0..fixed.len()).collect::<Vec<_>>());
            for (place, fixed) in fixed.iter().enumerate() {
                prop_assert!(!fixed || order[place] == place);
            }
        }
    }

    #[test]
    fn every_order_of_three_comes_about_as_often() {
        let mut counts = std::collections::BTreeMap::new();
        for seed in 0..6_000 {
            *counts.entry(order(seed, "RESPONSE", 0, &[false; 3])).or_insert(0) += 1;
        }
        assert_eq!(counts.len(), 6);
        assert!(counts.values().all(|count| (850..1_150).contains(count)), "{counts:?}");
    }
}
