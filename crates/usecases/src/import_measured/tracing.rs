//! The model of the next answer that `onramp measure trace --for-judging` writes.

use domain::CompetencyId;
use exchange::{Problem, imports::tracing};
use mastery::measured::{OnCompetency, Tracing};

use super::Find;
use crate::import_report::ImportReport;

/// The set that a file holds; `None` when nothing in it can judge. `find` says which competency a name means.
pub(super) fn read(name: &str, bytes: &[u8], find: Find<'_>) -> (ImportReport, Option<Tracing>) {
    let (mut report, model) = ImportReport::of(tracing::read(name, bytes));
    let found = if report.stopped { None } else { set(name, model, find, &mut report) };
    (report, found)
}

fn set(file: &str, model: tracing::Tracing, find: Find<'_>, report: &mut ImportReport) -> Option<Tracing> {
    let advice = "Trace answers whose column competency has codes of your framework, or its GUIDs.";
    let mut competencies = Vec::with_capacity(model.competencies.len());
    for row in model.competencies {
        match find(&row.name) {
            Ok(competency) => competencies.push((competency, learned(&row))),
            Err(why) => {
                let problem = Problem::error(file, format!("{why}; the row is left out"), advice);
                let field = format!("competencies[{}].competency", row.line - 1);
                report.note(problem.in_field(&field).with_value(&row.name));
            }
        }
    }
    let items = model.items.into_iter().map(|row| (row.name, row.difficulty));
    match Tracing::new(&model.shared, competencies, items) {
        Ok(set) => Some(set),
        Err(bad) => {
            let advice = "Send what onramp measure trace ANSWERS --for-judging --out tracing.json writes.";
            report.note(Problem::error(file, bad.to_string(), advice));
            None
        }
    }
}

fn learned(row: &tracing::CompetencyRow) -> OnCompetency {
    OnCompetency {
        offset: row.offset,
        wins: row.wins,
        attempts: row.attempts,
        ease: row.ease,
        difficulty: row.difficulty,
        answers: row.answers,
    }
}

/// Counts competencies that are new, changed, as before, and no longer there.
pub(super) fn compare(before: Option<&Tracing>, after: &Tracing, report: &mut ImportReport) {
    let known = |set: Option<&Tracing>, id: CompetencyId| set.and_then(|set| set.of(id).copied());
    let line = report.line("competencies");
    for (id, on) in after.competencies() {
        match known(before, id) {
            None => line.added += 1,
            Some(known) if known == *on => line.unchanged += 1,
            Some(_) => line.changed += 1,
        }
    }
    let gone = before.into_iter().flat_map(Tracing::competencies).filter(|(id, _)| !after.knows(*id));
    line.ended += gone.count() as u64;
}
