//! Towards the information of the form it stands beside: items exchanged for others of the same parts.

use super::{
    Target,
    pool::{IN_FRONT, Pool},
};

/// The most exchanges.
const MOST_EXCHANGES: usize = 50;

impl Target {
    /// See [`super::Form::shortfall`].
    pub(super) fn shortfall(&self, information: f64) -> f64 {
        let missing = self.information - information;
        let near = self.tolerance * self.information;
        if missing.abs() <= near { 0.0 } else { missing - near.copysign(missing) }
    }
}

/// Exchanges chosen items, one at a time, each for the one that brings the form nearest to the target. Never a fresh
/// item for a seen one, and never against a part or an enemy.
pub(super) fn approach(pool: &Pool<'_>, chosen: &mut [usize], target: Target) {
    let of = |candidate: usize| {
        pool.bank[pool.candidates[candidate].place]
            .parameters
            .map_or(0.0, |curve| curve.information(target.cut))
    };
    let mut front = sorted(pool, chosen, &of, IN_FRONT * pool.needed());
    let mut whole = false;
    for _ in 0..MOST_EXCHANGES {
        let now: f64 = chosen.iter().map(|one| of(*one)).sum();
        if target.shortfall(now) == 0.0 {
            return;
        }
        match best(pool, chosen, &front, target.information - now, &of) {
            Some((place, candidate)) => chosen[place] = candidate,
            None if whole => return,
            None => {
                front = sorted(pool, chosen, &of, usize::MAX);
                whole = true;
            }
        }
    }
}

/// The first members of each class that the form has items of, by their information.
fn sorted(
    pool: &Pool<'_>,
    chosen: &[usize],
    of: &impl Fn(usize) -> f64,
    most: usize,
) -> Vec<Vec<(f64, usize)>> {
    let mut used = vec![false; pool.classes.len()];
    for one in chosen {
        used[pool.candidates[*one].class] = true;
    }
    let list = |(class, used): (&super::pool::Class, bool)| {
        if !used {
            return Vec::new();
        }
        let mut list: Vec<(f64, usize)> =
            class.members.iter().take(most).map(|one| (of(*one), *one)).collect();
        list.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        list
    };
    pool.classes.iter().zip(used).map(list).collect()
}

/// The exchange that leaves the least missing, if one leaves less than now.
fn best(
    pool: &Pool<'_>,
    chosen: &[usize],
    lists: &[Vec<(f64, usize)>],
    missing: f64,
    of: &impl Fn(usize) -> f64,
) -> Option<(usize, usize)> {
    let mut best: Option<(f64, usize, usize)> = None;
    for (place, one) in chosen.iter().enumerate() {
        let list = &lists[pool.candidates[*one].class];
        let own = of(*one);
        let middle = list.partition_point(|(information, _)| *information < own + missing);
        let allowed = |candidate: usize| {
            let staler =
                !pool.repeats_allowed() && pool.candidates[candidate].seen > pool.candidates[*one].seen;
            let others =
                || chosen.iter().enumerate().filter(|(other, _)| *other != place).map(|(_, one)| *one);
            let enemy = pool.enemies.get(&candidate);
            !staler
                && !chosen.contains(&candidate)
                && enemy.is_none_or(|enemies| !others().any(|other| enemies.contains(&other)))
        };
        let below = list[..middle].iter().rev().find(|(_, candidate)| allowed(*candidate));
        let above = list[middle..].iter().find(|(_, candidate)| allowed(*candidate));
        for (information, candidate) in [below, above].into_iter().flatten() {
            let left = (missing - (information - own)).abs();
            if left < missing.abs() - 1e-12 && best.is_none_or(|(least, ..)| left < least) {
                best = Some((left, place, *candidate));
            }
        }
    }
    best.map(|(_, place, candidate)| (place, candidate))
}
