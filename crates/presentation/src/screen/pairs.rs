//! Pairs: a table of rows and columns, and rows of two lists.

use domain::item::{AssociableChoice, Cardinality, Interaction, InteractionKind, Scalar};

use super::{Label, Screen};
use crate::{label, names, words::fill};

impl<'a> Screen<'a> {
    /// A table on a wide screen, a list of groups on a narrow one: the same marks, laid out by the style sheet.
    pub(super) fn match_table(&mut self, interaction: &'a Interaction) {
        let InteractionKind::Match { sets: [rows, columns], min, max, .. } = &interaction.kind else {
            return;
        };
        let single = self.shape(interaction).cardinality == Cardinality::Single;
        let hint = (single || *min > 0 || *max > 0).then(|| self.how_many(*min, *max, single));
        self.begin_group(interaction, "match", hint);
        let column_ids: Vec<_> = columns.iter().map(|_| self.id()).collect();
        self.out.open_class("div", "match-room");
        self.out.tag("table").attr("class", "match-table").attr("data-max", &max.to_string()).done();
        self.out.append("<thead><tr><td></td>");
        for (column, id) in columns.iter().zip(&column_ids) {
            self.out.tag("th").attr("scope", "col").attr("id", id).done();
            self.nodes(&column.choice.content);
            self.out.close("th");
        }
        self.out.append("</tr></thead><tbody>");
        for row in rows {
            self.match_row(interaction, row, columns, &column_ids, single);
        }
        self.out.append("</tbody></table></div>");
        self.end_group(interaction);
    }

    fn match_row(
        &mut self,
        interaction: &'a Interaction,
        row: &'a AssociableChoice,
        columns: &'a [AssociableChoice],
        column_ids: &[String],
        single: bool,
    ) {
        let id = self.id();
        self.out.tag("tr").attr("data-max", &row.max.to_string()).done();
        self.out.tag("th").attr("scope", "row").attr("id", &id).done();
        self.nodes(&row.choice.content);
        self.out.close("th");
        let own = row.choice.identifier.as_str();
        for (column, column_id) in columns.iter().zip(column_ids) {
            let other = column.choice.identifier.as_str();
            if !names::may_pair((own, &row.group), (other, &column.group)) {
                self.out.append("<td></td>");
                continue;
            }
            let (name, value) = if single {
                (self.field(interaction), format!("{own} {other}"))
            } else {
                (self.part(interaction, own), other.to_owned())
            };
            let chosen = match self.sent(&name) {
                Some(values) => values.contains(&value.as_str()),
                None => self.paired(interaction, own, other),
            };
            self.out.append("<td><label class=\"option\">");
            self.out
                .tag("input")
                .attr("type", if single || row.max == 1 { "radio" } else { "checkbox" })
                .attr("name", &name)
                .attr("value", &value)
                .attr("data-column", other)
                .attr("data-column-max", &column.max.to_string())
                .attr("aria-labelledby", &format!("{id} {column_id}"))
                .flag("checked", chosen)
                .flag("disabled", self.options.locked)
                .done();
            self.out.tag("span").attr("class", "option-body").attr("aria-hidden", "true").done();
            self.nodes(&column.choice.content);
            self.out.append("</span></label></td>");
        }
        self.out.close("tr");
    }

    /// Whether an answer has a pair.
    pub(super) fn paired(&self, interaction: &Interaction, one: &str, other: &str) -> bool {
        self.answer(&interaction.response).scalars().iter().any(
            |pair| matches!(pair, Scalar::DirectedPair(a, b) | Scalar::Pair(a, b) if a == one && b == other),
        )
    }

    /// Rows of two lists, of choices or of areas of a picture.
    pub(super) fn associate(&mut self, interaction: &'a Interaction) {
        let (entries, min, max) = match &interaction.kind {
            InteractionKind::Associate { choices, min, max, .. } => {
                let entries: Vec<_> = choices
                    .iter()
                    .map(|one| (one.choice.identifier.clone(), label::of_associable(one)))
                    .collect();
                (entries, *min, *max)
            }
            InteractionKind::GraphicAssociate { choices, min, max, .. } => {
                (super::stage::numbered(choices), *min, *max)
            }
            _ => return,
        };
        let single = self.shape(interaction).single();
        let max = if single { 1 } else { max };
        let hint = (min > 0 || max > 0).then(|| self.how_many(min, max, single));
        self.begin_group(interaction, "associate", hint);
        match &interaction.kind {
            InteractionKind::GraphicAssociate { stage, choices, .. } => self.areas(stage, choices, &[]),
            InteractionKind::Associate { choices, .. } => self.bank(choices, false),
            _ => {}
        }
        let answer = self.answer(&interaction.response).scalars();
        let rows = names::shown_rows(min, max, answer.len());
        self.out.tag("ol").attr("class", "pairs").attr("data-max", &max.to_string()).done();
        for row in 1..=rows {
            let pair = answer.get(row - 1).and_then(|pair| match pair {
                Scalar::Pair(a, b) | Scalar::DirectedPair(a, b) => Some((a.as_str(), b.as_str())),
                _ => None,
            });
            self.pair_row(interaction, row, pair, &entries);
        }
        self.out.close("ol");
        self.end_group(interaction);
    }

    fn pair_row(
        &mut self,
        interaction: &'a Interaction,
        row: usize,
        pair: Option<(&str, &str)>,
        entries: &[(String, String)],
    ) {
        let words = self.options.words;
        let number = row.to_string();
        let [first, second] =
            [&words.first_of_pair, &words.second_of_pair].map(|sentence| fill(sentence, &[("n", &number)]));
        let [a, b] = ["a", "b"].map(|half| self.half(interaction, row, half));
        self.out.open("li");
        self.select(&a, &Label::Text(&first), pair.map(|pair| pair.0), entries);
        self.out.element("span", "soft", &words.goes_with);
        self.select(&b, &Label::Text(&second), pair.map(|pair| pair.1), entries);
        self.out.close("li");
    }
}
