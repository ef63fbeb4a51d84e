//! What each learner is ready for, and what an hour of it is worth to them now.
//!
//! ```text
//! value = 0.4 + 0.3 x opens / most opened by any + 0.3 x share of the way to mastery
//! ```
//!
//! `opens` counts the targets not mastered yet that build on it, directly or through others; the share is the judged
//! value over the value of mastery, 0 where nothing is known. Both ends are the site's choice to look at, not a
//! measurement: an hour that opens much or finishes something is worth more than one that does neither.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use domain::{
    CompetencyId, DistrictId, LearnerId, Timestamp,
    framework::{AssociationKind, Competency},
    judgement::Finding,
    people::Section,
};
use store::Tx;

use super::Results;
use crate::{Refusal, class_list::Columns, show_grid};

/// What everybody of a program is ready for.
pub(super) struct Readiness {
    /// What anybody is ready for, in the order of the targets.
    pub competencies: Vec<Competency>,
    of: HashMap<LearnerId, Vec<(CompetencyId, f64)>>,
}

impl Readiness {
    /// What one learner is ready for, most valuable first, at most `most`; by place.
    pub fn of(&self, learner: LearnerId, most: usize, results: &Results) -> Vec<scheduling::Ready> {
        let place: HashMap<CompetencyId, usize> =
            self.competencies.iter().map(|one| one.id).zip(0..).collect();
        let mut all = self.of.get(&learner).cloned().unwrap_or_default();
        all.sort_by(|one, other| other.1.total_cmp(&one.1).then(place[&one.0].cmp(&place[&other.0])));
        all.truncate(most);
        let ready = all.into_iter().map(|(competency, value)| scheduling::Ready {
            competency: place[&competency],
            value,
            tries: results.tries(learner, competency),
        });
        ready.collect()
    }
}

/// Loads it from the judgements of today.
pub(super) async fn load(
    tx: &mut Tx,
    district: DistrictId,
    sections: &[Section],
    learners: &[LearnerId],
    now: Timestamp,
) -> Result<Readiness, Refusal> {
    let pairs = store::association::pairs(tx, district, &AssociationKind::Precedes).await?;
    let wanted: HashSet<LearnerId> = learners.iter().copied().collect();
    let mut order: Vec<CompetencyId> = Vec::new();
    let mut of: HashMap<LearnerId, BTreeMap<CompetencyId, f64>> = HashMap::new();
    for section in sections {
        let targets = store::target::of_section(tx, district, section.id).await?;
        let aims: HashSet<CompetencyId> = targets.iter().copied().collect();
        let columns = Columns::load(tx, district, &targets).await?;
        let stored = store::mastery::of_section(tx, district, section.id).await?;
        let cells = show_grid::current(tx, district, stored, now).await?;
        let found: HashMap<(LearnerId, CompetencyId), Finding> =
            cells.into_iter().map(|cell| ((cell.learner, cell.competency), cell.finding)).collect();
        let graph = Graph::of(pairs.iter().filter(|(one, other)| aims.contains(one) && aims.contains(other)));
        let places = store::enrollment::of_section(tx, district, section.id).await?;
        let here: BTreeSet<LearnerId> =
            places.iter().map(|place| place.person.as_learner()).filter(|one| wanted.contains(one)).collect();
        let most = targets.iter().map(|one| graph.later(*one).len()).max().unwrap_or(0).max(1);
        for learner in here {
            let mastered =
                |one: &CompetencyId| found.get(&(learner, *one)).is_some_and(|found| found.mastered);
            for target in &targets {
                if mastered(target) || !graph.before(target).iter().all(mastered) {
                    continue;
                }
                let opens = graph.later(*target).iter().filter(|later| !mastered(later)).count();
                let way = found.get(&(learner, *target)).map_or(0.0, |found| way(found, &columns, *target));
                let value = 0.4 + 0.3 * ratio(opens, most) + 0.3 * way;
                let known = of.entry(learner).or_default().entry(*target).or_insert(value);
                *known = known.max(value);
            }
        }
        order.extend(targets);
    }
    let needed: HashSet<CompetencyId> = of.values().flat_map(|ready| ready.keys().copied()).collect();
    let mut seen = HashSet::new();
    order.retain(|one| needed.contains(one) && seen.insert(*one));
    let found = store::competency::find_all(tx, district, &order).await?;
    let mut by_id: HashMap<CompetencyId, Competency> = found.into_iter().map(|one| (one.id, one)).collect();
    let competencies: Vec<Competency> = order.iter().filter_map(|id| by_id.remove(id)).collect();
    let known: HashSet<CompetencyId> = competencies.iter().map(|one| one.id).collect();
    let of = of.into_iter().map(|(learner, ready)| {
        (learner, ready.into_iter().filter(|(competency, _)| known.contains(competency)).collect())
    });
    Ok(Readiness { of: of.collect(), competencies })
}

fn ratio(part: usize, whole: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    number(part) / number(whole)
}

/// How far a value is on the way to mastery, 0 to 1.
fn way(found: &Finding, columns: &Columns, competency: CompetencyId) -> f64 {
    let Some((_, scale)) = columns.with_scale(competency) else { return 0.0 };
    let Some(value) = found.value else { return 0.0 };
    let cut = scale.mastery().to_f64();
    if cut <= 0.0 { 0.0 } else { (value.to_f64() / cut).clamp(0.0, 1.0) }
}

/// Prerequisites among the targets of a class; within a circle none waits for another.
struct Graph {
    before: HashMap<CompetencyId, Vec<CompetencyId>>,
    later: HashMap<CompetencyId, BTreeSet<CompetencyId>>,
}

impl Graph {
    fn of<'p>(pairs: impl Iterator<Item = &'p (CompetencyId, CompetencyId)>) -> Self {
        let mut after: HashMap<CompetencyId, Vec<CompetencyId>> = HashMap::new();
        let mut before: HashMap<CompetencyId, Vec<CompetencyId>> = HashMap::new();
        for (earlier, next) in pairs.filter(|(earlier, next)| earlier != next) {
            after.entry(*earlier).or_default().push(*next);
            before.entry(*next).or_default().push(*earlier);
        }
        let mut later: HashMap<CompetencyId, BTreeSet<CompetencyId>> = HashMap::new();
        for start in after.keys() {
            let mut found = BTreeSet::new();
            let mut open = vec![*start];
            while let Some(at) = open.pop() {
                let next = after.get(&at).into_iter().flatten().copied();
                open.extend(next.filter(|one| found.insert(*one)));
            }
            later.insert(*start, found);
        }
        for (one, all) in &mut before {
            all.retain(|earlier| !later.get(one).is_some_and(|later| later.contains(earlier)));
        }
        for (one, all) in &mut later {
            all.remove(one);
        }
        Self { before, later }
    }

    fn before(&self, one: &CompetencyId) -> &[CompetencyId] {
        self.before.get(one).map_or(&[], Vec::as_slice)
    }

    fn later(&self, one: CompetencyId) -> BTreeSet<CompetencyId> {
        self.later.get(&one).cloned().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(letter: char) -> CompetencyId {
        CompetencyId::from_bytes([letter as u8; 16])
    }

    /// Pairs as `ab` (a before b); what waits for what, and what opens how many.
    #[track_caller]
    fn check(pairs: &str, one: char, before: &str, opens: usize) {
        let pairs: Vec<_> = pairs
            .split_whitespace()
            .map(|pair| {
                let mut letters = pair.chars().map(id);
                (letters.next().expect("before"), letters.next().expect("after"))
            })
            .collect();
        let graph = Graph::of(pairs.iter());
        let expected: Vec<CompetencyId> = before.chars().map(id).collect();
        assert_eq!(graph.before(&id(one)), expected);
        assert_eq!(graph.later(id(one)).len(), opens);
    }

    #[test]
    fn what_comes_before_holds_back_and_what_comes_after_is_opened() {
        check("ab bc", 'a', "", 2);
        check("ab bc", 'b', "a", 1);
        check("ab bc", 'c', "b", 0);
    }

    #[test]
    fn within_a_circle_none_waits_for_another() {
        check("xa ab ba bc", 'a', "x", 2);
        check("xa ab ba bc", 'b', "", 2);
        check("xa ab ba bc", 'c', "b", 0);
    }
}
