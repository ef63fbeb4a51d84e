//! Who is signed in: the cookie, the extractor, the token of every form, the visitor's address.

use std::net::SocketAddr;

use axum::{
    extract::{ConnectInfo, FromRequestParts, OptionalFromRequestParts, OriginalUri},
    http::{HeaderMap, header, request::Parts},
};
use domain::{DistrictId, chain::Digest};
use sha2::{Digest as _, Sha256};
use usecases::{
    Actor, sessions,
    sign_in::{NewSession, Visitor},
};

use wording::Language;

use crate::{
    page_error::PageError,
    site::{Reach, Site},
};

/// Name of the cookie of a signed-in session.
const COOKIE: &str = "onramp_session";

/// Name of the cookie that holds an administrator's reason for an hour.
pub const REASON_COOKIE: &str = "onramp_reason";

/// How long an administrator's reason lasts.
pub const REASON_SECONDS: u32 = 3600;

/// Somebody signed in.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Who asks.
    pub actor: Actor,
    /// What every form of theirs sends back as `csrf`.
    pub csrf: String,
    /// Digest of the session's token.
    pub session: Digest,
}

impl FromRequestParts<Site> for SignedIn {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, PageError> {
        if let Some(signed_in) = counted(parts, site).await? {
            return Ok(signed_in);
        }
        let uri = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |original| &original.0);
        // A form cannot be sent again by a redirect: back to the page that holds it.
        let next = if parts.method == axum::http::Method::GET {
            uri.path_and_query().map_or("/", |path| path.as_str()).to_owned()
        } else {
            referring_path(&parts.headers).unwrap_or_else(|| "/".to_owned())
        };
        Err(PageError::SignedOut { next })
    }
}

impl OptionalFromRequestParts<Site> for SignedIn {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Option<Self>, PageError> {
        counted(parts, site).await
    }
}

/// Who is signed in, unless they ask too fast.
async fn counted(parts: &mut Parts, site: &Site) -> Result<Option<SignedIn>, PageError> {
    let found = signed_in(&parts.headers, site).await?;
    if let Some(SignedIn { actor, .. }) = &found {
        let language = actor.language;
        let counted = site.limits.person(parts, actor);
        counted.map_err(|seconds| PageError::TooFast { seconds, language })?;
    }
    Ok(found)
}

async fn signed_in(headers: &HeaderMap, site: &Site) -> Result<Option<SignedIn>, PageError> {
    let Some((district, token)) = session_cookie(headers) else { return Ok(None) };
    let Some(found) = sessions::resume(&site.app, district, token).await? else { return Ok(None) };
    let csrf = csrf_token(token);
    let mut actor = found.actor;
    actor.language = asked_language(headers);
    actor.break_glass = reason_of(headers, token);
    Ok(Some(SignedIn { actor, csrf, session: found.session.token }))
}

/// The form token of a session: from its secret, so that nobody else can make it.
pub fn csrf_token(token: &str) -> String {
    hex(&Sha256::new().chain_update(b"onramp-csrf-1").chain_update(token).finalize())
}

/// The form token of whoever is signed in by these headers, if anybody is.
pub fn csrf_of(headers: &HeaderMap) -> Option<String> {
    session_cookie(headers).map(|(_, token)| csrf_token(token))
}

/// The secret of the session that a browser sends.
pub fn secret_of(headers: &HeaderMap) -> Option<&str> {
    session_cookie(headers).map(|(_, token)| token)
}

/// The language that a browser or program asks for.
pub fn asked_language(headers: &HeaderMap) -> Option<Language> {
    headers.get(header::ACCEPT_LANGUAGE).and_then(|list| Language::accepted(list.to_str().ok()?))
}

/// The token of the API that a program sends.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// The cookie that signs a browser in.
pub fn cookie_of(session: &NewSession, reach: &Reach) -> String {
    let secure = if reach.tls { "; Secure" } else { "" };
    format!("{COOKIE}={}.{}; Path=/; HttpOnly; SameSite=Lax{secure}", session.district, session.token)
}

/// The cookie that signs a browser out.
pub fn no_cookie() -> String {
    format!("{COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0")
}

/// The cookie that keeps an administrator's reason: hexadecimal text, bound to the session.
pub fn reason_cookie(headers: &HeaderMap, reason: &str, reach: &Reach) -> Option<String> {
    let (_, token) = session_cookie(headers)?;
    let secure = if reach.tls { "; Secure" } else { "" };
    let text = hex(reason.as_bytes());
    let seal = hex(&Sha256::new()
        .chain_update(b"onramp-reason-1")
        .chain_update(token)
        .chain_update(reason)
        .finalize());
    Some(format!(
        "{REASON_COOKIE}={text}.{seal}; Path=/; HttpOnly; SameSite=Strict; Max-Age={REASON_SECONDS}{secure}"
    ))
}

/// An administrator's reason, when it was sealed in the session with this secret.
pub fn reason_of(headers: &HeaderMap, token: &str) -> Option<String> {
    let (text, seal) = cookie(headers, REASON_COOKIE)?.split_once('.')?;
    let bytes: Vec<u8> = (0..text.len() / 2)
        .map(|at| text.get(2 * at..2 * at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok()))
        .collect::<Option<_>>()?;
    let reason = String::from_utf8(bytes).ok()?;
    let expected = Sha256::new().chain_update(b"onramp-reason-1").chain_update(token).chain_update(&reason);
    (hex(&expected.finalize()) == seal).then_some(reason)
}

fn session_cookie(headers: &HeaderMap) -> Option<(DistrictId, &str)> {
    let (district, token) = cookie(headers, COOKIE)?.split_once('.')?;
    Some((district.parse().ok()?, token))
}

fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value)
}

/// Path and query of the page that the browser says it comes from.
fn referring_path(headers: &HeaderMap) -> Option<String> {
    let referrer: axum::http::Uri = headers.get(header::REFERER)?.to_str().ok()?.parse().ok()?;
    Some(referrer.path_and_query()?.as_str().to_owned())
}

/// The address that the trusted proxy says somebody comes from: the last entry is the one it added itself.
pub fn forwarded<'h>(headers: &'h HeaderMap, reach: &Reach) -> Option<&'h str> {
    let list = headers.get("x-forwarded-for").filter(|_| reach.trusted_proxy)?;
    list.to_str().ok()?.rsplit(',').next().map(str::trim)
}

/// The address somebody knocks from, and their browser.
pub struct From(pub Visitor);

impl FromRequestParts<Site> for From {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Self::Rejection> {
        let text = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
        let forwarded = forwarded(&parts.headers, &site.reach).map(str::to_owned);
        let direct = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map_or_else(|| "unknown".to_owned(), |peer| peer.0.ip().to_string());
        let device = text("user-agent").unwrap_or("an unknown browser").to_owned();
        Ok(Self(Visitor { address: forwarded.unwrap_or(direct), device }))
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
