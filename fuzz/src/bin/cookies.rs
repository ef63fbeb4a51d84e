//! Every header that says who somebody is, and what is made of it before a secret is looked up.
#![no_main]

/// As it is in the server, which takes minutes to build.
#[path = "../../../crates/server/src/session/headers.rs"]
mod headers;

use axum::http::{HeaderMap, HeaderName, HeaderValue};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let names = ["cookie", "authorization", "accept-language", "x-forwarded-for", "cookie"];
    let mut sent = HeaderMap::new();
    for (name, value) in names.iter().zip(bytes.split(|byte| *byte == b'\n')) {
        if let Ok(value) = HeaderValue::from_bytes(value) {
            sent.append(HeaderName::from_static(name), value);
        }
    }
    let secret = headers::secret_of(&sent).map(str::to_owned);
    assert_eq!(headers::csrf_of(&sent).is_some(), secret.is_some());
    let _ = (headers::bearer(&sent), headers::asked_language(&sent), headers::last_forwarded(&sent));
    // A reason counts only with the seal of this very session.
    if let Some(secret) = &secret {
        assert_eq!(headers::reason_of(&sent, secret), None, "nobody can guess a seal");
        let pair = format!("{}={}", headers::REASON_COOKIE, headers::sealed("A complaint", secret));
        let mut own = HeaderMap::new();
        own.insert("cookie", HeaderValue::from_str(&pair).expect("printable"));
        assert_eq!(headers::reason_of(&own, secret).as_deref(), Some("A complaint"));
        assert_eq!(headers::reason_of(&own, &format!("{secret}x")), None);
    }
});
