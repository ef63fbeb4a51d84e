//! What publishers write (Markdown, mathematics, stray HTML) as one line of plain words, for labels, titles,
//! lists and paper. Where a whole statement is shown as HTML, formulas become MathML instead.

mod formula;

use std::borrow::Cow;

use pulldown_cmark::{Event, Options, Parser, TagEnd};

/// Tags that only format; other words between angle brackets are something that the text says.
const FORMATS: [&str; 22] = [
    "a", "b", "br", "div", "em", "i", "li", "ol", "p", "span", "strong", "sub", "sup", "table", "tbody",
    "td", "th", "thead", "tr", "u", "ul", "small",
];

/// Characters without which, and without a list's first letter, a text is plain already.
const MARKS: &[char] = &['*', '_', '`', '$', '\\', '<', '&', '#', '[', '|', '~', '\u{c}'];

/// A statement in one line, without mark-up: `Solve $x^2 = \frac{1}{4}$ by *hand*` is `Solve x² = 1/4 by hand`.
pub fn words(statement: &str) -> String {
    let statement = repaired(statement);
    if !statement.contains(MARKS) && !statement.trim_start().starts_with(['-', '+', '>']) {
        return one_line(&statement);
    }
    let mut text = String::with_capacity(statement.len());
    let options = Options::ENABLE_MATH | Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for event in Parser::new_ext(&statement, options) {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(&part),
            Event::InlineMath(part) | Event::DisplayMath(part) => text.push_str(&formula::read(&part)),
            Event::Html(part) | Event::InlineHtml(part) => text.push_str(&without_formats(&part)),
            Event::SoftBreak
            | Event::HardBreak
            | Event::End(
                TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_) | TagEnd::TableCell | TagEnd::CodeBlock,
            ) => text.push(' '),
            _ => {}
        }
    }
    one_line(&text)
}

/// At most `most` characters, ending at a word where one ends near, with `…` where something was cut.
pub fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    let end = kept.rfind(' ').filter(|end| *end * 3 > kept.len() * 2).unwrap_or(kept.len());
    format!("{}…", kept[..end].trim_end_matches([',', ';', ':', ' ']))
}

/// Mistakes that published packages make when they write JSON: `\frac` without its second backslash is a form
/// feed and `rac`, and character references lack their semicolon.
pub fn repaired(statement: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(statement);
    if text.contains("\u{c}rac") {
        text = text.replace("\u{c}rac", "\\frac").into();
    }
    for reference in ["&#60", "&#62"] {
        if text.contains(reference) {
            let mut parts = text.split(reference);
            let mut mended = parts.next().unwrap_or_default().to_owned();
            for part in parts {
                mended.push_str(reference);
                if !part.starts_with(|next: char| next == ';' || next.is_ascii_digit()) {
                    mended.push(';');
                }
                mended.push_str(part);
            }
            text = mended.into();
        }
    }
    text
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// HTML without the tags that only format, which become spaces where they end a line.
pub fn without_formats(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start]);
        let inside = &rest[start + 1..];
        let Some(end) = inside.find('>') else { break };
        let name: String =
            inside.trim_start_matches('/').chars().take_while(char::is_ascii_alphabetic).collect();
        match name.to_ascii_lowercase() {
            name if !FORMATS.contains(&name.as_str()) => text.push_str(&rest[start..=start + 1 + end]),
            name if ["br", "p", "div", "li", "td", "th", "tr"].contains(&name.as_str()) => text.push(' '),
            _ => {}
        }
        rest = &inside[end + 1..];
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mark_up_goes_and_words_stay() {
        check("Add *unlike* fractions", "Add unlike fractions");
        check(
            "**The response:**\r\n\r\n-   gives  a `reason`\n-   names ~~two~~ sources",
            "The response: gives a reason names two sources",
        );
        check(
            "| Column 1 | Column 2 |\n| --- | --- |\n| data 1 | data 2|",
            "Column 1 Column 2 data 1 data 2",
        );
        check("[Shapes](https://example.org) and ![a graph](x.png)", "Shapes and a graph");
        check("1. Count to 100", "1. Count to 100");
        check("- Count to 100", "Count to 100");
        check("  two\n lines ", "two lines");
    }

    #[test]
    fn formulas_are_read_as_people_write_them() {
        check("Solve $x^2 = 1$", "Solve x² = 1");
        check(r"Know $x = {-b \pm \sqrt{b^2-4ac} \over 2a}$.", "Know x = (-b ± √(b²-4ac))/(2a).");
        check(r"$\frac{1}{2} < \frac{a+b}{c}$", "1/2 < (a+b)/c");
        check("Costs $5 and $6", "Costs $5 and $6");
    }

    #[test]
    fn mistakes_of_publishers_are_mended() {
        check("True is $\u{c}rac{1}{x} = 5$", "True is 1/x = 5");
        check("about &#60topic&#62 and &#60;this&#62;", "about <topic> and <this>");
    }

    #[test]
    fn tags_that_format_go_and_other_brackets_stay() {
        check("H<sub>2</sub>O<br>is <i>water</i>", "H2O is water");
        check("the <topic> of <b>it</b>", "the <topic> of it");
        check("a < b and b > a", "a < b and b > a");
    }

    #[test]
    fn a_long_text_ends_at_a_word() {
        assert_eq!(cut("Compare two fractions, with unlike denominators", 24), "Compare two fractions…");
        assert_eq!(cut("short", 24), "short");
        assert_eq!(cut(&"x".repeat(30), 10), format!("{}…", "x".repeat(9)));
    }

    #[track_caller]
    fn check(statement: &str, expected: &str) {
        assert_eq!(words(statement), expected, "{statement}");
    }
}
