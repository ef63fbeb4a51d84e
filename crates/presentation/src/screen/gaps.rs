//! Words put into gaps of a text, or onto areas of a picture.

use domain::item::{AssociableChoice, Gap, HotspotChoice, Interaction, InteractionKind, Scalar};

use super::{Label, Places, Screen};
use crate::{label, names, words::fill};

impl<'a> Screen<'a> {
    pub(super) fn gap_match(&mut self, interaction: &'a Interaction) {
        let InteractionKind::GapMatch { choices, passage, min, max, .. } = &interaction.kind else { return };
        let hint = (*min > 0 || *max > 0).then(|| self.how_many(*min, *max, false));
        self.begin_group(interaction, "gap-match", hint);
        self.bank(choices, true);
        self.out.open_class("div", "passage");
        let around = self.places.replace(Places::Gaps { interaction });
        self.nodes(passage);
        self.places = around;
        self.out.close("div");
        self.end_group(interaction);
    }

    /// The words or pictures that can be put somewhere.
    pub(super) fn bank(&mut self, choices: &'a [AssociableChoice], uses: bool) {
        let words = self.options.words;
        self.out.tag("ul").attr("class", "bank").attr("aria-label", &words.word_bank).done();
        for choice in choices {
            self.out
                .tag("li")
                .attr("data-value", &choice.choice.identifier)
                .attr("data-max", &choice.max.to_string())
                .done();
            self.out.open_class("span", "option-body");
            self.nodes(&choice.choice.content);
            self.out.close("span");
            if uses && choice.max > 1 {
                self.out.append(" ");
                self.out.element("span", "hint", &fill(&words.uses, &[("max", &choice.max.to_string())]));
            }
            self.out.close("li");
        }
        self.out.close("ul");
    }

    /// A list of words in its gap.
    pub(super) fn gap(&mut self, interaction: &'a Interaction, gap: &'a Gap) {
        let InteractionKind::GapMatch { choices, passage, .. } = &interaction.kind else { return };
        let number =
            names::gaps(passage).iter().position(|one| one.identifier == gap.identifier).unwrap_or(0) + 1;
        let heard = fill(&self.options.words.gap_number, &[("n", &number.to_string())]);
        let entries = fitting(choices, &gap.identifier, &gap.group);
        let filled = self.put_on(interaction, &gap.identifier).next().map(str::to_owned);
        let name = self.part(interaction, &gap.identifier);
        self.out.open_class("span", "inline-ask gap");
        self.select(&name, &Label::Text(&heard), filled.as_deref(), &entries);
        self.out.close("span");
    }

    pub(super) fn graphic_gap_match(&mut self, interaction: &'a Interaction) {
        let InteractionKind::GraphicGapMatch { stage, choices, gaps, min, max } = &interaction.kind else {
            return;
        };
        let hint = (*min > 0 || *max > 0).then(|| self.how_many(*min, *max, false));
        self.begin_group(interaction, "graphic-gap-match", hint);
        self.bank(choices, true);
        self.areas(stage, gaps, &[]);
        self.out.open_class("ol", "gap-areas");
        for (at, gap) in gaps.iter().enumerate() {
            self.out.tag("li").attr("data-value", &gap.identifier).done();
            self.area_gap(interaction, at + 1, gap, choices);
            self.out.close("li");
        }
        self.out.close("ol");
        self.end_group(interaction);
    }

    fn area_gap(
        &mut self,
        interaction: &'a Interaction,
        number: usize,
        gap: &'a HotspotChoice,
        choices: &'a [AssociableChoice],
    ) {
        let name = self.part(interaction, &gap.identifier);
        let entries = fitting(choices, &gap.identifier, &gap.group);
        let put: Vec<String> = match self.sent(&name) {
            Some(values) => values.into_iter().map(str::to_owned).collect(),
            None => self.put_on(interaction, &gap.identifier).map(str::to_owned).collect(),
        };
        if gap.max == 1 {
            let id = self.id();
            self.out.tag("label").attr("for", &id).done();
            self.area_label(number, &gap.label);
            self.out.close("label");
            return self.select(&name, &Label::Id(&id), put.first().map(String::as_str), &entries);
        }
        // Several may be put on one area.
        let id = self.id();
        self.out
            .tag("div")
            .attr("role", "group")
            .attr("aria-labelledby", &id)
            .attr("class", "area-gap")
            .done();
        self.out.tag("div").attr("id", &id).attr("class", "label").done();
        self.area_label(number, &gap.label);
        self.out.close("div");
        for (value, text) in &entries {
            self.out.open_class("label", "option");
            self.out
                .tag("input")
                .attr("type", "checkbox")
                .attr("name", &name)
                .attr("value", value)
                .flag("checked", put.contains(value))
                .flag("disabled", self.options.locked)
                .done();
            self.out.element("span", "option-body", text);
            self.out.close("label");
        }
        self.out.close("div");
    }

    /// What the answer puts into a gap.
    fn put_on(&self, interaction: &Interaction, gap: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        let gap = gap.to_owned();
        self.answer(&interaction.response).scalars().iter().filter_map(move |pair| match pair {
            Scalar::DirectedPair(choice, at) | Scalar::Pair(choice, at) if *at == gap => {
                Some(choice.as_str())
            }
            _ => None,
        })
    }
}

/// What may be put into a gap, with its text.
fn fitting(choices: &[AssociableChoice], gap: &str, group: &[String]) -> Vec<(String, String)> {
    choices
        .iter()
        .filter(|one| names::may_pair((&one.choice.identifier, &one.group), (gap, group)))
        .map(|one| (one.choice.identifier.clone(), label::of_associable(one)))
        .collect()
}
