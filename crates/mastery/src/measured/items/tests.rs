//! What is read of a result, and what is refused.

use domain::{Points, evidence::ScoredResult};
use measurement::{models::Item, posterior::Population};
use proptest::prelude::*;

use super::{BadItems, ItemParameters, NotRead};
use crate::measured::{BadMeasured, Kind, Measured};

fn set() -> ItemParameters {
    let items = [
        ("easy".to_owned(), Item::two_parameter(1.2, -1.0).expect("an item")),
        ("essay".to_owned(), Item::graded(1.1, &[-1.0, 0.0, 1.2]).expect("an item")),
        ("lucky %\t".trim().to_owned(), Item::three_parameter(0.9, 0.1, 0.2).expect("an item")),
        ("steps".to_owned(), Item::partial_credit(0.8, &[0.5, -0.2]).expect("an item")),
    ];
    ItemParameters::new(Population { mean: 0.1, sd: 1.3 }, items).expect("a set")
}

fn result(points: &str, possible: &str) -> ScoredResult {
    let read = |text: &str| text.parse::<Points>().expect("points");
    ScoredResult { points: read(points), points_possible: read(possible), level: None }
}

#[test]
fn a_score_is_a_category_or_nothing() {
    for (item, points, possible, expected) in [
        (Some("easy"), "1", "1", Ok(1)),
        (Some("easy"), "0", "4", Ok(0)),
        (Some("easy"), "4", "4", Ok(1)),
        (Some("easy"), "0.5", "1", Err(NotRead::NoCategory)),
        (Some("essay"), "2", "3", Ok(2)),
        (Some("essay"), "4", "6", Ok(2)),
        (Some("essay"), "1", "4", Err(NotRead::NoCategory)),
        (Some("essay"), "4", "3", Err(NotRead::NoCategory)),
        (Some("steps"), "0.5", "1", Ok(1)),
        (Some("steps"), "-1", "1", Err(NotRead::NoCategory)),
        (Some("steps"), "1", "0", Err(NotRead::NoCategory)),
        (Some("other"), "1", "1", Err(NotRead::UnknownItem)),
        (None, "1", "1", Err(NotRead::NoItem)),
    ] {
        let set = set();
        let found = set.answer(item, &result(points, possible)).map(|(_, category)| category);
        assert_eq!(found, expected, "{item:?} {points} of {possible}");
    }
}

#[test]
fn what_cannot_judge_is_refused_by_name() {
    let item = || Item::rasch(0.0).expect("an item");
    let nominal = Item::nominal(&[0.5], &[0.1]).expect("an item");
    for (items, sd, said) in [
        (vec![], 1.0, "there is no item"),
        (vec![("a", item()), ("a", item())], 1.0, "the item \"a\" is there twice"),
        (vec![("n", nominal)], 1.0, "the item \"n\" is nominal"),
        (vec![("", item())], 1.0, "1 to 300 characters"),
        (vec![(" a", item())], 1.0, "1 to 300 characters"),
        (vec![("a", item())], 0.0, "are no population"),
        (vec![("a", item())], f64::NAN, "are no population"),
    ] {
        let items = items.into_iter().map(|(name, item)| (name.to_owned(), item));
        let bad: BadItems = ItemParameters::new(Population { mean: 0.0, sd }, items).expect_err("is refused");
        assert!(bad.to_string().contains(said), "{bad}");
    }
}

#[test]
fn hostile_texts_are_refused_and_name_the_line() {
    let good = Measured::from(set());
    assert_eq!(good.kind(), Kind::ItemParameters);
    for (from, to, said) in [
        ("onramp-item-parameters-1", "onramp-item-parameters-9", "no set begins with"),
        ("population\t0.1\t1.3\n", "", "line 2"),
        ("population\t0.1\t1.3", "population\t0.1\tNaN", "line 2"),
        ("population\t0.1\t1.3", "population\t0.1\t-1", "no population"),
        ("easy\tlogistic\t1.2\t1.2", "easy\tlogistic\tinf\t1.2", "line 3"),
        ("easy\tlogistic", "easy\tgraded", "line 3"),
        ("easy\tlogistic\t1.2\t1.2\t0", "easy\tlogistic\t1.2\t1.2\t1", "line 3"),
        ("item\teasy", "item\tessay", "there twice"),
        ("item\teasy", "item\tea%ZZsy", "line 3"),
    ] {
        let bad = if good.text().contains(from) && !to.contains("graded") {
            good.text().replacen(from, to, 1)
        } else {
            good.text().replacen(from, to, 1).replacen("1.2\t0\n", "1.2 1.3\t0\n", 1)
        };
        let error: BadMeasured = Measured::read(&bad).expect_err(to);
        assert!(error.to_string().contains(said), "{to}: {error}");
    }
    assert!(Measured::read("").is_err());
}

proptest! {
    #[test]
    fn a_set_reads_back_with_the_same_digest(
        drawn in prop::collection::btree_map("[^\0\\s]{1,6}", (0.1..4.0_f64, -6.0..6.0_f64, 0.0..0.5_f64), 1..8),
        mean in -3.0..3.0_f64,
        sd in 0.1..3.0_f64,
    ) {
        let items = drawn.into_iter().map(|(name, (a, b, c))| (name, Item::three_parameter(a, b, c).expect("an item")));
        let set = ItemParameters::new(Population { mean, sd }, items).expect("a set");
        let kept = Measured::from(set.clone());
        let read = Measured::read(kept.text()).expect("reads");
        prop_assert_eq!(read.digest(), kept.digest());
        prop_assert_eq!(read.items(), Some(&set));
    }
}
