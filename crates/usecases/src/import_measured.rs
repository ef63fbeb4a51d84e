//! Item parameters come in: the next version of the set that is judged by from then on. Nothing that was judged
//! changes by itself, and versions before stay kept, because judgements name them.

use domain::chain::Digest;
use exchange::{Problem, imports::item_parameters};
use mastery::{
    Measured,
    measured::{ItemParameters, Numbers, Population},
};
use store::measured_set::Version;

use crate::{
    Actor, App, Refusal, chance,
    import_report::ImportReport,
    import_request::ImportRequest,
    import_steps::{Plan, Step},
};

/// A set to be added, unless it is the one in use.
#[derive(Debug, Clone)]
pub(crate) struct NewSet {
    pub version: Version,
    pub body: String,
}

/// What the import of one bank does.
pub(crate) async fn plan(app: &App, actor: &Actor, request: &ImportRequest) -> Result<Plan, Refusal> {
    let [(name, bytes)] = request.files.as_slice() else {
        return Err(Refusal::invalid("file", "must be one calibrated bank"));
    };
    let (mut report, set) = read(name, bytes);
    let Some(set) = set else { return Ok(Plan::nothing(report)) };
    let kind = set.kind().word();
    let now = chance::now();
    let before = app
        .db
        .read((actor.district, kind), move |tx, (district, kind)| {
            Box::pin(async move {
                let version = store::measured_set::in_use(tx, *district, kind, now).await?;
                let Some(version) = version else { return Ok::<_, Refusal>(None) };
                let set = crate::measured_sets::find(tx, *district, &version.digest).await?;
                Ok(set.map(|set| (version.version, set)))
            })
        })
        .await?;
    compare(before.as_ref().map(|(_, set)| set.as_ref()), &set, &mut report);
    let next = before.as_ref().map_or(1, |(version, _)| version + 1);
    if before.is_some_and(|(_, before)| before.digest() == set.digest()) {
        report.remarks.push("These parameters are in use already.".to_owned());
        return Ok(Plan::nothing(report));
    }
    report.remarks.push(format!(
        "Version {next}, {} items. What was judged stands until new evidence comes in, or until a policy is \
         adopted for the past.",
        set.item_count()
    ));
    let version = Version {
        kind: kind.to_owned(),
        version: next,
        digest: set.digest(),
        items: i64::try_from(set.item_count()).unwrap_or(i64::MAX),
        file_name: request.file_name(),
        file_digest: request.digest(),
        recorded_at: now,
        recorded_by: Some(actor.person),
    };
    let body = set.text().to_owned();
    Ok(Plan::of(report, vec![Step::MeasuredSet(Box::new(NewSet { version, body }))]))
}

/// The set that a file holds, with everything that is wrong in it; `None` when nothing can judge.
pub fn read(name: &str, bytes: &[u8]) -> (ImportReport, Option<Measured>) {
    let (mut report, bank) = ImportReport::of(item_parameters::read(name, bytes));
    let found = if report.stopped { None } else { set(name, &bank, &mut report) };
    report.stopped |= found.is_none();
    (report, found.map(Measured::from))
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
fn compare(before: Option<&Measured>, after: &Measured, report: &mut ImportReport) {
    let (before, Some(after)) = (before.and_then(Measured::items), after.items()) else { return };
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

/// Adds a set, unless the one in use says the same: an import that is gone on with adds it once.
pub(crate) async fn add(
    tx: &mut store::Tx,
    district: domain::DistrictId,
    new: &NewSet,
    now: domain::Timestamp,
) -> Result<(), Refusal> {
    let version = &new.version;
    let newest = store::measured_set::in_use(tx, district, &version.kind, domain::Timestamp::MAX).await?;
    let digest: Option<Digest> = newest.as_ref().map(|newest| newest.digest);
    if digest == Some(version.digest) {
        return Ok(());
    }
    let next = newest.map_or(1, |newest| newest.version + 1);
    let version = Version { version: next, recorded_at: now, ..version.clone() };
    Ok(store::measured_set::add(tx, district, &version, &new.body).await?)
}
