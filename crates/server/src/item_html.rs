//! Items of sittings as HTML: words, files and fields as this server has them.

use std::collections::BTreeMap;

use domain::{
    chain::hex,
    item::{Card, Node, ShownItem, Value, View},
};
use presentation::{Mark, Medium, Options, ResponseShape, Words as ItemWords};
use usecases::{
    item_kept_text,
    paper_form::PaperQuestion,
    show_sitting::{ShownPlace, ShownStimulus},
    sitting_item::prefix,
    sitting_result::ResultItem,
};
use wording::{Value as Place, Words};

/// The words of items in the language of their reader; presentation fills their places.
pub fn words(words: &Words) -> ItemWords {
    let braced: Vec<_> = ItemWords::PLACES.iter().map(|place| (*place, format!("{{{place}}}"))).collect();
    let places: Vec<_> = braced.iter().map(|(place, text)| (*place, Place::Text(text))).collect();
    ItemWords::filled(&|key, _| words.tell(key, &places))
}

/// Where a file of an item is served; what is no kept file leads nowhere.
pub fn asset(named: &str) -> String {
    match item_kept_text::digest_of(named) {
        Some(digest) => format!("/content/{}", hex(&digest)),
        None => String::from("/content/missing"),
    }
}

/// An item that is answered, as the inside of a form; with what was sent and cannot be taken, as it was typed and
/// with why at each field.
pub fn answering(
    one: &ShownPlace,
    words: &ItemWords,
    supports: &[String],
    sent: Option<&[(String, String)]>,
) -> String {
    let prefix = prefix(one.place);
    let problems = sent.map(|sent| one.problems(sent)).unwrap_or_default();
    let options = Options {
        prefix: &prefix,
        language: one.shown.language.as_deref(),
        responses: &one.shapes,
        catalog: &one.catalog,
        supports,
        sent,
        problems: &problems,
        ..Options::new(words, &asset)
    };
    let mut html = String::new();
    if let Some(text) = &one.stimulus {
        html.push_str(&stimulus(text, words));
    }
    html.push_str(&presentation::render(&one.shown.body, &one.answers, &options));
    html.push_str(&feedback(&one.shown, &options));
    html
}

/// Feedback to the attempt that has just ended.
fn feedback(shown: &ShownItem, options: &Options) -> String {
    let nothing = BTreeMap::new();
    let blocks = shown.modal_feedback.iter();
    let locked = Options { locked: true, ..*options };
    let block = |nodes: &Vec<Node>| {
        let inside = presentation::render(nodes, &nothing, &locked);
        format!("<div class=\"feedback\" role=\"status\">{inside}</div>")
    };
    blocks.map(block).collect()
}

/// What several items share.
fn stimulus(text: &ShownStimulus, words: &ItemWords) -> String {
    let options = Options { language: text.language.as_deref(), locked: true, ..Options::new(words, &asset) };
    let inside = presentation::render(&text.body, &BTreeMap::new(), &options);
    format!("<section class=\"stimulus card\">{inside}</section>")
}

/// What several items share, on its own.
pub fn shared(text: &ShownStimulus, words: &ItemWords) -> String {
    stimulus(text, words)
}

/// An item that was answered, with what came of it, and the key where it is shown.
pub fn reviewed(one: &ResultItem, words: &ItemWords, view: View) -> String {
    let prefix = prefix(one.place);
    let marks: BTreeMap<String, Mark> =
        one.shapes.iter().map(|shape| (shape.identifier.clone(), one.mark)).collect();
    let options = Options {
        prefix: &prefix,
        language: one.shown.language.as_deref(),
        responses: &one.shapes,
        locked: true,
        marks: &marks,
        solution: one.solution.as_ref(),
        view,
        ..Options::new(words, &asset)
    };
    let mut html = String::new();
    if let Some(text) = &one.stimulus {
        html.push_str(&stimulus(text, words));
    }
    html.push_str(&presentation::render(&one.shown.body, &one.answers, &options));
    html.push_str(&feedback(&one.shown, &options));
    html
}

/// A question as it is printed; `prefix` tells it from others on the same page.
pub fn printed(one: &PaperQuestion, words: &ItemWords, prefix: &str, large: bool) -> String {
    let options = Options {
        prefix,
        language: one.shown.language.as_deref(),
        responses: &one.shapes,
        catalog: &one.catalog,
        medium: on_paper(large),
        ..Options::new(words, &asset)
    };
    presentation::render_paper(&one.shown.body, &options).html
}

/// What several questions share, as it is printed.
pub fn printed_stimulus(text: &ShownStimulus, words: &ItemWords, prefix: &str, large: bool) -> String {
    let language = text.language.as_deref();
    let options = Options { prefix, language, medium: on_paper(large), ..Options::new(words, &asset) };
    let inside = presentation::render_paper(&text.body, &options).html;
    format!("<section class=\"stimulus\">{inside}</section>")
}

fn on_paper(large: bool) -> Medium {
    if large { Medium::LargePrint } else { Medium::Paper }
}

/// An item as its author looks at it.
pub struct Preview<'a> {
    /// What is shown.
    pub shown: &'a ShownItem,
    /// What is shown with it.
    pub stimulus: Option<&'a ShownStimulus>,
    /// What was answered.
    pub answers: &'a BTreeMap<String, Value>,
    /// In which shapes.
    pub shapes: &'a [ResponseShape],
    /// What can be given with places of it.
    pub catalog: &'a [Card],
    /// The key, once it was asked for.
    pub solution: Option<&'a BTreeMap<String, Value>>,
    /// On what it is shown.
    pub medium: Medium,
}

/// An item on its own, exactly as a learner sees it.
pub fn preview(one: &Preview<'_>, words: &ItemWords) -> String {
    let prefix = prefix(0);
    let options = Options {
        prefix: &prefix,
        language: one.shown.language.as_deref(),
        responses: one.shapes,
        catalog: one.catalog,
        solution: one.solution,
        medium: one.medium,
        ..Options::new(words, &asset)
    };
    let mut html = one.stimulus.map(|text| stimulus(text, words)).unwrap_or_default();
    html.push_str(&presentation::render(&one.shown.body, one.answers, &options));
    html.push_str(&feedback(one.shown, &options));
    html
}
