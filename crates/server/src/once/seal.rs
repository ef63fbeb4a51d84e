//! Answers as they are kept: only who holds the secret that the request came with can read them, because
//! an answer may hold a new token, link or password, and no table may.

use axum::{
    body::{Body, Bytes},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use sha2::{Digest as _, Sha256};
use usecases::chance;

/// Bytes of chance that every kept answer begins with; they make its key one of its own.
const SALT: usize = 16;

/// The headers that are kept.
const KEPT_HEADERS: [header::HeaderName; 2] = [header::CONTENT_TYPE, header::LOCATION];

/// The most bytes of an answer that are kept.
const MOST_BYTES: usize = 4 << 20;

/// Seals headers and body; `None` when they are too long to keep.
pub fn seal(secret: &str, headers: &axum::http::HeaderMap, body: &Bytes) -> Option<Vec<u8>> {
    if body.len() > MOST_BYTES {
        return None;
    }
    let mut open = Vec::with_capacity(body.len() + 200);
    for name in KEPT_HEADERS {
        open.extend_from_slice(headers.get(name).map_or(&[], HeaderValue::as_bytes));
        open.push(b'\n');
    }
    open.extend_from_slice(body);
    let salt = chance::random::<SALT>();
    key(secret, &salt)?.seal_in_place_append_tag(nonce(), Aad::empty(), &mut open).ok()?;
    let mut sealed = salt.to_vec();
    sealed.append(&mut open);
    Some(sealed)
}

/// The answer again; `None` when another secret sealed it.
pub fn open(secret: &str, status: u16, mut sealed: Vec<u8>) -> Option<Response> {
    let (salt, sealed) = sealed.split_at_mut_checked(SALT)?;
    let open = key(secret, salt)?.open_in_place(nonce(), Aad::empty(), sealed).ok()?;
    let mut parts = open.splitn(KEPT_HEADERS.len() + 1, |byte| *byte == b'\n');
    let values: Vec<&[u8]> = parts.by_ref().take(KEPT_HEADERS.len()).collect();
    let body = Body::from(parts.next()?.to_vec());
    let mut response = (StatusCode::from_u16(status).ok()?, body).into_response();
    for (name, value) in KEPT_HEADERS.into_iter().zip(values) {
        if !value.is_empty() {
            response.headers_mut().insert(name, HeaderValue::from_bytes(value).ok()?);
        }
    }
    Some(response)
}

fn key(secret: &str, salt: &[u8]) -> Option<LessSafeKey> {
    let digest = Sha256::new().chain_update(b"onramp-answer-1").chain_update(salt).chain_update(secret);
    UnboundKey::new(&CHACHA20_POLY1305, &digest.finalize()).ok().map(LessSafeKey::new)
}

/// Always the same, because no key seals twice.
fn nonce() -> Nonce {
    Nonce::assume_unique_for_key([0; NONCE_LEN])
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderMap;

    use super::*;

    #[tokio::test]
    async fn an_answer_reads_back_with_its_secret_only() {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let body = Bytes::from_static(b"{\"token\":\n\"secret\"}\n");
        let sealed = seal("mine", &headers, &body).expect("sealed");
        assert!(!sealed.windows(6).any(|part| part == b"secret"));
        assert!(open("another", 201, sealed.clone()).is_none());
        assert!(open("mine", 201, sealed[..10].to_vec()).is_none());
        let answer = open("mine", 201, sealed).expect("opened");
        assert_eq!((answer.status().as_u16(), answer.headers().len()), (201, 1));
        let read = axum::body::to_bytes(answer.into_body(), usize::MAX).await.expect("a body");
        assert_eq!(read, body);
    }

    #[test]
    fn what_is_too_long_is_not_kept() {
        assert!(seal("mine", &HeaderMap::new(), &Bytes::from(vec![0; MOST_BYTES + 1])).is_none());
    }
}
