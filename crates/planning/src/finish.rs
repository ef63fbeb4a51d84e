//! When a learner will be done, from the speed at which they mastered so far, with an interval.
//!
//! The model: mastered effort comes by a Poisson process over the learner's own school days, counted in competencies
//! of the usual size, so that what takes twice the minutes counts twice. How fast a learner is, is a gamma
//! distribution: as the class is ([`prior`]), then as they were seen to be. The waiting time for what is left
//! follows from both ([`measurement::waiting`] has the source). It takes the learner's speed to be the same from now
//! on, and says so on every page that shows it.

use measurement::waiting::{Rate, Seen};

/// Below so many mastered competencies, or so many school days, the interval is said to stand on little.
pub const FEW_MASTERED: usize = 3;

/// See [`FEW_MASTERED`].
pub const FEW_DAYS: u32 = 10;

/// The tails that are left out at either side: 80 of 100 lie between.
const TAIL: f64 = 0.1;

/// How firm a plan is as a prior, where the class says nothing: as if one usual competency had been seen at the speed
/// of the plan.
const FIRMNESS_OF_PLAN: f64 = 1.0;

/// What a learner has done so far.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Speed {
    /// Effort mastered since their first day. Unit: minutes.
    pub minutes: f64,
    /// How many competencies that was.
    pub competencies: usize,
    /// Their own school days since then.
    pub days: u32,
}

/// When somebody is done. Unit: the learner's own school days from today on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Finish {
    /// As likely before as after.
    pub likely: f64,
    /// One of ten are done before.
    pub early: f64,
    /// One of ten are not done by then.
    pub late: f64,
    /// Whether it stands on little: few competencies, or few days.
    pub few: bool,
}

/// What the class says of how fast one is; a plan of `minutes_per_day` where it says nothing. `usual` is the size of
/// a usual competency, in minutes. `None` unless both are above 0.
pub fn prior(class: &[Speed], usual: f64, minutes_per_day: f64) -> Option<Rate> {
    let seen: Vec<Seen> = class.iter().filter(|one| one.days > 0).map(|one| seen(one, usual)).collect();
    let plan = Rate::new(FIRMNESS_OF_PLAN, FIRMNESS_OF_PLAN * usual / minutes_per_day);
    Rate::of_others(&seen).filter(|_| usual > 0.0).or(plan)
}

fn seen(speed: &Speed, usual: f64) -> Seen {
    Seen { amount: speed.minutes / usual, exposure: f64::from(speed.days) }
}

/// When a learner who has `left` minutes before them is done. `None` where the numbers are not sound.
pub fn finish(prior: Rate, own: &Speed, left: f64, usual: f64) -> Option<Finish> {
    if !(usual > 0.0 && left >= 0.0) {
        return None;
    }
    let rate = prior.after(seen(own, usual));
    let days = |p| rate.wait(left / usual, p);
    Some(Finish {
        likely: days(0.5)?,
        early: days(TAIL)?,
        late: days(1.0 - TAIL)?,
        few: own.competencies < FEW_MASTERED || own.days < FEW_DAYS,
    })
}

#[cfg(test)]
mod tests {
    use measurement::random::Generator;
    use proptest::prelude::*;

    use super::*;

    fn speed(minutes: f64, competencies: usize, days: u32) -> Speed {
        Speed { minutes, competencies, days }
    }

    fn of(prior_minutes: f64, own: &Speed, left: f64) -> Finish {
        let prior = prior(&[], 60.0, prior_minutes).expect("a plan");
        finish(prior, own, left, 60.0).expect("sound")
    }

    #[test]
    fn nothing_left_takes_no_days() {
        let found = of(30.0, &speed(600.0, 10, 20), 0.0);
        assert_eq!((found.early, found.likely, found.late, found.few), (0.0, 0.0, 0.0, false));
    }

    #[test]
    fn much_seen_at_one_speed_gives_that_speed() {
        // 1,000 of the usual size in 2,000 days: 100 more take about 200.
        let found = of(30.0, &speed(60_000.0, 1_000, 2_000), 6_000.0);
        assert!((found.likely - 200.0).abs() < 2.0, "{found:?}");
        assert!((found.late - found.early) < 60.0, "{found:?}");
    }

    #[test]
    fn little_seen_says_so_and_is_wide() {
        let (little, much) = (of(30.0, &speed(60.0, 1, 2), 600.0), of(30.0, &speed(1_800.0, 30, 60), 600.0));
        assert!(little.few && !much.few);
        assert!(little.late / little.early > 2.0 * much.late / much.early, "{little:?} {much:?}");
        // Nothing mastered in a long time is slow, and no division by zero.
        let none = of(30.0, &speed(0.0, 0, 30), 600.0);
        assert!(none.few && none.likely > 100.0 && none.late.is_finite(), "{none:?}");
    }

    #[test]
    fn numbers_that_are_not_sound_give_nothing() {
        assert_eq!(prior(&[], 60.0, 0.0), None);
        assert_eq!(prior(&[], 0.0, 10.0), None);
        let prior = prior(&[], 60.0, 30.0).expect("a plan");
        assert_eq!(finish(prior, &speed(0.0, 0, 0), f64::NAN, 60.0), None);
        assert_eq!(finish(prior, &speed(0.0, 0, 0), 60.0, 0.0), None);
    }

    /// Draws a gamma variable of a whole shape.
    fn gamma(generator: &mut Generator, shape: u32, rate: f64) -> f64 {
        (0..shape).map(|_| -(1.0 - generator.uniform()).ln()).sum::<f64>() / rate
    }

    #[test]
    fn eighty_of_a_hundred_learners_finish_within_the_interval() {
        // Classes of 25 whose speeds differ as a gamma of shape 4; each is seen for 40 days, then has 15 left.
        let (mut within, mut before, mut all) = (0, 0, 0);
        for class in 0..60 {
            let mut generator = Generator::new(2_026 + class);
            let rates: Vec<f64> = (0..25).map(|_| gamma(&mut generator, 4, 16.0)).collect();
            let seen: Vec<Speed> = rates
                .iter()
                .map(|rate| {
                    let (mut time, mut count) = (0.0, 0_u32);
                    loop {
                        time += gamma(&mut generator, 1, *rate);
                        if time > 40.0 {
                            let competencies = usize::try_from(count).expect("few");
                            break speed(60.0 * f64::from(count), competencies, 40);
                        }
                        count += 1;
                    }
                })
                .collect();
            let prior = prior(&seen, 60.0, 15.0).expect("a class");
            for (own, rate) in seen.iter().zip(&rates) {
                let found = finish(prior, own, 15.0 * 60.0, 60.0).expect("sound");
                let took = gamma(&mut generator, 15, *rate);
                all += 1;
                within += i32::from((found.early..=found.late).contains(&took));
                before += i32::from(took < found.likely);
            }
        }
        let share = |count: i32| f64::from(count) / f64::from(all);
        // 1,500 draws: three standard errors are 3.1 points of 80, and 3.9 of 50.
        assert!((0.765..0.835).contains(&share(within)), "{}", share(within));
        assert!((0.455..0.545).contains(&share(before)), "{}", share(before));
    }

    proptest! {
        #[test]
        fn more_left_takes_longer_and_more_done_makes_it_shorter(
            done in 0_u32..60, days in 1_u32..100, left in 1_u32..80,
        ) {
            let own = speed(60.0 * f64::from(done), usize::try_from(done).expect("few"), days);
            let left = 60.0 * f64::from(left);
            let found = of(20.0, &own, left);
            prop_assert!(found.early <= found.likely && found.likely <= found.late);
            prop_assert!(of(20.0, &own, left + 60.0).likely >= found.likely);
            let faster = speed(own.minutes + 60.0, own.competencies + 1, days);
            prop_assert!(of(20.0, &faster, left).likely <= found.likely);
        }
    }
}
