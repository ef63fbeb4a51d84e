//! Which elements and attributes of an item get into a page. `exchange` lets no others in; here they are looked
//! at once more, because a page is where they would do harm.

mod mathml;
mod svg;

/// Deeper than this nothing is shown: no item is.
pub(crate) const DEEPEST: usize = 100;

/// In which language of marks an element stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Space {
    /// HTML.
    Html,
    /// SVG.
    Svg,
    /// MathML.
    Math,
}

const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "audio",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "picture",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "source",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "track",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
];

const VOID: &[&str] = &["br", "col", "hr", "img", "source", "track", "wbr"];

/// What is in these is no text for people.
const DROPPED_WHOLE: &[&str] = &[
    "annotation",
    "annotation-xml",
    "embed",
    "foreignObject",
    "head",
    "iframe",
    "link",
    "meta",
    "noembed",
    "noframes",
    "noscript",
    "plaintext",
    "script",
    "style",
    "template",
    "textarea",
    "title",
    "xmp",
    "select",
];

const PHRASING: &[&str] = &[
    "abbr", "b", "bdi", "bdo", "cite", "code", "dfn", "em", "i", "kbd", "mark", "q", "s", "samp", "small",
    "span", "strong", "sub", "sup", "u", "var",
];

const ATTRIBUTES: &[&str] = &[
    "alt",
    "cite",
    "colspan",
    "controls",
    "datetime",
    "dir",
    "height",
    "hreflang",
    "kind",
    "label",
    "lang",
    "media",
    "open",
    "reversed",
    "role",
    "rowspan",
    "scope",
    "sizes",
    "span",
    "srclang",
    "start",
    "title",
    "type",
    "value",
    "width",
    "data-suppress-tts",
];

const ROLES: &[&str] = &[
    "article",
    "definition",
    "figure",
    "group",
    "heading",
    "img",
    "list",
    "listitem",
    "math",
    "note",
    "presentation",
    "region",
    "term",
    "none",
];

/// The name under which an element is written; `None` where only what is in it is.
pub(crate) fn element(name: &str, space: Space) -> Option<&'static str> {
    let find = |list: &'static [&'static str]| list.iter().copied().find(|known| *known == name);
    match (space, name) {
        // The page has its own first heading.
        (Space::Html, "h1") => Some("h2"),
        (Space::Html, _) => find(ELEMENTS),
        (Space::Svg, _) => find(svg::ELEMENTS),
        (Space::Math, _) => find(mathml::ELEMENTS),
    }
}

/// Whether neither an element nor what is in it is written. SVG's `title` is kept by its own rule.
pub(crate) fn dropped_whole(name: &str) -> bool {
    DROPPED_WHOLE.contains(&name)
}

/// Whether an element holds nothing.
pub(crate) fn void(name: &str) -> bool {
    VOID.contains(&name)
}

/// Whether an element stands in a line of text.
pub(crate) fn phrasing(name: &str) -> bool {
    PHRASING.contains(&name)
}

/// An attribute as it is written; `None` where it is left out. Addresses and ids are looked at elsewhere.
pub(crate) fn attribute<'v>(name: &str, value: &'v str, space: Space) -> Option<(&'static str, Kept<'v>)> {
    let list: &[&'static str] = match space {
        Space::Html => ATTRIBUTES,
        Space::Svg => svg::ATTRIBUTES,
        Space::Math => mathml::ATTRIBUTES,
    };
    match name {
        "class" => return Some(("class", Kept::Classes(value))),
        "id" => return Some(("id", Kept::Id(value))),
        "xml:lang" => return Some(("lang", Kept::Text(value))),
        "headers" | "aria-labelledby" | "aria-describedby" | "aria-details" => {
            return aria(name).map(|known| (known, Kept::Ids(value)));
        }
        "role" if !ROLES.contains(&value) => return None,
        _ => {}
    }
    let known = list.iter().copied().find(|known| *known == name).or_else(|| aria(name))?;
    let harmless = if value.contains("url(") { svg::own_reference(value).is_some() } else { true };
    harmless.then_some((known, Kept::Text(value)))
}

/// How the value of an attribute is written.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Kept<'v> {
    /// As it is; a reference `url(#id)` with its id made the page's.
    Text(&'v str),
    /// As an id of this item.
    Id(&'v str),
    /// As ids of this item.
    Ids(&'v str),
    /// Classes of which only QTI's own are kept: others would be ours.
    Classes(&'v str),
}

/// The id in `url(#id)`.
pub(crate) fn own_reference(value: &str) -> Option<&str> {
    svg::own_reference(value)
}

fn aria(name: &str) -> Option<&'static str> {
    const ARIA: &[&str] = &[
        "aria-describedby",
        "aria-details",
        "aria-hidden",
        "aria-label",
        "aria-labelledby",
        "aria-level",
        "aria-roledescription",
        "headers",
    ];
    ARIA.iter().copied().find(|known| *known == name)
}

/// QTI's own classes out of `classes`.
pub(crate) fn own_classes(classes: &str) -> String {
    let own = classes.split_whitespace().filter(|one| {
        one.starts_with("qti-") && one.chars().all(|sign| sign.is_ascii_alphanumeric() || "-_".contains(sign))
    });
    own.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_runs_or_styles_is_left_out() {
        for name in ["script", "style", "iframe", "object", "form", "input", "base", "SCRIPT", "svg:script"] {
            for space in [Space::Html, Space::Svg, Space::Math] {
                assert_eq!(element(name, space), None, "{name}");
            }
        }
        for (name, value) in [
            ("onclick", "alert(1)"),
            ("style", "color:red"),
            ("srcdoc", "<script>"),
            ("formaction", "/x"),
            ("data-save", "/elsewhere"),
            ("name", "r-RESPONSE"),
            ("role", "button"),
            ("fill", "url(https://example.org/#x)"),
        ] {
            for space in [Space::Html, Space::Svg, Space::Math] {
                assert_eq!(attribute(name, value, space), None, "{name}");
            }
        }
    }

    #[test]
    fn only_classes_of_qti_are_kept() {
        assert_eq!(own_classes("unseen qti-bordered notice qti-\"x"), "qti-bordered");
    }
}
