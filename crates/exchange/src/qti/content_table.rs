//! What content may be: elements of HTML, MathML and SVG with their attributes, by name. What is not here does not
//! get in.

/// Of which language an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    Html,
    MathMl,
    Svg,
}

/// What becomes of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It gets in with these attributes and those of [`EVERYWHERE`].
    Kept(&'static [&'static str]),
    /// What is in it gets in, the element does not.
    Opened,
    /// Neither gets in.
    Dropped,
}

/// Attributes of every element; besides these every `aria-...` and those of [`DATA`].
pub(super) const EVERYWHERE: [&str; 7] = ["id", "class", "dir", "lang", "xml:lang", "role", "title"];

/// `data-...` attributes: those that QTI 3.0 gives a meaning.
pub(super) const DATA: [&str; 17] = [
    "data-catalog-idref",
    "data-choices-container-width",
    "data-contracted",
    "data-deselection-allowed",
    "data-first-column-header",
    "data-group-name",
    "data-item-path",
    "data-max-selections-message",
    "data-min-selections-message",
    "data-patternmask-message",
    "data-prompt",
    "data-qti-suppress-tts",
    "data-reading-type",
    "data-ssml",
    "data-stimulus-idref",
    "data-target-container",
    "data-type",
];

/// Elements that are dropped with what is in them: they run, send, fetch or change the page around.
const DROPPED: [&str; 34] = [
    "annotation-xml",
    "animate",
    "animateMotion",
    "animateTransform",
    "applet",
    "audioworklet",
    "base",
    "button",
    "canvas",
    "dialog",
    "embed",
    "feImage",
    "foreignObject",
    "form",
    "frame",
    "frameset",
    "iframe",
    "image",
    "input",
    "link",
    "maction",
    "meta",
    "noscript",
    "option",
    "param",
    "portal",
    "script",
    "select",
    "set",
    "slot",
    "style",
    "template",
    "textarea",
    "title-page",
];

/// Elements of HTML.
const HTML: &[(&str, &[&str])] = &[
    ("a", &["href", "type", "hreflang"]),
    ("abbr", &[]),
    ("address", &[]),
    ("article", &[]),
    ("aside", &[]),
    ("audio", &["src", "controls", "loop", "muted", "preload"]),
    ("b", &[]),
    ("bdi", &[]),
    ("bdo", &[]),
    ("big", &[]),
    ("blockquote", &[]),
    ("br", &[]),
    ("caption", &[]),
    ("cite", &[]),
    ("code", &[]),
    ("col", &["span", "width"]),
    ("colgroup", &["span", "width"]),
    ("dd", &[]),
    ("del", &[]),
    ("details", &["open"]),
    ("dfn", &[]),
    ("div", &[]),
    ("dl", &[]),
    ("dt", &[]),
    ("em", &[]),
    ("figcaption", &[]),
    ("figure", &[]),
    ("footer", &[]),
    ("h1", &[]),
    ("h2", &[]),
    ("h3", &[]),
    ("h4", &[]),
    ("h5", &[]),
    ("h6", &[]),
    ("header", &[]),
    ("hr", &[]),
    ("i", &[]),
    ("img", &["src", "alt", "width", "height", "longdesc"]),
    ("ins", &[]),
    ("kbd", &[]),
    ("li", &["value"]),
    ("mark", &[]),
    ("nav", &[]),
    ("object", &["data", "type", "width", "height", "alt", "label"]),
    ("ol", &["start", "type", "reversed"]),
    ("p", &[]),
    ("picture", &[]),
    ("pre", &[]),
    ("q", &[]),
    ("rb", &[]),
    ("rp", &[]),
    ("rt", &[]),
    ("rtc", &[]),
    ("ruby", &[]),
    ("s", &[]),
    ("samp", &[]),
    ("section", &[]),
    ("small", &[]),
    ("source", &["src", "srcset", "type", "media", "sizes"]),
    ("span", &[]),
    ("strong", &[]),
    ("sub", &[]),
    ("summary", &[]),
    ("sup", &[]),
    ("table", &["summary", "border"]),
    ("tbody", &[]),
    ("td", &["colspan", "rowspan", "headers", "scope", "abbr", "align", "valign"]),
    ("tfoot", &[]),
    ("th", &["colspan", "rowspan", "headers", "scope", "abbr", "align", "valign"]),
    ("thead", &[]),
    ("tr", &["align", "valign"]),
    ("track", &["kind", "src", "srclang", "label", "default"]),
    ("tt", &[]),
    ("u", &[]),
    ("ul", &[]),
    ("var", &[]),
    ("video", &["src", "poster", "width", "height", "controls", "loop", "muted", "preload"]),
    ("wbr", &[]),
];

/// Attributes of every element of MathML.
const MATH_ATTRIBUTES: &[&str] = &[
    "accent",
    "accentunder",
    "align",
    "alttext",
    "bevelled",
    "close",
    "columnalign",
    "columnlines",
    "columnspacing",
    "columnspan",
    "denomalign",
    "depth",
    "display",
    "displaystyle",
    "encoding",
    "fence",
    "form",
    "frame",
    "framespacing",
    "height",
    "intent",
    "largeop",
    "linethickness",
    "lquote",
    "lspace",
    "mathvariant",
    "maxsize",
    "minsize",
    "movablelimits",
    "notation",
    "numalign",
    "open",
    "overflow",
    "rowalign",
    "rowlines",
    "rowspacing",
    "rowspan",
    "rquote",
    "rspace",
    "scriptlevel",
    "separator",
    "separators",
    "stretchy",
    "subscriptshift",
    "superscriptshift",
    "symmetric",
    "voffset",
    "width",
];

const MATH: [&str; 32] = [
    "annotation",
    "math",
    "menclose",
    "merror",
    "mfenced",
    "mfrac",
    "mi",
    "mlabeledtr",
    "mmultiscripts",
    "mn",
    "mo",
    "mover",
    "mpadded",
    "mphantom",
    "mprescripts",
    "mroot",
    "mrow",
    "ms",
    "mspace",
    "msqrt",
    "mstyle",
    "msub",
    "msubsup",
    "msup",
    "mtable",
    "mtd",
    "mtext",
    "mtr",
    "munder",
    "munderover",
    "none",
    "semantics",
];

/// Attributes of every element of SVG.
const SVG_ATTRIBUTES: &[&str] = &[
    "clip-path",
    "clip-rule",
    "clipPathUnits",
    "color",
    "cx",
    "cy",
    "d",
    "dominant-baseline",
    "dx",
    "dy",
    "fill",
    "fill-opacity",
    "fill-rule",
    "focusable",
    "font-family",
    "font-size",
    "font-style",
    "font-weight",
    "fx",
    "fy",
    "gradientTransform",
    "gradientUnits",
    "height",
    "href",
    "marker-end",
    "marker-mid",
    "marker-start",
    "markerHeight",
    "markerUnits",
    "markerWidth",
    "mask",
    "offset",
    "opacity",
    "orient",
    "patternTransform",
    "patternUnits",
    "points",
    "preserveAspectRatio",
    "r",
    "refX",
    "refY",
    "rotate",
    "rx",
    "ry",
    "spreadMethod",
    "stop-color",
    "stop-opacity",
    "stroke",
    "stroke-dasharray",
    "stroke-dashoffset",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-opacity",
    "stroke-width",
    "text-anchor",
    "textLength",
    "transform",
    "version",
    "viewBox",
    "width",
    "x",
    "x1",
    "x2",
    "y",
    "y1",
    "y2",
];

const SVG: [&str; 22] = [
    "circle",
    "clipPath",
    "defs",
    "desc",
    "ellipse",
    "g",
    "line",
    "linearGradient",
    "marker",
    "mask",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialGradient",
    "rect",
    "stop",
    "svg",
    "symbol",
    "text",
    "tspan",
    "use",
];

/// What becomes of an element of this name, within content of this language.
pub(super) fn verdict(language: Language, name: &str) -> Verdict {
    let kept = match language {
        Language::Html => HTML.iter().find(|(known, _)| *known == name).map(|(_, attributes)| *attributes),
        Language::MathMl => MATH.contains(&name).then_some(MATH_ATTRIBUTES),
        Language::Svg if name == "title" => Some(&[][..]),
        Language::Svg => SVG.contains(&name).then_some(SVG_ATTRIBUTES),
    };
    match kept {
        Some(attributes) => Verdict::Kept(attributes),
        None if language == Language::Svg || DROPPED.contains(&name) => Verdict::Dropped,
        None => Verdict::Opened,
    }
}

/// Whether an attribute that every element may have is let in.
pub(super) fn everywhere(name: &str) -> bool {
    EVERYWHERE.contains(&name)
        || DATA.contains(&name)
        || name.strip_prefix("aria-").is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_lowercase()))
}

/// Elements of HTML that have nothing in them.
pub(super) const VOID: [&str; 8] = ["br", "col", "hr", "img", "source", "track", "wbr", "input"];

/// Elements between whose children spaces and ends of lines mean nothing.
pub(super) const SPACED: [&str; 37] = [
    "audio",
    "colgroup",
    "defs",
    "dl",
    "g",
    "linearGradient",
    "math",
    "menclose",
    "mfenced",
    "mfrac",
    "mmultiscripts",
    "mover",
    "mpadded",
    "mphantom",
    "mroot",
    "mrow",
    "msqrt",
    "mstyle",
    "msub",
    "msubsup",
    "msup",
    "mtable",
    "mtd",
    "mtr",
    "munder",
    "munderover",
    "ol",
    "picture",
    "radialGradient",
    "semantics",
    "svg",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "tr",
    "ul",
];

/// Elements at whose edges spaces and ends of lines mean nothing, besides [`BLOCKS`].
pub(super) const EDGED: [&str; 9] =
    ["caption", "dd", "dt", "figcaption", "li", "summary", "td", "th", "video"];

/// Elements that stand on their own rather than in a line of text.
pub(super) const BLOCKS: [&str; 25] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "details",
    "div",
    "dl",
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
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "ul",
    "video",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_runs_gets_in() {
        for name in ["script", "iframe", "form", "style", "link", "meta", "base", "embed", "object-embed"] {
            for language in [Language::Html, Language::MathMl, Language::Svg] {
                assert!(!matches!(verdict(language, name), Verdict::Kept(_)), "{name}");
            }
        }
        for name in ["foreignObject", "animate", "set", "image", "a", "feImage"] {
            assert_eq!(verdict(Language::Svg, name), Verdict::Dropped, "{name}");
        }
        for name in ["onclick", "style", "srcdoc", "data-hx-get", "hx-get", "aria-on\u{e9}", "xmlns"] {
            assert!(!everywhere(name), "{name}");
        }
    }
}
