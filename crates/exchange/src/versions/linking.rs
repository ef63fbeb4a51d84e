//! Which old competency leads to which new one, the surest signs first.

use std::collections::{HashMap, HashSet};

use domain::framework::{AssociationKind, Competency};

use super::{
    Relation, Sure, Version, Why, groups,
    likeness::{Statements, alike_pairs},
    words::{folded, unique},
};

/// A link by places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Edge {
    pub old: usize,
    pub new: usize,
    pub why: Why,
}

/// Text that is alike by so much is likely the same.
const LIKELY_PER_MILLE: u16 = 800;

impl Edge {
    /// How sure the sign is.
    pub fn sure(&self) -> Sure {
        match self.why {
            Why::SameGuid | Why::SaidReplaced | Why::SaidExactMatch | Why::SaidHere => Sure::Certain,
            Why::SaidPeer | Why::SameCodedStatement | Why::SameStatement | Why::SameCode { .. } => {
                Sure::Likely
            }
            Why::SimilarText { alike_per_mille } if alike_per_mille >= LIKELY_PER_MILLE => Sure::Likely,
            Why::SimilarText { .. } | Why::PartOfText { .. } => Sure::Guess,
        }
    }
}

/// How many links each competency has.
pub(super) struct Degrees {
    pub old: Vec<u32>,
    pub new: Vec<u32>,
}

impl Degrees {
    /// Counts the links.
    pub fn of(edges: &[Edge], old: usize, new: usize) -> Self {
        let mut degrees = Self { old: vec![0; old], new: vec![0; new] };
        for edge in edges {
            degrees.old[edge.old] += 1;
            degrees.new[edge.new] += 1;
        }
        degrees
    }

    /// Whether both ends have this link alone.
    pub fn is_single(&self, edge: &Edge) -> bool {
        self.old[edge.old] == 1 && self.new[edge.new] == 1
    }

    /// What the link says.
    pub fn relation(&self, edge: &Edge) -> Relation {
        match (self.old[edge.old] > 1, self.new[edge.new] > 1) {
            (true, true) => Relation::Regrouped,
            (true, false) => Relation::Split,
            (false, true) => Relation::Merged,
            (false, false) if edge.why == Why::SaidReplaced => Relation::Replaced,
            (false, false) => Relation::Same,
        }
    }
}

/// The links in the order of the old version, then of the new.
pub(super) fn edges(old: &Version<'_>, new: &Version<'_>) -> Vec<Edge> {
    let mut linking = Linking::begin(old.competencies, new.competencies);
    linking.stated(old, new);
    linking.same_key(Why::SameCodedStatement, |one| Some(format!("{}\n{}", code(one)?, statement(one)?)));
    let statements = Statements::of(old.competencies, new.competencies);
    linking.same_code(&statements);
    linking.same_key(Why::SameStatement, statement);
    let (open_old, open_new) = linking.without_link();
    for edge in groups::edges(old.competencies, new.competencies, &statements, &open_old, &open_new) {
        linking.add(edge.old, edge.new, edge.why);
    }
    let (open_old, open_new) = linking.without_link();
    for (from, to, alike_per_mille) in
        alike_pairs(old.competencies, new.competencies, &statements, &open_old, &open_new)
    {
        linking.add(from, to, Why::SimilarText { alike_per_mille });
    }
    linking.finish()
}

struct Linking<'a> {
    old: &'a [Competency],
    new: &'a [Competency],
    found: HashMap<(usize, usize), Why>,
    linked_old: HashSet<usize>,
    linked_new: HashSet<usize>,
    /// Pairs of one GUID that one side alone marks as retired: they count only where nothing better is.
    weak: Vec<(usize, usize)>,
    /// The retired ones of these pairs, which nothing else leads to by its words.
    aside_old: HashSet<usize>,
    aside_new: HashSet<usize>,
    same_old: HashSet<usize>,
    same_new: HashSet<usize>,
}

impl<'a> Linking<'a> {
    fn begin(old: &'a [Competency], new: &'a [Competency]) -> Self {
        let mut linking = Self {
            old,
            new,
            found: HashMap::new(),
            linked_old: HashSet::new(),
            linked_new: HashSet::new(),
            weak: Vec::new(),
            aside_old: HashSet::new(),
            aside_new: HashSet::new(),
            same_old: HashSet::new(),
            same_new: HashSet::new(),
        };
        let new_places = places_by_guid(new);
        for (guid, from) in places_by_guid(old) {
            let Some(to) = new_places.get(guid).copied() else { continue };
            if old[from].retired == new[to].retired {
                linking.same_old.insert(from);
                linking.same_new.insert(to);
                linking.add(from, to, Why::SameGuid);
            } else {
                linking.weak.push((from, to));
                if new[to].retired {
                    linking.aside_new.insert(to);
                } else {
                    linking.aside_old.insert(from);
                }
            }
        }
        linking
    }

    fn add(&mut self, from: usize, to: usize, why: Why) {
        self.found.entry((from, to)).or_insert(why);
        self.linked_old.insert(from);
        self.linked_new.insert(to);
    }

    /// Links that an association of either version states. One that says "replaced" counts when one
    /// end is new or gone; a match or a peer only when both are.
    fn stated(&mut self, old: &Version<'_>, new: &Version<'_>) {
        let (old_places, new_places) = (places_by_guid(self.old), places_by_guid(self.new));
        let mut stated: HashMap<(usize, usize), Why> = HashMap::new();
        for link in old.associations.iter().chain(new.associations) {
            let why = match link.kind {
                AssociationKind::ReplacedBy => Why::SaidReplaced,
                AssociationKind::ExactMatchOf => Why::SaidExactMatch,
                AssociationKind::IsPeerOf => Why::SaidPeer,
                _ => continue,
            };
            for (from, to) in [(&link.origin, &link.destination), (&link.destination, &link.origin)] {
                let (Some(from), Some(to)) =
                    (old_places.get(from.guid.as_str()).copied(), new_places.get(to.guid.as_str()).copied())
                else {
                    continue;
                };
                if self.old[from].guid == self.new[to].guid {
                    continue;
                }
                let (open_old, open_new) = (!self.same_old.contains(&from), !self.same_new.contains(&to));
                let counts =
                    if why == Why::SaidReplaced { open_old || open_new } else { open_old && open_new };
                if counts {
                    stated.entry((from, to)).and_modify(|known| *known = (*known).min(why)).or_insert(why);
                }
            }
        }
        for ((from, to), why) in stated {
            self.add(from, to, why);
        }
    }

    /// Links competencies without one that alone have the same key.
    fn same_key(&mut self, why: Why, key: impl Fn(&Competency) -> Option<String>) {
        for (from, to) in self.pairs_of(key) {
            self.add(from, to, why);
        }
    }

    /// As `same_key`, by code, where the statements are alike too.
    fn same_code(&mut self, statements: &Statements) {
        for (from, to) in self.pairs_of(code) {
            let alike_per_mille = statements.alike(from, to);
            if alike_per_mille >= LEAST_OF_ONE_CODE_PER_MILLE {
                self.add(from, to, Why::SameCode { alike_per_mille });
            }
        }
    }

    fn pairs_of(&self, key: impl Fn(&Competency) -> Option<String>) -> Vec<(usize, usize)> {
        let (free_old, free_new) = self.without_link();
        let (old, new) = (unique(self.old, &free_old, &key), unique(self.new, &free_new, &key));
        old.into_iter().filter_map(|(key, from)| Some((from, *new.get(&key)?))).collect()
    }

    /// The places that have no link and are open to one.
    fn without_link(&self) -> (Vec<usize>, Vec<usize>) {
        let free = |many: usize, linked: &HashSet<usize>, aside: &HashSet<usize>| {
            (0..many).filter(|one| !linked.contains(one) && !aside.contains(one)).collect()
        };
        (
            free(self.old.len(), &self.linked_old, &self.aside_old),
            free(self.new.len(), &self.linked_new, &self.aside_new),
        )
    }

    /// What has no better link keeps the one of its GUID.
    fn finish(mut self) -> Vec<Edge> {
        let kept: Vec<_> = self
            .weak
            .iter()
            .copied()
            .filter(|(from, to)| !self.linked_old.contains(from) && !self.linked_new.contains(to))
            .collect();
        for (from, to) in kept {
            self.add(from, to, Why::SameGuid);
        }
        let mut edges: Vec<_> =
            self.found.into_iter().map(|((old, new), why)| Edge { old, new, why }).collect();
        edges.sort_unstable_by_key(|edge| (edge.old, edge.new));
        edges
    }
}

/// Statements under one code are the same when they are alike by so much; else the code was reused.
const LEAST_OF_ONE_CODE_PER_MILLE: u16 = 400;

/// Where each GUID is; of one that comes twice, where it comes last.
pub(super) fn places_by_guid(side: &[Competency]) -> HashMap<&str, usize> {
    side.iter().enumerate().map(|(place, one)| (one.guid.as_str(), place)).collect()
}

fn code(one: &Competency) -> Option<String> {
    one.code.as_deref().map(folded).filter(|code| !code.is_empty())
}

fn statement(one: &Competency) -> Option<String> {
    Some(folded(&one.statement)).filter(|statement| !statement.is_empty())
}
