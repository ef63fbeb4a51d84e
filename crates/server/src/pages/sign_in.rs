//! Signing in with a password, a link or a card; signing out; choosing a password.

use std::sync::Arc;

use axum::{
    Form as PlainForm, Router,
    extract::{Path, Query, State},
    http::{
        HeaderMap,
        header::{RETRY_AFTER, SET_COOKIE},
    },
    response::{AppendHeaders, IntoResponse as _, Redirect, Response},
    routing::{get, post},
};
use usecases::{District, Refusal, password, sessions, show_person, sign_in, words::words_for_visitor};
use wording::{Language, Words};

use crate::{
    address, form, frame,
    page_error::{Page, PageError, page},
    session::{self, From, SignedIn},
    site::Site,
    views::{
        shell::Shell,
        sign_in::{LinkConfirm, Password, SignIn, WhichDistrict},
    },
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/sign-in", get(show).post(submit))
        .route("/link", get(open_code))
        .route("/link/{district}/{token}", get(look_at_link).post(use_link))
        .route("/sign-out", post(sign_out))
        .route("/password", get(show_password).post(choose_password))
}

#[derive(serde::Deserialize)]
struct Asked {
    #[serde(default)]
    next: String,
    #[serde(default)]
    district: Option<String>,
    #[serde(default)]
    language: Option<String>,
}

#[derive(serde::Deserialize)]
struct SignInForm {
    name: String,
    password: String,
    #[serde(default)]
    next: String,
    #[serde(default)]
    district: Option<String>,
    #[serde(default)]
    language: Option<String>,
}

/// The language that a visitor chose on the page, else the one that the browser asks for.
fn asked(chosen: Option<&str>, headers: &HeaderMap) -> Option<Language> {
    chosen.and_then(Language::from_tag).or_else(|| session::asked_language(headers))
}

/// `GET /sign-in`.
async fn show(
    State(site): State<Site>,
    signed_in: Option<SignedIn>,
    headers: HeaderMap,
    Query(query): Query<Asked>,
) -> Page {
    if signed_in.is_some() {
        return Ok(Redirect::to(address::local(&query.next)).into_response());
    }
    let Some(district) = asked_for(&site, query.district.as_deref(), &headers).await? else {
        return which_district(&site, &query, &headers).await;
    };
    let mut shell = shell(&site, &district, asked(query.language.as_deref(), &headers)).await?;
    shell.here = here(&district, &query.next);
    page(&SignIn { shell, district: district.code, name: String::new(), next: query.next, refusal: None })
}

/// Where a district is signed in to.
fn here(district: &District, next: &str) -> String {
    let next = if next.is_empty() { String::new() } else { format!("&next={}", address::encode(next)) };
    format!("/sign-in?district={}{next}", address::encode(&district.code))
}

fn nothing_installed() -> Refusal {
    let how = "onramp admin install --name NAME --code CODE";
    Refusal::Conflict(format!("Nothing is installed here yet. On the machine that runs Onramp: {how}"))
}

/// For somebody of whom it is not known in which of several districts they are.
async fn which_district(site: &Site, query: &Asked, headers: &HeaderMap) -> Page {
    let all = show_person::list_districts(&site.app).await?;
    let first = all.first().ok_or_else(nothing_installed)?;
    let mut shell = shell(site, first, asked(query.language.as_deref(), headers)).await?;
    (shell.district_name, shell.demo) = ("Onramp".to_owned(), false);
    shell.here = format!("/sign-in?next={}", address::encode(&query.next));
    let districts = all.iter().map(|one| (one.name.clone(), here(one, &query.next))).collect();
    page(&WhichDistrict { shell, districts })
}

/// `POST /sign-in`.
async fn submit(
    State(site): State<Site>,
    From(visitor): From,
    headers: HeaderMap,
    PlainForm(form): PlainForm<SignInForm>,
) -> Page {
    let district = district(&site, form.district.as_deref()).await?;
    let known = session::known_browser(&headers).filter(|(of, _)| *of == district.id).map(|(_, known)| known);
    let (name, password) = (&form.name, &form.password);
    match sign_in::with_password(&site.app, district.id, name, password, &visitor, known).await {
        Ok(session) => Ok(signed_in(&site, &session, address::local(&form.next))),
        Err(refusal @ (Refusal::Invalid { .. } | Refusal::TooMany { .. })) => {
            let mut shell = shell(&site, &district, asked(form.language.as_deref(), &headers)).await?;
            shell.here = here(&district, &form.next);
            let sentence = match &refusal {
                Refusal::TooMany { seconds } => {
                    let seconds = seconds.to_string();
                    shell.words.tell("sign-in-wait", &[("seconds", (&seconds).into())])
                }
                _ => shell.say("sign-in-wrong"),
            };
            let status = crate::page_error::status(&refusal);
            let (district, name, next) = (district.code, form.name, form.next);
            let view = SignIn { shell, district, name, next, refusal: Some(sentence) };
            let mut answer = (status, page(&view)?).into_response();
            if let Refusal::TooMany { seconds } = refusal {
                answer.headers_mut().insert(RETRY_AFTER, seconds.into());
            }
            Ok(answer)
        }
        Err(refusal) => Err(refusal.into()),
    }
}

#[derive(serde::Deserialize)]
struct Spoken {
    #[serde(default)]
    language: Option<String>,
}

#[derive(serde::Deserialize)]
struct Typed {
    #[serde(default)]
    code: String,
    #[serde(default)]
    district: Option<String>,
}

/// `GET /link`: to the page of a code that was typed from paper.
async fn open_code(State(site): State<Site>, Query(typed): Query<Typed>) -> Page {
    let district = district(&site, typed.district.as_deref()).await?;
    let code = sign_in::as_made(typed.code.trim());
    let (district, code) = (address::encode(&district.code), address::encode(&code));
    Ok(Redirect::to(&format!("/link/{district}/{code}")).into_response())
}

/// `GET /link/{district}/{token}`: says whom it signs in; nothing is used up before the button.
async fn look_at_link(
    State(site): State<Site>,
    Path((code, token)): Path<(String, String)>,
    headers: HeaderMap,
    Query(query): Query<Spoken>,
) -> Page {
    let district = district(&site, Some(&code)).await?;
    let person = sign_in::look_at_link(&site.app, district.id, &token).await?;
    let action = format!("/link/{}/{}", address::encode(&code), address::encode(&token));
    // A language that is chosen on the page goes before what is known of the person.
    let chosen = query.language.as_deref().and_then(Language::from_tag);
    let person_id = chosen.is_none().then_some(person.id);
    let asked = chosen.or_else(|| session::asked_language(&headers));
    let words = words_for_visitor(&site.app, district.id, person_id, asked).await?;
    let mut shell = frame_of(&district, words);
    shell.here.clone_from(&action);
    page(&LinkConfirm { shell, person_name: person.name(), action })
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
    let all = show_person::list_districts(&site.app).await?;
    let theirs = all.iter().find(|district| district.id == signed_in.actor.district);
    let to = theirs.map_or_else(|| "/sign-in".to_owned(), |district| here(district, ""));
    Ok(([(SET_COOKIE, session::no_cookie())], Redirect::to(&to)).into_response())
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
    who: SignedIn,
    From(visitor): From,
    form::Form(form): form::Form<PasswordForm>,
) -> Page {
    if form.password != form.again {
        return password_page(&site, &who, Some("password-differ")).await;
    }
    match sessions::choose_password(&site.app, &who.actor, &form.password, &visitor.device).await {
        Ok(session) => Ok(signed_in(&site, &session, "/sessions")),
        Err(Refusal::Invalid { .. }) => password_page(&site, &who, Some("password-length")).await,
        Err(refusal) => Err(refusal.into()),
    }
}

async fn password_page(site: &Site, signed_in: &SignedIn, refused: Option<&str>) -> Page {
    let shell = frame::personal(site, signed_in, "password-title", "/password").await?;
    let (least, most) = (password::LEAST_CHARACTERS, password::MOST_CHARACTERS);
    let given = [("least", least.into()), ("most", most.into())];
    page(&Password {
        action: "/password".to_owned(),
        least_characters: least,
        refusal: refused.map(|key| shell.words.tell(key, &given)),
        shell,
    })
}

/// The district of an address, else the one that this browser was in before, else the only one.
async fn asked_for(
    site: &Site,
    code: Option<&str>,
    headers: &HeaderMap,
) -> Result<Option<District>, PageError> {
    let all = show_person::list_districts(&site.app).await?;
    let known = session::known_browser(headers).map(|(district, _)| district);
    Ok(match (code, known) {
        (Some(_), _) => Some(district(site, code).await?),
        (None, Some(known)) if all.iter().any(|one| one.id == known) => {
            all.into_iter().find(|one| one.id == known)
        }
        _ if all.len() > 1 => None,
        _ => Some(district(site, None).await?),
    })
}

/// The district of an address, or the first.
async fn district(site: &Site, code: Option<&str>) -> Result<District, PageError> {
    let all = show_person::list_districts(&site.app).await?;
    let found = match code {
        Some(code) => all.into_iter().find(|district| district.code == code),
        None => all.into_iter().next(),
    };
    found.ok_or_else(|| match code {
        Some(_) => PageError::Refused(Refusal::NotFound("this district")),
        None => PageError::Refused(nothing_installed()),
    })
}

/// The frame of a page for somebody whom nobody knows yet.
async fn shell(site: &Site, district: &District, asked: Option<Language>) -> Result<Shell, PageError> {
    Ok(frame_of(district, words_for_visitor(&site.app, district.id, None, asked).await?))
}

fn frame_of(district: &District, words: Arc<Words>) -> Shell {
    let title = words.say("sign-in");
    Shell {
        demo: district.demonstration,
        words,
        here: here(district, ""),
        ..Shell::signed_out(&title, &district.name)
    }
}

fn signed_in(site: &Site, session: &sign_in::NewSession, next: &str) -> Response {
    let cookie = (SET_COOKIE, session::cookie_of(session, &site.reach));
    let known = session::known_cookie(session, &site.reach).map(|known| (SET_COOKIE, known));
    (AppendHeaders(std::iter::once(cookie).chain(known)), Redirect::to(next)).into_response()
}
