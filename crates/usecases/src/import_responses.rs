//! Answers to items come in: every answer becomes one entry for each competency that its item shows,
//! and every learner is judged once.

use domain::{
    CompetencyId, LearnerId, Points, Timestamp,
    evidence::{Evidence, Fact, ScoredResult, Source},
};
use exchange::{
    Problem,
    imports::responses::{self, ItemMap, ResponseColumns, ResponseRow, Responses},
};

use crate::{
    Actor, App, Refusal,
    entry_steps::{Groups, Naming, Recording, advice, line_key},
    import_files::EVIDENCE,
    import_report::ImportReport,
    import_request::{ImportOptions, ImportRequest, NamedFile},
    import_steps::{Entries, Plan, Step},
    ledger::NewEntry,
};

/// What the import of a file of answers does. A second file says which competencies each item shows;
/// without it, an item's own name is the competency.
pub(crate) async fn plan(
    app: &App,
    actor: &Actor,
    request: &ImportRequest,
    started_at: Timestamp,
) -> Result<Plan, Refusal> {
    let (answers, map) = match request.files.as_slice() {
        [answers] => (answers, None),
        [answers, map] => (answers, Some(map)),
        _ => return Err(Refusal::invalid("file", "must be the answers and the item-to-competency map")),
    };
    let (mut report, responses, map) = read(answers, map, &request.options);
    if report.stopped {
        return Ok(Plan::nothing(report));
    }
    let mut naming = app
        .db
        .read((actor.district, request.clone()), |tx, (district, request)| {
            Box::pin(Naming::load(tx, *district, request))
        })
        .await?;
    let shown = shown(&answers.0, &responses, map.as_ref(), &mut naming, request, &mut report);
    let learners = learners(&answers.0, &responses, &mut naming, request, &mut report);
    let mut groups = Groups::default();
    let mut entries_in_all = 0;
    for (place, row) in (0_u32..).zip(&responses.rows) {
        let competencies = &shown[row.item as usize];
        if let (Some(learner), false) = (learners[row.learner as usize], competencies.is_empty()) {
            entries_in_all += competencies.len() as u64;
            groups.add(learner, place);
        }
    }
    let first = naming.steps(&mut report);
    report.line(EVIDENCE);
    let total = first.iter().map(Step::units).sum::<u64>() + entries_in_all;
    let recording = Recording { district: actor.district, by: actor.person, started_at };
    let file = domain::chain::hex(&request.digest());
    let make = move |row: u32, entries: &mut Entries| {
        let row = &responses.rows[row as usize];
        let Some(learner) = learners[row.learner as usize] else { return };
        let item = &responses.items[row.item as usize];
        for competency in &shown[row.item as usize] {
            entries.new.push(entry(&recording, &file, learner, *competency, item, row));
            entries.lines.push(row.line);
        }
    };
    let steps = first.into_iter().chain(groups.steps(&answers.0, make));
    Ok(Plan { report, total, steps: Box::new(steps) })
}

fn read(
    (name, bytes): &NamedFile,
    map: Option<&NamedFile>,
    options: &ImportOptions,
) -> (ImportReport, Responses, Option<ItemMap>) {
    let mut columns = ResponseColumns::usual();
    let given = &options.columns;
    for (column, given) in [
        (&mut columns.learner, &given.learner),
        (&mut columns.item, &given.item),
        (&mut columns.correct, &given.correct),
    ] {
        if let Some(given) = given {
            column.clone_from(given);
        }
    }
    if let Some(time) = &given.time {
        columns.time = Some(time.clone()).filter(|time| !time.is_empty());
    }
    let (mut report, responses) = ImportReport::of(responses::read(name, bytes, &columns));
    let map = map.map(|(name, bytes)| {
        let (of_map, map) = ImportReport::of(ItemMap::read(name, bytes));
        report.stopped |= of_map.stopped;
        report.errors += of_map.errors;
        report.warnings += of_map.warnings;
        report.problems.extend(of_map.problems);
        map
    });
    (report, responses, map)
}

/// The competencies that each item of the answers shows; what leads nowhere is reported once.
fn shown(
    file: &str,
    responses: &Responses,
    map: Option<&ItemMap>,
    naming: &mut Naming,
    request: &ImportRequest,
    report: &mut ImportReport,
) -> Vec<Vec<CompetencyId>> {
    let mut answers = vec![(0_u64, 0_u64); responses.items.len()];
    for row in &responses.rows {
        let (line, count) = &mut answers[row.item as usize];
        *line = if *count == 0 { row.line } else { *line };
        *count += 1;
    }
    let own = |item: &String| vec![item.clone()];
    let mut shown = Vec::with_capacity(responses.items.len());
    for (item, (line, count)) in responses.items.iter().zip(answers) {
        let names: Option<Vec<String>> = match map {
            Some(map) => map
                .of(item)
                .map(|all| all.iter().map(|place| map.competencies[*place as usize].clone()).collect()),
            None => Some(own(item)),
        };
        let Some(names) = names else {
            let what = format!("no competency is known for this item; its {count} answers are left out");
            let problem = Problem::error(file, what, "Add the item to the item-to-competency map.");
            report.note(problem.at_line(line).in_field("item").with_value(item));
            shown.push(Vec::new());
            continue;
        };
        let mut found = Vec::with_capacity(names.len());
        for name in names {
            match naming.competency(&name) {
                Ok(competency) => found.push(competency),
                Err(why) => {
                    let what = format!("{why}; {count} answers to the item \"{item}\" do not count for it");
                    let problem = Problem::error(file, what, advice("competency", request.options.create));
                    report.note(problem.at_line(line).in_field("competency").with_value(&name));
                }
            }
        }
        shown.push(found);
    }
    shown
}

/// Whom each learner of the answers is; who is not known is reported once.
fn learners(
    file: &str,
    responses: &Responses,
    naming: &mut Naming,
    request: &ImportRequest,
    report: &mut ImportReport,
) -> Vec<Option<LearnerId>> {
    let mut answers = vec![(0_u64, 0_u64); responses.learners.len()];
    for row in &responses.rows {
        let (line, count) = &mut answers[row.learner as usize];
        *line = if *count == 0 { row.line } else { *line };
        *count += 1;
    }
    let mut found = Vec::with_capacity(responses.learners.len());
    for (name, (line, count)) in responses.learners.iter().zip(answers) {
        found.push(match naming.learner(name) {
            Ok(learner) => Some(learner),
            Err(why) => {
                let what = format!("{why}; {count} answers are left out");
                let problem = Problem::error(file, what, advice("learner", request.options.create));
                report.note(problem.at_line(line).in_field("learner").with_value(name));
                None
            }
        });
    }
    found
}

fn entry(
    recording: &Recording,
    file: &str,
    learner: LearnerId,
    competency: CompetencyId,
    item: &str,
    row: &ResponseRow,
) -> NewEntry {
    let evidence = Evidence {
        competency,
        result: ScoredResult { points: row.points, points_possible: Points::ONE, level: None },
        mastery_cut: None,
        result_group: None,
        source: Source::ItemResponse,
        judge: None,
        instrument: Some(item.to_owned()),
        attempt: None,
        section: None,
        worked_at: row.worked_at.unwrap_or(recording.started_at),
        note: None,
        attachment: None,
    };
    NewEntry {
        learner,
        id: line_key(recording.district, file, row.line, competency),
        recorded_by: Some(recording.by),
        fact: Fact::Evidence(evidence),
    }
}
