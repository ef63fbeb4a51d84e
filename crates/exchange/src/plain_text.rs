//! Statements that come as HTML, as the text that people read.
//!
//! Only tags that HTML knows are taken out, so that `a < b` stays.

/// Tags that end a line.
const LINES: [&str; 9] = ["br", "p", "div", "li", "ul", "ol", "tr", "h1", "h2"];

/// Tags that only change how a text looks.
const INLINE: [&str; 16] = [
    "sup", "sub", "i", "b", "em", "strong", "u", "span", "a", "img", "font", "small", "td", "th", "table",
    "tbody",
];

/// The most bytes of a tag with its attributes.
const MOST_TAG_BYTES: usize = 2_000;

/// Entities that are read; others stay as they are.
const ENTITIES: [(&str, &str); 7] = [
    ("&nbsp;", " "),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&#39;", "'"),
    ("&apos;", "'"),
    ("&amp;", "&"),
];

/// HTML as plain text: tags out, entities read, lines trimmed, empty lines at the ends gone.
pub(crate) fn of_html(html: &str) -> String {
    let text = unescaped(&without_tags(html));
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let mut kept: Vec<&str> = Vec::with_capacity(lines.len());
    for line in lines {
        if !line.is_empty() || kept.last().is_some_and(|last| !last.is_empty()) {
            kept.push(line);
        }
    }
    kept.join("\n").trim().to_owned()
}

/// HTML that was escaped once more on its way.
pub(crate) fn of_escaped_html(text: &str) -> String {
    of_html(&unescaped(text))
}

fn unescaped(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    ENTITIES.iter().fold(text.to_owned(), |text, (entity, character)| text.replace(entity, character))
}

fn without_tags(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start]);
        rest = &rest[start..];
        if let Some((length, ends_line)) = tag(rest) {
            text.push_str(if ends_line { "\n" } else { "" });
            rest = &rest[length..];
        } else {
            text.push('<');
            rest = &rest[1..];
        }
    }
    text.push_str(rest);
    text
}

/// The bytes of the tag that begins here, and whether it ends a line; `None` when it is none.
fn tag(text: &str) -> Option<(usize, bool)> {
    let inner = text.strip_prefix('<')?;
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let name: String = inner.chars().take(8).take_while(char::is_ascii_alphanumeric).collect();
    let lower = name.to_ascii_lowercase();
    let ends_line = LINES.contains(&lower.as_str());
    if !ends_line && !INLINE.contains(&lower.as_str()) {
        return None;
    }
    let after = inner[name.len()..].chars().next()?;
    if !matches!(after, '>' | '/') && !after.is_whitespace() {
        return None;
    }
    let end = text.bytes().take(MOST_TAG_BYTES).position(|byte| byte == b'>')?;
    Some((end + 1, ends_line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_go_and_mathematics_stays() {
        for (html, text) in [
            ("<p>Add &amp; subtract</p>\n<p>within <b>20</b></p>", "Add & subtract\n\nwithin 20"),
            ("a < b and c > d, x<y", "a < b and c > d, x<y"),
            ("10<sup>2</sup>", "102"),
            ("<p title=\"a\">x<br/>y", "x\ny"),
            ("<", "<"),
            ("<p", "<p"),
            ("", ""),
        ] {
            assert_eq!(of_html(html), text);
        }
        assert_eq!(
            of_escaped_html("Statistics&lt;sup&gt;★&lt;/sup&gt; &quot;how many?&quot;"),
            "Statistics★ \"how many?\""
        );
    }
}
