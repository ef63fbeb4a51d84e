//! What a judgement takes in from older versions of its competency, along the crosswalk.
//!
//! Evidence stays with the competency that it names. A judgement of a newer one reads the entries of
//! every older one that leads to it, over any number of versions, each entry once; what was read is
//! named in its [`crate::Inputs`].

use std::collections::{BTreeMap, BTreeSet};

use domain::{CompetencyId, crosswalk::Carry};

/// Links by their newer and by their older end.
#[derive(Debug, Clone, Default)]
pub struct Crosswalk {
    by_new: BTreeMap<CompetencyId, Vec<Carry>>,
    by_old: BTreeMap<CompetencyId, Vec<Carry>>,
}

impl Crosswalk {
    /// Arranges links; their order does not matter.
    pub fn of(links: impl IntoIterator<Item = Carry>) -> Self {
        let mut crosswalk = Self::default();
        for link in links {
            crosswalk.by_new.entry(link.new).or_default().push(link);
            crosswalk.by_old.entry(link.old).or_default().push(link);
        }
        crosswalk
    }

    /// Every link over which evidence reaches `competency`, in the order of their ends, each once. A
    /// circle is walked once, and never back to the competency itself.
    pub fn links_to(&self, competency: CompetencyId) -> Vec<Carry> {
        let mut links = BTreeSet::new();
        let (mut open, mut seen) = (vec![competency], BTreeSet::from([competency]));
        while let Some(new) = open.pop() {
            for link in self.by_new.get(&new).into_iter().flatten().filter(|link| link.old != competency) {
                links.insert(*link);
                if seen.insert(link.old) {
                    open.push(link.old);
                }
            }
        }
        links.into_iter().collect()
    }

    /// The older competencies whose evidence reaches `competency`.
    pub fn sources(&self, competency: CompetencyId) -> BTreeSet<CompetencyId> {
        self.links_to(competency).into_iter().map(|link| link.old).collect()
    }

    /// The newer competencies that evidence of `competency` reaches.
    pub fn reached_from(&self, competency: CompetencyId) -> BTreeSet<CompetencyId> {
        let (mut open, mut reached) = (vec![competency], BTreeSet::new());
        while let Some(old) = open.pop() {
            for link in self.by_old.get(&old).into_iter().flatten().filter(|link| link.new != competency) {
                if reached.insert(link.new) {
                    open.push(link.new);
                }
            }
        }
        reached
    }
}

#[cfg(test)]
mod tests {
    use domain::crosswalk::Relation;
    use proptest::prelude::*;

    use super::*;

    fn id(number: u8) -> CompetencyId {
        CompetencyId::from_bytes([number; 16])
    }

    fn link((old, new): (u8, u8)) -> Carry {
        Carry { old: id(old), new: id(new), relation: Relation::Replaced }
    }

    #[test]
    fn evidence_goes_over_several_versions_and_through_splits_and_merges() {
        let pairs = [(1, 11), (1, 12), (2, 12), (12, 21)];
        check(&pairs, 21, &[1, 2, 12], &[]);
        check(&pairs, 11, &[1], &[]);
        check(&pairs, 1, &[], &[11, 12, 21]);
        check(&pairs, 9, &[], &[]);
    }

    #[test]
    fn a_circle_ends() {
        check(&[(1, 2), (2, 3), (3, 1)], 1, &[2, 3], &[2, 3]);
    }

    #[track_caller]
    fn check(pairs: &[(u8, u8)], of: u8, sources: &[u8], reached: &[u8]) {
        let crosswalk = Crosswalk::of(pairs.iter().copied().map(link));
        let ids = |numbers: &[u8]| numbers.iter().map(|number| id(*number)).collect::<BTreeSet<_>>();
        assert_eq!(crosswalk.sources(id(of)), ids(sources));
        assert_eq!(crosswalk.reached_from(id(of)), ids(reached));
    }

    proptest! {
        #[test]
        fn what_reaches_one_is_what_it_reads_and_the_order_of_links_does_not_matter(
            pairs in prop::collection::vec((0_u8..8, 0_u8..8), 0..20),
        ) {
            let crosswalk = Crosswalk::of(pairs.iter().copied().map(link));
            let turned = Crosswalk::of(pairs.iter().rev().copied().map(link));
            for one in (0..8).map(id) {
                prop_assert!(!crosswalk.sources(one).contains(&one));
                prop_assert_eq!(crosswalk.links_to(one), turned.links_to(one));
                for other in (0..8).map(id) {
                    let reaches = crosswalk.reached_from(other).contains(&one);
                    prop_assert_eq!(crosswalk.sources(one).contains(&other), reaches && one != other);
                }
            }
        }
    }
}
