//! Times of shadow tests on the pools of TestDesign, on one thread: `bench_shadow FOLDER [LEARNERS]`. One time is
//! what a server does for one question: the state taken up, the shadow test made, the item chosen.

#![expect(
    clippy::cast_precision_loss,
    clippy::disallowed_methods,
    reason = "a bench counts and reads the clock"
)]

#[path = "../tests/reference/pools.rs"]
mod pools;

use std::{env, fs, time::Instant};

use measurement::{
    adaptive::{Rules, Selection, Sitting, State, Step, Stopping, Test},
    random::Generator,
    simulate,
};

fn main() {
    let Some(folder) = env::args().nth(1) else {
        eprintln!("usage: bench_shadow FOLDER [LEARNERS]");
        return;
    };
    let learners: u64 = env::args().nth(2).and_then(|learners| learners.parse().ok()).unwrap_or(100);
    for name in ["fatigue_95", "science_1000"] {
        let read = |what: &str| fs::read_to_string(format!("{folder}/{what}_{name}.csv")).expect("a file");
        let pool = pools::pool(&read("itempool"), &read("itemattrib"), &read("constraints"));
        let stopping = Stopping::after(pool.blueprint.length);
        let rules =
            Rules { blueprint: Some(pool.blueprint), ..Rules::new(Selection::MaximumInformation, stopping) };
        let begin = Instant::now();
        let test = Test::new(pool.bank.clone(), rules).expect("a test");
        let prepared = begin.elapsed().as_secs_f64();
        let mut generator = Generator::new(1);
        let (mut millis, mut least, mut most_programs, mut programs) = (Vec::new(), 1.0_f64, 0, 0);
        for seed in 0..learners {
            let theta = generator.normal();
            let mut state = State::new(seed);
            loop {
                let begin = Instant::now();
                let mut sitting = Sitting::resume(&test, &state).expect("a state");
                let step = sitting.next();
                let Step::Ask(choice) = step else { break };
                millis.push(begin.elapsed().as_secs_f64() * 1e3);
                let proof = choice.shadow.expect("a shadow test");
                least = least.min(proof.value / proof.bound);
                most_programs = most_programs.max(proof.programs);
                programs += proof.programs;
                let item = &pool.bank.items()[choice.item].item;
                sitting
                    .answer(choice.item, simulate::answer(item, theta, &mut generator))
                    .expect("an answer");
                state = sitting.state().clone();
            }
        }
        let mean = millis.iter().sum::<f64>() / millis.len() as f64;
        let tests = millis.len();
        millis.sort_by(f64::total_cmp);
        let at = |share: usize| millis[tests * share / 100];
        println!(
            "{name}: {tests} shadow tests, prepared in {prepared:.3} s; mean {mean:.3} ms, p50 {:.3}, p95 {:.3}, p99 \
             {:.3}, max {:.3} ms; at least {least:.5} of the optimum; {:.2} linear programs each, at most \
             {most_programs}",
            at(50),
            at(95),
            at(99),
            millis[tests - 1],
            programs as f64 / tests as f64,
        );
    }
}
