//! The mail server of a district, and what was sent.

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{get, post},
};
use domain::{NoticeId, notice::NoticeState};
use serde::{Deserialize, Serialize};
use usecases::{
    Refusal, list_notices,
    mail_settings::{self, Chosen, Secrecy},
};
use utoipa::{IntoParams, ToSchema};

use super::{
    answered::Page,
    caller::Caller,
    problem::ApiError,
    received::{Query, Sent},
    scalars::{Id, Moment},
};
use crate::{
    pages::mail::{clock, minutes},
    site::Site,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/mail", get(show_mail).put(put_mail))
        .route("/mail/test", post(test_mail))
        .route("/notices", get(list_notices))
}

/// The server that mail goes through, and when it may go. Times are by the clock of the time zone.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MailServer {
    /// Whether mail is sent at all.
    sending: bool,
    /// The server's name.
    host: String,
    /// Its port.
    port: u16,
    /// `starttls`, `tls` or `plain`.
    secrecy: String,
    /// The name to sign in with; empty where the server asks for none.
    #[serde(default)]
    sign_in_name: String,
    /// The address that mail comes from.
    from_address: String,
    /// The address of the pages, for the link in the mail.
    site_address: String,
    /// Such as `America/Chicago`.
    time_zone: String,
    /// When digests are made, such as `16:00`.
    digest_at: String,
    /// On which day weekly ones are made: 1 is Monday.
    digest_weekday: i64,
    /// From when nothing is sent, such as `20:00`.
    quiet_from: String,
    /// From when it is sent again.
    quiet_until: String,
}

/// What is set.
#[derive(Debug, Serialize, ToSchema)]
pub struct MailSettings {
    /// The server; `null` where none was named.
    pub server: Option<MailServer>,
    /// Whether there is a password; it is never shown.
    pub has_password: bool,
    /// Who changed it last.
    pub changed_by: Option<String>,
    /// When.
    pub changed_at: Option<Moment>,
}

/// Shows the server that mail goes through.
#[utoipa::path(get, path = "/api/v1/mail", tag = "Administration",
    responses((status = 200, body = MailSettings)))]
pub(super) async fn show_mail(
    State(site): State<Site>,
    Caller(actor): Caller,
) -> Result<Json<MailSettings>, ApiError> {
    let found = mail_settings::show_mail_settings(&site.app, &actor).await?;
    let (changed_by, changed_at) = found.as_ref().map(|found| found.changed.clone()).unzip();
    Ok(Json(MailSettings {
        has_password: found.as_ref().is_some_and(|found| found.has_password),
        server: found.map(|found| shown(found.chosen)),
        changed_by,
        changed_at: changed_at.map(Moment),
    }))
}

fn shown(chosen: Chosen) -> MailServer {
    MailServer {
        sending: chosen.sending,
        host: chosen.host,
        port: chosen.port,
        secrecy: chosen.secrecy.word().to_owned(),
        sign_in_name: chosen.sign_in_name,
        from_address: chosen.from_address,
        site_address: chosen.site_address,
        time_zone: chosen.time_zone,
        digest_at: clock(chosen.digest_minute),
        digest_weekday: chosen.digest_weekday,
        quiet_from: clock(chosen.quiet_from_minute),
        quiet_until: clock(chosen.quiet_until_minute),
    }
}

/// What is to be set.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMailServer {
    /// The server.
    server: MailServer,
    /// Its password; without one the last stays, an empty one is forgotten.
    password: Option<String>,
}

/// Names the server that mail goes through.
#[utoipa::path(put, path = "/api/v1/mail", tag = "Administration", request_body = NewMailServer,
    responses((status = 204)))]
pub(super) async fn put_mail(
    State(site): State<Site>,
    Caller(actor): Caller,
    Sent(new): Sent<NewMailServer>,
) -> Result<StatusCode, ApiError> {
    let NewMailServer { server, password } = new;
    let minute = |field: &'static str, text: &str| {
        minutes(text).ok_or_else(|| Refusal::invalid(field, "has to be like 16:00"))
    };
    let chosen = Chosen {
        sending: server.sending,
        secrecy: Secrecy::from_word(&server.secrecy)
            .ok_or_else(|| Refusal::invalid("secrecy", "is none of tls, starttls, plain"))?,
        digest_minute: minute("digest_at", &server.digest_at)?,
        quiet_from_minute: minute("quiet_from", &server.quiet_from)?,
        quiet_until_minute: minute("quiet_until", &server.quiet_until)?,
        host: server.host,
        port: server.port,
        sign_in_name: server.sign_in_name,
        from_address: server.from_address,
        site_address: server.site_address,
        time_zone: server.time_zone,
        digest_weekday: server.digest_weekday,
    };
    mail_settings::change_mail_settings(&site.app, &actor, chosen, password).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Where a test goes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TestMail {
    /// An e-mail address.
    to: String,
}

/// Sends one letter now; what the server answers when it does not take it is in the problem.
#[utoipa::path(post, path = "/api/v1/mail/test", tag = "Administration", request_body = TestMail,
    responses((status = 204)))]
pub(super) async fn test_mail(
    State(site): State<Site>,
    Caller(actor): Caller,
    Sent(test): Sent<TestMail>,
) -> Result<StatusCode, ApiError> {
    mail_settings::send_test_mail(&site.app, &actor, &test.to).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Which notices are looked for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct NoticesQuery {
    /// `queued`, `sending`, `sent`, `failed` or `dropped`.
    state: Option<String>,
    /// The `next` of the page before.
    after: Option<String>,
}

/// A letter to a person.
#[derive(Debug, Serialize, ToSchema)]
pub struct Notice {
    /// Our id.
    pub id: Id,
    /// To whom.
    pub person: Id,
    /// Their name.
    pub name: String,
    /// The address.
    pub address: String,
    /// Why it is sent.
    pub why: String,
    /// Tag of its language.
    pub language: String,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub body: String,
    /// How far it is.
    pub state: String,
    /// When it was queued.
    pub queued_at: Moment,
    /// How often it was tried.
    pub tries: i64,
    /// When a server took it.
    pub sent_at: Option<Moment>,
    /// Why it was not taken, or not sent.
    pub error: Option<String>,
}

/// Lists what was sent to whom and why, newest first, 50 at once.
#[utoipa::path(get, path = "/api/v1/notices", tag = "Administration", params(NoticesQuery),
    responses((status = 200, body = Page<Notice>)))]
pub(super) async fn list_notices(
    State(site): State<Site>,
    Caller(actor): Caller,
    Query(query): Query<NoticesQuery>,
) -> Result<Json<Page<Notice>>, ApiError> {
    let state = match query.state.as_deref() {
        None => None,
        Some(word) => {
            Some(NoticeState::from_word(word).ok_or_else(|| Refusal::invalid("state", "is not a state"))?)
        }
    };
    let before = match query.after {
        None => None,
        Some(id) => Some(id.parse::<NoticeId>().map_err(|error| Refusal::invalid("after", error))?),
    };
    let found = list_notices::list_notices(&site.app, &actor, state, before).await?;
    let notice = |(one, name): (list_notices::Notice, String)| Notice {
        id: one.id.into(),
        person: one.person.into(),
        name,
        address: one.address,
        why: one.why,
        language: one.language,
        subject: one.subject,
        body: one.body,
        state: one.state.word().to_owned(),
        queued_at: one.queued_at.into(),
        tries: one.tries,
        sent_at: one.sent_at.map(Moment),
        error: one.error,
    };
    Ok(Json(Page {
        items: found.notices.into_iter().map(notice).collect(),
        next: found.next.map(|id| id.to_string()),
    }))
}
