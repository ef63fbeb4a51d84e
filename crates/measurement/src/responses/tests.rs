use super::{Patterns, Responses, read_wide};

#[test]
fn identical_rows_are_merged_whatever_their_order() {
    let one = Responses::from_scores(2, &[Some(1), None, Some(0), Some(1), Some(1), None]).unwrap();
    let other = Responses::from_scores(2, &[Some(0), Some(1), Some(1), None, Some(1), None]).unwrap();
    let (one, other) = (Patterns::new(&one, &[0, 1], false), Patterns::new(&other, &[0, 1], false));
    assert_eq!((one.codes, one.weights), (other.codes, other.weights));
    assert_eq!(one.of_row, [1, 0, 1]);
}

#[test]
fn a_blank_is_missing_and_learners_groups_and_weights_are_read() {
    let table = read_wide("id,\"q1\",q2,group,freq\nann,1,NA,a,2\nbea,,3,b,1.5\n").unwrap();
    assert_eq!(table.items, ["q1", "q2"]);
    assert_eq!(table.learners, ["ann", "bea"]);
    assert_eq!(table.groups, ["a", "b"]);
    let responses = table.responses;
    assert_eq!((responses.score(0, 0), responses.score(0, 1)), (Some(1), None));
    assert_eq!((responses.weight(1), responses.group(1)), (1.5, 1));
}

#[test]
fn an_empty_file_is_refused() {
    refused("", "line 1, column 1: the file is empty; it needs a header and a line per learner");
}

#[test]
fn a_header_alone_is_refused() {
    refused("q1,q2\n", "line 1, column 1: there is no learner");
}

#[test]
fn letters_are_refused_where_they_stand() {
    refused(
        "q1,q2\n1,0\nx,1\n",
        "line 3, column 1: a score is a whole number, or blank when missing, not \"x\"",
    );
}

#[test]
fn negative_scores_are_refused() {
    refused("q1\n0\n-1\n", "line 1, column 1: row 1, item 0 (both from 0): a score is 0 to 99, not -1");
}

#[test]
fn three_hundred_categories_are_refused() {
    refused("q1\n0\n299\n", "line 1, column 1: row 1, item 0 (both from 0): a score is 0 to 99, not 299");
}

#[test]
fn a_learner_twice_is_refused() {
    refused("id,q1\nann,1\nann,0\n", "line 3, column 1: the learner \"ann\" has a line already");
}

#[test]
fn an_item_twice_is_refused() {
    refused("q1,q1\n1,0\n", "line 1, column 2: a second column is named \"q1\"");
}

#[test]
fn a_short_line_is_refused() {
    refused("q1,q2\n1\n", "line 2, column 1: 1 cells under 2 columns");
}

#[test]
fn weights_that_do_not_count_are_refused() {
    let responses = || Responses::from_scores(1, &[Some(1), Some(0)]).unwrap();
    for (weights, said) in [
        (vec![1.0, -1.0], "row 1 (from 0): a weight is a finite number of 0 or more, not -1"),
        (vec![0.0, 0.0], "there is no learner"),
        (vec![1.0], "1 values were given for 2 rows"),
    ] {
        assert_eq!(responses().with_weights(weights).unwrap_err().to_string(), said);
    }
    assert!(responses().with_groups(vec![0, 2]).is_err());
}

#[track_caller]
fn refused(text: &str, said: &str) {
    assert_eq!(read_wide(text).unwrap_err()[0].to_string(), said);
}
