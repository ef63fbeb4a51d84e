//! New items among running tests: `bench_online`. 50 items, 40,000 answers each, refitted whenever the
//! number of answers has doubled. Prints answers per second, fits included, on one thread.

#![expect(
    clippy::cast_precision_loss,
    clippy::disallowed_methods,
    reason = "a bench counts and reads the clock"
)]

use std::time::Instant;

use measurement::{
    calibrate::Normal,
    models::{Item, Model},
    online::TrialItem,
    random::Generator,
    score::Estimate,
    simulate,
};

fn main() {
    let mut generator = Generator::new(4);
    let truth: Vec<Item> = (0..50)
        .map(|_| Item::two_parameter((0.3 * generator.normal()).exp(), generator.normal()).expect("an item"))
        .collect();
    let answers: Vec<(usize, Estimate, u8)> = (0..2_000_000)
        .map(|place| {
            let error = 0.25 + 0.1 * generator.uniform();
            let mean = 0.95 * generator.normal();
            let theta = mean + error * generator.normal();
            let item = place % 50;
            (item, Estimate { theta: mean, error }, simulate::answer(&truth[item], theta, &mut generator))
        })
        .collect();
    let mut trials: Vec<TrialItem> =
        truth.iter().map(|_| TrialItem::new(Model::TwoParameter).expect("a model")).collect();
    let prior = Some(Normal { mean: 0.0, sd: 2.0 });
    let mut next = [100.0; 50];
    let mut found = truth.clone();
    let begin = Instant::now();
    let mut fits = 0;
    for (item, estimate, category) in &answers {
        trials[*item].add(*estimate, *category).expect("an answer");
        if trials[*item].answers() >= next[*item] {
            next[*item] *= 2.0;
            if let Ok(fit) = trials[*item].fit(prior, None) {
                found[*item] = fit.item;
                fits += 1;
            }
        }
    }
    let seconds = begin.elapsed().as_secs_f64();
    let off = |(found, truth): (&Item, &Item)| (found.difficulties()[0] - truth.difficulties()[0]).powi(2);
    let rmse = (found.iter().zip(&truth).map(off).sum::<f64>() / 50.0).sqrt();
    println!("{:.2} M answers/s with {fits} fits, b RMSE {rmse:.4}", answers.len() as f64 / seconds / 1e6);
}
