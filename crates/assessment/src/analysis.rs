//! Item analysis: what a table of responses says of each item, with advice in plain words.
//!
//! [`analyse`] takes one table (rows are sittings, columns items) and gives one [`ItemReport`] per item. Items that were
//! not given to a learner are missing by design; an item that was given and left without an answer counts as wrong and
//! as omitted. Below [`FEWEST`] responses it says how many there are and nothing else.

mod advice;
mod classical;
mod model;
mod options;
mod table;
#[cfg(test)]
mod tests;

use domain::ItemId;

pub use advice::Advice;
pub use model::{Dif, DifSize, Fit};
pub use options::OptionReport;
pub use table::{BadTable, Cell, Choice, Column, Group, Row, Table};

/// The fewest responses that anything is said from: the standard error of a share is below 0.092 then, and that of a
/// correlation about 0.18.
pub const FEWEST: usize = 30;

/// What the caller decides.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// The smallest group of learners that may be compared with another; both groups have at least so many.
    pub smallest_group: usize,
    /// The largest share of learners who should get one item; `None` for any.
    pub exposure_limit: Option<f64>,
}

/// What is known of one item.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemReport {
    /// The item.
    pub item: ItemId,
    /// To how many it was given.
    pub given: usize,
    /// Share of the learners of the table who got it, 0 to 1.
    pub exposure: f64,
    /// The figures; `None` below [`FEWEST`] responses.
    pub figures: Option<Figures>,
    /// What to do, most urgent first; [`Advice::TooFew`] alone below [`FEWEST`] responses.
    pub advice: Vec<Advice>,
}

/// The figures of one item.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// Mean share of its points (of right answers, where it is right or wrong), 0 to 1.
    pub p: f64,
    /// The standard error of `p`.
    pub p_error: f64,
    /// Correlation of its score with the share of points on the other items: corrected for the item itself. `None` where
    /// one of them does not vary, or too few other items were given.
    pub correlation: Option<f64>,
    /// The same as a biserial correlation, for items that are right or wrong.
    pub biserial: Option<f64>,
    /// Share that left it without an answer.
    pub omitted: f64,
    /// Its options, for items of one choice.
    pub options: Vec<OptionReport>,
    /// Median time of those who answered. Unit: milliseconds.
    pub median_milliseconds: Option<u32>,
    /// Whether answers follow its curve; `None` without one.
    pub fit: Option<Fit>,
    /// Whether it is as hard for two groups.
    pub dif: Dif,
}

/// Analyses every item. Errors: [`BadTable`].
pub fn analyse(table: &Table, settings: Settings) -> Result<Vec<ItemReport>, BadTable> {
    table.check()?;
    let rests = classical::Rests::new(table);
    let fits = model::fits(table);
    let difs = model::difs(table, settings.smallest_group);
    let medians: Vec<Option<u32>> =
        (0..table.columns.len()).map(|column| classical::median_time(table, column)).collect();
    let usual_time = classical::median(medians.iter().copied().flatten().collect());
    let of_column = |place: usize| {
        let model = (fits[place], difs[place]);
        report(table, place, &rests, model, (medians[place], usual_time), settings)
    };
    Ok((0..table.columns.len()).map(of_column).collect())
}

/// One answer to an item, beside the other items of the same sitting.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Alone {
    /// The answer.
    pub cell: Cell,
    /// The shares of points of the other items, added up.
    pub others: f64,
    /// How many other items there are.
    pub other_items: usize,
}

/// Analyses one item by answers from many forms, each beside the sum of its own form: what needs the other items one
/// by one (fit, groups, the usual time) is left out. Errors: [`BadTable`].
pub fn analyse_alone(column: Column, answers: &[Alone]) -> Result<ItemReport, BadTable> {
    let rows = answers.iter().map(|one| Row { group: None, cells: vec![one.cell] }).collect();
    let table = Table { columns: vec![column], rows };
    table.check()?;
    let sum = |one: &Alone| (one.others + one.cell.score().unwrap_or(0.0), one.other_items + 1);
    let rests = classical::Rests::of(answers.iter().map(sum).collect());
    let times = (classical::median_time(&table, 0), None);
    let settings = Settings { smallest_group: FEWEST, exposure_limit: None };
    Ok(report(&table, 0, &rests, (None, Dif::NotCompared), times, settings))
}

fn report(
    table: &Table,
    place: usize,
    rests: &classical::Rests,
    (fit, dif): (Option<Fit>, Dif),
    (median_milliseconds, usual_time): (Option<u32>, Option<u32>),
    settings: Settings,
) -> ItemReport {
    let item = table.columns[place].item;
    let given = table.given(place).count();
    let exposure = classical::share(given, table.rows.len());
    if given < FEWEST {
        let advice = vec![Advice::TooFew { given, needed: FEWEST }];
        return ItemReport { item, given, exposure, figures: None, advice };
    }
    let scores = classical::scores(table, place);
    let (p, p_error) = classical::mean(&scores);
    let correlation = rests.correlation(table, place);
    let omitted = table.given(place).filter(|(_, cell)| cell.is_omitted()).count();
    let figures = Figures {
        p,
        p_error,
        correlation,
        biserial: correlation.and_then(|r| classical::biserial(&scores, r)),
        omitted: classical::share(omitted, given),
        options: options::reports(table, place, rests),
        median_milliseconds,
        fit,
        dif,
    };
    let advice = advice::advise(&figures, given, exposure, usual_time, settings);
    ItemReport { item, given, exposure, figures: Some(figures), advice }
}
