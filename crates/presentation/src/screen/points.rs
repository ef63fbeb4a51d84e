//! Points of a picture: two numbers each; a click puts one there, with and without JavaScript.

use domain::item::{Interaction, InteractionKind, Media, Scalar, Stage};

use super::Screen;
use crate::{names, words::fill};

impl<'a> Screen<'a> {
    pub(super) fn points(&mut self, interaction: &'a Interaction) {
        let (stage, object, min, max) = match &interaction.kind {
            InteractionKind::SelectPoint { stage, min, max } => (stage, None, *min, *max),
            InteractionKind::PositionObject { stage, object, center, min, max } => {
                (stage, Some(self.object_shown(object, *center)), *min, *max)
            }
            _ => return,
        };
        let max = if self.shape(interaction).single() { 1 } else { max };
        let given: Vec<(f64, f64)> = self
            .answer(&interaction.response)
            .scalars()
            .iter()
            .filter_map(|one| if let Scalar::Point(x, y) = one { Some((*x, *y)) } else { None })
            .collect();
        self.begin_group(interaction, "points", Some(self.options.words.point_hint.clone()));
        self.points_stage(stage, object.as_ref(), &given);
        if !self.options.locked {
            self.click_without_script(interaction, stage);
        }
        let rows = names::shown_rows(min, max, given.len());
        self.out.tag("ol").attr("class", "point-list").attr("data-max", &max.to_string()).done();
        for row in 1..=rows {
            self.point_row(interaction, row, stage, given.get(row - 1));
        }
        self.out.close("ol");
        self.end_group(interaction);
    }

    fn points_stage(&mut self, stage: &'a Stage, object: Option<&Put>, given: &[(f64, f64)]) {
        self.begin_stage(stage);
        for (at, (x, y)) in given.iter().enumerate() {
            self.out.tag("g").attr("class", "point").attr("data-row", &(at + 1).to_string()).done();
            if let Some(put) = object {
                put.draw(&mut self.out, *x, *y);
            } else {
                self.out
                    .tag("circle")
                    .attr("class", "badge")
                    .attr("cx", &x.to_string())
                    .attr("cy", &y.to_string())
                    .attr("r", "7")
                    .done();
                self.out.close("circle");
            }
            self.out.close("g");
        }
        if let Some(put) = object {
            // What scripts draw with.
            self.out.open("defs");
            self.out.open_class("g", "point-pattern");
            put.draw(&mut self.out, 0.0, 0.0);
            self.out.close("g");
            self.out.close("defs");
        }
        self.end_stage();
    }

    /// A picture that is a button: a click sends the form with the place of the click, in pixels.
    fn click_without_script(&mut self, interaction: &'a Interaction, stage: &'a Stage) {
        let Some((source, _)) = self.stage_source(stage) else { return };
        let name = self.part(interaction, "pick");
        self.out.append("<noscript>");
        self.out
            .tag("div")
            .attr("class", "scroll")
            .attr("role", "region")
            .attr("tabindex", "0")
            .attr("aria-label", &self.options.words.point_here)
            .done();
        self.out
            .tag("input")
            .attr("type", "image")
            .attr("class", "pick")
            .attr("name", &name)
            .attr("src", &source)
            .attr("alt", &self.options.words.point_here)
            .attr("width", &stage.width.to_string())
            .attr("height", &stage.height.to_string())
            .done();
        self.out.close("div");
        self.out.append("</noscript>");
    }

    fn point_row(
        &mut self,
        interaction: &'a Interaction,
        row: usize,
        stage: &Stage,
        given: Option<&(f64, f64)>,
    ) {
        let words = self.options.words;
        let number = row.to_string();
        self.out.tag("li").attr("data-row", &number).done();
        for (half, sentence, most, value) in [
            ("x", &words.point_across, stage.width, given.map(|point| point.0)),
            ("y", &words.point_down, stage.height, given.map(|point| point.1)),
        ] {
            let id = self.id();
            let (name, most) = (self.half(interaction, row, half), most.to_string());
            let shown = self.shown_in(&name, value.map(|value| value.to_string()));
            self.out.tag("label").attr("for", &id).done();
            self.out.text(&fill(sentence, &[("n", &number), ("max", &most)]));
            self.out.close("label");
            self.out
                .tag("input")
                .attr("type", "number")
                .attr("id", &id)
                .attr("name", &name)
                .attr("value", shown.as_deref().unwrap_or_default())
                .attr("min", "0")
                .attr("max", &most)
                .attr("step", "any")
                .attr("data-half", half)
                .flag("disabled", self.options.locked)
                .done();
        }
        self.out.close("li");
    }

    fn object_shown(&self, object: &Media, center: Option<(f64, f64)>) -> Put {
        let side = |name: &str| {
            let side = object.element.attribute(name).and_then(|side| side.parse::<f64>().ok());
            side.filter(|side| side.is_finite() && *side > 0.0).unwrap_or(32.0)
        };
        let (width, height) = (side("width"), side("height"));
        let source = self.asset(&object.href).unwrap_or_default();
        Put { source, width, height, center: center.unwrap_or((width / 2.0, height / 2.0)) }
    }
}

/// A picture that is put somewhere.
struct Put {
    source: String,
    width: f64,
    height: f64,
    center: (f64, f64),
}

impl Put {
    fn draw(&self, out: &mut crate::markup::Markup, x: f64, y: f64) {
        out.tag("image")
            .attr("href", &self.source)
            .attr("x", &(x - self.center.0).to_string())
            .attr("y", &(y - self.center.1).to_string())
            .attr("width", &self.width.to_string())
            .attr("height", &self.height.to_string())
            .done();
        out.close("image");
    }
}
