//! Evidence comes in as a table: every row that can be used is appended to the ledger and judged,
//! every other one is reported with its line.

use domain::{
    CompetencyId, EvidenceId, LearnerId, Timestamp,
    evidence::{Evidence, Fact, ScoredResult},
};
use exchange::{
    Problem,
    imports::evidence::{self, EvidenceRow, RowResult},
};

use crate::{
    Actor, App, Refusal,
    entry_steps::{Groups, Naming, Recording, advice, line_key},
    import_files::EVIDENCE,
    import_report::ImportReport,
    import_request::ImportRequest,
    import_steps::{Entries, Plan, Step},
    ledger::NewEntry,
};

/// A row whose names lead somewhere.
struct Resolved {
    row: EvidenceRow,
    learner: LearnerId,
    competency: CompetencyId,
    result: ScoredResult,
}

/// What the import of one table of evidence does.
pub(crate) async fn plan(
    app: &App,
    actor: &Actor,
    request: &ImportRequest,
    started_at: Timestamp,
) -> Result<Plan, Refusal> {
    let [(name, bytes)] = request.files.as_slice() else {
        return Err(Refusal::invalid("file", "must be one table"));
    };
    let (mut report, rows) = ImportReport::of(evidence::read(name, bytes));
    if report.stopped {
        return Ok(Plan::nothing(report));
    }
    let mut naming = app
        .db
        .read((actor.district, request.clone()), |tx, (district, request)| {
            Box::pin(Naming::load(tx, *district, request))
        })
        .await?;
    let mut groups = Groups::default();
    let mut resolved = Vec::with_capacity(rows.len());
    for row in rows {
        match resolve(row, &mut naming, request.options.create) {
            Ok(one) => {
                groups.add(one.learner, u32::try_from(resolved.len()).unwrap_or(u32::MAX));
                resolved.push(one);
            }
            Err(mut problem) => {
                problem.file.clone_from(name);
                report.note(*problem);
            }
        }
    }
    let first = naming.steps(&mut report);
    report.line(EVIDENCE);
    let total = first.iter().map(Step::units).sum::<u64>() + resolved.len() as u64;
    let recording = Recording { district: actor.district, by: actor.person, started_at };
    let digest = domain::chain::hex(&request.digest());
    let make = move |row: u32, entries: &mut Entries| {
        let one = &resolved[row as usize];
        entries.new.push(entry(one, &recording, &digest));
        entries.lines.push(one.row.line);
    };
    let steps = first.into_iter().chain(groups.steps(name, make));
    Ok(Plan { report, total, steps: Box::new(steps) })
}

fn resolve(row: EvidenceRow, naming: &mut Naming, create: bool) -> Result<Resolved, Box<Problem>> {
    let line = row.line;
    let refuse = |field: &str, value: &str, what: &str| {
        let what = format!("{what}; the row is left out");
        let problem = Problem::error("", what, advice(field, create)).at_line(line);
        Box::new(problem.in_field(field).with_value(value))
    };
    let competency =
        naming.competency(&row.competency).map_err(|why| refuse("competency", &row.competency, why))?;
    let result = match &row.result {
        RowResult::Points(result) => result.clone(),
        RowResult::Level(code) => {
            let known = naming.competencies().find(&row.competency).ok();
            let of_level = known.and_then(|(_, scale)| {
                let level = scale.level(code)?;
                ScoredResult::new(level.points, scale.points_possible(), Some(code.clone())).ok()
            });
            of_level.ok_or_else(|| refuse("level", code, "the scale has no such level"))?
        }
    };
    let learner = naming.learner(&row.learner).map_err(|why| refuse("learner", &row.learner, why))?;
    Ok(Resolved { row, learner, competency, result })
}

fn entry(one: &Resolved, recording: &Recording, digest: &str) -> NewEntry {
    let row = &one.row;
    let id = match &row.key {
        // An exported entry carries its own id, so that it is known again.
        Some(key) => key.parse().unwrap_or_else(|_| EvidenceId::derived(recording.district, &["key", key])),
        None => line_key(recording.district, digest, row.line, one.competency),
    };
    let evidence = Evidence {
        competency: one.competency,
        result: one.result.clone(),
        mastery_cut: row.mastery_cut,
        result_group: row.result_group.clone(),
        source: row.source,
        judge: None,
        instrument: row.instrument.clone(),
        attempt: row.attempt,
        section: None,
        worked_at: row.worked_at.unwrap_or(recording.started_at),
        note: row.note.clone(),
        attachment: None,
    };
    NewEntry { learner: one.learner, id, recorded_by: Some(recording.by), fact: Fact::Evidence(evidence) }
}
