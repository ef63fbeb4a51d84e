//! What is answered and in which shape, without any key.

use domain::item::{BaseType, Cardinality, Interaction, InteractionKind, ResponseDeclaration};

/// What is answered and in which shape: a response declaration without its key, which this crate never sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResponseShape {
    /// Its name.
    pub identifier: String,
    /// How many scalars.
    pub cardinality: Cardinality,
    /// Of which type; `None` for a record.
    pub base_type: Option<BaseType>,
}

impl ResponseShape {
    /// The shapes of an item's responses, in their order.
    pub fn of(declarations: &[ResponseDeclaration]) -> Vec<Self> {
        declarations
            .iter()
            .map(|one| Self {
                identifier: one.identifier.clone(),
                cardinality: one.cardinality,
                base_type: one.base_type,
            })
            .collect()
    }

    /// The shape that an interaction fills: the declared one, else the one that is usual for its kind.
    pub(crate) fn filled_by(interaction: &Interaction, shapes: &[Self]) -> Self {
        shapes
            .iter()
            .find(|one| one.identifier == interaction.response)
            .cloned()
            .unwrap_or_else(|| Self::usual(interaction))
    }

    /// Whether at most one scalar is held.
    pub(crate) fn single(&self) -> bool {
        matches!(self.cardinality, Cardinality::Single | Cardinality::Record)
    }

    /// Whether a number is held.
    pub(crate) fn number(&self) -> bool {
        self.cardinality == Cardinality::Record
            || matches!(self.base_type, Some(BaseType::Integer | BaseType::Float | BaseType::Duration))
    }

    fn usual(interaction: &Interaction) -> Self {
        use InteractionKind as K;
        let one_or_more = |max: u32| if max == 1 { Cardinality::Single } else { Cardinality::Multiple };
        let (cardinality, base_type) = match &interaction.kind {
            K::Choice { max, .. } | K::Hottext { max, .. } | K::Hotspot { max, .. } => {
                (one_or_more(*max), BaseType::Identifier)
            }
            K::InlineChoice { .. } => (Cardinality::Single, BaseType::Identifier),
            K::TextEntry { .. } => (Cardinality::Single, BaseType::String),
            K::ExtendedText { max_strings, .. } => (one_or_more((*max_strings).max(1)), BaseType::String),
            K::Match { .. } | K::GapMatch { .. } | K::GraphicGapMatch { .. } => {
                (Cardinality::Multiple, BaseType::DirectedPair)
            }
            K::Associate { .. } | K::GraphicAssociate { .. } => (Cardinality::Multiple, BaseType::Pair),
            K::Order { .. } | K::GraphicOrder { .. } => (Cardinality::Ordered, BaseType::Identifier),
            K::SelectPoint { max, .. } | K::PositionObject { max, .. } => {
                (one_or_more(*max), BaseType::Point)
            }
            K::Slider { .. } => (Cardinality::Single, BaseType::Float),
            K::Upload { .. } | K::Drawing { .. } => (Cardinality::Single, BaseType::File),
            K::Media { .. } => (Cardinality::Single, BaseType::Integer),
            K::EndAttempt { .. } => (Cardinality::Single, BaseType::Boolean),
        };
        Self { identifier: interaction.response.clone(), cardinality, base_type: Some(base_type) }
    }
}
