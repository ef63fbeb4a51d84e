//! Applying a plan step by step; an interrupted one goes on where it was.

use domain::DistrictId;
use store::db::Turn;

use super::Progress;
use crate::{
    App, Change, Refusal, chance,
    import_report::{ImportReport, ImportState, ShownImport},
    import_steps::{Done, Entries, Plan, Step},
    ledger::Receipt,
};

/// The report while it is applied: problems are found again from the staged file.
pub(super) fn slim(report: &ImportReport, steps_done: u64) -> ImportReport {
    ImportReport { differences: report.differences.clone(), steps_done, ..ImportReport::default() }
}

/// Applies every step that is left, and ends the import.
pub(super) async fn run(
    app: &App,
    district: DistrictId,
    mut import: ShownImport,
    plan: Plan,
    progress: Progress<'_>,
) -> Result<ShownImport, Refusal> {
    let mut report = plan.report;
    let (resume_at, mut done, mut appended) = (report.steps_done, 0, 0);
    for step in plan.steps {
        done += step.units();
        if matches!(step, Step::Entries(_)) {
            appended += 1;
            if appended <= resume_at {
                continue;
            }
        }
        step_done(app, district, &import, step, &mut report, appended).await?;
        progress(done, plan.total);
    }
    report.steps_done = 0;
    let now = chance::now();
    (import.state, import.finished_at) = (ImportState::Applied, Some(now));
    import.report = report;
    let ending = (district, import.id, import.report.write(), now);
    app.db
        .write(ending, |tx, (district, import, report, now)| {
            Box::pin(async move {
                let state = ImportState::Applied.word();
                store::import::finish(tx, *district, *import, state, report, *now).await?;
                Ok::<_, Refusal>(())
            })
        })
        .await?;
    Ok(import)
}

/// Applies one step; of entries it counts what came of each and says where to go on.
async fn step_done(
    app: &App,
    district: DistrictId,
    import: &ShownImport,
    step: Step,
    report: &mut ImportReport,
    appended: u64,
) -> Result<(), Refusal> {
    let now = chance::now();
    let entries = match &step {
        Step::Entries(entries) => {
            Some(Entries { file: entries.file.clone(), new: Vec::new(), lines: entries.lines.clone() })
        }
        _ => None,
    };
    let known = entries.is_some().then(|| slim(report, appended));
    let input = (district, import.id, step, known);
    let (done, counted) = app
        .db
        .write_in(Turn::Behind, input, move |tx, (district, import, step, known)| {
            Box::pin(async move {
                let done = step.apply(tx, *district, now).await?;
                let Some(mut known) = known.clone() else { return Ok((done, None)) };
                count(&done, &mut known);
                let state = ImportState::Applying.word();
                store::import::set_progress(tx, *district, *import, state, &known.write()).await?;
                Ok::<_, Refusal>((done, Some(known)))
            })
        })
        .await?;
    let (Some(counted), Some(entries)) = (counted, entries) else { return Ok(()) };
    report.differences = counted.differences;
    for (receipt, line) in done.receipts.iter().zip(&entries.lines) {
        if let Receipt::Refused(why) = receipt {
            let advice = "Correct the row and send the file again: what came in is not taken twice.";
            report.note(exchange::Problem::error(&entries.file, why.as_str(), advice).at_line(*line));
        }
    }
    app.tell(Change::of_judgements(district, done.judged));
    Ok(())
}

fn count(done: &Done, report: &mut ImportReport) {
    let count =
        |wanted: fn(&Receipt) -> bool| done.receipts.iter().filter(|receipt| wanted(receipt)).count() as u64;
    let line = report.line(EVIDENCE);
    line.added += count(|receipt| matches!(receipt, Receipt::Accepted(_)));
    line.unchanged += count(|receipt| matches!(receipt, Receipt::Repeated(_)));
    report.line(JUDGEMENTS).changed += done.judged.len() as u64;
}

/// The line of the report that counts entries.
pub(crate) const EVIDENCE: &str = "evidence";
/// The line of the report that counts cells judged.
const JUDGEMENTS: &str = "judgements";
