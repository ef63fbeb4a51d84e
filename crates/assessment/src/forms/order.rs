//! The order of a form.

use std::collections::HashMap;

use measurement::random::lot;

use super::{FormRequest, pool::Pool};
use crate::plan::SelectBy;

/// Told apart from the lots that items are drawn by.
const LOT_OF_ORDER: u64 = 1 << 40;

/// Places in the bank, in the order that the items are given: as listed, by part and place in the bank, or shuffled;
/// items of one stimulus beside the first of them.
pub(super) fn ordered(pool: &Pool<'_>, request: &FormRequest<'_>, chosen: &[usize]) -> Vec<usize> {
    let place = |candidate: usize| pool.candidates[candidate].place;
    let mut out = chosen.to_vec();
    if request.plan.shuffle_items {
        let drawn = |candidate: usize| lot(request.seed, LOT_OF_ORDER | place(candidate) as u64);
        out.sort_by(|a, b| drawn(*a).total_cmp(&drawn(*b)).then(a.cmp(b)));
    } else if request.plan.select_by != SelectBy::Fixed {
        let part = |candidate: usize| pool.parts_of(candidate).first().copied();
        out.sort_by_key(|candidate| (part(*candidate), place(*candidate)));
    }
    let mut first = HashMap::new();
    let mut places: Vec<(usize, usize)> = Vec::with_capacity(out.len());
    for (number, candidate) in out.iter().enumerate() {
        let stimulus = pool.bank[place(*candidate)].stimulus;
        let number = stimulus.map_or(number, |stimulus| *first.entry(stimulus).or_insert(number));
        places.push((number, place(*candidate)));
    }
    places.sort_by_key(|(number, _)| *number);
    places.into_iter().map(|(_, place)| place).collect()
}
