//! Every header that says who somebody is, and what is made of it before a secret is looked up.
#![no_main]

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use server::{session, site::Reach};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let names = ["cookie", "authorization", "accept-language", "x-forwarded-for", "cookie", "onramp-reason"];
    let mut headers = HeaderMap::new();
    for (name, value) in names.iter().zip(bytes.split(|byte| *byte == b'\n')) {
        if let Ok(value) = HeaderValue::from_bytes(value) {
            headers.append(HeaderName::from_static(name), value);
        }
    }
    let behind = Reach { trusted_proxy: true, ..Reach::DIRECT };
    let secret = session::secret_of(&headers).map(str::to_owned);
    assert_eq!(session::csrf_of(&headers).is_some(), secret.is_some());
    let _ =
        (session::bearer(&headers), session::asked_language(&headers), session::forwarded(&headers, &behind));
    // A reason counts only with the seal of this very session.
    if let Some(secret) = &secret {
        assert_eq!(session::reason_of(&headers, secret), None, "nobody can guess a seal");
        let sealed = session::reason_cookie(&headers, "A complaint", &behind).expect("a session");
        let pair = sealed.split(';').next().expect("a cookie");
        let mut own = HeaderMap::new();
        own.insert("cookie", HeaderValue::from_str(pair).expect("printable"));
        assert_eq!(session::reason_of(&own, secret).as_deref(), Some("A complaint"));
        assert_eq!(session::reason_of(&own, &format!("{secret}x")), None);
    }
});
