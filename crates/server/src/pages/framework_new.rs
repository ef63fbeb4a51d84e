//! A framework from pasted lines.

use axum::{
    Router,
    extract::State,
    response::{IntoResponse as _, Redirect},
    routing::get,
};
use usecases::{
    Refusal,
    add_framework::{add_framework, makes_frameworks},
    show_person::show_person,
};

use crate::{
    form::Fields,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{framework_new::FrameworkNew, shell::Link},
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/frameworks/new", get(ask).post(make))
}

/// `GET /frameworks/new`
async fn ask(State(site): State<Site>, signed_in: SignedIn) -> Page {
    let roles = show_person(&site.app, &signed_in.actor).await?.roles;
    if !roles.into_iter().any(makes_frameworks) {
        let why = "Only teachers, program leads and administrators can do this.";
        return Err(Refusal::Denied(why).into());
    }
    shown(&site, &signed_in, ["", ""], None).await
}

/// `POST /frameworks/new`
async fn make(State(site): State<Site>, signed_in: SignedIn, form: Fields) -> Page {
    let (title, competencies) = (form.one("title"), form.one("competencies"));
    match add_framework(&site.app, &signed_in.actor, title, competencies).await {
        Ok(framework) => Ok(Redirect::to(&format!("/frameworks/{framework}")).into_response()),
        Err(Refusal::Invalid { field, why }) => {
            shown(&site, &signed_in, [title, competencies], Some(format!("The {field} {why}."))).await
        }
        Err(refusal) => Err(refusal.into()),
    }
}

async fn shown(
    site: &Site,
    signed_in: &SignedIn,
    [title, competencies]: [&str; 2],
    refusal: Option<String>,
) -> Page {
    page(&FrameworkNew {
        shell: frame::shell(site, signed_in, "Standards of your own", "/frameworks").await?,
        crumbs: vec![Link::new("Standards", "/frameworks")],
        title: title.to_owned(),
        competencies: competencies.to_owned(),
        refusal,
    })
}
