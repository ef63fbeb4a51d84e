//! The bank that `onramp measure calibrate` writes.

use exchange::{Problem, imports::item_parameters};
use mastery::measured::{ItemParameters, Numbers, Population};

use crate::import_report::ImportReport;

/// The set that a file holds; `None` when nothing in it can judge.
pub(super) fn read(name: &str, bytes: &[u8]) -> (ImportReport, Option<ItemParameters>) {
    let (mut report, bank) = ImportReport::of(item_parameters::read(name, bytes));
    let found = if report.stopped { None } else { set(name, &bank, &mut report) };
    (report, found)
}

/// The set that a bank makes; what cannot judge is reported and left out.
fn set(file: &str, bank: &item_parameters::Parameters, report: &mut ImportReport) -> Option<ItemParameters> {
    let mut items = Vec::with_capacity(bank.items.len());
    let mut names = std::collections::HashSet::new();
    for row in &bank.items {
        let numbers = Numbers { model: &row.model, a: &row.a, b: &row.b, c: row.c, d: &row.d };
        let mut wrong = |field: &str, what: String, advice: &str| {
            report.note(
                Problem::error(file, what, advice).at_line(row.line).in_field(field).with_value(&row.name),
            );
        };
        if !names.insert(row.name.as_str()) {
            wrong(
                "item",
                "the item is there twice; the later one is left out".to_owned(),
                "Remove one of them.",
            );
            continue;
        }
        let made = numbers.item().map_err(|bad| (bad.field, bad.what)).and_then(|item| {
            let alone = ItemParameters::new(Population::STANDARD, [(row.name.clone(), item.clone())]);
            alone.map(|_| item).map_err(|bad| ("item", bad.to_string()))
        });
        match made {
            Ok(item) => items.push((row.name.clone(), item)),
            Err((field, what)) => {
                wrong(field, format!("{what}; the item is left out"), "Calibrate it anew, or take it out.");
            }
        }
    }
    let population = match bank.populations.as_slice() {
        [] => {
            report
                .remarks
                .push("The file states no population: mean 0 and standard deviation 1 are taken.".to_owned());
            Population::STANDARD
        }
        [one] => Population { mean: one.mean, sd: one.sd },
        several => {
            let what = format!(
                "{} populations are stated, and a judgement cannot tell whose is whose",
                several.len()
            );
            let advice = "Keep the population that your learners belong to, and remove the others.";
            report.note(Problem::error(file, what, advice).in_field("population"));
            return None;
        }
    };
    match ItemParameters::new(population, items) {
        Ok(set) => Some(set),
        Err(bad) => {
            let advice = "Send a calibrated bank: onramp measure calibrate --out bank.json.";
            report.note(Problem::error(file, bad.to_string(), advice));
            None
        }
    }
}

/// Counts items that are new, changed, as before, and no longer there.
pub(super) fn compare(before: Option<&ItemParameters>, after: &ItemParameters, report: &mut ImportReport) {
    let line = report.line("items");
    for (name, item) in after.items() {
        match before.and_then(|before| before.item(name)) {
            None => line.added += 1,
            Some(known) if known == item => line.unchanged += 1,
            Some(_) => line.changed += 1,
        }
    }
    let gone =
        before.into_iter().flat_map(ItemParameters::items).filter(|(name, _)| after.item(name).is_none());
    line.ended += gone.count() as u64;
}
