//! Signing in with a password, a link or a card; signing out; choosing a password.

use axum::{
    Form as PlainForm, Router,
    extract::{Path, Query, State},
    http::header::SET_COOKIE,
    response::{IntoResponse as _, Redirect, Response},
    routing::{get, post},
};
use usecases::{District, Refusal, sessions, show_person, sign_in};

use crate::{
    address, form, frame,
    page_error::{Page, PageError, page},
    session::{self, From, SignedIn},
    site::Site,
    views::{
        shell::Shell,
        sign_in::{LinkConfirm, Password, SignIn},
    },
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/sign-in", get(show).post(submit))
        .route("/link/{district}/{token}", get(look_at_link).post(use_link))
        .route("/sign-out", post(sign_out))
        .route("/password", get(show_password).post(choose_password))
}

#[derive(serde::Deserialize)]
struct Next {
    #[serde(default)]
    next: String,
    #[serde(default)]
    district: Option<String>,
}

#[derive(serde::Deserialize)]
struct SignInForm {
    name: String,
    password: String,
    #[serde(default)]
    next: String,
    #[serde(default)]
    district: Option<String>,
}

/// `GET /sign-in`.
async fn show(State(site): State<Site>, signed_in: Option<SignedIn>, Query(query): Query<Next>) -> Page {
    if signed_in.is_some() {
        return Ok(Redirect::to(address::local(&query.next)).into_response());
    }
    let district = district(&site, query.district.as_deref()).await?;
    page(&SignIn { shell: shell(&district), name: String::new(), next: query.next, refusal: None })
}

/// `POST /sign-in`.
async fn submit(
    State(site): State<Site>,
    From(visitor): From,
    PlainForm(form): PlainForm<SignInForm>,
) -> Page {
    let district = district(&site, form.district.as_deref()).await?;
    let tried = sign_in::with_password(&site.app, district.id, &form.name, &form.password, &visitor).await;
    match tried {
        Ok(session) => Ok(signed_in(&site, &session, address::local(&form.next))),
        Err(refusal @ (Refusal::Invalid { .. } | Refusal::TooMany { .. })) => {
            let sentence = match &refusal {
                Refusal::TooMany { seconds } => {
                    format!("Too many tries. Wait {seconds} seconds, then try again.")
                }
                _ => "That name and password do not go together. Check both, or ask your teacher for a card."
                    .to_owned(),
            };
            let status = crate::page_error::status(&refusal);
            let view =
                SignIn { shell: shell(&district), name: form.name, next: form.next, refusal: Some(sentence) };
            Ok((status, page(&view)?).into_response())
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// `GET /link/{district}/{token}`: says whom it signs in; nothing is used up before the button.
async fn look_at_link(State(site): State<Site>, Path((code, token)): Path<(String, String)>) -> Page {
    let district = district(&site, Some(&code)).await?;
    let person = sign_in::look_at_link(&site.app, district.id, &token).await?;
    page(&LinkConfirm {
        shell: shell(&district),
        person_name: person.name(),
        action: format!("/link/{}/{}", address::encode(&code), address::encode(&token)),
    })
}

/// `POST /link/{district}/{token}`.
async fn use_link(
    State(site): State<Site>,
    Path((code, token)): Path<(String, String)>,
    From(visitor): From,
) -> Page {
    let district = district(&site, Some(&code)).await?;
    let session = sign_in::with_link(&site.app, district.id, &token, &visitor).await?;
    Ok(signed_in(&site, &session, "/"))
}

/// `POST /sign-out`.
async fn sign_out(State(site): State<Site>, signed_in: SignedIn, _: form::Fields) -> Page {
    sessions::sign_out(&site.app, &signed_in.actor, signed_in.session).await?;
    Ok(([(SET_COOKIE, session::no_cookie())], Redirect::to("/sign-in")).into_response())
}

/// `GET /password`.
async fn show_password(State(site): State<Site>, signed_in: SignedIn) -> Page {
    password_page(&site, &signed_in, None).await
}

#[derive(serde::Deserialize)]
struct PasswordForm {
    password: String,
    again: String,
}

/// `POST /password`.
async fn choose_password(
    State(site): State<Site>,
    signed_in: SignedIn,
    form::Form(form): form::Form<PasswordForm>,
) -> Page {
    if form.password != form.again {
        return password_page(&site, &signed_in, Some("The two do not match. Type both again.".to_owned()))
            .await;
    }
    match sessions::choose_password(&site.app, &signed_in.actor, &form.password, signed_in.session).await {
        Ok(()) => Ok(Redirect::to("/sessions").into_response()),
        Err(Refusal::Invalid { field, why }) => {
            password_page(&site, &signed_in, Some(format!("The {field} {why}."))).await
        }
        Err(refusal) => Err(refusal.into()),
    }
}

async fn password_page(site: &Site, signed_in: &SignedIn, refusal: Option<String>) -> Page {
    page(&Password {
        shell: frame::shell(site, signed_in, "Choose a password", "/password").await?,
        action: "/password".to_owned(),
        least_characters: usecases::password::LEAST_CHARACTERS,
        refusal,
    })
}

/// The district of an address, or the only one.
async fn district(site: &Site, code: Option<&str>) -> Result<District, PageError> {
    let all = show_person::list_districts(&site.app).await?;
    let found = match code {
        Some(code) => all.into_iter().find(|district| district.code == code),
        None => all.into_iter().next(),
    };
    found.ok_or(PageError::Refused(Refusal::NotFound("this district")))
}

fn shell(district: &District) -> Shell {
    Shell { demo: district.demonstration, ..Shell::signed_out("Sign in", &district.name) }
}

fn signed_in(site: &Site, session: &sign_in::NewSession, next: &str) -> Response {
    ([(SET_COOKIE, session::cookie_of(session, &site.reach))], Redirect::to(next)).into_response()
}
