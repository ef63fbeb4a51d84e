use super::{Located, ReadFailure, locate, locate_in};
use crate::layout::{Answer, Options, Paper, PrintSize, Row, SheetPage, Words, pages};
use crate::picture::Grey;
use crate::simulate::{Conditions, Dice, drawn, jpeg, photograph};

pub(crate) fn page(code: &str) -> SheetPage {
    let letters: Vec<String> = "ABCD".chars().map(String::from).collect();
    let row = |n: usize| Row { label: n.to_string(), answer: Answer::One(letters.clone()) };
    let rows: Vec<Row> = (1..=40).map(row).collect();
    let (paper, print) = (Paper::A4, PrintSize::Normal);
    let options = Options { paper, print, code: code.to_owned(), words: Words::default() };
    pages(&rows, &options).expect("it fits").swap_remove(0)
}

/// A small photograph in good light.
fn conditions(turn: f64, tilt: f64) -> Conditions {
    Conditions { width: 1500, height: 1500, turn, tilt, filled: 0.97, table: 90.0, ..Conditions::scan() }
}

fn seen(conditions: &Conditions) -> Result<Located, ReadFailure> {
    let mut dice = Dice::new(7);
    locate_in(&photograph(&drawn(&page("K1"), &mut dice), conditions, &mut dice))
}

#[test]
fn a_page_is_found_any_way_up() {
    for turn in [0.0, 30.0, 90.0, 135.0, 180.0, 200.0, 270.0, 315.0] {
        check_found(&conditions(turn, 0.0));
    }
}

#[test]
fn a_page_is_found_tilted_by_35_degrees_to_any_side() {
    for tilt_towards in [0.0, 45.0, 90.0, 180.0, 250.0] {
        check_found(&Conditions { tilt_towards, ..conditions(10.0, 35.0) });
    }
}

#[test]
fn a_page_is_found_on_a_black_and_on_a_white_table_and_in_half_a_shadow() {
    check_found(&Conditions { table: 5.0, ..conditions(3.0, 5.0) });
    check_found(&Conditions { table: 245.0, ..conditions(3.0, 5.0) });
    check_found(&Conditions { shadow: 0.5, falloff: 0.4, ..conditions(3.0, 5.0) });
}

#[track_caller]
fn check_found(conditions: &Conditions) {
    let located = seen(conditions).unwrap_or_else(|failure| panic!("{failure}: {conditions:?}"));
    assert_eq!((located.code.as_str(), located.page), ("K1", 1));
}

#[test]
fn corners_are_found_within_a_tenth_of_a_millimetre() {
    let page = page("K1");
    let located = locate_in(&drawn(&page, &mut Dice::new(1))).expect("a page");
    for (seen, true_place) in located.corners.iter().zip(page.corners()) {
        let off = seen.distance(crate::geometry::Point::new(true_place.x * 10.0, true_place.y * 10.0));
        assert!(off < 1.0, "{off} pixels of 0.1 mm");
    }
}

#[test]
fn a_picture_without_a_sheet_is_refused() {
    check_refused(&even(200), &ReadFailure::NoSheet);
    check_refused(&even(0), &ReadFailure::NoSheet);
    let mut dice = Dice::new(3);
    let noise = (0..800 * 800).map(|_| if dice.chance(0.5) { 255 } else { 0 }).collect();
    check_refused(&Grey::new(800, 800, noise).expect("pixels"), &ReadFailure::NoSheet);
}

#[test]
fn a_page_with_a_covered_corner_says_so() {
    let whole = drawn(&page("K1"), &mut Dice::new(1));
    let covered = painted(&whole, |x, y| x < 300 && y < 400);
    check_refused(&covered, &ReadFailure::Corners);
    let half = painted(&whole, |_, y| y > 1500);
    check_refused(&half, &ReadFailure::Corners);
}

#[test]
fn a_scribbled_over_code_is_said_to_be_unreadable() {
    let whole = drawn(&page("K1"), &mut Dice::new(1));
    // The middle of the code: from 156 to 185.7 mm across, 19 to 48.7 mm down.
    let scribbled = painted(&whole, |x, y| (1620..1760).contains(&x) && (240..440).contains(&y));
    check_refused(&scribbled, &ReadFailure::Code);
    let typed = super::locate_as(&scribbled, &page("K1")).expect("the corners are seen");
    let read = crate::marks::marks(&typed, &page("K1")).expect("the bubbles are where they should be");
    assert!(read.iter().all(|row| row.doubt == Some(crate::marks::Doubt::NoneMarked)));
}

#[test]
fn two_sheets_in_one_picture_are_refused() {
    let mut dice = Dice::new(1);
    let (one, other) = (drawn(&page("K1"), &mut dice), drawn(&page("K2"), &mut dice));
    let rows = one.pixels().chunks(one.width()).zip(other.pixels().chunks(other.width()));
    let pixels = rows.flat_map(|(a, b)| [a, b].concat()).collect();
    let both = Grey::new(one.width() * 2, one.height(), pixels).expect("pixels");
    check_refused(&both, &ReadFailure::Several);
}

#[test]
fn hostile_files_are_refused_with_a_sentence() {
    for file in [b"".as_slice(), b"<svg/>", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0"] {
        let failure = locate(file).expect_err("no picture");
        assert!(matches!(failure, ReadFailure::Picture(_)), "{failure}");
        assert!(failure.to_string().len() > 30, "{failure}");
    }
}

#[test]
fn a_jpeg_is_read_like_the_picture_it_was_made_of() {
    let mut dice = Dice::new(7);
    let picture = photograph(&drawn(&page("K1"), &mut dice), &conditions(183.0, 10.0), &mut dice);
    assert_eq!(locate(&jpeg(&[&picture], 80)).map(|l| (l.code, l.page)), Ok(("K1".to_owned(), 1)));
    assert_eq!(locate(&picture.to_png()).map(|l| (l.code, l.page)), Ok(("K1".to_owned(), 1)));
}

fn even(shade: u8) -> Grey {
    Grey::new(800, 1000, vec![shade; 800_000]).expect("pixels")
}

fn painted(grey: &Grey, over: impl Fn(usize, usize) -> bool) -> Grey {
    let width = grey.width();
    let shade = |(at, &shade): (usize, &u8)| if over(at % width, at / width) { 220 } else { shade };
    let pixels = grey.pixels().iter().enumerate().map(shade).collect();
    Grey::new(width, grey.height(), pixels).expect("as many pixels")
}

#[track_caller]
fn check_refused(picture: &Grey, expected: &ReadFailure) {
    assert_eq!(locate_in(picture).as_ref().err(), Some(expected));
}
