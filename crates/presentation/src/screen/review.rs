//! What came of an answer, and what would have been right.

use domain::item::Interaction;

use super::Screen;
use crate::{Mark, describe};

impl<'a> Screen<'a> {
    /// Why what was sent of an interaction was refused; `inline` in a line of text.
    pub(super) fn problems(&mut self, interaction: &'a Interaction, inline: bool) {
        let field = self.field(interaction);
        for problem in self.options.problems {
            let rest = problem.field.strip_prefix(&field);
            if !rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(':')) {
                continue;
            }
            let sentence = problem.sentence(self.options.words);
            self.out
                .tag(if inline { "span" } else { "p" })
                .attr("class", "wrong")
                .attr("role", "alert")
                .done();
            self.out.text(&sentence);
            self.out.close(if inline { "span" } else { "p" });
        }
    }

    /// Mark and solution of an interaction, where they are shown; `inline` in a line of text.
    pub(super) fn review(&mut self, interaction: &'a Interaction, inline: bool) {
        let words = self.options.words;
        let (line, list) = if inline { ("span", "span") } else { ("p", "div") };
        if let Some(mark) = self.options.marks.get(&interaction.response) {
            let (class, sign, word) = match mark {
                Mark::Right => ("verdict right", "\u{2713}", &words.right),
                Mark::Partly => ("verdict partly", "\u{25d0}", &words.partly),
                Mark::Wrong => ("verdict wrong-answer", "\u{2717}", &words.wrong),
                Mark::Unscored => ("verdict unscored", "\u{2026}", &words.unscored),
            };
            self.out.open_class(line, class);
            self.out.tag("span").attr("class", "sign").attr("aria-hidden", "true").done();
            self.out.text(sign);
            self.out.close("span");
            self.out.text(" ");
            self.out.text(word);
            self.out.close(line);
        }
        let solution = self.options.solution.and_then(|all| all.get(&interaction.response));
        let lines = solution
            .map(|value| describe::answer(interaction, value, words, self.options.language))
            .filter(|lines| !lines.is_empty());
        if let Some(lines) = lines {
            self.out.open_class(list, "solution");
            self.out.element("span", "label", &words.solution);
            if inline {
                self.out.text(": ");
                self.out.text(&lines.join(", "));
            } else {
                self.out.open("ul");
                for one in lines {
                    self.out.open("li");
                    self.out.text(&one);
                    self.out.close("li");
                }
                self.out.close("ul");
            }
            self.out.close(list);
        }
    }
}
