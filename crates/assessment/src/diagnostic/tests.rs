use domain::{CompetencyId, ItemId, Points};
use measurement::{models::Item, random::Generator, simulate};
use proptest::prelude::*;

use super::*;
use crate::{
    forms::{BankEntry, Parameters},
    plan::{DomainOrder, ItemRule, Part, PartOf, Plan, PlanKind, SelectBy},
};

const DOMAINS: [&str; 4] = ["number", "algebra", "data", "geometry"];

fn id(number: usize) -> ItemId {
    let mut bytes = [0; 16];
    bytes[8..].copy_from_slice(&(number as u64).to_be_bytes());
    ItemId::from_bytes(bytes)
}

/// A bank as schools have them: slopes around 1, some guessing, difficulties around 0.
fn bank(items: usize) -> Vec<BankEntry> {
    let mut generator = Generator::new(31);
    let one = |number: usize| BankEntry {
        id: id(number),
        competencies: vec![CompetencyId::from_bytes([u8::try_from(number % 20).unwrap_or(0); 16])],
        tags: vec![DOMAINS[number % 4].to_owned()],
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

fn plan(least: u32, most: u32, error: i64) -> Plan {
    let part = |tag: &str| Part { of: PartOf::Tag(tag.to_owned()), at_least: 6, at_most: 20 };
    let mut plan =
        Plan { blueprint: DOMAINS.map(part).to_vec(), ..Plan::preset(PlanKind::AdaptiveDiagnostic) };
    plan.adaptive.least = least;
    plan.adaptive.most = most;
    plan.adaptive.error = Points::from_millionths(error);
    plan.adaptive.exposure_limit = Points::ONE;
    plan
}

/// Everything that one simulated learner of ability `theta` answers.
fn sit<'d>(diagnostic: &'d Diagnostic, bank: &[BankEntry], theta: f64, seed: u64) -> Run<'d> {
    let mut run = diagnostic.begin(seed, Start::UNKNOWN).expect("begins");
    let mut generator = Generator::of(seed, 1, 2);
    while let Next::Ask { item, .. } = run.next_item() {
        let curve =
            bank.iter().find(|entry| entry.id == item).and_then(|entry| entry.parameters).expect("a curve");
        let curve = Item::three_parameter(curve.a, curve.b, curve.c).expect("an item");
        let right = simulate::answer(&curve, theta, &mut generator) == 1;
        run.answer(item, if right { Answer::Right } else { Answer::Wrong }, 20_000).expect("was asked");
    }
    run
}

/// Errors of measures, each with its standard error.
struct Errors(Vec<(f64, f64)>);

impl Errors {
    #[expect(clippy::cast_precision_loss, reason = "a few thousand")]
    fn mean(&self, of: impl Fn(&(f64, f64)) -> f64) -> f64 {
        self.0.iter().map(of).sum::<f64>() / self.0.len() as f64
    }

    fn bias(&self) -> f64 {
        self.mean(|(off, _)| *off)
    }

    fn rmse(&self) -> f64 {
        self.mean(|(off, _)| off * off).sqrt()
    }

    fn stated(&self) -> f64 {
        self.mean(|(_, error)| error * error).sqrt()
    }

    fn within(&self, reach: f64) -> f64 {
        self.mean(|(off, error)| f64::from(u8::from(off.abs() <= reach * error)))
    }
}

#[test]
fn measures_are_without_bias_and_their_standard_errors_are_honest() {
    let bank = bank(300);
    let diagnostic = Diagnostic::new(&plan(24, 60, 300_000), &bank).expect("a diagnostic");
    let mut generator = Generator::new(32);
    let (mut overall, mut domains, mut length) = (Errors(Vec::new()), Errors(Vec::new()), 0);
    for learner in 0..1000 {
        let theta = generator.normal();
        let run = sit(&diagnostic, &bank, theta, learner);
        let report = run.report();
        length += run.state().events.len();
        let measured = report.overall.expect("answers");
        overall.0.push((measured.ability - theta, measured.error));
        for measured in report.domains.iter().filter_map(|domain| domain.measured) {
            domains.0.push((measured.ability - theta, measured.error));
        }
    }
    println!(
        "overall: {} items, bias {:.3}, rmse {:.3}, stated {:.3}, within one {:.3}, within 1.96 {:.3}",
        length / 1000,
        overall.bias(),
        overall.rmse(),
        overall.stated(),
        overall.within(1.0),
        overall.within(1.96)
    );
    println!(
        "by domain: bias {:.3}, rmse {:.3}, stated {:.3}, within one {:.3}, within 1.96 {:.3}",
        domains.bias(),
        domains.rmse(),
        domains.stated(),
        domains.within(1.0),
        domains.within(1.96)
    );
    // 1000 learners: the standard error of the bias is 0.01, of a share of 0.68 it is 0.015, of 0.95 it is 0.007.
    assert!(overall.bias().abs() < 0.03, "{}", overall.bias());
    assert!(
        (overall.rmse() / overall.stated() - 1.0).abs() < 0.08,
        "{} {}",
        overall.rmse(),
        overall.stated()
    );
    assert!((overall.within(1.0) - 0.683).abs() < 0.04, "{}", overall.within(1.0));
    assert!((overall.within(1.96) - 0.95).abs() < 0.02, "{}", overall.within(1.96));
    // Six items or a few more: errors of about 0.7, nearly normal.
    assert!(domains.bias().abs() < 0.08, "{}", domains.bias());
    assert!(
        (domains.within(1.0) - 0.683).abs() < 0.08 && domains.within(1.96) > 0.92,
        "{}",
        domains.within(1.0)
    );
}

#[test]
fn thirty_items_measure_to_0_40_logits_and_fifty_to_0_31_at_every_ability() {
    // Rasch items tell at most 0.25 each: an unbiased estimate cannot do better than 0.365 and 0.283.
    let rasch = |entry: BankEntry| {
        let b = entry.parameters.map_or(0.0, |curve| curve.b);
        BankEntry { parameters: Some(Parameters { a: 1.0, b, c: 0.0 }), ..entry }
    };
    let bank: Vec<BankEntry> = bank(300).into_iter().map(rasch).collect();
    for (items, most) in [(30, 0.40), (50, 0.31)] {
        let diagnostic = Diagnostic::new(&plan(items, items, 10_000), &bank).expect("a diagnostic");
        let mut all = Errors(Vec::new());
        for (group, theta) in [(0, -1.5), (1, -0.75), (2, 0.0), (3, 0.75), (4, 1.5)] {
            let mut here = Errors(Vec::new());
            for learner in 80 * group..80 * (group + 1) {
                let measured = sit(&diagnostic, &bank, theta, learner).report().overall.expect("answers");
                here.0.push((measured.ability - theta, measured.error));
            }
            // 80 learners: the standard error of the bias is 0.04.
            assert!(here.bias().abs() < 0.1, "{items} items at {theta}: bias {}", here.bias());
            all.0.append(&mut here.0);
        }
        println!("{items} items: rmse {:.3}, bias {:.3}", all.rmse(), all.bias());
        assert!(all.rmse() <= most, "{items} items: {}", all.rmse());
    }
}

#[test]
fn no_item_is_given_to_more_learners_than_the_limit() {
    let bank = bank(300);
    let mut plan = plan(24, 40, 300_000);
    plan.adaptive.exposure_limit = Points::from_millionths(300_000);
    let diagnostic = Diagnostic::new(&plan, &bank).expect("a diagnostic");
    let mut given = vec![0_u32; bank.len()];
    let mut generator = Generator::new(33);
    for learner in 0..300 {
        for event in &sit(&diagnostic, &bank, generator.normal(), learner).state().events {
            given[bank.iter().position(|entry| entry.id == event.item).expect("of the bank")] += 1;
        }
    }
    // 30 % of 300 are 90; the share of a lot has a standard deviation of 8.
    assert!(given.iter().all(|given| *given <= 90 + 3 * 8), "{:?}", given.iter().max());
}

#[test]
fn a_sitting_goes_on_anywhere_with_the_same_item() {
    let bank = bank(120);
    for rule in ItemRule::ALL.iter().map(|(rule, _)| *rule) {
        for order in [DomainOrder::InTurn, DomainOrder::Interleaved] {
            let mut plan = plan(24, 30, 300_000);
            (plan.adaptive.item_rule, plan.adaptive.domains) = (rule, order);
            let diagnostic = Diagnostic::new(&plan, &bank).expect("a diagnostic");
            let elsewhere = Diagnostic::new(&plan, &bank).expect("a diagnostic");
            let mut run = diagnostic.begin(5, Start { mean: 0.4, sd: 0.8 }).expect("begins");
            let mut count = 0;
            while let Next::Ask { item, .. } = run.next_item() {
                let state = State::from_bytes(&run.state().to_bytes()).expect("a state");
                let again = elsewhere.resume(&state).expect("goes on");
                assert_eq!(again.next_item(), run.next_item(), "{rule:?} {order:?}");
                assert_eq!(again.report(), run.report());
                let answer = [Answer::Right, Answer::Wrong, Answer::Right, Answer::NotTaught][count % 4];
                run.answer(item, answer, 7).expect("was asked");
                count += 1;
            }
        }
    }
}

#[test]
fn domains_in_turn_end_one_before_the_next_and_interleaved_ones_keep_level() {
    let bank = bank(120);
    let mut plan = plan(24, 40, 300_000);
    for order in [DomainOrder::InTurn, DomainOrder::Interleaved] {
        plan.adaptive.domains = order;
        let diagnostic = Diagnostic::new(&plan, &bank).expect("a diagnostic");
        let run = sit(&diagnostic, &bank, 0.3, 4);
        let of = |item: ItemId| bank.iter().position(|entry| entry.id == item).expect("of the bank") % 4;
        let domains: Vec<usize> = run.state().events.iter().map(|event| of(event.item)).collect();
        let changes = domains.windows(2).filter(|pair| pair[0] != pair[1]).count();
        match order {
            DomainOrder::InTurn => {
                let first: Vec<usize> = domains.iter().copied().take(6).collect();
                assert_eq!(first, [0; 6]);
                assert!(changes <= 8, "{domains:?}");
            }
            DomainOrder::Interleaved => assert!(changes >= 20, "{domains:?}"),
        }
        for domain in 0..4 {
            assert!(domains.iter().filter(|one| **one == domain).count() >= 6, "{domains:?}");
        }
    }
}

#[test]
fn not_taught_says_nothing_of_ability_and_leaves_the_domain_after_three() {
    let bank = bank(120);
    let diagnostic = Diagnostic::new(&plan(18, 40, 300_000), &bank).expect("a diagnostic");
    let mut run = diagnostic.begin(1, Start::UNKNOWN).expect("begins");
    let mut said = 0;
    let mut asked_after = 0;
    while let Next::Ask { item, domain } = run.next_item() {
        if domain == 1 {
            asked_after += usize::from(said >= 3);
            let before = run.estimate();
            run.answer(item, Answer::NotTaught, 4000).expect("was asked");
            assert_eq!(run.estimate(), before);
            said += 1;
        } else {
            run.answer(item, Answer::Right, 9000).expect("was asked");
        }
    }
    assert_eq!((said, asked_after), (3, 0));
    let report = run.report();
    assert_eq!(report.domains[1].left, Some(LeftBecause::NotTaught(3)));
    assert_eq!((report.domains[1].answered, report.domains[1].measured), (0, None));
    assert!(!report.domains[1].not_taught.is_empty());
    assert!(report.domains[0].answered >= 6 && report.overall.is_some());
}

#[test]
fn five_wrong_answers_in_a_row_leave_a_domain_where_the_plan_says_so() {
    let bank = bank(120);
    let plan = Plan { stop_after_wrong: Some(5), ..plan(24, 60, 10_000) };
    let diagnostic = Diagnostic::new(&plan, &bank).expect("a diagnostic");
    let mut run = diagnostic.begin(1, Start::UNKNOWN).expect("begins");
    while let Next::Ask { item, domain } = run.next_item() {
        run.answer(item, if domain == 2 { Answer::Wrong } else { Answer::Right }, 9000).expect("was asked");
    }
    let report = run.report();
    assert_eq!((report.domains[2].answered, report.domains[2].left), (5, Some(LeftBecause::Wrong(5))));
    assert_eq!(report.domains[0].left, None);
}

#[test]
fn who_clicks_through_is_flagged_and_not_placed_and_not_taught_is_no_rushing() {
    let bank = bank(120);
    let plan = plan(24, 30, 10_000);
    let diagnostic = Diagnostic::new(&plan, &bank).expect("a diagnostic");
    let time = |_| rushing::ItemTime { median: Some(40_000), characters: 150 };
    // (rapid from this answer on, says not taught, rushing)
    for (from, not_taught, expected) in
        [(0, false, true), (26, false, true), (28, false, false), (99, true, false)]
    {
        let mut run = diagnostic.begin(1, Start::UNKNOWN).expect("begins");
        let mut count = 0;
        while let Next::Ask { item, domain } = run.next_item() {
            let (answer, took) = match (not_taught && domain == 3, count >= from) {
                (true, _) => (Answer::NotTaught, 500),
                (_, true) => (Answer::Wrong, 500),
                _ => (Answer::Right, 30_000),
            };
            run.answer(item, answer, took).expect("was asked");
            count += 1;
        }
        let found = run.rushing(&plan.rushing, time);
        assert_eq!((found.rushing, found.not_placed), (expected, expected), "from {from}: {found:?}");
    }
}

#[test]
fn an_answer_to_what_was_not_asked_is_refused() {
    let bank = bank(120);
    let diagnostic = Diagnostic::new(&plan(24, 40, 300_000), &bank).expect("a diagnostic");
    let mut run = diagnostic.begin(1, Start::UNKNOWN).expect("begins");
    let Next::Ask { item, .. } = run.next_item() else { panic!("asks") };
    let other = bank.iter().map(|entry| entry.id).find(|other| *other != item).expect("another");
    let refused = NotTaken::NotAsked { given: other, asked: Some(item) };
    assert_eq!(run.answer(other, Answer::Right, 1), Err(refused));
    assert_eq!(run.answer(item, Answer::Right, 1), Ok(()));
    assert!(matches!(run.answer(item, Answer::Right, 1), Err(NotTaken::NotAsked { .. })), "twice");
    let without =
        Diagnostic::new(&Plan { not_taught: false, ..plan(24, 40, 300_000) }, &bank).expect("a diagnostic");
    let mut run = without.begin(1, Start::UNKNOWN).expect("begins");
    let Next::Ask { item, .. } = run.next_item() else { panic!("asks") };
    assert_eq!(run.answer(item, Answer::NotTaught, 1), Err(NotTaken::NotAnAnswer));
}

#[test]
fn enemies_do_not_meet_even_across_domains() {
    let mut bank = bank(60);
    for (number, entry) in bank.iter_mut().enumerate().take(30) {
        entry.enemies = vec![id(number + 30)];
    }
    let diagnostic = Diagnostic::new(&plan(24, 40, 10_000), &bank).expect("a diagnostic");
    let run = sit(&diagnostic, &bank, 0.0, 3);
    let asked: Vec<ItemId> = run.state().events.iter().map(|event| event.item).collect();
    for number in 0..30 {
        assert!(!(asked.contains(&id(number)) && asked.contains(&id(number + 30))), "{number}");
    }
}

#[test]
fn a_bank_too_small_is_said_with_its_domain() {
    let refused =
        |plan: &Plan, bank: &[BankEntry]| Diagnostic::new(plan, bank).map(|_| ()).expect_err("refused");
    assert_eq!(refused(&plan(24, 40, 300_000), &[]), NoDiagnostic::TooFew { needed: 24, available: 0 });
    let mut few = bank(120);
    few.retain(|entry| entry.tags[0] != "data" || entry.id < id(14));
    let of = Some(PartOf::Tag("data".to_owned()));
    assert_eq!(refused(&plan(24, 40, 300_000), &few), NoDiagnostic::TooFewOf { of, needed: 6, available: 3 });
    let mut raw = bank(40);
    raw[7].parameters = None;
    raw[8].tags.clear();
    let diagnostic = Diagnostic::new(&plan(24, 40, 300_000), &raw).expect("a diagnostic");
    assert_eq!(diagnostic.left_out(), [id(7), id(8)]);
    let other = Plan::preset(PlanKind::Check);
    assert_eq!(refused(&other, &raw), NoDiagnostic::NotAdaptive(SelectBy::Blueprint));
}

fn cuts() -> Cuts {
    let grades = [("4", -1.5), ("5", -0.9), ("6", -0.3), ("7", 0.3), ("8", 0.9)];
    Cuts::new(grades.map(|(grade, cut)| (grade.to_owned(), cut)).to_vec()).expect("cuts")
}

#[track_caller]
fn places(ability: f64, error: f64, level: Option<&str>, likely: &[Option<&str>]) {
    let cuts = cuts();
    let found = place(Measured { ability, error }, &cuts);
    assert_eq!((cuts.name(found.level), found.grades(&cuts)), (level, likely.to_vec()), "{found:?}");
    assert!((found.chances.iter().sum::<f64>() - 1.0).abs() < 1e-12);
}

#[test]
fn a_placement_says_six_or_seven_where_it_is_not_sure() {
    // In the middle of grade 6 with an error of 0.2: 1.5 errors to each side hold 87 %.
    places(0.0, 0.2, Some("6"), &[Some("6")]);
    // Just below the cut of 7 with 0.3: grade 6 has 45 %, grade 7 has 46 %.
    places(0.28, 0.3, Some("6"), &[Some("6"), Some("7")]);
    places(0.3, 0.3, Some("7"), &[Some("6"), Some("7")]);
    // With an error of 0.6 three grades are likely.
    places(0.0, 0.6, Some("6"), &[Some("5"), Some("6"), Some("7")]);
    // Off both ends.
    places(-4.0, 0.3, None, &[None]);
    places(4.0, 0.3, Some("8"), &[Some("8")]);
    places(0.3, 0.0, Some("7"), &[Some("7")]);
}

#[test]
fn a_placement_stands_to_the_own_grade() {
    let cuts = cuts();
    let found = place(Measured { ability: 0.28, error: 0.3 }, &cuts);
    let own = |grade: &str| cuts.level(grade).expect("a grade");
    assert_eq!(found.standing(own("5")), Standing::Above);
    assert_eq!(found.standing(own("6")), Standing::OnGrade);
    assert_eq!(found.standing(own("7")), Standing::OneBelow);
    assert_eq!(found.standing(own("8")), Standing::TwoOrMoreBelow);
    assert_eq!(found.likely_standings(own("7")), [Standing::OneBelow, Standing::OnGrade]);
    assert_eq!(found.likely_standings(own("4")), [Standing::Above]);
    assert_eq!(Cuts::new(Vec::new()), Err(BadCuts::Empty));
    let turned = vec![("4".to_owned(), 0.0), ("5".to_owned(), 0.0)];
    assert_eq!(Cuts::new(turned), Err(BadCuts::NotRising { grade: "5".to_owned(), cut: 0.0 }));
}

proptest! {
    #[test]
    fn states_and_bytes_are_inverse(seed in any::<u64>(), events in prop::collection::vec((any::<[u8; 16]>(), 0_u8..3, any::<u32>()), 0..9)) {
        let answer = |code| [Answer::Wrong, Answer::Right, Answer::NotTaught][usize::from(code)];
        let event = |(item, code, milliseconds): ([u8; 16], u8, u32)| {
            Event { item: ItemId::from_bytes(item), answer: answer(code), milliseconds }
        };
        let state = State { seed, start: Start { mean: 0.25, sd: 1.5 }, events: events.into_iter().map(event).collect() };
        prop_assert_eq!(State::from_bytes(&state.to_bytes()), Ok(state));
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..90), version in 0_u8..3) {
        let _ = State::from_bytes(&bytes);
        let versioned: Vec<u8> = std::iter::once(version).chain(bytes).collect();
        let _ = State::from_bytes(&versioned);
    }
}
