//! Characters that pages write as `&eacute;` or `&#233;`.

/// Names that courses use; others stay as they are written. Source: HTML, named character references.
const NAMED: [(&str, &str); 74] = [
    ("AElig", "Æ"),
    ("Aacute", "Á"),
    ("Agrave", "À"),
    ("Aring", "Å"),
    ("Auml", "Ä"),
    ("Ccedil", "Ç"),
    ("Eacute", "É"),
    ("Iacute", "Í"),
    ("Ntilde", "Ñ"),
    ("Oacute", "Ó"),
    ("Oslash", "Ø"),
    ("Ouml", "Ö"),
    ("Uacute", "Ú"),
    ("Uuml", "Ü"),
    ("aacute", "á"),
    ("acirc", "â"),
    ("aelig", "æ"),
    ("agrave", "à"),
    ("alpha", "α"),
    ("amp", "&"),
    ("apos", "'"),
    ("aring", "å"),
    ("auml", "ä"),
    ("beta", "β"),
    ("bull", "•"),
    ("ccedil", "ç"),
    ("cent", "¢"),
    ("copy", "©"),
    ("deg", "°"),
    ("delta", "δ"),
    ("divide", "÷"),
    ("eacute", "é"),
    ("ecirc", "ê"),
    ("egrave", "è"),
    ("euro", "€"),
    ("frac12", "½"),
    ("frac14", "¼"),
    ("frac34", "¾"),
    ("ge", "≥"),
    ("gt", ">"),
    ("hellip", "…"),
    ("iacute", "í"),
    ("icirc", "î"),
    ("iexcl", "¡"),
    ("infin", "∞"),
    ("iquest", "¿"),
    ("laquo", "«"),
    ("larr", "←"),
    ("ldquo", "“"),
    ("le", "≤"),
    ("lsquo", "‘"),
    ("lt", "<"),
    ("mdash", "—"),
    ("micro", "µ"),
    ("middot", "·"),
    ("minus", "−"),
    ("nbsp", "\u{a0}"),
    ("ndash", "–"),
    ("ne", "≠"),
    ("ntilde", "ñ"),
    ("oacute", "ó"),
    ("ocirc", "ô"),
    ("ouml", "ö"),
    ("pi", "π"),
    ("plusmn", "±"),
    ("quot", "\""),
    ("raquo", "»"),
    ("rarr", "→"),
    ("rdquo", "”"),
    ("rsquo", "’"),
    ("szlig", "ß"),
    ("times", "×"),
    ("uacute", "ú"),
    ("uuml", "ü"),
];

/// The most characters of a reference, `&` and `;` left out.
const MOST: usize = 12;

/// The text with its references read. What is none stays as it is; characters that no page can hold are left out.
pub(in super::super) fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.extend(before.chars().filter(|c| stands(*c)));
        let name: &str = after.find(';').filter(|end| *end <= MOST).map_or("", |end| &after[..end]);
        if let Some(said) = reference(name) {
            out.push_str(&said);
            rest = &after[name.len() + 1..];
        } else {
            out.push('&');
            rest = after;
        }
    }
    out.extend(rest.chars().filter(|c| stands(*c)));
    out
}

fn reference(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        };
        let letter = char::from_u32(code)?;
        return Some(if stands(letter) { letter.to_string() } else { String::new() });
    }
    let place = NAMED.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?;
    Some(NAMED[place].1.to_owned())
}

/// Whether a character can stand in XML, which the text becomes.
fn stands(letter: char) -> bool {
    !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}') || matches!(letter, '\t' | '\n' | '\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_so_that_they_are_found() {
        assert!(NAMED.is_sorted_by(|(a, _), (b, _)| a < b));
    }

    #[test]
    fn references_are_read_and_everything_else_stays() {
        for (written, read) in [
            ("a &amp; b &lt; c &#233;&#xE9;&eacute;", "a & b < c ééé"),
            ("AT&T &unknown; &; & &#xD800; &#99999999;", "AT&T &unknown; &; & &#xD800; &#99999999;"),
            ("a&#0;b\u{1}c&#x1f;d", "abcd"),
            ("&nbsp;x", "\u{a0}x"),
        ] {
            assert_eq!(decoded(written), read, "{written}");
        }
    }
}
