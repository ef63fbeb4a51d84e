use domain::CompetencyId;
use proptest::prelude::*;

use super::{Graph, Place};
use crate::bits::Bits;

fn competency(letter: char) -> CompetencyId {
    CompetencyId::from_bytes([letter as u8; 16])
}

fn letter(id: CompetencyId) -> char {
    char::from(id.as_bytes()[0])
}

/// Letters in order, and pairs as `ab` (a before b).
fn graph(letters: &str, pairs: &str) -> Graph {
    let places: Vec<Place> = letters
        .chars()
        .zip(0..)
        .map(|(letter, position)| Place { competency: competency(letter), position })
        .collect();
    let pairs: Vec<_> = pairs
        .split_whitespace()
        .map(|pair| {
            let mut letters = pair.chars().map(competency);
            (letters.next().expect("before"), letters.next().expect("after"))
        })
        .collect();
    Graph::new(&places, &pairs)
}

#[track_caller]
fn check_circles(letters: &str, pairs: &str, expected: &[&str]) {
    let mut found: Vec<String> =
        graph(letters, pairs).circles().map(|members| members.into_iter().map(letter).collect()).collect();
    found.sort();
    assert_eq!(found, expected, "{pairs}");
}

#[test]
fn a_circle_is_named_in_the_order_of_its_members() {
    check_circles("abc", "ab bc", &[]);
    check_circles("abc", "ac cb ba", &["acb"]);
    check_circles("xabcy", "xa ab ba bc cy", &["ab"]);
    check_circles("abcd", "ab ba cd dc", &["ab", "cd"]);
}

#[test]
fn of_a_knot_of_circles_the_shortest_through_the_first_is_named() {
    check_circles("abcd", "ab bc cd da ba", &["ab"]);
}

#[test]
fn a_competency_before_itself_is_no_circle() {
    check_circles("ab", "aa ab", &[]);
}

/// How many of all each opens, as `letter+number`.
#[track_caller]
fn check_opens(letters: &str, pairs: &str, expected: &str) {
    let graph = graph(letters, pairs);
    let mut all = Bits::none(graph.len());
    (0..graph.len()).for_each(|number| assert!(all.add(number)));
    let said: Vec<String> = (0..graph.len())
        .map(|number| format!("{}{}", letter(graph.id(number)), graph.opens(number, &all)))
        .collect();
    assert_eq!(said.join(" "), expected);
}

#[test]
fn what_builds_on_something_through_others_is_counted_once() {
    check_opens("abcd", "ab ac bd cd", "a3 b1 c1 d0");
    check_opens("abc", "ab ab bc", "a2 b1 c0");
}

#[test]
fn in_a_circle_all_open_the_others_and_what_follows() {
    check_opens("xabc", "xa ab ba bc", "x3 a2 b2 c0");
}

#[test]
fn what_is_needed_and_not_there_is_named() {
    let graph = graph("ab", "za ya ab zq");
    let missing = |number| graph.missing(number).map(letter).collect::<String>();
    assert_eq!((missing(0), missing(1)), ("yz".to_owned(), String::new()));
    assert!(!graph.lacks_nothing());
}

#[test]
fn a_competency_given_twice_counts_once_where_it_came_first() {
    let twice = [('b', 1), ('a', 2), ('b', 3)]
        .map(|(letter, position)| Place { competency: competency(letter), position });
    let graph = Graph::new(&twice, &[]);
    assert_eq!((graph.len(), letter(graph.id(0)), letter(graph.id(1))), (2, 'b', 'a'));
    assert_eq!((graph.find(competency('a')), graph.find(competency('c'))), (Some(1), None));
}

#[test]
fn a_long_chain_is_no_trouble() {
    let numbered = |number: u32| {
        let mut bytes = [0; 16];
        bytes[..4].copy_from_slice(&number.to_be_bytes());
        CompetencyId::from_bytes(bytes)
    };
    // Beyond what sets are kept for: it is walked.
    let len = 40_000;
    let places: Vec<Place> =
        (0..len).map(|number| Place { competency: numbered(number), position: number }).collect();
    let pairs: Vec<_> = (1..len).map(|number| (numbered(number - 1), numbered(number))).collect();
    let graph = Graph::new(&places, &pairs);
    let mut wanted = Bits::none(graph.len());
    (0..graph.len()).step_by(2).for_each(|number| assert!(wanted.add(number)));
    assert_eq!(graph.opens(0, &wanted), 19_999);
}

proptest! {
    #[test]
    fn sets_and_walks_count_the_same_in_any_graph(
        len in 1..90_usize,
        drawn in prop::collection::vec((0..90_u8, 0..90_u8), 0..200),
        wanted in prop::collection::vec(0..90_usize, 0..90),
    ) {
        let id = |number: u8| CompetencyId::from_bytes([number; 16]);
        let places: Vec<Place> = (0..len)
            .map(|number| u8::try_from(number).expect("small"))
            .map(|number| Place { competency: id(number), position: u32::from(number) })
            .collect();
        let pairs: Vec<_> = drawn.iter().map(|(before, after)| (id(*before), id(*after))).collect();
        let graph = Graph::new(&places, &pairs);
        let mut set = Bits::none(len);
        for number in wanted.into_iter().filter(|number| *number < len) {
            set.add(number);
        }
        for number in 0..len {
            let walked = graph.walk_later(number, &set);
            let itself = usize::from(set.has(number) && graph.later.is_in_circle(number));
            prop_assert_eq!(graph.opens(number, &set), walked - itself);
        }
        for circle in graph.circles() {
            let steps = circle.iter().zip(circle.iter().cycle().skip(1));
            for (before, after) in steps {
                let after = graph.find(*after).expect("known");
                prop_assert!(graph.before(after).any(|one| graph.id(one) == *before));
            }
        }
    }
}
