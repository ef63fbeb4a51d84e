//! The ways to answer: interactions, declarations with their keys, and the rules that score them.

mod pairs;

use domain::item::{
    BaseType, Cardinality, Choice, Expression, Interaction, InteractionKind, MapEntry, Mapping, Node,
    Orientation, ResponseDeclaration, Rule, Scalar, TextFormat, Value,
};

use super::{
    AuthoredChoice, AuthoredKind, Blank, Credit, Fault, Formula,
    build::{Answers, Building, key, letter},
    formula::Kind,
    qti::variable,
    scoring::{all_or_nothing, counted, is_key, mapped, mapping, near, number, score},
};

/// The one response of most kinds.
const RESPONSE: &str = "RESPONSE";

impl Building<'_> {
    pub(super) fn answers(&mut self) -> Answers {
        let points = self.authored.points;
        match &self.authored.kind {
            AuthoredKind::ChooseOne { choices, shuffle } => {
                self.chosen(choices, *shuffle, Cardinality::Single, Credit::AllOrNothing)
            }
            AuthoredKind::ChooseSeveral { choices, shuffle, credit } => {
                self.chosen(choices, *shuffle, Cardinality::Multiple, *credit)
            }
            AuthoredKind::TrueFalse { answer, words } => {
                let choices = ["true", "false"]
                    .iter()
                    .zip(words)
                    .enumerate()
                    .map(|(at, (name, word))| choice(name, self.line(&format!("words[{at}]"), word)));
                let kind = InteractionKind::Choice {
                    choices: choices.collect(),
                    shuffle: false,
                    min: 0,
                    max: 1,
                    orientation: Orientation::Horizontal,
                };
                let correct = Value::identifier(if *answer { "true" } else { "false" });
                Answers {
                    responses: vec![response(RESPONSE, Cardinality::Single, BaseType::Identifier, correct)],
                    after: vec![interaction(RESPONSE, kind)],
                    scoring: all_or_nothing(points, vec![is_key(RESPONSE)]),
                    ..Answers::default()
                }
            }
            AuthoredKind::InlineChoice { blanks, credit } => self.blanks(blanks, *credit),
            AuthoredKind::ShortText { accepted, case_sensitive } => {
                short_text(accepted, *case_sensitive, points)
            }
            AuthoredKind::Number { value, units, decimal_comma, .. } => {
                self.number(value, units, *decimal_comma)
            }
            AuthoredKind::Match { rows, columns, credit } => self.matched(rows, columns, *credit),
            AuthoredKind::Order { entries, credit } => self.ordered(entries, *credit),
            AuthoredKind::GapMatch { text, extra, credit } => self.gaps(text, extra, *credit),
            AuthoredKind::Hottext { text, credit } => self.hottext(text, *credit),
            AuthoredKind::ExtendedText { lines, .. } => by_a_person(
                BaseType::String,
                InteractionKind::ExtendedText {
                    expected_length: None,
                    expected_lines: Some(*lines),
                    pattern: None,
                    pattern_message: None,
                    placeholder: None,
                    format: TextFormat::Plain,
                    min_strings: 0,
                    max_strings: 1,
                },
                Vec::new(),
            ),
            AuthoredKind::FileUpload { types, .. } => {
                by_a_person(BaseType::File, InteractionKind::Upload { types: types.clone() }, Vec::new())
            }
            AuthoredKind::AudioAnswer { seconds, .. } => by_a_person(
                BaseType::File,
                InteractionKind::Upload { types: vec!["audio/*".to_owned()] },
                vec![
                    ("data-capture".to_owned(), "audio".to_owned()),
                    ("data-most-seconds".to_owned(), seconds.to_string()),
                ],
            ),
        }
    }

    fn chosen(
        &mut self,
        list: &[AuthoredChoice],
        shuffle: bool,
        cardinality: Cardinality,
        credit: Credit,
    ) -> Answers {
        let mut choices = Vec::new();
        let mut right = Vec::new();
        for (at, one) in list.iter().enumerate() {
            choices.push(choice(&letter(at), self.line(&format!("choices[{at}].text"), &one.text)));
            if one.right {
                right.push(Scalar::Identifier(letter(at)));
            }
        }
        let count = right.len();
        let mut declared = response(
            RESPONSE,
            cardinality,
            BaseType::Identifier,
            Value::container(cardinality, right.clone()),
        );
        let max = u32::from(cardinality == Cardinality::Single);
        let kind =
            InteractionKind::Choice { choices, shuffle, min: 0, max, orientation: Orientation::Vertical };
        let scoring = self.shared(credit, &mut declared, right, count);
        Answers {
            responses: vec![declared],
            after: vec![interaction(RESPONSE, kind)],
            scoring,
            ..Answers::default()
        }
    }

    /// Scoring of one response by its key, or by shares.
    fn shared(
        &self,
        credit: Credit,
        declared: &mut ResponseDeclaration,
        right: Vec<Scalar>,
        count: usize,
    ) -> Vec<Rule> {
        match credit {
            Credit::AllOrNothing => all_or_nothing(self.authored.points, vec![is_key(RESPONSE)]),
            Credit::PerAnswer { penalty } => {
                declared.mapping = Some(mapping(right, penalty));
                mapped(self.authored.points, count)
            }
        }
    }

    fn blanks(&mut self, blanks: &[Blank], credit: Credit) -> Answers {
        let mut answers = Answers::default();
        let mut conditions = Vec::new();
        for (number, blank) in blanks.iter().enumerate() {
            let name = format!("{RESPONSE}_{}", number + 1);
            let mut choices = Vec::new();
            for (at, text) in blank.choices.iter().enumerate() {
                let field = format!("blanks[{number}].choices[{at}]");
                choices.push(choice(&letter(at), self.line(&field, text)));
            }
            let correct = Value::identifier(&letter(blank.right));
            answers.responses.push(response(&name, Cardinality::Single, BaseType::Identifier, correct));
            let kind = InteractionKind::InlineChoice { choices, shuffle: true, required: false };
            answers.in_stem.push(interaction(&name, kind));
            conditions.push(is_key(&name));
        }
        let points = self.authored.points;
        answers.scoring = match credit {
            Credit::AllOrNothing => all_or_nothing(points, conditions),
            Credit::PerAnswer { .. } => counted(points, conditions),
        };
        answers
    }

    fn number(&mut self, value: &str, units: &[String], decimal_comma: bool) -> Answers {
        let mut declared = response(RESPONSE, Cardinality::Single, BaseType::Float, Value::Null);
        let mut keys = Vec::new();
        if let Some((formula, kind)) = self.formula("value", value) {
            self.formulas.push(("value".to_owned(), formula.clone()));
            match (constant(&formula), kind) {
                (Some(number), _) => declared.correct = Some(Value::float(number)),
                (None, Kind::Whole | Kind::Real) => {
                    keys.push(Rule::SetCorrect { identifier: RESPONSE.to_owned(), to: key(&formula, kind) });
                }
                _ => self.problems.add("value", value, Fault::Sort("is no number: write one".to_owned())),
            }
        }
        let AuthoredKind::Number { tolerance, .. } = &self.authored.kind else { return Answers::default() };
        let equal = Expression::Equal {
            left: Box::new(variable(RESPONSE)),
            right: Box::new(Expression::Correct(RESPONSE.to_owned())),
            tolerance: near(*tolerance),
        };
        let mut node = text_entry();
        if let Node::Interaction(interaction) = &mut node {
            if !units.is_empty() {
                interaction.attributes.push(("data-units".to_owned(), units.join("|")));
            }
            if decimal_comma {
                interaction.attributes.push(("data-decimal-comma".to_owned(), "true".to_owned()));
            }
        }
        Answers {
            responses: vec![declared],
            in_stem: vec![node],
            may_follow: true,
            scoring: all_or_nothing(self.authored.points, vec![equal]),
            keys,
            ..Answers::default()
        }
    }
}

fn short_text(accepted: &[String], case_sensitive: bool, points: f64) -> Answers {
    let correct = accepted.first().map_or(Value::Null, |text| Value::Single(Scalar::String(text.clone())));
    let mut declared = response(RESPONSE, Cardinality::Single, BaseType::String, correct);
    let entries = accepted
        .iter()
        .map(|text| MapEntry { key: Scalar::String(text.clone()), value: 1.0, case_sensitive })
        .collect();
    declared.mapping =
        Some(Mapping { lower_bound: Some(0.0), upper_bound: Some(1.0), default: 0.0, entries });
    let points = Expression::Product(vec![Expression::MapResponse(RESPONSE.to_owned()), number(points)]);
    Answers {
        responses: vec![declared],
        in_stem: vec![text_entry()],
        may_follow: true,
        scoring: vec![score(points)],
        ..Answers::default()
    }
}

fn by_a_person(base: BaseType, kind: InteractionKind, attributes: Vec<(String, String)>) -> Answers {
    let mut node = interaction(RESPONSE, kind);
    if let Node::Interaction(interaction) = &mut node {
        interaction.attributes = attributes;
    }
    Answers {
        responses: vec![response(RESPONSE, Cardinality::Single, base, Value::Null)],
        after: vec![node],
        ..Answers::default()
    }
}

/// The number that a formula without calculation is.
pub(super) fn constant(formula: &Formula) -> Option<f64> {
    match formula {
        Formula::Number(number) => Some(*number),
        Formula::Minus(one) => match &**one {
            Formula::Number(number) => Some(-number),
            _ => None,
        },
        _ => None,
    }
}

fn text_entry() -> Node {
    interaction(
        RESPONSE,
        InteractionKind::TextEntry {
            expected_length: None,
            pattern: None,
            pattern_message: None,
            placeholder: None,
            base: 10,
            string_identifier: None,
        },
    )
}

fn interaction(response: &str, kind: InteractionKind) -> Node {
    Node::Interaction(Box::new(Interaction {
        response: response.to_owned(),
        prompt: Vec::new(),
        kind,
        attributes: Vec::new(),
    }))
}

fn response(
    identifier: &str,
    cardinality: Cardinality,
    base: BaseType,
    correct: Value,
) -> ResponseDeclaration {
    ResponseDeclaration {
        identifier: identifier.to_owned(),
        cardinality,
        base_type: Some(base),
        correct: Some(correct).filter(|value| !value.is_null()),
        mapping: None,
        area_mapping: None,
        default: None,
    }
}

fn choice(identifier: &str, content: Vec<Node>) -> Choice {
    Choice { identifier: identifier.to_owned(), fixed: false, template: None, content }
}
