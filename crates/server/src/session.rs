//! Who is signed in: the cookie, the extractor, the visitor's address. What headers say is read in
//! `session/headers.rs`.

mod headers;

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::{
    extract::{ConnectInfo, FromRequestParts, OptionalFromRequestParts, OriginalUri},
    http::{HeaderMap, header, request::Parts},
};
use domain::chain::Digest;
use usecases::{
    Actor, sessions,
    sign_in::{NewSession, Visitor},
};

use crate::{
    page_error::PageError,
    site::{Reach, Site},
};

use headers::{COOKIE, KNOWN_COOKIE, last_forwarded, sealed, session_cookie};
pub use headers::{
    REASON_COOKIE, asked_language, bearer, csrf_of, csrf_token, known_browser, named_district, reason_of,
    secret_of,
};

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

/// Who these headers sign in, if anybody.
pub async fn signed_in(headers: &HeaderMap, site: &Site) -> Result<Option<SignedIn>, PageError> {
    let Some((district, token)) = session_cookie(headers) else { return Ok(None) };
    let Some(found) = sessions::resume(&site.app, district, token).await? else { return Ok(None) };
    let csrf = csrf_token(token);
    let mut actor = found.actor;
    actor.language = asked_language(headers);
    actor.break_glass = reason_of(headers, token);
    Ok(Some(SignedIn { actor, csrf, session: found.session.token }))
}

/// The cookie that signs a browser in.
pub fn cookie_of(session: &NewSession, reach: &Reach) -> String {
    let secure = if reach.tls { "; Secure" } else { "" };
    format!("{COOKIE}={}.{}; Path=/; HttpOnly; SameSite=Lax{secure}", session.district, session.token)
}

/// The cookie by which the browser is known for a year: for signing in only, and worth nothing alone.
pub fn known_cookie(session: &NewSession, reach: &Reach) -> Option<String> {
    let known = session.known.as_deref()?;
    let (district, secure) = (session.district, if reach.tls { "; Secure" } else { "" });
    Some(format!(
        "{KNOWN_COOKIE}={district}.{known}; Path=/sign-in; HttpOnly; SameSite=Lax; Max-Age=31536000{secure}"
    ))
}

/// The cookie that signs a browser out.
pub fn no_cookie() -> String {
    format!("{COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0")
}

/// The cookie that keeps an administrator's reason: hexadecimal text, bound to the session.
pub fn reason_cookie(headers: &HeaderMap, reason: &str, reach: &Reach) -> Option<String> {
    let (_, token) = session_cookie(headers)?;
    let secure = if reach.tls { "; Secure" } else { "" };
    let sealed = sealed(reason, token);
    Some(format!(
        "{REASON_COOKIE}={sealed}; Path=/; HttpOnly; SameSite=Strict; Max-Age={REASON_SECONDS}{secure}"
    ))
}

/// Path and query of the page that the browser says it comes from.
fn referring_path(headers: &HeaderMap) -> Option<String> {
    let referrer: axum::http::Uri = headers.get(header::REFERER)?.to_str().ok()?.parse().ok()?;
    Some(referrer.path_and_query()?.as_str().to_owned())
}

/// The address that the trusted proxy says somebody comes from.
pub fn forwarded<'h>(headers: &'h HeaderMap, reach: &Reach) -> Option<&'h str> {
    last_forwarded(headers).filter(|_| reach.trusted_proxy)
}

/// An address as failed tries are counted: of IPv6, the 64 bits that a household or school is given.
fn network(address: &str) -> String {
    match address.parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(IpAddr::V6(address)) => format!("{}/64", Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
        Ok(IpAddr::V4(address)) => address.to_string(),
        Err(_) => address.to_owned(),
    }
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
        let address = network(&forwarded.unwrap_or(direct));
        let device = text("user-agent").unwrap_or("an unknown browser").to_owned();
        Ok(Self(Visitor { address, device }))
    }
}
