//! What must come before what, in one framework.

use axum::{
    Router,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{AssociationId, FrameworkId, framework::Competency, plain, text};
use serde::Deserialize;
use usecases::{
    Refusal,
    edit_prerequisites::{add_prerequisite, remove_prerequisite, show_prerequisites},
    import_files::check_import,
    import_request::{ImportKind, ImportOptions, ImportRequest},
    search_competencies::competency_meant,
};

use crate::{
    figures::grouped,
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

/// Up to so many competencies are chosen from a list; of more, one is written by its code.
const MOST_CHOICES: usize = 300;

/// Pairs shown at once.
const MOST_ROWS: usize = 300;

/// What the page is asked for.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    /// Words that a pair has.
    #[serde(default)]
    q: String,
}

/// `GET /frameworks/{framework}/prerequisites`
async fn show(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<FrameworkId>,
    Query(asked): Query<Asked>,
) -> Page {
    shown(&site, &signed_in, id, &asked, Tried::default()).await
}

/// What was tried and refused: it stays in the form.
#[derive(Debug, Default)]
struct Tried {
    before: String,
    after: String,
    refusal: Option<String>,
}

/// `POST /frameworks/{framework}/prerequisites`
async fn add(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<FrameworkId>,
    form: Fields,
) -> Page {
    let (before, after) = (form.one("before"), form.one("after"));
    let refusal = match write(&site, &signed_in, id, before, after).await {
        Ok(()) => return Ok(Redirect::to(&format!("/frameworks/{id}/prerequisites")).into_response()),
        Err(Refusal::Invalid { why, .. }) if why.starts_with('"') => format!("{why}."),
        Err(Refusal::Invalid { why, .. }) => format!("That {why}."),
        Err(refusal) => return Err(refusal.into()),
    };
    let tried = Tried { before: before.to_owned(), after: after.to_owned(), refusal: Some(refusal) };
    shown(&site, &signed_in, id, &Asked::default(), tried).await
}

/// Adds the pair; each end is chosen from the list, or written.
async fn write(
    site: &Site,
    signed_in: &SignedIn,
    id: FrameworkId,
    before: &str,
    after: &str,
) -> Result<(), Refusal> {
    let (app, actor) = (&site.app, &signed_in.actor);
    let mut ends = Vec::with_capacity(2);
    for (written, field) in [(before, "before"), (after, "after")] {
        ends.push(match written.parse() {
            Ok(chosen) => chosen,
            Err(_) => competency_meant(app, actor, id, written, field).await?,
        });
    }
    add_prerequisite(app, actor, id, ends[0], ends[1]).await
}

/// `POST /frameworks/{framework}/prerequisites/csv`
async fn look(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<FrameworkId>,
    mut form: Upload,
) -> Page {
    let Some(file) = form.take_file("csv") else {
        let refusal = Some("Choose a file.".to_owned());
        return shown(&site, &signed_in, id, &Asked::default(), Tried { refusal, ..Tried::default() }).await;
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

async fn shown(site: &Site, signed_in: &SignedIn, id: FrameworkId, asked: &Asked, tried: Tried) -> Page {
    let found = show_prerequisites(&site.app, &signed_in.actor, id).await?;
    let href = format!("/frameworks/{id}");
    let words = text::search_key(asked.q.trim());
    let says = |one: &Competency| text::search_key(&one.code_and_title()).contains(&words);
    let mut pairs: Vec<_> =
        found.pairs.iter().filter(|pair| says(&pair.before) || says(&pair.after)).collect();
    let hidden = pairs.len().saturating_sub(MOST_ROWS);
    pairs.truncate(MOST_ROWS);
    let rows = pairs.into_iter().map(|pair| PrerequisiteRow {
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
        competencies: if found.competencies.len() <= MOST_CHOICES {
            found.competencies.iter().map(|one| Choice::new(&one.id.to_string(), &label(one))).collect()
        } else {
            Vec::new()
        },
        before: tried.before,
        after: tried.after,
        searches: found.pairs.len() > MOST_ROWS,
        query: asked.q.clone(),
        rows: rows.collect(),
        hidden: grouped(hidden),
        refusal: tried.refusal,
    })
}

fn label(one: &Competency) -> String {
    plain::cut(&one.code_and_title(), 110)
}
