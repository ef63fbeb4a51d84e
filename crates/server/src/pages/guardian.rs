//! A family's page, and the language of whoever is signed in.

use axum::{
    Router,
    extract::{Path, State},
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::LearnerId;
use usecases::{
    preferences::{Change, change_preferences},
    show_family::{Child as Told, show_as_family, show_family},
};
use wording::Words;

use crate::{
    address,
    form::Form,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        guardian::{Child, Guardian},
        shell::Link,
    },
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/children", get(show))
        .route("/learners/{learner}/family", get(show_one))
        .route("/language", post(choose_language))
}

/// `GET /children`
async fn show(State(site): State<Site>, signed_in: SignedIn) -> Page {
    let (words, children) = show_family(&site.app, &signed_in.actor).await?;
    let children: Vec<Child> = children.iter().map(|told| child(told, &words)).collect();
    let title = words.say("nav-children");
    page(&Guardian { shell: frame::worded(&site, &signed_in, words, &title, "/children").await?, children })
}

/// `GET /learners/{learner}/family`: what the family of one learner reads.
async fn show_one(State(site): State<Site>, signed_in: SignedIn, Path(learner): Path<LearnerId>) -> Page {
    let (words, told) = show_as_family(&site.app, &signed_in.actor, learner).await?;
    let path = format!("/learners/{learner}/family");
    let (title, child) = (words.say("as-family"), child(&told, &words));
    let shell = frame::worded(&site, &signed_in, words, &title, &path).await?;
    page(&Guardian { shell, children: vec![child] })
}

#[derive(serde::Deserialize)]
struct LanguageForm {
    language: String,
    next: String,
}

/// `POST /language`: the language of the pages from now on, and back to the page.
async fn choose_language(
    State(site): State<Site>,
    signed_in: SignedIn,
    Form(form): Form<LanguageForm>,
) -> Page {
    let change = Change { language: Some(form.language), ..Change::default() };
    change_preferences(&site.app, &signed_in.actor, change).await?;
    Ok(Redirect::to(address::local(&form.next)).into_response())
}

fn child(told: &Told, words: &Words) -> Child {
    let learner = format!("/learners/{}", told.learner);
    let all = told.anything.then(|| Link::new(&words.say("all-targets"), &learner));
    let path = Link::new(&words.say("nav-path"), &format!("{learner}/path"));
    let work = Link::new(&words.say("nav-work"), &format!("{learner}/work"));
    let pace = Link::new(&words.say("pace"), &format!("{learner}/pace"));
    let report = Link::new(&words.say("report"), &format!("{learner}/report"));
    let rights = Link::new(&words.say("privacy"), &format!("{learner}/privacy"));
    Child {
        name: told.name.clone(),
        place: place(told, words),
        sentences: told.sentences.to_vec(),
        helpful: told.helpful.clone(),
        of_child: words.tell("of-child", &[("name", (&told.name).into())]),
        links: all.into_iter().chain([path, pace, work, report, rights]).collect(),
    }
}

/// Grade and school.
pub fn place(told: &Told, words: &Words) -> String {
    let grade = told.grade.as_ref().map(|grade| words.tell("grade", &[("grade", grade.into())]));
    grade.into_iter().chain(told.school.clone()).collect::<Vec<_>>().join(", ")
}
