//! What Onramp's path says each learner is ready for.

use std::collections::BTreeSet;

use domain::{CompetencyId, Timestamp};
use measurement::memory::Recall;
use planning::{
    graph::{Graph, Place},
    path::{Asked, Goal, Rules, path},
    review::{Review, remembered, with_implied},
    standing::{Chance, Standing, Standings},
};
use scheduling::Ready;

use super::Morning;
use crate::seen::Record;

/// How many of a path's suggestions go into the schedule.
const OFFERED: usize = 12;
/// The chance that something is there after a slip that was passed, and after one that was not.
const AFTER: (f64, f64) = (0.95, 0.1);

/// What is offered to each learner present, best first; values are shares of the best score.
pub(super) fn offered(morning: &Morning<'_>) -> Vec<Vec<Ready>> {
    let skills = &morning.school.skills;
    let places: Vec<Place> = (0_u32..)
        .zip(skills)
        .map(|(position, _)| Place { competency: id(position as usize), position })
        .collect();
    let before = skills.iter().enumerate();
    let pairs: Vec<_> = before
        .flat_map(|(after, skill)| skill.before.iter().map(move |&before| (id(before), id(after))))
        .collect();
    let graph = Graph::new(&places, &pairs);
    let goal =
        Goal { competencies: places.iter().map(|place| place.competency).collect(), ..Goal::default() };
    let rules = Rules::published();
    let now = moment(morning.day);
    let one = |&learner: &usize| {
        let record = &morning.seen.learners[learner];
        let standings = Standings::new(
            &graph,
            (0..skills.len()).map(|skill| (id(skill), standing(record, &graph, skill, &rules))),
        );
        let asked = Asked {
            graph: &graph,
            standings: &standings,
            goals: std::slice::from_ref(&goal),
            directives: &[],
            choices: &[],
            interests: &[],
            rules: &rules,
            now,
        };
        let Ok(path) = path(&asked) else { return Vec::new() };
        let best = path.suggestions.first().map_or(1.0, |first| first.score.total());
        let mut seen = BTreeSet::new();
        path.today(OFFERED)
            .into_iter()
            .filter_map(|one| graph.find(one.competency).map(|skill| (skill, one.score.total() / best)))
            .filter(|&(skill, _)| seen.insert(skill))
            .map(|(skill, value)| Ready { competency: skill, value, tries: record.tries[skill] })
            .collect()
    };
    morning.present.iter().map(one).collect()
}

fn standing(record: &Record, graph: &Graph, skill: usize, rules: &Rules) -> Standing {
    let slips = &record.reviews[skill];
    let Some(&(last, _)) = slips.last() else { return Standing::UNKNOWN };
    let building = graph.after(skill).flat_map(|after| reviews(record, after));
    let reviews = with_implied(&reviews(record, skill), building);
    let mastered = record.mastered[skill];
    let chance = if mastered { AFTER.0 } else { AFTER.1 };
    Standing {
        mastered,
        chance: Chance::new(chance).unwrap_or(Chance::UNKNOWN),
        pieces: u32::try_from(slips.len()).unwrap_or(u32::MAX),
        mastered_since: mastered.then(|| moment(last)),
        worked_at: Some(moment(last)),
        memory: remembered(&rules.weights, &reviews),
    }
}

/// The slips of a competency, as reviews.
fn reviews(record: &Record, skill: usize) -> Vec<Review> {
    let recall = |passed| if passed { Recall::Good } else { Recall::Again };
    let slips = record.reviews[skill].iter();
    slips.map(|&(day, passed)| Review { at: moment(day), recall: recall(passed) }).collect()
}

/// Nine in the morning of a day.
fn moment(day: u32) -> Timestamp {
    let seconds = 1_788_253_200 + i64::from(day) * 86_400;
    Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn id(skill: usize) -> CompetencyId {
    let mut bytes = [0; 16];
    bytes[8..].copy_from_slice(&(skill as u64).to_be_bytes());
    CompetencyId::from_bytes(bytes)
}
