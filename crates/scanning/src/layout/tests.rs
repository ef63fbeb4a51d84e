use proptest::prelude::*;

use super::{Allowed, Answer, BadSheet, Options, Paper, PrintSize, Row, SheetPage, Words, pages};
use crate::geometry::Rect;

pub(crate) fn letters(count: usize) -> Vec<String> {
    "ABCDEFGHIJ".chars().take(count).map(String::from).collect()
}

fn options(paper: Paper, print: PrintSize) -> Options {
    Options { paper, print, code: "T1".to_owned(), words: Words::default() }
}

fn ones(count: usize, bubbles: usize) -> Vec<Row> {
    (1..=count).map(|n| Row { label: n.to_string(), answer: Answer::One(letters(bubbles)) }).collect()
}

#[test]
fn sixty_rows_of_eight_bubbles_stand_on_one_page_in_normal_print() {
    check_pages(&ones(60, 8), Paper::A4, PrintSize::Normal, 1);
    check_pages(&ones(60, 8), Paper::Letter, PrintSize::Normal, 1);
}

#[test]
fn sixty_rows_of_eight_bubbles_stand_on_four_pages_in_large_print() {
    // One column of 209 mm: groups of 52.5 mm and 4 mm between them, three to a page.
    check_pages(&ones(60, 8), Paper::A4, PrintSize::Large, 4);
}

#[track_caller]
fn check_pages(rows: &[Row], paper: Paper, print: PrintSize, expected: usize) {
    let pages = pages(rows, &options(paper, print)).expect("they fit");
    assert_eq!(pages.len(), expected);
    assert!(pages.iter().all(|page| page.of == expected));
}

#[test]
fn what_does_not_fit_is_refused_with_the_reason() {
    let one =
        |label: &str, letters: Vec<String>| vec![Row { label: label.into(), answer: Answer::One(letters) }];
    let written = |lines| vec![Row { label: "1".into(), answer: Answer::Written { lines } }];
    check_refused(&[], "an answer sheet has 1 to 300 rows, not 0: make several sheets");
    check_refused(&ones(301, 4), "an answer sheet has 1 to 300 rows, not 301: make several sheets");
    check_refused(&one("1", letters(0)), "row 1 of the answer sheet has 0 bubbles, where 1 to 8 fit");
    check_refused(&one("1", letters(9)), "row 1 of the answer sheet has 9 bubbles, where 1 to 8 fit");
    check_refused(
        &one("12345", letters(4)),
        "the answer sheet's label of a row is 5 characters long, where 1 to 4 fit: \"12345\"",
    );
    check_refused(&written(0), "row 1 of the answer sheet has 0 lines to write on, where 1 to 20 fit");
    check_refused(
        &one("\u{1b}", letters(4)),
        "the answer sheet's label of a row has the character '\\u{1b}', which cannot be printed there: \"\\u{1b}\"",
    );
}

#[test]
fn twenty_lines_of_large_print_are_refused_with_how_many_fit() {
    // 209 mm less 4 mm, in lines of 12 mm: 17.1.
    let rows = [Row { label: "1".into(), answer: Answer::Written { lines: 20 } }];
    let refused = pages(&rows, &options(Paper::A4, PrintSize::Large));
    assert_eq!(refused, Err(BadSheet::Lines { row: 1, lines: 20, most: 17 }));
}

#[test]
fn a_code_that_the_square_cannot_hold_is_refused() {
    let with = |code: &str| Options { code: code.into(), ..options(Paper::A4, PrintSize::Normal) };
    assert!(pages(&ones(1, 4), &with(&"x".repeat(53))).is_ok());
    assert!(pages(&ones(1, 4), &with(&"x".repeat(54))).is_err());
    assert!(pages(&ones(1, 4), &with("a b")).is_err());
    assert!(pages(&ones(1, 4), &with("é")).is_err());
}

#[track_caller]
fn check_refused(rows: &[Row], expected: &str) {
    let refused = pages(rows, &options(Paper::A4, PrintSize::Normal)).expect_err("it does not fit");
    assert_eq!(refused.to_string(), expected);
}

pub(crate) fn any_rows() -> impl Strategy<Value = Vec<Row>> {
    let answer = prop_oneof![
        6 => (1_usize..=8).prop_map(|n| Answer::One(letters(n))),
        3 => (1_usize..=8).prop_map(|n| Answer::Many(letters(n))),
        1 => (1_u8..=8).prop_map(|lines| Answer::Written { lines }),
    ];
    prop::collection::vec(answer, 1..80).prop_map(|answers| {
        let row = |(n, answer)| Row { label: format!("{}", n + 1), answer };
        answers.into_iter().enumerate().map(row).collect()
    })
}

pub(crate) fn any_options() -> impl Strategy<Value = Options> {
    let paper = prop_oneof![Just(Paper::A4), Just(Paper::Letter)];
    let print = prop_oneof![Just(PrintSize::Normal), Just(PrintSize::Large)];
    let words = ("[ a-z]{0,60}", "[a-z]{0,30}", "[ a-z数]{0,120}");
    (paper, print, words).prop_map(|(paper, print, (title, name, instruction))| Options {
        words: Words { title, name, instruction },
        ..options(paper, print)
    })
}

/// Everything that must not touch anything else.
fn pieces(page: &SheetPage) -> Vec<Rect> {
    let around = |x: f64, y: f64, half: f64| Rect::new(x - half, y - half, 2.0 * half, 2.0 * half);
    let corners = page.corners().map(|c| around(c.x, c.y, super::CORNER_SIDE / 2.0));
    let bubbles = page.rows.iter().flat_map(|row| &row.bubbles);
    let code = page.square_code();
    let quiet = Rect::new(code.corner.x - 3.6, code.corner.y - 3.6, code.width + 7.2, code.height + 7.2);
    let written = page.rows.iter().filter(|row| row.allowed == Allowed::Written).map(|row| row.area);
    corners
        .into_iter()
        .chain([quiet])
        .chain(bubbles.map(|b| around(b.middle.x, b.middle.y, b.radius)))
        .chain(written)
        .chain(header(page))
        .collect()
}

/// The words above the rows, as one block that ends where the code's quiet zone begins.
fn header(page: &SheetPage) -> Option<Rect> {
    let (first, last) = (page.header.lines.first()?, page.header.lines.last()?);
    let top = first.at.y - first.size * 0.8;
    let right = page.square_code().corner.x - 3.6;
    Some(Rect::new(first.at.x, top, right - first.at.x, last.at.y + last.size * 0.25 - top))
}

proptest! {
    #[test]
    fn nothing_on_a_page_overlaps_and_all_of_it_lies_within(rows in any_rows(), options in any_options()) {
        for page in pages(&rows, &options).expect("they fit") {
            let pieces = pieces(&page);
            for (n, piece) in pieces.iter().enumerate() {
                prop_assert!(page.paper.size().holds(piece), "{piece:?}");
                for other in &pieces[n + 1..] {
                    prop_assert!(!piece.overlaps(other), "{piece:?} and {other:?}");
                }
            }
        }
    }

    #[test]
    fn every_row_is_placed_once_and_in_order(rows in any_rows(), options in any_options()) {
        let placed: Vec<_> = pages(&rows, &options).expect("they fit").into_iter().flat_map(|p| p.rows).collect();
        prop_assert_eq!(placed.len(), rows.len());
        for (n, (placed, row)) in placed.iter().zip(&rows).enumerate() {
            prop_assert_eq!(placed.row, n);
            let expected = match &row.answer {
                Answer::One(letters) | Answer::Many(letters) => letters.clone(),
                Answer::Written { .. } => Vec::new(),
            };
            prop_assert_eq!(placed.bubbles.iter().map(|b| b.letter.clone()).collect::<Vec<_>>(), expected);
            prop_assert!(placed.bubbles.iter().all(|b| b.middle.x + b.radius <= placed.area.right()));
        }
    }
}
