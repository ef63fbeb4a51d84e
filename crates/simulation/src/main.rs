//! `simulated-year [SCHOOLS] [LEARNERS] [DAYS] [SEED]`: prints what each way to plan gave, as lines of JSON.

use std::sync::atomic::{AtomicUsize, Ordering};

use simulation::{Gains, School, Size, arms::Arm, figures::Mean, year};

/// What one school got from one way to plan.
#[derive(Clone, Copy)]
struct Outcome {
    /// Competencies learned in an hour: by everybody, and by each third by what they could do when it began.
    an_hour: [f64; 4],
    /// Competencies a learner that count as mastered and are not there.
    mistaken: f64,
    /// Share of the sessions that an educator led.
    led: f64,
    /// Share of the sessions that they were there for in which they had work.
    busy: f64,
}

/// How the output calls [`Outcome::an_hour`].
const WHO: [&str; 4] = ["all", "lowest", "middle", "highest"];

fn main() {
    let given: Vec<u64> = std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    let or = |place: usize, default: u64| given.get(place).copied().unwrap_or(default);
    let schools = usize::try_from(or(0, 20)).unwrap_or(20).max(2);
    let learners = usize::try_from(or(1, 60)).unwrap_or(60).max(6);
    let days = u32::try_from(or(2, 160)).unwrap_or(160).max(1);
    let seed = or(3, 1);
    let size = Size { learners, strands: 6, depth: 40, educators: learners.div_ceil(25), days };
    let outcomes = every_school(schools, size, seed);
    for (place, arm) in Arm::ALL.iter().enumerate() {
        let of = |what: fn(&Outcome) -> f64| {
            outcomes.iter().map(|school| what(&school[place])).collect::<Vec<_>>()
        };
        let hours: Vec<Vec<f64>> =
            (0..4).map(|who| outcomes.iter().map(|school| school[place].an_hour[who]).collect()).collect();
        for (who, values) in WHO.iter().zip(&hours) {
            line(arm.name(), who, "an_hour", Mean::of(values));
        }
        line(arm.name(), "all", "mistaken", Mean::of(&of(|one| one.mistaken)));
        line(arm.name(), "all", "busy", Mean::of(&of(|one| one.busy)));
        line(arm.name(), "all", "led", Mean::of(&of(|one| one.led)));
        if place > 0 {
            for (who, name) in WHO.iter().enumerate() {
                let ours: Vec<f64> = outcomes.iter().map(|school| school[0].an_hour[who]).collect();
                line(arm.name(), name, "onramp_more", Mean::of_differences(&ours, &hours[who]));
            }
        }
    }
}

fn line(arm: &str, who: &str, what: &str, mean: Mean) {
    println!(
        "{{\"plan\":\"{arm}\",\"who\":\"{who}\",\"what\":\"{what}\",\"mean\":{:.4},\"half\":{:.4}}}",
        mean.mean, mean.half
    );
}

/// Each school under every way to plan, two schools at a time.
fn every_school(schools: usize, size: Size, seed: u64) -> Vec<[Outcome; 5]> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= schools {
                return done;
            }
            let seed = seed + number as u64;
            let school = School::new(size, seed);
            done.push((number, Arm::ALL.map(|arm| outcome(&year(&school, arm, seed)))));
            eprintln!("school {} of {schools}", number + 1);
        }
    };
    let mut found = std::thread::scope(|scope| {
        let other = scope.spawn(work);
        let mut found = work();
        found.extend(other.join().unwrap_or_default());
        found
    });
    found.sort_by_key(|(number, _)| *number);
    found.into_iter().map(|(_, outcomes)| outcomes).collect()
}

fn outcome(gains: &[Gains]) -> Outcome {
    let an_hour = |of: &dyn Fn(&&Gains) -> bool| {
        let (learned, hours) =
            gains.iter().filter(of).fold((0.0, 0.0), |sum, one| (sum.0 + one.learned, sum.1 + one.hours));
        learned / hours
    };
    let mean = |of: fn(&Gains) -> f64| Mean::of(&gains.iter().map(of).collect::<Vec<_>>()).mean;
    let third = |third: usize| an_hour(&move |one: &&Gains| one.third == third);
    Outcome {
        an_hour: [an_hour(&|_| true), third(0), third(1), third(2)],
        mistaken: mean(|one| one.mistaken),
        led: mean(|one| one.led),
        busy: mean(|one| one.busy),
    }
}
