//! Writing what several items share without XML: its form, and the preview that follows it.

use assessment::authoring::to_stimulus;
use axum::{
    Router,
    extract::{DefaultBodyLimit, Path, State},
    http::{HeaderValue, header},
    response::{Html, IntoResponse as _, Redirect, Response},
    routing::{get, post},
};
use domain::{
    StimulusId,
    chain::{Digest, from_hex, hex},
    item::Stimulus,
};
use usecases::{
    Refusal,
    item_kept_text::bare_name,
    search_items::may_write_items,
    show_item_file::add_item_file,
    show_stimulus::{preview_stimulus, show_stimulus},
    words::words_for,
    write_stimulus::{Place, write},
};
use wording::Audience;

use super::item_write::{file_pairs, told};
use crate::{
    answer_form::{AnswerForm, MOST_BYTES},
    frame,
    item_form::FormProblem,
    item_html,
    page_error::{Page, PageError, page},
    session::SignedIn,
    site::Site,
    views::{item_form::Field, shell::Link, stimuli::StimulusForm},
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/stimuli/new", get(new).post(add))
        .route("/stimuli/{stimulus}/edit", get(edit).post(change))
        .route("/stimuli/preview", post(preview))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
}

/// What is typed.
#[derive(Default)]
struct Typed {
    identifier: String,
    title: String,
    language: String,
    text: String,
    files: Vec<(String, Digest)>,
    /// The digest of the text that is changed; nothing for a new one.
    seen: String,
}

impl Typed {
    fn sent(sent: &AnswerForm) -> Self {
        let one = |name: &str| sent.one(name).trim().to_owned();
        Self {
            identifier: one("identifier"),
            title: one("title"),
            language: one("language"),
            text: sent.one("text").replace("\r\n", "\n"),
            files: file_pairs(
                sent.fields.iter().filter(|(name, _)| name == "file").map(|(_, pair)| pair.as_str()),
            ),
            seen: one("seen"),
        }
    }

    /// What is typed as learners see it; or what has to be mended first.
    fn stimulus(&self) -> Result<Stimulus, Vec<FormProblem>> {
        let language = Some(self.language.as_str()).filter(|language| !language.is_empty());
        if self.text.trim().is_empty() {
            return Err(vec![problem("text", "Text: is empty: write something")]);
        }
        to_stimulus(&self.identifier, &self.title, language, &self.text).map_err(|problems| {
            let told = |one: &assessment::authoring::AuthoringProblem| {
                let (field, label) = match one.field.split(['[', '.']).next().unwrap_or_default() {
                    "identifier" => ("identifier", "Identifier"),
                    "title" => ("title", "Title"),
                    "language" => ("language", "Language"),
                    _ => ("text", "Text"),
                };
                problem(field, &format!("{label}: {}", one.fault))
            };
            problems.iter().map(told).collect()
        })
    }
}

fn problem(field: &str, why: &str) -> FormProblem {
    FormProblem { field: field.to_owned(), why: why.to_owned() }
}

/// `GET /stimuli/new`
async fn new(State(site): State<Site>, signed_in: SignedIn) -> Page {
    let typed = Typed { language: "en".to_owned(), ..Typed::default() };
    shown(&site, &signed_in, None, typed, Vec::new()).await
}

/// `POST /stimuli/new`
async fn add(State(site): State<Site>, signed_in: SignedIn, sent: AnswerForm) -> Page {
    acted(&site, &signed_in, None, sent).await
}

/// `GET /stimuli/{stimulus}/edit`
async fn edit(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<StimulusId>) -> Page {
    let found = show_stimulus(&site.app, &signed_in.actor, id).await?;
    let Some(text) = found.text else {
        return Err(Refusal::Conflict(
            "This text has a shape that the form does not know: change it where it was made, and import it again."
                .to_owned(),
        )
        .into());
    };
    let typed = Typed {
        identifier: found.row.identifier,
        title: found.row.title,
        language: found.shown.language.unwrap_or_default(),
        text,
        files: found.files,
        seen: hex(&found.row.digest),
    };
    shown(&site, &signed_in, Some(id), typed, Vec::new()).await
}

/// `POST /stimuli/{stimulus}/edit`
async fn change(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<StimulusId>,
    sent: AnswerForm,
) -> Page {
    acted(&site, &signed_in, Some(id), sent).await
}

async fn acted(site: &Site, signed_in: &SignedIn, id: Option<StimulusId>, mut sent: AnswerForm) -> Page {
    let act = sent.one("act").to_owned();
    let files = std::mem::take(&mut sent.files);
    let mut typed = Typed::sent(&sent);
    let mut problems = Vec::new();
    // A file that was chosen comes along with whatever button was pressed.
    if let Some((_, name, bytes)) = files.into_iter().find(|(field, ..)| field == "picture") {
        match add_item_file(&site.app, &signed_in.actor, &name, bytes).await {
            Ok(file) => typed.files.push((bare_name(&name), file.digest)),
            Err(Refusal::Invalid { why, .. }) => {
                problems.push(problem("picture", &format!("The file {why}")));
            }
            Err(refusal) => return Err(refusal.into()),
        }
    }
    if act != "save" || !problems.is_empty() {
        if act == "preview" {
            problems.extend(typed.stimulus().err().unwrap_or_default());
        }
        return shown(site, signed_in, id, typed, problems).await;
    }
    match save(site, signed_in, id, &typed).await {
        Ok(Ok(id)) => Ok(Redirect::to(&format!("/stimuli/{id}")).into_response()),
        Ok(Err(problems)) => shown(site, signed_in, id, typed, problems).await,
        Err(Refusal::Invalid { field, why }) => {
            let problems = vec![problem(field, &format!("The {field} {why}"))];
            shown(site, signed_in, id, typed, problems).await
        }
        Err(Refusal::Conflict(why)) => shown(site, signed_in, id, typed, vec![problem("text", &why)]).await,
        Err(refusal) => Err(refusal.into()),
    }
}

async fn save(
    site: &Site,
    signed_in: &SignedIn,
    id: Option<StimulusId>,
    typed: &Typed,
) -> Result<Result<StimulusId, Vec<FormProblem>>, Refusal> {
    let stimulus = match typed.stimulus() {
        Ok(stimulus) => stimulus,
        Err(problems) => return Ok(Err(problems)),
    };
    let place = match id {
        None => Place::New,
        Some(id) => {
            let seen = from_hex(&typed.seen)
                .ok_or_else(|| Refusal::invalid("seen", "is missing: open the text again"))?;
            Place::Of(id, seen)
        }
    };
    write(&site.app, &signed_in.actor, stimulus, typed.files.clone(), place).await.map(Ok)
}

async fn shown(
    site: &Site,
    signed_in: &SignedIn,
    id: Option<StimulusId>,
    typed: Typed,
    problems: Vec<FormProblem>,
) -> Page {
    if !may_write_items(&site.app, &signed_in.actor).await? {
        return Err(Refusal::Denied(
            "Only educators, and whoever leads or runs a school or program, can write what items share.",
        )
        .into());
    }
    let heading = if id.is_some() { "Change the text" } else { "New shared text" };
    let mut crumbs = vec![Link::new("Items", "/items"), Link::new("Shared texts", "/stimuli")];
    if let Some(id) = id {
        let title = if typed.title.is_empty() { "The text" } else { &typed.title };
        crumbs.push(Link::new(title, &format!("/stimuli/{id}")));
    }
    let preview = previewed(site, signed_in, &typed).await?.ok();
    page(&StimulusForm {
        shell: frame::shell(site, signed_in, heading, "/items").await?,
        crumbs,
        heading: heading.to_owned(),
        action: id.map_or("/stimuli/new".to_owned(), |id| format!("/stimuli/{id}/edit")),
        seen: typed.seen.clone(),
        fields: fields(&typed, id.is_some(), &problems),
        files: typed.files.iter().map(|(name, digest)| (name.clone(), hex(digest))).collect(),
        problems: problems.into_iter().map(|one| (one.field, one.why)).collect(),
        preview,
    })
}

fn fields(typed: &Typed, known: bool, problems: &[FormProblem]) -> Vec<Field> {
    let identifier = if known {
        "It stays: packages name it."
    } else {
        "By which packages name it: letters, digits, - _ and ., such as TXT-RIVER."
    };
    let mut all = vec![
        Field::text("title", "Title", "For you and colleagues; learners do not see it.", &typed.title),
        Field::text("identifier", "Identifier", identifier, &typed.identifier),
        Field::text("language", "Language", "Such as en or es.", &typed.language),
        Field::area(
            "text",
            "Text",
            "Light markup: **bold**, *italic*, an empty line for a new paragraph, - for a list, | a | b | for a \
             table, $x^2$ for mathematics, ![what it shows](file) for a picture.",
            &typed.text,
            14,
        ),
    ];
    for field in &mut all {
        if let Some(found) = problems.iter().find(|one| one.field == field.name) {
            field.wrong.clone_from(&found.why);
        }
    }
    all
}

/// What is typed as learners see it, as a piece of a page; or what has to be mended before it can be shown.
async fn previewed(
    site: &Site,
    signed_in: &SignedIn,
    typed: &Typed,
) -> Result<Result<String, Vec<FormProblem>>, PageError> {
    // What is only for the bank does not keep a text from being looked at.
    let named =
        |text: &str, instead: &str| if text.is_empty() { instead.to_owned() } else { text.to_owned() };
    let looked_at = Typed {
        identifier: named(&typed.identifier, "preview"),
        title: named(&typed.title, "Preview"),
        language: typed.language.clone(),
        text: typed.text.clone(),
        ..Typed::default()
    };
    let stimulus = match looked_at.stimulus() {
        Ok(stimulus) => stimulus,
        Err(problems) => return Ok(Err(problems)),
    };
    let text = preview_stimulus(&site.app, &signed_in.actor, stimulus, typed.files.clone()).await?;
    let words = words_for(&site.app, &signed_in.actor, Audience::Learner).await?;
    Ok(Ok(item_html::shared(&text, &item_html::words(&words))))
}

/// `POST /stimuli/preview`: the piece of a page that shows what is typed, or says what has to be mended.
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
    let html = match previewed(&site, &signed_in, &Typed::sent(&sent)).await? {
        Ok(html) => html,
        Err(problems) => told(&problems),
    };
    let mut response = Html(html).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}
