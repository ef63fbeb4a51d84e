//! Writing what there is to learn from: its form, and the preview that follows a page.

mod typed;

use axum::{
    Router,
    extract::{DefaultBodyLimit, Path, Query, State},
    http::{HeaderValue, header},
    response::{Html, IntoResponse as _, Redirect, Response},
    routing::{get, post},
};
use domain::{ResourceId, chain::hex, resource::ResourceKind};
use usecases::{
    Refusal,
    modalities::list_modalities,
    search_items::may_write_items,
    search_resources::{Looked, search_resources},
    show_assessment::list_plans,
    show_item_file::add_resource_file,
    show_resource::show_resource,
    show_stimulus::preview_stimulus,
    words::words_for,
    write_resource::{add_resource, page_of, revise_resource},
};
use wording::Audience;

use super::item_write::told;
use crate::{
    answer_form::{AnswerForm, MOST_BYTES},
    frame,
    item_form::FormProblem,
    item_html,
    page_error::{Page, PageError, page},
    resource_words::kind_name,
    session::SignedIn,
    site::Site,
    views::{resources::ResourceForm, shell::Link},
};
use typed::{Offered, Typed};

/// Kinds that somebody adds by hand.
const KINDS: [ResourceKind; 4] =
    [ResourceKind::Lesson, ResourceKind::Link, ResourceKind::File, ResourceKind::Activity];

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/resources/new", get(new).post(add))
        .route("/resources/{resource}/edit", get(edit).post(change))
        .route("/resources/preview", post(preview))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
}

#[derive(serde::Deserialize)]
struct Asked {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    about: String,
}

/// `GET /resources/new?kind=&about=`
async fn new(State(site): State<Site>, signed_in: SignedIn, Query(asked): Query<Asked>) -> Page {
    let kind = ResourceKind::from_word(&asked.kind).filter(|kind| KINDS.contains(kind));
    let typed = Typed::blank(kind.unwrap_or(ResourceKind::Lesson), &asked.about);
    shown(&site, &signed_in, None, typed, Vec::new()).await
}

/// `POST /resources/new`
async fn add(State(site): State<Site>, signed_in: SignedIn, sent: AnswerForm) -> Page {
    acted(&site, &signed_in, None, sent).await
}

/// `GET /resources/{resource}/edit`
async fn edit(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<ResourceId>) -> Page {
    let found = show_resource(&site.app, &signed_in.actor, id).await?;
    shown(&site, &signed_in, Some(id), Typed::of(&found), Vec::new()).await
}

/// `POST /resources/{resource}/edit`
async fn change(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<ResourceId>,
    sent: AnswerForm,
) -> Page {
    acted(&site, &signed_in, Some(id), sent).await
}

fn problem(field: &str, why: &str) -> FormProblem {
    FormProblem { field: field.to_owned(), why: why.to_owned() }
}

async fn acted(site: &Site, signed_in: &SignedIn, id: Option<ResourceId>, mut sent: AnswerForm) -> Page {
    let act = sent.one("act").to_owned();
    let files = std::mem::take(&mut sent.files);
    let mut typed = Typed::sent(&sent)?;
    let mut problems = Vec::new();
    // A file that was chosen comes along with whatever button was pressed.
    if let Some((_, name, bytes)) = files.into_iter().find(|(field, ..)| field == "picture") {
        match add_resource_file(&site.app, &signed_in.actor, &name, bytes, !typed.is_page()).await {
            Ok(file) => typed.take(&name, file.digest),
            Err(Refusal::Invalid { why, .. }) => {
                problems.push(problem("picture", &format!("The file {why}")));
            }
            Err(refusal) => return Err(refusal.into()),
        }
    }
    if act != "save" || !problems.is_empty() {
        return shown(site, signed_in, id, typed, problems).await;
    }
    match save(site, signed_in, id, &typed).await {
        Ok(id) => Ok(Redirect::to(&format!("/resources/{id}")).into_response()),
        Err(Refusal::Invalid { field, why }) => {
            let problems = vec![problem(field, &format!("The {field} {why}"))];
            shown(site, signed_in, id, typed, problems).await
        }
        Err(Refusal::Conflict(why)) => shown(site, signed_in, id, typed, vec![problem("title", &why)]).await,
        Err(refusal) => Err(refusal.into()),
    }
}

async fn save(
    site: &Site,
    signed_in: &SignedIn,
    id: Option<ResourceId>,
    typed: &Typed,
) -> Result<ResourceId, Refusal> {
    let new = typed.read(&site.app, &signed_in.actor).await?;
    match id {
        None => add_resource(&site.app, &signed_in.actor, new).await,
        Some(id) => {
            let seen = typed.seen.parse();
            let seen = seen.map_err(|_| Refusal::invalid("seen", "is missing: open the resource again"))?;
            revise_resource(&site.app, &signed_in.actor, id, seen, new).await?;
            Ok(id)
        }
    }
}

async fn shown(
    site: &Site,
    signed_in: &SignedIn,
    id: Option<ResourceId>,
    typed: Typed,
    problems: Vec<FormProblem>,
) -> Page {
    // Whoever may not look at the library is not told that there is one.
    search_resources(&site.app, &signed_in.actor, Looked { words: "\u{1}".to_owned(), ..Looked::default() })
        .await?;
    if !may_write_items(&site.app, &signed_in.actor).await? {
        return Err(Refusal::Denied(
            "Only educators, and whoever leads or runs a school or program, can write lessons and add resources.",
        )
        .into());
    }
    let modalities = list_modalities(&site.app, &signed_in.actor).await?.modalities;
    let plans = list_plans(&site.app, &signed_in.actor).await?;
    let offered = Offered {
        modalities: modalities.into_iter().map(|one| (one.key, one.name)).collect(),
        plans: plans.into_iter().map(|one| (one.row.id.to_string(), one.row.title)).collect(),
    };
    let kind = kind_name(typed.kind).to_lowercase();
    let heading = if id.is_some() { format!("Change the {kind}") } else { format!("New {kind}") };
    let mut crumbs = vec![Link::new("Lessons", "/resources")];
    if let Some(id) = id {
        let title = if typed.title.is_empty() { "The resource" } else { &typed.title };
        crumbs.push(Link::new(title, &format!("/resources/{id}")));
    }
    let others = KINDS.iter().filter(|other| **other != typed.kind && id.is_none());
    let other =
        |other: &ResourceKind| Link::new(kind_name(*other), &format!("/resources/new?kind={}", other.word()));
    let preview = if typed.is_page() { previewed(site, signed_in, &typed).await?.ok() } else { None };
    page(&ResourceForm {
        shell: frame::shell(site, signed_in, &heading, "/resources").await?,
        crumbs,
        heading,
        action: id.map_or("/resources/new".to_owned(), |id| format!("/resources/{id}/edit")),
        kind: typed.kind.word().to_owned(),
        others: others.map(other).collect(),
        seen: typed.seen.clone(),
        fields: typed.fields(&offered, &problems),
        takes_files: typed.is_page() || typed.kind == ResourceKind::File,
        is_page: typed.is_page(),
        files: typed.files.iter().map(|(name, digest)| (name.clone(), hex(digest))).collect(),
        problems: problems.into_iter().map(|one| (one.field, one.why)).collect(),
        preview,
    })
}

/// What is typed as learners see it, as a piece of a page; or what has to be mended before it can be shown.
async fn previewed(
    site: &Site,
    signed_in: &SignedIn,
    typed: &Typed,
) -> Result<Result<String, Vec<FormProblem>>, PageError> {
    let text = match page_of(&typed.title, &typed.language, &typed.text) {
        Ok(text) => text,
        Err(Refusal::Invalid { field, why }) => {
            return Ok(Err(vec![problem(field, &format!("The {field} {why}"))]));
        }
        Err(refusal) => return Err(refusal.into()),
    };
    let text = preview_stimulus(&site.app, &signed_in.actor, text, typed.files.clone()).await?;
    let words = words_for(&site.app, &signed_in.actor, Audience::Learner).await?;
    Ok(Ok(item_html::shared(&text, &item_html::words(&words))))
}

/// `POST /resources/preview`: the piece of a page that shows what is typed, or says what has to be mended.
async fn preview(
    State(site): State<Site>,
    signed_in: SignedIn,
    sent: AnswerForm,
) -> Result<Response, PageError> {
    // Whoever may not look at items is not told that some are written here.
    may_write_items(&site.app, &signed_in.actor).await?;
    if sent.fields.iter().all(|(name, _)| name != "text") {
        return Err(Refusal::invalid("text", "is missing: load the page again").into());
    }
    let html = match previewed(&site, &signed_in, &Typed::sent(&sent)?).await? {
        Ok(html) => html,
        Err(problems) => told(&problems),
    };
    let mut response = Html(html).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}
