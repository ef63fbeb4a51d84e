//! What stands on paper in place of fields: letters, boxes and lines.

use domain::item::{AssociableChoice, Choice, Gap, HotspotChoice, Interaction, InteractionKind, Node, Stage};

use super::{Places, Screen, own_classes};
use crate::{label, names, paper::letter, screen::order::places, words::fill};

/// Characters that a person writes on one line of a sheet, about.
const WRITTEN_PER_LINE: u32 = 55;

impl<'a> Screen<'a> {
    pub(super) fn paper_interaction(&mut self, interaction: &'a Interaction) {
        use InteractionKind as K;
        match &interaction.kind {
            K::InlineChoice { choices, .. } => return self.inline_letters(choices),
            K::TextEntry { expected_length, .. } => return self.blank(expected_length.unwrap_or(12)),
            K::EndAttempt { .. } => return,
            _ => {}
        }
        let class = format!("ask {} {}", interaction.kind_word(), own_classes(interaction));
        self.out.open_class("div", class.trim_end());
        if !interaction.prompt.is_empty() {
            self.out.open_class("div", "prompt");
            self.nodes(&interaction.prompt);
            self.out.close("div");
        }
        self.on_paper(interaction);
        self.out.close("div");
    }

    fn on_paper(&mut self, interaction: &'a Interaction) {
        use InteractionKind as K;
        let words = self.options.words;
        let single = self.shape(interaction).single();
        match &interaction.kind {
            K::Choice { choices, min, max, .. } => {
                self.hint(&self.how_many(*min, *max, single));
                self.lettered(choices.iter().map(|one| one.content.as_slice()));
            }
            K::Hottext { min, max, passage } => {
                self.hint(&self.how_many(*min, *max, single));
                self.lettered_passage(interaction, passage);
            }
            K::Hotspot { stage, choices, min, max } => {
                self.hint(&self.how_many(*min, *max, single));
                self.lettered_areas(stage, choices);
            }
            K::Match { sets: [rows, columns], .. } => self.paper_table(rows, columns),
            K::Order { choices, max, .. } => {
                self.hint(&words.order_on_paper);
                self.lettered(choices.iter().map(|one| one.content.as_slice()));
                self.place_blanks(places(choices.len(), *max));
            }
            K::GraphicOrder { stage, choices, max, .. } => {
                self.hint(&words.order_on_paper);
                self.lettered_areas(stage, choices);
                self.place_blanks(places(choices.len(), *max));
            }
            K::Associate { choices, min, max, .. } => {
                self.lettered(choices.iter().map(|one| one.choice.content.as_slice()));
                self.pair_blanks(if single { 1 } else { names::shown_rows(*min, *max, 0) });
            }
            K::GraphicAssociate { stage, choices, min, max } => {
                self.lettered_areas(stage, choices);
                self.pair_blanks(if single { 1 } else { names::shown_rows(*min, *max, 0) });
            }
            K::GapMatch { choices, passage, .. } => {
                self.lettered(choices.iter().map(|one| one.choice.content.as_slice()));
                self.lettered_passage(interaction, passage);
            }
            K::GraphicGapMatch { stage, choices, gaps, .. } => {
                self.lettered(choices.iter().map(|one| one.choice.content.as_slice()));
                self.areas(stage, gaps, &[]);
                self.out.open_class("ol", "lettered");
                for (at, gap) in gaps.iter().enumerate() {
                    self.out.open("li");
                    self.area_label(at + 1, &gap.label);
                    self.out.append(" ");
                    self.blank(4);
                    self.out.close("li");
                }
                self.out.close("ol");
            }
            K::ExtendedText { expected_length, expected_lines, max_strings, .. } => {
                let lines = expected_lines
                    .unwrap_or_else(|| expected_length.map_or(6, |length| length / WRITTEN_PER_LINE + 1));
                let boxes = if single { 1 } else { (*max_strings).clamp(1, 10) };
                for _ in 0..boxes {
                    self.lines(lines.clamp(1, 40));
                }
            }
            K::SelectPoint { stage, .. } | K::PositionObject { stage, .. } => {
                self.hint(&words.mark_cross);
                self.bare_stage(stage);
            }
            K::Drawing { stage } => self.bare_stage(stage),
            K::Slider { lower, upper, .. } => {
                let said = |number: f64| crate::fields::number::written(number, self.options.language);
                self.hint(&fill(&words.slider_hint, &[("min", &said(*lower)), ("max", &said(*upper))]));
                self.blank(8);
            }
            K::Upload { .. } => {
                let what = label::text_of(&interaction.prompt);
                self.hint(&fill(&words.attach_here, &[("what", &what)]));
            }
            K::Media { .. } => self.hint(&words.no_media),
            K::InlineChoice { .. } | K::TextEntry { .. } | K::EndAttempt { .. } => {}
        }
    }

    fn hint(&mut self, text: &str) {
        self.out.element("p", "hint", text);
    }

    fn blank(&mut self, length: u32) {
        let width = match length {
            0..=3 => "blank w1",
            4..=8 => "blank w2",
            9..=16 => "blank w3",
            _ => "blank w4",
        };
        self.out.open_class("span", width);
        self.out.close("span");
    }

    fn lines(&mut self, count: u32) {
        self.out.open_class("div", "write-lines");
        for _ in 0..count {
            self.out.open_class("div", "write-line");
            self.out.close("div");
        }
        self.out.close("div");
    }

    fn letter_box(&mut self, at: usize) {
        self.out.element("span", "letter", &letter(at));
        self.out.append(" ");
    }

    fn lettered(&mut self, entries: impl Iterator<Item = &'a [Node]>) {
        self.out.open_class("ol", "lettered");
        for (at, content) in entries.enumerate() {
            self.out.open("li");
            self.letter_box(at);
            self.out.open_class("div", "option-body");
            self.nodes(content);
            self.out.close("div");
            self.out.close("li");
        }
        self.out.close("ol");
    }

    fn lettered_areas(&mut self, stage: &'a Stage, areas: &'a [HotspotChoice]) {
        self.areas(stage, areas, &[]);
        self.out.open_class("ol", "lettered");
        for (at, area) in areas.iter().enumerate() {
            self.out.open("li");
            self.area_label(at + 1, &area.label);
            self.out.close("li");
        }
        self.out.close("ol");
    }

    fn bare_stage(&mut self, stage: &'a Stage) {
        self.begin_stage(stage);
        self.end_stage();
    }

    fn lettered_passage(&mut self, interaction: &'a Interaction, passage: &'a [Node]) {
        self.out.open_class("div", "passage");
        let around = self.places.replace(Places::Lettered { interaction });
        self.nodes(passage);
        self.places = around;
        self.out.close("div");
    }

    /// A word with its letter, in its text.
    pub(super) fn lettered_word(&mut self, interaction: &'a Interaction, choice: &'a Choice) {
        let words = names::hottexts(interaction.passage());
        let at = words.iter().position(|one| one.identifier == choice.identifier).unwrap_or(0);
        self.out.open_class("span", "hot");
        self.letter_box(at);
        self.nodes(&choice.content);
        self.out.close("span");
    }

    /// A gap with its number, in its text.
    pub(super) fn numbered_gap(&mut self, interaction: &'a Interaction, gap: &'a Gap) {
        let gaps = names::gaps(interaction.passage());
        let at = gaps.iter().position(|one| one.identifier == gap.identifier).unwrap_or(0);
        self.out.element("span", "number", &format!("({})", at + 1));
        self.out.append("\u{a0}");
        self.blank(10);
    }

    fn inline_letters(&mut self, choices: &'a [Choice]) {
        self.blank(4);
        self.out.append(" (");
        for (at, choice) in choices.iter().enumerate() {
            if at > 0 {
                self.out.append(", ");
            }
            self.letter_box(at);
            self.out.text(&label::of_choice(choice));
        }
        self.out.append(")");
    }

    fn place_blanks(&mut self, count: usize) {
        self.out.open_class("p", "place-blanks");
        for place in 1..=count {
            self.out.element("span", "number", &format!("{place}."));
            self.out.append("\u{a0}");
            self.blank(3);
            self.out.append(" ");
        }
        self.out.close("p");
    }

    fn pair_blanks(&mut self, count: usize) {
        for _ in 0..count {
            self.out.open("p");
            self.blank(3);
            self.out.append(" ");
            self.out.text(&self.options.words.goes_with);
            self.out.append(" ");
            self.blank(3);
            self.out.close("p");
        }
    }

    fn paper_table(&mut self, rows: &'a [AssociableChoice], columns: &'a [AssociableChoice]) {
        self.out.append("<table class=\"match-table\"><thead><tr><td></td>");
        for (at, column) in columns.iter().enumerate() {
            self.out.tag("th").attr("scope", "col").done();
            self.letter_box(at);
            self.nodes(&column.choice.content);
            self.out.close("th");
        }
        self.out.append("</tr></thead><tbody>");
        for (at, row) in rows.iter().enumerate() {
            self.out.append("<tr><th scope=\"row\">");
            self.out.element("span", "number", &format!("{}.", at + 1));
            self.out.append(" ");
            self.nodes(&row.choice.content);
            self.out.append("</th>");
            for column in columns {
                let may = names::may_pair(
                    (&row.choice.identifier, &row.group),
                    (&column.choice.identifier, &column.group),
                );
                self.out.append(if may { "<td><span class=\"box\"></span></td>" } else { "<td></td>" });
            }
            self.out.append("</tr>");
        }
        self.out.append("</tbody></table>");
    }
}
