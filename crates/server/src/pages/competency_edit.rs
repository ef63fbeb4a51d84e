//! Changing the words of a competency here.

use axum::{
    Router,
    extract::{Path, State},
    response::{IntoResponse as _, Redirect},
    routing::get,
};
use domain::{CompetencyId, plain};
use usecases::{
    Refusal,
    edit_competency::{Words, edit_competency, show_editable},
};

use crate::{
    form::Fields,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{competency_edit::CompetencyEdit, shell::Link},
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/competencies/{competency}/edit", get(show).post(edit))
}

/// `GET /competencies/{competency}/edit`
async fn show(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<CompetencyId>) -> Page {
    shown(&site, &signed_in, id, None).await
}

async fn shown(site: &Site, signed_in: &SignedIn, id: CompetencyId, refusal: Option<String>) -> Page {
    let found = show_editable(&site.app, &signed_in.actor, id).await?;
    let (one, published) = (&found.competency, &found.published);
    let label: String = plain::cut(&one.label(), 80);
    page(&CompetencyEdit {
        shell: frame::shell(site, signed_in, "Change the words", "/frameworks").await?,
        crumbs: vec![
            Link::new("Standards", "/frameworks"),
            Link::new(&label, &format!("/competencies/{id}")),
        ],
        action: format!("/competencies/{id}/edit"),
        code: one.code.clone().unwrap_or_default(),
        short: one.short.clone().unwrap_or_default(),
        statement: one.statement.clone(),
        published: published
            .iter()
            .flat_map(|published| {
                [
                    ("Code", published.code.clone()),
                    ("Short title", published.short.clone()),
                    ("Statement", Some(published.statement.clone())),
                ]
            })
            .map(|(what, text)| (what.to_owned(), text.unwrap_or_else(|| "nothing".to_owned())))
            .collect(),
        refusal,
    })
}

/// `POST /competencies/{competency}/edit`
async fn edit(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<CompetencyId>,
    form: Fields,
) -> Page {
    let words = Words {
        code: Some(form.one("code").to_owned()),
        statement: Some(form.one("statement").replace("\r\n", "\n")),
        short: Some(form.one("short").to_owned()),
    };
    match edit_competency(&site.app, &signed_in.actor, id, words).await {
        Ok(()) => Ok(Redirect::to(&format!("/competencies/{id}")).into_response()),
        Err(Refusal::Invalid { field, why }) => {
            shown(&site, &signed_in, id, Some(format!("The {field} {why}."))).await
        }
        Err(refusal) => Err(refusal.into()),
    }
}
