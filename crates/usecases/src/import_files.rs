//! Bringing files in: look, then apply in small steps that can be resumed.
//!
//! The same file as the source's latest import gives that import's report and writes nothing. A file
//! that is broken as a whole leaves a line in the import log and nothing else. Applying is in
//! `import_files/applying.rs`.

mod applying;

use domain::{ImportId, Timestamp, people::RoleKind};
use store::{Tx, import::Import};

use crate::{
    Actor, App, Refusal, access, chance,
    import_report::{ImportReport, ImportState, ShownImport},
    import_request::{ImportKind, ImportRequest},
    import_steps::Plan,
    item_access,
    vendor_columns::Reports,
};
pub(crate) use applying::EVIDENCE;
use applying::{run, slim};

/// Told how many rows are done, and of how many.
pub type Progress<'a> = &'a (dyn Fn(u64, u64) + Send + Sync);

/// How many earlier imports are looked through for one that was interrupted.
const RECENT: i64 = 200;

/// Looks at files: everything wrong in them and what applying them would change. The files are kept
/// with the report, so that [`apply_import`] needs only its id.
pub async fn check_import(app: &App, actor: &Actor, request: ImportRequest) -> Result<ShownImport, Refusal> {
    let now = chance::now();
    if let Some(earlier) = earlier(app, actor, &request).await? {
        return Ok(earlier);
    }
    let plan = plan(app, actor, &request, now).await?;
    let state = if plan.report.stopped { ImportState::Refused } else { ImportState::Checked };
    add(app, actor, &request, state, plan.report, now).await
}

/// Brings files in at once, without a look before.
pub async fn import_files(
    app: &App,
    actor: &Actor,
    request: ImportRequest,
    progress: Progress<'_>,
) -> Result<ShownImport, Refusal> {
    let now = chance::now();
    if let Some(earlier) = earlier(app, actor, &request).await? {
        return if earlier.state == ImportState::Applying {
            apply_import(app, actor, earlier.id, progress).await
        } else {
            Ok(earlier)
        };
    }
    let plan = plan(app, actor, &request, now).await?;
    if plan.report.stopped {
        return add(app, actor, &request, ImportState::Refused, plan.report, now).await;
    }
    let slim = slim(&plan.report, 0);
    let import = add(app, actor, &request, ImportState::Applying, slim, now).await?;
    run(app, actor.district, import, plan, progress).await
}

/// Applies files that were looked at, or goes on with an import that was interrupted.
pub async fn apply_import(
    app: &App,
    actor: &Actor,
    import: ImportId,
    progress: Progress<'_>,
) -> Result<ShownImport, Refusal> {
    let today = chance::today(actor.district);
    let (found, staged) = app
        .db
        .read((actor.clone(), import), |tx, (actor, import)| {
            Box::pin(async move {
                let found = store::import::find(tx, actor.district, *import).await?;
                let found = found.map(ShownImport::of).ok_or(Refusal::NotFound("this import"))?;
                may(tx, actor, found.kind, today).await?;
                Ok::<_, Refusal>((found, store::import::file(tx, actor.district, *import).await?))
            })
        })
        .await?;
    access::may_write(actor)?;
    match found.state {
        ImportState::Applied => return Ok(ShownImport { repeated: true, ..found }),
        ImportState::Refused => {
            return Err(Refusal::Conflict("This file is broken and was not taken in.".to_owned()));
        }
        ImportState::Checked | ImportState::Applying => {}
    }
    let request = found
        .kind
        .zip(staged)
        .and_then(|(kind, staged)| ImportRequest::unstage(kind, &found.source, &staged))
        .ok_or_else(|| Refusal::Conflict("The file is not kept any more: send it again.".to_owned()))?;
    let mut plan = plan(app, actor, &request, found.started_at).await?;
    if plan.report.stopped {
        return Err(Refusal::Conflict("What is stored has changed: look at the file again.".to_owned()));
    }
    if found.state == ImportState::Applying {
        // What was counted before the interruption stands; the plan holds only what is left.
        plan.report.differences.clone_from(&found.report.differences);
        plan.report.steps_done = found.report.steps_done;
    }
    run(app, actor.district, found, plan, progress).await
}

/// Refuses who may not bring in this kind: frameworks are a program lead's work too, items an educator's.
async fn may(
    tx: &mut Tx,
    actor: &Actor,
    kind: Option<ImportKind>,
    today: domain::Date,
) -> Result<(), Refusal> {
    match kind {
        Some(ImportKind::Framework | ImportKind::Prerequisites) => {
            may_edit_frameworks(tx, actor, today).await
        }
        Some(ImportKind::Items) => item_access::writes(tx, actor, today).await.map(drop),
        Some(ImportKind::Cartridge) => item_access::writes_resources(tx, actor, today).await.map(drop),
        Some(ImportKind::Minutes) => Reports::load(tx, actor, today).await.map(drop),
        _ => access::administrator(tx, actor, today).await.map(drop),
    }
}

/// Refuses who is neither administrator nor program lead.
pub(crate) async fn may_edit_frameworks(
    tx: &mut Tx,
    actor: &Actor,
    today: domain::Date,
) -> Result<(), Refusal> {
    let standing = access::Standing::load(tx, actor, today).await?;
    if standing.is_administrator() || standing.holds(RoleKind::ProgramLead) {
        return Ok(());
    }
    Err(Refusal::Denied("Only an administrator or a program lead can change frameworks."))
}

/// Checks access, and finds an earlier import of exactly these files: the source's latest that was
/// applied, or one that was interrupted.
async fn earlier(app: &App, actor: &Actor, request: &ImportRequest) -> Result<Option<ShownImport>, Refusal> {
    access::may_write(actor)?;
    domain::text::required(&request.source, 100).map_err(Refusal::text("source"))?;
    if request.files.is_empty() {
        return Err(Refusal::invalid("file", "is missing: choose one"));
    }
    let today = chance::today(actor.district);
    let wanted = (actor.clone(), request.kind, request.source.clone(), request.digest());
    app.db
        .read(wanted, |tx, (actor, kind, source, digest)| {
            Box::pin(async move {
                may(tx, actor, Some(*kind), today).await?;
                let same = |import: &Import| {
                    import.kind == kind.word() && import.source == *source && import.file_digest == *digest
                };
                let latest = store::import::latest_applied(tx, actor.district, kind.word(), source).await?;
                if let Some(latest) = latest.filter(same) {
                    return Ok(Some(ShownImport { repeated: true, ..ShownImport::of(latest) }));
                }
                let recent = store::import::list(tx, actor.district, RECENT).await?;
                let halfway = |import: &Import| import.state == ImportState::Applying.word() && same(import);
                Ok(recent.into_iter().find(halfway).map(ShownImport::of))
            })
        })
        .await
}

async fn plan(
    app: &App,
    actor: &Actor,
    request: &ImportRequest,
    started_at: Timestamp,
) -> Result<Plan, Refusal> {
    match request.kind {
        ImportKind::Framework => crate::import_framework::plan(app, actor, request).await,
        ImportKind::Roster => crate::import_roster::plan(app, actor, request).await,
        ImportKind::Evidence => crate::import_evidence::plan(app, actor, request, started_at).await,
        ImportKind::Responses => crate::import_responses::plan(app, actor, request, started_at).await,
        ImportKind::Prerequisites => crate::import_prerequisites::plan(app, actor, request).await,
        ImportKind::Items => crate::import_items::plan(app, actor, request).await,
        ImportKind::Cartridge => crate::import_cartridge::plan(app, actor, request, started_at).await,
        ImportKind::Minutes => crate::import_minutes::plan(app, actor, request, started_at).await,
        ImportKind::ItemParameters | ImportKind::Tracing => {
            crate::import_measured::plan(app, actor, request).await
        }
    }
}

async fn add(
    app: &App,
    actor: &Actor,
    request: &ImportRequest,
    state: ImportState,
    report: ImportReport,
    now: Timestamp,
) -> Result<ShownImport, Refusal> {
    let ended = state == ImportState::Refused;
    let import = Import {
        id: chance::import_id(now),
        kind: request.kind.word().to_owned(),
        source: request.source.clone(),
        file_name: domain::text::optional(&request.file_name().replace('\0', ""), 300)
            .ok()
            .flatten()
            .unwrap_or_else(|| "file".to_owned()),
        file_digest: request.digest(),
        state: state.word().to_owned(),
        started_at: now,
        finished_at: ended.then_some(now),
        person: Some(actor.person),
        report: report.write(),
    };
    let staged = (!ended).then(|| request.stage());
    app.db
        .write((actor.district, import, staged), |tx, (district, import, staged)| {
            Box::pin(async move {
                store::import::add(tx, *district, import, staged.as_deref()).await?;
                Ok::<_, Refusal>(ShownImport::of(import.clone()))
            })
        })
        .await
}
