//! What a newer version of a framework changes, as a suggestion for a person to go through: added,
//! changed, moved, retired, split, merged, and a crosswalk with why and how sure.
//!
//! It stands here, between reading a file and applying it, because it compares what came in with
//! what is there, field by field, and decides nothing: evidence stays with the competency it names,
//! and mastery is carried over only along the links that someone adopts.
//!
//! Pure and symmetric: with the sides swapped, added is what was gone, split what was merged, and
//! every link is turned around. Nothing is guessed about a competency that both versions hold under
//! one GUID; guesses from the words alone are marked as such.

mod carry;
mod corrected;
mod edits;
mod fields;
mod groups;
mod likeness;
mod linking;
mod moves;
mod words;

use domain::{
    CompetencyId,
    framework::{Association, Competency, Framework},
};

pub use carry::{Carried, carried_prerequisites};
pub use domain::crosswalk::Relation;
pub use edits::{EditFate, Fate, LocalEdit, keep_edits, local_edits};
pub use fields::Field;

/// One version of a framework.
#[derive(Debug, Clone, Copy)]
pub struct Version<'a> {
    /// The document.
    pub framework: &'a Framework,
    /// All of it, retired ones too.
    pub competencies: &'a [Competency],
    /// All of them, dangling ones too.
    pub associations: &'a [Association],
}

/// What differs, old against new; every list in the order of the version that it begins with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Difference {
    /// New competencies that nothing old leads to.
    pub added: Vec<CompetencyId>,
    /// Pairs of one and the same whose fields differ.
    pub changed: Vec<Changed>,
    /// Pairs of one and the same that lie below other parents.
    pub moved: Vec<Moved>,
    /// Old competencies that lead nowhere, or that the new version marks as retired.
    pub retired: Vec<Retired>,
    /// Old competencies that lead to several new ones.
    pub split: Vec<Split>,
    /// New competencies that several old ones lead to.
    pub merged: Vec<Merged>,
    /// Every link from old to new: also the plain ones between the same.
    pub crosswalk: Vec<Link>,
    /// What becomes of each local edit.
    pub edits: Vec<EditFate>,
}

impl Difference {
    /// Whether the versions say the same; plain links between the same do not count.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty()
            && self.changed.is_empty()
            && self.moved.is_empty()
            && self.retired.is_empty()
            && self.split.is_empty()
            && self.merged.is_empty()
    }
}

/// One and the same competency with other fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// In the old version.
    pub old: CompetencyId,
    /// In the new version.
    pub new: CompetencyId,
    /// Which fields; dates of change and addresses do not count.
    pub fields: Vec<Field>,
}

/// One and the same competency below other parents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// In the old version.
    pub old: CompetencyId,
    /// In the new version.
    pub new: CompetencyId,
    /// GUIDs of the old parents, sorted.
    pub from: Vec<String>,
    /// GUIDs of the new parents, sorted.
    pub to: Vec<String>,
}

/// A competency that ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retired {
    /// In the old version.
    pub old: CompetencyId,
    /// Its counterpart, which the new version marks as retired; `None` when it is gone.
    pub marked: Option<CompetencyId>,
}

/// One competency that became several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// In the old version.
    pub old: CompetencyId,
    /// In the new version, at least two.
    pub into: Vec<CompetencyId>,
}

/// Several competencies that became one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// In the old version, at least two.
    pub old: Vec<CompetencyId>,
    /// In the new version.
    pub into: CompetencyId,
}

/// A suggested line of the crosswalk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// In the old version.
    pub old: CompetencyId,
    /// In the new version.
    pub new: CompetencyId,
    /// What becomes of the old one.
    pub relation: Relation,
    /// What speaks for it.
    pub why: Why,
    /// How sure it is.
    pub sure: Sure,
}

/// What speaks for a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// The publisher's identifier is the same.
    SameGuid,
    /// An association says that one replaces the other.
    SaidReplaced,
    /// An association says that the two are exact matches.
    SaidExactMatch,
    /// An association says that the two are peers.
    SaidPeer,
    /// Somebody here said so.
    SaidHere,
    /// Code and statement are the same.
    SameCodedStatement,
    /// The statement is the same, under another code.
    SameStatement,
    /// The code is the same and the statement is alike.
    SameCode {
        /// How alike, in thousandths.
        alike_per_mille: u16,
    },
    /// The statements are alike.
    SimilarText {
        /// How alike, in thousandths.
        alike_per_mille: u16,
    },
    /// The statements of the several together hold the words of the one.
    PartOfText {
        /// How much of the one's words the several hold, in thousandths.
        covered_per_mille: u16,
    },
}

/// How sure a suggestion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sure {
    /// From words alone: someone must look.
    Guess,
    /// Several signs agree.
    Likely,
    /// The publisher says so.
    Certain,
}

/// Compares two versions of a framework. `edits` are the local edits of the old one.
pub fn compare(old: &Version<'_>, new: &Version<'_>, edits: &[LocalEdit]) -> Difference {
    let edges = linking::edges(old, new);
    let mut difference = Difference::default();
    let sides = linking::Degrees::of(&edges, old.competencies.len(), new.competencies.len());
    for edge in &edges {
        let (from, to) = (&old.competencies[edge.old], &new.competencies[edge.new]);
        let relation = sides.relation(edge);
        difference.crosswalk.push(Link {
            old: from.id,
            new: to.id,
            relation,
            why: edge.why,
            sure: edge.sure(),
        });
        if sides.is_single(edge) {
            let fields = fields::differing(from, to);
            if !fields.is_empty() {
                difference.changed.push(Changed { old: from.id, new: to.id, fields });
            }
        }
    }
    difference.moved = moves::moved(old, new, &edges, &sides);
    groups_of(old, new, &edges, &sides, &mut difference);
    difference.edits = edits::fates(edits, old, new, &difference.crosswalk);
    difference
}

/// Added, retired, split and merged, from the links.
fn groups_of(
    old: &Version<'_>,
    new: &Version<'_>,
    edges: &[linking::Edge],
    sides: &linking::Degrees,
    difference: &mut Difference,
) {
    let (old_places, new_places) =
        (linking::places_by_guid(old.competencies), linking::places_by_guid(new.competencies));
    for (place, from) in old.competencies.iter().enumerate() {
        let same = new_places.get(from.guid.as_str()).map(|place| &new.competencies[*place]);
        let marked = same.filter(|same| same.retired && !from.retired).map(|same| same.id);
        if marked.is_some() || (sides.old[place] == 0 && same.is_none()) {
            difference.retired.push(Retired { old: from.id, marked });
        }
        if sides.old[place] > 1 {
            let into =
                edges.iter().filter(|edge| edge.old == place).map(|edge| new.competencies[edge.new].id);
            difference.split.push(Split { old: from.id, into: into.collect() });
        }
    }
    for (place, to) in new.competencies.iter().enumerate() {
        if sides.new[place] == 0 && !old_places.contains_key(to.guid.as_str()) {
            difference.added.push(to.id);
        }
        if sides.new[place] > 1 {
            let from =
                edges.iter().filter(|edge| edge.new == place).map(|edge| old.competencies[edge.old].id);
            difference.merged.push(Merged { old: from.collect(), into: to.id });
        }
    }
}
