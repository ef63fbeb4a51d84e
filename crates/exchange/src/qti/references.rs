//! Addresses in content: files of the package, and pages that may be linked to.

use std::collections::BTreeSet;

use domain::item::{Element, InteractionKind, Item, Node, Stimulus};

/// What an address points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Address {
    /// A file of the package.
    Inside,
    /// A place in the same item.
    Here,
    /// A page on the web.
    Web,
    /// Anything else: another scheme, a path from a root, nothing at all.
    Other,
}

/// Looks at an address as a browser would: spaces around and control characters within do not count.
pub(super) fn address(text: &str) -> Address {
    let text: String = text.trim().chars().filter(|c| !c.is_control()).collect();
    let lower = text.to_ascii_lowercase();
    let scheme = text.split(['/', '?', '#']).next().is_some_and(|first| first.contains(':'));
    if lower.starts_with("https://") || lower.starts_with("http://") {
        Address::Web
    } else if text.is_empty() || scheme || text.starts_with(['/', '\\']) || text.contains('\\') {
        Address::Other
    } else if text.starts_with('#') {
        Address::Here
    } else {
        Address::Inside
    }
}

/// Attributes that hold the address of a file which is shown or played.
pub(super) const SHOWN: [&str; 4] = ["src", "data", "poster", "longdesc"];

/// The files of the package that an item shows, plays or links to, as it names them, each once.
pub fn asset_references(item: &Item) -> Vec<String> {
    let mut found = Found::default();
    each_in_item(&mut item.clone(), &mut |address| found.keep(address));
    found.names
}

/// The same of a stimulus.
pub fn stimulus_asset_references(stimulus: &Stimulus) -> Vec<String> {
    let mut found = Found::default();
    each(&mut stimulus.body.clone(), &mut |address| found.keep(address));
    found.names
}

/// Names in their order, each once.
#[derive(Default)]
struct Found {
    names: Vec<String>,
    known: BTreeSet<String>,
}

impl Found {
    fn keep(&mut self, name: &str) -> Option<String> {
        if self.known.insert(name.to_owned()) {
            self.names.push(name.to_owned());
        }
        None
    }
}

/// The item with other addresses of its files: what `to` says of each; where it says nothing the address stays.
/// To be read again an address has to be a relative path, such as `assets/DIGEST.png`.
#[must_use]
pub fn with_assets(mut item: Item, to: &dyn Fn(&str) -> Option<String>) -> Item {
    each_in_item(&mut item, &mut |address| to(address));
    item
}

/// The same of a stimulus.
#[must_use]
pub fn stimulus_with_assets(mut stimulus: Stimulus, to: &dyn Fn(&str) -> Option<String>) -> Stimulus {
    each(&mut stimulus.body, &mut |address| to(address));
    stimulus
}

type Change<'c> = &'c mut dyn FnMut(&str) -> Option<String>;

fn each_in_item(item: &mut Item, change: Change<'_>) {
    each(&mut item.body, change);
    for feedback in &mut item.modal_feedback {
        each(&mut feedback.content, change);
    }
    for card in &mut item.catalog {
        each(&mut card.content, change);
    }
}

fn each(nodes: &mut [Node], change: Change<'_>) {
    for node in nodes {
        match node {
            Node::Text(_) | Node::PrintedVariable { .. } | Node::Gap(_) => {}
            Node::Element(element) => in_element(element, change),
            Node::Feedback(variant) | Node::Template(variant) => each(&mut variant.content, change),
            Node::Rubric { content, .. } => each(content, change),
            Node::Hottext(choice) => each(&mut choice.content, change),
            Node::Interaction(interaction) => {
                each(&mut interaction.prompt, change);
                in_kind(&mut interaction.kind, change);
            }
        }
    }
}

fn in_kind(kind: &mut InteractionKind, change: Change<'_>) {
    use InteractionKind as Kind;
    let (stage, associable) = match kind {
        Kind::Choice { choices, .. } | Kind::InlineChoice { choices, .. } | Kind::Order { choices, .. } => {
            for choice in choices {
                each(&mut choice.content, change);
            }
            return;
        }
        Kind::Match { sets, .. } => {
            for one in sets.iter_mut().flatten() {
                each(&mut one.choice.content, change);
            }
            return;
        }
        Kind::Associate { choices, .. } => (None, choices.as_mut_slice()),
        Kind::GapMatch { choices, passage, .. } => {
            each(passage, change);
            (None, choices.as_mut_slice())
        }
        Kind::Hottext { passage, .. } => return each(passage, change),
        Kind::GraphicGapMatch { stage, choices, .. } => (Some(stage), choices.as_mut_slice()),
        Kind::Hotspot { stage, .. }
        | Kind::SelectPoint { stage, .. }
        | Kind::GraphicOrder { stage, .. }
        | Kind::GraphicAssociate { stage, .. }
        | Kind::Drawing { stage } => (Some(stage), &mut [][..]),
        Kind::PositionObject { stage, object, .. } => {
            in_element(&mut object.element, change);
            object.href = main_address(&object.element);
            (Some(stage), &mut [][..])
        }
        Kind::Media { media, .. } => {
            in_element(&mut media.element, change);
            media.href = main_address(&media.element);
            return;
        }
        _ => return,
    };
    if let Some(stage) = stage {
        in_element(&mut stage.image, change);
    }
    for one in associable {
        each(&mut one.choice.content, change);
    }
}

fn in_element(element: &mut Element, change: Change<'_>) {
    for (name, value) in &mut element.attributes {
        if name == "srcset" {
            *value = candidates(value)
                .map(|(address, rest)| {
                    let address = change(address).unwrap_or_else(|| address.to_owned());
                    if rest.is_empty() { address } else { format!("{address} {rest}") }
                })
                .collect::<Vec<_>>()
                .join(", ");
        } else if (SHOWN.contains(&name.as_str()) || (name == "href" && element.name == "a"))
            && address(value) == Address::Inside
            && let Some(other) = change(value)
        {
            *value = other;
        }
    }
    each(&mut element.children, change);
}

/// Addresses of a `srcset` with their conditions.
pub(super) fn candidates(srcset: &str) -> impl Iterator<Item = (&str, &str)> {
    srcset.split(',').map(str::trim).filter(|text| !text.is_empty()).map(|text| {
        text.split_once(char::is_whitespace).map_or((text, ""), |(address, rest)| (address, rest.trim()))
    })
}

/// Where a picture, sound or film lies: of several sources the first.
pub(super) fn main_address(element: &Element) -> String {
    let own = SHOWN[..2].iter().find_map(|name| element.attribute(name));
    let source = || {
        element.children.iter().find_map(|node| match node {
            Node::Element(source) => source.attribute("src").or_else(|| {
                source.attribute("srcset").and_then(|set| candidates(set).next()).map(|(address, _)| address)
            }),
            _ => None,
        })
    };
    own.or_else(source).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_what_a_browser_takes_them_for() {
        for (text, expected) in [
            ("images/a.png", Address::Inside),
            ("../shared/a%20b.png", Address::Inside),
            ("#note", Address::Here),
            ("https://example.org/a", Address::Web),
            ("HTTP://example.org", Address::Web),
            ("//example.org/a.png", Address::Other),
            ("/etc/passwd", Address::Other),
            ("javascript:alert(1)", Address::Other),
            (" java\nscript:alert(1)", Address::Other),
            ("\u{1}javascript:alert(1)", Address::Other),
            ("data:text/html,x", Address::Other),
            ("C:\\a.png", Address::Other),
            ("file:///a", Address::Other),
            ("\\\\host\\a.png", Address::Other),
            ("", Address::Other),
        ] {
            assert_eq!(address(text), expected, "{text:?}");
        }
    }
}
