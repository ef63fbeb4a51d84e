//! The sure way, where the quick one finds nothing: the form with the fewest repeats, by integer programming.

use measurement::{
    assembly::{Assembler, BadBlueprint, Blueprint, ContentRule, Settled},
    random::lot,
};

use super::{
    NoForm,
    pool::{Pool, SPARE},
};

/// What an item is worth that was not seen, beside one that was: so much that no number of old ones makes up for it.
const FRESH: f64 = 1_000.0;

/// The form with the fewest repeats; what was seen longest ago repeats first.
pub(super) fn choose(pool: &Pool<'_>) -> Result<Vec<usize>, NoForm> {
    // No form takes more items of a class than it has places, and the best stand first.
    let short = |class: &super::pool::Class| {
        class.members.iter().take(2 * pool.needed() + SPARE).copied().collect::<Vec<_>>()
    };
    let kept: Vec<usize> = pool.classes.iter().flat_map(short).collect();
    let rule = |(number, part): (usize, &crate::plan::Part)| ContentRule {
        name: format!("{:?}", part.of),
        items: (0..kept.len()).filter(|place| pool.parts_of(kept[*place]).contains(&number)).collect(),
        at_least: part.at_least as usize,
        at_most: part.at_most as usize,
    };
    let blueprint = Blueprint {
        length: pool.needed(),
        content: pool.parts.iter().enumerate().map(rule).collect(),
        sets: Vec::new(),
        enemies: enemies(pool, &kept),
    };
    let refused = |why: BadBlueprint| match why {
        BadBlueprint::Length { length, items } => NoForm::TooFew { needed: length, available: items },
        other => NoForm::Conflict(other),
    };
    let assembler = Assembler::new(kept.len(), blueprint).map_err(refused)?;
    let found = assembler.assemble(&worth(pool, &kept), Settled::default(), None, None).map_err(refused)?;
    Ok(found.items.iter().map(|place| kept[*place]).collect())
}

/// Pairs of enemies among the kept.
fn enemies(pool: &Pool<'_>, kept: &[usize]) -> Vec<Vec<usize>> {
    let mut pairs = Vec::new();
    for (place, candidate) in kept.iter().enumerate() {
        for enemy in pool.enemies.get(candidate).into_iter().flatten() {
            if let Some(other) = kept.iter().position(|one| one == enemy).filter(|other| *other > place) {
                pairs.push(vec![place, other]);
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Fresh items first; of the seen, the longer ago the better; a little chance.
fn worth(pool: &Pool<'_>, kept: &[usize]) -> Vec<f64> {
    let mut moments: Vec<_> = kept.iter().filter_map(|one| pool.candidates[*one].seen).collect();
    moments.sort_unstable();
    moments.dedup();
    let chance = |candidate: usize| lot(pool.candidates[candidate].key.to_bits(), candidate as u64);
    let of = |candidate: usize| match pool.candidates[candidate].seen {
        None => FRESH + chance(candidate),
        Some(_) if pool.repeats_allowed() => FRESH + chance(candidate),
        Some(seen) => {
            let later = moments.len() - moments.partition_point(|moment| *moment < seen);
            #[expect(clippy::cast_precision_loss, reason = "numbers of items lie far below 2^52")]
            let share = later as f64 / moments.len() as f64;
            10.0 * share
        }
    };
    kept.iter().map(|candidate| of(*candidate)).collect()
}
