use super::*;
use crate::{Words, paper::render_paper, testing};

#[test]
fn a_list_of_one_gives_one_row_and_reads_back() {
    let paper = print(testing::choice(3, 1));
    assert_eq!(paper.marks.len(), 1);
    let row = &paper.marks[0];
    assert_eq!((row.label.as_str(), row.several), ("", false));
    let letters: Vec<_> = row.bubbles.iter().map(|(letter, _)| letter.as_str()).collect();
    assert_eq!(letters, ["A", "B", "C"]);
    check(&paper.marks, &[(0, 1)], &Ok(Value::identifier("C2")));
    check(&paper.marks, &[], &Ok(Value::Null));
    let twice = MarkProblem::Several { response: "RESPONSE".into(), label: String::new(), marked: 2 };
    check(&paper.marks, &[(0, 0), (0, 1)], &Err(vec![twice]));
    check(&paper.marks, &[(3, 0)], &Err(vec![MarkProblem::NoBubble { row: 3, bubble: 0 }]));
}

#[test]
fn several_of_a_list_are_marked_in_one_row() {
    let paper = print(testing::choice(4, 2));
    let both = ["C1", "C4"].map(|name| Scalar::Identifier(name.to_owned()));
    check(&paper.marks, &[(0, 3), (0, 0)], &Ok(Value::Multiple(both.into())));
}

#[test]
fn an_order_has_a_row_for_each_place() {
    let paper = print(testing::order(3));
    assert_eq!(paper.marks.iter().map(|row| row.label.as_str()).collect::<Vec<_>>(), ["1", "2", "3"]);
    let order = ["C3", "C1", "C2"].map(|name| Scalar::Identifier(name.to_owned()));
    check(&paper.marks, &[(0, 2), (1, 0), (2, 1)], &Ok(Value::Ordered(order.into())));
    let twice = MarkProblem::Twice { response: "RESPONSE".into(), letter: "A".into() };
    check(&paper.marks, &[(0, 0), (1, 0)], &Err(vec![twice]));
}

#[test]
fn a_table_has_a_row_for_each_of_its_rows() {
    let paper = print(testing::match_table(2, 3, 1));
    let pair = Scalar::DirectedPair("R2".to_owned(), "K3".to_owned());
    check(&paper.marks, &[(1, 2)], &Ok(Value::Multiple(vec![pair])));
}

#[test]
fn more_than_eight_are_written_by_hand() {
    let paper = print(testing::choice(9, 1));
    assert_eq!((paper.marks.len(), paper.by_hand), (0, vec!["RESPONSE".to_owned()]));
}

#[test]
fn nothing_on_paper_is_a_field() {
    for interaction in testing::one_of_each() {
        let html = print(interaction).html;
        for tag in ["<input", "<select", "<textarea", "<button", "<script", "style=", "<audio", "<video"] {
            assert!(!html.contains(tag), "{tag} in {html}");
        }
    }
}

fn print(interaction: domain::item::Interaction) -> crate::PaperItem {
    let words = Words::default();
    let asset = |address: &str| format!("/files/{address}");
    render_paper(
        &[domain::item::Node::Interaction(Box::new(interaction))],
        &crate::Options::new(&words, &asset),
    )
}

#[track_caller]
fn check(rows: &[MarkRow], marked: &[(usize, usize)], expected: &Result<Value, Vec<MarkProblem>>) {
    let read = read_marks(rows, marked);
    assert_eq!(read.map(|mut all| all.remove("RESPONSE").unwrap_or_default()), *expected);
}
