//! Files that come in: look, apply, read the report.

use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, State},
    http::StatusCode,
    routing::{get, post},
};
use domain::ImportId;
use exchange::{Problem as FileProblem, Severity};
use serde::{Deserialize, Serialize};
use usecases::{
    Refusal, import_files,
    import_report::Difference as Counted,
    import_report::ShownImport,
    import_request::{Columns, ImportKind, ImportOptions, ImportRequest},
    list_imports, vendor_columns,
};
use utoipa::{IntoParams, ToSchema};

use super::{
    answered::{self, Page},
    caller::Caller,
    problem::ApiError,
    received::{Named, Query, Raw},
    scalars::{Id, Moment},
    shapes::PageQuery,
    version_counts::VersionCounts,
};
use crate::site::Site;

/// The most bytes of a file.
const MOST_BYTES: usize = 256 << 20;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    let imports = get(list_imports).post(add_import).layer(DefaultBodyLimit::max(MOST_BYTES));
    Router::new()
        .route("/imports", imports)
        .route("/imports/{import}", get(show_import))
        .route("/imports/{import}/application", post(apply_import))
}

/// One import with its report.
#[derive(Debug, Serialize, ToSchema)]
pub struct Import {
    /// Our id.
    pub id: Id,
    /// `framework`, `roster`, `evidence`, `responses`, `prerequisites`, `item_parameters`, `tracing`, `items`,
    /// `cartridge` or `minutes`.
    pub kind: Option<String>,
    /// Which source sends these files.
    pub source: String,
    /// As uploaded.
    pub file_name: String,
    /// SHA-256 of what was sent.
    pub file_digest: String,
    /// `checked`, `applying`, `applied` or `refused`.
    pub state: String,
    /// When it was started.
    pub started_at: Moment,
    /// When it ended.
    pub finished_at: Option<Moment>,
    /// Who started it, by name; empty when that is not known.
    pub by: String,
    /// Whether this is the report of an earlier import of the same file: nothing was written now.
    pub repeated: bool,
    /// What it changes or changed, by kind of record.
    pub differences: Vec<Difference>,
    /// Errors, listed or not.
    pub errors: u64,
    /// Warnings, listed or not.
    pub warnings: u64,
    /// What was wrong, in file order; at most 1,000, and none in a list of imports.
    pub problems: Vec<ImportProblem>,
    /// What the file says beyond its records, in sentences.
    pub remarks: Vec<String>,
    /// What a framework changes against the version before it, counted; `null` when there is none.
    pub version: Option<VersionCounts>,
}

/// What an import does to one kind of record.
#[derive(Debug, Serialize, ToSchema)]
pub struct Difference {
    /// The kind, such as `people`.
    pub kind: String,
    /// New.
    pub added: u64,
    /// There before, and different.
    pub changed: u64,
    /// As before.
    pub unchanged: u64,
    /// No longer there: ended or retired, never deleted.
    pub ended: u64,
}

impl From<&Counted> for Difference {
    fn from(one: &Counted) -> Self {
        Self {
            kind: one.kind.clone(),
            added: one.added,
            changed: one.changed,
            unchanged: one.unchanged,
            ended: one.ended,
        }
    }
}

/// One thing that is wrong in a file.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportProblem {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: Option<u64>,
    /// The column, or the path inside a JSON file.
    pub field: Option<String>,
    /// The value found.
    pub value: Option<String>,
    /// `error` or `warning`.
    pub severity: &'static str,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub advice: String,
}

impl From<&FileProblem> for ImportProblem {
    fn from(one: &FileProblem) -> Self {
        Self {
            file: one.file.clone(),
            line: one.line,
            field: one.field.clone(),
            value: one.value.clone(),
            severity: match one.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            what: one.what.clone(),
            advice: one.advice.clone(),
        }
    }
}

fn import(import: &ShownImport, by: String, with_problems: bool) -> Import {
    let problems = if with_problems { import.report.problems.as_slice() } else { &[] };
    Import {
        id: import.id.into(),
        kind: import.kind.map(|kind| kind.word().to_owned()),
        source: import.source.clone(),
        file_name: import.file_name.clone(),
        file_digest: domain::chain::hex(&import.file_digest),
        state: import.state.word().to_owned(),
        started_at: import.started_at.into(),
        finished_at: import.finished_at.map(Moment),
        by,
        repeated: import.repeated,
        differences: import.report.differences.iter().map(Into::into).collect(),
        errors: import.report.errors,
        warnings: import.report.warnings,
        problems: problems.iter().map(Into::into).collect(),
        remarks: import.report.remarks.clone(),
        version: import.report.version.as_ref().map(Into::into),
    }
}

/// Lists imports, newest first, without their problems.
#[utoipa::path(get, path = "/api/v1/imports", tag = "Imports", params(PageQuery),
    responses((status = 200, body = Page<Import>)))]
pub(super) async fn list_imports(
    State(site): State<Site>,
    Caller(actor): Caller,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<Import>>, ApiError> {
    let all = list_imports::list_imports(&site.app, &actor).await?;
    let id = |one: &list_imports::NamedImport| one.import.id.to_string();
    let show = |one: list_imports::NamedImport| import(&one.import, one.by, false);
    Ok(Json(answered::page(all, query.limit, query.after.as_deref(), id, show)))
}

/// Shows one import with its report.
#[utoipa::path(get, path = "/api/v1/imports/{import}", tag = "Imports",
    responses((status = 200, body = Import)))]
pub(super) async fn show_import(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(id): Named<ImportId>,
) -> Result<Json<Import>, ApiError> {
    let shown = list_imports::show_import(&site.app, &actor, id).await?;
    Ok(Json(import(&shown.import, shown.by, true)))
}

/// What comes in, and what the file does not say itself.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ImportQuery {
    /// `framework`, `roster`, `evidence`, `prerequisites`, `item_parameters`, `tracing`, `items`, `cartridge` or
    /// `minutes`; minutes need `PUT /api/v1/vendors/{name}/columns` once.
    kind: String,
    /// The system that sends such files, such as `sis`; it stays the same.
    source: String,
    /// The file's name, with its ending.
    file_name: String,
    /// Only looks; `/imports/{import}/application` applies it.
    #[serde(default)]
    dry_run: bool,
    /// Makes unknown learners and competencies.
    #[serde(default)]
    create: bool,
    /// A framework by id, GUID or title: where codes are looked up.
    framework: Option<String>,
    /// The title of a framework that is a table.
    title: Option<String>,
    /// The version of a framework that is a table.
    version: Option<String>,
    /// The format of a framework: `case`, `framework_csv`, `asn`, `canvas_outcomes` or
    /// `moodle_competencies`; what the file looks like where it is not given.
    format: Option<String>,
    /// An end date in the roster is the first day after.
    #[serde(default)]
    ends_day_after: bool,
}

/// Brings one file in: the body is the file itself. The same file as the source's latest import gives
/// that import's report and writes nothing. Answers to items, which need a second file, come in by the
/// command line.
#[utoipa::path(post, path = "/api/v1/imports", tag = "Imports", params(ImportQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, body = Import)))]
pub(super) async fn add_import(
    State(site): State<Site>,
    Caller(actor): Caller,
    Query(query): Query<ImportQuery>,
    Raw(body): Raw,
) -> Result<(StatusCode, Json<Import>), ApiError> {
    let kind = ImportKind::from_word(&query.kind).ok_or_else(|| {
        let known: Vec<&str> = ImportKind::ALL.iter().map(|(_, word, _)| *word).collect();
        Refusal::invalid("kind", format!("is not known: use one of {}", known.join(", ")))
    })?;
    let request = if kind == ImportKind::Minutes {
        let file = (query.file_name, body.to_vec());
        vendor_columns::minutes_request(&site.app, &actor, &query.source, file).await?
    } else {
        ImportRequest {
            kind,
            source: query.source,
            files: vec![(query.file_name, body.to_vec())],
            options: ImportOptions {
                create: query.create,
                framework: query.framework,
                title: query.title,
                version: query.version,
                format: query.format,
                columns: Columns::default(),
                ends_day_after: query.ends_day_after,
                mapping: None,
            },
        }
    };
    let shown = if query.dry_run {
        import_files::check_import(&site.app, &actor, request).await?
    } else {
        import_files::import_files(&site.app, &actor, request, &|_, _| {}).await?
    };
    Ok((StatusCode::CREATED, Json(import(&shown, own_name(&site, &actor).await?, true))))
}

/// Applies an import that was looked at, or goes on with one that was interrupted.
#[utoipa::path(post, path = "/api/v1/imports/{import}/application", tag = "Imports",
    responses((status = 200, body = Import)))]
pub(super) async fn apply_import(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(id): Named<ImportId>,
) -> Result<Json<Import>, ApiError> {
    let shown = import_files::apply_import(&site.app, &actor, id, &|_, _| {}).await?;
    Ok(Json(import(&shown, own_name(&site, &actor).await?, true)))
}

async fn own_name(site: &Site, actor: &usecases::Actor) -> Result<String, ApiError> {
    Ok(usecases::show_person::show_person(&site.app, actor).await?.person.name())
}
