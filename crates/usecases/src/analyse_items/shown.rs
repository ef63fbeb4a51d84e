//! What is shown of an analysed item to whom.

use assessment::analysis::{Advice, Figures, ItemReport};
use store::item::ItemRow;

use super::{AnalysedItem, AnalysedOption, options::Options};
use crate::small_cells::{Shown, Smallest};

/// One item as it is shown. With `smallest`, whatever is about fewer learners is left out.
pub(super) fn analysed(
    report: ItemReport,
    row: &ItemRow,
    texts: &Options,
    smallest: Option<Smallest>,
    shown: &dyn Fn(usize) -> Shown,
) -> AnalysedItem {
    let given = shown(report.given);
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let of_options = report.figures.as_ref().map(|figures| figures.options.as_slice()).unwrap_or_default();
    let rest = report.given.saturating_sub(of_options.iter().map(|one| one.chosen).sum());
    let counts: Vec<u64> = of_options.iter().map(|one| count(one.chosen)).chain([count(rest)]).collect();
    let counts: Vec<Shown> = match smallest {
        None => counts.iter().copied().map(Some).collect(),
        Some(smallest) => smallest.row(&counts).unwrap_or_else(|| vec![None; counts.len()]),
    };
    let options: Vec<AnalysedOption> = of_options
        .iter()
        .zip(&counts)
        .enumerate()
        .map(|(place, (one, chosen))| AnalysedOption {
            label: one.label.clone(),
            text: texts.text(place),
            is_key: one.is_key,
            chosen: *chosen,
            share: chosen.map(|_| one.share),
            others: one.others.filter(|_| chosen.is_some_and(|chosen| chosen > 0)),
        })
        .collect();
    let tells = report
        .figures
        .as_ref()
        .is_some_and(|figures| smallest.is_none_or(|smallest| tells(figures, report.given, smallest)));
    let hidden = smallest.is_some() && options.iter().any(|one| one.chosen.is_none());
    let says = |one: &&Advice| matches!(one, Advice::TooFew { .. }) || (tells && !hidden);
    let advice = report.advice.iter().filter(says).filter(|_| given.is_some());
    AnalysedItem {
        item: report.item,
        identifier: row.identifier.clone(),
        title: row.title.clone(),
        given,
        advice: advice.map(ToString::to_string).collect(),
        figures: report.figures.filter(|_| tells),
        options,
    }
}

/// Whether figures of so many answers may be told.
fn tells(figures: &Figures, given: usize, smallest: Smallest) -> bool {
    share_tells(figures.p, given, smallest) && share_tells(figures.omitted, given, smallest)
}

/// Whether a share of so many answers may be told. It says how many: of a few, either way, it is left out with
/// everything that follows from it.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a share of a count"
)]
pub(crate) fn share_tells(share: f64, given: usize, smallest: Smallest) -> bool {
    let part = (share * given as f64).round() as u64;
    smallest.part(part, given as u64).is_some()
}
