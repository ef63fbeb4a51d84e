//! What must come before what, in one framework.

use axum::{
    Router,
    extract::{Path, State},
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{AssociationId, FrameworkId, framework::Competency, plain};
use usecases::{
    Refusal,
    edit_prerequisites::{add_prerequisite, remove_prerequisite, show_prerequisites},
    import_files::check_import,
    import_request::{ImportKind, ImportOptions, ImportRequest},
};

use crate::{
    form::Fields,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    upload::Upload,
    views::{
        prerequisites::{PrerequisiteRow, Prerequisites},
        shell::{Choice, Link},
    },
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/frameworks/{framework}/prerequisites", get(show).post(add))
        .route("/frameworks/{framework}/prerequisites/csv", post(look))
        .route("/frameworks/{framework}/prerequisites/{pair}/remove", post(remove))
}

/// `GET /frameworks/{framework}/prerequisites`
async fn show(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<FrameworkId>) -> Page {
    shown(&site, &signed_in, id, None).await
}

/// `POST /frameworks/{framework}/prerequisites`
async fn add(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<FrameworkId>,
    form: Fields,
) -> Page {
    let (Ok(before), Ok(after)) = (form.one("before").parse(), form.one("after").parse()) else {
        return shown(&site, &signed_in, id, Some("Choose both competencies.".to_owned())).await;
    };
    match add_prerequisite(&site.app, &signed_in.actor, id, before, after).await {
        Ok(()) => Ok(Redirect::to(&format!("/frameworks/{id}/prerequisites")).into_response()),
        Err(Refusal::Invalid { why, .. }) => shown(&site, &signed_in, id, Some(format!("That {why}."))).await,
        Err(refusal) => Err(refusal.into()),
    }
}

/// `POST /frameworks/{framework}/prerequisites/csv`
async fn look(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<FrameworkId>,
    mut form: Upload,
) -> Page {
    let Some(file) = form.take_file("csv") else {
        return shown(&site, &signed_in, id, Some("Choose a file.".to_owned())).await;
    };
    let request = ImportRequest {
        kind: ImportKind::Prerequisites,
        source: "page".to_owned(),
        files: vec![file],
        options: ImportOptions { framework: Some(id.to_string()), ..ImportOptions::default() },
    };
    let looked = check_import(&site.app, &signed_in.actor, request).await?;
    Ok(Redirect::to(&format!("/admin/imports/{}", looked.id)).into_response())
}

/// `POST /frameworks/{framework}/prerequisites/{pair}/remove`
async fn remove(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((id, pair)): Path<(FrameworkId, AssociationId)>,
    _: Fields,
) -> Page {
    remove_prerequisite(&site.app, &signed_in.actor, id, pair).await?;
    Ok(Redirect::to(&format!("/frameworks/{id}/prerequisites")).into_response())
}

async fn shown(site: &Site, signed_in: &SignedIn, id: FrameworkId, refusal: Option<String>) -> Page {
    let found = show_prerequisites(&site.app, &signed_in.actor, id).await?;
    let href = format!("/frameworks/{id}");
    let rows = found.pairs.iter().map(|pair| PrerequisiteRow {
        before: label(&pair.before),
        after: label(&pair.after),
        origin: if pair.by_hand { "made here" } else { "the publisher's file" }.to_owned(),
        remove_action: (pair.by_hand && found.may_edit)
            .then(|| format!("{href}/prerequisites/{}/remove", pair.id)),
    });
    page(&Prerequisites {
        shell: frame::shell(site, signed_in, "Prerequisites", "/frameworks").await?,
        crumbs: vec![Link::new("Standards", "/frameworks"), Link::new(&found.framework.title, &href)],
        action: format!("{href}/prerequisites"),
        competencies: found
            .competencies
            .iter()
            .map(|one| Choice::new(&one.id.to_string(), &label(one)))
            .collect(),
        rows: rows.collect(),
        refusal,
    })
}

fn label(one: &Competency) -> String {
    plain::cut(&one.code_and_title(), 110)
}
