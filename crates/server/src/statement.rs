//! Statements of frameworks as HTML: Markdown and mathematics rendered, HTML in them shown as text.

use std::sync::LazyLock;

use domain::plain;
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};
use pulldown_latex::{RenderConfig, Storage, config::DisplayMode, push_mathml};

/// What MathML Core has, as far as formulas need it.
const MATH_TAGS: [&str; 26] = [
    "math",
    "mrow",
    "mi",
    "mn",
    "mo",
    "ms",
    "mtext",
    "mspace",
    "mfrac",
    "msqrt",
    "mroot",
    "msub",
    "msup",
    "msubsup",
    "munder",
    "mover",
    "munderover",
    "mmultiscripts",
    "mprescripts",
    "mtable",
    "mtr",
    "mtd",
    "mpadded",
    "mphantom",
    "mstyle",
    "merror",
];

const MATH_ATTRIBUTES: [&str; 16] = [
    "display",
    "mathvariant",
    "stretchy",
    "fence",
    "separator",
    "form",
    "lspace",
    "rspace",
    "minsize",
    "maxsize",
    "symmetric",
    "movablelimits",
    "accent",
    "accentunder",
    "linethickness",
    "displaystyle",
];

static MATH: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut builder = ammonia::Builder::empty();
    builder.add_tags(MATH_TAGS).add_generic_attributes(MATH_ATTRIBUTES).link_rel(None);
    builder
});

/// A statement as safe HTML.
pub fn html(statement: &str) -> String {
    let statement = plain::repaired(statement);
    let options = Options::ENABLE_MATH | Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut rendered = String::with_capacity(statement.len() + 64);
    pulldown_cmark::html::push_html(&mut rendered, Parser::new_ext(&statement, options).filter_map(harmless));
    rendered
}

/// A statement in one line: its plain words, with formulas as MathML. Without formulas nothing is parsed twice.
pub fn line(statement: &str) -> String {
    let written = plain::repaired(statement);
    if !written.contains('$') {
        return escaped(&plain::words(statement));
    }
    let mut rendered = String::with_capacity(written.len() + 64);
    let words =
        Parser::new_ext(&written, Options::ENABLE_MATH | Options::ENABLE_STRIKETHROUGH).filter_map(in_line);
    pulldown_cmark::html::push_html(&mut rendered, words);
    rendered.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text as HTML.
pub fn escaped(text: &str) -> String {
    let mut rendered = String::with_capacity(text.len() + 8);
    pulldown_cmark::html::push_html(&mut rendered, std::iter::once(Event::Text(text.into())));
    rendered
}

/// Words and formulas only.
fn in_line(event: Event<'_>) -> Option<Event<'_>> {
    Some(match event {
        Event::Text(_) | Event::InlineMath(_) | Event::DisplayMath(_) => harmless(match event {
            Event::DisplayMath(formula) => Event::InlineMath(formula),
            other => other,
        })?,
        Event::Code(text) => Event::Text(text),
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(plain::without_formats(&text).into()),
        Event::SoftBreak
        | Event::HardBreak
        | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_)) => Event::Text(" ".into()),
        _ => return None,
    })
}

/// Raw HTML becomes text, formulas become MathML, images their description, and links lead to the web
/// or nowhere.
fn harmless(event: Event<'_>) -> Option<Event<'_>> {
    Some(match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::InlineMath(formula) => Event::InlineHtml(math(&formula, DisplayMode::Inline)),
        Event::DisplayMath(formula) => Event::InlineHtml(math(&formula, DisplayMode::Block)),
        Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => return None,
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let web = ["https://", "http://"].iter().any(|scheme| dest_url.starts_with(scheme));
            let dest_url = if web { dest_url } else { CowStr::Borrowed("#") };
            Event::Start(Tag::Link { link_type, dest_url, title, id })
        }
        other => other,
    })
}

/// A formula as MathML; as it was written where it cannot be read.
fn math(formula: &str, display_mode: DisplayMode) -> CowStr<'static> {
    let storage = Storage::new();
    let parser = pulldown_latex::Parser::new(formula, &storage);
    let events: Result<Vec<_>, _> = parser.collect();
    let mut rendered = String::new();
    let config = RenderConfig { display_mode, ..RenderConfig::default() };
    let written = events.is_ok_and(|events| {
        push_mathml(&mut rendered, events.into_iter().map(Ok::<_, std::convert::Infallible>), config).is_ok()
    });
    if !written {
        return format!("<code>{}</code>", ammonia::clean_text(formula)).into();
    }
    MATH.clean(&rendered).to_string().into()
}

#[cfg(test)]
mod tests {
    use super::html;

    #[test]
    fn markdown_and_formulas_are_rendered() {
        assert_eq!(html("Add *unlike* fractions").trim(), "<p>Add <em>unlike</em> fractions</p>");
        let formula = html("Know that $\\frac{1}{2} < x$.");
        assert!(
            formula.contains("<mfrac><mrow><mn>1</mn></mrow><mrow><mn>2</mn></mrow></mfrac>"),
            "{formula}"
        );
        assert!(formula.starts_with("<p>Know that <math"), "{formula}");
    }

    #[test]
    fn a_formula_that_cannot_be_read_is_shown_as_written() {
        let shown = html("Know $\\frac{<b>$.");
        assert!(shown.contains("&lt;b&gt;"), "{shown}");
    }

    #[test]
    fn a_formula_whose_backslash_was_lost_is_mended() {
        assert!(html("True is $\u{c}rac{1}{x} = 5$").contains("<mfrac>"));
    }

    #[test]
    fn a_line_has_words_and_formulas_only() {
        let shown = super::line("**Solve** $x^2 = 1$\n\n- by <b>hand</b> & [here](https://a.example)");
        let (before, after) = (shown.split_once("<math").expect("a formula"), shown.rsplit_once("</math>"));
        assert_eq!(
            (before.0, after.map(|(_, rest)| rest)),
            ("Solve ", Some(" by hand &amp; here")),
            "{shown}"
        );
        assert_eq!(super::line("a < b & \"c\""), "a &lt; b &amp; \"c\"");
    }

    #[test]
    fn hostile_statements_are_harmless() {
        for hostile in [
            "<script>alert(1)</script>",
            "text <img src=x onerror=alert(1)>",
            "[click](javascript:alert(1))",
            "![x](https://evil.example/pixel.png)",
            "$\\text{<script>alert(1)</script>}$",
            "$\\href{javascript:alert(1)}{x}$",
            "$</math><script>alert(1)</script>$",
            "<div onclick=\"alert(1)\">\n\n<svg onload=alert(1)>",
        ] {
            let shown = html(hostile).to_lowercase() + &super::line(hostile).to_lowercase();
            for dangerous in ["<script", "<img", "<svg", "<div", "href=\"javascript"] {
                assert!(!shown.contains(dangerous), "{hostile}: {shown}");
            }
        }
    }
}
