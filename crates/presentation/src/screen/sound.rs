//! Sound and film to be played, files to be given, pictures to be drawn on.

use domain::item::{Element, Interaction, InteractionKind, Node, Scalar};

use super::Screen;
use crate::{label, words::fill};

impl<'a> Screen<'a> {
    pub(super) fn media(&mut self, interaction: &'a Interaction) {
        let InteractionKind::Media { media, max_plays, repeat, .. } = &interaction.kind else { return };
        let words = self.options.words;
        let limit = match max_plays {
            0 => None,
            1 => Some(words.plays_once.clone()),
            max => Some(fill(&words.plays, &[("max", &max.to_string())])),
        };
        self.begin_group(interaction, "media", limit);
        let kind =
            media.media_type.as_deref().or_else(|| media.element.attribute("type")).unwrap_or_default();
        let sound = media.element.name == "audio" || kind.starts_with("audio/");
        let film = media.element.name == "video" || kind.starts_with("video/");
        match self.asset(&media.href).filter(|_| sound || film) {
            Some(source) => self.player(&media.element, &source, sound, *max_plays, *repeat),
            None => {
                // A picture, or what a browser cannot play: shown as it is.
                self.one_element(&media.element);
            }
        }
        let count = self.answer(&interaction.response).number().map(|number| number.to_string());
        let name = self.field(interaction);
        self.out
            .tag("input")
            .attr("type", "hidden")
            .attr("name", &name)
            .attr("value", count.as_deref().unwrap_or_default())
            .attr("data-plays", "")
            .flag("disabled", self.options.locked)
            .done();
        self.end_group(interaction);
    }

    fn player(&mut self, element: &'a Element, source: &str, sound: bool, max_plays: u32, repeat: bool) {
        let name = if sound { "audio" } else { "video" };
        let described = element.attribute("aria-label").or_else(|| element.attribute("title"));
        let heard = described.map_or_else(|| label::text_of(&element.children), str::to_owned);
        let poster = element.attribute("poster").and_then(|poster| self.asset(poster));
        self.out
            .tag(name)
            .attr("src", source)
            .attr("preload", "metadata")
            .flag("controls", true)
            .flag("loop", repeat && max_plays == 0)
            .maybe("aria-label", Some(heard.as_str()).filter(|text| !text.is_empty()))
            .maybe("poster", poster.as_deref())
            .maybe("width", element.attribute("width"))
            .maybe("height", element.attribute("height"))
            .attr("data-max-plays", &max_plays.to_string())
            .done();
        for child in &element.children {
            if let Node::Element(track) = child
                && track.name == "track"
            {
                self.one_element(track);
            }
        }
        self.out.close(name);
    }

    pub(super) fn file(&mut self, interaction: &'a Interaction) {
        let words = self.options.words;
        let (class, accept, hint) = match &interaction.kind {
            InteractionKind::Upload { types } => ("upload", types.join(","), None),
            InteractionKind::Drawing { .. } => ("drawing", "image/*".to_owned(), Some(words.drawing.clone())),
            _ => return,
        };
        let (name, single) = (self.field(interaction), self.shape(interaction).single());
        self.begin_group(interaction, class, hint);
        if let InteractionKind::Drawing { stage } = &interaction.kind {
            self.begin_stage(stage);
            self.end_stage();
        }
        let mut kept = false;
        for given in self.answer(&interaction.response).scalars() {
            let Scalar::File(file) = given else { continue };
            if self.options.locked {
                self.out.element("p", "given-file", &file.name);
                continue;
            }
            kept = true;
            let digest = domain::chain::hex(&file.digest);
            let keep = self.sent(&name).is_none_or(|values| values.contains(&digest.as_str()));
            self.out.open_class("label", "option kept-file");
            self.out
                .tag("input")
                .attr("type", "checkbox")
                .attr("name", &name)
                .attr("value", &digest)
                .flag("checked", keep)
                .done();
            self.out.element("span", "option-body", &fill(&words.keep_file, &[("name", &file.name)]));
            self.out.close("label");
        }
        if self.options.locked {
            return self.end_group(interaction);
        }
        let id = self.id();
        self.out.open_class("div", "file-field");
        self.out.tag("label").attr("for", &id).done();
        self.out.text(if kept && single { &words.upload_another } else { &words.upload });
        self.out.close("label");
        self.out
            .tag("input")
            .attr("type", "file")
            .attr("id", &id)
            .attr("name", &name)
            .maybe("accept", Some(accept.as_str()).filter(|types| !types.is_empty()))
            .flag("multiple", !single)
            .flag("data-record", accept.split(',').any(|kind| kind.trim().starts_with("audio/")))
            .done();
        self.out.close("div");
        self.end_group(interaction);
    }
}
