use proptest::prelude::*;

use super::{Doubt, RowRead, crop, marks};
use crate::layout::tests::{any_options, any_rows};
use crate::layout::{Allowed, Answer, Options, Paper, PrintSize, Row, SheetPage, Words, pages};
use crate::locate::{Located, ReadFailure, locate_in};
use crate::picture::{Grey, open};
use crate::simulate::{Dice, Hand, Mark, drawn, mark};

fn rows(count: usize, answer: impl Fn(Vec<String>) -> Answer) -> Vec<Row> {
    let letters = || "ABCD".chars().map(String::from).collect();
    (1..=count).map(|n| Row { label: n.to_string(), answer: answer(letters()) }).collect()
}

fn first_page(rows: &[Row], code: &str) -> SheetPage {
    let (paper, print) = (Paper::A4, PrintSize::Normal);
    pages(rows, &Options { paper, print, code: code.to_owned(), words: Words::default() })
        .expect("it fits")
        .swap_remove(0)
}

const PENCIL: Hand = Hand { shade: 0.35, stroke_gap: 0.5, off: 0.15, reach: 0.98, grain: 0.06 };

fn filled(page: &SheetPage, made: &[(usize, usize, Mark)]) -> Grey {
    let mut dice = Dice::new(11);
    mark(&drawn(page, &mut dice), page, made, &PENCIL, &mut dice)
}

fn read(page: &SheetPage, made: &[(usize, usize, Mark)]) -> Vec<RowRead> {
    let located = locate_in(&filled(page, made)).expect("a page");
    marks(&located, page).expect("this layout")
}

/// Twenty rows of A to D, the first of which is marked as given, the others clearly.
#[track_caller]
fn check(answer: fn(Vec<String>) -> Answer, first: &[(usize, Mark)], expected: (&[usize], Option<Doubt>)) {
    let page = first_page(&rows(20, answer), "K1");
    let mut made: Vec<_> = first.iter().map(|&(bubble, mark)| (0, bubble, mark)).collect();
    made.extend((1..20).map(|row| (row, row % 4, Mark::Filled)));
    let read = read(&page, &made);
    assert_eq!((read[0].marked.as_slice(), read[0].doubt), expected, "{:?}", read[0]);
    for (n, row) in read.iter().enumerate().skip(1) {
        assert_eq!((row.marked.as_slice(), row.doubt), ([n % 4].as_slice(), None), "{row:?}");
    }
}

#[test]
fn one_filled_bubble_is_read() {
    check(Answer::One, &[(2, Mark::Filled)], (&[2], None));
    check(Answer::Many, &[(2, Mark::Filled)], (&[2], None));
}

#[test]
fn several_are_read_where_several_are_allowed_and_doubted_where_not() {
    check(Answer::Many, &[(0, Mark::Filled), (3, Mark::Filled)], (&[0, 3], None));
    check(Answer::One, &[(0, Mark::Filled), (3, Mark::Filled)], (&[0, 3], Some(Doubt::SeveralMarked)));
}

#[test]
fn what_is_not_a_clear_mark_is_doubted_with_the_reason() {
    check(Answer::One, &[], (&[], Some(Doubt::NoneMarked)));
    check(Answer::One, &[(1, Mark::Faint)], (&[1], Some(Doubt::Faint)));
    check(Answer::One, &[(1, Mark::Half)], (&[1], Some(Doubt::HalfFilled)));
    check(Answer::One, &[(1, Mark::Tick)], (&[1], Some(Doubt::HalfFilled)));
    check(Answer::One, &[(1, Mark::Erased), (2, Mark::Filled)], (&[2], Some(Doubt::Erased)));
    check(Answer::Many, &[(1, Mark::Erased), (2, Mark::Filled)], (&[2], Some(Doubt::Erased)));
    check(Answer::One, &[(1, Mark::CrossedOut), (2, Mark::Filled)], (&[2], Some(Doubt::CrossedOut)));
}

#[test]
fn an_empty_page_and_a_full_one_are_told_apart() {
    let page = first_page(&rows(20, Answer::Many), "K1");
    assert!(read(&page, &[]).iter().all(|row| row.marked.is_empty()));
    let all: Vec<_> = (0..20).flat_map(|row| (0..4).map(move |bubble| (row, bubble, Mark::Filled))).collect();
    assert!(read(&page, &all).iter().all(|row| row.marked == [0, 1, 2, 3] && row.doubt.is_none()));
}

#[test]
fn a_written_row_is_left_to_a_person_and_can_be_cut_out() {
    let mut rows = rows(3, Answer::One);
    rows.push(Row { label: "4".into(), answer: Answer::Written { lines: 2 } });
    let page = first_page(&rows, "K1");
    let located = locate_in(&filled(&page, &[])).expect("a page");
    let read = marks(&located, &page).expect("this layout");
    assert_eq!(read[3], RowRead { row: 3, marked: vec![], fill: vec![], doubt: Some(Doubt::Written) });
    // 180 mm wide and 2 * 8 + 2 mm high, with 2 mm around, at 6 pixels to the millimetre; 322 pixels of at
    // least 300 are not to be had upwards, so the size is read from the file's header.
    let cut = crop(&located, &page, 3).expect("a row of this page");
    assert_eq!(cut[16..24], [0, 0, 4, 80, 0, 0, 0, 132]);
    assert_eq!(crop(&located, &page, 4), None);
    assert!(open(&cut).is_err(), "too low to be a page");
}

#[test]
fn another_sheet_another_page_and_another_layout_are_refused() {
    let page = first_page(&rows(20, Answer::One), "K1");
    let located = locate_in(&filled(&page, &[])).expect("a page");
    let other_sheet = first_page(&rows(20, Answer::One), "K2");
    assert_eq!(
        marks(&located, &other_sheet),
        Err(ReadFailure::OtherPage { found: "K1/1".into(), expected: "K2/1".into() })
    );
    let mut other_page = page.clone();
    other_page.number = 2;
    assert!(matches!(marks(&located, &other_page), Err(ReadFailure::OtherPage { .. })));
    // The same code over other rows: one more, another letter, one moved by lines to write on, larger print.
    check_changed(&located, &first_page(&rows(21, Answer::One), "K1"));
    check_changed(&located, &first_page(&rows(20, Answer::Many), "K1"));
    let mut changed = rows(20, Answer::One);
    changed[3].answer = Answer::One(vec!["A".into(), "B".into(), "C".into(), "E".into()]);
    check_changed(&located, &first_page(&changed, "K1"));
    changed.insert(0, Row { label: "0".into(), answer: Answer::Written { lines: 5 } });
    check_changed(&located, &first_page(&changed, "K1"));
    let (paper, print) = (Paper::A4, PrintSize::Large);
    let options = Options { paper, print, code: "K1".into(), words: Words::default() };
    check_changed(&located, &pages(&rows(20, Answer::One), &options).expect("it fits")[0]);
}

#[track_caller]
fn check_changed(located: &Located, page: &SheetPage) {
    assert_eq!(marks(located, page), Err(ReadFailure::Changed("K1/1".into())));
}

#[test]
fn rows_that_are_not_where_they_should_be_are_refused_whatever_the_code_says() {
    let printed = first_page(&rows(20, Answer::One), "K1");
    let mut located = locate_in(&filled(&printed, &[])).expect("a page");
    let page = first_page(&rows(75, Answer::One), "K1");
    located.fingerprint = page.fingerprint();
    assert_eq!(marks(&located, &page), Err(ReadFailure::OtherLayout { seen: 20, rows: 75 }));
}

#[test]
fn a_row_under_a_thumb_is_doubted_and_the_others_are_read() {
    let page = first_page(&rows(20, Answer::One), "K1");
    let made: Vec<_> = (0..20).map(|row| (row, row % 4, Mark::Filled)).collect();
    let picture = filled(&page, &made);
    let (top, bottom) = (page.rows[7].area.corner.y * 10.0, page.rows[7].area.bottom() * 10.0);
    let covered = |y: usize| (top..bottom).contains(&crate::numbers::count(y));
    let shade = |(at, &shade): (usize, &u8)| if covered(at / picture.width()) { 120 } else { shade };
    let pixels = picture.pixels().iter().enumerate().map(shade).collect();
    let covered = Grey::new(picture.width(), picture.height(), pixels).expect("pixels");
    let read = marks(&locate_in(&covered).expect("a page"), &page).expect("this layout");
    for (n, row) in read.iter().enumerate() {
        // The edge of the thumb touches the rows beside it.
        match n {
            7 => assert_eq!(row.doubt, Some(Doubt::NotSeen)),
            6 | 8 => assert_eq!(row.marked, [n % 4]),
            _ => assert_eq!((row.marked.as_slice(), row.doubt), ([n % 4].as_slice(), None), "{row:?}"),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_clean_print_of_any_layout_gives_back_what_was_marked(
        rows in any_rows(),
        options in any_options(),
        seed in any::<u64>(),
    ) {
        let pages = pages(&rows, &options).expect("they fit");
        let mut dice = Dice::new(seed);
        let page = &pages[dice.below(pages.len())];
        let hand = Hand::careful(&mut dice);
        let mut made = Vec::new();
        for (n, row) in page.rows.iter().enumerate().filter(|(_, row)| row.allowed != Allowed::Written) {
            made.push((n, dice.below(row.bubbles.len()), Mark::Filled));
        }
        let picture = mark(&drawn(page, &mut dice), page, &made, &hand, &mut dice);
        let read = marks(&locate_in(&picture).expect("a page"), page).expect("this layout");
        for (n, row) in read.iter().enumerate() {
            let expected: Vec<_> = made.iter().filter(|made| made.0 == n).map(|made| made.1).collect();
            prop_assert_eq!(&row.marked, &expected, "{:?}", row);
            let doubt = expected.is_empty().then_some(Doubt::Written);
            prop_assert_eq!(row.doubt, doubt, "{:?}", row);
        }
    }
}
