//! A year under one way to plan.

use measurement::random::Generator;
use scheduling::{Instance, Schedule, spread};

use crate::{
    arms::{Arm, Morning},
    learning::Mind,
    room::{MINUTES, MODALITIES, PERIODS, room},
    school::School,
    seen::{Record, Seen},
};

/// School days of a round, after which minutes are counted anew.
const ROUND: u32 = 10;

/// What a year gave one learner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gains {
    /// Third of the school by how much they could do when the year began.
    pub third: usize,
    /// Competencies they can do at the end, less those when the year began.
    pub learned: f64,
    /// Hours of the sessions they were there for, with work or without.
    pub hours: f64,
    /// Share of those sessions in which they had work.
    pub busy: f64,
    /// Competencies that count as mastered at the end and are not there.
    pub mistaken: f64,
    /// Share of the sessions that an educator led.
    pub led: f64,
}

/// The year of a school under one way to plan, by learner.
///
/// The same `luck` has the same absences, and the same luck of each learner on each day, under every way to plan.
pub fn year(school: &School, arm: Arm, luck: u64) -> Vec<Gains> {
    let room = room(school);
    let mut minds: Vec<Mind> = school.learners.iter().map(Mind::new).collect();
    let before: Vec<usize> = minds.iter().map(Mind::count).collect();
    let mut seen = placed(school, &minds, luck);
    let mut sat = vec![(0_u32, 0_u32); minds.len()];
    let mut there = vec![0_u32; minds.len()];
    for day in 1..=school.size.days {
        if day % ROUND == 0 {
            seen.learners.iter_mut().for_each(|record| record.minutes = vec![0; MODALITIES]);
        }
        let present: Vec<usize> = (0..minds.len())
            .filter(|&learner| lot(luck, learner, day, 0).uniform() >= school.learners[learner].absent)
            .collect();
        for &learner in &present {
            there[learner] += number(PERIODS);
        }
        let morning = Morning { school, room: &room, seen: &seen, present: &present, day };
        let (instance, schedule) = arm.plan(&morning, &mut lot(luck, usize::MAX, day, 1));
        note(&mut seen, &instance, &schedule, &present);
        for period in 0..PERIODS {
            for group in schedule.groups.iter().filter(|group| group.period == period) {
                for seat in &group.seats {
                    let Some(lesson) = seat.lesson else { continue };
                    let learner = present[seat.learner];
                    let mut chance = lot(luck, learner, day, 2 + period as u64);
                    let skill = instance.lessons[lesson].competency;
                    minds[learner].session(
                        school,
                        &school.learners[learner],
                        skill,
                        group.modality,
                        &mut chance,
                    );
                    let passed = minds[learner].slip(skill, &mut chance);
                    let record = &mut seen.learners[learner];
                    // What was mastered already would be passed after any lesson: it says nothing of this one.
                    if !record.mastered[skill] {
                        let slips = &mut seen.slips[group.modality];
                        *slips = (slips.0 + u32::from(passed), slips.1 + 1);
                    }
                    record.slip(skill, day, passed);
                    record.lesson(lesson);
                    record.minutes[group.modality] += MINUTES;
                    sat[learner].0 += 1;
                    sat[learner].1 += u32::from(group.educator.is_some());
                }
            }
        }
        for (learner, mind) in minds.iter_mut().enumerate() {
            mind.night(&mut lot(luck, learner, day, 9));
        }
    }
    let one = |learner: usize| {
        let (mind, record) = (&minds[learner], &seen.learners[learner]);
        let mistaken =
            (0..school.skills.len()).filter(|&skill| record.mastered[skill] && !mind.knows(skill)).count();
        Gains {
            third: school.learners[learner].third,
            learned: mind.count() as f64 - before[learner] as f64,
            hours: f64::from(there[learner] * MINUTES) / 60.0,
            busy: f64::from(sat[learner].0) / f64::from(there[learner].max(1)),
            mistaken: mistaken as f64,
            led: f64::from(sat[learner].1) / f64::from(sat[learner].0.max(1)),
        }
    };
    (0..minds.len()).map(one).collect()
}

/// What a placement test says before the first day: a slip on everything.
fn placed(school: &School, minds: &[Mind], luck: u64) -> Seen {
    let skills = school.skills.len();
    let one = |(learner, mind): (usize, &Mind)| {
        let mut record = Record {
            mastered: vec![false; skills],
            reviews: vec![Vec::new(); skills],
            tries: vec![0; skills],
            had: Vec::new(),
            minutes: vec![0; MODALITIES],
            served: 1.0,
        };
        let mut chance = lot(luck, learner, 0, 3);
        for skill in 0..skills {
            record.slip(skill, 0, mind.slip(skill, &mut chance));
        }
        // A placement is no try.
        record.tries = vec![0; skills];
        record
    };
    Seen { learners: minds.iter().enumerate().map(one).collect(), slips: vec![(0, 0); MODALITIES] }
}

/// How well the days served each learner so far, as tomorrow's schedule is told.
fn note(seen: &mut Seen, instance: &Instance, schedule: &Schedule, present: &[usize]) {
    for (&learner, served) in present.iter().zip(spread::served(instance, schedule)) {
        seen.learners[learner].served = served;
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The luck of a learner on a day, for one purpose.
fn lot(luck: u64, learner: usize, day: u32, purpose: u64) -> Generator {
    Generator::of(luck, learner as u64, u64::from(day) * 16 + purpose)
}

#[cfg(test)]
mod tests {
    use super::year;
    use crate::{
        arms::Arm,
        school::{School, Size},
    };

    const SMALL: Size = Size { learners: 24, strands: 4, depth: 12, educators: 2, days: 12 };

    #[test]
    fn the_same_seed_gives_the_same_year() {
        let school = School::new(SMALL, 3);
        for arm in [Arm::Greedy, Arm::Random, Arm::OwnPace, Arm::Sequence] {
            assert_eq!(year(&school, arm, 3), year(&school, arm, 3), "{}", arm.name());
        }
    }

    #[test]
    fn who_is_there_has_work_in_nearly_every_session_under_every_plan() {
        let school = School::new(SMALL, 4);
        for arm in Arm::ALL {
            let gains = year(&school, arm, 4);
            let busy = gains.iter().map(|one| one.busy).sum::<f64>() / gains.len() as f64;
            assert!(busy > 0.95, "{}: {busy}", arm.name());
            assert!(
                gains.iter().all(|one| one.hours > 0.0 && one.hours <= 12.0 * 70.0 / 60.0),
                "{}",
                arm.name()
            );
        }
    }

    #[test]
    fn a_year_of_sessions_teaches_more_than_is_forgotten() {
        let school = School::new(Size { days: 40, ..SMALL }, 5);
        let learned: f64 = year(&school, Arm::Greedy, 5).iter().map(|one| one.learned).sum();
        assert!(learned > 0.0, "{learned}");
    }
}
