//! A district's own words for learners and families.

use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect},
    routing::get,
};
use usecases::{
    Refusal,
    own_words::{Kept, WordFile, change_words, list_words},
};
use wording::{File, Language, Problem};

use crate::{
    form::Fields,
    frame,
    page_error::{Page, PageError, page},
    session::SignedIn,
    site::Site,
    views::{
        shell::Link,
        wording::{Trouble, Wording, WordingFile, WordingForm},
    },
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/admin/wording", get(list))
        .route("/admin/wording/{file}/{language}", get(show).post(change))
}

/// `GET /admin/wording`
async fn list(State(site): State<Site>, signed_in: SignedIn) -> Page {
    let files = list_words(&site.app, &signed_in.actor).await?;
    page(&Wording {
        shell: frame::shell(&site, &signed_in, "Words", "/admin/wording").await?,
        files: files.iter().map(row).collect(),
    })
}

/// `GET /admin/wording/{file}/{language}`
async fn show(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((file, language)): Path<(String, String)>,
) -> Page {
    let files = list_words(&site.app, &signed_in.actor).await?;
    let found = chosen(&files, &file, &language)?;
    form_page(&site, &signed_in, found, found.own.clone(), &found.problems).await
}

/// `POST /admin/wording/{file}/{language}`
async fn change(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((file, language)): Path<(String, String)>,
    form: Fields,
) -> Page {
    let files = list_words(&site.app, &signed_in.actor).await?;
    let found = chosen(&files, &file, &language)?;
    let text = form.one("text");
    match change_words(&site.app, &signed_in.actor, found.file, found.language, text).await? {
        Kept::Done => Ok(Redirect::to("/admin/wording").into_response()),
        Kept::Refused(problems) => {
            let shown = form_page(&site, &signed_in, found, text.to_owned(), &problems).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response())
        }
    }
}

fn chosen<'f>(files: &'f [WordFile], file: &str, language: &str) -> Result<&'f WordFile, PageError> {
    let (file, language) = (File::from_word(file), Language::from_tag(language));
    let found = files.iter().find(|one| Some(one.file) == file && Some(one.language) == language);
    found.ok_or(PageError::Refused(Refusal::NotFound("this file of words")))
}

async fn form_page(
    site: &Site,
    signed_in: &SignedIn,
    found: &WordFile,
    text: String,
    problems: &[Problem],
) -> Page {
    let title = name(found);
    page(&WordingForm {
        shell: frame::shell(site, signed_in, &title, "/admin/wording").await?,
        crumbs: vec![Link::new("Administration", "/admin"), Link::new("Words", "/admin/wording")],
        title,
        action: address(found),
        language: found.language.tag().to_owned(),
        text,
        shipped: found.shipped.to_owned(),
        problems: problems
            .iter()
            .map(|problem| Trouble {
                place: if problem.key.is_empty() {
                    format!("Line {}", problem.line)
                } else {
                    format!("Line {}, {}", problem.line, problem.key)
                },
                what: problem.what.clone(),
            })
            .collect(),
    })
}

fn name(found: &WordFile) -> String {
    let readers = match found.file {
        File::Everyone => "everybody",
        File::Learner => "learners",
        File::Family => "families",
    };
    format!("Words for {readers} in {}", found.language.own_name())
}

fn address(found: &WordFile) -> String {
    format!("/admin/wording/{}/{}", found.file.word(), found.language.tag())
}

fn row(found: &WordFile) -> WordingFile {
    WordingFile {
        link: Link::new(&name(found), &address(found)),
        state: match (&found.changed, found.problems.len()) {
            (None, _) => "as shipped".to_owned(),
            (Some((who, at)), 0) => format!("changed by {who}, {}", when::moment(*at)),
            (Some(_), _) => "no longer fits this version: what ships is said".to_owned(),
        },
        well: found.problems.is_empty(),
    }
}
