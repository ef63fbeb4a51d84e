//! An analysis as a table.

use exchange::exports::{Shape, item_analysis};

use super::{AnalysedItem, AnalysedOption, Of, analyse_items};
use crate::{Actor, App, Refusal};

/// The same as a table, to take away.
pub async fn export_analysis(app: &App, actor: &Actor, of: Of, shape: Shape) -> Result<Vec<u8>, Refusal> {
    let found = analyse_items(app, actor, of).await?;
    let number = |number: Option<f64>| number.map(|number| format!("{number:.3}")).unwrap_or_default();
    let row = |one: AnalysedItem| {
        let figures = one.figures.as_ref();
        let chosen = |option: &AnalysedOption| {
            format!("{} {}", option.label, option.chosen.map_or("?".to_owned(), |count| count.to_string()))
        };
        item_analysis::ItemRow {
            item: one.identifier,
            title: one.title,
            given: one.given.map(|given| given.to_string()).unwrap_or_default(),
            share_of_points: number(figures.map(|one| one.p)),
            standard_error: number(figures.map(|one| one.p_error)),
            correlation: number(figures.and_then(|one| one.correlation)),
            biserial: number(figures.and_then(|one| one.biserial)),
            omitted: number(figures.map(|one| one.omitted)),
            median_seconds: number(
                figures.and_then(|one| one.median_milliseconds).map(|time| f64::from(time) / 1_000.0),
            ),
            infit: number(figures.and_then(|one| one.fit).map(|fit| fit.infit)),
            outfit: number(figures.and_then(|one| one.fit).map(|fit| fit.outfit)),
            key: one.options.iter().find(|one| one.is_key).map(|one| one.label.clone()).unwrap_or_default(),
            options: one.options.iter().map(chosen).collect::<Vec<_>>().join("; "),
            advice: one.advice.join("; "),
        }
    };
    Ok(item_analysis::write(shape, found.items.into_iter().map(row)))
}
