//! Text and numbers: a field in a line, larger fields, a number on a line.

use domain::item::{BaseType, Interaction, InteractionKind, Orientation, Scalar, TextFormat, Value};

use super::{Screen, attribute, own_classes, says};
use crate::{ResponseShape, fields::number, names, words::fill};

impl<'a> Screen<'a> {
    pub(super) fn text_entry(&mut self, interaction: &'a Interaction) {
        let InteractionKind::TextEntry {
            expected_length, pattern, pattern_message, placeholder, base, ..
        } = &interaction.kind
        else {
            return;
        };
        let shape = self.shape(interaction);
        let typed =
            names::text_response(interaction).map(|name| self.answer(name)).filter(|text| !text.is_null());
        let value = typed.unwrap_or_else(|| self.answer(&interaction.response));
        let (name, heard) = (self.field(interaction), self.inline_label(interaction));
        let text =
            self.shown_in(&name, Some(as_typed(value, *base, self.options.language))).unwrap_or_default();
        let size = expected_length.unwrap_or(12).clamp(2, 40).to_string();
        let class = format!("inline-ask {}", own_classes(interaction));
        self.out.open_class("span", class.trim_end());
        let tag = self
            .out
            .tag("input")
            .attr("type", "text")
            .attr("name", &name)
            .attr("value", &text)
            .attr("size", &size)
            .attr("aria-label", &heard)
            .attr("autocomplete", "off")
            .attr("autocapitalize", "off")
            .maybe("placeholder", placeholder.as_deref())
            .maybe("spellcheck", spelling_off(interaction).then_some("false"))
            .maybe("data-number", number_word(&shape, *base))
            .maybe("data-formula", formula(interaction).then_some(""))
            .maybe("data-pattern", pattern.as_deref())
            .maybe("data-pattern-message", pattern_message.as_deref());
        tag.flag("disabled", self.options.locked).done();
        self.support_of(interaction);
        self.problems(interaction, true);
        self.review(interaction, true);
        self.out.close("span");
    }

    pub(super) fn extended_text(&mut self, interaction: &'a Interaction) {
        let InteractionKind::ExtendedText {
            expected_length,
            expected_lines,
            pattern,
            pattern_message,
            placeholder,
            format,
            min_strings,
            max_strings,
        } = &interaction.kind
        else {
            return;
        };
        let shape = self.shape(interaction);
        let name = self.field(interaction);
        let answers: Vec<String> = if let Some(values) = self.sent(&name) {
            values.into_iter().map(|text| text.replace("\r\n", "\n")).collect()
        } else {
            let scalars = self.answer(&interaction.response).scalars().iter();
            scalars.map(|one| as_typed(&Value::Single(one.clone()), 10, self.options.language)).collect()
        };
        let boxes = if shape.single() {
            1
        } else {
            names::shown_rows(*min_strings, *max_strings, answers.len())
                .max(answers.len())
                .min(names::MOST_ROWS)
        };
        let lines = expected_lines.unwrap_or_else(|| expected_length.map_or(4, |length| length / 70 + 1));
        let rows = if boxes > 1 { lines.clamp(1, 6) } else { lines.clamp(2, 30) }.to_string();
        self.begin_group(interaction, "extended-text", number_hint(&shape, self.options.words));
        for at in 0..boxes {
            let heard = match boxes {
                1 => self.options.words.answer.clone(),
                _ => fill(&self.options.words.answer_number, &[("n", &(at + 1).to_string())]),
            };
            self.out
                .tag("textarea")
                .attr("name", &name)
                .attr("rows", &rows)
                .attr("aria-label", &heard)
                .maybe("class", (*format == TextFormat::Preformatted).then_some("typed"))
                .maybe("placeholder", placeholder.as_deref())
                .maybe("spellcheck", spelling_off(interaction).then_some("false"))
                .maybe("data-count", counting(interaction))
                .maybe("data-expected", expected_words(*expected_length).as_deref())
                .maybe("data-number", number_word(&shape, 10))
                .maybe("data-formula", formula(interaction).then_some(""))
                .maybe("data-pattern", pattern.as_deref())
                .maybe("data-pattern-message", pattern_message.as_deref())
                .flag("disabled", self.options.locked)
                .done();
            // The first end of line is no part of the value.
            self.out.append("\n");
            self.out.text(answers.get(at).map_or("", String::as_str));
            self.out.close("textarea");
        }
        self.end_group(interaction);
    }

    pub(super) fn slider(&mut self, interaction: &'a Interaction) {
        let InteractionKind::Slider { lower, upper, step, step_label, orientation, reverse } =
            &interaction.kind
        else {
            return;
        };
        let words = self.options.words;
        let said = |number: f64| number::written(number, self.options.language);
        let (low, high, each) = (said(*lower), said(*upper), step.map(said));
        let sentence = if each.is_some() { &words.slider_step_hint } else { &words.slider_hint };
        let hint =
            fill(sentence, &[("min", &low), ("max", &high), ("step", each.as_deref().unwrap_or_default())]);
        let value = self.answer(&interaction.response).number().map(|number| number.to_string());
        let name = self.field(interaction);
        let value = self.shown_in(&name, value);
        self.begin_group(interaction, "slider", Some(hint));
        let id = self.id();
        self.out.open_class("div", "slider-field");
        self.out.tag("label").attr("for", &id).done();
        self.out.text(&words.answer);
        self.out.close("label");
        self.out
            .tag("input")
            .attr("type", "number")
            .attr("id", &id)
            .attr("name", &name)
            .attr("value", value.as_deref().unwrap_or_default())
            .attr("min", &lower.to_string())
            .attr("max", &upper.to_string())
            .attr("step", &step.map_or_else(|| "any".to_owned(), |step| step.to_string()))
            .attr(
                "data-slider",
                if *orientation == Orientation::Vertical { "vertical" } else { "horizontal" },
            )
            .flag("data-step-labels", *step_label)
            .flag("data-reverse", *reverse)
            .flag("disabled", self.options.locked)
            .done();
        self.out.close("div");
        self.end_group(interaction);
    }
}

/// A value as a person would have typed it.
fn as_typed(value: &Value, base: u32, language: Option<&str>) -> String {
    match value {
        Value::Record(fields) => {
            fields.get("stringValue").cloned().flatten().map(|one| one.text()).unwrap_or_default()
        }
        Value::Single(Scalar::Integer(whole)) => number::in_base(*whole, base),
        Value::Single(Scalar::Float(number) | Scalar::Duration(number)) => number::written(*number, language),
        other => other.scalars().first().map(Scalar::text).unwrap_or_default(),
    }
}

fn number_word(shape: &ResponseShape, base: u32) -> Option<&'static str> {
    let whole = shape.base_type == Some(BaseType::Integer);
    (shape.number() && base == 10).then_some(if whole { "numeric" } else { "decimal" })
}

fn number_hint(shape: &ResponseShape, words: &crate::Words) -> Option<String> {
    let whole = shape.base_type == Some(BaseType::Integer);
    shape.number().then(|| if whole { words.whole_number_hint.clone() } else { words.number_hint.clone() })
}

/// How the words are counted, if they are: upwards, or how many are left (QTI `qti-counter-up`, `-down`).
fn counting(interaction: &Interaction) -> Option<&'static str> {
    if says(interaction, "counter-down") {
        return Some("down");
    }
    (says(interaction, "counter-up") || says(interaction, "data-word-count")).then_some("up")
}

/// About so many words: an expected length is in characters, and an English word has about six with its space.
fn expected_words(length: Option<u32>) -> Option<String> {
    length.map(|length| (length / 6).max(1).to_string())
}

fn spelling_off(interaction: &Interaction) -> bool {
    ["spellcheck", "data-spellcheck"].iter().any(|name| attribute(interaction, name) == Some("false"))
        || says(interaction, "spellcheck-off")
}

fn formula(interaction: &Interaction) -> bool {
    says(interaction, "data-formula") || says(interaction, "formula")
}
