//! Statements of competencies, from packages of anybody: mark-up becomes HTML that runs nothing.
#![no_main]

/// As they are in the server, which takes minutes to build.
#[path = "../../../crates/server/src/address.rs"]
mod address;
#[path = "../../../crates/server/src/statement.rs"]
mod statement;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let html = statement::html(text);
    let lower = html.to_ascii_lowercase();
    for tag in lower.split('<').skip(1) {
        let name: String =
            tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        let bad =
            ["script", "style", "iframe", "object", "embed", "form", "base", "meta", "link", "svg", "input"];
        assert!(!bad.contains(&name.as_str()), "{name} in {html:?}");
        let inside = tag.split('>').next().unwrap_or_default();
        // Quoted values are text; what stands outside of them are the names of attributes.
        let outside: String = inside.split('"').step_by(2).collect();
        for word in outside.split_ascii_whitespace().skip(1) {
            assert!(!word.starts_with("on"), "{word} in {html:?}");
        }
        for (at, value) in inside.split('"').enumerate().skip(1).step_by(2) {
            let link = inside
                .split('"')
                .nth(at - 1)
                .is_some_and(|name| name.ends_with("href=") || name.ends_with("src="));
            let value: String = value.chars().filter(|letter| !letter.is_whitespace()).collect();
            assert!(!(link && value.starts_with("javascript:")), "{value} in {html:?}");
        }
    }
    let _ = domain::plain::words(text);
    let to = address::local(text);
    assert!(to.starts_with('/') && !to.starts_with("//"), "{to:?}");
});
