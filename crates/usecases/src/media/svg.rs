//! SVG that can do nothing but be looked at. Read strictly and by lists of what may be there: what is not
//! known is refused, and so are declarations of entities, scripts, events, styles and references that reach
//! outside the file.

use super::NotTaken;

/// How deep elements may lie in each other.
const DEEPEST: usize = 200;

/// Elements that draw, without `script`, `foreignObject`, `a`, and what changes attributes with time.
const DRAWS: &[&str] = &[
    "svg",
    "g",
    "defs",
    "symbol",
    "use",
    "title",
    "desc",
    "metadata",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "textPath",
    "image",
    "marker",
    "pattern",
    "mask",
    "clipPath",
    "linearGradient",
    "radialGradient",
    "stop",
    "style",
    "switch",
    "view",
    "filter",
    "feBlend",
    "feColorMatrix",
    "feComponentTransfer",
    "feComposite",
    "feConvolveMatrix",
    "feDiffuseLighting",
    "feDisplacementMap",
    "feDistantLight",
    "feDropShadow",
    "feFlood",
    "feFuncA",
    "feFuncB",
    "feFuncG",
    "feFuncR",
    "feGaussianBlur",
    "feMerge",
    "feMergeNode",
    "feMorphology",
    "feOffset",
    "fePointLight",
    "feSpecularLighting",
    "feSpotLight",
    "feTile",
    "feTurbulence",
];

/// Pictures that may lie in a drawing.
const PICTURES: [&str; 4] = [
    "data:image/png;base64,",
    "data:image/jpeg;base64,",
    "data:image/gif;base64,",
    "data:image/webp;base64,",
];

/// Whether a text that begins with markup is meant to be a drawing: its first element is `svg`.
pub fn is_meant(text: &str) -> bool {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let skipped = if rest.starts_with("<?") {
            rest.split_once("?>")
        } else if rest.starts_with("<!--") {
            rest.split_once("-->")
        } else if rest.starts_with("<!") {
            // Of a declaration it is enough to know what it declares.
            return rest.get(..200).unwrap_or(rest).to_ascii_lowercase().contains("svg");
        } else {
            break;
        };
        match skipped {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    rest.strip_prefix('<').is_some_and(|rest| local(name(rest).0) == "svg")
}

/// Refuses whatever could do something, and whatever is not well-formed.
pub fn check(text: &str) -> Result<(), NotTaken> {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = text;
    let mut drawn = false;
    loop {
        let Some((before, tag)) = rest.split_once('<') else {
            return if drawn && open.is_empty() && rest.trim().is_empty() { Ok(()) } else { Err(BROKEN) };
        };
        characters(before, &open)?;
        if let Some(after) = tag.strip_prefix("!--") {
            rest = after.split_once("-->").ok_or(BROKEN)?.1;
        } else if let Some(after) = tag.strip_prefix("![CDATA[") {
            let (content, after) = after.split_once("]]>").ok_or(BROKEN)?;
            plain(content)?;
            rest = after;
        } else if tag.starts_with('!') {
            return Err(active("a declaration, which could name entities"));
        } else if let Some(after) = tag.strip_prefix('?') {
            let (said, after) = after.split_once("?>").ok_or(BROKEN)?;
            if !said.starts_with("xml ") || drawn {
                return Err(active("an instruction to a program"));
            }
            rest = after;
        } else if let Some(after) = tag.strip_prefix('/') {
            let (closed, after) = after.split_once('>').ok_or(BROKEN)?;
            if open.pop() != Some(closed.trim_end()) {
                return Err(BROKEN);
            }
            rest = after;
        } else {
            if drawn && open.is_empty() {
                return Err(BROKEN);
            }
            let (element, after, closed) = element(tag)?;
            drawn = true;
            if !closed {
                open.push(element);
            }
            if open.len() > DEEPEST {
                return Err(BROKEN);
            }
            rest = after;
        }
    }
}

const BROKEN: NotTaken = NotTaken::Broken("a drawing (SVG) that is not well-formed");

fn active(what: impl Into<String>) -> NotTaken {
    NotTaken::Active(format!("a drawing (SVG) with {}", what.into()))
}

/// Text between tags: the five names of XML and numbers, no other entity.
fn characters(text: &str, open: &[&str]) -> Result<(), NotTaken> {
    if open.is_empty() && !text.trim().is_empty() {
        return Err(BROKEN);
    }
    let text = resolved(text)?;
    if open.last().is_some_and(|element| local(element) == "style") { plain(&text) } else { Ok(()) }
}

/// One opening tag: its name, what follows it, whether it is closed at once.
fn element(tag: &str) -> Result<(&str, &str, bool), NotTaken> {
    let (element, mut rest) = name(tag);
    if !DRAWS.contains(&local(element)) {
        return Err(active(format!("<{}>", element.chars().take(30).collect::<String>())));
    }
    let mut seen: Vec<&str> = Vec::new();
    loop {
        let trimmed = rest.trim_start();
        if let Some(after) = trimmed.strip_prefix("/>") {
            return Ok((element, after, true));
        }
        if let Some(after) = trimmed.strip_prefix('>') {
            return Ok((element, after, false));
        }
        let (attribute, after) = name(trimmed);
        if attribute.is_empty() || trimmed.len() == rest.len() || seen.contains(&attribute) {
            return Err(BROKEN);
        }
        seen.push(attribute);
        let after = after.trim_start().strip_prefix('=').ok_or(BROKEN)?.trim_start();
        let quote = after.chars().next().filter(|quote| matches!(quote, '"' | '\'')).ok_or(BROKEN)?;
        let (value, after) = after[1..].split_once(quote).ok_or(BROKEN)?;
        if value.contains('<') {
            return Err(BROKEN);
        }
        check_attribute(attribute, &resolved(value)?)?;
        rest = after;
    }
}

/// No events, and no reference but into the file itself or to a picture within it.
fn check_attribute(attribute: &str, value: &str) -> Result<(), NotTaken> {
    if attribute.starts_with("xmlns") {
        return Ok(());
    }
    let name = local(attribute).to_ascii_lowercase();
    if name.starts_with("on") {
        return Err(active(format!("the event \"{name}\"")));
    }
    if matches!(name.as_str(), "href" | "src" | "base" | "data" | "action" | "formaction") {
        let value = value.trim();
        let inside = value.starts_with('#') || PICTURES.iter().any(|picture| value.starts_with(picture));
        return if inside { Ok(()) } else { Err(active("a reference outside itself")) };
    }
    plain(value)
}

/// Style that reaches nothing: `url(#…)` is the only reference.
fn plain(style: &str) -> Result<(), NotTaken> {
    let said: String = style.chars().filter(|letter| !letter.is_whitespace()).collect();
    let said = said.to_ascii_lowercase();
    // A backslash could spell any of the words.
    if ["@import", "javascript:", "expression(", "behavior:", "-moz-binding", "image-set(", "src("]
        .iter()
        .any(|word| said.contains(word))
    {
        return Err(active("a style that reaches outside itself"));
    }
    let mut urls = said.split("url(").skip(1);
    let inside = urls.all(|url| url.trim_start_matches(['"', '\'']).starts_with('#'));
    let spelled = said.contains('\\') && (said.contains('(') || said.contains('@'));
    if inside && !spelled { Ok(()) } else { Err(active("a style that reaches outside itself")) }
}

/// The text with its entities replaced, as far as XML itself knows them.
fn resolved(text: &str) -> Result<String, NotTaken> {
    let mut parts = text.split('&');
    let mut said = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (entity, after) = part.split_once(';').ok_or(BROKEN)?;
        let letter = match entity {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            _ => numbered(entity).ok_or_else(|| active("an entity of its own"))?,
        };
        said.push(letter);
        said.push_str(after);
    }
    Ok(said)
}

fn numbered(entity: &str) -> Option<char> {
    let number = entity.strip_prefix('#')?;
    let code = match number.strip_prefix('x') {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code)
}

/// The name at the beginning, and what follows it.
fn name(text: &str) -> (&str, &str) {
    let ends = text.find(|letter: char| letter.is_whitespace() || "=/>\"'<".contains(letter));
    text.split_at(ends.unwrap_or(text.len()))
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}
