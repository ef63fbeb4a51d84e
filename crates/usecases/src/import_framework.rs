//! A framework comes in: a CASE package, or a simple table. What is no longer in it is retired, never
//! deleted, because evidence names it; prerequisites made by hand stay.

use domain::{
    AssociationId, DistrictId, FrameworkId,
    framework::{Association, AssociationKind, Competency, Framework},
    scale::Scale,
};
use exchange::{
    Parsed,
    imports::{case, framework_csv},
};

use crate::{
    Actor, App, Refusal,
    import_changes::changes,
    import_report::ImportReport,
    import_request::ImportRequest,
    import_steps::{Plan, Step, in_steps},
};

/// A framework with what belongs to it, from a file or from the store.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Whole {
    framework: Framework,
    competencies: Vec<Competency>,
    associations: Vec<Association>,
}

/// What the import of one framework file does.
pub(crate) async fn plan(app: &App, actor: &Actor, request: &ImportRequest) -> Result<Plan, Refusal> {
    let [(name, bytes)] = request.files.as_slice() else {
        return Err(Refusal::invalid("file", "must be one file: send frameworks one by one"));
    };
    let (mut report, whole) = ImportReport::of(read(actor.district, request, name, bytes));
    let Some(whole) = whole else {
        report.stopped = true;
        return Ok(Plan::nothing(report));
    };
    let stored = stored(app, actor.district, whole.framework.id).await?;
    Ok(compare(actor.district, report, whole, stored))
}

fn read(district: DistrictId, request: &ImportRequest, name: &str, bytes: &[u8]) -> Parsed<Option<Whole>> {
    let json = bytes
        .trim_ascii_start()
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(bytes.trim_ascii_start())
        .first()
        .is_some_and(|first| matches!(first, b'{' | b'['));
    if json || has_ending(name, "json") {
        return case::read(district, name, bytes).map(|package| {
            package.map(|package| Whole {
                framework: package.framework,
                competencies: package.competencies,
                associations: package.associations,
            })
        });
    }
    let stem = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let title = request.options.title.clone().unwrap_or_else(|| stem.to_owned());
    let about = about(&title, request.options.version.clone());
    framework_csv::read(district, &about, name, bytes).map(|table| {
        table.map(|table| Whole {
            framework: table.framework,
            competencies: table.competencies,
            associations: table.associations,
        })
    })
}

/// What is said about a framework that has only a title. Its identifier is made from the title, so
/// that the next file of the same title is the same framework.
pub(crate) fn about(title: &str, version: Option<String>) -> framework_csv::About {
    framework_csv::About {
        guid: local_guid(title),
        title: title.to_owned(),
        creator: "local".to_owned(),
        version,
        language: None,
        subjects: Vec::new(),
        licence: None,
        scale: Scale::four_levels(),
    }
}

/// The identifier of a framework that was made here.
pub(crate) fn local_guid(title: &str) -> String {
    format!("local:{}", domain::text::search_key(title))
}

fn has_ending(name: &str, ending: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, found)| found.eq_ignore_ascii_case(ending))
}

async fn stored(app: &App, district: DistrictId, framework: FrameworkId) -> Result<Option<Whole>, Refusal> {
    app.db
        .read((district, framework), |tx, (district, framework)| {
            Box::pin(async move {
                let Some(found) = store::framework::find(tx, *district, *framework).await? else {
                    return Ok(None);
                };
                let competencies = store::competency::of_framework(tx, *district, *framework).await?;
                let associations = store::association::of_framework(tx, *district, *framework, None).await?;
                Ok::<_, Refusal>(Some(Whole { framework: found, competencies, associations }))
            })
        })
        .await
}

fn compare(district: DistrictId, mut report: ImportReport, mut new: Whole, old: Option<Whole>) -> Plan {
    let (old_framework, old_competencies, old_associations) = match old {
        Some(old) => {
            // Levels are edited here: a file that says nothing about them does not undo that.
            new.framework.scale = old.framework.scale.clone();
            (Some(old.framework), old.competencies, old.associations)
        }
        None => (None, Vec::new(), Vec::new()),
    };
    let mut steps = Vec::new();
    let frameworks = changes("frameworks", vec![new.framework.clone()], old_framework, |one| one.id);
    let framework_changes = !frameworks.puts.is_empty();
    report.differences.push(frameworks.counted);
    if framework_changes {
        steps.push(Step::Framework(Box::new(new.framework.clone())));
    }

    let mut competencies = changes("competencies", new.competencies, old_competencies, |one| one.id);
    for mut gone in competencies.gone.into_iter().filter(|gone| !gone.retired) {
        gone.retired = true;
        competencies.counted.ended += 1;
        competencies.puts.push(gone);
    }
    report.differences.push(competencies.counted);
    steps.extend(in_steps(competencies.puts, Step::Competencies));

    let mut associations = changes("associations", new.associations, old_associations, |one| one.id);
    let gone: Vec<AssociationId> =
        associations.gone.iter().filter(|gone| !is_by_hand(district, gone)).map(|gone| gone.id).collect();
    associations.counted.ended = gone.len() as u64;
    report.differences.push(associations.counted);
    steps.extend(in_steps(associations.puts, Step::Associations));
    steps.extend(in_steps(gone, Step::Unlink));
    Plan::of(report, steps)
}

/// Whether a prerequisite was made by the editor or a table of pairs, and so is not the publisher's.
pub(crate) fn is_by_hand(district: DistrictId, association: &Association) -> bool {
    let parts = ["prerequisites", &association.framework.to_string(), &association.guid];
    association.kind == AssociationKind::Precedes
        && association.id == AssociationId::derived(district, &parts)
}
