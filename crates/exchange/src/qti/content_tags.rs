//! Content as elements.

use domain::item::{Display, Node, Variant, View};

use super::{
    interaction_tags::{choice_attributes, interaction_tag},
    tree::{Child, Tag},
};

const MATH_ML: &str = "http://www.w3.org/1998/Math/MathML";
const SVG: &str = "http://www.w3.org/2000/svg";

impl Tag {
    /// With content in it, as it stands.
    pub(super) fn showing(mut self, nodes: &[Node]) -> Self {
        for node in nodes {
            match node {
                Node::Text(text) => self.push_text(text),
                other => self.children.push(Child::Tag(node_tag(other))),
            }
        }
        self
    }
}

fn node_tag(node: &Node) -> Tag {
    match node {
        Node::Text(text) => Tag::new("span").saying(text),
        Node::Element(element) => element_tag(element),
        Node::Interaction(interaction) => interaction_tag(interaction),
        Node::PrintedVariable { identifier, format, index, delimiter, field } => {
            Tag::new("qti-printed-variable")
                .with("identifier", identifier)
                .maybe("format", format.clone())
                .maybe("index", index.clone())
                .maybe("delimiter", delimiter.clone())
                .maybe("field", field.clone())
        }
        Node::Feedback(variant) => variant_tag("qti-feedback", "outcome-identifier", variant),
        Node::Template(variant) => variant_tag("qti-template", "template-identifier", variant),
        Node::Rubric { .. } => rubric_tag(node),
        Node::Hottext(choice) => {
            choice_attributes(Tag::new("qti-hottext"), choice, false).showing(&choice.content)
        }
        Node::Gap(gap) => super::interaction_tags::gap_tag(gap),
    }
}

pub(super) fn element_tag(element: &domain::item::Element) -> Tag {
    let mut tag = Tag::new(element.name.as_str());
    match element.name.as_str() {
        "math" => tag = tag.with("xmlns", MATH_ML),
        "svg" => tag = tag.with("xmlns", SVG),
        _ => {}
    }
    tag.attributes.extend(element.attributes.iter().cloned());
    tag.showing(&element.children)
}

pub(super) fn rubric_tag(node: &Node) -> Tag {
    let Node::Rubric { views, purpose, content } = node else { return node_tag(node) };
    let views: Vec<_> = views.iter().map(|view| View::word(*view)).collect();
    Tag::new("qti-rubric-block")
        .with("view", views.join(" "))
        .maybe("use", purpose.clone())
        .holding(Tag::new("qti-content-body").showing(content))
}

fn variant_tag(kind: &str, variable: &str, variant: &Variant) -> Tag {
    let name = match variant.display {
        Display::Inline => format!("{kind}-inline"),
        Display::Block => format!("{kind}-block"),
    };
    let tag = with_variant(Tag::new(name), variable, variant);
    match variant.display {
        Display::Inline => tag.showing(&variant.content),
        Display::Block => tag.holding(Tag::new("qti-content-body").showing(&variant.content)),
    }
}

/// The attributes of something that is shown or hidden.
pub(super) fn with_variant(tag: Tag, variable: &str, variant: &Variant) -> Tag {
    tag.with(variable, &variant.variable)
        .with("identifier", &variant.identifier)
        .with("show-hide", if variant.show { "show" } else { "hide" })
}
