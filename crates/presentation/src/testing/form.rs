//! The fields that a browser would send of a rendered form. It reads only what we write: tags in small letters,
//! attributes in double quotes.

/// Names and values of a form's fields in their order, as HTML 5.2's "constructing the form data set" has them;
/// no button is pressed.
pub(crate) fn fields_of(html: &str) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    let mut select: Option<(String, String)> = None;
    let mut rest = without(html, "<noscript>", "</noscript>");
    while let Some((_, after)) = rest.split_once('<') {
        let Some((tag, tail)) = after.split_once('>') else { break };
        let (name, value) = (attribute(tag, "name"), attribute(tag, "value"));
        let sends = name.is_some() && !flag(tag, "disabled");
        let mut tail = tail;
        match tag.split(' ').next().unwrap_or_default() {
            "input" if sends => {
                let kind = attribute(tag, "type").unwrap_or_default();
                let ticked = !["radio", "checkbox"].contains(&kind.as_str()) || flag(tag, "checked");
                if ticked && !["file", "image"].contains(&kind.as_str()) {
                    fields.extend(name.zip(Some(value.unwrap_or_default())));
                }
            }
            "select" if sends => select = name.map(|name| (name, String::new())),
            "option" if flag(tag, "selected") => {
                if let Some((_, chosen)) = &mut select {
                    *chosen = value.unwrap_or_default();
                }
            }
            "/select" => fields.extend(select.take()),
            "textarea" => {
                let (text, end) = tail.split_once("</textarea>").expect("closed");
                let text = unescaped(text.strip_prefix('\n').unwrap_or(text)).replace('\n', "\r\n");
                if sends {
                    fields.extend(name.zip(Some(text)));
                }
                tail = end;
            }
            _ => {}
        }
        rest = tail.to_owned();
    }
    fields
}

fn without(html: &str, from: &str, to: &str) -> String {
    let mut kept = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once(from) {
        kept.push_str(before);
        rest = after.split_once(to).map_or("", |(_, tail)| tail);
    }
    kept + rest
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, after) = tag.split_once(&format!(" {name}=\""))?;
    Some(unescaped(after.split_once('"')?.0))
}

fn flag(tag: &str, name: &str) -> bool {
    // Outside of quotes, where every second piece stands.
    tag.split('"').step_by(2).any(|piece| piece.split(' ').any(|word| word == name))
}

fn unescaped(text: &str) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#13;", "\r"), ("&amp;", "&")]
        .iter()
        .fold(text.to_owned(), |text, (escaped, plain)| text.replace(escaped, plain))
}
