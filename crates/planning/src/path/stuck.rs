//! Why no way leads somewhere.

use domain::CompetencyId;

use super::{asked::Asked, marks::Marks, reach::Reach};

/// Something that a goal names and no way leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoPath {
    /// The goal, by its place among those given.
    pub goal: usize,
    /// What it names.
    pub competency: CompetencyId,
    /// Why.
    pub why: Stuck,
}

/// Why no way leads to a competency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stuck {
    /// It is not in the frameworks that were given.
    Outside,
    /// `needed_by` needs what is not in the frameworks that were given.
    Missing {
        /// What needs it: the competency itself, or one before it.
        needed_by: CompetencyId,
        /// What is not there.
        missing: Vec<CompetencyId>,
    },
    /// These wait for each other: each comes before the next, and the last before the first.
    Circle(Vec<CompetencyId>),
}

/// Why an open competency never opens. Errors: none; to be asked only of one without a depth.
pub(super) fn cause(asked: &Asked<'_>, marks: &Marks<'_>, reach: &Reach, number: usize) -> Stuck {
    let graph = asked.graph;
    let mut way = vec![number];
    let mut at = number;
    loop {
        let missing: Vec<CompetencyId> = graph.missing(at).collect();
        if !missing.is_empty() {
            return Stuck::Missing { needed_by: graph.id(at), missing };
        }
        // Something before it never opens either, or it would open itself.
        let Some(before) = marks.unmet_before(graph, at).find(|one| reach.depth(*one).is_none()) else {
            return Stuck::Circle(way.into_iter().map(|one| graph.id(one)).collect());
        };
        if let Some(place) = way.iter().position(|one| *one == before) {
            return Stuck::Circle(named(&way[place..]).into_iter().map(|one| graph.id(one)).collect());
        }
        way.push(before);
        at = before;
    }
}

/// A circle that was walked backwards, forwards from its lowest number.
fn named(walked: &[usize]) -> Vec<usize> {
    let mut circle: Vec<usize> = walked.iter().rev().copied().collect();
    let lowest = circle.iter().enumerate().min_by_key(|(_, number)| **number).map_or(0, |(place, _)| place);
    circle.rotate_left(lowest);
    circle
}

/// What the goals name and no way leads to.
pub(super) fn without_path(asked: &Asked<'_>, marks: &Marks<'_>, reach: &Reach) -> Vec<NoPath> {
    let mut found = Vec::new();
    for (goal, one) in asked.goals.iter().enumerate() {
        let mut outside = Vec::new();
        let mut stuck = Vec::new();
        for &competency in &one.competencies {
            match asked.graph.find(competency) {
                None => outside.push(competency),
                Some(number) if reach.open.has(number) && reach.depth(number).is_none() => stuck.push(number),
                Some(_) => {}
            }
        }
        outside.sort_unstable();
        outside.dedup();
        stuck.sort_unstable();
        stuck.dedup();
        let outside = outside.into_iter().map(|competency| (competency, Stuck::Outside));
        let stuck =
            stuck.into_iter().map(|number| (asked.graph.id(number), cause(asked, marks, reach, number)));
        found.extend(outside.chain(stuck).map(|(competency, why)| NoPath { goal, competency, why }));
    }
    found
}
