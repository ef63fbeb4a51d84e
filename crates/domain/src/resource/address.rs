//! Addresses that a learner may be sent to.

/// The most characters of an address.
const MOST: usize = 2_000;

/// An address that nobody is sent to, with what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadAddress {
    /// It is none of the web.
    #[error("begins with neither https:// nor http://: copy it from the browser's address line")]
    Scheme,
    /// It has no host, or one that cannot be.
    #[error("names no site: copy it from the browser's address line")]
    Host,
    /// It holds a name or password.
    #[error("holds a name or password before an @: write it without, every learner would see it")]
    Credentials,
    /// It holds white space or a control character.
    #[error(
        "holds a space or another character that no address has: copy it from the browser's address line"
    )]
    Characters,
    /// It is too long.
    #[error("has {0} characters: {MOST} is the most")]
    TooLong(usize),
}

/// Trims an address and checks that it is one of the web, without a name or password in it.
pub fn checked_address(text: &str) -> Result<String, BadAddress> {
    let text = text.trim();
    let length = text.chars().count();
    if length > MOST {
        return Err(BadAddress::TooLong(length));
    }
    if text
        .chars()
        .any(|letter| letter.is_whitespace() || letter.is_control() || "<>\"\\`{}|^".contains(letter))
    {
        return Err(BadAddress::Characters);
    }
    let (scheme, rest) = text.split_once("://").ok_or(BadAddress::Scheme)?;
    if !scheme.eq_ignore_ascii_case("https") && !scheme.eq_ignore_ascii_case("http") {
        return Err(BadAddress::Scheme);
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') {
        return Err(BadAddress::Credentials);
    }
    if !is_host(authority) {
        return Err(BadAddress::Host);
    }
    Ok(format!("{}://{rest}", scheme.to_ascii_lowercase()))
}

fn is_host(authority: &str) -> bool {
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => {
            let Some((host, after)) = rest.split_once(']') else { return false };
            if host.parse::<std::net::Ipv6Addr>().is_err() {
                return false;
            }
            (host, after.strip_prefix(':'))
        }
        None => match authority.rsplit_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (authority, None),
        },
    };
    let numbered = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0));
    let label = |part: &str| {
        !part.is_empty()
            && part.chars().all(|letter| letter.is_alphanumeric() || letter == '-' || letter == '_')
    };
    let named = host.contains(':') || host.trim_end_matches('.').split('.').all(label);
    numbered && named
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_the_web_are_taken() {
        for (typed, kept) in [
            (" https://example.org/a?b=c#d ", "https://example.org/a?b=c#d"),
            ("HTTP://example.org:8080", "http://example.org:8080"),
            ("https://[::1]:8443/x", "https://[::1]:8443/x"),
            ("https://example.org/@someone", "https://example.org/@someone"),
            ("https://müller.example/ü", "https://müller.example/ü"),
        ] {
            assert_eq!(checked_address(typed).as_deref(), Ok(kept), "{typed}");
        }
    }

    #[test]
    fn everything_else_is_refused_with_its_reason() {
        for (typed, why) in [
            ("javascript:alert(1)", BadAddress::Scheme),
            ("JavaScript://example.org/%0aalert(1)", BadAddress::Scheme),
            ("data:text/html,x", BadAddress::Scheme),
            ("//example.org", BadAddress::Scheme),
            ("example.org", BadAddress::Scheme),
            ("", BadAddress::Scheme),
            ("https://rosa:secret@example.org", BadAddress::Credentials),
            ("https://token@example.org/", BadAddress::Credentials),
            ("https://", BadAddress::Host),
            ("https:///a", BadAddress::Host),
            ("https://a..b/", BadAddress::Host),
            ("https://example.org:99999", BadAddress::Host),
            ("https://[zz]/", BadAddress::Host),
            ("https://exa mple.org", BadAddress::Characters),
            ("https://example.org/\u{0}", BadAddress::Characters),
            ("https://example.org/\"onclick", BadAddress::Characters),
        ] {
            assert_eq!(checked_address(typed), Err(why), "{typed}");
        }
        let long = format!("https://example.org/{}", "a".repeat(2_000));
        assert_eq!(checked_address(&long), Err(BadAddress::TooLong(2_020)));
    }

    #[test]
    fn what_is_taken_is_taken_again_as_it_is() {
        let parts =
            ["https", "http", "ftp", ":", "//", "a", "a.b", "@", "[::1]", ":80", "/x", "?q", "#f", " "];
        let mut taken = 0;
        for number in 0..parts.len().pow(4) {
            let digits = (0..4).scan(number, |rest, _| {
                let place = *rest % parts.len();
                *rest /= parts.len();
                Some(parts[place])
            });
            let typed: String = digits.collect();
            if let Ok(kept) = checked_address(&typed) {
                taken += 1;
                assert_eq!(checked_address(&kept), Ok(kept.clone()), "{typed}");
                assert!(kept.starts_with("http") && !kept.contains('@'), "{typed}");
            }
        }
        assert!(taken > 0, "some of them are addresses");
    }
}
