//! How long one judgement of twenty pieces takes: `cargo run --release -p mastery --example judging`.

use std::{hint::black_box, time::Instant};

use domain::{
    CompetencyId, EvidenceId, LearnerId, Points, Timestamp,
    evidence::{Entry, Evidence, Fact, ScoredResult, Sequence, Source},
    scale::Scale,
};
use mastery::{Case, Inputs, Policy, judge, rules};

const JUDGEMENTS: u32 = 20_000;

#[expect(clippy::disallowed_methods, reason = "an example that measures reads the clock; no judgement does")]
fn main() {
    let competency = CompetencyId::from_bytes([9; 16]);
    let entries: Vec<Entry> = (1..=20).map(|sequence| entry(sequence, competency)).collect();
    for rule in rules::ALL {
        let policy = Policy::of_rule(rule.slug, &[]).expect("every rule has defaults");
        let inputs = Inputs::new(policy, Scale::four_levels());
        let as_of = Timestamp::from_second(2_000_000_000).expect("a moment");
        let case = Case { entries: &entries, competency, inputs: &inputs, as_of };
        let begun = Instant::now();
        for _ in 0..JUDGEMENTS {
            black_box(judge(black_box(&case)));
        }
        println!("{:20} {:.2?} a judgement", rule.slug, begun.elapsed() / JUDGEMENTS);
    }
}

fn entry(sequence: i64, competency: CompetencyId) -> Entry {
    let evidence = Evidence {
        competency,
        result: ScoredResult {
            points: Points::from_millionths(sequence % 2 * 1_000_000),
            points_possible: Points::ONE,
            level: None,
        },
        mastery_cut: None,
        result_group: None,
        source: Source::ItemResponse,
        judge: None,
        instrument: Some(format!("item {sequence}")),
        attempt: None,
        section: None,
        worked_at: Timestamp::from_second(1_700_000_000).expect("a moment"),
        note: None,
        attachment: None,
    };
    Entry {
        learner: LearnerId::from_bytes([1; 16]),
        sequence: Sequence(sequence),
        id: EvidenceId::from_bytes([2; 16]),
        recorded_at: Timestamp::UNIX_EPOCH,
        recorded_by: None,
        fact: Fact::Evidence(evidence),
    }
}
