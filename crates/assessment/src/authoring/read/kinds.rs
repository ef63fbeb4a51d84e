//! How an item is answered, read back.

use domain::item::{
    BaseType, Cardinality, Choice, Element, Expression, Interaction, InteractionKind, Node, Rule, Scalar,
    Unary,
};

use super::Reading;
use crate::authoring::{AuthoredChoice, AuthoredKind, Blank, markup, qti, scoring};

impl Reading<'_> {
    /// The stem and the kind, by what stands last.
    pub(super) fn kind(&self) -> Option<(String, AuthoredKind)> {
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
                    Expression::Unary(Unary::IntegerToFloat, of) => of,
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
}
