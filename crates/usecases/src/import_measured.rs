//! What judgements are made with comes in: parameters of items, or a model of the next answer. It is the next version
//! of the set that is judged by from then on. Nothing that was judged changes by itself, and versions before stay
//! kept, because judgements name them.

mod items;
mod tracing;

use domain::{CompetencyId, chain::Digest};
use mastery::{Measured, measured::Kind};
use store::measured_set::Version;

use crate::{
    Actor, App, Refusal, chance,
    import_report::ImportReport,
    import_request::{ImportKind, ImportRequest},
    import_steps::{Plan, Step},
    known_competencies::{self, KnownCompetencies},
};

/// A set to be added, unless it is the one in use.
#[derive(Debug, Clone)]
pub(crate) struct NewSet {
    pub version: Version,
    pub body: String,
}

/// Which competency a name means, or why none.
pub type Find<'f> = &'f dyn Fn(&str) -> Result<CompetencyId, &'static str>;

/// What the import of one file does.
pub(crate) async fn plan(app: &App, actor: &Actor, request: &ImportRequest) -> Result<Plan, Refusal> {
    let [(name, bytes)] = request.files.as_slice() else {
        return Err(Refusal::invalid("file", "must be one file"));
    };
    let kind = if request.kind == ImportKind::Tracing { Kind::Tracing } else { Kind::ItemParameters };
    let known = known(app, actor, kind, request.options.framework.as_deref()).await?;
    let find = |name: &str| match &known {
        Some(known) => known.find(name).map(|(id, _)| id).map_err(known_competencies::NoCompetency::said),
        None => Err(known_competencies::NoCompetency::Unknown.said()),
    };
    let (mut report, set) = read(kind, name, bytes, &find);
    let Some(set) = set else { return Ok(Plan::nothing(report)) };
    let now = chance::now();
    let before = app
        .db
        .read((actor.district, kind.word()), move |tx, (district, kind)| {
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
        report.remarks.push(format!("These {} are in use already.", kind.name()));
        return Ok(Plan::nothing(report));
    }
    report.remarks.push(format!(
        "Version {next}, {} {}. What was judged stands until new evidence comes in, or until a policy is adopted for \
         the past.",
        set.count(),
        kind.counts()
    ));
    let version = Version {
        kind: kind.word().to_owned(),
        version: next,
        digest: set.digest(),
        items: i64::try_from(set.count()).unwrap_or(i64::MAX),
        file_name: request.file_name(),
        file_digest: request.digest(),
        recorded_at: now,
        recorded_by: Some(actor.person),
    };
    let body = set.text().to_owned();
    Ok(Plan::of(report, vec![Step::MeasuredSet(Box::new(NewSet { version, body }))]))
}

/// The district's competencies, for a file that names some.
async fn known(
    app: &App,
    actor: &Actor,
    kind: Kind,
    framework: Option<&str>,
) -> Result<Option<KnownCompetencies>, Refusal> {
    if kind != Kind::Tracing {
        return Ok(None);
    }
    let wanted = (actor.district, framework.map(str::to_owned));
    let known = app.db.read(wanted, |tx, (district, wanted)| {
        Box::pin(async move {
            let mut preferred = None;
            if let Some(name) = wanted {
                let found = known_competencies::find_framework(tx, *district, name).await?;
                preferred = Some(found.ok_or(Refusal::NotFound("this framework"))?.id);
            }
            KnownCompetencies::load(tx, *district, preferred).await
        })
    });
    known.await.map(Some)
}

/// The set of a kind that a file holds, with everything that is wrong in it; `None` when nothing can judge.
pub fn read(kind: Kind, name: &str, bytes: &[u8], find: Find<'_>) -> (ImportReport, Option<Measured>) {
    let (mut report, found) = match kind {
        Kind::ItemParameters => {
            let (report, items) = items::read(name, bytes);
            (report, items.map(Measured::from))
        }
        Kind::Tracing => {
            let (report, model) = tracing::read(name, bytes, find);
            (report, model.map(Measured::from))
        }
    };
    report.stopped |= found.is_none();
    (report, found)
}

fn compare(before: Option<&Measured>, after: &Measured, report: &mut ImportReport) {
    if let Some(items) = after.items() {
        items::compare(before.and_then(Measured::items), items, report);
    } else if let Some(model) = after.tracing() {
        tracing::compare(before.and_then(Measured::tracing), model, report);
    }
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
