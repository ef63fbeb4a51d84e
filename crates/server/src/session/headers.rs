//! What the headers of a request say of who asks, before any secret is looked up. Nothing here knows the
//! platform, so that the fuzzer builds it in seconds.

use axum::http::{HeaderMap, header};
use domain::{DistrictId, chain::hex};
use sha2::{Digest as _, Sha256};
use wording::Language;

/// Name of the cookie of a signed-in session.
pub(super) const COOKIE: &str = "onramp_session";

/// Name of the cookie by which a browser in which a password was given is known again.
pub(super) const KNOWN_COOKIE: &str = "onramp_known";

/// Name of the cookie that holds an administrator's reason for an hour.
pub const REASON_COOKIE: &str = "onramp_reason";

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

/// A reason as its cookie holds it: hexadecimal text, and a seal by the session's secret.
pub(super) fn sealed(reason: &str, token: &str) -> String {
    let seal = Sha256::new().chain_update(b"onramp-reason-1").chain_update(token).chain_update(reason);
    format!("{}.{}", hex(reason.as_bytes()), hex(&seal.finalize()))
}

/// An administrator's reason, when it was sealed in the session with this secret.
pub fn reason_of(headers: &HeaderMap, token: &str) -> Option<String> {
    let found = cookie(headers, REASON_COOKIE)?;
    let (text, _) = found.split_once('.')?;
    let bytes: Vec<u8> = (0..text.len() / 2)
        .map(|at| text.get(2 * at..2 * at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok()))
        .collect::<Option<_>>()?;
    let reason = String::from_utf8(bytes).ok()?;
    (sealed(&reason, token) == found).then_some(reason)
}

/// The district that a browser says its session is in. Nobody has looked whether it is.
pub fn named_district(headers: &HeaderMap) -> Option<DistrictId> {
    session_cookie(headers).map(|(district, _)| district)
}

/// The district and the secret that a browser sends.
pub(super) fn session_cookie(headers: &HeaderMap) -> Option<(DistrictId, &str)> {
    let (district, token) = cookie(headers, COOKIE)?.split_once('.')?;
    Some((district.parse().ok()?, token))
}

/// The district whose pages a browser was last signed in to, and by what it is known there.
pub fn known_browser(headers: &HeaderMap) -> Option<(DistrictId, &str)> {
    let (district, known) = cookie(headers, KNOWN_COOKIE)?.split_once('.')?;
    Some((district.parse().ok()?, known))
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

/// The last address of the list that proxies write: the one that the nearest proxy added itself. The list
/// may be one line or several (RFC 9110, 5.3).
pub(super) fn last_forwarded(headers: &HeaderMap) -> Option<&str> {
    let last_line = headers.get_all("x-forwarded-for").iter().next_back()?;
    last_line.to_str().ok()?.rsplit(',').next().map(str::trim)
}
