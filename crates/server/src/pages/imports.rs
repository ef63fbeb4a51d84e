//! Bringing files in: look, report, apply.

use axum::{
    Router,
    extract::{DefaultBodyLimit, Path, State},
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::ImportId;
use exchange::framework_file::Format;
use usecases::{
    Refusal,
    import_files::{apply_import, check_import, import_files},
    import_report::{Difference as Line, ImportState, ShownImport, VersionSummary},
    import_request::{ImportKind, ImportOptions, ImportRequest},
    list_imports::{NamedImport, list_imports, show_import, usual_source},
};

use crate::{
    figures::grouped,
    form::Fields,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    upload::{MOST_BYTES, Upload},
    views::{
        imports::{Against, Difference, ImportProblem, ImportReport, ImportRow, Imports},
        shell::{Choice, Link, Shell},
    },
    when,
};

/// Problems shown on the page; the command line's `--json` has more.
const SHOWN: usize = 500;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/admin/imports", get(list).post(upload).layer(DefaultBodyLimit::max(MOST_BYTES)))
        .route("/admin/imports/{import}", get(show))
        .route("/admin/imports/{import}/apply", post(apply))
}

/// `GET /admin/imports`
async fn list(State(site): State<Site>, signed_in: SignedIn) -> Page {
    listed(&site, &signed_in, None).await
}

/// `POST /admin/imports`
async fn upload(State(site): State<Site>, signed_in: SignedIn, mut form: Upload) -> Page {
    let kind = ImportKind::from_word(form.one("kind"));
    let (Some(kind), Some(file)) = (kind, form.take_file("file")) else {
        return listed(&site, &signed_in, Some("Choose what is in the file, and the file.".to_owned())).await;
    };
    let dry = form.one("dry") == "1";
    let said = |name| Some(form.one(name).trim().to_owned()).filter(|text: &String| !text.is_empty());
    let options = match kind {
        ImportKind::Framework => ImportOptions {
            format: said("format"),
            title: said("title"),
            version: said("version"),
            ..ImportOptions::default()
        },
        _ => ImportOptions::default(),
    };
    let source = match said("source") {
        Some(source) => source,
        None => usual_source(&site.app, &signed_in.actor, kind).await?,
    };
    let request = ImportRequest { kind, source, files: vec![file], options };
    match brought_in(&site, &signed_in, request, dry).await {
        Ok(done) => Ok(Redirect::to(&format!("/admin/imports/{}", done.id)).into_response()),
        Err(Refusal::Invalid { field, why }) => {
            listed(&site, &signed_in, Some(format!("The {field} {why}."))).await
        }
        Err(refusal) => Err(refusal.into()),
    }
}

async fn brought_in(
    site: &Site,
    signed_in: &SignedIn,
    request: ImportRequest,
    dry: bool,
) -> Result<ShownImport, Refusal> {
    if dry {
        check_import(&site.app, &signed_in.actor, request).await
    } else {
        import_files(&site.app, &signed_in.actor, request, &|_, _| {}).await
    }
}

/// `POST /admin/imports/{import}/apply`
async fn apply(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(import): Path<ImportId>,
    _: Fields,
) -> Page {
    apply_import(&site.app, &signed_in.actor, import, &|_, _| {}).await?;
    Ok(Redirect::to(&format!("/admin/imports/{import}")).into_response())
}

/// `GET /admin/imports/{import}`
async fn show(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<ImportId>) -> Page {
    let found = show_import(&site.app, &signed_in.actor, id).await?;
    let shell = frame::shell(&site, &signed_in, "Import report", "/admin/imports").await?;
    let crumbs = vec![Link::new("Imports", "/admin/imports")];
    page(&report(&found, "/admin/imports", shell, crumbs))
}

/// The report of an import; `base` is the address of the list.
pub(super) fn report(found: &NamedImport, base: &str, shell: Shell, crumbs: Vec<Link>) -> ImportReport {
    let NamedImport { import, by } = found;
    let (id, report) = (import.id, &import.report);
    let digest: String = import.digest_text().chars().take(32).collect();
    let kind = import.kind.map_or("", ImportKind::title);
    let all = report.errors + report.warnings;
    let shown = report.problems.len().min(SHOWN);
    let applies = matches!(import.state, ImportState::Checked | ImportState::Applying);
    ImportReport {
        shell,
        crumbs,
        file: import.file_name.clone(),
        summary: summary(import),
        facts: vec![
            ("Kind".to_owned(), kind.to_owned()),
            ("Read".to_owned(), format!("{}, by {by}", when::moment(import.started_at))),
            ("Source".to_owned(), import.source.clone()),
            ("SHA-256".to_owned(), format!("{digest}…")),
        ],
        differences: report.differences.iter().map(difference).collect(),
        problems: report.problems.iter().take(SHOWN).map(|one| problem(one, report.stopped)).collect(),
        more: if all > shown as u64 {
            format!("The first {shown} of {}.", grouped(all))
        } else {
            String::new()
        },
        remarks: report.remarks.clone(),
        versions: report.version.as_ref().map(|version| against(import, version)),
        apply_action: applies.then(|| format!("{base}/{id}/apply")),
    }
}

/// What a new version changes, and where it is compared: the file while it was only looked at, else the
/// two versions.
fn against(import: &ShownImport, version: &VersionSummary) -> Against {
    let href = if import.state == ImportState::Checked {
        format!("/admin/imports/{}/versions", import.id)
    } else {
        format!("/frameworks/{}/versions?with={}", version.new, version.old)
    };
    Against {
        old: version.old_title.clone(),
        counts: version.counts().iter().map(|(what, count)| ((*what).to_owned(), grouped(*count))).collect(),
        link: Link::new("See every change", &href),
    }
}

fn summary(import: &ShownImport) -> String {
    let report = &import.report;
    let problems = match (report.errors, report.warnings) {
        (0, 0) => "No problems.".to_owned(),
        (errors, warnings) => {
            format!("{} rows or parts left out, {} remarks.", grouped(errors), grouped(warnings))
        }
    };
    let outcome = match import.state {
        ImportState::Checked if report.changes_nothing() => "A look only. Applying it would change nothing.",
        ImportState::Checked => "A look only: nothing has been written.",
        ImportState::Applying => "It was interrupted, or is still being applied. Apply it to go on.",
        ImportState::Applied => "Applied.",
        ImportState::Refused => "The file is broken as a whole: nothing was written.",
    };
    format!("{outcome} {problems}")
}

fn difference(line: &Line) -> Difference {
    let mut kind = line.kind.clone();
    kind[..1].make_ascii_uppercase();
    Difference {
        kind,
        added: grouped(line.added),
        changed: grouped(line.changed),
        unchanged: grouped(line.unchanged),
        ended: grouped(line.ended),
    }
}

fn problem(one: &exchange::Problem, stopped: bool) -> ImportProblem {
    ImportProblem {
        stops: stopped && one.severity == exchange::Severity::Error,
        file: one.file.clone(),
        line: one.line.map(|line| line.to_string()).unwrap_or_default(),
        field: one.field.clone().unwrap_or_default(),
        value: one.value.clone().unwrap_or_default(),
        what: one.what.clone(),
        advice: one.advice.clone(),
    }
}

async fn listed(site: &Site, signed_in: &SignedIn, refusal: Option<String>) -> Page {
    let imports = list_imports(&site.app, &signed_in.actor).await?;
    let offered = [
        ImportKind::Roster,
        ImportKind::Framework,
        ImportKind::Evidence,
        ImportKind::ItemParameters,
        ImportKind::Tracing,
    ];
    page(&Imports {
        shell: frame::shell(site, signed_in, "Imports", "/admin/imports").await?,
        action: "/admin/imports".to_owned(),
        kinds: offered.iter().map(|kind| Choice::new(kind.word(), kind.title())).collect(),
        formats: std::iter::once(Choice::new("", "As the file looks"))
            .chain(Format::ALL.iter().map(|(format, word)| Choice::new(word, format.title())))
            .collect(),
        imports: imports.into_iter().map(|one| row(one, "/admin/imports")).collect(),
        refusal,
    })
}

/// A line of a list of imports; `base` is the address of the list.
pub(super) fn row(NamedImport { import, by }: NamedImport, base: &str) -> ImportRow {
    let errors = import.report.errors;
    let outcome = match import.state {
        ImportState::Checked => "looked at, not applied".to_owned(),
        ImportState::Applying => "interrupted: open it to go on".to_owned(),
        ImportState::Applied if errors == 0 => "applied".to_owned(),
        ImportState::Applied => format!("applied; {} rows or parts left out", grouped(errors)),
        ImportState::Refused => "broken, nothing written".to_owned(),
    };
    ImportRow {
        file: Link::new(&import.file_name, &format!("{base}/{}", import.id)),
        kind: import.kind.map_or("", ImportKind::title).to_owned(),
        when: format!("{}, {by}", when::moment(import.started_at)),
        outcome,
        problem: errors > 0 || matches!(import.state, ImportState::Applying | ImportState::Refused),
    }
}
