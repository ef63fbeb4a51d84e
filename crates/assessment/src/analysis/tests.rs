use domain::ItemId;
use measurement::{models::Item, random::Generator, simulate};
use proptest::prelude::*;

use super::*;
use crate::forms::Parameters;

const SETTINGS: Settings = Settings { smallest_group: 10, exposure_limit: None };

fn id(number: usize) -> ItemId {
    let mut bytes = [0; 16];
    bytes[8..].copy_from_slice(&(number as u64).to_be_bytes());
    ItemId::from_bytes(bytes)
}

fn column(number: usize) -> Column {
    Column { item: id(number), options: Vec::new(), parameters: None }
}

fn answered(share: f64) -> Cell {
    Cell::Answered { share, option: None, milliseconds: None }
}

fn row(cells: Vec<Cell>) -> Row {
    Row { group: None, cells }
}

/// Items of the Rasch model with their answers, of learners around 0.
fn simulated(learners: usize, items: usize) -> Table {
    let mut generator = Generator::new(41);
    #[expect(clippy::cast_precision_loss, reason = "a few items")]
    let b = |item: usize| -1.5 + 3.0 * item as f64 / items as f64;
    let columns = (0..items)
        .map(|item| Column { parameters: Some(Parameters { a: 1.0, b: b(item), c: 0.0 }), ..column(item) });
    let rows = (0..learners).map(|_| {
        let theta = generator.normal();
        let answer = |item: usize| {
            let curve = Item::rasch(b(item)).expect("an item");
            answered(f64::from(simulate::answer(&curve, theta, &mut generator)))
        };
        row((0..items).map(answer).collect())
    });
    Table { columns: columns.collect(), rows: rows.collect() }
}

fn words(report: &ItemReport) -> Vec<&'static str> {
    report.advice.iter().map(Advice::word).collect()
}

#[test]
fn figures_are_those_of_a_table_by_hand() {
    // Five items, 30 learners: fifteen have the first right and three of the other four, fifteen have it wrong and one.
    let strong = row([1.0, 1.0, 1.0, 1.0, 0.0].map(answered).to_vec());
    let weak = row([0.0, 1.0, 0.0, 0.0, 0.0].map(answered).to_vec());
    let rows = (0..30).map(|number| if number < 15 { strong.clone() } else { weak.clone() });
    let table = Table { columns: (0..5).map(column).collect(), rows: rows.collect() };
    let reports = analyse(&table, SETTINGS).expect("reports");
    let figures = reports[0].figures.as_ref().expect("figures");
    assert!((figures.p - 0.5).abs() < 1e-12);
    // sqrt(0.25 / 30).
    assert!((figures.p_error - 0.091_287).abs() < 1e-6, "{}", figures.p_error);
    assert!((figures.correlation.expect("varies") - 1.0).abs() < 1e-9);
    // sqrt(0.25) / 0.398942 = 1.253314: a biserial may lie above 1.
    assert!((figures.biserial.expect("right or wrong") - 1.253_314).abs() < 1e-5, "{:?}", figures.biserial);
    // The second and the last do not vary.
    assert_eq!(reports[1].figures.as_ref().expect("figures").correlation, None);
    assert_eq!(words(&reports[1]), ["too_easy"]);
    assert_eq!(words(&reports[4]), ["too_hard"]);
    assert_eq!(words(&reports[0]), Vec::<&str>::new());
}

#[test]
fn too_few_say_how_many_there_are_and_nothing_else() {
    let mut table = simulated(29, 6);
    let reports = analyse(&table, SETTINGS).expect("reports");
    assert!(reports.iter().all(|report| report.figures.is_none()));
    assert_eq!(reports[0].advice[0].to_string(), "too few to say: 29 responses, and 30 are needed");
    table = simulated(40, 6);
    for row in table.rows.iter_mut().take(11) {
        row.cells[2] = Cell::NotGiven;
    }
    let reports = analyse(&table, SETTINGS).expect("reports");
    assert_eq!((reports[2].given, words(&reports[2])), (29, vec!["too_few"]));
    assert!((reports[2].exposure - 29.0 / 40.0).abs() < 1e-12);
    assert!(reports[1].figures.is_some());
}

/// Simulated answers, and an item of four options in front: stronger learners choose `strong`, weaker ones `weak`.
fn with_options(key: usize, strong: usize, weak: usize) -> Table {
    let mut table = simulated(200, 12);
    let choice =
        |place: usize| Choice { label: ["A", "B", "C", "D"][place].to_owned(), is_key: place == key };
    table.columns.insert(0, Column { options: (0..4).map(choice).collect(), ..column(99) });
    for (number, row) in table.rows.iter_mut().enumerate() {
        let right: f64 = row.cells.iter().filter_map(|cell| cell.score()).sum();
        // Everybody now and then something else, so that no option stays idle.
        let option = if number % 5 == 0 {
            number / 5 % 4
        } else if right >= 6.0 {
            strong
        } else {
            weak
        };
        let share = f64::from(u8::from(option == key));
        row.cells.insert(0, Cell::Answered { share, option: Some(option), milliseconds: Some(20_000) });
    }
    table
}

#[test]
fn a_wrong_key_is_found_by_the_stronger_half() {
    let reports = analyse(&with_options(0, 2, 0), SETTINGS).expect("reports");
    assert_eq!(words(&reports[0])[0], "key_may_be_wrong");
    let said = reports[0].advice[0].to_string();
    assert!(said.starts_with("the key may be wrong: option C is chosen by the stronger half ("), "{said}");
    let figures = reports[0].figures.as_ref().expect("figures");
    assert!(figures.correlation.expect("varies") < 0.0);
    assert!(figures.options[2].others > figures.options[0].others);
    let shares: f64 = figures.options.iter().map(|option| option.share).sum();
    assert!((shares - 1.0).abs() < 1e-12);
}

#[test]
fn a_right_key_is_left_alone() {
    let reports = analyse(&with_options(2, 2, 0), SETTINGS).expect("reports");
    assert_eq!(words(&reports[0]), Vec::<&str>::new(), "{:?}", reports[0]);
}

#[test]
fn options_that_nobody_chooses_and_items_that_many_leave_are_named() {
    let mut table = with_options(2, 2, 0);
    for (number, row) in table.rows.iter_mut().enumerate() {
        if row.cells[0].option().is_some_and(|option| option == 1 || option == 3) {
            row.cells[0] = Cell::Answered { share: 1.0, option: Some(2), milliseconds: None };
        }
        if number % 8 == 0 {
            row.cells[0] = Cell::Omitted;
        }
    }
    let reports = analyse(&table, SETTINGS).expect("reports");
    let said: Vec<String> = reports[0].advice.iter().map(ToString::to_string).collect();
    assert_eq!(words(&reports[0]), ["often_omitted", "idle_options"], "{said:?}");
    assert!(said[0].starts_with("13 % leave it without an answer"), "{}", said[0]);
    assert!(said[1].starts_with("option B, D are chosen by fewer than 5 %"), "{}", said[1]);
}

#[test]
fn items_of_the_model_fit_it_and_one_answered_by_chance_does_not() {
    let mut table = simulated(600, 20);
    let mut generator = Generator::new(42);
    for row in &mut table.rows {
        row.cells[0] = answered(f64::from(u8::from(generator.uniform() < 0.5)));
    }
    let reports = analyse(&table, SETTINGS).expect("reports");
    let fit = |place: usize| reports[place].figures.as_ref().expect("figures").fit.expect("calibrated");
    assert!(fit(0).outfit > 1.3, "{:?}", fit(0));
    assert!(words(&reports[0]).contains(&"noisy") && words(&reports[0]).contains(&"tells_little"));
    for (place, report) in reports.iter().enumerate().skip(1) {
        let advice = words(report);
        assert!(!advice.contains(&"noisy") && !advice.contains(&"too_smooth"), "{place}: {:?}", fit(place));
    }
}

#[test]
fn good_items_are_left_alone() {
    for learners in [40, 100, 400] {
        let reports = analyse(&simulated(learners, 20), SETTINGS).expect("reports");
        let advised: Vec<_> = reports.iter().map(words).filter(|words| !words.is_empty()).collect();
        assert!(advised.len() <= 1, "{learners} learners: {advised:?}");
    }
}

#[test]
fn an_item_harder_for_one_group_is_found_and_small_groups_are_not_told() {
    let mut table = simulated(1200, 15);
    for (number, row) in table.rows.iter_mut().enumerate() {
        row.group = Some(if number % 2 == 0 { Group::Reference } else { Group::Focal });
        // Of the focal group, two in three right answers to item 7 are taken away.
        if number % 2 == 1 && number % 3 != 0 {
            row.cells[7] = answered(0.0);
        }
    }
    let reports = analyse(&table, SETTINGS).expect("reports");
    let dif = |reports: &[ItemReport], place: usize| reports[place].figures.as_ref().expect("figures").dif;
    assert!(matches!(dif(&reports, 7), Dif::Compared { delta, size: DifSize::Large, .. } if delta < -1.5));
    assert!(words(&reports[7]).contains(&"large_dif"));
    let said = reports[7].advice.iter().find(|one| one.word() == "large_dif").expect("said").to_string();
    assert!(said.starts_with("much harder for the focal group"), "{said}");
    let large =
        (0..15).filter(|place| matches!(dif(&reports, *place), Dif::Compared { size: DifSize::Large, .. }));
    assert_eq!(large.count(), 1);
    let hidden = analyse(&table, Settings { smallest_group: 601, ..SETTINGS }).expect("reports");
    assert!((0..15).all(|place| dif(&hidden, place) == Dif::TooSmall));
}

#[test]
fn one_item_alone_beside_sums_says_what_it_says_in_the_whole_table() {
    let table = simulated(200, 12);
    let whole = analyse(&table, SETTINGS).expect("reports");
    for (place, expected) in whole.iter().enumerate() {
        let alone = |row: &Row| {
            let others = row.cells.iter().enumerate().filter(|(at, _)| *at != place);
            let shares: Vec<f64> = others.filter_map(|(_, cell)| cell.score()).collect();
            Alone { cell: row.cells[place], others: shares.iter().sum(), other_items: shares.len() }
        };
        let answers: Vec<Alone> = table.rows.iter().map(alone).collect();
        let column = Column { parameters: None, ..table.columns[place].clone() };
        let found = analyse_alone(column, &answers).expect("a report");
        let (found, expected) = (found.figures.expect("figures"), expected.figures.clone().expect("figures"));
        assert_eq!((found.p, found.p_error, found.omitted), (expected.p, expected.p_error, expected.omitted));
        let (one, other) = (found.correlation.expect("varies"), expected.correlation.expect("varies"));
        assert!((one - other).abs() < 1e-9, "{place}: {one} {other}");
    }
    assert!(analyse_alone(table.columns[0].clone(), &[]).is_err(), "nobody answered");
}

#[test]
fn every_comparison_of_groups_is_a_sentence() {
    let of = |delta: f64, error: f64, size| Dif::Compared { delta, error, size }.to_string();
    for (said, expected) in [
        (of(-2.0, 0.3, DifSize::Large), "much harder for the focal group"),
        (of(1.2, 0.3, DifSize::Moderate), "somewhat easier for the focal group"),
        (of(-1.4, 0.9, DifSize::Negligible), "no difference beyond chance (delta -1.4 \u{b1} 0.9)"),
        (of(0.3, 0.2, DifSize::Negligible), "as hard for both groups"),
        (Dif::TooSmall.to_string(), "too few to say"),
        (Dif::NotCompared.to_string(), "not compared"),
    ] {
        assert!(said.starts_with(expected), "{said}");
    }
}

#[test]
fn what_takes_long_or_is_given_to_all_is_said() {
    let mut table = simulated(60, 6);
    for row in &mut table.rows {
        for (place, cell) in row.cells.iter_mut().enumerate() {
            if let Cell::Answered { milliseconds, .. } = cell {
                *milliseconds = Some(if place == 3 { 100_000 } else { 30_000 });
            }
        }
    }
    let reports = analyse(&table, Settings { exposure_limit: Some(0.5), ..SETTINGS }).expect("reports");
    assert!(words(&reports[3]).contains(&"takes_long") && !words(&reports[2]).contains(&"takes_long"));
    assert!(reports.iter().all(|report| words(report).contains(&"given_too_often")));
}

#[test]
fn tables_that_are_none_are_refused() {
    let refused = |columns: Vec<Column>, rows: Vec<Row>| {
        analyse(&Table { columns, rows }, SETTINGS).expect_err("refused")
    };
    assert_eq!(refused(Vec::new(), Vec::new()), BadTable::Empty { columns: 0, rows: 0 });
    let short = refused(vec![column(0), column(1)], vec![row(vec![Cell::Omitted])]);
    assert_eq!(short, BadTable::Length { row: 0, cells: 1, columns: 2 });
    let beyond = refused(vec![column(0)], vec![row(vec![answered(1.5)])]);
    assert_eq!(beyond, BadTable::Share { row: 0, column: 0, share: 1.5 });
    let cell = Cell::Answered { share: 1.0, option: Some(0), milliseconds: None };
    let option = refused(vec![column(0)], vec![row(vec![cell])]);
    assert_eq!(option, BadTable::Option { row: 0, column: 0, option: 0, options: 0 });
}

proptest! {
    #[test]
    fn no_table_panics_and_figures_keep_their_bounds(
        cells in prop::collection::vec((0_u8..5, 0.0_f64..=1.0, 0_u8..3), 4 * 35),
        with_groups in any::<bool>(),
    ) {
        let cell = |(kind, share, _): &(u8, f64, u8)| match kind {
            0 => Cell::NotGiven,
            1 => Cell::Omitted,
            2 => answered(*share),
            _ => answered(share.round()),
        };
        let rows = cells.chunks(4).enumerate().map(|(number, part)| Row {
            group: with_groups.then_some(if number % 2 == 0 { Group::Reference } else { Group::Focal }),
            cells: part.iter().map(cell).collect(),
        });
        let table = Table { columns: (0..4).map(column).collect(), rows: rows.collect() };
        for report in analyse(&table, Settings { smallest_group: 0, exposure_limit: Some(0.1) }).expect("reports") {
            prop_assert!((0.0..=1.0).contains(&report.exposure));
            if let Some(figures) = report.figures {
                prop_assert!((0.0..=1.0).contains(&figures.p) && (0.0..=1.0).contains(&figures.omitted));
                prop_assert!(figures.correlation.is_none_or(|r| (-1.0..=1.0).contains(&r)));
            }
            prop_assert!(report.advice.iter().all(|one| !one.to_string().is_empty()));
        }
    }
}
