//! What can be learned next in random orders of 200 to 2,000 competencies: `bench_structure`. Prints, for each size,
//! the time to read the pairs and the times of one outer fringe over states of random learners.

#![expect(
    clippy::cast_precision_loss,
    clippy::disallowed_methods,
    reason = "a bench counts and reads the clock"
)]

use std::{hint::black_box, time::Instant};

use measurement::{
    random::Generator,
    structure::{Known, Prerequisites},
};

/// Learners asked for per size.
const LEARNERS: usize = 2_000;

fn main() {
    for len in [200_usize, 1_000, 2_000] {
        let mut generator = Generator::new(1);
        // Each competency rests on up to three of the fifty before it.
        let mut pairs = Vec::new();
        for then in 1..len {
            for _ in 0..generator.below(4) {
                let back = 1 + generator.below(50);
                pairs.push((then.saturating_sub(back), then));
            }
        }
        let begin = Instant::now();
        let order = Prerequisites::new(len, &pairs).expect("no cycle");
        let read = begin.elapsed().as_secs_f64() * 1e3;
        let mut times = Vec::with_capacity(LEARNERS);
        let mut next = 0_usize;
        for _ in 0..LEARNERS {
            let some: Vec<usize> = (0..generator.below(30)).map(|_| generator.below(len)).collect();
            let state = order.closure(&Known::of(len, &some));
            let begin = Instant::now();
            let found = black_box(order.outer_fringe(black_box(&state)));
            times.push(begin.elapsed().as_secs_f64() * 1e6);
            assert!(found.iter().all(|one| order.before(*one).iter().all(|needed| state.has(needed))));
            next += found.len();
        }
        times.sort_by(f64::total_cmp);
        println!(
            "{len} competencies: read {read:.2} ms; next, of {LEARNERS} learners: p50 {:.1}, p99 {:.1} us, {:.1} each",
            times[LEARNERS / 2],
            times[LEARNERS * 99 / 100],
            next as f64 / LEARNERS as f64
        );
    }
}
