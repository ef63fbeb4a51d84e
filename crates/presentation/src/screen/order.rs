//! A list put in order: each entry has a list of places.

use domain::item::{Choice, HotspotChoice, Interaction, InteractionKind, Orientation};

use super::{Label, Screen};

impl<'a> Screen<'a> {
    pub(super) fn order(&mut self, interaction: &'a Interaction) {
        let InteractionKind::Order { choices, min, max, orientation, .. } = &interaction.kind else { return };
        let class = if *orientation == Orientation::Horizontal { "places across" } else { "places" };
        self.begin_places(interaction, "order", choices.len(), *min, *max);
        self.list(class, choices.len(), *max);
        for choice in choices {
            self.place(interaction, &choice.identifier, Shown::Choice(choice), choices.len(), *max);
        }
        self.out.close("ol");
        self.end_group(interaction);
    }

    pub(super) fn graphic_order(&mut self, interaction: &'a Interaction) {
        let InteractionKind::GraphicOrder { stage, choices, min, max } = &interaction.kind else { return };
        self.begin_places(interaction, "graphic-order", choices.len(), *min, *max);
        self.areas(stage, choices, &[]);
        self.list("places", choices.len(), *max);
        for (at, area) in choices.iter().enumerate() {
            self.place(interaction, &area.identifier, Shown::Area(at + 1, area), choices.len(), *max);
        }
        self.out.close("ol");
        self.end_group(interaction);
    }

    fn begin_places(&mut self, interaction: &'a Interaction, class: &str, all: usize, min: u32, max: u32) {
        let words = self.options.words;
        let some = (max as usize) < all && (min > 0 || max > 0);
        let hint = if some {
            format!("{}. {}", self.how_many(min, max, false), words.put_in_order)
        } else {
            words.put_in_order.clone()
        };
        self.begin_group(interaction, class, Some(hint));
    }

    fn list(&mut self, class: &str, all: usize, max: u32) {
        let places = places(all, max).to_string();
        self.out.tag("ol").attr("class", class).attr("data-places", &places).done();
    }

    fn place(&mut self, interaction: &'a Interaction, name: &str, shown: Shown<'a>, all: usize, max: u32) {
        let id = self.id();
        let at = self.answer(&interaction.response).scalars().iter().position(|one| one.text() == name);
        let field = self.part(interaction, name);
        let entries: Vec<_> =
            (1..=places(all, max)).map(|place| (place.to_string(), place.to_string())).collect();
        self.out.tag("li").attr("data-value", name).done();
        self.out.tag("label").attr("class", "option-body").attr("for", &id).done();
        match shown {
            Shown::Choice(choice) => self.nodes(&choice.content),
            Shown::Area(number, area) => self.area_label(number, &area.label),
        }
        self.out.close("label");
        self.select(&field, &Label::Id(&id), at.map(|at| (at + 1).to_string()).as_deref(), &entries);
        self.out.close("li");
    }
}

#[derive(Clone, Copy)]
enum Shown<'a> {
    Choice(&'a Choice),
    Area(usize, &'a HotspotChoice),
}

/// How many places there are to give.
pub(crate) fn places(all: usize, max: u32) -> usize {
    if max == 0 { all } else { all.min(max as usize) }
}
