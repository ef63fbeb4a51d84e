//! One or several of a list: radio buttons and check boxes, in a list, a line or a text.

use domain::item::{Choice, Interaction, InteractionKind, Orientation};

use super::{Label, Places, Screen, own_classes};
use crate::{label, words::fill};

impl<'a> Screen<'a> {
    pub(super) fn choice(&mut self, interaction: &'a Interaction) {
        let InteractionKind::Choice { choices, min, max, orientation, .. } = &interaction.kind else {
            return;
        };
        let single = self.shape(interaction).single();
        self.begin_group(interaction, "choice", Some(self.how_many(*min, *max, single)));
        let class = match orientation {
            Orientation::Vertical => "options",
            Orientation::Horizontal => "options across",
        };
        self.out.tag("div").attr("class", class).attr("data-max", &max.to_string()).done();
        for choice in choices {
            let heard = label::of_formulas(&choice.content);
            let value = (choice.identifier.as_str(), heard.as_deref());
            self.option(interaction, value, single, |screen| screen.nodes(&choice.content));
        }
        self.out.close("div");
        self.end_group(interaction);
    }

    /// One radio button or check box with what it stands for: its value, and how it is heard where that is not
    /// what is written beside it.
    pub(super) fn option(
        &mut self,
        interaction: &'a Interaction,
        value: (&str, Option<&str>),
        single: bool,
        content: impl FnOnce(&mut Self),
    ) {
        self.out.open_class("label", "option");
        self.tick(interaction, value, single);
        self.out.open_class("span", "option-body");
        content(self);
        self.out.close("span");
        self.out.close("label");
    }

    fn tick(&mut self, interaction: &'a Interaction, (value, heard): (&str, Option<&str>), single: bool) {
        let name = self.field(interaction);
        let chosen = match self.sent(&name) {
            Some(values) => values.contains(&value),
            None => self.answer(&interaction.response).scalars().iter().any(|one| one.text() == value),
        };
        self.out
            .tag("input")
            .attr("type", if single { "radio" } else { "checkbox" })
            .attr("name", &name)
            .attr("value", value)
            .maybe("aria-label", heard)
            .flag("checked", chosen)
            .flag("disabled", self.options.locked)
            .done();
    }

    pub(super) fn inline_choice(&mut self, interaction: &'a Interaction) {
        let InteractionKind::InlineChoice { choices, .. } = &interaction.kind else { return };
        let chosen = self.answer(&interaction.response).scalars().first().map(domain::item::Scalar::text);
        let entries: Vec<_> =
            choices.iter().map(|one| (one.identifier.clone(), label::of_choice(one))).collect();
        let name = self.field(interaction);
        let heard = self.inline_label(interaction);
        let class = format!("inline-ask {}", own_classes(interaction));
        self.out.open_class("span", class.trim_end());
        self.select(&name, &Label::Text(&heard), chosen.as_deref(), &entries);
        self.support_of(interaction);
        self.problems(interaction, true);
        self.review(interaction, true);
        self.out.close("span");
    }

    /// The name of a field in a line of text: the author's, else "Answer 2".
    pub(super) fn inline_label(&mut self, interaction: &Interaction) -> String {
        self.inline_fields += 1;
        let number = self.inline_fields.to_string();
        super::attribute(interaction, "aria-label")
            .or_else(|| super::attribute(interaction, "label"))
            .map_or_else(|| fill(&self.options.words.answer_number, &[("n", &number)]), str::to_owned)
    }

    pub(super) fn hottext(&mut self, interaction: &'a Interaction) {
        let InteractionKind::Hottext { min, max, passage } = &interaction.kind else { return };
        let single = self.shape(interaction).single();
        self.begin_group(interaction, "hottext", Some(self.how_many(*min, *max, single)));
        self.out.tag("div").attr("class", "passage").attr("data-max", &max.to_string()).done();
        let around = self.places.replace(Places::Words { interaction, single });
        self.nodes(passage);
        self.places = around;
        self.out.close("div");
        self.end_group(interaction);
    }

    /// A word that can be chosen, in its text.
    pub(super) fn hot_word(&mut self, interaction: &'a Interaction, choice: &'a Choice, single: bool) {
        self.out.open_class("label", "hot");
        self.tick(interaction, (&choice.identifier, None), single);
        self.out.open("span");
        self.nodes(&choice.content);
        self.out.close("span");
        self.out.close("label");
    }
}
