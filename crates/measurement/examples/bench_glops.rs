//! Small problem sets fitted by knowledge tracing, beside another program's parameters:
//! `bench_glops FOLDER PARAMETERS.csv`. The folder has a file `NAME-exact.txt` a set: a line a learner, its number and
//! its rights and wrongs. The table has lines `NAME,prior,learn,guess,slip`. Likelihoods of both are ours to compute;
//! sets where the other program's guess and slip come to 1 or more are no knowledge tracing and are passed over.

use std::{env, fs, path::Path};

use measurement::trace::bkt::{self, Parameters, Settings};

/// How much less likely still counts as as likely.
const SLACK: f64 = 0.1;

fn main() {
    let arguments: Vec<String> = env::args().collect();
    let [_, folder, table] = arguments.as_slice() else {
        eprintln!("usage: bench_glops FOLDER PARAMETERS.csv");
        return;
    };
    let (mut compared, mut likely, mut ours, mut theirs) = (0, 0, 0.0, 0.0);
    for line in fs::read_to_string(table).expect("a table").lines() {
        let (name, numbers) = line.split_once(',').expect("a name");
        let numbers: Vec<f64> = numbers.split(',').map(|number| number.parse().expect("a number")).collect();
        let [prior, learn, guess, slip] = numbers[..] else { panic!("{line}: four numbers") };
        if guess + slip >= 1.0 {
            continue;
        }
        let text = fs::read_to_string(Path::new(folder).join(format!("{name}-exact.txt"))).expect("a set");
        let sequence =
            |line: &str| line.split_whitespace().skip(1).map(|word| word == "1").collect::<Vec<bool>>();
        let sequences: Vec<Vec<bool>> = text.lines().map(sequence).filter(|one| !one.is_empty()).collect();
        let settings = Settings { weight: 0.0, tolerance: 1e-6, most_passes: 2_000, ..Settings::default() };
        let fit = bkt::fit(&sequences, &settings).expect("answers");
        let other = Parameters { prior, learn, forget: 0.0, guess, slip }.log_likelihood(&sequences);
        compared += 1;
        likely += i32::from(fit.log_likelihood >= other - SLACK);
        ours += fit.log_likelihood;
        theirs += other;
        if fit.log_likelihood < other - SLACK {
            println!("{name}: {:.4} beside {other:.4}", fit.log_likelihood);
        }
    }
    println!("sets: {likely} of {compared} at least as likely; in sum {ours:.3} beside {theirs:.3}");
}
