//! Items and stimuli as elements.

use domain::item::{Card, Item, Stimulus, StimulusRef, Variant};

use super::{
    content_tags::with_variant,
    declarations::{outcome_tag, response_tag, template_tag},
    rules::{Processing, rule_tags},
    tree::Tag,
};

/// The namespace of QTI 3.0.
pub(super) const QTI: &str = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0";
const SCHEMA: &str = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0 https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd";

/// The outermost element of a file.
pub(super) fn root(name: &str, identifier: &str, title: &str, language: Option<&str>) -> Tag {
    Tag::new(name)
        .with("xmlns", QTI)
        .with("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
        .with("xsi:schemaLocation", SCHEMA)
        .with("identifier", identifier)
        .with("title", title)
        .maybe("xml:lang", language)
}

pub(super) fn item_tag(item: &Item) -> Tag {
    let processing = |name: &str, rules: Vec<Tag>| {
        Some(rules).filter(|rules| !rules.is_empty()).map(|rules| Tag::new(name).holding_all(rules))
    };
    root("qti-assessment-item", &item.identifier, &item.title, item.language.as_deref())
        .with("adaptive", item.adaptive.to_string())
        .with("time-dependent", item.time_dependent.to_string())
        .holding_all(item.responses.iter().map(response_tag))
        .holding_all(item.outcomes.iter().map(outcome_tag))
        .holding_all(item.templates.iter().map(template_tag))
        .holding_all(processing(
            "qti-template-processing",
            rule_tags(&item.template_processing, Processing::Template),
        ))
        .holding_all(item.stimuli.iter().map(stimulus_ref_tag))
        .holding_all(
            item.stylesheets
                .iter()
                .map(|href| Tag::new("qti-stylesheet").with("href", href).with("type", "text/css")),
        )
        .holding(Tag::new("qti-item-body").showing(&item.body))
        .holding_all(catalog_tag(&item.catalog))
        .holding_all(processing(
            "qti-response-processing",
            rule_tags(&item.response_processing, Processing::Response),
        ))
        .holding_all(item.modal_feedback.iter().map(|one| modal_tag("qti-modal-feedback", None, one)))
}

pub(super) fn stimulus_ref_tag(stimulus: &StimulusRef) -> Tag {
    Tag::new("qti-assessment-stimulus-ref")
        .with("identifier", &stimulus.identifier)
        .with("href", &stimulus.href)
        .maybe("title", stimulus.title.clone())
}

/// Feedback that is shown apart.
pub(super) fn modal_tag(name: &str, access: Option<&str>, variant: &Variant) -> Tag {
    with_variant(Tag::new(name).maybe("access", access), "outcome-identifier", variant)
        .holding(Tag::new("qti-content-body").showing(&variant.content))
}

/// Cards beside one another with the same id and support are written as entries of one card.
fn catalog_tag(cards: &[Card]) -> Option<Tag> {
    let entry = |card: &Card| {
        Tag::new("qti-card-entry")
            .maybe("xml:lang", card.language.clone())
            .holding(Tag::new("qti-html-content").showing(&card.content))
    };
    let catalogs = cards.chunk_by(|one, other| one.id == other.id).map(|of_id| {
        let supports = of_id.chunk_by(|one, other| one.support == other.support).map(|of_support| {
            let tag = Tag::new("qti-card").with("support", &of_support[0].support);
            match of_support {
                [Card { language: None, content, .. }] => {
                    tag.holding(Tag::new("qti-html-content").showing(content))
                }
                entries => tag.holding_all(entries.iter().map(entry)),
            }
        });
        Tag::new("qti-catalog").with("id", &of_id[0].id).holding_all(supports.collect::<Vec<_>>())
    });
    let catalogs: Vec<_> = catalogs.collect();
    Some(catalogs).filter(|all| !all.is_empty()).map(|all| Tag::new("qti-catalog-info").holding_all(all))
}

pub(super) fn stimulus_tag(stimulus: &Stimulus) -> Tag {
    root("qti-assessment-stimulus", &stimulus.identifier, &stimulus.title, stimulus.language.as_deref())
        .holding(Tag::new("qti-stimulus-body").showing(&stimulus.body))
}
