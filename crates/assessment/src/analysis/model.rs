//! Figures that need a model or two groups.

use measurement::{
    dif::{Size, mantel_haenszel},
    fit::mean_squares,
    models::Item,
    posterior::{Grid, Population},
    responses::{MISSING, Responses},
    score::{Method, score},
};

use super::table::{Cell, Group, Table};

/// So many calibrated items make an ability to look at fit by.
const FEWEST_CALIBRATED: usize = 10;

/// Whether answers follow an item's curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    /// Information-weighted mean square; 1 as expected, above it noisier, below it smoother.
    pub infit: f64,
    /// Mean square, for surprises far from the item's difficulty.
    pub outfit: f64,
    /// The infit as a standard normal deviate: beyond 2 chance is an unlikely reason.
    pub infit_z: f64,
    /// The outfit as a standard normal deviate.
    pub outfit_z: f64,
}

/// How large a difference between two groups of equal scores is, by the letters of Educational Testing Service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DifSize {
    /// A: negligible.
    Negligible,
    /// B: moderate.
    Moderate,
    /// C: large.
    Large,
}

impl DifSize {
    /// Its letter.
    pub fn letter(self) -> &'static str {
        match self {
            Self::Negligible => "A",
            Self::Moderate => "B",
            Self::Large => "C",
        }
    }
}

/// Whether an item is as hard for two groups of equal scores.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Dif {
    /// Nobody has a group, or the item is not right or wrong.
    NotCompared,
    /// A group has fewer learners who answered every item that is compared than the caller lets compare. How many is not
    /// said.
    TooSmall,
    /// Compared by Mantel and Haenszel's odds ratio.
    Compared {
        /// MH D-DIF in delta points: below 0 the item is harder for the focal group.
        delta: f64,
        /// Its standard error.
        error: f64,
        /// How large that is.
        size: DifSize,
    },
}

/// The score of a cell as a category of an item that is right or wrong; missing for a part of the points.
fn category(cell: Cell) -> u8 {
    match cell.score() {
        Some(share) if share >= 1.0 => 1,
        Some(share) if share <= 0.0 => 0,
        _ => MISSING,
    }
}

/// Fit of every calibrated item at the learners' abilities (Warm's estimates by all calibrated items). The item itself is
/// among them, so that mean squares come out a little low: by about 1 in the number of items.
pub(super) fn fits(table: &Table) -> Vec<Option<Fit>> {
    let mut out = vec![None; table.columns.len()];
    let curve = |(place, column): (usize, &super::Column)| {
        let curve = column.parameters?;
        Some((place, Item::three_parameter(curve.a, curve.b, curve.c).ok()?))
    };
    let (places, items): (Vec<usize>, Vec<Item>) = table.columns.iter().enumerate().filter_map(curve).unzip();
    if places.len() < FEWEST_CALIBRATED {
        return out;
    }
    let codes = table.rows.iter().flat_map(|row| places.iter().map(|place| category(row.cells[*place])));
    let found = Responses::from_codes(items.len(), codes.collect()).ok().and_then(|responses| {
        let abilities =
            score(&responses, &items, &[Population::STANDARD], Method::Wle, Grid::default()).ok()?;
        mean_squares(&responses, &items, &abilities).ok()
    });
    for (place, fit) in places.iter().zip(found.into_iter().flat_map(|found| found.items)) {
        out[*place] = fit.map(|fit| Fit {
            infit: fit.infit,
            outfit: fit.outfit,
            infit_z: fit.infit_z,
            outfit_z: fit.outfit_z,
        });
    }
    out
}

/// Differences between two groups, for items that are right or wrong, by learners who got all of those.
pub(super) fn difs(table: &Table, smallest: usize) -> Vec<Dif> {
    let mut out = vec![Dif::NotCompared; table.columns.len()];
    let whole = |cell: &Cell| cell.score().is_none_or(|share| share <= 0.0 || share >= 1.0);
    let places: Vec<usize> = (0..table.columns.len())
        .filter(|place| table.rows.iter().all(|row| whole(&row.cells[*place])))
        .collect();
    let rows: Vec<(u16, Vec<u8>)> = table
        .rows
        .iter()
        .filter_map(|row| {
            let codes: Vec<u8> = places.iter().map(|place| category(row.cells[*place])).collect();
            let group = row.group.map(|group| u16::from(group == Group::Focal))?;
            (!codes.contains(&MISSING)).then_some((group, codes))
        })
        .collect();
    if table.rows.iter().all(|row| row.group.is_none()) || places.len() < 2 {
        return out;
    }
    let of_group = |number: u16| rows.iter().filter(|(group, _)| *group == number).count();
    let found = if of_group(0).min(of_group(1)) < smallest.max(1) {
        None
    } else {
        let codes = rows.iter().flat_map(|(_, codes)| codes.iter().copied()).collect();
        let responses = Responses::from_codes(places.len(), codes).ok();
        let grouped =
            responses.and_then(|all| all.with_groups(rows.iter().map(|(group, _)| *group).collect()).ok());
        grouped.and_then(|grouped| mantel_haenszel(&grouped).ok())
    };
    for (number, place) in places.iter().enumerate() {
        out[*place] = match &found {
            None => Dif::TooSmall,
            Some(found) => found[number].map_or(Dif::NotCompared, |one| Dif::Compared {
                delta: one.delta,
                error: one.error,
                size: match one.size {
                    Size::A => DifSize::Negligible,
                    Size::B => DifSize::Moderate,
                    Size::C => DifSize::Large,
                },
            }),
        };
    }
    out
}
