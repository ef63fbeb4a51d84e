use super::{
    CannotCompare, Size, likelihood_ratio, logistic, mantel_haenszel,
    mantel_haenszel::{Table, of_tables},
};
use crate::{
    calibrate::{ItemPlan, Settings},
    models::{Item, Model},
    random::Generator,
    responses::Responses,
    simulate,
};

/// 20 items; item 3 is 0.8 logits harder for the focal group, item 7 is steeper for it. The focal group is
/// half a logit below.
fn responses(learners: usize, seed: u64) -> Responses {
    let mut generator = Generator::new(seed);
    let items: Vec<Item> =
        (0..20).map(|k| Item::two_parameter(1.2, f64::from(k) * 0.15 - 1.5).unwrap()).collect();
    let mut focal = items.clone();
    focal[3] = Item::two_parameter(1.2, 0.45 - 1.5 + 0.8).unwrap();
    focal[7] = Item::two_parameter(2.8, 1.05 - 1.5).unwrap();
    let mut codes = Vec::new();
    for (form, mean) in [(&items, 0.0), (&focal, -0.5)] {
        for _ in 0..learners {
            let theta = mean + generator.normal();
            codes.extend(form.iter().map(|item| simulate::answer(item, theta, &mut generator)));
        }
    }
    let groups = (0..2 * learners).map(|row| u16::from(row >= learners)).collect();
    Responses::from_codes(20, codes).unwrap().with_groups(groups).unwrap()
}

#[test]
fn the_odds_ratio_is_that_of_the_textbook() {
    let table = |a, b, c, d| Table { reference_right: a, reference_wrong: b, focal_right: c, focal_wrong: d };
    let found = of_tables(&[table(10.0, 5.0, 8.0, 7.0), table(20.0, 4.0, 15.0, 9.0)]).unwrap();
    assert!((found.odds_ratio - (70.0 / 30.0 + 180.0 / 48.0) / (40.0 / 30.0 + 60.0 / 48.0)).abs() < 1e-12);
    let expected = 15.0 * 18.0 / 30.0 + 24.0 * 35.0 / 48.0;
    let variance = 15.0 * 15.0 * 18.0 * 12.0 / (900.0 * 29.0) + 24.0 * 24.0 * 35.0 * 13.0 / (2304.0 * 47.0);
    let chi_square = (f64::abs(30.0 - expected) - 0.5).powi(2) / variance;
    assert!((found.chi_square - chi_square).abs() < 1e-12);
}

#[test]
fn a_harder_item_is_found_and_others_are_not() {
    let found = mantel_haenszel(&responses(3000, 1)).unwrap();
    for (item, found) in found.iter().enumerate() {
        let found = found.unwrap();
        match item {
            3 => assert!(found.size == Size::C && found.delta < -1.5, "{found:?}"),
            7 => {}
            _ => assert!(found.size == Size::A, "{item}: {found:?}"),
        }
    }
}

#[test]
fn a_tilted_item_is_found_by_regression() {
    let found = logistic(&responses(3000, 2)).unwrap();
    assert!(found[3].unwrap().uniform_p < 1e-6 && found[3].unwrap().effect < -0.5, "{:?}", found[3]);
    assert!(found[7].unwrap().tilted_p < 1e-6, "{:?}", found[7]);
    let quiet = (0..20).filter(|item| ![3, 7].contains(item));
    assert!(quiet.map(|item| found[item].unwrap()).all(|found| found.size == Size::A));
}

#[test]
fn the_likelihood_tells_items_apart() {
    let responses = responses(1500, 3);
    let plan = vec![ItemPlan::Estimate(Model::TwoParameter); 20];
    let found = |item| likelihood_ratio(&responses, &plan, item, &Settings::default()).unwrap().unwrap();
    let (harder, usual) = (found(3), found(12));
    assert!(harder.p < 1e-6 && harder.size == Size::C && harder.effect < -0.1, "{harder:?}");
    assert!((harder.df - 2.0).abs() < 1e-12 && usual.p > 1e-3 && usual.size == Size::A, "{usual:?}");
    let by = harder.items[1].difficulties()[0] - harder.items[0].difficulties()[0];
    assert!((by - 0.8).abs() < 0.25, "{by}");
}

#[test]
fn answers_without_two_groups_are_refused() {
    let one = Responses::from_codes(2, vec![0, 1, 1, 0]).unwrap();
    assert_eq!(mantel_haenszel(&one).unwrap_err(), CannotCompare::Groups(1));
    let three = Responses::from_codes(2, vec![0, 2, 1, 0]).unwrap().with_groups(vec![0, 1]).unwrap();
    assert_eq!(mantel_haenszel(&three).unwrap_err(), CannotCompare::Categories(1));
    let gaps = Responses::from_codes(2, vec![0, u8::MAX, 1, 0]).unwrap().with_groups(vec![0, 1]).unwrap();
    assert_eq!(logistic(&gaps).unwrap_err(), CannotCompare::TooFew);
}
