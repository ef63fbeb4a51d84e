//! Simulates 2PL answers of many learners, fits them and scores them by EAP:
//! `bench_score LEARNERS ITEMS SEED`. Prints wall and CPU seconds of each.

#![expect(clippy::cast_precision_loss, reason = "counts lie far below 2^52")]

use std::{env, fs, time::Instant};

use measurement::{
    calibrate::{Errors, ItemPlan, Settings, calibrate},
    models::{Item, Model},
    posterior::{Grid, Population},
    random::Generator,
    score::{Method, score},
    simulate,
};

#[expect(clippy::disallowed_methods, reason = "a bench reads the clock")]
fn main() {
    let numbers: Vec<usize> = env::args().skip(1).filter_map(|number| number.parse().ok()).collect();
    let [learners, count, seed] = numbers.as_slice() else {
        eprintln!("usage: bench_score LEARNERS ITEMS SEED");
        return;
    };
    let mut generator = Generator::new(*seed as u64);
    let items: Vec<Item> = (0..*count)
        .map(|_| {
            let a = (0.3 * generator.normal()).exp();
            Item::two_parameter(a, generator.normal()).expect("an item")
        })
        .collect();
    let abilities: Vec<f64> = (0..*learners).map(|_| generator.normal()).collect();
    let responses = simulate::answers(&items, &abilities, &mut generator).expect("answers");
    let timed = |what: &str, task: &mut dyn FnMut()| {
        let (begin, before) = (Instant::now(), cpu_seconds());
        task();
        println!("{what}: wall {:.3} s, cpu {:.2} s", begin.elapsed().as_secs_f64(), cpu_seconds() - before);
    };
    let plan = vec![ItemPlan::Estimate(Model::TwoParameter); *count];
    let settings = Settings { errors: Errors::None, ..Settings::default() };
    timed("calibrate 2PL", &mut || {
        let fit = calibrate(&responses, &plan, &settings).expect("a fit");
        println!(
            "log-likelihood {:.4}, {} steps, converged {}",
            fit.log_likelihood, fit.steps, fit.converged
        );
    });
    for method in [Method::Eap, Method::Wle] {
        timed(&format!("score {method:?}"), &mut || {
            let found =
                score(&responses, &items, &[Population::STANDARD], method, Grid::default()).expect("scores");
            let squares = found
                .iter()
                .zip(&abilities)
                .filter_map(|(f, theta)| Some((f.as_ref()?.theta - theta).powi(2)));
            println!("{method:?}: RMSE {:.4}", (squares.sum::<f64>() / abilities.len() as f64).sqrt());
        });
    }
}

/// CPU seconds of this process so far, all threads.
fn cpu_seconds() -> f64 {
    let Ok(stat) = fs::read_to_string("/proc/self/stat") else { return f64::NAN };
    let after = stat.rsplit(')').next().unwrap_or_default();
    let ticks: f64 =
        after.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
    ticks / 100.0
}
