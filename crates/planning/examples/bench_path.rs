//! The path of learners over 2,000 competencies: `bench_path LEARNERS`. Prints how long the graph takes to make, one
//! learner's path takes, and the paths of so many learners take on every core.

#![expect(
    clippy::cast_precision_loss,
    clippy::disallowed_methods,
    reason = "a bench counts and reads the clock"
)]

use std::{hint::black_box, num::NonZero, thread, time::Instant};

use domain::{CompetencyId, Timestamp};
use measurement::{
    memory::Recall,
    random::Generator,
    structure::{Known, Prerequisites},
};
use planning::{
    graph::{Graph, Place},
    path::{Asked, Goal, Kind, Rules, path},
    review::{Review, remembered},
    standing::{Chance, Standing, Standings},
};

const COMPETENCIES: usize = 2_000;
/// Learners whose paths are timed one by one.
const ONE_BY_ONE: usize = 2_000;
const NOW: i64 = 1_800_000_000;

/// A framework, and the goals of everybody: four grades of it, and a program's requirement.
struct Framework {
    graph: Graph,
    order: Prerequisites,
    ids: Vec<CompetencyId>,
    goals: Vec<Goal>,
}

fn main() {
    let learners =
        std::env::args().nth(1).map_or(100_000, |text| text.parse().expect("a number of learners"));
    let (framework, made) = framework();
    println!("graph of {COMPETENCIES} competencies: {made:.2} ms");
    let mut times = Vec::with_capacity(ONE_BY_ONE);
    let (mut learn, mut review) = (0, 0);
    for learner in 0..ONE_BY_ONE {
        let standings = standings(&framework, learner);
        // The least of three: what other programs take of the machine is not ours.
        let mut least = f64::INFINITY;
        let mut found = (0, 0);
        for _ in 0..3 {
            let begin = Instant::now();
            found = black_box(asked(&framework, &standings));
            least = least.min(begin.elapsed().as_secs_f64() * 1e3);
        }
        times.push(least);
        learn += found.0;
        review += found.1;
    }
    times.sort_by(f64::total_cmp);
    println!(
        "path of one learner: p50 {:.4} ms, p99 {:.4} ms; {:.1} to learn, {:.1} to look at again",
        times[ONE_BY_ONE / 2],
        times[ONE_BY_ONE * 99 / 100],
        learn as f64 / ONE_BY_ONE as f64,
        review as f64 / ONE_BY_ONE as f64
    );
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    // Learners are made beforehand, a thousand at a time, so that paths alone are timed.
    let mut seconds = 0.0;
    for first in (0..learners).step_by(1_000) {
        let stretch: Vec<Standings> =
            (first..learners.min(first + 1_000)).map(|learner| standings(&framework, learner)).collect();
        let begin = Instant::now();
        thread::scope(|scope| {
            for part in stretch.chunks(stretch.len().div_ceil(threads)) {
                let framework = &framework;
                scope.spawn(move || {
                    for one in part {
                        black_box(asked(framework, one));
                    }
                });
            }
        });
        seconds += begin.elapsed().as_secs_f64();
    }
    println!("paths of {learners} learners on {threads} cores: {seconds:.2} s");
}

/// How many there are to learn and to look at again.
fn asked(framework: &Framework, standings: &Standings) -> (usize, usize) {
    let found = path(&Asked {
        graph: &framework.graph,
        standings,
        goals: &framework.goals,
        directives: &[],
        choices: &[],
        interests: &[],
        rules: &Rules::published(),
        now: Timestamp::from_second(NOW).expect("a moment"),
    })
    .expect("few goals");
    let learn = found.suggestions.iter().filter(|one| one.kind == Kind::Learn).count();
    (learn, found.suggestions.len() - learn)
}

/// Each competency rests on up to three of the fifty before it.
fn framework() -> (Framework, f64) {
    let mut generator = Generator::new(1);
    let mut pairs = Vec::new();
    for then in 1..COMPETENCIES {
        for _ in 0..generator.below(4) {
            pairs.push((then.saturating_sub(1 + generator.below(50)), then));
        }
    }
    let ids: Vec<CompetencyId> = (0..COMPETENCIES)
        .map(|number| {
            let mut bytes = [0; 16];
            bytes[..8].copy_from_slice(&(number as u64).to_be_bytes());
            CompetencyId::from_bytes(bytes)
        })
        .collect();
    let places: Vec<Place> =
        ids.iter().zip(0..).map(|(id, position)| Place { competency: *id, position }).collect();
    let of_ids: Vec<_> = pairs.iter().map(|(before, after)| (ids[*before], ids[*after])).collect();
    let begin = Instant::now();
    let graph = black_box(Graph::new(&places, &of_ids));
    let made = begin.elapsed().as_secs_f64() * 1e3;
    let goals = [(0, 500), (500, 1_000), (1_000, 1_500), (1_500, 2_000), (900, 1_900)];
    let goal = |(from, to): (usize, usize)| Goal { competencies: ids[from..to].to_vec(), ..Goal::default() };
    let order = Prerequisites::new(COMPETENCIES, &pairs).expect("no circle");
    (Framework { graph, order, goals: goals.map(goal).to_vec(), ids }, made)
}

/// A learner who has mastered some competencies and everything before them, each by one to four pieces of work.
fn standings(framework: &Framework, learner: usize) -> Standings {
    let mut generator = Generator::new(learner as u64 + 2);
    let some: Vec<usize> = (0..generator.below(60)).map(|_| generator.below(COMPETENCIES)).collect();
    let state = framework.order.closure(&Known::of(COMPETENCIES, &some));
    let weights = Rules::published().weights;
    let known: Vec<(CompetencyId, Standing)> = state
        .iter()
        .map(|number| {
            let at = |days: usize| {
                let days = i64::try_from(days).expect("few days");
                Timestamp::from_second(NOW - days * 86_400).expect("a moment")
            };
            let reviews: Vec<Review> = (0..=generator.below(4))
                .map(|_| Review { at: at(generator.below(300)), recall: Recall::Good })
                .collect();
            let last = reviews.iter().map(|review| review.at).max();
            let standing = Standing {
                mastered: true,
                chance: Chance::new(0.5 + 0.5 * generator.uniform()).expect("a chance"),
                pieces: 3,
                mastered_since: last,
                worked_at: last,
                memory: remembered(&weights, &reviews),
            };
            (framework.ids[number], standing)
        })
        .collect();
    Standings::new(&framework.graph, known)
}
