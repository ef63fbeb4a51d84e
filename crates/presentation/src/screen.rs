//! An item on a screen: a form that works without JavaScript, by keyboard and with a screen reader.

mod choice;
mod content;
mod gaps;
mod on_paper;
mod order;
mod pairs;
mod points;
mod review;
mod sound;
mod stage;
mod supports;
mod text;

use std::collections::BTreeMap;

use domain::item::{Interaction, InteractionKind, Node, Value};

use crate::{
    Options, ResponseShape,
    markup::{Markup, Tag},
    names,
    options::right_to_left,
    words::fill,
};

/// The HTML of an item, to stand in a form: no keys, template values and feedback resolved, choices in their
/// final order. `answers` are shown as given, by response. The form must be `multipart/form-data` where an
/// interaction takes a file.
pub fn render(shown: &[Node], answers: &BTreeMap<String, Value>, options: &Options) -> String {
    let mut screen = Screen::new(answers, options);
    let mut item = screen.out.tag("div").attr("class", "item").maybe("lang", options.language);
    if let Some(language) = options.language {
        item = item.attr("dir", if right_to_left(language) { "rtl" } else { "ltr" });
    }
    item.done();
    screen.nodes(shown);
    screen.cards();
    screen.out.close("div");
    screen.out.finish()
}

/// A page being written.
pub(crate) struct Screen<'a> {
    pub(crate) out: Markup,
    pub(crate) options: &'a Options<'a>,
    answers: &'a BTreeMap<String, Value>,
    ids: usize,
    inline_fields: usize,
    depth: usize,
    space: crate::allowed::Space,
    places: Option<Places<'a>>,
    /// Places of the catalog that the item names, in their order.
    cards: Vec<String>,
}

/// What the places in a passage belong to.
#[derive(Clone, Copy)]
enum Places<'a> {
    Words { interaction: &'a Interaction, single: bool },
    Gaps { interaction: &'a Interaction },
    Lettered { interaction: &'a Interaction },
}

static NOTHING: Value = Value::Null;

impl<'a> Screen<'a> {
    pub(crate) fn new(answers: &'a BTreeMap<String, Value>, options: &'a Options<'a>) -> Self {
        Self {
            out: Markup::default(),
            options,
            answers,
            ids: 0,
            inline_fields: 0,
            depth: 0,
            space: crate::allowed::Space::Html,
            places: None,
            cards: Vec::new(),
        }
    }

    /// An id that nothing else in the page has.
    fn id(&mut self) -> String {
        self.ids += 1;
        format!("{}f{}", self.options.prefix, self.ids)
    }

    fn answer(&self, response: &str) -> &'a Value {
        self.answers.get(response).unwrap_or(&NOTHING)
    }

    fn field(&self, interaction: &Interaction) -> String {
        names::field(self.options.prefix, &interaction.response)
    }

    fn part(&self, interaction: &Interaction, part: &str) -> String {
        names::part(self.options.prefix, &interaction.response, part)
    }

    fn half(&self, interaction: &Interaction, row: usize, half: &str) -> String {
        names::half(self.options.prefix, &interaction.response, row, half)
    }

    /// The values of a field as they were sent; `None` where answers are shown.
    fn sent(&self, name: &str) -> Option<Vec<&'a str>> {
        let fields = self.options.sent?;
        Some(fields.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str()).collect())
    }

    /// The value of a field that has one: as it was sent, else what the answer gives.
    fn shown_in(&self, name: &str, answer: Option<String>) -> Option<String> {
        match self.sent(name) {
            Some(values) => values.last().filter(|value| !value.is_empty()).map(|value| (*value).to_owned()),
            None => answer,
        }
    }

    fn shape(&self, interaction: &Interaction) -> ResponseShape {
        ResponseShape::filled_by(interaction, self.options.responses)
    }

    /// Something to answer.
    fn interaction(&mut self, interaction: &'a Interaction) {
        use InteractionKind as K;
        match &interaction.kind {
            K::Choice { .. } => self.choice(interaction),
            K::InlineChoice { .. } => self.inline_choice(interaction),
            K::TextEntry { .. } => self.text_entry(interaction),
            K::ExtendedText { .. } => self.extended_text(interaction),
            K::Match { .. } => self.match_table(interaction),
            K::Associate { .. } | K::GraphicAssociate { .. } => self.associate(interaction),
            K::Order { .. } => self.order(interaction),
            K::GraphicOrder { .. } => self.graphic_order(interaction),
            K::GapMatch { .. } => self.gap_match(interaction),
            K::GraphicGapMatch { .. } => self.graphic_gap_match(interaction),
            K::Hottext { .. } => self.hottext(interaction),
            K::Hotspot { .. } => self.hotspot(interaction),
            K::SelectPoint { .. } | K::PositionObject { .. } => self.points(interaction),
            K::Slider { .. } => self.slider(interaction),
            K::Upload { .. } | K::Drawing { .. } => self.file(interaction),
            K::Media { .. } => self.media(interaction),
            K::EndAttempt { title } => {
                self.out
                    .tag("button")
                    .attr("type", "submit")
                    .attr("class", "quiet end-attempt")
                    .attr("name", &names::field(self.options.prefix, &interaction.response))
                    .attr("value", "true")
                    .flag("disabled", self.options.locked)
                    .done();
                self.out.text(title);
                self.out.close("button");
            }
        }
    }

    /// Begins a group of fields with its prompt and, if there is one, a hint about how many. Ends with
    /// [`Screen::end_group`].
    fn begin_group(&mut self, interaction: &'a Interaction, class: &str, hint: Option<String>) {
        let hint_id = hint.as_ref().map(|_| self.id());
        let classes = format!("ask {class} {}", own_classes(interaction));
        described(
            self.out
                .tag("fieldset")
                .attr("class", classes.trim_end())
                .attr("data-kind", interaction.kind_word())
                .attr("data-response", &interaction.response),
            interaction,
        )
        .maybe("aria-describedby", hint_id.as_deref())
        .done();
        let label = attribute(interaction, "aria-label").or_else(|| attribute(interaction, "label"));
        match (interaction.prompt.as_slice(), label) {
            ([], Some(label)) => self.out.element("legend", "unseen", label),
            ([], None) => self.out.element("legend", "unseen", &self.options.words.answer),
            (prompt, _) => {
                self.out.open_class("legend", "prompt");
                self.nodes(prompt);
                self.out.close("legend");
            }
        }
        self.support_of(interaction);
        if let (Some(hint), Some(id)) = (hint, hint_id) {
            self.out.tag("p").attr("class", "hint").attr("id", &id).done();
            self.out.text(&hint);
            self.out.close("p");
        }
    }

    fn end_group(&mut self, interaction: &'a Interaction) {
        self.problems(interaction, false);
        self.review(interaction, false);
        self.out.close("fieldset");
    }

    /// "Choose 2", "Choose up to 3", ...
    fn how_many(&self, min: u32, max: u32, single: bool) -> String {
        let words = self.options.words;
        let (low, high) = (min.to_string(), max.to_string());
        let sentence = match (min, max) {
            _ if single => &words.choose_one,
            (0, 0) => &words.choose_any,
            (min, 0) if min > 0 => &words.choose_at_least,
            (1, 1) => &words.choose_one,
            (min, max) if min == max => &words.choose_exactly,
            (0, _) => &words.choose_up_to,
            _ => &words.choose_between,
        };
        fill(sentence, &[("min", &low), ("max", &high)])
    }

    /// A list of which nothing or one is chosen.
    fn select(&mut self, name: &str, label: &Label, answer: Option<&str>, entries: &[(String, String)]) {
        let shown = self.shown_in(name, answer.map(str::to_owned));
        let chosen = shown.as_deref();
        let mut tag = self.out.tag("select").attr("name", name).flag("disabled", self.options.locked);
        tag = match label {
            Label::Id(id) => tag.attr("id", id),
            Label::Text(text) => tag.attr("aria-label", text),
        };
        tag.done();
        self.out.tag("option").attr("value", "").flag("selected", chosen.is_none()).done();
        self.out.text("\u{2014}");
        self.out.close("option");
        for (value, text) in entries {
            self.out
                .tag("option")
                .attr("value", value)
                .flag("selected", chosen == Some(value.as_str()))
                .done();
            self.out.text(text);
            self.out.close("option");
        }
        self.out.close("select");
    }
}

/// How a list is named.
enum Label<'l> {
    /// By a label elsewhere, for this id.
    Id(&'l str),
    /// By a text that is heard only.
    Text(&'l str),
}

/// An attribute of an interaction.
fn attribute<'i>(interaction: &'i Interaction, name: &str) -> Option<&'i str> {
    interaction.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

/// The classes of QTI that an interaction has.
fn own_classes(interaction: &Interaction) -> String {
    attribute(interaction, "class").map(crate::allowed::own_classes).unwrap_or_default()
}

/// Whether an interaction says something by an attribute of its data, or by a class of that name.
fn says(interaction: &Interaction, name: &str) -> bool {
    attribute(interaction, name).is_some_and(|value| value != "false")
        || attribute(interaction, "class").is_some_and(|classes| {
            classes.split_whitespace().any(|class| class == name || class.strip_prefix("qti-") == Some(name))
        })
}

/// Language, direction and what is not to be read aloud, as the interaction says.
fn described<'t>(tag: Tag<'t>, interaction: &Interaction) -> Tag<'t> {
    tag.maybe("lang", attribute(interaction, "xml:lang").or_else(|| attribute(interaction, "lang")))
        .maybe("dir", attribute(interaction, "dir").filter(|dir| ["ltr", "rtl", "auto"].contains(dir)))
        .maybe("data-suppress-tts", attribute(interaction, "data-suppress-tts"))
}

#[cfg(test)]
mod tests;
