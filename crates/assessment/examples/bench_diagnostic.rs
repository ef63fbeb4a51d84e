//! One step of an adaptive diagnostic, the next question and its answer, on one thread: `bench_diagnostic
//! [LEARNERS]`. Banks are invented; each learner sits to the stop. Prints, for each size of bank, milliseconds a
//! step and questions a learner.

#![expect(
    clippy::cast_precision_loss,
    clippy::disallowed_methods,
    reason = "a bench counts and reads the clock"
)]

use std::time::Instant;

use assessment::{
    diagnostic::{Answer, Diagnostic, Next, Start},
    forms::{BankEntry, Parameters},
    plan::{Part, PartOf, Plan, PlanKind},
};
use domain::{CompetencyId, ItemId};
use measurement::{models::Item, random::Generator, simulate};

const BANKS: [usize; 3] = [300, 2_000, 10_000];
const DOMAINS: [&str; 4] = ["number", "algebra", "data", "geometry"];

fn main() {
    let learners = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(200_u64);
    let part = |tag: &str| Part { of: PartOf::Tag(tag.to_owned()), at_least: 6, at_most: 20 };
    let plan = Plan { blueprint: DOMAINS.map(part).to_vec(), ..Plan::preset(PlanKind::AdaptiveDiagnostic) };
    for items in BANKS {
        let bank = bank(items);
        let diagnostic = Diagnostic::new(&plan, &bank).expect("a diagnostic");
        let (mut steps, mut spent) = (0_usize, 0.0);
        for learner in 0..learners {
            let mut generator = Generator::of(learner, 1, 2);
            let theta = generator.normal();
            let mut run = diagnostic.begin(learner, Start::UNKNOWN).expect("begins");
            loop {
                let clock = Instant::now();
                let Next::Ask { item, .. } = run.next_item() else { break };
                spent += clock.elapsed().as_secs_f64();
                let right = simulate::answer(&curve(&bank[place(item)]), theta, &mut generator) == 1;
                let answer = if right { Answer::Right } else { Answer::Wrong };
                let clock = Instant::now();
                run.answer(item, answer, 20_000).expect("was asked");
                spent += clock.elapsed().as_secs_f64();
                steps += 1;
            }
        }
        let (step, each) = (1_000.0 * spent / steps as f64, steps as f64 / learners as f64);
        println!("bank of {items}: {step:.4} ms a step, {each:.1} questions");
    }
}

fn bank(items: usize) -> Vec<BankEntry> {
    let mut generator = Generator::new(31);
    let one = |number: usize| BankEntry {
        id: id(number),
        competencies: vec![CompetencyId::from_bytes([u8::try_from(number % 20).unwrap_or(0); 16])],
        tags: vec![DOMAINS[number % DOMAINS.len()].to_owned()],
        parameters: Some(Parameters {
            a: libm::exp(0.25 * generator.normal()),
            b: 1.3 * generator.normal(),
            c: if number.is_multiple_of(3) { 0.15 } else { 0.0 },
        }),
        stimulus: None,
        given: 0,
        enemies: Vec::new(),
    };
    (0..items).map(one).collect()
}

fn id(number: usize) -> ItemId {
    let mut bytes = [0; 16];
    bytes[8..].copy_from_slice(&(number as u64).to_be_bytes());
    ItemId::from_bytes(bytes)
}

fn place(item: ItemId) -> usize {
    let mut last = [0; 8];
    last.copy_from_slice(&item.as_bytes()[8..]);
    usize::try_from(u64::from_be_bytes(last)).expect("a place of the bank")
}

fn curve(entry: &BankEntry) -> Item {
    let curve = entry.parameters.expect("calibrated");
    Item::three_parameter(curve.a, curve.b, curve.c).expect("an item")
}
