//! Whether an answer can be one.

mod choices;
mod pairs;
mod single;

use std::collections::BTreeMap;

use domain::item::{BaseType, Cardinality, Interaction, InteractionKind, ResponseDeclaration, Scalar, Value};

use super::Prepared;

/// Scalars of one response; no interaction needs more.
const MAX_SCALARS: usize = 1_000;

/// Bytes of all texts of a response: some 30,000 words.
const MAX_TEXT: usize = 200_000;

/// A response that is not as its interaction lets it be.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("response {response:?}: {reason}")]
pub struct InvalidResponse {
    /// Which response.
    pub response: String,
    /// What follows.
    pub invalidity: Invalidity,
    /// Why.
    pub reason: Reason,
}

/// What follows from an answer that is not as it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Invalidity {
    /// Something is still missing: it may be kept, and submitted unless only valid answers are taken.
    Incomplete,
    /// More than is allowed, which a form without scripts can send: it may be kept, and is never scored so.
    Excessive,
    /// No form of this item sends it: it is refused, and nothing of it is kept.
    Impossible,
}

/// Why an answer is not as it should be.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Reason {
    /// Nothing asks for it.
    #[error("nothing in this item asks for it")]
    NotAsked,
    /// Another type or number of values than is declared.
    #[error("it has another form than is declared")]
    WrongForm,
    /// A name that is not offered.
    #[error("{0:?} is not offered")]
    NotOffered(String),
    /// The same twice.
    #[error("{0:?} is there twice")]
    Twice(String),
    /// Two that do not go together.
    #[error("{0:?} and {1:?} do not go together")]
    NotTogether(String, String),
    /// Fewer than asked for.
    #[error("at least {0} are asked for")]
    TooFew(u32),
    /// More than asked for.
    #[error("at most {0} are asked for")]
    TooMany(u32),
    /// A choice is not used often enough.
    #[error("{0:?} is to be used at least {1} times")]
    UsedTooSeldom(String, u32),
    /// A choice is used too often.
    #[error("{0:?} is to be used at most {1} times")]
    UsedTooOften(String, u32),
    /// A gap has to be filled.
    #[error("the gap {0:?} is to be filled")]
    Open(String),
    /// A text does not look as it should; with the author's message.
    #[error("it does not look as asked for")]
    Pattern(Option<String>),
    /// A text or container is too long for anybody's answer.
    #[error("it is too long")]
    TooLong,
    /// A number or point lies outside.
    #[error("it lies outside")]
    Outside,
    /// A number lies between the steps.
    #[error("it lies between the steps")]
    BetweenSteps,
    /// A file of another type.
    #[error("files of type {0:?} are not taken")]
    MediaType(String),
}

/// What is wrong with one response, while it is looked at.
type Found = Vec<(Invalidity, Reason)>;

impl Prepared<'_> {
    /// Whether every answer is one that its interaction lets be. What is missing is looked at too.
    ///
    /// Errors: everything that is not, by response.
    pub fn validate(&self, responses: &BTreeMap<String, Value>) -> Result<(), Vec<InvalidResponse>> {
        let asked = self.asked();
        let mut invalid = Vec::new();
        let mut add = |response: &str, found: Found| {
            let response = shortened(response);
            invalid.extend(found.into_iter().map(|(invalidity, reason)| InvalidResponse {
                response: response.clone(),
                invalidity,
                reason,
            }));
        };
        for (interaction, always) in &asked {
            let given = responses.get(&interaction.response).unwrap_or(&Value::Null);
            let Some(declared) = self.item.response(&interaction.response) else { continue };
            let mut found = formed(declared, given);
            if found.is_empty() {
                self.look(interaction, given, &mut found);
            }
            // What comes and goes with feedback is not missed.
            found.retain(|(invalidity, _)| *always || *invalidity != Invalidity::Incomplete);
            add(&interaction.response, found);
        }
        for (response, value) in responses {
            if value.is_null() || asked.iter().any(|(interaction, _)| interaction.response == *response) {
                continue;
            }
            let typed = asked.iter().any(|(interaction, _)| second(interaction) == Some(response));
            let declared = self.item.response(response).filter(|_| typed);
            let found = match declared {
                Some(declared) => formed(declared, value),
                None => vec![(Invalidity::Impossible, Reason::NotAsked)],
            };
            add(response, found);
            if invalid_enough(responses) {
                break;
            }
        }
        if invalid.is_empty() { Ok(()) } else { Err(invalid) }
    }

    fn look(&self, interaction: &Interaction, given: &Value, found: &mut Found) {
        match &interaction.kind {
            InteractionKind::Choice { .. }
            | InteractionKind::InlineChoice { .. }
            | InteractionKind::Order { .. }
            | InteractionKind::Hottext { .. }
            | InteractionKind::Hotspot { .. }
            | InteractionKind::GraphicOrder { .. } => choices::look(self, &interaction.kind, given, found),
            InteractionKind::Match { .. }
            | InteractionKind::Associate { .. }
            | InteractionKind::GapMatch { .. }
            | InteractionKind::GraphicAssociate { .. }
            | InteractionKind::GraphicGapMatch { .. } => pairs::look(self, &interaction.kind, given, found),
            kind => single::look(kind, given, found),
        }
    }
}

/// A response with the text as it was typed.
fn second(interaction: &Interaction) -> Option<&String> {
    match &interaction.kind {
        InteractionKind::TextEntry { string_identifier, .. } => string_identifier.as_ref(),
        _ => None,
    }
}

/// Names that nobody declared are reported, but not ten thousand of them.
fn invalid_enough(responses: &BTreeMap<String, Value>) -> bool {
    responses.len() > MAX_SCALARS
}

/// Whether a value has the form that is declared; nothing always has.
fn formed(declared: &ResponseDeclaration, value: &Value) -> Found {
    let right = match (declared.cardinality, value) {
        (_, Value::Null)
        | (Cardinality::Single, Value::Single(_))
        | (Cardinality::Multiple, Value::Multiple(_))
        | (Cardinality::Ordered, Value::Ordered(_)) => true,
        (Cardinality::Record, Value::Record(fields)) => fields.len() <= 20,
        _ => false,
    };
    let base = |scalar: &Scalar| match (declared.base_type, scalar.base_type()) {
        (None, _) | (Some(BaseType::IntOrIdentifier), BaseType::Integer | BaseType::Identifier) => true,
        (Some(declared), found) => declared == found,
    };
    if !right || !value.scalars().iter().all(base) {
        return vec![(Invalidity::Impossible, Reason::WrongForm)];
    }
    let length = |scalar: &Scalar| if let Scalar::String(text) = scalar { text.len() } else { 0 };
    if value.scalars().len() > MAX_SCALARS || value.scalars().iter().map(length).sum::<usize>() > MAX_TEXT {
        return vec![(Invalidity::Impossible, Reason::TooLong)];
    }
    Vec::new()
}

/// Whether there are as many as asked for; a maximum of 0 is none.
fn counted(count: usize, least: u32, most: u32, found: &mut Found) {
    if count < least as usize {
        found.push((Invalidity::Incomplete, Reason::TooFew(least)));
    }
    if most > 0 && count > most as usize {
        found.push((Invalidity::Excessive, Reason::TooMany(most)));
    }
}

/// A name for a message: what somebody sent may be as long as they like.
fn shortened(name: &str) -> String {
    name.chars().take(100).collect()
}
