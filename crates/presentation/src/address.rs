//! Which addresses may stand in a page.

/// The address under which a file is fetched, if a page may fetch it: one of this server, or a picture that
/// is in the address itself.
pub(crate) fn fetched(address: &str) -> Option<&str> {
    let address = address.trim();
    let lower = address.to_ascii_lowercase();
    if lower.starts_with("data:") {
        const PICTURES: [&str; 4] =
            ["data:image/png", "data:image/jpeg", "data:image/gif", "data:image/webp"];
        return PICTURES.iter().any(|start| lower.starts_with(start)).then_some(address);
    }
    (!address.is_empty() && relative(address)).then_some(address)
}

/// The address of a link, if a page may link there: a place in the page, this server, or the web.
pub(crate) fn linked(address: &str) -> Option<&str> {
    let address = address.trim();
    let lower = address.to_ascii_lowercase();
    let web = ["https://", "http://", "mailto:"].iter().any(|start| lower.starts_with(start));
    (!has_control(address) && (web || relative(address))).then_some(address)
}

/// Without a scheme and without another host.
fn relative(address: &str) -> bool {
    let before_path = address.split(['/', '?', '#']).next().unwrap_or_default();
    !has_control(address)
        && !before_path.contains(':')
        && !address.starts_with("//")
        && !address.contains('\\')
}

/// Browsers drop these from the middle of an address, so that `java\nscript:` is a script.
fn has_control(address: &str) -> bool {
    address.chars().any(|sign| sign.is_control() || sign.is_whitespace() && sign != ' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_server_and_pictures_are_fetched() {
        for (address, may) in [
            ("/files/a.png", true),
            ("images/a b.png", true),
            ("data:image/png;base64,AAAA", true),
            ("data:image/svg+xml,<svg/>", false),
            ("data:text/html,<script>", false),
            ("https://example.org/a.png", false),
            ("//example.org/a.png", false),
            ("/\\example.org/a.png", false),
            ("javascript:alert(1)", false),
            (" JaVaScRiPt:alert(1)", false),
            ("java\nscript:alert(1)", false),
            ("", false),
        ] {
            assert_eq!(fetched(address).is_some(), may, "{address}");
        }
    }

    #[test]
    fn links_lead_into_the_page_this_server_or_the_web() {
        for (address, may) in [
            ("#note", true),
            ("/help", true),
            ("https://example.org/", true),
            ("mailto:a@example.org", true),
            ("javascript:alert(1)", false),
            ("vbscript:x", false),
            ("data:text/html,x", false),
            ("java\tscript:alert(1)", false),
        ] {
            assert_eq!(linked(address).is_some(), may, "{address}");
        }
    }
}
