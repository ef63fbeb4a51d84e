//! Items come in: look, report, apply.

use axum::{
    Router,
    extract::{DefaultBodyLimit, Path, State},
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::ImportId;
use usecases::{
    Refusal,
    import_files::{apply_import, check_import, import_files},
    import_items::USUAL_SOURCE,
    import_request::{ImportKind, ImportOptions, ImportRequest},
    list_imports::{list_item_imports, show_import},
    search_items::may_write_items,
};

use super::imports;
use crate::{
    form::Fields,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    upload::{MOST_BYTES, Upload},
    views::{items::ItemsImport, shell::Link},
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/items/import", get(list).post(upload).layer(DefaultBodyLimit::max(MOST_BYTES)))
        .route("/items/import/{import}", get(show))
        .route("/items/import/{import}/apply", post(apply))
}

/// `GET /items/import`
async fn list(State(site): State<Site>, signed_in: SignedIn) -> Page {
    listed(&site, &signed_in, None).await
}

async fn listed(site: &Site, signed_in: &SignedIn, refusal: Option<String>) -> Page {
    let all = list_item_imports(&site.app, &signed_in.actor).await?;
    let may_write = may_write_items(&site.app, &signed_in.actor).await?;
    page(&ItemsImport {
        shell: frame::shell(site, signed_in, "Import items", "/items").await?,
        crumbs: vec![Link::new("Items", "/items")],
        may_write,
        imports: all.into_iter().map(|one| imports::row(one, "/items/import")).collect(),
        refusal,
    })
}

/// `POST /items/import`
async fn upload(State(site): State<Site>, signed_in: SignedIn, mut form: Upload) -> Page {
    let Some(file) = form.take_file("file") else {
        return listed(&site, &signed_in, Some("Choose a file first.".to_owned())).await;
    };
    let request = ImportRequest {
        kind: ImportKind::Items,
        source: USUAL_SOURCE.to_owned(),
        files: vec![file],
        options: ImportOptions::default(),
    };
    let done = if form.one("dry") == "1" {
        check_import(&site.app, &signed_in.actor, request).await
    } else {
        import_files(&site.app, &signed_in.actor, request, &|_, _| {}).await
    };
    match done {
        Ok(done) => Ok(Redirect::to(&format!("/items/import/{}", done.id)).into_response()),
        Err(Refusal::Invalid { field, why }) => {
            listed(&site, &signed_in, Some(format!("The {field} {why}."))).await
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// `GET /items/import/{import}`
async fn show(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<ImportId>) -> Page {
    // Whoever may not see other imports is not told that there are any.
    let found = show_import(&site.app, &signed_in.actor, id).await.map_err(|refusal| match refusal {
        Refusal::Denied(_) => Refusal::NotFound("this import"),
        other => other,
    })?;
    if found.import.kind != Some(ImportKind::Items) {
        return Err(Refusal::NotFound("this import").into());
    }
    let may_write = may_write_items(&site.app, &signed_in.actor).await?;
    let shell = frame::shell(&site, &signed_in, "Import report", "/items").await?;
    let crumbs = vec![Link::new("Items", "/items"), Link::new("Import items", "/items/import")];
    let mut report = imports::report(&found, "/items/import", shell, crumbs);
    report.apply_action = report.apply_action.filter(|_| may_write);
    page(&report)
}

/// `POST /items/import/{import}/apply`
async fn apply(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<ImportId>, _: Fields) -> Page {
    apply_import(&site.app, &signed_in.actor, id, &|_, _| {}).await?;
    Ok(Redirect::to(&format!("/items/import/{id}")).into_response())
}
