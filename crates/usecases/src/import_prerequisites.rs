//! Prerequisites come in as a table of pairs; they add to what is there and take nothing away.

use domain::framework::{Association, AssociationKind, Competency};
use exchange::{Problem, imports::prerequisites};

use crate::{
    Actor, App, Refusal,
    import_changes::changes,
    import_report::ImportReport,
    import_request::ImportRequest,
    import_steps::{Plan, Step, in_steps},
    known_competencies,
};

/// What the import of one table of pairs does.
pub(crate) async fn plan(app: &App, actor: &Actor, request: &ImportRequest) -> Result<Plan, Refusal> {
    let [(name, bytes)] = request.files.as_slice() else {
        return Err(Refusal::invalid("file", "must be one table of pairs"));
    };
    let Some(wanted) = request.options.framework.clone() else {
        return Err(Refusal::invalid("framework", "is missing: say which framework the pairs belong to"));
    };
    let (framework, competencies, stored) = app
        .db
        .read((actor.district, wanted), |tx, (district, wanted)| {
            Box::pin(async move {
                let framework = known_competencies::find_framework(tx, *district, wanted).await?;
                let framework = framework.ok_or(Refusal::NotFound("this framework"))?;
                let competencies: Vec<Competency> =
                    store::competency::of_framework(tx, *district, framework.id).await?;
                let kind = Some(&AssociationKind::Precedes);
                let stored = store::association::of_framework(tx, *district, framework.id, kind).await?;
                Ok::<_, Refusal>((framework, competencies, stored))
            })
        })
        .await?;
    let parsed = prerequisites::read(actor.district, framework.id, &competencies, name, bytes);
    let (mut report, pairs) = ImportReport::of(parsed);
    if report.stopped {
        return Ok(Plan::nothing(report));
    }
    let pairs = without_circles(name, &mut report, pairs, &stored);
    let found = changes("prerequisites", pairs, stored, |pair| pair.id);
    report.differences.push(found.counted);
    Ok(Plan::of(report, in_steps(found.puts, Step::Associations).collect()))
}

/// The pairs that close no circle with what is stored; the others are reported.
fn without_circles(
    file: &str,
    report: &mut ImportReport,
    pairs: Vec<Association>,
    stored: &[Association],
) -> Vec<Association> {
    let mut together: Vec<Association> = stored.to_vec();
    together.extend(pairs.iter().filter(|pair| stored.iter().all(|old| old.id != pair.id)).cloned());
    let circles = exchange::imports::case::circles_of(&AssociationKind::Precedes, &together);
    let closes = |pair: &Association| circles.iter().any(|circle| circle.broken == pair.id);
    for pair in pairs.iter().filter(|pair| closes(pair)) {
        let what = "with the prerequisites that are stored this closes a circle; the pair is left out";
        report.note(Problem::error(file, what, "Remove one pair of the circle.").with_value(&pair.guid));
    }
    pairs.into_iter().filter(|pair| !closes(pair)).collect()
}
