//! What comes before what: the prerequisites of some frameworks, made once and asked for many learners.

mod circles;
mod later;

use domain::CompetencyId;

use self::later::Later;
use crate::bits::Bits;

/// A competency and its place among the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Which.
    pub competency: CompetencyId,
    /// Where it comes in the order of its framework; decides between what is otherwise alike.
    pub position: u32,
}

/// Competencies numbered from 0 in the order of their positions, and what comes directly before and after each.
#[derive(Debug, Clone)]
pub struct Graph {
    competencies: Vec<CompetencyId>,
    by_id: Vec<(CompetencyId, u32)>,
    before: Neighbours,
    after: Neighbours,
    missing: Vec<(u32, CompetencyId)>,
    circles: Vec<Vec<u32>>,
    later: Later,
}

impl Graph {
    /// Reads competencies and pairs of (before, after), in any order.
    ///
    /// A competency given twice counts once, at its lower position; a pair given twice once; a competency before
    /// itself not at all. A pair whose second is not among the competencies says nothing here; one whose first is not
    /// leaves its second with something missing ([`Graph::missing`]).
    ///
    /// # Panics
    ///
    /// With more than 4 thousand million competencies.
    pub fn new(places: &[Place], pairs: &[(CompetencyId, CompetencyId)]) -> Self {
        let mut ordered = places.to_vec();
        ordered.sort_unstable_by_key(|place| (place.competency, place.position));
        ordered.dedup_by_key(|place| place.competency);
        ordered.sort_unstable_by_key(|place| (place.position, place.competency));
        let competencies: Vec<CompetencyId> = ordered.iter().map(|place| place.competency).collect();
        let mut by_id: Vec<(CompetencyId, u32)> = competencies.iter().copied().zip(0..).collect();
        by_id.sort_unstable();
        let find =
            |id: CompetencyId| by_id.binary_search_by_key(&id, |one| one.0).ok().map(|place| by_id[place].1);
        let mut known = Vec::with_capacity(pairs.len());
        let mut missing = Vec::new();
        for &(before, after) in pairs.iter().filter(|(before, after)| before != after) {
            match (find(before), find(after)) {
                (Some(before), Some(after)) => known.push((before, after)),
                (None, Some(after)) => missing.push((after, before)),
                (_, None) => {}
            }
        }
        missing.sort_unstable();
        missing.dedup();
        let after = Neighbours::new(competencies.len(), known.iter().copied());
        let before =
            Neighbours::new(competencies.len(), known.iter().map(|&(before, after)| (after, before)));
        let components = circles::components(&before, &after);
        let circles = components
            .iter()
            .filter(|members| members.len() > 1)
            .map(|members| circles::in_order(members, &after))
            .collect();
        let later = Later::new(&components, &after);
        Self { competencies, by_id, before, after, missing, circles, later }
    }

    /// How many competencies there are.
    pub fn len(&self) -> usize {
        self.competencies.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.competencies.is_empty()
    }

    /// The number of a competency; `None` for one that is not in the graph.
    pub fn find(&self, competency: CompetencyId) -> Option<usize> {
        let place = self.by_id.binary_search_by_key(&competency, |one| one.0).ok()?;
        Some(self.by_id[place].1 as usize)
    }

    /// The competency of a number below [`Graph::len`].
    pub fn id(&self, number: usize) -> CompetencyId {
        self.competencies[number]
    }

    /// What comes directly before, lowest number first.
    pub fn before(&self, number: usize) -> impl Iterator<Item = usize> + Clone {
        self.before.of(number).iter().map(|one| *one as usize)
    }

    /// What comes directly after, lowest number first.
    pub fn after(&self, number: usize) -> impl Iterator<Item = usize> + Clone {
        self.after.of(number).iter().map(|one| *one as usize)
    }

    /// What a competency needs that is not in the graph.
    pub fn missing(&self, number: usize) -> impl Iterator<Item = CompetencyId> {
        let from = self.missing.partition_point(|one| (one.0 as usize) < number);
        self.missing[from..].iter().take_while(move |one| one.0 as usize == number).map(|one| one.1)
    }

    /// Whether anything of the graph needs what is not in it.
    pub(crate) fn lacks_nothing(&self) -> bool {
        self.missing.is_empty()
    }

    /// Every knot of circles: within one, each member comes before every other, at some distance. Named by a
    /// shortest circle through the member that comes first, in the order in which one comes before the next.
    pub fn circles(&self) -> impl Iterator<Item = Vec<CompetencyId>> {
        self.circles
            .iter()
            .map(|members| members.iter().map(|one| self.competencies[*one as usize]).collect())
    }

    /// How many of `wanted` build on a competency, directly or through others; itself never counts.
    pub(crate) fn opens(&self, number: usize, wanted: &Bits) -> usize {
        let found = match self.later.of(number) {
            Some(later) => wanted.count_of(later),
            None => self.walk_later(number, wanted),
        };
        // In a circle a competency comes after itself.
        found - usize::from(wanted.has(number) && self.later.is_in_circle(number))
    }

    fn walk_later(&self, number: usize, wanted: &Bits) -> usize {
        let mut seen = Bits::none(self.len());
        let mut open = vec![number];
        while let Some(one) = open.pop() {
            open.extend(self.after(one).filter(|after| seen.add(*after)));
        }
        wanted.count_of(seen.words())
    }
}

/// The neighbours of every number, one after another in one list.
#[derive(Debug, Clone)]
struct Neighbours {
    starts: Vec<u32>,
    all: Vec<u32>,
}

impl Neighbours {
    fn new(len: usize, pairs: impl Iterator<Item = (u32, u32)>) -> Self {
        let mut pairs: Vec<(u32, u32)> = pairs.collect();
        pairs.sort_unstable();
        pairs.dedup();
        let mut starts = vec![0; len + 1];
        for (from, _) in &pairs {
            starts[*from as usize + 1] += 1;
        }
        for place in 1..starts.len() {
            starts[place] += starts[place - 1];
        }
        Self { starts, all: pairs.into_iter().map(|(_, to)| to).collect() }
    }

    fn len(&self) -> usize {
        self.starts.len() - 1
    }

    fn of(&self, number: usize) -> &[u32] {
        &self.all[self.starts[number] as usize..self.starts[number + 1] as usize]
    }
}

#[cfg(test)]
mod tests;
