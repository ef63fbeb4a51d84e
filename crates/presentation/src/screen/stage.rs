//! A picture with places in it, drawn over it as numbered outlines; the list below has the same numbers.

use domain::item::{Element, HotspotChoice, Interaction, InteractionKind, Node, Shape, Stage};

use super::Screen;
use crate::label;

impl<'a> Screen<'a> {
    pub(super) fn hotspot(&mut self, interaction: &'a Interaction) {
        let InteractionKind::Hotspot { stage, choices, min, max } = &interaction.kind else { return };
        let single = self.shape(interaction).single();
        self.begin_group(interaction, "hotspot", Some(self.how_many(*min, *max, single)));
        let chosen: Vec<_> =
            self.answer(&interaction.response).scalars().iter().map(domain::item::Scalar::text).collect();
        self.areas(stage, choices, &chosen);
        self.out.tag("div").attr("class", "options").attr("data-max", &max.to_string()).done();
        for (at, area) in choices.iter().enumerate() {
            self.option(interaction, (&area.identifier, None), single, |screen| {
                screen.area_label(at + 1, &area.label);
            });
        }
        self.out.close("div");
        self.end_group(interaction);
    }

    /// The picture with the outlines of its areas, numbered from 1; those named in `chosen` are marked.
    pub(super) fn areas(&mut self, stage: &'a Stage, areas: &'a [HotspotChoice], chosen: &[String]) {
        self.begin_stage(stage);
        for (at, area) in areas.iter().enumerate() {
            let class = if chosen.contains(&area.identifier) { "area chosen" } else { "area" };
            self.out.tag("g").attr("class", class).attr("data-value", &area.identifier).done();
            self.outline(&area.shape, stage);
            let (x, y) = middle(&area.shape, stage);
            let size = (f64::from(stage.width.min(stage.height)) / 16.0).clamp(9.0, 18.0);
            self.out
                .tag("circle")
                .attr("class", "badge")
                .attr("cx", &x.to_string())
                .attr("cy", &y.to_string())
                .attr("r", &(size * 0.8).to_string())
                .done();
            self.out.close("circle");
            self.out
                .tag("text")
                .attr("x", &x.to_string())
                .attr("y", &y.to_string())
                .attr("font-size", &size.to_string())
                .attr("text-anchor", "middle")
                .attr("dominant-baseline", "central")
                .done();
            self.out.text(&self.area_sign(at + 1));
            self.out.close("text");
            self.out.close("g");
        }
        self.end_stage();
    }

    /// The picture, and an overlay in its pixels that is drawn into until [`Screen::end_stage`]. The overlay is
    /// for those who see it; whatever it shows is in fields or lists too.
    pub(super) fn begin_stage(&mut self, stage: &'a Stage) {
        let (width, height) = (stage.width.to_string(), stage.height.to_string());
        self.out.open_class("div", "stage");
        self.stage_image(stage);
        self.out
            .tag("svg")
            .attr("class", "overlay")
            .attr("viewBox", &format!("0 0 {width} {height}"))
            .attr("width", &width)
            .attr("height", &height)
            .attr("aria-hidden", "true")
            .done();
    }

    pub(super) fn end_stage(&mut self) {
        self.out.close("svg");
        self.out.close("div");
    }

    fn stage_image(&mut self, stage: &'a Stage) {
        let Some((source, alt)) = self.stage_source(stage) else {
            // An SVG that is part of the item.
            return self.nodes_of_image(&stage.image);
        };
        self.out
            .tag("img")
            .attr("src", &source)
            .attr("alt", &alt)
            .attr("width", &stage.width.to_string())
            .attr("height", &stage.height.to_string())
            .attr("draggable", "false")
            .done();
    }

    fn nodes_of_image(&mut self, image: &'a Element) {
        self.out.open_class("div", "stage-drawing");
        if image.name == "svg" {
            self.one_element(image);
        }
        self.out.close("div");
    }

    /// Address and description of a picture that is a file.
    pub(super) fn stage_source(&self, stage: &Stage) -> Option<(String, String)> {
        let file = picture_file(&stage.image)?;
        let source = self.source_of(file)?;
        let alt = file
            .attribute("alt")
            .or_else(|| stage.image.attribute("aria-label"))
            .map_or_else(|| label::text_of(&stage.image.children), str::to_owned);
        Some((source, alt))
    }

    fn outline(&mut self, shape: &Shape, stage: &Stage) {
        let number = |value: &f64| value.to_string();
        let out = &mut self.out;
        match shape {
            Shape::Default => {
                out.tag("rect")
                    .attr("class", "outline")
                    .attr("width", &stage.width.to_string())
                    .attr("height", &stage.height.to_string())
                    .done();
                out.close("rect");
            }
            Shape::Rect([left, top, right, bottom]) => {
                out.tag("rect")
                    .attr("class", "outline")
                    .attr("x", &number(&left.min(*right)))
                    .attr("y", &number(&top.min(*bottom)))
                    .attr("width", &number(&(right - left).abs()))
                    .attr("height", &number(&(bottom - top).abs()))
                    .done();
                out.close("rect");
            }
            Shape::Circle([x, y, radius]) => {
                out.tag("circle")
                    .attr("class", "outline")
                    .attr("cx", &number(x))
                    .attr("cy", &number(y))
                    .attr("r", &number(&radius.abs()))
                    .done();
                out.close("circle");
            }
            Shape::Ellipse([x, y, across, down]) => {
                out.tag("ellipse")
                    .attr("class", "outline")
                    .attr("cx", &number(x))
                    .attr("cy", &number(y))
                    .attr("rx", &number(&across.abs()))
                    .attr("ry", &number(&down.abs()))
                    .done();
                out.close("ellipse");
            }
            Shape::Poly(corners) => {
                let points: Vec<_> = corners.iter().map(|(x, y)| format!("{x},{y}")).collect();
                out.tag("polygon").attr("class", "outline").attr("points", &points.join(" ")).done();
                out.close("polygon");
            }
        }
    }

    /// "1 Label", as in the picture.
    pub(super) fn area_label(&mut self, number: usize, label: &str) {
        let sign = self.area_sign(number);
        self.out.element("span", "number", &sign);
        self.out.append(" ");
        self.out.text(label);
    }

    fn area_sign(&self, number: usize) -> String {
        if self.paper() { crate::paper::letter(number - 1) } else { number.to_string() }
    }
}

/// Areas with their numbers, for lists.
pub(super) fn numbered(areas: &[HotspotChoice]) -> Vec<(String, String)> {
    areas
        .iter()
        .enumerate()
        .map(|(at, area)| (area.identifier.clone(), format!("{} {}", at + 1, area.label)))
        .collect()
}

/// The element that names a file: the picture itself, or one in it.
fn picture_file(image: &Element) -> Option<&Element> {
    match image.name.as_str() {
        "svg" => None,
        "picture" => image.children.iter().find_map(|node| match node {
            Node::Element(element) if element.name == "img" => Some(element),
            _ => None,
        }),
        _ => Some(image),
    }
}

/// Where the number of an area stands.
fn middle(shape: &Shape, stage: &Stage) -> (f64, f64) {
    match shape {
        Shape::Default => (f64::from(stage.width) / 2.0, f64::from(stage.height) / 2.0),
        Shape::Rect([left, top, right, bottom]) => {
            (f64::midpoint(*left, *right), f64::midpoint(*top, *bottom))
        }
        Shape::Circle([x, y, _]) | Shape::Ellipse([x, y, ..]) => (*x, *y),
        Shape::Poly(corners) => {
            #[expect(clippy::cast_precision_loss, reason = "a polygon has few corners")]
            let count = corners.len().max(1) as f64;
            let (x, y) = corners.iter().fold((0.0, 0.0), |(x, y), corner| (x + corner.0, y + corner.1));
            (x / count, y / count)
        }
    }
}
