//! Answers of several parts: pairs, orders, gaps, words of a text.

use domain::item::{
    AssociableChoice, BaseType, Cardinality, Choice, Expression, InteractionKind, Node, Orientation, Scalar,
    Value,
};

use super::{RESPONSE, choice, interaction, response};
use crate::authoring::{
    Credit, Fault,
    build::{Answers, Building, Place, letter},
    qti::variable,
    scoring::{all_or_nothing, counted, is_key},
};

impl Building<'_> {
    pub(super) fn matched(
        &mut self,
        rows: &[(String, usize)],
        columns: &[String],
        credit: Credit,
    ) -> Answers {
        // Names by the alphabet and not by the author's order, which may show what belongs together.
        let names = named(columns);
        let column_name = |at: usize| format!("C{}", letter(names.get(at).copied().unwrap_or(at)));
        let row_name = |at: usize| format!("R{}", letter(at));
        let row_list: Vec<_> = rows
            .iter()
            .enumerate()
            .map(|(at, (text, _))| pairable(&row_name(at), self.line(&format!("rows[{at}]"), text), 1))
            .collect();
        let column_list: Vec<_> = columns
            .iter()
            .enumerate()
            .map(|(at, text)| pairable(&column_name(at), self.line(&format!("columns[{at}]"), text), 0))
            .collect();
        let right: Vec<_> = rows
            .iter()
            .enumerate()
            .map(|(at, (_, column))| Scalar::DirectedPair(row_name(at), column_name(*column)))
            .collect();
        let kind = InteractionKind::Match { sets: [row_list, column_list], shuffle: true, min: 0, max: 0 };
        self.paired(kind, right, credit)
    }

    fn paired(&mut self, kind: InteractionKind, right: Vec<Scalar>, credit: Credit) -> Answers {
        let correct = Value::container(Cardinality::Multiple, right.clone());
        let mut declared = response(RESPONSE, Cardinality::Multiple, BaseType::DirectedPair, correct);
        let count = right.len();
        let scoring = self.shared(credit, &mut declared, right, count);
        Answers {
            responses: vec![declared],
            after: vec![interaction(RESPONSE, kind)],
            scoring,
            ..Answers::default()
        }
    }

    pub(super) fn ordered(&mut self, entries: &[String], credit: Credit) -> Answers {
        // Listed and named by the alphabet, so that neither shows the right order.
        let names = named(entries);
        let mut choices: Vec<(usize, Choice)> = Vec::new();
        for (at, text) in entries.iter().enumerate() {
            let content = self.line(&format!("entries[{at}]"), text);
            choices.push((names[at], choice(&letter(names[at]), content)));
        }
        choices.sort_by_key(|(name, _)| *name);
        let right: Vec<_> = names.iter().map(|name| Scalar::Identifier(letter(*name))).collect();
        let at = |of: Expression, place: usize| {
            let place = i64::try_from(place).unwrap_or(i64::MAX);
            Expression::Index(Box::new(of), Box::new(Expression::BaseValue(Scalar::Integer(place))))
        };
        let scoring = match credit {
            Credit::AllOrNothing => all_or_nothing(self.authored.points, vec![is_key(RESPONSE)]),
            Credit::PerAnswer { .. } => counted(
                self.authored.points,
                (1..=entries.len())
                    .map(|place| {
                        let given = at(variable(RESPONSE), place);
                        Expression::Match(
                            Box::new(given),
                            Box::new(at(Expression::Correct(RESPONSE.to_owned()), place)),
                        )
                    })
                    .collect(),
            ),
        };
        let kind = InteractionKind::Order {
            choices: choices.into_iter().map(|(_, choice)| choice).collect(),
            shuffle: true,
            min: 0,
            max: 0,
            orientation: Orientation::Vertical,
        };
        let correct = Value::container(Cardinality::Ordered, right);
        Answers {
            responses: vec![response(RESPONSE, Cardinality::Ordered, BaseType::Identifier, correct)],
            after: vec![interaction(RESPONSE, kind)],
            scoring,
            ..Answers::default()
        }
    }

    pub(super) fn gaps(&mut self, text: &str, extra: &[String], credit: Credit) -> Answers {
        self.place = Place::Gaps(Vec::new());
        let passage = self.blocks("text", text);
        let Place::Gaps(gaps) = std::mem::replace(&mut self.place, Place::None) else {
            return Answers::default();
        };
        if gaps.is_empty() {
            self.problems.add("text", text, Fault::NoRightAnswer);
        }
        let mut words: Vec<&String> = gaps.iter().chain(extra).collect();
        words.sort();
        words.dedup();
        let place_of = |word: &String| words.iter().position(|known| *known == word).unwrap_or(0);
        let right: Vec<_> = gaps
            .iter()
            .enumerate()
            .map(|(at, word)| Scalar::DirectedPair(letter(place_of(word)), format!("G{}", at + 1)))
            .collect();
        let choices = words
            .iter()
            .enumerate()
            .map(|(at, word)| {
                let uses = gaps.iter().filter(|gap| gap == word).count().max(1);
                let content = self.line("text", word);
                pairable(&letter(at), content, u32::try_from(uses).unwrap_or(0))
            })
            .collect();
        let kind = InteractionKind::GapMatch { choices, shuffle: true, min: 0, max: 0, passage };
        self.paired(kind, right, credit)
    }

    pub(super) fn hottext(&mut self, text: &str, credit: Credit) -> Answers {
        self.place = Place::Hot(Vec::new());
        let passage = self.blocks("text", text);
        let Place::Hot(words) = std::mem::replace(&mut self.place, Place::None) else {
            return Answers::default();
        };
        let named = words.iter().enumerate().filter(|(_, (_, right))| *right);
        let right: Vec<_> = named.map(|(at, _)| Scalar::Identifier(format!("H{}", at + 1))).collect();
        if right.is_empty() {
            self.problems.add("text", text, Fault::NoRightAnswer);
        }
        if words.len() < 2 {
            self.problems.add("text", text, Fault::TooFew(words.len()));
        }
        let count = right.len();
        // All or nothing: as many as are right can be chosen. By shares: any number, and each wrong one costs.
        let max = match credit {
            Credit::AllOrNothing => u32::try_from(count).unwrap_or(0),
            Credit::PerAnswer { .. } => 0,
        };
        let correct = Value::container(Cardinality::Multiple, right.clone());
        let mut declared = response(RESPONSE, Cardinality::Multiple, BaseType::Identifier, correct);
        let scoring = self.shared(credit, &mut declared, right, count);
        Answers {
            responses: vec![declared],
            after: vec![interaction(RESPONSE, InteractionKind::Hottext { min: 0, max, passage })],
            scoring,
            ..Answers::default()
        }
    }
}

/// For each text its place in the alphabet; the same text twice keeps the author's order.
fn named(texts: &[String]) -> Vec<usize> {
    let mut by_text: Vec<usize> = (0..texts.len()).collect();
    by_text.sort_by_key(|at| &texts[*at]);
    let mut names = vec![0; texts.len()];
    for (name, at) in by_text.into_iter().enumerate() {
        names[at] = name;
    }
    names
}

fn pairable(identifier: &str, content: Vec<Node>, max: u32) -> AssociableChoice {
    AssociableChoice { choice: choice(identifier, content), min: 0, max, group: Vec::new() }
}
