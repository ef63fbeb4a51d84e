//! Every item of the bank taken: its key gives all points, nothing gives none, and its numbers are drawn.

use std::collections::BTreeMap;

use assessment::session::{Attempt, Prepared};
use domain::item::{Value, View};

/// How many draws of an item with variables are tried.
const DRAWS: u64 = 40;

#[test]
fn the_key_of_every_item_gives_all_points_for_every_draw() {
    for one in item_bank::items() {
        let name = &one.item.identifier;
        let draws = if one.item.templates.is_empty() { 1 } else { DRAWS };
        for seed in 0..draws {
            let prepared =
                Prepared::new(&one.item, seed, &[]).unwrap_or_else(|why| panic!("{name}: {why:?}"));
            for declared in &one.item.templates {
                let value = prepared.template(&declared.identifier);
                assert!(value.is_some_and(|value| !value.is_null()), "{name} {}", declared.identifier);
            }
            let shown = format!("{:?}", prepared.view(None, View::Candidate));
            assert!(!shown.contains("{="), "{name}: a formula is shown as it is written");
            if !one.item.scores_itself() {
                continue;
            }
            let score = |answers: &BTreeMap<String, Value>| {
                let outcomes = prepared.answered(&Attempt::first(answers));
                let outcomes = outcomes.unwrap_or_else(|why| panic!("{name}: {why:?}"));
                (outcomes.score(), outcomes.max_score())
            };
            let solution = prepared.solution();
            let (reached, most) = score(&solution);
            assert_eq!(reached, most, "{name} with {solution:?}");
            assert_eq!(prepared.max_score(), most, "{name}");
            assert_eq!(score(&BTreeMap::new()).0, Some(0.0), "{name} unanswered");
        }
    }
}
