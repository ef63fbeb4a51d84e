//! Where the competencies of one framework version went in the next.

use crate::CompetencyId;

/// What became of the older competency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// One and the same.
    Same,
    /// The one takes the place of the other.
    Replaced,
    /// One of several that the old one became.
    Split,
    /// The new one took in several.
    Merged,
    /// Several became several.
    Regrouped,
}

impl Relation {
    /// Every relation with its word in storage, files and the API.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Same, "same"),
        (Self::Replaced, "replaced"),
        (Self::Split, "split"),
        (Self::Merged, "merged"),
        (Self::Regrouped, "regrouped"),
    ];

    /// The word in storage, files and the API.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(relation, _)| *relation)
    }
}

/// One link of a crosswalk that was adopted: evidence of the old one counts for the new one too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Carry {
    /// The older competency.
    pub old: CompetencyId,
    /// The newer one.
    pub new: CompetencyId,
    /// What became of the old one.
    pub relation: Relation,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_relation_reads_back_from_its_word() {
        for (position, (relation, word)) in Relation::ALL.into_iter().enumerate() {
            assert_eq!(relation as usize, position);
            assert_eq!(Relation::from_word(relation.word()), Some(relation), "{word}");
        }
    }
}
