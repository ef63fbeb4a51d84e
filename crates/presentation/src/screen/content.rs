//! The item's own text, tables, pictures and formulas.

use domain::item::{Display, Element, Node};

use super::{Places, Screen};
use crate::{
    address,
    allowed::{self, Kept, Space},
    label,
    markup::Tag,
};

/// The use of a rubric that is a hint.
const HINT: &str = "ext:hint";

impl<'a> Screen<'a> {
    pub(crate) fn nodes(&mut self, nodes: &'a [Node]) {
        if self.depth >= allowed::DEEPEST {
            return;
        }
        self.depth += 1;
        for node in nodes {
            self.node(node);
        }
        self.depth -= 1;
    }

    fn node(&mut self, node: &'a Node) {
        match node {
            Node::Text(text) => self.out.text(text),
            Node::Element(element) => self.element(element),
            Node::Interaction(interaction) if self.paper() => self.paper_interaction(interaction),
            Node::Interaction(interaction) => self.interaction(interaction),
            // Resolved before: there is nothing to print any more.
            Node::PrintedVariable { .. } => {}
            Node::Template(variant) => self.nodes(&variant.content),
            Node::Feedback(variant) => {
                let name = if variant.display == Display::Inline { "span" } else { "div" };
                self.out.open_class(name, "feedback");
                self.nodes(&variant.content);
                self.out.close(name);
            }
            // A hint is there for who asks for it; on paper nobody can ask.
            Node::Rubric { purpose: Some(purpose), content, .. } if purpose == HINT => {
                if !self.paper() {
                    self.out.open_class("details", "hint-for-item");
                    self.out.open("summary");
                    let help = self.options.words.more_help.clone();
                    self.out.text(&help);
                    self.out.close("summary");
                    self.nodes(content);
                    self.out.close("details");
                }
            }
            Node::Rubric { views, content, .. } => {
                if views.is_empty() || views.contains(&self.options.view) {
                    self.out.open_class("div", "rubric");
                    self.nodes(content);
                    self.out.close("div");
                }
            }
            Node::Hottext(choice) => match self.places {
                Some(Places::Words { interaction, single }) => self.hot_word(interaction, choice, single),
                Some(Places::Lettered { interaction }) => self.lettered_word(interaction, choice),
                _ => self.nodes(&choice.content),
            },
            Node::Gap(gap) => match self.places {
                Some(Places::Gaps { interaction }) => self.gap(interaction, gap),
                Some(Places::Lettered { interaction }) => self.numbered_gap(interaction, gap),
                _ => {}
            },
        }
    }

    /// An element that stands for itself.
    pub(super) fn one_element(&mut self, element: &'a Element) {
        self.element(element);
    }

    fn element(&mut self, element: &'a Element) {
        if self.space == Space::Html && element.name == "object" {
            return self.object(element);
        }
        if allowed::dropped_whole(&element.name) && !(self.space == Space::Svg && element.name == "title") {
            return;
        }
        let outside = self.space;
        match (outside, element.name.as_str()) {
            (Space::Html, "svg") => self.space = Space::Svg,
            (Space::Html, "math") => self.space = Space::Math,
            _ => {}
        }
        match allowed::element(&element.name, self.space) {
            None => self.nodes(&element.children),
            Some(name) => self.written(name, element),
        }
        self.space = outside;
    }

    fn written(&mut self, name: &'static str, element: &'a Element) {
        // What a browser would fetch from nowhere is not written at all.
        let fetches = matches!(name, "img" | "source" | "track" | "image");
        if fetches && self.source_of(element).is_none() {
            if let Some(alt) = element.attribute("alt") {
                self.out.text(alt);
            }
            return;
        }
        if self.space == Space::Html && self.paper() && matches!(name, "audio" | "video") {
            return self.out.element("p", "cannot", &self.options.words.no_media);
        }
        let support = self.support_named(element.attribute("data-catalog-idref"));
        let wraps = support.is_some() && self.space == Space::Html && allowed::phrasing(name);
        if let (true, Some(target)) = (wraps, &support) {
            self.open_term(target);
        }
        let scrolls = name == "table" && self.space == Space::Html && self.depth < allowed::DEEPEST;
        if scrolls {
            self.begin_scroll(element);
        }
        self.open(name, element);
        if !(self.space == Space::Html && allowed::void(name)) {
            self.nodes(&element.children);
            self.out.close(name);
        }
        if scrolls {
            self.out.close("div");
        }
        match support {
            Some(_) if wraps => self.out.close("button"),
            Some(target) if self.space == Space::Html => self.term_button(&target),
            _ => {}
        }
    }

    /// Wide tables scroll in a region of their own, which the keyboard reaches.
    fn begin_scroll(&mut self, table: &'a Element) {
        let caption = table.children.iter().find_map(|node| match node {
            Node::Element(element) if element.name == "caption" => Some(label::text_of(&element.children)),
            _ => None,
        });
        let name =
            caption.filter(|text| !text.is_empty()).unwrap_or_else(|| self.options.words.table.clone());
        self.out
            .tag("div")
            .attr("class", "scroll")
            .attr("role", "region")
            .attr("tabindex", "0")
            .attr("aria-label", &name)
            .done();
    }

    fn open(&mut self, name: &'static str, element: &'a Element) {
        let (prefix, space) = (self.options.prefix, self.space);
        let source = self.source_of(element);
        let poster = element.attribute("poster").and_then(|poster| self.asset(poster));
        let spoken = self.spoken(element.attribute("data-catalog-idref"));
        let mut tag = self.out.tag(name);
        let mut written: Vec<&str> = Vec::new();
        for (attribute, value) in &element.attributes {
            let Some((attribute, kept)) = allowed::attribute(attribute, value, space) else { continue };
            if written.contains(&attribute) || attribute == "controls" {
                continue;
            }
            written.push(attribute);
            tag = keep(tag, attribute, &kept, prefix);
        }
        match name {
            "img" if space == Space::Html => {
                tag = tag.maybe("src", source.as_deref());
                if element.attribute("alt").is_none() {
                    tag = tag.attr("alt", "");
                }
            }
            "source" | "track" => tag = tag.maybe("src", source.as_deref()),
            "audio" | "video" if space == Space::Html => {
                tag = tag
                    .maybe("src", source.as_deref())
                    .maybe("poster", poster.as_deref())
                    .attr("preload", "metadata")
                    .flag("controls", true);
            }
            "image" if space == Space::Svg => tag = tag.maybe("href", source.as_deref()),
            "use" if space == Space::Svg => {
                let target = element.attribute("href").or_else(|| element.attribute("xlink:href"));
                if let Some(id) = target.and_then(|target| target.strip_prefix('#')) {
                    tag = tag.attr("href", &format!("#{prefix}i-{id}"));
                }
            }
            "a" if space == Space::Html => {
                if let Some(href) = element.attribute("href").and_then(address::linked) {
                    tag = match href.strip_prefix('#') {
                        Some(id) => tag.attr("href", &format!("#{prefix}i-{id}")),
                        None => {
                            tag.attr("href", href).attr("rel", "noopener noreferrer").attr("target", "_blank")
                        }
                    };
                }
            }
            _ => {}
        }
        tag.maybe("data-spoken", spoken.as_deref()).done();
    }

    /// A file that an item shows as an object: what it is decides how.
    fn object(&mut self, object: &'a Element) {
        let kind = object.attribute("type").unwrap_or_default();
        let Some(source) = self.source_of(object) else { return self.nodes(&object.children) };
        let alt = object.attribute("alt").or_else(|| object.attribute("aria-label"));
        let alt = alt.map_or_else(|| label::text_of(&object.children), str::to_owned);
        match kind.split('/').next() {
            Some("image") => self
                .out
                .tag("img")
                .attr("src", &source)
                .attr("alt", &alt)
                .maybe("width", object.attribute("width"))
                .maybe("height", object.attribute("height"))
                .done(),
            Some("audio" | "video") if self.paper() => {
                self.out.element("p", "cannot", &self.options.words.no_media);
            }
            Some(sound @ ("audio" | "video")) => {
                let name = if sound == "audio" { "audio" } else { "video" };
                self.out
                    .tag(name)
                    .attr("src", &source)
                    .attr("aria-label", &alt)
                    .attr("preload", "metadata")
                    .flag("controls", true)
                    .done();
                self.out.close(name);
            }
            _ => self.nodes(&object.children),
        }
    }

    /// The address from which an element is fetched, if it may be.
    pub(super) fn source_of(&self, element: &Element) -> Option<String> {
        ["src", "data", "href", "xlink:href"]
            .iter()
            .find_map(|name| element.attribute(name))
            .and_then(|address| self.asset(address))
    }

    /// The address under which a file is served, if a page may fetch it from there.
    pub(super) fn asset(&self, address: &str) -> Option<String> {
        let lower = address.trim().to_ascii_lowercase();
        let served =
            if lower.starts_with("data:") { address.to_owned() } else { (self.options.asset)(address) };
        address::fetched(&served).map(str::to_owned)
    }

    pub(super) fn paper(&self) -> bool {
        self.options.medium != crate::Medium::Screen
    }
}

fn keep<'t>(tag: Tag<'t>, attribute: &str, kept: &Kept, prefix: &str) -> Tag<'t> {
    match kept {
        Kept::Text(value) => match allowed::own_reference(value) {
            Some(id) => tag.attr(attribute, &format!("url(#{prefix}i-{id})")),
            None => tag.attr(attribute, value),
        },
        Kept::Id(id) if id.contains(char::is_whitespace) => tag,
        Kept::Id(id) => tag.attr(attribute, &format!("{prefix}i-{id}")),
        Kept::Ids(ids) => {
            let ids: Vec<_> = ids.split_whitespace().map(|id| format!("{prefix}i-{id}")).collect();
            tag.attr(attribute, &ids.join(" "))
        }
        Kept::Classes(classes) => match allowed::own_classes(classes) {
            own if own.is_empty() => tag,
            own => tag.attr(attribute, &own),
        },
    }
}
