//! A formula as it is typed.

use domain::item::{Element, Node};

use super::{LETTERS, SIGNS, SPACED};

/// The formula that a `math` element was made from, without dollar signs; `None` where it has more than that.
pub fn write(children: &[Node], name_of: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let mut out = String::new();
    let mut previous: Option<String> = None;
    for child in children {
        let Node::Element(element) = child else { return None };
        let text = match element.children.as_slice() {
            [Node::Text(text)] => text.as_str(),
            _ => "",
        };
        let spaced = element.name == "mo" && SPACED.contains(&text);
        let after_sign = previous.as_deref().is_none_or(|sign| SPACED.contains(&sign) || "([".contains(sign));
        let piece = atom(element, name_of)?;
        if spaced && !after_sign {
            out.push(' ');
            out.push_str(&piece);
            out.push(' ');
        } else {
            let letter = piece.starts_with(|c: char| c.is_ascii_alphabetic());
            let digit = piece.starts_with(|c: char| c.is_ascii_digit());
            if (letter && ends_in_command(&out))
                || (digit && out.ends_with(|c: char| c.is_ascii_digit() || c == '.' || c == ','))
            {
                out.push(' ');
            }
            out.push_str(&piece);
        }
        previous = Some(if element.name == "mo" { text.to_owned() } else { "x".to_owned() });
    }
    Some(out)
}

fn ends_in_command(out: &str) -> bool {
    let name = out.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    name.len() < out.len() && name.ends_with('\\')
}

fn atom(element: &Element, name_of: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let braced = |node: &Node| -> Option<String> {
        let Node::Element(element) = node else { return None };
        let within =
            if element.name == "mrow" { write(&element.children, name_of)? } else { atom(element, name_of)? };
        // What is drawn has its braces already.
        Some(if within.starts_with("{=") && element.name == "mi" { within } else { format!("{{{within}}}") })
    };
    let short = |node: &Node| -> Option<String> {
        let written = braced(node)?;
        let within = written[1..written.len() - 1].trim_start_matches('=');
        let alone = within.chars().count() == 1 && within.chars().all(char::is_alphanumeric);
        Some(if alone { within.to_owned() } else { written })
    };
    if !element.attributes.is_empty() {
        return None;
    }
    let child = |at: usize| element.children.get(at);
    Some(match (element.name.as_str(), element.children.as_slice()) {
        ("mn", [Node::Text(text)]) => text.clone(),
        ("mi", [Node::Text(text)]) => match LETTERS.iter().find(|(_, letter)| letter == text) {
            Some((name, _)) => format!("\\{name}"),
            None if text.chars().count() == 1 => text.clone(),
            None => format!("{{= {}}}", name_of(text)?),
        },
        ("mo", [Node::Text(text)]) => match SIGNS.iter().find(|(_, sign)| sign == text) {
            Some((name, _)) => format!("\\{name}"),
            None if text == "−" => "-".to_owned(),
            None => text.clone(),
        },
        ("mtext", [Node::Text(text)]) => format!("\\text{{{text}}}"),
        ("mrow", children) => format!("{{{}}}", write(children, name_of)?),
        ("mfrac", [above, below]) => format!("\\frac{}{}", braced(above)?, braced(below)?),
        ("msqrt", [of]) => format!("\\sqrt{}", braced(of)?),
        ("mroot", [of, degree]) => {
            let degree = braced(degree)?;
            format!("\\sqrt[{}]{}", &degree[1..degree.len() - 1], braced(of)?)
        }
        ("msup", [_, script]) => format!("{}^{}", base(child(0)?, name_of)?, short(script)?),
        ("msub", [_, script]) => format!("{}_{}", base(child(0)?, name_of)?, short(script)?),
        ("msubsup", [_, below, above]) => {
            format!("{}_{}^{}", base(child(0)?, name_of)?, short(below)?, short(above)?)
        }
        _ => return None,
    })
}

fn base(node: &Node, name_of: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let Node::Element(element) = node else { return None };
    if element.name == "mrow" && element.children.is_empty() {
        return Some("{}".to_owned());
    }
    let written = atom(element, name_of)?;
    let scripted = ["msup", "msub", "msubsup"].contains(&element.name.as_str());
    Some(if scripted { format!("{{{written}}}") } else { written })
}
