//! Fits one table of answers and says how long it took: `bench_calibrate FILE MODEL [TIMES]`.
//!
//! Prints the wall seconds of reading and of the quickest fit, the CPU seconds of the process per fit,
//! the log-likelihood and the steps.

use std::{env, fs, time::Instant};

use measurement::{
    calibrate::{Errors, ItemPlan, Settings, calibrate},
    models::Model,
    responses::read_wide,
};

#[expect(clippy::disallowed_methods, reason = "a bench reads the clock")]
fn main() {
    let arguments: Vec<String> = env::args().collect();
    let [_, file, model, rest @ ..] = arguments.as_slice() else {
        eprintln!("usage: bench_calibrate FILE rasch|1pl|2pl|3pl|pcm|rsm|grm|gpcm|nominal [TIMES]");
        return;
    };
    let model = match model.as_str() {
        "rasch" => Model::Rasch,
        "1pl" => Model::OneParameter,
        "2pl" => Model::TwoParameter,
        "3pl" => Model::ThreeParameter,
        "pcm" => Model::PartialCredit,
        "rsm" => Model::RatingScale,
        "grm" => Model::Graded,
        "gpcm" => Model::GeneralizedPartialCredit,
        _ => Model::Nominal,
    };
    let times: u32 = rest.first().and_then(|times| times.parse().ok()).unwrap_or(3);
    let begin = Instant::now();
    let table = read_wide(&fs::read_to_string(file).expect("a file")).expect("a table");
    println!("read {:.3} s", begin.elapsed().as_secs_f64());
    let settings = Settings { errors: Errors::None, ..Settings::default() };
    let plan = vec![ItemPlan::Estimate(model); table.items.len()];
    let mut best = f64::INFINITY;
    let before = cpu_seconds();
    for _ in 0..times {
        let begin = Instant::now();
        let fit = calibrate(&table.responses, &plan, &settings).expect("a fit");
        best = best.min(begin.elapsed().as_secs_f64());
        println!(
            "log-likelihood {:.5} prior {:.4} steps {} converged {} set aside {:?}",
            fit.log_likelihood, fit.log_prior, fit.steps, fit.converged, fit.set_aside
        );
        for item in fit.items.iter().flatten().take(if rest.len() > 1 { 1000 } else { 0 }) {
            println!("{:.6} {:?} {:.5}", item.slope(), item.difficulties(), item.guessing());
        }
    }
    println!("wall {best:.3} s, cpu {:.3} s per fit", (cpu_seconds() - before) / f64::from(times));
}

/// CPU seconds of this process so far, all threads.
fn cpu_seconds() -> f64 {
    let Ok(stat) = fs::read_to_string("/proc/self/stat") else { return f64::NAN };
    let after = stat.rsplit(')').next().unwrap_or_default();
    let ticks: f64 =
        after.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
    ticks / 100.0
}
