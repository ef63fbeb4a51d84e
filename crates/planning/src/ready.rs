//! What is ready next: the outer fringe of what a learner has mastered.

use std::collections::{BTreeMap, BTreeSet};

use domain::CompetencyId;

/// A competency and the strand (its parent) under which it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Which.
    pub competency: CompetencyId,
    /// Under which parent; `None` at the top.
    pub strand: Option<CompetencyId>,
}

/// What is ready in one strand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strand {
    /// The parent.
    pub strand: Option<CompetencyId>,
    /// What opens most first; ties in the order the competencies were given.
    pub next: Vec<Ready>,
}

/// One competency that can be learned now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ready {
    /// Which.
    pub competency: CompetencyId,
    /// How many later ones, not yet mastered, build on it directly or through others.
    pub opens: usize,
}

/// What is not mastered but has everything before it mastered, per strand in the order the strands
/// first appear.
///
/// `prerequisites` are pairs of (before, after). Prerequisites that run in a circle could never be
/// met: within a circle none waits for another, and all wait for what comes before any. Pairs that name a competency which is not given count
/// like any other; a competency given twice counts once, where it came first.
pub fn ready(
    competencies: &[Place],
    prerequisites: &[(CompetencyId, CompetencyId)],
    mastered: &BTreeSet<CompetencyId>,
) -> Vec<Strand> {
    let graph = Graph::of(prerequisites);
    let circles = graph.circles();
    let mut before_circle: BTreeMap<usize, Vec<CompetencyId>> = BTreeMap::new();
    for (member, circle) in &circles {
        let outside = graph.before(*member).iter().filter(|before| circles.get(before) != Some(circle));
        before_circle.entry(*circle).or_default().extend(outside);
    }
    let waits = |competency: CompetencyId| {
        let before = match circles.get(&competency) {
            Some(circle) => before_circle.get(circle).map_or(&[][..], Vec::as_slice),
            None => graph.before(competency),
        };
        before.iter().any(|before| !mastered.contains(before))
    };
    let mut strands: Vec<Strand> = Vec::new();
    let mut seen = BTreeSet::new();
    for place in competencies.iter().filter(|place| seen.insert(place.competency)) {
        if mastered.contains(&place.competency) || waits(place.competency) {
            continue;
        }
        let later = graph.later(place.competency);
        let opens = later.difference(mastered).filter(|later| **later != place.competency).count();
        let found = Ready { competency: place.competency, opens };
        match strands.iter_mut().find(|strand| strand.strand == place.strand) {
            Some(strand) => strand.next.push(found),
            None => strands.push(Strand { strand: place.strand, next: vec![found] }),
        }
    }
    for strand in &mut strands {
        strand.next.sort_by_key(|ready| std::cmp::Reverse(ready.opens));
    }
    strands
}

/// Prerequisites in both directions.
struct Graph {
    before: BTreeMap<CompetencyId, Vec<CompetencyId>>,
    after: BTreeMap<CompetencyId, Vec<CompetencyId>>,
}

impl Graph {
    fn of(prerequisites: &[(CompetencyId, CompetencyId)]) -> Self {
        let mut graph = Self { before: BTreeMap::new(), after: BTreeMap::new() };
        for &(before, after) in prerequisites.iter().filter(|(before, after)| before != after) {
            graph.before.entry(after).or_default().push(before);
            graph.after.entry(before).or_default().push(after);
        }
        graph
    }

    fn before(&self, competency: CompetencyId) -> &[CompetencyId] {
        self.before.get(&competency).map_or(&[], Vec::as_slice)
    }

    fn after(&self, competency: CompetencyId) -> &[CompetencyId] {
        self.after.get(&competency).map_or(&[], Vec::as_slice)
    }

    /// Everything that builds on a competency, at any distance.
    fn later(&self, competency: CompetencyId) -> BTreeSet<CompetencyId> {
        let mut found = BTreeSet::new();
        let mut open = vec![competency];
        while let Some(next) = open.pop() {
            open.extend(self.after(next).iter().copied().filter(|after| found.insert(*after)));
        }
        found
    }

    /// The number of the circle of each competency that lies in one of at least two: the strongly
    /// connected components, by Kosaraju's two passes, without recursion.
    fn circles(&self) -> BTreeMap<CompetencyId, usize> {
        let mut finished = Vec::new();
        let mut seen = BTreeSet::new();
        for &start in self.after.keys() {
            let mut path = if seen.insert(start) { vec![(start, 0)] } else { Vec::new() };
            while let Some((at, next)) = path.last_mut() {
                let following = self.after(*at).get(*next).copied();
                *next += 1;
                match following {
                    Some(after) if seen.insert(after) => path.push((after, 0)),
                    Some(_) => {}
                    None => finished.extend(path.pop().map(|(at, _)| at)),
                }
            }
        }
        let mut circles = BTreeMap::new();
        let mut placed = BTreeSet::new();
        for (number, start) in finished.into_iter().rev().enumerate() {
            let mut members = Vec::new();
            let mut open = vec![start];
            while let Some(at) = open.pop() {
                if placed.insert(at) {
                    members.push(at);
                    open.extend(self.before(at));
                }
            }
            if members.len() > 1 {
                circles.extend(members.into_iter().map(|member| (member, number)));
            }
        }
        circles
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::CompetencyId;

    use super::{Place, ready};

    fn competency(letter: char) -> CompetencyId {
        CompetencyId::from_bytes([letter as u8; 16])
    }

    /// Competencies as `strand:letters`, prerequisites as `ab` (a before b), answers as
    /// `strand:letter+opens`.
    #[track_caller]
    fn check(places: &str, prerequisites: &str, mastered: &str, expected: &str) {
        let places: Vec<Place> = places
            .split_whitespace()
            .flat_map(|strand| {
                let (name, letters) = strand.split_once(':').expect("a strand");
                let strand = name.chars().next().map(competency);
                letters.chars().map(move |letter| Place { competency: competency(letter), strand })
            })
            .collect();
        let pairs: Vec<_> = prerequisites
            .split_whitespace()
            .map(|pair| {
                let mut letters = pair.chars().map(competency);
                (letters.next().expect("before"), letters.next().expect("after"))
            })
            .collect();
        let mastered: BTreeSet<_> = mastered.chars().map(competency).collect();
        let letter = |id: CompetencyId| char::from(id.as_bytes()[0]);
        let said: Vec<String> = ready(&places, &pairs, &mastered)
            .iter()
            .map(|strand| {
                let next: Vec<String> = strand
                    .next
                    .iter()
                    .map(|ready| format!("{}{}", letter(ready.competency), ready.opens))
                    .collect();
                let next = next.concat();
                format!("{}:{next}", strand.strand.map_or('-', letter))
            })
            .collect();
        assert_eq!(said.join(" "), expected);
    }

    #[test]
    fn the_start_is_what_nothing_comes_before() {
        check("S:abc T:xy", "ab bc xy", "", "S:a2 T:x1");
    }

    #[test]
    fn what_is_mastered_opens_what_comes_after() {
        check("S:abc T:xy", "ab bc xy", "a", "S:b1 T:x1");
        check("S:abc T:xy", "ab bc xy", "abcxy", "");
    }

    #[test]
    fn what_opens_most_comes_first() {
        check("S:abcde", "cd ce ae", "", "S:c2a1b0");
    }

    #[test]
    fn every_prerequisite_must_be_there() {
        check("S:abc", "ac bc", "a", "S:b1");
    }

    #[test]
    fn a_circle_neither_hangs_nor_locks_its_members_out() {
        check("S:abc", "ab bc ca aa", "", "S:a2b2c2");
        check("S:xabc", "xa ab ba bc", "", "S:x3");
        check("S:xabc", "xa ab ba bc", "x", "S:a2b2");
        check("S:xabc", "xa ab ba bc", "xab", "S:c0");
    }

    #[test]
    fn a_long_chain_is_no_trouble() {
        let numbered = |number: u32| {
            let mut bytes = [0; 16];
            bytes[..4].copy_from_slice(&number.to_be_bytes());
            CompetencyId::from_bytes(bytes)
        };
        let places: Vec<Place> =
            (0..20_000).map(|number| Place { competency: numbered(number), strand: None }).collect();
        let pairs: Vec<_> = (1..20_000).map(|number| (numbered(number - 1), numbered(number))).collect();
        let found = ready(&places, &pairs, &BTreeSet::new());
        assert_eq!(found[0].next[0].opens, 19_999);
        assert_eq!(found[0].next.len(), 1);
    }

    #[test]
    fn a_top_level_competency_has_no_strand() {
        check(":ab", "ab", "", "-:a1");
    }
}
