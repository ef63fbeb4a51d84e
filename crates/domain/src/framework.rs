//! Frameworks: published, versioned sets of competencies and the relations between them.

use crate::{AssociationId, CompetencyId, FrameworkId, plain, scale::Scale};

/// Characters of a title: longer statements are cut, and read whole on the competency's page.
const LONGEST_TITLE: usize = 200;

/// A framework version without its competencies (CASE `CFDocument`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Framework {
    /// Ours.
    pub id: FrameworkId,
    /// The publisher's identifier (a CASE GUID, or our own).
    pub guid: String,
    /// What people read.
    pub title: String,
    /// The publisher.
    pub creator: String,
    /// The publisher's version text.
    pub version: Option<String>,
    /// CASE `adoptionStatus`: Draft, Adopted, Deprecated, Private Draft.
    pub adoption_status: Option<String>,
    /// Language tag.
    pub language: Option<String>,
    /// Subjects, as written.
    pub subjects: Vec<String>,
    /// The licence's title or address.
    pub licence: Option<String>,
    /// Named levels and the mastery cut.
    pub scale: Scale,
    /// Fields of the file that have no place here, as JSON texts by field name.
    pub extra: Extra,
}

pub use crate::extra::Extra;

/// One thing a learner can be able to do (CASE `CFItem`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Competency {
    /// Ours; one per framework version.
    pub id: CompetencyId,
    /// Whose.
    pub framework: FrameworkId,
    /// The publisher's identifier. One GUID can occur in two packages.
    pub guid: String,
    /// The code people use, such as `M.3.NF.1` (CASE `humanCodingScheme`).
    pub code: Option<String>,
    /// The full statement; may hold Markdown and mathematics.
    pub statement: String,
    /// A short title for a grid's column (CASE `abbreviatedStatement`).
    pub short: Option<String>,
    /// The publisher's word for its kind: Standard, Cluster, Domain (CASE `CFItemType`).
    pub kind: Option<String>,
    /// Grades, as written.
    pub grades: Vec<String>,
    /// Order among siblings, from the file's sequence numbers, then file order.
    pub position: i64,
    /// Retired: kept, not offered for new targets.
    pub retired: bool,
    /// Fields without a place here.
    pub extra: Extra,
}

impl Competency {
    /// The shortest text that names it to a person, in plain words: code, short title or statement.
    pub fn label(&self) -> String {
        self.code.clone().unwrap_or_else(|| self.title())
    }

    /// What it is, in plain words: the short title, or the beginning of the statement.
    pub fn title(&self) -> String {
        plain::cut(&plain::words(self.short.as_ref().unwrap_or(&self.statement)), LONGEST_TITLE)
    }

    /// Code and title, of which one may be missing.
    pub fn code_and_title(&self) -> String {
        let title = self.title();
        self.code.as_ref().map_or(title.clone(), |code| format!("{code} {title}"))
    }
}

/// A typed relation (CASE `CFAssociation`). Either end may lie outside what is known here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Association {
    /// Ours.
    pub id: AssociationId,
    /// The framework whose file states it.
    pub framework: FrameworkId,
    /// The publisher's identifier.
    pub guid: String,
    /// What it says.
    pub kind: AssociationKind,
    /// From.
    pub origin: End,
    /// To.
    pub destination: End,
    /// Order among siblings, for `isChildOf`.
    pub position: Option<i64>,
    /// Fields without a place here.
    pub extra: Extra,
}

/// One end of an association: always the publisher's identifier, and ours when it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// The publisher's identifier.
    pub guid: String,
    /// Ours; `None` for a dangling end, or when the end is the document itself.
    pub competency: Option<CompetencyId>,
    /// The publisher's title of the end, kept for dangling ends.
    pub title: Option<String>,
}

/// What an association says; spelled as in CASE 1.1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum AssociationKind {
    /// Origin is a child of destination.
    IsChildOf,
    /// Origin must be mastered before destination.
    Precedes,
    /// Origin is part of destination.
    IsPartOf,
    /// The two say the same.
    ExactMatchOf,
    /// The two are related.
    IsRelatedTo,
    /// Origin replaces, or is replaced by, destination.
    ReplacedBy,
    /// Origin is an example of destination.
    Exemplar,
    /// Origin has destination as its skill level.
    HasSkillLevel,
    /// The two are peers.
    IsPeerOf,
    /// A translation of each other.
    IsTranslationOf,
    /// A word the standard does not have (kept as written).
    Other(String),
}

impl AssociationKind {
    const WORDS: [(Self, &'static str); 10] = [
        (Self::IsChildOf, "isChildOf"),
        (Self::Precedes, "precedes"),
        (Self::IsPartOf, "isPartOf"),
        (Self::ExactMatchOf, "exactMatchOf"),
        (Self::IsRelatedTo, "isRelatedTo"),
        (Self::ReplacedBy, "replacedBy"),
        (Self::Exemplar, "exemplar"),
        (Self::HasSkillLevel, "hasSkillLevel"),
        (Self::IsPeerOf, "isPeerOf"),
        (Self::IsTranslationOf, "isTranslationOf"),
    ];

    /// The word of the standard.
    pub fn word(&self) -> &str {
        match self {
            Self::Other(word) => word,
            known => Self::WORDS.iter().find(|(kind, _)| kind == known).map_or("", |(_, word)| word),
        }
    }

    /// Reads the word; one the standard does not have is kept as it is.
    pub fn from_word(word: &str) -> Self {
        Self::WORDS
            .iter()
            .find(|(_, known)| *known == word)
            .map_or_else(|| Self::Other(word.to_owned()), |(kind, _)| kind.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_plain_words() {
        let mut one = Competency {
            id: CompetencyId::from_bytes([1; 16]),
            framework: FrameworkId::from_bytes([2; 16]),
            guid: "a".to_owned(),
            code: None,
            statement: "Solve $x^2 = 4$ by *hand*".to_owned(),
            short: None,
            kind: None,
            grades: Vec::new(),
            position: 0,
            retired: false,
            extra: Extra::new(),
        };
        let names = |one: &Competency| [one.label(), one.title(), one.code_and_title()];
        assert_eq!(names(&one), ["Solve x² = 4 by hand"; 3]);
        one.short = Some("**Squares**".to_owned());
        assert_eq!(names(&one), ["Squares"; 3]);
        one.code = Some("A.1".to_owned());
        assert_eq!(names(&one), ["A.1", "Squares", "A.1 Squares"]);
    }

    #[test]
    fn association_words_read_back_and_unknown_ones_are_kept() {
        for word in ["isChildOf", "precedes", "exactMatchOf", "isTranslationOf", "somethingNew"] {
            assert_eq!(AssociationKind::from_word(word).word(), word);
        }
    }
}
