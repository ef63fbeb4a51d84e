//! A framework comes in: a CASE package, a simple table, or what another system exports. What is no
//! longer in it is retired, never deleted, because evidence names it; prerequisites made by hand and
//! competencies edited here stay as they are.

mod compared;

use domain::{
    AssociationId, DistrictId, FrameworkId,
    framework::{Association, AssociationKind, Framework},
    scale::Scale,
};
use exchange::{
    Problem,
    framework_file::{self, Format},
    imports::framework_csv,
};

use crate::{
    Actor, App, Refusal, framework_versions,
    framework_whole::{Stored, Whole},
    import_report::ImportReport,
    import_request::ImportRequest,
    import_steps::Plan,
};

/// What the import of one framework file does.
pub(crate) async fn plan(app: &App, actor: &Actor, request: &ImportRequest) -> Result<Plan, Refusal> {
    let (mut report, whole) = read(actor.district, request)?;
    let Some(mut whole) = whole else {
        report.stopped = true;
        return Ok(Plan::nothing(report));
    };
    let (stored, earlier) = stored(app, actor.district, whole.framework.id, &whole.framework.guid).await?;
    if let Some(known) = stored.as_ref().map(|stored| &stored.whole.framework)
        && let Some(problem) = under_another_title(&request.file_name(), known, &whole.framework)
    {
        report.note(problem);
    }
    if let Some(earlier) = earlier.filter(|_| stored.is_none()) {
        // Levels are edited here: a file that says nothing about them takes those of the version before.
        if whole.framework.scale == Scale::four_levels() {
            whole.framework.scale = earlier.whole.framework.scale.clone();
        }
        report.version = Some(framework_versions::summary(&earlier, &whole));
    }
    Ok(compared::plan(actor.district, report, whole, stored))
}

/// Says that a framework that is here arrives under another title: perhaps it is another one.
fn under_another_title(file: &str, known: &Framework, new: &Framework) -> Option<Problem> {
    (known.title != new.title).then(|| {
        let what = format!(
            "this has the identifier of \"{}\", which is here, and the title \"{}\": it takes its place, and what it \
             lacks is retired",
            known.title, new.title
        );
        let advice = "If these are two frameworks, ask the publisher for an identifier of its own.";
        Problem::warning(file, what, advice).in_field("CFDocument.identifier").with_value(&new.guid)
    })
}

/// Reads the file of a request: the report so far, and the framework unless the file is broken.
pub(crate) fn read(
    district: DistrictId,
    request: &ImportRequest,
) -> Result<(ImportReport, Option<Whole>), Refusal> {
    let [(name, bytes)] = request.files.as_slice() else {
        return Err(Refusal::invalid("file", "must be one file: send frameworks one by one"));
    };
    let format = match request.options.format.as_deref().filter(|word| !word.is_empty()) {
        None => Format::recognize(name, bytes),
        Some(word) => Format::from_word(word).ok_or_else(|| {
            let known: Vec<&str> = Format::ALL.iter().map(|(_, word)| *word).collect();
            Refusal::invalid("format", format!("is not known: use one of {}", known.join(", ")))
        })?,
    };
    let stem = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let title = request.options.title.clone().unwrap_or_else(|| stem.to_owned());
    let about = about(&title, request.options.version.clone());
    let (mut report, file) = ImportReport::of(framework_file::read(format, district, &about, name, bytes));
    report.remarks.push(format!("Read as: {}.", format.title()));
    let Some(file) = file else { return Ok((report, None)) };
    report.remarks.extend(file.remarks);
    let framework_file::FrameworkFile { framework, competencies, associations, .. } = file;
    Ok((report, Some(Whole { framework, competencies, associations })))
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

/// What is said of the framework that holds what teachers of a section wrote for it.
pub(crate) fn about_section(section: &domain::people::Section) -> framework_csv::About {
    framework_csv::About { guid: format!("local:section:{}", section.id), ..about(&section.title, None) }
}

/// The identifier of a framework that was made here.
pub(crate) fn local_guid(title: &str) -> String {
    format!("local:{}", domain::text::search_key(title))
}

/// The framework of this id, and the latest other version of the same GUID.
async fn stored(
    app: &App,
    district: DistrictId,
    framework: FrameworkId,
    guid: &str,
) -> Result<(Option<Stored>, Option<Stored>), Refusal> {
    app.db
        .read((district, framework, guid), |tx, (district, framework, guid)| {
            Box::pin(async move {
                let stored = Stored::find(tx, *district, *framework).await?;
                let all = store::framework::list(tx, *district).await?;
                let others = all.iter().filter(|one| one.guid == *guid && one.id != *framework);
                let earlier = match others.max_by_key(|one| framework_versions::order(one)) {
                    Some(earlier) => Stored::find(tx, *district, earlier.id).await?,
                    None => None,
                };
                Ok::<_, Refusal>((stored, earlier))
            })
        })
        .await
}

/// Whether a prerequisite was made by the editor or a table of pairs, and so is not the publisher's.
pub(crate) fn is_by_hand(district: DistrictId, association: &Association) -> bool {
    let parts = ["prerequisites", &association.framework.to_string(), &association.guid];
    association.kind == AssociationKind::Precedes
        && association.id == AssociationId::derived(district, &parts)
}
