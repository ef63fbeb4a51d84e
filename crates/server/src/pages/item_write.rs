//! Writing an item without XML: which kind, its form, and the preview that follows it.

mod fields;

use assessment::authoring::to_item;
use axum::{
    Router,
    extract::{DefaultBodyLimit, Path, State},
    http::{HeaderValue, header},
    response::{Html, IntoResponse as _, Redirect, Response},
    routing::{get, post},
};
use domain::{
    ItemId, Points, StimulusId,
    chain::{Digest, from_hex, hex},
};
pub(super) use fields::told;
use usecases::{
    Refusal,
    item_kept_text::bare_name,
    search_items::competencies_called,
    show_item::{WholeItem, show_item},
    show_item_file::add_item_file,
    try_item::try_written,
    words::words_for,
    write_item::{About, ItemText, NewItem, add_item, revise_item},
    write_stimulus::list_stimuli,
};
use wording::Audience;

use crate::{
    answer_form::{AnswerForm, MOST_BYTES},
    frame,
    item_form::{FormProblem, ItemForm, KINDS, field_of},
    page_error::{Page, PageError, page},
    session::SignedIn,
    site::Site,
    views::{
        item::Trying,
        item_form::{ItemFormPage, ItemNew},
        shell::Link,
    },
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/items/new", get(choose))
        .route("/items/new/{kind}", get(new).post(add))
        .route("/items/{item}/edit", get(edit).post(revise))
        .route("/items/preview", post(preview))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
}

/// `GET /items/new`
async fn choose(State(site): State<Site>, signed_in: SignedIn) -> Page {
    // Whoever may not look at items is not told that some are written here.
    list_stimuli(&site.app, &signed_in.actor, "").await?;
    let kinds = KINDS
        .iter()
        .map(|(word, name, said)| (Link::new(name, &format!("/items/new/{word}")), (*said).to_owned()));
    page(&ItemNew {
        shell: frame::shell(&site, &signed_in, "New item", "/items").await?,
        crumbs: vec![Link::new("Items", "/items")],
        kinds: kinds.collect(),
    })
}

/// What a form is for.
struct Writing {
    item: Option<(ItemId, String)>,
    form: ItemForm,
    problems: Vec<FormProblem>,
}

fn known(kind: &str) -> Result<(), Refusal> {
    if KINDS.iter().any(|(word, ..)| *word == kind) {
        Ok(())
    } else {
        Err(Refusal::NotFound("this kind of item"))
    }
}

/// `GET /items/new/{kind}`
async fn new(State(site): State<Site>, signed_in: SignedIn, Path(kind): Path<String>) -> Page {
    known(&kind)?;
    let writing = Writing { item: None, form: ItemForm::new(&kind), problems: Vec::new() };
    shown(&site, &signed_in, writing).await
}

/// `POST /items/new/{kind}`
async fn add(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(kind): Path<String>,
    sent: AnswerForm,
) -> Page {
    known(&kind)?;
    acted(&site, &signed_in, None, &kind, sent).await
}

/// `GET /items/{item}/edit`
async fn edit(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<ItemId>) -> Page {
    let item = show_item(&site.app, &signed_in.actor, id).await?;
    let form = form_of(&item)?;
    let writing = Writing { item: Some((id, item.row.title.clone())), form, problems: Vec::new() };
    shown(&site, &signed_in, writing).await
}

/// `POST /items/{item}/edit`
async fn revise(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<ItemId>,
    sent: AnswerForm,
) -> Page {
    let item = show_item(&site.app, &signed_in.actor, id).await?;
    let kind = form_of(&item)?.kind;
    acted(&site, &signed_in, Some((id, item.row.title.clone())), &kind, sent).await
}

fn form_of(item: &WholeItem) -> Result<ItemForm, Refusal> {
    let Some(authored) = &item.authored else {
        return Err(Refusal::Conflict(
            "This item has a shape that the form does not know: change it where it was made, and import it again."
                .to_owned(),
        ));
    };
    let mut form = ItemForm::of(authored);
    form.set("seen", &item.row.version.to_string());
    let codes = item.competencies.iter().map(|one| one.code.clone().unwrap_or_else(|| one.id.to_string()));
    form.set("competencies", &codes.collect::<Vec<_>>().join("\n"));
    form.set("tags", &item.tags.join(", "));
    form.set("grades", &item.row.grades);
    form.set(
        "difficulty",
        &item.row.parameters.difficulty.map(|b| b.to_f64().to_string()).unwrap_or_default(),
    );
    form.set("stimulus", &item.stimulus.as_ref().map(|(id, _)| id.to_string()).unwrap_or_default());
    for (name, digest) in &item.files {
        form.add("file", &format!("{name}={}", hex(digest)));
    }
    Ok(form)
}

async fn acted(
    site: &Site,
    signed_in: &SignedIn,
    item: Option<(ItemId, String)>,
    kind: &str,
    mut sent: AnswerForm,
) -> Page {
    let act = sent.one("act").to_owned();
    let files = std::mem::take(&mut sent.files);
    let mut form = ItemForm::sent(kind, &sent);
    let mut problems = Vec::new();
    // A file that was chosen comes along with whatever button was pressed.
    if let Some((_, name, bytes)) = files.into_iter().find(|(field, ..)| field == "picture") {
        match add_item_file(&site.app, &signed_in.actor, &name, bytes).await {
            Ok(file) => form.add("file", &format!("{}={}", bare_name(&name), hex(&file.digest))),
            Err(Refusal::Invalid { why, .. }) => {
                problems.push(FormProblem { field: "picture".to_owned(), why: format!("The file {why}") });
            }
            Err(refusal) => return Err(refusal.into()),
        }
    }
    if act != "save" || !problems.is_empty() {
        if !form.act(&act) && act == "preview" {
            problems.extend(mended(&form).err().unwrap_or_default());
        }
        return shown(site, signed_in, Writing { item, form, problems }).await;
    }
    match save(site, signed_in, item.as_ref().map(|(id, _)| *id), &form).await {
        Ok(id) => Ok(Redirect::to(&format!("/items/{id}")).into_response()),
        Err(Ended::Problems(problems)) => shown(site, signed_in, Writing { item, form, problems }).await,
        Err(Ended::Refused(Refusal::Invalid { field, why })) => {
            let problems = vec![FormProblem { field: field.to_owned(), why: format!("The {field} {why}") }];
            shown(site, signed_in, Writing { item, form, problems }).await
        }
        Err(Ended::Refused(Refusal::Conflict(why))) => {
            let problems = vec![FormProblem { field: "title".to_owned(), why }];
            shown(site, signed_in, Writing { item, form, problems }).await
        }
        Err(Ended::Refused(refusal)) => Err(refusal.into()),
    }
}

/// Why nothing was saved.
enum Ended {
    Problems(Vec<FormProblem>),
    Refused(Refusal),
}

impl From<Refusal> for Ended {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

async fn save(
    site: &Site,
    signed_in: &SignedIn,
    item: Option<ItemId>,
    form: &ItemForm,
) -> Result<ItemId, Ended> {
    let authored = mended(form).map_err(Ended::Problems)?;
    let mut problems = Vec::new();
    let names: Vec<String> = form
        .one("competencies")
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect();
    let mut competencies = Vec::new();
    for (name, found) in names.iter().zip(competencies_called(&site.app, &signed_in.actor, &names).await?) {
        match found {
            Ok(id) => competencies.push(id),
            Err(why) => problems.push(FormProblem {
                field: "competencies".to_owned(),
                why: format!("Standards: \"{name}\": {why}"),
            }),
        }
    }
    let typed = form.one("difficulty").trim().replace(',', ".");
    let difficulty = typed.parse().ok().and_then(|logits: f64| Points::from_f64(logits).ok());
    if difficulty.is_none() && !typed.is_empty() {
        let why = format!("Difficulty: \"{typed}\" is not a number: write logits, such as -0.5");
        problems.push(FormProblem { field: "difficulty".to_owned(), why });
    }
    if !problems.is_empty() {
        return Err(Ended::Problems(problems));
    }
    let new = NewItem {
        text: ItemText::Authored(Box::new(authored)),
        about: About {
            competencies,
            tags: form.one("tags").split(',').map(str::to_owned).collect(),
            grades: form.one("grades").to_owned(),
            difficulty,
            stimulus: form.one("stimulus").parse().ok(),
        },
        files: files(form),
        note: form.one("note").to_owned(),
    };
    let Some(id) = item else { return Ok(add_item(&site.app, &signed_in.actor, new).await?) };
    let seen =
        form.one("seen").parse().map_err(|_| Refusal::invalid("seen", "is missing: open the item again"))?;
    revise_item(&site.app, &signed_in.actor, id, seen, new).await?;
    Ok(id)
}

/// The item that is typed, if it can be made.
fn mended(form: &ItemForm) -> Result<assessment::authoring::Authored, Vec<FormProblem>> {
    let authored = form.authored()?;
    match to_item(&authored) {
        Ok(_) => Ok(authored),
        Err(problems) => Err(problems
            .iter()
            .map(|one| FormProblem {
                field: field_of(&one.field),
                why: format!("{}: {}", fields::label(&one.field), one.fault),
            })
            .collect()),
    }
}

fn files(form: &ItemForm) -> Vec<(String, Digest)> {
    file_pairs(form.all("file"))
}

/// Files of hidden fields: `name=digest` each.
pub(super) fn file_pairs<'f>(pairs: impl Iterator<Item = &'f str>) -> Vec<(String, Digest)> {
    let read = |pair: &str| {
        let (name, digest) = pair.rsplit_once('=')?;
        Some((name.to_owned(), from_hex(digest)?))
    };
    pairs.filter_map(read).collect()
}

async fn shown(site: &Site, signed_in: &SignedIn, writing: Writing) -> Page {
    let Writing { item, form, problems } = writing;
    let stimuli = list_stimuli(&site.app, &signed_in.actor, "").await?;
    let heading = match &item {
        Some((_, title)) => format!("New version of {title}"),
        None => KINDS
            .iter()
            .find(|(word, ..)| *word == form.kind)
            .map_or("New item", |(_, name, _)| name)
            .to_owned(),
    };
    let shell = frame::shell(site, signed_in, &heading, "/items").await?;
    let preview = previewed(site, signed_in, &form).await?.ok();
    let mut crumbs = vec![Link::new("Items", "/items")];
    crumbs.push(match &item {
        Some((id, title)) => Link::new(title, &format!("/items/{id}")),
        None => Link::new("New item", "/items/new"),
    });
    page(&ItemFormPage {
        shell,
        crumbs,
        heading,
        action: item
            .as_ref()
            .map_or(format!("/items/new/{}", form.kind), |(id, _)| format!("/items/{id}/edit")),
        seen: form.one("seen").to_owned(),
        kind: form.kind.clone(),
        groups: fields::groups(&form, &stimuli, item.is_some(), &problems),
        files: files(&form).into_iter().map(|(name, digest)| (name, hex(&digest))).collect(),
        problems: problems.into_iter().map(|one| (one.field, one.why)).collect(),
        preview,
    })
}

/// What the form looks like as an item; or what has to be mended before it is one.
async fn previewed(
    site: &Site,
    signed_in: &SignedIn,
    form: &ItemForm,
) -> Result<Result<Trying, Vec<FormProblem>>, PageError> {
    let mut authored = match form.authored() {
        Ok(authored) => authored,
        Err(problems) => return Ok(Err(problems)),
    };
    // What is only for the bank does not keep an item from being looked at.
    for (text, instead) in [(&mut authored.identifier, "preview"), (&mut authored.title, "Preview")] {
        if text.is_empty() {
            instead.clone_into(text);
        }
    }
    if let Err(problems) = to_item(&authored) {
        let told = problems.iter().map(|one| FormProblem {
            field: field_of(&one.field),
            why: format!("{}: {}", fields::label(&one.field), one.fault),
        });
        return Ok(Err(told.collect()));
    }
    let stimulus: Option<StimulusId> = form.one("stimulus").parse().ok();
    let tried = try_written(&site.app, &signed_in.actor, &authored, (stimulus, files(form)), 1, None).await?;
    let words = words_for(&site.app, &signed_in.actor, Audience::Learner).await?;
    Ok(Ok(super::item::trying(&tried, &words, "")))
}

/// `POST /items/preview`: the piece of a page that shows what is typed, or says what has to be mended.
async fn preview(
    State(site): State<Site>,
    signed_in: SignedIn,
    sent: AnswerForm,
) -> Result<Response, PageError> {
    let kind = sent.one("kind").to_owned();
    known(&kind)?;
    let form = ItemForm::sent(&kind, &sent);
    let html = match previewed(&site, &signed_in, &form).await? {
        Ok(trying) => askama::Template::render(&trying).map_err(PageError::Template)?,
        Err(problems) => fields::told(&problems),
    };
    let mut response = Html(html).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}
