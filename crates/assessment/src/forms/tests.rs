use std::collections::HashSet;

use domain::{ItemId, StimulusId, Timestamp};
use measurement::random::Generator;
use proptest::prelude::*;

use super::*;
use crate::plan::{PartOf, PlanKind};

fn id(number: usize) -> ItemId {
    let mut bytes = [0; 16];
    bytes[8..].copy_from_slice(&(number as u64).to_be_bytes());
    ItemId::from_bytes(bytes)
}

fn entry(number: usize, tags: &[&str]) -> BankEntry {
    BankEntry {
        id: id(number),
        competencies: Vec::new(),
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        parameters: Some(Parameters { a: 1.0, b: 0.0, c: 0.0 }),
        stimulus: None,
        given: 0,
        enemies: Vec::new(),
    }
}

fn part(at_least: u32, at_most: u32, tag: &str) -> Part {
    Part { of: PartOf::Tag(tag.to_owned()), at_least, at_most }
}

fn plan(items: u32, blueprint: Vec<Part>) -> Plan {
    Plan { items: Some(items), blueprint, ..Plan::preset(PlanKind::Check) }
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).expect("a moment")
}

fn request<'r>(
    plan: &'r Plan,
    bank: &'r [BankEntry],
    seen: &'r [(ItemId, Timestamp)],
    lots: u64,
) -> FormRequest<'r> {
    FormRequest { plan, bank, seen, target: None, seed: lots }
}

/// Ten thousand items of four tags with curves as a bank has them.
fn large_bank() -> Vec<BankEntry> {
    let mut generator = Generator::new(11);
    let tags = ["number", "algebra", "data", "geometry"];
    let one = |number: usize| BankEntry {
        parameters: Some(Parameters {
            a: 0.6 + generator.uniform(),
            b: 1.2 * generator.normal(),
            c: 0.2 * generator.uniform(),
        }),
        given: u32::try_from(generator.below(50)).unwrap_or(0),
        ..entry(number, &[tags[number % 4]])
    };
    (0..10_000).map(one).collect()
}

#[test]
fn three_attempts_at_ten_of_thirty_have_no_item_in_common_and_the_fourth_says_what_repeats() {
    let bank: Vec<BankEntry> = (0..30).map(|number| entry(number, &["a"])).collect();
    let plan = plan(10, vec![part(10, 10, "a")]);
    let mut seen: Vec<(ItemId, Timestamp)> = Vec::new();
    for attempt in 0..3 {
        let form = draw(&request(&plan, &bank, &seen, 7)).expect("a form");
        assert_eq!((form.items.len(), form.repeats.len()), (10, 0), "attempt {attempt}");
        seen.extend(form.items.iter().map(|item| (*item, at(attempt))));
    }
    assert_eq!(seen.iter().map(|(item, _)| *item).collect::<HashSet<_>>().len(), 30);
    let form = draw(&request(&plan, &bank, &seen, 7)).expect("a form");
    assert_eq!(form.repeats.len(), 10);
    // What was seen longest ago comes again first.
    assert!(form.repeats.iter().all(|(_, when)| *when == at(0)), "{:?}", form.repeats);
    let never = Plan { fresh_form: FreshForm::NeverRepeat, ..plan.clone() };
    let refused = draw(&request(&never, &bank, &seen, 7)).expect_err("nothing is left");
    assert_eq!(refused, NoForm::TooFewOf { part: part(10, 10, "a"), available: 0 });
    assert_eq!(room(&plan, &bank, &seen), Some(BankRoom { needed: 10, fresh: 0, any: 10 }));
    assert_eq!(room(&plan, &bank, &seen[..25]), Some(BankRoom { needed: 10, fresh: 5, any: 10 }));
    assert_eq!(room(&plan, &bank, &[]), Some(BankRoom { needed: 10, fresh: 10, any: 10 }));
}

#[test]
fn banks_of_none_one_and_ten_thousand_items() {
    let plan = plan(
        10,
        vec![part(3, 3, "number"), part(3, 3, "algebra"), part(2, 2, "data"), part(2, 2, "geometry")],
    );
    let none = draw(&request(&plan, &[], &[], 1)).expect_err("too few");
    assert_eq!(none, NoForm::TooFewOf { part: part(3, 3, "number"), available: 0 });
    let one = draw(&request(&plan, &[entry(0, &["number"])], &[], 1)).expect_err("too few");
    assert_eq!(one, NoForm::TooFewOf { part: part(3, 3, "number"), available: 1 });
    assert_eq!(room(&plan, &[], &[]), Some(BankRoom { needed: 10, fresh: 0, any: 0 }));
    let bank = large_bank();
    let form = draw(&request(&plan, &bank, &[], 1)).expect("a form");
    assert_eq!(form.items.len(), 10);
}

#[test]
fn forms_of_a_large_bank_are_parallel_at_the_cut() {
    let bank = large_bank();
    let plan = plan(
        10,
        vec![part(3, 3, "number"), part(3, 3, "algebra"), part(2, 2, "data"), part(2, 2, "geometry")],
    );
    let reference = draw(&request(&plan, &bank, &[], 1)).expect("a form");
    let of =
        |form: &Form| bank.iter().filter(|entry| form.items.contains(&entry.id)).cloned().collect::<Vec<_>>();
    let target = Target::beside(&of(&reference), 0.5);
    for seed in 2..30 {
        let form =
            draw(&FormRequest { target: Some(target), ..request(&plan, &bank, &[], seed) }).expect("a form");
        let found = form.information.expect("there is a target");
        assert!((found - target.information).abs() <= TOLERANCE * target.information, "{found} {target:?}");
        assert!(form.shortfall == 0.0, "{form:?}");
        let tags = |tag: &str| of(&form).iter().filter(|entry| entry.tags[0] == tag).count();
        assert_eq!([tags("number"), tags("algebra"), tags("data"), tags("geometry")], [3, 3, 2, 2]);
    }
}

#[test]
fn a_target_beyond_the_bank_is_said() {
    let bank: Vec<BankEntry> = (0..9).map(|number| entry(number, &["a"])).collect();
    let plan = plan(4, Vec::new());
    // Four Rasch items at the cut have 4 x 0.25.
    let target = Target { cut: 0.0, information: 2.0, tolerance: 0.1 };
    let form = draw(&FormRequest { target: Some(target), ..request(&plan, &bank, &[], 1) }).expect("a form");
    assert_eq!(form.information, Some(1.0));
    assert!((form.shortfall - 0.8).abs() < 1e-12, "{}", form.shortfall);
    let low = Target { information: 0.5, ..target };
    let form = draw(&FormRequest { target: Some(low), ..request(&plan, &bank, &[], 1) }).expect("a form");
    assert!((form.shortfall + 0.45).abs() < 1e-12, "{}", form.shortfall);
}

#[test]
fn what_was_given_often_is_given_less() {
    // Half of the items were given 100 times, half never.
    let give = |number: usize| BankEntry { given: if number < 100 { 100 } else { 0 }, ..entry(number, &[]) };
    let bank: Vec<BankEntry> = (0..200).map(give).collect();
    let plan = plan(10, Vec::new());
    let mut old = 0;
    for seed in 0..200 {
        let form = draw(&request(&plan, &bank, &[], seed)).expect("a form");
        old += form.items.iter().filter(|item| **item < id(100)).count();
    }
    // Weights of 1 and 1 / 27: of 2000 places about 74 go to the old ones.
    assert!((30..130).contains(&old), "{old} of 2000");
}

#[test]
fn with_counts_kept_up_every_item_is_given_about_as_often() {
    let mut bank: Vec<BankEntry> = (0..50).map(|number| entry(number, &[])).collect();
    let plan = plan(10, Vec::new());
    for seed in 0..500 {
        let form = draw(&request(&plan, &bank, &[], seed)).expect("a form");
        for entry in bank.iter_mut().filter(|entry| form.items.contains(&entry.id)) {
            entry.given += 1;
        }
    }
    // 5000 places for 50 items: 100 each. Without weights the standard deviation were 9, and the range about 45.
    let (least, most) = (bank.iter().map(|e| e.given).min(), bank.iter().map(|e| e.given).max());
    assert!(least >= Some(88) && most <= Some(112), "{least:?} {most:?}");
}

#[test]
fn items_of_one_stimulus_stand_side_by_side() {
    let with = |number: usize| BankEntry {
        stimulus: number.is_multiple_of(3).then_some(StimulusId::from_bytes([1; 16])),
        ..entry(number, &[])
    };
    let bank: Vec<BankEntry> = (0..12).map(with).collect();
    let plan = Plan { shuffle_items: true, ..plan(12, Vec::new()) };
    for seed in 0..20 {
        let form = draw(&request(&plan, &bank, &[], seed)).expect("a form");
        let of =
            |item: &ItemId| (0..12).find(|number| id(*number) == *item).is_some_and(|n| n.is_multiple_of(3));
        let places: Vec<usize> = (0..12).filter(|place| of(&form.items[*place])).collect();
        assert_eq!(places[3] - places[0], 3, "{places:?}");
    }
}

#[test]
fn a_fixed_list_keeps_its_order_and_says_what_is_gone() {
    let bank: Vec<BankEntry> = (0..5).map(|number| entry(number, &[])).collect();
    let list = Plan {
        select_by: SelectBy::Fixed,
        items: None,
        fixed_items: vec![id(3), id(0), id(4)],
        ..Plan::preset(PlanKind::ExitSlip)
    };
    let form = draw(&request(&list, &bank, &[(id(0), at(5))], 1)).expect("a form");
    assert_eq!((form.items, form.repeats), (vec![id(3), id(0), id(4)], vec![(id(0), at(5))]));
    assert_eq!(draw(&request(&list, &bank[..4], &[], 1)), Err(NoForm::NotInBank(id(4))));
    assert_eq!(room(&list, &bank, &[(id(0), at(5))]), Some(BankRoom { needed: 3, fresh: 2, any: 3 }));
    let adaptive = Plan::preset(PlanKind::AdaptiveDiagnostic);
    assert_eq!(draw(&request(&adaptive, &bank, &[], 1)), Err(NoForm::NotDrawn(SelectBy::Adaptive)));
    assert_eq!(room(&adaptive, &bank, &[]), None);
}

#[test]
fn enemies_that_leave_no_form_are_named() {
    let mut bank: Vec<BankEntry> = (0..3).map(|number| entry(number, &[])).collect();
    bank[0].enemies = vec![id(1), id(2)];
    let refused = draw(&request(&plan(3, Vec::new()), &bank, &[], 1)).expect_err("no form");
    assert!(matches!(refused, NoForm::Conflict(_)), "{refused}");
    let form = draw(&request(&plan(2, Vec::new()), &bank, &[], 1)).expect("a form");
    assert_eq!(form.items, [id(1), id(2)]);
    assert_eq!(room(&plan(3, Vec::new()), &bank, &[]), Some(BankRoom { needed: 3, fresh: 2, any: 2 }));
}

/// A small bank: for each item the tags it has of three, whether it was seen, and its enemy.
#[derive(Debug, Clone)]
struct Small {
    bank: Vec<BankEntry>,
    seen: Vec<(ItemId, Timestamp)>,
    plan: Plan,
}

fn smalls() -> impl Strategy<Value = Small> {
    let item = (0_u8..8, prop::option::of(0_i64..4), prop::option::weighted(0.2, 0_usize..11));
    let bounds = prop::collection::vec((0_u32..3, 0_u32..3), 3);
    (prop::collection::vec(item, 1..11), bounds, 1_u32..5).prop_map(|(items, bounds, length)| {
        let tags = ["x", "y", "z"];
        let of = |(number, (mask, _, enemy)): (usize, &(u8, Option<i64>, Option<usize>))| {
            let tags: Vec<&str> =
                (0..3).filter(|bit| mask >> bit & 1 == 1).map(|bit: usize| tags[bit]).collect();
            let enemies = enemy.filter(|enemy| *enemy != number).map(id).into_iter().collect();
            BankEntry { enemies, ..entry(number, &tags) }
        };
        let bank: Vec<BankEntry> = items.iter().enumerate().map(of).collect();
        let seen =
            items.iter().enumerate().filter_map(|(number, (_, seen, _))| Some((id(number), at((*seen)?))));
        let parts = bounds.iter().zip(tags).map(|((low, more), tag)| part(*low, (low + more).max(1), tag));
        Small { seen: seen.collect(), plan: plan(length, parts.collect()), bank }
    })
}

impl Small {
    fn keeps(&self, places: &[usize]) -> bool {
        let has = |place: usize, part: &Part| matches!(&part.of, PartOf::Tag(tag) if self.bank[place].tags.contains(tag));
        let blueprint = &self.plan.blueprint;
        places.iter().all(|place| blueprint.iter().any(|part| has(*place, part)))
            && blueprint.iter().all(|part| {
                let count = places.iter().filter(|place| has(**place, part)).count();
                (part.at_least as usize..=part.at_most as usize).contains(&count)
            })
            && !places
                .iter()
                .any(|one| places.iter().any(|two| self.bank[*one].enemies.contains(&self.bank[*two].id)))
    }

    /// Repeats of every form there is, by trying all subsets.
    fn every(&self) -> Vec<usize> {
        let seen: HashSet<ItemId> = self.seen.iter().map(|(item, _)| *item).collect();
        let subsets = 0_u32..1 << self.bank.len();
        let right = subsets.filter(|mask| mask.count_ones() == self.plan.items.unwrap_or(0));
        right
            .map(|mask| (0..self.bank.len()).filter(|place| mask >> place & 1 == 1).collect::<Vec<_>>())
            .filter(|places| self.keeps(places))
            .map(|places| places.iter().filter(|place| seen.contains(&self.bank[**place].id)).count())
            .collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_form_keeps_the_blueprint_and_has_the_fewest_repeats_there_can_be(small in smalls(), seed in any::<u64>()) {
        let fewest = small.every().into_iter().min();
        let drawn = draw(&request(&small.plan, &small.bank, &small.seen, seed));
        match drawn {
            Ok(form) => {
                let place = |item: &ItemId| small.bank.iter().position(|entry| entry.id == *item).expect("of the bank");
                let places: Vec<usize> = form.items.iter().map(place).collect();
                prop_assert!(small.keeps(&places), "{:?}", places);
                prop_assert_eq!(Some(form.repeats.len()), fewest);
                prop_assert_eq!(draw(&request(&small.plan, &small.bank, &small.seen, seed)), Ok(form));
            }
            Err(why) => prop_assert_eq!(fewest, None, "{}", why),
        }
    }

    #[test]
    fn never_is_never_and_the_room_tells_it_beforehand(small in smalls(), seed in any::<u64>()) {
        let never = Plan { fresh_form: FreshForm::NeverRepeat, ..small.plan.clone() };
        let drawn = draw(&request(&never, &small.bank, &small.seen, seed));
        let room = room(&small.plan, &small.bank, &small.seen).expect("forms are drawn");
        prop_assert_eq!(drawn.is_ok(), small.every().contains(&0));
        prop_assert_eq!(room.fresh >= room.needed, drawn.is_ok());
        prop_assert_eq!(room.any >= room.needed, !small.every().is_empty());
        if let Ok(form) = drawn {
            prop_assert!(form.repeats.is_empty());
        }
    }
}
