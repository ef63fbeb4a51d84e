//! Items and stimuli, from elements.

use domain::item::{Card, Item, Node, Stimulus, StimulusRef, Variant};

use super::{
    reading::Reading,
    rules::Processing,
    standard_rules,
    tree::{Child, Tag},
};

const ITEM: [&str; 10] = [
    "identifier",
    "title",
    "label",
    "xml:lang",
    "lang",
    "adaptive",
    "time-dependent",
    "tool-name",
    "tool-version",
    "xml:base",
];

impl Reading<'_> {
    /// The item whose outermost element this is.
    pub(super) fn item(&mut self, root: &Tag) -> Item {
        self.only(root, &ITEM);
        let mut item = Item {
            identifier: self.required(root, "identifier"),
            title: root.attribute("title").unwrap_or_default().to_owned(),
            language: language(root),
            adaptive: self.flag(root, "adaptive", false),
            time_dependent: self.flag(root, "time-dependent", false),
            responses: Vec::new(),
            outcomes: Vec::new(),
            templates: Vec::new(),
            template_processing: Vec::new(),
            stimuli: Vec::new(),
            stylesheets: Vec::new(),
            body: Vec::new(),
            response_processing: Vec::new(),
            modal_feedback: Vec::new(),
            catalog: Vec::new(),
        };
        let root = &self.with_names_of_today(root);
        for part in root.tags() {
            self.item_part(part, &mut item);
        }
        if root.first("qti-item-body").is_none() {
            self.refuse(root, "the item has no body", "Give it a qti-item-body with what is asked.");
        }
        self.check_item(root, &item);
        item
    }

    /// QTI 2.0 called `completionStatus` otherwise, and items still do.
    fn with_names_of_today(&mut self, root: &Tag) -> Tag {
        let mut root = root.clone();
        let declared = root.tags().any(|tag| {
            tag.name.ends_with("-declaration") && tag.attribute("identifier") == Some("completion_status")
        });
        if !declared && rename(&mut root, "completion_status", "completionStatus") {
            let what = "completion_status is called completionStatus since QTI 2.1; it was renamed";
            self.note(&root, what, "Nothing to do.");
        }
        root
    }

    fn item_part(&mut self, part: &Tag, item: &mut Item) {
        match part.name.as_str() {
            "qti-response-declaration" => item.responses.push(self.response_declaration(part)),
            "qti-outcome-declaration" => item.outcomes.push(self.outcome_declaration(part)),
            "qti-template-declaration" => item.templates.push(self.template_declaration(part)),
            "qti-template-processing" => {
                item.template_processing = self.rules(part.tags(), Processing::Template);
            }
            "qti-assessment-stimulus-ref" => item.stimuli.push(self.stimulus_ref(part)),
            "qti-stylesheet" => {
                let what = "style sheets are kept, but never used";
                self.note(part, what, "Nothing to do: Onramp shows every item in its own style.");
                item.stylesheets.push(self.required(part, "href"));
            }
            "qti-item-body" => {
                self.only(part, &[]);
                item.body = self.block_content(part);
            }
            "qti-response-processing" => item.response_processing = self.response_processing(part),
            "qti-modal-feedback" => item.modal_feedback.push(self.modal(part, "outcome-identifier")),
            "qti-catalog-info" => item.catalog = self.catalog(part),
            "qti-context-declaration"
            | "qti-companion-materials-info"
            | "apip:apipAccessibility"
            | "apipAccessibility" => {
                let what = format!("{} is left out", part.name);
                self.note(part, what, "Nothing to do, unless the item needs it.");
            }
            _ => self.unknown(part, "an item"),
        }
    }

    pub(super) fn stimulus_ref(&mut self, tag: &Tag) -> StimulusRef {
        self.only(tag, &["identifier", "href", "title"]);
        StimulusRef {
            identifier: self.required(tag, "identifier"),
            href: self.required(tag, "href"),
            title: tag.attribute("title").map(str::to_owned),
        }
    }

    /// Rules that stand in the item, or those of the template that it names.
    fn response_processing(&mut self, tag: &Tag) -> Vec<domain::item::Rule> {
        if tag.tags().next().is_some() {
            return self.rules(tag.tags(), Processing::Response);
        }
        let Some(address) = tag.attribute("template").map(str::trim).filter(|text| !text.is_empty()) else {
            return Vec::new();
        };
        if let Some(rules) = tag.attribute("template-location").and_then(|place| self.rules_of_package(place))
        {
            return rules;
        }
        standard_rules::rules(address).or_else(|| self.rules_of_package(address)).unwrap_or_else(|| {
            let what = "this template of response processing is not known";
            self.refuse_value(tag, "template", address, what);
            Vec::new()
        })
    }

    fn rules_of_package(&mut self, address: &str) -> Option<Vec<domain::item::Rule>> {
        let root = self.other_file(address)?;
        (root.name == "qti-response-processing").then(|| self.rules(root.tags(), Processing::Response))
    }

    /// Feedback that is shown apart: when an attempt or a test ends.
    pub(super) fn modal(&mut self, tag: &Tag, variable: &str) -> Variant {
        let mut plain = tag.clone();
        plain.attributes.retain(|(name, _)| !["access", "title"].contains(&name.as_str()));
        if tag.attribute("access") == Some("during") {
            let what = "feedback that is shown during a test is shown when it ends";
            self.note(tag, what, "Nothing to do.");
        }
        if tag.attribute("title").is_some() {
            self.note(tag, "titles of feedback are not kept", "Put the title into the feedback itself.");
        }
        self.variant(&plain, variable)
    }

    fn catalog(&mut self, tag: &Tag) -> Vec<Card> {
        let mut cards = Vec::new();
        for catalog in tag.named("qti-catalog") {
            let id = self.required(catalog, "id");
            for card in catalog.named("qti-card") {
                self.only(card, &["support", "xml:lang", "lang"]);
                let support = self.required(card, "support");
                let entries: Vec<&Tag> = card.named("qti-card-entry").collect();
                for entry in if entries.is_empty() { vec![card] } else { entries } {
                    let content = self.card_content(entry);
                    cards.push(Card {
                        id: id.clone(),
                        support: support.clone(),
                        language: language(entry).or_else(|| language(card)),
                        content,
                    });
                }
            }
        }
        cards
    }

    fn card_content(&mut self, tag: &Tag) -> Vec<Node> {
        if let Some(content) = tag.first("qti-html-content") {
            return self.block_content(content);
        }
        // A file that is shown or played is the element that shows or plays it.
        let files = tag.named("qti-file-href").map(|file| {
            let kind = file.attribute("mime-type").unwrap_or_default();
            let (name, address) = match kind.split('/').next() {
                Some("audio") => ("audio", "src"),
                Some("video") => ("video", "src"),
                Some("image") => ("img", "src"),
                _ => ("a", "href"),
            };
            let text = file.text();
            let shown = Tag::new(name).with(address, text.trim());
            let shown = if name == "img" { shown.with("alt", "") } else { shown };
            let shown = if name == "a" { shown.saying(text.trim()) } else { shown };
            if ["audio", "video"].contains(&name) { shown.with("controls", "true") } else { shown }
        });
        let holder = Tag { line: tag.line, ..Tag::new("div") }.holding_all(files.collect::<Vec<_>>());
        self.block_content(&holder)
    }

    /// The stimulus whose outermost element this is.
    pub(super) fn stimulus(&mut self, root: &Tag) -> Stimulus {
        self.only(root, &ITEM);
        let mut body = Vec::new();
        for part in root.tags() {
            if part.name == "qti-stimulus-body" {
                self.only(part, &[]);
                body = self.block_content(part);
            } else {
                let what = format!("{} of a stimulus is left out", part.name);
                self.note(part, what, "Nothing to do, unless it is missed.");
            }
        }
        if root.first("qti-stimulus-body").is_none() {
            self.refuse(root, "the stimulus has no body", "Give it a qti-stimulus-body with the text.");
        }
        self.no_interaction(root, "the stimulus", &body);
        Stimulus {
            identifier: self.required(root, "identifier"),
            title: root.attribute("title").unwrap_or_default().to_owned(),
            language: language(root),
            body,
        }
    }
}

fn language(tag: &Tag) -> Option<String> {
    tag.attribute("xml:lang").or(tag.attribute("lang")).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// Renames a variable in processing; says whether it was there.
fn rename(tag: &mut Tag, from: &str, to: &str) -> bool {
    let mut found = false;
    if matches!(tag.name.as_str(), "qti-variable" | "qti-set-outcome-value") {
        for (_, value) in
            tag.attributes.iter_mut().filter(|(name, value)| name == "identifier" && value == from)
        {
            to.clone_into(value);
            found = true;
        }
    }
    for child in &mut tag.children {
        if let Child::Tag(child) = child {
            found |= rename(child, from, to);
        }
    }
    found
}
