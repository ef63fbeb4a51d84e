//! Fits and scores the tracing models: `bench_trace TRAIN.csv TEST.csv`. Prints wall and CPU seconds of each
//! fit and the accuracy on the test file, learners of which are none of the training file's.

#![expect(
    clippy::cast_precision_loss,
    clippy::disallowed_methods,
    reason = "a bench counts and reads the clock"
)]

use std::{collections::HashMap, env, fs, time::Instant};

use measurement::trace::{Kind, Log, NextAnswer, Ratings, Traced, accuracy, bkt, rate_answers};

fn main() {
    let arguments: Vec<String> = env::args().collect();
    let [_, train, test] = arguments.as_slice() else {
        eprintln!("usage: bench_trace TRAIN.csv TEST.csv");
        return;
    };
    let read = |path: &String| Log::read(&fs::read_to_string(path).expect("a file")).expect("a log");
    let (train, test) = (read(train), read(test));
    let correct: Vec<bool> = test.answers().iter().map(|answer| answer.correct).collect();
    let judge = |what: &str, predicted: &[f64]| {
        if let Some(found) = accuracy(predicted, &correct) {
            println!("  {what}: {found:.4?}");
        }
    };
    let timed = |what: &str, begin: Instant, before: f64| {
        println!("{what}: wall {:.3} s, cpu {:.2} s", begin.elapsed().as_secs_f64(), cpu_seconds() - before);
    };
    for forgetting in [false, true] {
        let (begin, before) = (Instant::now(), cpu_seconds());
        let settings = bkt::Settings { forgetting, ..bkt::Settings::default() };
        let fits = bkt::fit_skills(&train.by_skill(), &settings);
        timed(&format!("BKT, forgetting {forgetting}"), begin, before);
        let mut known: HashMap<(u32, u32), f64> = HashMap::new();
        let mut predicted = Vec::new();
        for answer in test.answers() {
            let Some(fit) = fits.get(answer.skill as usize).copied().flatten() else {
                predicted.push(0.65);
                continue;
            };
            let known = known.entry((answer.learner, answer.skill)).or_insert(fit.parameters.prior);
            predicted.push(fit.parameters.predict(*known));
            *known = fit.parameters.update(*known, answer.correct);
        }
        judge("BKT", &predicted);
    }
    let (begin, before) = (Instant::now(), cpu_seconds());
    for _ in 0..20 {
        rate_answers(&mut Ratings::default(), &train);
    }
    timed("Elo, 20 times", begin, before);
    println!(
        "  {:.1} M updates/s",
        20.0 * train.answers().len() as f64 / begin.elapsed().as_secs_f64() / 1e6
    );
    for (kind, penalty) in
        [(Kind::Irt, 1.0), (Kind::Pfa, 1.0), (Kind::BestLr, 1.0), (Kind::CountsAndRatings, 3.3)]
    {
        let (begin, before) = (Instant::now(), cpu_seconds());
        let model = Traced::fit(kind, &train, penalty);
        timed(&format!("{kind:?}"), begin, before);
        let begin = Instant::now();
        let predicted = model.tracer().follow(&test);
        println!(
            "  {:.2} us per prediction and update",
            begin.elapsed().as_secs_f64() * 1e6 / predicted.len() as f64
        );
        judge(&format!("{kind:?}"), &predicted);
        if kind == Kind::CountsAndRatings {
            doubt(&model, &test);
        }
    }
    let (begin, before) = (Instant::now(), cpu_seconds());
    let model = NextAnswer::fit(&train, 3.3);
    timed("NextAnswer", begin, before);
    judge("NextAnswer", &model.follow(&test));
}

/// Whether learners who were not fitted differ from what was foretold as much as was doubted: of two answers to a
/// competency, one after the other, both foretold before the first, the mean product of residuals, and of doubts.
fn doubt(model: &Traced, test: &Log) {
    let answers = test.answers();
    let mut later = HashMap::new();
    let mut next = vec![None; answers.len()];
    for (place, answer) in answers.iter().enumerate().rev() {
        next[place] = later.insert((answer.learner, answer.skill), place);
    }
    let mut tracer = model.tracer();
    let (mut products, mut doubts, mut pairs) = (0.0, 0.0, 0.0);
    for (answer, next) in answers.iter().zip(next) {
        if let Some(next) = next.map(|next| &answers[next]).filter(|next| next.item != answer.item) {
            let (first, second) = (tracer.foretell(answer), tracer.foretell(next));
            let residual = |correct: bool, chance: f64| f64::from(u8::from(correct)) - chance;
            products += residual(answer.correct, first.chance) * residual(next.correct, second.chance);
            doubts += first.doubt.unwrap_or(0.0) * second.doubt.unwrap_or(0.0);
            pairs += 1.0;
        }
        tracer.update(answer);
    }
    println!("  doubt: {:.5} came, {:.5} were doubted, in {pairs} pairs", products / pairs, doubts / pairs);
}

/// CPU seconds of this process so far, all threads.
fn cpu_seconds() -> f64 {
    let Ok(stat) = fs::read_to_string("/proc/self/stat") else { return f64::NAN };
    let after = stat.rsplit(')').next().unwrap_or_default();
    let ticks: f64 =
        after.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
    ticks / 100.0
}
