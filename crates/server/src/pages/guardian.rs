//! A family's page.

use axum::{
    Router,
    extract::{Path, State},
    routing::get,
};
use domain::LearnerId;
use usecases::show_family::{Child as Told, show_as_family, show_family};

use crate::{
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
    Router::new().route("/children", get(show)).route("/learners/{learner}/family", get(show_one))
}

/// `GET /children`
async fn show(State(site): State<Site>, signed_in: SignedIn) -> Page {
    let children = show_family(&site.app, &signed_in.actor).await?;
    let shell = frame::shell(&site, &signed_in, "My children", "/children").await?;
    page(&Guardian { shell, children: children.iter().map(child).collect() })
}

/// `GET /learners/{learner}/family`: what the family of one learner reads.
async fn show_one(State(site): State<Site>, signed_in: SignedIn, Path(learner): Path<LearnerId>) -> Page {
    let told = show_as_family(&site.app, &signed_in.actor, learner).await?;
    let path = format!("/learners/{learner}/family");
    let shell = frame::shell(&site, &signed_in, "As the family sees it", &path).await?;
    page(&Guardian { shell, children: vec![child(&told)] })
}

fn child(told: &Told) -> Child {
    let grade = told.grade.as_ref().map(|grade| format!("Grade {grade}"));
    let place: Vec<String> = grade.into_iter().chain(told.school.clone()).collect();
    let links = if told.anything {
        vec![Link::new("All targets", &format!("/learners/{}", told.learner))]
    } else {
        Vec::new()
    };
    Child {
        name: told.name.clone(),
        place: place.join(", "),
        sentences: told.sentences.to_vec(),
        helpful: told.helpful.clone(),
        links,
    }
}
