use super::{escaped, svg};
use crate::layout::{Answer, Options, Paper, PrintSize, Row, SheetPage, Words, pages};

fn page(words: Words, letter: &str) -> SheetPage {
    let row = |n: usize| Row { label: n.to_string(), answer: Answer::One(vec![letter.into(), "B".into()]) };
    let mut rows: Vec<Row> = (1..=7).map(row).collect();
    rows.push(Row { label: "8".into(), answer: Answer::Written { lines: 3 } });
    let options = Options { paper: Paper::A4, print: PrintSize::Normal, code: "AB-12".into(), words };
    pages(&rows, &options).expect("it fits").swap_remove(0)
}

#[test]
fn a_page_is_printed_at_its_true_size() {
    let drawn = svg(&page(Words::default(), "A"));
    assert!(drawn.contains("width=\"210mm\" height=\"297mm\" viewBox=\"0 0 210 297\""), "{drawn}");
}

#[test]
fn every_bubble_letter_label_line_and_the_code_are_drawn() {
    let drawn = svg(&page(Words { name: "Name".into(), ..Words::default() }, "A"));
    let count = |part: &str| drawn.matches(part).count();
    assert_eq!(count("<circle"), 14);
    assert_eq!((count(">A</text>"), count(">B</text>"), count(">8</text>")), (7, 7, 1));
    // Three to write on, and one for the name.
    assert_eq!(count("<line"), 4);
    assert_eq!(count(">AB-12   1 / 1</text>"), 1);
    assert_eq!(count("<path"), 1);
}

#[test]
fn words_of_whoever_writes_them_do_not_become_markup() {
    let words = Words { title: "<script>\"&'".into(), name: "<b>".into(), instruction: "</svg>".into() };
    let drawn = svg(&page(words, "<"));
    assert!(!drawn.contains("<script") && !drawn.contains("<b>"), "{drawn}");
    assert_eq!(drawn.matches("</svg>").count(), 1);
    assert_eq!(escaped("<a href=\"&\">"), "&lt;a href=&quot;&amp;&quot;&gt;");
}

#[test]
fn nothing_in_it_needs_an_inline_style_or_a_font_file() {
    let drawn = svg(&page(Words::default(), "A"));
    assert!(!drawn.contains("style") && !drawn.contains("url(") && !drawn.contains("href"), "{drawn}");
}
