//! Two versions of a framework against each other: the suggestion, what a person made of it, and the
//! crosswalk that follows.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{
    CompetencyId, FrameworkId,
    crosswalk::{Carry, Relation},
    framework::Framework,
};
use exchange::versions::{Difference, Fate, Link, Sure, Why, compare, local_edits};
use store::crosswalk::{Correction, Link as Adopted};

use crate::{
    framework_whole::{Stored, Whole},
    import_report::VersionSummary,
};

/// One line of the crosswalk between two versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownLink {
    /// From, to, what it says, why and how sure.
    pub link: Link,
    /// Whether evidence is, or would be, carried over it. A guess is taken only when somebody says so.
    pub taken: bool,
    /// Whether a person said so, one way or the other.
    pub by_hand: bool,
}

/// Two versions with the crosswalk between them.
pub(crate) struct Compared {
    /// Along the links that are taken.
    pub difference: Difference,
    /// Every link that was suggested, adopted or made by hand, in the order of the old version.
    pub links: Vec<ShownLink>,
}

/// Compares `old` with `new`. `adopted` are the links that stand between them; `corrections` what was
/// said since.
pub(crate) fn compared(
    old: &Stored,
    new: &Whole,
    adopted: &[Adopted],
    corrections: &[Correction],
) -> Compared {
    let edits = local_edits(&old.published, &old.whole.competencies);
    let suggested = compare(&old.whole.version(), &new.version(), &edits);
    let links = links(old, new, &suggested, adopted, corrections);
    let taken = links.iter().filter(|one| one.taken).map(|one| one.link.clone()).collect();
    let difference = suggested.along(&old.whole.version(), &new.version(), taken, &edits);
    Compared { difference, links }
}

fn links(
    old: &Stored,
    new: &Whole,
    suggested: &Difference,
    adopted: &[Adopted],
    corrections: &[Correction],
) -> Vec<ShownLink> {
    let standing: BTreeMap<(CompetencyId, CompetencyId), Relation> =
        adopted.iter().map(|one| ((one.carry.old, one.carry.new), one.carry.relation)).collect();
    let mut shown: BTreeMap<(CompetencyId, CompetencyId), ShownLink> = BTreeMap::new();
    for link in &suggested.crosswalk {
        let taken = standing.is_empty() && link.sure != Sure::Guess;
        shown.insert((link.old, link.new), ShownLink { link: link.clone(), taken, by_hand: false });
    }
    let here = |(old, new), relation| ShownLink {
        link: Link { old, new, relation, why: Why::SaidHere, sure: Sure::Certain },
        taken: true,
        by_hand: true,
    };
    for (ends, relation) in standing {
        let one = shown.entry(ends).or_insert_with(|| here(ends, relation));
        (one.taken, one.link.relation) = (true, relation);
    }
    for correction in corrections {
        let ends = (correction.old, correction.new);
        match correction.relation {
            Some(relation) => {
                let one = shown.entry(ends).or_insert_with(|| here(ends, relation));
                (one.taken, one.by_hand, one.link.relation) = (true, true, relation);
            }
            None => {
                if let Some(one) = shown.get_mut(&ends) {
                    (one.taken, one.by_hand) = (false, true);
                }
            }
        }
    }
    let both = old.whole.competencies.iter().chain(&new.competencies);
    let places: HashMap<CompetencyId, usize> = both.enumerate().map(|(place, one)| (one.id, place)).collect();
    let place = |id: &CompetencyId| places.get(id).copied();
    let mut all: Vec<ShownLink> = shown.into_values().collect();
    all.sort_by_key(|one| (place(&one.link.old), place(&one.link.new), one.link.new));
    all
}

/// What a report says about a newer version.
pub(crate) fn summary(old: &Stored, new: &Whole) -> VersionSummary {
    let Compared { difference, links } = compared(old, new, &[], &[]);
    let count = |number: usize| number as u64;
    let fates =
        |wanted: &[Fate]| count(difference.edits.iter().filter(|one| wanted.contains(&one.fate)).count());
    VersionSummary {
        old: old.whole.framework.id.to_string(),
        old_title: named(&old.whole.framework),
        new: new.framework.id.to_string(),
        added: count(difference.added.len()),
        changed: count(difference.changed.len()),
        moved: count(difference.moved.len()),
        retired: count(difference.retired.len()),
        split: count(difference.split.len()),
        merged: count(difference.merged.len()),
        links: count(links.len()),
        guesses: count(links.iter().filter(|one| !one.taken).count()),
        edits_kept: fates(&[Fate::Kept, Fate::Agreed]),
        edits_contested: fates(&[Fate::Contested]),
    }
}

/// Title and version, as people tell versions apart.
pub fn named(framework: &Framework) -> String {
    match &framework.version {
        Some(version) => format!("{} ({version})", framework.title),
        None => framework.title.clone(),
    }
}

/// What versions are sorted by: numbers as numbers, none first.
pub(crate) fn order(framework: &Framework) -> (Vec<(u64, String)>, FrameworkId) {
    let text = framework.version.as_deref().unwrap_or_default();
    let parts = text.split(['.', '-', ' ', '/']).filter(|part| !part.is_empty());
    let key = parts.map(|part| (part.parse().unwrap_or(0), part.to_owned())).collect();
    (key, framework.id)
}

/// The word of a reason, as it is kept with an adopted link.
pub(crate) fn why_word(why: Why) -> String {
    match why {
        Why::SameGuid => "same_guid".to_owned(),
        Why::SaidReplaced => "said_replaced".to_owned(),
        Why::SaidExactMatch => "said_exact_match".to_owned(),
        Why::SaidPeer => "said_peer".to_owned(),
        Why::SaidHere => "said_here".to_owned(),
        Why::SameCodedStatement => "same_coded_statement".to_owned(),
        Why::SameStatement => "same_statement".to_owned(),
        Why::SameCode { alike_per_mille } => format!("same_code:{alike_per_mille}"),
        Why::SimilarText { alike_per_mille } => format!("similar_text:{alike_per_mille}"),
        Why::PartOfText { covered_per_mille } => format!("part_of_text:{covered_per_mille}"),
    }
}

/// A reason in words that anybody reads.
pub fn why_text(why: Why) -> String {
    let percent = |per_mille: u16| format!("{} %", (u32::from(per_mille) + 5) / 10);
    match why {
        Why::SameGuid => "the publisher's identifier is the same".to_owned(),
        Why::SaidReplaced => "the publisher says that one replaces the other".to_owned(),
        Why::SaidExactMatch => "the publisher says that they match exactly".to_owned(),
        Why::SaidPeer => "the publisher says that they are peers".to_owned(),
        Why::SaidHere => "said here".to_owned(),
        Why::SameCodedStatement => "code and statement are the same".to_owned(),
        Why::SameStatement => "the statement is the same".to_owned(),
        Why::SameCode { alike_per_mille } => {
            format!("the code is the same, the statements are {} alike", percent(alike_per_mille))
        }
        Why::SimilarText { alike_per_mille } => {
            format!("the statements are {} alike", percent(alike_per_mille))
        }
        Why::PartOfText { covered_per_mille } => {
            format!("together the several hold {} of its words", percent(covered_per_mille))
        }
    }
}

/// Whether the links lead in a circle: evidence would count for what it came from.
pub(crate) fn in_a_circle(links: &[Carry]) -> bool {
    let crosswalk = mastery::crosswalk::Crosswalk::of(links.iter().copied());
    let ends: BTreeSet<CompetencyId> = links.iter().map(|link| link.old).collect();
    let sources: HashMap<CompetencyId, BTreeSet<CompetencyId>> =
        ends.iter().map(|end| (*end, crosswalk.sources(*end))).collect();
    links.iter().any(|link| link.old == link.new || sources[&link.old].contains(&link.new))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_versions_come_later() {
        let of = |version: Option<&str>| {
            let mut framework =
                crate::entry_steps::made_framework(domain::DistrictId::from_bytes([1; 16]), "A framework")
                    .expect("a framework");
            framework.version = version.map(str::to_owned);
            order(&framework)
        };
        for pair in [None, Some("1"), Some("1.2"), Some("1.10"), Some("2024"), Some("2024-09")].windows(2) {
            assert!(of(pair[0]) < of(pair[1]), "{pair:?}");
        }
    }

    #[test]
    fn a_circle_is_found() {
        let link = |old, new| Carry {
            old: CompetencyId::from_bytes([old; 16]),
            new: CompetencyId::from_bytes([new; 16]),
            relation: Relation::Same,
        };
        assert!(!in_a_circle(&[link(1, 2), link(1, 3), link(2, 3), link(3, 4)]));
        assert!(in_a_circle(&[link(1, 2), link(2, 3), link(3, 1)]));
        assert!(in_a_circle(&[link(1, 1)]));
    }
}
