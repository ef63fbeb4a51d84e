//! What an item shows, from elements: what the tables of `content_table.rs` let in, and the places that QTI fills.

use domain::item::{Display, Element, Node, Variant, View};

use super::{
    content_table::{self, Language, VOID, Verdict},
    reading::{Reading, words},
    references::{Address, SHOWN, address, candidates},
    spaces::{Around, block, tidy},
    tree::{Child, INCLUDED, Tag},
};

/// Attributes that are on or off.
const SWITCHES: [&str; 6] = ["controls", "default", "loop", "muted", "open", "reversed"];

const SEEN: &str = "Nothing to do, unless it is missed: then make it with what docs/qti.md lists.";

impl Reading<'_> {
    /// The content of an element that stands on its own.
    pub(super) fn block_content(&mut self, tag: &Tag) -> Vec<Node> {
        self.content(&tag.children, Language::Html, Around::Block)
    }

    /// The content of an element within a line.
    pub(super) fn line_content(&mut self, tag: &Tag) -> Vec<Node> {
        self.content(&tag.children, Language::Html, Around::Line)
    }

    /// The content of an element of QTI 3.0 that wraps it into `qti-content-body`, or of QTI 2, which does not.
    pub(super) fn wrapped_content(&mut self, tag: &Tag) -> Vec<Node> {
        let Some(body) = tag.first("qti-content-body") else { return self.block_content(tag) };
        for other in tag.tags().filter(|other| other.name != "qti-content-body") {
            self.left_out(other);
        }
        self.only(body, &[]);
        self.block_content(body)
    }

    /// The nodes of children.
    pub(super) fn content(&mut self, children: &[Child], language: Language, around: Around) -> Vec<Node> {
        let mut nodes = Vec::new();
        for child in children {
            match child {
                Child::Text(text) => nodes.push(Node::Text(text.clone())),
                Child::Tag(tag) => self.node(tag, language, &mut nodes),
            }
        }
        tidy(nodes, around)
    }

    fn node(&mut self, tag: &Tag, language: Language, into: &mut Vec<Node>) {
        match tag.name.as_str() {
            INCLUDED => self.included(tag, language, into),
            "qti-stylesheet" | "qti-catalog-info" => self.left_out(tag),
            name if name.starts_with("qti-")
                && language != Language::Html
                && name != "qti-printed-variable" =>
            {
                let what = format!("{name} stands within a formula or drawing");
                self.refuse(tag, what, "Put it beside the formula or drawing.");
            }
            "qti-content-body" => into.extend(self.block_content(tag)),
            "qti-feedback-inline" | "qti-feedback-block" => {
                into.push(Node::Feedback(self.variant(tag, "outcome-identifier")));
            }
            "qti-template-inline" | "qti-template-block" => {
                into.push(Node::Template(self.variant(tag, "template-identifier")));
            }
            "qti-printed-variable" => into.push(self.printed(tag)),
            "qti-rubric-block" => into.push(self.rubric(tag)),
            "qti-hottext" => {
                let choice = self.choice(tag, Around::Line);
                into.push(Node::Hottext(choice));
            }
            "qti-gap" => into.push(Node::Gap(self.gap(tag))),
            name if name.starts_with("qti-") => self.interaction(tag, into),
            _ => self.element(tag, language, into),
        }
    }

    /// The outermost element of another file of the package, in the place of what includes it (XInclude).
    fn included(&mut self, tag: &Tag, language: Language, into: &mut Vec<Node>) {
        let href = self.required(tag, "href");
        let whole =
            tag.attribute("parse").is_none_or(|parse| parse == "xml") && tag.attribute("xpointer").is_none();
        match if whole { self.other_file(&href) } else { None } {
            Some(root) if root.all(INCLUDED).is_empty() => self.node(&root, language, into),
            _ => {
                let what = "it includes a file that is not in the package, or a part of one";
                self.refuse_value(tag, "href", &href, what);
            }
        }
    }

    fn left_out(&mut self, tag: &Tag) {
        self.note(tag, format!("{} is left out", tag.name), SEEN);
    }

    fn element(&mut self, tag: &Tag, around: Language, into: &mut Vec<Node>) {
        let language = match tag.name.as_str() {
            "math" if around == Language::Html => Language::MathMl,
            "svg" if around == Language::Html => Language::Svg,
            _ => around,
        };
        match content_table::verdict(language, &tag.name) {
            Verdict::Dropped => self.left_out(tag),
            Verdict::Opened => {
                self.note(tag, format!("{} is left out; what is in it is kept", tag.name), SEEN);
                into.extend(self.content(&tag.children, language, Around::Line));
            }
            Verdict::Kept(attributes) => {
                let mut element = Element::new(&tag.name, Vec::new());
                element.attributes = self.attributes(tag, language, attributes);
                if !VOID.contains(&tag.name.as_str()) || language != Language::Html {
                    element.children = self.content(&tag.children, language, Around::of(&tag.name));
                }
                if self.stands(tag, &element) {
                    into.push(Node::Element(element));
                }
            }
        }
    }

    fn attributes(&mut self, tag: &Tag, language: Language, known: &[&str]) -> Vec<(String, String)> {
        let mut kept = Vec::new();
        for (name, value) in &tag.attributes {
            if !known.contains(&name.as_str()) && !content_table::everywhere(name) {
                let what = format!("the attribute {name} of {} is left out", tag.name);
                self.note(tag, what, SEEN);
            } else if !reference_stands(language, &tag.name, name, value) {
                let what = format!("the address {value} in {name} of {} is left out", tag.name);
                self.note(tag, what, "Bring the file within the package and name it by its path there.");
            } else if language == Language::Html && SWITCHES.contains(&name.as_str()) {
                // In QTI they are true or false; in HTML they are on as soon as they are there.
                if !matches!(value.trim(), "false" | "0") {
                    kept.push((name.clone(), "true".to_owned()));
                }
            } else if !kept.iter().any(|(other, _)| other == name) {
                kept.push((name.clone(), value.clone()));
            }
        }
        kept
    }

    /// Whether an element that shows a file has one, and of a kind that is shown.
    fn stands(&mut self, tag: &Tag, element: &Element) -> bool {
        let has = |name: &str| element.attribute(name).is_some();
        let sources = || {
            let source =
                |node: &Node| matches!(node, Node::Element(one) if one.name == "source" || one.name == "img");
            element.children.iter().any(source)
        };
        let stands = match tag.name.as_str() {
            "img" | "track" => has("src"),
            "source" => has("src") || has("srcset"),
            "audio" | "video" => has("src") || sources(),
            "picture" => sources(),
            "object" => has("data") && shown_object(element),
            "use" => has("href"),
            _ => true,
        };
        if !stands {
            let what = match element.attribute("data") {
                Some(data) => format!("the object {data} is left out: it is no picture, sound or film"),
                None => format!("{} is left out: it names no file of the package", tag.name),
            };
            self.note(
                tag,
                what,
                "Put text into the item itself, and pictures, sound and film into the package.",
            );
        } else if tag.name == "img" && !has("alt") {
            self.no_alternative(tag);
        }
        stands
    }

    pub(super) fn no_alternative(&mut self, tag: &Tag) {
        let what = format!(
            "alternative text is missing of {}",
            tag.attribute("src").or(tag.attribute("data")).unwrap_or("a picture")
        );
        self.note(tag, what, "Say in alt what the picture shows; alt=\"\" if it only decorates.");
    }

    pub(super) fn variant(&mut self, tag: &Tag, variable: &str) -> Variant {
        self.only(tag, &[variable, "identifier", "show-hide"]);
        let inline = tag.name.ends_with("-inline");
        let identifier = self.required(tag, "identifier");
        Variant {
            variable: self.required(tag, variable),
            identifier,
            show: self.word(tag, "show-hide", &SHOW_HIDE, true),
            display: if inline { Display::Inline } else { Display::Block },
            content: if inline { self.line_content(tag) } else { self.wrapped_content(tag) },
        }
    }

    fn printed(&mut self, tag: &Tag) -> Node {
        self.only(tag, &["identifier", "format", "index", "delimiter", "field", "class"]);
        let own = |name: &str| tag.attribute(name).map(str::to_owned);
        Node::PrintedVariable {
            identifier: self.required(tag, "identifier"),
            format: own("format"),
            index: own("index"),
            delimiter: own("delimiter"),
            field: own("field"),
        }
    }

    pub(super) fn rubric(&mut self, tag: &Tag) -> Node {
        self.only(tag, &["view", "use"]);
        let mut views = Vec::new();
        for word in words(tag.attribute("view")) {
            match View::from_word(&word) {
                Some(view) if views.contains(&view) => {}
                Some(view) => views.push(view),
                None => self.refuse_value(
                    tag,
                    "view",
                    &word,
                    "view is of candidate, tutor, scorer, author, proctor, testConstructor",
                ),
            }
        }
        if views.is_empty() {
            self.required(tag, "view");
        }
        views.sort_unstable();
        Node::Rubric {
            views,
            purpose: tag.attribute("use").map(str::to_owned),
            content: self.wrapped_content(tag),
        }
    }
}

pub(super) const SHOW_HIDE: [(&str, bool); 2] = [("show", true), ("hide", false)];

/// Whether an `object` is a picture, sound or film, by what it says or by the ending of its name.
fn shown_object(element: &Element) -> bool {
    let media = |text: &str| ["image/", "audio/", "video/"].iter().any(|start| text.starts_with(start));
    let ending = |text: &str| {
        let ending = text.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        super::media::media_type(&ending).is_some_and(media)
    };
    element.attribute("type").map_or_else(|| element.attribute("data").is_some_and(ending), media)
}

/// Whether what an attribute points at may be pointed at.
fn reference_stands(language: Language, element: &str, name: &str, value: &str) -> bool {
    match (language, name) {
        (Language::Html, "href") => address(value) != Address::Other && element == "a",
        (Language::Svg, "href") => address(value) == Address::Here,
        (Language::Html, "srcset") => {
            candidates(value).all(|(one, _)| address(one) == Address::Inside) && !value.contains("data:")
        }
        (Language::Html, _) if SHOWN.contains(&name) => address(value) == Address::Inside,
        (Language::Svg, _) => {
            let squeezed: String = value.to_ascii_lowercase().split_whitespace().collect();
            squeezed.matches("url(").count() == squeezed.matches("url(#").count()
                && !squeezed.contains('\\')
                && !squeezed.contains("/*")
        }
        _ => true,
    }
}

/// Attributes that have no place beside a choice, as an element around its content.
pub(super) fn around_content(tag: &Tag, content: Vec<Node>) -> Vec<Node> {
    let carried: Vec<_> = tag
        .attributes
        .iter()
        .filter(|(name, _)| ["data-catalog-idref", "xml:lang", "lang", "dir"].contains(&name.as_str()))
        .cloned()
        .collect();
    if carried.is_empty() || content.is_empty() {
        return content;
    }
    let name = if content.iter().any(block) { "div" } else { "span" };
    let children = if name == "div" { tidy(content, Around::Block) } else { content };
    vec![Node::Element(Element { name: name.to_owned(), attributes: carried, children })]
}
