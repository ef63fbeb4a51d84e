//! What is given with places of an item to those who need it. A word with a meaning is a button that opens it;
//! browsers do that without a script, and those that cannot show the meanings below the item.

use domain::item::{Card, Interaction};

use super::Screen;
use crate::{label, words::Words};

impl<'a> Screen<'a> {
    /// The id of what is given with a place of the catalog, if anything is.
    pub(super) fn support_named(&mut self, catalog: Option<&str>) -> Option<String> {
        let id = catalog?;
        if self.paper() || self.given(id).next().is_none() {
            return None;
        }
        let at = self.cards.iter().position(|known| known == id).unwrap_or_else(|| {
            self.cards.push(id.to_owned());
            self.cards.len() - 1
        });
        Some(format!("{}card{}", self.options.prefix, at + 1))
    }

    /// The same for an interaction.
    pub(super) fn support_of(&mut self, interaction: &Interaction) {
        if let Some(target) = self.support_named(super::attribute(interaction, "data-catalog-idref")) {
            self.term_button(&target);
        }
    }

    /// What is said in place of the text, where reading aloud is given.
    pub(super) fn spoken(&self, catalog: Option<&str>) -> Option<String> {
        let id = catalog?;
        let given = self.options.supports.iter().any(|one| one == "spoken");
        let card = self.options.catalog.iter().find(|card| card.id == id && card.support == "spoken")?;
        given.then(|| label::text_of(&card.content)).filter(|text| !text.is_empty())
    }

    /// Begins a word that opens what is given with it.
    pub(super) fn open_term(&mut self, target: &str) {
        self.out
            .tag("button")
            .attr("type", "button")
            .attr("class", "term")
            .attr("popovertarget", target)
            .done();
    }

    /// A button that opens what is given with the place before it.
    pub(super) fn term_button(&mut self, target: &str) {
        let words = self.options.words;
        self.open_term(target);
        self.out.text(&words.more_help);
        self.out.close("button");
    }

    /// What is given, after the item.
    pub(super) fn cards(&mut self) {
        let mut at = 0;
        // A card may name another: each is written once.
        while let Some(id) = self.cards.get(at).cloned() {
            at += 1;
            let target = format!("{}card{at}", self.options.prefix);
            self.out.tag("div").attr("class", "card-pop").attr("id", &target).attr("popover", "").done();
            let cards: Vec<&'a Card> = self.given(&id).collect();
            for card in cards {
                self.out
                    .tag("section")
                    .attr("data-support", &card.support)
                    .maybe("lang", card.language.as_deref())
                    .done();
                let title = title(&card.support, self.options.words).to_owned();
                self.out.element("p", "card-title", &title);
                self.nodes(&card.content);
                self.out.close("section");
            }
            self.out
                .tag("button")
                .attr("type", "button")
                .attr("class", "quiet small")
                .attr("popovertarget", &target)
                .attr("popovertargetaction", "hide")
                .done();
            let close = self.options.words.close.clone();
            self.out.text(&close);
            self.out.close("button");
            self.out.close("div");
        }
    }

    fn given<'s>(&self, id: &'s str) -> impl Iterator<Item = &'a Card> + use<'a, 's> {
        let options = self.options;
        options.catalog.iter().filter(move |card| {
            card.id == id && card.support != "spoken" && options.supports.contains(&card.support)
        })
    }
}

fn title<'w>(support: &str, words: &'w Words) -> &'w str {
    match support {
        "glossary-on-screen" => &words.glossary,
        "keyword-translation" => &words.translation,
        _ => &words.more_help,
    }
}
