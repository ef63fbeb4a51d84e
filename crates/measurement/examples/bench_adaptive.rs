//! Adaptive tests on one thread: `bench_adaptive BANK.csv THETAS.csv [LEARNERS]`, then the time of one step
//! on a made-up bank of 10,000 items. The bank has the columns a, b and c; run with `RAYON_NUM_THREADS=1`.

#![expect(
    clippy::cast_precision_loss,
    clippy::disallowed_methods,
    reason = "a bench counts and reads the clock"
)]

use std::{env, fs, time::Instant};

use measurement::{
    adaptive::{
        Bank, BankItem, ExposureTrial, Quota, Rules, Selection, Sitting, State, Step, Stopping, Test,
        price_exposure, simulate_sittings,
    },
    models::Item,
    posterior::Population,
    random::Generator,
    simulate,
};

fn main() {
    let arguments: Vec<String> = env::args().collect();
    let [_, bank, thetas, rest @ ..] = arguments.as_slice() else {
        eprintln!("usage: bench_adaptive BANK.csv THETAS.csv [LEARNERS]");
        return;
    };
    let learners: usize = rest.first().and_then(|count| count.parse().ok()).unwrap_or(20_000);
    let numbers =
        |line: &str| line.split(',').filter_map(|cell| cell.trim().parse().ok()).collect::<Vec<f64>>();
    let lines = fs::read_to_string(bank).expect("a bank");
    let rows = lines.lines().skip(1).map(numbers).enumerate();
    let items: Vec<BankItem> = rows
        .map(|(place, row)| BankItem {
            content: place % 4,
            ..BankItem::new(Item::three_parameter(row[0], row[1], row[2]).expect("an item"))
        })
        .collect();
    let thetas: Vec<f64> = fs::read_to_string(thetas).expect("abilities").lines().flat_map(numbers).collect();
    let abilities: Vec<f64> = thetas.iter().copied().cycle().take(learners).collect();
    let bank = Bank::new(items).expect("a bank");
    let sure = Stopping { least: 1, most: 60, error: Some(0.3), information: None, classification: None };
    let rules = |stopping| Rules::new(Selection::MaximumInformation, stopping);
    let trial =
        ExposureTrial { most: 0.245, population: Population::STANDARD, learners: 4000, rounds: 40, seed: 3 };
    let thirty = rules(Stopping::after(30));
    let priced = bank.with_prices(&price_exposure(&bank, &thirty, &trial).expect("prices")).expect("a bank");
    let lots = bank.with_exposure_limited(&thirty, &ExposureTrial { rounds: 10, ..trial }).expect("a bank");
    let mut quotas = thirty.clone();
    quotas.quotas = (0..4).map(|content| Quota { content, at_least: 7, at_most: 8 }).collect();
    for (what, bank, rules) in [
        ("standard error below 0.3", &bank, rules(sure)),
        ("30 items", &bank, thirty.clone()),
        ("30 items, exposure priced", &priced, thirty.clone()),
        ("30 items, Sympson-Hetter", &lots, thirty.clone()),
        ("30 items, quotas of 4 areas", &bank, quotas),
    ] {
        let test = Test::new(bank.clone(), rules).expect("a test");
        let begin = Instant::now();
        let found = simulate_sittings(&test, &abilities, 1);
        let seconds = begin.elapsed().as_secs_f64();
        println!(
            "{what}: {:.0} learners/s, {:.0} items/s, {:.2} items, RMSE {:.4}, bias {:.3}, exposure {:.3}",
            learners as f64 / seconds,
            learners as f64 * found.length / seconds,
            found.length,
            found.rmse,
            found.bias,
            found.exposure.iter().copied().fold(0.0, f64::max)
        );
    }
    let mut generator = Generator::new(2);
    let mut large = Vec::new();
    for _ in 0..10_000 {
        let (a, b) = ((0.3 * generator.normal()).exp(), 1.2 * generator.normal());
        large.push(BankItem::new(Item::three_parameter(a, b, 0.2 * generator.uniform()).expect("an item")));
    }
    let large = Bank::new(large).expect("a bank");
    for selection in [
        Selection::MaximumInformation,
        Selection::Randomesque { from: 10 },
        Selection::PosteriorWeighted,
        Selection::KullbackLeibler,
        Selection::Progressive,
        Selection::Stratified { strata: 4 },
    ] {
        let begin = Instant::now();
        let test = Test::new(large.clone(), Rules::new(selection, Stopping::after(30))).expect("a test");
        let prepared = begin.elapsed().as_secs_f64();
        let mut micros = Vec::new();
        for seed in 0..100 {
            let theta = generator.normal();
            let mut state = State::new(seed);
            loop {
                // What a server does: take the state up, choose, take the answer, keep the state.
                let begin = Instant::now();
                let mut sitting = Sitting::resume(&test, &state).expect("a state");
                let step = sitting.next();
                if let Step::Ask(choice) = step {
                    let category = simulate::answer(&large.items()[choice.item].item, theta, &mut generator);
                    sitting.answer(choice.item, category).expect("an answer");
                }
                micros.push(begin.elapsed().as_secs_f64() * 1e6);
                state = sitting.state().clone();
                if matches!(step, Step::Stop(_)) {
                    break;
                }
            }
        }
        micros.sort_by(f64::total_cmp);
        let at = |share: usize| micros[micros.len() * share / 100];
        println!(
            "10,000 items, {selection:?}: p50 {:.0} us, p99 {:.0} us, max {:.0} us; prepared in {prepared:.2} s",
            at(50),
            at(99),
            micros[micros.len() - 1]
        );
    }
}
