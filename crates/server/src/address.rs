//! Addresses: encoding a piece of one, and refusing to be sent elsewhere.

use std::fmt::Write as _;

/// Percent-encodes everything but letters, digits and `-._~/`.
pub fn encode(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

/// `next` if it is a path of this site, otherwise `/`.
pub fn local(next: &str) -> &str {
    let elsewhere = !next.starts_with('/')
        || next.starts_with("//")
        || next.contains(['\\', '\r', '\n', '\t', '\0'])
        || next.starts_with("/sign-");
    if elsewhere { "/" } else { next }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_to_another_site() {
        for (next, to) in [
            ("/sections/1?a=b", "/sections/1?a=b"),
            ("//evil.example", "/"),
            ("https://evil.example", "/"),
            ("/\\evil.example", "/"),
            ("/a\r\nSet-Cookie: x", "/"),
            ("/sign-out", "/"),
            ("", "/"),
        ] {
            assert_eq!(local(next), to, "{next:?}");
        }
    }

    #[test]
    fn a_query_is_encoded() {
        assert_eq!(encode("/a b?c=d&e"), "/a%20b%3Fc%3Dd%26e");
    }
}
