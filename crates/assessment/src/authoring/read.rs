//! What an author wrote, from an item; only where making it again gives the same item.

use std::collections::BTreeMap;

use domain::item::{
    BaseType, Cardinality, Choice, Element, Expression, Interaction, InteractionKind, Item, Node, Rule,
    Scalar, Value, Variant,
};

use super::{
    Authored, AuthoredChoice, AuthoredKind, Blank, Credit, Drawn, Feedback, Formula, Variable, VariableKind,
    build::{CHANGING, HINT, to_item},
    formula::Function,
    markup::{self, Names},
    qti, scoring,
};

/// The item as an author writes it; `None` where it has another shape than [`to_item`] makes.
///
/// Texts and formulas come back in their canonical writing.
pub fn from_item(item: &Item) -> Option<Authored> {
    let reading = Reading::of(item);
    let authored = reading.authored()?;
    (to_item(&authored).as_ref() == Ok(item)).then_some(authored)
}

/// Supports that change what the item measures, as its author said; empty for an item that says nothing.
pub fn changing_supports(item: &Item) -> Vec<String> {
    let said = item.body.iter().filter_map(|node| match node {
        Node::Rubric { purpose: Some(purpose), content, .. } if purpose == CHANGING => content.first(),
        _ => None,
    });
    said.filter_map(|node| match node.children() {
        [Node::Text(words)] => Some(words.split_whitespace().map(str::to_owned)),
        _ => None,
    })
    .flatten()
    .collect()
}

struct Reading<'a> {
    item: &'a Item,
    /// What each variable was set to.
    set: BTreeMap<&'a str, &'a Expression>,
    /// The stem and what stands below it, without rubrics.
    body: &'a [Node],
    rubrics: &'a [Node],
}

impl<'a> Reading<'a> {
    fn of(item: &'a Item) -> Self {
        let mut set = BTreeMap::new();
        for rule in &item.template_processing {
            if let Rule::SetValue { identifier, to } = rule {
                set.insert(identifier.as_str(), to);
            }
        }
        let first = item.body.iter().position(|node| matches!(node, Node::Rubric { .. }));
        let (body, rubrics) = item.body.split_at(first.unwrap_or(item.body.len()));
        Self { item, set, body, rubrics }
    }

    fn authored(&self) -> Option<Authored> {
        let item = self.item;
        let (stem, kind) = self.kind()?;
        Some(Authored {
            identifier: item.identifier.clone(),
            title: item.title.clone(),
            language: item.language.clone(),
            stimuli: item.stimuli.clone(),
            stem,
            kind,
            hint: self.rubric(HINT)?,
            feedback: Feedback {
                general: self.said("FEEDBACK", "general")?,
                right: self.said("FEEDBACK", "right")?,
                wrong: self.said("FEEDBACK", "wrong")?,
            },
            points: item.outcome("SCORE")?.normal_maximum?,
            variables: self.variables()?,
            constraint: self.constraint()?,
            changing_supports: changing_supports(item),
        })
    }

    /// The text of a rubric; `Some(None)` where there is none, `None` where it cannot be read.
    #[expect(clippy::option_option, reason = "nothing there, or nothing that can be read")]
    fn rubric(&self, wanted: &str) -> Option<Option<String>> {
        for node in self.rubrics {
            match node {
                Node::Rubric { purpose: Some(purpose), content, .. } if purpose == wanted => {
                    return Some(Some(markup::write_blocks(content, self)?));
                }
                Node::Rubric { .. } => {}
                _ => return None,
            }
        }
        Some(None)
    }

    #[expect(clippy::option_option, reason = "nothing there, or nothing that can be read")]
    fn said(&self, variable: &str, name: &str) -> Option<Option<String>> {
        let is = |said: &&Variant| said.variable == variable && said.identifier == name;
        match self.item.modal_feedback.iter().find(is) {
            Some(said) => Some(Some(markup::write_blocks(&said.content, self)?)),
            None => Some(None),
        }
    }

    fn variables(&self) -> Option<Vec<Variable>> {
        let written = self
            .item
            .templates
            .iter()
            .filter(|one| one.identifier.starts_with(|c: char| c.is_ascii_lowercase()));
        written
            .map(|one| {
                let kind = source(self.set.get(one.identifier.as_str())?)?;
                Some(Variable { name: one.identifier.clone(), kind })
            })
            .collect()
    }

    #[expect(clippy::option_option, reason = "nothing there, or nothing that can be read")]
    fn constraint(&self) -> Option<Option<String>> {
        for rule in &self.item.template_processing {
            if let Rule::TemplateConstraint(expression) = rule {
                return Some(Some(qti::formula(expression)?.to_string()));
            }
        }
        Some(None)
    }

    fn line(&self, nodes: &[Node]) -> Option<String> {
        markup::write_inline(nodes, self)
    }

    fn credit(&self) -> Credit {
        if scoring::gives_shares(&self.item.response_processing) {
            let mapping = self.item.response("RESPONSE").and_then(|one| one.mapping.as_ref());
            Credit::PerAnswer { penalty: scoring::penalty(mapping) }
        } else {
            Credit::AllOrNothing
        }
    }

    fn key(&self) -> &[Scalar] {
        self.item.response("RESPONSE").and_then(|one| one.correct.as_ref()).map_or(&[], Value::scalars)
    }

    /// The stem and the kind, by what stands last.
    fn kind(&self) -> Option<(String, AuthoredKind)> {
        if let Some((Node::Interaction(interaction), stem)) = self.body.split_last() {
            return Some((markup::write_blocks(stem, self)?, self.below(interaction)?));
        }
        let interactions = self.item.interactions();
        let first = *interactions.first()?;
        if let InteractionKind::InlineChoice { .. } = first.kind {
            let blanks = (1..=interactions.len()).map(|number| self.blank(number)).collect::<Option<_>>()?;
            let kind = AuthoredKind::InlineChoice { blanks, credit: self.credit() };
            return Some((markup::write_blocks(self.body, self)?, kind));
        }
        let alone = |element: &Element| {
            element.name == "p" && matches!(element.children.as_slice(), [Node::Interaction(_)])
        };
        let stem = match self.body.split_last()? {
            (Node::Element(element), stem) if alone(element) => stem,
            _ => self.body,
        };
        Some((markup::write_blocks(stem, self)?, self.entry(first)?))
    }

    fn blank(&self, number: usize) -> Option<Blank> {
        let name = format!("RESPONSE_{number}");
        let interactions = self.item.interactions();
        let interaction = interactions.into_iter().find(|one| one.response == name)?;
        let InteractionKind::InlineChoice { choices, .. } = &interaction.kind else { return None };
        let [Scalar::Identifier(key)] = self.item.response(&name)?.correct.as_ref()?.scalars() else {
            return None;
        };
        Some(Blank {
            choices: choices.iter().map(|one| self.line(&one.content)).collect::<Option<_>>()?,
            right: choices.iter().position(|one| one.identifier == *key)?,
        })
    }

    fn entry(&self, interaction: &Interaction) -> Option<AuthoredKind> {
        let declared = self.item.response("RESPONSE")?;
        if declared.base_type == Some(BaseType::String) {
            let entries = &declared.mapping.as_ref()?.entries;
            return Some(AuthoredKind::ShortText {
                accepted: entries.iter().map(|entry| entry.key.text()).collect(),
                case_sensitive: entries.first()?.case_sensitive,
            });
        }
        let attribute = |name: &str| {
            interaction.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
        };
        let near = self.item.response_processing.iter().find_map(|rule| match rule {
            Rule::Condition { branches, .. } => match branches.first() {
                Some((Expression::Equal { tolerance, .. }, _)) => scoring::tolerance(tolerance),
                _ => None,
            },
            _ => None,
        });
        Some(AuthoredKind::Number {
            value: self.value()?,
            tolerance: near?,
            units: attribute("data-units")
                .map(|units| units.split('|').map(str::to_owned).collect())
                .unwrap_or_default(),
            decimal_comma: attribute("data-decimal-comma").is_some(),
        })
    }

    fn value(&self) -> Option<String> {
        for rule in &self.item.template_processing {
            if let Rule::SetCorrect { to, .. } = rule {
                let of = match to {
                    Expression::Unary(domain::item::Unary::IntegerToFloat, of) => of,
                    of => of,
                };
                return Some(qti::formula(of)?.to_string());
            }
        }
        match self.key() {
            [Scalar::Float(number)] => Some(number.to_string()),
            _ => None,
        }
    }

    fn choices(&self, choices: &[Choice]) -> Option<Vec<AuthoredChoice>> {
        let right = |one: &Choice| self.key().contains(&Scalar::Identifier(one.identifier.clone()));
        choices
            .iter()
            .map(|one| {
                Some(AuthoredChoice {
                    text: self.line(&one.content)?,
                    right: right(one),
                    feedback: self.said("CHOSEN", &one.identifier)?,
                })
            })
            .collect()
    }

    fn below(&self, interaction: &Interaction) -> Option<AuthoredKind> {
        let credit = self.credit();
        let guideline = || self.rubric("scoring")?;
        Some(match &interaction.kind {
            InteractionKind::Choice { choices, .. } if choices.first()?.identifier == "true" => {
                let [yes, no] = choices.as_slice() else { return None };
                AuthoredKind::TrueFalse {
                    answer: self.key() == [Scalar::Identifier("true".to_owned())],
                    words: [self.line(&yes.content)?, self.line(&no.content)?],
                }
            }
            InteractionKind::Choice { choices, shuffle, .. } => {
                let (choices, shuffle) = (self.choices(choices)?, *shuffle);
                match self.item.response("RESPONSE")?.cardinality {
                    Cardinality::Single => AuthoredKind::ChooseOne { choices, shuffle },
                    _ => AuthoredKind::ChooseSeveral { choices, shuffle, credit },
                }
            }
            InteractionKind::Match { sets: [rows, columns], .. } => {
                let column_of = |row: &str| {
                    self.key().iter().find_map(|pair| match pair {
                        Scalar::DirectedPair(left, right) if left == row => {
                            columns.iter().position(|column| column.choice.identifier == *right)
                        }
                        _ => None,
                    })
                };
                AuthoredKind::Match {
                    rows: rows
                        .iter()
                        .map(|row| {
                            Some((self.line(&row.choice.content)?, column_of(&row.choice.identifier)?))
                        })
                        .collect::<Option<_>>()?,
                    columns: columns
                        .iter()
                        .map(|column| self.line(&column.choice.content))
                        .collect::<Option<_>>()?,
                    credit,
                }
            }
            InteractionKind::Order { choices, .. } => {
                let entry = |key: &Scalar| {
                    let choice = choices.iter().find(|one| one.identifier == key.text())?;
                    self.line(&choice.content)
                };
                AuthoredKind::Order { entries: self.key().iter().map(entry).collect::<Option<_>>()?, credit }
            }
            InteractionKind::GapMatch { choices, passage, .. } => {
                let used = |name: &str| {
                    self.key()
                        .iter()
                        .any(|pair| matches!(pair, Scalar::DirectedPair(word, _) if word == name))
                };
                let extra = choices.iter().filter(|one| !used(&one.choice.identifier));
                AuthoredKind::GapMatch {
                    text: markup::write_blocks(passage, self)?,
                    extra: extra.map(|one| self.line(&one.choice.content)).collect::<Option<_>>()?,
                    credit,
                }
            }
            InteractionKind::Hottext { passage, .. } => {
                AuthoredKind::Hottext { text: markup::write_blocks(passage, self)?, credit }
            }
            InteractionKind::ExtendedText { expected_lines, .. } => {
                AuthoredKind::ExtendedText { lines: (*expected_lines)?, guideline: guideline()? }
            }
            InteractionKind::Upload { types } => {
                let seconds = interaction.attributes.iter().find(|(name, _)| name == "data-most-seconds");
                match seconds {
                    Some((_, seconds)) => {
                        AuthoredKind::AudioAnswer { seconds: seconds.parse().ok()?, guideline: guideline()? }
                    }
                    None => AuthoredKind::FileUpload { types: types.clone(), guideline: guideline()? },
                }
            }
            _ => return None,
        })
    }

    /// The formula that a made variable holds.
    fn formula_of(&self, name: &str) -> Option<Formula> {
        match self.set.get(name)? {
            Expression::RoundTo { of, .. } if name.starts_with('M') => qti::formula(of),
            expression => qti::formula(expression),
        }
    }
}

impl Names for Reading<'_> {
    fn in_line(&self, nodes: &[Node]) -> Option<(String, usize)> {
        match nodes.first()? {
            Node::PrintedVariable { identifier, format, .. } => {
                let formula = if identifier.starts_with('E') {
                    self.formula_of(identifier)?
                } else {
                    Formula::Name(identifier.clone())
                };
                let places = format.as_ref().and_then(|format| format.strip_prefix("%.")?.strip_suffix('f'));
                let Some(places) = places else { return Some((formula.to_string(), 1)) };
                let places = Formula::Number(places.parse().ok()?);
                Some((Formula::Call(Function::Fixed, vec![formula, places]).to_string(), 1))
            }
            // A fraction: a whole number, or the fraction, by what was drawn.
            Node::Template(variant) => {
                let name = variant.variable.strip_suffix('w')?;
                let part = |part: &str| match self.set.get(format!("{name}{part}").as_str())? {
                    Expression::IntegerDivide(of, _) => qti::formula(of),
                    _ => None,
                };
                let fraction = Formula::Call(Function::Frac, vec![part("n")?, part("d")?]);
                Some((fraction.to_string(), 2))
            }
            _ => None,
        }
    }

    fn in_formula(&self, identifier: &str) -> Option<String> {
        Some(self.formula_of(identifier)?.to_string())
    }

    fn place(&self, node: &Node) -> Option<String> {
        match node {
            Node::Interaction(interaction) => {
                Some(format!("{{{{{}}}}}", interaction.response.strip_prefix("RESPONSE_").unwrap_or("1")))
            }
            Node::Hottext(choice) => {
                let right = self.key().contains(&Scalar::Identifier(choice.identifier.clone()));
                let mark = if right { "*" } else { "" };
                Some(format!("[[{mark}{}]]", self.line(&choice.content)?))
            }
            Node::Gap(gap) => {
                let interactions = self.item.interactions();
                let InteractionKind::GapMatch { choices, .. } = &interactions.first()?.kind else {
                    return None;
                };
                let word = self.key().iter().find_map(|pair| match pair {
                    Scalar::DirectedPair(word, place) if *place == gap.identifier => Some(word),
                    _ => None,
                })?;
                let choice = choices.iter().find(|one| one.choice.identifier == *word)?;
                Some(format!("{{{{{}}}}}", self.line(&choice.choice.content)?))
            }
            _ => None,
        }
    }
}

/// How something is drawn, from the expression that draws it.
fn source(expression: &Expression) -> Option<VariableKind> {
    let integer = |expression: &Expression| match expression {
        #[expect(clippy::cast_precision_loss, reason = "what authors write is below 2^53")]
        Expression::BaseValue(Scalar::Integer(number)) => Some(*number as f64),
        _ => None,
    };
    let range = |drawn: &Expression, by: f64| match drawn {
        Expression::RandomInteger { min, max, step } => Some(VariableKind::Range {
            least: integer(min)? / by,
            most: integer(max)? / by,
            step: integer(step)? / by,
        }),
        _ => None,
    };
    match expression {
        Expression::RandomInteger { .. } => range(expression, 1.0),
        Expression::Divide(drawn, by) if matches!(**drawn, Expression::RandomInteger { .. }) => {
            range(drawn, integer(by)?)
        }
        Expression::Random(of) => {
            let Expression::Multiple(all) = &**of else { return None };
            let drawn = |one: &Expression| match one {
                Expression::BaseValue(Scalar::String(word)) => Some(Drawn::Word(word.clone())),
                Expression::BaseValue(Scalar::Float(number)) => Some(Drawn::Number(*number)),
                other => integer(other).map(Drawn::Number),
            };
            Some(VariableKind::OneOf(all.iter().map(drawn).collect::<Option<_>>()?))
        }
        other => Some(VariableKind::Formula(qti::formula(other)?.to_string())),
    }
}
