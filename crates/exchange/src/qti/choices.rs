//! Choices, gaps, areas and pictures of interactions, from elements.

use domain::item::{
    AssociableChoice, Choice, Element, Gap, HotspotChoice, InteractionKind as Kind, Media, Node, Stage,
};

use super::{
    content::{SHOW_HIDE, around_content},
    content_table::Language,
    reading::{Reading, number, words},
    references::main_address,
    spaces::Around,
    tree::{Child, Tag},
};

const CHOSEN: [&str; 15] = [
    "identifier",
    "fixed",
    "template-identifier",
    "show-hide",
    "match-max",
    "match-min",
    "match-group",
    "data-catalog-idref",
    "xml:lang",
    "lang",
    "dir",
    "id",
    "shape",
    "coords",
    "hotspot-label",
];

/// Elements that are a picture, sound or film.
const PICTURED: [&str; 6] = ["img", "object", "picture", "svg", "audio", "video"];

impl Reading<'_> {
    pub(super) fn choice(&mut self, tag: &Tag, around: Around) -> Choice {
        self.only(tag, &CHOSEN);
        let content = self.content(&tag.children, Language::Html, around);
        Choice {
            identifier: self.required(tag, "identifier"),
            // Words of a text and what fills gaps have no place to keep.
            fixed: self.flag(tag, "fixed", false)
                && ["qti-simple-choice", "qti-inline-choice", "qti-simple-associable-choice"]
                    .contains(&tag.name.as_str()),
            template: self.template_of(tag),
            content: around_content(tag, content),
        }
    }

    fn template_of(&mut self, tag: &Tag) -> Option<(String, bool)> {
        let show = self.word(tag, "show-hide", &SHOW_HIDE, true);
        tag.attribute("template-identifier").map(|name| (name.to_owned(), show))
    }

    pub(super) fn associables(&mut self, tag: &Tag, names: &[&str]) -> Vec<AssociableChoice> {
        let parts = tag.tags().filter(|part| names.contains(&part.name.as_str()));
        parts
            .map(|part| AssociableChoice {
                choice: self.choice(part, Around::Block),
                min: self.count(part, "match-min").unwrap_or(0),
                max: self.count(part, "match-max").unwrap_or(1),
                group: words(part.attribute("match-group")),
            })
            .collect()
    }

    pub(super) fn gap(&mut self, tag: &Tag) -> Gap {
        self.only(tag, &["identifier", "match-group", "required", "template-identifier", "show-hide"]);
        Gap {
            identifier: self.required(tag, "identifier"),
            group: words(tag.attribute("match-group")),
            required: self.flag(tag, "required", false),
            template: self.template_of(tag),
        }
    }

    fn areas(&mut self, tag: &Tag, name: &str) -> Vec<HotspotChoice> {
        let mut areas = Vec::new();
        for part in tag.named(name) {
            self.only(
                part,
                &[
                    "identifier",
                    "shape",
                    "coords",
                    "hotspot-label",
                    "aria-label",
                    "match-max",
                    "match-min",
                    "match-group",
                    "id",
                ],
            );
            let said = part.attribute("hotspot-label").or(part.attribute("aria-label")).map(str::trim);
            let label = said.filter(|text| !text.is_empty()).map(str::to_owned);
            if label.is_none() {
                let what = "areas of an image have no label; they are called Area 1, Area 2, ...";
                self.note(part, what, "Say what each area is in hotspot-label.");
            }
            // Only what is paired has how often and with what.
            let paired = name == "qti-associable-hotspot";
            areas.push(HotspotChoice {
                identifier: self.required(part, "identifier"),
                shape: self.shape(part),
                label: label.unwrap_or_else(|| format!("Area {}", areas.len() + 1)),
                min: self.count(part, "match-min").filter(|_| paired).unwrap_or(0),
                max: self.count(part, "match-max").filter(|_| paired).unwrap_or(1),
                group: words(part.attribute("match-group").filter(|_| paired)),
            });
        }
        areas
    }

    /// The picture of a graphic interaction.
    pub(super) fn stage(&mut self, tag: &Tag) -> Stage {
        let image = self.pictured(tag);
        let pixels = |reading: &mut Self, name: &str| {
            let Some(text) = image.attribute(name) else {
                let what = "a picture with areas does not say how wide and high it is";
                reading.note(tag, what, "Give width and height in pixels; areas are counted in them.");
                return 0;
            };
            text.trim().trim_end_matches("px").parse().unwrap_or_else(|_| {
                reading.refuse_value(tag, name, text, format!("{name} of a picture with areas is in pixels"));
                0
            })
        };
        let (width, height) = (pixels(self, "width"), pixels(self, "height"));
        if image.name == "object" && image.attribute("aria-label").is_none() && image.children.is_empty() {
            let picture = Tag { attributes: image.attributes.clone(), line: tag.line, ..Tag::new("object") };
            self.no_alternative(&picture);
        }
        Stage { image, width, height }
    }

    /// The first picture, sound or film in an element; a problem where there is none that may be shown.
    fn pictured(&mut self, tag: &Tag) -> Element {
        let child = tag
            .children
            .iter()
            .find(|child| matches!(child, Child::Tag(part) if PICTURED.contains(&part.name.as_str())));
        let nodes =
            child.map(|child| self.content(std::slice::from_ref(child), Language::Html, Around::Block));
        if let Some(Node::Element(element)) = nodes.unwrap_or_default().into_iter().next() {
            return element;
        }
        let what = format!("{} has no picture, sound or film of the package", tag.name);
        self.refuse(tag, what, "Put the file into the package and name it by its path there.");
        Element::default()
    }

    fn media(&mut self, tag: &Tag) -> Media {
        let element = self.pictured(tag);
        Media {
            href: main_address(&element),
            media_type: element.attribute("type").map(str::to_owned).or_else(|| {
                element.children.iter().find_map(|node| match node {
                    Node::Element(source) => source.attribute("type").map(str::to_owned),
                    _ => None,
                })
            }),
            element,
        }
    }

    pub(super) fn position_object(&mut self, tag: &Tag, stage: Stage) -> Kind {
        let point = |text: &str| {
            let numbers: Option<Vec<f64>> =
                text.split([' ', ',']).filter(|part| !part.is_empty()).map(number).collect();
            <[f64; 2]>::try_from(numbers?).ok().map(|[x, y]| (x, y))
        };
        Kind::PositionObject {
            stage,
            object: self.media(tag),
            center: self.typed(tag, "center-point", "two numbers", point),
            min: self.count(tag, "min-choices").unwrap_or(0),
            max: self.count(tag, "max-choices").unwrap_or(1),
        }
    }

    pub(super) fn graphic_kind(&mut self, tag: &Tag) -> Option<(Kind, &'static [&'static str])> {
        const CHOICES: &[&str] = &["max-choices", "min-choices"];
        const PAIRS: &[&str] = &["max-associations", "min-associations"];
        let count = |reading: &mut Self, name: &str, default| reading.count(tag, name).unwrap_or(default);
        Some(match tag.name.as_str() {
            "qti-hotspot-interaction" => {
                let (min, max) = (count(self, "min-choices", 0), count(self, "max-choices", 1));
                (
                    Kind::Hotspot {
                        stage: self.stage(tag),
                        choices: self.areas(tag, "qti-hotspot-choice"),
                        min,
                        max,
                    },
                    CHOICES,
                )
            }
            "qti-select-point-interaction" => {
                let (min, max) = (count(self, "min-choices", 0), count(self, "max-choices", 0));
                (Kind::SelectPoint { stage: self.stage(tag), min, max }, CHOICES)
            }
            "qti-graphic-order-interaction" => {
                let (min, max) = (count(self, "min-choices", 0), count(self, "max-choices", 0));
                (
                    Kind::GraphicOrder {
                        stage: self.stage(tag),
                        choices: self.areas(tag, "qti-hotspot-choice"),
                        min,
                        max,
                    },
                    CHOICES,
                )
            }
            "qti-graphic-associate-interaction" => {
                let (min, max) = (count(self, "min-associations", 0), count(self, "max-associations", 1));
                let choices = self.areas(tag, "qti-associable-hotspot");
                (Kind::GraphicAssociate { stage: self.stage(tag), choices, min, max }, PAIRS)
            }
            "qti-graphic-gap-match-interaction" => {
                let (min, max) = (count(self, "min-associations", 0), count(self, "max-associations", 0));
                let stage = self.stage(tag);
                let choices = self.associables(tag, &["qti-gap-img", "qti-gap-text"]);
                let gaps = self.areas(tag, "qti-associable-hotspot");
                (Kind::GraphicGapMatch { stage, choices, gaps, min, max }, PAIRS)
            }
            "qti-drawing-interaction" => (Kind::Drawing { stage: self.stage(tag) }, &[]),
            "qti-media-interaction" => {
                let kind = Kind::Media {
                    media: self.media(tag),
                    autostart: self.flag(tag, "autostart", false),
                    min_plays: count(self, "min-plays", 0),
                    max_plays: count(self, "max-plays", 0),
                    repeat: self.flag(tag, "loop", false),
                };
                (kind, &["autostart", "min-plays", "max-plays", "loop"])
            }
            _ => return None,
        })
    }
}
