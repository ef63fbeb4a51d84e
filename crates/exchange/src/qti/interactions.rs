//! The ways to answer, from elements.

use domain::item::{Interaction, InteractionKind as Kind, Node, Orientation, TextFormat};

use super::{
    content_table,
    reading::Reading,
    spaces::{Around, tidy},
    tree::{Child, Tag},
};

/// Attributes that an interaction keeps besides those of every element.
const KEPT: [&str; 7] = [
    "coords",
    "count-attempt",
    "data-capture",
    "data-decimal-comma",
    "data-most-seconds",
    "data-units",
    "label",
];

const SHUFFLED: [&str; 5] = ["shuffle", "max-choices", "min-choices", "orientation", "response-identifier"];
const PAIRED: [&str; 4] = ["shuffle", "max-associations", "min-associations", "response-identifier"];
const TYPED: [&str; 11] = [
    "response-identifier",
    "expected-length",
    "expected-lines",
    "pattern-mask",
    "data-patternmask-message",
    "placeholder-text",
    "base",
    "string-identifier",
    "format",
    "min-strings",
    "max-strings",
];

pub(super) const ORIENTATIONS: [(&str, Orientation); 2] =
    [("vertical", Orientation::Vertical), ("horizontal", Orientation::Horizontal)];
pub(super) const FORMATS: [(&str, TextFormat); 4] = [
    ("plain", TextFormat::Plain),
    ("preformatted", TextFormat::Preformatted),
    ("preFormatted", TextFormat::Preformatted),
    ("xhtml", TextFormat::Xhtml),
];

impl Reading<'_> {
    /// An element of QTI in content that is none of those known there: an interaction, or a problem.
    pub(super) fn interaction(&mut self, tag: &Tag, into: &mut Vec<Node>) {
        if tag.name == "qti-position-object-stage" {
            for part in tag.named("qti-position-object-interaction") {
                let stage = self.stage(tag);
                let kind = self.position_object(part, stage);
                let interaction =
                    self.around_kind(part, kind, &["center-point", "max-choices", "min-choices"]);
                into.push(interaction);
            }
            return;
        }
        if matches!(tag.name.as_str(), "qti-custom-interaction" | "qti-portable-custom-interaction") {
            let named = ["custom-interaction-type-identifier", "module", "class", "data-type"];
            let program = named.iter().find_map(|name| tag.attribute(name)).unwrap_or("without a name");
            let what = format!("the custom interaction {program} is a program of another system");
            self.refuse(tag, what, "Make the question with an interaction of QTI 3.0.");
            return;
        }
        let Some((kind, own)) =
            self.text_kind(tag).or_else(|| self.list_kind(tag)).or_else(|| self.graphic_kind(tag))
        else {
            return self.unknown(tag, "content");
        };
        let interaction = self.around_kind(tag, kind, own);
        into.push(interaction);
    }

    fn around_kind(&mut self, tag: &Tag, kind: Kind, own: &[&str]) -> Node {
        let mut attributes = Vec::new();
        for (name, value) in &tag.attributes {
            if name == "response-identifier" || own.contains(&name.as_str()) {
                continue;
            }
            if KEPT.contains(&name.as_str()) || content_table::everywhere(name) {
                attributes.push((name.clone(), value.clone()));
            } else {
                let what = format!("the attribute {name} of {} is not kept", tag.name);
                self.note(tag, what, "Nothing to do, unless something is missed.");
            }
        }
        let prompt = tag.first("qti-prompt").map(|prompt| self.block_content(prompt)).unwrap_or_default();
        let response = self.required(tag, "response-identifier");
        Node::Interaction(Box::new(Interaction { response, prompt, kind, attributes }))
    }

    fn text_kind(&mut self, tag: &Tag) -> Option<(Kind, &'static [&'static str])> {
        let own = |name: &str| tag.attribute(name).map(str::to_owned);
        let kind = match tag.name.as_str() {
            "qti-text-entry-interaction" => Kind::TextEntry {
                expected_length: self.count(tag, "expected-length"),
                pattern: own("pattern-mask"),
                pattern_message: own("data-patternmask-message"),
                placeholder: own("placeholder-text"),
                base: self.count(tag, "base").unwrap_or(10),
                string_identifier: own("string-identifier"),
            },
            "qti-extended-text-interaction" => Kind::ExtendedText {
                expected_length: self.count(tag, "expected-length"),
                expected_lines: self.count(tag, "expected-lines"),
                pattern: own("pattern-mask"),
                pattern_message: own("data-patternmask-message"),
                placeholder: own("placeholder-text"),
                format: self.word(tag, "format", &FORMATS, TextFormat::Plain),
                min_strings: self.count(tag, "min-strings").unwrap_or(0),
                max_strings: self.count(tag, "max-strings").unwrap_or(1),
            },
            "qti-slider-interaction" => {
                self.required(tag, "lower-bound");
                self.required(tag, "upper-bound");
                let kind = Kind::Slider {
                    lower: self.number(tag, "lower-bound").unwrap_or_default(),
                    upper: self.number(tag, "upper-bound").unwrap_or_default(),
                    step: self.number(tag, "step"),
                    step_label: self.flag(tag, "step-label", false),
                    orientation: self.word(tag, "orientation", &ORIENTATIONS, Orientation::Horizontal),
                    reverse: self.flag(tag, "reverse", false),
                };
                return Some((
                    kind,
                    &["lower-bound", "upper-bound", "step", "step-label", "orientation", "reverse"],
                ));
            }
            "qti-upload-interaction" => {
                let types = own("type").unwrap_or_default();
                let types =
                    types.split([' ', ',']).filter(|one| !one.is_empty()).map(str::to_owned).collect();
                return Some((Kind::Upload { types }, &["type"]));
            }
            "qti-end-attempt-interaction" => {
                return Some((Kind::EndAttempt { title: self.required(tag, "title") }, &["title"]));
            }
            _ => return None,
        };
        Some((kind, &TYPED))
    }

    fn list_kind(&mut self, tag: &Tag) -> Option<(Kind, &'static [&'static str])> {
        let name = tag.name.as_str();
        let shuffle = self.flag(tag, "shuffle", false);
        let choices = |reading: &mut Self, name: &str, around| -> Vec<_> {
            tag.named(name).map(|part| reading.choice(part, around)).collect()
        };
        Some(match name {
            "qti-choice-interaction" => {
                let kind = Kind::Choice {
                    choices: choices(self, "qti-simple-choice", Around::Block),
                    shuffle,
                    min: self.count(tag, "min-choices").unwrap_or(0),
                    max: self.count(tag, "max-choices").unwrap_or(1),
                    orientation: self.word(tag, "orientation", &ORIENTATIONS, Orientation::Vertical),
                };
                (kind, &SHUFFLED[..])
            }
            "qti-order-interaction" => {
                let kind = Kind::Order {
                    choices: choices(self, "qti-simple-choice", Around::Block),
                    shuffle,
                    min: self.count(tag, "min-choices").unwrap_or(0),
                    max: self.count(tag, "max-choices").unwrap_or(0),
                    orientation: self.word(tag, "orientation", &ORIENTATIONS, Orientation::Vertical),
                };
                (kind, &SHUFFLED)
            }
            "qti-inline-choice-interaction" => {
                let required = self.flag(tag, "required", false) || self.count(tag, "min-choices") > Some(0);
                let choices = choices(self, "qti-inline-choice", Around::Block);
                (Kind::InlineChoice { choices, shuffle, required }, &["shuffle", "required", "min-choices"])
            }
            "qti-associate-interaction" => {
                let kind = Kind::Associate {
                    choices: self.associables(tag, &["qti-simple-associable-choice"]),
                    shuffle,
                    min: self.count(tag, "min-associations").unwrap_or(0),
                    max: self.count(tag, "max-associations").unwrap_or(1),
                };
                (kind, &PAIRED)
            }
            "qti-match-interaction" => (self.matches(tag, shuffle), &PAIRED),
            "qti-gap-match-interaction" => {
                let kind = Kind::GapMatch {
                    choices: self.associables(tag, &["qti-gap-text", "qti-gap-img"]),
                    shuffle,
                    min: self.count(tag, "min-associations").unwrap_or(0),
                    max: self.count(tag, "max-associations").unwrap_or(0),
                    passage: self.passage(tag),
                };
                (kind, &PAIRED)
            }
            "qti-hottext-interaction" => {
                let kind = Kind::Hottext {
                    min: self.count(tag, "min-choices").unwrap_or(0),
                    max: self.count(tag, "max-choices").unwrap_or(1),
                    passage: self.passage(tag),
                };
                (kind, &SHUFFLED)
            }
            _ => return None,
        })
    }

    fn matches(&mut self, tag: &Tag, shuffle: bool) -> Kind {
        let sets: Vec<_> = tag
            .named("qti-simple-match-set")
            .map(|set| self.associables(set, &["qti-simple-associable-choice"]))
            .collect();
        let sets = sets.try_into().unwrap_or_else(|sets: Vec<_>| {
            let what = format!("a match interaction has {} sets where it needs 2", sets.len());
            self.refuse(tag, what, "Give it one set of rows and one of columns.");
            [Vec::new(), Vec::new()]
        });
        Kind::Match {
            sets,
            shuffle,
            min: self.count(tag, "min-associations").unwrap_or(0),
            max: self.count(tag, "max-associations").unwrap_or(1),
        }
    }

    /// The text around gaps or hottext: everything but the prompt and the choices.
    fn passage(&mut self, tag: &Tag) -> Vec<Node> {
        let places = ["qti-prompt", "qti-gap-text", "qti-gap-img"];
        let mut text: Vec<Child> = Vec::new();
        for child in &tag.children {
            match child {
                Child::Tag(part) if places.contains(&part.name.as_str()) => {}
                other => text.push(other.clone()),
            }
        }
        tidy(self.content(&text, content_table::Language::Html, Around::Block), Around::Block)
    }
}
