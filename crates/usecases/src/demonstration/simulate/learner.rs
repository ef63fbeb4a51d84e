//! One invented learner through the term: what they can do, what they hand in, what they try again.

use std::{cmp::Reverse, collections::BinaryHeap};

use domain::{LearnerId, people::Enrollment};

use super::{Course, SplitMix64, Work, work};
use crate::demonstration::{
    school_days,
    sittings::{Kind, Sitting, begins_on, planned},
};

/// Abilities at the start of the term, in logits: mean and spread over learners, spread over strands.
const ABILITY: (f64, f64, f64) = (-0.1, 0.8, 0.5);
/// Growth per school day, in logits: mean and spread over learners.
const GROWTH: (f64, f64) = (0.022, 0.008);
/// What a prerequisite not shown costs, and what one earlier try of the same gives, in logits.
const UNMET_PREREQUISITE: f64 = 0.6;
const EARLIER_TRY: f64 = 0.15;
/// The fraction of the points from which something counts as shown.
const SHOWN: f64 = 0.6;
/// Days without evidence of a learner who has gone quiet.
const QUIET_DAYS: u32 = 10;
const MOST_TRIES: i64 = 3;

/// A learner's state of mind while the term goes on.
pub(super) struct Learner {
    pub(super) id: LearnerId,
    pub(super) chance: SplitMix64,
    ability_by_strand: Vec<f64>,
    growth_per_day: f64,
    hands_in: f64,
    quiet: bool,
    latest: Vec<Option<f64>>,
    tries: Vec<u32>,
}

/// Everything that the learner at `position` of the section has done before today.
pub(super) fn evidence(course: &Course, place: &Enrollment, position: usize) -> Vec<Work> {
    let mut learner = Learner::new(course, place.person.as_learner(), position);
    let present: Vec<bool> = course.days[..course.days_done]
        .iter()
        .map(|day| {
            let away = learner.chance.happens(0.04);
            let gone_quiet = learner.quiet && *day >= school_days::back(course.today, QUIET_DAYS);
            place.dates.contains(*day) && !away && !gone_quiet
        })
        .collect();
    let mut done = Vec::new();
    if let Some(first) = course.days.iter().position(|day| place.dates.contains(*day))
        && first < course.days_done
    {
        done.extend(learner.brought_along(course, first, position));
    }
    let mut agenda: BinaryHeap<Reverse<Sitting>> =
        planned(course.competencies.len(), course.days.len()).into_iter().map(Reverse).collect();
    while let Some(Reverse(sitting)) = agenda.pop() {
        if !present.get(sitting.day).is_some_and(|present| *present) || !learner.takes_part(sitting) {
            continue;
        }
        let fraction = learner.works(course, sitting, &mut done);
        agenda.extend(learner.tries_again(sitting, fraction).map(Reverse));
    }
    if present.last().is_some_and(|present| *present) && learner.chance.happens(0.6) {
        done.push(learner.draft(course));
    }
    done
}

impl Learner {
    fn new(course: &Course, id: LearnerId, position: usize) -> Self {
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&id.as_bytes()[..8]);
        let mut chance = SplitMix64::new(course.seed ^ u64::from_be_bytes(bytes));
        let overall = ABILITY.0 + ABILITY.1 * chance.normal();
        Self {
            id,
            ability_by_strand: (0..course.strands).map(|_| overall + ABILITY.2 * chance.normal()).collect(),
            growth_per_day: GROWTH.0 + GROWTH.1 * chance.normal(),
            hands_in: 0.8 + 0.19 * chance.fraction(),
            quiet: position == 12 || chance.happens(0.05),
            chance,
            latest: vec![None; course.competencies.len()],
            tries: vec![0; course.competencies.len()],
        }
    }

    /// The chance of a right answer today.
    fn success(&self, course: &Course, competency: usize, day: usize) -> f64 {
        let aim = &course.competencies[competency];
        let met = |position: &&usize| self.latest[**position].is_none_or(|fraction| fraction < SHOWN);
        let unmet = aim.requires.iter().filter(met).count();
        #[expect(clippy::cast_precision_loss, reason = "a term has about a hundred days")]
        let (day, unmet) = (day as f64, unmet.min(2) as f64);
        let logits = self.ability_by_strand[aim.strand]
            + self.growth_per_day * day
            + EARLIER_TRY * f64::from(self.tries[competency].min(4))
            - aim.difficulty_logits
            - UNMET_PREREQUISITE * unmet;
        // Close to the logistic curve, and exact on every machine.
        0.5 + 0.5 * logits / (4.0 + logits * logits).sqrt()
    }

    fn takes_part(&mut self, sitting: Sitting) -> bool {
        match sitting.kind {
            Kind::Observation => self.chance.happens(0.15),
            _ => self.chance.happens(self.hands_in),
        }
    }

    /// Does the work, remembers it, and gives the fraction of the points earned.
    fn works(&mut self, course: &Course, sitting: Sitting, done: &mut Vec<Work>) -> f64 {
        let success = self.success(course, sitting.competency, sitting.day);
        let works = match sitting.kind {
            Kind::Practice => vec![work::quiz(course, self, sitting, (success, 5, ""))],
            Kind::Review => vec![work::quiz(course, self, sitting, (success, 4, ""))],
            Kind::WeeklyCheck => vec![
                work::quiz(course, self, sitting, (success, 2, ", part A")),
                work::quiz(course, self, sitting, (success - 0.05, 3, ", part B")),
            ],
            Kind::Observation | Kind::Task => vec![work::rating(course, self, sitting, success)],
        };
        let sum = |points: fn(&Work) -> f64| works.iter().map(points).sum::<f64>();
        let fraction = sum(|work| work.points.to_f64()) / sum(|work| work.points_possible.to_f64());
        self.latest[sitting.competency] = Some(fraction);
        self.tries[sitting.competency] += 1;
        done.extend(works);
        fraction
    }

    fn tries_again(&mut self, sitting: Sitting, fraction: f64) -> Option<Sitting> {
        let (willing, wait) = match sitting.kind {
            Kind::Task => (0.6, 3),
            Kind::Practice => (0.35, 2),
            _ => return None,
        };
        let again = fraction < SHOWN && sitting.attempt < MOST_TRIES && self.chance.happens(willing);
        again.then_some(Sitting { day: sitting.day + wait, attempt: sitting.attempt + 1, ..sitting })
    }

    /// What a newcomer's former school, or a placement task on the first day, says.
    fn brought_along(&mut self, course: &Course, first_day: usize, position: usize) -> Vec<Work> {
        let newcomer = first_day > 0;
        if !newcomer && position % 11 != 3 {
            return Vec::new();
        }
        let known = course.competencies.len().min(4);
        (0..known)
            .map(|competency| {
                self.latest[competency] = Some(0.75);
                work::brought_along(course, self, (competency, first_day), newcomer)
            })
            .collect()
    }

    /// A rating of the newest competency on the last school day, not released yet.
    fn draft(&mut self, course: &Course) -> Work {
        let day = course.days_done - 1;
        let count = course.competencies.len();
        let newest =
            (0..count).rev().find(|one| begins_on(*one, count, course.days.len()) <= day).unwrap_or(0);
        let success = self.success(course, newest, day);
        work::draft(course, self, (newest, day), success)
    }
}
